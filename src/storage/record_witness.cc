#include "storage/record_witness.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>

#include "engine/audit_log.h"
#include "storage/record_file.h"
#include "storage/sqlite.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;

constexpr std::size_t faults_max = 100;

base::Result<std::vector<base::Sha256Digest>> leaf_hashes(Database& database, std::uint64_t leaves_max) {
    std::vector<base::Sha256Digest> hashes;
    CORDON_TRY(for_each_leaf(database, leaves_max,
                             [&hashes](const base::Sha256Digest& hash) { hashes.push_back(hash); }));
    return hashes;
}

base::Result<std::string> origin_of(Database& database) {
    CORDON_ASSIGN(const std::vector<base::Sha256Digest> first, leaf_hashes(database, 1));
    if (first.empty()) {
        return base::fail(ErrorCode::not_found, "the audit log has no leaf yet");
    }
    return engine::log_origin(first.front());
}

base::Result<engine::LogState> state_in(Database& database) {
    CORDON_ASSIGN(Statement newest,
                  database.prepare("SELECT statement FROM checkpoints ORDER BY size DESC LIMIT 1"));
    CORDON_ASSIGN(const bool found, newest.step());
    if (!found) {
        return base::fail(ErrorCode::not_found, "nothing in this record was signed yet");
    }
    CORDON_ASSIGN(const engine::OpenedCheckpoint opened, engine::open_checkpoint(newest.text(0)));
    CORDON_ASSIGN(std::string origin, origin_of(database));
    return engine::LogState{std::move(origin), opened.checkpoint.size, opened.checkpoint.root};
}

// The roots of the log at the sizes that somebody vouched for, in one pass over its leaves.
class Roots {
public:
    void want(std::uint64_t size) { roots_[size]; }

    base::Status read(Database& database) {
        engine::AuditFrontier log;
        CORDON_TRY(for_each_leaf(database, INT64_MAX, [this, &log](const base::Sha256Digest& hash) {
            log.add(hash);
            if (log.size() == 1) {
                origin_ = engine::log_origin(hash);
            }
            if (const auto wanted = roots_.find(log.size()); wanted != roots_.end()) {
                wanted->second = log.root();
            }
        }));
        leaves_ = log.size();
        return {};
    }

    [[nodiscard]] std::uint64_t leaves() const { return leaves_; }
    [[nodiscard]] const std::string& origin() const { return origin_; }
    [[nodiscard]] std::optional<base::Sha256Digest> root(std::uint64_t size) const {
        const auto found = roots_.find(size);
        return found == roots_.end() ? std::nullopt : found->second;
    }
    [[nodiscard]] base::Status agrees(const engine::LogState& vouched) const {
        return engine::check_vouched(vouched, origin_, leaves_, root(vouched.size));
    }

private:
    std::map<std::uint64_t, std::optional<base::Sha256Digest>> roots_;
    std::uint64_t leaves_ = 0;
    std::string origin_;
};

struct KeptWord {
    std::uint64_t size = 0;
    std::size_t witness = 0;  // in the order asked
    std::string line;
};

class WitnessCheck {
public:
    WitnessCheck(Database& database, std::span<const base::PublicKey> witnesses)
        : database_{&database}, witnesses_{witnesses} {
        for (const base::PublicKey& witness : witnesses) {
            report_.words.push_back({witness, 0, {}});
        }
    }

    base::Result<WitnessReport> run(std::span<const std::string> notes, std::uint64_t required) {
        CORDON_TRY(read_kept());
        read_notes(notes);
        CORDON_TRY(roots_.read(*database_));
        report_.leaves = roots_.leaves();
        for (const KeptWord& kept : kept_) {
            check_kept(kept);
        }
        for (const auto& [state, word] : elsewhere_) {
            if (const base::Status agrees = roots_.agrees(state); !agrees) {
                fault(agrees.error().message);
            } else {
                take(word.first, state.size, word.second);
            }
        }
        const auto vouching = static_cast<std::uint64_t>(
            std::ranges::count_if(report_.words, [](const WitnessWord& word) { return word.size != 0; }));
        if (vouching < required) {
            fault(
                fmt::format("{} of the {} witnesses named vouch for this log, and {} should: ask them for a "
                            "cosignature (cordon audit cosign) and attach it",
                            vouching, witnesses_.size(), required));
        }
        return std::move(report_);
    }

private:
    void fault(std::string sentence) {
        if (report_.faults.size() < faults_max) {
            report_.faults.push_back(std::move(sentence));
        }
    }

    void take(std::size_t witness, std::uint64_t size, base::Instant at) {
        WitnessWord& word = report_.words[witness];
        if (size > word.size) {
            word.size = size;
            word.at = at;
        }
    }

    base::Status read_kept() {
        CORDON_ASSIGN(Statement rows,
                      database_->prepare("SELECT size, line FROM cosignatures WHERE witness = ?"));
        for (std::size_t witness = 0; witness < witnesses_.size(); ++witness) {
            rows.bind(std::string_view(base::to_hex(witnesses_[witness])));
            for (;;) {
                CORDON_ASSIGN(const bool found, rows.step());
                if (!found) {
                    break;
                }
                kept_.push_back({static_cast<std::uint64_t>(rows.integer(0)), witness, rows.text(1)});
                roots_.want(kept_.back().size);
            }
        }
        return {};
    }

    void read_notes(std::span<const std::string> notes) {
        for (const std::string& bytes : notes) {
            const auto note = engine::parse_note(bytes);
            if (!note) {
                fault(note.error().message);
                continue;
            }
            bool by_a_witness = false;
            for (std::size_t witness = 0; witness < witnesses_.size(); ++witness) {
                const auto signature = engine::cosignature_of(*note, witnesses_[witness]);
                if (!signature) {
                    continue;
                }
                by_a_witness = true;
                const auto at = engine::verify_cosignature(note->state, *signature, witnesses_[witness]);
                if (!at) {
                    fault(at.error().message);
                    continue;
                }
                roots_.want(note->state.size);
                elsewhere_.push_back({note->state, {witness, *at}});
            }
            if (!by_a_witness) {
                fault("the cosigned checkpoint handed in is by none of the witnesses named");
            }
        }
    }

    void check_kept(const KeptWord& kept) {
        const std::optional<base::Sha256Digest> root = roots_.root(kept.size);
        if (!root) {
            fault(fmt::format("witness {} saw {} leaves, and the log has {}: its end was cut off",
                              base::key_id(witnesses_[kept.witness]), kept.size, roots_.leaves()));
            return;
        }
        const auto signature = engine::parse_signature_line(kept.line);
        const auto at = signature ? engine::verify_cosignature({roots_.origin(), kept.size, *root},
                                                               *signature, witnesses_[kept.witness])
                                  : base::Result<base::Instant>(std::unexpected(signature.error()));
        if (!at) {
            fault(
                fmt::format("the word of witness {} does not hold for the first {} leaves: they are not "
                            "those that it saw, or its line was changed",
                            base::key_id(witnesses_[kept.witness]), kept.size));
            return;
        }
        take(kept.witness, kept.size, *at);
    }

    Database* database_;
    std::span<const base::PublicKey> witnesses_;
    WitnessReport report_;
    Roots roots_;
    std::vector<KeptWord> kept_;
    std::vector<std::pair<engine::LogState, std::pair<std::size_t, base::Instant>>> elsewhere_;
};

}  // namespace

base::Result<engine::LogState> newest_log_state(const std::string& home) {
    CORDON_ASSIGN(const std::unique_ptr<RecordFile> log, open_record_file(home, RecordUse::read));
    return state_in(*log->database);
}

base::Result<std::string> prove_growth(const std::string& home, std::uint64_t earlier,
                                       std::optional<std::uint64_t> size) {
    CORDON_ASSIGN(const std::unique_ptr<RecordFile> log, open_record_file(home, RecordUse::read));
    if (!size) {
        CORDON_ASSIGN(const engine::LogState newest, state_in(*log->database));
        size = newest.size;
    }
    if (earlier == 0 || earlier > *size) {
        return base::fail(ErrorCode::not_found,
                          fmt::format("there is no growth from {} to {} leaves to prove", earlier, *size));
    }
    CORDON_ASSIGN(const std::vector<base::Sha256Digest> hashes, leaf_hashes(*log->database, *size));
    if (hashes.size() != *size) {
        return base::fail(ErrorCode::not_found,
                          fmt::format("the audit log has {} leaves, and {} are asked "
                                      "for; cordon audit verify says whether it is whole",
                                      hashes.size(), *size));
    }
    return engine::write_proof({earlier, *size, engine::consistency_proof(hashes, earlier)});
}

base::Result<WitnessWord> attach_cosignature(const std::string& home, std::string_view note,
                                             const base::PublicKey& witness) {
    CORDON_ASSIGN(const engine::CheckpointNote opened, engine::parse_note(note));
    CORDON_ASSIGN(const engine::NoteSignature signature, engine::cosignature_of(opened, witness));
    CORDON_ASSIGN(const base::Instant at, engine::verify_cosignature(opened.state, signature, witness));
    const std::uint64_t size = opened.state.size;
    CORDON_ASSIGN(const std::unique_ptr<RecordFile> log, open_record_file(home, RecordUse::write));
    CORDON_ASSIGN(Transaction transaction, Transaction::begin(*log->database));
    Roots roots;
    roots.want(size);
    CORDON_TRY(roots.read(*log->database));
    CORDON_TRY(roots.agrees(opened.state));
    {
        CORDON_ASSIGN(Statement signed_here,
                      log->database->prepare("SELECT 1 FROM checkpoints WHERE size = ?"));
        CORDON_ASSIGN(const bool found, signed_here.bind(size).step());
        if (!found) {
            return base::fail(ErrorCode::not_found,
                              fmt::format("this log never signed a checkpoint of {} leaves", size));
        }
    }
    const std::string name = base::to_hex(witness);
    {
        CORDON_ASSIGN(Statement there,
                      log->database->prepare("SELECT line FROM cosignatures WHERE size = ? AND witness = ?"));
        CORDON_ASSIGN(const bool found, there.bind(size, std::string_view(name)).step());
        if (found) {
            CORDON_ASSIGN(const engine::NoteSignature kept, engine::parse_signature_line(there.text(0)));
            CORDON_ASSIGN(const base::Instant kept_at,
                          engine::verify_cosignature(opened.state, kept, witness));
            return WitnessWord{witness, size, kept_at};
        }
    }
    {
        CORDON_ASSIGN(Statement add, log->database->prepare(
                                         "INSERT INTO cosignatures (size, witness, line) VALUES (?, ?, ?)"));
        CORDON_TRY(add.bind(size, std::string_view(name), std::string_view(signature.line)).run());
    }
    CORDON_TRY(transaction.commit());
    return WitnessWord{witness, size, at};
}

base::Result<WitnessReport> check_witnesses(const std::string& home,
                                            std::span<const base::PublicKey> witnesses,
                                            std::span<const std::string> notes, std::uint64_t required) {
    CORDON_ASSIGN(const std::unique_ptr<RecordFile> log, open_record_file(home, RecordUse::read));
    // One read transaction: everything below is of one moment.
    CORDON_TRY(log->database->run("BEGIN"));
    auto report = WitnessCheck(*log->database, witnesses).run(notes, required);
    CORDON_TRY(log->database->run("ROLLBACK"));
    return report;
}

}  // namespace cordon::storage
