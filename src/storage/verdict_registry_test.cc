// Goal: what was answered once is answered again, word for word; a message id used twice holds both messages;
// no hold ends by one person, whoever writes to the database; nothing that was kept is changed. The first
// half holds for every store.
#include "storage/verdict_registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "engine/memory_verdict_store.h"
#include "storage/test_record.h"

namespace cordon::storage {
namespace {

using base::ErrorCode;
using engine::Appended;
using engine::AppendOutcome;
using engine::HoldState;
using engine::NewVerdict;
using engine::TokenKind;
using engine::VerdictStore;
using model::Outcome;
using ::testing::HasSubstr;
using testing::minutes_later;
using testing::noon;
using testing::raw_sql;
using testing::RecordHome;
using testing::token;
using testing::verdict;

class AnyVerdictStore : public ::testing::TestWithParam<bool> {
protected:
    void SetUp() override { again(); }
    // What a new process would see.
    void again() {
        if (!GetParam()) {
            if (store_ == nullptr) {
                store_ = std::make_unique<engine::MemoryVerdictStore>();
            }
            return;
        }
        store_.reset();
        store_ = home_.open();
    }
    [[nodiscard]] Appended append(const NewVerdict& fresh, base::Instant at = noon) {
        auto answers = store_->append({&fresh, 1}, at);
        EXPECT_TRUE(answers) << answers.error().message;
        return answers ? answers->front() : Appended();
    }
    [[nodiscard]] base::Result<HoldState> decide(const std::string& id, const std::string& who,
                                                 bool release) {
        return store_->decide({id, who, "checked the papers", release, minutes_later(1)});
    }

    RecordHome home_;
    std::unique_ptr<VerdictStore> store_;
};

TEST_P(AnyVerdictStore, TheSameMessageGetsTheSameBytes) {
    const NewVerdict first = verdict(1);
    const Appended stored = append(first);
    EXPECT_EQ(stored.outcome, AppendOutcome::stored);
    EXPECT_EQ(stored.verdict.bytes, first.bytes);
    again();
    NewVerdict other = first;  // judged again, with newer lists
    other.bytes = "{\"other\":true}";
    other.verdict_id = "v" + std::string(32, '7');
    other.outcome = Outcome::block;
    const Appended replay = append(other, minutes_later(5));
    EXPECT_EQ(replay.outcome, AppendOutcome::replay);
    EXPECT_EQ(replay.verdict, stored.verdict);
    EXPECT_EQ(replay.state, HoldState::clear);
    const auto found = store_->find(first.key);
    ASSERT_TRUE(found && *found);
    EXPECT_EQ(**found, stored.verdict);
    EXPECT_EQ(store_->verdict(first.verdict_id)->bytes, first.bytes);
    EXPECT_EQ(store_->verdict(first.verdict_id.substr(0, 9))->bytes, first.bytes);
    EXPECT_EQ(*store_->message(first.verdict_id), first.message);
    EXPECT_EQ(store_->verdict("v00000000000000000000000000000000").error().code, ErrorCode::not_found);
    EXPECT_EQ(store_->verdict("v12").error().code, ErrorCode::invalid_input);
    EXPECT_EQ(store_->verdict("'; DROP TABLE verdicts").error().code, ErrorCode::invalid_input);
    EXPECT_FALSE(*store_->find(verdict(2).key));
}

TEST_P(AnyVerdictStore, ABatchIsAnsweredInOrderAndWhole) {
    std::vector<NewVerdict> batch;
    for (int number = 0; number < 200; ++number) {
        batch.push_back(verdict(number, number % 10 == 3 ? Outcome::hold : Outcome::pass));
    }
    batch.push_back(verdict(5));                          // twice in one batch
    batch.push_back(verdict(6, Outcome::pass, "other"));  // an id twice in one batch
    batch[9].message = "";
    const auto answers = store_->append(batch, noon);
    ASSERT_TRUE(answers) << answers.error().message;
    ASSERT_EQ(answers->size(), 202U);
    EXPECT_EQ((*answers)[200].outcome, AppendOutcome::replay);
    EXPECT_EQ((*answers)[200].verdict, (*answers)[5].verdict);
    EXPECT_EQ((*answers)[201].outcome, AppendOutcome::conflict);
    again();
    for (std::size_t at = 0; at < 200; ++at) {
        ASSERT_EQ((*answers)[at].verdict.bytes, batch[at].bytes);
        ASSERT_EQ(*store_->message(batch[at].verdict_id), batch[at].message);
    }
    std::vector<std::string> order;
    ASSERT_TRUE(store_->for_each_verdict(0, [&](const engine::StoredVerdict& each) -> base::Status {
        order.push_back(each.verdict_id);
        return {};
    }));
    ASSERT_EQ(order.size(), 201U);
    EXPECT_EQ(order[17], batch[17].verdict_id);
    const auto stop = store_->for_each_verdict(
        0, [](const engine::StoredVerdict&) { return base::fail(ErrorCode::stale, "enough"); });
    EXPECT_EQ(stop.error().code, ErrorCode::stale);
    // One that cannot be kept spoils the batch, and nothing of it stays.
    std::vector<NewVerdict> spoilt = {verdict(900), verdict(901)};
    spoilt[1].key.message_id = "";
    EXPECT_EQ(store_->append(spoilt, noon).error().code, ErrorCode::invalid_input);
    spoilt[1] = verdict(6, Outcome::pass, "a third content");
    spoilt[1].in_conflict = [](std::span<const engine::StoredVerdict>) {
        return engine::ConflictVerdict{verdict(902).verdict_id, Outcome::pass, "{}"};
    };
    EXPECT_EQ(store_->append(spoilt, noon).error().code, ErrorCode::invalid_input);
    EXPECT_FALSE(*store_->find(spoilt[0].key));
    EXPECT_EQ(append(verdict(900)).outcome, AppendOutcome::stored);
}

TEST_P(AnyVerdictStore, OneMessageIdWithTwoContentsHoldsBoth) {
    NewVerdict first = verdict(1);
    first.token = token(first.verdict_id, TokenKind::pass);
    EXPECT_TRUE(append(first).token_kept);
    NewVerdict second = verdict(1, Outcome::pass, "another beneficiary");
    second.token = token(second.verdict_id, TokenKind::pass);
    const NewVerdict as_hold = verdict(77, Outcome::hold);
    second.in_conflict = [&](std::span<const engine::StoredVerdict> earlier) {
        EXPECT_EQ(earlier.size(), 1U);
        EXPECT_EQ(earlier.front().verdict_id, first.verdict_id);
        return engine::ConflictVerdict{as_hold.verdict_id, Outcome::hold, as_hold.bytes};
    };
    const Appended conflict = append(second, minutes_later(2));
    EXPECT_EQ(conflict.outcome, AppendOutcome::conflict);
    EXPECT_EQ(conflict.conflicts_with, std::vector<std::string>{first.verdict_id});
    EXPECT_EQ(conflict.verdict.bytes, as_hold.bytes);
    EXPECT_EQ(conflict.state, HoldState::open);
    EXPECT_FALSE(conflict.token_kept);
    again();
    const auto earlier = store_->hold(first.verdict_id);
    ASSERT_TRUE(earlier);
    EXPECT_EQ(earlier->state, HoldState::open);
    EXPECT_NE(earlier->events.at(0).reason.find(as_hold.verdict_id), std::string::npos);
    const auto tokens = store_->tokens(first.verdict_id);
    ASSERT_TRUE(tokens && tokens->size() == 1);
    EXPECT_EQ(tokens->front().void_since, std::optional(minutes_later(2)));
    // Its bytes are still those that were judged; that it may not move now is in the state.
    const Appended replay = append(first, minutes_later(3));
    EXPECT_EQ(replay.verdict.bytes, first.bytes);
    EXPECT_EQ(replay.state, HoldState::open);
    EXPECT_FALSE(replay.token_kept);
    EXPECT_FALSE(engine::may_move(replay.verdict.outcome, replay.state));
    EXPECT_EQ(store_->holds({})->holds.size(), 2U);
    // Without a word from the gate it is kept as judged, and held all the same.
    const Appended third = append(verdict(1, Outcome::pass, "a third"), minutes_later(4));
    EXPECT_EQ(third.state, HoldState::open);
    EXPECT_EQ(third.conflicts_with.size(), 2U);
    // Other tenants and channels have message ids of their own.
    NewVerdict elsewhere = verdict(1, Outcome::pass, "elsewhere");
    elsewhere.key.tenant = "other bank";
    EXPECT_EQ(append(elsewhere).outcome, AppendOutcome::stored);
}

TEST_P(AnyVerdictStore, TwoPeopleEndAHold) {
    const std::string id = verdict(1).verdict_id;
    struct Say {
        const char* who;
        bool release;
        std::optional<HoldState> becomes;  // nothing: refused
    };
    const auto case_of = [&](int number, const std::vector<Say>& said) {
        const NewVerdict held = verdict(number, Outcome::hold);
        EXPECT_EQ(append(held).state, HoldState::open);
        for (const Say& say : said) {
            again();
            const auto now = decide(held.verdict_id, say.who, say.release);
            EXPECT_EQ(now.has_value(), say.becomes.has_value()) << number << " " << say.who;
            if (now && say.becomes) {
                EXPECT_EQ(*now, *say.becomes) << number << " " << say.who;
            } else if (!now) {
                EXPECT_EQ(now.error().code, ErrorCode::conflict) << now.error().message;
            }
        }
    };
    using enum HoldState;
    case_of(1, {{"anna", true, proposed_release}, {"anna", true, {}}, {"bert", true, released}});
    case_of(2, {{"anna", false, proposed_reject}, {"bert", false, rejected}, {"carl", true, {}}});
    case_of(3, {{"anna", true, proposed_release},
                {" ANNA ", true, {}},
                {"An na", true, {}},
                {"anna.", true, {}},
                {"annabel", true, released}});
    const NewVerdict spelled = verdict(30, Outcome::hold);
    (void)append(spelled);
    ASSERT_TRUE(decide(spelled.verdict_id, "anna", true));
    for (const char* const name : {"\u0430nna", "anna\u200b", "\uff41nna", "ann\xe1", "..."}) {
        const auto now = decide(spelled.verdict_id, name, true);
        ASSERT_FALSE(now) << name;
        EXPECT_EQ(now.error().code, ErrorCode::invalid_input) << name;
    }
    ASSERT_TRUE(decide(spelled.verdict_id, "bert", true));
    case_of(4, {{"anna", true, proposed_release},
                {"bert", false, proposed_reject},  // does not agree: a new proposal
                {"bert", true, proposed_release},
                {"bert", true, {}},
                {"anna", true, released},
                {"carl", false, {}}});
    EXPECT_EQ(decide(verdict(50).verdict_id, "anna", true).error().code, ErrorCode::not_found);
    EXPECT_EQ(append(verdict(51)).state, clear);
    EXPECT_EQ(decide(verdict(51).verdict_id, "anna", true).error().code, ErrorCode::not_found);
    EXPECT_EQ(append(verdict(52, Outcome::hold)).state, open);
    EXPECT_EQ(decide(verdict(52, Outcome::hold).verdict_id, "  ", true).error().code,
              ErrorCode::invalid_input);
    EXPECT_EQ(store_->decide({verdict(52, Outcome::hold).verdict_id, "anna", "", true, noon}).error().code,
              ErrorCode::invalid_input);
    EXPECT_EQ(store_->holds({})->holds.size(), 1U);
    EXPECT_EQ(store_->holds({true, 100})->holds.size(), 6U);
    EXPECT_TRUE(store_->holds({true, 4})->truncated);
    const auto shown = store_->hold(verdict(4, Outcome::hold).verdict_id);
    ASSERT_TRUE(shown && shown->events.size() == 5);
    EXPECT_EQ(shown->events[4].principal, "anna");
    EXPECT_EQ(shown->events[4].reason, "checked the papers");
}

TEST_P(AnyVerdictStore, TokensOnlyForWhatMayMove) {
    NewVerdict held = verdict(1, Outcome::hold);
    held.token = token(held.verdict_id, TokenKind::pass);
    EXPECT_FALSE(append(held).token_kept);
    EXPECT_FALSE(append(held).token_kept) << "nor for a replay";
    const auto release = token(held.verdict_id, TokenKind::release, minutes_later(2));
    EXPECT_EQ(store_->keep_token(release).error().code, ErrorCode::conflict);
    EXPECT_TRUE(decide(held.verdict_id, "anna", true));
    EXPECT_EQ(store_->keep_token(release).error().code, ErrorCode::conflict);
    EXPECT_TRUE(decide(held.verdict_id, "bert", true));
    EXPECT_EQ(store_->keep_token(token(held.verdict_id, TokenKind::pass)).error().code, ErrorCode::conflict);
    EXPECT_TRUE(store_->keep_token(release));
    auto long_lived = release;
    long_lived.expires.unix_ms += 300'001;
    EXPECT_EQ(store_->keep_token(long_lived).error().code, ErrorCode::invalid_input);
    long_lived.expires = long_lived.issued;
    EXPECT_EQ(store_->keep_token(long_lived).error().code, ErrorCode::invalid_input);

    NewVerdict passed = verdict(2);
    passed.token = token(passed.verdict_id, TokenKind::pass);
    EXPECT_TRUE(append(passed).token_kept);
    passed.token = token(passed.verdict_id, TokenKind::pass, minutes_later(20));
    EXPECT_TRUE(append(passed, minutes_later(20)).token_kept) << "a replay may get a fresh token";
    EXPECT_EQ(store_->tokens(passed.verdict_id)->size(), 2U);
    EXPECT_EQ(store_->keep_token(token(passed.verdict_id, TokenKind::release)).error().code,
              ErrorCode::conflict);
    // A newer list has an effect: held again, and what was given out is void.
    again();
    EXPECT_TRUE(store_->open_hold(held.verdict_id, "cordon", "listed since", minutes_later(3)));
    EXPECT_EQ(store_->hold(held.verdict_id)->state, HoldState::open);
    EXPECT_EQ(store_->tokens(held.verdict_id)->front().void_reason, "listed since");
    EXPECT_EQ(store_->keep_token(release).error().code, ErrorCode::conflict);
    EXPECT_TRUE(decide(held.verdict_id, "anna", false));
    EXPECT_TRUE(decide(held.verdict_id, "bert", false));
    EXPECT_EQ(store_->open_hold(held.verdict_id, "carl", "again", noon).error().code, ErrorCode::conflict);
}

TEST_P(AnyVerdictStore, AResubmissionIsFoundByItsFingerprints) {
    for (int number = 0; number < 30; ++number) {
        ASSERT_EQ(append(verdict(number), minutes_later(number)).outcome, AppendOutcome::stored);
    }
    const std::vector<std::string> of_three = {"amount of 3", "nobody's"};
    const auto one = store_->earlier_by_fingerprint(of_three, {noon});
    ASSERT_TRUE(one && one->verdicts.size() == 1);
    EXPECT_EQ(one->verdicts[0].key.message_id, "MSG-3");
    const std::vector<std::string> account = {"account of 2", "amount of 2"};
    const auto all = store_->earlier_by_fingerprint(account, {noon});
    ASSERT_EQ(all->verdicts.size(), 4U);
    EXPECT_EQ(all->verdicts[0].key.message_id, "MSG-23") << "newest first, each once";
    EXPECT_EQ(store_->earlier_by_fingerprint(account, {minutes_later(10)})->verdicts.size(), 2U);
    EXPECT_TRUE(store_->earlier_by_fingerprint({}, {noon})->verdicts.empty());
    NewVerdict held = verdict(31, Outcome::hold);
    held.fingerprints = {"account of 2"};
    ASSERT_EQ(append(held, minutes_later(31)).outcome, AppendOutcome::stored);
    EXPECT_EQ(store_->earlier_by_fingerprint(account, {noon})->verdicts.size(), 5U);
    const auto only_held = store_->earlier_by_fingerprint(account, {.since = noon, .passed_too = false});
    ASSERT_EQ(only_held->verdicts.size(), 1U);
    EXPECT_EQ(only_held->verdicts[0].verdict_id, held.verdict_id);
    const std::uint64_t leaf = only_held->verdicts[0].leaf;
    EXPECT_EQ(store_->earlier_by_fingerprint(account, {noon, leaf})->verdicts.size(), 4U);
}

INSTANTIATE_TEST_SUITE_P(Stores, AnyVerdictStore, ::testing::Bool(), [](const auto& each) {
    return each.param ? std::string("OnDisk") : std::string("InMemory");
});

// The rest is about the database.

TEST(VerdictRegistry, TheDatabaseItselfForbidsWhatTheRulesForbid) {
    const RecordHome home;
    auto store = home.open();
    std::vector<NewVerdict> batch = {verdict(0), verdict(1, Outcome::hold), verdict(2, Outcome::block)};
    batch[0].token = token(batch[0].verdict_id, TokenKind::pass);
    ASSERT_TRUE(store->append(batch, noon));  // leaves 0 verdict, 1 token, 2 verdict, 3 opened, 4, 5
    ASSERT_TRUE(store->decide({batch[1].verdict_id, "anna", "papers", true, noon}));  // leaf 6
    ASSERT_TRUE(store->checkpoint(noon));
    const std::string leaf = "INSERT INTO leaves VALUES (7, 2, zeroblob(32)); ";
    const std::string leaf_3 = "INSERT INTO leaves VALUES (7, 3, zeroblob(32)); ";
    const struct {
        const char* what;
        const char* refusal;
        std::string sql;
    } table[] = {
        {"the same person confirms", "two different people",
         leaf + "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) VALUES "
                "(7, 2, 3, 'anna', 'x', 0, 1)"},
        {"the same person in capitals", "two different people",
         leaf + "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) VALUES "
                "(7, 2, 3, 'ANNA', 'x', 0, 1)"},
        {"the same person with a blank", "trim(principal",
         leaf + "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) VALUES "
                "(7, 2, 3, 'anna ', 'x', 0, 1)"},
        {"the same person with a tab", "a principal is named in ASCII",
         leaf + "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) VALUES "
                "(7, 2, 3, 'anna' || char(9), 'x', 0, 1)"},
        {"nobody confirms", "trim(principal",
         leaf + "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) VALUES "
                "(7, 2, 3, '', 'x', 0, 1)"},
        {"without a reason", "trim(reason",
         leaf + "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) VALUES "
                "(7, 2, 3, 'bert', ' ', 0, 1)"},
        {"confirms what was not proposed", "two different people",
         leaf + "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) VALUES "
                "(7, 2, 4, 'bert', 'x', 0, 1)"},
        {"rejects what nobody proposed", "two different people",
         leaf + "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) VALUES "
                "(7, 4, 4, 'bert', 'x', 0, 1)"},
        {"proposes for what is not held", "only an open hold",
         leaf + "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) VALUES "
                "(7, 0, 1, 'bert', 'x', 0, 1)"},
        {"a block without the policy", "where the policy allows",
         leaf + "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) VALUES "
                "(7, 4, 1, 'bert', 'x', 0, 1)"},
        {"a step without a leaf", "a leaf of its kind",
         "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) VALUES (7, 2, "
         "3, 'bert', 'x', 0, 1)"},
        {"a step on a leaf of another kind", "a leaf of its kind",
         leaf_3 + "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) "
                  "VALUES (7, 2, 3, 'bert', 'x', 0, 1)"},
        {"a step between earlier ones", "there already",
         "INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, at) VALUES (5, 2, "
         "0, 'bert', 'x', 0, 1)"},
        {"a token for a hold", "did not pass", leaf_3 + "INSERT INTO tokens VALUES (7, 2, 0, 1, 2, 'x')"},
        {"a release token for a hold", "was not released",
         leaf_3 + "INSERT INTO tokens VALUES (7, 2, 1, 1, 2, 'x')"},
        {"a token for a block", "did not pass", leaf_3 + "INSERT INTO tokens VALUES (7, 4, 0, 1, 2, 'x')"},
        {"a release token for a pass", "was not released",
         leaf_3 + "INSERT INTO tokens VALUES (7, 0, 1, 1, 2, 'x')"},
        {"a token for 16 minutes", "<= 900000",
         leaf_3 + "INSERT INTO tokens VALUES (7, 0, 0, 0, 960000, 'x')"},
        {"a token for no verdict", "did not pass",
         leaf_3 + "INSERT INTO tokens VALUES (7, 99, 0, 0, 1, 'x')"},
        {"a leaf behind a gap", "right after the last", "INSERT INTO leaves VALUES (9, 2, zeroblob(32))"},
        {"a leaf before the first", "right after the last",
         "INSERT INTO leaves VALUES (-5, 2, zeroblob(32))"},
        {"a leaf over another", "there already", "INSERT OR REPLACE INTO leaves VALUES (0, 1, zeroblob(32))"},
        {"a checkpoint of leaves to come", "leaves that are there",
         "INSERT INTO checkpoints VALUES (90, zeroblob(32), zeroblob(32), 'x', hex(zeroblob(32)))"},
        {"a checkpoint before the last", "leaves that are there",
         "INSERT INTO checkpoints VALUES (3, zeroblob(32), zeroblob(32), 'x', hex(zeroblob(32)))"},
    };
    for (const auto& row : table) {
        const std::string says =
            raw_sql(home.path(), "PRAGMA foreign_keys = ON; BEGIN; " + row.sql + "; COMMIT");
        EXPECT_NE(says.find(row.refusal), std::string::npos) << row.what << ": " << says;
    }
    for (const char* name :
         {"leaves", "archives", "verdicts", "fingerprints", "hold_events", "tokens", "checkpoints"}) {
        const std::string of(name);
        EXPECT_EQ(raw_sql(home.path(), "DELETE FROM " + of), "the record is only added to") << name;
        if (of != "fingerprints") {  // all of its columns are its key: it can only be replaced by itself
            EXPECT_NE(raw_sql(home.path(), "INSERT OR REPLACE INTO " + of + " SELECT * FROM " + of), "")
                << name;
        }
    }
    for (const char* change :
         {"leaves SET hash = zeroblob(32)", "verdicts SET outcome = 0", "verdicts SET bytes = x'00'",
          "hold_events SET principal = 'bert'", "tokens SET expires = 5", "checkpoints SET statement = ''",
          "archives SET packed = x'00'", "fingerprints SET key = 1"}) {
        EXPECT_EQ(raw_sql(home.path(), std::string("UPDATE ") + change), "the record is only added to");
    }
    // And what is allowed goes on.
    EXPECT_EQ(*store->decide({batch[1].verdict_id, "bert", "papers", true, noon}), HoldState::released);
}

TEST(VerdictRegistry, BothStoresKeepOneLog) {
    const RecordHome home;
    auto opened = VerdictRegistry::open(home.path(), {"gate", "test build", "", false});
    ASSERT_TRUE(opened);
    auto disk = *std::move(opened);
    engine::MemoryVerdictStore memory;
    std::vector<NewVerdict> batch;
    for (int number = 0; number < 300; ++number) {
        batch.push_back(verdict(number % 290, number % 5 == 0 ? Outcome::hold : Outcome::pass,
                                number < 290 ? "one content" : "other content"));
    }
    for (VerdictStore* store :
         {static_cast<VerdictStore*>(disk.get()), static_cast<VerdictStore*>(&memory)}) {
        ASSERT_TRUE(store->append(batch, noon));
        ASSERT_TRUE(store->decide({batch[5].verdict_id, "anna", "papers", false, noon}));
        ASSERT_TRUE(store->checkpoint(noon));
    }
    const std::string root = base::to_hex(memory.log().root());
    EXPECT_NE(raw_sql(home.path(), "SELECT CASE (SELECT hex(root) FROM checkpoints WHERE size = " +
                                       std::to_string(memory.log().size()) + ") WHEN upper('" + root +
                                       "') THEN abs(-9223372036854775808) END"),
              "")
        << "an overflow says that the roots are equal";
}

TEST(VerdictRegistry, ManyProcessesMayOpenAFreshHome) {
    const RecordHome home;
    std::vector<std::thread> threads;
    std::atomic<int> stored = 0;
    for (int number = 0; number < 8; ++number) {
        threads.emplace_back([&, number] {
            for (int round = 0; round < 5; ++round) {
                auto store = home.open();
                const NewVerdict fresh = verdict(100 * number + round);
                stored += store != nullptr && store->append({&fresh, 1}, noon) ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(stored, 40);
    EXPECT_EQ(raw_sql(home.path(),
                      "SELECT CASE (SELECT count(*) FROM verdicts) WHEN 40 THEN 1 ELSE "
                      "abs(-9223372036854775808) END"),
              "");
}

TEST(VerdictRegistry, TwoWritersShareOneLog) {
    const RecordHome home;
    auto one = home.open();
    auto two = home.open();
    for (int number = 0; number < 40; ++number) {
        const NewVerdict fresh = verdict(number);
        auto& store = number % 3 == 0 ? one : two;
        ASSERT_TRUE(store->append({&fresh, 1}, noon));
        ASSERT_TRUE(store->checkpoint(noon));
    }
    auto three = home.open();
    EXPECT_TRUE(three->checkpoint(noon));
    EXPECT_EQ((*three->find(verdict(20).key))->bytes, verdict(20).bytes);
}

constexpr const char* one_policy = "name = 'House'\nversion = '1'\nthreshold = 0.85\n";

TEST_P(AnyVerdictStore, APolicyHoldsOnceTwoPeopleSaidSo) {
    const auto decide_policy = [this](const std::string& toml, const std::string& who) {
        return store_->decide_policy({toml, who, "new scheme", minutes_later(1)});
    };
    EXPECT_EQ(engine::active_policy(*store_->policy_steps()), nullptr);
    const auto proposed = decide_policy(one_policy, "anna");
    ASSERT_TRUE(proposed) << proposed.error().message;
    EXPECT_EQ(proposed->step, engine::PolicyStepKind::proposed);
    EXPECT_EQ(engine::active_policy(*store_->policy_steps()), nullptr);
    again();
    for (const char* same : {"anna", " ANNA "}) {
        EXPECT_EQ(decide_policy(one_policy, same).error().code, ErrorCode::conflict) << same;
    }
    // The same policy in other words is the same; another one is another proposal.
    const std::string other = std::string(one_policy) + "[message]\niban_checksum = 'report'\n";
    EXPECT_EQ(decide_policy(other, "bert")->step, engine::PolicyStepKind::proposed);
    EXPECT_EQ(decide_policy(one_policy, "anna")->step, engine::PolicyStepKind::proposed);
    const auto activated = decide_policy("# seen\n" + std::string(one_policy), "bert");
    ASSERT_TRUE(activated) << activated.error().message;
    EXPECT_EQ(activated->step, engine::PolicyStepKind::activated);
    again();
    const auto steps = store_->policy_steps();
    ASSERT_TRUE(steps);
    EXPECT_EQ(steps->size(), 4U);
    const engine::PolicyStep* active = engine::active_policy(*steps);
    ASSERT_NE(active, nullptr);
    EXPECT_EQ(*active, *activated);
    EXPECT_EQ(*store_->policy_text(active->policy_sha256), one_policy);
    EXPECT_EQ(active->text_sha256, base::sha256_hex(one_policy));
    EXPECT_EQ(decide_policy(one_policy, "carl").error().code, ErrorCode::conflict);
    EXPECT_EQ(decide_policy("name = 'x'", "carl").error().code, ErrorCode::invalid_input);
    EXPECT_EQ(decide_policy(other, " ").error().code, ErrorCode::invalid_input);
    EXPECT_EQ(store_->policy_text(std::string(64, '0')).error().code, ErrorCode::not_found);
}

TEST_P(AnyVerdictStore, WhatAVerdictWasJudgedUnderIsKeptOnce) {
    const auto under = std::make_shared<engine::JudgedUnder>();
    under->situation = "{\"scheme\":\"\"}";
    under->situation_sha256 = base::sha256_hex(under->situation);
    under->policy_sha256 = base::sha256_hex("policy");
    under->policy_toml = one_policy;
    for (int number = 0; number < 3; ++number) {
        NewVerdict fresh = verdict(number);
        fresh.under = under;
        const Appended kept = append(fresh);
        EXPECT_EQ(kept.verdict.situation_sha256, under->situation_sha256);
        again();
        EXPECT_EQ(*store_->verdict(fresh.verdict_id), kept.verdict);
    }
    EXPECT_EQ(append(verdict(3)).verdict.situation_sha256, "");
    EXPECT_EQ(*store_->situation(under->situation_sha256), under->situation);
    EXPECT_EQ(*store_->policy_text(under->policy_sha256), one_policy);
    EXPECT_EQ(store_->situation(std::string(64, '0')).error().code, ErrorCode::not_found);
}

TEST(VerdictRegistry, TheDatabaseRefusesAPolicyOfOnePerson) {
    const RecordHome home;
    {
        auto store = home.open();
        ASSERT_TRUE(store->decide_policy({one_policy, "anna", "new scheme", noon}));
        const NewVerdict fresh = verdict(1);
        ASSERT_TRUE(store->append({&fresh, 1}, noon));
    }
    const std::string leaf = "INSERT INTO leaves SELECT max(seq) + 1, 5, zeroblob(32) FROM leaves; ";
    const auto step = [&leaf](const std::string& policy, const std::string& who) {
        return leaf + "INSERT INTO policy_steps SELECT (SELECT max(seq) FROM leaves), 1, " + policy +
               ", zeroblob(32), '" + who + "', 'because', 0 FROM policies LIMIT 1";
    };
    for (const char* who : {"anna", "Anna"}) {
        EXPECT_THAT(raw_sql(home.path(), step("sha256", who)), HasSubstr("two different people")) << who;
    }
    EXPECT_THAT(raw_sql(home.path(), step("zeroblob(32)", "bert")), HasSubstr("mean the same one"));
    EXPECT_THAT(raw_sql(home.path(), "UPDATE policies SET toml = 'x'"), HasSubstr("only added to"));
    EXPECT_THAT(raw_sql(home.path(), "DELETE FROM policy_steps"), HasSubstr("only added to"));
    EXPECT_THAT(raw_sql(home.path(), "INSERT OR REPLACE INTO policies SELECT sha256, 'x' FROM policies"),
                HasSubstr("there already"));
    EXPECT_THAT(raw_sql(home.path(),
                        "INSERT INTO policy_steps SELECT 0, 1, sha256, sha256, 'bert', 'x', 0 FROM "
                        "policies"),
                HasSubstr("there already"));
    EXPECT_EQ(raw_sql(home.path(), step("sha256", "bert")), "");
}

TEST(VerdictRegistry, StrangersFilesAreLeftAlone) {
    const RecordHome home;
    std::filesystem::create_directories(home.path());
    EXPECT_EQ(VerdictRegistry::open_existing(home.path(), {}).error().code, ErrorCode::not_found);
    EXPECT_EQ(raw_sql(home.path(), "CREATE TABLE theirs (x); PRAGMA user_version = 7"), "");
    EXPECT_EQ(VerdictRegistry::open(home.path(), {}).error().code, ErrorCode::corrupt);
    std::filesystem::remove(home.path() + "/record.db");
    ASSERT_NE(home.open(), nullptr);
    EXPECT_EQ(raw_sql(home.path(), "PRAGMA user_version = 99"), "");
    EXPECT_EQ(VerdictRegistry::open(home.path(), {}).error().code, ErrorCode::unsupported);
    std::ofstream(home.path() + "/record.db") << std::string(8'192, 'x');
    EXPECT_EQ(VerdictRegistry::open(home.path(), {}).error().code, ErrorCode::corrupt);
}

TEST(VerdictRegistry, ACheckpointComesAfterAMinuteOfWork) {
    struct Commit {
        std::int64_t second;
        int checkpoints;  // after it
    };
    const Commit commits[] = {
        {0, 0},   {30, 0},  {59, 0}, {60, 1}, {61, 1}, {100, 1},
        {121, 2}, {130, 2}, {10, 3}, {11, 3}, {71, 4}};  // in between the clock is set back
    const RecordHome home;
    auto store = home.open();
    int number = 0;
    for (const Commit& commit : commits) {
        const base::Instant at{noon.unix_ms + commit.second * 1'000};
        ASSERT_TRUE(store->append(std::vector{verdict(++number)}, at));
        EXPECT_EQ(raw_sql(home.path(),
                          "CREATE TEMP TABLE none (x CHECK (x = 0)); INSERT INTO none SELECT "
                          "count(*) - " +
                              std::to_string(commit.checkpoints) + " FROM checkpoints"),
                  "")
            << commit.second;
    }
}

}  // namespace
}  // namespace cordon::storage
