// engine/planted_messages.h: a listed name or number written into one field of a message's bytes; included by
// *_test.cc and *_bench.cc only.
//
// Role:    the test of the payment gate: what stands in a field must be found there, whatever the format.
// Rules:   the field's text is looked for in the bytes, replaced where it stands, and the message is read
//          again: only when the same field has the planted text then, the planting counts. FIN text is in
//          capitals of its character set and cut at 35 letters, inside words too.
// Threads: pure functions.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "base/testing.h"
#include "model/payment.h"
#include "payments/message_reader.h"
#include "text/name_tokens.h"

namespace cordon::engine::testing {

[[nodiscard]] inline bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

// Without white space; texts of fields are collapsed, bytes are not.
[[nodiscard]] inline std::string without_blanks(std::string_view text) {
    std::string bare;
    std::ranges::copy_if(text, std::back_inserter(bare), [](char letter) { return !is_blank(letter); });
    return bare;
}

[[nodiscard]] inline std::string escaped(std::string_view text, model::MessageFormat format) {
    std::string made;
    for (const char letter : text) {
        if (format == model::MessageFormat::iso20022 && letter == '&') {
            made += "&amp;";
        } else if (format == model::MessageFormat::iso20022 && letter == '<') {
            made += "&lt;";
        } else if (format == model::MessageFormat::iso20022 && letter == '>') {
            made += "&gt;";
        } else if (format == model::MessageFormat::json && (letter == '"' || letter == '\\')) {
            made += '\\';
            made += letter;
        } else {
            made += letter;
        }
    }
    return made;
}

// Letters of the SWIFT x set, in capitals: accents and other scripts as text/fold writes them.
[[nodiscard]] inline std::string in_fin_letters(std::string_view name) {
    const bool plain =
        std::ranges::all_of(name, [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
    std::string made;
    if (plain) {
        made = name;
    } else {
        text::TokenisedName tokens;
        text::tokenise_name(name, tokens);
        for (const text::NameToken& token : tokens.tokens) {
            made += made.empty() ? "" : " ";
            made += token.text;
        }
    }
    for (char& letter : made) {
        const bool allowed = (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
                             std::string_view(" /-?:().,'+").find(letter) != std::string_view::npos;
        letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A')
                 : allowed                      ? letter
                                                : ' ';
    }
    return made;
}

// Lines of 35 letters; a line after the first may not begin a tag or a block's end.
[[nodiscard]] inline std::string in_fin_lines(std::string_view text, std::string_view before_each) {
    const std::size_t most = 35 - before_each.size();
    std::string made;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t count = std::min(most, text.size() - at);
        while (at + count < text.size() && count > 1 &&
               (text[at + count] == ' ' || text[at + count] == '-' || text[at + count] == ':' ||
                text[at + count] == '/' || text[at + count - 1] == ' ')) {
            --count;  // the cut stands inside a word
        }
        made += at == 0 ? "" : "\r\n" + std::string(before_each);
        made += text.substr(at, count);
        at += count;
    }
    return made;
}

struct Planted {
    std::string bytes;
    model::Payment payment;
    std::string path;
};

struct TextSpan {
    std::size_t first = 0;
    std::size_t last = 0;
};

// Where `sought` stands at or after `from`; white space and the continuation of lines do not count.
[[nodiscard]] inline std::optional<TextSpan> find_loosely(std::string_view bytes, std::string_view sought,
                                                          std::size_t from) {
    for (std::size_t first = from; first < bytes.size(); ++first) {
        if (bytes[first] != sought[0]) {
            continue;
        }
        std::size_t at = first;
        std::size_t matched = 0;
        while (matched < sought.size() && at < bytes.size()) {
            if (bytes[at] == sought[matched]) {
                ++at;
                ++matched;
            } else if (is_blank(bytes[at])) {
                ++at;
            } else if (bytes.substr(at).starts_with("//") && at > 0 && bytes[at - 1] == '\n') {
                at += 2;
            } else {
                break;
            }
        }
        if (matched == sought.size()) {
            return TextSpan{first, at};
        }
    }
    return std::nullopt;
}

// As it stands in the bytes of such a message.
[[nodiscard]] inline std::string written_into(std::string_view text, const model::Payment& payment,
                                              const model::PaymentField& field) {
    const std::string written = escaped(text, payment.format);
    if (payment.format != model::MessageFormat::swift_mt || !field.path.starts_with(":")) {
        return written;
    }
    const std::size_t line = field.path.rfind(":");
    const bool numbered = field.path.find("F:") != std::string::npos && field.path.ends_with("/");
    return in_fin_lines(written, numbered ? field.path.substr(line + 1) : std::string());
}

// The field with the text in it, and where its own text stood; nothing when it cannot be found or replaced
// alone.
[[nodiscard]] inline std::optional<std::pair<Planted, TextSpan>> replaced(std::string_view bytes,
                                                                          const model::Payment& payment,
                                                                          const model::PaymentField& field,
                                                                          std::string_view text) {
    constexpr int places_most = 200;
    const std::string sought = without_blanks(escaped(field.text, payment.format));
    const std::string written = written_into(text, payment, field);
    const std::string expected = without_blanks(text);
    std::size_t from = 0;
    for (int tries = 0; tries < places_most && !sought.empty(); ++tries) {
        const auto span = find_loosely(bytes, sought, from);
        if (!span) {
            break;
        }
        from = span->first + 1;
        Planted planted;
        planted.bytes =
            std::string(bytes.substr(0, span->first)) + written + std::string(bytes.substr(span->last));
        auto read = payments::read_payment(planted.bytes);
        if (!read) {
            continue;
        }
        const auto same = std::ranges::find_if(read->fields, [&](const model::PaymentField& one) {
            return one.path == field.path && one.field_class == field.field_class &&
                   without_blanks(one.text) == expected;
        });
        if (same == read->fields.end()) {
            continue;
        }
        planted.path = same->path;
        planted.payment = *std::move(read);
        return std::pair{std::move(planted), *span};
    }
    return std::nullopt;
}

[[nodiscard]] inline std::optional<Planted> plant(std::string_view bytes, const model::Payment& payment,
                                                  const model::PaymentField& field, std::string_view text) {
    auto made = replaced(bytes, payment, field, text);
    return made ? std::optional(std::move(made->first)) : std::nullopt;
}

// Found by writing something else there.
[[nodiscard]] inline std::optional<TextSpan> place_of(std::string_view bytes, const model::Payment& payment,
                                                      const model::PaymentField& field) {
    std::string other = field.text;
    for (char& letter : other) {
        letter = letter == '0' ? '1' : letter >= '1' && letter <= '9' ? '0' : letter;
    }
    if (other == field.text) {
        other = payment.format == model::MessageFormat::swift_mt ? "SOMETHING ELSE" : "Something Else";
    }
    const auto made = replaced(bytes, payment, field, other);
    return made ? std::optional(made->second) : std::nullopt;
}

struct SampleMessage {
    std::string file;
    std::string bytes;
    model::Payment payment;
};

inline void add_messages(const std::string& path, std::vector<SampleMessage>& messages) {
    for (std::string& message : payments::split_messages(base::testing::read_test_file(path))) {
        if (auto payment = payments::read_payment(message); payment) {
            messages.push_back({path, std::move(message), *std::move(payment)});
        }
    }
}

// Every message that can be read of corpus/payments, and of the real samples when they are there.
[[nodiscard]] inline std::vector<SampleMessage> sample_messages() {
    std::vector<SampleMessage> messages;
    for (const char* const name :
         {"pacs004-return.xml", "mt202-cover.fin", "mt700-glass.fin", "pain001-clean.xml",
          "transfer-vessel.json", "pacs008-true-hit.xml", "mt103-charity.fin", "pacs009-cover.xml"}) {
        add_messages(std::string("corpus/payments/") + name, messages);
    }
    const auto manifest = base::testing::real_data("payments/MANIFEST.tsv");
    if (!manifest) {
        return messages;
    }
    const std::string table = base::testing::read_test_file(*manifest);
    std::vector<std::string> files;
    for (const std::string_view line : base::split(table, '\n')) {
        files.emplace_back(line.substr(0, line.find('\t')));
    }
    std::ranges::sort(files);
    for (const std::string& file : files) {
        if (file.starts_with("iso20022/") || file.starts_with("mt/")) {
            add_messages(base::testing::real_data("payments/" + file).value(), messages);
        }
    }
    return messages;
}

}  // namespace cordon::engine::testing
