#include "storage/database_layout.h"

#include <fmt/format.h>

#include "storage/sqlite.h"

namespace cordon::storage {

using base::ErrorCode;

base::Result<std::int64_t> layout_of(Database& database, const std::string& path, const Layout& layout) {
    // One statement reads one moment: three would let another process make the tables between them.
    CORDON_ASSIGN(Statement statement, database.prepare("SELECT (SELECT count(*) FROM sqlite_schema), "
                                                        "(SELECT application_id FROM pragma_application_id), "
                                                        "(SELECT user_version FROM pragma_user_version)"));
    CORDON_ASSIGN([[maybe_unused]] const bool found, statement.step());
    const std::int64_t tables = statement.integer(0);
    const std::int64_t id = statement.integer(1);
    const std::int64_t version = statement.integer(2);
    if (id == 0 && version == 0 && tables == 0) {
        return 0;
    }
    if (id != layout.application_id) {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("{} is another program's database, not Cordon's", path));
    }
    if (version > layout.newest) {
        return base::fail(
            ErrorCode::unsupported,
            fmt::format("{} was made by a newer cordon (layout {}, this one knows {}); use that one", path,
                        version, layout.newest));
    }
    return version;
}

}  // namespace cordon::storage
