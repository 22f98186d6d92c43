#include "storage/list_registry.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "codec/archive.h"
#include "engine/version_rules.h"
#include "model/listing_bytes.h"
#include "storage/file_ops.h"
#include "storage/snapshot_files.h"
#include "storage/sqlite.h"
#include "storage/threshold_rows.h"
#include "storage/version_rows.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;

constexpr std::uint32_t writer_wait_ms_max = 2'000;
constexpr int raw_level = 6;
constexpr int listings_level = 3;
constexpr std::size_t decoded_at_once = 256;
constexpr std::string_view listings_magic = "CRDNLST1";
constexpr std::string_view listings_file = "listings.bin.zst";

void append_number(std::string& bytes, std::uint64_t number) {
    for (unsigned shift = 0; shift < 64; shift += 8) {
        bytes += static_cast<char>(number >> shift);
    }
}

std::uint64_t take_number(std::string_view& bytes) {
    std::uint64_t number = 0;
    for (unsigned at = 0; at < 8; ++at) {
        number |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at])) << (8 * at);
    }
    bytes.remove_prefix(8);
    return number;
}

// Magic, count, then each listing with its length in front.
std::string pack(const std::vector<model::Listing>& listings) {
    std::string bytes(listings_magic);
    append_number(bytes, listings.size());
    std::string one;
    for (const model::Listing& listing : listings) {
        one.clear();
        model::append_listing_bytes(one, listing);
        append_number(bytes, one.size());
        bytes += one;
    }
    return bytes;
}

std::unexpected<base::Error> damaged_listings() {
    return base::fail(ErrorCode::corrupt, "the stored listings are damaged");
}

// The bytes of each listing; views of the argument.
base::Result<std::vector<std::string_view>> unpack(std::string_view bytes) {
    if (!bytes.starts_with(listings_magic) || bytes.size() < listings_magic.size() + 8) {
        return damaged_listings();
    }
    bytes.remove_prefix(listings_magic.size());
    const std::uint64_t count = take_number(bytes);
    std::vector<std::string_view> listings;
    for (std::uint64_t index = 0; index < count; ++index) {
        if (bytes.size() < 8) {
            return damaged_listings();
        }
        const std::uint64_t size = take_number(bytes);
        if (size > bytes.size()) {
            return damaged_listings();
        }
        listings.push_back(bytes.substr(0, size));
        bytes.remove_prefix(size);
    }
    if (!bytes.empty()) {
        return damaged_listings();
    }
    return listings;
}

// A name that cannot leave its folder, hide itself or be too long; what it was is kept in the row.
std::string safe_file_name(std::string_view name, const std::set<std::string>& taken) {
    std::string safe;
    for (const char letter : name.substr(0, 100)) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9') || letter == '-' || letter == '_' ||
                           letter == '.';
        safe += plain ? letter : '_';
    }
    if (safe.empty() || safe.front() == '.') {
        safe.insert(0, "file");
    }
    std::string unique = safe + ".zst";
    for (int number = 2; taken.contains(unique); ++number) {
        unique = fmt::format("{}-{}.zst", safe, number);
    }
    return unique;
}

base::Result<std::string> read_packed(const std::string& path) {
    auto packed = read_file(path);
    if (!packed) {
        return base::fail(
            packed.error().code == ErrorCode::not_found ? ErrorCode::corrupt : packed.error().code,
            packed.error().message);
    }
    return packed;
}

// The bytes behind a .zst file, when they are those that the row promises.
base::Result<std::string> unpack_checked(const std::string& path, std::string_view packed,
                                         std::uint64_t bytes, const std::string& sha256) {
    auto unpacked = codec::zstd_decompress(packed, bytes);
    if (!unpacked || unpacked->size() != bytes || base::sha256_hex(*unpacked) != sha256) {
        return base::fail(
            ErrorCode::corrupt,
            fmt::format("{} does not hold what was stored there; restore it from a backup", path));
    }
    return unpacked;
}

// Listings of one version on their way from the file.
struct StoredListings {
    std::string path;
    VersionRow row;
    std::string packed;
    std::string unpacked;
    std::vector<std::string_view> each;  // in unpacked
    std::vector<model::Listing> decoded;

    base::Status unpack_all() {
        CORDON_ASSIGN(unpacked, unpack_checked(path, packed, row.listings.bytes, row.listings.sha256));
        packed = {};
        CORDON_ASSIGN(each, unpack(unpacked));
        if (each.size() != row.version.listings) {
            return base::fail(ErrorCode::corrupt, fmt::format("{} holds {} listings, the database says {}",
                                                              path, each.size(), row.version.listings));
        }
        decoded.resize(each.size());
        return {};
    }
    base::Status decode(std::size_t first, std::size_t last) {
        for (std::size_t at = first; at < last; ++at) {
            CORDON_ASSIGN(decoded[at], model::decode_listing(each[at]));
        }
        return {};
    }
};

// Unpacks and decodes on the threads of share; of several faults it tells the first.
base::Status decode_all(std::vector<StoredListings>& all, const engine::ParallelFor& share) {
    std::vector<base::Status> done(all.size());
    share(all.size(), [&](std::size_t at) { done[at] = all[at].unpack_all(); });
    struct Piece {
        StoredListings* listings = nullptr;
        std::size_t first = 0;
        std::size_t last = 0;
    };
    std::vector<Piece> pieces;
    for (std::size_t at = 0; at < all.size(); ++at) {
        CORDON_TRY(done[at]);
        const std::size_t count = all[at].each.size();
        for (std::size_t first = 0; first < count; first += decoded_at_once) {
            pieces.push_back({&all[at], first, std::min(first + decoded_at_once, count)});
        }
    }
    done.assign(pieces.size(), {});
    share(pieces.size(),
          [&](std::size_t at) { done[at] = pieces[at].listings->decode(pieces[at].first, pieces[at].last); });
    for (const base::Status& each : done) {
        CORDON_TRY(each);
    }
    return {};
}

}  // namespace

struct ListRegistry::Parts {
    std::string home;
    FileOps own_ops;
    FileOps* ops = nullptr;
    std::unique_ptr<Database> database;
    std::unique_ptr<SnapshotFiles> cache;

    [[nodiscard]] std::string list_folder(std::string_view list) const {
        return fmt::format("{}/lists/{}", home, list);
    }
    [[nodiscard]] std::string version_folder(const model::ListVersion& version) const {
        return fmt::format("{}/{}", list_folder(version.list), version.version);
    }
    [[nodiscard]] base::Result<WriterLock> lock() const { return WriterLock::take(home, writer_wait_ms_max); }

    [[nodiscard]] base::Status sweep();
    [[nodiscard]] base::Status place(const engine::NewVersion& fresh, const std::string& packed,
                                     const std::vector<KeptFile>& files);
};

// REQUIRES: the writer's lock is held.
base::Status ListRegistry::Parts::sweep() {
    CORDON_TRY(ops->remove_tree(home + "/tmp"));
    std::set<std::string> kept;
    CORDON_ASSIGN(const std::vector<VersionRow> rows, read_versions(*database));
    for (const VersionRow& row : rows) {
        kept.insert(version_folder(row.version));
    }
    CORDON_ASSIGN(const std::vector<std::string> lists, names_in(home + "/lists"));
    for (const std::string& list : lists) {
        CORDON_ASSIGN(const std::vector<std::string> versions, names_in(list_folder(list)));
        for (const std::string& version : versions) {
            const std::string folder = list_folder(list) + "/" + version;
            if (!kept.contains(folder)) {
                CORDON_TRY(ops->remove_tree(folder));
            }
        }
    }
    return {};
}

// Writes the version's folder under tmp/ and moves it, whole and durable, to its place.
base::Status ListRegistry::Parts::place(const engine::NewVersion& fresh, const std::string& packed,
                                        const std::vector<KeptFile>& files) {
    const std::string draft = home + "/tmp/version";
    CORDON_TRY(ops->remove_tree(draft));
    CORDON_TRY(ops->make_folder_and_parents(draft + "/raw"));
    for (std::size_t at = 0; at < files.size(); ++at) {
        CORDON_TRY(ops->write_file(fmt::format("{}/raw/{}", draft, files[at].kept_as),
                                   codec::zstd_compress(fresh.files[at].bytes, raw_level)));
    }
    CORDON_TRY(ops->write_file(fmt::format("{}/{}", draft, listings_file),
                               codec::zstd_compress(packed, listings_level)));
    CORDON_TRY(ops->sync_folder(draft + "/raw"));
    CORDON_TRY(ops->sync_folder(draft));
    const std::string list = list_folder(fresh.version.list);
    CORDON_TRY(ops->make_folder_and_parents(list));
    CORDON_TRY(ops->sync_folder(home));
    CORDON_TRY(ops->sync_folder(home + "/lists"));
    CORDON_TRY(ops->remove_tree(version_folder(fresh.version)));  // without a row: left by a crash
    CORDON_TRY(ops->rename(draft, version_folder(fresh.version)));
    return ops->sync_folder(list);
}

ListRegistry::ListRegistry(std::unique_ptr<Parts> parts) : parts_{std::move(parts)} {}
ListRegistry::~ListRegistry() = default;

base::Result<std::unique_ptr<ListRegistry>> ListRegistry::open(const std::string& home, FileOps* ops) {
    auto parts = std::make_unique<Parts>();
    parts->home = home;
    while (parts->home.size() > 1 && parts->home.ends_with('/')) {
        parts->home.pop_back();
    }
    if (parts->home.empty()) {
        return base::fail(ErrorCode::invalid_input, "no home folder given; use --home or CORDON_HOME");
    }
    parts->ops = ops == nullptr ? &parts->own_ops : ops;
    CORDON_TRY(parts->ops->make_folder_and_parents(parts->home));
    const std::string path = parts->home + "/cordon.db";
    std::optional<WriterLock> lock;
    auto taken = WriterLock::take(parts->home, exists(path) ? 0 : writer_wait_ms_max);
    if (taken) {
        lock.emplace(*std::move(taken));
    } else if (taken.error().code != ErrorCode::conflict) {
        return std::unexpected(taken.error());
    }
    CORDON_ASSIGN(parts->database, Database::open(path, *parts->ops));
    CORDON_ASSIGN(const bool current, is_current(*parts->database, path));
    if (!current) {
        if (!lock) {
            CORDON_ASSIGN(WriterLock waited_for, parts->lock());
            lock.emplace(std::move(waited_for));
        }
        CORDON_TRY(migrate(*parts->database, path));
    }
    if (lock) {
        CORDON_TRY(parts->sweep());
    }
    parts->cache = std::make_unique<SnapshotFiles>(parts->home + "/cache", *parts->ops);
    return std::unique_ptr<ListRegistry>(new ListRegistry(std::move(parts)));
}

engine::SnapshotCache& ListRegistry::snapshot_cache() {
    return *parts_->cache;
}

base::Result<std::vector<model::ListVersion>> ListRegistry::versions() {
    CORDON_ASSIGN(std::vector<VersionRow> rows, read_versions(*parts_->database));
    std::vector<model::ListVersion> versions;
    for (VersionRow& row : rows) {
        versions.push_back(std::move(row.version));
    }
    return versions;
}

base::Result<std::vector<model::Listing>> ListRegistry::listings(std::string_view list,
                                                                 std::string_view version) {
    model::ListVersion asked;
    asked.list = list;
    asked.version = version;
    CORDON_ASSIGN(auto found, listings_of({asked}, engine::Hooks().parallel_for));
    return std::move(found.front());
}

base::Result<std::vector<std::vector<model::Listing>>> ListRegistry::listings_of(
    const std::vector<model::ListVersion>& versions, const engine::ParallelFor& share) {
    std::vector<StoredListings> all;
    for (const model::ListVersion& version : versions) {
        StoredListings& one = all.emplace_back();
        CORDON_ASSIGN(one.row, read_version(*parts_->database, version.list, version.version));
        one.path = fmt::format("{}/{}", parts_->version_folder(one.row.version), listings_file);
        CORDON_ASSIGN(one.packed, read_packed(one.path));
    }
    CORDON_TRY(decode_all(all, share));
    std::vector<std::vector<model::Listing>> found;
    for (StoredListings& one : all) {
        found.push_back(std::move(one.decoded));
    }
    return found;
}

base::Result<std::vector<engine::StoredFile>> ListRegistry::raw_files(std::string_view list,
                                                                      std::string_view version) {
    CORDON_ASSIGN(const VersionRow row, read_version(*parts_->database, list, version));
    CORDON_ASSIGN(const std::vector<KeptFile> files, read_files(*parts_->database, row.row));
    std::vector<engine::StoredFile> found;
    for (const KeptFile& file : files) {
        const std::string path = fmt::format("{}/raw/{}", parts_->version_folder(row.version), file.kept_as);
        CORDON_ASSIGN(const std::string packed, read_packed(path));
        CORDON_ASSIGN(std::string bytes, unpack_checked(path, packed, file.bytes, file.sha256));
        found.push_back({file.name, std::move(bytes)});
    }
    return found;
}

base::Result<std::vector<lists::Diagnostic>> ListRegistry::diagnostics(std::string_view list,
                                                                       std::string_view version) {
    CORDON_ASSIGN(const VersionRow row, read_version(*parts_->database, list, version));
    return read_diagnostics(*parts_->database, row.row);
}

base::Result<std::vector<std::string>> ListRegistry::verify() {
    std::vector<std::string> faults;
    CORDON_ASSIGN(const std::vector<model::ListVersion> all, versions());
    for (const model::ListVersion& version : all) {
        const auto read = listings(version.list, version.version);
        if (!read) {
            faults.push_back(fmt::format("{} {}: {}", version.list, version.version, read.error().message));
        }
        const auto raw = raw_files(version.list, version.version);
        if (!raw) {
            faults.push_back(fmt::format("{} {}: {}", version.list, version.version, raw.error().message));
        }
    }
    return faults;
}

base::Status ListRegistry::keep(engine::NewVersion fresh) {
    CORDON_TRY(engine::complete_new_version(fresh));
    const std::string packed = pack(fresh.listings);
    const KeptListings listings{base::sha256_hex(packed), packed.size()};
    std::vector<KeptFile> files;
    std::set<std::string> taken;
    for (const model::RawFile& file : fresh.version.files) {
        const std::string kept_as = safe_file_name(file.name, taken);
        taken.insert(kept_as);
        files.push_back({file.name, kept_as, file.sha256, file.bytes});
    }
    CORDON_ASSIGN(const WriterLock lock, parts_->lock());
    const auto there = read_version(*parts_->database, fresh.version.list, fresh.version.version);
    if (there) {
        return engine::kept_already(fresh.version.list, fresh.version.version);
    }
    if (there.error().code != ErrorCode::not_found) {
        return std::unexpected(there.error());
    }
    CORDON_TRY(parts_->place(fresh, packed, files));
    return insert_version(*parts_->database, fresh, listings, files);
}

base::Status ListRegistry::confirm(std::string_view list, std::string_view version, base::Instant at,
                                   std::string_view principal) {
    CORDON_ASSIGN(const WriterLock lock, parts_->lock());
    CORDON_ASSIGN(const VersionRow row, read_version(*parts_->database, list, version));
    return confirm_version(*parts_->database, row, at, principal);
}

base::Status ListRegistry::activate(std::string_view list, std::string_view version,
                                    std::string_view principal, std::string_view reason, base::Instant at) {
    CORDON_ASSIGN(const WriterLock lock, parts_->lock());
    CORDON_ASSIGN(const VersionRow row, read_version(*parts_->database, list, version));
    CORDON_TRY(engine::may_activate(row.version));
    return activate_version(*parts_->database, row, principal, reason, at);
}

base::Result<std::optional<engine::FetchState>> ListRegistry::fetch_state(std::string_view publisher,
                                                                          std::string_view url) {
    CORDON_ASSIGN(std::vector<engine::FetchState> states, fetch_states());
    for (engine::FetchState& state : states) {
        if (state.publisher == publisher && state.url == url) {
            return std::optional(std::move(state));
        }
    }
    return std::nullopt;
}

base::Result<std::vector<engine::FetchState>> ListRegistry::fetch_states() {
    return read_fetch_states(*parts_->database);
}

base::Status ListRegistry::put_fetch_state(const engine::FetchState& state) {
    return write_fetch_state(*parts_->database, state);
}

base::Result<std::vector<engine::ThresholdChange>> ListRegistry::threshold_changes() {
    return read_threshold_changes(*parts_->database);
}

base::Status ListRegistry::add_threshold_change(const engine::ThresholdChange& change) {
    CORDON_ASSIGN(const WriterLock lock, parts_->lock());
    return insert_threshold_change(*parts_->database, change);
}

}  // namespace cordon::storage
