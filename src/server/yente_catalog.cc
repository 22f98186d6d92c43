// What is loaded, what answers, whether it is ready: part of yente_service.h.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/strings.h"
#include "codec/json.h"
#include "server/yente_params.h"
#include "server/yente_service.h"

namespace cordon::server {

namespace {

struct KnownList {
    std::string_view list;
    std::string_view title;
    std::string_view publisher;
    std::string_view country;
};
constexpr auto known_lists = std::to_array<KnownList>({
    {"un", "UN Security Council Consolidated List", "United Nations Security Council", "zz"},
    {"ofac-sdn", "US OFAC Specially Designated Nationals", "Office of Foreign Assets Control", "us"},
    {"ofac-cons", "US OFAC Consolidated (non-SDN) List", "Office of Foreign Assets Control", "us"},
    {"eu", "EU Financial Sanctions Files", "European Commission", "eu"},
    {"uk", "UK Sanctions List", "Foreign, Commonwealth and Development Office", "gb"},
    {"ch", "Swiss SECO Sanctions", "State Secretariat for Economic Affairs", "ch"},
    {"ca", "Canadian Consolidated Autonomous Sanctions List", "Global Affairs Canada", "ca"},
});

// "20240527134702-zbn": when the version was accepted, and letters of its content.
std::string version_id(base::Instant at, std::string_view content) {
    const std::string time = base::to_string(base::Instant{at.unix_ms / 1000 * 1000});
    std::string id;
    for (const char letter : time) {
        if (letter >= '0' && letter <= '9') {
            id.push_back(letter);
        }
    }
    const std::string hash = base::sha256_hex(content);
    id.push_back('-');
    for (std::size_t at_letter = 0; at_letter < 3; ++at_letter) {
        const char digit = hash[at_letter];
        id.push_back(static_cast<char>('a' + (digit <= '9' ? digit - '0' : digit - 'a' + 10)));
    }
    return id;
}

struct Shown {
    std::string title;
    std::string version;
    std::string updated_at;
    std::string last_change;
    const KnownList* known = nullptr;
};

Shown shown_of(const YenteView& view, const YenteDataset& dataset) {
    Shown shown;
    base::Instant latest;
    base::Date published;
    std::string content;
    for (const model::ListVersion& version : view.snapshot().versions()) {
        if (dataset.list.empty() || version.list == dataset.list) {
            latest = std::max(latest, version.accepted_at);
            published = std::max(published, version.published);
            content += version.list + " " + version.version + " " + version.content_sha256 + "\n";
        }
    }
    const auto* const known =
        std::ranges::find(known_lists, std::string_view(dataset.list), &KnownList::list);
    if (dataset.name == dataset.list && known != known_lists.end()) {
        shown.known = known;
    }
    shown.title = dataset.list.empty()     ? "All lists of this Cordon"
                  : shown.known != nullptr ? std::string(shown.known->title)
                                           : dataset.name;
    shown.version = version_id(latest, content);
    shown.updated_at = base::to_string(base::Instant{latest.unix_ms / 1000 * 1000}).substr(0, 19);
    shown.last_change = published.year == 0 ? "" : base::to_string(published) + "T00:00:00";
    return shown;
}

void write_strings(codec::JsonWriter& json, const std::vector<std::string>& values) {
    json.begin_array();
    for (const std::string& value : values) {
        json.string(value);
    }
    json.end_array();
}

void write_dataset(codec::JsonWriter& json, const YenteDataset& dataset, const Shown& shown) {
    const auto count = static_cast<std::int64_t>(dataset.entities);
    json.begin_object().key("name").string(dataset.name).key("title").string(shown.title);
    json.key("summary").string(shown.title).key("description").null().key("url").null();
    json.key("version").string(shown.version).key("updated_at").string(shown.updated_at);
    json.key("last_export").string(shown.updated_at).key("last_change");
    shown.last_change.empty() ? json.null() : json.string(shown.last_change);
    json.key("entity_count").integer(count).key("thing_count").integer(count);
    json.key("category").string("sanctions").key("tags").begin_array().end_array();
    json.key("publisher");
    if (shown.known != nullptr) {
        json.begin_object().key("name").string(shown.known->publisher).key("acronym").null();
        json.key("url").null().key("country").string(shown.known->country);
        json.key("description").null().key("official").boolean(true).end_object();
    } else {
        json.null();
    }
    json.key("coverage").null().key("resources").begin_array().end_array();
    write_strings(json.key("children"), dataset.children);
    json.key("load").boolean(true).key("entities_url").null().key("delta_url").null();
    json.key("namespace").boolean(false).key("index_version").string(shown.version);
    json.key("index_current").boolean(true).end_object();
}

// If-None-Match: "*", or the tag among others; weak ones compare as strong.
bool is_named(std::string_view header, std::string_view tag) {
    for (std::string_view one : base::split(header, ',')) {
        one = base::trim(one);
        if (one.starts_with("W/")) {
            one.remove_prefix(2);
        }
        if (one == "*" || one == tag) {
            return true;
        }
    }
    return false;
}

constexpr std::array algorithms{"logic-v2", "logic-v1"};
struct ConfigKey {
    std::string_view key;
    std::string_view type;
    double fallback;
};
constexpr auto config_keys = std::to_array<ConfigKey>({
    {"nm_name_property", "string", 0},
    {"nm_number_mismatch", "float", 0.3},
    {"nm_extra_query_name", "float", 0.8},
    {"nm_extra_result_name", "float", 0.2},
    {"nm_family_name_weight", "float", 1.3},
    {"nm_fuzzy_cutoff_factor", "float", 1.0},
});
constexpr std::string_view algorithm_description =
    "Answered by Cordon's own comparison, whatever the name asked for. Scores are Cordon's on yente's scale: "
    "above 0.70 is a hit under Cordon's threshold. Weights and configuration are read and change nothing.";

void write_features(codec::JsonWriter& json) {
    json.begin_object();
    for (const auto& [feature, words] :
         {std::pair{"name_match", "The best of the listed names, word by word."},
          std::pair{"identifier_match", "An equal number that only one party has: the score is 1."},
          std::pair{"birth_date", "Date of birth or foundation: what it adds or takes."},
          std::pair{"birth_place", "Place of birth: what it adds or takes."},
          std::pair{"nationality", "Nationality or flag: what it adds or takes."},
          std::pair{"country", "Country: what it adds or takes."},
          std::pair{"gender", "Gender: what it takes."}, std::pair{"kind", "Kind of party: what it takes."},
          std::pair{"identifier", "A number that supports: what it adds or takes."}}) {
        json.key(feature).begin_object().key("description").string(words);
        json.key("coefficient").real(1.0, 1).key("url").null().end_object();
    }
    json.end_object();
}

}  // namespace

bool is_yente_algorithm(std::string_view name) {
    return name == "best" || std::ranges::find(algorithms, name) != algorithms.end();
}

bool is_yente_config_key(std::string_view key) {
    return std::ranges::find(config_keys, key, &ConfigKey::key) != config_keys.end();
}

std::vector<std::string> degraded_lists(const ServingLists& lists) {
    std::vector<std::string> names = lists.missing_lists;
    for (const engine::ListStatus& status : lists.statuses) {
        if (status.freshness != engine::Freshness::fresh) {
            names.push_back(status.version.list);
        }
    }
    std::ranges::sort(names);
    const auto repeated = std::ranges::unique(names);
    names.erase(repeated.begin(), repeated.end());
    return names;
}

HttpResponse yente_catalog(const YenteCall& call) {
    codec::JsonWriter json;
    std::vector<std::string> current;
    std::string tagged;
    json.begin_object().key("datasets").begin_array();
    for (const YenteDataset& dataset : call.view.datasets()) {
        const Shown shown = shown_of(call.view, dataset);
        write_dataset(json, dataset, shown);
        current.push_back(dataset.name);
        tagged += fmt::format("{}:{}:{}\n", dataset.name, shown.version, shown.version);
    }
    const bool stale = call.lists.stale || !degraded_lists(call.lists).empty();
    json.end_array();
    write_strings(json.key("current"), current);
    write_strings(json.key("outdated"), degraded_lists(call.lists));
    json.key("index_stale").boolean(stale).end_object();
    const std::string tag =
        fmt::format("\"{}\"", base::sha256_hex(tagged + (stale ? "stale" : "")).substr(0, 40));
    HttpResponse response = yente_json(json.take());
    if (is_named(call.request.field("if-none-match"), tag)) {
        response.status = 304;
        response.body.clear();
    }
    response.fields.emplace_back("etag", tag);
    response.fields.emplace_back("cache-control", "public, max-age=300");
    return response;
}

HttpResponse yente_algorithms() {
    codec::JsonWriter json;
    json.begin_object().key("algorithms").begin_array();
    for (const std::string_view name : algorithms) {
        json.begin_object().key("name").string(name).key("description").string(algorithm_description);
        write_features(json.key("features"));
        json.key("docs").begin_object().key("name").string(name);
        json.key("description").string(algorithm_description).key("config").begin_object();
        for (const ConfigKey& key : config_keys) {
            json.key(key.key).begin_object().key("type").string(key.type);
            json.key("description").string("Read and without effect.").key("default");
            key.type == "string" ? json.null() : json.real(key.fallback, 1);
            json.end_object();
        }
        write_features(json.end_object().key("features"));
        json.end_object().end_object();
    }
    json.end_array().key("default").string("logic-v2").key("best").string("logic-v2").end_object();
    return yente_json(json.take());
}

HttpResponse yente_ready(const ServingLists& lists) {
    if (lists.snapshot == nullptr || lists.stale || !degraded_lists(lists).empty()) {
        return yente_detail(503, "Index not ready.");
    }
    return yente_json(R"({"status":"ok"})");
}

HttpResponse yente_update(YenteService& service, const HttpRequest& request) {
    YenteParams params(request);
    const bool wait = params.boolean("sync", false);
    if (!params.faults().empty()) {
        return yente_faults(params.faults());
    }
    const std::string& expected = service.options().update_token;
    // Compared by their hashes: how long it takes says nothing of the token.
    if (expected.empty() || base::sha256_hex(params.text("token")) != base::sha256_hex(expected)) {
        return yente_detail(403, "Invalid token.");
    }
    if (!service.options().update) {
        return yente_detail(503, "This service does not fetch lists.");
    }
    if (const auto done = service.options().update(wait); !done) {
        return yente_detail(503, done.error().message);
    }
    return yente_json(R"({"status":"ok"})");
}

}  // namespace cordon::server
