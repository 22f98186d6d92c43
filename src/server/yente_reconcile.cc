// OpenRefine's reconciliation protocol 0.2: part of yente_service.h.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/strings.h"
#include "model/country.h"
#include "server/yente_entity.h"
#include "server/yente_match.h"
#include "server/yente_params.h"
#include "server/yente_query_string.h"
#include "server/yente_schema.h"

namespace cordon::server {

namespace {

using codec::JsonValue;

constexpr std::size_t batch_max = 100;
constexpr std::int64_t limit_max = 500;
constexpr std::string_view identifier_space = "https://www.opensanctions.org/reference/#schema";
constexpr std::string_view schema_space = "https://www.opensanctions.org/reference/#schema";

HttpResponse broken() {
    return {.status = 500, .body = R"({"status":"error"})", .fields = {}};
}

// The request's query again, for the addresses of the other endpoints: keys may stand in it.
std::string query_again(const HttpRequest& request) {
    std::string text;
    const auto quote = [&text](std::string_view value) {
        for (const char letter : value) {
            const bool plain = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                               (letter >= 'A' && letter <= 'Z') ||
                               std::string_view("-_.~").find(letter) != std::string_view::npos;
            text +=
                plain ? std::string(1, letter) : fmt::format("%{:02X}", static_cast<unsigned char>(letter));
        }
    };
    for (const auto& [name, value] : request.target.query) {
        text += text.empty() ? '?' : '&';
        quote(name);
        text += '=';
        quote(value);
    }
    return text;
}

void write_type(codec::JsonWriter& json, const FtmClass& type) {
    json.begin_object().key("id").string(type.name).key("name").string(type.plural);
    json.key("description").string(type.label).end_object();
}

void write_named(codec::JsonWriter& json, std::string_view id, std::string_view name) {
    json.begin_object().key("id").string(id).key("name").string(name).end_object();
}

std::string qualified(const FtmProperty& property) {
    return fmt::format("{}:{}", property.owner, property.name);
}

// "Thing:country" or "country".
const FtmProperty* property_of(std::string_view id) {
    const std::size_t colon = id.find(':');
    if (colon == std::string_view::npos) {
        return ftm_property_named(id);
    }
    return ftm_property(id.substr(0, colon), id.substr(colon + 1));
}

void write_entity_members_short(codec::JsonWriter& json, const YenteView& view, std::uint32_t ordinal) {
    const YenteRow& row = view.row(ordinal);
    std::vector<std::string> countries;
    for (const std::string& code : view.set(row.countries)) {
        const std::string_view name = model::country_name(base::ascii_upper(code));
        countries.push_back(name.empty() ? code : std::string(name));
    }
    json.key("id").string(row.id).key("name").string(row.caption);
    json.key("description").string(base::join(countries, ", "));
    json.key("type").begin_array();
    write_type(json, *ftm_class(row.ftm_class));
    json.end_array();
}

HttpResponse manifest(const YenteCall& call, std::string_view dataset) {
    const std::string here = fmt::format("{}/reconcile/{}", call.service.options().public_url, dataset);
    const std::string query = query_again(call.request);
    codec::JsonWriter json;
    json.begin_object().key("versions").begin_array().string("0.2").end_array();
    json.key("name").string(fmt::format("Cordon: {}", dataset));
    json.key("identifierSpace").string(identifier_space).key("schemaSpace").string(schema_space);
    json.key("documentation").string("https://www.opensanctions.org/docs/api/");
    json.key("batchSize").integer(3);
    const std::string entity =
        fmt::format("{}/entities/{{{{id}}}}{}", call.service.options().public_url, query);
    json.key("view").begin_object().key("url").string(entity).end_object();
    json.key("preview").begin_object().key("url").string(entity);
    json.key("width").integer(430).key("height").integer(600).end_object();
    json.key("suggest").begin_object();
    for (const std::string_view what : {"entity", "type", "property"}) {
        json.key(what).begin_object().key("service_url").string(here);
        json.key("service_path").string(fmt::format("/suggest/{}{}", what, query)).end_object();
    }
    json.end_object().key("extend").begin_object().key("propose_properties").begin_object();
    json.key("service_url").string(here);
    json.key("service_path").string("/extend/property" + query).end_object();
    json.key("property_settings").begin_array();
    json.begin_object().key("name").string("limit").key("label").string("Maximum number of values");
    json.key("type").string("number").key("default").integer(0);
    json.key("help_text").string("0 for all of them").end_object();
    json.end_array().end_object();
    json.key("defaultTypes").begin_array();
    for (const FtmClass& type : ftm_classes()) {
        if (type.matchable) {
            write_type(json, type);
        }
    }
    json.end_array().end_object();
    return yente_json(json.take());
}

// One query of a batch, as an example entity. "" or the sentence of a 400.
std::string read_query(const std::string& key, const JsonValue& value, YenteExample& example,
                       std::int64_t& limit) {
    if (value.object() == nullptr) {
        return fmt::format("Query {} is not an object.", base::shown(key));
    }
    example.key = key;
    example.ftm_class = "Thing";
    if (const JsonValue* const type = value.find("type"); type != nullptr && !type->is_null()) {
        const JsonValue* one = type;
        if (type->array() != nullptr && type->array()->size() == 1) {
            one = &type->array()->front();
        }
        if (one->string() != nullptr) {
            example.ftm_class = *one->string();
        }
        if (one->string() == nullptr && (type->array() == nullptr || type->array()->empty())) {
            return fmt::format("Query {}: the type is not a text.", base::shown(key));
        }
    }
    const FtmClass* const known = ftm_class(example.ftm_class);
    if (known == nullptr || (!known->matchable && known->name != "Thing")) {
        return fmt::format("Invalid type: {}", base::shown(example.ftm_class));
    }
    limit = 5;
    if (const JsonValue* const given = value.find("limit"); given != nullptr && given->integer() != nullptr) {
        limit = std::clamp<std::int64_t>(*given->integer(), 0, limit_max);
    }
    if (const JsonValue* const name = value.find("query"); name != nullptr) {
        if (std::string text = base::collapse_whitespace(name->as_text()); !text.empty()) {
            example.properties.push_back({"name", {std::move(text)}});
        }
    }
    const JsonValue* const properties = value.find("properties");
    if (properties != nullptr && properties->array() != nullptr) {
        for (const JsonValue& given : *properties->array()) {
            const JsonValue* const pid = given.find("pid");
            const JsonValue* const values = given.find("v");
            const FtmProperty* const property = pid == nullptr ? nullptr : property_of(pid->as_text());
            if (property == nullptr || values == nullptr) {
                continue;  // as yente does with what it does not know
            }
            std::vector<std::string> texts;
            if (values->array() != nullptr) {
                for (const JsonValue& one : *values->array()) {
                    texts.push_back(base::collapse_whitespace(one.as_text()));
                }
            } else {
                texts.push_back(base::collapse_whitespace(values->as_text()));
            }
            std::erase(texts, "");
            example.properties.emplace_back(std::string(property->name), std::move(texts));
        }
    }
    clean_example(example);
    return {};
}

HttpResponse answer_queries(const YenteCall& call, const YenteScope& scope, std::string_view text,
                            const std::string& changed_since) {
    const auto queries = codec::parse_json(text);
    if (!queries || queries->object() == nullptr) {
        return yente_detail(400, "Cannot decode queries: not a JSON object.");
    }
    if (queries->object()->size() > batch_max) {
        return yente_detail(400, fmt::format("Too many queries in one batch (limit: {})", batch_max));
    }
    YenteService::Scratch scratch(call.service);
    codec::JsonWriter json;
    json.begin_object();
    for (const auto& [key, value] : *queries->object()) {
        YenteExample example;
        YenteMatchOptions options;
        options.scope = scope;
        options.changed_since = changed_since;
        if (const std::string refusal = read_query(key, value, example, options.limit); !refusal.empty()) {
            return yente_detail(400, refusal);
        }
        const auto hits = match_example(call, example, options, scratch.get());
        if (!hits) {
            return yente_detail(400, fmt::format("Query {}: {}", base::shown(key), hits.error().message));
        }
        json.key(key).begin_object().key("result").begin_array();
        for (const YenteHit& hit : hits->best) {
            json.begin_object();
            write_entity_members_short(json, call.view, hit.ordinal);
            json.key("score").real(hit.score, 4).key("match").boolean(hit.match).end_object();
        }
        json.end_array().end_object();
    }
    json.end_object();
    HttpResponse response = yente_json(json.take());
    response.fields.emplace_back("x-batch-size", std::to_string(queries->object()->size()));
    return response;
}

struct WantedProperty {
    std::string id;  // as the caller wrote it
    const FtmProperty* property = nullptr;
    std::int64_t limit = 0;  // 0: all
    bool caption = false;
};

std::string read_wanted(const JsonValue& order, std::vector<WantedProperty>& wanted) {
    const JsonValue* const properties = order.find("properties");
    if (properties == nullptr || properties->array() == nullptr) {
        return "The order has no properties.";
    }
    for (const JsonValue& given : *properties->array()) {
        const JsonValue* const id = given.find("id");
        WantedProperty one;
        one.id = id == nullptr ? std::string() : id->as_text();
        one.property = property_of(one.id);
        if (one.property == nullptr) {
            return fmt::format("Invalid property: {}", base::shown(one.id));
        }
        if (const JsonValue* const settings = given.find("settings"); settings != nullptr) {
            const JsonValue* const limit = settings->find("limit");
            const JsonValue* const render = settings->find("render");
            one.limit = limit != nullptr && limit->integer() != nullptr ? *limit->integer() : 0;
            one.caption = render != nullptr && render->as_text() == "caption";
        }
        wanted.push_back(std::move(one));
    }
    return {};
}

void write_values(codec::JsonWriter& json, const WantedProperty& wanted, const YenteEntity& entity) {
    json.key(wanted.id).begin_array();
    std::int64_t written = 0;
    if (const std::vector<std::string>* const values = entity.find(wanted.property->name);
        values != nullptr) {
        for (const std::string& value : *values) {
            if (wanted.limit > 0 && written++ >= wanted.limit) {
                break;
            }
            std::string text = value;
            if (wanted.caption && wanted.property->type == FtmType::country) {
                const std::string_view name = model::country_name(base::ascii_upper(value));
                text = name.empty() ? value : std::string(name);
            }
            json.begin_object().key("str").string(text).end_object();
        }
    }
    json.end_array();
}

HttpResponse answer_extend(const YenteCall& call, std::string_view text) {
    const auto order = codec::parse_json(text);
    if (!order || order->object() == nullptr) {
        return yente_detail(400, "Cannot decode extend: not a JSON object.");
    }
    const JsonValue* const ids = order->find("ids");
    std::vector<WantedProperty> wanted;
    if (const std::string refusal = read_wanted(*order, wanted); !refusal.empty()) {
        return yente_detail(400, refusal);
    }
    if (ids == nullptr || ids->array() == nullptr) {
        return yente_detail(400, "The order has no ids.");
    }
    if (ids->array()->size() > batch_max) {
        return yente_detail(400, fmt::format("Too many ids in one batch (limit: {})", batch_max));
    }
    codec::JsonWriter json;
    json.begin_object().key("meta").begin_array();
    for (const WantedProperty& one : wanted) {
        write_named(json, one.id, one.property->label);
    }
    json.end_array().key("rows").begin_object();
    for (const JsonValue& given : *ids->array()) {
        const std::string id = given.as_text();
        const auto ordinal = call.view.find(id);
        if (!ordinal && call.view.find_referent(id)) {
            return yente_detail(400,
                                fmt::format("{} is not the canonical id of its entity.", base::shown(id)));
        }
        YenteEntity entity;
        if (ordinal) {
            const auto listing = call.view.snapshot().listing(*ordinal);
            if (!listing) {
                return broken();
            }
            entity = entity_of(call.view, *ordinal, *listing);
        }
        json.key(id).begin_object();
        for (const WantedProperty& one : wanted) {
            write_values(json, one, entity);
        }
        json.end_object();
    }
    json.end_object().end_object();
    return yente_json(json.take());
}

void suggest_entities(codec::JsonWriter& json, const YenteCall& call, const YenteScope& scope,
                      std::string_view prefix, std::int64_t limit, const engine::WordIndex& index) {
    std::vector<std::string> words = engine::folded_words(prefix);
    if (words.empty()) {
        return;
    }
    QueryNode query{.kind = QueryNode::Kind::all_of, .field = {}, .words = {}, .children = {}};
    query.children.push_back(
        {.kind = QueryNode::Kind::pattern, .field = {}, .words = {words.back() + "*"}, .children = {}});
    words.pop_back();
    if (!words.empty()) {
        query.children.push_back(
            {.kind = QueryNode::Kind::words, .field = {}, .words = std::move(words), .children = {}});
    }
    std::int64_t written = 0;
    for (const std::uint32_t ordinal : listings_of_query(query, call.view, index)) {
        if (scope[call.view.row(ordinal).datasets] && written++ < limit) {
            json.begin_object();
            write_entity_members_short(json, call.view, ordinal);
            json.end_object();
        }
    }
}

bool begins_or_holds(std::string_view text, std::string_view part) {
    return base::ascii_ifind(text, part) != std::string_view::npos;
}

}  // namespace

HttpResponse yente_reconcile(const YenteCall& call, std::string_view dataset) {
    YenteParams params(call.request);
    const std::string changed_since = params.changed_since();
    if (!params.faults().empty()) {
        return yente_faults(params.faults());
    }
    const auto scope = call.view.scope(dataset, {}, {});
    if (!scope) {
        return yente_detail(404, "No such dataset.");
    }
    const std::string_view algorithm = params.text("algorithm", "best");
    if (!is_yente_algorithm(algorithm)) {
        return yente_detail(400, fmt::format("Invalid algorithm: {}", base::shown(algorithm)));
    }
    if (call.request.method != "POST") {
        return manifest(call, dataset);
    }
    const auto form = parse_target("/?" + call.request.body);
    if (!form) {
        return yente_detail(400, "The form cannot be read.");
    }
    const HttpRequest fields{.method = "POST", .target = *form, .fields = {}, .body = {}, .peer = {}};
    if (const std::string_view queries = fields.query("queries"); !queries.empty()) {
        return answer_queries(call, *scope, queries, changed_since);
    }
    if (const std::string_view extend = fields.query("extend"); !extend.empty()) {
        return answer_extend(call, extend);
    }
    return yente_detail(400, "Neither queries nor extend are given.");
}

HttpResponse yente_reconcile_suggest(const YenteCall& call, std::string_view dataset, std::string_view what) {
    YenteParams params(call.request);
    const std::int64_t limit = params.integer("limit", 10, 0, limit_max);
    if (!params.faults().empty()) {
        return yente_faults(params.faults());
    }
    const auto scope = call.view.scope(dataset, {}, {});
    if (!scope) {
        return yente_detail(404, "No such dataset.");
    }
    const std::string_view prefix = params.text("prefix");
    codec::JsonWriter json;
    json.begin_object().key("code").string("/api/status/ok").key("status").string("200 OK");
    json.key("prefix").string(prefix).key("result").begin_array();
    std::int64_t written = 0;
    if (what == "entity") {
        const auto words = call.view.words();
        if (!words) {
            return broken();
        }
        suggest_entities(json, call, *scope, prefix, limit, **words);
    } else if (what == "type") {
        for (const FtmClass& type : ftm_classes()) {
            if (!prefix.empty() && type.matchable && written < limit &&
                (begins_or_holds(type.label, prefix) || begins_or_holds(type.name, prefix))) {
                write_type(json, type);
                ++written;
            }
        }
    } else if (what == "property") {
        for (const FtmClass& type : ftm_classes()) {
            for (const FtmProperty* const property : ftm_properties(type.name)) {
                if (!prefix.empty() && property->owner == type.name && written < limit &&
                    (begins_or_holds(property->label, prefix) || begins_or_holds(property->name, prefix))) {
                    write_named(json, qualified(*property), property->label);
                    ++written;
                }
            }
        }
    } else {
        return yente_detail(404, "Not Found");
    }
    json.end_array().end_object();
    return yente_json(json.take());
}

HttpResponse yente_reconcile_properties(const YenteCall& call, std::string_view dataset) {
    YenteParams params(call.request);
    const std::int64_t limit = params.integer("limit", 50, 0, limit_max);
    if (!params.faults().empty()) {
        return yente_faults(params.faults());
    }
    if (!call.view.scope(dataset, {}, {})) {
        return yente_detail(404, "No such dataset.");
    }
    const std::string_view type = params.text("type", "Thing");
    if (ftm_class(type) == nullptr) {
        return yente_detail(400, fmt::format("Invalid type: {}", base::shown(type)));
    }
    codec::JsonWriter json;
    json.begin_object().key("limit").integer(limit).key("type").string(type);
    json.key("properties").begin_array();
    std::int64_t written = 0;
    for (const FtmProperty* const property : ftm_properties(type)) {
        if (property->type != FtmType::entity && written++ < limit) {
            write_named(json, qualified(*property), property->label);
        }
    }
    json.end_array().end_object();
    return yente_json(json.take());
}

}  // namespace cordon::server
