#include "screening/facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

#include "base/check.h"
#include "base/strings.h"
#include "model/country.h"
#include "screening/birth_dates.h"
#include "screening/fact_places.h"
#include "screening/identifier_index.h"

namespace cordon::screening {

namespace {

using model::Country;
using model::Listing;
using model::PartyKind;
using model::Subject;

std::string shown_country(const Country& country) {
    const std::string_view name = model::country_name(country.code);
    return name.empty() ? country.text : std::string(name);
}

bool is_craft(PartyKind kind) {
    return kind == PartyKind::vessel || kind == PartyKind::aircraft;
}

class Comparison {
public:
    Comparison(const Subject& subject, const Listing& listing, const FactWeights& weights)
        : subject_(subject), listing_(listing), weights_(weights) {}

    FactsJudgement run() {
        compare_dates();
        compare_places();
        compare_countries();
        compare_gender();
        compare_kind();
        compare_numbers();
        return sum();
    }

private:
    void add(FactKind fact, FactRelation relation, std::string subject, std::string listed, double effect,
             std::string note = {}) {
        judged_.facts.push_back({.fact = fact,
                                 .relation = relation,
                                 .subject = std::move(subject),
                                 .listed = std::move(listed),
                                 .effect = effect,
                                 .note = std::move(note)});
    }

    void compare_dates() {
        std::optional<DateComparison> best;
        const base::PartialDate* given = nullptr;
        const base::PartialDate* listed = nullptr;
        for (const base::PartialDate& date : subject_.birth_dates) {
            if (!date.known()) {
                continue;
            }
            given = given == nullptr ? &date : given;
            for (const model::BirthDate& other : listing_.birth_dates) {
                if (!other.date.known()) {
                    continue;
                }
                const DateComparison compared = compare_birth_dates(date, other.date);
                if (!best || is_closer(compared, *best)) {
                    best = compared;
                    given = &date;
                    listed = &other.date;
                }
            }
        }
        if (given == nullptr) {
            return;
        }
        // The dates of a listed company are of its founding, those of a ship of its building.
        const bool of_birth = listing_.kind == PartyKind::person || listing_.kind == PartyKind::unknown ||
                              listing_.kind == subject_.kind;
        if (!best || !of_birth) {
            add(FactKind::birth_date, FactRelation::missing, base::to_string(*given), "", 0);
            return;
        }
        judge_dates(*best, base::to_string(*given), base::to_string(*listed));
    }

    void judge_dates(const DateComparison& best, std::string given, std::string listed) {
        const std::string note = best.converted ? "converted from the calendar of the Hijra" : "";
        switch (best.likeness) {
            case DateLikeness::same_day:
                same_day_ = true;
                add(FactKind::birth_date, FactRelation::same, std::move(given), std::move(listed),
                    weights_.birth_day_same, note);
                return;
            case DateLikeness::overlap:
                add(FactKind::birth_date, FactRelation::same, std::move(given), std::move(listed),
                    weights_.birth_date_same, note);
                return;
            case DateLikeness::similar:
                add(FactKind::birth_date, FactRelation::similar, std::move(given), std::move(listed),
                    weights_.birth_date_similar, note);
                return;
            case DateLikeness::apart: break;
        }
        // A converted year is too doubtful to be clear.
        const bool clear = best.years_apart >= weights_.years_clear && !best.converted;
        leading_ = leading_ || clear;
        add(FactKind::birth_date, FactRelation::different, std::move(given), std::move(listed),
            clear ? weights_.birth_date_clear : weights_.birth_date_different,
            fmt::format("{} years apart{}{}", best.years_apart, note.empty() ? "" : ", ", note));
    }

    void compare_places() {
        if (subject_.birth_places.empty()) {
            return;
        }
        const PlaceComparison best = compare_places_of(subject_.birth_places, listing_.birth_places);
        const double effect = best.relation == FactRelation::same        ? weights_.birth_place_same
                              : best.relation == FactRelation::similar   ? weights_.birth_place_similar
                              : best.relation == FactRelation::different ? weights_.birth_place_different
                                                                         : 0.0;
        add(FactKind::birth_place, best.relation, best.subject, best.listed, effect);
    }

    void compare_countries() {
        const CountryTies ties(listing_);
        const CountryComparison nationality = ties.compare(subject_.nationalities, true);
        const CountryComparison country = ties.compare(subject_.countries, false);
        const auto agrees = [](const CountryComparison& one) {
            return one.relation == FactRelation::same || one.relation == FactRelation::similar;
        };
        const bool any_agrees =
            (nationality.given && agrees(nationality)) || (country.given && agrees(country));
        bool counted = false;
        for (const auto& [fact, one] :
             {std::pair{FactKind::nationality, &nationality}, std::pair{FactKind::country, &country}}) {
            if (!one->given) {
                continue;
            }
            const bool counts =
                !counted && (any_agrees ? agrees(*one) : one->relation == FactRelation::different);
            counted = counted || counts;
            const double effect = !counts      ? 0.0
                                  : any_agrees ? weights_.country_same
                                               : weights_.country_different;
            add(fact, one->relation, shown_country(one->subject), shown_country(one->listed), effect);
        }
    }

    void compare_gender() {
        if (subject_.gender == model::Gender::unknown) {
            return;
        }
        const bool known = listing_.gender != model::Gender::unknown;
        const bool same = listing_.gender == subject_.gender;
        add(FactKind::gender,
            !known ? FactRelation::missing
            : same ? FactRelation::same
                   : FactRelation::different,
            std::string(to_string(subject_.gender)), known ? std::string(to_string(listing_.gender)) : "",
            known && !same ? weights_.gender_different : 0.0);
    }

    void compare_kind() {
        if (subject_.kind == PartyKind::unknown) {
            return;
        }
        const std::string given(to_string(subject_.kind));
        if (listing_.kind == PartyKind::unknown) {
            add(FactKind::kind, FactRelation::missing, given, "", 0);
            return;
        }
        const bool same = listing_.kind == subject_.kind;
        const bool contrary = (subject_.kind == PartyKind::person && is_craft(listing_.kind)) ||
                              (listing_.kind == PartyKind::person && is_craft(subject_.kind));
        leading_ = leading_ || contrary;
        add(FactKind::kind, same ? FactRelation::same : FactRelation::different, given,
            std::string(to_string(listing_.kind)),
            same       ? 0.0
            : contrary ? weights_.kind_contrary
                       : weights_.kind_different);
    }

    void compare_numbers() {
        std::vector<ComparedFact> found;
        for (const model::Identifier& given : subject_.identifiers) {
            found.push_back(compare_number(given));
        }
        // Several numbers: the best that each can do, in an order of their own.
        std::ranges::sort(found, [](const ComparedFact& left, const ComparedFact& right) {
            return left.relation != right.relation ? left.relation < right.relation
                   : left.subject != right.subject ? left.subject < right.subject
                                                   : left.listed < right.listed;
        });
        bool counted_for = false;
        bool counted_against = false;
        for (ComparedFact& fact : found) {
            bool& counted = fact.effect > 0 ? counted_for : counted_against;
            if (counted) {
                fact.effect = 0;
            }
            counted = counted || fact.effect != 0;
            judged_.facts.push_back(std::move(fact));
        }
    }

    ComparedFact compare_number(const model::Identifier& given) {
        ComparedFact fact{.fact = FactKind::identifier,
                          .relation = FactRelation::missing,
                          .subject = fmt::format("{} {}", to_string(given.kind), given.value)};
        const model::Identifier* closest = nullptr;
        IdentifierComparison best;
        for (const model::Identifier& listed : listing_.identifiers) {
            const IdentifierComparison compared = compare_identifiers(given, listed);
            const bool other = compared.match == IdentifierMatch::none && is_only_one(given.kind) &&
                               listed.kind == given.kind;
            if (compared.match > best.match || (other && closest == nullptr)) {
                closest = &listed;
                best = compared;
            }
        }
        if (closest == nullptr) {
            return fact;
        }
        fact.listed = fmt::format("{} {}", to_string(closest->kind), closest->value);
        fact.note = best.why;
        if (best.match == IdentifierMatch::weak && best.issuer_unknown && tied_to_a_country_of(given)) {
            best.match = IdentifierMatch::strong;
            fact.note = "issuing country not stated on both sides; the listing is tied to a country given";
        }
        switch (best.match) {
            case IdentifierMatch::strong:
                judged_.identified = true;
                fact.decides = true;
                fact.relation = FactRelation::same;
                break;
            case IdentifierMatch::weak:
                fact.relation = FactRelation::same;
                fact.effect = weights_.identifier_weak;
                weak_number_ = true;
                break;
            case IdentifierMatch::similar:
                fact.relation = FactRelation::similar;
                fact.effect = weights_.identifier_similar;
                break;
            case IdentifierMatch::none:
                fact.relation = FactRelation::different;
                fact.effect = weights_.identifier_different;
                leading_ = true;
                break;
        }
        return fact;
    }

    // A country that stands with the number, or with the subject, is one of the listing's.
    [[nodiscard]] bool tied_to_a_country_of(const model::Identifier& given) const {
        const CountryTies ties(listing_);
        const auto same = [&ties](std::span<const Country> countries) {
            return ties.compare(countries, false).relation == FactRelation::same;
        };
        return same(std::span(&given.issuer, 1)) || same(subject_.nationalities) || same(subject_.countries);
    }

    FactsJudgement sum() {
        int agree = 0;
        int differ = 0;
        for (const ComparedFact& fact : judged_.facts) {
            judged_.raise += std::max(0.0, fact.effect);
            judged_.lower += std::min(0.0, fact.effect);
            // That both are persons, or men, speaks for nobody.
            const bool speaks = fact.fact != FactKind::gender && fact.fact != FactKind::kind;
            agree += speaks && (fact.relation == FactRelation::same || fact.relation == FactRelation::similar)
                         ? 1
                         : 0;
            differ += fact.relation == FactRelation::different && fact.fact != FactKind::birth_place ? 1 : 0;
        }
        // Nationality and country are one thing said twice.
        const bool twice = std::ranges::count_if(judged_.facts, [](const ComparedFact& fact) {
                               return fact.relation == FactRelation::different &&
                                      (fact.fact == FactKind::nationality || fact.fact == FactKind::country);
                           }) == 2;
        differ -= twice ? 1 : 0;
        judged_.raise = std::min(judged_.raise, weights_.raise_max);
        judged_.contradicted = differ > 0 && agree == 0;
        judged_.clear = leading_ && differ >= 2 && agree == 0;
        judged_.may_lift = same_day_ || weak_number_ || agree >= 2;
        return std::move(judged_);
    }

    const Subject& subject_;
    const Listing& listing_;
    const FactWeights& weights_;
    FactsJudgement judged_;
    bool leading_ = false;
    bool same_day_ = false;
    bool weak_number_ = false;
};

}  // namespace

std::string_view to_string(FactKind kind) {
    switch (kind) {
        case FactKind::birth_date: return "birth_date";
        case FactKind::birth_place: return "birth_place";
        case FactKind::nationality: return "nationality";
        case FactKind::country: return "country";
        case FactKind::gender: return "gender";
        case FactKind::kind: return "kind";
        case FactKind::identifier: return "identifier";
    }
    CORDON_CHECK(false && "a FactKind outside its enum");
    return {};
}

std::string_view to_string(FactRelation relation) {
    switch (relation) {
        case FactRelation::same: return "same";
        case FactRelation::similar: return "similar";
        case FactRelation::different: return "different";
        case FactRelation::missing: return "missing";
    }
    CORDON_CHECK(false && "a FactRelation outside its enum");
    return {};
}

bool has_facts(const Subject& subject) {
    return subject.kind != PartyKind::unknown || subject.gender != model::Gender::unknown ||
           !subject.birth_dates.empty() || !subject.countries.empty() || !subject.nationalities.empty() ||
           !subject.birth_places.empty() || !subject.identifiers.empty();
}

FactsJudgement compare_facts(const Subject& subject, const Listing& listing, const FactWeights& weights) {
    return Comparison(subject, listing, weights).run();
}

double score_with_facts(double name_score, bool strong_name, const FactsJudgement& judgement,
                        double threshold, const FactWeights& weights) {
    if (judgement.identified) {
        return 1.0;
    }
    const double top = std::max(name_score, weights.raised_score_max);
    const double score = std::clamp(name_score + judgement.raise + judgement.lower, 0.0, top);
    if (name_score >= threshold) {
        return judgement.clear && !strong_name ? score : std::max(score, threshold);
    }
    if (score < threshold || judgement.may_lift) {
        return score;
    }
    // Just under the threshold: a country alone makes no hit.
    return std::max(name_score, threshold - 0.0001);
}

std::string facts_sentence(const FactsJudgement& judgement) {
    std::string agree;
    std::string differ;
    for (const ComparedFact& fact : judgement.facts) {
        const bool speaks = fact.fact != FactKind::gender && fact.fact != FactKind::kind;
        const bool agrees = fact.relation == FactRelation::same || fact.relation == FactRelation::similar;
        std::string& into = fact.relation == FactRelation::different ? differ : agree;
        if (fact.decides || (!(agrees && speaks) && fact.relation != FactRelation::different)) {
            continue;
        }
        const std::string name = base::replace_all(to_string(fact.fact), "_", " ");
        into += fmt::format("{}{} {}", into.empty() ? "" : ", ", name, fact.subject);
        if (fact.listed != fact.subject) {
            into += " / listed " + fact.listed;
        }
    }
    std::string sentence = agree.empty() ? "" : "facts agree: " + agree;
    if (!differ.empty()) {
        sentence += (sentence.empty() ? "facts contradict: " : "; facts contradict: ") + differ;
    }
    return sentence;
}

}  // namespace cordon::screening
