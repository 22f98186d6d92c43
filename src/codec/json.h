// codec/json.h: JSON in (simdjson) as a small value tree, and out (our own writer).
//
// Role:        parse_json reads one document; for_each_json_line reads JSON lines; JsonWriter writes.
// Limits:      bytes (of a document, or of one line) and depth; of duplicate keys find() gives the first, and
//              first_duplicate_key() tells of them.
// Numbers:     integers that fit 64 bits stay integers, all others become doubles; a number beyond the
//              doubles or an integer beyond 64 bits unsigned is invalid_input.
// Ownership:   a JsonValue owns everything below it.
// Threads:     one parse per thread.
// Errors:      invalid_input with byte offset or line number; limit_exceeded. Unpaired surrogates and NUL are
// invalid_input.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace cordon::codec {

class JsonValue;
using JsonArray = std::vector<JsonValue>;
using JsonMember = std::pair<std::string, JsonValue>;
using JsonObject = std::vector<JsonMember>;  // in document order

class JsonValue {
public:
    using Storage =
        std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, JsonArray, JsonObject>;
    JsonValue() : value_(nullptr) {}
    explicit JsonValue(Storage value) : value_(std::move(value)) {}

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::nullptr_t>(value_); }
    [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&value_); }
    [[nodiscard]] const JsonArray* array() const { return std::get_if<JsonArray>(&value_); }
    [[nodiscard]] const JsonObject* object() const { return std::get_if<JsonObject>(&value_); }
    [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&value_); }
    [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
    [[nodiscard]] const double* real() const { return std::get_if<double>(&value_); }
    // Member of an object, nullptr when this is no object or has none.
    [[nodiscard]] const JsonValue* find(std::string_view key) const;
    // A scalar as text ("true", "12", the string itself), "" for null, arrays and objects.
    [[nodiscard]] std::string as_text() const;

private:
    Storage value_;
};

struct JsonLimits {
    std::uint64_t bytes_max = 64ULL << 20U;
    std::uint32_t depth_max = 64;
};

[[nodiscard]] base::Result<JsonValue> parse_json(std::string_view bytes, const JsonLimits& limits = {});

// The first key that an object at any depth holds twice, nothing when there is none: whoever takes orders
// from a document should refuse one that says two things.
[[nodiscard]] std::optional<std::string> first_duplicate_key(const JsonValue& value);

// on_line(line number from 1, value). Blank lines are skipped. The first bad line stops with its number in
// the sentence.
[[nodiscard]] base::Status for_each_json_line(
    std::string_view bytes, const JsonLimits& limits,
    const std::function<base::Status(std::uint64_t, const JsonValue&)>& on_line);

// Writes JSON text in the order of the calls. Misuse (a key outside an object, two roots) is a CHECK.
//   JsonWriter json; json.begin_object().key("list").string("un").key("names").integer(3).end_object();
//   json.take();
class JsonWriter {
public:
    explicit JsonWriter(bool pretty = false) : pretty_(pretty) {}
    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name);
    JsonWriter& string(std::string_view text);  // ill-formed UTF-8 becomes U+FFFD
    JsonWriter& integer(std::int64_t number);
    // Fixed decimals, so that output is the same everywhere; what is not finite is written as null.
    JsonWriter& real(double number, int decimals);
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    [[nodiscard]] std::string take();

private:
    void before_value();
    void open(char bracket, char kind);
    void close(char bracket, char kind);
    void newline();
    void quoted(std::string_view text);
    std::string out_;
    std::vector<char> open_;  // 'o' or 'a'
    std::vector<bool> has_items_;
    bool after_key_ = false;
    bool has_root_ = false;
    bool pretty_ = false;
};

}  // namespace cordon::codec
