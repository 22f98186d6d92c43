// server/address_rules.h: which network addresses the list fetcher may open a connection to.
//
// Role:        a list's address, or a redirect sent by whoever answers there, must not lead the fetcher into
//              the house (server-side request forgery, OWASP ASVS 5.0 1.3.6). The fetcher asks here for the
//              address it is about to connect to, after name resolution, so a name that resolves to another
//              address at the second look (DNS rebinding) gains nothing.
// Rules:       IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, RFC 8190); in IPv6 only
//              2000::/3 is public. An IPv4 address inside IPv6 (mapped, NAT64) is judged as itself. Addresses
//              where clouds answer with machine credentials are never allowed, whatever the configuration.
// Threads:     pure functions.
// Determinism: a table in the source; no look-up.
// Errors:      parse_ip_address: invalid_input.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cordon::server {

struct IpAddress {
    bool v6 = false;
    std::array<std::uint8_t, 16> bytes{};  // the first four when not v6; network order

    friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

enum class AddressKind : std::uint8_t {
    public_internet,
    loopback,         // 127.0.0.0/8, ::1
    private_network,  // 10/8, 172.16/12, 192.168/16, fc00::/7
    link_local,       // 169.254/16 (cloud metadata among it), fe80::/10
    metadata,         // single addresses of cloud metadata services outside link-local
    multicast,
    reserved,  // unspecified, broadcast, carrier NAT, documentation, benchmarks, tunnels, not yet given out
};

[[nodiscard]] std::string_view to_string(AddressKind kind);  // "a loopback address", ...

// "192.0.2.1", "2001:db8::1", "[2001:db8::1]"; nothing else (no octal, no short forms).
[[nodiscard]] base::Result<IpAddress> parse_ip_address(std::string_view text);
[[nodiscard]] std::string to_string(const IpAddress& address);
[[nodiscard]] AddressKind kind_of(const IpAddress& address);

// Public addresses always; loopback and private ones when the operator allowed them; the rest never.
[[nodiscard]] bool may_connect(AddressKind kind, bool private_allowed);

}  // namespace cordon::server
