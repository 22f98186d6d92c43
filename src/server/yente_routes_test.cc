// Goal: what clients of yente rely on without reading it up: which scores come back and which count, whom
// filters hide, how limits end, and that lists which are missing or stale never look like a clean answer.
#include "server/yente_routes.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "codec/json.h"
#include "server/test_yente.h"

namespace cordon::server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Answer {
    HttpResponse response;
    codec::JsonValue body;
    [[nodiscard]] const codec::JsonValue& first() const {
        return body.find("responses")->object()->front().second;
    }
    [[nodiscard]] std::vector<std::string> ids() const {
        std::vector<std::string> ids;
        const codec::JsonValue* results = body.find("results");
        for (const auto& one : *(results == nullptr ? first().find("results") : results)->array()) {
            ids.push_back(one.find("id")->as_text());
        }
        return ids;
    }
    [[nodiscard]] std::int64_t total() const {
        const codec::JsonValue* total = body.find("total");
        return *(total == nullptr ? first().find("total") : total)->find("value")->integer();
    }
    [[nodiscard]] std::string header(std::string_view name) const {
        for (const auto& [key, value] : response.fields) {
            if (key == name) {
                return value;
            }
        }
        return {};
    }
};

Answer ask(const HttpRouter& router, const HttpRequest& request) {
    Answer answer{router.answer(request), {}};
    if (auto body = codec::parse_json(answer.response.body); body) {
        answer.body = *std::move(body);
    }
    return answer;
}

Answer get(const HttpRouter& router, std::string_view target) {
    return ask(router, testing::request_of("GET", target));
}

Answer match(const HttpRouter& router, std::string_view schema, std::string_view name,
             std::string_view query = "", std::string_view dataset = "default") {
    codec::JsonWriter json;
    json.begin_object().key("queries").begin_object().key("q").begin_object();
    json.key("schema").string(schema).key("properties").begin_object();
    json.key("name").string(name).end_object().end_object().end_object().end_object();
    return ask(router,
               testing::request_of("POST", fmt::format("/yente/match/{}?{}", dataset, query), json.take()));
}

// Names of which some are only near to others, and classes, topics and days to filter by.
constexpr std::string_view entities =
    R"({"id":"e-1","schema":"Company","caption":"Brondarik Velsamo","datasets":["alpha"],)"
    R"("referents":["old-1"],)"
    R"("last_change":"2023-04-20T18:00:25","first_seen":"2021-01-02T03:04:05",)"
    R"("properties":{"name":["Brondarik Velsamo"],"topics":["sanction"],"country":["ru"]}})"
    "\n"
    R"({"id":"e-2","schema":"Organization","caption":"Brondarik Velsamo","datasets":["beta"],)"
    R"("last_change":"2024-01-01T00:00:00",)"
    R"("properties":{"name":["Brondarik Velsamo"],"topics":["debarment"]}})"
    "\n"
    R"({"id":"e-3","schema":"Person","caption":"Brondarik Velsamo","datasets":["alpha","beta"],)"
    R"("properties":{"name":["Brondarik Velsamo"],"topics":["role.pep"]}})"
    "\n"
    R"({"id":"e-4","schema":"Company","caption":"Brondarek Velsamova","datasets":["beta"],)"
    R"("properties":{"name":["Brondarek Velsamova"],"topics":["sanction"]}})"
    "\n"
    R"({"id":"e 5/x","schema":"Vessel","caption":"Qiltarun","datasets":["beta"],)"
    R"("properties":{"name":["Qiltarun"]}})"
    "\n";

const HttpRouter& router() {
    static const HttpRouter made = testing::router_of(testing::ftm_lists(entities));
    return made;
}

TEST(YenteScores, ThresholdIsSeventyAndNothingElseIs) {
    for (const double threshold : {0.6, 0.85, 0.93, 1.0}) {
        double before = -1;
        for (int step = 0; step <= 10'000; ++step) {
            const double score = step / 10'000.0;
            const double mapped = yente_score(score, threshold);
            EXPECT_GE(mapped, before) << "monotone";
            EXPECT_EQ(score >= threshold, mapped > 0.70) << score;
            EXPECT_NE(mapped, 0.70) << "a cutoff of 0.7 would drop it";
            EXPECT_LE(score_of_yente(mapped, threshold), score + 1e-9) << "the search goes down far enough";
            before = mapped;
        }
        EXPECT_EQ(yente_score(0, threshold), 0);
        EXPECT_EQ(yente_score(1, threshold), 1);
    }
}

TEST(YenteMatch, CutoffDropsWhatEqualsItAndThresholdDecidesMatch) {
    // 1.0 and something between 0.7 and 1.
    const Answer both = match(router(), "Company", "Brondarik Velsamo", "threshold=0.99&cutoff=0.5");
    ASSERT_THAT(both.ids(), ElementsAre("e-1", "e-2", "e-4"));
    const auto& results = *both.first().find("results")->array();
    EXPECT_TRUE(*results[0].find("match")->boolean());
    EXPECT_FALSE(*results[2].find("match")->boolean()) << "between cutoff and threshold: returned, no match";
    EXPECT_EQ(both.total(), 2) << "only what is at or above the threshold is counted";
    const std::string near_score = fmt::format("{:.4f}", *results[2].find("score")->real());
    EXPECT_THAT(match(router(), "Company", "Brondarik Velsamo", "threshold=0.99&cutoff=" + near_score).ids(),
                ElementsAre("e-1", "e-2"))
        << "a score that is the cutoff is dropped";
    EXPECT_THAT(match(router(), "Company", "Brondarik Velsamo", "threshold=1&cutoff=1").ids(), IsEmpty())
        << "even 1.0";
    EXPECT_EQ(match(router(), "Company", "Brondarik Velsamo", "threshold=0.3&cutoff=1").ids().size(), 3U)
        << "the smaller of both is the cutoff";
}

TEST(YenteMatch, TotalIsCountedBeforeTheLimit) {
    const Answer one = match(router(), "Company", "Brondarik Velsamo", "limit=1");
    EXPECT_THAT(one.ids(), ElementsAre("e-1"));
    EXPECT_GE(one.total(), 2);
    EXPECT_EQ(*one.body.find("limit")->integer(), 1);
    EXPECT_THAT(match(router(), "Company", "Brondarik Velsamo", "limit=0").ids(), IsEmpty());
}

TEST(YenteMatch, FiltersHideWhatTheySay) {
    struct Case {
        const char* why;
        const char* schema;
        const char* query;
        std::vector<std::string> ids;
    };
    const Case cases[] = {
        {"a company is no person", "Company", "threshold=0.99&cutoff=0.99", {"e-1", "e-2"}},
        {"a person is no company", "Person", "threshold=0.99&cutoff=0.99", {"e-3"}},
        {"a public body is an organization, no company", "PublicBody", "threshold=.99&cutoff=.99", {"e-2"}},
        {"of Thing all kinds", "Thing", "threshold=0.99&cutoff=0.99", {"e-1", "e-2", "e-3"}},
        {"of LegalEntity all kinds", "LegalEntity", "threshold=0.99&cutoff=0.99", {"e-1", "e-2", "e-3"}},
        {"a ship is neither", "Vessel", "threshold=0.5&cutoff=0.5", {}},
        {"not this class", "Thing", "cutoff=.99&threshold=.99&exclude_schema=Company", {"e-2", "e-3"}},
        {"topics are OR-ed",
         "Thing",
         "cutoff=.99&threshold=.99&topics=role.pep&topics=debarment",
         {"e-2", "e-3"}},
        {"id", "Thing", "cutoff=.99&threshold=.99&exclude_entity_ids=e-2", {"e-1", "e-3"}},
        {"or a referent",
         "Thing",
         "cutoff=.99&threshold=.99&exclude_entity_ids=old-1&exclude_entity_ids=e-3",
         {"e-2"}},
        {"later than, not at",
         "Thing",
         "cutoff=.99&threshold=.99&changed_since=2023-04-20T18:00:25",
         {"e-2"}},
        {"a second before",
         "Thing",
         "cutoff=.99&threshold=.99&changed_since=2023-04-20T18:00:24",
         {"e-1", "e-2"}},
        {"a day is its first second", "Thing", "cutoff=.99&threshold=.99&changed_since=2024-01-01", {}},
        {"included",
         "Thing",
         "cutoff=.99&threshold=.99&include_dataset=alpha&include_dataset=x",
         {"e-1", "e-3"}},
        {"unknown names only: nothing", "Thing", "include_dataset=nowhere", {}},
        {"excluded; another leaf of it stays",
         "Thing",
         "cutoff=.99&threshold=.99&exclude_dataset=beta",
         {"e-1", "e-3"}},
        {"excluded, unknown", "Person", "cutoff=.99&threshold=.99&exclude_dataset=nowhere", {"e-3"}},
        {"everything excluded is no error", "Thing", "exclude_dataset=default", {}},
        {"unknown parameters say nothing",
         "Person",
         "cutoff=.99&threshold=.99&api_key=k&fuzzy=true&partition=x",
         {"e-3"}},
    };
    for (const Case& one : cases) {
        const Answer answer = match(router(), one.schema, "Brondarik Velsamo", one.query);
        ASSERT_EQ(answer.response.status, 200) << one.why << answer.response.body;
        EXPECT_EQ(answer.ids(), one.ids) << one.why;
    }
    EXPECT_THAT(match(router(), "Thing", "Brondarik Velsamo", "cutoff=.99&threshold=.99", "beta").ids(),
                ElementsAre("e-2", "e-3"));
    EXPECT_THAT(match(router(), "Thing", "Brondarik Velsamo", "cutoff=.99&threshold=.99", "tests").ids(),
                ElementsAre("e-1", "e-2", "e-3"));
}

TEST(YenteMatch, LimitsEndWithTheRightStatus) {
    EXPECT_EQ(match(router(), "Person", "x", "limit=500").response.status, 200);
    EXPECT_EQ(match(router(), "Person", "x", "limit=501").response.status, 422);
    EXPECT_EQ(match(router(), "Person", "x", "limit=-1").response.status, 422);
    EXPECT_EQ(match(router(), "Person", "x", "threshold=nan").response.status, 422);
    EXPECT_EQ(match(router(), "Person", "x", "changed_since=2024-01-01T").response.status, 422);
    std::string ids;
    for (int count = 1; count <= 51; ++count) {
        ids += "exclude_entity_ids=e&";
        EXPECT_EQ(match(router(), "Person", "x", ids).response.status, count <= 50 ? 200 : 422);
    }
    std::string body = R"({"queries":{)";
    for (int count = 1; count <= 101; ++count) {
        body +=
            fmt::format(R"("q{}":{{"schema":"Person","properties":{{"name":"Brondarik Velsamo"}}}},)", count);
        const Answer answer = ask(router(), testing::request_of("POST", "/yente/match/default",
                                                                body.substr(0, body.size() - 1) + "}}"));
        EXPECT_EQ(answer.response.status, count <= 100 ? 200 : 400);
        EXPECT_EQ(answer.header("x-batch-size"), count <= 100 ? std::to_string(count) : "");
    }
    const std::string twice =
        R"({"queries":{"a":{"schema":"Person","properties":{}},"a":{"schema":"Person","properties":{}}}})";
    EXPECT_EQ(ask(router(), testing::request_of("POST", "/yente/match/default", twice)).response.status, 400)
        << "one of both would not be screened";
}

TEST(YenteMatch, AnAddressBeyondTheLimitIs414) {
    const std::string longest = "/yente/match/default?x=" + std::string(60'000 - 23, 'a');
    ASSERT_EQ(longest.size(), 60'000U);
    const std::string body = R"({"queries":{"a":{"schema":"Person","properties":{}}}})";
    EXPECT_EQ(ask(router(), testing::request_of("POST", longest, body)).response.status, 200);
    const Answer over = ask(router(), testing::request_of("POST", longest + "a", body));
    EXPECT_EQ(over.response.status, 414);
    EXPECT_EQ(over.body.find("detail")->as_text(), "Request URI too long");
}

TEST(YenteEntities, TimesAreNaiveSecondsAndKeysAlwaysTen) {
    const std::regex time(R"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$)");
    const Answer answer = get(router(), "/yente/search/default");
    ASSERT_EQ(answer.ids().size(), 5U) << "no q: everything";
    for (const codec::JsonValue& one : *answer.body.find("results")->array()) {
        std::set<std::string> keys;
        for (const auto& [key, value] : *one.object()) {
            keys.insert(key);
        }
        EXPECT_EQ(keys.size(), 10U);
        for (const char* const key : {"first_seen", "last_seen", "last_change"}) {
            const codec::JsonValue& value = *one.find(key);
            EXPECT_TRUE(value.is_null() || std::regex_match(value.as_text(), time)) << value.as_text();
        }
        for (const auto& [property, values] : *one.find("properties")->object()) {
            ASSERT_NE(values.array(), nullptr) << property;
            for (const codec::JsonValue& value : *values.array()) {
                EXPECT_NE(value.string(), nullptr) << property;
            }
        }
        EXPECT_TRUE(*one.find("target")->boolean());
    }
    const Answer first = get(router(), "/yente/entities/e-1");
    EXPECT_EQ(first.body.find("first_seen")->as_text(), "2021-01-02T03:04:05");
    EXPECT_EQ(first.body.find("last_change")->as_text(), "2023-04-20T18:00:25");
    EXPECT_EQ(first.body.find("schema")->as_text(), "Company") << "the class of the file";
}

TEST(YenteEntities, EveryIdThatIsShownCanBeAskedFor) {
    const HttpRouter samples = testing::router_of(testing::sample_lists());
    const Answer all = get(samples, "/yente/search/default?limit=500");
    ASSERT_GE(all.ids().size(), 60U);
    const std::vector<std::string> ids = all.ids();
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size()) << "no two share an id";
    for (const std::string& id : ids) {
        const Answer one = get(samples, "/yente/entities/" + id);
        EXPECT_EQ(one.response.status, 200) << id;
        EXPECT_EQ(one.body.find("id")->as_text(), id);
        const Answer around = get(samples, "/yente/entities/" + id + "/adjacent");
        ASSERT_EQ(around.response.status, 200) << id;
        for (const auto& [property, page] : *around.body.find("adjacent")->object()) {
            EXPECT_EQ(get(samples, "/yente/entities/" + id + "/adjacent/" + property).response.status, 200)
                << id << property;
            for (const codec::JsonValue& entity : *page.find("results")->array()) {
                const std::string child = entity.find("id")->as_text();
                EXPECT_EQ(get(samples, "/yente/entities/" + child).body.find("id")->as_text(), child) << id;
            }
        }
    }
    EXPECT_EQ(get(router(), "/yente/entities/e~205~2Fx").response.status, 200) << "ids need no quoting";
    EXPECT_EQ(get(router(), "/yente/entities/e%205%2Fx").response.status, 200)
        << "the id of the file does as well";
}

TEST(YenteSearch, WordsOperatorsAndWindows) {
    struct Case {
        const char* query;
        std::vector<std::string> ids;
    };
    const Case cases[] = {
        {"q=brondarik", {"e-1", "e-2", "e-3"}},
        {"q=Brondarik+AND+Velsamo+NOT+e-1&sort=id", {"e-2", "e-3"}},
        {"q=qiltarun+OR+velsamova&sort=caption", {"e-4", "e~205~2Fx"}},
        {"q=velsam*&sort=id:desc", {"e-4", "e-3", "e-2", "e-1"}},
        {"q=velsa%3Fova", {"e-4"}},
        {"q=%22Velsamo+Brondarik%22&schema=Person", {"e-3"}},
        {"q=(qiltarun+OR+velsamova)+AND+-qil*", {"e-4"}},
        {"q=topics:debarment", {"e-2"}},
        {"q=schema:Vessel", {"e~205~2Fx"}},
        {"q=nobodyhere", {}},
        {"q=invalid/query&simple=true", {}},
        {"q=qiltarun)&simple=true", {"e~205~2Fx"}},
        {"schema=Organization&sort=id", {"e-1", "e-2", "e-4"}},
        {"exclude_schema=Company&exclude_schema=Vessel&sort=id", {"e-2", "e-3"}},
        {"countries=ru", {"e-1"}},
        {"topics=sanction&topics=debarment&sort=id", {"e-1", "e-2", "e-4"}},
        {"topics=sanction&topics=debarment&filter_op=AND", {}},
        {"datasets=alpha&datasets=beta&filter_op=AND", {"e-3"}},
        {"filter=properties.name:Qiltarun", {"e~205~2Fx"}},
        {"filter=schema:Person", {"e-3"}},
        {"changed_since=2023-04-20&sort=last_change:desc", {"e-2", "e-1"}},
        {"limit=2&offset=1&sort=id", {"e-2", "e-3"}},
        {"limit=0", {}},
        {"offset=9499", {}},
        {"target=false", {}},
    };
    for (const Case& one : cases) {
        const Answer answer = get(router(), std::string("/yente/search/default?") + one.query);
        ASSERT_EQ(answer.response.status, 200) << one.query << answer.response.body;
        EXPECT_EQ(answer.ids(), one.ids) << one.query;
    }
    EXPECT_EQ(get(router(), "/yente/search/default?limit=0").total(), 5);
    EXPECT_EQ(*get(router(), "/yente/search/default?offset=9499&limit=500").body.find("limit")->integer(),
              500);
    EXPECT_THAT(get(router(), "/yente/search/default?q=brondarick+velsammo&schema=Person&fuzzy=true").ids(),
                ElementsAre("e-3"));
    for (const char* const bad :
         {"q=a/b", "q=%22a", "q=(a", "q=a)", "q=AND+a", "q=a+OR", "q=a+AND+OR+b", "q=name:", "q=:a", "q=a%5E",
          "q=%5Ba+TO+b%5D", "q=NOT", "q=%2B", "q=a%5C", "q=()"}) {
        const Answer answer = get(router(), std::string("/yente/search/default?") + bad);
        EXPECT_EQ(answer.response.status, 400) << bad;
        EXPECT_TRUE(answer.body.find("detail")->as_text().starts_with("Search error: ")) << bad;
        EXPECT_EQ(get(router(), std::string("/yente/search/default?simple=true&") + bad).response.status,
                  200);
    }
    for (const char* const part : {"a:", "(", "a+OR+", "*b+"}) {
        std::string many = "/yente/search/default?q=";
        for (int count = 0; count < 10'000; ++count) {
            many += part;
        }
        EXPECT_EQ(get(router(), many + "a").response.status, 400) << part << " ten thousand times";
    }
}

TEST(YenteState, MissingOrStaleListsNeverLookClean) {
    const auto sample = testing::sample_lists();
    auto none = std::make_shared<ServingLists>();
    const HttpRouter without = testing::router_of(none);
    EXPECT_EQ(match(without, "Person", "x").response.status, 503);
    for (const char* const path :
         {"readyz", "catalog", "search/default", "entities/x", "reconcile/default"}) {
        EXPECT_EQ(get(without, std::string("/yente/") + path).response.status, 503) << path;
    }
    EXPECT_EQ(get(without, "/yente/healthz").response.status, 200) << "alive all the same";
    auto degraded = std::make_shared<ServingLists>(*sample);
    degraded->statuses.front().freshness = engine::Freshness::degraded;
    degraded->policy = std::make_shared<engine::PolicyFile>(
        *engine::parse_policy(std::string(engine::default_policy_text())));
    degraded->stale = true;
    const HttpRouter old = testing::router_of(degraded);
    const Answer ready = get(old, "/yente/readyz");
    EXPECT_EQ(ready.response.status, 503);
    EXPECT_EQ(ready.body.find("detail")->as_text(), "Index not ready.");
    const Answer answer = match(old, "Person", "Mirko Olander");
    EXPECT_EQ(answer.response.status, 200);
    const std::string& list = degraded->statuses.front().version.list;
    EXPECT_EQ(answer.header("x-cordon-degraded-lists"), list);
    EXPECT_TRUE(*answer.body.find("cordon")->find("degraded")->boolean());
    EXPECT_EQ(answer.body.find("cordon")->find("degraded_lists")->array()->front().as_text(), list);
    EXPECT_TRUE(answer.body.find("responses")->find("q") != nullptr);
    EXPECT_NE(get(old, "/yente/search/default?q=x").body.find("cordon"), nullptr);
    EXPECT_EQ(match(testing::router_of(sample), "Person", "x").body.find("cordon"), nullptr);
    EXPECT_TRUE(*get(old, "/yente/catalog").body.find("index_stale")->boolean());
    EXPECT_EQ(match(testing::router_of(sample), "Person", "x").header("x-cordon-degraded-lists"), "");
}

// Beyond what the policy lets pass, and without a list that should be there, nobody is called clear.
TEST(YenteState, ListsThatThePolicyHoldsForAreNoAnswer) {
    const auto policy = std::make_shared<engine::PolicyFile>(
        *engine::parse_policy(std::string(engine::default_policy_text())));
    const auto sample = testing::sample_lists();
    struct Row {
        const char* what;
        std::function<void(ServingLists&)> change;
        int status;
    };
    const std::vector<Row> rows{
        {"all fresh", [](ServingLists&) {}, 200},
        {"one is missing", [](ServingLists& lists) { lists.missing_lists = {"eu"}; }, 503},
        {"an age that cannot be told",
         [](ServingLists& lists) { lists.statuses[0].freshness = engine::Freshness::unknown; }, 503},
        {"fetched, a little over its limit",
         [](ServingLists& lists) {
             lists.statuses[0].version.fetched_at = base::Instant{0};
             lists.statuses[0].freshness = engine::Freshness::degraded;
             lists.statuses[0].limit_hours = 24;
             lists.statuses[0].age_hours = 30;
         },
         200},
        {"fetched, more than the policy lets pass",
         [](ServingLists& lists) {
             lists.statuses[0].version.fetched_at = base::Instant{0};
             lists.statuses[0].freshness = engine::Freshness::degraded;
             lists.statuses[0].limit_hours = 24;
             lists.statuses[0].age_hours = 24 + 72;
         },
         503},
    };
    for (const Row& row : rows) {
        auto lists = std::make_shared<ServingLists>(*sample);
        lists->policy = policy;
        row.change(*lists);
        lists->stale = !lists->missing_lists.empty() || engine::any_stale(lists->statuses);
        const HttpRouter router = testing::router_of(lists);
        EXPECT_EQ(match(router, "Person", "Mirko Olander").response.status, row.status) << row.what;
        EXPECT_EQ(get(router, "/yente/search/default?q=x").response.status, row.status) << row.what;
        EXPECT_EQ(get(router, "/yente/catalog").response.status, 200) << row.what;
    }
}

TEST(YenteState, CatalogKnowsItsEtag) {
    const Answer fresh = get(router(), "/yente/catalog");
    const std::string tag = fresh.header("etag");
    ASSERT_EQ(tag.size(), 42U);
    const std::regex version(R"(^\d{14}-[a-z]{3}$)");
    std::set<std::string> names;
    for (const codec::JsonValue& dataset : *fresh.body.find("datasets")->array()) {
        EXPECT_TRUE(std::regex_match(dataset.find("index_version")->as_text(), version));
        names.insert(dataset.find("name")->as_text());
    }
    EXPECT_EQ(names, (std::set<std::string>{"default", "tests", "alpha", "beta"}));
    for (const auto& [sent, status] : {std::pair<std::string, int>{tag, 304},
                                       {"*", 304},
                                       {"\"other\", W/" + tag, 304},
                                       {"\"other\"", 200}}) {
        HttpRequest request = testing::request_of("GET", "/yente/manifest");
        request.fields.emplace_back("if-none-match", sent);
        const HttpResponse response = router().answer(request);
        EXPECT_EQ(response.status, status) << sent;
        EXPECT_EQ(response.body.empty(), status == 304);
    }
}

TEST(YenteState, UpdateNeedsItsToken) {
    int calls = 0;
    YenteOptions options;
    options.update_token = "s3cret";
    options.update = [&calls](bool wait) {
        calls += wait ? 10 : 1;
        return base::Status{};
    };
    const HttpRouter routes = testing::router_of(testing::sample_lists(), options);
    const auto post = [&](const char* target) {
        return routes.answer(testing::request_of("POST", target)).status;
    };
    EXPECT_EQ(post("/yente/updatez"), 403);
    EXPECT_EQ(post("/yente/updatez?token=s3cre"), 403);
    EXPECT_EQ(post("/yente/updatez?token=s3cret"), 200);
    EXPECT_EQ(post("/yente/updatez?token=s3cret&sync=true"), 200);
    EXPECT_EQ(post("/yente/updatez?token=s3cret&sync=perhaps"), 422);
    EXPECT_EQ(calls, 11);
}

TEST(YenteState, BrowsersAndOtherMethodsAndTheRoot) {
    HttpRequest request = testing::request_of("GET", "/yente/algorithms");
    request.fields.emplace_back("origin", "https://example.org");
    const Answer answer = ask(router(), request);
    EXPECT_EQ(answer.header("access-control-allow-origin"), "*");
    HttpRequest options = testing::request_of("OPTIONS", "/yente/match/default");
    options.fields.emplace_back("origin", "https://example.org");
    EXPECT_EQ(router().answer(options).status, 200);
    const Answer wrong = get(router(), "/yente/match/default");
    EXPECT_EQ(wrong.response.status, 405);
    EXPECT_EQ(wrong.body.find("detail")->as_text(), "Method Not Allowed");
    EXPECT_EQ(get(router(), "/yente/statements").response.status, 404);
    YenteOptions root;
    root.prefix = "/";
    const HttpRouter routes = testing::router_of(testing::sample_lists(), root);
    EXPECT_EQ(get(routes, "/entities/p-1").response.status, 200);
    EXPECT_EQ(get(routes, "/-/version").response.status, 404);
    const Answer moved = get(routes, "/entities/xx-17");
    EXPECT_EQ(moved.response.status, 308);
    EXPECT_EQ(moved.header("location"), "/entities/p-1");
}

TEST(YenteState, NobodyGetsInWithoutAKey) {
    HttpRequest request = testing::request_of("POST", "/yente/match/default", "{}");
    request.principal.clear();
    request.key_id.clear();
    request.roles = {};
    EXPECT_EQ(router().answer(request).status, 401);
}

}  // namespace
}  // namespace cordon::server
