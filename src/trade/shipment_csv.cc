#include "trade/shipment_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "base/strings.h"
#include "codec/csv.h"

namespace cordon::trade {

using base::ErrorCode;
using base::fail;
using codec::CsvRecord;
using model::Shipment;

namespace {

constexpr std::uint64_t table_bytes_max = 64ULL << 20U;

constexpr auto goods_columns = std::to_array<std::string_view>({"shipment",
                                                                "description",
                                                                "hs_code",
                                                                "hs_edition",
                                                                "quantity",
                                                                "unit",
                                                                "unit_price",
                                                                "amount",
                                                                "currency",
                                                                "origin_country",
                                                                "produced_on",
                                                                "contract_date",
                                                                "shipped_on",
                                                                "paid_on",
                                                                "export_permit",
                                                                "humanitarian_ground",
                                                                "humanitarian_provider",
                                                                "humanitarian_reference",
                                                                "humanitarian_evidence",
                                                                "text"});
constexpr auto stop_columns = std::to_array<std::string_view>(
    {"origin", "loading", "transit", "discharge", "destination", "storage", "export_place"});
constexpr auto stop_facts = std::to_array<std::string_view>({"country", "locode", "lat", "lon", "date"});
constexpr auto party_columns = std::to_array<std::string_view>(
    {"seller", "buyer", "consignor", "consignee", "notify", "carrier", "haulier", "bank", "agent", "owner"});
constexpr auto party_facts = std::to_array<std::string_view>({"country", "address", "owned_percent"});
constexpr auto conveyance_columns =
    std::to_array<std::string_view>({"vessel", "imo", "truck", "container", "wagon", "aircraft"});

template <std::size_t Heads, std::size_t Facts>
bool is_fact_of(std::string_view column, const std::array<std::string_view, Heads>& heads,
                const std::array<std::string_view, Facts>& facts) {
    return std::ranges::any_of(heads, [&](std::string_view head) {
        return column == head || std::ranges::any_of(facts, [&](std::string_view fact) {
                   return column.size() == head.size() + 1 + fact.size() && column.starts_with(head) &&
                          column[head.size()] == '_' && column.ends_with(fact);
               });
    });
}

bool is_column(std::string_view column) {
    return std::ranges::find(goods_columns, column) != goods_columns.end() ||
           std::ranges::find(conveyance_columns, column) != conveyance_columns.end() ||
           is_fact_of(column, stop_columns, stop_facts) || is_fact_of(column, party_columns, party_facts);
}

codec::CsvOptions options_for(std::string_view bytes) {
    codec::CsvOptions options;
    options.separator = codec::guess_separator(bytes);
    return options;
}

// The table as read: names in lower case, rows all of one length.
struct Table {
    std::vector<std::string> columns;
    std::vector<CsvRecord> rows;
};

base::Result<Table> read_table(std::string_view bytes) {
    if (bytes.size() > table_bytes_max) {
        return fail(ErrorCode::limit_exceeded,
                    fmt::format("the table has more than {} MiB; split it", table_bytes_max >> 20U));
    }
    CORDON_ASSIGN(auto records, codec::read_csv(bytes, options_for(bytes)));
    Table table;
    if (records.empty()) {
        return fail(ErrorCode::invalid_input, "the table is empty: its first row names the columns");
    }
    for (const std::string& name : records.front().fields) {
        std::string column = base::ascii_lower(base::trim(name));
        if (!is_column(column)) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("line 1: '{}' is no column of shipments; see docs/reference/"
                                    "shipment-json.md, or take it out",
                                    base::shown(name)));
        }
        if (std::ranges::find(table.columns, column) != table.columns.end()) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("line 1: the column '{}' stands twice", column));
        }
        table.columns.push_back(std::move(column));
    }
    if (std::ranges::find(table.columns, "shipment") == table.columns.end()) {
        return fail(ErrorCode::invalid_input, "line 1: the column 'shipment' is missing");
    }
    for (std::size_t at = 1; at < records.size(); ++at) {
        if (records[at].fields.size() != table.columns.size()) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("line {}: {} fields where the first row has {}", records[at].line,
                                    records[at].fields.size(), table.columns.size()));
        }
        table.rows.push_back(std::move(records[at]));
    }
    if (table.rows.empty()) {
        return fail(ErrorCode::invalid_input,
                    "the table has no row below its first: no shipment stands in it");
    }
    return table;
}

// One row, its fields by column.
class Row {
public:
    Row(const Table& table, const CsvRecord& record, base::Status& status)
        : table_(table), record_(record), status_(status) {}

    [[nodiscard]] std::string path(std::string_view column) const {
        return fmt::format("line {}/{}", record_.line, column);
    }
    [[nodiscard]] std::string text(std::string_view column) const {
        const auto found = std::ranges::find(table_.columns, column);
        if (found == table_.columns.end()) {
            return {};
        }
        return base::collapse_whitespace(
            record_.fields[static_cast<std::size_t>(found - table_.columns.begin())]);
    }
    [[nodiscard]] std::string fact(std::string_view head, std::string_view what) const {
        return text(std::string(head) + "_" + std::string(what));
    }
    template <class Value>
    Value kept(base::Result<Value> value) {
        if (!value) {
            refuse(value.error());
            return Value();
        }
        return *std::move(value);
    }
    void refuse(base::Error error) {
        if (status_) {
            status_ = std::unexpected(std::move(error));
        }
    }
    base::PartialDate date(const std::string& column) {
        return kept(shipment_date(path(column), text(column)));
    }
    double quantity(const std::string& column) { return kept(shipment_quantity(path(column), text(column))); }
    std::string amount(const std::string& column) {
        return kept(shipment_amount(path(column), text(column)));
    }

private:
    const Table& table_;
    const CsvRecord& record_;
    base::Status& status_;
};

void read_item(Row& row, Shipment& shipment) {
    model::GoodsItem item;
    item.path = row.path("description");
    item.description = row.text("description");
    item.hs_code = shipment_hs_code(shipment, row.path("hs_code"), row.text("hs_code"));
    item.hs_edition = shipment_hs_edition(shipment, row.path("hs_edition"), row.text("hs_edition"));
    item.quantity = row.quantity("quantity");
    item.unit = row.text("unit");
    item.unit_price = row.amount("unit_price");
    item.amount = row.amount("amount");
    item.currency = shipment_currency(shipment, row.path("currency"), row.text("currency"));
    item.origin_country = shipment_country(shipment, row.path("origin_country"), row.text("origin_country"));
    item.produced_on = row.date("produced_on");
    if (item.description.empty() && item.hs_code.empty()) {
        row.refuse({ErrorCode::invalid_input,
                    row.path("description") + " is empty, and so is hs_code: nothing says what is carried",
                    {}});
    }
    shipment.goods.push_back(std::move(item));
}

void read_stops(Row& row, Shipment& shipment) {
    for (const std::string_view head : stop_columns) {
        const std::string name(head);
        model::ShipmentStop stop;
        stop.path = row.path(head);
        stop.kind = stop_kind(head).value_or(model::StopKind::loading);
        stop.text = row.text(head);
        stop.country = shipment_country(shipment, row.path(name + "_country"), row.fact(head, "country"));
        stop.locode = row.fact(head, "locode");
        stop.point = row.kept(shipment_point(row.path(head), row.fact(head, "lat"), row.fact(head, "lon")));
        stop.date = row.date(name + "_date");
        if (stop.text.empty() && stop.country.empty() && stop.locode.empty() && !stop.point &&
            !stop.date.known()) {
            continue;
        }
        const bool known = std::ranges::any_of(shipment.stops, [&](const model::ShipmentStop& other) {
            return other.kind == stop.kind && other.text == stop.text && other.country == stop.country &&
                   other.locode == stop.locode && other.point == stop.point && other.date == stop.date;
        });
        if (!known) {
            shipment.stops.push_back(std::move(stop));
        }
    }
}

void rows_differ(Shipment& shipment, std::string path, std::string text, std::string_view what) {
    shipment.doubts.push_back({"rows_differ", std::move(path), std::move(text),
                               fmt::format("{} differs between the rows of one shipment", what)});
}

// A later row tells more of a party, or something else: what differs is said, and both count.
void join_parties(const model::ShipmentParty& more, model::ShipmentParty& into, Shipment& shipment) {
    for (const std::string& line : more.address_lines) {
        if (std::ranges::find(into.address_lines, line) == into.address_lines.end()) {
            into.address_lines.push_back(line);
        }
    }
    for (const model::Country& country : more.subject.countries) {
        if (std::ranges::find(into.subject.countries, country.code, &model::Country::code) !=
            into.subject.countries.end()) {
            continue;
        }
        if (!into.subject.countries.empty()) {
            rows_differ(shipment, more.path, country.code, more.role + "_country");
        }
        into.subject.countries.push_back(country);
    }
    if (into.owned_percent >= 0 && more.owned_percent >= 0 && into.owned_percent != more.owned_percent) {
        rows_differ(shipment, more.path, fmt::format("{}", more.owned_percent), more.role + "_owned_percent");
    }
    into.owned_percent = std::max(into.owned_percent, more.owned_percent);
}

void read_parties(Row& row, Shipment& shipment) {
    for (const std::string_view head : party_columns) {
        const std::string name(head);
        model::ShipmentParty party;
        party.path = row.path(head);
        party.role = name;
        const std::string text = row.text(head);
        if (text.empty()) {
            for (const std::string_view what : party_facts) {
                if (!row.fact(head, what).empty()) {
                    row.refuse({ErrorCode::invalid_input,
                                fmt::format("{} is empty, and {}_{} is not: a party cannot be screened "
                                            "without a name",
                                            row.path(head), head, what),
                                {}});
                }
            }
            continue;
        }
        party.subject.names.push_back(text);
        const std::string country =
            shipment_country(shipment, row.path(name + "_country"), row.fact(head, "country"));
        if (!country.empty()) {
            party.subject.countries.push_back({country, country});
        }
        if (std::string address = row.fact(head, "address"); !address.empty()) {
            party.address_lines.push_back(std::move(address));
        }
        if (!row.fact(head, "owned_percent").empty()) {
            party.owned_percent = row.quantity(name + "_owned_percent");
            if (party.owned_percent > 100) {
                row.refuse({ErrorCode::invalid_input,
                            row.path(name + "_owned_percent") + " is more than 100 percent",
                            {}});
            }
        }
        const auto known = std::ranges::find_if(shipment.parties, [&](const model::ShipmentParty& other) {
            return other.role == party.role && other.subject.names == party.subject.names;
        });
        if (known == shipment.parties.end()) {
            shipment.parties.push_back(std::move(party));
        } else {
            join_parties(party, *known, shipment);
        }
    }
}

void read_conveyances(const Row& row, Shipment& shipment) {
    const auto add = [&](std::string_view column, std::string_view kind, std::string name,
                         std::string number) {
        const bool known = std::ranges::any_of(shipment.conveyances, [&](const model::Conveyance& other) {
            return other.kind == conveyance_kind(kind) && other.name == name && other.identifier == number;
        });
        if (!known && (!name.empty() || !number.empty())) {
            shipment.conveyances.push_back({conveyance_kind(kind).value_or(model::ConveyanceKind::other),
                                            row.path(column), std::move(name), std::move(number)});
        }
    };
    add("vessel", "vessel", row.text("vessel"), row.text("imo"));
    add("truck", "truck", "", row.text("truck"));
    add("container", "container", "", row.text("container"));
    add("wagon", "rail", "", row.text("wagon"));
    add("aircraft", "aircraft", "", row.text("aircraft"));
}

// What belongs to the whole shipment may stand in any of its rows; rows that differ contradict each other.
void read_shared(Row& row, Shipment& shipment) {
    const auto take_date = [&](const std::string& column, base::PartialDate& into) {
        const base::PartialDate date = row.date(column);
        if (date.known() && into.known() && !(date == into)) {
            rows_differ(shipment, row.path(column), row.text(column), column);
        }
        if (date.known() && !into.known()) {
            into = date;
        }
    };
    take_date("contract_date", shipment.contract_date);
    take_date("shipped_on", shipment.shipped_on);
    take_date("paid_on", shipment.paid_on);
    const std::string permit = row.text("export_permit");
    if (shipment.export_permit.empty()) {
        shipment.export_permit = permit;
    } else if (!permit.empty() && permit != shipment.export_permit) {
        rows_differ(shipment, row.path("export_permit"), permit, "export_permit");
        shipment.notes.push_back({row.path("export_permit"), permit});
    }
    if (const std::string text = row.text("text"); !text.empty()) {
        shipment.notes.push_back({row.path("text"), text});
    }
    model::HumanitarianClaim claim{row.text("humanitarian_ground"), row.text("humanitarian_provider"),
                                   row.text("humanitarian_reference"), row.text("humanitarian_evidence")};
    const bool empty = claim.ground.empty() && claim.provider_category.empty() && claim.reference.empty() &&
                       claim.evidence.empty();
    const bool known = std::ranges::any_of(shipment.humanitarian, [&](const model::HumanitarianClaim& other) {
        return other.ground == claim.ground && other.provider_category == claim.provider_category &&
               other.reference == claim.reference && other.evidence == claim.evidence;
    });
    if (!empty && !known) {
        shipment.humanitarian.push_back(std::move(claim));
    }
}

}  // namespace

bool is_csv_shipment(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
    }
    const std::string line =
        base::ascii_lower(bytes.substr(0, std::min(bytes.find_first_of("\r\n"), bytes.size())));
    if (line.size() > 10'000 || line.starts_with('{') || line.starts_with('<')) {
        return false;
    }
    const char separator = codec::guess_separator(line);
    return std::ranges::any_of(base::split(line, separator), [](std::string_view field) {
        return base::trim(field) == "shipment" || base::trim(field) == "\"shipment\"";
    });
}

base::Result<std::vector<std::string>> split_csv_shipments(std::string_view bytes) {
    CORDON_ASSIGN(const Table table, read_table(bytes));
    const auto at =
        static_cast<std::size_t>(std::ranges::find(table.columns, "shipment") - table.columns.begin());
    std::vector<std::string> parts;
    std::set<std::string, std::less<>> ids;
    std::string id;
    for (const CsvRecord& row : table.rows) {
        const std::string now = base::collapse_whitespace(row.fields[at]);
        if (now.empty()) {
            return fail(
                ErrorCode::invalid_input,
                fmt::format("line {}: 'shipment' is empty: write the document's own reference", row.line));
        }
        if (now != id) {
            if (!ids.insert(now).second) {
                return fail(ErrorCode::invalid_input,
                            fmt::format("line {}: the rows of shipment '{}' do not stand together", row.line,
                                        base::shown(now)));
            }
            id = now;
            codec::write_csv_record(parts.emplace_back(), table.columns);
        }
        codec::write_csv_record(parts.back(), row.fields);
    }
    return parts;
}

base::Result<Shipment> read_csv_shipment(std::string_view bytes, const ShipmentLimits& limits) {
    if (bytes.size() > limits.bytes_max) {
        return fail(ErrorCode::limit_exceeded,
                    fmt::format("the shipment has more than {} bytes", limits.bytes_max));
    }
    CORDON_ASSIGN(const Table table, read_table(bytes));
    if (table.rows.size() > limits.goods_max) {
        return fail(ErrorCode::limit_exceeded,
                    fmt::format("more than {} rows of one shipment; split it", limits.goods_max));
    }
    Shipment shipment;
    shipment.format = "csv";
    shipment.type = "shipment";
    base::Status status;
    for (const CsvRecord& record : table.rows) {
        Row row(table, record, status);
        const std::string id = row.text("shipment");
        if (id.empty() || (!shipment.id.empty() && id != shipment.id)) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("line {}: {}", record.line,
                                    id.empty() ? "'shipment' is empty: write the document's own reference"
                                               : "a second shipment where one was expected"));
        }
        shipment.id = id;
        read_item(row, shipment);
        read_stops(row, shipment);
        read_parties(row, shipment);
        read_conveyances(row, shipment);
        read_shared(row, shipment);
        CORDON_TRY(status);
    }
    CORDON_TRY(check_shipment(shipment, limits));
    return shipment;
}

}  // namespace cordon::trade
