// Goal: text is found by its words whatever their case, marks and script, and by patterns; nothing else is.
#include "engine/word_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

WordIndex sample() {
    WordIndex::Builder builder;
    builder.add(0, "Müller-Trading, Ltd.");
    builder.add(0, "MULLER again");
    builder.add(3, "Мюллер");
    builder.add(7, "muller's barge 9074729");
    return std::move(builder).take();
}

TEST(WordIndex, FoldsWords) {
    EXPECT_THAT(folded_words("Müller-Trading, (Ltd.) O'Neil"),
                ElementsAre("muller", "trading", "ltd", "oneil"));
    EXPECT_THAT(folded_words(" -- !!! "), IsEmpty());
}

TEST(WordIndex, FindsWordsAndPatterns) {
    const WordIndex index = sample();
    EXPECT_THAT(index.with_word("muller"), ElementsAre(0)) << "once, however often it stands there";
    EXPECT_THAT(index.with_word("mulle"), IsEmpty());
    EXPECT_THAT(index.with_word(""), IsEmpty());
    EXPECT_THAT(index.with_pattern("mul*"), ElementsAre(0, 7));
    EXPECT_THAT(index.with_pattern("m*r*"), ElementsAre(0, 3, 7)) << "from another script too";
    EXPECT_THAT(index.with_pattern("90747?9"), ElementsAre(7));
    EXPECT_THAT(index.with_pattern("*ding"), ElementsAre(0));
    EXPECT_THAT(index.with_pattern("?"), IsEmpty());
    EXPECT_THAT(index.with_pattern("*"), ElementsAre(0, 3, 7));
}

}  // namespace
}  // namespace cordon::engine
