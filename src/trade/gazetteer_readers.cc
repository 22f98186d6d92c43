#include "trade/gazetteer_readers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/parse.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "text/name_frequency.h"
#include "trade/place_fold.h"
#include "trade/territory_places.h"

namespace cordon::trade {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t bytes_max = 64ULL << 20U;
constexpr std::size_t places_max = 2'000'000;
constexpr std::size_t remarks_max = 20;
constexpr std::size_t weak_letters_max = 4;
constexpr int personal_name_level = 9;  // some five hundred in a million names
constexpr std::size_t geonames_columns = 19;

std::unexpected<base::Error> bad(std::uint64_t line, const std::string& what) {
    return base::fail(base::ErrorCode::invalid_input, fmt::format("gazetteer line {}: {}", line, what));
}

void remark(LoadedGazetteer& made, std::string sentence) {
    if (made.remarks.size() < remarks_max) {
        made.remarks.push_back(std::move(sentence));
    } else if (made.remarks.size() == remarks_max) {
        made.remarks.emplace_back("more places were left out for such reasons; they are not listed");
    }
}

// Sorts a spelling to the safe or the weak ones; what holds no letters is dropped.
void add_name(GazetteerPlace& place, std::string_view name) {
    const std::string folded = folded_name(name);
    const bool letters = std::ranges::any_of(folded, [](char c) { return c >= 'a' && c <= 'z'; });
    if (folded.size() < 3 || !letters) {
        return;
    }
    const bool weak =
        folded.size() <= weak_letters_max || text::name_frequency(folded) >= personal_name_level;
    std::vector<std::string>& list = weak ? place.weak_names : place.names;
    if (std::ranges::find(list, name) == list.end()) {
        list.emplace_back(name);
    }
}

base::Result<model::GeoPoint> read_point(std::uint64_t line, std::string_view latitude,
                                         std::string_view longitude) {
    const auto north = base::parse_number<double>(base::trim(latitude));
    const auto east = base::parse_number<double>(base::trim(longitude));
    if (!north || !east || !(*north >= -90 && *north <= 90) || !(*east >= -180 && *east <= 180)) {
        return bad(line, fmt::format("'{}', '{}' is no latitude (-90 to 90) and longitude (-180 to 180)",
                                     base::shown(latitude, 20), base::shown(longitude, 20)));
    }
    return model::GeoPoint{*north, *east};
}

bool is_country(std::string_view code) {
    return code.size() == 2 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

base::Status add_place(LoadedGazetteer& made, GazetteerPlace place, std::uint64_t line) {
    if (place.names.empty() && place.weak_names.empty()) {
        remark(made,
               fmt::format("line {}: {} has no name of three letters and is left out", line, place.place_id));
        return {};
    }
    if (place.name.empty()) {
        place.name = place.names.empty() ? place.weak_names.front() : place.names.front();
    }
    if (made.gazetteer.places().size() >= places_max) {
        return base::fail(base::ErrorCode::limit_exceeded,
                          fmt::format("more than {} places; load the countries that matter", places_max));
    }
    made.gazetteer.add(std::move(place));
    return {};
}

bool wanted_feature(std::string_view feature_class, std::string_view feature_code) {
    constexpr std::array sites = {"OILF"sv, "GASF"sv, "FLD"sv, "CMP"sv,  "CMPRF"sv, "OILR"sv, "OILW"sv,
                                  "DAM"sv,  "RUIN"sv, "ANS"sv, "AIRB"sv, "AIRF"sv,  "MN"sv,   "MNQR"sv,
                                  "HSTS"sv, "MT"sv,   "MTS"sv, "PSTB"sv, "PRT"sv,   "OILQ"sv, "FCL"sv};
    return feature_class == "P" || feature_class == "A" ||
           std::ranges::find(sites, feature_code) != sites.end();
}

base::Status read_geonames_line(std::string_view line, std::uint64_t number, LoadedGazetteer& made) {
    const std::vector<std::string_view> fields = base::split(line, '\t');
    if (fields.size() != geonames_columns) {
        return bad(number, fmt::format("{} columns where a GeoNames dump has {}; take the file as it comes",
                                       fields.size(), geonames_columns));
    }
    const auto id = base::parse_number<std::uint64_t>(fields[0]);
    if (!id) {
        return bad(number, fmt::format("'{}' is no GeoNames number", base::shown(fields[0], 20)));
    }
    if (base::first_invalid_utf8(line)) {
        return bad(number, "the text is not UTF-8; convert the file first");
    }
    if (!is_country(fields[8])) {
        if (fields[8].empty()) {
            remark(made, fmt::format("line {}: GN:{} lies in no country and is left out", number, *id));
            return {};
        }
        return bad(number, fmt::format("'{}' is no country of two capital letters (ISO 3166-1)",
                                       base::shown(fields[8], 20)));
    }
    if (!wanted_feature(fields[6], fields[7])) {
        return {};
    }
    GazetteerPlace place;
    place.place_id = fmt::format("GN:{}", *id);
    place.country = fields[8];
    CORDON_ASSIGN(place.point, read_point(number, fields[4], fields[5]));
    place.name = base::trim(fields[1]);
    add_name(place, base::trim(fields[1]));
    add_name(place, base::trim(fields[2]));
    for (const std::string_view other : base::split(fields[3], ',')) {
        const std::string_view name = base::trim(other);
        const bool code = name.size() == 3 && base::ascii_upper(name) == name;  // an airport's
        if (!code) {
            add_name(place, name);
        }
    }
    return add_place(made, std::move(place), number);
}

base::Status read_geonames(std::string_view bytes, LoadedGazetteer& made) {
    made.format = "geonames";
    std::uint64_t number = 0;
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        std::string_view line = bytes.substr(at, end - at);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        ++number;
        at = end + 1;
        if (!line.empty()) {
            CORDON_TRY(read_geonames_line(line, number, made));
        }
    }
    return {};
}

// The columns of p-code lists as offices name them, in lower case without blanks and underscores.
struct OchaColumns {
    int pcode = -1;
    int latitude = -1;
    int longitude = -1;
    int country = -1;
    std::vector<int> names;
};

std::string bare_key(std::string_view key) {
    std::string made;
    for (const char c : base::ascii_lower(key)) {
        if (c != '_' && c != ' ' && c != '#' && c != '+') {
            made += c;
        }
    }
    return made;
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

OchaColumns columns_of(const std::vector<std::string>& keys) {
    constexpr std::array pcodes = {"pcode"sv, "admpcode"sv, "placecode"sv, "citypcode"sv, "haypcode"sv};
    constexpr std::array latitudes = {"latitude"sv, "lat"sv, "y"sv, "geolat"sv, "centerlat"sv};
    constexpr std::array longitudes = {"longitude"sv, "lon"sv,    "long"sv,     "lng"sv,
                                       "x"sv,         "geolon"sv, "centerlon"sv};
    constexpr std::array countries = {"adm0pcode"sv, "admin0pcode"sv, "countrycode"sv, "iso2"sv,
                                      "admin1cod"sv, "adm1pcode"sv,   "admin1pcode"sv, "countryiso2"sv};
    constexpr std::array names = {"nameen"sv,    "namenref"sv, "namear"sv, "nameara"sv,
                                  "namefr"sv,    "name"sv,     "namen"sv,  "featurename"sv,
                                  "placename"sv, "altname"sv,  "namalt"sv, "hayen"sv};
    OchaColumns columns;
    int deepest = -1;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const std::string key = bare_key(keys[i]);
        const int column = static_cast<int>(i);
        if (is_one_of(key, pcodes)) {
            columns.pcode = column;
        } else if (is_one_of(key, latitudes)) {
            columns.latitude = column;
        } else if (is_one_of(key, longitudes)) {
            columns.longitude = column;
        } else if (is_one_of(key, countries) && columns.country < 0) {
            columns.country = column;
        } else if (is_one_of(key, names)) {
            columns.names.push_back(column);
        }
    }
    if (columns.pcode >= 0) {
        return columns;
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {  // ADM3_PCODE with ADM3_EN, ADM3_AR: the deepest level
        const std::string key = bare_key(keys[i]);
        const bool level = key.starts_with("adm") && key.ends_with("pcode");
        const std::size_t digit = key.find_first_of("01234");
        if (level && digit != std::string::npos && key[digit] - '0' > deepest) {
            deepest = key[digit] - '0';
            columns.pcode = static_cast<int>(i);
        }
    }
    for (std::size_t i = 0; i < keys.size() && deepest >= 0; ++i) {
        const std::string key = bare_key(keys[i]);
        for (const std::string_view language :
             {"en"sv, "ar"sv, "fr"sv, "nameen"sv, "namear"sv, "namefr"sv, "ref"sv}) {
            if (key == fmt::format("adm{}{}", deepest, language) ||
                key == fmt::format("admin{}{}", deepest, language)) {
                columns.names.push_back(static_cast<int>(i));
            }
        }
    }
    return columns;
}

base::Status add_ocha(const OchaColumns& columns, const std::vector<std::string>& fields, std::uint64_t line,
                      std::string_view country, LoadedGazetteer& made) {
    const auto field = [&](int column) {
        return column < 0 ? std::string_view() : base::trim(fields[static_cast<std::size_t>(column)]);
    };
    const std::string_view pcode = field(columns.pcode);
    if (pcode.empty()) {
        return bad(line, "the p-code is empty; every place needs one");
    }
    GazetteerPlace place;
    place.place_id = fmt::format("OCHA:{}", pcode);
    for (const std::string_view code :
         {std::string_view(field(columns.country)).substr(0, 2), country, pcode.substr(0, 2)}) {
        if (place.country.empty() && is_country(code)) {
            place.country = code;
        }
    }
    if (place.country.empty()) {
        return bad(line,
                   fmt::format("nothing tells the country of {}; name it when you import the file", pcode));
    }
    if (!field(columns.latitude).empty() || !field(columns.longitude).empty()) {
        CORDON_ASSIGN(place.point, read_point(line, field(columns.latitude), field(columns.longitude)));
    }
    for (const int column : columns.names) {
        add_name(place, field(column));
        if (place.name.empty()) {
            place.name = field(column);
        }
    }
    return add_place(made, std::move(place), line);
}

base::Status check_columns(const OchaColumns& columns) {
    if (columns.pcode < 0 || columns.names.empty()) {
        return base::fail(
            base::ErrorCode::invalid_input,
            "the file has no column for the p-code (PCODE, ADM3_PCODE) or none for a name (NAME_EN, "
            "ADM3_EN); take an OCHA p-code list or a GeoNames dump");
    }
    return {};
}

base::Status read_ocha_csv(std::string_view bytes, std::string_view country, LoadedGazetteer& made) {
    made.format = "ocha-csv";
    codec::CsvOptions options;
    options.separator = codec::guess_separator(bytes);
    CORDON_ASSIGN(const auto rows, codec::read_csv(bytes, options));
    if (rows.empty()) {
        return base::fail(base::ErrorCode::invalid_input, "the gazetteer is empty; take the whole file");
    }
    const OchaColumns columns = columns_of(rows.front().fields);
    CORDON_TRY(check_columns(columns));
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (!rows[i].fields.empty() && rows[i].fields.front().starts_with('#')) {
            continue;  // the row of HXL tags
        }
        if (rows[i].fields.size() != rows.front().fields.size()) {
            return bad(rows[i].line, fmt::format("{} columns where the header has {}", rows[i].fields.size(),
                                                 rows.front().fields.size()));
        }
        CORDON_TRY(add_ocha(columns, rows[i].fields, rows[i].line, country, made));
    }
    return {};
}

// The first position of a Point or MultiPoint; nothing for polygons.
std::optional<model::GeoPoint> first_position(const codec::JsonValue& feature) {
    const codec::JsonValue* const geometry = feature.find("geometry");
    const codec::JsonValue* at = geometry == nullptr ? nullptr : geometry->find("coordinates");
    const codec::JsonValue* const type = geometry == nullptr ? nullptr : geometry->find("type");
    if (at == nullptr || type == nullptr || !type->as_text().ends_with("Point")) {
        return {};
    }
    if (type->as_text() == "MultiPoint") {
        at = at->array() == nullptr || at->array()->empty() ? nullptr : &at->array()->front();
    }
    if (at == nullptr || at->array() == nullptr || at->array()->size() < 2) {
        return {};
    }
    const auto number = [](const codec::JsonValue& value) {
        return value.real() != nullptr      ? *value.real()
               : value.integer() != nullptr ? static_cast<double>(*value.integer())
                                            : 1000.0;
    };
    const model::GeoPoint point{number((*at->array())[1]), number((*at->array())[0])};
    const bool fits =
        point.latitude >= -90 && point.latitude <= 90 && point.longitude >= -180 && point.longitude <= 180;
    return fits ? std::optional<model::GeoPoint>(point) : std::nullopt;
}

base::Status read_ocha_geojson(std::string_view bytes, std::string_view country, LoadedGazetteer& made) {
    made.format = "ocha-geojson";
    CORDON_ASSIGN(const codec::JsonValue root, codec::parse_json(bytes));
    const codec::JsonValue* const features = root.find("features");
    if (features == nullptr || features->array() == nullptr) {
        return base::fail(base::ErrorCode::invalid_input,
                          "the GeoJSON has no list \"features\"; take a FeatureCollection");
    }
    std::uint64_t number = 0;
    for (const codec::JsonValue& feature : *features->array()) {
        ++number;
        const codec::JsonValue* const properties = feature.find("properties");
        if (properties == nullptr || properties->object() == nullptr) {
            return bad(number, "the feature of this number has no properties");
        }
        std::vector<std::string> keys;
        std::vector<std::string> fields;
        for (const auto& [key, value] : *properties->object()) {
            keys.push_back(key);
            fields.push_back(value.as_text());
        }
        const OchaColumns columns = columns_of(keys);
        CORDON_TRY(check_columns(columns));
        OchaColumns without_point = columns;
        without_point.latitude = -1;
        without_point.longitude = -1;
        const auto point = first_position(feature);
        CORDON_TRY(add_ocha(point ? without_point : columns, fields, number, country, made));
        if (point) {
            GazetteerPlace located;
            located.place_id =
                fmt::format("OCHA:{}", base::trim(fields[static_cast<std::size_t>(columns.pcode)]));
            located.point = point;
            if (made.gazetteer.find(located.place_id) != nullptr) {
                made.gazetteer.add(std::move(located));
            }
        }
    }
    return {};
}

}  // namespace

base::Result<LoadedGazetteer> read_gazetteer(std::string_view bytes, std::string_view country) {
    LoadedGazetteer made;
    if (bytes.size() > bytes_max) {
        return base::fail(base::ErrorCode::limit_exceeded,
                          fmt::format("the gazetteer has {} bytes, the limit is {}; split it by country",
                                      bytes.size(), bytes_max));
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
    }
    const std::string_view start = base::trim(bytes.substr(0, 4096));
    const std::string_view first_line = start.substr(0, start.find('\n'));
    if (start.empty()) {
        return base::fail(base::ErrorCode::invalid_input, "the gazetteer is empty; take the whole file");
    }
    if (!country.empty() && !is_country(country)) {
        return base::fail(
            base::ErrorCode::invalid_input,
            fmt::format("'{}' is no country of two capital letters (ISO 3166-1)", base::shown(country, 20)));
    }
    if (start.starts_with('{')) {
        CORDON_TRY(read_ocha_geojson(bytes, country, made));
    } else if (first_line.starts_with("place_id,")) {
        CORDON_ASSIGN(made.gazetteer, read_place_tables(bytes, "name,country,note\n"));
        made.format = "place-table";
    } else if (first_line.front() >= '0' && first_line.front() <= '9' &&
               first_line.find('\t') != first_line.npos) {
        CORDON_TRY(read_geonames(bytes, made));
    } else {
        CORDON_TRY(read_ocha_csv(bytes, country, made));
    }
    if (made.gazetteer.places().empty()) {
        return base::fail(base::ErrorCode::invalid_input,
                          "the gazetteer holds no places that could be read; take the whole file");
    }
    return made;
}

GazetteerPlace nameless_place(const Place& known) {
    GazetteerPlace place;
    place.place_id = known.name.place_id;
    place.name = known.name.name;
    place.country = known.name.country;
    if (known.name.has_point) {
        place.point = known.name.point;
    }
    return place;
}

void add_places_of(const std::vector<ControlFact>& facts, const std::vector<Facility>& facilities,
                   Gazetteer& into) {
    const PlaceTable table(facts, facilities);
    for (const Place& known : table.places()) {
        GazetteerPlace place = nameless_place(known);
        const bool fresh = into.find(place.place_id) == nullptr;
        for (const std::uint32_t at : known.facts) {
            const ControlFact& fact = facts[at];
            if (!fresh && fact.id.find(':') == std::string::npos) {
                continue;
            }
            add_name(place, fact.name);
            add_name(place, fact.name_ar);
            for (const std::string& name : fact.alt_names) {
                add_name(place, name);
            }
        }
        if (!known.kind.empty()) {  // of a facility or a governorate: its facts are those of other places
            place.names.clear();
            place.weak_names =
                fresh ? std::vector<std::string>{known.names.front()} : std::vector<std::string>();
        }
        if (!place.names.empty() || !place.weak_names.empty()) {
            into.add(std::move(place));
        }
    }
}

}  // namespace cordon::trade
