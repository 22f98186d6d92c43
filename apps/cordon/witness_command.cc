#include "cordon/witness_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "cordon/statement_commands.h"
#include "engine/audit_witness.h"
#include "storage/file_ops.h"
#include "storage/key_store.h"

namespace cordon::app {

namespace {

using base::ErrorCode;

constexpr std::uint32_t lock_wait_ms_max = 10'000;

struct CosignOptions {
    std::string checkpoint;
    std::string key;               // secret, a file
    std::vector<std::string> log;  // public keys
    std::string last;
    std::string proof;
    std::string out;
};

struct AttachOptions {
    std::string cosignature;
    std::vector<std::string> witnesses;
};

base::Result<std::vector<base::PublicKey>> named_keys(std::string_view option,
                                                      const std::vector<std::string>& named) {
    std::vector<base::PublicKey> keys;
    for (const std::string& given : named) {
        std::string text = given;
        if (storage::exists(given)) {
            CORDON_ASSIGN(text, storage::read_file(given));
        }
        const auto key = storage::parse_public_key_file(text);
        if (!key) {
            return base::fail_while(fmt::format("{} {}", option, given), key.error());
        }
        if (std::ranges::find(keys, key->key) == keys.end()) {
            keys.push_back(key->key);
        }
    }
    return keys;
}

// Keys of witnesses; none of them may be one of this home, which cannot vouch for itself.
base::Result<std::vector<base::PublicKey>> witness_keys(const GlobalOptions& global,
                                                        const std::vector<std::string>& named) {
    CORDON_ASSIGN(std::vector<base::PublicKey> keys, named_keys("--witness", named));
    CORDON_ASSIGN(const std::vector<storage::KnownKey> own, storage::KeyStore(global.home).keys());
    for (const storage::KnownKey& each : own) {
        if (std::ranges::find(keys, each.key) != keys.end()) {
            return base::fail(
                ErrorCode::conflict,
                fmt::format("key {} is this home's own: a log does not witness itself", each.id));
        }
    }
    return keys;
}

template <class Value>
base::Result<Value> in_file(const std::string& path, base::Result<Value> value) {
    if (!value) {
        return base::fail_while(path, value.error());
    }
    return value;
}

base::Result<engine::CheckpointNote> read_note(const std::string& path) {
    CORDON_ASSIGN(const std::string bytes, storage::read_file(path));
    return in_file(path, engine::parse_note(bytes));
}

// What this witness vouched for last; nothing when the file is not there yet.
base::Result<std::optional<engine::LogState>> read_seen(const std::string& path,
                                                        const base::PublicKey& witness) {
    if (!storage::exists(path)) {
        return std::optional<engine::LogState>();
    }
    CORDON_ASSIGN(const engine::CheckpointNote note, read_note(path));
    CORDON_ASSIGN(const engine::NoteSignature signature,
                  in_file(path, engine::cosignature_of(note, witness)));
    CORDON_ASSIGN(const base::Instant at,
                  in_file(path, engine::verify_cosignature(note.state, signature, witness)));
    (void)at;
    return std::optional(note.state);
}

// Drafted first, so that a full disk is met before anything is remembered; seen next; out last.
base::Status keep(const CosignOptions& options, const std::string& cosigned) {
    storage::FileOps ops;
    const std::string draft = options.out + ".new";
    if (!options.out.empty()) {
        CORDON_TRY(ops.remove_tree(draft));
        CORDON_TRY(ops.write_file(draft, cosigned));
    }
    CORDON_TRY(write_whole_file(options.last, cosigned));
    CORDON_TRY(ops.sync_folder(storage::folder_of(options.last)));
    if (!options.out.empty()) {
        CORDON_TRY(ops.rename(draft, options.out));
        return ops.sync_folder(storage::folder_of(options.out));
    }
    return {};
}

struct Cosigned {
    std::string note;
    engine::LogState state;
    std::optional<engine::LogState> seen;
};

base::Result<Cosigned> cosign(const CosignOptions& options) {
    if (options.out == options.last) {
        return base::fail(ErrorCode::invalid_input,
                          "--out and --last are two files: what leaves, and what the witness remembers");
    }
    CORDON_ASSIGN(const std::vector<base::PublicKey> log, named_keys("--log-key", options.log));
    CORDON_ASSIGN(const std::string secret, storage::read_file(options.key));
    CORDON_ASSIGN(const base::SigningKey key, in_file(options.key, storage::parse_signing_key_file(secret)));
    if (std::ranges::find(log, key.public_key()) != log.end()) {
        return base::fail(ErrorCode::conflict, "this is the log's own key: a log does not witness itself");
    }
    CORDON_ASSIGN(const engine::CheckpointNote note, read_note(options.checkpoint));
    if (const base::Status signed_by_log = engine::verify_log_signature(note, log); !signed_by_log) {
        return base::fail_while(options.checkpoint, signed_by_log.error());
    }
    std::optional<engine::ConsistencyProof> proof;
    if (!options.proof.empty()) {
        CORDON_ASSIGN(const std::string bytes, storage::read_file(options.proof));
        CORDON_ASSIGN(proof, in_file(options.proof, engine::parse_proof(bytes)));
    }
    const std::string name = options.last.substr(options.last.rfind('/') + 1);
    CORDON_ASSIGN(
        const storage::WriterLock lock,
        storage::WriterLock::take(storage::folder_of(options.last), lock_wait_ms_max, name + ".lock"));
    Cosigned cosigned;
    cosigned.state = note.state;
    CORDON_ASSIGN(cosigned.seen, read_seen(options.last, key.public_key()));
    if (cosigned.seen) {
        CORDON_TRY(engine::check_growth(*cosigned.seen, note.state, proof));
    }
    // Of the signatures that came along, only those of the log go on: nobody here knows the others.
    cosigned.note = engine::note_text(note.state) + "\n";
    for (const engine::NoteSignature& signature : note.signatures) {
        if (signature.name == note.state.origin) {
            cosigned.note += signature.line + "\n";
        }
    }
    cosigned.note += engine::cosignature_line(note.state, wall_clock(), key);
    CORDON_TRY(keep(options, cosigned.note));
    return cosigned;
}

int run_cosign(const CosignOptions& options) {
    const auto cosigned = cosign(options);
    if (!cosigned) {
        return report(cosigned.error());
    }
    if (options.out.empty()) {
        print(cosigned->note);
    }
    print_message(cosigned->seen
                      ? fmt::format("cosigned {} leaves of {}, which begin with the {} seen before",
                                    cosigned->state.size, cosigned->state.origin, cosigned->seen->size)
                      : fmt::format("cosigned {} leaves of {} at first sight: {} did not exist, so nothing "
                                    "earlier was compared",
                                    cosigned->state.size, cosigned->state.origin, options.last));
    return exit_success;
}

base::Result<storage::WitnessWord> attach(const GlobalOptions& global, const AttachOptions& options) {
    CORDON_ASSIGN(const std::vector<base::PublicKey> witness, witness_keys(global, options.witnesses));
    CORDON_ASSIGN(const std::string note, storage::read_file(options.cosignature));
    return storage::attach_cosignature(global.home, note, witness.front());
}

int run_attach(const GlobalOptions& global, const AttachOptions& options) {
    const auto word = attach(global, options);
    if (!word) {
        return report(word.error());
    }
    print(fmt::format("kept: witness {} vouches for the first {} leaves, {}\n", base::key_id(word->witness),
                      word->size, base::to_string(word->at)));
    return exit_success;
}

}  // namespace

void add_witness_options(CLI::App& verify, WitnessOptions& options) {
    CLI::Option* witness =
        verify
            .add_option("--witness", options.witnesses,
                        "a witness's public key, a .pub file or its 64 letters: it must vouch for this log")
            ->type_name("KEY");
    verify
        .add_option("--require", options.required, "so many of the witnesses named must vouch (default: all)")
        ->check(CLI::Range(1, 1000).description(""))
        ->type_name("N")
        ->needs(witness);
    verify
        .add_option("--cosigned", options.cosigned,
                    "a cosigned checkpoint straight from a witness; the log must begin with it")
        ->type_name("FILE")
        ->needs(witness);
}

base::Result<storage::WitnessReport> run_witness_check(const GlobalOptions& global,
                                                       const WitnessOptions& options) {
    CORDON_ASSIGN(const std::vector<base::PublicKey> keys, witness_keys(global, options.witnesses));
    std::vector<std::string> notes;
    for (const std::string& path : options.cosigned) {
        CORDON_ASSIGN(notes.emplace_back(), storage::read_file(path));
    }
    if (options.required > keys.size()) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("--require asks for {} witnesses, and {} are named with --witness",
                                      options.required, keys.size()));
    }
    return storage::check_witnesses(global.home, keys, notes,
                                    options.required == 0 ? keys.size() : options.required);
}

void print_witnesses(const storage::WitnessReport& report) {
    for (const storage::WitnessWord& word : report.words) {
        print(word.size == 0 ? fmt::format("witness {}: no word that holds\n", base::key_id(word.witness))
                             : fmt::format("witness {}: vouches for the first {} of {} leaves, {}\n",
                                           base::key_id(word.witness), word.size, report.leaves,
                                           base::to_string(word.at)));
    }
}

void write_witnesses(codec::JsonWriter& json, const storage::WitnessReport& report) {
    json.key("witnesses").begin_array();
    for (const storage::WitnessWord& word : report.words) {
        json.begin_object().key("key_id").string(base::key_id(word.witness));
        json.key("vouches_for_leaves").integer(static_cast<std::int64_t>(word.size));
        json.key("at").string(word.size == 0 ? "" : base::to_string(word.at)).end_object();
    }
    json.end_array();
}

base::Result<std::string> checkpoint_note(const GlobalOptions& global) {
    CORDON_ASSIGN(const engine::LogState state, storage::newest_log_state(global.home));
    CORDON_ASSIGN(const base::SigningKey key,
                  storage::KeyStore(global.home).signing_key(wall_clock(), global.principal));
    return engine::sign_note(state, key);
}

void add_witness_commands(CLI::App& audit, GlobalOptions& global, int& exit_code) {
    const auto cosign = std::make_shared<CosignOptions>();
    CLI::App* sign = audit.add_subcommand(
        "cosign", "for a witness: vouch for somebody's log, if it begins with what was seen of it before");
    sign->add_option("CHECKPOINT", cosign->checkpoint, "the log's checkpoint, as a note")
        ->required()
        ->type_name("");
    sign->add_option("--key", cosign->key, "the witness's secret: keys/signing.key of its home")
        ->required()
        ->type_name("FILE");
    sign->add_option("--log-key", cosign->log, "the log's public key: a .pub file or its 64 letters")
        ->required()
        ->type_name("KEY");
    sign->add_option("--last", cosign->last,
                     "what this witness last vouched for of this log; made at first sight, never lose it")
        ->required()
        ->type_name("SEEN_FILE");
    sign->add_option("--proof", cosign->proof,
                     "that the log begins with what was seen: the output of audit prove --consistency")
        ->type_name("FILE");
    sign->add_option("--out", cosign->out, "write the cosigned checkpoint there, not to standard output")
        ->type_name("FILE");
    sign->callback([&exit_code, cosign] { exit_code = run_cosign(*cosign); });
    const auto attached = std::make_shared<AttachOptions>();
    CLI::App* keep_word = audit.add_subcommand(
        "attach", "keep a witness's cosignature in the record, once it holds for this log");
    keep_word->add_option("COSIGNATURE", attached->cosignature, "the checkpoint that the witness cosigned")
        ->required()
        ->type_name("");
    keep_word
        ->add_option("--witness", attached->witnesses,
                     "the witness's public key: a .pub file or its 64 letters")
        ->required()
        ->expected(1)
        ->type_name("KEY");
    keep_word->callback([&global, &exit_code, attached] { exit_code = run_attach(global, *attached); });
}

}  // namespace cordon::app
