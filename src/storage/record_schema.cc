#include "storage/record_schema.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "base/secure_random.h"
#include "storage/database_layout.h"
#include "storage/sqlite.h"

namespace cordon::storage {

namespace {

constexpr std::size_t salt_bytes = 32;
constexpr Layout layout{0x43524432, 6};  // "CRD2"

// Numbers of kinds and outcomes are those of engine/verdict_record.h and model/verdict.h. Columns that name a
// principal hold no white space at their ends, so that nobody is two people by a blank. That an archive is
// there and the fingerprints are those of the verdicts is checked by the audit: a foreign key would look
// through all verdicts at each commit.
constexpr const char* tables_2 = R"sql(
CREATE TABLE leaves (
    seq INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE TABLE archives (
    id INTEGER PRIMARY KEY,
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    packed BLOB NOT NULL
) STRICT;
CREATE TABLE verdicts (
    leaf INTEGER PRIMARY KEY,
    verdict_id BLOB NOT NULL UNIQUE CHECK (length(verdict_id) = 16),
    tenant TEXT NOT NULL CHECK (tenant <> ''),
    channel TEXT NOT NULL CHECK (channel <> ''),
    message_id TEXT NOT NULL CHECK (message_id <> ''),
    content_sha256 BLOB NOT NULL CHECK (length(content_sha256) = 32),
    outcome INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 2),
    at INTEGER NOT NULL,
    message_sha256 BLOB NOT NULL CHECK (length(message_sha256) = 32),
    message_bytes INTEGER NOT NULL CHECK (message_bytes >= 0),
    archive INTEGER NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    fingerprints BLOB NOT NULL CHECK (length(fingerprints) % 8 = 0),
    situation BLOB CHECK (length(situation) = 32),
    bytes BLOB NOT NULL,
    UNIQUE (tenant, channel, message_id, content_sha256)
) STRICT;
CREATE TABLE fingerprints (
    key INTEGER NOT NULL,
    verdict INTEGER NOT NULL,
    PRIMARY KEY (key, verdict)
) STRICT, WITHOUT ROWID;
CREATE TABLE hold_events (
    leaf INTEGER PRIMARY KEY,
    verdict INTEGER NOT NULL REFERENCES verdicts (leaf),
    step INTEGER NOT NULL CHECK (step BETWEEN 0 AND 4),
    principal TEXT NOT NULL CHECK (principal <> '' AND principal = trim(principal, ' ' || char(9, 10, 13))),
    reason TEXT NOT NULL CHECK (trim(reason, ' ' || char(9, 10, 13)) <> ''),
    block_allowed INTEGER NOT NULL CHECK (block_allowed IN (0, 1)),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX steps_of_a_hold ON hold_events (verdict, leaf, step);
CREATE TABLE tokens (
    leaf INTEGER PRIMARY KEY,
    verdict INTEGER NOT NULL REFERENCES verdicts (leaf),
    kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
    issued INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    statement TEXT NOT NULL CHECK (statement <> ''),
    CHECK (expires > issued AND expires - issued <= 900000)
) STRICT;
CREATE INDEX tokens_of_a_verdict ON tokens (verdict);
CREATE TABLE token_voids (
    leaf INTEGER PRIMARY KEY,
    token INTEGER NOT NULL UNIQUE REFERENCES tokens (leaf),
    reason TEXT NOT NULL CHECK (reason <> ''),
    at INTEGER NOT NULL
) STRICT;
CREATE TABLE situations (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    json TEXT NOT NULL CHECK (json <> '')
) STRICT;
CREATE TABLE policies (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    toml TEXT NOT NULL CHECK (toml <> '')
) STRICT;
CREATE TABLE policy_steps (
    leaf INTEGER PRIMARY KEY,
    step INTEGER NOT NULL CHECK (step IN (0, 1)),
    policy BLOB NOT NULL REFERENCES policies (sha256),
    text_sha256 BLOB NOT NULL CHECK (length(text_sha256) = 32),
    principal TEXT NOT NULL CHECK (principal <> '' AND principal = trim(principal, ' ' || char(9, 10, 13))),
    reason TEXT NOT NULL CHECK (trim(reason, ' ' || char(9, 10, 13)) <> ''),
    at INTEGER NOT NULL
) STRICT;
CREATE TABLE checkpoints (
    size INTEGER PRIMARY KEY CHECK (size > 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    edge BLOB NOT NULL CHECK (length(edge) % 32 = 0),
    statement TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;
)sql";

// What layout 3 adds. Sealed values (storage/field_keys.h) stand in columns of their own, but for `bytes`
// and `packed`; of a sealed verdict, message_id and content_sha256 are keyed hashes and message_sha256 is
// nothing.
constexpr const char* tables_3 = R"sql(
CREATE TABLE leaves_3 (
    seq INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 6),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO leaves_3 SELECT seq, kind, hash FROM leaves;
DROP TABLE leaves;
ALTER TABLE leaves_3 RENAME TO leaves;
ALTER TABLE verdicts ADD COLUMN salt BLOB CHECK (salt IS NULL OR length(salt) = 16);
ALTER TABLE verdicts ADD COLUMN sealed BLOB;
ALTER TABLE verdicts ADD COLUMN erased INTEGER;
ALTER TABLE hold_events ADD COLUMN sealed BLOB;
ALTER TABLE token_voids ADD COLUMN sealed BLOB;
ALTER TABLE archives ADD COLUMN tenant TEXT;
CREATE INDEX verdicts_of_an_archive ON verdicts (archive) WHERE erased IS NOT NULL;
CREATE TABLE data_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 4294967295),
    tenant TEXT NOT NULL,
    master TEXT NOT NULL CHECK (length(master) = 16),
    wrapped BLOB NOT NULL
) STRICT;
CREATE TABLE erasure_steps (
    leaf INTEGER PRIMARY KEY,
    step INTEGER NOT NULL CHECK (step IN (0, 1)),
    scope TEXT NOT NULL CHECK (scope <> ''),
    principal TEXT NOT NULL CHECK (principal <> '' AND principal = trim(principal, ' ' || char(9, 10, 13))),
    reason TEXT NOT NULL CHECK (trim(reason, ' ' || char(9, 10, 13)) <> ''),
    ground TEXT NOT NULL,
    years INTEGER NOT NULL CHECK (years >= 5),
    verdicts INTEGER NOT NULL CHECK (verdicts >= 0),
    remains_sha256 BLOB NOT NULL CHECK (length(remains_sha256) = 32),
    at INTEGER NOT NULL
) STRICT;
CREATE TABLE cosignatures (
    size INTEGER NOT NULL REFERENCES checkpoints (size),
    witness TEXT NOT NULL CHECK (witness <> ''),
    line TEXT NOT NULL CHECK (line <> ''),
    PRIMARY KEY (size, witness)
) STRICT, WITHOUT ROWID;
)sql";

// What layout 4 adds: of an erased verdict, content_sha256 is a hash of what its message is known again by
// (RecordReader::erased_hashes), or zeroes where an earlier layout erased it.
constexpr const char* tables_4 = R"sql(
CREATE TABLE erasure_salts (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    salt BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;
CREATE INDEX erased_messages ON verdicts (content_sha256) WHERE erased IS NOT NULL;
)sql";

// What layout 5 adds: by which policy one person alone decided a hold, or a block may be released.
constexpr const char* tables_5 = R"sql(
ALTER TABLE hold_events ADD COLUMN policy BLOB CHECK (policy IS NULL OR length(policy) = 32);
)sql";

// What layout 6 adds: of a verdict, `bytes` may be what differs from a form (storage/verdict_forms.h).
constexpr const char* tables_6 = R"sql(
CREATE TABLE verdict_forms (
    id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 2147483647),
    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    json TEXT NOT NULL CHECK (json <> '')
) STRICT;
)sql";

// Steps of holds: 0 opened, 1 release proposed, 2 reject proposed, 3 released, 4 rejected; of policies: 0
// proposed, 1 activated; of erasures: 0 proposed, 1 confirmed and done. Checked when the row stands, against
// the rows before it. {before} and {now} are the people of both steps: person_of().
constexpr const char* rules = R"sql(
CREATE TRIGGER a_checkpoint_looks_back AFTER INSERT ON checkpoints
WHEN NEW.size <> (SELECT max(size) FROM checkpoints)
    OR NOT EXISTS (SELECT 1 FROM leaves WHERE seq = NEW.size - 1)
BEGIN SELECT RAISE(ABORT, 'a checkpoint signs leaves that are there, after those that were signed'); END;
CREATE TRIGGER steps_come_in_order AFTER INSERT ON hold_events
WHEN EXISTS (SELECT 1 FROM hold_events WHERE verdict = NEW.verdict AND leaf > NEW.leaf)
BEGIN SELECT RAISE(ABORT, 'a step comes after those before it'); END;
CREATE TRIGGER a_step_needs_an_open_hold AFTER INSERT ON hold_events
WHEN NEW.step IN (1, 2) AND coalesce((SELECT step FROM hold_events WHERE verdict = NEW.verdict
    AND leaf < NEW.leaf ORDER BY leaf DESC LIMIT 1), 4) >= 3
BEGIN SELECT RAISE(ABORT, 'only an open hold can be decided'); END;
CREATE TRIGGER two_people_decide AFTER INSERT ON hold_events
WHEN NEW.step IN (3, 4)
    AND (NEW.policy IS NULL OR (SELECT outcome FROM verdicts WHERE leaf = NEW.verdict) IS NOT 1)
    AND NOT EXISTS (
    SELECT 1 FROM (SELECT step, principal FROM hold_events WHERE verdict = NEW.verdict
                   AND leaf < NEW.leaf ORDER BY leaf DESC LIMIT 1)
    WHERE step = NEW.step - 2 AND {before} <> {now})
BEGIN SELECT RAISE(ABORT, 'a hold is decided by two different people who say the same'); END;
CREATE TRIGGER a_rejection_is_for_good AFTER INSERT ON hold_events
WHEN NEW.step = 0 AND (SELECT step FROM hold_events WHERE verdict = NEW.verdict
    AND leaf < NEW.leaf ORDER BY leaf DESC LIMIT 1) = 4
BEGIN SELECT RAISE(ABORT, 'a rejection is for good'); END;
CREATE TRIGGER a_block_needs_the_policy AFTER INSERT ON hold_events
WHEN NEW.step IN (1, 3) AND (NEW.block_allowed = 0 OR NEW.policy IS NULL)
    AND (SELECT outcome FROM verdicts WHERE leaf = NEW.verdict) = 2
BEGIN SELECT RAISE(ABORT, 'a block is released only where the policy allows it'); END;
CREATE TRIGGER a_step_names_the_active_policy AFTER INSERT ON hold_events
WHEN NEW.policy IS NOT NULL AND (SELECT policy FROM policy_steps WHERE step = 1 AND leaf < NEW.leaf
    ORDER BY leaf DESC LIMIT 1) IS NOT NEW.policy
BEGIN SELECT RAISE(ABORT, 'a step is allowed by the policy that two people activated last, or by none'); END;
CREATE TRIGGER only_a_block_is_allowed_as_one AFTER INSERT ON hold_events
WHEN (NEW.block_allowed = 1) <> (NEW.policy IS NOT NULL AND NEW.step IN (1, 3)
    AND coalesce((SELECT outcome FROM verdicts WHERE leaf = NEW.verdict) = 2, 0))
BEGIN SELECT RAISE(ABORT, 'only a step that releases a block says that a block may be released'); END;
CREATE TRIGGER one_person_decides_what_is_undisputed AFTER INSERT ON hold_events
WHEN NEW.policy IS NOT NULL AND NEW.block_allowed = 0 AND (NEW.step NOT IN (3, 4)
    OR (SELECT count(*) FROM hold_events WHERE verdict = NEW.verdict AND leaf < NEW.leaf AND step = 0) <> 1
    OR EXISTS (SELECT 1 FROM hold_events WHERE verdict = NEW.verdict AND leaf < NEW.leaf
               AND step NOT IN (0, NEW.step - 2)))
BEGIN SELECT RAISE(ABORT, 'one person decides only what was held once and nobody disputes'); END;
CREATE TRIGGER policy_steps_come_in_order AFTER INSERT ON policy_steps
WHEN EXISTS (SELECT 1 FROM policy_steps WHERE leaf > NEW.leaf)
    OR NOT EXISTS (SELECT 1 FROM policies WHERE sha256 = NEW.policy)
BEGIN SELECT RAISE(ABORT, 'a step of a policy comes after those before it, and its text is there'); END;
CREATE TRIGGER two_people_activate AFTER INSERT ON policy_steps
WHEN NEW.step = 1 AND NOT EXISTS (
    SELECT 1 FROM (SELECT step, policy, principal FROM policy_steps WHERE leaf < NEW.leaf
                   ORDER BY leaf DESC LIMIT 1)
    WHERE step = 0 AND policy = NEW.policy AND {before} <> {now})
BEGIN SELECT RAISE(ABORT, 'a policy is activated by two different people who mean the same one'); END;
CREATE TRIGGER a_pass_token_needs_a_pass AFTER INSERT ON tokens
WHEN NEW.kind = 0 AND ((SELECT outcome FROM verdicts WHERE leaf = NEW.verdict) IS NOT 0
    OR EXISTS (SELECT 1 FROM hold_events WHERE verdict = NEW.verdict))
BEGIN SELECT RAISE(ABORT, 'no token for a verdict that did not pass or was held'); END;
CREATE TRIGGER a_release_token_needs_a_release AFTER INSERT ON tokens
WHEN NEW.kind = 1 AND (SELECT step FROM hold_events WHERE verdict = NEW.verdict
    ORDER BY leaf DESC LIMIT 1) IS NOT 3
BEGIN SELECT RAISE(ABORT, 'no token for a hold that was not released'); END;
CREATE TRIGGER two_people_erase AFTER INSERT ON erasure_steps
WHEN NEW.step = 1 AND NOT EXISTS (
    SELECT 1 FROM (SELECT * FROM erasure_steps WHERE leaf < NEW.leaf ORDER BY leaf DESC LIMIT 1)
    WHERE step = 0 AND scope = NEW.scope AND ground = NEW.ground AND years = NEW.years
        AND verdicts = NEW.verdicts AND remains_sha256 = NEW.remains_sha256
        AND {before} <> {now})
BEGIN SELECT RAISE(ABORT, 'content is erased by two different people who mean the same'); END;
CREATE TRIGGER erasure_steps_come_in_order AFTER INSERT ON erasure_steps
WHEN EXISTS (SELECT 1 FROM erasure_steps WHERE leaf > NEW.leaf)
BEGIN SELECT RAISE(ABORT, 'a step of an erasure comes after those before it'); END;
)sql";

// The ways in which content goes, and nothing else changes. A year has 365.25 days; what was held has its
// years from the last step of its hold.
constexpr const char* erasing = R"sql(
CREATE TRIGGER verdicts_never_change BEFORE UPDATE ON verdicts BEGIN SELECT CASE
WHEN OLD.erased IS NOT NULL OR NEW.erased IS NULL THEN RAISE(ABORT, 'the record is only added to')
WHEN NEW.leaf <> OLD.leaf OR NEW.verdict_id <> OLD.verdict_id OR NEW.tenant <> OLD.tenant
    OR NEW.channel <> OLD.channel OR NEW.outcome <> OLD.outcome OR NEW.at <> OLD.at
    OR NEW.archive <> OLD.archive OR NEW.position <> OLD.position OR NEW.message_bytes <> OLD.message_bytes
    OR NEW.situation IS NOT OLD.situation OR NEW.bytes <> x'' OR NEW.fingerprints <> x''
    OR NEW.salt IS NOT NULL OR NEW.sealed IS NOT NULL
    THEN RAISE(ABORT, 'an erasure takes content away and changes nothing else')
WHEN NOT EXISTS (SELECT 1 FROM erasure_steps WHERE leaf = NEW.erased AND step = 1
                 AND leaf = (SELECT max(leaf) FROM erasure_steps))
    THEN RAISE(ABORT, 'nothing is erased without the word of two people')
WHEN NEW.leaf > (SELECT max(leaf) FROM erasure_steps WHERE leaf < NEW.erased)
    THEN RAISE(ABORT, 'what came after the proposal is not erased')
WHEN (SELECT ground = '' AND years * 31557600000 + max(NEW.at, coalesce(
          (SELECT at FROM hold_events WHERE verdict = NEW.leaf ORDER BY leaf DESC LIMIT 1), NEW.at)) > at
      FROM erasure_steps WHERE leaf = NEW.erased)
    THEN RAISE(ABORT, 'a verdict is kept for its years unless an authority orders otherwise')
WHEN coalesce((SELECT step FROM hold_events WHERE verdict = NEW.leaf ORDER BY leaf DESC LIMIT 1), 3) < 3
    THEN RAISE(ABORT, 'what is held and undecided is not erased')
END; END;
CREATE TRIGGER hold_events_never_change BEFORE UPDATE ON hold_events
WHEN NEW.leaf <> OLD.leaf OR NEW.verdict <> OLD.verdict OR NEW.step <> OLD.step
    OR NEW.principal <> OLD.principal OR NEW.block_allowed <> OLD.block_allowed OR NEW.at <> OLD.at
    OR NEW.policy IS NOT OLD.policy OR NEW.reason <> 'erased' OR NEW.sealed IS NOT NULL
    OR (SELECT erased FROM verdicts WHERE leaf = NEW.verdict) IS NULL
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER token_voids_never_change BEFORE UPDATE ON token_voids
WHEN NEW.leaf <> OLD.leaf OR NEW.token <> OLD.token OR NEW.at <> OLD.at OR NEW.reason <> 'erased'
    OR NEW.sealed IS NOT NULL OR (SELECT erased FROM verdicts JOIN tokens ON tokens.verdict = verdicts.leaf
                                  WHERE tokens.leaf = NEW.token) IS NULL
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER tokens_never_change BEFORE UPDATE ON tokens
WHEN NEW.leaf <> OLD.leaf OR NEW.verdict <> OLD.verdict OR NEW.kind <> OLD.kind OR NEW.issued <> OLD.issued
    OR NEW.expires <> OLD.expires OR NEW.statement <> 'erased'
    OR (SELECT erased FROM verdicts WHERE leaf = NEW.verdict) IS NULL
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER archives_never_change BEFORE UPDATE ON archives
WHEN NEW.id <> OLD.id OR NEW.bytes <> OLD.bytes OR NEW.tenant IS NOT OLD.tenant
    OR NOT EXISTS (SELECT 1 FROM verdicts WHERE archive = NEW.id AND erased IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER fingerprints_never_change BEFORE UPDATE ON fingerprints
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER fingerprints_are_never_deleted BEFORE DELETE ON fingerprints
WHEN (SELECT erased FROM verdicts WHERE leaf = OLD.verdict) IS NULL
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER data_keys_are_only_wrapped_again BEFORE UPDATE ON data_keys
WHEN NEW.id <> OLD.id OR NEW.tenant <> OLD.tenant
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER data_keys_are_kept BEFORE DELETE ON data_keys
WHEN OLD.tenant = '' OR EXISTS (SELECT 1 FROM verdicts WHERE tenant = OLD.tenant AND erased IS NULL)
BEGIN SELECT RAISE(ABORT, 'the key of a tenant goes after all that it sealed'); END;
)sql";

// What an insert must not meet. One trigger for each table: each costs a microsecond on every row. INSERT OR
// REPLACE deletes without asking triggers on DELETE, so what is there already is looked for here.
struct InsertRule {
    std::string_view table;
    std::string_view cases;
};

constexpr std::array<InsertRule, 15> insert_rules = {{
    {"leaves", R"sql(
WHEN EXISTS (SELECT 1 FROM leaves WHERE seq = NEW.seq) THEN RAISE(ABORT, 'this row is there already')
WHEN NEW.seq <> 0 AND NOT EXISTS (SELECT 1 FROM leaves WHERE seq = NEW.seq - 1)
    THEN RAISE(ABORT, 'a leaf comes right after the last one')
)sql"},
    {"archives", R"sql(
WHEN EXISTS (SELECT 1 FROM archives WHERE id = NEW.id) THEN RAISE(ABORT, 'this row is there already')
)sql"},
    {"verdicts", R"sql(
WHEN EXISTS (SELECT 1 FROM verdicts WHERE leaf = NEW.leaf) THEN RAISE(ABORT, 'this row is there already')
WHEN EXISTS (SELECT 1 FROM verdicts WHERE verdict_id = NEW.verdict_id)
    OR EXISTS (SELECT 1 FROM verdicts WHERE tenant = NEW.tenant AND channel = NEW.channel
               AND message_id = NEW.message_id AND content_sha256 = NEW.content_sha256)
    THEN RAISE(ABORT, 'this message has its verdict already')
WHEN (SELECT kind FROM leaves WHERE seq = NEW.leaf) IS NOT 1
    THEN RAISE(ABORT, 'the row needs a leaf of its kind in the audit log')
)sql"},
    {"hold_events", R"sql(
WHEN EXISTS (SELECT 1 FROM hold_events WHERE leaf = NEW.leaf) THEN RAISE(ABORT, 'this row is there already')
WHEN NEW.principal GLOB '*[^ -~]*' THEN RAISE(ABORT, 'a principal is named in ASCII')
WHEN (SELECT kind FROM leaves WHERE seq = NEW.leaf) IS NOT 2
    THEN RAISE(ABORT, 'the row needs a leaf of its kind in the audit log')
WHEN (SELECT erased FROM verdicts WHERE leaf = NEW.verdict) IS NOT NULL
    THEN RAISE(ABORT, 'nothing is added to what was erased')
)sql"},
    {"tokens", R"sql(
WHEN EXISTS (SELECT 1 FROM tokens WHERE leaf = NEW.leaf) THEN RAISE(ABORT, 'this row is there already')
WHEN (SELECT kind FROM leaves WHERE seq = NEW.leaf) IS NOT 3
    THEN RAISE(ABORT, 'the row needs a leaf of its kind in the audit log')
WHEN (SELECT erased FROM verdicts WHERE leaf = NEW.verdict) IS NOT NULL
    THEN RAISE(ABORT, 'nothing is added to what was erased')
)sql"},
    {"token_voids", R"sql(
WHEN EXISTS (SELECT 1 FROM token_voids WHERE leaf = NEW.leaf OR token = NEW.token)
    THEN RAISE(ABORT, 'this row is there already')
WHEN (SELECT kind FROM leaves WHERE seq = NEW.leaf) IS NOT 4
    THEN RAISE(ABORT, 'the row needs a leaf of its kind in the audit log')
)sql"},
    {"verdict_forms", R"sql(
WHEN EXISTS (SELECT 1 FROM verdict_forms WHERE id = NEW.id OR sha256 = NEW.sha256)
    THEN RAISE(ABORT, 'this row is there already')
)sql"},
    {"situations", R"sql(
WHEN EXISTS (SELECT 1 FROM situations WHERE sha256 = NEW.sha256)
    THEN RAISE(ABORT, 'this row is there already')
)sql"},
    {"policies", R"sql(
WHEN EXISTS (SELECT 1 FROM policies WHERE sha256 = NEW.sha256) THEN RAISE(ABORT, 'this row is there already')
)sql"},
    {"policy_steps", R"sql(
WHEN EXISTS (SELECT 1 FROM policy_steps WHERE leaf = NEW.leaf) THEN RAISE(ABORT, 'this row is there already')
WHEN NEW.principal GLOB '*[^ -~]*' THEN RAISE(ABORT, 'a principal is named in ASCII')
WHEN (SELECT kind FROM leaves WHERE seq = NEW.leaf) IS NOT 5
    THEN RAISE(ABORT, 'the row needs a leaf of its kind in the audit log')
)sql"},
    {"erasure_steps", R"sql(
WHEN EXISTS (SELECT 1 FROM erasure_steps WHERE leaf = NEW.leaf) THEN RAISE(ABORT, 'this row is there already')
WHEN NEW.principal GLOB '*[^ -~]*' THEN RAISE(ABORT, 'a principal is named in ASCII')
WHEN (SELECT kind FROM leaves WHERE seq = NEW.leaf) IS NOT 6
    THEN RAISE(ABORT, 'the row needs a leaf of its kind in the audit log')
)sql"},
    {"data_keys", R"sql(
WHEN EXISTS (SELECT 1 FROM data_keys WHERE id = NEW.id) THEN RAISE(ABORT, 'this row is there already')
WHEN NEW.id <= (SELECT seq FROM sqlite_sequence WHERE name = 'data_keys')
    THEN RAISE(ABORT, 'the number of a key is given once')
WHEN EXISTS (SELECT 1 FROM data_keys WHERE master <> NEW.master)
    THEN RAISE(ABORT, 'the keys of a record are all wrapped under one data key')
)sql"},
    {"erasure_salts", R"sql(
WHEN EXISTS (SELECT 1 FROM erasure_salts) THEN RAISE(ABORT, 'this row is there already')
)sql"},
    {"cosignatures", R"sql(
WHEN EXISTS (SELECT 1 FROM cosignatures WHERE size = NEW.size AND witness = NEW.witness)
    THEN RAISE(ABORT, 'this row is there already')
)sql"},
    {"checkpoints", R"sql(
WHEN EXISTS (SELECT 1 FROM checkpoints WHERE size = NEW.size) THEN RAISE(ABORT, 'this row is there already')
)sql"},
}};

// As engine::same_principal compares: letters and digits alone, whatever their case. SQLite has no function
// for it but replace(); eleven in one another, as more of them overflow its parser's stack.
std::string person_of(std::string_view principal) {
    constexpr std::array<std::string_view, 3> signs = {" !\"#$%&'()*", "+,-./:;<=>?", "@[\\]^_`{|}~"};
    std::string person = fmt::format("SELECT lower({}) AS name", principal);
    for (const std::string_view some : signs) {
        std::string bare = "name";
        for (const char sign : some) {
            bare = fmt::format("replace({}, char({}), '')", bare, static_cast<int>(sign));
        }
        person = fmt::format("SELECT {} AS name FROM ({})", bare, person);
    }
    return "(" + person + ")";
}

std::string with_people(std::string_view sql) {
    return fmt::format(fmt::runtime(sql), fmt::arg("before", person_of("principal")),
                       fmt::arg("now", person_of("NEW.principal")));
}

// In `erasing` there may be a rule of the table's own already.
std::string never(std::string_view table, std::string_view what, std::string_view trigger) {
    if (std::string_view(erasing).find(fmt::format("BEFORE {} ON {}", what, table)) !=
        std::string_view::npos) {
        return {};
    }
    return fmt::format(
        "CREATE TRIGGER {0}_{1} BEFORE {2} ON {0}\n"
        "BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;\n",
        table, trigger, what);
}

std::string append_only() {
    std::string sql = erasing;
    for (const InsertRule& rule : insert_rules) {
        sql += never(rule.table, "UPDATE", "never_change");
        sql += never(rule.table, "DELETE", "are_never_deleted");
        sql += fmt::format(
            "CREATE TRIGGER {0}_are_only_added BEFORE INSERT ON {0}\nBEGIN SELECT CASE{1}END; END;\n",
            rule.table, rule.cases);
    }
    return sql;
}

// Of an earlier layout; those of this one take their place.
base::Status drop_triggers(Database& database) {
    std::string sql;
    {
        CORDON_ASSIGN(Statement names,
                      database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'"));
        for (;;) {
            CORDON_ASSIGN(const bool found, names.step());
            if (!found) {
                break;
            }
            sql += fmt::format("DROP TRIGGER \"{}\";", names.text(0));
        }
    }
    return sql.empty() ? base::Status() : database.run(sql);
}

}  // namespace

base::Result<bool> record_is_current(Database& database, const std::string& path) {
    CORDON_ASSIGN(const std::int64_t version, layout_of(database, path, layout));
    if (version == 1) {
        return base::fail(
            base::ErrorCode::unsupported,
            fmt::format("{} was made by a build of cordon before its first release (layout {}); "
                        "move it away, and use that build to read it",
                        path, version));
    }
    return version == layout.newest;
}

base::Status make_record(Database& database, const std::string& path) {
    CORDON_ASSIGN(Transaction transaction, Transaction::begin(database));
    CORDON_ASSIGN(const bool current, record_is_current(database, path));
    if (current) {
        return {};
    }
    CORDON_ASSIGN(const std::int64_t version, layout_of(database, path, layout));
    if (version == 0) {
        CORDON_TRY(database.run(tables_2));
    }
    CORDON_TRY(drop_triggers(database));
    if (version < 3) {
        CORDON_TRY(database.run(tables_3));
    }
    if (version < 4) {
        CORDON_TRY(database.run(tables_4));
        CORDON_TRY(database.run(
            fmt::format("INSERT INTO erasure_salts VALUES (1, x'{}');", base::random_hex(salt_bytes))));
    }
    if (version < 5) {
        CORDON_TRY(database.run(tables_5));
    }
    CORDON_TRY(database.run(tables_6));
    CORDON_TRY(database.run(with_people(rules)));
    CORDON_TRY(database.run(append_only()));
    CORDON_TRY(database.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};",
                                        layout.application_id, layout.newest)));
    return transaction.commit();
}

}  // namespace cordon::storage
