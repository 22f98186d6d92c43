// storage/record_rows.h: the record's rows in SQLite: record.db, or what is left of it.
//
// Role:      engine::RecordRows over one database. Messages of one commit and tenant are packed together
//            (zstd) into one archive row; a verdict's bytes stand as what differs from a form
//            (storage/verdict_forms.h), sealed where there are keys (storage/field_keys.h). The edge of the
//            hash tree is kept in memory and caught up at each begin with what other processes appended;
//            keys that are remembered are forgotten then.
// Rules:     a checkpoint is signed in the commit that brings the thousandth leaf since the last one, and in
//            the first one that comes a minute or more after the first that no checkpoint covers. After a
//            failure of the disk, or of anything that is not the caller's fault, every call is refused: the
//            file is not touched again through this handle. SQLite's log is brought into the file here, so
//            that a disk that fails at that is heard of.
// Ownership: database and keys outlive the rows.
// Threads:   one thread.
// Errors:    those of engine/verdict_store.h.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/audit_log.h"
#include "engine/verdict_record.h"
#include "storage/field_keys.h"
#include "storage/record_reader.h"
#include "storage/sqlite.h"

namespace cordon::storage {

// The signed statement of a checkpoint made at that time.
using SignCheckpoint = std::function<base::Result<std::string>(const engine::Checkpoint&, base::Instant)>;

class SqliteRecordRows final : public engine::RecordRows {
public:
    SqliteRecordRows(Database& database, FieldKeys& keys, std::string path, SignCheckpoint sign, bool salted);

    [[nodiscard]] base::Status begin() override;
    [[nodiscard]] base::Status commit(base::Instant at) override;
    void roll_back(const base::Error& cause) override;
    [[nodiscard]] std::string fresh_salt() override;

    [[nodiscard]] base::Result<std::uint64_t> add_leaf(engine::LeafKind kind, std::string_view leaf) override;
    [[nodiscard]] base::Status add_verdict(const engine::StoredVerdict& verdict, std::string_view message,
                                           std::span<const std::int64_t> keys) override;
    [[nodiscard]] base::Status add_hold_event(std::uint64_t verdict, const engine::HoldEvent& event) override;
    [[nodiscard]] base::Status add_token(std::uint64_t verdict, const engine::KeptToken& token) override;
    [[nodiscard]] base::Status add_void(std::uint64_t leaf, std::uint64_t token, std::string_view reason,
                                        base::Instant at) override;
    [[nodiscard]] base::Status add_policy(std::string_view sha256, std::string_view toml) override;
    [[nodiscard]] base::Status add_situation(std::string_view sha256, std::string_view json) override;
    [[nodiscard]] base::Status add_policy_step(const engine::PolicyStep& step) override;
    [[nodiscard]] base::Result<std::string> policy(std::string_view sha256) override;
    [[nodiscard]] base::Result<std::string> situation(std::string_view sha256) override;
    [[nodiscard]] base::Result<std::vector<engine::PolicyStep>> policy_steps() override;

    [[nodiscard]] base::Result<std::vector<engine::StoredVerdict>> same_message(
        const engine::VerdictKey& key) override;
    [[nodiscard]] base::Result<std::vector<engine::StoredVerdict>> erased_message(
        const engine::VerdictKey& key) override;
    [[nodiscard]] base::Result<std::vector<engine::StoredVerdict>> by_id(std::string_view prefix) override;
    [[nodiscard]] base::Result<std::string> message(const engine::StoredVerdict& verdict) override;
    [[nodiscard]] base::Result<std::vector<engine::StoredVerdict>> by_fingerprints(
        std::span<const std::int64_t> keys, const engine::EarlierQuery& query,
        std::uint64_t verdicts_max) override;
    [[nodiscard]] base::Result<std::optional<engine::VerdictTime>> last_verdict_before(
        std::uint64_t leaf) override;
    [[nodiscard]] base::Status for_each_verdict(
        std::uint64_t from_leaf,
        const std::function<base::Status(const engine::StoredVerdict&)>& each) override;
    [[nodiscard]] base::Result<std::vector<engine::HoldEvent>> hold_events(std::uint64_t verdict) override;
    [[nodiscard]] base::Result<std::vector<engine::StoredVerdict>> held(const engine::HoldQuery& query,
                                                                        std::uint64_t verdicts_max) override;
    [[nodiscard]] base::Result<std::vector<engine::KeptToken>> tokens(std::uint64_t verdict) override;
    [[nodiscard]] base::Status sign_checkpoint(base::Instant at) override;

private:
    // Prepared once; sql is a literal.
    [[nodiscard]] base::Result<Statement*> statement(const char* sql);
    [[nodiscard]] base::Status usable() const;
    [[nodiscard]] base::Status catch_up();
    [[nodiscard]] base::Status notice_others();
    [[nodiscard]] bool checkpoint_is_due(base::Instant at) const;
    [[nodiscard]] base::Status start_from_checkpoint();
    [[nodiscard]] base::Status write_archives();
    struct SealedReason {
        std::string text;
        std::string sealed;
    };
    [[nodiscard]] base::Result<SealedReason> sealed_reason(const char* tenant_of, std::uint64_t owner,
                                                           std::string_view table, std::uint64_t leaf,
                                                           std::string_view reason);
    [[nodiscard]] base::Status add_text(const char* there, const char* insert, std::string_view sha256,
                                        std::string_view text, std::string& known);
    [[nodiscard]] base::Result<std::string> text(const char* sql, std::string_view sha256);
    [[nodiscard]] base::Result<std::vector<engine::StoredVerdict>> read_verdicts(Statement& statement);

    Database* database_;
    FieldKeys* keys_;
    RecordReader reader_;
    std::string path_;
    SignCheckpoint sign_;
    bool salted_;
    std::unordered_map<const char*, Statement> statements_;
    std::optional<base::Error> broken_;

    engine::AuditFrontier log_;            // with the leaves of the transaction that runs
    engine::AuditFrontier committed_log_;  // as of the last commit seen
    bool started_ = false;
    std::int64_t data_version_ = -1;
    std::uint64_t signed_leaves_ = 0;
    std::optional<base::Instant> unsigned_since_;  // the first commit here that no checkpoint covers

    struct OpenArchive {
        std::int64_t id = 0;
        std::string messages;
    };
    std::int64_t next_archive_ = 0;
    std::map<std::string, OpenArchive> archives_;  // that this transaction will write, by tenant
    // The archive that a message was read from last: of what is not erased it never changes.
    std::int64_t read_archive_ = -1;
    std::string read_messages_;
    std::string known_policy_;  // hash of a text that is certainly kept
    std::string known_situation_;
};

}  // namespace cordon::storage
