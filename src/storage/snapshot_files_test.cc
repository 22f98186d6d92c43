// Goal: a cached snapshot is the one that was put there or none: damage is never searched, and the cache
// neither grows without bound nor takes bytes away from who is reading them.
#include "storage/snapshot_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace cordon::storage {
namespace {

namespace fs = std::filesystem;

class SnapshotFilesTest : public ::testing::Test {
protected:
    void SetUp() override {
        std::string pattern = fs::temp_directory_path() / "cordon-test-XXXXXX";
        folder_ = ::mkdtemp(pattern.data());
        files_ = std::make_unique<SnapshotFiles>(folder_ + "/cache", ops_);
    }
    void TearDown() override { fs::remove_all(folder_); }
    [[nodiscard]] std::string path(const std::string& key) const {
        return folder_ + "/cache/snapshot-" + key + ".bin";
    }
    [[nodiscard]] std::size_t count() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder_ + "/cache"), fs::directory_iterator()));
    }

    FileOps ops_;
    std::string folder_;
    std::unique_ptr<SnapshotFiles> files_;
};

TEST_F(SnapshotFilesTest, GivesBackTheSameBytesAligned) {
    EXPECT_FALSE(files_->open("00ff"));
    const std::string bytes(100'000, '\x5A');
    ASSERT_TRUE(files_->put("00ff", bytes));
    const auto mapped = files_->open("00ff");
    ASSERT_TRUE(mapped);
    EXPECT_EQ(mapped->bytes, bytes);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(mapped->bytes.data()) % 8, 0U);
    ASSERT_TRUE(files_->put("00ff", "other"));
    EXPECT_EQ(mapped->bytes, bytes) << "a reader keeps what it has";
    EXPECT_EQ(files_->open("00ff")->bytes, "other");
}

TEST_F(SnapshotFilesTest, DamageAtAnyPlaceMeansNoneAndTheFileGoes) {
    const std::string bytes(64, 'b');
    for (std::size_t at = 0; at < 32 + bytes.size(); ++at) {
        ASSERT_TRUE(files_->put("0a", bytes));
        std::fstream file(path("0a"), std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(static_cast<std::streamoff>(at));
        const char old = static_cast<char>(file.get());
        file.seekp(static_cast<std::streamoff>(at));
        file.put(static_cast<char>(old ^ 4));
        file.close();
        EXPECT_FALSE(files_->open("0a")) << "byte " << at;
        EXPECT_FALSE(fs::exists(path("0a"))) << "byte " << at;
    }
    for (const std::uintmax_t size : {0U, 31U, 32U, 95U}) {
        ASSERT_TRUE(files_->put("0a", bytes));
        fs::resize_file(path("0a"), size);
        EXPECT_FALSE(files_->open("0a")) << "cut to " << size;
    }
}

TEST_F(SnapshotFilesTest, KeepsTheEightThatWereUsedLast) {
    const std::string keys = "0123456789abcdef";
    for (std::size_t at = 0; at < 8; ++at) {
        ASSERT_TRUE(files_->put(keys.substr(at, 1), "x"));
        fs::last_write_time(path(keys.substr(at, 1)),
                            fs::file_time_type::clock::now() - std::chrono::hours(20 - at));
    }
    ASSERT_TRUE(files_->open("0"));  // used just now
    ASSERT_TRUE(files_->put("a", "x"));
    EXPECT_EQ(count(), 8U);
    EXPECT_TRUE(files_->open("0"));
    EXPECT_FALSE(files_->open("1"));
    EXPECT_TRUE(files_->open("a"));
}

TEST_F(SnapshotFilesTest, RefusesKeysThatAreNoHash) {
    for (const char* const key : {"", "../x", "ABC", "g"}) {
        EXPECT_FALSE(files_->put(key, "x")) << key;
        EXPECT_FALSE(files_->open(key)) << key;
    }
}

}  // namespace
}  // namespace cordon::storage
