#include "cordon/trade_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/strings.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "cordon/terminal.h"
#include "decision/trade_judge.h"
#include "engine/verdict_answer.h"
#include "trade/control_fact.h"

namespace cordon::app {

namespace {

using decision::TradeOutcome;
using decision::TradePlace;

constexpr std::size_t evidence_most = 3;  // of one place, in lines for people

bool is_held_since(const JudgedShipment& judged) {
    return engine::outcome_now(judged.kept) != judged.kept.verdict.outcome;
}

TradeOutcome outcome_of(const JudgedShipment& judged) {
    const TradeOutcome outcome = decision::trade_outcome(judged.verdict);
    return is_held_since(judged) ? std::max(outcome, TradeOutcome::hold) : outcome;
}

std::string map_link(const model::GeoPoint& point) {
    return fmt::format("https://www.openstreetmap.org/?mlat={0:.4f}&mlon={1:.4f}#map=9/{0:.4f}/{1:.4f}",
                       point.latitude, point.longitude);
}

std::string_view stop_word(model::StopKind kind) {
    switch (kind) {
        case model::StopKind::origin: return "origin";
        case model::StopKind::loading: return "loading";
        case model::StopKind::transit: return "transit";
        case model::StopKind::discharge: return "discharge";
        case model::StopKind::destination: return "destination";
        case model::StopKind::storage: return "storage";
        case model::StopKind::export_place: return "export_place";
    }
    return "";
}

std::string main_sentence(const JudgedShipment& judged) {
    if (is_held_since(judged)) {
        return fmt::format("it passed and was held since (hold show {})", judged.kept.verdict.verdict_id);
    }
    return judged.verdict.reasons.empty() ? "nothing to say against it"
                                          : judged.verdict.reasons.front().finding.sentence;
}

const std::vector<TradePlace>& places_of(const JudgedShipment& judged) {
    static const std::vector<TradePlace> none;
    return judged.trade != nullptr ? judged.trade->judged.places : none;
}

std::string days_text(const TradePlace& place) {
    return place.date.known() ? base::to_string(place.date) : "no date";
}

std::string held_text(const model::PlaceEvidence& one) {
    if (one.held_from.year == 0) {
        return "";
    }
    return fmt::format("{} to {}", base::to_string(one.held_from),
                       one.held_to.year == 0 ? std::string("today") : base::to_string(one.held_to));
}

void write_evidence(codec::JsonWriter& json, const TradePlace& place) {
    json.begin_object().key("path").string(place.path).key("place").string(place.text);
    json.key("kind").string(stop_word(place.kind)).key("country").string(place.country);
    json.key("date").string(days_text(place)).key("grade").string(model::grade_code(place.answer.grade));
    json.key("located").boolean(place.located);
    if (place.point) {
        json.key("lat").real(place.point->latitude, 6).key("lon").real(place.point->longitude, 6);
        json.key("map").string(map_link(*place.point));
    }
    json.key("facts").begin_array();
    for (const model::PlaceEvidence& one : place.answer.evidence) {
        json.begin_object().key("fact").string(one.fact_id).key("place").string(one.place_name);
        json.key("grade").string(model::grade_code(one.grade)).key("holder").string(one.holder);
        json.key("held_from").string(base::to_string(one.held_from));
        json.key("held_to").string(base::to_string(one.held_to)).key("distance_km").real(one.distance_km, 1);
        json.key("confidence").string(trade::confidence_code(one.confidence));
        json.key("source")
            .string(one.source)
            .key("note")
            .string(one.note)
            .key("sentence")
            .string(one.sentence);
        json.key("disputes").begin_array();
        for (const model::FactDispute& dispute : one.disputes) {
            json.begin_object()
                .key("source")
                .string(dispute.source)
                .key("statement")
                .string(dispute.statement);
            json.key("raised_by").string(dispute.raised_by);
            json.key("raised_on").string(base::to_string(dispute.raised_on)).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
}

}  // namespace

std::string trade_lines(const JudgedShipment& judged) {
    const model::Verdict& verdict = judged.verdict;
    std::string text = fmt::format("{}  {}  {} {}  {}{}\n", decision::trade_outcome_code(outcome_of(judged)),
                                   base::shown(judged.file), verdict.type.empty() ? "?" : verdict.type,
                                   base::shown(verdict.message_id), judged.kept.verdict.verdict_id,
                                   judged.kept.outcome == engine::AppendOutcome::replay ? "  (replay)" : "");
    if (is_held_since(judged)) {
        text += fmt::format("   {:<15} {}\n", "hold", main_sentence(judged));
    }
    constexpr std::size_t reasons_most = 12;
    std::size_t shown = 0;
    for (const model::Reason& reason : verdict.reasons) {
        if (++shown > reasons_most) {
            text += fmt::format("   ... and {} more reasons\n", verdict.reasons.size() - reasons_most);
            break;
        }
        text += fmt::format("   {:<15} {}\n",
                            base::ascii_lower(decision::trade_outcome_code(decision::trade_outcome(reason))),
                            base::shown(reason.finding.sentence, 400));
        if (!reason.ground.empty()) {
            text += fmt::format("   {:<15} {}\n", "ground", base::shown(reason.ground, 400));
        }
    }
    if (verdict.reasons.empty()) {
        text += "   nothing to say against it\n";
    }
    for (const TradePlace& place : places_of(judged)) {
        text += fmt::format("   {:<15} {} {}, {}: {}\n", "place", stop_word(place.kind),
                            base::shown(place.text.empty() ? place.country : place.text), days_text(place),
                            model::grade_code(place.answer.grade));
        std::size_t facts = 0;
        for (const model::PlaceEvidence& one : place.answer.evidence) {
            if (++facts > evidence_most) {
                text += fmt::format("   {:<15}   ... and {} more facts\n", "",
                                    place.answer.evidence.size() - evidence_most);
                break;
            }
            text += fmt::format("   {:<15}   {}: {} {}, {} (source: {}; confidence {})\n", "",
                                model::grade_code(one.grade), one.holder, held_text(one),
                                base::shown(one.place_name), base::shown(one.source, 200),
                                trade::confidence_code(one.confidence));
            for (const model::FactDispute& dispute : one.disputes) {
                text +=
                    fmt::format("   {:<15}   disputed by {}: {} ({})\n", "", base::shown(dispute.raised_by),
                                base::shown(dispute.statement, 200), base::shown(dispute.source));
            }
        }
        if (place.point) {
            text += fmt::format("   {:<15}   {}\n", "", map_link(*place.point));
        }
    }
    return text;
}

std::string trade_json(const JudgedShipment& judged) {
    codec::JsonWriter json;
    json.begin_object().key("file").string(judged.file);
    json.key("outcome").string(decision::trade_outcome_code(outcome_of(judged)));
    json.key("sentence").string(main_sentence(judged));
    engine::write_verdict_answer(json, judged.kept, judged.verdict);
    json.key("goods").begin_array();
    if (judged.trade != nullptr) {
        for (const decision::TradeGoods& goods : judged.trade->judged.goods) {
            json.begin_object().key("path").string(goods.path).key("description").string(goods.text);
            json.key("classes").begin_array();
            for (const model::GoodsFinding& one : goods.answer.classes) {
                json.begin_object()
                    .key("class")
                    .string(one.goods_class)
                    .key("mandate")
                    .string(one.mandate_name);
                json.key("tier").string(model::tier_code(one.tier)).key("hs_code").string(one.hs_code);
                json.key("words").string(one.words).key("certainty").real(one.certainty, 2).end_object();
            }
            json.end_array().end_object();
        }
    }
    json.end_array().key("places").begin_array();
    for (const TradePlace& place : places_of(judged)) {
        write_evidence(json, place);
    }
    json.end_array().end_object();
    return json.take() + "\n";
}

std::string trade_csv_header() {
    std::string out;
    codec::write_csv_record(
        out, {"file", "shipment", "type", "outcome", "verdict", "verdict_id", "sentence", "place", "kind",
              "date", "grade", "fact", "holder", "held_from", "held_to", "confidence", "source", "map"});
    return out;
}

std::string trade_csv(const JudgedShipment& judged) {
    const std::vector<std::string> front = {judged.file,
                                            judged.verdict.message_id,
                                            judged.verdict.type,
                                            std::string(decision::trade_outcome_code(outcome_of(judged))),
                                            std::string(model::to_string(engine::outcome_now(judged.kept))),
                                            judged.kept.verdict.verdict_id,
                                            main_sentence(judged)};
    std::string out;
    const auto add = [&](std::vector<std::string> rest) {
        std::vector<std::string> row = front;
        rest.resize(11);
        std::ranges::move(rest, std::back_inserter(row));
        codec::write_csv_record(out, row, ',', true);
    };
    for (const TradePlace& place : places_of(judged)) {
        const std::string link = place.point ? map_link(*place.point) : std::string();
        if (place.answer.evidence.empty()) {
            add({place.text, std::string(stop_word(place.kind)), days_text(place),
                 std::string(model::grade_code(place.answer.grade)), "", "", "", "", "", "", link});
        }
        for (const model::PlaceEvidence& one : place.answer.evidence) {
            add({place.text, std::string(stop_word(place.kind)), days_text(place),
                 std::string(model::grade_code(one.grade)), one.fact_id, one.holder,
                 base::to_string(one.held_from), base::to_string(one.held_to),
                 std::string(trade::confidence_code(one.confidence)), one.source, link});
        }
    }
    if (out.empty()) {
        add({});
    }
    return out;
}

}  // namespace cordon::app
