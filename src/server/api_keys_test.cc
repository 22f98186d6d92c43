// Goal: only whoever holds a valid key is let in, no secret stands in the file, and no caller can ask without
// end.
#include "server/api_keys.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "server/rate_limit.h"

namespace cordon::server {
namespace {

constexpr base::Instant now{1'795'309'200'000};
base::Instant later(std::int64_t hours) {
    return {now.unix_ms + hours * 3'600'000};
}

WantedKey wanted(Roles roles = {Role::submitter}) {
    return {.roles = roles, .tenant = "bank-a", .principal = "hub@bank-a", .expires_at = {}};
}

TEST(ApiKeys, MadeShownOnceAndChecked) {
    ApiKeys keys;
    const auto key = keys.make(wanted({Role::submitter, Role::auditor}), now, "ines");
    ASSERT_TRUE(key.has_value());
    EXPECT_EQ(key->size(), 7U + 12 + 1 + 64);
    const std::string text = keys.text();
    const std::string secret = key->substr(key->size() - 64);
    EXPECT_EQ(text.find(secret), std::string::npos) << "only its hash is kept";
    EXPECT_NE(text.find(base::sha256_hex(secret)), std::string::npos);

    const auto read = ApiKeys::parse(text);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(read->all(), keys.all());
    EXPECT_EQ(read->text(), text);
    const ApiKey* const found = read->check(*key, now);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->principal, "hub@bank-a");
    EXPECT_EQ(found->tenant, "bank-a");
    EXPECT_EQ(found->created_by, "ines");
    EXPECT_EQ(found->roles, (Roles{Role::submitter, Role::auditor}));
}

TEST(ApiKeys, EveryOtherTextIsNoKey) {
    ApiKeys keys;
    const std::string key = *keys.make(wanted(), now, "ines");
    const std::string other = *keys.make(wanted(), now, "ines");
    EXPECT_NE(keys.check(other, now), keys.check(key, now));
    for (std::size_t at = 0; at < key.size(); ++at) {  // each letter counts
        std::string changed = key;
        changed[at] = changed[at] == '0' ? '1' : '0';
        EXPECT_EQ(keys.check(changed, now), nullptr) << at;
    }
    const std::string mixed = key.substr(0, 20) + other.substr(20);
    for (const std::string& bad : {std::string(), key + "0", key.substr(1), key.substr(0, 83), mixed,
                                   "cordon_" + keys.all()[0].id + "_" + keys.all()[0].secret_sha256}) {
        EXPECT_EQ(keys.check(bad, now), nullptr) << bad;
    }
    EXPECT_EQ(ApiKeys().check(key, now), nullptr);
}

TEST(ApiKeys, ExpireAndAreDisabled) {
    ApiKeys keys;
    WantedKey short_lived = wanted();
    short_lived.expires_at = later(1);
    const std::string first = *keys.make(short_lived, now, "ines");
    const std::string second = *keys.make(wanted(), now, "ines");
    EXPECT_NE(keys.check(first, now), nullptr);
    EXPECT_EQ(keys.check(first, later(1)), nullptr);
    EXPECT_NE(keys.check(second, later(100'000)), nullptr);
    EXPECT_TRUE(keys.disable(keys.all()[1].id, later(2), "omar").has_value());
    EXPECT_EQ(keys.check(second, later(2)), nullptr);
    EXPECT_FALSE(keys.any_valid(later(2)));
    EXPECT_TRUE(keys.any_valid(now));
    EXPECT_EQ(keys.disable(keys.all()[1].id, later(3), "omar").error().code, base::ErrorCode::conflict);
    EXPECT_EQ(keys.disable("0123456789ab", now, "omar").error().code, base::ErrorCode::not_found);
    const auto read = ApiKeys::parse(keys.text());
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->all(), keys.all());
}

TEST(ApiKeys, RefusesBadWishes) {
    ApiKeys keys;
    WantedKey nobody = wanted();
    nobody.principal = "";
    WantedKey shifty = wanted();
    shifty.tenant = "bank a\"}";
    WantedKey powerless = wanted({});
    WantedKey late = wanted();
    late.expires_at = now;
    for (const WantedKey& bad : {nobody, shifty, powerless, late}) {
        EXPECT_EQ(keys.make(bad, now, "ines").error().code, base::ErrorCode::invalid_input);
    }
    EXPECT_TRUE(keys.all().empty());
}

TEST(ApiKeys, ADamagedFileIsNeverHalfRead) {
    ApiKeys keys;
    (void)keys.make(wanted(), now, "ines");
    const std::string text = keys.text();
    for (std::size_t bytes = 0; bytes + 2 < text.size(); ++bytes) {
        EXPECT_FALSE(ApiKeys::parse(text.substr(0, bytes)).has_value()) << bytes;
    }
    const std::string_view changes[][2] = {{"cordon-api-keys-1", "cordon-api-keys-9"},
                                           {"submitter", "root"},
                                           {"\"tenant\"", "\"tenent\""},
                                           {"\"secret_sha256\": \"", "\"secret_sha256\": \"00"},
                                           {"\"created_at\": \"2", "\"created_at\": \"x"}};
    for (const auto& [from, to] : changes) {
        std::string changed = text;
        const auto at = changed.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        changed.replace(at, from.size(), to);
        EXPECT_EQ(ApiKeys::parse(changed).error().code, base::ErrorCode::corrupt) << to;
    }
}

TEST(ApiKeys, ComeInThreeFields) {
    const auto presented = [](HttpFields fields) {
        HttpRequest request;
        request.fields = std::move(fields);
        return std::string(presented_key(request));
    };
    EXPECT_EQ(presented({{"x-api-key", "k"}}), "k");
    EXPECT_EQ(presented({{"authorization", "Bearer k"}}), "k");
    EXPECT_EQ(presented({{"authorization", "bearer  k "}}), "k");
    EXPECT_EQ(presented({{"authorization", "ApiKey k"}}), "k");
    EXPECT_EQ(presented({{"authorization", "Basic k"}}), "");
    EXPECT_EQ(presented({}), "");
}

TEST(RateLimit, LetsBurstsThroughAndThenTheRate) {
    RateLimit limit(10, 5);
    for (int at = 0; at < 5; ++at) {
        EXPECT_EQ(limit.take("hub", 1000), 0U);
    }
    EXPECT_EQ(limit.take("hub", 1000), 100U);
    EXPECT_EQ(limit.take("hub", 1050), 50U);
    EXPECT_EQ(limit.take("hub", 1100), 0U);
    EXPECT_GT(limit.take("hub", 1100), 0U);
    EXPECT_EQ(limit.take("other", 1100), 0U) << "one caller's haste is not another's";
    EXPECT_GT(limit.take("hub", 0), 0U) << "a clock that went back gives nothing";
    int taken = 0;
    for (std::uint64_t ms = 60'000; ms < 61'000; ++ms) {
        taken += limit.take("hub", ms) == 0 ? 1 : 0;
    }
    EXPECT_EQ(taken, 5 + 9);
    RateLimit none(0, 0);
    EXPECT_EQ(none.take("hub", 1), 0U);
}

TEST(RateLimit, RemembersSoManyNames) {
    RateLimit limit(10, 5, 100);
    for (int at = 0; at < 100; ++at) {
        EXPECT_EQ(limit.take(std::to_string(at), 1000), 0U);
    }
    EXPECT_GT(limit.take("one more", 1000), 0U);
    EXPECT_EQ(limit.take("17", 1000), 0U);
    EXPECT_EQ(limit.take("one more", 5000), 0U) << "full buckets are forgotten";
}

}  // namespace
}  // namespace cordon::server
