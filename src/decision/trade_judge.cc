#include "decision/trade_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"
#include "base/strings.h"
#include "decision/humanitarian_claim.h"
#include "decision/trade_codes.h"

namespace cordon::decision {

using model::Finding;
using model::FindingKind;
using model::GoodsFinding;
using model::GoodsTier;
using model::Outcome;
using model::PlaceGrade;
using model::StopKind;

namespace {

constexpr std::size_t findings_max = 500;

Outcome as_outcome(TradeOutcome outcome) {
    switch (outcome) {
        case TradeOutcome::pass:
        case TradeOutcome::pass_with_note:
        case TradeOutcome::permitted_humanitarian: return Outcome::pass;
        case TradeOutcome::review:
        case TradeOutcome::hold: return Outcome::hold;
        case TradeOutcome::block: return Outcome::block;
    }
    CORDON_CHECK(false && "a TradeOutcome outside its enum");
    return Outcome::hold;
}

bool is_trade_kind(FindingKind kind) {
    return kind >= FindingKind::place;
}

// How much goods of a tier say together with a place.
enum class Weight : std::uint8_t { none, note, value, high, strong };

Weight weight_of(const GoodsFinding& goods) {
    switch (goods.tier) {
        case GoodsTier::none: return Weight::none;
        case GoodsTier::context: {
            // Cash, precious metals and stones are named in UNSCR 2199, para. 10, and are value as such.
            const bool value = goods.goods_class == "cash" || goods.goods_class == "silver_pt" ||
                               goods.goods_class == "jewellery_stones";
            return value ? Weight::value : Weight::note;
        }
        case GoodsTier::context_humanitarian:
        case GoodsTier::typology:
        case GoodsTier::misdeclaration: return Weight::note;
        case GoodsTier::high_risk:
        case GoodsTier::dual_use: return Weight::high;
        case GoodsTier::mandate_commodity:
        case GoodsTier::cultural_after_date:
        case GoodsTier::prohibited_if_isil:
        case GoodsTier::prohibited: return Weight::strong;
    }
    CORDON_CHECK(false && "a GoodsTier outside its enum");
    return Weight::strong;
}

std::string_view verb_of(StopKind kind) {
    switch (kind) {
        case StopKind::origin: return "from";
        case StopKind::loading: return "loaded at";
        case StopKind::transit: return "by way of";
        case StopKind::discharge: return "discharged at";
        case StopKind::destination: return "to";
        case StopKind::storage: return "stored at";
        case StopKind::export_place: return "leaving the country at";
    }
    CORDON_CHECK(false && "a StopKind outside its enum");
    return {};
}

// A day that says no more than none: no trade of these goods can have had it ("1915", "2045"), or it is only
// guessed ("2018?").
bool doubtful(const base::PartialDate& date, const base::Date& today_at_least) {
    return date.known() &&
           (date.circa || date.from.year < model::earliest_trade_year || too_far_ahead(date, today_at_least));
}

// Told as a governorate, and not as the town that it is called after.
bool is_area(const TradePlace& place) {
    return place.answer.of_area && (!place.answer.of_its_seat || place.as_area);
}

// Held on another day than the one that is only guessed; of a governorate no other day is known here.
bool held_on_a_doubtful_day(const TradePlace& place, const base::Date& today_at_least) {
    return doubtful(place.date, today_at_least) &&
           (place.answer.grade == PlaceGrade::held_other_time ||
            (is_area(place) && place.answer.grade < PlaceGrade::admin));
}

// A governorate in which places were held is not milder than its country alone.
std::string_view code_in_area(Weight weight, const GoodsFinding& goods, const TradePlace& place) {
    if (weight < Weight::high) {
        return "trade_note_place";
    }
    if (!place.date.known()) {
        return "trade_undated";
    }
    const bool passed = place.kind == StopKind::transit || !place.told;
    return model::is_oil(goods) && !passed ? "trade_area_oil" : "trade_area";
}

// The code for one class of goods at one place; "" when nothing is to be said.
std::string_view code_for(const TradeRules& rules, Weight weight, const GoodsFinding& goods,
                          const TradePlace& place, const base::Date& today_at_least) {
    const PlaceGrade grade = place.answer.grade;
    const bool held = grade == PlaceGrade::held;
    const bool in_part = grade == PlaceGrade::contested || grade == PlaceGrade::partial;
    if (rules.full_embargo && (held || in_part)) {
        return "trade_embargo";
    }
    if (weight == Weight::none) {
        return {};
    }
    if (grade == PlaceGrade::admin && is_area(place)) {
        return code_in_area(weight, goods, place);
    }
    // Of objects an old day is no wonder, and their days have a table of their own.
    if (weight >= Weight::high && goods.tier != GoodsTier::cultural_after_date &&
        held_on_a_doubtful_day(place, today_at_least)) {
        return "trade_day_doubtful";
    }
    if (weight >= Weight::high && !place.located && place.zone) {
        return "trade_place_unknown";
    }
    const bool dated = place.date.known();
    const bool passed = place.kind == StopKind::transit || !place.told;
    if (weight == Weight::strong) {
        if (held || in_part) {
            return !dated ? "trade_undated" : passed ? "trade_route" : "trade_held";
        }
        if (grade == PlaceGrade::near) {
            return dated ? "trade_near" : "trade_undated";
        }
        if (!place.located && place.country.empty() && grade == PlaceGrade::no_data) {
            return "trade_place_unknown";
        }
        return "trade_note_place";
    }
    if (weight == Weight::high) {
        if (held) {
            return !dated ? "trade_undated" : passed ? "trade_route" : "trade_held";
        }
        return in_part ? "trade_contested" : "trade_note_place";
    }
    if (weight == Weight::value &&
        (held || (!is_area(place) && held_on_a_doubtful_day(place, today_at_least)))) {
        return "trade_value_goods";
    }
    return "trade_note_place";
}

std::string goods_words(const GoodsFinding& goods) {
    std::string words = goods.mandate_name.empty() ? goods.goods_class : goods.mandate_name;
    std::ranges::replace(words, '_', ' ');
    std::string name = base::replace_all(goods.goods_class, "_", " ");
    if (name != words && words.find(name) == std::string::npos) {
        words = name + " (" + words + ")";
    }
    if (!goods.hs_code.empty()) {
        words += ", HS " + goods.hs_code;
    }
    return words;
}

std::string why(std::string_view code, const TradePlace& place) {
    if (code == "trade_place_unknown") {
        return place.country.empty()
                   ? "which place this is cannot be told, nor its country"
                   : "which place of the country is not said, and parts of it were held then";
    }
    const std::string_view said = place.answer.evidence.empty()
                                      ? std::string_view("no fact speaks of this place and time")
                                      : std::string_view(place.answer.evidence.front().sentence);
    if (code == "trade_undated") {
        return fmt::format("no date is given; {}", said);
    }
    if (code == "trade_day_doubtful") {
        return fmt::format("'{}' is a day that cannot be, or is only guessed; {}",
                           base::to_string(place.date), said);
    }
    if (code == "trade_embargo") {
        return fmt::format("{}; this house trades with no place that is held (policy: trade.full_embargo)",
                           said);
    }
    return std::string(said);
}

// The strongest findings_max of any number, in the order in which they came.
class Findings {
public:
    // Whether one of this outcome would be kept; one that would not be is counted.
    bool wants(std::string_view code) {
        const auto level = static_cast<std::size_t>(outcome_of(code));
        std::size_t above = 0;
        for (std::size_t at = level; at < kept_.size(); ++at) {
            above += kept_[at].size();
        }
        const bool room = above < findings_max;
        left_out_[level] += room ? 0U : 1U;
        return room;
    }
    void add(Finding finding) {
        if (wants(finding.code)) {
            kept_[static_cast<std::size_t>(outcome_of(finding.code))].push_back(
                {++count_, std::move(finding)});
        }
    }
    std::vector<Finding> take() {
        std::vector<Numbered> all;
        for (std::size_t level = kept_.size(); level-- > 0;) {
            const std::size_t room = std::min(kept_[level].size(), findings_max - all.size());
            left_out_[level] += kept_[level].size() - room;
            std::move(kept_[level].begin(), kept_[level].begin() + static_cast<std::ptrdiff_t>(room),
                      std::back_inserter(all));
        }
        std::ranges::sort(all, {}, &Numbered::number);
        std::vector<Finding> findings;
        for (Numbered& each : all) {
            findings.push_back(std::move(each.finding));
        }
        say_left_out(findings);
        return findings;
    }

private:
    struct Numbered {
        std::size_t number = 0;
        Finding finding;
    };
    void say_left_out(std::vector<Finding>& findings) const {
        std::size_t notes = 0;
        std::size_t others = 0;
        for (std::size_t level = 0; level < left_out_.size(); ++level) {
            (level < static_cast<std::size_t>(TradeOutcome::review) ? notes : others) += left_out_[level];
        }
        const auto say = [&](std::string code, std::size_t count, std::string_view what) {
            if (count > 0) {
                findings.push_back(
                    model::plain_finding(FindingKind::place, std::move(code),
                                         fmt::format("{} more {} left out here", count, what)));
            }
        };
        say("trade_too_many", others, "findings that hold, none of them stronger than those listed, are");
        say("trade_more_notes", notes, "notes on goods and places, which hold nothing, are");
    }

    static constexpr std::size_t levels = static_cast<std::size_t>(TradeOutcome::block) + 1;
    std::array<std::vector<Numbered>, levels> kept_;
    std::array<std::size_t, levels> left_out_{};
    std::size_t count_ = 0;
};

class Table {
public:
    Table(const TradeRules& rules, const TradeCase& judged) : rules_(rules), case_(judged) {}

    std::vector<Finding> findings() {
        read_claims();
        for (const TradeGoods& goods : case_.goods) {
            judge_goods(goods);
        }
        for (const Finding& signal : case_.signals) {
            if (!case_.of_payment || outcome_of(signal.code) >= TradeOutcome::review) {
                add(signal);
            }
        }
        if (rules_.full_embargo && case_.goods.empty()) {
            judge_places({}, GoodsFinding());
        }
        if (claim_ != nullptr && !claim_used_ && claim_refused_) {
            note_claim(
                "ground_not_for_this",
                "the humanitarian ground does not cover this: it lets aid go in, and never arms, cultural "
                "property, crude oil, refineries, gold, precious stones or cash");
        }
        return findings_.take();
    }

private:
    void add(Finding finding) { findings_.add(std::move(finding)); }

    void note_claim(std::string code, std::string sentence) {
        add(model::plain_finding(FindingKind::goods, std::move(code), std::move(sentence)));
    }

    void read_claims() {
        for (const model::HumanitarianClaim& claim : case_.humanitarian) {
            if (const std::string lack = claim_lacks(claim); !lack.empty()) {
                note_claim("ground_incomplete",
                           fmt::format("the claim of a humanitarian ground{}{} {}: it does not count",
                                       claim.ground.empty() ? "" : " ", base::shown(claim.ground), lack));
            } else if (claim_ == nullptr) {
                claim_ = &claim;
            }
        }
    }

    [[nodiscard]] bool covered(const GoodsFinding& goods, const TradePlace& place) const {
        return claim_ != nullptr && can_be_aid(goods) && !model::starts_the_way(place.kind);
    }

    Finding permitted(const GoodsFinding& goods, const TradePlace& place) const {
        Finding finding;
        finding.kind = FindingKind::place;
        finding.code = "permitted_humanitarian";
        finding.field = place.path;
        finding.text =
            fmt::format("{}; provider: {}; reference: {}; evidence: {}", base::shown(claim_->ground, 200),
                        base::shown(claim_->provider_category, 200), base::shown(claim_->reference, 200),
                        base::shown(claim_->evidence, 200));
        finding.sentence =
            fmt::format("{} {} {}: permitted on the ground of {}{}", goods_words(goods), verb_of(place.kind),
                        base::shown(place.text), base::shown(claim_->ground), before_resolution(place));
        return finding;
    }

    // UNSCR 2664 was adopted on 9 December 2022.
    [[nodiscard]] std::string_view before_resolution(const TradePlace& place) const {
        const bool named = claim_->ground.find("2664") != std::string::npos;
        const bool before = place.date.known() && place.date.to < base::Date{2022, 12, 9};
        return named && before
                   ? "; the resolution is younger than the transport: keep the permission of the time on file"
                   : "";
    }

    void judge_goods(const TradeGoods& goods) {
        bool sensitive = false;
        for (const GoodsFinding& one : goods.answer.classes) {
            sensitive = sensitive || weight_of(one) >= Weight::high;
            judge_places(goods, one);
            judge_nowhere(goods, one);
        }
        if (goods.vague) {
            judge_vague(goods);
        }
        if (goods.answer.classes.empty() && rules_.full_embargo) {
            judge_places(goods, GoodsFinding());
        }
        if (case_.of_payment) {
            return;
        }
        if (goods.answer.unknown_code) {
            say(goods, "goods_unknown_code", goods.answer.sentence);
        }
        if (goods.answer.mismatch) {
            // Anywhere else it is a slip of the pen; beside held places it is a way to hide what is carried.
            const bool near_held = std::ranges::any_of(case_.places, [](const TradePlace& place) {
                return place.zone || place.answer.grade >= PlaceGrade::admin;
            });
            say(goods, sensitive && near_held ? "goods_mismatch" : "goods_note_mismatch",
                goods.answer.sentence);
        }
    }

    // Goods of the mandate, and nothing says from where. Cultural property has a table of its own; aid that
    // a ground covers comes from outside.
    void judge_nowhere(const TradeGoods& goods, const GoodsFinding& one) {
        const bool asked = case_.way == WaySaid::no ||
                           (case_.way == WaySaid::beside_held && one.tier == GoodsTier::prohibited_if_isil);
        // Of dual-use goods a credit or paper that names no place and no country says too little as well.
        const Weight least = case_.way == WaySaid::no ? Weight::high : Weight::strong;
        const bool aid = std::ranges::any_of(
            case_.places, [&](const TradePlace& place) { return place.told && covered(one, place); });
        const bool supplied = one.tier != GoodsTier::mandate_commodity && !model::is_oil(one);
        const bool answered = goods.origin_said || (supplied && case_.end_said);
        if (asked && !answered && !aid && !case_.of_payment && goods.matters && weight_of(one) >= least &&
            one.tier != GoodsTier::cultural_after_date) {
            say(goods, "trade_place_unknown",
                fmt::format("{}: nothing says from where: no place is named{}", goods_words(one),
                            case_.way == WaySaid::no
                                ? ", nor a country"
                                : ", and in the seller's country or beside it places were held"));
        }
    }

    // Whatever it is comes from, goes to or passes a place that was held, or a governorate of such.
    void judge_vague(const TradeGoods& goods) {
        const TradePlace* worst = nullptr;
        for (const TradePlace& place : case_.places) {
            const bool counts = place.answer.grade >= PlaceGrade::partial ||
                                (place.answer.grade == PlaceGrade::admin && is_area(place)) ||
                                held_on_a_doubtful_day(place, case_.today_at_least);
            if (counts && (worst == nullptr || place.answer.grade > worst->answer.grade)) {
                worst = &place;
            }
        }
        if (worst != nullptr && !case_.of_payment) {
            say(goods, "trade_vague_goods",
                fmt::format("'{}' does not say what is carried, {} {}: {}", base::shown(goods.text),
                            verb_of(worst->kind), base::shown(worst->text),
                            why("trade_vague_goods", *worst)));
        }
    }

    void say(const TradeGoods& goods, std::string code, std::string sentence) {
        if (!findings_.wants(code)) {
            return;
        }
        Finding finding;
        finding.kind = FindingKind::goods;
        finding.code = std::move(code);
        finding.field = goods.path;
        finding.field_class = model::FieldClass::goods;
        finding.text = goods.text;
        finding.sentence = std::move(sentence);
        add(std::move(finding));
    }

    // All that holds, and of the rest the strongest place alone: a note.
    void judge_places(const TradeGoods& goods, const GoodsFinding& one) {
        const Weight weight = weight_of(one);
        const TradePlace* best = nullptr;
        bool held = false;
        for (const TradePlace& place : case_.places) {
            const std::string_view code = code_for(rules_, weight, one, place, case_.today_at_least);
            if (code.empty()) {
                continue;
            }
            if (outcome_of(code) < TradeOutcome::review) {
                if (best == nullptr || place.answer.grade > best->answer.grade) {
                    best = &place;
                }
                continue;
            }
            if (code != "trade_embargo" && covered(one, place)) {
                claim_used_ = true;
                held = true;
                add(permitted(one, place));
                continue;
            }
            claim_refused_ = true;
            held = true;
            if (findings_.wants(code)) {
                add(placed(goods, one, place, code, case_.of_payment));
            }
        }
        if (held || weight == Weight::none || case_.of_payment || !goods.matters) {
            return;
        }
        if (best != nullptr) {
            add(placed(goods, one, *best, "trade_note_place", false));
        } else {
            say(goods, "goods_note", fmt::format("{}: {}", goods_words(one), one.sentence));
        }
    }

    static Finding placed(const TradeGoods& goods, const GoodsFinding& one, const TradePlace& place,
                          std::string_view code, bool of_payment) {
        Finding finding;
        finding.kind = FindingKind::place;
        finding.code = code;
        finding.field = place.path.empty() ? goods.path : place.path;
        finding.field_class = model::FieldClass::goods;
        finding.text = fmt::format("{} | {}", base::shown(goods.text), base::shown(place.text));
        finding.listed_name =
            place.answer.evidence.empty() ? std::string() : place.answer.evidence.front().holder;
        const std::string_view verb = of_payment ? std::string_view("named with") : verb_of(place.kind);
        const std::string day = place.date.known() ? ", " + base::to_string(place.date) : std::string();
        const std::string what = one.goods_class.empty() ? base::shown(goods.text) : goods_words(one);
        finding.sentence =
            fmt::format("{} {} {}{}: {}", what.empty() ? "a shipment" : what, verb,
                        place.text.empty() ? place.country : base::shown(place.text), day, why(code, place));
        return finding;
    }

    const TradeRules& rules_;
    const TradeCase& case_;
    const model::HumanitarianClaim* claim_ = nullptr;
    bool claim_used_ = false;
    bool claim_refused_ = false;
    Findings findings_;
};

}  // namespace

bool too_far_ahead(const base::PartialDate& date, const base::Date& today_at_least) {
    return date.known() && today_at_least.year != 0 && date.to.year > today_at_least.year + 1;
}

std::vector<Finding> trade_findings(const TradeRules& rules, const TradeCase& judged) {
    return Table(rules, judged).findings();
}

model::Reason trade_reason(const Finding& finding) {
    model::Reason reason;
    reason.outcome = as_outcome(outcome_of(finding.code));
    reason.rule = "trade." + finding.code;
    if (outcome_of(finding.code) == TradeOutcome::permitted_humanitarian) {
        reason.ground = finding.text;
    }
    return reason;
}

TradeOutcome trade_outcome(const model::Reason& reason) {
    if (is_trade_kind(reason.finding.kind)) {
        return outcome_of(reason.finding.code);
    }
    switch (reason.outcome) {
        case Outcome::pass: return TradeOutcome::pass;
        case Outcome::block: return TradeOutcome::block;
        case Outcome::hold: break;
    }
    // What the papers contradict is for a person to look at; a listed party and a stale list are holds.
    return reason.finding.kind == FindingKind::message ? TradeOutcome::review : TradeOutcome::hold;
}

TradeOutcome trade_outcome(const model::Verdict& verdict) {
    TradeOutcome worst = TradeOutcome::pass;
    for (const model::Reason& reason : verdict.reasons) {
        worst = std::max(worst, trade_outcome(reason));
    }
    // Never milder than the verdict itself.
    if (verdict.outcome == Outcome::block) {
        return TradeOutcome::block;
    }
    return verdict.outcome == Outcome::hold ? std::max(worst, TradeOutcome::review) : worst;
}

std::string_view trade_outcome_code(TradeOutcome outcome) {
    switch (outcome) {
        case TradeOutcome::pass: return "PASS";
        case TradeOutcome::pass_with_note: return "PASS_WITH_NOTE";
        case TradeOutcome::permitted_humanitarian: return "PERMITTED_HUMANITARIAN";
        case TradeOutcome::review: return "REVIEW";
        case TradeOutcome::hold: return "HOLD";
        case TradeOutcome::block: return "BLOCK";
    }
    CORDON_CHECK(false && "a TradeOutcome outside its enum");
    return {};
}

}  // namespace cordon::decision
