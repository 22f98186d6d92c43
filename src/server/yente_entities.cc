// GET /entities/...: part of yente_service.h.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "server/yente_entity.h"
#include "server/yente_params.h"
#include "server/yente_service.h"

namespace cordon::server {

namespace {

constexpr std::int64_t page_max = 500;
constexpr std::int64_t offset_max = 9499;

HttpResponse broken() {
    return {.status = 500, .body = R"({"status":"error"})", .fields = {}};
}

struct Found {
    YenteEntity entity;
    std::vector<YenteNeighbour> neighbours;
};

// The far end of an edge stands in it whole; where only ids are wanted, its id does.
YenteEntity flat(YenteEntity entity) {
    for (const auto& [property, entities] : entity.nested) {
        for (const YenteEntity& one : entities) {
            entity.add(property, one.id);
        }
    }
    entity.nested.clear();
    return entity;
}

// An entity that a listing only implies: seen from it, its listing is the neighbour.
std::optional<Found> implied(const YenteView& view, std::string_view id, const YenteEntity& owner,
                             std::vector<YenteNeighbour> neighbours) {
    (void)view;
    for (YenteNeighbour& neighbour : neighbours) {
        if (neighbour.entity.id != id) {
            continue;
        }
        Found found{std::move(neighbour.entity), {}};
        const std::string property = neighbour.back.empty() ? "things" : neighbour.back;
        for (auto& [name, entities] : found.entity.nested) {
            for (YenteEntity& one : entities) {
                found.neighbours.push_back({name, "", std::move(one)});
            }
        }
        for (const YenteNeighbour& other : found.neighbours) {
            found.entity.add(other.property, other.entity.id);
        }
        found.entity.nested.clear();
        found.neighbours.push_back({property, "", owner});
        return found;
    }
    return std::nullopt;
}

base::Result<std::optional<Found>> find(const YenteView& view, std::string_view id) {
    const std::size_t mark = id.find("~~");
    const auto ordinal = view.find(id.substr(0, mark));
    if (!ordinal) {
        return std::nullopt;
    }
    CORDON_ASSIGN(const model::Listing listing, view.snapshot().listing(*ordinal));
    CORDON_ASSIGN(std::vector<YenteNeighbour> neighbours, neighbours_of(view, *ordinal, listing));
    Found found{entity_of(view, *ordinal, listing), std::move(neighbours)};
    if (mark == std::string_view::npos) {
        return found;
    }
    return implied(view, id, found.entity, std::move(found.neighbours));
}

// The 308 of a merged entity's old id, or the 404.
HttpResponse elsewhere(const YenteCall& call, std::string_view id) {
    const auto canonical = call.view.find_referent(id);
    if (!canonical) {
        return yente_detail(404, "No such entity!");
    }
    HttpResponse response{.status = 308, .content_type = "application/json", .body = "", .fields = {}};
    std::string prefix = call.service.options().prefix == "/" ? "" : call.service.options().prefix;
    response.fields.emplace_back("location",
                                 fmt::format("{}/entities/{}", prefix, call.view.row(*canonical).id));
    return response;
}

struct Page {
    std::int64_t limit = 10;
    std::int64_t offset = 0;
    std::vector<std::string_view> sort;
};

Page read_page(YenteParams& params) {
    Page page;
    page.limit = params.integer("limit", 10, 0, page_max);
    page.offset = params.integer("offset", 0, 0, offset_max);
    page.sort = params.texts("sort");
    return page;
}

std::string key_of(const YenteEntity& entity, std::string_view field) {
    if (field == "caption") {
        return entity.caption;
    }
    if (field == "last_change" || field == "first_seen") {
        return field == "last_change" ? entity.last_change : entity.first_seen;
    }
    const std::vector<std::string>* const values =
        entity.find(field.starts_with("properties.") ? field.substr(11) : field);
    return values == nullptr ? std::string() : std::ranges::min(*values);
}

void write_page(codec::JsonWriter& json, std::vector<const YenteEntity*> all, const Page& page) {
    for (auto field = page.sort.rbegin(); field != page.sort.rend(); ++field) {
        const bool descending = field->ends_with(":desc");
        const std::string_view name = field->substr(0, field->find(':'));
        std::ranges::stable_sort(all, [&](const YenteEntity* left, const YenteEntity* right) {
            const std::string left_key = key_of(*left, name);
            const std::string right_key = key_of(*right, name);
            return descending ? left_key > right_key : left_key < right_key;
        });
    }
    json.begin_object().key("results").begin_array();
    const std::size_t first = std::min(static_cast<std::size_t>(page.offset), all.size());
    const std::size_t last = std::min(first + static_cast<std::size_t>(page.limit), all.size());
    for (std::size_t at = first; at < last; ++at) {
        write_entity(json, *all[at]);
    }
    json.end_array().key("total").begin_object().key("value").integer(static_cast<std::int64_t>(all.size()));
    json.key("relation").string("eq").end_object();
    json.key("limit").integer(page.limit).key("offset").integer(page.offset).end_object();
}

std::vector<const YenteEntity*> of_property(const Found& found, std::string_view property) {
    std::vector<const YenteEntity*> all;
    for (const YenteNeighbour& neighbour : found.neighbours) {
        if (neighbour.property == property) {
            all.push_back(&neighbour.entity);
        }
    }
    return all;
}

}  // namespace

HttpResponse yente_entity(const YenteCall& call, std::string_view id) {
    YenteParams params(call.request);
    const bool nested = params.boolean("nested", true);
    if (!params.faults().empty()) {
        return yente_faults(params.faults());
    }
    auto result = find(call.view, id);
    if (!result) {
        return broken();
    }
    if (!*result) {
        return elsewhere(call, id);
    }
    YenteEntity& entity = (*result)->entity;
    for (YenteNeighbour& neighbour : (*result)->neighbours) {
        if (nested) {
            entity.add(neighbour.property, std::move(neighbour.entity));
        } else if (neighbour.back.empty() && neighbour.property != "things") {
            entity.add(neighbour.property, neighbour.entity.id);
        }
    }
    codec::JsonWriter json;
    write_entity(json, entity);
    return yente_json(json.take());
}

HttpResponse yente_adjacent(const YenteCall& call, std::string_view id) {
    YenteParams params(call.request);
    const Page page = read_page(params);
    if (!params.faults().empty()) {
        return yente_faults(params.faults());
    }
    const auto result = find(call.view, id);
    if (!result) {
        return broken();
    }
    if (!*result) {
        return elsewhere(call, id);
    }
    const Found& found = **result;
    codec::JsonWriter json;
    json.begin_object();
    write_entity(json.key("entity"), flat(found.entity));
    json.key("adjacent").begin_object();
    std::vector<std::string_view> written;
    for (const YenteNeighbour& neighbour : found.neighbours) {
        if (std::ranges::find(written, neighbour.property) == written.end()) {
            written.emplace_back(neighbour.property);
            write_page(json.key(neighbour.property), of_property(found, neighbour.property), page);
        }
    }
    json.end_object().end_object();
    return yente_json(json.take());
}

HttpResponse yente_adjacent_property(const YenteCall& call, std::string_view id, std::string_view property) {
    YenteParams params(call.request);
    const Page page = read_page(params);
    if (!params.faults().empty()) {
        return yente_faults(params.faults());
    }
    const auto result = find(call.view, id);
    if (!result) {
        return broken();
    }
    if (!*result) {
        return elsewhere(call, id);
    }
    const Found& found = **result;
    const std::vector<const YenteEntity*> all = of_property(found, property);
    if (all.empty() && !leads_to_entities(found.entity.ftm_class, property)) {
        return yente_detail(404, "No such property!");
    }
    codec::JsonWriter json;
    write_page(json, all, page);
    return yente_json(json.take());
}

}  // namespace cordon::server
