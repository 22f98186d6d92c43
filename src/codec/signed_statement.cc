#include "codec/signed_statement.h"

#include <fmt/format.h>

#include <initializer_list>

#include "base/hash.h"
#include "base/strings.h"
#include "codec/canonical_json.h"

namespace cordon::codec {

namespace {

using base::ErrorCode;

constexpr std::string_view domain = "cordon-signed-statement-1\n";
constexpr std::string_view algorithm = "Ed25519";
constexpr std::string_view comment_begin = "<!-- cordon-signature ";
constexpr std::string_view comment_end = " -->\n";

std::unexpected<base::Error> not_signed(std::string_view why) {
    return base::fail(ErrorCode::invalid_input,
                      fmt::format("this is no signed statement of Cordon: {}", why));
}

// The members of an object, exactly those named and all of them.
base::Status has_exactly(const JsonValue& value, std::string_view what,
                         std::initializer_list<std::string_view> names) {
    const JsonObject* object = value.object();
    if (object == nullptr) {
        return not_signed(fmt::format("{} is no object", what));
    }
    for (const std::string_view name : names) {
        if (value.find(name) == nullptr) {
            return not_signed(fmt::format("{} has no member '{}'", what, name));
        }
    }
    if (object->size() != names.size()) {
        return not_signed(fmt::format("{} has members that do not belong there", what));
    }
    return {};
}

base::Result<std::string> text_of(const JsonValue& value, std::string_view name) {
    const std::string* text = value.find(name)->string();
    if (text == nullptr) {
        return not_signed(fmt::format("'{}' is no text", name));
    }
    return *text;
}

std::string head_and_content(const StatementHead& head, std::string_view content) {
    const auto quoted = [](std::string_view text) {
        JsonWriter writer;
        writer.string(text);
        return writer.take();
    };
    return fmt::format(
        "{{\"type\": {}, \"made_at\": {}, \"made_by\": {}, \"engine_build\": {},\n\"content\": {}}}",
        quoted(head.type), quoted(base::to_string(head.made_at)), quoted(head.made_by),
        quoted(head.engine_build), content);
}

base::Result<SignedStatement> read_statement(const JsonValue& statement) {
    CORDON_TRY(
        has_exactly(statement, "the statement", {"type", "made_at", "made_by", "engine_build", "content"}));
    SignedStatement read;
    CORDON_ASSIGN(read.head.type, text_of(statement, "type"));
    CORDON_ASSIGN(const std::string made_at, text_of(statement, "made_at"));
    CORDON_ASSIGN(read.head.made_at, base::parse_instant(made_at));
    CORDON_ASSIGN(read.head.made_by, text_of(statement, "made_by"));
    CORDON_ASSIGN(read.head.engine_build, text_of(statement, "engine_build"));
    read.content = *statement.find("content");
    if (read.content.object() == nullptr) {
        return not_signed("'content' is no object");
    }
    return read;
}

}  // namespace

base::Result<std::string> seal_statement(const StatementHead& head, std::string_view content,
                                         const base::SigningKey& key) {
    const std::string statement = head_and_content(head, base::trim(content));
    CORDON_ASSIGN(const JsonValue value, parse_json(statement));
    CORDON_ASSIGN(const SignedStatement checked, read_statement(value));
    CORDON_ASSIGN(const std::string canonical, canonical_json(value));
    const base::Signature signature = key.sign(std::string(domain) + canonical);
    return fmt::format(
        "{{\"statement\": {},\n\"signature\": {{\"algorithm\": \"{}\", \"key_id\": \"{}\", \"public_key\": "
        "\"{}\", \"value\": \"{}\"}}}}\n",
        statement, algorithm, base::key_id(key.public_key()), base::to_hex(key.public_key()),
        base::to_hex(signature));
}

base::Result<SignedStatement> open_statement(std::string_view bytes) {
    CORDON_ASSIGN(const JsonValue document, parse_json(bytes));
    if (const auto twice = first_duplicate_key(document)) {
        return not_signed(fmt::format("the key '{}' stands twice in one object", base::shown(*twice)));
    }
    CORDON_TRY(has_exactly(document, "the document", {"statement", "signature"}));
    const JsonValue& seal = *document.find("signature");
    CORDON_TRY(has_exactly(seal, "the signature", {"algorithm", "key_id", "public_key", "value"}));
    CORDON_ASSIGN(SignedStatement read, read_statement(*document.find("statement")));
    CORDON_ASSIGN(const std::string named_algorithm, text_of(seal, "algorithm"));
    if (named_algorithm != algorithm) {
        return base::fail(ErrorCode::unsupported,
                          fmt::format("the statement is signed by '{}'; only {} is read",
                                      base::shown(named_algorithm), algorithm));
    }
    CORDON_ASSIGN(const std::string key, text_of(seal, "public_key"));
    CORDON_ASSIGN(read.key, base::parse_public_key(key));
    CORDON_ASSIGN(const std::string value, text_of(seal, "value"));
    CORDON_ASSIGN(read.signature, base::parse_signature(value));
    CORDON_ASSIGN(const std::string id, text_of(seal, "key_id"));
    CORDON_ASSIGN(const std::string canonical, canonical_json(*document.find("statement")));
    if (id != base::key_id(read.key) ||
        !base::verify(read.key, std::string(domain) + canonical, read.signature)) {
        return base::fail(ErrorCode::corrupt,
                          "the signature does not hold: the statement is not what was signed");
    }
    read.sha256 = base::sha256_hex(canonical);
    return read;
}

base::Result<std::string> seal_page(std::string_view page, const StatementHead& head,
                                    std::string_view report_sha256, const base::SigningKey& key) {
    JsonWriter content;
    content.begin_object().key("page_sha256").string(base::sha256_hex(page));
    content.key("page_bytes").integer(static_cast<std::int64_t>(page.size()));
    content.key("report_sha256").string(report_sha256).end_object();
    CORDON_ASSIGN(const std::string envelope, seal_statement(head, content.take(), key));
    // Two hyphens would end the comment; inside JSON they stand in texts only, where an escape says the same.
    const std::string safe = base::replace_all(std::string(base::trim(envelope)), "--", "\\u002d\\u002d");
    return fmt::format("{}{}{}{}", page, comment_begin, safe, comment_end);
}

bool is_sealed_page(std::string_view bytes) {
    return bytes.ends_with(comment_end) && bytes.rfind(comment_begin) != std::string_view::npos;
}

base::Result<SignedStatement> open_page(std::string_view bytes) {
    if (!is_sealed_page(bytes)) {
        return not_signed("the page does not end with a signature");
    }
    const std::size_t at = bytes.rfind(comment_begin);
    std::string_view envelope = bytes.substr(at + comment_begin.size());
    if (envelope.size() < comment_end.size()) {
        return not_signed("the page does not end with a signature");
    }
    envelope.remove_suffix(comment_end.size());
    CORDON_ASSIGN(SignedStatement read, open_statement(envelope));
    const std::string_view page = bytes.substr(0, at);
    CORDON_TRY(has_exactly(read.content, "the statement about a page",
                           {"page_sha256", "page_bytes", "report_sha256"}));
    CORDON_ASSIGN(const std::string sha256, text_of(read.content, "page_sha256"));
    if (sha256 != base::sha256_hex(page)) {
        return base::fail(ErrorCode::corrupt, "the page is not the one that was signed");
    }
    return read;
}

}  // namespace cordon::codec
