// storage/field_keys.h: the keys under which the record seals what is data about people.
//
// Role:      a data key for each tenant, and one for the index, each drawn at random and kept in record.db
//            wrapped under a master key, which is read from a file (--data-key, CORDON_DATA_KEY_FILE, the
//            systemd credential data-key) and never kept in the home's database.
// Rules:     what is sealed is bound to tenant, table, row and column (base/sealing.h), so that no row can
//            stand for another. Where equality is looked for, a keyed hash stands in the place of the value.
//            A record that holds keys is opened with their master key or not at all, and one that another
//            process sealed, or wrapped under another master key, is not written to any more: still_fits().
//            Without a master key and without keys in the record nothing is sealed. The number of a key that
//            went with its tenant is never given again.
// Ownership: the database outlives the keys.
// Threads:   as its Database.
// Errors:    unavailable (no master key, or another one), corrupt (a key or sealed bytes that do not open),
//            those of the Database.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/result.h"
#include "base/sealing.h"
#include "storage/sqlite.h"

namespace cordon::storage {

class FileOps;

struct MasterKey {
    base::SecretKey key;
    std::string id;  // 16 hexadecimal letters that tell nothing of it
};

// A line "cordon-data-key-1" and 64 hexadecimal letters.
[[nodiscard]] base::Result<MasterKey> read_master_key(const std::string& path);
// What such a file begins with.
inline constexpr std::string_view master_key_word = "cordon-data-key-1";
[[nodiscard]] std::string master_key_file(const base::SecretKey& key);
// Invalid_input for a file below the home: whoever has the home has what the key seals as well.
[[nodiscard]] base::Status apart_from(const std::string& home, const std::string& path);
// A new one into a file apart from the home, which is on disk when this returns, name and all; its id.
// Conflict when a file stands there already.
[[nodiscard]] base::Result<std::string> make_master_key(const std::string& path, const std::string& home,
                                                        FileOps& ops);
[[nodiscard]] std::string master_key_id(const base::SecretKey& key);

// Where a sealed value stands.
struct FieldPlace {
    std::string_view tenant;
    std::string_view table;
    std::uint64_t row = 0;
    std::string_view column;
};

class FieldKeys {
public:
    // master_file: "" for none.
    [[nodiscard]] static base::Result<std::unique_ptr<FieldKeys>> open(Database& database,
                                                                       const std::string& path,
                                                                       const std::string& master_file);

    // New rows are sealed.
    [[nodiscard]] bool on() const { return master_.has_value(); }
    // Makes the tenant's key when there is none; inside a transaction.
    [[nodiscard]] base::Result<std::string> seal(const FieldPlace& place, std::string_view plain);
    [[nodiscard]] base::Result<std::string> unseal(const FieldPlace& place, std::string_view sealed);
    // A keyed hash; nothing when the record has no key for it yet and none is to be made.
    [[nodiscard]] base::Result<std::optional<base::Sha256Digest>> index_of(std::string_view value, bool make);
    // After a rollback keys made in the transaction are none; after another process wrote, a tenant's key may
    // be gone.
    void forget();
    // Unavailable once the keys of the record are under another master key than this process has.
    [[nodiscard]] base::Status still_fits();

private:
    FieldKeys(Database& database, std::string path) : database_{&database}, path_{std::move(path)} {}

    [[nodiscard]] base::Result<const base::SecretKey*> by_id(std::int64_t id);
    // The newest of the tenant, its number; 0: there is none.
    [[nodiscard]] base::Result<std::int64_t> newest(std::string_view tenant);
    [[nodiscard]] base::Result<std::int64_t> newest_or_new(std::string_view tenant);

    Database* database_;
    std::string path_;
    std::optional<MasterKey> master_;
    std::map<std::int64_t, base::SecretKey> keys_;
    std::map<std::string, std::int64_t, std::less<>> newest_;
};

// Not_found when no key is kept yet: nothing would tell a process that seals its first row under the old one.
[[nodiscard]] base::Status something_to_wrap(Database& database);
// The same keys under another master key, in one transaction; their number.
[[nodiscard]] base::Result<std::uint64_t> wrap_again(Database& database, const MasterKey& old_master,
                                                     const MasterKey& new_master);

struct FieldKeyReport {
    std::int64_t id = 0;
    std::string tenant;  // "": of the index
    std::string master;  // id of the key that wraps it
};
[[nodiscard]] base::Result<std::vector<FieldKeyReport>> field_keys_of(Database& database);

}  // namespace cordon::storage
