#include "engine/version_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/hash.h"
#include "base/strings.h"

namespace cordon::engine {

namespace {

using base::ErrorCode;
using model::VersionState;

// Lower-case letters, digits, '-', '_' and '.', not in front: safe as a folder name everywhere.
bool is_plain_name(std::string_view name) {
    const auto plain = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' ||
               letter == '_' || letter == '.';
    };
    return !name.empty() && name.size() <= 64 && name.front() != '.' && std::ranges::all_of(name, plain);
}

}  // namespace

base::Status complete_new_version(NewVersion& fresh) {
    model::ListVersion& version = fresh.version;
    for (const std::string& name : {version.list, version.version}) {
        if (!is_plain_name(name)) {
            return base::fail(
                ErrorCode::invalid_input,
                fmt::format("'{}' cannot name a list or a version; use lower-case letters, digits, "
                            "'-', '_' and '.'",
                            base::shown(name, 40)));
        }
    }
    if (!base::is_valid(version.published)) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("{} {}: a version needs its date of publication", version.list, version.version));
    }
    if (version.state == VersionState::superseded) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("{} {}: only a version that was active can be superseded", version.list,
                                      version.version));
    }
    version.files.clear();
    for (const StoredFile& file : fresh.files) {
        version.files.push_back({file.name, base::sha256_hex(file.bytes), file.bytes.size()});
    }
    version.listings = fresh.listings.size();
    version.names = count_names(fresh.listings);
    if (version.state == VersionState::active && !version.activated_at) {
        version.activated_at = version.accepted_at;
    }
    return {};
}

base::Status may_activate(const model::ListVersion& version) {
    if (version.state == VersionState::active) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("{} {} is active already", version.list, version.version));
    }
    return {};
}

std::uint64_t count_names(const std::vector<model::Listing>& listings) {
    std::uint64_t names = 0;
    for (const model::Listing& listing : listings) {
        names += static_cast<std::uint64_t>(std::ranges::count_if(
            listing.names, [](const model::ListedName& name) { return !name.supplement; }));
    }
    return names;
}

bool stands_before(const model::ListVersion& left, const model::ListVersion& right) {
    return std::tie(left.list, left.published, left.accepted_at, left.version) <
           std::tie(right.list, right.published, right.accepted_at, right.version);
}

std::unexpected<base::Error> no_such_version(std::string_view list, std::string_view version) {
    return base::fail(ErrorCode::not_found, fmt::format("there is no version '{}' of list '{}'",
                                                        base::shown(version, 40), base::shown(list, 40)));
}

std::unexpected<base::Error> kept_already(std::string_view list, std::string_view version) {
    return base::fail(ErrorCode::conflict,
                      fmt::format("version {} of list {} is kept already", version, list));
}

}  // namespace cordon::engine
