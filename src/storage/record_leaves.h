// storage/record_leaves.h: what was hashed for a leaf of the audit log, from its row as it stands.
//
// Role:    for the audit and for proofs.
// Threads: as its Database.
// Errors:  those of the Database; a row that does not open under its key has no text.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "storage/record_reader.h"

namespace cordon::storage {

struct LeafText {
    std::string text;                   // "": no row stands for it
    std::string why;                    // there is none, when more is known
    std::optional<std::uint64_t> gone;  // erased by this leaf: the text cannot be made any more
    std::string erased;                 // then: when, by whom and why
};

class LeafTexts {
public:
    LeafTexts(Database& database, RecordReader& reader) : database_{&database}, reader_{&reader} {}

    [[nodiscard]] base::Result<LeafText> of(engine::LeafKind kind, std::uint64_t leaf);

private:
    // The row stands ready, or there is none.
    [[nodiscard]] base::Result<Statement*> row(const char* sql, std::uint64_t leaf, bool& found);
    [[nodiscard]] base::Result<LeafText> of_verdict(std::uint64_t leaf);
    [[nodiscard]] base::Result<LeafText> of_hold_event(std::uint64_t leaf);
    [[nodiscard]] base::Result<LeafText> of_token(std::uint64_t leaf);
    [[nodiscard]] base::Result<LeafText> of_void(std::uint64_t leaf);
    [[nodiscard]] base::Result<LeafText> of_policy_step(std::uint64_t leaf);
    [[nodiscard]] base::Result<LeafText> of_erasure(std::uint64_t leaf);
    [[nodiscard]] LeafText gone(std::int64_t by) const;

    Database* database_;
    RecordReader* reader_;
    std::map<const char*, Statement> statements_;
};

}  // namespace cordon::storage
