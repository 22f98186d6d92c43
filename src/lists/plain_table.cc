#include "lists/plain_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/date.h"
#include "base/strings.h"
#include "codec/csv.h"
#include "lists/add_unique.h"
#include "model/country.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;
using base::fail;
using base::PartialDate;
using model::IdentifierKind;
using model::ListedName;
using model::Listing;
using model::NameKind;
using model::NameQuality;
using model::PartyKind;

enum class Column : std::uint8_t {
    id,
    name,
    quality,
    alias,
    weak_alias,
    type,
    birth_date,
    listed_on,
    updated_on,
    country,
    nationality,
    address,
    birth_place,
    identifier,
    programme,
    title,
    position,
    cross_reference,
    gender,
    reason,
    legal_basis,
    link,
    other,
};

struct ColumnName {
    std::string_view name;  // lower case, without blanks and punctuation
    Column column;
    IdentifierKind identifier = IdentifierKind::other;
};

constexpr auto column_names = std::to_array<ColumnName>({
    {"entityid", Column::id},
    {"id", Column::id},
    {"listingid", Column::id},
    {"uid", Column::id},
    {"reference", Column::id},
    {"name", Column::name},
    {"fullname", Column::name},
    {"wholename", Column::name},
    {"quality", Column::quality},
    {"aliasquality", Column::quality},
    {"namequality", Column::quality},
    {"nametype", Column::quality},
    {"alias", Column::alias},
    {"aliases", Column::alias},
    {"aka", Column::alias},
    {"weakalias", Column::weak_alias},
    {"weakaliases", Column::weak_alias},
    {"type", Column::type},
    {"kind", Column::type},
    {"schema", Column::type},
    {"entitytype", Column::type},
    {"dob", Column::birth_date},
    {"dateofbirth", Column::birth_date},
    {"birthdate", Column::birth_date},
    {"listedon", Column::listed_on},
    {"listingdate", Column::listed_on},
    {"updatedon", Column::updated_on},
    {"country", Column::country},
    {"countries", Column::country},
    {"nationality", Column::nationality},
    {"nationalities", Column::nationality},
    {"citizenship", Column::nationality},
    {"flag", Column::nationality},
    {"address", Column::address},
    {"birthplace", Column::birth_place},
    {"placeofbirth", Column::birth_place},
    {"pob", Column::birth_place},
    {"passport", Column::identifier, IdentifierKind::passport},
    {"passportnumber", Column::identifier, IdentifierKind::passport},
    {"nationalid", Column::identifier, IdentifierKind::national_id},
    {"idnumber", Column::identifier, IdentifierKind::national_id},
    {"taxid", Column::identifier, IdentifierKind::tax},
    {"taxnumber", Column::identifier, IdentifierKind::tax},
    {"registration", Column::identifier, IdentifierKind::registration},
    {"registrationnumber", Column::identifier, IdentifierKind::registration},
    {"imo", Column::identifier, IdentifierKind::imo},
    {"imonumber", Column::identifier, IdentifierKind::imo},
    {"mmsi", Column::identifier, IdentifierKind::mmsi},
    {"lei", Column::identifier, IdentifierKind::lei},
    {"leicode", Column::identifier, IdentifierKind::lei},
    {"bic", Column::identifier, IdentifierKind::bic},
    {"swiftbic", Column::identifier, IdentifierKind::bic},
    {"wallet", Column::identifier, IdentifierKind::wallet},
    {"phone", Column::identifier, IdentifierKind::phone},
    {"email", Column::identifier, IdentifierKind::email},
    {"website", Column::identifier, IdentifierKind::website},
    {"programme", Column::programme},
    {"program", Column::programme},
    {"programmes", Column::programme},
    {"title", Column::title},
    {"position", Column::position},
    {"crossreference", Column::cross_reference},
    {"crossreferences", Column::cross_reference},
    {"gender", Column::gender},
    {"sex", Column::gender},
    {"reason", Column::reason},
    {"reasons", Column::reason},
    {"legalbasis", Column::legal_basis},
    {"link", Column::link},
    {"url", Column::link},
});

struct TableColumn {
    std::string shown;  // as in the header, or "column 7"
    Column column = Column::other;
    IdentifierKind identifier = IdentifierKind::other;
};

struct NameMeaning {
    std::string_view word;
    NameKind kind;
    NameQuality quality;
};

constexpr auto name_meanings = std::to_array<NameMeaning>({
    {"primary", NameKind::primary, NameQuality::unknown},
    {"primaryname", NameKind::primary, NameQuality::unknown},
    {"main", NameKind::primary, NameQuality::unknown},
    {"good", NameKind::aka, NameQuality::strong},
    {"strong", NameKind::aka, NameQuality::strong},
    {"high", NameKind::aka, NameQuality::strong},
    {"goodqualityaka", NameKind::aka, NameQuality::strong},
    {"low", NameKind::aka, NameQuality::weak},
    {"weak", NameKind::aka, NameQuality::weak},
    {"lowqualityaka", NameKind::aka, NameQuality::weak},
    {"aka", NameKind::aka, NameQuality::unknown},
    {"alias", NameKind::aka, NameQuality::unknown},
    {"fka", NameKind::fka, NameQuality::unknown},
    {"former", NameKind::fka, NameQuality::unknown},
    {"previous", NameKind::fka, NameQuality::unknown},
    {"nka", NameKind::nka, NameQuality::unknown},
    {"original", NameKind::original_script, NameQuality::unknown},
    {"originalscript", NameKind::original_script, NameQuality::unknown},
    {"native", NameKind::original_script, NameQuality::unknown},
    {"translation", NameKind::translation, NameQuality::unknown},
});

constexpr auto party_words = std::to_array<std::pair<std::string_view, PartyKind>>({
    {"person", PartyKind::person},
    {"individual", PartyKind::person},
    {"natural person", PartyKind::person},
    {"p", PartyKind::person},
    {"i", PartyKind::person},
    {"entity", PartyKind::entity},
    {"organisation", PartyKind::entity},
    {"organization", PartyKind::entity},
    {"company", PartyKind::entity},
    {"legalentity", PartyKind::entity},
    {"legal entity", PartyKind::entity},
    {"publicbody", PartyKind::entity},
    {"enterprise", PartyKind::entity},
    {"group", PartyKind::entity},
    {"e", PartyKind::entity},
    {"vessel", PartyKind::vessel},
    {"ship", PartyKind::vessel},
    {"aircraft", PartyKind::aircraft},
    {"airplane", PartyKind::aircraft},
    {"wallet", PartyKind::wallet},
    {"cryptowallet", PartyKind::wallet},
});

// Lower case, letters and digits only: "Date-of birth" is "dateofbirth".
std::string squeezed(std::string_view text) {
    std::string out = base::ascii_lower(text);
    std::erase_if(out, [](char c) { return c == ' ' || c == '_' || c == '-' || c == '.' || c == '\t'; });
    return out;
}

TableColumn column_of(std::string_view header, std::size_t index) {
    TableColumn column;
    column.shown = base::collapse_whitespace(header);
    const std::string wanted = squeezed(column.shown);
    const auto* const found = std::ranges::find(column_names, std::string_view(wanted), &ColumnName::name);
    if (found != column_names.end()) {
        column.column = found->column;
        column.identifier = found->identifier;
    }
    if (column.shown.empty()) {
        column.shown = fmt::format("column {}", index + 1);
    }
    return column;
}

std::vector<TableColumn> columns_of(const std::vector<std::string>& header) {
    std::vector<TableColumn> columns;
    columns.reserve(header.size());
    for (std::size_t i = 0; i < header.size(); ++i) {
        columns.push_back(column_of(header[i], i));
    }
    return columns;
}

codec::CsvOptions options_for(std::string_view bytes) {
    codec::CsvOptions options;
    options.separator = codec::guess_separator(bytes);
    options.quotes = options.separator != '\t';
    return options;
}

std::vector<std::string> pieces(std::string_view cell) {
    std::vector<std::string> out;
    for (const std::string_view part : base::split(cell, ';')) {
        std::string piece = base::collapse_whitespace(part);
        if (!piece.empty()) {
            out.push_back(std::move(piece));
        }
    }
    return out;
}

class TableReader {
public:
    explicit TableReader(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}

    base::Status check_header() {
        std::size_t ids = 0;
        std::size_t names = 0;
        std::size_t qualities = 0;
        std::string unknown;
        for (const TableColumn& column : columns_) {
            ids += column.column == Column::id ? 1U : 0U;
            names += column.column == Column::name ? 1U : 0U;
            qualities += column.column == Column::quality ? 1U : 0U;
            if (column.column == Column::other) {
                unknown += (unknown.empty() ? "" : ", ") + column.shown;
            }
        }
        if (ids != 1 || names != 1 || qualities > 1) {
            return fail(
                ErrorCode::invalid_input,
                fmt::format("line 1: the header must have exactly one id column (entity_id, id, "
                            "listing_id, uid, reference), one name column (name, full_name) and at most "
                            "one quality column; this one has {}, {} and {}",
                            ids, names, qualities));
        }
        if (!unknown.empty()) {
            list_.diagnostics.push_back({Severity::note, "", "header", base::shown(unknown, 200),
                                         "columns without a meaning here, kept as they are under 'further'"});
        }
        return {};
    }

    base::Status add_row(const codec::CsvRecord& row) {
        if (row.fields.size() != columns_.size()) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("line {}: {} cells where the header has {}", row.line, row.fields.size(),
                                    columns_.size()),
                        row.offset_bytes);
        }
        std::string id;
        std::string name;
        std::string quality;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const Column column = columns_[i].column;
            if (column == Column::id) {
                id = base::collapse_whitespace(row.fields[i]);
            } else if (column == Column::name) {
                name = base::collapse_whitespace(row.fields[i]);
            } else if (column == Column::quality) {
                quality = base::collapse_whitespace(row.fields[i]);
            }
        }
        if (id.empty() || name.empty()) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("line {}: the row has no {}", row.line, id.empty() ? "id" : "name"),
                        row.offset_bytes);
        }
        const auto [place, fresh] = index_.try_emplace(id, list_.listings.size());
        if (fresh) {
            list_.listings.emplace_back();
            list_.listings.back().id = id;
        }
        Listing& listing = list_.listings[place->second];
        add_name(listing, std::move(name), quality);
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            add_cell(listing, columns_[i], base::collapse_whitespace(row.fields[i]));
        }
        return {};
    }

    base::Result<ParsedList> take() {
        if (list_.listings.empty()) {
            return fail(ErrorCode::invalid_input, "the table has a header and no rows");
        }
        for (Listing& listing : list_.listings) {
            std::ranges::stable_partition(
                listing.names, [](const ListedName& name) { return name.kind == NameKind::primary; });
        }
        return std::move(list_);
    }

private:
    void report(const Listing& listing, const TableColumn& column, std::string_view value,
                std::string_view message) {
        list_.diagnostics.push_back(
            {Severity::warning, listing.id, column.shown, base::shown(value, 200), std::string(message)});
    }

    void add_name(Listing& listing, std::string text, const std::string& quality) {
        ListedName name;
        name.text = std::move(text);
        name.kind = listing.names.empty() ? NameKind::primary : NameKind::aka;
        if (!quality.empty()) {
            const std::string word = squeezed(quality);
            const auto* const found =
                std::ranges::find(name_meanings, std::string_view(word), &NameMeaning::word);
            if (found == name_meanings.end()) {
                name.kind = NameKind::aka;
                name.note = quality;
                list_.diagnostics.push_back(
                    {Severity::warning, listing.id, "quality", base::shown(quality, 200),
                     "not a name quality we know; read as an alias of unknown quality"});
            } else {
                name.kind = found->kind;
                name.quality = found->quality;
            }
        }
        add_listed_name(listing, std::move(name));
    }

    static void add_listed_name(Listing& listing, ListedName name) {
        const auto same = std::ranges::find(listing.names, name.text, &ListedName::text);
        if (same == listing.names.end()) {
            listing.names.push_back(std::move(name));
        } else if (same->quality == NameQuality::weak && name.quality != NameQuality::weak) {
            // Said both weak and not weak: the better one counts, so that nothing is missed.
            *same = std::move(name);
        }
    }

    void add_cell(Listing& listing, const TableColumn& column, std::string cell) {
        if (cell.empty()) {
            return;
        }
        switch (column.column) {
            case Column::id:
            case Column::name:
            case Column::quality: return;
            case Column::alias: add_aliases(listing, cell, NameQuality::unknown); break;
            case Column::weak_alias: add_aliases(listing, cell, NameQuality::weak); break;
            case Column::type: add_type(listing, column, cell); break;
            case Column::birth_date: add_birth_dates(listing, column, cell); break;
            case Column::listed_on: add_day(listing, listing.listed_on, column, cell); break;
            case Column::updated_on: add_day(listing, listing.updated_on, column, cell); break;
            case Column::country: add_countries(listing, listing.countries, column, cell); break;
            case Column::nationality: add_countries(listing, listing.nationalities, column, cell); break;
            case Column::address: add_unique(listing.addresses, model::Address{.lines = {cell}}); break;
            case Column::birth_place: add_unique(listing.birth_places, model::Place{.text = cell}); break;
            case Column::identifier: add_identifiers(listing, column, cell); break;
            case Column::programme: add_pieces(listing.programmes, cell); break;
            case Column::title: add_pieces(listing.titles, cell); break;
            case Column::position: add_pieces(listing.positions, cell); break;
            case Column::cross_reference: add_pieces(listing.cross_references, cell); break;
            case Column::gender: add_gender(listing, column, cell); break;
            case Column::reason: add_unique(listing.reasons, std::move(cell)); break;
            case Column::legal_basis: add_unique(listing.legal_bases, std::move(cell)); break;
            case Column::link: add_unique(listing.links, std::move(cell)); break;
            case Column::other: add_further(listing, column, cell); break;
        }
    }

    static void add_pieces(std::vector<std::string>& values, std::string_view cell) {
        for (std::string& piece : pieces(cell)) {
            add_unique(values, std::move(piece));
        }
    }

    static bool add_further(Listing& listing, const TableColumn& column, std::string_view cell) {
        return add_unique(listing.further, fmt::format("{}: {}", column.shown, cell));
    }

    void keep_as_text(Listing& listing, const TableColumn& column, std::string_view cell,
                      std::string_view message) {
        if (add_further(listing, column, cell)) {
            report(listing, column, cell, message);
        }
    }

    static void add_aliases(Listing& listing, std::string_view cell, NameQuality quality) {
        const std::vector<std::string> aliases = pieces(cell);
        for (const std::string& alias : aliases) {
            ListedName name;
            name.text = alias;
            name.kind = NameKind::aka;
            name.quality = quality;
            name.source_text = aliases.size() > 1 ? std::string(cell) : std::string();
            add_listed_name(listing, std::move(name));
        }
    }

    void add_type(Listing& listing, const TableColumn& column, std::string_view cell) {
        const std::string word = base::ascii_lower(cell);
        const auto* const found = std::ranges::find(party_words, std::string_view(word),
                                                    &std::pair<std::string_view, PartyKind>::first);
        if (found == party_words.end()) {
            keep_as_text(listing, column, cell,
                         "not a kind of party we know; the listing is compared with all kinds");
        } else if (listing.kind == PartyKind::unknown) {
            listing.kind = found->second;
        } else if (listing.kind != found->second) {
            keep_as_text(listing, column, cell,
                         "the rows of this id give several kinds of party; the first one stays");
        }
    }

    void add_birth_dates(Listing& listing, const TableColumn& column, std::string_view cell) {
        for (const std::string& piece : pieces(cell)) {
            auto date = base::parse_partial_date(piece);
            if (!date) {
                PartialDate unread;
                unread.source_text = piece;
                if (add_unique(listing.birth_dates, {std::move(unread), ""})) {
                    report(listing, column, piece, "not a date form we read; kept as text");
                }
            } else {
                add_unique(listing.birth_dates, {*std::move(date), ""});
            }
        }
    }

    void add_day(Listing& listing, base::Date& day, const TableColumn& column, std::string_view cell) {
        std::optional<base::Date> read;
        if (const auto iso = base::parse_iso_date_prefix(cell); iso) {
            read = *iso;
        } else if (const auto partial = base::parse_partial_date(cell); partial && partial->exact()) {
            read = partial->from;
        }
        if (!read) {
            keep_as_text(listing, column, cell, "not an exact day; kept as text");
        } else if (day.year == 0) {
            day = *read;
        } else if (day != *read) {
            keep_as_text(listing, column, cell, "the rows of this id give several days; the first one stays");
        }
    }

    void add_countries(const Listing& listing, std::vector<model::Country>& countries,
                       const TableColumn& column, std::string_view cell) {
        for (const std::string& piece : pieces(cell)) {
            model::Country country = model::country_from_text(piece);
            const bool known = !country.code.empty();
            if (add_unique(countries, std::move(country)) && !known) {
                report(listing, column, piece, "not a country we know; kept as text");
            }
        }
    }

    // "X123 (Syria)": the brackets give the issuer when they hold a country.
    static void add_identifiers(Listing& listing, const TableColumn& column, std::string_view cell) {
        for (const std::string& piece : pieces(cell)) {
            model::Identifier identifier;
            identifier.kind = column.identifier;
            identifier.value = piece;
            const std::size_t open = piece.rfind('(');
            if (open != std::string::npos && open > 0 && piece.back() == ')') {
                const std::string inside = piece.substr(open + 1, piece.size() - open - 2);
                model::Country issuer = model::country_from_text(inside);
                if (!issuer.code.empty()) {
                    identifier.issuer = std::move(issuer);
                    identifier.value = base::collapse_whitespace(piece.substr(0, open));
                    identifier.source_text = piece;
                }
            }
            add_unique(listing.identifiers, std::move(identifier));
        }
    }

    void add_gender(Listing& listing, const TableColumn& column, std::string_view cell) {
        const std::string word = base::ascii_lower(cell);
        if (word == "male" || word == "m") {
            listing.gender = model::Gender::male;
        } else if (word == "female" || word == "f") {
            listing.gender = model::Gender::female;
        } else {
            keep_as_text(listing, column, cell, "not a gender we read; kept as text");
        }
    }

    std::vector<TableColumn> columns_;
    ParsedList list_;
    std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace

base::Result<ParsedList> read_plain_table(std::string_view bytes) {
    codec::CsvReader csv(options_for(bytes));
    csv.feed(bytes);
    csv.finish();
    CORDON_ASSIGN(const std::optional<codec::CsvRecord> header, csv.next());
    if (!header) {
        return fail(ErrorCode::invalid_input, "the table is empty");
    }
    TableReader reader(columns_of(header->fields));
    CORDON_TRY(reader.check_header());
    while (true) {
        CORDON_ASSIGN(const std::optional<codec::CsvRecord> row, csv.next());
        if (!row) {
            break;
        }
        CORDON_TRY(reader.add_row(*row));
    }
    CORDON_ASSIGN(ParsedList list, reader.take());
    if (!bytes.ends_with('\n') && !bytes.ends_with('\r') && !list.listings.empty()) {
        list.diagnostics.push_back({Severity::warning, list.listings.back().id, "", "",
                                    "the last row has no line end; if the file was cut, this row is not "
                                    "whole"});
    }
    list.format = ListFormat::plain_table;
    list.list = "table";
    return list;
}

bool looks_like_plain_table(std::string_view bytes) {
    const std::string_view line = bytes.substr(0, bytes.find_first_of("\r\n"));
    const auto header = codec::read_csv(line, options_for(line));
    if (!header || header->empty()) {
        return false;
    }
    const std::vector<TableColumn> columns = columns_of(header->front().fields);
    return std::ranges::find(columns, Column::id, &TableColumn::column) != columns.end() &&
           std::ranges::find(columns, Column::name, &TableColumn::column) != columns.end();
}

}  // namespace cordon::lists
