// Goal: a witness vouches for a log that only grew, and for nothing else, though the forger holds the log's
// key and makes the best proof there is; whoever reads the witness's word finds each forgery as well. Notes
// are read to the letter: no changed byte passes.
#include "cases/witness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <string>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"

namespace cordon::cases {
namespace {

constexpr base::Instant noon{1'767'960'000'000};

base::SigningKey key_number(unsigned char number) {
    base::SigningKey::Seed seed{};
    seed.fill(number);
    return base::SigningKey::from_seed(seed);
}

std::vector<TreeHash> some_leaves(std::uint64_t count, std::string_view word = "leaf") {
    std::vector<TreeHash> leaves;
    for (std::uint64_t at = 0; at < count; ++at) {
        leaves.push_back(leaf_hash(std::string(word) + " " + std::to_string(at)));
    }
    return leaves;
}

LogState state_of(std::span<const TreeHash> leaves) {
    return {log_origin(leaves.front()), leaves.size(), tree_root(leaves)};
}

struct Witness {
    base::PublicKey log;
    LogState seen;

    // As cordon audit cosign does it.
    [[nodiscard]] base::Status agrees(std::string_view bytes,
                                      const std::optional<ConsistencyProof>& proof) const {
        CORDON_ASSIGN(const CheckpointNote note, parse_note(bytes));
        CORDON_TRY(verify_log_signature(note, {&log, 1}));
        return check_growth(seen, note.state, proof);
    }
};

enum class Forgery : std::uint8_t { edit, erase, reorder, truncate, split_view, key_swap };
constexpr std::array<std::string_view, 6> forgery_names = {"edit",     "delete",     "reorder",
                                                           "truncate", "split view", "key swap"};

std::vector<TreeHash> forge(Forgery forgery, std::vector<TreeHash> leaves, std::uint64_t seen,
                            base::Prng& random) {
    const std::uint64_t place = random.below(seen);
    switch (forgery) {
        case Forgery::edit:
            leaves[place][random.below(32)] ^= static_cast<unsigned char>(1U << random.below(8));
            break;
        case Forgery::erase: leaves.erase(leaves.begin() + static_cast<std::ptrdiff_t>(place)); break;
        case Forgery::reorder:
            std::swap(leaves[place], leaves[(place + 1 + random.below(leaves.size() - 1)) % leaves.size()]);
            break;
        case Forgery::truncate: leaves.resize(1 + random.below(seen - 1)); break;
        case Forgery::split_view:  // the same beginning for some, another end for others
            for (std::uint64_t at = place; at < leaves.size(); ++at) {
                leaves[at] = leaf_hash("told to others " + std::to_string(at));
            }
            break;
        case Forgery::key_swap: break;
    }
    return leaves;
}

// What the forger hands in: the proof of his own log, the honest one, one that was bent, or none.
std::optional<ConsistencyProof> best_proof(int attempt, std::span<const TreeHash> forged,
                                           std::span<const TreeHash> honest, std::uint64_t seen,
                                           base::Prng& random) {
    const std::span<const TreeHash> log = attempt == 1 ? honest : forged;
    if (attempt == 3 || log.size() < seen) {
        return std::nullopt;
    }
    ConsistencyProof proof{seen, forged.size(), consistency_proof(log, seen)};
    if (attempt == 2 && !proof.hashes.empty()) {
        proof.hashes[random.below(proof.hashes.size())] = forged[random.below(forged.size())];
    }
    return proof;
}

TEST(Witness, AThousandForgeriesAreRefused) {
    base::Prng random(base::testing::seed_from_environment(21));
    const base::SigningKey log = key_number(1);
    const base::SigningKey other = key_number(2);
    const base::SigningKey witness = key_number(3);
    std::array<int, 6> tried{};
    std::array<int, 6> found{};
    for (int round = 0; round < 1'000; ++round) {
        const auto forgery = static_cast<Forgery>(round % 6);
        const std::uint64_t seen = 2 + random.below(120);
        const std::vector<TreeHash> honest = some_leaves(seen + 1 + random.below(60), std::to_string(round));
        const LogState vouched = state_of(std::span(honest).first(seen));
        const Witness keeper{log.public_key(), vouched};
        // The sound log passes, so that a refusal below means something.
        const ConsistencyProof growth{seen, honest.size(), consistency_proof(honest, seen)};
        ASSERT_TRUE(keeper.agrees(sign_note(state_of(honest), log), growth)) << round;
        ASSERT_TRUE(check_vouched(vouched, vouched.origin, honest.size(), vouched.root));

        const std::vector<TreeHash> forged = forge(forgery, honest, seen, random);
        LogState shown = state_of(forged);
        shown.origin = vouched.origin;  // the forger says what he likes
        const base::SigningKey& signer = forgery == Forgery::key_swap ? other : log;
        bool refused = true;
        for (int attempt = 0; attempt < 4; ++attempt) {
            refused = refused && !keeper.agrees(sign_note(shown, signer),
                                                best_proof(attempt, forged, honest, seen, random));
        }
        // Whoever holds the witness's word and looks at the forged log.
        if (forgery == Forgery::key_swap) {
            const std::string line = cosignature_line(vouched, noon, other);
            const auto swapped = parse_signature_line(line.substr(0, line.size() - 1));
            refused = refused && swapped && !verify_cosignature(vouched, *swapped, witness.public_key());
        } else {
            const std::optional<TreeHash> root =
                forged.size() < seen ? std::nullopt : std::optional(tree_root(std::span(forged).first(seen)));
            refused = refused && !check_vouched(vouched, vouched.origin, forged.size(), root);
        }
        ++tried[static_cast<std::size_t>(forgery)];
        found[static_cast<std::size_t>(forgery)] += refused ? 1 : 0;
    }
    int all = 0;
    for (std::size_t at = 0; at < forgery_names.size(); ++at) {
        std::cout << forgery_names[at] << ": " << found[at] << " of " << tried[at] << " found\n";
        EXPECT_EQ(found[at], tried[at]) << forgery_names[at];
        all += found[at];
    }
    std::cout << "forgeries found: " << all << " of 1000\n";
    EXPECT_EQ(all, 1'000);
}

TEST(Witness, SaysWhatIsWrong) {
    const std::vector<TreeHash> leaves = some_leaves(20);
    const LogState seen = state_of(std::span(leaves).first(7));
    const LogState now = state_of(leaves);
    const ConsistencyProof proof{7, 20, consistency_proof(leaves, 7)};
    EXPECT_TRUE(check_growth(seen, now, proof));
    EXPECT_TRUE(check_growth(seen, seen, std::nullopt)) << "the same again needs no proof";
    const auto sentence = [](const base::Status& status) {
        return status ? std::string("agreed") : status.error().message;
    };
    EXPECT_NE(sentence(check_growth(now, seen, proof)).find("shrank"), std::string::npos);
    LogState fork = seen;
    fork.root[0] ^= 1;
    EXPECT_NE(sentence(check_growth(seen, fork, proof)).find("forked"), std::string::npos);
    EXPECT_NE(sentence(check_growth(fork, now, proof)).find("forked"), std::string::npos);
    EXPECT_NE(sentence(check_growth(seen, now, std::nullopt)).find("--consistency 7 --to 20"),
              std::string::npos);
    EXPECT_NE(sentence(check_growth(seen, now, ConsistencyProof{6, 20, proof.hashes})).find("leads from 6"),
              std::string::npos);
    LogState stranger = now;
    stranger.origin = "another/log";
    EXPECT_NE(sentence(check_growth(seen, stranger, proof)).find("another log"), std::string::npos);
}

TEST(CheckpointNote, HasThePublicForm) {
    const base::SigningKey log = key_number(1);
    const base::SigningKey witness = key_number(3);
    const LogState state = state_of(some_leaves(3));
    const std::string bytes = sign_note(state, log) + cosignature_line(state, noon, witness);
    const std::vector<std::string> starts = {state.origin + "\n", "3\n"};
    EXPECT_TRUE(bytes.starts_with(starts[0] + starts[1])) << bytes;
    const auto note = parse_note(bytes);
    ASSERT_TRUE(note) << note.error().message;
    EXPECT_EQ(note->state, state);
    ASSERT_EQ(note->signatures.size(), 2U);
    EXPECT_EQ(note->signatures[0].bytes.size(), 4U + 64U);
    EXPECT_EQ(note->signatures[1].bytes.size(), 4U + 8U + 64U);
    // The first four bytes: SHA-256 of name, line feed, kind and key.
    std::string named = note->signatures[1].name + "\n\4";
    named.append(witness.public_key().bytes.begin(), witness.public_key().bytes.end());
    const base::Sha256Digest digest = base::sha256(named);
    EXPECT_TRUE(
        std::equal(digest.begin(), digest.begin() + 4, note->signatures[1].bytes.begin(),
                   [](unsigned char left, char right) { return left == static_cast<unsigned char>(right); }));
    const base::PublicKey key = log.public_key();
    EXPECT_TRUE(verify_log_signature(*note, {&key, 1}));
    const auto signature = cosignature_of(*note, witness.public_key());
    ASSERT_TRUE(signature);
    EXPECT_EQ(verify_cosignature(state, *signature, witness.public_key()), noon);
    EXPECT_FALSE(cosignature_of(*note, log.public_key())) << "the log's signature is no witness's word";
    const base::PublicKey as_log = witness.public_key();
    EXPECT_FALSE(verify_log_signature(*note, {&as_log, 1})) << "nor the other way round";
}

TEST(CheckpointNote, NoChangedByteHolds) {
    const base::SigningKey log = key_number(1);
    const base::SigningKey witness = key_number(3);
    const base::PublicKey key = log.public_key();
    const LogState state = state_of(some_leaves(1'234));
    const std::string sound = sign_note(state, log) + cosignature_line(state, noon, witness);
    int refused = 0;
    const auto holds = [&](const std::string& bytes) {
        const auto note = parse_note(bytes);
        if (!note || !verify_log_signature(*note, {&key, 1})) {
            return false;
        }
        const auto signature = cosignature_of(*note, witness.public_key());
        return signature && verify_cosignature(note->state, *signature, witness.public_key());
    };
    ASSERT_TRUE(holds(sound));
    for (std::size_t at = 0; at < sound.size(); ++at) {
        EXPECT_FALSE(holds(sound.substr(0, at))) << at;
        for (const char put : {'\0', '\n', ' ', 'A', '=', '0', '\xe2'}) {
            std::string bent = sound;
            bent[at] = put;
            if (bent != sound) {
                EXPECT_FALSE(holds(bent)) << at << " " << static_cast<int>(put);
                ++refused;
            }
            EXPECT_FALSE(holds(std::string(sound).insert(at, 1, put)) && put != sound[at]) << at;
        }
    }
    EXPECT_GT(refused, 2'000);
    EXPECT_EQ(parse_note(std::string(70'000, 'x')).error().code, base::ErrorCode::limit_exceeded);
    for (const std::string& bad :
         {std::string(), std::string("\n\n"), std::string("a\n0\nx\n\n"), note_text(state),
          note_text(state) + "\n", note_text(state) + "more\n\n" + sound.substr(sound.find("\n\n") + 2)}) {
        EXPECT_FALSE(parse_note(bad)) << bad;
    }
}

TEST(ConsistencyProofText, IsReadAsItWasWritten) {
    const std::vector<TreeHash> leaves = some_leaves(77);
    const ConsistencyProof proof{13, 77, consistency_proof(leaves, 13)};
    const std::string text = write_proof(proof);
    const auto again = parse_proof(text);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->earlier, 13U);
    EXPECT_EQ(again->size, 77U);
    EXPECT_EQ(again->hashes, proof.hashes);
    EXPECT_TRUE(parse_proof("old 5\nnew 5\n"));
    for (const std::string& bad :
         {std::string(), std::string("old 5\n"), std::string("old 05\nnew 6\n"),
          std::string("old 5\nnew -6\n"), std::string("old 0\nnew 6\n"), std::string("old 5\nnew 6"),
          text + "x\n", text + text, text + "\n", text.substr(0, text.size() - 3)}) {
        EXPECT_FALSE(parse_proof(bad)) << bad;
    }
}

}  // namespace
}  // namespace cordon::cases
