// Goal: a number that cannot exist is told from one that may; how it is written does not matter.
#include "trade/shipment_numbers.h"

#include <gtest/gtest.h>

#include "trade/shipment_dates.h"

namespace cordon::trade {
namespace {

TEST(ShipmentNumbers, ImoNumbers) {
    EXPECT_EQ(imo_digits("IMO 9074729"), "9074729");
    EXPECT_EQ(imo_digits("imo9074729"), "9074729");
    EXPECT_EQ(imo_digits("907472"), "");
    EXPECT_EQ(imo_digits("27 ABC 101"), "");
    EXPECT_TRUE(imo_check_holds("9074729"));  // the example of the scheme itself
    int wrong = 0;
    for (char last = '0'; last <= '9'; ++last) {
        wrong += imo_check_holds(std::string("907472") + last) ? 0 : 1;
    }
    EXPECT_EQ(wrong, 9);
}

TEST(ShipmentNumbers, ContainerNumbers) {
    EXPECT_EQ(container_code("csqu 305438-3"), "CSQU3054383");
    EXPECT_EQ(container_code("CSQ3054383"), "");
    EXPECT_TRUE(container_check_holds("CSQU3054383"));  // the example of ISO 6346
    EXPECT_FALSE(container_check_holds("CSQU3054384"));
    EXPECT_FALSE(container_check_holds("SCQU3054383"));  // two letters changed places
}

TEST(ShipmentNumbers, PortCodes) {
    EXPECT_EQ(locode("tr cey"), "TRCEY");
    EXPECT_EQ(locode("NLRTM"), "NLRTM");
    EXPECT_EQ(locode("US2AB"), "US2AB");
    EXPECT_EQ(locode("US1AB"), "");
    EXPECT_EQ(locode("CEYHAN"), "");
}

TEST(ShipmentDates, InRunningText) {
    struct Case {
        std::string_view text;
        std::string_view dates;
    };
    const Case cases[] = {
        {"FOR OIL TRUCK RAQQA MAR 2015", "2015-03"},
        {"wheat, 12 March 2015, lot 7", "2015-03-12"},
        {"12.03.2015", "2015-03-12"},
        {"03/2015", "2015-03"},
        {"2015-03-12T10:00", "2015-03-12"},
        {"за нефть Мосул МАРТ 2015", "2015-03"},
        {"دفعة اسمنت الموصل آذار 2015", "2015-03"},
        {"دفعة 2015-05", "2015-05"},
        {"Rakka buğday Mart 2015", "2015-03"},
        {"cotton season 2015", "2015"},
        {"from Jan 2014 to Feb 2015", "2014-01 2015-02"},
        {"invoice 120152015 ref 2015A", ""},
        {"account 990000002015", ""},
        {"maybe 20 of them", ""},
        {"31.02.2015", "2015-02"},  // no such day, but the month stands there
        {"lot 13/2015", "2015"},
        {"oil trucks from Raqqa 20150312", "2015-03-12"},
        {"ref 20151312", ""},
        {"12.03.2015", "2015-03-12"},             // with points the day stands first
        {"12/03/2015", "2015-03-12 2015-12-03"},  // as here and there it is written
        {"03-12-2015", "2015-12-03 2015-03-12"},
        {"25/03/2015", "2015-03-25"},
        {"12.03.15", "2015-03-12 2015-12-03"},
        {"13.03.15", "2015-03-13"},
        {"12 MAR 15", "2015-03-12"},
        {"oil truck Raqqa MAR 15", "2015-03"},
        {"MARCH 12, 2015", "2015-03-12"},
        {"cotton season 2014/15", "2014..2015"},
        {"at 12 March 12:30", ""},
        {"may 15.50", ""},
        {"may 3 of them", ""},
        {"version 12.03.15.4", ""},
        {"март 2015г.", "2015-03"},
        {"в марте 2015 г.", "2015-03"},
        {"12 июнем 2015", "2015-06-12"},
        {"12.03.2015г.", "2015-03-12"},
        {"2015м", ""},  // metres
        {"2015م", "2015"},
        {"١٢/٠٣/٢٠١٥", "2015-03-12 2015-12-03"},
        {"۲۰۱۵/۰۳/۱۲", "2015-03-12"},
        {"حزيران ٢٠١٥", "2015-06"},
        {"كانون الثاني ١٥", "2015-01"},
        {"عام2015", "2015"},
        {"2015yılı", "2015"},
        {"12 AĞUSTOS 15", "2015-08-12"},
        {"Hezîran 2015", "2015-06"},
        {"déc. 2015", "2015-12"},
        {"FY2015", "2015"},
        {"2015Q2", "2015"},
        {"crude 06/15", "2015-06"},
        {"15/6", ""},
        {"1/12 of it", ""},
        {"invoice 2015A778", ""},
        {"2000KG", ""},
        {"2000кг", ""},
        {"REF2015", ""},
    };
    for (const Case& one : cases) {
        std::string dates;
        for (const SpottedDate& spotted : spot_dates(one.text)) {
            dates += (dates.empty() ? "" : " ") + base::to_string(spotted.date);
        }
        EXPECT_EQ(dates, one.dates) << one.text;
    }
}

}  // namespace
}  // namespace cordon::trade
