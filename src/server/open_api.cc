#include "server/open_api.h"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "base/check.h"
#include "base/strings.h"
#include "codec/json.h"

namespace cordon::server {

namespace {

using codec::JsonValue;
using codec::JsonWriter;

void write_value(JsonWriter& json, const JsonValue& value) {
    if (const auto* members = value.object()) {
        json.begin_object();
        for (const auto& [key, member] : *members) {
            json.key(key);
            write_value(json, member);
        }
        json.end_object();
    } else if (const auto* items = value.array()) {
        json.begin_array();
        for (const JsonValue& item : *items) {
            write_value(json, item);
        }
        json.end_array();
    } else if (const auto* number = value.integer()) {
        json.integer(*number);
    } else if (const auto* flag = value.boolean()) {
        json.boolean(*flag);
    } else if (const auto* text = value.string()) {
        json.string(*text);
    } else {
        CORDON_CHECK(value.is_null());  // schemas have whole numbers only
        json.null();
    }
}

void write_reference(JsonWriter& json, std::string_view schema) {
    json.begin_object().key("$ref").string(fmt::format("#/components/schemas/{}", schema)).end_object();
}

void write_content(JsonWriter& json, std::string_view type, std::string_view schema) {
    json.key(type).begin_object().key("schema");
    if (schema.empty()) {
        json.begin_object().key("type").string("string").end_object();
    } else {
        write_reference(json, schema);
    }
    json.end_object();
}

void write_parameters(JsonWriter& json, const ApiOperation& operation) {
    if (operation.parameters.empty()) {
        return;
    }
    json.key("parameters").begin_array();
    for (const ApiParameter& parameter : operation.parameters) {
        json.begin_object().key("name").string(parameter.name);
        json.key("in").string(parameter.in_path ? "path" : "query");
        json.key("required").boolean(parameter.in_path);
        json.key("description").string(parameter.description).key("schema").begin_object();
        if (parameter.repeated) {
            json.key("type").string("array").key("items").begin_object();
            json.key("type").string(parameter.type).end_object();
        } else {
            json.key("type").string(parameter.type);
        }
        json.end_object().end_object();
    }
    json.end_array();
}

void write_answer(JsonWriter& json, const ApiAnswer& answer) {
    json.key(fmt::format("{}", answer.status)).begin_object();
    json.key("description").string(answer.description).key("content").begin_object();
    write_content(json, answer.status == 200 ? "application/json" : "application/problem+json",
                  answer.schema.empty() ? "Problem" : answer.schema);
    json.end_object().end_object();
}

void write_answers(JsonWriter& json, const ApiOperation& operation) {
    std::map<int, ApiAnswer> answers;
    for (const ApiAnswer& answer : operation.answers) {
        answers[answer.status] = answer;
    }
    if (!operation.access.open()) {
        answers.try_emplace(401, ApiAnswer{401, "", "no API key, or one that is not valid"});
        if (!operation.access.roles().empty()) {
            answers.try_emplace(403, ApiAnswer{403, "", "the key has none of the roles"});
        }
        answers.try_emplace(400, ApiAnswer{400, "", "a wrong parameter"});
        answers.try_emplace(429, ApiAnswer{429, "", "too many requests of this key"});
        answers.try_emplace(500, ApiAnswer{500, "", "what is stored is damaged; page someone"});
        answers.try_emplace(503, ApiAnswer{503, "", "not available at the moment"});
    }
    json.key("responses").begin_object();
    for (const auto& [status, answer] : answers) {
        write_answer(json, answer);
    }
    json.end_object();
}

void write_access(JsonWriter& json, const ApiOperation& operation) {
    json.key("security").begin_array();
    if (!operation.access.open()) {
        for (const std::string_view scheme : {"bearer", "apiKey"}) {
            json.begin_object().key(scheme).begin_array().end_array().end_object();
        }
    }
    json.end_array();
    json.key("x-cordon-roles").begin_array();
    for (const Role role : all_roles) {
        if (operation.access.roles().has(role)) {
            json.string(to_string(role));
        }
    }
    json.end_array();
}

void write_operation(JsonWriter& json, const ApiOperation& operation) {
    CORDON_CHECK(!operation.id.empty() && !operation.summary.empty() && !operation.answers.empty());
    json.key(base::ascii_lower(operation.method)).begin_object();
    json.key("operationId").string(operation.id).key("tags").begin_array().string(operation.tag).end_array();
    json.key("summary").string(operation.summary).key("description").string(operation.description);
    write_access(json, operation);
    write_parameters(json, operation);
    if (!operation.body_types.empty()) {
        json.key("requestBody").begin_object().key("required").boolean(true).key("content").begin_object();
        for (const std::string& type : operation.body_types) {
            const bool plain_payment = operation.body_schema.empty() && type == "application/json";
            write_content(json, type, plain_payment ? "PlainPayment" : operation.body_schema);
        }
        json.end_object().end_object();
    }
    write_answers(json, operation);
    json.end_object();
}

void write_components(JsonWriter& json) {
    const auto schemas = codec::parse_json(api_schemas());
    CORDON_CHECK(schemas.has_value());
    json.key("components").begin_object().key("securitySchemes").begin_object();
    json.key("bearer").begin_object().key("type").string("http").key("scheme").string("bearer").end_object();
    json.key("apiKey").begin_object().key("type").string("apiKey").key("in").string("header");
    json.key("name").string("X-Api-Key").end_object().end_object();
    json.key("schemas");
    write_value(json, *schemas);
    json.end_object();
}

}  // namespace

std::string open_api_document(std::span<const ApiOperation> operations) {
    std::map<std::string, std::vector<const ApiOperation*>> by_path;
    for (const ApiOperation& operation : operations) {
        by_path[operation.pattern].push_back(&operation);
    }
    JsonWriter json(true);
    json.begin_object().key("openapi").string("3.1.0");
    json.key("info").begin_object().key("title").string("Cordon").key("version").string("1");
    json.key("description")
        .string(
            "Payments, customers and lists. Whatever is not an answer of 200 allows nothing. Members are "
            "only ever added to answers: ignore those that you do not know. Problems are RFC 9457.");
    json.key("license").begin_object().key("name").string("Apache-2.0");
    json.key("identifier").string("Apache-2.0").end_object().end_object();
    json.key("servers").begin_array().begin_object().key("url").string("/").end_object().end_array();
    json.key("paths").begin_object();
    for (const auto& [path, group] : by_path) {
        json.key(path).begin_object();
        for (const ApiOperation* const operation : group) {
            write_operation(json, *operation);
        }
        json.end_object();
    }
    json.end_object();
    write_components(json);
    json.end_object();
    return json.take() + "\n";
}

}  // namespace cordon::server
