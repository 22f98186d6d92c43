#include "lists/targets_simple_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/date.h"
#include "base/strings.h"
#include "codec/csv.h"
#include "lists/add_unique.h"
#include "lists/ftm_entity.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;
using base::fail;
using model::IdentifierKind;
using model::Listing;
using model::NameKind;
using model::NameQuality;

// Values joined by ';', a value that holds one (or a quote) in quotes that double inside.
std::vector<std::string> values_of(std::string_view cell) {
    std::vector<std::string> values;
    std::string value;
    bool quoted = false;
    const auto flush = [&] {
        std::string clean = base::collapse_whitespace(value);
        if (!clean.empty()) {
            values.push_back(std::move(clean));
        }
        value.clear();
    };
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const char c = cell[i];
        if (quoted && c == '"' && i + 1 < cell.size() && cell[i + 1] == '"') {
            value += '"';
            ++i;
        } else if (c == '"' && (quoted || value.empty())) {
            quoted = !quoted;
        } else if (c == ';' && !quoted) {
            flush();
        } else {
            value += c;
        }
    }
    flush();
    return values;
}

bool is_imo(std::string_view value) {
    return value.size() == 10 && base::ascii_istarts_with(value, "IMO") &&
           std::ranges::all_of(value.substr(3), [](char c) { return c >= '0' && c <= '9'; });
}

class TargetsReader {
public:
    base::Status read_header(const codec::CsvRecord& header) {
        for (const std::string& field : header.fields) {
            columns_.push_back(base::collapse_whitespace(field));
        }
        for (const std::string_view wanted : {"id", "schema", "name"}) {
            if (std::ranges::count(columns_, wanted) != 1) {
                return fail(ErrorCode::invalid_input,
                            fmt::format("line 1: the header must have exactly one column '{}'", wanted));
            }
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
        Listing listing;
        listing.id = cell(row, "id");
        const std::string name = cell(row, "name");
        if (listing.id.empty() || name.empty()) {
            return fail(
                ErrorCode::invalid_input,
                fmt::format("line {}: the row has no {}", row.line, listing.id.empty() ? "id" : "name"),
                row.offset_bytes);
        }
        if (const auto [seen, fresh] = lines_.try_emplace(listing.id, row.line); !fresh) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("line {}: id {} stands already on line {}", row.line,
                                    base::shown(listing.id), seen->second));
        }
        const std::string schema = cell(row, "schema");
        if (const auto kind = party_kind_of_schema(schema); kind) {
            listing.kind = *kind;
        } else {
            report(listing, "schema", schema, "not a party's schema; the listing is compared with all kinds");
            listing.further.push_back("schema: " + schema);
        }
        add_name(listing, name, NameKind::primary);
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            for (const std::string& value : values_of(row.fields[i])) {
                add_value(listing, columns_[i], value);
            }
        }
        list_.listings.push_back(std::move(listing));
        return {};
    }

    base::Result<ParsedList> take() {
        if (list_.listings.empty()) {
            return fail(ErrorCode::invalid_input, "the table has a header and no rows");
        }
        return std::move(list_);
    }

private:
    [[nodiscard]] std::string cell(const codec::CsvRecord& row, std::string_view column) const {
        const auto at = std::ranges::find(columns_, column) - columns_.begin();
        return base::collapse_whitespace(row.fields[static_cast<std::size_t>(at)]);
    }

    void report(const Listing& listing, std::string_view field, std::string_view value,
                std::string_view message) {
        list_.diagnostics.push_back({Severity::warning, listing.id, std::string(field),
                                     base::shown(value, 200), std::string(message)});
    }

    static void add_name(Listing& listing, const std::string& text, NameKind kind) {
        if (std::ranges::find(listing.names, text, &model::ListedName::text) == listing.names.end()) {
            model::ListedName name;
            name.text = text;
            name.kind = kind;
            name.quality = NameQuality::strong;
            listing.names.push_back(std::move(name));
        }
    }

    void add_value(Listing& listing, const std::string& column, const std::string& value) {
        if (column == "id" || column == "schema" || column == "name" || column == "first_seen" ||
            column == "last_seen") {
            return;
        }
        if (column == "aliases") {
            add_name(listing, value, NameKind::aka);
        } else if (column == "birth_date") {
            add_birth_date(listing, value);
        } else if (column == "countries") {
            model::Country country = country_of_ftm(value);
            if (country.code.empty()) {
                report(listing, column, value, "not a country we know; kept as text");
            }
            add_unique(listing.countries, std::move(country));
        } else if (column == "addresses") {
            add_unique(listing.addresses, model::Address{.lines = {value}});
        } else if (column == "identifiers") {
            add_identifier(listing,
                           listing.kind == model::PartyKind::wallet ? IdentifierKind::wallet
                           : is_imo(value)                          ? IdentifierKind::imo
                                                                    : IdentifierKind::other,
                           value);
        } else if (column == "phones") {
            add_identifier(listing, IdentifierKind::phone, value);
        } else if (column == "emails") {
            add_identifier(listing, IdentifierKind::email, value);
        } else if (column == "sanctions" || column == "program_ids") {
            add_unique(listing.programmes, value);
        } else if (const auto day = base::parse_iso_date_prefix(value); column == "last_change" && day) {
            listing.updated_on = *day;
        } else {
            add_unique(listing.further, fmt::format("{}: {}", column, value));
        }
    }

    void add_birth_date(Listing& listing, const std::string& value) {
        base::PartialDate date;
        date.source_text = value;
        if (auto read = base::parse_partial_date(value); read) {
            date = *std::move(read);
        } else {
            report(listing, "birth_date", value, "not a date form we read; kept as text");
        }
        add_unique(listing.birth_dates, {std::move(date), ""});
    }

    static void add_identifier(Listing& listing, IdentifierKind kind, const std::string& value) {
        model::Identifier identifier;
        identifier.kind = kind;
        identifier.value = value;
        add_unique(listing.identifiers, std::move(identifier));
    }

    std::vector<std::string> columns_;
    std::unordered_map<std::string, std::uint64_t> lines_;
    ParsedList list_;
};

}  // namespace

base::Result<ParsedList> read_targets_simple_csv(std::string_view bytes) {
    codec::CsvReader csv(codec::CsvOptions{});
    csv.feed(bytes);
    csv.finish();
    CORDON_ASSIGN(const std::optional<codec::CsvRecord> header, csv.next());
    if (!header) {
        return fail(ErrorCode::invalid_input, "the table is empty");
    }
    TargetsReader reader;
    CORDON_TRY(reader.read_header(*header));
    while (true) {
        CORDON_ASSIGN(const std::optional<codec::CsvRecord> row, csv.next());
        if (!row) {
            break;
        }
        CORDON_TRY(reader.add_row(*row));
    }
    CORDON_ASSIGN(ParsedList list, reader.take());
    list.format = ListFormat::targets_simple_csv;
    list.list = "ftm";
    return list;
}

bool looks_like_targets_simple_csv(std::string_view bytes) {
    const auto header = codec::read_csv(bytes.substr(0, bytes.find_first_of("\r\n")), codec::CsvOptions{});
    if (!header || header->empty()) {
        return false;
    }
    const std::vector<std::string>& fields = header->front().fields;
    return std::ranges::all_of(
        std::vector<std::string>{"id", "schema", "name", "aliases", "birth_date", "countries"},
        [&](const std::string& wanted) { return std::ranges::find(fields, wanted) != fields.end(); });
}

}  // namespace cordon::lists
