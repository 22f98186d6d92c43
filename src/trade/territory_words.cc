#include "trade/territory_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace cordon::trade {

using model::PlaceGrade;

namespace {

std::string held_words(const ControlFact& fact) {
    switch (fact.status) {
        case FactStatus::held: return "held by " + fact.holder;
        case FactStatus::contested: return "fought over by " + fact.holder;
        case FactStatus::partial: return "held in part by " + fact.holder;
        case FactStatus::residual: return "with positions of " + fact.holder;
        case FactStatus::never: return "never held by a listed group";
    }
    return "held by " + fact.holder;
}

// Why an answer about these days is not certain; "" when it is.
std::string doubt_words(const EvidenceParts& parts, const AskedDays& asked) {
    const FactDays& days = *parts.days;
    if (parts.grade == PlaceGrade::held_other_time || parts.fact->status == FactStatus::never ||
        (asked.first >= days.sure_from && asked.last < days.sure_to)) {
        return "";
    }
    std::string words;
    if (asked.first < days.sure_from) {
        words = fmt::format("; its beginning is known to {} days (confidence {})",
                            days.sure_from - days.maybe_from, confidence_code(parts.fact->from.confidence));
    }
    if (asked.last >= days.sure_to) {
        words += fmt::format("; its end is known to {} days (confidence {})", days.maybe_to - days.sure_to,
                             confidence_code(parts.fact->to.confidence));
    }
    const bool reaches_in = asked.last >= days.sure_from && asked.first < days.sure_to;
    return words +
           (reaches_in ? "; the asked days reach into and out of it" : "; the asked days lie in this doubt");
}

// Of the edge that decided, or of the weaker of the two.
model::Confidence deciding(const EvidenceParts& parts, const AskedDays& asked) {
    const ControlFact& fact = *parts.fact;
    const bool at_start = asked.first < parts.days->sure_from;
    const bool at_end = asked.last >= parts.days->sure_to;
    if (at_start != at_end) {
        return at_start ? fact.from.confidence : fact.to.confidence;
    }
    return fact.to.open() ? fact.from.confidence : std::min(fact.from.confidence, fact.to.confidence);
}

std::string sentence_of(const EvidenceParts& parts, const AskedDays& asked) {
    const ControlFact& fact = *parts.fact;
    const std::string what =
        fmt::format("{} was {}, {}", parts.place_name, held_words(fact), interval_text(fact));
    std::string where;
    switch (parts.bearing) {
        case Bearing::own:
            where = parts.distance_km >= 0.05 ? fmt::format(" ({:.1f} km from its point)", parts.distance_km)
                                              : "";
            break;
        case Bearing::maybe_own:
            where = fmt::format(
                "; {:.1f} km away, and its coordinates are known to {:.0f} km only: it may be this place",
                parts.distance_km, fact.accuracy_km);
            break;
        case Bearing::near: where = fmt::format("; {:.1f} km away", parts.distance_km); break;
        case Bearing::admin: where = fmt::format("; in the same governorate ({})", fact.admin1); break;
    }
    const std::string when =
        parts.grade == PlaceGrade::held_other_time ? "; not on the asked days" : doubt_words(parts, asked);
    return what + where + when;
}

}  // namespace

std::string interval_text(const ControlFact& fact) {
    const auto edge = [](const FactEdge& side) {
        return side.text.empty() ? base::to_string(side.first) : side.text;
    };
    return fact.to.open() ? fmt::format("since {}", edge(fact.from))
                          : fmt::format("from {} until before {}", edge(fact.from), edge(fact.to));
}

model::PlaceEvidence evidence_of(const EvidenceParts& parts, const AskedDays& asked) {
    const ControlFact& fact = *parts.fact;
    model::PlaceEvidence evidence;
    evidence.grade = parts.grade;
    evidence.fact_id = fact.id;
    evidence.place_id = parts.place_id;
    evidence.place_name = fact.name;
    evidence.holder = fact.holder;
    evidence.held_from = fact.from.first;
    evidence.held_to = fact.to.open() ? base::Date{} : fact.to.last;
    evidence.distance_km = parts.distance_km;
    evidence.confidence = deciding(parts, asked);
    evidence.source = fact.source;
    evidence.note = fact.note;
    evidence.sentence = sentence_of(parts, asked);
    return evidence;
}

}  // namespace cordon::trade
