#include "codec/toml.h"

#define TOML_EXCEPTIONS 0
#define TOML_MAX_NESTED_VALUES 64
// toml++ 3.3 asserts, or lets the compiler assume, what a hostile text breaks ("[[[" is enough); the parser
// tells the fault a few lines on, if neither is done. TOML_ASSERT only counts where NDEBUG is not defined.
#define TOML_ASSERT(condition) static_assert(true)
#pragma push_macro("NDEBUG")
#undef NDEBUG
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

#include <sstream>

#include "base/strings.h"
#include "codec/utf8_scan.h"

namespace cordon::codec {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t bytes_max = 4U << 20U;
constexpr int depth_max = 64;
constexpr std::size_t dots_max = 64;  // of one line

// "a.b.c.d..." makes a table per dot, and toml++ takes a tree down by recursion: a line of 500,000 dots would
// end the process. So the dots of a line are counted first, outside strings and comments.
class DotCounter {
public:
    Status check(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            at += step(text.substr(at));
            if (dots_ > dots_max) {
                return fail(ErrorCode::limit_exceeded, "line " + std::to_string(line_) +
                                                           ": a name has more than " +
                                                           std::to_string(dots_max) + " parts");
            }
        }
        return {};
    }

private:
    // Bytes to move on.
    std::size_t step(std::string_view rest) {
        const char letter = rest.front();
        if (letter == '\n') {
            ++line_;
            dots_ = 0;
            comment_ = false;
            if (closing_.size() ==
                1) {  // a string that ends with its line is an error, which the parser tells
                closing_ = {};
            }
            return 1;
        }
        if (comment_) {
            return 1;
        }
        if (!closing_.empty()) {
            if (letter == '\\' && closing_.front() == '"' && rest.size() > 1 && rest[1] != '\n') {
                return 2;
            }
            if (rest.starts_with(closing_)) {
                const std::size_t size = closing_.size();
                closing_ = {};
                return size;
            }
            return 1;
        }
        for (const std::string_view quote : {"\"\"\"", "'''", "\"", "'"}) {
            if (rest.starts_with(quote)) {
                closing_ = quote;
                return quote.size();
            }
        }
        comment_ = letter == '#';
        dots_ += letter == '.' ? 1U : 0U;
        return 1;
    }

    std::string_view closing_;  // what ends the string that we are in
    bool comment_ = false;
    std::size_t dots_ = 0;
    std::uint64_t line_ = 1;
};

template <class Written>
JsonValue as_written(const Written& value) {
    std::ostringstream text;
    text << value;
    return JsonValue(JsonValue::Storage(text.str()));
}

Result<JsonValue> value_of(const toml::node& node, int depth) {
    if (depth > depth_max) {
        return fail(ErrorCode::limit_exceeded,
                    "the TOML is nested deeper than the limit of " + std::to_string(depth_max));
    }
    switch (node.type()) {
        case toml::node_type::table: {
            JsonObject object;
            for (const auto& [key, value] : *node.as_table()) {
                CORDON_ASSIGN(JsonValue made, value_of(value, depth + 1));
                object.emplace_back(std::string(key.str()), std::move(made));
            }
            return JsonValue(JsonValue::Storage(std::move(object)));
        }
        case toml::node_type::array: {
            JsonArray array;
            for (const toml::node& item : *node.as_array()) {
                CORDON_ASSIGN(JsonValue made, value_of(item, depth + 1));
                array.push_back(std::move(made));
            }
            return JsonValue(JsonValue::Storage(std::move(array)));
        }
        case toml::node_type::string: return JsonValue(JsonValue::Storage(node.as_string()->get()));
        case toml::node_type::integer:
            return JsonValue(JsonValue::Storage(std::int64_t{node.as_integer()->get()}));
        case toml::node_type::floating_point:
            return JsonValue(JsonValue::Storage(node.as_floating_point()->get()));
        case toml::node_type::boolean: return JsonValue(JsonValue::Storage(node.as_boolean()->get()));
        case toml::node_type::date: return as_written(node.as_date()->get());
        case toml::node_type::time: return as_written(node.as_time()->get());
        case toml::node_type::date_time: return as_written(node.as_date_time()->get());
        case toml::node_type::none: break;
    }
    return fail(ErrorCode::invalid_input, "the TOML holds a value of an unknown kind");
}

}  // namespace

Result<JsonValue> parse_toml(std::string_view text) {
    if (text.size() > bytes_max) {
        return fail(ErrorCode::limit_exceeded,
                    "the TOML text is longer than the limit of " + std::to_string(bytes_max) + " bytes");
    }
    if (const auto bad = first_ill_formed_utf8(text)) {
        return fail(ErrorCode::invalid_input, "the TOML text is not UTF-8", *bad);
    }
    CORDON_TRY(DotCounter().check(text));
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
        const toml::source_position place = parsed.error().source().begin;
        return fail(ErrorCode::invalid_input, "line " + std::to_string(place.line) + ", column " +
                                                  std::to_string(place.column) + ": " +
                                                  base::shown(parsed.error().description(), 200));
    }
    return value_of(parsed.table(), 0);
}

}  // namespace cordon::codec
