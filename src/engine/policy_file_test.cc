// Goal: a policy says what its author meant or is refused in one sentence: a mistyped key, a list that does
// not exist or a reply that gives something away must not be found out by a payment that went through.
#include "engine/policy_file.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <vector>

#include "base/prng.h"
#include "base/strings.h"
#include "base/testing.h"
#include "decision/judge.h"
#include "decision/payment_quality.h"
#include "engine/policy_checks.h"
#include "engine/policy_writer.h"

namespace cordon::engine {
namespace {

using model::Action;
using model::FindingKind;
using model::Outcome;

const std::string heading = "name = \"t\"\nversion = \"1\"\nthreshold = 0.85\n";

std::string refusal(const std::string& text) {
    const auto read = parse_policy(text);
    return read ? "accepted" : read.error().message;
}

TEST(PolicyFile, TheShippedPolicyIsAcceptedWithoutAWarning) {
    const auto read = parse_policy(default_policy_text());
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_TRUE(read->warnings.empty()) << read->warnings.front();
    EXPECT_EQ(read->sha256.size(), 64U);
    EXPECT_EQ(default_policy().sha256, read->sha256);
    EXPECT_EQ(decision::rule_for_list(read->policy, "un").identifier, Outcome::block);
    EXPECT_EQ(decision::rule_for_list(read->policy, "ofac-cons").identifier, Outcome::hold);
    EXPECT_EQ(decision::scheme_named(read->policy, "fednow")->hold, Action::accept_unposted);
    std::set<std::string> codes;
    for (const auto& rule : read->policy.r16.rules) {
        codes.insert(rule.code);
    }
    EXPECT_EQ(codes.size(), decision::r16_codes.size()) << "every code has its line";
}

TEST(PolicyFile, TheEffectivePolicyReadsBackAsItself) {
    for (const std::string& text :
         {std::string(default_policy_text()), heading,
          base::testing::read_test_file(CORDON_SOURCE_DIR "/corpus/fuzz/policy_file_fuzz/small.toml")}) {
        const auto read = parse_policy(text);
        ASSERT_TRUE(read) << read.error().message;
        const auto again = parse_policy(policy_toml(read->policy));
        ASSERT_TRUE(again) << again.error().message << "\n" << policy_toml(read->policy);
        EXPECT_EQ(again->policy, read->policy);
        EXPECT_EQ(again->sha256, read->sha256);
    }
}

TEST(PolicyFile, TheHashIsOfWhatIsMeantAndNotOfTheWriting) {
    const auto hash = [](const std::string& text) {
        const auto read = parse_policy(text);
        EXPECT_TRUE(read);
        return read ? read->sha256 : "";
    };
    const std::string plain = hash(heading);
    EXPECT_EQ(hash("# a comment\n" + heading + "\n[resubmission]\nwindow_hours = 168\n"), plain);
    EXPECT_EQ(hash("version = '1'\nthreshold = 0.850\nname = 't'\n"), plain);
    EXPECT_NE(hash(heading + "[resubmission]\nwindow_hours = 167\n"), plain);
    EXPECT_NE(hash("name = \"t\"\nversion = \"2\"\nthreshold = 0.85\n"), plain);
    // A key that is younger than kept policies leaves them their hash.
    EXPECT_EQ(hash(heading + "[four_eyes]\nrelease_block = false\n"), plain);
    EXPECT_NE(hash(heading + "[four_eyes]\nrelease_block = true\n"), plain);
    EXPECT_EQ(policy_json(default_policy().policy).find("release_block"), std::string::npos);
    const auto with = parse_policy(heading + "[four_eyes]\nrelease_block = true\n");
    ASSERT_TRUE(with);
    EXPECT_EQ(parse_policy(policy_toml(with->policy))->sha256, with->sha256);
}

TEST(PolicyFile, WhatIsNotNamedHolds) {
    const auto read = parse_policy(heading);
    ASSERT_TRUE(read);
    EXPECT_EQ(decision::rule_for_list(read->policy, "un").name, Outcome::hold);
    EXPECT_EQ(read->policy.message.unknown_element, Outcome::hold);
    EXPECT_EQ(read->policy.freshness.degraded, Outcome::hold);
    EXPECT_TRUE(read->policy.four_eyes.release_data_quality);
    EXPECT_FALSE(read->policy.four_eyes.release_block);
    EXPECT_FALSE(read->policy.instant_sepa.enabled);
    EXPECT_EQ(decision::r16_outcome(read->policy.r16, "R16-08", "", false), Outcome::hold);
}

struct Refused {
    std::string text;
    std::string sentence;  // or its beginning
};

TEST(PolicyFile, WhatAPolicyMayNotSay) {
    const std::string ground =
        "[[grounds]]\nid = \"L\"\nlists = [\"un\"]\nlisting_ids = [\"QDi.901\"]\nprovider = \"A\"\n"
        "document = \"d\"\nvalid_from = 2026-01-01\nvalid_to = 2026-02-01\n";
    const std::string hash = "document_sha256 = \"" + std::string(64, '0') + "\"\n";
    const std::string instant =
        "[[schemes]]\nname = \"i\"\ninstant_sepa = true\n[[schemes.marks]]\n"
        "local_instruments = [\"INST\"]\ncurrencies = [\"EUR\"]\n";
    const std::vector<Refused> cases = {
        {"", "name is missing"},
        {"name = \"t\"\nversion = \"1\"\n", "threshold is missing or under 0.5"},
        {heading + "treshold = 0.9\n", "treshold is not a key; here it can be "},
        {heading + "[lists.un]\nnme = \"hold\"\n", "lists.un.nme is not a key; here it can be "},
        {heading + "[lists.xx]\nname = \"hold\"\n", "lists.xx names list 'xx', which does not exist"},
        {heading + "[lists.un]\nname = \"pass\"\n", "lists.un.name is not one of hold, block"},
        {heading + "[lists.un]\nscore_min = 1.5\n", "lists.un.score_min is not a number from 0 to 1"},
        {heading + "[lists.un]\nblock_action = \"reject\"\n", "lists.un.block_action is never used"},
        {heading + "[[schemes]]\nname = \"a\"\ntime_out = \"release\"\n",
         "schemes[1].time_out is not one of review, accept_unposted, reject"},
        {heading + "[[schemes]]\nname = \"a\"\nhold = \"release\"\n", "schemes[1].hold is not one of"},
        {heading + "[[schemes]]\nname = \"a\"\n[[schemes]]\nname = \"a\"\n",
         "schemes[2].name 'a' stands twice"},
        {heading + "[[schemes]]\nname = \"a\"\nallowed = [\"release\", \"reject\"]\n",
         "schemes[1].hold is an action that `allowed` lacks"},
        {heading + "[[schemes]]\nname = \"a\"\n[[schemes.marks]]\nformat = \"mt\"\n",
         "schemes[1].marks[1].format is not one of"},
        {heading + "[[schemes]]\nname = \"a\"\nreplies.pending = \"under sanctions review\"\n",
         "schemes[1].replies.pending says 'sanction'"},
        {heading + "[message]\nunknown_element = \"pass\"\n",
         "message.unknown_element is not one of report, hold"},
        {heading + "[message]\nmalformed = \"report\"\n", "message.malformed is not a key"},
        {heading + "[message]\ntruncated = \"report\"\n", "message.truncated is not a key"},
        {heading + "[screening]\ntimeout = \"report\"\n", "screening is not a key"},
        {heading + "[freshness]\ndegraded = \"report\"\n",
         "freshness.degraded is \"report\" without hold_after_hours"},
        {heading + "[freshness]\nrequired_lists = [\"xx\"]\n", "freshness.required_lists names list 'xx'"},
        {heading + "[resubmission]\nwindow_hours = 0\n", "resubmission.window_hours is not from 1 to"},
        {heading + "[resubmission]\nwindow_hours = \"a week\"\n",
         "resubmission.window_hours is not a whole number"},
        {heading + "[[r16.rules]]\ncode = \"R16-12\"\n", "r16.rules[1].code is not one of R16-01 to R16-11"},
        {heading + "[[r16.rules]]\ncode = \"R16-01\"\nabove = \"block\"\n",
         "r16.rules[1].above is not one of report, hold"},
        {heading + "[[r16.rules]]\ncode = \"R16-01\"\nschemes = [\"x\"]\n",
         "r16.rules[1].schemes names scheme 'x', which this policy does not have"},
        {heading + "[[r16.rules]]\ncode = \"R16-01\"\n[[r16.rules]]\ncode = \"R16-01\"\n",
         "r16.rules[2].code R16-01 has two rules"},
        {heading + "[[r16.thresholds]]\ncurrency = \"EUR\"\namount = 1000.5\n",
         "r16.thresholds[1].amount is not an amount"},
        {heading + "[[countries]]\nname = \"c\"\ncountries = [\"ZZ\"]\n",
         "countries[1].countries names country 'ZZ'"},
        {heading + "[[countries]]\nname = \"c\"\ncountries = [\"KP\"]\nroles = [\"payer\"]\n",
         "countries[1].roles holds 'payer', which is not a role"},
        {heading + "[[amounts]]\nname = \"a\"\ncurrency = \"euro\"\n",
         "amounts[1].currency is not a currency"},
        {heading + "[[fields]]\nclass = \"text\"\nmost = \"report\"\n",
         "fields[1].most is not one of hold, block"},
        {heading + "[instant_sepa]\nlist = \"un\"\n", "instant_sepa.list is not \"eu\""},
        {heading + "[instant_sepa]\nproof_hours_max = 48\n",
         "instant_sepa.proof_hours_max is not from 1 to 24"},
        {heading + instant + "[instant_sepa]\nenabled = true\n", "instant_sepa.agent_countries is empty"},
        {heading + "[instant_sepa]\nenabled = true\nagent_countries = [\"DE\"]\n",
         "instant_sepa.enabled is true, and no scheme is marked"},
        {heading +
             "[[schemes]]\nname = \"i\"\ninstant_sepa = true\n[[schemes.marks]]\ntypes = [\"pacs.008\"]\n",
         "schemes[1].marks[1].currencies is not [\"EUR\"]"},
        {heading + ground, "grounds[1].document_sha256 is not the SHA-256"},
        {heading + ground + hash + "amount_max = 100\n",
         "grounds[1].amount_max and currency belong together"},
        {heading + ground + hash + "valid_to = 2026-03-01\n", ""},  // said twice: TOML itself refuses
        {heading + "[[grounds]]\nid = \"L\"\nlists = [\"un\"]\nprovider = \"A\"\ndocument = \"d\"\n" + hash +
             "valid_from = 2026-01-01\nvalid_to = 2026-02-01\n",
         "grounds[1].listing_ids is missing: a licence names whom"},
        {heading + "four_eyes = 2\n", "four_eyes is not a table"},
        {heading + "[four_eyes]\nrelease_block = \"yes\"\n",
         "four_eyes.release_block is neither true nor false"},
        {heading + "schemes = \"all\"\n", "schemes is not a list"},
    };
    for (const Refused& one : cases) {
        const std::string sentence = refusal(one.text);
        EXPECT_TRUE(sentence.starts_with(one.sentence) && sentence != "accepted")
            << one.text << "\n-> " << sentence;
    }
    EXPECT_EQ(refusal(heading + ground + hash), "accepted");
}

TEST(PolicyFile, WhatIsAllowedAndSaid) {
    struct Warned {
        std::string text;
        std::string word;
    };
    const std::vector<Warned> cases = {
        {"name = \"t\"\nversion = \"1\"\nthreshold = 0.92\n", "above the shipped 0.85"},
        {heading + "[lists.un]\nscore_min = 0.95\n", "lists.un.score_min 0.95 is above"},
        {heading + "[lists.un]\nscore_min = 0.6\n", "changes nothing"},
        {heading + "[four_eyes]\nrelease_hold = false\n", "one person alone releases"},
        {heading + "[four_eyes]\nrelease_block = true\n",
         "two people can release a payment that was blocked"},
        {heading + "[freshness]\ndegraded = \"report\"\nhold_after_hours = 1000\n", "1000"},
        {heading, "required_lists is empty"},
    };
    for (const Warned& one : cases) {
        const auto read = parse_policy(one.text);
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_NE(base::join(read->warnings, "; ").find(one.word), std::string::npos) << one.text;
    }
}

TEST(PolicyFile, RepliesGiveNothingAway) {
    for (const std::string reply : {"funds frozen", "Held for compliance", "a possible match", "AML case"}) {
        EXPECT_NE(telling_word(reply), "") << reply;
    }
    for (const std::string reply :
         {"accepted for processing", "received, processing continues", "not executed", "household bill"}) {
        EXPECT_EQ(telling_word(reply), "") << reply;
    }
}

// Keys of the tree, without those that are names of lists.
void keys_of(const codec::JsonValue& value, const std::string& of, std::set<std::string>& into) {
    if (const auto* object = value.object()) {
        for (const auto& [key, member] : *object) {
            if (of != "lists") {
                into.insert(key);
            }
            keys_of(member, key, into);
        }
    }
    if (const auto* array = value.array()) {
        for (const auto& item : *array) {
            keys_of(item, of, into);
        }
    }
}

TEST(PolicyFile, EveryKeyIsOnThePage) {
    decision::Policy policy = default_policy().policy;
    policy.grounds.emplace_back();
    policy.amounts.emplace_back();
    std::set<std::string> keys;
    keys_of(policy_tree(policy), "", keys);
    EXPECT_GT(keys.size(), 60U);
    const auto page = base::testing::read_test_file(CORDON_SOURCE_DIR "/docs/reference/policy.md");
    for (const std::string& key : keys) {
        const bool named = page.find("`" + key + "`") != std::string::npos ||
                           page.find("[" + key + "]") != std::string::npos;
        EXPECT_TRUE(named) << key;
    }
}

// Words of the shipped policy exchanged at random: whatever still validates never lets pass what was not
// read.
TEST(PolicyProperties, NoPolicyLetsTheUnreadablePass) {
    base::Prng prng(base::testing::seed_from_environment(20261122));
    constexpr auto words = std::to_array<std::string_view>(
        {"\"hold\"", "\"report\"", "\"block\"", "\"release\"", "\"review\"", "\"reject\"", "true", "false",
         "0", "1000", "\"accept_unposted\"", "\"freeze_and_report\"", "\"pass\"", "0.99"});
    const decision::Situation situation{.lists = {{"un", "1", decision::ListStanding::fresh}}};
    int accepted = 0;
    for (int round = 0; round < 600; ++round) {
        std::string text;
        for (const auto line : base::split(default_policy_text(), '\n')) {
            const auto equals = line.find(" = ");
            const bool scalar = equals != std::string_view::npos && line.front() != '#' &&
                                line.find('[') == std::string_view::npos && line.find("name") != 0;
            text += scalar && prng.below(60) == 0 ? std::string(line.substr(0, equals)) + " = " +
                                                        std::string(words[prng.below(words.size())])
                                                  : std::string(line);
            text += '\n';
        }
        const auto read = parse_policy(text);
        if (!read) {
            continue;
        }
        ++accepted;
        for (const auto& [kind, code] :
             {std::pair(FindingKind::message, "malformed"), std::pair(FindingKind::message, "unsupported"),
              std::pair(FindingKind::message, "limit_exceeded"),
              std::pair(FindingKind::screening, "truncated"), std::pair(FindingKind::screening, "timeout")}) {
            for (const std::string scheme : {"", "sepa_instant", "fednow", "cbpr_plus"}) {
                decision::Situation on_scheme = situation;
                on_scheme.scheme = scheme;
                const auto judgement =
                    decision::judge(read->policy, {}, {{.kind = kind, .code = code}}, on_scheme);
                ASSERT_NE(judgement.outcome, Outcome::pass) << code << "\n" << text;
                ASSERT_NE(judgement.action, Action::release) << code << "\n" << text;
            }
        }
    }
    EXPECT_GT(accepted, 60) << "the test must try policies that validate";
}

}  // namespace
}  // namespace cordon::engine
