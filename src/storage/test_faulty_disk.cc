#include "storage/test_faulty_disk.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <utility>

#include "base/check.h"

namespace cordon::storage::testing {

namespace {

constexpr std::size_t sector_bytes = 512;

// SQLite's answer for a call that was not done.
int error_of(IoCall call) {
    switch (call) {
        case IoCall::open: return SQLITE_CANTOPEN;
        case IoCall::remove: return SQLITE_IOERR_DELETE;
        case IoCall::access: return SQLITE_IOERR_ACCESS;
        case IoCall::read: return SQLITE_IOERR_READ;
        case IoCall::write: return SQLITE_IOERR_WRITE;
        case IoCall::truncate: return SQLITE_IOERR_TRUNCATE;
        case IoCall::sync: return SQLITE_IOERR_FSYNC;
        case IoCall::size: return SQLITE_IOERR_FSTAT;
        case IoCall::lock: return SQLITE_IOERR_LOCK;
        case IoCall::map_shared: return SQLITE_IOERR_SHMMAP;
        case IoCall::lock_shared: return SQLITE_IOERR_SHMLOCK;
    }
    CORDON_CHECK(false && "an IoCall outside its enum");
    return SQLITE_IOERR;
}

bool needs_room(IoCall call) {
    return call == IoCall::open || call == IoCall::write || call == IoCall::sync ||
           call == IoCall::map_shared;
}

bool is_lock(IoCall call) {
    return call == IoCall::lock || call == IoCall::lock_shared;
}

std::string bytes_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void put(std::string& bytes, const FaultyDisk::Change& change) {
    const auto offset = static_cast<std::size_t>(change.offset);
    if (change.cuts) {
        bytes.resize(std::min(bytes.size(), offset));
        return;
    }
    bytes.resize(std::max(bytes.size(), offset + change.bytes.size()), '\0');
    bytes.replace(offset, change.bytes.size(), change.bytes);
}

std::vector<FaultyDisk::Change> in_sectors(const std::vector<FaultyDisk::Change>& changes) {
    std::vector<FaultyDisk::Change> pieces;
    for (const FaultyDisk::Change& change : changes) {
        if (change.cuts) {
            pieces.push_back(change);
        }
        for (std::size_t at = 0; at < change.bytes.size();) {
            const std::size_t offset = static_cast<std::size_t>(change.offset) + at;
            const std::size_t length =
                std::min(sector_bytes - offset % sector_bytes, change.bytes.size() - at);
            pieces.push_back({static_cast<std::int64_t>(offset), change.bytes.substr(at, length), false});
            at += length;
        }
    }
    return pieces;
}

// What became of a file whose last writes were not synced.
std::string left_of(const FaultyDisk::Content& content, base::Prng& random) {
    std::string bytes = content.durable;
    const std::uint64_t manner = random.below(5);
    std::vector<FaultyDisk::Change> kept;
    if (manner == 1) {  // all of them came through
        kept = content.pending;
    } else if (manner == 2) {  // the first ones, and a piece of the next
        const std::size_t count = random.below(content.pending.size() + 1);
        kept.assign(content.pending.begin(), content.pending.begin() + static_cast<std::ptrdiff_t>(count));
        if (count < content.pending.size()) {
            std::vector<FaultyDisk::Change> torn = in_sectors({content.pending[count]});
            torn.resize(random.below(torn.size() + 1));
            kept.insert(kept.end(), torn.begin(), torn.end());
        }
    } else if (manner >= 3) {  // any of the writes, or any of their sectors
        kept = manner == 3 ? content.pending : in_sectors(content.pending);
        std::erase_if(kept, [&](const FaultyDisk::Change&) { return random.below(2) == 0; });
    }
    if (manner == 4) {
        for (std::size_t at = kept.size(); at > 1; --at) {
            std::swap(kept[at - 1], kept[random.below(at)]);
        }
    }
    for (const FaultyDisk::Change& change : kept) {
        put(bytes, change);
    }
    return bytes;
}

}  // namespace

bool may_befall(FaultWay way, IoCall call) {
    switch (way) {
        case FaultWay::none: return false;
        case FaultWay::full_once:
        case FaultWay::full_for_good: return needs_room(call);
        case FaultWay::half_done: return call == IoCall::read || call == IoCall::write;
        case FaultWay::sync_lost: return call == IoCall::sync;
        case FaultWay::busy_for_good: return is_lock(call);
        case FaultWay::error_once:
        case FaultWay::error_for_good:
        case FaultWay::power_cut: return true;
    }
    CORDON_CHECK(false && "a FaultWay outside its enum");
    return false;
}

std::string_view to_string(FaultWay way) {
    switch (way) {
        case FaultWay::none: return "no fault";
        case FaultWay::error_once: return "EIO once";
        case FaultWay::error_for_good: return "EIO for good";
        case FaultWay::full_once: return "disk full once";
        case FaultWay::full_for_good: return "disk full for good";
        case FaultWay::half_done: return "half read or written";
        case FaultWay::sync_lost: return "sync fails, writes forgotten";
        case FaultWay::busy_for_good: return "locked for good";
        case FaultWay::power_cut: return "power cut";
    }
    CORDON_CHECK(false && "a FaultWay outside its enum");
    return {};
}

// What SQLite calls. A ShimFile is followed in memory by the file of the real VFS.
struct ShimFile {
    sqlite3_file base;
    FaultyDisk* disk;
    FaultyDisk::ContentPtr* content;  // nothing: a file that nobody keeps account of
    bool locked;
};

struct Shim {
    using Deed = FaultyDisk::Deed;

    static ShimFile& shim(sqlite3_file* file) { return *reinterpret_cast<ShimFile*>(file); }
    static sqlite3_file* real(sqlite3_file* file) {
        return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(ShimFile));
    }
    static FaultyDisk& disk(sqlite3_vfs* vfs) { return *static_cast<FaultyDisk*>(vfs->pAppData); }
    // Asks whether the call is done, and does it.
    template <class Call>
    static int ask(sqlite3_file* file, IoCall call, const Call& done) {
        FaultyDisk& disk = *shim(file).disk;
        return disk.next(call) == Deed::do_it ? done(real(file)->pMethods, real(file)) : disk.refusal(call);
    }

    static int close(sqlite3_file* file) {
        delete std::exchange(shim(file).content, nullptr);
        return real(file)->pMethods->xClose(real(file));
    }
    static int read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
        const Deed deed = shim(file).disk->next(IoCall::read);
        if (deed == Deed::half) {
            (void)real(file)->pMethods->xRead(real(file), to, amount / 2, offset);
        }
        return deed == Deed::do_it ? real(file)->pMethods->xRead(real(file), to, amount, offset)
                                   : shim(file).disk->refusal(IoCall::read);
    }
    static int write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
        FaultyDisk& disk = *shim(file).disk;
        const bool was_dead = disk.dead_;
        const Deed deed = disk.next(IoCall::write);
        const int length = deed == Deed::half ? amount / 2 : amount;
        // The write during which the power goes may get through as well.
        if (shim(file).content != nullptr && (deed != Deed::refuse || (disk.dead_ && !was_dead))) {
            (*shim(file).content)
                ->pending.push_back(
                    {offset, std::string(static_cast<const char*>(from), static_cast<std::size_t>(length)),
                     false});
        }
        if (deed == Deed::refuse) {
            return disk.refusal(IoCall::write);
        }
        const int code = real(file)->pMethods->xWrite(real(file), from, length, offset);
        return deed == Deed::half ? disk.refusal(IoCall::write) : code;
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        return ask(file, IoCall::truncate, [&](const sqlite3_io_methods* calls, sqlite3_file* below) {
            if (shim(file).content != nullptr) {
                (*shim(file).content)->pending.push_back({size, {}, true});
            }
            return calls->xTruncate(below, size);
        });
    }
    static int sync(sqlite3_file* file, int) {
        FaultyDisk& disk = *shim(file).disk;
        if (disk.next(IoCall::sync) != Deed::do_it) {
            if (disk.plan_.way == FaultWay::sync_lost && shim(file).content != nullptr) {
                disk.forget(**shim(file).content);
            }
            return disk.refusal(IoCall::sync);
        }
        if (shim(file).content != nullptr) {
            disk.synced(**shim(file).content);
        }
        return SQLITE_OK;
    }
    static int size(sqlite3_file* file, sqlite3_int64* bytes) {
        return ask(file, IoCall::size, [&](const sqlite3_io_methods* calls, sqlite3_file* below) {
            return calls->xFileSize(below, bytes);
        });
    }
    static int lock(sqlite3_file* file, int level) {
        return ask(file, IoCall::lock, [&](const sqlite3_io_methods* calls, sqlite3_file* below) {
            return calls->xLock(below, level);
        });
    }
    static int unlock(sqlite3_file* file, int level) {
        return real(file)->pMethods->xUnlock(real(file), level);
    }
    static int reserved(sqlite3_file* file, int* result) {
        return ask(file, IoCall::lock, [&](const sqlite3_io_methods* calls, sqlite3_file* below) {
            return calls->xCheckReservedLock(below, result);
        });
    }
    static int control(sqlite3_file* file, int operation, void* argument) {
        return real(file)->pMethods->xFileControl(real(file), operation, argument);
    }
    static int sector(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
    static int traits(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
    static int map_shared(sqlite3_file* file, int page, int bytes, int extend, void volatile** memory) {
        return ask(file, IoCall::map_shared, [&](const sqlite3_io_methods* calls, sqlite3_file* below) {
            return calls->xShmMap(below, page, bytes, extend, memory);
        });
    }
    static int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
        if ((flags & SQLITE_SHM_UNLOCK) != 0) {
            return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
        }
        return ask(file, IoCall::lock_shared, [&](const sqlite3_io_methods* calls, sqlite3_file* below) {
            return calls->xShmLock(below, offset, count, flags);
        });
    }
    static void barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
    static int unmap(sqlite3_file* file, int remove) {
        return real(file)->pMethods->xShmUnmap(real(file), remove);
    }

    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags);
    static int remove(sqlite3_vfs* vfs, const char* name, int syncs_folder) {
        FaultyDisk& self = disk(vfs);
        if (self.next(IoCall::remove) != Deed::do_it) {
            return self.refusal(IoCall::remove);
        }
        const int code = self.real_->xDelete(self.real_, name, 0);
        if (code == SQLITE_OK) {
            self.names_[name].now = nullptr;
            if (syncs_folder != 0) {
                self.sync_names();
            }
        }
        return code;
    }
    static int access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
        FaultyDisk& self = disk(vfs);
        return self.next(IoCall::access) == Deed::do_it ? self.real_->xAccess(self.real_, name, flags, result)
                                                        : self.refusal(IoCall::access);
    }
    static int full_name(sqlite3_vfs* vfs, const char* name, int room, char* out) {
        return disk(vfs).real_->xFullPathname(disk(vfs).real_, name, room, out);
    }
    static int randomness(sqlite3_vfs* vfs, int bytes, char* out) {
        return disk(vfs).real_->xRandomness(disk(vfs).real_, bytes, out);
    }
    static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }  // nobody lets go meanwhile
    static int day(sqlite3_vfs* vfs, double* out) {
        return disk(vfs).real_->xCurrentTime(disk(vfs).real_, out);
    }
    static int last_error(sqlite3_vfs*, int, char*) { return 0; }
    static int milliseconds(sqlite3_vfs* vfs, sqlite3_int64* out) {
        return disk(vfs).real_->xCurrentTimeInt64(disk(vfs).real_, out);
    }
};

namespace {

constexpr sqlite3_io_methods shim_methods = {
    .iVersion = 2,  // no memory maps of the file itself: every read is seen
    .xClose = Shim::close,
    .xRead = Shim::read,
    .xWrite = Shim::write,
    .xTruncate = Shim::truncate,
    .xSync = Shim::sync,
    .xFileSize = Shim::size,
    .xLock = Shim::lock,
    .xUnlock = Shim::unlock,
    .xCheckReservedLock = Shim::reserved,
    .xFileControl = Shim::control,
    .xSectorSize = Shim::sector,
    .xDeviceCharacteristics = Shim::traits,
    .xShmMap = Shim::map_shared,
    .xShmLock = Shim::lock_shared,
    .xShmBarrier = Shim::barrier,
    .xShmUnmap = Shim::unmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

}  // namespace

int Shim::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    FaultyDisk& self = disk(vfs);
    file->pMethods = nullptr;
    real(file)->pMethods = nullptr;
    if (self.next(IoCall::open) != Deed::do_it) {
        return self.refusal(IoCall::open);
    }
    const bool there = name != nullptr && exists(name);
    const int code = self.real_->xOpen(self.real_, name, real(file), flags, out_flags);
    if (code != SQLITE_OK) {
        return code;
    }
    FaultyDisk::ContentPtr content = name == nullptr ? nullptr : self.opened(name, flags);
    if (content != nullptr && !there) {
        content->syncs_folder =
            (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL)) != 0;
    }
    shim(file).disk = &self;
    shim(file).content = content == nullptr ? nullptr : new FaultyDisk::ContentPtr(std::move(content));
    file->pMethods = &shim_methods;
    return SQLITE_OK;
}

FaultyDisk::FaultyDisk(std::string home, const FaultPlan& plan)
    : home_{std::move(home)}, plan_{plan}, lost_{plan.seed}, real_{sqlite3_vfs_find(nullptr)} {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(home_, none)) {
        if (entry.is_regular_file()) {
            const auto content = std::make_shared<Content>();
            content->durable = bytes_of_file(entry.path());
            names_[entry.path()] = {content, content};
        }
    }
    vfs_ = std::make_unique<sqlite3_vfs>(*real_);
    vfs_->iVersion = 2;
    vfs_->szOsFile = static_cast<int>(sizeof(ShimFile)) + real_->szOsFile;
    vfs_->pNext = nullptr;
    vfs_->zName = "cordon-faulty-disk";
    vfs_->pAppData = this;
    vfs_->xOpen = Shim::open;
    vfs_->xDelete = Shim::remove;
    vfs_->xAccess = Shim::access;
    vfs_->xFullPathname = Shim::full_name;
    vfs_->xRandomness = Shim::randomness;
    vfs_->xSleep = Shim::sleep;
    vfs_->xCurrentTime = Shim::day;
    vfs_->xGetLastError = Shim::last_error;
    vfs_->xCurrentTimeInt64 = Shim::milliseconds;
    CORDON_CHECK(sqlite3_vfs_register(vfs_.get(), 1) == SQLITE_OK);
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(vfs_.get());
    sqlite3_vfs_register(real_, 1);
}

FaultyDisk::Deed FaultyDisk::next(IoCall call) {
    if (dead_) {
        return Deed::refuse;
    }
    calls_.push_back(call);
    const bool hit = calls_.size() == plan_.nth;
    const bool for_good = plan_.way == FaultWay::error_for_good || plan_.way == FaultWay::full_for_good ||
                          plan_.way == FaultWay::busy_for_good;
    if (!may_befall(plan_.way, call) || plan_.nth == 0 || !(hit || (for_good && calls_.size() > plan_.nth))) {
        return Deed::do_it;
    }
    struck_ = true;
    dead_ = plan_.way == FaultWay::power_cut;
    return plan_.way == FaultWay::half_done ? Deed::half : Deed::refuse;
}

int FaultyDisk::refusal(IoCall call) const {
    const bool full = plan_.way == FaultWay::full_once || plan_.way == FaultWay::full_for_good;
    if (!dead_ && full && (call == IoCall::write || call == IoCall::sync)) {
        return SQLITE_FULL;
    }
    return !dead_ && plan_.way == FaultWay::busy_for_good ? SQLITE_BUSY : error_of(call);
}

FaultyDisk::ContentPtr FaultyDisk::opened(const std::string& path, int flags) {
    if ((flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) == 0 ||
        !path.starts_with(home_ + "/")) {
        return nullptr;
    }
    Name& name = names_[path];
    if (name.now == nullptr) {
        name.now = std::make_shared<Content>();
    }
    return name.now;
}

void FaultyDisk::synced(Content& content) {
    if (plan_.syncs_ignored) {
        return;
    }
    for (const Change& change : content.pending) {
        put(content.durable, change);
    }
    content.pending.clear();
    if (std::exchange(content.syncs_folder, false)) {
        sync_names();
    }
}

// Linux marks the pages of a failed sync as clean: a later sync does not write them.
void FaultyDisk::forget(Content& content) {
    content.durable = left_of(content, lost_);
    content.pending.clear();
}

void FaultyDisk::sync_names() {
    if (plan_.syncs_ignored) {
        return;
    }
    for (auto& [path, name] : names_) {
        name.durable = name.now;
    }
}

int FaultyDisk::before(Step step, const std::string& path) {
    if (dead_) {
        return EIO;
    }
    if (step == Step::make_folder) {
        fresh_folders_.insert(path);
    } else if (step == Step::sync && path == home_) {
        sync_names();
    }
    if (step == Step::sync && !plan_.syncs_ignored) {
        std::erase_if(fresh_folders_, [&](const std::string& folder) {
            return std::filesystem::path(folder).parent_path() == std::filesystem::path(path);
        });
    }
    return 0;
}

bool FaultyDisk::survivors(const std::string& to_home, base::Prng& random) const {
    namespace fs = std::filesystem;
    const bool lost = std::ranges::any_of(fresh_folders_, [&](const std::string& folder) {
        return (home_ == folder || home_.starts_with(folder + "/")) && random.below(2) == 0;
    });
    if (lost) {
        return false;
    }
    fs::create_directory(to_home);
    for (const auto& entry : fs::directory_iterator(home_)) {  // what FileOps wrote
        if (!entry.path().filename().string().starts_with("record.db")) {
            fs::copy(entry.path(), fs::path(to_home) / entry.path().filename(), fs::copy_options::recursive);
        }
    }
    for (const auto& [path, name] : names_) {
        const ContentPtr& content = random.below(2) == 0 ? name.now : name.durable;
        const fs::path file = fs::path(path).filename();
        if (content != nullptr && file.string().starts_with("record.db") && file != "record.db-shm") {
            std::ofstream(fs::path(to_home) / file, std::ios::binary) << left_of(*content, random);
        }
    }
    if (random.below(4) == 0) {  // SQLite must not believe what is left of its shared memory
        std::string rubbish(32'768, '\0');
        std::ranges::generate(rubbish, [&] { return static_cast<char>(random.next()); });
        std::ofstream(fs::path(to_home) / "record.db-shm", std::ios::binary) << rubbish;
    }
    return true;
}

}  // namespace cordon::storage::testing
