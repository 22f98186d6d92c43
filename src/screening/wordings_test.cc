// Goal: names written alike share a wording, and no others do.
#include "screening/wordings.h"

#include <gtest/gtest.h>

namespace cordon::screening {
namespace {

using Numbers = std::vector<std::uint32_t>;

FiledName name(Numbers words, std::uint8_t wording_flags = 0) {
    FiledName made;
    made.words = std::move(words);
    made.wording_flags = wording_flags;
    return made;
}

TEST(Wordings, AreSharedByNamesOfTheSameWordsAndFlags) {
    std::vector<FiledName> names = {name({1, 2}), name({2, 1}), name({1, 2}, 2), name({1, 2}),
                                    name({}),     name({2, 1}), name({1, 2, 2})};
    names[3].listing = 9;  // another list's
    EXPECT_EQ(number_wordings(names), (Numbers{0, 1, 2, 4, 6}));
    Numbers wordings;
    for (const FiledName& one : names) {
        wordings.push_back(one.wording);
    }
    EXPECT_EQ(wordings, (Numbers{0, 1, 2, 0, 3, 1, 4}));
    const NamesByWording sorted = names_by_wording(names, 5);
    EXPECT_EQ(sorted.names, (Numbers{0, 3, 1, 5, 2, 4, 6}));
    EXPECT_EQ(sorted.starts, (Numbers{0, 2, 4, 5, 6, 7}));
}

TEST(Wordings, AreNumberedByWeight) {
    std::vector<FiledName> names = {name({1}), name({2}), name({1}), name({3}), name({4})};
    Numbers wordings = number_wordings(names);
    order_wordings(names, wordings, std::vector<float>{0.9F, 0.4F, 0.9F, 0.0F});
    EXPECT_EQ(wordings, (Numbers{4, 1, 0, 3})) << "the lightest first, equal ones as they were";
    Numbers numbers;
    for (const FiledName& one : names) {
        numbers.push_back(one.wording);
    }
    EXPECT_EQ(numbers, (Numbers{2, 1, 2, 3, 0}));
}

TEST(Wordings, OfNoNamesAreNone) {
    EXPECT_TRUE(number_wordings({}).empty());
    EXPECT_EQ(names_by_wording({}, 0).starts, Numbers{0});
}

}  // namespace
}  // namespace cordon::screening
