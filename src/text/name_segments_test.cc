// Goal: what payment lines write around a name does not hide it, and a name alone is left whole.

#include "text/name_segments.h"

#include <gtest/gtest.h>

#include <string>

#include "base/prng.h"
#include "base/testing.h"

namespace cordon::text {
namespace {

struct Line {
    const char* line;
    std::vector<std::string_view> segments;
};

TEST(NameSegments, PartsOfPaymentLines) {
    const Line lines[] = {
        {"PAYMENT TO KARIM ODEH SALEM FOR GOODS INV 4411", {" KARIM ODEH SALEM "}},
        {"Karim Odeh Salem, 12 Hill Street, Cairo, Egypt", {"Karim Odeh Salem"}},
        {"Karim Odeh Salem PASSPORT NO A123456", {"Karim Odeh Salem "}},
        {"ACCOUNT OF Karim Odeh Salem", {" OF Karim Odeh Salem"}},
        {"INV 12/2024 Karim Odeh Salem c/o Northern Grain Mills",
         {" Karim Odeh Salem c", "o Northern Grain Mills"}},
        {"/INS/KARIM ODEH SALEM//NORTHWALL", {"KARIM ODEH SALEM"}},
        {"كريم عودة سالم 4411 دفعة", {"كريم عودة سالم "}},
    };
    for (const Line& line : lines) {
        EXPECT_EQ(name_segments(line.line), line.segments) << line.line;
    }
}

TEST(NameSegments, ANameAloneIsLeftWhole) {
    for (const char* name :
         {"", "Karim", "Karim Odeh Salem", "Salem, Karim Odeh", "Abd al-Rahman bin Karim bin Odeh al-Salem",
          "Dr. Maria del Carmen Lopez y Vega", "Northern Grain Mills Ltd", "11420 CORP", "كريم عودة سالم حسن",
          "Salem, Karim Odeh Hassan Ali"}) {
        EXPECT_TRUE(name_segments(name).empty()) << name;
    }
}

TEST(NameSegments, AddsReadingsBehindTheOthers) {
    NameReadings readings;
    const std::string_view line = "Karim Odeh Salem, 12 Hill Street, Cairo";
    name_readings(line, readings);
    const std::size_t before = readings.count;
    EXPECT_TRUE(add_segments(line, readings));
    ASSERT_EQ(readings.count, before + 1);
    ASSERT_EQ(readings.view().back().tokens.size(), 3U);
    EXPECT_EQ(readings.view().back().tokens[1].text, "odeh");
}

TEST(NameSegments, SaysWhenALineHasMorePartsThanAreSearched) {
    std::string line;
    for (std::size_t at = 0; at <= segments_max; ++at) {
        line += "Karim Odeh, ";
    }
    NameReadings readings;
    name_readings("Karim", readings);
    EXPECT_FALSE(add_segments(line, readings));
    EXPECT_EQ(readings.count, 1 + segments_max);
}

TEST(NameSegments, AnyBytesGivePartsOfTheLineInOrder) {
    const std::uint64_t seed = base::testing::seed_from_environment(31);
    SCOPED_TRACE(seed);
    base::Prng random(seed);
    constexpr std::string_view letters = "ab 1,;/.\n\xd9\x83-";
    for (int round = 0; round < 2'000; ++round) {
        std::string line;
        for (std::uint64_t at = random.below(60); at > 0; --at) {
            line.push_back(letters[random.below(letters.size())]);
        }
        const char* last = line.data();
        for (const std::string_view part : name_segments(line)) {
            EXPECT_GE(part.data(), last);
            EXPECT_LE(part.data() + part.size(), line.data() + line.size());
            last = part.data() + part.size();
        }
    }
}

}  // namespace
}  // namespace cordon::text
