// Goal: what many threads hand in at once is recorded in few commits, each message has one verdict and every
//       verdict that was answered is in the record; whatever fails is answered with a hold, never with
//       silence and never with a pass.
#include "server/payment_desk.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <thread>
#include <vector>

#include "codec/json.h"
#include "server/test_api.h"

namespace cordon::server {
namespace {

using testing::House;
using testing::plain_payment;

std::string member(const HttpResponse& response, std::string_view name) {
    const auto json = codec::parse_json(response.body);
    CORDON_CHECK(json.has_value());
    const codec::JsonValue* const found = json->find(name);
    return found == nullptr ? std::string() : found->as_text();
}

template <class Work>
void on_threads(int count, const Work& work) {
    std::vector<std::thread> threads;
    for (int number = 0; number < count; ++number) {
        threads.emplace_back([&work, number] { work(number); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

TEST(PaymentDesk, EveryAnsweredVerdictIsInTheRecord) {
    constexpr int threads = 16;
    constexpr int each = 40;
    House house;
    std::mutex lock;
    std::map<std::string, std::string> answered;  // message id -> verdict id
    on_threads(threads, [&](int thread) {
        for (int number = 0; number < each; ++number) {
            const std::string id = fmt::format("T{}-{}", thread, number);
            const bool listed = number % 10 == 0;
            const HttpResponse response =
                house.ask("POST", "/v1/payments",
                          plain_payment(id, listed ? "Haroun Dawud Zamrani" : "Kaja Orrefjell",
                                        100 + thread * each + number));
            EXPECT_EQ(response.status, 200) << response.body;
            EXPECT_EQ(member(response, "verdict") == "pass", !listed) << response.body;
            const std::lock_guard held(lock);
            answered[id] = member(response, "verdict_id");
        }
    });
    ASSERT_EQ(answered.size(), static_cast<std::size_t>(threads * each));
    for (const auto& [message, verdict] : answered) {
        const auto kept = house.record->store.verdict(verdict);
        ASSERT_TRUE(kept.has_value()) << message;
        EXPECT_EQ(kept->key.message_id, message);
    }
    EXPECT_EQ(house.api->desk_counts().recorded, answered.size());
    EXPECT_EQ(house.record->opened, 1);  // one writer, however many threads
}

TEST(PaymentDesk, TheSameMessageFromManyThreadsHasOneVerdict) {
    House house;
    for (int round = 0; round < 20; ++round) {
        const std::string body = plain_payment(fmt::format("SAME-{}", round), "Kaja Orrefjell", 500 + round);
        std::mutex lock;
        std::set<std::string> verdicts;
        int fresh = 0;
        on_threads(8, [&](int) {
            const HttpResponse response = house.ask("POST", "/v1/payments", body);
            const std::lock_guard held(lock);
            EXPECT_EQ(response.status, 200);
            verdicts.insert(member(response, "verdict_id"));
            fresh += member(response, "replay") == "false" ? 1 : 0;
        });
        EXPECT_EQ(verdicts.size(), 1U);
        EXPECT_EQ(fresh, 1);
    }
}

TEST(PaymentDesk, OneIdWithTwoContentsFromTwoThreadsHoldsBoth) {
    House house;
    for (int round = 0; round < 20; ++round) {
        const std::string id = fmt::format("TWO-{}", round);
        on_threads(2, [&](int thread) {
            const HttpResponse response =
                house.ask("POST", "/v1/payments", plain_payment(id, "Kaja Orrefjell", 900 + thread));
            EXPECT_TRUE(response.status == 200 || response.status == 409) << response.body;
        });
        for (int thread = 0; thread < 2; ++thread) {
            const HttpResponse now =
                house.ask("POST", "/v1/payments", plain_payment(id, "Kaja Orrefjell", 900 + thread));
            EXPECT_EQ(member(now, "verdict"), "hold") << now.body;
        }
    }
}

TEST(PaymentDesk, ARecordThatFailsHoldsAndIsOpenedAnew) {
    House house;
    EXPECT_EQ(house.ask("POST", "/v1/payments", plain_payment("A", "Kaja Orrefjell")).status, 200);
    house.record->fails = true;
    const HttpResponse failed = house.ask("POST", "/v1/payments", plain_payment("B", "Kaja Orrefjell"));
    EXPECT_EQ(failed.status, 503);
    EXPECT_EQ(failed.content_type, "application/problem+json");
    EXPECT_EQ(member(failed, "verdict"), "hold");
    house.record->fails = false;
    house.record->cannot_open = true;
    const HttpResponse shut = house.ask("POST", "/v1/payments", plain_payment("B", "Kaja Orrefjell"));
    EXPECT_EQ(shut.status, 503);
    EXPECT_EQ(member(shut, "verdict"), "hold");
    house.record->cannot_open = false;
    const HttpResponse again = house.ask("POST", "/v1/payments", plain_payment("B", "Kaja Orrefjell"));
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(member(again, "replay"), "false");
}

TEST(PaymentDesk, AFullQueueAndASlowRecordRefuse) {
    House house({.waiting_max = 2, .wait_ms_max = 50});
    std::unique_lock stuck(house.record->lock);  // the disk does not answer
    std::atomic<int> held = 0;
    on_threads(6, [&](int thread) {
        const HttpResponse response = house.ask(
            "POST", "/v1/payments", plain_payment(fmt::format("S{}", thread), "Kaja Orrefjell", 10 + thread));
        held += response.status == 503 && member(response, "verdict") == "hold" ? 1 : 0;
    });
    EXPECT_EQ(held, 6);
    stuck.unlock();
    EXPECT_EQ(house.api->desk_counts().refused, 6U);
    const HttpResponse after = house.ask("POST", "/v1/payments", plain_payment("S0", "Kaja Orrefjell", 10));
    EXPECT_EQ(after.status, 200) << after.body;
}

TEST(PaymentDesk, AfterStoppingEverythingIsHeld) {
    House house;
    house.api->stop();
    const HttpResponse response = house.ask("POST", "/v1/payments", plain_payment("A", "Kaja Orrefjell"));
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(member(response, "verdict"), "hold");
}

// Requests keep the lists they began with; new ones take the new lists, and nothing is dropped.
TEST(PaymentDesk, AChangeOfListsInTheMiddleDropsNothing) {
    House house;
    std::atomic<bool> done = false;
    std::thread changer([&] {
        while (!done) {
            auto lists = testing::fresh_lists();
            house.serve(std::move(lists));
            std::this_thread::yield();
        }
    });
    on_threads(4, [&](int thread) {
        for (int number = 0; number < 25; ++number) {
            const HttpResponse response =
                house.ask("POST", "/v1/payments",
                          plain_payment(fmt::format("C{}-{}", thread, number), "Haroun Dawud Zamrani",
                                        2'000 + thread * 25 + number));
            EXPECT_EQ(response.status, 200);
            EXPECT_NE(member(response, "verdict"), "pass");
        }
    });
    done = true;
    changer.join();
}

}  // namespace
}  // namespace cordon::server
