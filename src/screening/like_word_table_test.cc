// Goal: what is remembered of a word is what was found for it, the words asked for last stay, and threads
// that use one table at once never see half a list.
#include "screening/like_word_table.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/prng.h"

namespace cordon::screening {
namespace {

std::vector<LikeWord> list_of(std::uint32_t word) {
    std::vector<LikeWord> like;
    for (std::uint32_t at = 0; at < word % 7 + 1; ++at) {
        like.push_back({word * 10 + at, 0.5F});
    }
    return like;
}

bool is_list_of(std::uint32_t word, const std::vector<LikeWord>& like) {
    const std::vector<LikeWord> right = list_of(word);
    return std::ranges::equal(like, right, {}, &LikeWord::word, &LikeWord::word);
}

TEST(LikeWordTable, TheWordsAskedForLastStay) {
    LikeWordTable table(4);  // one bucket
    std::vector<LikeWord> like = {{1, 1.0F}};
    EXPECT_FALSE(table.find("anna+", like));
    for (std::uint32_t word = 0; word < 4; ++word) {
        table.keep(std::to_string(word), list_of(word));
    }
    EXPECT_TRUE(table.find("0", like));
    table.keep("4", list_of(4));
    table.keep("4", list_of(5));  // is there already
    for (const std::uint32_t word : {0U, 2U, 3U, 4U}) {
        EXPECT_TRUE(table.find(std::to_string(word), like)) << word;
        EXPECT_TRUE(is_list_of(word, like)) << word;
    }
    EXPECT_FALSE(table.find("1", like));
}

TEST(LikeWordTable, LongWordsAreNotKept) {
    LikeWordTable table(100);
    std::vector<LikeWord> like;
    table.keep(std::string(64, 'a'), list_of(1));
    table.keep(std::string(65, 'a'), list_of(1));
    EXPECT_TRUE(table.find(std::string(64, 'a'), like));
    EXPECT_FALSE(table.find(std::string(65, 'a'), like));
}

TEST(LikeWordTable, ThreadsNeverSeeHalfAList) {
    LikeWordTable table(64);
    std::vector<std::thread> threads;
    std::atomic<int> found = 0;
    std::atomic<int> wrong = 0;
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        threads.emplace_back([&, seed] {
            base::Prng random(seed);
            std::vector<LikeWord> like;
            for (int round = 0; round < 50'000; ++round) {
                const auto word = static_cast<std::uint32_t>(random.below(200));
                if (table.find(std::to_string(word), like)) {
                    ++found;
                    wrong += is_list_of(word, like) ? 0 : 1;
                } else {
                    table.keep(std::to_string(word), list_of(word));
                }
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_GT(found, 1'000);
}

}  // namespace
}  // namespace cordon::screening
