// storage/threshold_rows.h: the table of cordon.db that holds every change of the home's threshold.
//
// Role:    schema and SQL of threshold_changes; the registry calls it.
// Rules:   rows are only ever added: the database itself refuses to change or delete one.
// Threads: as the Database.
// Errors:  the Database's.
#pragma once

#include <vector>

#include "base/result.h"
#include "engine/threshold_change.h"
#include "storage/sqlite.h"

namespace cordon::storage {

extern const char* const threshold_schema;   // since layout 2 of the lists' database
extern const char* const threshold_rules_3;  // since layout 3

// Oldest first.
[[nodiscard]] base::Result<std::vector<engine::ThresholdChange>> read_threshold_changes(Database& database);
[[nodiscard]] base::Status insert_threshold_change(Database& database, const engine::ThresholdChange& change);

}  // namespace cordon::storage
