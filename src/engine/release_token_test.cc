// Goal: a release token exists only for what may move, says which message, verdict and lists it is about, and
// holds for nobody's key but the gate's, for fifteen minutes at most, and for no other letter of it.
#include "engine/release_token.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/hash.h"

namespace cordon::engine {
namespace {

using base::ErrorCode;
using model::Outcome;

constexpr base::Instant issued{1'767'960'000'000};
constexpr std::int64_t ten_minutes = 600'000;

base::SigningKey key_of(unsigned char letter) {
    base::SigningKey::Seed seed{};
    seed.fill(letter);
    return base::SigningKey::from_seed(seed);
}

TokenGrounds grounds(Outcome outcome, HoldState state) {
    return {"v0123456789abcdef0123456789abcdef",
            base::sha256_hex("message"),
            outcome,
            state,
            {{"eu", "2026-01-08", base::sha256_hex("eu")}, {"un", "2026-01-09", base::sha256_hex("un")}}};
}

base::Result<NewToken> made(const TokenGrounds& of, std::int64_t life = ten_minutes) {
    return make_release_token(of, issued, life, "gate", "build", key_of(1));
}

TEST(ReleaseToken, OnlyForWhatMayMove) {
    const struct {
        Outcome outcome;
        HoldState state;
        const char* kind;  // nullptr: refused
    } table[] = {
        {Outcome::pass, HoldState::clear, "pass"},
        {Outcome::pass, HoldState::open, nullptr},  // held since: its id came again with other content
        {Outcome::pass, HoldState::released, "release"},
        {Outcome::hold, HoldState::clear, nullptr},
        {Outcome::hold, HoldState::open, nullptr},
        {Outcome::hold, HoldState::proposed_release, nullptr},
        {Outcome::hold, HoldState::proposed_reject, nullptr},
        {Outcome::hold, HoldState::released, "release"},
        {Outcome::hold, HoldState::rejected, nullptr},
        {Outcome::block, HoldState::open, nullptr},
        {Outcome::block, HoldState::clear, nullptr},
        {Outcome::block, HoldState::released, "release"},
    };
    for (const auto& row : table) {
        const auto token = made(grounds(row.outcome, row.state));
        EXPECT_EQ(token.has_value(), row.kind != nullptr)
            << to_string(row.outcome) << ", " << to_string(row.state);
        if (token && row.kind != nullptr) {
            EXPECT_EQ(to_string(token->kind), row.kind);
        }
    }
}

SignerCheck one_of(std::vector<base::PublicKey> known) {
    return [known = std::move(known)](const base::PublicKey& key, base::Instant signed_at) -> base::Status {
        EXPECT_EQ(signed_at, issued);
        if (std::ranges::find(known, key) == known.end()) {
            return base::fail(ErrorCode::not_found, "is signed by somebody else");
        }
        return {};
    };
}

TEST(ReleaseToken, SaysWhatItIsAboutForAsLongAsItSays) {
    const TokenGrounds of = grounds(Outcome::pass, HoldState::clear);
    const auto token = made(of);
    ASSERT_TRUE(token) << token.error().message;
    const std::vector<base::PublicKey> known = {key_of(7).public_key(), key_of(1).public_key()};
    const auto read = verify_release_token(token->statement, one_of(known), issued);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->verdict_id, of.verdict_id);
    EXPECT_EQ(read->content_sha256, of.content_sha256);
    ASSERT_EQ(read->lists.size(), 2U);
    EXPECT_EQ(read->lists[1].version, "2026-01-09");
    const auto code_at = [&](std::int64_t ms) {
        const auto checked = verify_release_token(token->statement, one_of(known), {issued.unix_ms + ms});
        return checked ? std::optional<ErrorCode>() : checked.error().code;
    };
    EXPECT_EQ(code_at(-1), ErrorCode::stale);
    EXPECT_EQ(code_at(ten_minutes - 1), std::nullopt);
    EXPECT_EQ(code_at(ten_minutes), ErrorCode::stale);
    EXPECT_EQ(verify_release_token(token->statement, one_of({known.front()}), issued).error().code,
              ErrorCode::not_found);
    EXPECT_EQ(verify_release_token(token->statement, one_of({}), issued).error().code, ErrorCode::not_found);
    EXPECT_FALSE(made(of, 0));
    EXPECT_FALSE(made(of, 900'001));
    EXPECT_TRUE(made(of, 900'000));
}

TEST(ReleaseToken, NoLetterOfItCanBeChanged) {
    const std::string good = made(grounds(Outcome::pass, HoldState::clear))->statement;
    const base::PublicKey known = key_of(1).public_key();
    int refused = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bent = good;
        bent[at] = bent[at] == '1' ? '2' : '1';
        const auto read = verify_release_token(bent, one_of({known}), issued);
        if (read) {  // white space between members is nobody's word
            EXPECT_TRUE(good[at] == ' ' || good[at] == '\n') << at;
        } else {
            ++refused;
        }
        EXPECT_FALSE(verify_release_token(good.substr(0, at), one_of({known}), issued) &&
                     at + 1 < good.size());
    }
    EXPECT_GT(refused, 700);
}

TEST(ReleaseToken, StatementsOfOtherKindsAreNoTokens) {
    const auto sealed = [](std::string_view type, std::string_view content) {
        return codec::seal_statement({std::string(type), issued, "gate", "build"}, content, key_of(1));
    };
    const base::PublicKey known = key_of(1).public_key();
    const std::string hash = base::sha256_hex("x");
    const std::string lists = R"(,"lists":[{"list":"un","version":"1","sha256":")" + hash + "\"}]";
    const std::string times = R"(,"issued":"2026-01-09T12:00:00Z","expires":"2026-01-09T12:10:00Z")";
    const std::string late = R"(,"issued":"2026-01-09T12:00:00Z","expires":"2026-01-10T12:00:00Z")";
    const std::string who = R"({"verdict_id":"v1","content_sha256":")" + hash + "\"";
    const std::string pass = R"(,"kind":"pass")";
    const std::string table[] = {
        who + pass + times + "}",                             // no lists
        who + pass + times + R"(,"lists":[]})",               // none named
        who + pass + late + lists + "}",                      // a day
        who + pass + lists + "}",                             // for ever
        who + R"(,"kind":"hold")" + times + lists + "}",      // of a hold
        who + times + lists + "}",                            // of nothing
        R"({"verdict_id":"v1")" + pass + times + lists + "}"  // of any message
    };
    const auto sound = sealed(release_token_type, who + pass + times + lists + "}");
    EXPECT_EQ(base::to_string(issued), "2026-01-09T12:00:00Z");
    EXPECT_TRUE(verify_release_token(*sound, one_of({known}), issued));
    for (const std::string& content : table) {
        const auto bent = sealed(release_token_type, content);
        ASSERT_TRUE(bent);
        EXPECT_FALSE(verify_release_token(*bent, one_of({known}), issued)) << content;
    }
    EXPECT_FALSE(verify_release_token(*sealed("cordon.assessment.1", who + pass + times + lists + "}"),
                                      one_of({known}), issued));
    EXPECT_FALSE(verify_release_token("", one_of({known}), issued));
    EXPECT_FALSE(verify_release_token("{}", one_of({known}), issued));
}

}  // namespace
}  // namespace cordon::engine
