// Goal: verdicts are kept once: a replay is answered with the same bytes, the same id with other content is a
//       conflict, a payment that comes again without its listed party is held, and neither the size of groups
//       nor the order of examination changes a byte.
#include "engine/payment_recorder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/prng.h"
#include "base/testing.h"
#include "engine/memory_verdict_store.h"
#include "engine/test_lists.h"
#include "engine/verdict_json.h"

namespace cordon::engine {
namespace {

using model::Outcome;

constexpr base::Instant noon{1'793'620'800'000};

const Snapshot& snapshot() {
    static const Snapshot built = [] {
        std::vector<SnapshotPart> parts(1);
        parts[0].version.list = "un";
        parts[0].version.version = "1";
        parts[0].version.published = {2026, 1, 1};
        parts[0].listings = {testing::listing("P1", {"Haroun Dawud Zamrani"})};
        auto made = Snapshot::build(std::move(parts));
        if (!made) {
            std::printf("%s\n", made.error().message.c_str());
        }
        CORDON_CHECK(made.has_value());
        return *std::move(made);
    }();
    return built;
}

PaymentGate gate() {
    GateSituation situation;
    situation.policy.lists = {{"un", "1", decision::ListStanding::fresh}};
    return {snapshot(), default_policy(), situation};
}

std::string with(std::string message, std::string_view old_text, std::string_view new_text) {
    for (std::size_t at = message.find(old_text); at != std::string::npos;
         at = message.find(old_text, at + new_text.size())) {
        message.replace(at, old_text.size(), new_text);
    }
    return message;
}

std::string transfer() {
    return base::testing::read_test_file("corpus/payments/pacs008-true-hit.xml");
}

std::vector<RecordedVerdict> record(PaymentGate& one, VerdictStore& store,
                                    const std::vector<std::string>& messages) {
    std::vector<ExaminedMessage> examined;
    examined.reserve(messages.size());
    for (const std::string& message : messages) {
        examined.push_back(one.examine(message));
    }
    auto recorded = record_messages(one, store, examined, noon);
    CORDON_CHECK(recorded.has_value());
    return *std::move(recorded);
}

TEST(PaymentRecorder, AReplayIsAnsweredWithTheSameBytes) {
    PaymentGate one = gate();
    MemoryVerdictStore store;
    const auto first = record(one, store, {transfer()});
    const auto again = record(one, store, {transfer(), transfer()});
    EXPECT_EQ(first[0].kept.outcome, AppendOutcome::stored);
    for (const RecordedVerdict& one_more : again) {
        EXPECT_EQ(one_more.kept.outcome, AppendOutcome::replay);
        EXPECT_EQ(one_more.kept.verdict.bytes, first[0].kept.verdict.bytes);
    }
}

TEST(PaymentRecorder, TheSameIdWithOtherContentIsAConflictAndBothAreHeld) {
    PaymentGate one = gate();
    MemoryVerdictStore store;
    const std::string clean = with(transfer(), "HAROON DAUD AL ZAMRANI", "Marit Solbakkengen");
    const auto recorded = record(one, store, {clean, with(clean, "4850.00", "4851.00")});
    ASSERT_EQ(recorded.size(), 2U);
    EXPECT_EQ(recorded[0].kept.verdict.outcome, Outcome::pass);
    EXPECT_EQ(recorded[1].kept.outcome, AppendOutcome::conflict);
    EXPECT_NE(recorded[1].kept.verdict.outcome, Outcome::pass);
    EXPECT_NE(recorded[1].kept.verdict.bytes.find(recorded[0].kept.verdict.verdict_id), std::string::npos);
    for (const RecordedVerdict& each : recorded) {
        const auto hold = store.hold(each.kept.verdict.verdict_id);
        ASSERT_TRUE(hold);
        EXPECT_EQ(hold->state, HoldState::open);
        EXPECT_FALSE(may_move(each.kept.verdict.outcome, hold->state));
    }
}

// A sender that gives one id to all that it sends: all are held, and neither a verdict nor the log grows with
// the square of them.
TEST(PaymentRecorder, OneIdForManyMessagesHoldsThemAllAndStaysSmall) {
    PaymentGate one = gate();
    MemoryVerdictStore store;
    const std::string clean = with(transfer(), "HAROON DAUD AL ZAMRANI", "Marit Solbakkengen");
    std::vector<std::string> messages;
    for (int at = 0; at < 60; ++at) {
        messages.push_back(with(clean, "4850.00", std::to_string(5'000 + at) + ".00"));
    }
    const auto recorded = record(one, store, messages);
    ASSERT_EQ(recorded.size(), messages.size());
    for (std::size_t at = 0; at < recorded.size(); ++at) {
        const StoredVerdict& kept = recorded[at].kept.verdict;
        const auto hold = store.hold(kept.verdict_id);
        ASSERT_TRUE(hold);
        EXPECT_EQ(hold->state, HoldState::open) << at;
        EXPECT_LE(hold->events.size(), 2U) << at << ": opened by its verdict and by the next of its id";
        const auto named =
            std::ranges::count(recorded[at].verdict.reasons, std::string("conflict"),
                               [](const model::Reason& reason) { return reason.finding.code; });
        EXPECT_EQ(named, std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(at), 21)) << at;
        EXPECT_TRUE(at == 0 || kept.bytes.find(recorded[at - 1].kept.verdict.verdict_id) != std::string::npos)
            << at << " names the one before";
    }
    EXPECT_LE(store.log().size(), 3 * messages.size());
}

// A release that was agreed to does not outlive the next message of that id.
TEST(PaymentRecorder, AHoldThatWasReleasedIsOpenedByEveryFurtherMessageOfItsId) {
    PaymentGate one = gate();
    MemoryVerdictStore store;
    const std::string clean = with(transfer(), "HAROON DAUD AL ZAMRANI", "Marit Solbakkengen");
    const std::string first =
        record(one, store, {clean, with(clean, "4850.00", "4851.00"), with(clean, "4850.00", "4852.00")})[0]
            .kept.verdict.verdict_id;
    for (const std::string principal : {"anna", "bert"}) {
        ASSERT_TRUE(store.decide({first, principal, "looked at", true, noon}));
    }
    ASSERT_EQ(store.hold(first)->state, HoldState::released);
    (void)record(one, store, {with(clean, "4850.00", "4853.00")});
    EXPECT_EQ(store.hold(first)->state, HoldState::open);
}

TEST(PaymentRecorder, APaymentThatComesAgainWithoutItsListedPartyIsHeld) {
    PaymentGate one = gate();
    MemoryVerdictStore store;
    const std::string stripped = with(with(transfer(), "HAROON DAUD AL ZAMRANI", "Marit Solbakkengen"),
                                      "SAMPLE-20261102-0001", "SAMPLE-20261102-0099");
    PaymentGate fresh = gate();
    MemoryVerdictStore other;
    ASSERT_EQ(record(fresh, other, {stripped})[0].kept.verdict.outcome, Outcome::pass) << "by itself";
    for (const bool together : {true, false}) {
        MemoryVerdictStore kept;
        std::vector<RecordedVerdict> recorded;
        if (together) {
            recorded = record(one, kept, {transfer(), stripped});
        } else {
            recorded = record(one, kept, {transfer()});
            recorded.push_back(record(one, kept, {stripped}).front());
        }
        EXPECT_EQ(recorded[1].kept.verdict.outcome, Outcome::hold);
        EXPECT_NE(recorded[1].kept.verdict.bytes.find(recorded[0].kept.verdict.verdict_id), std::string::npos)
            << "the earlier verdict stands beside it";
    }
}

// Payments of which some share accounts and amounts, and some are listed.
std::vector<std::string> a_day() {
    std::vector<std::string> messages;
    for (int at = 0; at < 60; ++at) {
        std::string message = with(transfer(), "SAMPLE-20261102-0001", "DAY-" + std::to_string(at));
        message = with(message, "INVOICE-7731", "INVOICE-" + std::to_string(at % 7));
        message = with(message, "990000000001", "9900000010" + std::to_string(10 + at % 5));
        if (at % 3 != 0) {
            message =
                with(message, "HAROON DAUD AL ZAMRANI", at % 3 == 1 ? "Marit Solbakkengen" : "A. N. Other");
        }
        messages.push_back(std::move(message));
    }
    return messages;
}

std::vector<std::string> bytes_of(const std::vector<RecordedVerdict>& recorded) {
    std::vector<std::string> bytes;
    for (const RecordedVerdict& one : recorded) {
        bytes.push_back(one.kept.verdict.bytes);
    }
    return bytes;
}

TEST(PaymentRecorder, NeitherGroupsNorTheOrderOfExaminationChangeAByte) {
    const std::vector<std::string> messages = a_day();
    PaymentGate one = gate();
    MemoryVerdictStore whole;
    const auto expected = bytes_of(record(one, whole, messages));
    base::Prng random(base::testing::seed_from_environment(5));
    for (int round = 0; round < 5; ++round) {
        PaymentGate other = gate();
        std::vector<std::size_t> order(messages.size());
        for (std::size_t at = 0; at < order.size(); ++at) {
            order[at] = at;
            std::swap(order[at], order[random.below(at + 1)]);
        }
        std::vector<ExaminedMessage> examined(messages.size());
        for (const std::size_t at : order) {
            examined[at] = other.examine(messages[at]);
        }
        MemoryVerdictStore store;
        std::vector<std::string> bytes;
        for (std::size_t at = 0; at < examined.size();) {
            const std::size_t count = std::min<std::size_t>(1 + random.below(20), examined.size() - at);
            const auto recorded = record_messages(other, store, std::span(examined).subspan(at, count), noon);
            ASSERT_TRUE(recorded);
            std::ranges::copy(bytes_of(*recorded), std::back_inserter(bytes));
            at += count;
        }
        EXPECT_EQ(bytes, expected);
    }
}

}  // namespace
}  // namespace cordon::engine
