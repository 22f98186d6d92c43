#include "storage/record_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/record_schema.h"
#include "storage/verdict_registry.h"

namespace cordon::storage {

using base::ErrorCode;

base::Status keeps_record(const std::string& home) {
    return exists(record_path(home))
               ? base::Status()
               : base::fail(
                     ErrorCode::not_found,
                     fmt::format("{} keeps no record yet; the first payment that is checked makes it", home));
}

base::Result<std::unique_ptr<RecordFile>> open_record_file(const std::string& home, RecordUse use) {
    auto file = std::make_unique<RecordFile>();
    file->path = record_path(home);
    CORDON_TRY(keeps_record(home));
    CORDON_ASSIGN(file->database, use == RecordUse::read ? Database::open_to_read(file->path, file->ops)
                                                         : Database::open(file->path, file->ops));
    CORDON_ASSIGN(const bool current, record_is_current(*file->database, file->path));
    CORDON_ASSIGN(const std::int64_t tables,
                  file->database->number("SELECT count(*) FROM sqlite_schema WHERE name = 'leaves'"));
    if (tables == 0) {
        return base::fail(ErrorCode::corrupt, fmt::format("{} has no tables of a record", file->path));
    }
    if (!current) {
        return base::fail(
            ErrorCode::unsupported,
            fmt::format("{} is as an earlier cordon left it, and asking changes nothing; take a backup, then "
                        "check a payment or start cordon serve with this one, which brings it up to date",
                        file->path));
    }
    return file;
}

base::Result<bool> for_each_leaf(Database& database, std::uint64_t leaves_max,
                                 const std::function<void(const base::Sha256Digest&)>& each) {
    CORDON_ASSIGN(Statement leaves,
                  database.prepare("SELECT seq, hash FROM leaves WHERE seq < ? ORDER BY seq"));
    leaves.bind(leaves_max);
    for (std::uint64_t number = 0;; ++number) {
        CORDON_ASSIGN(const bool found, leaves.step());
        if (!found) {
            return true;
        }
        const std::string bytes = leaves.bytes(1);
        base::Sha256Digest hash{};
        if (static_cast<std::uint64_t>(leaves.integer(0)) != number || bytes.size() != hash.size()) {
            return false;
        }
        std::ranges::copy(bytes, reinterpret_cast<char*>(hash.data()));
        each(hash);
    }
}

}  // namespace cordon::storage
