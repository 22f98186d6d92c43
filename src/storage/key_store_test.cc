// Goal: a home has at most one current key, its secret is for its owner alone, and nothing that was ever
// signed loses its public key, wherever a disk fails.
#include "storage/key_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>

namespace cordon::storage {
namespace {

class KeyStoreTest : public ::testing::Test {
protected:
    KeyStoreTest() {
        std::string name = (std::filesystem::temp_directory_path() / "cordon_keys_XXXXXX").string();
        home_ = ::mkdtemp(name.data());
    }
    ~KeyStoreTest() override { std::filesystem::remove_all(home_); }

    std::string home_;
};

constexpr base::Instant noon{1'763'812'800'000};
constexpr base::Instant later{1'763'816'400'000};

TEST_F(KeyStoreTest, TheFirstUseMakesTheKeyAndLaterOnesFindIt) {
    KeyStore keys(home_);
    EXPECT_TRUE(keys.keys().value().empty());
    const auto first = keys.signing_key(noon, "odo");
    ASSERT_TRUE(first) << first.error().message;
    const auto again = KeyStore(home_).signing_key(later, "ines");
    ASSERT_TRUE(again);
    EXPECT_EQ(again->public_key(), first->public_key());
    const auto known = keys.keys();
    ASSERT_TRUE(known);
    ASSERT_EQ(known->size(), 1U);
    EXPECT_EQ((*known)[0].made_at, noon);
    EXPECT_EQ((*known)[0].made_by, "odo");
    EXPECT_TRUE((*known)[0].current);
}

TEST_F(KeyStoreTest, OnlyTheOwnerReadsTheSecret) {
    KeyStore keys(home_);
    ASSERT_TRUE(keys.signing_key(noon, "odo"));
    struct stat status{};
    ASSERT_EQ(::stat((home_ + "/keys/signing.key").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    ASSERT_EQ(::stat((home_ + "/keys").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
}

TEST_F(KeyStoreTest, RotationKeepsThePublicKeyAndDestroysTheSecret) {
    KeyStore keys(home_);
    const auto first = keys.signing_key(noon, "odo");
    const std::string secret = read_file(home_ + "/keys/signing.key").value();
    const auto second = keys.rotate(later, "ines");
    ASSERT_TRUE(second) << second.error().message;
    const auto known = keys.keys();
    ASSERT_TRUE(known);
    ASSERT_EQ(known->size(), 2U);
    EXPECT_EQ((*known)[0].key, first->public_key());
    EXPECT_FALSE((*known)[0].current);
    EXPECT_EQ((*known)[1].id, second->id);
    EXPECT_TRUE((*known)[1].current);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(home_)) {
        if (entry.is_regular_file()) {
            EXPECT_EQ(read_file(entry.path()).value().find(secret.substr(21, 60)), std::string::npos);
        }
    }
}

// Two were made while the clock stood years ahead; once another took over, both are retired.
TEST_F(KeyStoreTest, AKeyOfAClockThatStoodAheadIsRetiredToo) {
    constexpr base::Instant ahead{noon.unix_ms + 4LL * 365 * 86'400'000};
    KeyStore keys(home_);
    ASSERT_TRUE(keys.signing_key(ahead, "odo"));
    ASSERT_TRUE(keys.rotate({ahead.unix_ms + 1}, "odo"));
    const auto before = keys.keys();
    ASSERT_TRUE(before);
    EXPECT_FALSE(before->back().until.has_value());
    const auto now = keys.rotate(later, "ines");
    ASSERT_TRUE(now);
    const auto known = keys.keys();
    ASSERT_TRUE(known);
    ASSERT_EQ(known->size(), 3U);
    for (const KnownKey& key : *known) {
        EXPECT_EQ(key.current, key.id == now->id);
        EXPECT_EQ(key.until, key.current ? std::nullopt : std::optional(later)) << key.id;
        EXPECT_EQ(was_retired(key, {ahead.unix_ms + 2}), !key.current);
    }
}

TEST_F(KeyStoreTest, AChangedFileIsSaid) {
    KeyStore keys(home_);
    const auto first = keys.signing_key(noon, "odo");
    const std::string pub = home_ + "/keys/" + base::key_id(first->public_key()) + ".pub";
    const std::string text = read_file(pub).value();
    std::ofstream(pub) << "cordon-public-key-1 " << std::string(64, 'a') << " 2026-01-01T00:00:00Z odo\n";
    EXPECT_EQ(keys.keys().error().code, base::ErrorCode::corrupt);
    std::ofstream(pub) << text;
    EXPECT_TRUE(keys.keys());
    std::ofstream(home_ + "/keys/signing.key") << "cordon-signing-key-1";
    EXPECT_EQ(keys.signing_key(later, "odo").error().code, base::ErrorCode::corrupt);
    EXPECT_EQ(keys.keys().error().code, base::ErrorCode::corrupt);
}

// Fails the Nth step that changes the disk.
class FailingOps : public FileOps {
public:
    explicit FailingOps(int fail_at) : fail_at_{fail_at} {}
    int before(Step, const std::string&) override { return ++count_ == fail_at_ ? EIO : 0; }
    [[nodiscard]] bool failed() const { return count_ >= fail_at_; }

private:
    int fail_at_;
    int count_ = 0;
};

TEST_F(KeyStoreTest, AFailingDiskLeavesTheOldKeyOrTheNewOne) {
    for (int step = 1;; ++step) {
        const std::string home = home_ + "/" + std::to_string(step);
        const auto first = KeyStore(home).signing_key(noon, "odo");
        ASSERT_TRUE(first);
        FailingOps ops(step);
        const auto rotated = KeyStore(home, &ops).rotate(later, "odo");
        const auto known = KeyStore(home).keys();
        ASSERT_TRUE(known) << "step " << step << ": " << known.error().message;
        EXPECT_EQ(std::ranges::count_if(*known, &KnownKey::current), 1) << "step " << step;
        EXPECT_EQ((*known)[0].key, first->public_key());
        ASSERT_TRUE(KeyStore(home).rotate(later, "odo"))
            << "what a failure left is no obstacle, step " << step;
        if (!ops.failed()) {
            EXPECT_GT(step, 5);
            break;
        }
        EXPECT_FALSE(rotated) << "step " << step;
    }
}

TEST(PublicKeyFile, IsReadWithAndWithoutItsFrame) {
    const KnownKey key{base::SigningKey::make().public_key(), "", noon, "Odo  Quill\nof the desk", false};
    const auto read = parse_public_key_file(public_key_file(key));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->key, key.key);
    EXPECT_EQ(read->made_by, "Odo Quill of the desk");
    EXPECT_EQ(parse_public_key_file(base::to_hex(key.key) + "\n").value().key, key.key);
    EXPECT_FALSE(parse_public_key_file("cordon-public-key-1"));
    EXPECT_FALSE(parse_public_key_file(""));
}

}  // namespace
}  // namespace cordon::storage
