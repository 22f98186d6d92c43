// apps/cordon/api_key_file.h: the home's file of API keys, api_keys.json.
//
// Role:    read whole, replaced whole: 0600, on disk before it takes the old one's place.
// Threads: several processes may change it; they take turns.
// Errors:  corrupt (server/api_keys.h), unavailable (the home cannot be written).
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "server/api_keys.h"

namespace cordon::app {

// No keys when there is no file.
[[nodiscard]] base::Result<server::ApiKeys> read_api_keys(const std::string& home);
// As it stands, "" when absent: to see that it changed.
[[nodiscard]] base::Result<std::string> read_api_key_text(const std::string& home);
[[nodiscard]] base::Status change_api_keys(const std::string& home,
                                           const std::function<base::Status(server::ApiKeys&)>& change);

}  // namespace cordon::app
