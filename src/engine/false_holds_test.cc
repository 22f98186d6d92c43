// Goal: ordinary payments pass: of a thousand, hardly any is held because somebody in it resembles a listed
//       party.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "base/parse.h"
#include "base/testing.h"
#include "engine/ordinary_messages.h"
#include "engine/payment_gate.h"
#include "engine/policy_file.h"
#include "engine/test_real_lists.h"

namespace cordon::engine {
namespace {

std::size_t messages_asked(std::size_t everyday) {
    const char* const given = std::getenv("CORDON_ORDINARY_MESSAGES");
    return given == nullptr ? everyday : base::parse_number<std::size_t>(given).value_or(everyday);
}

struct Tally {
    std::size_t messages = 0;
    std::size_t unread = 0;
    std::size_t held = 0;     // for any reason
    std::size_t listing = 0;  // for a listing
    std::size_t truncated = 0;
    std::size_t trade = 0;          // for goods and a place
    std::size_t trade_in_2015 = 0;  // the same messages, had they named March 2015
    std::map<std::string, std::size_t> by_class;
};

class FalseHolds : public ::testing::Test {
protected:
    void count(std::string_view list, std::size_t messages, Tally& tally) {
        auto parts = testing::real_parts(list);
        if (!parts) {
            return;
        }
        const auto snapshot = Snapshot::build(*std::move(parts));
        ASSERT_TRUE(snapshot);
        PaymentScreening screening(*snapshot, {});
        std::vector<testing::MessageShape> shapes;
        for (testing::SampleMessage& sample : testing::sample_messages()) {
            if (sample.payment.fields.size() <= fields_most) {
                shapes.push_back(testing::shape_of(std::move(sample)));
            }
        }
        testing::OrdinaryWords words(base::testing::seed_from_environment(23));
        for (std::size_t at = 0; at < messages; ++at) {
            const testing::MessageShape& shape = shapes[words.random().below(shapes.size())];
            look_at(screening, testing::ordinary_message(shape, words), tally);
        }
        std::printf(
            "%s: %zu messages, %zu not readable, %zu with a listing (%.2f per 1,000), %zu truncated; for "
            "goods "
            "and place %zu, %zu had they been of 2015;",
            std::string(list.empty() ? "all lists" : list).c_str(), tally.messages, tally.unread,
            tally.listing, 1000.0 * static_cast<double>(tally.listing) / static_cast<double>(tally.messages),
            tally.truncated, tally.trade, tally.trade_in_2015);
        for (const auto& [what, times] : tally.by_class) {
            std::printf(" %s %zu", what.c_str(), times);
        }
        std::printf("\n");
    }

private:
    static bool held_for_trade(const model::Payment& payment) {
        bool held = false;
        for (const decision::TradeCase& judged : trade_cases(payment, bundled_trade_tables())) {
            for (const model::Finding& finding : decision::trade_findings({}, judged)) {
                held = held || decision::trade_reason(finding).outcome != model::Outcome::pass;
                if (held && std::getenv("CORDON_VERBOSE") != nullptr) {
                    std::printf("TRADE %s | %s | %s\n", finding.field.c_str(), finding.text.c_str(),
                                finding.sentence.c_str());
                }
            }
        }
        return held;
    }

    static void look_at_trade(model::Payment payment, Tally& tally) {
        tally.trade += held_for_trade(payment) ? 1U : 0U;
        for (model::PaymentField& field : payment.fields) {
            if (field.field_class == model::FieldClass::text ||
                field.field_class == model::FieldClass::goods) {
                field.text += " 12 MAR 2015";
            }
        }
        tally.trade_in_2015 += held_for_trade(payment) ? 1U : 0U;
    }

    static constexpr std::size_t fields_most = 150;  // statements of a month say the same many times

    static void look_at(PaymentScreening& screening, const std::string& bytes, Tally& tally) {
        ++tally.messages;
        const auto payment = payments::read_payment(bytes);
        if (!payment) {
            ++tally.unread;
            return;
        }
        look_at_trade(*payment, tally);
        bool listing = false;
        for (const model::Finding& finding : screening.screen(*payment)) {
            tally.truncated += finding.code == "truncated" ? 1U : 0U;
            if (!model::is_of_listing(finding.kind)) {
                continue;
            }
            if (!listing) {
                ++tally.by_class[std::string(model::to_string(finding.field_class))];
                if (std::getenv("CORDON_VERBOSE") != nullptr) {
                    std::printf("FALSE %s %.3f | %s | %s | %s\n",
                                std::string(model::to_string(finding.field_class)).c_str(), finding.score,
                                finding.field.c_str(), finding.text.c_str(), finding.sentence.c_str());
                }
            }
            listing = true;
        }
        tally.listing += listing ? 1U : 0U;
    }
};

TEST_F(FalseHolds, OfOrdinaryPaymentsAgainstTheUnList) {
    Tally tally;
    count("un", messages_asked(4'000), tally);
    if (tally.messages == 0) GTEST_SKIP() << "needs the real data";
    EXPECT_LE(tally.listing * 1'000, 3 * tally.messages);
    EXPECT_LE(tally.unread * 100, tally.messages);
    EXPECT_LE(tally.trade * 1'000, 2 * tally.messages);
    EXPECT_LE(tally.trade_in_2015 * 1'000, 2 * tally.messages);
}

TEST_F(FalseHolds, OfOrdinaryPaymentsAgainstAllLists) {
    Tally tally;
    count("", messages_asked(2'000), tally);
    if (tally.messages == 0) GTEST_SKIP() << "needs the real data";
    EXPECT_LE(tally.listing * 1'000, 40 * tally.messages);
}

}  // namespace
}  // namespace cordon::engine
