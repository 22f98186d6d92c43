// storage/home_backup.h: a copy of a home of one moment, taken while others write, and a home made from it.
//
// Role:      back_up() copies databases by SQLite's own backup, then every other file, and signs a manifest
//            (MANIFEST.json, a signed statement of type cordon.backup.1) that names each file with its size
//            and SHA-256, and where the audit log of the copy stands. restore() is the way back.
// Rules:     a backup is a folder that was written under another name, synced and renamed: it is whole or not
//            there. So is a restored home. Neither overwrites anything. The record is copied before the
//            lists, so every list version that a verdict names is in the copy. Secrets (*.key, *.pem, and
//            files of any name that begin like a key) stay out unless asked for; the cache, locks, drafts
//            and logs of databases always do.
// Ownership: values.
// Threads:   one backup of a home at a time (backup.lock); services and gates go on meanwhile.
// Errors:    conflict (the target stands, or is not empty; another backup runs), not_found, corrupt (a file,
//            the root or the signature is not what the manifest says), unavailable (disk).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "base/signature.h"

namespace cordon::storage {

class FileOps;

struct BackupRequest {
    std::string principal;
    std::string engine_build;
    base::Instant at;
    bool with_keys = false;
};

struct BackedUpFile {
    std::string path;  // below the home
    std::uint64_t bytes = 0;
    std::string sha256;
};

struct BackupReport {
    std::vector<BackedUpFile> files;  // by path
    std::uint64_t bytes = 0;
    std::uint64_t leaves = 0;  // of the audit log; its root, "" when there is no record
    std::string root;
    bool with_keys = false;
    std::vector<std::string> left_out;  // paths, secrets and what is no plain file; of back_up() only
    base::Instant taken_at;
    std::string taken_by;
    std::string engine_build;
    std::string key_id;
    bool key_known = false;  // the signer is among the keys handed in
};

// ops (file_ops.h) is for fault tests.
[[nodiscard]] base::Result<BackupReport> back_up(const std::string& home, const std::string& target,
                                                 const BackupRequest& request, FileOps* ops = nullptr);

// Every file, the signature and the root of the log. With keys handed in, another signer is corrupt.
[[nodiscard]] base::Result<BackupReport> verify_backup(const std::string& backup,
                                                       std::span<const base::PublicKey> trusted);

// Into a home that is absent or an empty folder.
[[nodiscard]] base::Result<BackupReport> restore(const std::string& backup, const std::string& home,
                                                 std::span<const base::PublicKey> trusted,
                                                 FileOps* ops = nullptr);

}  // namespace cordon::storage
