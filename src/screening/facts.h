// screening/facts.h: what else is known of a subject, beside what a listing says: dates and places of birth,
// countries, gender, kind, identifiers.
//
// Role:        the second half of a score. The name alone finds; facts then raise a score a little, lower it
//              by a stated amount, or, with an equal strong identifier, decide.
// Rules:       a fact that either side lacks has no effect. Of several values on either side the best pair
//              counts, so more values never speak against anybody. Facts that contradict never take a hit
//              under the threshold, with one exception: the name says little (fewer rare words than
//              strong_name_weight, or under strong_name_score, or a weak alias), AND the date of birth is
//              years_clear or more away, or a number differs of which a party has one, or one is a person
//              and the other a ship or an aircraft, AND another fact differs, AND none agrees.
//              docs/concepts/facts-beside-names.md says it for people.
// Threads:     pure functions.
// Determinism: facts in the order of FactKind, whatever the order of the values; doubles in a fixed order.
// Cost:        O(values x listed values).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/listing.h"
#include "model/subject.h"

namespace cordon::screening {

enum class FactKind : std::uint8_t {
    birth_date,
    birth_place,
    nationality,
    country,
    gender,
    kind,
    identifier
};
[[nodiscard]] std::string_view to_string(FactKind kind);  // "birth_date", ...

enum class FactRelation : std::uint8_t { same, similar, different, missing };
[[nodiscard]] std::string_view to_string(FactRelation relation);

struct ComparedFact {
    FactKind fact = FactKind::birth_date;
    FactRelation relation = FactRelation::missing;
    std::string subject;   // as given
    std::string listed;    // the listed value that comes closest; "" for missing
    double effect = 0;     // on the score, before the bounds of FactWeights
    bool decides = false;  // an equal strong identifier: the score is 1
    std::string note;      // "converted from the calendar of the Hijra", "issuing country not stated", ...
};

// The one readable table of effects.
struct FactWeights {
    double birth_day_same = 0.05;      // the very day
    double birth_date_same = 0.02;     // a day within a listed year, range or "circa"
    double birth_date_similar = 0.01;  // as after a slip of the pen, or within a year
    double birth_date_different = -0.05;
    double birth_date_clear = -0.15;  // years_clear or more from every listed date
    double birth_place_same = 0.02;
    double birth_place_similar = 0.01;
    double birth_place_different = -0.01;  // places are written in too many ways to say more
    double country_same = 0.01;            // nationality and country count once, the better of the two
    double country_different = -0.06;
    double gender_different = -0.06;
    double kind_different = -0.03;        // person and entity
    double kind_contrary = -0.15;         // a person, and a ship or an aircraft
    double identifier_weak = 0.04;        // equal, but short or without type: supports
    double identifier_similar = 0.02;     // letters that look alike, another issuer
    double identifier_different = -0.06;  // another LEI or IMO number, of which one party has one

    double raise_max = 0.05;         // all that speaks for it together
    double raised_score_max = 0.99;  // only a name can give 1
    int years_clear = 10;
    double strong_name_score = 0.88;
    double strong_name_weight = 0.8;  // summed weight of the paired words
};

struct FactsJudgement {
    std::vector<ComparedFact> facts;
    double raise = 0;           // 0 to raise_max
    double lower = 0;           // 0 or less
    bool identified = false;    // an equal strong identifier
    bool may_lift = false;      // enough agrees to lift a name just under the threshold over it
    bool contradicted = false;  // some fact differs and none agrees
    bool clear = false;         // contradicted so clearly that a weak name may fall
};

// True when the subject has anything beside names that can be compared.
[[nodiscard]] bool has_facts(const model::Subject& subject);

[[nodiscard]] FactsJudgement compare_facts(const model::Subject& subject, const model::Listing& listing,
                                           const FactWeights& weights);

// The score of a listing from that of its best name. strong_name: some name of the listing at or above the
// threshold is a strong match.
[[nodiscard]] double score_with_facts(double name_score, bool strong_name, const FactsJudgement& judgement,
                                      double threshold, const FactWeights& weights);

// "facts agree: ...; facts contradict: ..."; "" when none does either.
[[nodiscard]] std::string facts_sentence(const FactsJudgement& judgement);

}  // namespace cordon::screening
