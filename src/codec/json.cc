#include "codec/json.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "base/strings.h"
#include "codec/utf8_scan.h"

namespace cordon::codec {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::uint32_t depth_possible = 1'024;  // our own recursion follows the depth
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

Result<std::string> text_of(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) {
        return fail(ErrorCode::invalid_input, "a JSON string holds the character NUL (\\u0000)");
    }
    if (first_ill_formed_utf8(text)) {  // an escaped surrogate without its other half
        return fail(ErrorCode::invalid_input, "a JSON string holds an unpaired surrogate");
    }
    return std::string(text);
}

std::unexpected<base::Error> too_deep(std::uint32_t depth_max) {
    return fail(ErrorCode::limit_exceeded,
                "the JSON is nested deeper than the limit of " + std::to_string(depth_max));
}

// depth_left: how many arrays and objects may still stand in each other. simdjson bounds the depth too, but
// does not count an empty array or object.
Result<JsonValue> value_of(const simdjson::dom::element& element, std::uint32_t depth_left,
                           std::uint32_t depth_max) {
    using Type = simdjson::dom::element_type;
    if (depth_left == 0 && (element.is_array() || element.is_object())) {
        return too_deep(depth_max);
    }
    switch (element.type()) {
        case Type::ARRAY: {
            JsonArray array;
            const simdjson::dom::array items = element.get_array().value_unsafe();
            for (const simdjson::dom::element item : items) {
                CORDON_ASSIGN(JsonValue value, value_of(item, depth_left - 1, depth_max));
                array.push_back(std::move(value));
            }
            return JsonValue(JsonValue::Storage(std::move(array)));
        }
        case Type::OBJECT: {
            JsonObject object;
            const simdjson::dom::object members = element.get_object().value_unsafe();
            for (const simdjson::dom::key_value_pair member : members) {
                CORDON_ASSIGN(std::string key, text_of(member.key));
                CORDON_ASSIGN(JsonValue value, value_of(member.value, depth_left - 1, depth_max));
                object.emplace_back(std::move(key), std::move(value));
            }
            return JsonValue(JsonValue::Storage(std::move(object)));
        }
        case Type::STRING: {
            CORDON_ASSIGN(std::string text, text_of(element.get_string().value_unsafe()));
            return JsonValue(JsonValue::Storage(std::move(text)));
        }
        case Type::INT64: return JsonValue(JsonValue::Storage(element.get_int64().value_unsafe()));
        case Type::UINT64:
            return JsonValue(JsonValue::Storage(static_cast<double>(element.get_uint64().value_unsafe())));
        case Type::DOUBLE: return JsonValue(JsonValue::Storage(element.get_double().value_unsafe()));
        case Type::BOOL: return JsonValue(JsonValue::Storage(element.get_bool().value_unsafe()));
        case Type::NULL_VALUE: return JsonValue();
    }
    return fail(ErrorCode::invalid_input, "the JSON holds a value of an unknown kind");
}

std::unexpected<base::Error> failure_of(simdjson::error_code code, std::uint32_t depth_max) {
    switch (static_cast<int>(code)) {
        case simdjson::DEPTH_ERROR: return too_deep(depth_max);
        case simdjson::MEMALLOC:
        case simdjson::CAPACITY:
            return fail(ErrorCode::limit_exceeded, "there is no memory left for the JSON");
        case simdjson::EMPTY: return fail(ErrorCode::invalid_input, "the JSON text is empty");
        case simdjson::NUMBER_ERROR:
            return fail(ErrorCode::invalid_input,
                        "the JSON holds a number that is not well-formed or too large to read");
        case simdjson::UTF8_ERROR: return fail(ErrorCode::invalid_input, "the JSON text is not UTF-8");
        default:
            return fail(ErrorCode::invalid_input,
                        std::string("the JSON is not well-formed: ") +
                            base::ascii_lower(base::shown(simdjson::error_message(code), 160)));
    }
}

Result<JsonValue> parse_with(simdjson::dom::parser& parser, std::string_view bytes,
                             const JsonLimits& limits) {
    if (bytes.starts_with(byte_order_mark)) {
        bytes.remove_prefix(byte_order_mark.size());
    }
    if (bytes.size() > limits.bytes_max) {
        return fail(ErrorCode::limit_exceeded, "the JSON text is longer than the limit of " +
                                                   std::to_string(limits.bytes_max) + " bytes");
    }
    const std::uint32_t depth_max = std::min(limits.depth_max, depth_possible);
    if (bytes.empty()) {  // simdjson would copy from the null pointer of an empty view
        return failure_of(simdjson::EMPTY, depth_max);
    }
    // simdjson counts the document itself as one level.
    const std::size_t capacity = std::max<std::size_t>(bytes.size(), 64);
    if (capacity > parser.capacity() || parser.max_depth() != depth_max + 1) {
        if (const auto code = parser.allocate(capacity, depth_max + 1); code != simdjson::SUCCESS) {
            return failure_of(code, depth_max);
        }
    }
    simdjson::dom::element root;
    if (const auto code = parser.parse(bytes.data(), bytes.size()).get(root); code != simdjson::SUCCESS) {
        return failure_of(code, depth_max);
    }
    return value_of(root, depth_max, depth_max);
}

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
    const JsonObject* members = object();
    if (members == nullptr) {
        return nullptr;
    }
    const auto found = std::ranges::find(*members, key, &JsonMember::first);
    return found == members->end() ? nullptr : &found->second;
}

std::string JsonValue::as_text() const {
    if (const std::string* text = string()) {
        return *text;
    }
    if (const bool* flag = boolean()) {
        return *flag ? "true" : "false";
    }
    if (const std::int64_t* number = integer()) {
        return std::to_string(*number);
    }
    if (const double* number = real()) {
        return fmt::format("{}", *number);
    }
    return {};
}

Result<JsonValue> parse_json(std::string_view bytes, const JsonLimits& limits) {
    simdjson::dom::parser parser;
    return parse_with(parser, bytes, limits);
}

std::optional<std::string> first_duplicate_key(const JsonValue& value) {
    if (const JsonArray* items = value.array()) {
        for (const JsonValue& item : *items) {
            if (auto found = first_duplicate_key(item)) {
                return found;
            }
        }
    }
    const JsonObject* members = value.object();
    if (members == nullptr) {
        return {};
    }
    std::vector<std::string_view> keys;
    for (const JsonMember& member : *members) {
        keys.emplace_back(member.first);
    }
    std::ranges::sort(keys);
    if (const auto twice = std::ranges::adjacent_find(keys); twice != keys.end()) {
        return std::string(*twice);
    }
    for (const JsonMember& member : *members) {
        if (auto found = first_duplicate_key(member.second)) {
            return found;
        }
    }
    return {};
}

Status for_each_json_line(std::string_view bytes, const JsonLimits& limits,
                          const std::function<Status(std::uint64_t, const JsonValue&)>& on_line) {
    simdjson::dom::parser parser;
    if (bytes.starts_with(byte_order_mark)) {
        bytes.remove_prefix(byte_order_mark.size());
    }
    for (std::uint64_t number = 1; !bytes.empty(); ++number) {
        const std::size_t end = bytes.find('\n');
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
            continue;
        }
        const auto value = parse_with(parser, line, limits);
        if (!value) {
            return fail_while("line " + std::to_string(number), value.error());
        }
        CORDON_TRY(on_line(number, *value));
    }
    return {};
}

}  // namespace cordon::codec
