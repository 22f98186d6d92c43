// server/test_json_schema.h: does a JSON value fit a schema? As much of JSON Schema 2020-12 as api_schemas()
// uses, and every member must be known; included by *_test.cc only.
//
// Role:    holds the answers of the endpoints against their description.
// Threads: pure functions.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/check.h"
#include "codec/json.h"

namespace cordon::server::testing {

class SchemaCheck {
public:
    explicit SchemaCheck(const codec::JsonValue& schemas) : schemas_(schemas) {}

    // "" when it fits, else where and why.
    std::string fit(const codec::JsonValue& value, std::string_view schema) const {
        const codec::JsonValue* const named = schemas_.find(schema);
        CORDON_CHECK(named != nullptr);
        return fault(value, *named, std::string(schema));
    }

private:
    using Json = codec::JsonValue;

    static bool is_type(const Json& value, std::string_view type) {
        return (type == "object" && value.object() != nullptr) ||
               (type == "array" && value.array() != nullptr) ||
               (type == "string" && value.string() != nullptr) ||
               (type == "integer" && value.integer() != nullptr) ||
               (type == "number" && (value.integer() != nullptr || value.real() != nullptr)) ||
               (type == "boolean" && value.boolean() != nullptr) || (type == "null" && value.is_null());
    }

    static bool has_type(const Json& value, const Json& type) {
        return type.array() == nullptr ? is_type(value, type.as_text())
                                       : std::ranges::any_of(*type.array(), [&](const Json& one) {
                                             return is_type(value, one.as_text());
                                         });
    }

    std::string fault(const Json& value, const Json& schema, const std::string& where) const {
        if (const Json* const reference = schema.find("$ref")) {
            const std::string name = reference->as_text();
            return fit(value, std::string_view(name).substr(name.rfind('/') + 1));
        }
        if (const Json* const any = schema.find("anyOf")) {
            const bool fits = std::ranges::any_of(
                *any->array(), [&](const Json& one) { return fault(value, one, where).empty(); });
            return fits ? "" : where + " fits none of its schemas";
        }
        const Json* const type = schema.find("type");
        if (type != nullptr && !has_type(value, *type)) {
            return where + " is of another type";
        }
        if (const Json* const words = schema.find("enum")) {
            if (std::ranges::none_of(*words->array(),
                                     [&](const Json& one) { return one.as_text() == value.as_text(); })) {
                return where + " is '" + value.as_text() + "'";
            }
        }
        if (value.object() != nullptr && schema.find("properties") != nullptr) {
            return fault_of_members(value, schema, where);
        }
        const Json* const items = schema.find("items");
        for (std::size_t at = 0; items != nullptr && value.array() != nullptr && at < value.array()->size();
             ++at) {
            std::string found = fault((*value.array())[at], *items, where + "[]");
            if (!found.empty()) {
                return found;
            }
        }
        return "";
    }

    std::string fault_of_members(const Json& value, const Json& schema, const std::string& where) const {
        for (const Json& name : *schema.find("required")->array()) {
            if (value.find(name.as_text()) == nullptr) {
                return where + " lacks " + name.as_text();
            }
        }
        for (const auto& [name, member] : *value.object()) {
            const Json* const known = schema.find("properties")->find(name);
            if (known == nullptr) {
                return where + " has " + name + ", which is not described";
            }
            std::string found = fault(member, *known, where + "." + name);
            if (!found.empty()) {
                return found;
            }
        }
        return "";
    }

    const Json& schemas_;
};

}  // namespace cordon::server::testing
