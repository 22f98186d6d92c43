// POST /v1/search and POST /v1/screen.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "engine/hit_answer.h"
#include "server/api_core.h"
#include "server/subject_json.h"

namespace cordon::server {

namespace {

using base::ErrorCode;

// The lists that a request asks for, as they stand.
struct AskedLists {
    std::shared_ptr<const ServingLists> serving;
    std::uint64_t numbers = ~std::uint64_t{0};  // bit i: list i of the snapshot
    std::vector<engine::ListStatus> statuses;   // of the lists asked
    std::vector<std::string> missing;
    bool stale = false;
};

bool is_asked(const ScreenOptions& options, const std::string& list) {
    return options.lists.empty() || std::ranges::find(options.lists, list) != options.lists.end();
}

base::Result<AskedLists> asked_lists(const ApiCore& core, const ScreenOptions& options) {
    AskedLists asked;
    asked.serving = core.ports.lists();
    const ServingLists& serving = *asked.serving;
    if (serving.snapshot == nullptr) {
        return base::fail(ErrorCode::unavailable,
                          "no list is loaded, so nothing can be screened" +
                              (serving.failure.empty() ? "" : ": " + serving.failure));
    }
    if (!options.lists.empty()) {
        asked.numbers = 0;
    }
    for (const std::string& list : options.lists) {
        const auto number = serving.snapshot->number_of(list);
        const bool known = std::ranges::find(serving.missing_lists, list) != serving.missing_lists.end();
        if (!number && !known) {
            return base::fail(ErrorCode::invalid_input,
                              "'lists' names one that is not loaded here; GET /v1/lists says which are");
        }
        asked.numbers |= number ? std::uint64_t{1} << *number : 0;
    }
    std::ranges::copy_if(serving.statuses, std::back_inserter(asked.statuses),
                         [&](const auto& status) { return is_asked(options, status.version.list); });
    std::ranges::copy_if(serving.missing_lists, std::back_inserter(asked.missing),
                         [&](const std::string& list) { return is_asked(options, list); });
    if (!asked.missing.empty() && !options.allow_missing_lists) {
        return base::fail(ErrorCode::unavailable,
                          fmt::format("these lists are missing, so an answer would not be whole: {}; import "
                                      "them, or ask with allow_missing_lists",
                                      base::join(asked.missing, ", ")));
    }
    if (asked.numbers == 0) {
        return base::fail(ErrorCode::unavailable, "none of the lists asked for is loaded");
    }
    asked.stale = !asked.missing.empty() || engine::any_stale(asked.statuses);
    return asked;
}

// lists, missing_lists, degraded, threshold: what every answer stands on.
void write_grounds(codec::JsonWriter& json, const AskedLists& asked) {
    const ServingLists& serving = *asked.serving;
    json.key("lists").begin_array();
    for (const engine::ListStatus& status : asked.statuses) {
        engine::write_list_use(json, status.version, &status);
    }
    json.end_array().key("missing_lists").begin_array();
    for (const std::string& list : asked.missing) {
        json.string(list);
    }
    json.end_array().key("degraded").boolean(asked.stale);
    json.key("threshold").real(serving.threshold, 2).key("threshold_source").string(serving.threshold_source);
}

struct Counts {
    std::int64_t hits = 0;  // subjects with one
    std::int64_t unscreened = 0;
    std::int64_t truncated = 0;
    std::int64_t unread = 0;
    std::int64_t below = 0;
};

struct Screened {
    std::string_view outcome;  // "hit", "clear", "truncated", "unscreened"
    std::string error;
    screening::SearchResult result;
    std::vector<engine::ShownHit> hits;
};

Screened screen_one(const AskedLists& asked, const ScreenOptions& options, const model::Subject& subject) {
    static thread_local screening::SearchScratch scratch;
    const ServingLists& serving = *asked.serving;
    screening::SearchOptions search;
    search.threshold = serving.threshold;
    // Never above the threshold: a hit that is not shown would end as a pass.
    search.min_score = std::min(options.min_score, serving.threshold);
    search.hits_max = options.top;
    search.supplement = options.supplement;
    search.lists = asked.numbers;
    Screened screened;
    auto result = serving.snapshot->search(subject, search, scratch);
    if (!result) {
        screened.outcome = "unscreened";
        screened.error = result.error().message;
        return screened;
    }
    auto hits = engine::shown_hits(*serving.snapshot, *result);
    if (!hits) {
        screened.outcome = "unscreened";
        screened.error = hits.error().message;
        return screened;
    }
    screened.result = *std::move(result);
    screened.hits = *std::move(hits);
    const bool hit = !screened.hits.empty() && screened.hits.front().hit.score >= serving.threshold;
    screened.outcome = hit ? "hit" : screened.result.truncated ? "truncated" : "clear";
    return screened;
}

void count(Counts& counts, const Screened& screened, const model::Subject& subject) {
    counts.hits += screened.outcome == "hit" ? 1 : 0;
    counts.unscreened += screened.outcome == "unscreened" ? 1 : 0;
    counts.truncated += screened.result.truncated ? 1 : 0;
    counts.unread += static_cast<std::int64_t>(subject.unread.size());
    counts.below += screened.result.below_threshold;
}

base::Result<HttpResponse> search(ApiCore& core, const HttpRequest& request) {
    CORDON_ASSIGN(const codec::JsonValue body, json_body(request));
    CORDON_ASSIGN(const ScreenRequest asked, read_search(body));
    CORDON_ASSIGN(const AskedLists lists, asked_lists(core, asked.options));
    const model::Subject& subject = asked.subjects.front();
    const Screened screened = screen_one(lists, asked.options, subject);
    if (screened.outcome == "unscreened") {
        return base::fail(ErrorCode::invalid_input, screened.error);
    }
    codec::JsonWriter json;
    json.begin_object().key("query").string(subject.names.front());
    write_grounds(json, lists);
    json.key("outcome").string(screened.outcome);
    json.key("below_threshold").integer(screened.result.below_threshold);
    json.key("truncated").boolean(screened.result.truncated);
    engine::write_hits_json(json, screened.hits);
    json.end_object();
    return json_answer(json);
}

base::Result<HttpResponse> screen(ApiCore& core, const HttpRequest& request) {
    CORDON_ASSIGN(const codec::JsonValue body, json_body(request));
    CORDON_ASSIGN(const ScreenRequest asked, read_batch(body, screen_subjects_max));
    CORDON_ASSIGN(const AskedLists lists, asked_lists(core, asked.options));
    codec::JsonWriter json;
    json.begin_object();
    write_grounds(json, lists);
    json.key("subjects").begin_array();
    Counts counts;
    for (const model::Subject& subject : asked.subjects) {
        const Screened screened = screen_one(lists, asked.options, subject);
        count(counts, screened, subject);
        json.begin_object().key("subject_id").string(subject.id);
        json.key("name").string(subject.names.front()).key("outcome").string(screened.outcome);
        if (!screened.error.empty()) {
            json.key("error").string(screened.error);
        }
        json.key("truncated").boolean(screened.result.truncated);
        json.key("below_threshold").integer(screened.result.below_threshold);
        engine::write_unread_json(json, subject);
        engine::write_hits_json(json, screened.hits);
        json.end_object();
    }
    json.end_array().key("screened").integer(static_cast<std::int64_t>(asked.subjects.size()));
    json.key("subjects_with_hit").integer(counts.hits).key("unscreened").integer(counts.unscreened);
    json.key("unread_facts").integer(counts.unread).key("truncated").integer(counts.truncated);
    json.key("below_threshold").integer(counts.below).end_object();
    return json_answer(json);
}

const std::vector<ApiAnswer> problems{
    {400, "", "a wrong body: the member's name is in the detail"},
    {413, "", "a limit: 1,000 subjects, names of 8,192 bytes"},
    {422, "", "the body is not application/json"},
    {503, "", "no list is loaded, or lists are missing that the answer should stand on"}};

std::vector<ApiAnswer> answers(std::string schema, std::string description) {
    std::vector<ApiAnswer> all{{200, std::move(schema), std::move(description)}};
    std::ranges::copy(problems, std::back_inserter(all));
    return all;
}

}  // namespace

std::vector<ApiOperation> screening_operations(const SharedCore& core) {
    const Access who = Access::roles({Role::submitter, Role::analyst, Role::approver, Role::auditor});
    return {
        {.method = "POST",
         .pattern = "/v1/search",
         .id = "search",
         .tag = "Screening",
         .summary = "Is this party listed?",
         .description =
             "One party by name and facts against the active lists. A fact that cannot be understood is an "
             "error here. outcome: hit (at or above the threshold), clear, or truncated (no hit among those "
             "looked at, but a limit was reached: no pass).",
         .access = who,
         .parameters = {},
         .body_types = {"application/json"},
         .body_schema = "SearchRequest",
         .answers = answers("SearchAnswer", "the hits, best first"),
         .handler = [core](const HttpRequest& request) { return answer_of(search(*core, request)); }},
        {.method = "POST",
         .pattern = "/v1/screen",
         .id = "screen",
         .tag = "Screening",
         .summary = "Are these customers listed?",
         .description =
             "Up to 1,000 subjects, answered in their order, each with an outcome: hit, clear, truncated or "
             "unscreened (and why). A fact that cannot be understood is named in unread, and the subject is "
             "screened without it.",
         .access = who,
         .parameters = {},
         .body_types = {"application/json"},
         .body_schema = "ScreenRequest",
         .answers = answers("ScreenAnswer", "one answer for each subject"),
         .handler = [core](const HttpRequest& request) { return answer_of(screen(*core, request)); }}};
}

}  // namespace cordon::server
