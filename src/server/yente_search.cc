// GET /search/{dataset}: part of yente_service.h.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>

#include "base/strings.h"
#include "model/country.h"
#include "server/yente_entity.h"
#include "server/yente_match.h"
#include "server/yente_params.h"
#include "server/yente_query_string.h"
#include "server/yente_schema.h"

namespace cordon::server {

namespace {

constexpr std::int64_t page_max = 500;
constexpr std::int64_t offset_max = 9499;
constexpr std::int64_t results_max = 9999;
constexpr std::size_t facet_values_max = 100;
constexpr std::size_t sort_fields_max = 8;
constexpr double fuzzy_score = 0.65;  // of ours: what fuzzy=true adds by likeness of names

struct FacetKind {
    std::string_view name;
    std::string_view label;
};
constexpr auto facet_kinds = std::to_array<FacetKind>({
    {"datasets", "Data sources"},
    {"schema", "Entity types"},
    {"countries", "Countries"},
    {"identifiers", "Identifiers"},
    {"topics", "Topics"},
    {"genders", "Genders"},
});

constexpr auto topic_labels = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"sanction", "Sanctioned entity"},
    {"sanction.linked", "Sanction-linked entity"},
    {"sanction.counter", "Counter-sanctioned entity"},
    {"poi", "Person of interest"},
    {"debarment", "Debarred entity"},
    {"crime", "Crime"},
    {"crime.terror", "Terrorism"},
    {"role.pep", "Politician"},
    {"role.rca", "Close Associate"},
});

// One value of a facet for people.
std::string label_of(std::string_view facet, const std::string& value) {
    if (facet == "schema") {
        return std::string(ftm_class(value)->plural);
    }
    if (facet == "countries") {
        const std::string_view country = model::country_name(base::ascii_upper(value));
        return country.empty() ? value : std::string(country);
    }
    if (facet == "topics") {
        const auto* const found = std::ranges::find(topic_labels, std::string_view(value),
                                                    &std::pair<std::string_view, std::string_view>::first);
        return found == topic_labels.end() ? value : std::string(found->second);
    }
    if (facet == "genders") {
        return value == "male" ? "male" : "female";
    }
    return value;
}

struct FieldFilter {
    std::string field;  // without "properties."
    std::vector<std::string> values;
};

struct SearchRequest {
    std::int64_t limit = 10;
    std::int64_t offset = 0;
    std::string_view ftm_class = "Thing";
    std::vector<std::string_view> exclude_schemata;
    std::string changed_since;
    std::vector<FieldFilter> filters;
    bool all_values = false;  // filter_op AND
    std::vector<std::string_view> sort;
    std::vector<std::string_view> facets;
    bool targets_only_false = false;
    YenteScope scope;
};

class Searcher {
public:
    Searcher(const YenteCall& call, SearchRequest request) : call_{call}, request_{std::move(request)} {}

    // Ordinals in order of the answer, and how many there are.
    base::Status find(const QueryNode& query, bool fuzzy) {
        CORDON_ASSIGN(const engine::WordIndex* const words, call_.view.words());
        std::vector<std::uint32_t> found = listings_of_query(query, call_.view, *words);
        CORDON_TRY(add_like_names(name_of_query(query), fuzzy, found));
        for (const std::uint32_t ordinal : found) {
            CORDON_ASSIGN(const bool fits, passes(ordinal));
            if (fits) {
                found_.push_back(ordinal);
            }
        }
        return sort();
    }

    base::Result<std::string> answer() {
        codec::JsonWriter json;
        const std::int64_t limit = std::min(request_.limit, results_max - request_.offset);
        json.begin_object().key("limit").integer(limit).key("offset").integer(request_.offset);
        json.key("total").begin_object().key("value").integer(static_cast<std::int64_t>(found_.size()));
        json.key("relation").string(truncated_ ? "gte" : "eq").end_object();
        json.key("results").begin_array();
        const std::size_t first = std::min(static_cast<std::size_t>(request_.offset), found_.size());
        const std::size_t last = std::min(first + static_cast<std::size_t>(limit), found_.size());
        for (std::size_t at = first; at < last; ++at) {
            CORDON_ASSIGN(const model::Listing listing, call_.view.snapshot().listing(found_[at]));
            write_entity(json, entity_of(call_.view, found_[at], listing));
        }
        json.end_array().key("facets").begin_object();
        for (const std::string_view facet : request_.facets) {
            CORDON_TRY(write_facet(json, facet));
        }
        json.end_object().end_object();
        return json.take();
    }

private:
    // Names that Cordon takes for the same stand first, best first.
    base::Status add_like_names(const std::string& name, bool fuzzy, std::vector<std::uint32_t>& found) {
        if (name.empty()) {
            return {};
        }
        screening::SearchOptions options;
        options.threshold = call_.lists.threshold;
        options.min_score = fuzzy ? fuzzy_score : call_.lists.threshold;
        options.lists = call_.view.lists_of(request_.scope);
        options.hits_max = results_max;
        options.explain = false;
        YenteService::Scratch scratch(call_.service);
        const auto result =
            call_.view.snapshot().search(model::Subject{.names = {name}}, options, scratch.get());
        if (!result) {
            return {};  // nothing in it that names are compared by
        }
        truncated_ = result->truncated;
        for (const screening::Hit& hit : result->hits) {
            scores_.emplace(hit.listing, hit.score);
            found.push_back(hit.listing);
        }
        std::ranges::sort(found);
        const auto repeated = std::ranges::unique(found);
        found.erase(repeated.begin(), repeated.end());
        return {};
    }

    base::Result<bool> passes(std::uint32_t ordinal) const {
        const YenteRow& row = call_.view.row(ordinal);
        const auto& excluded = request_.exclude_schemata;
        if (!request_.scope[row.datasets] || request_.targets_only_false ||
            !ftm_is_a(row.ftm_class, request_.ftm_class) ||
            std::ranges::find(excluded, row.ftm_class) != excluded.end() ||
            (!request_.changed_since.empty() && row.last_change <= request_.changed_since)) {
            return false;
        }
        std::optional<YenteEntity> entity;
        for (const FieldFilter& filter : request_.filters) {
            const std::vector<std::string> one_class{std::string(row.ftm_class)};
            const std::vector<std::string>* values = field_of(row, filter.field);
            if (filter.field == "schema") {
                values = &one_class;
            }
            if (values == nullptr) {
                if (!entity) {
                    CORDON_ASSIGN(const model::Listing listing, call_.view.snapshot().listing(ordinal));
                    entity = entity_of(call_.view, ordinal, listing);
                }
                values = entity->find(filter.field);
            }
            if (values == nullptr || !fits(*values, filter.values)) {
                return false;
            }
        }
        return true;
    }

    bool fits(const std::vector<std::string>& values, const std::vector<std::string>& wanted) const {
        const auto has = [&](const std::string& one) {
            return std::ranges::find(values, one) != values.end();
        };
        return request_.all_values ? std::ranges::all_of(wanted, has) : std::ranges::any_of(wanted, has);
    }

    // What is known without decoding the listing.
    const std::vector<std::string>* field_of(const YenteRow& row, std::string_view field) const {
        if (field == "countries") {
            return &call_.view.set(row.countries);
        }
        if (field == "topics") {
            return &call_.view.set(row.topics);
        }
        return field == "datasets" ? &call_.view.set(row.datasets) : nullptr;
    }

    base::Result<std::string> sort_key(std::uint32_t ordinal, std::string_view field) const {
        const YenteRow& row = call_.view.row(ordinal);
        if (field == "last_change") {
            return row.last_change;
        }
        if (field == "first_seen") {
            return row.first_seen;
        }
        if (field == "caption" || field == "names") {
            return row.caption;
        }
        if (field == "id" || field == "entity_id" || field == "canonical_id") {
            return row.id;
        }
        if (field == "schema") {
            return std::string(row.ftm_class);
        }
        const std::string_view property = field.starts_with("properties.") ? field.substr(11) : field;
        CORDON_ASSIGN(const model::Listing listing, call_.view.snapshot().listing(ordinal));
        const YenteEntity entity = entity_of(call_.view, ordinal, listing);
        const std::vector<std::string>* const values = entity.find(property);
        return values == nullptr ? std::string() : std::ranges::min(*values);
    }

    // By score and id; a field of the caller's goes before both, the first one named before the others.
    base::Status sort() {
        const auto score = [&](std::uint32_t ordinal) {
            const auto found = scores_.find(ordinal);
            return found == scores_.end() ? 0.0 : found->second;
        };
        std::ranges::sort(found_, [&](std::uint32_t left, std::uint32_t right) {
            return score(left) != score(right) ? score(left) > score(right)
                                               : call_.view.row(left).id < call_.view.row(right).id;
        });
        for (auto field = request_.sort.rbegin(); field != request_.sort.rend(); ++field) {
            const bool descending = field->ends_with(":desc");
            const std::string_view name = field->substr(0, field->find(':'));
            std::vector<std::pair<std::string, std::uint32_t>> keyed;
            for (const std::uint32_t ordinal : found_) {
                CORDON_ASSIGN(std::string key, sort_key(ordinal, name));
                keyed.emplace_back(std::move(key), ordinal);
            }
            // What has no value stands last, either way.
            std::ranges::stable_sort(keyed, [&](const auto& left, const auto& right) {
                if (left.first.empty() || right.first.empty()) {
                    return !left.first.empty() && right.first.empty();
                }
                return descending ? left.first > right.first : left.first < right.first;
            });
            std::ranges::transform(keyed, found_.begin(), [](const auto& entry) { return entry.second; });
        }
        return {};
    }

    base::Status count_values(std::string_view facet, std::map<std::string, std::int64_t>& counts) const {
        for (const std::uint32_t ordinal : found_) {
            const YenteRow& row = call_.view.row(ordinal);
            if (const auto* const values = field_of(row, facet); values != nullptr) {
                for (const std::string& value : *values) {
                    ++counts[value];
                }
            } else if (facet == "schema") {
                ++counts[std::string(row.ftm_class)];
            } else if (facet == "genders") {
                if (row.gender != model::Gender::unknown) {
                    ++counts[std::string(model::to_string(row.gender))];
                }
            } else {
                CORDON_ASSIGN(const model::Listing listing, call_.view.snapshot().listing(ordinal));
                for (const model::Identifier& identifier : listing.identifiers) {
                    ++counts[identifier.value];
                }
            }
        }
        return {};
    }

    base::Status write_facet(codec::JsonWriter& json, std::string_view facet) const {
        std::map<std::string, std::int64_t> counts;
        CORDON_TRY(count_values(facet, counts));
        std::vector<std::pair<std::string, std::int64_t>> values(counts.begin(), counts.end());
        std::ranges::stable_sort(
            values, [](const auto& left, const auto& right) { return left.second > right.second; });
        values.resize(std::min(values.size(), facet_values_max));
        const auto* const kind = std::ranges::find(facet_kinds, facet, &FacetKind::name);
        json.key(facet).begin_object().key("label").string(kind->label).key("values").begin_array();
        for (const auto& [name, count] : values) {
            json.begin_object().key("name").string(name).key("label").string(label_of(facet, name));
            json.key("count").integer(count).end_object();
        }
        json.end_array().end_object();
        return {};
    }

    const YenteCall& call_;
    SearchRequest request_;
    std::vector<std::uint32_t> found_;
    std::map<std::uint32_t, double> scores_;
    bool truncated_ = false;
};

void add_filter(SearchRequest& request, std::string_view field, std::string_view value) {
    const std::string name(field.starts_with("properties.") ? field.substr(11) : field);
    const auto found = std::ranges::find(request.filters, name, &FieldFilter::field);
    if (found == request.filters.end()) {
        request.filters.push_back({name, {std::string(value)}});
    } else {
        found->values.emplace_back(value);
    }
}

void read_facets(YenteParams& params, SearchRequest& request) {
    request.facets = params.texts("facets");
    if (request.facets.empty()) {
        request.facets = {"countries", "topics", "datasets"};
    }
    std::uint64_t number = 0;
    for (const std::string_view facet : request.facets) {
        if (std::ranges::find(facet_kinds, facet, &FacetKind::name) == facet_kinds.end()) {
            constexpr std::string_view expected =
                "'datasets', 'schema', 'countries', 'identifiers', 'topics' or 'genders'";
            params.fault({"enum",
                          {"query", "facets"},
                          fmt::format("Input should be {}", expected),
                          json_text(facet),
                          fmt::format("{{\"expected\":{}}}", json_text(expected)),
                          number});
        }
        ++number;
    }
    std::vector<std::string_view> once;
    for (const std::string_view facet : request.facets) {
        if (std::ranges::find(once, facet) == once.end()) {
            once.push_back(facet);
        }
    }
    request.facets = std::move(once);
}

// "" when all is well, else the sentence of a 400.
std::string read_request(YenteParams& params, SearchRequest& request) {
    request.limit = params.integer("limit", 10, 0, page_max);
    request.offset = params.integer("offset", 0, 0, offset_max);
    request.ftm_class = params.text("schema", "Thing");
    request.exclude_schemata = params.texts("exclude_schema");
    request.changed_since = params.changed_since();
    request.sort = params.texts("sort");
    if (request.sort.size() > sort_fields_max) {
        return fmt::format("Too many fields to sort by (limit: {})", sort_fields_max);
    }
    const std::string_view op = params.text("filter_op", "OR");
    request.all_values = op == "AND";
    if (op != "AND" && op != "OR") {
        params.fault({"enum",
                      {"query", "filter_op"},
                      "Input should be 'OR' or 'AND'",
                      json_text(op),
                      R"({"expected":"'OR' or 'AND'"})"});
    }
    request.targets_only_false = !params.boolean("target", true);
    read_facets(params, request);
    for (const std::string_view field : {"countries", "topics", "datasets"}) {
        for (const std::string_view value : params.texts(field)) {
            add_filter(request, field, value);
        }
    }
    for (const std::string_view filter : params.texts("filter")) {
        const std::size_t colon = filter.find(':');
        if (colon == std::string_view::npos) {
            return fmt::format("Invalid filter: {}", base::shown(filter));
        }
        add_filter(request, filter.substr(0, colon), filter.substr(colon + 1));
    }
    return ftm_class(request.ftm_class) == nullptr ? "Invalid schema" : "";
}

}  // namespace

HttpResponse yente_search(const YenteCall& call, std::string_view dataset) {
    YenteParams params(call.request);
    SearchRequest request;
    const std::string refusal = read_request(params, request);
    const bool fuzzy = params.boolean("fuzzy", false);
    const bool simple = params.boolean("simple", false);
    if (!params.faults().empty()) {
        return yente_faults(params.faults());
    }
    auto scope = call.view.scope(dataset, params.texts("include_dataset"), params.texts("exclude_dataset"));
    if (!scope) {
        return yente_detail(404, "No such dataset.");
    }
    if (!refusal.empty()) {
        return yente_detail(400, refusal);
    }
    request.scope = *std::move(scope);
    const std::string_view text = params.text("q");
    const auto query = simple ? base::Result<QueryNode>(parse_simple_query(text)) : parse_query_string(text);
    if (!query) {
        return yente_detail(400, fmt::format("Search error: {}", query.error().message));
    }
    Searcher searcher(call, std::move(request));
    if (const auto found = searcher.find(*query, fuzzy); !found) {
        return {.status = 500, .body = R"({"status":"error"})", .fields = {}};
    }
    auto body = searcher.answer();
    return body ? yente_json(*std::move(body))
                : HttpResponse{.status = 500, .body = R"({"status":"error"})", .fields = {}};
}

}  // namespace cordon::server
