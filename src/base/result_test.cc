// Goal: an Error keeps its code and gains context on the way up, and the good path is untouched.
#include "base/result.h"

#include <gtest/gtest.h>

namespace cordon::base {
namespace {

Result<int> half(int number) {
    if (number % 2 != 0) {
        return fail(ErrorCode::invalid_input, "odd number", 7);
    }
    return number / 2;
}

Result<int> quarter(int number) {
    CORDON_ASSIGN(const int halved, half(number));
    CORDON_ASSIGN(const int quartered, half(halved));
    return quartered;
}

TEST(Result, AValuePassesThrough) {
    EXPECT_EQ(quarter(12).value(), 3);
}

TEST(Result, AnErrorPassesThroughWithCodeAndOffset) {
    const auto failed = quarter(6);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error(), (Error{ErrorCode::invalid_input, "odd number", 7}));
}

TEST(Result, ContextIsPutInFrontOfTheSentence) {
    const Result<int> failed = fail_while("reading entry 4", half(3).error());
    EXPECT_EQ(failed.error().message, "reading entry 4: odd number");
}

}  // namespace
}  // namespace cordon::base
