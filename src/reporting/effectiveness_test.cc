// Goal: the numbers of a report are what was counted, its intervals are Wilson's, and its page can be shown
// to anybody: escaped, self-contained, the same bytes for the same counts.
#include "reporting/effectiveness.h"

#include <gtest/gtest.h>

#include <map>

#include "base/strings.h"
#include "codec/json.h"
#include "reporting/ordinary_names.h"
#include "reporting/report_json.h"
#include "reporting/report_page.h"

namespace cordon::reporting {
namespace {

EffectivenessReport small_report() {
    EffectivenessReport report;
    report.seed = 7;
    report.sample = 10;
    report.threshold = 0.80;
    report.threshold_source = "shipped";
    report.lists = {{.list = "house",
                     .version = "2026-11-01",
                     .published = *base::parse_iso_date("2026-11-01"),
                     .content_sha256 = std::string(64, 'a'),
                     .listings = 2,
                     .names = 3}};
    Tally tally(0.80);
    tally.add({Family::control, "as listed", "house", "Latn", "person", "primary name", 1.0, true});
    tally.add({Family::typo, "a letter left out", "house", "Latn", "person", "primary name", 0.91, true});
    tally.add({Family::typo, "two slips", "house", "Latn", "entity", "weak alias", 0.79, true});
    tally.add({Family::order, "words shuffled", "eu", "Cyrl", "person", "primary name", 0.80, false});
    tally.add_ordinary("Arabic", 0.85);
    tally.add_ordinary("Arabic", 0.0);
    tally.add_ordinary("English", 0.79);
    tally.fill(report);
    report.misses.push_back(
        {"typo", "two slips", "<b>Quorv</b>", "Quorvant & Sons", "house", "H-1", 0.79, "none"});
    return report;
}

TEST(Wilson, IntervalsAreThoseOfTheTables) {
    // R: prop.test(x, n, correct = FALSE)$conf.int
    const struct {
        std::uint64_t count;
        std::uint64_t of;
        double low;
        double high;
    } known[] = {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0.0, 0.1611},
                 {1, 29, 0.0061, 0.1718},   {60, 60, 0.9398, 1.0},     {7, 2'000, 0.0017, 0.0072}};
    for (const auto& row : known) {
        const Share share{row.count, row.of};
        EXPECT_NEAR(share.low(), row.low, 5e-5) << row.count << " of " << row.of;
        EXPECT_NEAR(share.high(), row.high, 5e-5) << row.count << " of " << row.of;
    }
    EXPECT_EQ(Share{}.low(), 0);
    EXPECT_EQ(Share{}.high(), 1);
}

TEST(Tally, CountsWhatItWasGiven) {
    const EffectivenessReport report = small_report();
    EXPECT_EQ(report.control.count, 1U);
    EXPECT_EQ(report.manipulated.count, 2U);  // at the threshold is detected, just below is not
    EXPECT_EQ(report.manipulated.of, 3U);
    EXPECT_EQ(report.missed, 1U);
    EXPECT_EQ(report.alarms.count, 1U);
    EXPECT_EQ(report.alarms.of, 3U);
    ASSERT_EQ(report.families.size(), family_count);
    EXPECT_EQ(report.families[1].detected.count, 1U);
    EXPECT_EQ(report.families[1].first.count, 0U);
    ASSERT_EQ(report.by_list.size(), 2U);
    EXPECT_EQ(report.by_list[0].key, "eu");
    ASSERT_EQ(report.ordinary.size(), 2U);
    for (const CurvePoint& point : report.curve) {
        const std::uint64_t detected = point.hundredths <= 79   ? 3
                                       : point.hundredths == 80 ? 2
                                       : point.hundredths <= 91 ? 1
                                                                : 0;
        EXPECT_EQ(point.detected.count, detected) << point.hundredths;
    }
}

TEST(ReportJson, SaysTheSame) {
    const std::string text = report_json(small_report());
    const auto json = codec::parse_json(text);
    ASSERT_TRUE(json) << json.error().message;
    EXPECT_EQ(json->find("seed")->as_text(), "7");
    EXPECT_EQ(*json->find("manipulated")->find("detected")->integer(), 2);
    EXPECT_EQ(json->find("families")->array()->size(), family_count);
    EXPECT_EQ(*json->find("curve")->array()->at(20).find("threshold")->real(), 0.80);
    EXPECT_NEAR(*json->find("curve")->array()->at(20).find("detection_rate")->real(), 2.0 / 3, 1e-6);
    EXPECT_EQ(report_json(small_report()), text);
}

TEST(ReportPage, EscapesAndNeedsNothingFromOutside) {
    const PageHead head{"2026-11-22T09:00:00Z", "<ines>", "0.1.0", "0123456789abcdef", "", "", ""};
    const std::string page = report_page(small_report(), head);
    EXPECT_EQ(report_page(small_report(), head), page);
    EXPECT_NE(page.find("&lt;b&gt;Quorv&lt;/b&gt;"), std::string::npos);
    EXPECT_NE(page.find("Quorvant &amp; Sons"), std::string::npos);
    EXPECT_NE(page.find("&lt;ines&gt;"), std::string::npos);
    EXPECT_EQ(page.find("<b>Quorv"), std::string::npos);
    for (const char* outside :
         {"http:", "https:", "<script", "<link", "<img", "@import", "url(", " style="}) {
        EXPECT_EQ(page.find(outside), std::string::npos) << outside;
    }
    EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
}

TEST(OrdinaryNames, AreTheSameFromTheSameSeedAndOfEveryGroup) {
    const auto names = ordinary_names(1'400, 5);
    const auto again = ordinary_names(1'400, 5);
    ASSERT_EQ(names.size(), 1'400U);
    std::map<std::string_view, int> groups;
    std::map<std::string, int> texts;
    for (std::size_t at = 0; at < names.size(); ++at) {
        EXPECT_EQ(names[at].text, again[at].text);
        EXPECT_EQ(names[at].text, base::collapse_whitespace(names[at].text));
        EXPECT_NE(names[at].text.find(' '), std::string::npos) << names[at].text;
        ++groups[names[at].group];
        ++texts[names[at].text];
    }
    EXPECT_EQ(groups.size(), 13U);
    EXPECT_EQ(groups["companies"], 200);
    EXPECT_EQ(groups["Arabic"], 100);
    EXPECT_GT(texts.size(), 1'300U);
    EXPECT_NE(ordinary_names(10, 6)[0].text, names[0].text);
}

}  // namespace
}  // namespace cordon::reporting
