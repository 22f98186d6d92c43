#include "lists/ofac_csv.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <unordered_map>

#include "base/parse.h"
#include "base/strings.h"
#include "codec/csv.h"
#include "lists/ofac_common.h"
#include "lists/ofac_remarks.h"
#include "model/country.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;

enum Part : std::size_t { main_part, add_part, alt_part, comments_part, part_count };

struct PartShape {
    std::string_view name;  // as the error names it
    std::string_view hint;  // in a file name
    std::size_t columns;
};
constexpr std::array<PartShape, part_count> shapes = {{
    {"the main file (sdn.csv, cons_prim.csv)", "prim", 12},
    {"add.csv", "add", 6},
    {"alt.csv", "alt", 5},
    {"sdn_comments.csv", "comments", 2},
}};
constexpr std::size_t remark_characters_max = 1'000;  // of the main file; more goes to the comments

struct PartFile {
    const SourceFile* file = nullptr;
    std::vector<codec::CsvRecord> rows;
    bool ends_with_mark = false;  // 0x1A
};
using Parts = std::array<PartFile, part_count>;

// The value, "" for OFAC's null.
std::string field(const codec::CsvRecord& row, std::size_t column) {
    return is_ofac_null(row.fields[column]) ? "" : base::collapse_whitespace(row.fields[column]);
}

std::unexpected<base::Error> fail_at(const SourceFile& file, const codec::CsvRecord& row,
                                     std::string_view message) {
    return base::fail(ErrorCode::invalid_input, fmt::format("{}, line {}: {}", file.name, row.line, message),
                      row.offset_bytes);
}

std::optional<Part> part_by_name(const std::string& file_name) {
    const std::string lower = base::ascii_lower(file_name);
    for (const Part part : {comments_part, add_part, alt_part, main_part}) {
        if (lower.find(shapes[part].hint) != std::string::npos || (part == main_part && lower == "sdn.csv")) {
            return part;
        }
    }
    return {};
}

base::Result<Part> part_of(const SourceFile& file, const std::vector<codec::CsvRecord>& rows) {
    if (rows.empty()) {
        const auto named = part_by_name(file.name);
        if (named && *named == comments_part) {
            return *named;
        }
        return base::fail(ErrorCode::invalid_input, fmt::format("{} is empty; download it again", file.name));
    }
    for (std::size_t part = 0; part < part_count; ++part) {
        if (rows.front().fields.size() == shapes[part].columns) {
            return static_cast<Part>(part);
        }
    }
    return fail_at(file, rows.front(),
                   fmt::format("a row of {} columns belongs to no part of the OFAC CSV set (12, 6, 5 or 2)",
                               rows.front().fields.size()));
}

// Every row whole, every key a number; the last row not cut.
base::Status check_rows(const SourceFile& file, Part part, std::vector<codec::CsvRecord>& rows,
                        std::vector<Diagnostic>& diagnostics) {
    const std::size_t columns = shapes[part].columns;
    for (const codec::CsvRecord& row : rows) {
        if (row.fields.size() != columns) {
            return fail_at(
                file, row,
                fmt::format("{} columns where {} are due; the file is damaged or cut, download it again",
                            row.fields.size(), columns));
        }
        const auto key = base::parse_number<std::uint64_t>(base::trim(row.fields.front()));
        if (!key) {
            return fail_at(file, row, "the listing number in the first column: " + key.error().message);
        }
        if (part == alt_part && !ofac_alias_kind(row.fields[2])) {
            return fail_at(file, row,
                           fmt::format("'{}' is not aka, fka or nka", base::shown(row.fields[2], 40)));
        }
    }
    const bool ended =
        file.bytes.ends_with('\n') || file.bytes.ends_with('\r') || file.bytes.ends_with('\x1a');
    if (rows.empty() || ended) {
        return {};
    }
    codec::CsvRecord& last = rows.back();
    std::string& value = last.fields.back();
    if (!last.quoted.back()) {
        const std::string_view text = base::trim(value);
        if (text == "-0") {  // published so in 2019: the null without its last bytes
            value = "-0-";
        } else if (text != "-0-") {
            return fail_at(file, last, "the file ends inside this row; download it again");
        }
    }
    report(diagnostics, Severity::note, "", file.name, "",
           "the file does not end with a line end; nothing is seen to be missing");
    return {};
}

base::Result<Parts> sort_parts(const std::vector<SourceFile>& files, std::vector<Diagnostic>& diagnostics) {
    Parts parts;
    for (const SourceFile& file : files) {
        auto rows = codec::read_csv(file.bytes, {.strict = false});
        if (!rows) {
            return base::fail_while("reading " + file.name, std::move(rows).error());
        }
        CORDON_ASSIGN(const Part part, part_of(file, *rows));
        if (parts[part].file != nullptr) {
            return base::fail(
                ErrorCode::invalid_input,
                fmt::format("{} and {} are the same part of the OFAC CSV set: {}; give one publication",
                            parts[part].file->name, file.name, shapes[part].name));
        }
        CORDON_TRY(check_rows(file, part, *rows, diagnostics));
        parts[part] = {&file, *std::move(rows), file.bytes.ends_with('\x1a')};
    }
    for (const Part part : {main_part, add_part, alt_part}) {
        if (parts[part].file == nullptr) {
            return base::fail(
                ErrorCode::invalid_input,
                fmt::format("the OFAC CSV set is incomplete: {} is missing; give all files of one "
                            "publication",
                            shapes[part].name));
        }
    }
    return parts;
}

// The comments may be absent only when no remark can have spilled over.
base::Status check_comments(const Parts& parts, std::vector<Diagnostic>& diagnostics) {
    if (parts[comments_part].file != nullptr) {
        return {};
    }
    for (const codec::CsvRecord& row : parts[main_part].rows) {
        if (row.fields[11].size() >= remark_characters_max) {
            return fail_at(
                *parts[main_part].file, row,
                "the OFAC CSV set is incomplete: sdn_comments.csv is missing, and this row's remark "
                "continues there");
        }
    }
    report(
        diagnostics, Severity::warning, "", "sdn_comments.csv", "",
        "the comments file is missing; no remark is long enough to continue there, so the set is accepted");
    return {};
}

void check_end_marks(const Parts& parts, std::vector<Diagnostic>& diagnostics) {
    bool any = false;
    for (const PartFile& part : parts) {
        any = any || part.ends_with_mark;
    }
    for (std::size_t part = 0; part < part_count; ++part) {
        if (any && parts[part].file != nullptr && !parts[part].ends_with_mark) {
            // OFAC's comments file has been published without the mark beside three files with it.
            report(
                diagnostics, part == comments_part ? Severity::note : Severity::warning, "",
                parts[part].file->name, "",
                "other files of the set end with OFAC's end mark 0x1A and this one does not; it may be cut");
        }
    }
}

void add_identifier(model::Listing& listing, model::IdentifierKind kind, std::string_view type,
                    std::string value) {
    if (!value.empty()) {
        model::Identifier id;
        id.kind = kind;
        id.value = std::move(value);
        id.type_text = type;
        listing.identifiers.push_back(std::move(id));
    }
}

void add_vessel_columns(const codec::CsvRecord& row, model::Listing& listing,
                        std::vector<Diagnostic>& diagnostics) {
    add_identifier(listing, model::IdentifierKind::call_sign, "Call sign", field(row, 5));
    static constexpr std::array<std::pair<std::size_t, std::string_view>, 4> facts = {
        {{6, "Vessel Type"},
         {7, "Vessel Tonnage"},
         {8, "Vessel Gross Registered Tonnage"},
         {9, "Vessel Flag"}}};
    for (const auto& [column, type] : facts) {
        if (std::string value = field(row, column); !value.empty()) {
            OfacFact fact;
            fact.type = type;
            fact.value = std::move(value);
            add_ofac_fact(fact, listing, diagnostics);
        }
    }
    if (std::string owner = field(row, 10); !owner.empty()) {
        listing.relations.push_back({"Vessel Owner", "", std::move(owner)});
    }
}

base::Result<model::Listing> read_main(const SourceFile& file, const codec::CsvRecord& row,
                                       std::string_view continuation, std::vector<Diagnostic>& diagnostics) {
    model::Listing listing;
    listing.id = base::trim(row.fields[0]);
    const auto kind = ofac_party_kind(field(row, 2));
    if (!kind) {
        return fail_at(
            file, row,
            fmt::format("'{}' is not a type of entry that we know", base::shown(row.fields[2], 40)));
    }
    listing.kind = *kind;
    const std::string name = field(row, 1);
    if (name.empty()) {
        return fail_at(file, row, "an entry without a name");
    }
    listing.names.push_back(
        ofac_name(name, listing.kind, model::NameKind::primary, model::NameQuality::strong));
    listing.programmes = ofac_programmes(field(row, 3));
    add_ofac_title(field(row, 4), listing);
    add_vessel_columns(row, listing, diagnostics);
    std::string remark = is_ofac_null(row.fields[11]) ? "" : row.fields[11];
    remark += continuation;
    read_ofac_remark(remark, listing, diagnostics);
    return listing;
}

bool has_digit(std::string_view word) {
    return word.find_first_of("0123456789") != std::string_view::npos;
}

// "Mexico, D.F. 11570": city before the comma, words with digits at the end are the postal code.
void split_city(std::string text, model::Address& address) {
    std::size_t end = text.size();
    while (end > 0) {
        const auto blank = text.rfind(' ', end - 1);
        if (blank == std::string::npos ||
            !has_digit(std::string_view(text).substr(blank + 1, end - blank - 1))) {
            break;
        }
        end = blank;
    }
    if (end < text.size()) {
        address.postal_code = text.substr(end + 1);
        text.resize(end);
    }
    if (const auto comma = text.find(", "); comma != std::string::npos) {
        address.region = text.substr(comma + 2);
        text.resize(comma);
    }
    while (text.ends_with(',')) {
        text.pop_back();
    }
    address.city = std::move(text);
}

void add_address(const codec::CsvRecord& row, model::Listing& listing) {
    model::Address address;
    if (std::string street = field(row, 2); !street.empty()) {
        address.lines.push_back(std::move(street));
    }
    split_city(field(row, 3), address);
    if (const std::string country = field(row, 4); !country.empty()) {
        address.country = model::country_from_text(country);
    }
    address.note = field(row, 5);
    if (address == model::Address{}) {
        return;  // a row of nulls only
    }
    add_once(listing.addresses, std::move(address));
}

void add_alternate(const codec::CsvRecord& row, model::Listing& listing) {
    model::ListedName name =
        ofac_name(field(row, 3), listing.kind, *ofac_alias_kind(row.fields[2]), model::NameQuality::strong);
    name.note = field(row, 4);
    listing.names.push_back(std::move(name));
}

using Index = std::unordered_map<std::string, std::size_t>;

void join_rows(const Parts& parts, const Index& index, ParsedList& parsed) {
    for (const Part part : {alt_part, add_part}) {
        for (const codec::CsvRecord& row : parts[part].rows) {
            const std::string id(base::trim(row.fields[0]));
            const auto found = index.find(id);
            if (found == index.end()) {
                report(parsed.diagnostics, Severity::warning, id, parts[part].file->name,
                       base::join(row.fields, ","),
                       "this row belongs to a listing that the main file does not have");
                continue;
            }
            model::Listing& listing = parsed.listings[found->second];
            if (part == add_part) {
                add_address(row, listing);
            } else if (field(row, 3).empty()) {
                report(parsed.diagnostics, Severity::warning, id, parts[part].file->name,
                       base::join(row.fields, ","), "an alternate name without a name");
            } else {
                add_alternate(row, listing);
            }
        }
    }
}

std::string list_of(const std::vector<SourceFile>& files, const std::vector<model::Listing>& listings) {
    for (const SourceFile& file : files) {
        const std::string name = base::ascii_lower(file.name.substr(file.name.find_last_of("/\\") + 1));
        if (name.find("cons") != std::string::npos) {
            return "ofac-cons";
        }
        if (name.find("sdn") != std::string::npos) {
            return "ofac-sdn";
        }
    }
    return guess_ofac_list(listings);
}

}  // namespace

base::Result<ParsedList> read_ofac_csv(const std::vector<SourceFile>& files) {
    ParsedList parsed;
    parsed.format = ListFormat::ofac_csv;
    CORDON_ASSIGN(const Parts parts, sort_parts(files, parsed.diagnostics));
    CORDON_TRY(check_comments(parts, parsed.diagnostics));
    check_end_marks(parts, parsed.diagnostics);

    std::unordered_map<std::string, std::string> continuations;
    for (const codec::CsvRecord& row : parts[comments_part].rows) {
        continuations[std::string(base::trim(row.fields[0]))] +=
            is_ofac_null(row.fields[1]) ? "" : row.fields[1];
    }
    Index index;
    for (const codec::CsvRecord& row : parts[main_part].rows) {
        const auto continuation = continuations.find(std::string(base::trim(row.fields[0])));
        CORDON_ASSIGN(
            model::Listing listing,
            read_main(*parts[main_part].file, row,
                      continuation == continuations.end() ? "" : continuation->second, parsed.diagnostics));
        if (!index.emplace(listing.id, parsed.listings.size()).second) {
            return fail_at(*parts[main_part].file, row,
                           fmt::format("listing {} stands here twice", listing.id));
        }
        parsed.listings.push_back(std::move(listing));
    }
    join_rows(parts, index, parsed);
    for (const codec::CsvRecord& row : parts[comments_part].rows) {
        const std::string id(base::trim(row.fields[0]));
        if (!index.contains(id)) {
            report(parsed.diagnostics, Severity::warning, id, parts[comments_part].file->name, row.fields[1],
                   "this comment belongs to a listing that the main file does not have");
        }
    }
    parsed.list = list_of(files, parsed.listings);
    return parsed;
}

}  // namespace cordon::lists
