// Goal: a table of control facts is read whole or refused with line, column and what to do.
#include "trade/control_csv.h"

#include <gtest/gtest.h>

#include <string>

#include "trade/territory.h"

namespace cordon::trade {
namespace {

constexpr std::string_view header =
    "fact_id,name_en,name_ar,alt_names,country,admin1,lat,lon,holder_group,valid_from,valid_to_exclusive,"
    "status,"
    "confidence_from,confidence_to,source,note\n";

std::string with(std::string_view row) {
    return std::string(header) + std::string(row) + "\n";
}

TEST(ControlCsv, ReadsTheShippedTable) {
    const auto table = read_control_csv(bundled_control_facts_csv());
    ASSERT_TRUE(table.has_value()) << table.error().message;
    EXPECT_EQ(table->facts.size(), 106U);
    EXPECT_TRUE(table->remarks.empty());
    EXPECT_EQ(table->facts.front().id, "raqqa");
    EXPECT_EQ(table->facts.front().from.confidence, model::Confidence::medium);
    EXPECT_DOUBLE_EQ(table->facts.front().accuracy_km, 1);
    const auto facilities = read_facilities_csv(bundled_facilities_csv());
    ASSERT_TRUE(facilities.has_value()) << facilities.error().message;
    EXPECT_EQ(facilities->size(), 80U);
}

TEST(ControlCsv, DatesMayBeAsRoughAsTheSource) {
    const auto table =
        read_control_csv(with("f1,Testville,,,SY,North,36.1,38.5,ISIL,2014-03,circa 2015,held,M,H,a book,"));
    ASSERT_TRUE(table.has_value()) << table.error().message;
    const ControlFact& fact = table->facts.front();
    EXPECT_EQ(base::to_string(fact.from.first), "2014-03-01");
    EXPECT_EQ(base::to_string(fact.from.last), "2014-03-31");
    EXPECT_EQ(base::to_string(fact.to.last), "2015-12-31");
    EXPECT_EQ(fact.to.confidence, model::Confidence::low) << "circa is never certain";
}

TEST(ControlCsv, AStrangerAmongTheHoldersIsSaid) {
    const auto table =
        read_control_csv(with("f1,Testville,,,SY,North,36.1,38.5,Red Lions,2014-03-01,,held,M,,a book,"));
    ASSERT_TRUE(table.has_value());
    ASSERT_EQ(table->remarks.size(), 1U);
    EXPECT_NE(table->remarks.front().message.find("'Red Lions'"), std::string::npos);
    EXPECT_TRUE(known_holder("Red Lions").listed) << "what nobody knows counts as listed";
    EXPECT_FALSE(known_holder("Government").listed);
}

struct Refusal {
    const char* row;
    const char* says;
};

TEST(ControlCsv, WhatMakesNoSenseIsRefusedWithAReason) {
    constexpr Refusal refusals[] = {
        {",Testville,,,SY,N,36.1,38.5,ISIL,2014-03-01,,held,M,,book,", "line 2, fact_id: is empty"},
        {"f1,Testville,,,Narnia,N,36.1,38.5,ISIL,2014-03-01,,held,M,,book,", "'Narnia' is no country"},
        {"f1,Testville,,,SY,N,136.1,38.5,ISIL,2014-03-01,,held,M,,book,", "no number of degrees"},
        {"f1,Testville,,,SY,N,36.1,east,ISIL,2014-03-01,,held,M,,book,", "longitude 'east'"},
        {"f1,Testville,,,SY,N,nan,38.5,ISIL,2014-03-01,,held,M,,book,", "latitude 'nan'"},
        {"f1,Testville,,,SY,N,39.2,35.95,ISIL,2014-03-01,,held,M,,book,", "seem to be exchanged"},
        {"f1,Testville,,,SY,N,48.2,16.4,ISIL,2014-03-01,,held,M,,book,", "outside Syria"},
        {"f1,Testville,,,SY,N,36.1,38.5,ISIL,2015-03-01,2014-03-01,held,M,H,book,",
         "ends (2014-03-01) before"},
        {"f1,Testville,,,SY,N,36.1,38.5,ISIL,2015-03-01,2015-03-01,held,M,H,book,", "on the day on which"},
        {"f1,Testville,,,SY,N,36.1,38.5,ISIL,2015-02-30,,held,M,,book,", "'2015-02-30' is no date"},
        {"f1,Testville,,,SY,N,36.1,38.5,ISIL,01/03/2015,,held,M,,book,", "'01/03/2015' is no date"},
        {"f1,Testville,,,SY,N,36.1,38.5,ISIL,,2015-03-01,held,M,H,book,",
         "from which it was held is missing"},
        {"f1,Testville,,,SY,N,36.1,38.5,,2014-03-01,,held,M,,book,", "holder_group: is empty"},
        {"f1,Testville,,,SY,N,36.1,38.5,NONE,2014-03-01,,held,M,,book,", "NONE goes with the status never"},
        {"f1,Testville,,,SY,N,36.1,38.5,ISIL,2014-03-01,,owned,M,,book,", "'owned' is no status"},
        {"f1,Testville,,,SY,N,36.1,38.5,ISIL,2014-03-01,,held,X,,book,", "'X' is no confidence"},
        {"f1,Testville,,,SY,N,36.1,38.5,ISIL,2014-03-01,,held,M,,,", "source: is empty"},
        {"f1,Testville,,,SY,N,36.1,38.5", "8 fields, but the first line names 16 columns"},
        {"f1,\"Testville,,,SY,N,36.1,38.5,ISIL,2014-03-01,,held,M,,book,", "quote"},
    };
    for (const Refusal& refusal : refusals) {
        const auto table = read_control_csv(with(refusal.row));
        ASSERT_FALSE(table.has_value()) << refusal.row;
        EXPECT_NE(table.error().message.find(refusal.says), std::string::npos) << table.error().message;
    }
    EXPECT_FALSE(read_control_csv("").has_value());
    EXPECT_FALSE(read_control_csv(header).has_value());
    EXPECT_FALSE(read_control_csv("a,b,c\n1,2,3\n").has_value());
    const std::string row = "f1,Testville,,,SY,N,36.1,38.5,ISIL,2014-03-01,,held,M,,book,";
    const auto twice = read_control_csv(with(row + "\n" + row));
    ASSERT_FALSE(twice.has_value());
    EXPECT_NE(twice.error().message.find("stands there twice"), std::string::npos);
}

}  // namespace
}  // namespace cordon::trade
