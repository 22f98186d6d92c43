// storage/database_layout.h: is this database ours, and of which layout?
//
// Role:    each of Cordon's databases carries SQLite's application id and user version.
// Rules:   read in one statement, hence at one moment: several processes may open a fresh home at once.
// Threads: as its Database.
// Errors:  corrupt (another program's), unsupported (made by a newer cordon).
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace cordon::storage {

class Database;

struct Layout {
    std::int64_t application_id = 0;
    std::int64_t newest = 1;
};

// The layout that stands there; 0 for a database without anything.
[[nodiscard]] base::Result<std::int64_t> layout_of(Database& database, const std::string& path,
                                                   const Layout& layout);

}  // namespace cordon::storage
