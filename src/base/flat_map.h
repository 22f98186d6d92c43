// base/flat_map.h: hash tables that lie in one piece of memory, keyed by texts.
//
// Role:        for what is asked of every word of every name, mostly in vain: a key that is not there costs
//              one line of memory. Boost's flat table, hashed by XXH3.
// Ownership:   a table of string_views does not own its texts.
// Threads:     as std::unordered_map.
// Determinism: the order of elements is not part of any promise; ask, do not walk, where it matters.
// Cost:        one hash, one line of memory or two. References end with the next insertion.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include "base/hash.h"

namespace cordon::base {

struct TextHash {
    using is_avalanching = void;
    using is_transparent = void;
    [[nodiscard]] std::size_t operator()(std::string_view text) const { return fast_checksum(text); }
};

// Key: std::string or std::string_view; asked with either.
template <class Key, class Value>
using FlatMap = boost::unordered_flat_map<Key, Value, TextHash, std::equal_to<>>;

template <class Key>
using FlatSet = boost::unordered_flat_set<Key, TextHash, std::equal_to<>>;

}  // namespace cordon::base
