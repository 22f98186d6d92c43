// Goal: goods, ports and days of a documentary credit are where the fields say, also from continuations.
#include "trade/letter_of_credit.h"

#include <gtest/gtest.h>

namespace cordon::trade {
namespace {

model::Payment credit(std::vector<std::pair<std::string_view, std::string_view>> fields) {
    model::Payment payment;
    payment.format = model::MessageFormat::swift_mt;
    payment.type = "MT700";
    payment.message_id = "LC-1";
    for (const auto& [path, text] : fields) {
        model::PaymentField& field = payment.fields.emplace_back();
        field.path = path;
        field.text = text;
    }
    return payment;
}

TEST(LetterOfCredit, GoodsPortsAndDays) {
    const model::Payment payment =
        credit({{":31C:", "150301"},
                {":44A:", "TELL ABYAD, SYRIA"},
                {":44E:", "MERSIN, TURKEY"},
                {":44F:", "ROTTERDAM, NETHERLANDS"},
                {":44B:", "ESSEN GERMANY"},
                {":44C:", "150415"},
                {":45A:", "+ CRUDE OIL HS CODE 2709.00, ORIGIN: SYRIA + SPARE PARTS OF TURKISH ORIGIN"},
                {":45B:", "PHOSPHATE ROCK (HS 251010)"},
                {":46A:", "+ CERTIFICATE OF ORIGIN"}});
    ASSERT_TRUE(is_letter_of_credit(payment));
    const model::Shipment shipment = shipment_of_credit(payment);
    ASSERT_EQ(shipment.goods.size(), 3U);
    EXPECT_EQ(shipment.goods[0].hs_code, "270900");
    EXPECT_EQ(shipment.goods[0].origin_country, "SY");
    EXPECT_EQ(shipment.goods[1].origin_country, "TR");
    EXPECT_EQ(shipment.goods[2].hs_code, "251010");
    ASSERT_EQ(shipment.stops.size(), 4U);
    EXPECT_EQ(shipment.stops[0].country, "SY");
    EXPECT_EQ(shipment.stops[1].country, "TR");
    EXPECT_EQ(shipment.stops[2].kind, model::StopKind::discharge);
    EXPECT_EQ(shipment.stops[3].country, "DE");
    EXPECT_EQ(base::to_string(shipment.shipped_on.from), "2015-03-01");
    EXPECT_EQ(base::to_string(shipment.shipped_on.to), "2015-04-15");
    EXPECT_EQ(shipment.notes.size(), 1U);
    EXPECT_TRUE(shipment.doubts.empty());
}

TEST(LetterOfCredit, DaysThatCannotBe) {
    EXPECT_EQ(shipment_of_credit(credit({{":31C:", "150301"}, {":44C:", "150230"}})).doubts[0].code,
              "date_malformed");
    EXPECT_EQ(shipment_of_credit(credit({{":31C:", "150301"}, {":44C:", "140415"}})).doubts[0].code,
              "dates_reversed");
}

TEST(LetterOfCredit, TheLatestDayIsABound) {
    struct Row {
        std::string_view what;
        std::string_view issued;
        std::string_view latest;
        std::string_view expires;
        const char* from;
        const char* to;
    };
    const Row rows[] = {
        {"both", "150301", "150415", "", "2015-03-01", "2015-04-15"},
        {"a latest day alone", "", "180101", "180601BEIRUT", "2017-01-01", "2018-01-01"},
        {"no latest day", "150301", "", "150601BEIRUT", "2015-03-01", "2015-06-01"},
        {"neither latest day nor expiry", "150301", "", "", "2015-03-01", "2016-02-29"},
    };
    for (const Row& row : rows) {
        std::vector<std::pair<std::string_view, std::string_view>> fields = {{":45A:", "BARLEY"}};
        const std::pair<std::string_view, std::string_view> given[] = {
            {":31C:", row.issued}, {":44C:", row.latest}, {":31D:", row.expires}};
        for (const auto& field : given) {
            if (!field.second.empty()) {
                fields.push_back(field);
            }
        }
        const model::Shipment shipment = shipment_of_credit(credit(fields));
        EXPECT_EQ(base::to_string(shipment.shipped_on.from), row.from) << row.what;
        EXPECT_EQ(base::to_string(shipment.shipped_on.to), row.to) << row.what;
    }
}

TEST(LetterOfCredit, GoodsThatAreMissingAreDoubtful) {
    const model::Shipment shipment = shipment_of_credit(credit({{":44A:", "RAQQA, SYRIA"}}));
    ASSERT_EQ(shipment.goods.size(), 1U);
    EXPECT_EQ(shipment.goods[0].description, "goods not described");
}

TEST(LetterOfCredit, PeriodInWords) {
    const model::Shipment shipment =
        shipment_of_credit(credit({{":44D:", "SHIPMENT IN MARCH 2015"}, {":45A:", "BARLEY"}}));
    EXPECT_EQ(base::to_string(shipment.shipped_on), "2015-03");
}

TEST(LetterOfCredit, PeriodOfTwoDays) {
    const model::Shipment shipment =
        shipment_of_credit(credit({{":44D:", "FROM 2015-03-01 TO 2015-04-15"}, {":45A:", "BARLEY"}}));
    EXPECT_EQ(base::to_string(shipment.shipped_on.from), "2015-03-01");
    EXPECT_EQ(base::to_string(shipment.shipped_on.to), "2015-04-15");
}

TEST(LetterOfCredit, APeriodAndALatestDayCountBoth) {
    const std::vector<std::pair<std::string_view, std::string_view>> fields = {
        {":31C:", "180101"}, {":44D:", "SHIPMENT IN MARCH 2015"}, {":44C:", "180415"}, {":45A:", "BARLEY"}};
    for (const auto& order : {fields, decltype(fields){fields.rbegin(), fields.rend()}}) {
        const model::Shipment shipment = shipment_of_credit(credit(order));
        EXPECT_EQ(base::to_string(shipment.shipped_on.from), "2015-03-01");
        EXPECT_EQ(base::to_string(shipment.shipped_on.to), "2018-04-15");
    }
    const model::Shipment twice = shipment_of_credit(
        credit({{":31C:", "150101"}, {":44C:", "150415"}, {":44C:", "160415"}, {":45A:", "BARLEY"}}));
    EXPECT_EQ(base::to_string(twice.shipped_on.from), "2015-01-01");
    EXPECT_EQ(base::to_string(twice.shipped_on.to), "2016-04-15");
}

TEST(LetterOfCredit, ADayThatCannotBeReadIsADoubt) {
    for (const std::string_view tag : {":31C:", ":44C:", ":31D:"}) {
        const model::Shipment shipment = shipment_of_credit(credit({{tag, "1 JUNE"}, {":45A:", "BARLEY"}}));
        ASSERT_EQ(shipment.doubts.size(), 1U) << tag;
        EXPECT_EQ(shipment.doubts[0].code, "date_malformed");
        EXPECT_FALSE(shipment.shipped_on.known()) << tag;
    }
}

TEST(LetterOfCredit, PartiesHaveTheirRolesAndAddresses) {
    model::Payment payment = credit({{":45A:", "BARLEY"}});
    for (const std::string_view path : {":50:", ":59:", ":41A:"}) {
        model::PaymentParty& party = payment.parties.emplace_back();
        party.path = path;
        party.subject.names.push_back("FERN ROAD TRADERS EXAMPLE");
        party.address_lines.push_back("RAQQA, SYRIA");
    }
    const model::Shipment shipment = shipment_of_credit(payment);
    ASSERT_EQ(shipment.parties.size(), 3U);
    EXPECT_EQ(shipment.parties[0].role, "buyer");
    EXPECT_EQ(shipment.parties[1].role, "seller");
    EXPECT_EQ(shipment.parties[2].role, "bank");
    EXPECT_EQ(shipment.parties[1].address_lines.front(), "RAQQA, SYRIA");
}

TEST(LetterOfCredit, WhatCannotBeCheckedIsADoubt) {
    model::Payment payment = credit({});
    for (int number = 0; number < 10'001; ++number) {
        model::PaymentField& field = payment.fields.emplace_back();
        field.path = ":45A:";
        field.text = "BARLEY";
    }
    const model::Shipment shipment = shipment_of_credit(payment);
    ASSERT_FALSE(shipment.doubts.empty());
    EXPECT_EQ(shipment.doubts.back().code, "credit_unchecked");
}

TEST(LetterOfCredit, OtherMessagesAreNone) {
    model::Payment payment = credit({});
    payment.type = "MT103";
    EXPECT_FALSE(is_letter_of_credit(payment));
}

}  // namespace
}  // namespace cordon::trade
