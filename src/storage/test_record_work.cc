#include "storage/test_record_work.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/check.h"
#include "base/testing.h"
#include "engine/payment_recorder.h"
#include "engine/test_lists.h"
#include "storage/key_store.h"
#include "storage/record_audit.h"
#include "storage/test_record.h"

namespace cordon::storage::testing {

namespace {

using engine::HoldStep;
using model::Outcome;

const engine::Snapshot& snapshot() {
    static const engine::Snapshot built = [] {
        std::vector<engine::SnapshotPart> parts(1);
        parts[0].version.list = "un";
        parts[0].version.version = "1";
        parts[0].version.published = {2026, 1, 1};
        parts[0].listings = {engine::testing::listing("P1", {"Haroun Dawud Zamrani"})};
        auto made = engine::Snapshot::build(std::move(parts));
        CORDON_CHECK(made.has_value());
        return *std::move(made);
    }();
    return built;
}

engine::PaymentGate& gate() {
    static engine::PaymentGate one = [] {
        engine::GateSituation situation;
        situation.policy.lists = {{"un", "1", decision::ListStanding::fresh}};
        return engine::PaymentGate(snapshot(), engine::default_policy(), situation);
    }();
    return one;
}

std::string with(std::string message, std::string_view old_text, std::string_view new_text) {
    for (std::size_t at = message.find(old_text); at != std::string::npos;
         at = message.find(old_text, at + new_text.size())) {
        message.replace(at, old_text.size(), new_text);
    }
    return message;
}

// Two groups: what comes first, and what looks back at it.
const std::vector<engine::ExaminedMessage>& messages(bool second) {
    static const auto both = [] {
        const std::string folder = "corpus/payments/";
        const std::string hit = base::testing::read_test_file(folder + "pacs008-true-hit.xml");
        const std::string clean = base::testing::read_test_file(folder + "pain001-clean.xml");
        const std::vector<std::string> first = {
            hit, clean, base::testing::read_test_file(folder + "mt103-charity.fin"), "no message at all"};
        const std::vector<std::string> later = {
            clean,                            // a replay
            with(clean, "</Nm>", " B</Nm>"),  // the same id with other content
            with(with(hit, "HAROON DAUD AL ZAMRANI", "Coral Lamp Works"), "SAMPLE-20261102-0001",
                 "SAMPLE-20261102-0099"),  // comes again without its listed party
            base::testing::read_test_file(folder + "pacs009-cover.xml")};
        std::array<std::vector<engine::ExaminedMessage>, 2> examined;
        for (const std::string& message : first) {
            examined[0].push_back(gate().examine(message));
        }
        for (const std::string& message : later) {
            examined[1].push_back(gate().examine(message));
        }
        return examined;
    }();
    return both[second ? 1 : 0];
}

std::vector<engine::NewVerdict> passes_with_tokens() {
    std::vector<engine::NewVerdict> batch;
    for (int number = 1; number <= 3; ++number) {
        batch.push_back(verdict(number));
        batch.back().token = token(batch.back().verdict_id, engine::TokenKind::pass);
    }
    return batch;
}

ToldVerdict told_of(const engine::StoredVerdict& kept, std::string message) {
    return {kept.key, kept.verdict_id, kept.outcome, kept.bytes, std::move(message)};
}

// One opening of the record.
class Session {
public:
    Session(const std::string& home, FileOps* ops, Told& told) : told_(told) {
        auto opened = VerdictRegistry::open(home, {"gate", "test build"}, ops);
        if (opened) {
            store_ = *std::move(opened);
        } else {
            ++told_.refused;
        }
    }
    [[nodiscard]] bool open() const { return store_ != nullptr; }

    // False: the caller got no answers.
    bool record(bool second) {
        const auto& group = messages(second);
        auto recorded = engine::record_messages(gate(), *store_, group, noon);
        if (!noted(recorded.has_value())) {
            return false;
        }
        for (std::size_t at = 0; at < group.size(); ++at) {
            const engine::Appended& kept = (*recorded)[at].kept;
            told_.verdicts.push_back(told_of(kept.verdict, group[at].bytes));
            ids_.push_back(kept.verdict.verdict_id);
        }
        return true;
    }

    void append(std::vector<engine::NewVerdict> batch) {
        const auto kept = store_->append(batch, noon);
        if (!noted(kept.has_value())) {
            return;
        }
        for (std::size_t at = 0; at < batch.size(); ++at) {
            told_.verdicts.push_back(told_of((*kept)[at].verdict, batch[at].message));
            if ((*kept)[at].token_kept) {
                told_.tokens.push_back(*batch[at].token);
            }
        }
    }

    void decide(std::size_t message, const std::string& principal, HoldStep step) {
        if (noted(store_->decide({ids_[message], principal, "another person", true, noon}).has_value())) {
            told_.steps.push_back({ids_[message], step, principal});
        }
    }

    void give_token(std::size_t message) {
        const engine::NewToken fresh = token(ids_[message], engine::TokenKind::release);
        if (noted(store_->keep_token(fresh).has_value())) {
            told_.tokens.push_back(fresh);
        }
    }

    void hold_again(const std::string& verdict_id) {
        if (noted(store_->open_hold(verdict_id, "cordon", "a newer list", noon).has_value())) {
            told_.steps.push_back({verdict_id, HoldStep::opened, "cordon"});
        }
    }

    void activate_policy() {
        static const std::string toml = with(base::testing::read_test_file("policies/default.toml"),
                                             "window_hours = 168", "window_hours = 96");
        for (const char* const principal : {"ines", "otto"}) {
            const auto step = store_->decide_policy({toml, principal, "as discussed", noon});
            told_.policy_steps += noted(step.has_value()) ? 1U : 0U;
        }
    }

    void checkpoint() { told_.checkpoints += noted(store_->checkpoint(noon).has_value()) ? 1U : 0U; }

private:
    bool noted(bool done) {
        told_.refused += done ? 0U : 1U;
        return done;
    }

    Told& told_;
    std::unique_ptr<VerdictRegistry> store_;
    std::vector<std::string> ids_;
};

// What another process, or SQLite at the close, does in between: the log brought into the file.
void shorten_log(const std::string& home) {
    sqlite3* handle = nullptr;
    if (sqlite3_open_v2(record_path(home).c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK) {
        sqlite3_exec(handle, "PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(PASSIVE)", nullptr, nullptr,
                     nullptr);
    }
    sqlite3_close(handle);
}

}  // namespace

void work_on_record(const std::string& home, FileOps* ops, Told& told) {
    {
        Session session(home, ops, told);
        if (session.open()) {
            if (session.record(false) && session.record(true)) {
                session.decide(0, "ines", HoldStep::proposed_release);
                session.decide(0, "otto", HoldStep::released);
                session.give_token(0);
            }
            session.append(passes_with_tokens());
            session.checkpoint();
            shorten_log(home);
            session.activate_policy();
        }
    }
    Session session(home, ops, told);
    if (session.open()) {
        (void)session.record(false);
        session.hold_again(verdict(2).verdict_id);
        session.append({verdict(10), verdict(11, Outcome::hold)});
        session.checkpoint();
    }
}

namespace {

std::vector<KnownKey> keys_of(const std::string& home) {
    auto known = KeyStore(home).keys();
    return known ? *std::move(known) : std::vector<KnownKey>();
}

void compare(VerdictRegistry& store, const Told& told, std::vector<std::string>& faults) {
    for (const ToldVerdict& one : told.verdicts) {
        const auto found = store.find(one.key);
        if (!found || !found->has_value()) {
            faults.push_back(fmt::format("told and lost: verdict {}", one.verdict_id));
            continue;
        }
        if ((*found)->bytes != one.bytes || (*found)->verdict_id != one.verdict_id ||
            (*found)->outcome != one.outcome) {
            faults.push_back(fmt::format("told and changed: verdict {}", one.verdict_id));
        }
        const auto message = store.message(one.verdict_id);
        if (!message || *message != one.message) {
            faults.push_back(fmt::format("the message of {} is not the one that came", one.verdict_id));
        }
    }
    for (const engine::NewToken& one : told.tokens) {
        const auto kept = store.tokens(one.verdict_id);
        if (!kept || std::ranges::none_of(*kept, [&](const engine::KeptToken& other) {
                return other.token.statement == one.statement;
            })) {
            faults.push_back(fmt::format("told and lost: a token of {}", one.verdict_id));
        }
    }
    for (const ToldStep& one : told.steps) {
        const auto hold = store.hold(one.verdict_id);
        if (!hold || std::ranges::none_of(hold->events, [&](const engine::HoldEvent& event) {
                return event.step == one.step && event.principal == one.principal;
            })) {
            faults.push_back(fmt::format("told and lost: a step of {} by {}", one.verdict_id, one.principal));
        }
    }
    const auto steps = store.policy_steps();
    if (!steps || steps->size() < told.policy_steps) {
        faults.emplace_back("told and lost: a step of the policy");
    }
}

// The same questions on a sound disk: all are answered, what was told before with the same bytes.
void ask_again(const std::string& home, const Told& told, std::vector<std::string>& faults) {
    Told again;
    Session session(home, nullptr, again);
    if (!session.open() || !session.record(false) || !session.record(true)) {
        faults.emplace_back("a client that asks again gets no answer");
        return;
    }
    session.append(passes_with_tokens());
    session.append({verdict(10), verdict(11, Outcome::hold)});
    session.checkpoint();
    if (again.refused != 0) {
        faults.emplace_back("a client that asks again is refused");
    }
    for (const ToldVerdict& one : told.verdicts) {
        const bool same = std::ranges::any_of(again.verdicts, [&](const ToldVerdict& other) {
            return other.key == one.key && other.bytes == one.bytes;
        });
        if (!same) {
            faults.push_back(fmt::format("{} is answered otherwise when asked again", one.verdict_id));
        }
    }
}

void audit(const std::string& home, const Told& told, std::vector<std::string>& faults) {
    const auto report = audit_record(home, keys_of(home), "");
    if (!report) {
        faults.push_back("audit: " + report.error().message);
        return;
    }
    faults.insert(faults.end(), report->faults.begin(), report->faults.end());
    if (report->checkpoints < std::min<std::size_t>(told.checkpoints, 1)) {
        faults.emplace_back("told and lost: a checkpoint");
    }
    if (const std::string words =
            raw_sql(home,
                    "CREATE TEMP TABLE none (x CHECK (x = 0)); INSERT INTO none SELECT count(*) "
                    "FROM tokens WHERE verdict NOT IN (SELECT leaf FROM verdicts)");
        !words.empty()) {
        faults.push_back("a token without a verdict: " + words);
    }
}

// Outcomes by content, as a sound disk gives them.
void expect_outcomes(const Told& told, std::vector<std::string>& faults) {
    static const Told sound = [] {
        const RecordHome home(true);
        Told all;
        work_on_record(home.path(), nullptr, all);
        return all;
    }();
    for (const ToldVerdict& one : told.verdicts) {
        const auto same = std::ranges::find(sound.verdicts, one.key, &ToldVerdict::key);
        if (same == sound.verdicts.end() || same->outcome != one.outcome) {
            faults.push_back(fmt::format("{} has another outcome than on a sound disk", one.verdict_id));
        }
    }
}

}  // namespace

std::vector<std::string> faults_after(const std::string& home, bool there, const Told& told) {
    std::vector<std::string> faults;
    expect_outcomes(told, faults);
    if (!there) {
        if (!told.empty()) {
            faults.emplace_back("the whole home is lost, and something was told");
        }
        return faults;
    }
    {
        auto store = VerdictRegistry::open(home, {"gate", "test build"});
        if (!store) {
            faults.push_back("the record does not open: " + store.error().message);
            return faults;
        }
        compare(**store, told, faults);
    }
    audit(home, told, faults);
    ask_again(home, told, faults);
    audit(home, told, faults);
    return faults;
}

}  // namespace cordon::storage::testing
