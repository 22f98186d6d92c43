#include "cordon/active_policy.h"

namespace cordon::app {

base::Result<engine::PolicyFile> load_active_policy(const std::string& /*home*/) {
    return engine::default_policy();  // a home has no other yet
}

}  // namespace cordon::app
