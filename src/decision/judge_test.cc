// Goal: money moves only when nothing doubtful stands against it. The tables are meant to be read by whoever
// answers for the policy; the properties hold for every policy and every set of findings.
#include "decision/judge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"
#include "decision/sample_payments.h"

namespace cordon::decision {
namespace {

using model::Action;
using model::FieldClass;
using model::Finding;
using model::FindingKind;
using model::Outcome;
using model::Payment;
using model::PaymentRole;

const std::string evidence(64, 'a');

Policy policy() {
    Policy policy{.name = "test", .version = "1", .threshold = 0.85};
    policy.schemes = {
        {.name = "sepa_instant",
         .marks = {{.types = {"pacs.008"}, .local_instruments = {"INST"}, .currencies = {"EUR"}}},
         .answer_ms = 10'000,
         .instant_sepa = true,
         .time_out = Action::reject},
        {.name = "fednow",
         .marks = {{.services = {"fednow"}}},
         .hold = Action::accept_unposted,
         .block = Action::accept_unposted,
         .time_out = Action::accept_unposted},
        {.name = "house", .marks = {}, .block = Action::reject},
    };
    policy.lists = {{.list = "un",
                     .name = Outcome::hold,
                     .identifier = Outcome::block,
                     .block_action = Action::freeze_and_report},
                    {.list = "eu", .name = Outcome::block, .identifier = Outcome::block, .block_score = 0.98},
                    {.list = "default", .identifier = Outcome::hold, .score_min = 0.9}};
    policy.fields = {{.field_class = FieldClass::text, .score_min = 0.9, .most = Outcome::hold}};
    policy.countries = {{.name = "watched", .countries = {"NZ"}, .roles = {}, .outcome = Outcome::pass}};
    policy.amounts = {{.name = "large", .currency = "EUR", .over_e5 = 10'000'000'000}};
    policy.message.unknown_element = Outcome::pass;
    policy.r16.rules = {{.code = "R16-07", .above = Outcome::hold, .below = Outcome::pass},
                        {.code = "R16-08", .above = Outcome::pass, .below = Outcome::pass}};
    policy.r16.thresholds = {{"EUR", 100'000'000}};
    policy.freshness = {.degraded = Outcome::pass, .hold_after_hours = 24, .required_lists = {"un"}};
    policy.instant_sepa = {.enabled = true, .agent_countries = {"AT", "DE"}};
    policy.grounds = {{.id = "L-1",
                       .lists = {"un"},
                       .listing_ids = {"QDi.901"},
                       .provider = "Authority",
                       .document = "letter 12",
                       .document_sha256 = evidence,
                       .valid_from = {2026, 1, 1},
                       .valid_to = {2026, 12, 31},
                       .currency = "EUR",
                       .amount_max_e5 = 5'000'000'000}};
    return policy;
}

Situation fresh() {
    return {.lists = {{"un", "2026-11-20", ListStanding::fresh}, {"eu", "2026-11-21", ListStanding::fresh}}};
}

Finding match(std::string list, FindingKind kind, double score, FieldClass field = FieldClass::name) {
    return {.kind = kind,
            .code = "match",
            .field = "/x",
            .field_class = field,
            .role = PaymentRole::creditor,
            .transaction = 0,
            .list = std::move(list),
            .listing_id = "QDi.901",
            .score = score};
}

Judgement judged(std::vector<Finding> findings, const Situation& situation = fresh()) {
    return judge(policy(), samples::complete(), std::move(findings), situation);
}

TEST(Judge, AnOrdinaryPaymentPasses) {
    const auto judgement = judged({});
    EXPECT_EQ(judgement.outcome, Outcome::pass);
    EXPECT_EQ(judgement.action, Action::release);
    EXPECT_EQ(judgement.reply, Replies{}.accepted);
    ASSERT_EQ(judgement.reasons.size(), 2U) << "the watched country of agent and party is told all the same";
    EXPECT_EQ(judgement.reasons[0].rule, "countries.watched");
}

TEST(Judge, WhatAListMatchBecomes) {
    struct Case {
        std::string what;
        Finding finding;
        Outcome outcome;
        Action action;
        std::string rule;
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<Case> cases = {
        {"a UN name", match("un", FindingKind::name_match, 0.9), Outcome::hold, Action::review,
         "lists.un.name"},
        {"a UN passport", match("un", FindingKind::identifier_match, 1), Outcome::block,
         Action::freeze_and_report, "lists.un.identifier"},
        {"a UN bank", match("un", FindingKind::agent_match, 1), Outcome::block, Action::freeze_and_report,
         "lists.un.identifier"},
        {"an EU name, nearly equal", match("eu", FindingKind::name_match, 0.97), Outcome::hold,
         Action::review, "lists.eu.name"},
        {"an EU name, equal; the regime names no action", match("eu", FindingKind::name_match, 1),
         Outcome::block, Action::review, "lists.eu.name"},
        {"a UN number in a text", match("un", FindingKind::identifier_match, 1, FieldClass::text),
         Outcome::hold, Action::review, "fields.text.most"},
        {"a UN name in a text, weak", match("un", FindingKind::text_match, 0.86, FieldClass::text),
         Outcome::pass, Action::release, "fields.text.score_min"},
        {"a name of another list, under its minimum", match("uk", FindingKind::name_match, 0.89),
         Outcome::pass, Action::release, "lists.default.score_min"},
        {"a name of another list", match("uk", FindingKind::name_match, 0.9), Outcome::hold, Action::review,
         "lists.default.name"},
        {"a match whose score is no number", match("uk", FindingKind::name_match, nan), Outcome::hold,
         Action::review, "lists.default.name"},
        {"a match that was not compared", match("uk", FindingKind::name_match, 0), Outcome::hold,
         Action::review, "lists.default.name"},
    };
    for (const Case& one : cases) {
        const auto judgement = judged({one.finding});
        EXPECT_EQ(judgement.outcome, one.outcome) << one.what;
        EXPECT_EQ(judgement.action, one.action) << one.what;
        EXPECT_TRUE(std::ranges::any_of(judgement.reasons, [&](const auto& reason) {
            return reason.rule == one.rule;
        })) << one.what;
    }
}

TEST(Judge, WhatIsDoubtfulHolds) {
    struct Case {
        std::string what;
        FindingKind kind;
        std::string code;
        Outcome outcome;
    };
    const std::vector<Case> cases = {
        {"malformed", FindingKind::message, "malformed", Outcome::hold},
        {"unsupported", FindingKind::message, "unsupported", Outcome::hold},
        {"over a limit", FindingKind::message, "limit_exceeded", Outcome::hold},
        {"truncated candidates", FindingKind::screening, "truncated", Outcome::hold},
        {"time ran out", FindingKind::screening, "timeout", Outcome::hold},
        {"screening with a note's code", FindingKind::screening, "unknown_element", Outcome::hold},
        {"a code nobody knows", FindingKind::message, "something", Outcome::hold},
        {"an R.16 code without a rule", FindingKind::data_quality, "R16-99", Outcome::hold},
        {"an R.16 code that is reported", FindingKind::data_quality, "R16-08", Outcome::pass},
        {"a country without a rule", FindingKind::country, "country:else", Outcome::hold},
        {"came before", FindingKind::resubmission, "party_changed", Outcome::hold},
        {"a list's trouble", FindingKind::lists, "list_unreadable", Outcome::hold},
        {"unknown element, screened as text", FindingKind::message, "unknown_element", Outcome::pass},
        {"header mismatch, without a rule", FindingKind::message, "header_mismatch", Outcome::hold},
    };
    for (const Case& one : cases) {
        const auto judgement = judged({{.kind = one.kind, .code = one.code, .transaction = 0}});
        EXPECT_EQ(judgement.outcome, one.outcome) << one.what;
    }
}

TEST(Judge, AHeaderOfAnotherVersionIsNotAHeaderOfAnotherMessage) {
    Policy mild = policy();
    mild.message.header_version = Outcome::pass;
    struct Case {
        std::string announced;
        Outcome outcome;
    };
    for (const Case& one : std::vector<Case>{
             {"pacs.008.001.10", Outcome::pass}, {"pacs.002.001.10", Outcome::hold}, {"", Outcome::hold}}) {
        Payment payment = samples::complete();
        samples::add_field(payment, "/AppHdr/Rltd/MsgDefIdr", "pain.001.001.09", FieldClass::code);
        samples::add_field(payment, "/AppHdr/MsgDefIdr", one.announced, FieldClass::code);
        payment.notes = {{"header_mismatch", "/AppHdr/MsgDefIdr", "the header announces another"}};
        EXPECT_EQ(judge(mild, payment, {}, fresh()).outcome, one.outcome) << one.announced;
    }
}

TEST(Judge, NothingReadIsAHold) {
    const auto unread =
        judge(policy(), Payment{}, {unread_finding({base::ErrorCode::invalid_input, "no XML", {}})}, fresh());
    EXPECT_EQ(unread.outcome, Outcome::hold);
    EXPECT_EQ(judge(policy(), Payment{}, {}, fresh()).outcome, Outcome::hold) << "no field, no pass";
    EXPECT_EQ(judged({}, Situation{}).outcome, Outcome::hold) << "no list, no pass";
}

TEST(Judge, ListsThatAreNotFresh) {
    struct Case {
        ListStanding standing;
        std::uint32_t hours_over;
        Outcome outcome;
    };
    for (const Case& one : std::vector<Case>{{ListStanding::fresh, 0, Outcome::pass},
                                             {ListStanding::degraded, 23, Outcome::pass},
                                             {ListStanding::degraded, 24, Outcome::hold},
                                             {ListStanding::by_hand, 0, Outcome::hold},
                                             {ListStanding::unknown, 0, Outcome::hold},
                                             {ListStanding::missing, 0, Outcome::hold}}) {
        Situation situation = fresh();
        situation.lists[0].standing = one.standing;
        situation.lists[0].hours_over = one.hours_over;
        EXPECT_EQ(judged({}, situation).outcome, one.outcome);
    }
    Policy by_hand = policy();
    by_hand.freshness.by_hand = Outcome::pass;
    Situation old = fresh();
    old.lists[0].standing = ListStanding::by_hand;
    EXPECT_EQ(judge(by_hand, samples::complete(), {}, old).outcome, Outcome::pass);
    EXPECT_EQ(judge(policy(), samples::complete(), {}, old).outcome, Outcome::hold)
        << "the strictest is usual";
    Situation without_un = fresh();
    without_un.lists.erase(without_un.lists.begin());
    EXPECT_EQ(judged({}, without_un).outcome, Outcome::hold) << "the policy requires it";
}

TEST(Judge, TheSchemeSaysWhatAHoldIs) {
    Situation fednow = fresh();
    fednow.scheme = "fednow";
    EXPECT_EQ(judged({match("un", FindingKind::name_match, 0.9)}, fednow).action, Action::accept_unposted);
    EXPECT_EQ(judged({match("un", FindingKind::identifier_match, 1)}, fednow).action,
              Action::freeze_and_report)
        << "the regime goes before the scheme";
    Situation house = fresh();
    house.scheme = "house";
    EXPECT_EQ(judged({match("eu", FindingKind::identifier_match, 1)}, house).action, Action::reject);
    Situation unknown = fresh();
    unknown.scheme = "no such scheme";
    EXPECT_EQ(judged({}, unknown).outcome, Outcome::hold);
}

// An instant credit transfer from Austria to Germany.
Payment instant() {
    Payment payment = samples::complete();
    samples::party_of(payment, PaymentRole::creditor_agent).subject.identifiers[0].value = "SAMPDEZZ";
    samples::add_field(payment, samples::root + "/PmtTpInf/LclInstrm/Cd", "INST", FieldClass::text);
    return payment;
}

Situation proven() {
    Situation situation = fresh();
    situation.proofs = {{"eu", "2026-11-21", base::Instant{1'795'000'000'000}, true, true}};
    return situation;
}

TEST(Judge, TimeThatRanOutIsNeverAPass) {
    const auto judgement =
        judge(policy(), instant(), {{.kind = FindingKind::screening, .code = "timeout"}}, fresh());
    EXPECT_EQ(judgement.scheme, "sepa_instant");
    EXPECT_EQ(judgement.outcome, Outcome::hold);
    EXPECT_EQ(judgement.action, Action::reject);
    EXPECT_EQ(judgement.reply, Replies{}.refused);
}

TEST(Judge, TheExceptionForInstantTransfersInEuro) {
    const Finding eu = match("eu", FindingKind::name_match, 0.9);
    EXPECT_EQ(judge(policy(), instant(), {eu}, fresh()).outcome, Outcome::hold) << "no proof";
    const auto let_pass = judge(policy(), instant(), {eu}, proven());
    EXPECT_EQ(let_pass.outcome, Outcome::pass);
    ASSERT_FALSE(let_pass.reasons.empty());
    EXPECT_EQ(let_pass.reasons[0].rule, "art_5d");
    EXPECT_NE(let_pass.reasons[0].ground.find("eu 2026-11-21"), std::string::npos);

    Finding other = match("un", FindingKind::name_match, 0.9);
    EXPECT_EQ(judge(policy(), instant(), {other}, proven()).outcome, Outcome::hold) << "another list";
    other = eu;
    other.role = PaymentRole::ultimate_creditor;
    EXPECT_EQ(judge(policy(), instant(), {other}, proven()).outcome, Outcome::hold) << "no account holder";
    other = match("eu", FindingKind::text_match, 0.95, FieldClass::text);
    EXPECT_EQ(judge(policy(), instant(), {other}, proven()).outcome, Outcome::hold) << "a text";
    EXPECT_EQ(judge(policy(), samples::complete(), {eu}, proven()).outcome, Outcome::hold) << "not instant";
    Payment abroad = instant();
    samples::party_of(abroad, PaymentRole::creditor_agent).subject.identifiers[0].value = "SAMPCHZZ";
    EXPECT_EQ(judge(policy(), abroad, {eu}, proven()).outcome, Outcome::hold) << "a provider elsewhere";
    Payment through = instant();
    through.parties.push_back(samples::agent(PaymentRole::intermediary_agent, "/x", "SAMPCHZZ"));
    EXPECT_EQ(judge(policy(), through, {eu}, proven()).outcome, Outcome::hold) << "through a bank elsewhere";
    through.parties.back().subject.identifiers[0] = {.kind = model::IdentifierKind::other,
                                                     .value = "70169464"};
    EXPECT_EQ(judge(policy(), through, {eu}, proven()).outcome, Outcome::hold) << "a bank nobody can place";
    for (const int fault : {0, 1, 2, 3}) {
        Situation weak = proven();
        if (fault == 0) weak.proofs[0].version = "2026-11-20";
        if (fault == 1) weak.proofs[0].complete = false;
        if (fault == 2) weak.proofs[0].current = false;
        if (fault == 3) weak.proofs[0].list = "un";
        EXPECT_EQ(judge(policy(), instant(), {eu}, weak).outcome, Outcome::hold) << fault;
    }
}

TEST(Judge, AProofIsCurrentForADay) {
    const InstantSepaException rule{.enabled = true};
    const CustomerBaseProof proof{"eu", "v1", base::Instant{1'000'000'000}, true, false};
    const std::int64_t day_ms = 24 * 3'600'000;
    EXPECT_TRUE(proof_is_current(rule, proof, "v1", {1'000'000'000 + day_ms}));
    EXPECT_FALSE(proof_is_current(rule, proof, "v1", {1'000'000'001 + day_ms}));
    EXPECT_FALSE(proof_is_current(rule, proof, "v1", {999'999'999})) << "from the future";
    EXPECT_FALSE(proof_is_current(rule, proof, "v2", {1'000'000'000}));
    EXPECT_FALSE(proof_is_current(rule, proof, "", {1'000'000'000}));
}

TEST(Judge, AGroundActsOnlyWhenNamed) {
    const Finding un = match("un", FindingKind::identifier_match, 1);
    Situation claim = fresh();
    claim.grounds = {{"L-1", {2026, 11, 22}}};
    const auto let_pass = judged({un}, claim);
    EXPECT_EQ(let_pass.outcome, Outcome::pass);
    EXPECT_EQ(let_pass.reasons[0].rule, "ground:L-1");
    EXPECT_NE(let_pass.reasons[0].ground.find(evidence), std::string::npos);
    EXPECT_EQ(judged({un}).outcome, Outcome::block) << "not named";
    Finding other = un;
    other.listing_id = "QDi.902";
    EXPECT_EQ(judged({other}, claim).outcome, Outcome::block) << "another listing";
    claim.grounds = {{"L-1", {2027, 1, 1}}};
    EXPECT_EQ(judged({}, claim).outcome, Outcome::hold) << "no longer valid, and that is told";
    claim.grounds = {{"L-2", {2026, 11, 22}}};
    EXPECT_EQ(judged({}, claim).outcome, Outcome::hold) << "unknown";
    claim.grounds = {{"L-1", {2026, 11, 22}}};
    const auto large = judge(policy(), samples::complete("50000.01"), {un}, claim);
    EXPECT_EQ(large.outcome, Outcome::block) << "over the cap";
}

TEST(Judge, AHoldAndAFreezeSoundAlike) {
    const auto hold = judged({match("un", FindingKind::name_match, 0.9)});
    const auto freeze = judged({match("un", FindingKind::identifier_match, 1)});
    EXPECT_EQ(hold.reply, freeze.reply);
}

TEST(Judge, AmountsAndCountries) {
    EXPECT_EQ(judge(policy(), samples::complete("100000.00"), {}, fresh()).outcome, Outcome::pass);
    EXPECT_EQ(judge(policy(), samples::complete("100000.01"), {}, fresh()).outcome, Outcome::hold);
    EXPECT_EQ(judge(policy(), samples::complete("a lot"), {}, fresh()).outcome, Outcome::hold);
    Policy strict = policy();
    strict.countries[0].outcome = Outcome::block;
    strict.countries[0].roles = {PaymentRole::creditor_agent};
    const auto judgement = judge(strict, samples::complete(), {}, fresh());
    EXPECT_EQ(judgement.outcome, Outcome::block);
    EXPECT_EQ(judgement.reasons[0].finding.field, samples::root + "/CdtrAgt/FinInstnId/BICFI");
}

TEST(Judge, AnR16RuleOfASchemeGoesBeforeTheGeneralOne) {
    const R16Rules rules{.rules = {{.code = "R16-03", .above = Outcome::pass, .below = Outcome::pass},
                                   {.code = "R16-03", .schemes = {"fednow"}, .below = Outcome::pass}}};
    EXPECT_EQ(r16_outcome(rules, "R16-03", "", true), Outcome::pass);
    EXPECT_EQ(r16_outcome(rules, "R16-03", "fednow", true), Outcome::hold);
    EXPECT_EQ(r16_outcome(rules, "R16-03", "fednow", false), Outcome::pass);
    EXPECT_EQ(r16_outcome(rules, "R16-04", "fednow", false), Outcome::hold);
}

TEST(Judge, TheChannelsWordGoesBeforeTheMessages) {
    EXPECT_EQ(judge(policy(), instant(), {}, fresh()).scheme, "sepa_instant");
    Situation house = fresh();
    house.scheme = "house";
    EXPECT_EQ(judge(policy(), instant(), {}, house).scheme, "house");
    Payment mixed = instant();
    mixed.transactions.push_back(mixed.transactions[0]);
    mixed.transactions[1].amount.currency = "SEK";
    EXPECT_EQ(judge(policy(), mixed, {}, fresh()).scheme, "") << "instant in part is not instant";
}

// --- properties
// ---------------------------------------------------------------------------------------------

Finding any_finding(base::Prng& prng) {
    const std::vector<std::string> codes = {"match",   "malformed", "R16-07",          "R16-08",
                                            "timeout", "truncated", "unknown_element", "country:watched"};
    const std::vector<std::string> lists = {"un", "eu", "uk", ""};
    constexpr std::uint64_t kinds = 10;
    constexpr double steps = 20;
    return {.kind = static_cast<FindingKind>(prng.below(kinds)),
            .code = codes[prng.below(codes.size())],
            .field = prng.below(2) == 0 ? "/a" : "/b",
            .field_class = prng.below(2) == 0 ? FieldClass::name : FieldClass::text,
            .role = prng.below(2) == 0 ? PaymentRole::creditor : PaymentRole::ultimate_debtor,
            .transaction = prng.below(2) == 0 ? 0 : model::no_index,
            .list = lists[prng.below(lists.size())],
            .listing_id = prng.below(2) == 0 ? "QDi.901" : "QDi.902",
            .score = static_cast<double>(prng.below(21)) / steps,
            .weak = prng.below(2) == 0};
}

bool same(const Judgement& left, const Judgement& right) {
    const auto equal = [](const model::Reason& one, const model::Reason& other) {
        return one.outcome == other.outcome && one.rule == other.rule && one.ground == other.ground &&
               one.finding.code == other.finding.code && one.finding.field == other.finding.field &&
               one.finding.list == other.finding.list && one.finding.score == other.finding.score;
    };
    return left.outcome == right.outcome && left.action == right.action && left.reply == right.reply &&
           std::ranges::equal(left.reasons, right.reasons, equal);
}

TEST(JudgeProperties, MoreFindingsNeverLowerTheOutcomeAndOrderDoesNotMatter) {
    base::Prng prng(base::testing::seed_from_environment(20261122));
    for (int round = 0; round < 3'000; ++round) {
        const Payment payment = prng.below(2) == 0 ? instant() : samples::complete();
        Situation situation = prng.below(2) == 0 ? proven() : fresh();
        if (prng.below(2) == 0) {
            situation.grounds = {{"L-1", {2026, 11, 22}}};
        }
        std::vector<Finding> findings;
        Outcome before = judge(policy(), payment, findings, situation).outcome;
        for (std::uint64_t left = prng.below(6); left > 0; --left) {
            findings.push_back(any_finding(prng));
            const auto judgement = judge(policy(), payment, findings, situation);
            ASSERT_GE(judgement.outcome, before) << "round " << round;
            before = judgement.outcome;
            std::vector<Finding> turned(findings.rbegin(), findings.rend());
            ASSERT_TRUE(same(judgement, judge(policy(), payment, turned, situation))) << "round " << round;
            ASSERT_TRUE(
                std::ranges::is_sorted(judgement.reasons, std::ranges::greater{}, &model::Reason::outcome));
        }
        Situation bare = situation;
        bare.proofs.clear();
        ASSERT_GE(judge(policy(), payment, findings, bare).outcome, before) << "without its proof";
        bare.grounds.clear();
        ASSERT_GE(judge(policy(), payment, findings, bare).outcome, before) << "without its ground";
    }
}

}  // namespace
}  // namespace cordon::decision
