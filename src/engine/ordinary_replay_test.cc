// Goal: verdicts that were kept are derived again bit for bit, in another order of examination and on one or
//       two threads.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "base/parse.h"
#include "base/testing.h"
#include "engine/memory_verdict_store.h"
#include "engine/ordinary_messages.h"
#include "engine/payment_gate.h"
#include "engine/payment_recorder.h"
#include "engine/test_lists.h"
#include "engine/test_real_lists.h"

namespace cordon::engine {
namespace {

constexpr base::Instant noon{1'793'620'800'000};

std::size_t messages_asked() {
    const char* const given = std::getenv("CORDON_REPLAYED_MESSAGES");
    return given == nullptr ? 2'000 : base::parse_number<std::size_t>(given).value_or(2'000);
}

std::vector<SnapshotPart> lists() {
    if (auto real = testing::real_parts("un"); real) {
        return *std::move(real);
    }
    std::vector<SnapshotPart> parts(1);
    parts[0].version.list = "un";
    parts[0].version.version = "1";
    parts[0].version.published = {2026, 1, 1};
    parts[0].listings = testing::invented_list(2'000);
    return parts;
}

// Ordinary messages, each tenth with a listed name in it, each fiftieth twice.
std::vector<std::string> a_run(std::size_t count, const std::vector<SnapshotPart>& parts) {
    std::vector<testing::MessageShape> shapes;
    for (testing::SampleMessage& sample : testing::sample_messages()) {
        if (sample.payment.fields.size() <= 60) {
            shapes.push_back(testing::shape_of(std::move(sample)));
        }
    }
    testing::OrdinaryWords words(base::testing::seed_from_environment(31));
    std::vector<std::string> messages;
    while (messages.size() < count) {
        const testing::MessageShape& shape = shapes[words.random().below(shapes.size())];
        std::string message = testing::ordinary_message(shape, words);
        if (messages.size() % 10 == 0) {
            const auto payment = payments::read_payment(message);
            const auto& listings = parts[0].listings;
            const auto& listing = listings[words.random().below(listings.size())];
            for (const model::PaymentField& field : payment->fields) {
                if (field.field_class == model::FieldClass::name) {
                    const std::string name = testing::in_fin_letters(listing.names[0].text);
                    if (auto planted = testing::plant(message, *payment, field, name); planted) {
                        message = std::move(planted->bytes);
                        break;
                    }
                }
            }
        }
        messages.push_back(message);
        if (messages.size() % 50 == 0) {
            messages.push_back(message);
        }
    }
    return messages;
}

// Thread t of n examines the messages t, t + n, ... from the last to the first.
std::vector<std::string> verdicts(const Snapshot& snapshot, const std::vector<std::string>& messages,
                                  std::size_t threads) {
    GateSituation situation;
    situation.policy.lists = {{"un", "1", decision::ListStanding::fresh}};
    std::vector<ExaminedMessage> examined(messages.size());
    std::vector<std::thread> running;
    for (std::size_t thread = 0; thread < threads; ++thread) {
        running.emplace_back([&, thread] {
            PaymentGate gate(snapshot, default_policy(), situation);
            for (std::size_t at = messages.size(); at-- > 0;) {
                if (at % threads == thread) {
                    examined[at] = gate.examine(messages[at]);
                }
            }
        });
    }
    for (std::thread& one : running) {
        one.join();
    }
    PaymentGate gate(snapshot, default_policy(), situation);
    if (threads == 0) {
        for (std::size_t at = 0; at < messages.size(); ++at) {
            examined[at] = gate.examine(messages[at]);
        }
    }
    MemoryVerdictStore store;
    const auto recorded = record_messages(gate, store, examined, noon);
    EXPECT_TRUE(recorded) << recorded.error().message;
    std::vector<std::string> bytes;
    for (std::size_t at = 0; recorded && at < recorded->size(); ++at) {
        bytes.push_back((*recorded)[at].kept.verdict.bytes);
    }
    return bytes;
}

TEST(OrdinaryReplay, IsBitForBitTheSame) {
    auto parts = lists();
    const std::vector<std::string> messages = a_run(messages_asked(), parts);
    const auto snapshot = Snapshot::build(std::move(parts));
    ASSERT_TRUE(snapshot);
    const auto kept = verdicts(*snapshot, messages, 0);
    ASSERT_EQ(kept.size(), messages.size());
    for (const std::size_t threads : {std::size_t{1}, std::size_t{2}}) {
        const auto again = verdicts(*snapshot, messages, threads);
        ASSERT_EQ(again.size(), kept.size());
        std::size_t different = 0;
        for (std::size_t at = 0; at < kept.size(); ++at) {
            different += again[at] != kept[at] ? 1U : 0U;
        }
        EXPECT_EQ(different, 0U) << threads << " threads";
    }
    std::printf("%zu verdicts derived again on 1 and 2 threads\n", kept.size());
}

}  // namespace
}  // namespace cordon::engine
