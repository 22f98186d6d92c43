#include "cordon/api_key_file.h"

#include "storage/file_ops.h"

namespace cordon::app {

namespace {

constexpr std::string_view file_name = "/api_keys.json";

}  // namespace

base::Result<std::string> read_api_key_text(const std::string& home) {
    const std::string path = home + std::string(file_name);
    if (!storage::exists(path)) {
        return std::string();
    }
    return storage::read_file(path);
}

base::Result<server::ApiKeys> read_api_keys(const std::string& home) {
    CORDON_ASSIGN(const std::string text, read_api_key_text(home));
    return text.empty() ? server::ApiKeys() : server::ApiKeys::parse(text);
}

base::Status change_api_keys(const std::string& home,
                             const std::function<base::Status(server::ApiKeys&)>& change) {
    constexpr std::uint32_t wait_ms_max = 10'000;
    storage::FileOps ops;
    CORDON_TRY(ops.make_folder_and_parents(home));
    CORDON_ASSIGN(const auto turn, storage::WriterLock::take(home, wait_ms_max, "api_keys.lock"));
    CORDON_ASSIGN(server::ApiKeys keys, read_api_keys(home));
    CORDON_TRY(change(keys));
    const std::string path = home + std::string(file_name);
    const std::string draft = path + ".new";
    CORDON_TRY(ops.remove_tree(draft));  // of a change that did not come to its end
    CORDON_TRY(ops.write_file(draft, keys.text()));
    CORDON_TRY(ops.rename(draft, path));
    return ops.sync_folder(home);
}

}  // namespace cordon::app
