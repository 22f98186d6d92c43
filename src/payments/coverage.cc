#include "payments/coverage.h"

#include <algorithm>
#include <unordered_map>

#include "base/strings.h"
#include "codec/json.h"
#include "codec/xml.h"

namespace cordon::payments {

using base::Result;

namespace {

struct RawText {
    std::string path;
    std::string letters;  // without white space
};

std::string letters_of(std::string_view text) {
    std::string letters = base::collapse_whitespace(text);
    std::erase(letters, ' ');
    return letters;
}

void add_text(std::vector<RawText>& texts, const std::string& path, std::string_view text) {
    std::string letters = letters_of(text);
    if (!letters.empty()) {
        texts.push_back({path, std::move(letters)});
    }
}

void list_xml(const codec::XmlNode& node, const std::string& path, std::vector<RawText>& texts) {
    const std::string here = path + "/" + std::string(node.name());
    for (const auto& [name, value] : node.attributes()) {
        add_text(texts, here + "/@" + name, value);
    }
    add_text(texts, here, node.text());
    for (const codec::XmlNode& child : node.children()) {
        list_xml(child, here, texts);
    }
}

// Every scalar; the reader's own names of members are not texts of the message, unknown ones are (and the
// reader keeps them, which its tests say).
void list_json(const codec::JsonValue& value, const std::string& path, std::vector<RawText>& texts) {
    if (value.object() != nullptr) {
        for (const auto& [key, inner] : *value.object()) {
            list_json(inner, path + "/" + key, texts);
        }
    } else if (value.array() != nullptr) {
        for (const codec::JsonValue& item : *value.array()) {
            list_json(item, path + "[]", texts);
        }
    } else {
        add_text(texts, path, value.as_text());
    }
}

bool in_word(char letter) {
    return static_cast<unsigned char>(letter) >= 0x80 || (letter >= '0' && letter <= '9') ||
           (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

// Calls on_word(word, position) for each run of letters and digits.
template <class OnWord>
void for_each_word(std::string_view text, const OnWord& on_word) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        while (at < text.size() && in_word(text[at])) {
            ++at;
        }
        if (at > from) {
            on_word(text.substr(from, at - from), from);
        }
        at += at == from ? 1U : 0U;
    }
}

// FIN word by word, knowing nothing of fields: tags are the words of at most three letters between ':' or '{'
// in front and ':' behind; single letters and digits are the marks of blocks, lines and accounts.
void list_fin(std::string_view bytes, std::vector<RawText>& texts) {
    constexpr std::size_t tag_letters_max = 3;
    std::string path;
    for_each_word(bytes, [&](std::string_view word, std::size_t at) {
        const char before = at > 0 ? bytes[at - 1] : '\n';
        const char behind = at + word.size() < bytes.size() ? bytes[at + word.size()] : '\n';
        if ((before == ':' || before == '{') && behind == ':' && word.size() <= tag_letters_max) {
            path = before + std::string(word) + ":";
        } else if (word.size() > 1) {
            texts.push_back({path, std::string(word)});
        }
    });
}

// Which texts stand in no field. A text of XML or JSON is a field of its own; FIN joins lines, so words are
// compared. A text that stands n times must be found n times.
std::vector<std::string> unseen(const std::vector<RawText>& texts, const model::Payment& payment) {
    std::unordered_map<std::string, std::uint64_t> found;
    for (const model::PaymentField& field : payment.fields) {
        if (payment.format == model::MessageFormat::swift_mt) {
            for_each_word(field.text,
                          [&found](std::string_view word, std::size_t) { ++found[std::string(word)]; });
        } else {
            ++found[letters_of(field.text)];
        }
    }
    std::vector<std::string> missing;
    for (const RawText& text : texts) {
        const auto at = found.find(text.letters);
        if (at == found.end() || at->second == 0) {
            missing.push_back(text.path + " '" + base::shown(text.letters, 40) + "'");
        } else {
            --at->second;
        }
    }
    return missing;
}

}  // namespace

Result<Coverage> coverage(std::string_view bytes, const model::Payment& payment) {
    std::vector<RawText> texts;
    switch (payment.format) {
        case model::MessageFormat::iso20022: {
            const std::size_t first = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
            CORDON_ASSIGN(const codec::XmlDocument document, codec::read_xml(bytes.substr(first)));
            list_xml(document.root(), "", texts);
            break;
        }
        case model::MessageFormat::swift_mt: list_fin(bytes, texts); break;
        case model::MessageFormat::json: {
            CORDON_ASSIGN(const codec::JsonValue document,
                          codec::parse_json(bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes));
            list_json(document, "", texts);
            break;
        }
        case model::MessageFormat::shipment:
            return base::fail(base::ErrorCode::unsupported,
                              "a shipment is no payment message: nothing to cover");
    }
    return Coverage{texts.size(), unseen(texts, payment)};
}

}  // namespace cordon::payments
