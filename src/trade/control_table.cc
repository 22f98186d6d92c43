#include "trade/control_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/parse.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "trade/control_carter.h"
#include "trade/control_geojson.h"
#include "trade/control_lua.h"

namespace cordon::trade {

using base::ErrorCode;

namespace {

bool digit(char letter) {
    return letter >= '0' && letter <= '9';
}

base::Result<ControlFormat> told_from_content(std::string_view bytes) {
    const std::string_view text = base::trim(bytes.substr(0, std::min<std::size_t>(bytes.size(), 1U << 16U)));
    if (text.empty()) {
        return base::fail(ErrorCode::invalid_input, "the file is empty");
    }
    if (text.starts_with('{') && text.find('"') < text.find('=')) {
        return ControlFormat::geojson;
    }
    const std::string_view line = text.substr(0, text.find('\n'));
    if (looks_like_carter(line)) {
        return ControlFormat::carter;
    }
    if (base::ascii_ifind(line, "fact_id") != std::string_view::npos) {
        return ControlFormat::csv;
    }
    if (text.find("lat") != std::string_view::npos && text.find("mark") != std::string_view::npos &&
        text.find('{') != std::string_view::npos) {
        return ControlFormat::wikipedia;
    }
    return base::fail(
        ErrorCode::unsupported,
        "neither a table with fact_id, GeoJSON, a table with 'Controlled By' nor a map module; say "
        "which with --from csv, geojson, carter or wikipedia");
}

base::Result<FactTable> read_wikipedia(const std::vector<ControlFile>& files, const ControlRequest& request) {
    std::vector<DatedMap> maps;
    std::vector<FactRemark> remarks;
    for (const ControlFile& file : files) {
        if (file.day.year == 0) {
            return base::fail(
                ErrorCode::invalid_input,
                fmt::format("{} does not say of which day it is; put the day of the revision into its "
                            "name or give --days",
                            file.name));
        }
        auto read = read_map_module(file.bytes);
        if (!read) {
            return base::fail_while(fmt::format("reading {}", file.name), read.error());
        }
        remarks.insert(remarks.end(), read->remarks.begin(), read->remarks.end());
        const std::string source =
            request.source.empty() ? "map module, revision of " + base::to_string(file.day) : request.source;
        maps.push_back({file.day, source, std::move(read->marks)});
    }
    CORDON_ASSIGN(FactTable table, intervals_of(std::move(maps), "", request.country));
    table.remarks.insert(table.remarks.begin(), remarks.begin(), remarks.end());
    return table;
}

base::Result<FactTable> read_as(ControlFormat format, const std::vector<ControlFile>& files,
                                const ControlRequest& request) {
    if (files.size() > 1 && (format == ControlFormat::csv || format == ControlFormat::geojson)) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("{} files of the form {} at once; a table is one file", files.size(),
                                      format_code(format)));
    }
    switch (format) {
        case ControlFormat::csv: return read_control_csv(files.front().bytes);
        case ControlFormat::geojson:
            return read_control_geojson(files.front().bytes, request.country, request.source);
        case ControlFormat::wikipedia: return read_wikipedia(files, request);
        case ControlFormat::carter: {
            std::vector<CarterFile> tables;
            for (const ControlFile& file : files) {
                tables.push_back({file.name, file.bytes, file.day});
            }
            return read_carter_csv(tables, request.country, request.source);
        }
    }
    return base::fail(ErrorCode::unsupported, "no such format");
}

}  // namespace

std::string_view format_code(ControlFormat format) {
    switch (format) {
        case ControlFormat::csv: return "csv";
        case ControlFormat::geojson: return "geojson";
        case ControlFormat::carter: return "carter";
        case ControlFormat::wikipedia: return "wikipedia";
    }
    return "csv";
}

base::Result<ControlFormat> read_format(std::string_view text) {
    for (const ControlFormat format :
         {ControlFormat::csv, ControlFormat::geojson, ControlFormat::carter, ControlFormat::wikipedia}) {
        if (text == format_code(format)) {
            return format;
        }
    }
    return base::fail(
        ErrorCode::invalid_input,
        fmt::format("'{}' is no format; write csv, geojson, carter or wikipedia", base::shown(text, 40)));
}

std::optional<base::Date> day_in_name(std::string_view name) {
    std::optional<base::Date> found;
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (!digit(name[at]) || (at > 0 && digit(name[at - 1]))) {
            continue;
        }
        std::string text(name.substr(at, 10));
        if (name.size() >= at + 8 && std::ranges::all_of(name.substr(at, 8), digit) &&
            (name.size() == at + 8 || !digit(name[at + 8]))) {
            text =
                fmt::format("{}-{}-{}", name.substr(at, 4), name.substr(at + 4, 2), name.substr(at + 6, 2));
        }
        const auto day = base::parse_iso_date(text);
        if (day && found && *found != *day) {
            return std::nullopt;
        }
        if (day) {
            found = *day;
        }
    }
    return found;
}

base::Result<ControlTable> read_control_files(const std::vector<ControlFile>& given,
                                              const ControlRequest& request) {
    if (given.empty()) {
        return base::fail(ErrorCode::invalid_input, "no file to read");
    }
    std::vector<ControlFile> files = given;
    for (const ControlFile& file : files) {
        if (const auto at = base::first_invalid_utf8(file.bytes); at) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("{} is no UTF-8 text; save it as UTF-8", file.name), *at);
        }
    }
    ControlTable made;
    if (request.format) {
        made.format = *request.format;
    } else {
        CORDON_ASSIGN(made.format, told_from_content(files.front().bytes));
    }
    if (made.format == ControlFormat::wikipedia || made.format == ControlFormat::carter) {
        for (ControlFile& file : files) {
            if (file.day.year == 0) {
                file.day = day_in_name(file.name).value_or(base::Date{});
            }
        }
    }
    CORDON_ASSIGN(made.table, read_as(made.format, files, request));
    if (made.table.facts.empty()) {
        return base::fail(ErrorCode::invalid_input,
                          "nothing in it says that a listed group held a place; nothing was imported");
    }
    return made;
}

}  // namespace cordon::trade
