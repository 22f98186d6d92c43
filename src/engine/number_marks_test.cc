// Goal: a number that a listed party may have is recognised in a payment by its shape; dates and small
//       numbers are left alone.
#include "engine/number_marks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace cordon::engine {
namespace {

using model::Identifier;
using model::IdentifierKind;

bool has(const std::vector<Identifier>& numbers, IdentifierKind kind, std::string_view value) {
    return std::ranges::any_of(numbers,
                               [&](const Identifier& one) { return one.kind == kind && one.value == value; });
}

TEST(NumberMarks, ShapesOfStandardsAreSeenInText) {
    const auto numbers = numbers_in_text("vessel IMO 9074729 via SAMPIRTHXXX iban DE02120300000000202051");
    EXPECT_TRUE(has(numbers, IdentifierKind::imo, "9074729"));
    EXPECT_TRUE(has(numbers, IdentifierKind::bic, "SAMPIRTHXXX"));
    EXPECT_TRUE(has(numbers, IdentifierKind::iban, "DE02120300000000202051"));
    EXPECT_FALSE(has(numbers_in_text("order 9074728"), IdentifierKind::imo, "9074728"))
        << "the check digit is wrong";
}

TEST(NumberMarks, WordsGluedToANumberAreTakenOff) {
    const auto numbers = numbers_in_text("PASSPORT/A1234567");
    EXPECT_TRUE(has(numbers, IdentifierKind::other, "A1234567"));
    EXPECT_TRUE(has(numbers_in_text("CHE-100.200.300"), IdentifierKind::other, "CHE-100.200.300"));
}

TEST(NumberMarks, GroupsWrittenApartAreOneNumber) {
    EXPECT_TRUE(has(numbers_in_text("register HE 242159 of Exampleton"), IdentifierKind::other, "HE242159"));
    EXPECT_TRUE(has(numbers_in_text("no 1 159 102 022 738"), IdentifierKind::other, "1159102022738"));
}

TEST(NumberMarks, DatesAndSmallNumbersAreNoIdentifiers) {
    for (const char* text :
         {"11/2026", "03.11.2026", "2026-11-03", "01.10.-31.10.", "order no 44 of 12", "1234"}) {
        EXPECT_TRUE(numbers_in_text(text).empty()) << text;
    }
}

TEST(NumberMarks, AValueIsANumberWhateverItsShape) {
    EXPECT_TRUE(has(numbers_of_value("55130"), IdentifierKind::other, "55130"));
    EXPECT_TRUE(has(numbers_of_value("SAMPIRTH"), IdentifierKind::bic, "SAMPIRTH"));
    EXPECT_TRUE(numbers_of_value("123").empty());
    EXPECT_TRUE(has(numbers_in_text("55130"), IdentifierKind::other, "55130")) << "a text that is one number";
}

TEST(NumberMarks, NoNumberIsLeftOutOfALongText) {
    std::string text;
    for (int at = 0; at < 500; ++at) {
        text += "word ";
    }
    EXPECT_TRUE(has(numbers_in_text(text + "A1234567"), IdentifierKind::other, "A1234567"));
}

}  // namespace
}  // namespace cordon::engine
