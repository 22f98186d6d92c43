// storage/test_faulty_disk.h: a disk that fails, or loses its power, at a chosen operation of SQLite.
//
// Role:      for tests: a shim around SQLite's own VFS (https://sqlite.org/vfs.html), the default one for as
//            long as a FaultyDisk lives; and the FileOps of the same run. Every call that can fail counts as
//            one operation, from 1 on.
// Rules:     nothing is synced for real: what a sync makes durable is kept account of here, for each file, as
//            is every write since. When the power is cut, survivors() writes what a disk may hold afterwards:
//            of the un-synced writes none, all, the first few, any or any sectors of 512 bytes in any order;
//            of files made, deleted or renamed since the folder's last sync any. Written bytes are either old
//            or new: SQLite relies on that too (SQLITE_IOCAP_POWERSAFE_OVERWRITE). Files that FileOps writes
//            itself (keys) are taken for durable once written.
// Ownership: one at a time; databases are closed before it ends.
// Threads:   one thread.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/prng.h"
#include "storage/file_ops.h"

namespace cordon::storage::testing {

enum class IoCall : std::uint8_t {
    open,
    remove,
    access,
    read,
    write,
    truncate,
    sync,
    size,
    lock,
    map_shared,
    lock_shared,
};

enum class FaultWay : std::uint8_t {
    none,
    error_once,      // EIO, this once
    error_for_good,  // EIO from here on
    full_once,       // the disk is full for what needs room: writes, syncs, new files
    full_for_good,
    half_done,      // half of the bytes are read or written, then EIO
    sync_lost,      // the sync fails, and the kernel forgets what it was to write
    busy_for_good,  // locks are somebody else's from here on
    power_cut,      // nothing is done from here on; survivors() says what is left
};

struct FaultPlan {
    FaultWay way = FaultWay::none;
    std::uint64_t nth = 0;
    bool syncs_ignored = false;  // a disk that says "done" and does nothing
    std::uint64_t seed = 1;      // for what sync_lost forgets
};

// Whether this way can befall that call.
[[nodiscard]] bool may_befall(FaultWay way, IoCall call);
[[nodiscard]] std::string_view to_string(FaultWay way);

class FaultyDisk final : public FileOps {
public:
    // home: the folder whose files are kept account of; those that stand in it now are durable.
    FaultyDisk(std::string home, const FaultPlan& plan);
    ~FaultyDisk() override;

    int before(Step step, const std::string& path) override;
    void cut_power() { dead_ = true; }
    // The kinds of all operations so far.
    [[nodiscard]] const std::vector<IoCall>& calls() const { return calls_; }
    [[nodiscard]] bool struck() const { return struck_; }
    // Writes what is left after the power came back into another folder. False: not even the folder.
    [[nodiscard]] bool survivors(const std::string& to_home, base::Prng& random) const;

    struct Change {
        std::int64_t offset = 0;
        std::string bytes;
        bool cuts = false;  // a truncation to offset
    };
    struct Content {
        std::string durable;
        std::vector<Change> pending;
        bool syncs_folder = false;  // SQLite's VFS syncs the folder with the first sync of a new journal
    };
    using ContentPtr = std::shared_ptr<Content>;

private:
    friend struct Shim;
    struct Name {
        ContentPtr now;
        ContentPtr durable;
    };
    enum class Deed : std::uint8_t { do_it, refuse, half };

    [[nodiscard]] Deed next(IoCall call);
    [[nodiscard]] int refusal(IoCall call) const;
    [[nodiscard]] ContentPtr opened(const std::string& path, int flags);
    void synced(Content& content);
    void forget(Content& content);
    void sync_names();

    std::string home_;
    FaultPlan plan_;
    base::Prng lost_;
    sqlite3_vfs* real_ = nullptr;
    std::unique_ptr<sqlite3_vfs> vfs_;
    std::map<std::string, Name> names_;
    std::set<std::string> fresh_folders_;  // whose parent was not synced since
    std::vector<IoCall> calls_;
    bool struck_ = false;
    bool dead_ = false;
};

}  // namespace cordon::storage::testing
