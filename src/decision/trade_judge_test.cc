// Goal: the decision table, row by row: tiers of goods, grades of places, kinds of stops, dates and grounds.
#include "decision/trade_judge.h"

#include <gtest/gtest.h>

#include <string>

#include "base/testing.h"
#include "decision/trade_codes.h"

namespace cordon::decision {
namespace {

using model::GoodsTier;
using model::PlaceGrade;
using model::StopKind;

TradePlace place(PlaceGrade grade, StopKind kind = StopKind::origin) {
    TradePlace made;
    made.path = "/stops[1]";
    made.text = "Somewhere";
    made.country = "SY";
    made.kind = kind;
    made.date = base::on_day({2015, 3, 1});
    made.located = true;
    made.answer.grade = grade;
    return made;
}

TradeGoods goods(GoodsTier tier, std::string goods_class = "wheat") {
    TradeGoods made;
    made.path = "/goods[1]";
    made.text = "goods";
    model::GoodsFinding one;
    one.goods_class = std::move(goods_class);
    one.tier = tier;
    made.answer.classes.push_back(one);
    return made;
}

TradeOutcome outcome(const TradeCase& judged, const TradeRules& rules = {}) {
    model::Verdict verdict;
    verdict.outcome = model::Outcome::pass;
    for (model::Finding& finding : trade_findings(rules, judged)) {
        model::Reason reason = trade_reason(finding);
        reason.finding = finding;
        verdict.outcome = std::max(verdict.outcome, reason.outcome);
        verdict.reasons.push_back(std::move(reason));
    }
    return trade_outcome(verdict);
}

std::string code(const TradeCase& judged, const TradeRules& rules = {}) {
    return std::string(trade_outcome_code(outcome(judged, rules)));
}

TradeCase one(TradeGoods what, TradePlace where) {
    TradeCase judged;
    judged.goods.push_back(std::move(what));
    judged.places.push_back(std::move(where));
    return judged;
}

TEST(TradeJudge, GoodsAndPlace) {
    constexpr PlaceGrade grades[] = {PlaceGrade::no_data,   PlaceGrade::never, PlaceGrade::held_other_time,
                                     PlaceGrade::admin,     PlaceGrade::near,  PlaceGrade::partial,
                                     PlaceGrade::contested, PlaceGrade::held};
    struct Row {
        GoodsTier tier;
        std::string_view codes;  // P note, R review, H hold; none: "." ; in the order of the grades
    };
    const Row rows[] = {
        {GoodsTier::none, "........"},
        {GoodsTier::context, "PPPPPPPP"},
        {GoodsTier::context_humanitarian, "PPPPPPPP"},
        {GoodsTier::typology, "PPPPPPPP"},
        {GoodsTier::misdeclaration, "PPPPPPPP"},
        {GoodsTier::high_risk, "PPPPPRRH"},
        {GoodsTier::dual_use, "PPPPPRRH"},
        {GoodsTier::mandate_commodity, "PPPPRHHH"},
        {GoodsTier::cultural_after_date, "PPPPRHHH"},
        {GoodsTier::prohibited_if_isil, "PPPPRHHH"},
        {GoodsTier::prohibited, "PPPPRHHH"},
    };
    for (const Row& row : rows) {
        for (std::size_t at = 0; at < std::size(grades); ++at) {
            const std::string got = code(one(goods(row.tier), place(grades[at])));
            const std::string want = row.codes[at] == '.'   ? "PASS"
                                     : row.codes[at] == 'P' ? "PASS_WITH_NOTE"
                                     : row.codes[at] == 'R' ? "REVIEW"
                                                            : "HOLD";
            EXPECT_EQ(got, want) << model::tier_code(row.tier) << " and " << model::grade_code(grades[at]);
        }
    }
}

TEST(TradeJudge, WhatIsOnlyPassedOrNamedIsReviewed) {
    EXPECT_EQ(code(one(goods(GoodsTier::prohibited_if_isil), place(PlaceGrade::held, StopKind::transit))),
              "REVIEW");
    TradePlace named = place(PlaceGrade::held);
    named.told = false;
    EXPECT_EQ(code(one(goods(GoodsTier::prohibited_if_isil), named)), "REVIEW");
}

TEST(TradeJudge, WhatIsNotKnownAndMattersIsReviewed) {
    TradePlace undated = place(PlaceGrade::contested);
    undated.date = {};
    EXPECT_EQ(code(one(goods(GoodsTier::mandate_commodity), undated)), "REVIEW");
    TradePlace country = place(PlaceGrade::no_data);
    country.located = false;
    country.zone = true;
    EXPECT_EQ(code(one(goods(GoodsTier::mandate_commodity), country)), "REVIEW");
    EXPECT_EQ(code(one(goods(GoodsTier::high_risk), country)), "REVIEW");
    EXPECT_EQ(code(one(goods(GoodsTier::dual_use), country)), "REVIEW");
    EXPECT_EQ(code(one(goods(GoodsTier::context), country)), "PASS_WITH_NOTE");
    TradePlace nowhere = place(PlaceGrade::no_data);
    nowhere.located = false;
    nowhere.country.clear();
    EXPECT_EQ(code(one(goods(GoodsTier::prohibited_if_isil), nowhere)), "REVIEW");
}

TEST(TradeJudge, MoreNeverLowersAVerdict) {
    TradeCase judged = one(goods(GoodsTier::prohibited_if_isil), place(PlaceGrade::held));
    for (const PlaceGrade grade : {PlaceGrade::never, PlaceGrade::no_data, PlaceGrade::near}) {
        judged.places.push_back(place(grade, StopKind::destination));
        judged.goods.push_back(goods(GoodsTier::context));
        EXPECT_EQ(code(judged), "HOLD");
    }
    for (int count = 0; count < 2'000; ++count) {
        judged.places.push_back(place(PlaceGrade::held));
    }
    EXPECT_EQ(code(judged), "HOLD");
    EXPECT_LT(trade_findings({}, judged).size(), 600U);
}

TEST(TradeJudge, OfTooManyFindingsTheStrongestStay) {
    TradeCase judged;
    judged.places.push_back(place(PlaceGrade::never));
    for (int count = 0; count < 600; ++count) {
        judged.goods.push_back(goods(GoodsTier::mandate_commodity));
    }
    model::Finding block;
    block.kind = model::FindingKind::cultural;
    block.code = "cultural_after_date";
    judged.signals.push_back(block);
    EXPECT_EQ(code(judged), "BLOCK") << "it comes last";
    const auto findings = trade_findings({}, judged);
    EXPECT_EQ(findings.back().code, "trade_more_notes") << "notes give way, and are counted";
    EXPECT_EQ(findings.back().sentence.substr(0, 4), "101 ");
    judged.signals.clear();
    EXPECT_EQ(code(judged), "PASS_WITH_NOTE") << "notes that are left out hold nothing";
    judged.places.push_back(place(PlaceGrade::near));
    EXPECT_EQ(trade_findings({}, judged).back().code, "trade_too_many");
}

TEST(TradeJudge, AGovernorateIsNotMilderThanItsCountry) {
    TradePlace area = place(PlaceGrade::admin);
    area.answer.of_area = true;
    EXPECT_EQ(code(one(goods(GoodsTier::prohibited_if_isil, "crude_oil"), area)), "HOLD");
    EXPECT_EQ(code(one(goods(GoodsTier::mandate_commodity), area)), "REVIEW");
    EXPECT_EQ(code(one(goods(GoodsTier::dual_use, "ammonium_nitrate"), area)), "REVIEW");
    EXPECT_EQ(code(one(goods(GoodsTier::context), area)), "PASS_WITH_NOTE");
    area.answer.of_its_seat = true;
    EXPECT_EQ(code(one(goods(GoodsTier::mandate_commodity), area)), "PASS_WITH_NOTE") << "the town";
    area.as_area = true;
    EXPECT_EQ(code(one(goods(GoodsTier::mandate_commodity), area)), "REVIEW");
    area.kind = StopKind::transit;
    EXPECT_EQ(code(one(goods(GoodsTier::prohibited_if_isil, "crude_oil"), area)), "REVIEW");
    area.date = {};
    EXPECT_EQ(code(one(goods(GoodsTier::mandate_commodity), area)), "REVIEW");
    area.answer.grade = PlaceGrade::held_other_time;
    EXPECT_EQ(code(one(goods(GoodsTier::mandate_commodity), area)), "PASS_WITH_NOTE");
}

TEST(TradeJudge, ADayThatCannotBeIsDoubted) {
    TradePlace once = place(PlaceGrade::held_other_time);
    const auto on = [&](base::PartialDate date) {
        once.date = date;
        TradeCase judged = one(goods(GoodsTier::prohibited_if_isil, "crude_oil"), once);
        judged.today_at_least = {2026, 11, 22};
        return code(judged);
    };
    EXPECT_EQ(on(base::whole_year(1915)), "REVIEW");
    EXPECT_EQ(on(base::whole_year(2045)), "REVIEW");
    EXPECT_EQ(on(base::whole_year(2027)), "PASS_WITH_NOTE") << "next year's goods";
    base::PartialDate guessed = base::whole_year(2018);
    EXPECT_EQ(on(guessed), "PASS_WITH_NOTE");
    guessed.circa = true;
    EXPECT_EQ(on(guessed), "REVIEW");
    once.answer.grade = PlaceGrade::never;
    EXPECT_EQ(on(guessed), "PASS_WITH_NOTE");
    once.answer.grade = PlaceGrade::no_data;
    EXPECT_EQ(on(guessed), "PASS_WITH_NOTE");
    once.answer.of_area = true;
    EXPECT_EQ(on(guessed), "REVIEW") << "a governorate";
    once.answer.of_area = false;
    once.answer.grade = PlaceGrade::held_other_time;
    TradeCase dual = one(goods(GoodsTier::dual_use, "ammonium_nitrate"), once);
    EXPECT_EQ(code(dual), "REVIEW");
    dual.goods[0] = goods(GoodsTier::context);
    EXPECT_EQ(code(dual), "PASS_WITH_NOTE");
    dual.goods[0].vague = true;
    EXPECT_EQ(code(dual), "REVIEW");
}

TEST(TradeJudge, EveryCodeStandsInTheReference) {
    const std::string page = base::testing::read_test_file("docs/reference/trade-verdicts.md");
    for (const TradeCode& one : trade_codes()) {
        const std::size_t at = page.find("`" + std::string(one.code) + "`", page.find("## Codes"));
        ASSERT_NE(at, std::string::npos) << one.code;
        const std::string line = page.substr(at, page.find('\n', at) - at);
        EXPECT_NE(line.find("| " + std::string(trade_outcome_code(one.outcome)) + " |"), std::string::npos)
            << line;
    }
}

TEST(TradeJudge, GoodsOfTheMandateWithoutAnyPlace) {
    TradeCase judged;
    judged.goods.push_back(goods(GoodsTier::mandate_commodity));
    EXPECT_EQ(code(judged), "PASS_WITH_NOTE");
    judged.way = WaySaid::beside_held;
    EXPECT_EQ(code(judged), "PASS_WITH_NOTE") << "of oil alone a country beside held places says too little";
    judged.way = WaySaid::no;
    EXPECT_EQ(code(judged), "REVIEW");
    judged.goods[0] = goods(GoodsTier::dual_use, "ammonium_nitrate");
    EXPECT_EQ(code(judged), "REVIEW");
    judged.goods[0] = goods(GoodsTier::prohibited_if_isil, "crude_oil");
    judged.way = WaySaid::beside_held;
    EXPECT_EQ(code(judged), "REVIEW");
    judged.goods[0].matters = false;
    EXPECT_EQ(code(judged), "PASS") << "named in passing";
}

TEST(TradeJudge, VagueGoodsAndAHeldPlace) {
    TradeCase judged;
    TradeGoods vague;
    vague.text = "goods as per contract";
    vague.vague = true;
    judged.goods.push_back(vague);
    judged.places.push_back(place(PlaceGrade::near, StopKind::transit));
    EXPECT_EQ(code(judged), "PASS");
    judged.places.push_back(place(PlaceGrade::partial, StopKind::transit));
    EXPECT_EQ(code(judged), "REVIEW");
    judged.places = {place(PlaceGrade::admin)};
    EXPECT_EQ(code(judged), "PASS") << "a town elsewhere in a governorate";
    judged.places[0].answer.of_area = true;
    EXPECT_EQ(code(judged), "REVIEW") << "the governorate";
    judged.places[0].answer.of_its_seat = true;
    EXPECT_EQ(code(judged), "PASS") << "its town";
    judged.places[0].as_area = true;
    EXPECT_EQ(code(judged), "REVIEW");
}

TEST(TradeJudge, HumanitarianGround) {
    const model::HumanitarianClaim whole{"UNSCR 2664", "UN", "HRP-R-1", "E-1"};
    struct Row {
        const char* what;
        GoodsTier tier;
        const char* goods_class;
        StopKind kind;
        model::HumanitarianClaim claim;
        const char* want;
    };
    const Row rows[] = {
        {"grain in", GoodsTier::mandate_commodity, "wheat", StopKind::destination, whole,
         "PERMITTED_HUMANITARIAN"},
        {"fuel in", GoodsTier::prohibited_if_isil, "refined_oil", StopKind::destination, whole,
         "PERMITTED_HUMANITARIAN"},
        {"grain out", GoodsTier::mandate_commodity, "wheat", StopKind::origin, whole, "HOLD"},
        {"arms in", GoodsTier::prohibited, "arms", StopKind::destination, whole, "HOLD"},
        {"crude in", GoodsTier::prohibited_if_isil, "crude_oil", StopKind::destination, whole, "HOLD"},
        {"antiquity in", GoodsTier::cultural_after_date, "cultural_antiques", StopKind::destination, whole,
         "HOLD"},
        {"no provider",
         GoodsTier::mandate_commodity,
         "wheat",
         StopKind::destination,
         {"UNSCR 2664", "", "R", "E"},
         "HOLD"},
        {"no evidence",
         GoodsTier::mandate_commodity,
         "wheat",
         StopKind::destination,
         {"UNSCR 2664", "UN", " ", ""},
         "HOLD"},
        {"gold in", GoodsTier::mandate_commodity, "gold", StopKind::destination, whole, "HOLD"},
        {"cash in", GoodsTier::context, "cash", StopKind::destination, whole, "REVIEW"},
        {"not a ground",
         GoodsTier::mandate_commodity,
         "wheat",
         StopKind::destination,
         {"none", "UN", "HRP-R-1", "E-1"},
         "HOLD"},
        {"not a provider",
         GoodsTier::mandate_commodity,
         "wheat",
         StopKind::destination,
         {"UNSCR 2664", "x", "HRP-R-1", "E-1"},
         "HOLD"},
        {"a reference to nothing",
         GoodsTier::mandate_commodity,
         "wheat",
         StopKind::destination,
         {"UNSCR 2664", "UN", "n/a", "manifest 17 of 2016"},
         "HOLD"},
    };
    for (const Row& row : rows) {
        TradeCase judged = one(goods(row.tier, row.goods_class), place(PlaceGrade::held, row.kind));
        judged.humanitarian.push_back(row.claim);
        EXPECT_EQ(code(judged), row.want) << row.what;
        for (const model::Finding& finding : trade_findings({}, judged)) {
            if (finding.code == "permitted_humanitarian") {
                EXPECT_NE(trade_reason(finding).ground.find("R-1"), std::string::npos)
                    << "the evidence is stored";
            }
        }
    }
}

TEST(TradeJudge, FullEmbargoIsASwitchOfTheHouse) {
    TradeCase judged = one(goods(GoodsTier::none), place(PlaceGrade::contested));
    judged.goods[0].answer.classes.clear();
    EXPECT_EQ(code(judged), "PASS");
    TradeRules embargo;
    embargo.full_embargo = true;
    EXPECT_EQ(code(judged, embargo), "HOLD");
    EXPECT_NE(trade_findings(embargo, judged)[0].sentence.find("this house"), std::string::npos);
    judged.places[0].answer.grade = PlaceGrade::near;
    EXPECT_EQ(code(judged, embargo), "PASS");
}

TEST(TradeJudge, PaymentsAreToldOnlyWhatHolds) {
    TradeCase judged = one(goods(GoodsTier::prohibited_if_isil), place(PlaceGrade::never));
    judged.of_payment = true;
    EXPECT_TRUE(trade_findings({}, judged).empty());
    judged.places.push_back(place(PlaceGrade::held));
    EXPECT_EQ(code(judged), "HOLD");
}

TEST(TradeJudge, AnUnknownCodeHolds) {
    model::Finding finding;
    finding.kind = model::FindingKind::oil;
    finding.code = "of a later build";
    EXPECT_EQ(trade_reason(finding).outcome, model::Outcome::hold);
}

}  // namespace
}  // namespace cordon::decision
