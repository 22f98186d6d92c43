// Goal: which word on a held payment one person alone may give, as a table; nothing doubtful is in it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "decision/policy.h"

namespace cordon::decision {
namespace {

using model::Action;
using model::Finding;
using model::FindingKind;
using model::Outcome;
using model::Reason;
using enum model::FindingKind;

Reason reason(FindingKind kind, std::string code, Outcome outcome = Outcome::hold, std::string ground = {}) {
    Reason made;
    made.finding.kind = kind;
    made.finding.code = std::move(code);
    made.outcome = outcome;
    made.ground = std::move(ground);
    return made;
}

// How many people release a hold for these reasons.
constexpr int one = 1;
constexpr int two = 2;

struct Row {
    const char* what;
    std::vector<Reason> reasons;
    int usual;         // as the policy that ships: release_data_quality = false
    int by_hold_too;   // and release_hold = false
    int strict = two;  // nothing named
};

int people(const FourEyesRules& rules, const std::vector<Reason>& reasons) {
    return two_people_needed(rules, Outcome::hold, reasons, Action::release) ? two : one;
}

TEST(FourEyes, HowManyReleaseAHold) {
    const FourEyesRules usual{.release_data_quality = false};
    const FourEyesRules by_hold_too{.release_hold = false, .release_data_quality = false};
    const FourEyesRules matches_only{.release_hold = false};
    const Reason missing = reason(data_quality, "R16-03");
    const Reason name = reason(name_match, "match");
    const Row table[] = {
        // Missing or badly written data.
        {"the payer has no address", {missing}, one, one},
        {"the payee's name says nothing", {reason(data_quality, "R16-07")}, one, one},
        {"somebody stands behind the payer", {reason(data_quality, "R16-08")}, one, one},
        {"an IBAN with wrong check digits", {reason(message, "iban_checksum")}, one, one},
        {"a value that its format forbids", {reason(message, "bad_value")}, one, one},
        {"an element that is not known", {reason(message, "unknown_element")}, one, one},
        {"another version of the message", {reason(message, "header_version")}, one, one},
        {"two of these", {missing, reason(message, "bad_value")}, one, one},
        {"with what is only reported",
         {missing, reason(name_match, "match", Outcome::pass), reason(lists, "list_by_hand", Outcome::pass)},
         one,
         one},
        // Matches.
        {"a listed name", {name}, two, one},
        {"a listed name, and the payer has no address", {name, missing}, two, one},
        {"a name in a text", {reason(text_match, "match")}, two, one},
        {"a passport of a listed party", {reason(identifier_match, "match")}, two, one},
        {"a listed bank", {reason(agent_match, "match")}, two, one},
        {"a country that the policy names", {reason(country, "country:watched")}, two, one},
        {"an amount over the policy's", {reason(message, "amount_over:large")}, two, one},
        // Whatever the policy says.
        {"an amount that could not be read", {reason(message, "amount_unread:large")}, two, two},
        {"the id was used before with other content", {reason(message, "conflict")}, two, two},
        {"judged before, and erased since", {reason(message, "judged_and_erased")}, two, two},
        {"not readable", {reason(message, "malformed")}, two, two},
        {"of a kind that is not read", {reason(message, "unsupported")}, two, two},
        {"past a limit", {reason(message, "limit_exceeded")}, two, two},
        {"its end is not marked", {reason(message, "end_not_marked")}, two, two},
        {"the header announces another message", {reason(message, "header_mismatch")}, two, two},
        {"a possible duplicate", {reason(message, "possible_duplicate")}, two, two},
        {"an element is missing", {reason(message, "missing_element")}, two, two},
        {"a ground was claimed and refused", {reason(message, "ground_refused")}, two, two},
        {"a note of a later build", {reason(message, "brand_new")}, two, two},
        {"an R.16 rule of a later build", {reason(data_quality, "R16-12")}, two, two},
        {"whom a cover payment is for is not there", {reason(data_quality, "R16-09")}, two, two},
        {"an earlier message of the transfer said more", {reason(data_quality, "R16-10")}, two, two},
        {"an earlier message named another", {reason(data_quality, "R16-11")}, two, two},
        {"came again with other parties", {reason(resubmission, "changed_party")}, two, two},
        {"not all was screened in time", {reason(screening, "timeout")}, two, two},
        {"not all was screened", {reason(screening, "truncated")}, two, two},
        {"a note's code under another kind", {reason(screening, "bad_value")}, two, two},
        {"a list is stale", {reason(lists, "list_stale")}, two, two},
        {"a place that a listed group held", {reason(place, "held")}, two, two},
        {"goods", {reason(goods, "arms")}, two, two},
        {"cultural property", {reason(cultural, "provenance")}, two, two},
        {"oil", {reason(oil, "price")}, two, two},
        {"an owner who is listed", {reason(ownership, "owned")}, two, two},
        {"goods that pass, in a payment with a bad value",
         {reason(goods, "plain", Outcome::pass), reason(message, "bad_value")},
         two,
         two},
        {"a match let pass on a licence, and no address",
         {reason(name_match, "match", Outcome::pass, "licence L-1"), missing},
         two,
         two},
        {"a reason that blocks", {reason(message, "bad_value", Outcome::block)}, two, two},
        {"nothing that holds", {reason(name_match, "match", Outcome::pass)}, two, two},
        {"no reason", {}, two, two},
    };
    for (const Row& row : table) {
        EXPECT_EQ(people(usual, row.reasons), row.usual) << row.what;
        EXPECT_EQ(people(by_hold_too, row.reasons), row.by_hold_too) << row.what;
        EXPECT_EQ(people({}, row.reasons), row.strict) << row.what;
    }
    // Each reason asks its own key.
    EXPECT_EQ(people(matches_only, {name}), one);
    EXPECT_EQ(people(matches_only, {missing}), two);
    EXPECT_EQ(people(matches_only, {name, missing}), two);
}

TEST(FourEyes, TheRest) {
    const FourEyesRules none{.release_hold = false,
                             .release_data_quality = false,
                             .release_block = true,
                             .freeze = false,
                             .return_funds = false,
                             .reject = false};
    const std::vector<Reason> name = {reason(name_match, "match")};
    const struct {
        const char* what;
        FourEyesRules rules;
        Outcome outcome;
        Action action;
        int people;
    } table[] = {
        {"a pass needs nobody", {}, Outcome::pass, Action::release, one},
        {"a block is released by two", none, Outcome::block, Action::release, two},
        {"and rejected by two", none, Outcome::block, Action::reject, two},
        {"and sent back by two", none, Outcome::block, Action::return_funds, two},
        {"a hold is rejected by one", none, Outcome::hold, Action::reject, one},
        {"by two where nothing says so", {}, Outcome::hold, Action::reject, two},
        {"sent back by one", none, Outcome::hold, Action::return_funds, one},
        {"frozen by one", none, Outcome::block, Action::freeze_and_report, one},
        {"frozen by two where nothing says so", {}, Outcome::block, Action::freeze_and_report, two},
        {"to look takes nobody's leave", {}, Outcome::hold, Action::review, one},
    };
    for (const auto& row : table) {
        EXPECT_EQ(two_people_needed(row.rules, row.outcome, name, row.action) ? two : one, row.people)
            << row.what;
    }
}

}  // namespace
}  // namespace cordon::decision
