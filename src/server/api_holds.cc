// Holds, their release and rejection, release tokens, the checkpoint of the log.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/parse.h"
#include "base/strings.h"
#include "engine/kept_token.h"
#include "engine/release_token.h"
#include "engine/verdict_answer.h"
#include "server/api_core.h"
#include "server/json_body.h"

namespace cordon::server {

namespace {

using base::ErrorCode;
using engine::HoldState;
using engine::VerdictStore;

constexpr std::uint64_t page_default = 50;
constexpr std::uint64_t page_max = 500;
constexpr Roles readers{Role::analyst, Role::approver, Role::auditor};

base::Result<engine::HoldQuery> hold_query(const HttpRequest& request) {
    engine::HoldQuery query;
    query.tenant = tenant_of(request);
    query.holds_max = page_default;
    if (const std::string_view count = request.query("count"); !count.empty()) {
        const auto number = base::parse_number<std::uint64_t>(count);
        if (!number || *number == 0 || *number > page_max) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("'count' must be a number from 1 to {}", page_max));
        }
        query.holds_max = *number;
    }
    if (const std::string_view from = request.query("from"); !from.empty()) {
        const auto number = base::parse_number<std::uint64_t>(from);
        if (!number) {
            return base::fail(ErrorCode::invalid_input, "'from' must be what the page before gave as next");
        }
        query.from_leaf = *number;
    }
    const std::string_view decided = request.query("decided");
    if (!decided.empty() && decided != "true" && decided != "false") {
        return base::fail(ErrorCode::invalid_input, "'decided' must be true or false");
    }
    query.decided_too = decided == "true";
    return query;
}

base::Result<HttpResponse> list_holds(ApiCore& core, const HttpRequest& request) {
    CORDON_ASSIGN(const engine::HoldQuery query, hold_query(request));
    CORDON_ASSIGN(const engine::HoldPage page,
                  core.lender.with([&](VerdictStore& record) { return record.holds(query); }));
    codec::JsonWriter json;
    json.begin_object().key("truncated").boolean(page.truncated);
    if (page.truncated) {
        json.key("next").string(fmt::format("{}", page.holds.back().verdict.leaf + 1));
    }
    json.key("holds").begin_array();
    for (const engine::Hold& hold : page.holds) {
        engine::write_hold(json, hold);
    }
    json.end_array().end_object();
    return json_answer(json);
}

base::Result<HttpResponse> get_hold(ApiCore& core, const HttpRequest& request) {
    CORDON_ASSIGN(const engine::Hold hold,
                  core.lender.with([&](VerdictStore& record) { return hold_of(record, request); }));
    if (hold.state == HoldState::clear) {
        return base::fail(ErrorCode::not_found, "this verdict was never held");
    }
    codec::JsonWriter json;
    engine::write_hold(json, hold);
    return json_answer(json);
}

base::Result<std::string> reason_of(const HttpRequest& request) {
    CORDON_ASSIGN(const codec::JsonValue body, json_body(request));
    CORDON_ASSIGN(JsonMembers members, JsonMembers::at(body, ""));
    CORDON_ASSIGN(std::string reason, members.required_text("reason", {.bytes_max = 2'000}));
    CORDON_TRY(members.finish());
    return reason;
}

bool is_second_word(const engine::Hold& hold, bool release) {
    return hold.state == (release ? HoldState::proposed_release : HoldState::proposed_reject);
}

engine::SigningKeySource key_source(const ApiCore& core, const HttpRequest& request) {
    return [&core, &request] { return core.ports.signing_key(request.principal); };
}

base::Result<engine::ReleaseStep> decide(ApiCore& core, const HttpRequest& request,
                                         const engine::HoldDecision& decision) {
    if (!decision.release) {
        return core.lender.with([&](VerdictStore& record) { return engine::reject_hold(record, decision); });
    }
    const auto lists = core.ports.lists();
    CORDON_ASSIGN(const engine::ReleaseGrounds grounds, release_grounds(core, *lists));
    return core.lender.with([&](VerdictStore& record) {
        return engine::release_hold(grounds, record, decision, key_source(core, request));
    });
}

base::Result<HttpResponse> decide_hold(ApiCore& core, const HttpRequest& request, bool release) {
    CORDON_ASSIGN(const std::string reason, reason_of(request));
    CORDON_ASSIGN(const engine::Hold hold,
                  core.lender.with([&](VerdictStore& record) { return hold_of(record, request); }));
    const bool approver = request.roles.has(Role::approver);
    if (is_second_word(hold, release) && !approver) {
        return problem(403, "forbidden", "This key may not do that",
                       "the second word on a hold needs the role approver");
    }
    CORDON_ASSIGN(const engine::ReleaseStep step, decide(core, request,
                                                         {.verdict_id = hold.verdict.verdict_id,
                                                          .principal = request.principal,
                                                          .reason = reason,
                                                          .release = release,
                                                          .at = core.ports.now(),
                                                          .may_confirm = approver}));
    codec::JsonWriter json;
    json.begin_object().key("verdict_id").string(hold.verdict.verdict_id);
    json.key("state").string(engine::to_string(step.state));
    const bool ended = step.state == HoldState::released || step.state == HoldState::rejected;
    json.key("second_word_needed").boolean(!ended);
    json.key("alone").boolean(!step.alone_under.empty());
    if (!step.alone_under.empty()) {
        json.key("policy_sha256").string(step.alone_under);
    }
    json.key("sentence").string(engine::outcome_sentence(step));
    if (!step.token.empty()) {
        json.key("token").string(step.token);
    }
    json.end_object();
    return json_answer(json);
}

base::Result<HttpResponse> give_token(ApiCore& core, const HttpRequest& request) {
    const auto lists = core.ports.lists();
    CORDON_ASSIGN(const engine::ReleaseGrounds grounds, release_grounds(core, *lists));
    const auto work = [&](VerdictStore& record) -> base::Result<std::string> {
        CORDON_ASSIGN(const engine::Hold hold, hold_of(record, request));
        if (!engine::may_move(hold.verdict.outcome, hold.state)) {
            return base::fail(
                ErrorCode::conflict,
                fmt::format("{} is {} and its hold {}: it may not go out", hold.verdict.verdict_id,
                            model::to_string(hold.verdict.outcome), engine::to_string(hold.state)));
        }
        const base::Instant now = core.ports.now();
        CORDON_TRY(engine::check_before_release(grounds, record, hold.verdict.verdict_id, now));
        return engine::issue_release_token(grounds, record, hold.verdict.verdict_id, request.principal,
                                           key_source(core, request), now);
    };
    CORDON_ASSIGN(const std::string token, core.lender.with(work));
    codec::JsonWriter json;
    json.begin_object().key("verdict_id").string(request.parameter("id"));
    json.key("token").string(token).end_object();
    return json_answer(json);
}

// The token's own record: withdrawn since, or of another tenant.
base::Status check_not_withdrawn(ApiCore& core, const HttpRequest& request,
                                 const engine::ReleaseToken& token) {
    return core.lender.with([&](VerdictStore& record) -> base::Status {
        CORDON_ASSIGN(const engine::StoredVerdict verdict, record.verdict(token.verdict_id));
        if (verdict.key.tenant != tenant_of(request)) {
            return base::fail(ErrorCode::not_found, "this token is of no verdict that we know");
        }
        CORDON_ASSIGN(const std::vector<engine::KeptToken> kept, record.tokens(token.verdict_id));
        return engine::check_kept_token(kept, token, core.ports.now());
    });
}

base::Result<HttpResponse> verify_token(ApiCore& core, const HttpRequest& request) {
    CORDON_ASSIGN(const codec::JsonValue body, json_body(request));
    CORDON_ASSIGN(JsonMembers members, JsonMembers::at(body, ""));
    CORDON_ASSIGN(const std::string statement, members.required_text("token", {.bytes_max = 64U << 10U}));
    CORDON_TRY(members.finish());
    const auto token = engine::verify_release_token(statement, core.ports.signer, core.ports.now());
    base::Status holds;
    if (token) {
        holds = check_not_withdrawn(core, request, *token);
    } else {
        holds = std::unexpected(token.error());
    }
    if (!holds) {
        if (holds.error().code == ErrorCode::unavailable) {
            return std::unexpected(holds.error());
        }
        return problem(409, "token-refused", "This token does not hold", holds.error().message);
    }
    codec::JsonWriter json;
    json.begin_object().key("holds").boolean(true).key("verdict_id").string(token->verdict_id);
    json.key("content_sha256").string(token->content_sha256);
    json.key("kind").string(engine::to_string(token->kind));
    json.key("issued").string(base::to_string(token->issued));
    json.key("expires").string(base::to_string(token->expires)).end_object();
    return json_answer(json);
}

base::Result<HttpResponse> checkpoint(ApiCore& core, const HttpRequest& /*request*/) {
    CORDON_ASSIGN(const std::string newest, core.ports.newest_checkpoint());
    return HttpResponse{.status = 200, .content_type = "application/json", .body = newest, .fields = {}};
}

const ApiParameter verdict_id{.name = "id", .description = "the verdict's id", .in_path = true};

template <class Work>
HttpHandler handler(const SharedCore& core, Work work) {
    return [core, work](const HttpRequest& request) { return answer_of(work(*core, request)); };
}

ApiOperation decision(const SharedCore& core, bool release) {
    return {.method = "POST",
            .pattern = release ? "/v1/holds/{id}/release" : "/v1/holds/{id}/reject",
            .id = release ? "releaseHold" : "rejectHold",
            .tag = "Holds",
            .summary = release ? "Let a held payment go" : "Refuse a held payment for good",
            .description =
                std::string("The first principal proposes, a second and different one, an approver, confirms "
                            "by the same call. Where the policy that two people activated lets one person "
                            "decide, the word of an approver is the only one.") +
                (release ? " The message is judged again by the lists of now before each word counts; what "
                           "they newly find holds it again (409). The word that releases is answered with "
                           "the release token, good for 15 minutes. A block needs two words and a policy "
                           "that allows it (409)."
                         : ""),
            .access = Access::roles({Role::analyst, Role::approver}),
            .parameters = {verdict_id},
            .body_types = {"application/json"},
            .body_schema = "Reason",
            .answers = {{200, "HoldStep", "the state of the hold now"},
                        {400, "", "no reason, or a wrong body"},
                        {404, "", "there is none, or it is another tenant's"},
                        {409, "", "not held, decided already, the same person again, or a block"},
                        {503, "", "no lists, or the record cannot be written"}},
            .handler = handler(core, [release](ApiCore& from, const HttpRequest& request) {
                return decide_hold(from, request, release);
            })};
}

std::vector<ApiOperation> reading_operations(const SharedCore& core) {
    return {
        {.method = "GET",
         .pattern = "/v1/holds",
         .id = "listHolds",
         .tag = "Holds",
         .summary = "What is held, oldest first",
         .description = "Holds of the caller's tenant, page by page: a page that is truncated names the "
                        "next one.",
         .access = Access::roles(readers),
         .parameters =
             {{.name = "count", .type = "integer", .description = "holds on a page, 1 to 500; default 50"},
              {.name = "from", .description = "next of the page before"},
              {.name = "decided", .type = "boolean", .description = "true: those that are decided too"}},
         .body_types = {},
         .body_schema = {},
         .answers = {{200, "HoldPage", "a page of holds"},
                     {400, "", "a wrong parameter"},
                     {503, "", "the record cannot be read"}},
         .handler = handler(core, list_holds)},
        {.method = "GET",
         .pattern = "/v1/holds/{id}",
         .id = "getHold",
         .tag = "Holds",
         .summary = "One hold and every step of it",
         .description = "Of the caller's tenant only.",
         .access = Access::roles(readers),
         .parameters = {verdict_id},
         .body_types = {},
         .body_schema = {},
         .answers = {{200, "Hold", "the hold"},
                     {400, "", "no verdict's id"},
                     {404, "", "there is none, or it is another tenant's"},
                     {503, "", "the record cannot be read"}},
         .handler = handler(core, get_hold)}};
}

std::vector<ApiOperation> token_operations(const SharedCore& core) {
    return {
        {.method = "POST",
         .pattern = "/v1/verdicts/{id}/token",
         .id = "issueToken",
         .tag = "Tokens",
         .summary = "A release token for a verdict that may move",
         .description = "For whoever releases the money: the message is judged once more by the lists of "
                        "now; a newer list with an effect holds it (409). The token is a signed statement, "
                        "good for 15 minutes.",
         .access = Access::roles({Role::submitter, Role::approver}),
         .parameters = {verdict_id},
         .body_types = {},
         .body_schema = {},
         .answers = {{200, "Token", "the token"},
                     {400, "", "no verdict's id"},
                     {404, "", "there is none, or it is another tenant's"},
                     {409, "", "it may not move"},
                     {503, "", "no lists, or the record cannot be written"}},
         .handler = handler(core, give_token)},
        {.method = "POST",
         .pattern = "/v1/tokens/verify",
         .id = "verifyToken",
         .tag = "Tokens",
         .summary = "Does this token hold now?",
         .description = "Signature, key, time, and whether it was withdrawn. Anything but 200 means that "
                        "the message must not go out.",
         .access = Access::any_key(),
         .parameters = {},
         .body_types = {"application/json"},
         .body_schema = "TokenToVerify",
         .answers = {{200, "VerifiedToken", "it holds"},
                     {400, "", "a wrong body"},
                     {409, "", "it does not hold, and why"},
                     {503, "", "the record cannot be read"}},
         .handler = handler(core, verify_token)},
        {.method = "GET",
         .pattern = "/v1/audit/checkpoint",
         .id = "getCheckpoint",
         .tag = "Audit",
         .summary = "The newest signed checkpoint of the audit log",
         .description = "To be kept elsewhere: cordon audit verify --checkpoint proves by it that nothing "
                        "signed was changed or taken away.",
         .access = Access::roles({Role::auditor, Role::admin}),
         .parameters = {},
         .body_types = {},
         .body_schema = {},
         .answers = {{200, "Checkpoint", "the signed statement"},
                     {404, "", "nothing was signed yet"},
                     {503, "", "the record cannot be read"}},
         .handler = handler(core, checkpoint)}};
}

}  // namespace

std::vector<ApiOperation> hold_operations(const SharedCore& core) {
    std::vector<ApiOperation> all = reading_operations(core);
    all.push_back(decision(core, true));
    all.push_back(decision(core, false));
    std::ranges::move(token_operations(core), std::back_inserter(all));
    return all;
}

}  // namespace cordon::server
