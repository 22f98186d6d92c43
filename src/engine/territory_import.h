// engine/territory_import.h: tables of control facts into the store, and a territory out of it.
//
// Role:        the one way in for control facts, and the one way to the territory of a home, whoever asks.
// Rules:       a table is read whole and built once before it is kept. The table "facts" replaces the shipped
//              one, all others stand beside it; their facts are shown as TABLE:ID. A version that leaves out
//              more than a fifth of the facts of the one before needs a reason. Of each table the version
//              published last on or before the day counts. Disputes are shown with their facts, whatever the
//              version.
// Threads:     one import at a time.
// Determinism: same store, same request: same report.
// Cost:        reading and building.
// Errors:      those of the readers and of the store; conflict (a fifth of the facts would go; kept already);
//              not_found (a dispute about an unknown fact). After an Error nothing has changed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/territory_answer.h"
#include "engine/territory_store.h"
#include "trade/control_table.h"

namespace cordon::engine {

constexpr std::string_view shipped_table = "facts";
constexpr std::string_view shipped_version = "shipped";
constexpr std::string_view gazetteer_format = "gazetteer";  // of a version that holds places and no facts

struct TerritoryImport {
    std::vector<TerritoryFile> files;
    std::optional<trade::ControlFormat> format;
    std::string table;  // "": "facts" for Cordon's CSV, else the name of the format
    std::string country;
    std::string source;
    base::Date published;
    std::string accept_reason;
    std::string principal;
    base::Instant now;
};

struct FactChange {
    std::string fact_id;
    std::string field;
    std::string before;
    std::string after;
};

struct TerritoryDiff {
    std::vector<std::string> added;
    std::vector<std::string> removed;
    std::vector<FactChange> changed;
};

struct TerritoryReport {
    TerritoryVersion version;
    bool unchanged = false;  // this content is kept already
    bool counts = true;      // false: a newer version of the table is kept
    TerritoryDiff against;   // the version that counted before
    std::vector<trade::FactRemark> remarks;
};

[[nodiscard]] base::Result<TerritoryReport> import_territory(TerritoryStore& store,
                                                             const TerritoryImport& request);

// Places with their names and points (trade/gazetteer_readers.h), kept beside the tables of facts: they say
// nothing of who held a place, only what is called so and where it lies. One file; the table is "gazetteer"
// unless request.table says otherwise, and in the report facts are places.
[[nodiscard]] base::Result<TerritoryReport> import_gazetteer(TerritoryStore& store,
                                                             const TerritoryImport& request);

// store: null for a home that keeps nothing. as_of: unset for today.
[[nodiscard]] base::Result<TerritoryView> territory_of(TerritoryStore* store, base::Date as_of);

// The facts of one version; "shipped" is one of the table "facts".
[[nodiscard]] base::Result<std::vector<trade::ControlFact>> facts_of_version(TerritoryStore* store,
                                                                             std::string_view table,
                                                                             std::string_view version);
[[nodiscard]] TerritoryDiff diff_facts(const std::vector<trade::ControlFact>& before,
                                       const std::vector<trade::ControlFact>& after);

// Refuses a fact that no kept version has, and an objection without source, statement or principal.
[[nodiscard]] base::Status dispute_fact(TerritoryStore& store, const TerritoryDispute& dispute);

}  // namespace cordon::engine
