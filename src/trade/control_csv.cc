#include "trade/control_csv.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/strings.h"
#include "codec/csv.h"
#include "model/country.h"
#include "trade/control_fields.h"

namespace cordon::trade {

using base::ErrorCode;

namespace {

// Which field of a record holds what; by name, so that the order of the columns does not matter.
class Columns {
public:
    explicit Columns(const codec::CsvRecord& header) {
        for (std::size_t at = 0; at < header.fields.size(); ++at) {
            const std::string name = base::ascii_lower(base::trim(header.fields[at]));
            if (!at_.emplace(name, at).second) {
                twice_ = name;
            }
        }
    }

    [[nodiscard]] base::Status require(std::initializer_list<std::string_view> names) const {
        if (!twice_.empty()) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("line 1: the column '{}' stands there twice", twice_));
        }
        for (const std::string_view name : names) {
            if (!at_.contains(std::string(name))) {
                return base::fail(ErrorCode::invalid_input,
                                  fmt::format("line 1: the column '{}' is missing; the first line names the "
                                              "columns, docs/reference/territory.md lists them",
                                              name));
            }
        }
        return {};
    }
    [[nodiscard]] std::string_view of(const codec::CsvRecord& record, std::string_view name) const {
        const auto found = at_.find(std::string(name));
        return found == at_.end() ? std::string_view() : base::trim(record.fields[found->second]);
    }
    [[nodiscard]] std::vector<std::string> unknown(const std::set<std::string_view>& known) const {
        std::vector<std::string> names;
        for (const auto& [name, at] : at_) {
            if (!known.contains(name)) {
                names.push_back(name);
            }
        }
        return names;
    }
    [[nodiscard]] std::size_t count() const { return at_.size(); }

private:
    std::map<std::string, std::size_t> at_;
    std::string twice_;
};

base::Result<std::vector<codec::CsvRecord>> records_of(std::string_view bytes) {
    if (bytes.size() > table_bytes_max) {
        return base::fail(ErrorCode::limit_exceeded,
                          fmt::format("the table has {} bytes, the limit is {}; cut it into several tables",
                                      bytes.size(), table_bytes_max));
    }
    codec::CsvOptions options;
    options.separator = codec::guess_separator(bytes);
    CORDON_ASSIGN(auto records, codec::read_csv(bytes, options));
    if (records.size() < 2) {
        return base::fail(
            ErrorCode::invalid_input,
            "the table has no rows; its first line names the columns, each further line is a row");
    }
    if (records.size() - 1 > facts_max) {
        return base::fail(ErrorCode::limit_exceeded,
                          fmt::format("the table has {} rows, the limit is {}; cut it into several tables",
                                      records.size() - 1, facts_max));
    }
    for (const codec::CsvRecord& record : records) {
        if (record.fields.size() != records.front().fields.size()) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("line {}: {} fields, but the first line names {} columns",
                                          record.line, record.fields.size(), records.front().fields.size()));
        }
    }
    return records;
}

// What one field of one row says, or an Error that names both.
class Row {
public:
    Row(const Columns& columns, const codec::CsvRecord& record) : columns_{&columns}, record_{&record} {}

    [[nodiscard]] std::string_view of(std::string_view name) const { return columns_->of(*record_, name); }
    [[nodiscard]] std::string text(std::string_view name) const { return std::string(of(name)); }
    [[nodiscard]] base::Result<std::string> needed(std::string_view name) const {
        if (of(name).empty()) {
            return wrong(name, "is empty");
        }
        return text(name);
    }
    [[nodiscard]] std::unexpected<base::Error> wrong(std::string_view column, std::string_view what) const {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("line {}, {}: {}", record_->line, column, what), record_->offset_bytes);
    }
    [[nodiscard]] base::Result<FactEdge> edge(std::string_view column, std::string_view confidence) const {
        const auto sure = read_confidence(of(confidence));
        if (!sure) {
            return wrong(confidence, sure.error().message);
        }
        auto edge = read_edge(of(column), *sure);
        if (!edge) {
            return wrong(column, edge.error().message);
        }
        return edge;
    }

private:
    const Columns* columns_;
    const codec::CsvRecord* record_;
};

base::Result<std::string> read_country(const Row& row, std::string_view column, std::string_view text) {
    std::string code = model::country_code(text);
    if (code.empty()) {
        return row.wrong(column, fmt::format("'{}' is no country; write its two-letter code, SY for Syria",
                                             base::shown(text, 40)));
    }
    return code;
}

base::Status read_dates(const Row& row, ControlFact& fact) {
    CORDON_ASSIGN(fact.from, row.edge("valid_from", "confidence_from"));
    CORDON_ASSIGN(fact.to, row.edge("valid_to_exclusive", "confidence_to"));
    if (const auto order = check_order(fact.from, fact.to); !order) {
        return row.wrong("valid_to_exclusive", order.error().message);
    }
    return {};
}

base::Status read_position(const Row& row, ControlFact& fact) {
    const auto point = read_point(row.of("lat"), row.of("lon"));
    if (!point) {
        return row.wrong("lat, lon", point.error().message);
    }
    fact.point = *point;
    fact.has_point = true;
    if (const auto inside = check_country(fact.point, fact.country); !inside) {
        return row.wrong("lat, lon", inside.error().message);
    }
    fact.coord_source = row.text("coord_source");
    fact.accuracy_km = accuracy_of(fact.coord_source);
    return {};
}

base::Result<ControlFact> read_fact(const Row& row) {
    ControlFact fact;
    CORDON_ASSIGN(fact.id, row.needed("fact_id"));
    CORDON_ASSIGN(fact.name, row.needed("name_en"));
    fact.name_ar = row.text("name_ar");
    for (const std::string_view name : base::split(row.of("alt_names"), ';')) {
        if (!base::trim(name).empty()) {
            fact.alt_names.emplace_back(base::trim(name));
        }
    }
    CORDON_ASSIGN(fact.country, read_country(row, "country", row.of("country")));
    fact.admin1 = row.text("admin1");
    fact.admin2 = row.text("admin2_pcode");
    fact.place_id = row.text("place_id");
    CORDON_ASSIGN(fact.holder, row.needed("holder_group"));
    CORDON_ASSIGN(fact.source, row.needed("source"));
    const auto status = read_status(row.of("status"));
    if (!status) {
        return row.wrong("status", status.error().message);
    }
    fact.status = *status;
    if (known_holder(fact.holder).nobody && fact.status != FactStatus::never) {
        return row.wrong("holder_group", "NONE goes with the status never alone");
    }
    CORDON_TRY(read_dates(row, fact));
    CORDON_TRY(read_position(row, fact));
    fact.note = row.text("note");
    return fact;
}

}  // namespace

base::Result<FactTable> read_control_csv(std::string_view bytes) {
    CORDON_ASSIGN(const auto records, records_of(bytes));
    const Columns columns(records.front());
    CORDON_TRY(columns.require({"fact_id", "name_en", "country", "lat", "lon", "holder_group", "valid_from",
                                "valid_to_exclusive", "status", "source"}));
    FactTable table;
    for (const std::string& name :
         columns.unknown({"fact_id", "name_en", "name_ar", "alt_names", "country", "admin1", "place_id",
                          "lat", "lon", "coord_source", "holder_group", "valid_from", "valid_to_exclusive",
                          "status", "confidence_from", "confidence_to", "source", "note", "admin2_pcode"})) {
        table.remarks.push_back({1, "", fmt::format("the column '{}' is not one that is read", name)});
    }
    std::set<std::string, std::less<>> ids;
    std::set<std::string, std::less<>> strangers;
    for (std::size_t at = 1; at < records.size(); ++at) {
        const Row row(columns, records[at]);
        CORDON_ASSIGN(ControlFact fact, read_fact(row));
        if (!ids.insert(fact.id).second) {
            return row.wrong("fact_id",
                             fmt::format("'{}' stands there twice; give each fact an id of its own",
                                         base::shown(fact.id, 40)));
        }
        const std::string remark = holder_remark(fact.holder);
        if (!remark.empty() && strangers.insert(fact.holder).second) {
            table.remarks.push_back({records[at].line, fact.id, remark});
        }
        table.facts.push_back(std::move(fact));
    }
    return table;
}

base::Result<std::vector<Facility>> read_facilities_csv(std::string_view bytes) {
    CORDON_ASSIGN(const auto records, records_of(bytes));
    const Columns columns(records.front());
    CORDON_TRY(columns.require({"kind", "name", "country", "lat", "lon", "control_fact", "source"}));
    std::vector<Facility> facilities;
    for (std::size_t at = 1; at < records.size(); ++at) {
        const Row row(columns, records[at]);
        Facility facility;
        CORDON_ASSIGN(facility.kind, row.needed("kind"));
        CORDON_ASSIGN(facility.name, row.needed("name"));
        for (const std::string_view country : base::split(row.of("country"), '-')) {
            CORDON_ASSIGN(std::string code, read_country(row, "country", country));
            facility.countries.push_back(std::move(code));
        }
        const auto point = read_point(row.of("lat"), row.of("lon"));
        if (!point) {
            return row.wrong("lat, lon", point.error().message);
        }
        facility.point = *point;
        if (const auto inside = check_country(facility.point, facility.countries.front()); !inside) {
            return row.wrong("lat, lon", inside.error().message);
        }
        for (const std::string_view fact : base::split(row.of("control_fact"), ';')) {
            if (!base::trim(fact).empty()) {
                facility.facts.emplace_back(base::trim(fact));
            }
        }
        facility.source = row.text("source");
        facility.note = row.text("note");
        facilities.push_back(std::move(facility));
    }
    return facilities;
}

}  // namespace cordon::trade
