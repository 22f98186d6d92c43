#include "cordon/territory_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <memory>

#include "base/strings.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "cordon/session.h"
#include "cordon/territory_home.h"
#include "cordon/territory_tables.h"
#include "engine/territory_answer.h"
#include "model/country.h"

namespace cordon::app {

namespace {

using base::ErrorCode;
using model::PlaceAnswer;
using trade::PlaceName;

struct AskOptions {
    std::string latitude;
    std::string longitude;
    std::string name;
    std::string days;
    std::string holder;
    std::string country;
    std::string admin1;
    std::string as_of;
};

// What was asked, as the answer repeats it.
struct Asked {
    base::PartialDate days;
    std::string country;  // code
    model::GeoPoint point;
};

// A question that cannot be read is wrong usage: nothing was asked yet.
int not_a_question(const base::Error& error) {
    (void)report(error);
    return exit_usage;
}

base::Result<Asked> read_question(const AskOptions& options) {
    Asked asked;
    CORDON_ASSIGN(asked.days, engine::read_asked_days(options.days));
    if (!options.country.empty()) {
        asked.country = model::country_code(options.country);
        if (asked.country.empty()) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("--country '{}' is no country; write its two-letter code",
                                          base::shown(options.country, 40)));
        }
    }
    if (!options.latitude.empty() || !options.longitude.empty()) {
        CORDON_ASSIGN(asked.point,
                      engine::read_asked_point(options.latitude, options.longitude, asked.country));
    }
    CORDON_TRY(date_option("--as-of", options.as_of));
    return asked;
}

int exit_of(const PlaceAnswer& answer) {
    return answer.grade >= model::PlaceGrade::partial ? exit_hit : exit_success;
}

std::string disputes_text(const model::PlaceEvidence& one) {
    std::string text;
    for (const model::FactDispute& dispute : one.disputes) {
        text += fmt::format("{}{} ({}): {}", text.empty() ? "" : "; ", dispute.source, dispute.raised_by,
                            dispute.statement);
    }
    return text;
}

std::vector<std::string> evidence_row(const model::PlaceEvidence& one) {
    return {std::string(model::grade_code(one.grade)),
            one.fact_id,
            one.place_id,
            one.place_name,
            one.holder,
            base::to_string(one.held_from),
            base::to_string(one.held_to),
            fmt::format("{:.1f}", one.distance_km),
            std::string(trade::confidence_code(one.confidence)),
            one.source,
            disputes_text(one),
            one.sentence};
}

void print_csv(const PlaceAnswer& answer) {
    std::string csv;
    codec::write_csv_record(csv, {"grade", "fact_id", "place_id", "place_name", "holder", "held_from",
                                  "held_to", "distance_km", "confidence", "source", "disputes", "sentence"});
    if (answer.evidence.empty()) {
        codec::write_csv_record(csv, {std::string(model::grade_code(answer.grade)), "", "", "", "", "", "",
                                      "", "", "", "", engine::answer_sentence(answer)});
    }
    for (const model::PlaceEvidence& one : answer.evidence) {
        codec::write_csv_record(csv, evidence_row(one), ',', true);
    }
    print(csv);
}

void print_table(const PlaceAnswer& answer) {
    print(fmt::format("{}: {}\n", model::grade_code(answer.grade), engine::answer_sentence(answer)));
    if (answer.evidence.empty()) {
        return;
    }
    Table table;
    table.header = {"grade", "fact", "place", "holder", "from", "until", "km", "conf", "source"};
    std::string disputes;
    for (const model::PlaceEvidence& one : answer.evidence) {
        table.rows.push_back({std::string(model::grade_code(one.grade)), one.fact_id, one.place_name,
                              one.holder, base::to_string(one.held_from), base::to_string(one.held_to),
                              fmt::format("{:.1f}", one.distance_km),
                              std::string(trade::confidence_code(one.confidence)),
                              one.source + (one.note.empty() ? "" : " (" + one.note + ")")});
        if (!one.disputes.empty()) {
            disputes += fmt::format("disputed: {}: {}\n", one.fact_id, disputes_text(one));
        }
    }
    print(table.text() + disputes);
}

void print_json(const PlaceAnswer& answer, const engine::TerritoryView& view, const AskOptions& options,
                const Asked& asked, const PlaceName* place) {
    codec::JsonWriter json(true);
    json.begin_object().key("days").string(base::to_string(asked.days)).key("holder").string(options.holder);
    json.key("holder_note").string(engine::holder_note(*view.territory, options.holder));
    if (place != nullptr) {
        json.key("name").string(options.name).key("place");
        engine::write_place_name(json, *place);
    } else {
        json.key("latitude").string(options.latitude).key("longitude").string(options.longitude);
    }
    engine::write_place_answer(json, answer);
    engine::write_territory_tables(json, view.tables);
    json.end_object();
    print(json.take() + "\n");
}

int print_answer(const GlobalOptions& global, const PlaceAnswer& answer, const engine::TerritoryView& view,
                 const AskOptions& options, const Asked& asked, const PlaceName* place) {
    if (const std::string note = engine::holder_note(*view.territory, options.holder); !note.empty()) {
        print_message("note: " + note);
    }
    switch (global.format) {
        case OutputFormat::json: print_json(answer, view, options, asked, place); break;
        case OutputFormat::csv: print_csv(answer); break;
        case OutputFormat::table:
            if (place != nullptr) {
                print(fmt::format("{} ({}, {}){}\n", place->name, place->place_id, place->country,
                                  place->exact ? "" : fmt::format(", read from '{}'", options.name)));
            }
            print_table(answer);
            break;
    }
    return exit_of(answer);
}

base::Result<int> answer_at(const GlobalOptions& global, const AskOptions& options, const Asked& asked) {
    CORDON_ASSIGN(const engine::TerritoryView view, open_territory(global.home, options.as_of));
    const PlaceAnswer answer = view.territory->at(asked.point, {asked.country, options.admin1, ""},
                                                  asked.days.from, asked.days.to, options.holder);
    return print_answer(global, answer, view, options, asked, nullptr);
}

void print_homonyms(const GlobalOptions& global, const std::vector<PlaceName>& places) {
    if (global.format == OutputFormat::json) {
        codec::JsonWriter json(true);
        json.begin_object().key("places").begin_array();
        for (const PlaceName& place : places) {
            engine::write_place_name(json, place);
        }
        json.end_array().end_object();
        print(json.take() + "\n");
        return;
    }
    Table table;
    table.header = {"place", "name", "country", "governorate", "kind"};
    for (const PlaceName& place : places) {
        table.rows.push_back({place.place_id, place.name, place.country, place.admin1,
                              std::string(engine::place_kind_code(place.kind))});
    }
    if (global.format == OutputFormat::table) {
        print(table.text());
        return;
    }
    std::string csv;
    codec::write_csv_record(csv, table.header);
    for (const auto& row : table.rows) {
        codec::write_csv_record(csv, row, ',', true);
    }
    print(csv);
}

base::Result<int> answer_place(const GlobalOptions& global, const AskOptions& options, const Asked& asked) {
    CORDON_ASSIGN(const engine::TerritoryView view, open_territory(global.home, options.as_of));
    const std::vector<PlaceName> places =
        engine::places_asked(view, options.name, asked.country, options.admin1);
    if (places.size() > 1) {
        print_homonyms(global, places);
        return base::fail(
            ErrorCode::conflict,
            fmt::format("{} places are called '{}'; say which with --country, --governorate or its id",
                        places.size(), base::shown(options.name, 60)));
    }
    if (places.empty()) {  // not an error: nothing is known, which is not the same as "not held"
        return print_answer(global, {}, view, options, asked, nullptr);
    }
    const PlaceAnswer answer = engine::answer_of(view, places.front(), asked.days, options.holder);
    return print_answer(global, answer, view, options, asked, &places.front());
}

base::Result<int> print_map(const GlobalOptions& global, const AskOptions& options, const Asked& asked) {
    CORDON_ASSIGN(const engine::TerritoryView view, open_territory(global.home, options.as_of));
    print(engine::territory_map(view, asked.days, options.holder) + "\n");
    return exit_success;
}

using Answering = base::Result<int> (*)(const GlobalOptions&, const AskOptions&, const Asked&);

int answered(const GlobalOptions& global, const AskOptions& options, Answering answer) {
    const auto asked = read_question(options);
    if (!asked) {
        return not_a_question(asked.error());
    }
    const auto done = answer(global, options, *asked);
    return done ? *done : report(done.error());
}

void add_question(CLI::App& command, const std::shared_ptr<AskOptions>& options) {
    command
        .add_option("DATE", options->days,
                    "2015-05-21, 2015-05, 2015, 'circa 2015', 2015-05-28..2015-06-03 or unknown")
        ->required()
        ->type_name("");
    command.add_option("--holder", options->holder, "only this group (default: any listed group)")
        ->type_name("GROUP");
    command.add_option("--as-of", options->as_of, "answer from the tables as of that day (YYYY-MM-DD)")
        ->type_name("DAY");
}

void add_where(CLI::App& command, const std::shared_ptr<AskOptions>& options, GlobalOptions& global) {
    command.add_option("--country", options->country, "the country in which it lies")->type_name("COUNTRY");
    command.add_option("--governorate", options->admin1, "the governorate in which it lies")
        ->type_name("NAME");
    CLI::CheckedTransformer formats(
        std::map<std::string, OutputFormat>{
            {"table", OutputFormat::table}, {"json", OutputFormat::json}, {"csv", OutputFormat::csv}},
        CLI::ignore_case);
    command.add_option("--format", global.format, "table (for people), json or csv (for programs)")
        ->transform(formats.description(""))
        ->type_name("FORMAT");
}

}  // namespace

void add_territory_command(CLI::App& app, GlobalOptions& global, int& exit_code) {
    CLI::App* territory = app.add_subcommand("territory", "who held a place, or a point, on a day");
    territory->require_subcommand(1);
    const auto options = std::make_shared<AskOptions>();
    CLI::App* at = territory->add_subcommand("at", "who held this point on that day");
    at->add_option("LAT", options->latitude, "latitude in decimal degrees")->required()->type_name("");
    at->add_option("LON", options->longitude, "longitude in decimal degrees")->required()->type_name("");
    add_question(*at, options);
    add_where(*at, options, global);
    at->callback([&global, &exit_code, options] { exit_code = answered(global, *options, answer_at); });
    CLI::App* place = territory->add_subcommand("place", "who held the place of this name on that day");
    place->add_option("NAME", options->name, "in any script and spelling; or its id")
        ->check([](const std::string& name) {
            return base::trim(name).empty() ? std::string("a name is needed") : std::string();
        })
        ->required()
        ->type_name("");
    add_question(*place, options);
    add_where(*place, options, global);
    place->callback([&global, &exit_code, options] { exit_code = answered(global, *options, answer_place); });
    CLI::App* map = territory->add_subcommand("map", "what was held on that day, as GeoJSON");
    add_question(*map, options);
    map->callback([&global, &exit_code, options] { exit_code = answered(global, *options, print_map); });
    add_territory_tables(*territory, global, exit_code);
}

}  // namespace cordon::app
