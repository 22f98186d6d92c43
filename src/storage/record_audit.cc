#include "storage/record_audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "base/strings.h"
#include "engine/verdict_record.h"
#include "storage/erasure_remains.h"
#include "storage/hold_audit.h"
#include "storage/record_erasure.h"
#include "storage/record_file.h"
#include "storage/record_leaves.h"
#include "storage/record_reader.h"
#include "storage/record_signers.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;
using engine::LeafKind;

constexpr std::uint64_t faults_max = 100;

struct OpenRecord {
    std::unique_ptr<RecordFile> file;
    std::unique_ptr<FieldKeys> keys;
    std::optional<RecordReader> reader;
    Database* database = nullptr;
};

base::Result<std::unique_ptr<OpenRecord>> open_record(const std::string& home,
                                                      const std::string& data_key_file) {
    auto record = std::make_unique<OpenRecord>();
    CORDON_ASSIGN(record->file, open_record_file(home, RecordUse::read));
    record->database = record->file->database.get();
    CORDON_ASSIGN(record->keys, FieldKeys::open(*record->database, record->file->path, data_key_file));
    record->reader.emplace(*record->database, *record->keys);
    return record;
}

class Audit {
public:
    Audit(OpenRecord& record, std::span<const KnownKey> keys)
        : database_{record.database},
          reader_{&*record.reader},
          texts_{*record.database, *record.reader},
          keys_{keys} {}

    base::Result<AuditReport> run(std::string_view anchor) {
        // One read transaction: everything below is of one moment, whoever writes meanwhile.
        CORDON_TRY(database_->run("BEGIN"));
        auto report = all_checks(anchor);
        CORDON_TRY(database_->run("ROLLBACK"));
        return report;
    }

private:
    base::Result<AuditReport> all_checks(std::string_view anchor) {
        CORDON_TRY(read_checkpoints(anchor));
        CORDON_TRY(check_leaves());
        CORDON_TRY(check_erasures());
        CORDON_TRY(count_rows());
        CORDON_TRY(check_archives());
        CORDON_TRY(check_rules());
        report_.root = base::to_hex(log_.root());
        return std::move(report_);
    }

    void fault(std::string sentence) {
        ++report_.faults_found;
        if (report_.faults.size() < faults_max) {
            report_.faults.push_back(std::move(sentence));
        }
    }

    // What each checkpoint signs, by size; compared with the log as it grows.
    base::Status read_checkpoints(std::string_view anchor) {
        CORDON_ASSIGN(Statement rows, database_->prepare("SELECT size, root, edge, statement, sha256 FROM "
                                                         "checkpoints ORDER BY size"));
        std::string previous;
        RecordSigners signers(keys_, [this](std::string sentence) { fault(std::move(sentence)); });
        std::set<std::string> kept;
        for (;;) {
            CORDON_ASSIGN(const bool found, rows.step());
            if (!found) {
                break;
            }
            ++report_.checkpoints;
            const std::string name = fmt::format("the checkpoint of {} leaves", rows.integer(0));
            const auto opened = engine::open_checkpoint(rows.text(3));
            if (!opened) {
                fault(fmt::format("{}: {}", name, opened.error().message));
                continue;
            }
            signers.add(*opened, name);
            if (opened->checkpoint.previous_sha256 != previous) {
                fault(
                    fmt::format("{} does not follow the one before it: one was taken away or changed", name));
            }
            if (opened->checkpoint.size != static_cast<std::uint64_t>(rows.integer(0)) ||
                base::to_hex(opened->checkpoint.root) != hex_of(rows.bytes(1)) ||
                opened->sha256 != rows.text(4)) {
                fault(fmt::format("{}: the row says other than what is signed", name));
            }
            previous = opened->sha256;
            kept.insert(previous);
            edges_[opened->checkpoint.size] = rows.bytes(2);
            roots_.emplace(opened->checkpoint.size, opened->checkpoint.root);
        }
        signers.finish();
        if (!anchor.empty()) {
            CORDON_ASSIGN(const engine::OpenedCheckpoint opened, engine::open_checkpoint(anchor));
            signers.add_anchor(opened, kept.contains(opened.sha256));
            anchor_ = opened.checkpoint;
        }
        return {};
    }

    void check_root() {
        const auto [first, last] = roots_.equal_range(log_.size());
        for (auto at = first; at != last; ++at) {
            if (at->second != log_.root()) {
                fault(fmt::format("the first {} leaves are not those that were signed", log_.size()));
            }
            std::string edge;
            for (const base::Sha256Digest& peak : log_.peaks()) {
                edge.append(reinterpret_cast<const char*>(peak.data()), peak.size());
            }
            if (edges_[log_.size()] != edge) {
                fault(fmt::format("the tree's edge kept with the checkpoint of {} leaves is wrong",
                                  log_.size()));
            }
            signed_leaves_ = log_.size();
        }
        if (anchor_ && anchor_->size == log_.size() && anchor_->root != log_.root()) {
            fault(fmt::format("the log does not begin with the {} leaves of the checkpoint handed in",
                              log_.size()));
        }
    }

    base::Status check_leaves() {
        CORDON_ASSIGN(Statement leaves,
                      database_->prepare("SELECT seq, kind, hash FROM leaves ORDER BY seq"));
        check_root();
        for (;;) {
            CORDON_ASSIGN(const bool found, leaves.step());
            if (!found) {
                break;
            }
            const std::uint64_t number = log_.size();
            if (static_cast<std::uint64_t>(leaves.integer(0)) != number) {
                fault(fmt::format("leaf {} is missing, or one stands before the first", number));
                break;
            }
            const auto kind = static_cast<LeafKind>(leaves.integer(1));
            CORDON_ASSIGN(const LeafText leaf, texts_.of(kind, number));
            const auto hash = base::parse_sha256(hex_of(leaves.bytes(2)));
            if (leaf.gone && hash) {
                ++report_.erased_leaves;
                if (kind == LeafKind::verdict) {
                    erased_[*leaf.gone].push_back(number);
                }
            } else if (leaf.text.empty() || !hash) {
                fault(fmt::format("leaf {} has no row of its kind: it was taken away or changed{}{}", number,
                                  leaf.why.empty() ? "" : ": ", leaf.why));
            } else if (engine::audit_leaf_hash(leaf.text) != *hash) {
                fault(
                    fmt::format("leaf {} is not what its row says: {}", number, base::shown(leaf.text, 300)));
            }
            log_.add(hash ? *hash : base::Sha256Digest{});
            check_root();
        }
        report_.leaves = log_.size();
        report_.unsigned_leaves = log_.size() - signed_leaves_;
        for (const auto& [size, root] : roots_) {
            if (size > log_.size()) {
                fault(fmt::format("{} leaves were signed, and the log has {}: its end was cut off", size,
                                  log_.size()));
            }
        }
        if (anchor_ && anchor_->size > log_.size()) {
            fault(
                fmt::format("the checkpoint handed in signs {} leaves, and the log has {}: its end was cut "
                            "off",
                            anchor_->size, log_.size()));
        }
        return {};
    }

    base::Status check_remains(const ErasureStep& step, const std::vector<std::uint64_t>& gone) {
        CORDON_ASSIGN(const std::string remains, remains_of(*database_, gone));
        if (gone.size() != step.verdicts) {
            fault(fmt::format("the erasure of leaf {} took {} verdicts, and {} are erased under it",
                              step.leaf, step.verdicts, gone.size()));
        } else if (remains != step.remains_sha256) {
            fault(fmt::format(
                "the erasure of leaf {} left its {} verdicts otherwise than they stand here: tenant, "
                "channel, outcome, time, a hold, a token, or what its message is known again by was changed",
                step.leaf, gone.size()));
        }
        return {};
    }

    // What is gone is what two people said should go, no more and no less; what stays of it is what stood.
    base::Status check_erasures() {
        CORDON_ASSIGN(Statement steps,
                      database_->prepare(std::string(erasure_step_columns) + " ORDER BY leaf"));
        for (;;) {
            CORDON_ASSIGN(const bool found, steps.step());
            if (!found) {
                break;
            }
            const ErasureStep step = erasure_step_from(steps);
            const std::vector<std::uint64_t> gone =
                step.confirmed ? std::exchange(erased_[step.leaf], {}) : std::vector<std::uint64_t>();
            if (step.confirmed) {
                CORDON_TRY(check_remains(step, gone));
            }
            report_.erased_verdicts += gone.size();
        }
        for (const auto& [leaf, gone] : erased_) {
            if (!gone.empty()) {
                fault(fmt::format("verdicts are erased, {} the first, and nobody decided so (leaf {})",
                                  gone.front(), leaf));
            }
        }
        return {};
    }

    // Each leaf was found to have its row; so when there are as many rows as leaves, each row has its leaf.
    base::Status count_rows() {
        CORDON_ASSIGN(const std::int64_t verdicts, database_->number("SELECT count(*) FROM verdicts"));
        CORDON_ASSIGN(const std::int64_t events, database_->number("SELECT count(*) FROM hold_events"));
        CORDON_ASSIGN(const std::int64_t tokens, database_->number("SELECT count(*) FROM tokens"));
        CORDON_ASSIGN(const std::int64_t voids, database_->number("SELECT count(*) FROM token_voids"));
        CORDON_ASSIGN(const std::int64_t steps, database_->number("SELECT count(*) FROM policy_steps"));
        CORDON_ASSIGN(const std::int64_t erasures, database_->number("SELECT count(*) FROM erasure_steps"));
        CORDON_ASSIGN(const std::int64_t sealed,
                      database_->number("SELECT count(*) FROM verdicts WHERE sealed IS NOT NULL"));
        report_.policy_steps = static_cast<std::uint64_t>(steps);
        report_.sealed_verdicts = static_cast<std::uint64_t>(sealed);
        report_.verdicts = static_cast<std::uint64_t>(verdicts);
        report_.hold_events = static_cast<std::uint64_t>(events);
        report_.tokens = static_cast<std::uint64_t>(tokens);
        const auto rows = static_cast<std::uint64_t>(verdicts + events + tokens + voids + steps + erasures);
        if (rows != report_.leaves) {
            fault(fmt::format("there are {} rows for {} leaves", rows, report_.leaves));
        }
        return {};
    }

    base::Status check_archives() {
        CORDON_ASSIGN(Statement verdicts, database_->prepare(CORDON_VERDICT_COLUMNS "ORDER BY archive"));
        CORDON_ASSIGN(Statement archive, database_->prepare("SELECT packed, bytes, coalesce(tenant, '') FROM "
                                                            "archives WHERE id = ?"));
        std::int64_t open_archive = -1;
        std::string messages;
        for (;;) {
            CORDON_ASSIGN(const bool found, verdicts.step());
            if (!found) {
                return {};
            }
            const auto read = reader_->verdict(verdicts);
            if (!read) {
                continue;  // said of its leaf
            }
            if (read->archive != open_archive) {
                open_archive = read->archive;
                CORDON_ASSIGN(const bool there, archive.bind(open_archive).step());
                const auto unpacked = there
                                          ? reader_->messages(open_archive, archive.text(2), archive.bytes(0),
                                                              static_cast<std::uint64_t>(archive.integer(1)))
                                          : base::Result<std::string>();
                messages = unpacked ? *unpacked : "";
            }
            const std::uint64_t bytes = read->verdict.message_bytes;
            const bool there = read->position <= messages.size() && messages.size() - read->position >= bytes;
            const std::string_view message =
                there ? std::string_view(messages).substr(read->position, bytes) : std::string_view();
            if (!read->verdict.erased.empty()) {  // where even the key is gone, nothing can be read
                if (message.find_first_not_of(' ') != std::string_view::npos) {
                    fault(fmt::format(
                        "the message of the verdict of leaf {} was erased and still stands in its "
                        "archive",
                        read->verdict.leaf));
                }
            } else if (!there || base::sha256_hex(message) != read->verdict.message_sha256) {
                fault(fmt::format("the message kept for the verdict of leaf {} is not the one that came",
                                  read->verdict.leaf));
            }
        }
    }

    base::Status none(const char* sql, std::string_view otherwise) {
        CORDON_ASSIGN(const std::int64_t number, database_->number(sql));
        if (number != 0) {
            fault(fmt::format("{} ({})", otherwise, number));
        }
        return {};
    }

    // Rows in order: does this step need the word of another person before it, who, what it says, and what
    // that word must say.
    base::Status two_people(const char* sql, std::string_view otherwise) {
        CORDON_ASSIGN(Statement steps, database_->prepare(sql));
        std::string before;  // what it said
        std::string by;
        std::uint64_t alone = 0;
        for (;;) {
            CORDON_ASSIGN(const bool found, steps.step());
            if (!found) {
                break;
            }
            std::string principal = steps.text(1);
            const bool another = before == steps.text(3) && !engine::same_principal(by, principal);
            alone += steps.integer(0) != 0 && !another ? 1U : 0U;
            before = steps.text(2);
            by = std::move(principal);
        }
        if (alone != 0) {
            fault(fmt::format("{} ({})", otherwise, alone));
        }
        return {};
    }

    // What the triggers forbid, looked for as if there had been none.
    base::Status check_rules() {
        CORDON_TRY(none("SELECT count(*) FROM tokens WHERE verdict NOT IN (SELECT leaf FROM verdicts)",
                        "tokens without a verdict"));
        CORDON_TRY(
            none("SELECT count(*) FROM tokens JOIN verdicts ON verdicts.leaf = verdict WHERE kind = 0 "
                 "AND (outcome <> 0 OR EXISTS (SELECT 1 FROM hold_events WHERE hold_events.verdict = "
                 "tokens.verdict AND hold_events.leaf < tokens.leaf))",
                 "tokens for verdicts that did not pass, or were held"));
        CORDON_TRY(
            none("SELECT count(*) FROM tokens WHERE kind = 1 AND (SELECT step FROM hold_events WHERE "
                 "hold_events.verdict = tokens.verdict AND hold_events.leaf < tokens.leaf ORDER BY "
                 "leaf DESC LIMIT 1) IS NOT 3",
                 "tokens for holds that were not released"));
        CORDON_TRY(none("SELECT count(*) FROM tokens WHERE expires <= issued OR expires - issued > 900000",
                        "tokens valid for longer than 15 minutes"));
        CORDON_TRY(
            none("SELECT count(*) FROM tokens JOIN hold_events USING (verdict) WHERE step = 0 AND "
                 "hold_events.leaf > tokens.leaf AND tokens.leaf NOT IN (SELECT token FROM "
                 "token_voids)",
                 "tokens that a later hold did not make void"));
        CORDON_TRY(
            two_people("SELECT step IN (3, 4) AND (hold_events.policy IS NULL OR outcome IS NOT 1), "
                       "principal, verdict || ' ' || step, verdict || ' ' || (step - 2) FROM hold_events "
                       "LEFT JOIN verdicts ON verdicts.leaf = verdict ORDER BY verdict, hold_events.leaf",
                       "holds decided by one person"));
        CORDON_TRY(
            none("SELECT count(*) FROM verdicts WHERE outcome <> 0 AND leaf NOT IN (SELECT verdict "
                 "FROM hold_events)",
                 "holds that were never opened"));
        CORDON_TRY(
            none("SELECT count(*) FROM hold_events JOIN verdicts ON verdicts.leaf = verdict WHERE "
                 "outcome = 2 AND step IN (1, 3) AND (block_allowed = 0 OR policy IS NULL)",
                 "blocks released where the policy does not allow it"));
        CORDON_TRY(check_named_policies(*database_, *reader_,
                                        [this](std::string sentence) { fault(std::move(sentence)); }));
        CORDON_TRY(
            two_people("SELECT step = 1, principal, step || hex(policy), (step - 1) || hex(policy) FROM "
                       "policy_steps ORDER BY leaf",
                       "policies activated by one person"));
        CORDON_TRY(two_people(
            "SELECT step = 1, principal, step || ' ' || meant, (step - 1) || ' ' || meant FROM "
            "(SELECT *, hex(scope) || ' ' || hex(ground) || ' ' || years || ' ' || verdicts || ' ' "
            "|| hex(remains_sha256) AS meant FROM erasure_steps) ORDER BY leaf",
            "content erased by one person"));
        CORDON_TRY(
            check_texts("SELECT lower(hex(text_sha256)), toml FROM policy_steps LEFT JOIN policies ON "
                        "policies.sha256 = policy",
                        "the text of a policy is not the one that was decided on"));
        CORDON_TRY(
            check_texts("SELECT DISTINCT lower(hex(situation)), json FROM verdicts LEFT JOIN "
                        "situations ON situations.sha256 = situation WHERE situation IS NOT NULL",
                        "the situation that verdicts name is not the one that was judged"));
        CORDON_TRY(check_texts("SELECT lower(hex(sha256)), json FROM verdict_forms",
                               "what verdicts have in common is not what was kept"));
        return check_fingerprints();
    }

    // Each row: a hash, and the text that should have it.
    base::Status check_texts(const char* sql, std::string_view otherwise) {
        CORDON_ASSIGN(Statement rows, database_->prepare(sql));
        for (;;) {
            CORDON_ASSIGN(const bool found, rows.step());
            if (!found) {
                return {};
            }
            if (base::sha256_hex(rows.text(1)) != rows.text(0)) {
                fault(fmt::format("{} ({})", otherwise, rows.text(0)));
            }
        }
    }

    base::Status check_fingerprints() {
        CORDON_ASSIGN(const std::int64_t indexed, database_->number("SELECT count(*) FROM fingerprints"));
        CORDON_ASSIGN(Statement verdicts,
                      database_->prepare(CORDON_VERDICT_COLUMNS "WHERE erased IS NULL ORDER BY leaf"));
        CORDON_ASSIGN(Statement entry,
                      database_->prepare("SELECT 1 FROM fingerprints WHERE key = ? AND verdict = ?"));
        std::uint64_t missing = 0;
        std::int64_t kept = 0;
        for (;;) {
            CORDON_ASSIGN(const bool found, verdicts.step());
            if (!found) {
                break;
            }
            const auto read = reader_->verdict(verdicts);
            for (const std::int64_t key : read ? read->keys : std::vector<std::int64_t>()) {
                std::int64_t wanted = key;
                if (read->sealed) {
                    CORDON_ASSIGN(wanted, reader_->fingerprint_index(key, false));
                }
                CORDON_ASSIGN(const bool there, entry.bind(wanted, read->verdict.leaf).step());
                missing += there ? 0 : 1;
                ++kept;
            }
        }
        if (missing != 0 || indexed != kept) {
            fault("resubmissions would be missed: the index of fingerprints is not that of the verdicts");
        }
        return {};
    }

    Database* database_;
    RecordReader* reader_;
    LeafTexts texts_;
    std::span<const KnownKey> keys_;
    AuditReport report_;
    engine::AuditFrontier log_;
    std::uint64_t signed_leaves_ = 0;
    std::multimap<std::uint64_t, base::Sha256Digest> roots_;
    std::map<std::uint64_t, std::string> edges_;
    std::optional<engine::Checkpoint> anchor_;
    std::map<std::uint64_t, std::vector<std::uint64_t>> erased_;  // verdicts, by the step that took them
};

}  // namespace

base::Result<AuditReport> audit_record(const std::string& home, std::span<const KnownKey> known_keys,
                                       std::string_view anchor, const std::string& data_key_file) {
    CORDON_ASSIGN(const std::unique_ptr<OpenRecord> record, open_record(home, data_key_file));
    return Audit(*record, known_keys).run(anchor);
}

base::Result<std::vector<AuditLine>> audit_lines(const std::string& home, std::uint64_t from,
                                                 std::uint64_t lines_max, const std::string& data_key_file) {
    CORDON_ASSIGN(const std::unique_ptr<OpenRecord> record, open_record(home, data_key_file));
    LeafTexts texts(*record->database, *record->reader);
    CORDON_ASSIGN(
        Statement leaves,
        record->database->prepare("SELECT seq, kind, hash FROM leaves WHERE seq >= ? ORDER BY seq LIMIT ?"));
    leaves.bind(from, lines_max);
    std::vector<AuditLine> lines;
    for (;;) {
        CORDON_ASSIGN(const bool found, leaves.step());
        if (!found) {
            return lines;
        }
        AuditLine& line = lines.emplace_back();
        line.leaf = static_cast<std::uint64_t>(leaves.integer(0));
        line.hash = hex_of(leaves.bytes(2));
        CORDON_ASSIGN(const LeafText text, texts.of(static_cast<LeafKind>(leaves.integer(1)), line.leaf));
        line.text = text.text;
        line.erased = text.gone ? (text.erased.empty() ? "erased with its verdict" : text.erased) : "";
    }
}

base::Result<std::string> newest_checkpoint(const std::string& home, const std::string& data_key_file) {
    CORDON_ASSIGN(const std::unique_ptr<OpenRecord> record, open_record(home, data_key_file));
    CORDON_ASSIGN(Statement newest,
                  record->database->prepare("SELECT statement FROM checkpoints ORDER BY size DESC LIMIT 1"));
    CORDON_ASSIGN(const bool found, newest.step());
    if (!found) {
        return base::fail(ErrorCode::not_found, "nothing in this record was signed yet");
    }
    return newest.text(0);
}

base::Result<std::string> prove_leaf(const std::string& home, std::uint64_t leaf,
                                     const std::string& data_key_file) {
    CORDON_ASSIGN(const std::string checkpoint, newest_checkpoint(home, data_key_file));
    CORDON_ASSIGN(const engine::OpenedCheckpoint opened, engine::open_checkpoint(checkpoint));
    CORDON_ASSIGN(const std::vector<AuditLine> line, audit_lines(home, leaf, 1, data_key_file));
    if (line.empty() || line.front().leaf != leaf) {
        return base::fail(ErrorCode::not_found, fmt::format("the audit log has no leaf {}", leaf));
    }
    if (!line.front().erased.empty()) {
        return base::fail(ErrorCode::not_found,
                          fmt::format("leaf {} cannot be shown any more: {}", leaf, line.front().erased));
    }
    if (leaf >= opened.checkpoint.size) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("leaf {} came after the last checkpoint; sign one first", leaf));
    }
    CORDON_ASSIGN(const std::unique_ptr<OpenRecord> record, open_record(home, data_key_file));
    std::vector<base::Sha256Digest> hashes;
    CORDON_TRY(for_each_leaf(*record->database, opened.checkpoint.size,
                             [&hashes](const base::Sha256Digest& hash) { hashes.push_back(hash); }));
    CORDON_ASSIGN(std::string proof, engine::write_leaf_proof(hashes, leaf, line.front().text, checkpoint));
    const auto checked = engine::open_leaf_proof(proof);
    if (!checked) {  // the record was changed; audit_record says where
        return base::fail(ErrorCode::corrupt,
                          fmt::format("leaf {} cannot be proven ({}); run cordon audit verify", leaf,
                                      checked.error().message));
    }
    return proof;
}

}  // namespace cordon::storage
