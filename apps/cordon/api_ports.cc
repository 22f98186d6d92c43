#include "cordon/api_ports.h"

#include <utility>

#include "cordon/active_policy.h"
#include "cordon/build_info.h"
#include "cordon/statement_commands.h"
#include "cordon/territory_home.h"
#include "storage/key_store.h"
#include "storage/record_audit.h"
#include "storage/verdict_registry.h"

namespace cordon::app {

server::ApiPorts api_ports(const GlobalOptions& global, server::ListsProvider lists,
                           std::shared_ptr<ServedTerritory> territory) {
    server::ApiPorts ports;
    ports.lists = std::move(lists);
    ports.open_record = [&global]() -> base::Result<std::unique_ptr<engine::VerdictStore>> {
        CORDON_ASSIGN(auto record, storage::VerdictRegistry::open(global.home, record_keeper(global)));
        return record;
    };
    ports.now = wall_clock;
    ports.signing_key = [&global](std::string_view principal) {
        return storage::KeyStore(global.home).signing_key(wall_clock(), principal);
    };
    ports.signer = [&global](const base::PublicKey& key, base::Instant signed_at) -> base::Status {
        CORDON_ASSIGN(const std::vector<storage::KnownKey> known, trusted_keys(global, {}));
        return storage::check_signer(known, key, signed_at);
    };
    ports.newest_checkpoint = [&global] { return storage::newest_checkpoint(global.home, global.data_key); };
    ports.territory = [served = std::move(territory)] { return served->view(); };
    ports.build = engine_build();
    return ports;
}

}  // namespace cordon::app
