// storage/test_old_layout.h: a record as an earlier build left it, for the tests of bringing it up.
//
// Role:    included by *_test.cc only.
// Threads: main thread.
#pragma once

#include <string>

#include "base/check.h"
#include "storage/file_ops.h"
#include "storage/record_file.h"
#include "storage/sqlite.h"
#include "storage/test_record.h"
#include "storage/verdict_forms.h"

namespace cordon::storage::testing {

// REQUIRES: a record that is not sealed and that nobody has open. Its rules are gone.
inline void to_layout_5(const std::string& home) {
    CORDON_CHECK(raw_sql(home, drop_triggers).empty());
    FileOps ops;
    const auto database = *Database::open(record_path(home), ops);
    VerdictForms forms(*database);
    auto rows = *database->prepare("SELECT bytes FROM verdicts WHERE leaf = ?");
    auto change = *database->prepare("UPDATE verdicts SET bytes = ? WHERE leaf = ?");
    const std::int64_t last = *database->number("SELECT max(leaf) FROM verdicts");
    for (std::int64_t leaf = 0; leaf <= last; ++leaf) {
        if (const auto found = rows.bind(leaf).step(); found && *found) {
            const std::string bytes = *forms.unpack(rows.bytes(0));
            rows.reset();
            CORDON_CHECK(change.bind(Blob{bytes}, leaf).run().has_value());
        }
    }
    CORDON_CHECK(database->run("DROP TABLE verdict_forms; PRAGMA user_version = 5").has_value());
}

}  // namespace cordon::storage::testing
