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

// Line by line, by rules of its own: tags, block heads and braces at their places are structure, all else is
// text.
class FinLister {
public:
    explicit FinLister(std::vector<RawText>& texts) : texts_(texts) {}

    void list(std::string_view bytes) {
        std::size_t line = 0;
        while (line < bytes.size()) {
            const std::size_t end = std::min(bytes.find('\n', line), bytes.size());
            list_line(bytes.substr(line, end - line));
            line = end + 1;
        }
    }

private:
    void list_line(std::string_view line) {
        if (line.size() > 3 && line[0] == ':' && line.find(':', 1) < 5) {
            const std::size_t colon = line.find(':', 1);
            const std::size_t end = std::min(line.find("-}", colon), line.size());
            path_ = std::string(line.substr(0, colon + 1));
            add(line.substr(colon + 1, end - colon - 1));
            list_blocks(line.substr(end));
            return;
        }
        if (line.find('{') == std::string_view::npos && line.find('}') == std::string_view::npos) {
            add(line);
            return;
        }
        list_blocks(line);
    }

    // Headers and trailers: what stands between braces, each without its "4:" or "108:" in front.
    void list_blocks(std::string_view line) {
        std::size_t from = 0;
        for (std::size_t at = 0; at <= line.size(); ++at) {
            if (at < line.size() && line[at] != '{' && line[at] != '}') {
                continue;
            }
            const std::string_view piece = line.substr(from, at - from);
            const std::size_t colon = piece.find(':');
            const bool tagged = from > 0 && line[from - 1] == '{' && colon != std::string_view::npos;
            if (tagged) {
                path_ = "{" + std::string(piece.substr(0, colon + 1));
            }
            add(tagged ? piece.substr(colon + 1) : piece);
            from = at + 1;
        }
    }

    // Slashes that begin accounts and continued lines, and the dash that ends a text, are structure too; so
    // are the line numbers of option F, and the slashes between country and town there.
    void add(std::string_view text) {
        text = base::trim(text);
        while (text.starts_with('/') || text.starts_with('$')) {
            text.remove_prefix(1);
        }
        if (path_.starts_with(":5") && (text.starts_with("C/") || text.starts_with("D/"))) {
            text.remove_prefix(2);  // debit or credit account
        }
        const bool numbered = text.size() > 2 && text[0] >= '1' && text[0] <= '8' && text[1] == '/';
        if (path_.starts_with(":5") && numbered) {
            for (const std::string_view part : base::split(text.substr(2), '/')) {
                add_text(texts_, path_, part);
            }
        } else if (text != "-") {
            add_text(texts_, path_, text);
        }
    }

    std::vector<RawText>& texts_;
    std::string path_;
};

std::size_t count_inside(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; at += part.size()) {
        ++count;
    }
    return count;
}

// Which texts stand in no field. A text of XML or JSON is a field of its own; FIN joins lines, so a line may
// be a part of a field. A text that stands n times must be found n times.
std::vector<std::string> unseen(const std::vector<RawText>& texts, const model::Payment& payment) {
    const bool parts_count = payment.format == model::MessageFormat::swift_mt;
    std::vector<std::string> fields;
    std::unordered_map<std::string_view, std::size_t> whole;
    fields.reserve(payment.fields.size());
    for (const model::PaymentField& field : payment.fields) {
        fields.push_back(letters_of(field.text));
    }
    for (const std::string& field : fields) {
        ++whole[field];
    }
    std::unordered_map<std::string_view, std::size_t> wanted;
    std::vector<std::string> missing;
    for (const RawText& text : texts) {
        const std::size_t wanted_now = ++wanted[text.letters];
        const auto found = whole.find(text.letters);
        if (found != whole.end() && found->second >= wanted_now) {
            continue;
        }
        std::size_t inside = 0;
        for (const std::string& field : fields) {
            inside += parts_count ? count_inside(field, text.letters) : 0;
        }
        if (inside < wanted_now) {
            missing.push_back(text.path);
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
        case model::MessageFormat::swift_mt: FinLister(texts).list(bytes); break;
        case model::MessageFormat::json: {
            CORDON_ASSIGN(const codec::JsonValue document,
                          codec::parse_json(bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes));
            list_json(document, "", texts);
            break;
        }
    }
    return Coverage{texts.size(), unseen(texts, payment)};
}

}  // namespace cordon::payments
