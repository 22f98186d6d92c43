// storage/record_schema.h: the tables of record.db, and the rules that SQLite itself enforces on them.
//
// Role:    verdicts, archives (messages), hold_events, tokens and token_voids each hang on a leaf of the
//          audit log by its number, and so do policy_steps; checkpoints sign where the log stands; data_keys
//          hold what seals rows, erasure_steps who erased what; erasure_salts the one by which an erased
//          message is known again; cosignatures are words of witnesses; fingerprints is an index over
//          verdicts; situations and policies are texts that rows name by hash, and verdict_forms
//          what verdicts have in common.
// Rules:   by triggers and constraints, whoever writes: rows are only added, never replaced, but that an
//          erasure by two people takes content away after the years of retention, or earlier on an
//          authority's ground, and never of what is held and undecided (years count from the last step of a
//          hold); leaves are counted without a gap; a hold is decided by two different principals, or of
//          what was held once and nobody disputes by one, who names the policy that stands activated; a
//          block by two who name it (what it says, the audit reads: storage/hold_audit.h); a policy is
//          activated by two; no token without a verdict that passed or a hold that was released; no token
//          valid for more than 15 minutes; all data keys are under one master key, and a number of theirs is
//          given once.
// Threads: as its Database.
// Errors:  those of storage/sqlite.h and storage/database_layout.h.
#pragma once

#include <string>

#include "base/result.h"

namespace cordon::storage {

class Database;

// True when the tables stand, in this layout.
[[nodiscard]] base::Result<bool> record_is_current(Database& database, const std::string& path);
// Makes them, or brings those of an earlier layout up to this one; well when another process was faster.
[[nodiscard]] base::Status make_record(Database& database, const std::string& path);

}  // namespace cordon::storage
