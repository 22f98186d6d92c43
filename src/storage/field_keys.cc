#include "storage/field_keys.h"

#include <fmt/format.h>

#include <utility>

#include "base/strings.h"
#include "storage/file_ops.h"

namespace cordon::storage {

namespace {

using base::ErrorCode;

constexpr char sealed_form = 1;  // then four bytes of the key's number, then what base/sealing.h makes
constexpr std::size_t head_bytes = 5;

std::string bound_of_key(std::int64_t id, std::string_view tenant) {
    return fmt::format("cordon-wrapped-key-1 {} {}", id, tenant);
}

// The tenant's length first: no two places read the same.
std::string bound_of(const FieldPlace& place) {
    return fmt::format("cordon-field-1 {}:{} {} {} {}", place.tenant.size(), place.tenant, place.table,
                       place.row, place.column);
}

std::string head_of(std::int64_t id) {
    std::string head(1, sealed_form);
    for (int shift = 24; shift >= 0; shift -= 8) {
        head += static_cast<char>(static_cast<std::uint64_t>(id) >> shift & 0xFFU);
    }
    return head;
}

std::int64_t id_in(std::string_view head) {
    std::uint64_t id = 0;
    for (std::size_t at = 1; at < head_bytes; ++at) {
        id = id << 8U | static_cast<unsigned char>(head[at]);
    }
    return static_cast<std::int64_t>(id);
}

base::Result<base::SecretKey> unwrap(const MasterKey& master, std::int64_t id, std::string_view tenant,
                                     std::string_view wrapped) {
    CORDON_ASSIGN(const std::string bytes, master.key.unseal(wrapped, bound_of_key(id, tenant)));
    return base::SecretKey::from_bytes(bytes);
}

// One, when all is well.
base::Result<std::vector<std::string>> masters_of(Database& database) {
    CORDON_ASSIGN(Statement rows, database.prepare("SELECT DISTINCT master FROM data_keys ORDER BY master"));
    std::vector<std::string> masters;
    for (;;) {
        CORDON_ASSIGN(const bool found, rows.step());
        if (!found) {
            return masters;
        }
        masters.push_back(rows.text(0));
    }
}

}  // namespace

std::string master_key_id(const base::SecretKey& key) {
    return base::sha256_hex("cordon data key " + key.hex()).substr(0, 16);
}

std::string master_key_file(const base::SecretKey& key) {
    return fmt::format("{} {}\n", master_key_word, key.hex());
}

base::Status apart_from(const std::string& home, const std::string& path) {
    if (lies_below(path, home)) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("{} lies in the home {}, beside what the key is to seal; name a place "
                                      "outside",
                                      path, home));
    }
    return {};
}

base::Result<std::string> make_master_key(const std::string& path, const std::string& home, FileOps& ops) {
    CORDON_TRY(apart_from(home, path));
    if (exists(path)) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("{} stands already; a key is never written over another", path));
    }
    const base::SecretKey key = base::SecretKey::make();
    CORDON_TRY(ops.write_file(path, master_key_file(key)));
    CORDON_TRY(ops.sync_folder(folder_of(path)));
    return master_key_id(key);
}

base::Result<MasterKey> read_master_key(const std::string& path) {
    CORDON_ASSIGN(const std::string text, read_file(path));
    const std::string_view trimmed = base::trim(text);
    if (trimmed.starts_with(master_key_word) && trimmed.size() > master_key_word.size()) {
        auto key = base::SecretKey::from_hex(trimmed.substr(master_key_word.size() + 1));
        if (key) {
            std::string id = master_key_id(*key);
            return MasterKey{*std::move(key), std::move(id)};
        }
    }
    return base::fail(ErrorCode::invalid_input,
                      fmt::format("{} is no data key: it has one line, '{}' and 64 hexadecimal letters; make "
                                  "one with cordon keys new FILE",
                                  path, master_key_word));
}

base::Result<std::unique_ptr<FieldKeys>> FieldKeys::open(Database& database, const std::string& path,
                                                         const std::string& master_file) {
    std::unique_ptr<FieldKeys> keys(new FieldKeys(database, path));
    if (!master_file.empty()) {
        CORDON_ASSIGN(MasterKey master, read_master_key(master_file));
        keys->master_.emplace(std::move(master));
    }
    CORDON_ASSIGN(const std::vector<std::string> masters, masters_of(database));
    if (masters.empty()) {
        return keys;
    }
    const std::string there = base::join(masters, " and ");
    if (masters.size() > 1) {  // the database refuses the second one
        return base::fail(ErrorCode::corrupt,
                          fmt::format("{} is sealed under more than one data key ({}): it was changed by "
                                      "something other than cordon; restore it from a backup",
                                      path, there));
    }
    if (!keys->master_) {
        return base::fail(ErrorCode::unavailable,
                          fmt::format("{} is sealed and no data key is given; name the file of key {} with "
                                      "--data-key or CORDON_DATA_KEY_FILE",
                                      path, there));
    }
    if (there != keys->master_->id) {
        return base::fail(ErrorCode::unavailable,
                          fmt::format("{} is sealed under data key {}, and {} holds key {}; name the right "
                                      "file",
                                      path, there, master_file, keys->master_->id));
    }
    return keys;
}

base::Status FieldKeys::still_fits() {
    CORDON_ASSIGN(const std::vector<std::string> masters, masters_of(*database_));
    const std::string mine = master_ ? master_->id : std::string();
    for (const std::string& master : masters) {
        if (master != mine) {
            return base::fail(
                ErrorCode::unavailable,
                fmt::format("{} is sealed under data key {} since this process began {}; start "
                            "it again with the file of key {}",
                            path_, master, master_ ? "with key " + mine : "without one", master));
        }
    }
    return {};
}

base::Result<const base::SecretKey*> FieldKeys::by_id(std::int64_t id) {
    const auto known = keys_.find(id);
    if (known != keys_.end()) {
        return &known->second;
    }
    const auto lost = [&](std::string_view why) {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("{}: key {} {}; restore the file from a backup", path_, id, why));
    };
    CORDON_ASSIGN(Statement row, database_->prepare("SELECT tenant, wrapped FROM data_keys WHERE id = ?"));
    CORDON_ASSIGN(const bool found, row.bind(id).step());
    if (found) {
        CORDON_TRY(still_fits());
    }
    if (!found || !master_) {
        return lost("is not there");
    }
    auto key = unwrap(*master_, id, row.text(0), row.bytes(1));
    if (!key) {
        return lost("does not open under this data key");
    }
    return &keys_.emplace(id, *std::move(key)).first->second;
}

base::Result<std::int64_t> FieldKeys::newest(std::string_view tenant) {
    const auto known = newest_.find(tenant);
    if (known != newest_.end()) {
        return known->second;
    }
    CORDON_ASSIGN(Statement row,
                  database_->prepare("SELECT coalesce(max(id), 0) FROM data_keys WHERE tenant = ?"));
    CORDON_ASSIGN([[maybe_unused]] const bool found, row.bind(tenant).step());
    const std::int64_t id = row.integer(0);
    if (id != 0) {
        newest_.emplace(tenant, id);
    }
    return id;
}

// The insert is refused outside a transaction that writes, as every other one.
base::Result<std::int64_t> FieldKeys::newest_or_new(std::string_view tenant) {
    CORDON_ASSIGN(std::int64_t id, newest(tenant));
    if (id != 0) {
        return id;
    }
    CORDON_ASSIGN(id, database_->number("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = "
                                        "'data_keys'"));  // one more than was ever given
    base::SecretKey key = base::SecretKey::make();
    const std::string wrapped = master_->key.seal(key.bytes(), bound_of_key(id, tenant));
    CORDON_ASSIGN(Statement insert, database_->prepare("INSERT INTO data_keys VALUES (?, ?, ?, ?)"));
    CORDON_TRY(insert.bind(id, tenant, master_->id, Blob{wrapped}).run());
    keys_.emplace(id, std::move(key));
    newest_.emplace(tenant, id);
    return id;
}

base::Result<std::string> FieldKeys::seal(const FieldPlace& place, std::string_view plain) {
    CORDON_ASSIGN(const std::int64_t id, newest_or_new(place.tenant));
    CORDON_ASSIGN(const base::SecretKey* const key, by_id(id));
    return head_of(id) + key->seal(plain, bound_of(place));
}

base::Result<std::string> FieldKeys::unseal(const FieldPlace& place, std::string_view sealed) {
    const auto refused = [&] {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("{}: {} of row {} in {} does not open: it was changed, or belongs to "
                                      "another row; run cordon audit verify",
                                      path_, place.column, place.row, place.table));
    };
    if (sealed.size() < head_bytes || sealed.front() != sealed_form) {
        return refused();
    }
    CORDON_ASSIGN(const base::SecretKey* const key, by_id(id_in(sealed)));
    auto plain = key->unseal(sealed.substr(head_bytes), bound_of(place));
    return plain ? plain : refused();
}

base::Result<std::optional<base::Sha256Digest>> FieldKeys::index_of(std::string_view value, bool make) {
    if (!master_) {
        return std::optional<base::Sha256Digest>();
    }
    CORDON_ASSIGN(const std::int64_t id, make ? newest_or_new("") : newest(""));
    if (id == 0) {
        return std::optional<base::Sha256Digest>();
    }
    CORDON_ASSIGN(const base::SecretKey* const key, by_id(id));
    return std::optional(key->keyed_hash(value));
}

void FieldKeys::forget() {
    keys_.clear();
    newest_.clear();
}

base::Status something_to_wrap(Database& database) {
    CORDON_ASSIGN(const std::int64_t keys, database.number("SELECT count(*) FROM data_keys"));
    if (keys == 0) {
        return base::fail(
            ErrorCode::not_found,
            "nothing is sealed in this record yet, so there is no key to wrap; stop the services "
            "that use it and start them with the new file");
    }
    return {};
}

base::Result<std::uint64_t> wrap_again(Database& database, const MasterKey& old_master,
                                       const MasterKey& new_master) {
    CORDON_ASSIGN(Transaction transaction, Transaction::begin(database));
    CORDON_TRY(something_to_wrap(database));
    CORDON_ASSIGN(Statement rows, database.prepare("SELECT id, tenant, wrapped FROM data_keys ORDER BY id"));
    std::vector<std::pair<std::int64_t, std::string>> wrapped;
    for (;;) {
        CORDON_ASSIGN(const bool found, rows.step());
        if (!found) {
            break;
        }
        const std::int64_t id = rows.integer(0);
        const auto key = unwrap(old_master, id, rows.text(1), rows.bytes(2));
        if (!key) {
            return base::fail(
                ErrorCode::corrupt,
                fmt::format("key {} of the record does not open under data key {}", id, old_master.id));
        }
        wrapped.emplace_back(id, new_master.key.seal(key->bytes(), bound_of_key(id, rows.text(1))));
    }
    CORDON_ASSIGN(Statement change,
                  database.prepare("UPDATE data_keys SET master = ?, wrapped = ? WHERE id = ?"));
    for (const auto& [id, bytes] : wrapped) {
        CORDON_TRY(change.bind(new_master.id, Blob{bytes}, id).run());
    }
    CORDON_TRY(transaction.commit());
    return wrapped.size();
}

base::Result<std::vector<FieldKeyReport>> field_keys_of(Database& database) {
    CORDON_ASSIGN(Statement rows, database.prepare("SELECT id, tenant, master FROM data_keys ORDER BY id"));
    std::vector<FieldKeyReport> keys;
    for (;;) {
        CORDON_ASSIGN(const bool found, rows.step());
        if (!found) {
            return keys;
        }
        keys.push_back({rows.integer(0), rows.text(1), rows.text(2)});
    }
}

}  // namespace cordon::storage
