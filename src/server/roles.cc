#include "server/roles.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"

namespace cordon::server {

std::string_view to_string(Role role) {
    switch (role) {
        case Role::submitter: return "submitter";
        case Role::analyst: return "analyst";
        case Role::approver: return "approver";
        case Role::auditor: return "auditor";
        case Role::admin: return "admin";
        case Role::grounds: return "grounds";
    }
    return "";
}

base::Result<Role> parse_role(std::string_view word) {
    const auto* const found =
        std::ranges::find(all_roles, word, [](Role role) { return server::to_string(role); });
    if (found == all_roles.end()) {
        return base::fail(
            base::ErrorCode::invalid_input,
            "'" + base::shown(word, 40) +
                "' is no role; there are submitter, analyst, approver, auditor, admin and grounds");
    }
    return *found;
}

std::string to_string(Roles roles) {
    std::vector<std::string> words;
    for (const Role role : all_roles) {
        if (roles.has(role)) {
            words.emplace_back(to_string(role));
        }
    }
    return base::join(words, ", ");
}

base::Result<Roles> parse_roles(std::string_view words) {
    Roles roles;
    for (const std::string_view word : base::split(words, ',')) {
        CORDON_ASSIGN(const Role role, parse_role(base::trim(word)));
        roles.add(role);
    }
    return roles;
}

}  // namespace cordon::server
