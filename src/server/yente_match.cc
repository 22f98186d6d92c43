#include "server/yente_match.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/strings.h"
#include "server/yente_entity.h"
#include "server/yente_schema.h"

namespace cordon::server {

namespace {

using codec::JsonValue;

constexpr std::size_t batch_max = 100;
constexpr std::int64_t matches_max = 500;
constexpr std::size_t excluded_ids_max = 50;
constexpr std::uint32_t hits_first = 1'000;  // looked at; more only when filters take most of them
constexpr double middle = 0.70;              // what threshold means to clients
constexpr double above_middle = 0.701;       // the least score at or above the threshold

bool is_excluded(const YenteView& view, std::uint32_t ordinal, const std::vector<std::string_view>& ids) {
    return std::ranges::any_of(
        ids, [&](std::string_view id) { return view.find(id) == ordinal || view.has_referent(ordinal, id); });
}

bool passes(const YenteView& view, std::uint32_t ordinal, const YenteExample& example,
            const YenteMatchOptions& options) {
    const YenteRow& row = view.row(ordinal);
    if (!options.scope[row.datasets] ||
        (!row.any_class && !ftm_can_match(example.ftm_class, row.ftm_class))) {
        return false;
    }
    const bool excluded_class =
        !row.any_class &&
        std::ranges::find(options.exclude_schemata, row.ftm_class) != options.exclude_schemata.end();
    return !excluded_class && has_topic(view, row, options.topics) &&
           (options.changed_since.empty() || row.last_change > options.changed_since) &&
           !is_excluded(view, ordinal, options.exclude_ids);
}

void write_feature(codec::JsonWriter& json, std::string_view name, double score, std::string_view detail,
                   std::string_view query, std::string_view candidate) {
    json.key(name).begin_object().key("detail").string(detail).key("score").real(score, 4);
    json.key("query").string(query).key("candidate").string(candidate).end_object();
}

void write_explanations(codec::JsonWriter& json, const YenteExample& example, const YenteHit& one,
                        const model::Listing& listing, double threshold) {
    json.begin_object();
    const screening::Hit& hit = one.hit;
    if (hit.name_score > 0) {
        write_feature(json, "name_match", yente_score(hit.name_score, threshold), hit.reason,
                      base::join(example.subject.names, "; "),
                      hit.name < listing.names.size() ? listing.names[hit.name].text : std::string());
    }
    std::map<std::string, int, std::less<>> seen;  // a key stands once
    for (const screening::ComparedFact& fact : hit.facts) {
        if (fact.relation == screening::FactRelation::missing) {
            continue;
        }
        std::string name = fact.decides ? "identifier_match" : std::string(screening::to_string(fact.fact));
        if (const int count = ++seen[name]; count > 1) {
            name += fmt::format("_{}", count);
        }
        const std::string detail = fmt::format("{}{}{}", screening::to_string(fact.relation),
                                               fact.note.empty() ? "" : ": ", fact.note);
        write_feature(json, name, fact.decides ? 1.0 : fact.effect, detail, fact.subject, fact.listed);
    }
    json.end_object();
}

base::Status write_hits(codec::JsonWriter& json, const YenteCall& call, const YenteExample& example,
                        const YenteHits& hits) {
    json.key("results").begin_array();
    for (const YenteHit& one : hits.best) {
        CORDON_ASSIGN(const model::Listing listing, call.view.snapshot().listing(one.ordinal));
        json.begin_object();
        write_entity_members(json, entity_of(call.view, one.ordinal, listing));
        json.key("score").real(one.score, 4).key("match").boolean(one.match);
        write_explanations(json.key("explanations"), example, one, listing, call.lists.threshold);
        json.end_object();
    }
    json.end_array();
    return {};
}

// A query that cannot be screened says so with its own status: an empty answer would read as a clean one.
base::Status write_response(codec::JsonWriter& json, const YenteCall& call, const YenteExample& example,
                            const base::Result<YenteHits>& hits) {
    json.key(example.key).begin_object();
    static const YenteHits none;
    const YenteHits& found = hits ? *hits : none;
    json.key("status").integer(hits ? 200 : 400);
    CORDON_TRY(write_hits(json, call, example, found));
    json.key("total").begin_object().key("value").integer(static_cast<std::int64_t>(found.total));
    json.key("relation").string(found.truncated ? "gte" : "eq").end_object();
    write_example(json.key("query"), example);
    if (!hits) {
        json.key("detail").string(hits.error().message);
    }
    json.end_object();
    return {};
}

struct Batch {
    std::vector<YenteExample> examples;
    std::string refusal;  // 400
};

void read_config(const JsonValue& body, std::string_view algorithm, std::vector<YenteFault>& faults,
                 Batch& batch) {
    const JsonValue* const weights = body.find("weights");
    if (weights != nullptr && !weights->is_null()) {
        if (weights->object() == nullptr) {
            faults.push_back({"dict_type",
                              {"body", "weights"},
                              "Input should be a valid dictionary",
                              json_text(*weights),
                              ""});
        } else {
            for (const auto& [name, weight] : *weights->object()) {
                if (weight.integer() == nullptr && weight.real() == nullptr) {
                    faults.push_back({"float_type",
                                      {"body", "weights", name},
                                      "Input should be a valid number",
                                      json_text(weight),
                                      ""});
                }
            }
        }
    }
    const JsonValue* const config = body.find("config");
    if (config == nullptr || config->is_null()) {
        return;
    }
    if (config->object() == nullptr) {
        faults.push_back(
            {"dict_type", {"body", "config"}, "Input should be a valid dictionary", json_text(*config), ""});
        return;
    }
    for (const auto& [key, value] : *config->object()) {
        if (!is_yente_config_key(key) && batch.refusal.empty()) {
            batch.refusal = fmt::format("Invalid config key for {}: {}", algorithm, base::shown(key));
        }
    }
}

Batch read_batch(const HttpRequest& request, std::string_view algorithm, std::vector<YenteFault>& faults) {
    Batch batch;
    const auto body = codec::parse_json(request.body);
    if (!body) {
        faults.push_back({"json_invalid",
                          {"body"},
                          "JSON decode error",
                          "{}",
                          fmt::format("{{\"error\":{}}}", json_text(body.error().message)),
                          body.error().offset_bytes.value_or(0)});
        return batch;
    }
    if (const auto twice = codec::first_duplicate_key(*body); twice) {
        batch.refusal = fmt::format("The key {} stands twice in one object.", base::shown(*twice));
        return batch;
    }
    if (body->object() == nullptr) {
        faults.push_back({"model_attributes_type",
                          {"body"},
                          "Input should be a valid dictionary or object to extract fields from",
                          json_text(*body),
                          ""});
        return batch;
    }
    const JsonValue* const queries = body->find("queries");
    if (queries == nullptr) {
        faults.push_back({"missing", {"body", "queries"}, "Field required", json_text(*body), ""});
    } else if (queries->object() == nullptr) {
        faults.push_back({"dict_type",
                          {"body", "queries"},
                          "Input should be a valid dictionary",
                          json_text(*queries),
                          ""});
    } else if (queries->object()->size() > batch_max) {
        batch.refusal = fmt::format("Too many queries in one batch (limit: {})", batch_max);
        return batch;
    } else if (queries->object()->empty()) {
        batch.refusal = "No queries provided.";
        return batch;
    } else {
        for (const auto& [key, value] : *queries->object()) {
            std::string refusal;
            batch.examples.push_back(read_example(value, {"body", "queries", key}, faults, refusal));
            batch.examples.back().key = key;
            if (batch.refusal.empty()) {
                batch.refusal = std::move(refusal);
            }
        }
    }
    read_config(*body, algorithm, faults, batch);
    return batch;
}

YenteMatchOptions read_options(YenteParams& params) {
    YenteMatchOptions options;
    options.limit = params.integer("limit", 5, 0, matches_max);
    options.threshold = params.real("threshold", middle);
    options.cutoff = params.real("cutoff", middle);
    options.exclude_schemata = params.texts("exclude_schema");
    options.topics = params.texts("topics");
    options.exclude_ids = params.texts("exclude_entity_ids");
    options.changed_since = params.changed_since();
    if (const std::size_t count = options.exclude_ids.size(); count > excluded_ids_max) {
        params.fault({"too_long",
                      {"query", "exclude_entity_ids"},
                      fmt::format("List should have at most {} items after validation, not {}",
                                  excluded_ids_max, count),
                      "[]",
                      fmt::format("{{\"field_type\":\"List\",\"max_length\":{},\"actual_length\":{}}}",
                                  excluded_ids_max, count)});
    }
    return options;
}

}  // namespace

double yente_score(double score, double threshold) {
    const double bounded = std::clamp(score, 0.0, 1.0);
    double mapped = 0;
    if (bounded < threshold) {
        mapped = std::min(bounded / threshold * middle, middle - 0.0001);
    } else {
        mapped = threshold >= 1 ? 1.0
                                : above_middle + (bounded - threshold) / (1 - threshold) * (1 - above_middle);
    }
    // Four decimals, never rounded up over a threshold; the little more is for what doubles cannot say.
    return std::floor(mapped * 10'000 + 1e-6) / 10'000;
}

double score_of_yente(double score, double threshold) {
    if (score <= 0) {
        return 0;
    }
    if (score < middle) {
        return score / middle * threshold;
    }
    return score <= above_middle
               ? threshold
               : std::min(1.0, threshold + (score - above_middle) / (1 - above_middle) * (1 - threshold));
}

bool has_topic(const YenteView& view, const YenteRow& row, const std::vector<std::string_view>& topics) {
    const std::vector<std::string>& own = view.set(row.topics);
    return topics.empty() || std::ranges::any_of(topics, [&](std::string_view topic) {
               return std::ranges::find(own, topic) != own.end();
           });
}

base::Result<YenteHits> match_example(const YenteCall& call, const YenteExample& example,
                                      const YenteMatchOptions& options, screening::SearchScratch& scratch) {
    YenteHits found;
    const std::uint64_t lists = call.view.lists_of(options.scope);
    if (lists == 0 || (example.subject.names.empty() && example.subject.identifiers.empty())) {
        return found;
    }
    const double cutoff = std::min(options.cutoff, options.threshold);
    screening::SearchOptions search;
    search.threshold = call.lists.threshold;
    search.min_score = std::max(score_of_yente(cutoff, call.lists.threshold) - 0.001, 0.0);
    search.lists = lists;
    search.hits_max = hits_first;
    CORDON_ASSIGN(screening::SearchResult result,
                  call.view.snapshot().search(example.subject, search, scratch));
    const auto passing = [&](const screening::Hit& hit) {
        return passes(call.view, hit.listing, example, options);
    };
    const bool cut = result.truncated && result.hits.size() == hits_first;
    if (cut && std::ranges::count_if(result.hits, passing) < options.limit) {
        // Filters look at what was scored: they must not push a listing out of those that are kept.
        search.hits_max = search.candidates_max;
        CORDON_ASSIGN(result, call.view.snapshot().search(example.subject, search, scratch));
    }
    // What was cut off is below what was kept: of no matter for the total when that does not count.
    const bool counted = result.hits.size() < search.hits_max ||
                         yente_score(result.hits.back().score, call.lists.threshold) >= options.threshold;
    found.truncated = result.truncated && counted;
    for (screening::Hit& hit : result.hits) {
        const double score = yente_score(hit.score, call.lists.threshold);
        if (score > cutoff && passing(hit)) {
            found.total += score >= options.threshold ? 1 : 0;
            found.best.push_back({hit.listing, score, score >= options.threshold, std::move(hit)});
        }
    }
    std::ranges::sort(found.best, [&](const YenteHit& left, const YenteHit& right) {
        return left.score != right.score ? left.score > right.score
                                         : call.view.row(left.ordinal).id < call.view.row(right.ordinal).id;
    });
    if (found.best.size() > static_cast<std::size_t>(options.limit)) {
        found.best.resize(static_cast<std::size_t>(options.limit));
    }
    return found;
}

HttpResponse yente_match(const YenteCall& call, std::string_view dataset) {
    YenteParams params(call.request);
    YenteMatchOptions options = read_options(params);
    const std::string_view algorithm = params.text("algorithm", "best");
    std::vector<YenteFault> faults = params.faults();
    const Batch batch = read_batch(call.request, algorithm, faults);
    if (!faults.empty()) {
        return yente_faults(faults);
    }
    auto scope = call.view.scope(dataset, params.texts("include_dataset"), params.texts("exclude_dataset"));
    if (!scope) {
        return yente_detail(404, "No such dataset.");
    }
    if (!is_yente_algorithm(algorithm)) {
        return yente_detail(400, fmt::format("Invalid algorithm: {}", base::shown(algorithm)));
    }
    if (!batch.refusal.empty()) {
        return yente_detail(400, batch.refusal);
    }
    options.scope = *std::move(scope);
    YenteService::Scratch scratch(call.service);
    codec::JsonWriter json;
    json.begin_object().key("responses").begin_object();
    for (const YenteExample& example : batch.examples) {
        const auto hits = match_example(call, example, options, scratch.get());
        if (const auto written = write_response(json, call, example, hits); !written) {
            return {.status = 500, .body = R"({"status":"error"})", .fields = {}};
        }
    }
    json.end_object().key("limit").integer(options.limit).end_object();
    HttpResponse response = yente_json(json.take());
    response.fields.emplace_back("x-batch-size", std::to_string(batch.examples.size()));
    return response;
}

}  // namespace cordon::server
