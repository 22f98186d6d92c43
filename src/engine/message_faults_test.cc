// Goal: fifty golden messages, cut off at every byte, sent twice and sent in any order: what is cut off never
//       passes, what comes twice has one verdict, and the order changes nothing but what is said about
//       payments that come again. The usual run cuts some of them at some bytes; CORDON_SOAK=1 cuts all at
//       every byte, and real messages too.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/prng.h"
#include "base/strings.h"
#include "base/testing.h"
#include "engine/memory_verdict_store.h"
#include "engine/payment_recorder.h"
#include "engine/test_lists.h"
#include "engine/verdict_json.h"
#include "payments/message_reader.h"

namespace cordon::engine {
namespace {

using model::Outcome;

constexpr base::Instant noon{1'793'620'800'000};
constexpr const char* samples[] = {"pain001-clean.xml",   "pacs008-true-hit.xml", "pacs004-return.xml",
                                   "pacs009-cover.xml",   "mt103-charity.fin",    "mt202-cover.fin",
                                   "transfer-vessel.json"};

bool soak() {
    return std::getenv("CORDON_SOAK") != nullptr;
}

PaymentGate gate() {
    static const Snapshot snapshot = [] {
        std::vector<SnapshotPart> parts(1);
        parts[0].version.list = "un";
        parts[0].version.version = "1";
        parts[0].version.published = {2026, 1, 1};
        parts[0].listings = {testing::listing("P1", {"Quantorix Vandelsturm"})};
        auto made = Snapshot::build(std::move(parts));
        CORDON_CHECK(made.has_value());
        return *std::move(made);
    }();
    GateSituation situation;
    situation.policy.lists = {{"un", "1", decision::ListStanding::fresh}};
    return {snapshot, default_policy(), situation};
}

// The same payment, written as another sender writes it.
std::string rewritten(const std::string& message, int manner) {
    const bool xml = message.starts_with('<');
    const bool wrapped = !base::trim(message).ends_with("</Document>");
    switch (manner) {
        case 1: return base::replace_all(base::replace_all(message, "\r\n", "\n"), "\n", "\r\n");
        case 2: return xml ? "\xEF\xBB\xBF" + message : message;
        case 3: return xml && !wrapped ? message.substr(message.find("<Document")) : message;
        case 4: return xml ? base::replace_all(base::replace_all(message, "\n", ""), ">  ", ">") : message;
        case 5: return base::replace_all(message, "lamp", "Quantorix Vandelsturm");  // listed
        default: return message;
    }
}

// Seven samples, each in seven ways and with numbers of its own, and one more.
const std::vector<std::string>& golden() {
    static const auto made = [] {
        std::vector<std::string> messages;
        for (int manner = 0; manner < 7; ++manner) {
            for (const char* const name : samples) {
                std::string message = base::testing::read_test_file(std::string("corpus/payments/") + name);
                const std::string number = std::to_string(messages.size() + 10);
                message = base::replace_all(message, "SAMPLE-", "G" + number + "-");
                message = base::replace_all(message, "SAMPLE000", "G" + number + "X");
                message = base::replace_all(message, "99000000", "99" + number + "0000");
                messages.push_back(rewritten(message, manner));
            }
        }
        messages.push_back(base::testing::read_test_file("corpus/payments/pain001-clean.xml"));
        return messages;
    }();
    return made;
}

Outcome judged(PaymentGate& one, std::string_view message) {
    return one.judge(one.examine(message), {}, {}).outcome;
}

// What may be missing from a message that is whole all the same: white space, and the trailers of FIN.
bool whole_without(std::string_view message, std::size_t length) {
    return base::trim(message.substr(length)).empty() ||
           (!message.starts_with('<') && message.substr(0, length).find("-}") != std::string_view::npos);
}

struct Counts {
    std::uint64_t cuts = 0;
    std::uint64_t whole = 0;  // messages that pass when nothing is missing
};

void cut(const std::string& message, std::uint64_t first, std::uint64_t step, Counts& counts) {
    PaymentGate one = gate();
    counts.whole += judged(one, message) == Outcome::pass ? 1U : 0U;
    for (std::uint64_t length = first; length < message.size(); length += step) {
        ++counts.cuts;
        const std::string_view left = std::string_view(message).substr(0, length);
        // As the gate takes a file apart.
        for (const std::string& part : payments::split_messages(left)) {
            if (judged(one, part) == Outcome::pass) {
                ASSERT_TRUE(whole_without(message, length)) << "passes cut at " << length << ": " << part;
            }
        }
    }
}

TEST(MessageFaults, WhatIsCutOffNeverPasses) {
    base::Prng random(base::testing::seed_from_environment(41));
    Counts counts;
    for (std::size_t at = 0; at < golden().size(); ++at) {
        const bool every = soak() || at < 2;
        const std::uint64_t step = every ? 1 : 29;
        cut(golden()[at], every ? 0 : random.below(step), step, counts);
        if (HasFatalFailure()) {
            return;
        }
    }
    std::printf("%zu messages, %llu of them pass whole; cut off at %llu places: no pass\n", golden().size(),
                static_cast<unsigned long long>(counts.whole), static_cast<unsigned long long>(counts.cuts));
    EXPECT_EQ(golden().size(), 50U);
    EXPECT_GT(counts.whole, 30U);
}

TEST(MessageFaults, RealMessagesThatAreCutOffNeverPass) {
    const auto manifest = base::testing::real_data("payments/MANIFEST.tsv");
    if (!manifest) {
        GTEST_SKIP() << "needs the real data";
    }
    base::Prng random(base::testing::seed_from_environment(43));
    std::vector<std::string> files;
    for (const char* const folder : {"iso20022", "mt"}) {
        const auto root = std::filesystem::path(*manifest).parent_path() / folder;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            if (entry.is_regular_file() && entry.file_size() < 20'000) {
                files.push_back(entry.path());
            }
        }
    }
    std::ranges::sort(files);
    Counts counts;
    const std::size_t wanted = soak() ? files.size() : 60;
    for (std::size_t at = 0; at < wanted && !files.empty(); ++at) {
        const std::string& file = files[soak() ? at : random.below(files.size())];
        const std::string bytes = base::testing::read_test_file(file);
        const auto parts = payments::split_messages(bytes);
        const std::uint64_t step = 1 + bytes.size() / (soak() ? 40 : 6);
        SCOPED_TRACE(file);
        if (parts.size() == 1) {
            cut(bytes, random.below(step), step, counts);
        }
        if (HasFatalFailure()) {
            return;
        }
    }
    std::printf("real messages, %llu of them pass whole; cut off at %llu places: no pass\n",
                static_cast<unsigned long long>(counts.whole), static_cast<unsigned long long>(counts.cuts));
}

std::vector<RecordedVerdict> record(VerdictStore& store, const std::vector<ExaminedMessage>& messages) {
    PaymentGate one = gate();
    auto recorded = record_messages(one, store, messages, noon);
    CORDON_CHECK(recorded.has_value());
    return *std::move(recorded);
}

const std::vector<ExaminedMessage>& examined() {
    static const auto made = [] {
        PaymentGate one = gate();
        std::vector<ExaminedMessage> all;
        for (const std::string& message : golden()) {
            all.push_back(one.examine(message));
        }
        return all;
    }();
    return made;
}

TEST(MessageFaults, WhatComesTwiceHasOneVerdict) {
    std::size_t replays = 0;
    for (const bool together : {true, false}) {
        MemoryVerdictStore store;
        std::vector<ExaminedMessage> twice;
        for (const ExaminedMessage& message : examined()) {
            twice.push_back(message);
            if (together) {
                twice.push_back(message);
            }
        }
        std::vector<RecordedVerdict> first = record(store, twice);
        const std::vector<RecordedVerdict> again = record(store, twice);
        for (std::size_t at = 0; at < twice.size(); ++at) {
            const bool second = together && at % 2 == 1;
            EXPECT_EQ(first[at].kept.outcome == AppendOutcome::replay, second) << at;
            EXPECT_EQ(again[at].kept.outcome, AppendOutcome::replay);
            EXPECT_EQ(again[at].kept.verdict, first[at].kept.verdict);
            EXPECT_EQ(first[second ? at - 1 : at].kept.verdict, first[at].kept.verdict);
            ++replays;
        }
    }
    std::printf("%zu messages sent twice: one verdict each\n", replays);
}

// Outcome and reasons, without what is said about payments that came before.
std::string own_words(const model::Verdict& verdict) {
    std::vector<std::string> words;
    bool came_before = false;
    for (const model::Reason& reason : verdict.reasons) {
        came_before = came_before || reason.finding.kind == model::FindingKind::resubmission;
        if (reason.finding.kind != model::FindingKind::resubmission) {
            words.push_back(reason.finding.code + " " + reason.finding.field + " " +
                            reason.finding.listing_id + " " + reason.rule);
        }
    }
    std::ranges::sort(words);
    EXPECT_TRUE(!came_before || verdict.outcome != Outcome::pass);
    return base::join(words, "; ") + (came_before ? "" : std::string(model::to_string(verdict.outcome)));
}

TEST(MessageFaults, TheOrderChangesNothingButWhatIsSaidOfPaymentsThatComeAgain) {
    base::Prng random(base::testing::seed_from_environment(47));
    std::map<std::string, std::string> expected;
    std::size_t in_all = 0;
    const int rounds = soak() ? 100 : 6;
    for (int round = 0; round < rounds; ++round) {
        std::vector<ExaminedMessage> order = examined();
        for (std::size_t at = order.size(); at > 1 && round > 0; --at) {
            std::swap(order[at - 1], order[random.below(at)]);
        }
        MemoryVerdictStore store;
        const std::vector<RecordedVerdict> recorded = record(store, order);
        for (std::size_t at = 0; at < order.size(); ++at) {
            const std::string words = own_words(recorded[at].verdict);
            const auto [known, fresh] = expected.emplace(order[at].key.content_sha256, words);
            // Where one of the two came as a payment that came before, it says the outcome of that instead.
            EXPECT_TRUE(known->second == words || known->second.starts_with(words) ||
                        words.starts_with(known->second))
                << known->second << "\n"
                << words;
            ++in_all;
        }
    }
    EXPECT_EQ(expected.size(), golden().size());
    std::printf("%d orders of %zu messages: the same verdicts (%zu)\n", rounds, golden().size(), in_all);
}

}  // namespace
}  // namespace cordon::engine
