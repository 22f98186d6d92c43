// POST /v1/payments and GET /v1/verdicts/{id}.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/strings.h"
#include "codec/json.h"
#include "engine/verdict_answer.h"
#include "engine/verdict_json.h"
#include "server/api_core.h"

namespace cordon::server {

namespace {

using base::ErrorCode;

constexpr std::size_t name_bytes_max = 64;  // of channel, scheme and ground
constexpr std::size_t grounds_max = 16;

// Anything but 200 that concerns a payment: a problem that says hold. recorded: what was kept, as an object.
HttpResponse held(HttpResponse problem, std::string_view recorded = {}) {
    CORDON_CHECK(problem.body.ends_with('}'));
    problem.body.pop_back();
    problem.body += R"(,"verdict":"hold")";
    if (!recorded.empty()) {
        problem.body += fmt::format(R"(,"recorded":{})", recorded);
    }
    problem.body += "}";
    const bool told =
        std::ranges::any_of(problem.fields, [](const auto& field) { return field.first == "retry-after"; });
    if (problem.status == 503 && !told) {
        problem.fields.emplace_back("retry-after", "1");
    }
    return problem;
}

// Notes how far a message has come.
class Progress {
public:
    Progress(const ApiCore& core, const HttpRequest& request) : core_(core), begun_us_(request.begun_us) {}
    void reached(Stage stage) const {
        if (core_.ports.stage && begun_us_ > 0) {
            core_.ports.stage(stage, monotonic_us() - begun_us_);
        }
    }

private:
    const ApiCore& core_;
    std::uint64_t begun_us_;
};

base::Result<std::string> plain_name(const HttpRequest& request, std::string_view name,
                                     std::string_view otherwise) {
    const std::string_view given = request.query(name);
    const bool plain = std::ranges::all_of(given, [](char one) { return one > ' ' && one <= '~'; });
    if (given.size() > name_bytes_max || !plain) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("'{}' must be at most {} letters of ASCII without blanks", name, name_bytes_max));
    }
    return std::string(given.empty() ? otherwise : given);
}

base::Result<MessageOrigin> origin_of(const HttpRequest& request, base::Instant now) {
    MessageOrigin origin;
    origin.tenant = tenant_of(request);
    CORDON_ASSIGN(origin.channel, plain_name(request, "channel", "api"));
    CORDON_ASSIGN(origin.scheme, plain_name(request, "scheme", ""));
    for (const std::string_view ground : request.query_all("ground")) {
        if (ground.empty() || ground.size() > name_bytes_max || origin.grounds.size() == grounds_max) {
            return base::fail(
                ErrorCode::invalid_input,
                fmt::format("'ground' must name a ground of the policy, at most {} times", grounds_max));
        }
        origin.grounds.emplace_back(ground);
    }
    origin.day = base::utc_day(now);
    return origin;
}

bool is_conflict(const model::Verdict& verdict) {
    return std::ranges::any_of(verdict.reasons, [](const model::Reason& reason) {
        return reason.finding.kind == model::FindingKind::message && reason.finding.code == "conflict";
    });
}

base::Result<HttpResponse> take_payment(ApiCore& core, const HttpRequest& request) {
    const Progress progress(core, request);
    progress.reached(Stage::received);
    if (request.body.size() > payment_bytes_max) {
        return base::fail(ErrorCode::limit_exceeded,
                          fmt::format("a message may have {} bytes", payment_bytes_max));
    }
    if (base::trim(request.body).empty()) {
        return base::fail(ErrorCode::invalid_input, "the body is empty; it must be one message");
    }
    CORDON_ASSIGN(const MessageOrigin origin, origin_of(request, core.ports.now()));
    const auto lists = core.ports.lists();
    if (lists->snapshot == nullptr || lists->policy == nullptr) {
        return base::fail(ErrorCode::unavailable, "no list is loaded, so nothing can be screened" +
                                                      (lists->failure.empty() ? "" : ": " + lists->failure));
    }
    GateShelf::Examined examined =
        core.gates.examine(lists, origin, request.body, [&progress] { progress.reached(Stage::parsed); });
    progress.reached(Stage::screened);
    CORDON_ASSIGN(const engine::RecordedVerdict recorded,
                  core.desk.record(std::move(examined.gate), std::move(examined.message)));
    progress.reached(Stage::durable);
    if (!engine::may_move(recorded.kept.verdict.outcome, recorded.kept.state)) {
        progress.reached(Stage::held);
    }
    codec::JsonWriter json;
    json.begin_object();
    engine::write_verdict_answer(json, recorded.kept, recorded.verdict);
    write_degraded(json, *lists);
    json.end_object();
    if (is_conflict(recorded.verdict)) {
        return held(problem(409, "conflict", "This contradicts what is recorded",
                            "a message with this id and other content was recorded before; both are held"),
                    json.take());
    }
    return json_answer(json);
}

HttpResponse post_payment(ApiCore& core, const HttpRequest& request) {
    if (!request.query_all("ground").empty() && !request.roles.has(Role::grounds)) {
        return held(problem(403, "forbidden", "This key may not do that",
                            "to claim a ground of the policy needs the role grounds"));
    }
    auto answer = take_payment(core, request);
    HttpResponse response = answer ? *std::move(answer) : held(problem_of(answer.error()));
    Progress(core, request).reached(Stage::replied);
    return response;
}

base::Result<HttpResponse> get_verdict(ApiCore& core, const HttpRequest& request) {
    CORDON_ASSIGN(const engine::Hold hold,
                  core.lender.with([&](engine::VerdictStore& record) { return hold_of(record, request); }));
    if (!hold.verdict.erased.empty()) {
        return problem(410, "erased", "The content of this verdict was erased", hold.verdict.erased);
    }
    CORDON_ASSIGN(const model::Verdict verdict, engine::read_verdict(hold.verdict.bytes));
    engine::Appended kept;
    kept.verdict = hold.verdict;
    kept.state = hold.state;
    codec::JsonWriter json;
    json.begin_object();
    engine::write_verdict_answer(json, kept, verdict);
    json.key("may_move").boolean(engine::may_move(hold.verdict.outcome, hold.state));
    json.key("channel").string(hold.verdict.key.channel);
    json.key("content_sha256").string(hold.verdict.key.content_sha256);
    json.key("at").string(base::to_string(hold.verdict.at));
    json.key("leaf").integer(static_cast<std::int64_t>(hold.verdict.leaf));
    json.end_object();
    HttpResponse response = json_answer(json);
    // The kept bytes as they are: they hash to the verdict's id.
    response.body.resize(response.body.rfind('}'));
    response.body += fmt::format(R"(,"record":{}}}{})", hold.verdict.bytes, "\n");
    return response;
}

ApiOperation payment_operation(const SharedCore& core) {
    return {
        .method = "POST",
        .pattern = "/v1/payments",
        .id = "checkPayment",
        .tag = "Payments",
        .summary = "May this message go out?",
        .description =
            "One message as it would go out: ISO 20022 XML, SWIFT MT, or a plain JSON payment. The answer is "
            "its verdict, made durable before it is sent: pass, hold or block. The same message again is "
            "answered with the verdict it has (replay); the same message id with other content is answered "
            "with 409, and both are held. Only status 200 with verdict pass lets money move.",
        .access = Access::roles({Role::submitter}),
        .parameters = {{.name = "channel",
                        .description = "where the message comes from; message ids are "
                                       "unique within it; default api"},
                       {.name = "scheme",
                        .description = "scheme of the channel; default: told from the message"},
                       {.name = "ground",
                        .description = "a licence or carve-out of the policy that is claimed; needs the "
                                       "role grounds beside submitter",
                        .repeated = true}},
        .body_types = {"application/xml", "text/plain", "application/json", "application/octet-stream"},
        .body_schema = "",
        .answers = {{200, "PaymentVerdict", "the verdict"},
                    {400, "HeldProblem", "no message, or a wrong parameter; hold"},
                    {409, "ConflictProblem", "the id was used for other content; hold"},
                    {401, "HeldProblem", "no API key, or one that is not valid; hold"},
                    {403, "HeldProblem",
                     "the key has none of the roles, or claims a ground without the "
                     "role grounds; hold"},
                    {408, "HeldProblem", "the request came too slowly; hold"},
                    {413, "HeldProblem", "larger than 1 MiB, not recorded; hold"},
                    {415, "HeldProblem", "packed with something other than gzip; hold"},
                    {429, "HeldProblem", "too many requests of this key; hold"},
                    {500, "HeldProblem", "the service failed; hold, and page someone"},
                    {503, "HeldProblem", "no lists, a full queue or a failing disk; hold, send it again"}},
        .handler = [core](const HttpRequest& request) { return post_payment(*core, request); },
        .refused = [](HttpResponse problem) { return held(std::move(problem)); },
        .body_bytes_max = payment_bytes_max};
}

}  // namespace

std::vector<ApiOperation> payment_operations(const SharedCore& core) {
    return {
        payment_operation(core),
        {.method = "GET",
         .pattern = "/v1/verdicts/{id}",
         .id = "getVerdict",
         .tag = "Payments",
         .summary = "A kept verdict, and what is allowed now",
         .description = "The verdict as it was recorded, with the state of its hold. Of the caller's "
                        "tenant only. Money may move only where may_move is true.",
         .access = Access::roles({Role::submitter, Role::analyst, Role::approver, Role::auditor}),
         .parameters = {{.name = "id", .description = "the verdict's id", .in_path = true}},
         .body_types = {},
         .body_schema = {},
         .answers = {{200, "KeptVerdict", "the verdict"},
                     {400, "", "no verdict's id"},
                     {404, "", "there is none, or it is another tenant's"},
                     {410, "", "its content was erased: when, by whom and why"},
                     {503, "", "the record cannot be read"}},
         .handler = [core](const HttpRequest& request) { return answer_of(get_verdict(*core, request)); }}};
}

}  // namespace cordon::server
