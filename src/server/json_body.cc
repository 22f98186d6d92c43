#include "server/json_body.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/strings.h"

namespace cordon::server {

namespace {

using base::ErrorCode;
using codec::JsonValue;

constexpr std::uint32_t depth_max = 16;

bool is_json(std::string_view content_type) {
    const std::string type = base::ascii_lower(base::trim(content_type.substr(0, content_type.find(';'))));
    return type == "application/json" || type.ends_with("+json");
}

}  // namespace

base::Result<JsonValue> json_body(const HttpRequest& request) {
    const std::string_view type = request.field("content-type");
    if (!type.empty() && !is_json(type)) {
        return base::fail(ErrorCode::unsupported, "this endpoint reads application/json");
    }
    if (base::trim(request.body).empty()) {
        return base::fail(ErrorCode::invalid_input, "the body is empty; it must be a JSON object");
    }
    auto value = codec::parse_json(request.body, {.bytes_max = 64ULL << 20U, .depth_max = depth_max});
    if (!value) {
        return base::fail(value.error().code, "the body is not JSON that we read: " + value.error().message);
    }
    if (const auto twice = codec::first_duplicate_key(*value)) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("the member '{}' stands twice; nobody can say which one counts",
                                      base::shown(*twice)));
    }
    return value;
}

base::Result<JsonMembers> JsonMembers::at(const JsonValue& value, std::string where) {
    if (value.object() == nullptr) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("{} must be a JSON object", where.empty() ? "the body" : where));
    }
    return JsonMembers(*value.object(), std::move(where));
}

const JsonValue* JsonMembers::ask(std::string_view name) {
    asked_.emplace_back(name);
    const auto found = std::ranges::find(*object_, name, &codec::JsonMember::first);
    return found == object_->end() || found->second.is_null() ? nullptr : &found->second;
}

std::string JsonMembers::place(std::string_view name) const {
    return where_.empty() ? std::string(name) : fmt::format("{}.{}", where_, name);
}

std::unexpected<base::Error> JsonMembers::wrong(std::string_view name, std::string_view why) const {
    return base::fail(ErrorCode::invalid_input, fmt::format("'{}' {}", place(name), why));
}

base::Result<std::string> JsonMembers::string_of(const JsonValue& value, std::string_view name,
                                                 const TextLimits& limits) const {
    if (value.string() == nullptr) {
        return wrong(name, "must be a string");
    }
    if (value.string()->size() > limits.bytes_max) {
        return base::fail(ErrorCode::limit_exceeded,
                          fmt::format("'{}' is longer than {} bytes", place(name), limits.bytes_max));
    }
    return *value.string();
}

base::Result<std::optional<std::string>> JsonMembers::text(std::string_view name, const TextLimits& limits) {
    const JsonValue* const value = ask(name);
    if (value == nullptr) {
        return std::optional<std::string>();
    }
    CORDON_ASSIGN(std::string text, string_of(*value, name, limits));
    return std::optional(std::move(text));
}

base::Result<std::string> JsonMembers::required_text(std::string_view name, const TextLimits& limits) {
    CORDON_ASSIGN(std::optional<std::string> given, text(name, limits));
    if (!given || base::trim(*given).empty()) {
        return wrong(name, "is missing or empty");
    }
    return *std::move(given);
}

base::Result<std::vector<std::string>> JsonMembers::texts(std::string_view name, const TextLimits& limits) {
    const JsonValue* const value = ask(name);
    std::vector<std::string> texts;
    if (value == nullptr) {
        return texts;
    }
    if (value->array() == nullptr) {
        if (value->string() == nullptr) {
            return wrong(name, "must be a string or an array of strings");
        }
        CORDON_ASSIGN(texts.emplace_back(), string_of(*value, name, limits));
        return texts;
    }
    if (value->array()->size() > limits.items_max) {
        return base::fail(ErrorCode::limit_exceeded,
                          fmt::format("'{}' has more than {} values", place(name), limits.items_max));
    }
    for (const JsonValue& item : *value->array()) {
        CORDON_ASSIGN(texts.emplace_back(), string_of(item, name, limits));
    }
    return texts;
}

base::Result<std::optional<bool>> JsonMembers::boolean(std::string_view name) {
    const JsonValue* const value = ask(name);
    if (value == nullptr) {
        return std::optional<bool>();
    }
    if (value->boolean() == nullptr) {
        return wrong(name, "must be true or false");
    }
    return std::optional(*value->boolean());
}

base::Result<std::optional<double>> JsonMembers::number(std::string_view name, double from, double to) {
    const JsonValue* const value = ask(name);
    if (value == nullptr) {
        return std::optional<double>();
    }
    double number = from - 1;
    if (value->real() != nullptr) {
        number = *value->real();
    } else if (value->integer() != nullptr) {
        number = static_cast<double>(*value->integer());
    }
    if (!(number >= from && number <= to)) {
        return wrong(name, fmt::format("must be a number from {} to {}", from, to));
    }
    return std::optional(number);
}

base::Result<std::optional<std::int64_t>> JsonMembers::integer(std::string_view name, std::int64_t from,
                                                               std::int64_t to) {
    const JsonValue* const value = ask(name);
    if (value == nullptr) {
        return std::optional<std::int64_t>();
    }
    if (value->integer() == nullptr || *value->integer() < from || *value->integer() > to) {
        return wrong(name, fmt::format("must be a whole number from {} to {}", from, to));
    }
    return std::optional(*value->integer());
}

base::Result<const codec::JsonArray*> JsonMembers::array(std::string_view name, std::size_t items_max) {
    const JsonValue* const value = ask(name);
    if (value == nullptr) {
        return static_cast<const codec::JsonArray*>(nullptr);
    }
    if (value->array() == nullptr) {
        return wrong(name, "must be an array");
    }
    if (value->array()->size() > items_max) {
        return base::fail(ErrorCode::limit_exceeded,
                          fmt::format("'{}' has {} items; the limit is {}", place(name),
                                      value->array()->size(), items_max));
    }
    return value->array();
}

base::Status JsonMembers::finish() const {
    for (const auto& [name, value] : *object_) {
        if (std::ranges::find(asked_, name) == asked_.end()) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("'{}' is no member that this request knows; it knows {}",
                                          base::shown(place(name)), base::join(asked_, ", ")));
        }
    }
    return {};
}

}  // namespace cordon::server
