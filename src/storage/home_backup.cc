#include "storage/home_backup.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/strings.h"
#include "codec/json.h"
#include "codec/signed_statement.h"
#include "engine/audit_log.h"
#include "storage/field_keys.h"
#include "storage/file_ops.h"
#include "storage/key_store.h"
#include "storage/record_file.h"
#include "storage/sqlite.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;

constexpr std::string_view manifest_name = "MANIFEST.json";
constexpr std::string_view manifest_type = "cordon.backup.1";
constexpr std::string_view record_name = "record.db";
constexpr std::uint32_t lock_wait_ms_max = 2'000;
constexpr std::size_t secret_start_bytes = 100;

std::string without_slashes(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) {
        path.pop_back();
    }
    return path;
}

bool is_secret(const std::string& path, std::string_view name) {
    if (name.ends_with(".key") || name.ends_with(".pem")) {
        return true;
    }
    const auto start = read_start(path, secret_start_bytes);  // what cannot be read, the copy will say
    const std::string_view text = start ? base::trim(*start) : std::string_view();
    return text.starts_with(master_key_word) || text.starts_with(signing_key_word) ||
           (text.starts_with("-----BEGIN ") && text.find("PRIVATE KEY") != std::string_view::npos);
}

bool is_passing(std::string_view path, std::string_view name) {
    return name.starts_with('.') || name.ends_with(".lock") || name.ends_with("-wal") ||
           name.ends_with("-shm") || name.ends_with("-journal") || path == "cache" || path == "tmp";
}

// What a home holds, by path below it.
struct Inventory {
    std::vector<std::string> databases;
    std::vector<std::string> files;
    std::vector<std::string> left_out;
};

base::Status take_stock(const std::string& home, const std::string& below, bool with_keys, Inventory& found) {
    CORDON_ASSIGN(const std::vector<std::string> names, names_in(below.empty() ? home : home + "/" + below));
    for (const std::string& name : names) {
        const std::string path = below.empty() ? name : below + "/" + name;
        const std::string full = home + "/" + path;
        if (is_passing(path, name)) {
            continue;
        }
        if (is_plain_file(full)) {
            if (!with_keys && is_secret(full, name)) {
                found.left_out.push_back(path);
            } else {
                (name.ends_with(".db") ? found.databases : found.files).push_back(path);
            }
        } else if (is_folder(full) && !is_symbolic_link(full)) {
            CORDON_TRY(take_stock(home, path, with_keys, found));
        } else {
            found.left_out.push_back(path);
        }
    }
    return {};
}

// Where the log of a copied record stands.
base::Status read_log(const std::string& path, BackupReport& report, FileOps& ops) {
    CORDON_ASSIGN(const auto database, Database::open_read_only(path, ops));
    engine::AuditFrontier log;
    CORDON_ASSIGN(const bool whole, for_each_leaf(*database, INT64_MAX,
                                                  [&log](const base::Sha256Digest& hash) { log.add(hash); }));
    if (!whole) {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("{}: leaf {} of the audit log is missing; run cordon audit verify",
                                      path, log.size()));
    }
    report.leaves = log.size();
    report.root = base::to_hex(log.root());
    return {};
}

std::string manifest_content(const BackupReport& report) {
    codec::JsonWriter json;
    json.begin_object();
    if (!report.root.empty()) {
        json.key("audit").begin_object().key("leaves").integer(static_cast<std::int64_t>(report.leaves));
        json.key("root").string(report.root).end_object();
    }
    json.key("files").begin_array();
    for (const BackedUpFile& file : report.files) {
        json.begin_object().key("bytes").integer(static_cast<std::int64_t>(file.bytes));
        json.key("path").string(file.path).key("sha256").string(file.sha256).end_object();
    }
    json.end_array().key("with_keys").boolean(report.with_keys).end_object();
    return json.take();
}

std::unexpected<base::Error> no_manifest(const std::string& path, std::string_view why) {
    return base::fail(ErrorCode::corrupt, fmt::format("{} is no manifest of a backup: {}", path, why));
}

// A path that stays below the folder it is put into.
bool stays_below(std::string_view path) {
    if (path.empty() || path.front() == '/' || path.find('\0') != std::string_view::npos) {
        return false;
    }
    const std::vector<std::string_view> parts = base::split(path, '/');
    return std::ranges::none_of(parts, [](std::string_view part) {
        return part.empty() || part.starts_with('.') || part.size() > 255;
    });
}

base::Result<BackedUpFile> file_from(const codec::JsonValue& value, const std::string& path) {
    const codec::JsonValue* const name = value.find("path");
    const codec::JsonValue* const bytes = value.find("bytes");
    const codec::JsonValue* const sha256 = value.find("sha256");
    if (name == nullptr || name->string() == nullptr || bytes == nullptr || bytes->integer() == nullptr ||
        *bytes->integer() < 0 || sha256 == nullptr || sha256->string() == nullptr) {
        return no_manifest(path, "a file in it has no path, bytes and sha256");
    }
    if (!stays_below(*name->string()) || *name->string() == manifest_name) {
        return no_manifest(path, fmt::format("'{}' is no path below a home", base::shown(*name->string())));
    }
    return BackedUpFile{*name->string(), static_cast<std::uint64_t>(*bytes->integer()), *sha256->string()};
}

base::Result<BackupReport> read_manifest(const std::string& backup,
                                         std::span<const base::PublicKey> trusted) {
    const std::string path = fmt::format("{}/{}", backup, manifest_name);
    if (!exists(path)) {
        return base::fail(ErrorCode::not_found,
                          fmt::format("{} is no backup: it has no {}", backup, manifest_name));
    }
    CORDON_ASSIGN(const std::string bytes, read_file(path));
    auto opened = codec::open_statement(bytes);
    if (!opened) {
        return base::fail_while("reading " + path, opened.error());
    }
    if (opened->head.type != manifest_type) {
        return no_manifest(path, fmt::format("it is a statement of type {}", base::shown(opened->head.type)));
    }
    BackupReport report;
    report.key_id = base::key_id(opened->key);
    report.key_known = std::ranges::find(trusted, opened->key) != trusted.end();
    if (!trusted.empty() && !report.key_known) {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("{} is signed by key {}, which is not one of those that are trusted "
                                      "here; get the home's public key from its keeper and name it with "
                                      "--key",
                                      path, report.key_id));
    }
    report.taken_at = opened->head.made_at;
    report.taken_by = opened->head.made_by;
    report.engine_build = opened->head.engine_build;
    const codec::JsonValue* const files = opened->content.find("files");
    const codec::JsonValue* const keys = opened->content.find("with_keys");
    if (files == nullptr || files->array() == nullptr || keys == nullptr || keys->boolean() == nullptr) {
        return no_manifest(path, "it names no files");
    }
    report.with_keys = *keys->boolean();
    for (const codec::JsonValue& value : *files->array()) {
        CORDON_ASSIGN(report.files.emplace_back(), file_from(value, path));
        report.bytes += report.files.back().bytes;
    }
    if (const codec::JsonValue* const audit = opened->content.find("audit")) {
        const codec::JsonValue* const leaves = audit->find("leaves");
        const codec::JsonValue* const root = audit->find("root");
        if (leaves == nullptr || leaves->integer() == nullptr || root == nullptr ||
            root->string() == nullptr) {
            return no_manifest(path, "it does not say where the audit log stands");
        }
        report.leaves = static_cast<std::uint64_t>(*leaves->integer());
        report.root = *root->string();
    }
    return report;
}

base::Status check_file(const std::string& path, const BackedUpFile& wanted, const FileDigest& digest) {
    if (digest.bytes != wanted.bytes || digest.sha256 != wanted.sha256) {
        return base::fail(
            ErrorCode::corrupt,
            fmt::format("{} is not the file that was backed up ({} bytes, sha256 {}; it was {} bytes, "
                        "sha256 {}); take another backup",
                        path, digest.bytes, digest.sha256, wanted.bytes, wanted.sha256));
    }
    return {};
}

base::Status check_log(const std::string& folder, const BackupReport& report, FileOps& ops) {
    const bool there =
        std::ranges::any_of(report.files, [](const BackedUpFile& file) { return file.path == record_name; });
    if (there != !report.root.empty()) {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("{}: record and manifest do not belong together", folder));
    }
    if (!there) {
        return {};
    }
    BackupReport found;
    CORDON_TRY(read_log(fmt::format("{}/{}", folder, record_name), found, ops));
    if (found.leaves != report.leaves || found.root != report.root) {
        return base::fail(
            ErrorCode::corrupt,
            fmt::format("{}/{}: the audit log has {} leaves and root {}; {} and {} were signed", folder,
                        record_name, found.leaves, found.root, report.leaves, report.root));
    }
    return {};
}

// A folder under another name that becomes the target once it is whole, and goes away when it does not.
class Draft {
public:
    Draft(const std::string& target, FileOps& ops) : target_{target}, ops_{&ops} {
        parent_ = folder_of(target);
        folder_ =
            fmt::format("{}/.{}.new", parent_ == "/" ? "" : parent_, target.substr(target.rfind('/') + 1));
    }
    ~Draft() {
        if (!done_ && made_) {
            // What stays behind begins with a point and is removed by the next try.
            [[maybe_unused]] const base::Status ignored = ops_->remove_tree(folder_);
        }
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    [[nodiscard]] const std::string& folder() const { return folder_; }

    base::Status make() {
        CORDON_TRY(ops_->make_folder_and_parents(parent_));
        CORDON_TRY(ops_->remove_tree(folder_));  // of a crash
        made_ = true;
        return ops_->make_folder(folder_);
    }
    // The folders above a file.
    base::Status make_room_for(const std::string& path) {
        for (std::size_t slash = path.find('/'); slash != std::string::npos;
             slash = path.find('/', slash + 1)) {
            const std::string below = path.substr(0, slash);
            if (folders_.insert(below).second) {
                CORDON_TRY(ops_->make_folder(fmt::format("{}/{}", folder_, below)));
            }
        }
        return {};
    }
    base::Status finish() {
        for (const std::string& below : folders_) {
            CORDON_TRY(ops_->sync_folder(fmt::format("{}/{}", folder_, below)));
        }
        CORDON_TRY(ops_->sync_folder(folder_));
        CORDON_TRY(ops_->rename(folder_, target_));  // refused where anything stands but an empty folder
        done_ = true;
        return ops_->sync_folder(parent_);
    }

private:
    std::string target_;
    std::string parent_;
    std::string folder_;
    FileOps* ops_;
    std::set<std::string> folders_;
    bool made_ = false;
    bool done_ = false;
};

base::Status copy_one(const std::string& home, const std::string& path, bool database, Draft& draft,
                      FileOps& ops, BackupReport& report) {
    CORDON_TRY(draft.make_room_for(path));
    const std::string from = fmt::format("{}/{}", home, path);
    const std::string to = fmt::format("{}/{}", draft.folder(), path);
    base::Result<FileDigest> digest;
    if (database) {
        CORDON_ASSIGN(const auto source, Database::open(from, ops));
        CORDON_TRY(source->copy_to(to));
        digest = digest_of(to);
    } else {
        digest = ops.copy_file(from, to);
        if (!digest && !exists(from)) {  // swept away meanwhile: nothing names it
            return ops.remove_tree(to);
        }
    }
    if (!digest) {
        return std::unexpected(digest.error());
    }
    report.files.push_back({path, digest->bytes, digest->sha256});
    report.bytes += digest->bytes;
    return {};
}

}  // namespace

base::Result<BackupReport> back_up(const std::string& home_path, const std::string& target_path,
                                   const BackupRequest& request, FileOps* given_ops) {
    FileOps own_ops;
    FileOps& ops = given_ops == nullptr ? own_ops : *given_ops;
    const std::string home = without_slashes(home_path);
    const std::string target = without_slashes(target_path);
    if (!is_folder(home)) {
        return base::fail(ErrorCode::not_found,
                          fmt::format("{} is no home: there is nothing to back up", home));
    }
    if (target.empty() || exists(target)) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("{} stands already; a backup overwrites nothing, so name another place",
                                      target.empty() ? "the current folder" : target));
    }
    if (lies_below(target, home)) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("{} lies in the home itself; name a place outside, best on another disk", target));
    }
    CORDON_ASSIGN(const WriterLock lock, WriterLock::take(home, lock_wait_ms_max, "backup.lock"));
    CORDON_ASSIGN(const base::SigningKey key,
                  KeyStore(home, &ops).signing_key(request.at, request.principal));
    BackupReport report;
    report.with_keys = request.with_keys;
    Draft draft(target, ops);
    CORDON_TRY(draft.make());
    Inventory first;
    CORDON_TRY(take_stock(home, "", request.with_keys, first));
    // The record before the lists that its verdicts name; the files after the databases that name them.
    std::ranges::stable_partition(first.databases,
                                  [](const std::string& path) { return path == record_name; });
    for (const std::string& path : first.databases) {
        CORDON_TRY(copy_one(home, path, true, draft, ops, report));
    }
    Inventory then;
    CORDON_TRY(take_stock(home, "", request.with_keys, then));
    for (const std::string& path : then.files) {
        CORDON_TRY(copy_one(home, path, false, draft, ops, report));
    }
    std::ranges::sort(report.files, {}, &BackedUpFile::path);
    if (std::ranges::find(first.databases, record_name) != first.databases.end()) {
        CORDON_TRY(read_log(fmt::format("{}/{}", draft.folder(), record_name), report, ops));
    }
    report.left_out = then.left_out;
    report.taken_at = request.at;
    report.taken_by = request.principal;
    report.engine_build = request.engine_build;
    report.key_id = base::key_id(key.public_key());
    report.key_known = true;
    CORDON_ASSIGN(const std::string manifest, codec::seal_statement({std::string(manifest_type), request.at,
                                                                     request.principal, request.engine_build},
                                                                    manifest_content(report), key));
    CORDON_TRY(ops.write_file(fmt::format("{}/{}", draft.folder(), manifest_name), manifest));
    CORDON_TRY(draft.finish());
    return report;
}

base::Result<BackupReport> verify_backup(const std::string& backup_path,
                                         std::span<const base::PublicKey> trusted) {
    FileOps ops;
    const std::string backup = without_slashes(backup_path);
    CORDON_ASSIGN(BackupReport report, read_manifest(backup, trusted));
    for (const BackedUpFile& file : report.files) {
        const std::string path = fmt::format("{}/{}", backup, file.path);
        CORDON_ASSIGN(const FileDigest digest, digest_of(path));
        CORDON_TRY(check_file(path, file, digest));
    }
    CORDON_TRY(check_log(backup, report, ops));
    return report;
}

base::Result<BackupReport> restore(const std::string& backup_path, const std::string& home_path,
                                   std::span<const base::PublicKey> trusted, FileOps* given_ops) {
    FileOps own_ops;
    FileOps& ops = given_ops == nullptr ? own_ops : *given_ops;
    const std::string backup = without_slashes(backup_path);
    const std::string home = without_slashes(home_path);
    CORDON_ASSIGN(BackupReport report, read_manifest(backup, trusted));
    if (home.empty()) {
        return base::fail(ErrorCode::invalid_input, "no home folder given; use --home or CORDON_HOME");
    }
    if (exists(home)) {
        CORDON_ASSIGN(const std::vector<std::string> names,
                      is_folder(home) ? names_in(home) : std::vector<std::string>{home});
        if (!names.empty()) {
            return base::fail(ErrorCode::conflict,
                              fmt::format("{} is not empty; a backup is restored into a new home, so name "
                                          "another one with --home",
                                          home));
        }
    }
    Draft draft(home, ops);
    CORDON_TRY(draft.make());
    for (const BackedUpFile& file : report.files) {
        CORDON_TRY(draft.make_room_for(file.path));
        CORDON_ASSIGN(const FileDigest digest,
                      ops.copy_file(fmt::format("{}/{}", backup, file.path),
                                    fmt::format("{}/{}", draft.folder(), file.path)));
        CORDON_TRY(check_file(fmt::format("{}/{}", backup, file.path), file, digest));
    }
    CORDON_TRY(check_log(draft.folder(), report, ops));
    CORDON_TRY(draft.finish());
    return report;
}

}  // namespace cordon::storage
