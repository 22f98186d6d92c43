// Goal: however a list prints a UN reference, links are made of one spelling, and other texts never become
// one.
#include "lists/un_reference.h"

#include <gtest/gtest.h>

namespace cordon::lists {
namespace {

TEST(UnReference, Table) {
    EXPECT_EQ(canonical_un_reference("QDi.043"), "QDi.043");
    EXPECT_EQ(canonical_un_reference("QDi.43"), "QDi.043");
    EXPECT_EQ(canonical_un_reference(" QDE.131 "), "QDe.131");
    EXPECT_EQ(canonical_un_reference("IRI.038"), "IRi.038");
    EXPECT_EQ(canonical_un_reference("qdi. 7"), "QDi.007");
    EXPECT_EQ(canonical_un_reference("KPe.0012"), "KPe.012");
    EXPECT_EQ(canonical_un_reference("QDi.1234"), "QDi.1234");
    EXPECT_EQ(canonical_un_reference("N/A"), "");
    EXPECT_EQ(canonical_un_reference(""), "");
    EXPECT_EQ(canonical_un_reference("QDi."), "");
    EXPECT_EQ(canonical_un_reference("QDx.001"), "");
    EXPECT_EQ(canonical_un_reference("QI.B.62.02"), "");
    EXPECT_EQ(canonical_un_reference("QDi.043a"), "");
    EXPECT_EQ(canonical_un_reference("QDi043"), "");
}

}  // namespace
}  // namespace cordon::lists
