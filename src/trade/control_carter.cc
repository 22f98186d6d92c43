#include "trade/control_carter.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/strings.h"
#include "codec/csv.h"
#include "trade/control_fields.h"
#include "trade/control_mgrs.h"
#include "trade/territory_places.h"

namespace cordon::trade {

using base::ErrorCode;

namespace {

constexpr double agreement_km = 2;  // of a position that is given twice

struct CarterRow {
    std::string name;
    model::GeoPoint point;
    double accuracy_km = 1;
    std::string now;
    std::string before;
    base::Date day;
    std::uint64_t line = 0;
    std::string file;
};

// Lower-case letters and digits of a header, so that "Lat Long / MGRS Grid" is found however it is spaced.
std::string header_key(std::string_view text) {
    std::string key;
    for (const char letter : base::ascii_lower(text)) {
        if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
            key += letter;
        }
    }
    return key;
}

struct CarterColumns {
    std::optional<std::size_t> name, position, now, before, day;
    std::vector<std::string> others;
};

CarterColumns columns_of(const std::vector<std::string>& header) {
    CarterColumns columns;
    const auto take = [](std::optional<std::size_t>& column, std::size_t at) {
        const bool fresh = !column.has_value();
        column = column.value_or(at);
        return fresh;
    };
    for (std::size_t at = 0; at < header.size(); ++at) {
        const std::string key = header_key(header[at]);
        bool known = false;
        if (key == "latlongmgrsgrid" || key == "latlong" || key == "mgrsgrid" || key == "mgrs") {
            known = take(columns.position, at);
        } else if (key == "controlledby") {
            known = take(columns.now, at);
        } else if (key == "controlledbyprevious") {
            known = take(columns.before, at);
        } else if (key == "date" || key == "dateofchange") {
            known = take(columns.day, at);
        } else if (key == "location" || key == "community" || key == "name" || key == "locationname" ||
                   key == "communityname") {
            known = take(columns.name, at);
        }
        if (!known) {
            columns.others.push_back(header[at]);
        }
    }
    return columns;
}

struct Position {
    model::GeoPoint point;
    double accuracy_km = 1;
};

base::Result<Position> one_position(std::string_view text) {
    const bool degrees = text.find('.') != std::string_view::npos || text.find(',') != std::string_view::npos;
    if (degrees) {
        const std::string spaced = base::collapse_whitespace(base::replace_all(text, ",", " "));
        const auto parts = base::split(std::string_view(spaced), ' ');
        if (parts.size() != 2) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("'{}' is no position; write \"35.95, 39.01\" or an MGRS reference",
                                          base::shown(text, 60)));
        }
        CORDON_ASSIGN(const model::GeoPoint point, read_point(parts[0], parts[1]));
        return Position{point, 1};
    }
    CORDON_ASSIGN(const MgrsPlace place, read_mgrs(text));
    if (place.cell_metres > 10'000) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("'{}' names a square of {:.0f} km; give at least two digits",
                                      base::shown(text, 60), place.cell_metres / 1000));
    }
    return Position{place.point, std::max(1.0, place.cell_metres / 1000)};
}

base::Result<Position> read_position(std::string_view text) {
    std::optional<Position> first;
    for (const std::string_view part : base::split(text, '/')) {
        if (base::trim(part).empty()) {
            continue;
        }
        CORDON_ASSIGN(const Position position, one_position(base::trim(part)));
        if (first && distance_km(first->point, position.point) > agreement_km + position.accuracy_km) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("'{}' names two places, {:.0f} km apart", base::shown(text, 60),
                                          distance_km(first->point, position.point)));
        }
        first = first.value_or(position);
    }
    if (!first) {
        return base::fail(ErrorCode::invalid_input, "the position is empty");
    }
    return *first;
}

base::Result<CarterRow> read_row(const codec::CsvRecord& record, const CarterColumns& columns,
                                 const CarterFile& file, const std::string& country) {
    const auto wrong = [&](std::string_view column, std::string_view what) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("{}, line {}, {}: {}", file.name, record.line, column, what));
    };
    const auto field = [&](const std::optional<std::size_t>& at) {
        return at ? std::string(base::trim(record.fields[*at])) : std::string();
    };
    CarterRow row;
    row.line = record.line;
    row.file = file.name;
    row.name = field(columns.name);
    if (row.name.empty()) {
        return wrong("name of the place", "is empty");
    }
    const auto position = read_position(field(columns.position));
    if (!position) {
        return wrong("Lat Long / MGRS Grid", position.error().message);
    }
    row.point = position->point;
    row.accuracy_km = position->accuracy_km;
    if (const auto inside = check_country(row.point, country); !inside) {
        return wrong("Lat Long / MGRS Grid", inside.error().message);
    }
    row.now = field(columns.now);
    row.before = field(columns.before);
    if (row.now.empty()) {
        return wrong("Controlled By", "is empty; write Unknown when it is not known");
    }
    row.day = file.day;
    if (columns.day) {
        const auto day = base::parse_iso_date(field(columns.day));
        if (!day) {
            return wrong(
                "Date", fmt::format("'{}' is no day; write 2015-06-01", base::shown(field(columns.day), 40)));
        }
        row.day = *day;
    }
    return row;
}

// Whether its rows are changes with a day of their own.
base::Result<bool> read_file(const CarterFile& file, const std::string& country, std::vector<CarterRow>& rows,
                             FactTable& table) {
    codec::CsvOptions options;
    options.separator = codec::guess_separator(file.bytes);
    CORDON_ASSIGN(const auto records, codec::read_csv(file.bytes, options));
    if (records.size() < 2) {
        return base::fail(ErrorCode::invalid_input, fmt::format("{} has no rows", file.name));
    }
    const CarterColumns columns = columns_of(records.front().fields);
    if (!columns.name || !columns.position || !columns.now) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("{}: a name, 'Lat Long / MGRS Grid' and 'Controlled By' are needed among the "
                        "columns; docs/reference/territory.md lists them",
                        file.name));
    }
    if (!columns.day && file.day.year == 0) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("{} has no column Date and no day in its name; say of which day it is with "
                        "--days",
                        file.name));
    }
    for (const std::string& other : columns.others) {
        table.remarks.push_back(
            {1, "", fmt::format("the column '{}' is not one that is read", base::shown(other, 60))});
    }
    for (std::size_t at = 1; at < records.size(); ++at) {
        if (records[at].fields.size() != records.front().fields.size()) {
            return base::fail(
                ErrorCode::invalid_input,
                fmt::format("{}, line {}: {} fields, but the first line names {} columns", file.name,
                            records[at].line, records[at].fields.size(), records.front().fields.size()));
        }
        CORDON_ASSIGN(CarterRow row, read_row(records[at], columns, file, country));
        rows.push_back(std::move(row));
    }
    return columns.day.has_value();
}

struct Control {
    std::string holder;
    FactStatus status = FactStatus::held;
};

// What a cell says that counts here; nothing for nobody and for who is not listed.
std::optional<Control> control_of(std::string_view text) {
    const std::string word = base::ascii_lower(base::trim(text));
    if (word.empty() || word == "-" || word == "unknown" || word == "n/a" || word == "none") {
        return std::nullopt;
    }
    if (word == "mixed" || word == "contested") {
        return Control{"Contested", FactStatus::contested};
    }
    const auto parts = base::split(text, '/');
    for (const std::string_view part : parts) {
        if (known_holder(part).listed && !base::trim(part).empty()) {
            return Control{std::string(base::trim(part)),
                           parts.size() > 1 ? FactStatus::contested : FactStatus::held};
        }
    }
    return std::nullopt;
}

FactEdge edge_on(const base::Date& day, model::Confidence confidence) {
    return {day, day, confidence, base::to_string(day)};
}

// The facts of one place, of which the rows are the changes in order.
void facts_of(const std::vector<const CarterRow*>& rows, bool changes, const std::string& country,
              const std::string& source, FactTable& table) {
    const auto add = [&](const CarterRow& row, const Control& control, FactEdge from, FactEdge to,
                         const std::string& note) {
        ControlFact fact;
        fact.name = row.name;
        fact.country = country;
        fact.has_point = true;
        fact.point = row.point;
        fact.accuracy_km = row.accuracy_km;
        fact.holder = control.holder;
        fact.status = control.status;
        fact.source = source.empty() ? row.file : source;
        fact.note = note;
        fact.id = fmt::format("{}@{:.2f}_{:.2f}-{}", place_slug(row.name), row.point.latitude,
                              row.point.longitude, base::to_string(from.last));
        fact.from = std::move(from);
        fact.to = std::move(to);
        table.facts.push_back(std::move(fact));
    };
    const CarterRow& first = *rows.front();
    const auto before = control_of(first.before);
    if (before && (changes || !base::ascii_iequals(first.before, first.now))) {
        const base::Date eve = base::date_from_days(base::days_since_epoch(first.day) - 1);
        add(first, *before, edge_on(eve, model::Confidence::low),
            edge_on(first.day, changes ? model::Confidence::medium : model::Confidence::low),
            "previous holder; since when it held is not said");
    }
    for (std::size_t at = 0; changes && at < rows.size(); ++at) {
        const CarterRow& row = *rows[at];
        if (at > 0 && !row.before.empty() && !base::ascii_iequals(row.before, rows[at - 1]->now)) {
            table.remarks.push_back(
                {row.line, "",
                 fmt::format("'{}' is said to have been held by '{}' before {}, but the row "
                             "before says '{}'; both rows are kept",
                             base::shown(row.name, 60), base::shown(row.before, 40), base::to_string(row.day),
                             base::shown(rows[at - 1]->now, 40))});
        }
        std::size_t end = at + 1;
        while (end < rows.size() && base::ascii_iequals(rows[end]->now, row.now)) {
            ++end;
        }
        if (const auto control = control_of(row.now);
            control && (end == rows.size() || rows[end]->day > row.day)) {
            add(row, *control, edge_on(row.day, model::Confidence::medium),
                end == rows.size() ? FactEdge{} : edge_on(rows[end]->day, model::Confidence::medium), "");
        }
        at = end - 1;
    }
}

}  // namespace

bool looks_like_carter(std::string_view first_line) {
    const std::string key = header_key(first_line);
    return key.find("controlledby") != std::string::npos &&
           (key.find("mgrs") != std::string::npos || key.find("latlong") != std::string::npos);
}

base::Result<FactTable> read_carter_csv(const std::vector<CarterFile>& files, const std::string& country,
                                        const std::string& source) {
    if (country.empty()) {
        return base::fail(ErrorCode::invalid_input,
                          "the table does not say in which country its places are; add --country");
    }
    FactTable table;
    std::vector<CarterRow> rows;
    std::size_t with_changes = 0;
    for (const CarterFile& file : files) {
        CORDON_ASSIGN(const bool of_changes, read_file(file, country, rows, table));
        with_changes += of_changes ? 1 : 0;
    }
    if (with_changes != 0 && with_changes != files.size()) {
        return base::fail(ErrorCode::invalid_input,
                          "some files have a column Date and some have not; import them as two tables");
    }
    const bool changes = with_changes != 0;
    std::map<std::string, std::vector<const CarterRow*>> places;
    std::set<std::string> strangers;
    for (const CarterRow& row : rows) {
        places[fmt::format("{}@{:.2f},{:.2f}", place_slug(row.name), row.point.latitude, row.point.longitude)]
            .push_back(&row);
        const auto control = control_of(row.now);
        const std::string remark =
            control && control->holder != "Contested" ? holder_remark(control->holder) : "";
        if (!remark.empty() && strangers.insert(row.now).second) {
            table.remarks.push_back({row.line, "", remark});
        }
    }
    for (auto& [key, changed] : places) {
        std::ranges::stable_sort(changed, {}, [](const CarterRow* row) { return row->day; });
        facts_of(changed, changes, country, source, table);
    }
    if (changes) {
        return table;
    }
    std::map<base::Date, DatedMap> maps;
    for (const CarterRow& row : rows) {
        const auto control = control_of(row.now);
        DatedMap& map = maps[row.day];
        map.day = row.day;
        map.source = source.empty() ? row.file : source;
        map.marks.push_back({row.name, row.point, control ? control->holder : "GOVERNMENT",
                             control ? control->status : FactStatus::held, control ? "" : row.now, row.line});
    }
    std::vector<DatedMap> in_order;
    for (auto& [day, map] : maps) {
        in_order.push_back(std::move(map));
    }
    CORDON_ASSIGN(FactTable intervals, intervals_of(std::move(in_order), "", country));
    for (ControlFact& fact : intervals.facts) {
        fact.id += "-seen";  // apart from a previous holder's
        table.facts.push_back(std::move(fact));
    }
    table.remarks.insert(table.remarks.end(), intervals.remarks.begin(), intervals.remarks.end());
    return table;
}

}  // namespace cordon::trade
