// lists/add_unique.h: appending to a listing's vectors without saying the same thing twice.
//
// Role:    list files repeat themselves (one row per name repeats the birth date); listings do not.
// Rules:   order of first appearance is kept; two values are the same when they compare equal in every field.
// Threads: pure functions.
// Cost:    O(values already there); a listing holds tens of them.
// Errors:  none.
#pragma once

#include <algorithm>
#include <type_traits>
#include <utility>
#include <vector>

namespace cordon::lists {

// True when the value is new.
template <class Value>
bool add_unique(std::vector<Value>& values, std::type_identity_t<Value> value) {
    if (std::ranges::find(values, value) != values.end()) {
        return false;
    }
    values.push_back(std::move(value));
    return true;
}

}  // namespace cordon::lists
