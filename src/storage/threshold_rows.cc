#include "storage/threshold_rows.h"

namespace cordon::storage {

const char* const threshold_schema = R"sql(
CREATE TABLE threshold_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    hundredths INTEGER NOT NULL CHECK (hundredths BETWEEN 50 AND 100),
    principal TEXT NOT NULL CHECK (principal <> ''),
    reason TEXT NOT NULL CHECK (reason <> ''),
    report_sha256 TEXT NOT NULL CHECK (length(report_sha256) = 64),
    effect TEXT NOT NULL
) STRICT;
CREATE TRIGGER threshold_changes_never_change BEFORE UPDATE ON threshold_changes
BEGIN SELECT RAISE(ABORT, 'a change of the threshold is kept as it was made'); END;
CREATE TRIGGER threshold_changes_are_never_deleted BEFORE DELETE ON threshold_changes
BEGIN SELECT RAISE(ABORT, 'a change of the threshold is never deleted'); END;
)sql";

// INSERT OR REPLACE deletes without asking triggers on DELETE.
const char* const threshold_rules_3 = R"sql(
CREATE TRIGGER threshold_changes_are_only_added BEFORE INSERT ON threshold_changes
WHEN EXISTS (SELECT 1 FROM threshold_changes WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'this change of the threshold is there already'); END;
)sql";

base::Result<std::vector<engine::ThresholdChange>> read_threshold_changes(Database& database) {
    CORDON_ASSIGN(Statement statement,
                  database.prepare("SELECT hundredths, at, principal, reason, report_sha256, effect FROM "
                                   "threshold_changes ORDER BY id"));
    std::vector<engine::ThresholdChange> changes;
    for (;;) {
        CORDON_ASSIGN(const bool found, statement.step());
        if (!found) {
            return changes;
        }
        changes.push_back({static_cast<std::int32_t>(statement.integer(0)),
                           base::Instant{statement.integer(1)}, statement.text(2), statement.text(3),
                           statement.text(4), statement.text(5)});
    }
}

base::Status insert_threshold_change(Database& database, const engine::ThresholdChange& change) {
    CORDON_ASSIGN(Statement insert,
                  database.prepare("INSERT INTO threshold_changes (hundredths, at, principal, reason, "
                                   "report_sha256, effect) VALUES (?, ?, ?, ?, ?, ?)"));
    insert.bind(static_cast<std::int64_t>(change.hundredths), change.at, change.principal, change.reason,
                change.report_sha256, change.effect);
    return insert.run();
}

}  // namespace cordon::storage
