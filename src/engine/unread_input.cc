#include "engine/unread_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "codec/json.h"

namespace cordon::engine {

namespace {

constexpr std::string_view head = R"({"cordon_unread":1,)";
constexpr std::size_t code_letters_max = 32;

bool is_code(std::string_view text) {
    return !text.empty() && text.size() <= code_letters_max && std::ranges::all_of(text, [](char letter) {
        return letter == '_' || (letter >= 'a' && letter <= 'z');
    });
}

}  // namespace

std::string write_unread(const UnreadInput& input) {
    codec::JsonWriter json;
    json.begin_object().key("cordon_unread").integer(1).key("name").string(input.name);
    json.key("code").string(base::to_string(input.why.code)).key("sentence").string(input.why.message);
    if (!input.sha256.empty()) {
        json.key("bytes").integer(static_cast<std::int64_t>(input.bytes));
        json.key("whole").boolean(input.whole).key("sha256").string(input.sha256);
    }
    if (!input.whole && input.seen_ns != 0) {
        json.key("seen_ns").integer(input.seen_ns);
    }
    json.end_object();
    return json.take();
}

std::optional<model::Finding> unread_input_finding(std::string_view bytes) {
    if (!bytes.starts_with(head)) {
        return std::nullopt;
    }
    const auto note = codec::parse_json(bytes);
    const auto text = [&](std::string_view key) {
        const codec::JsonValue* const value = note->find(key);
        return value == nullptr ? std::string() : value->as_text();
    };
    if (!note || !is_code(text("code")) || text("sentence").empty()) {
        return std::nullopt;
    }
    std::string sentence = text("sentence");
    if (!text("sha256").empty()) {
        sentence += fmt::format("; {} {} bytes have SHA-256 {}",
                                text("whole") == "true" ? "its" : "its first", text("bytes"), text("sha256"));
    }
    return model::plain_finding(model::FindingKind::screening, text("code"), std::move(sentence));
}

}  // namespace cordon::engine
