// engine/version_rules.h: what every list store does with a version, wherever it keeps it.
//
// Role:    the rules of engine/list_store.h as plain functions, so that the store in memory and the store on
//          disk cannot differ: what may be kept, what may become active, what counts are written down, in
//          which order versions stand.
// Threads: pure functions.
// Errors:  invalid_input (a list or version name that cannot be a folder name), conflict.
#pragma once

#include <string_view>
#include <vector>

#include "engine/list_store.h"

namespace cordon::engine {

// Checks names, and sets files (name, SHA-256, size), listings, names and activated_at of the version from
// what stands beside it.
[[nodiscard]] base::Status complete_new_version(NewVersion& fresh);
[[nodiscard]] base::Status may_activate(const model::ListVersion& version);
// Names that publishers gave (supplement left out).
[[nodiscard]] std::uint64_t count_names(const std::vector<model::Listing>& listings);
// By list, published, accepted, name.
[[nodiscard]] bool stands_before(const model::ListVersion& left, const model::ListVersion& right);

[[nodiscard]] std::unexpected<base::Error> no_such_version(std::string_view list, std::string_view version);
[[nodiscard]] std::unexpected<base::Error> kept_already(std::string_view list, std::string_view version);

}  // namespace cordon::engine
