// server/roles.h: what the holder of an API key may do.
//
// Role:    a small set of roles, carried by a key and asked for by a route.
// Rules:   a role implies no other one: an admin who submits payments needs both. Four eyes are not kept
//          here but where decisions are stored.
// Threads: plain values.
// Errors:  invalid_input: a word that is no role.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cordon::server {

// Stored by name in the file of keys.
enum class Role : std::uint8_t {
    submitter,  // sends payments and names, reads the verdicts of its tenant
    analyst,    // searches, reads holds and proposes what becomes of them
    approver,   // takes the second decision on a hold
    auditor,    // reads everything of its tenant, changes nothing
    admin,      // keys, lists, policy
    grounds,    // beside submitter: claims licences and carve-outs of the policy on a payment
};
inline constexpr std::array all_roles{Role::submitter, Role::analyst, Role::approver,
                                      Role::auditor,   Role::admin,   Role::grounds};

[[nodiscard]] std::string_view to_string(Role role);
[[nodiscard]] base::Result<Role> parse_role(std::string_view word);

class Roles {
public:
    constexpr Roles() = default;
    constexpr Roles(std::initializer_list<Role> roles) {
        for (const Role role : roles) {
            add(role);
        }
    }
    constexpr void add(Role role) {
        bits_ = static_cast<std::uint8_t>(bits_ | (1U << static_cast<unsigned>(role)));
    }
    [[nodiscard]] constexpr bool has(Role role) const {
        return (bits_ & (1U << static_cast<unsigned>(role))) != 0;
    }
    [[nodiscard]] constexpr bool has_any(Roles others) const { return (bits_ & others.bits_) != 0; }
    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
    friend constexpr bool operator==(Roles, Roles) = default;

private:
    std::uint8_t bits_ = 0;
};

// "analyst, approver", in the order of the enumeration.
[[nodiscard]] std::string to_string(Roles roles);
// "submitter,analyst": at least one.
[[nodiscard]] base::Result<Roles> parse_roles(std::string_view words);

}  // namespace cordon::server
