#include "cordon/active_policy.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "cordon/build_info.h"
#include "engine/verdict_store.h"
#include "storage/file_ops.h"
#include "storage/verdict_registry.h"

namespace cordon::app {

base::Result<engine::PolicyFile> load_active_policy(engine::VerdictStore& record) {
    CORDON_ASSIGN(const std::vector<engine::PolicyStep> steps, record.policy_steps());
    const engine::PolicyStep* const active = engine::active_policy(steps);
    if (active == nullptr) {
        return engine::default_policy();
    }
    CORDON_ASSIGN(const std::string toml, record.policy_text(active->policy_sha256));
    if (base::sha256_hex(toml) != active->text_sha256) {
        return base::fail(base::ErrorCode::corrupt,
                          fmt::format("the text of policy {} is not the one that {} activated; run cordon "
                                      "audit verify and restore the record from a backup",
                                      active->policy_sha256, active->principal));
    }
    auto file = engine::parse_policy(toml);
    if (!file) {
        return base::fail_while("reading the active policy", file.error());
    }
    if (file->sha256 != active->policy_sha256) {
        file->warnings.push_back(
            fmt::format("it was activated under the hash {}; this build knows values that its text does not "
                        "name, and takes the strictest",
                        active->policy_sha256));
    }
    return file;
}

storage::RecordKeeper record_keeper(const GlobalOptions& global) {
    return {global.principal, engine_build(), global.data_key};
}

base::Result<std::unique_ptr<storage::VerdictRegistry>> open_record(const GlobalOptions& global,
                                                                    storage::RecordUse use) {
    const auto open = use == storage::RecordUse::read ? storage::VerdictRegistry::open_to_read
                                                      : storage::VerdictRegistry::open_existing;
    return open(global.home, record_keeper(global));
}

base::Result<engine::PolicyFile> load_active_policy(const GlobalOptions& global, storage::RecordUse use) {
    if (!storage::exists(storage::record_path(global.home))) {
        return engine::default_policy();
    }
    CORDON_ASSIGN(const auto record, open_record(global, use));
    return load_active_policy(*record);
}

base::Result<std::string> read_policy_text(const std::string& path) {
    auto text = storage::read_file(path);
    if (!text) {
        return base::fail_while("reading the policy", text.error());
    }
    return text;
}

base::Result<engine::PolicyFile> read_policy_file(const std::string& path) {
    CORDON_ASSIGN(const std::string text, read_policy_text(path));
    auto file = engine::parse_policy(text);
    if (!file) {
        return base::fail_while(path, file.error());
    }
    return file;
}

base::Result<engine::PolicyFile> policy_or_active(const GlobalOptions& global, const std::string& path,
                                                  storage::RecordUse use) {
    return path.empty() ? load_active_policy(global, use) : read_policy_file(path);
}

}  // namespace cordon::app
