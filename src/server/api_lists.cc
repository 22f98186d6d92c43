// GET /v1/lists, /v1/lists/{list} and /v1/policy.
#include <algorithm>
#include <optional>
#include <utility>

#include "engine/policy_file.h"
#include "engine/verdict_store.h"
#include "server/api_core.h"

namespace cordon::server {

namespace {

void write_instant(codec::JsonWriter& json, std::string_view name, const std::optional<base::Instant>& at) {
    json.key(name);
    if (at) {
        json.string(base::to_string(*at));
    } else {
        json.null();
    }
}

void write_status(codec::JsonWriter& json, const engine::ListStatus& status) {
    const model::ListVersion& version = status.version;
    json.begin_object().key("list").string(version.list).key("version").string(version.version);
    json.key("published").string(base::to_string(version.published));
    json.key("content_sha256").string(version.content_sha256);
    json.key("state").string(to_string(version.state));
    json.key("freshness").string(engine::to_string(status.freshness));
    json.key("sentence").string(status.sentence);
    json.key("age_hours").integer(status.age_hours).key("limit_hours").integer(status.limit_hours);
    write_instant(json, "seen_at", status.seen_at);
    write_instant(json, "fetched_at", version.fetched_at);
    write_instant(json, "confirmed_at", version.confirmed_at);
    write_instant(json, "activated_at", version.activated_at);
    json.key("listings").integer(static_cast<std::int64_t>(version.listings));
    json.key("names").integer(static_cast<std::int64_t>(version.names)).end_object();
}

void write_missing(codec::JsonWriter& json, const std::string& list) {
    json.begin_object().key("list").string(list).key("freshness").string("missing");
    json.key("sentence").string(list + ": enabled in cordon.toml and without an active version").end_object();
}

base::Result<HttpResponse> lists(ApiCore& core, const HttpRequest& /*request*/) {
    const auto serving = core.ports.lists();
    codec::JsonWriter json;
    json.begin_object().key("ready").boolean(serving->snapshot != nullptr);
    write_degraded(json, *serving);
    json.key("snapshot").string(serving->snapshot_key);
    json.key("judged_at").string(base::to_string(serving->read_at));
    json.key("threshold").real(serving->threshold, 2);
    json.key("threshold_source").string(serving->threshold_source);
    json.key("failure").string(serving->failure);
    json.key("lists").begin_array();
    for (const engine::ListStatus& status : serving->statuses) {
        write_status(json, status);
    }
    for (const std::string& list : serving->missing_lists) {
        write_missing(json, list);
    }
    json.end_array().end_object();
    return json_answer(json);
}

base::Result<HttpResponse> one_list(ApiCore& core, const HttpRequest& request) {
    const auto serving = core.ports.lists();
    const std::string_view list = request.parameter("list");
    codec::JsonWriter json;
    const auto status = std::ranges::find_if(
        serving->statuses, [&](const engine::ListStatus& one) { return one.version.list == list; });
    if (status != serving->statuses.end()) {
        write_status(json, *status);
        return json_answer(json);
    }
    const auto missing = std::ranges::find(serving->missing_lists, list);
    if (missing != serving->missing_lists.end()) {
        write_missing(json, *missing);
        return json_answer(json);
    }
    return base::fail(base::ErrorCode::not_found,
                      "no such list is served; GET /v1/lists names those that are");
}

void write_step(codec::JsonWriter& json, std::string_view name, const engine::PolicyStep* step) {
    json.key(name);
    if (step == nullptr) {
        json.null();
        return;
    }
    json.begin_object().key("principal").string(step->principal).key("reason").string(step->reason);
    json.key("at").string(base::to_string(step->at)).key("policy").string(step->policy_sha256).end_object();
}

base::Result<HttpResponse> policy(ApiCore& core, const HttpRequest& /*request*/) {
    const auto serving = core.ports.lists();
    if (serving->policy == nullptr) {
        return base::fail(base::ErrorCode::unavailable,
                          "no policy is loaded" + (serving->failure.empty() ? "" : ": " + serving->failure));
    }
    CORDON_ASSIGN(const std::vector<engine::PolicyStep> steps,
                  core.lender.with([](engine::VerdictStore& record) { return record.policy_steps(); }));
    const std::string& sha256 = serving->policy->sha256;
    const engine::PolicyStep* activated = engine::active_policy(steps);
    if (activated != nullptr && activated->policy_sha256 != sha256) {
        activated = nullptr;  // the process will take it up within a moment
    }
    const engine::PolicyStep* proposed = nullptr;
    for (const engine::PolicyStep& step : steps) {
        if (activated != nullptr && step.leaf < activated->leaf && step.policy_sha256 == sha256) {
            proposed = &step;
        }
    }
    const bool waits = !steps.empty() && steps.back().step == engine::PolicyStepKind::proposed;
    codec::JsonWriter json;
    json.begin_object().key("policy").string(sha256);
    json.key("shipped").boolean(sha256 == engine::default_policy().sha256);
    write_step(json, "proposed", proposed);
    write_step(json, "activated", activated);
    write_step(json, "waiting", waits ? &steps.back() : nullptr);
    json.key("warnings").begin_array();
    for (const std::string& warning : serving->policy->warnings) {
        json.string(warning);
    }
    json.end_array().key("text").string(engine::policy_toml(serving->policy->policy)).end_object();
    return json_answer(json);
}

}  // namespace

std::vector<ApiOperation> list_operations(const SharedCore& core) {
    return {{.method = "GET",
             .pattern = "/v1/lists",
             .id = "getLists",
             .tag = "Lists",
             .summary = "Which lists are active, how old, and what is missing",
             .description = "freshness: fresh, degraded (older than its limit), unknown, or missing.",
             .access = Access::any_key(),
             .parameters = {},
             .body_types = {},
             .body_schema = {},
             .answers = {{200, "Lists", "the lists"}},
             .handler = [core](const HttpRequest& request) { return answer_of(lists(*core, request)); }},
            {.method = "GET",
             .pattern = "/v1/lists/{list}",
             .id = "getList",
             .tag = "Lists",
             .summary = "One list",
             .description = "As it stands in GET /v1/lists.",
             .access = Access::any_key(),
             .parameters = {{.name = "list", .description = "its short name: un, ofac-sdn", .in_path = true}},
             .body_types = {},
             .body_schema = {},
             .answers = {{200, "List", "the list"}, {404, "", "no such list is served"}},
             .handler = [core](const HttpRequest& request) { return answer_of(one_list(*core, request)); }},
            {.method = "GET",
             .pattern = "/v1/policy",
             .id = "getPolicy",
             .tag = "Policy",
             .summary = "The payment policy that holds, and who activated it",
             .description = "text is the effective policy with every key, as TOML; policy is its hash, as "
                            "verdicts name it.",
             .access = Access::any_key(),
             .parameters = {},
             .body_types = {},
             .body_schema = {},
             .answers = {{200, "Policy", "the policy"}, {503, "", "no policy, or the record cannot be read"}},
             .handler = [core](const HttpRequest& request) { return answer_of(policy(*core, request)); }}};
}

}  // namespace cordon::server
