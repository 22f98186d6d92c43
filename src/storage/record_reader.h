// storage/record_reader.h: rows of the record as what they were before they were sealed.
//
// Role:    every reader of record.db (storage/record_rows.h, record_audit.h, record_erasure.h) comes through
//          here for verdicts, reasons and archives; and every writer for how they are sealed.
// Rules:   a row that was never sealed reads as it stands; one that was erased reads empty, with who, when
//          and why in StoredVerdict::erased.
// Ownership: database and keys outlive the reader.
// Threads: as its Database.
// Errors:  those of storage/field_keys.h.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/verdict_record.h"
#include "storage/field_keys.h"
#include "storage/sqlite.h"
#include "storage/verdict_forms.h"

namespace cordon::storage {

// The columns of a verdict, in the order in which the reader takes them.
#define CORDON_VERDICT_COLUMNS                                                                              \
    "SELECT leaf, tenant, channel, message_id, content_sha256, verdict_id, outcome, at, bytes, "            \
    "message_sha256, message_bytes, situation, salt, sealed, erased, fingerprints, archive, position FROM " \
    "verdicts "

struct ReadVerdict {
    engine::StoredVerdict verdict;
    std::vector<std::int64_t> keys;  // of fingerprints, as they stand in the leaf
    bool sealed = false;
    std::int64_t archive = 0;
    std::uint64_t position = 0;
};

// Whether the verdict's bytes are read too: who only takes a row away needs none, and may find them damaged.
enum class WithBytes : std::uint8_t { no, yes };

// How a verdict's row is written.
struct VerdictRow {
    std::string message_id;
    std::string content_sha256;  // bytes
    std::string message_sha256;  // bytes
    std::string fingerprints;
    std::string bytes;
    std::string salt;    // bytes, "" when it is in `sealed`
    std::string sealed;  // "": the row is not
};

class RecordReader {
public:
    RecordReader(Database& database, FieldKeys& keys)
        : database_{&database}, keys_{&keys}, forms_{database} {}

    [[nodiscard]] base::Result<ReadVerdict> verdict(const Statement& statement,
                                                    WithBytes with_bytes = WithBytes::yes);
    // In the transaction that will write it.
    [[nodiscard]] base::Result<VerdictRow> row_of(const engine::StoredVerdict& verdict,
                                                  std::span<const std::int64_t> keys);
    // That transaction was rolled back.
    void forget_forms() { forms_.forget(); }

    // message_id as it may stand in the index: plain, and as a keyed hash ("" when there is none yet).
    [[nodiscard]] base::Result<std::string> message_index(const engine::VerdictKey& key, bool make);
    // The same for a fingerprint; the key itself when there is no hash.
    [[nodiscard]] base::Result<std::int64_t> fingerprint_index(std::int64_t key, bool make);

    // What an erased message is known again by, 32 bytes each: a hash under the record's salt, and, where the
    // record is sealed, one under the key of its index; the last one is what an erasure keeps.
    [[nodiscard]] base::Result<std::vector<std::string>> erased_hashes(const engine::VerdictKey& key,
                                                                       bool make);

    // A reason as it stands in its two columns.
    [[nodiscard]] base::Result<std::string> reason(const FieldPlace& place, std::string text,
                                                   std::string_view sealed);
    // The messages of an archive; tenant "": it is not sealed.
    [[nodiscard]] base::Result<std::string> messages(std::int64_t id, std::string_view tenant,
                                                     std::string_view packed, std::uint64_t bytes);
    [[nodiscard]] base::Result<std::string> packed(std::int64_t id, std::string_view tenant,
                                                   std::string_view messages);

private:
    [[nodiscard]] base::Status open_sealed(const std::string& sealed, ReadVerdict& read);
    [[nodiscard]] base::Status read_bytes(const std::string& kept, ReadVerdict& read);
    [[nodiscard]] base::Result<std::string> erasure(std::int64_t leaf);

    Database* database_;
    FieldKeys* keys_;
    VerdictForms forms_;
    std::map<std::int64_t, std::string> erasures_;
    std::string salt_;
};

// Drawn when the record was made; corrupt when it was taken away.
[[nodiscard]] base::Result<std::string> erasure_salt(Database& database);
[[nodiscard]] std::vector<std::int64_t> keys_from(std::string_view blob);
[[nodiscard]] std::string blob_of_keys(std::span<const std::int64_t> keys);
[[nodiscard]] engine::PolicyStep policy_step_from(const Statement& statement);
extern const char* const policy_step_columns;
// A number as so many bytes, the highest first, and back.
[[nodiscard]] std::string number_bytes(std::uint64_t number, int count);
[[nodiscard]] std::uint64_t number_in(std::string_view bytes);
[[nodiscard]] std::string hex_of(std::string_view bytes);
// REQUIRES: an even number of hexadecimal letters.
[[nodiscard]] std::string bytes_of(std::string_view hex);
[[nodiscard]] std::string bytes_of(const base::Sha256Digest& digest);

}  // namespace cordon::storage
