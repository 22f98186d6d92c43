#include "server/address_rules.h"

#include <arpa/inet.h>

#include <algorithm>
#include <optional>

#include "base/check.h"
#include "base/strings.h"

namespace cordon::server {
namespace {

struct Block4 {
    std::uint32_t prefix;
    unsigned bits;
    AddressKind kind;
};

// First match counts.
constexpr auto blocks_4 = std::to_array<Block4>({
    {0xA83F8110, 32, AddressKind::metadata},         // 168.63.129.16, a cloud's host agent
    {0x00000000, 8, AddressKind::reserved},          // 0.0.0.0/8, "this host"
    {0x0A000000, 8, AddressKind::private_network},   // 10.0.0.0/8
    {0x64400000, 10, AddressKind::reserved},         // 100.64.0.0/10, carrier NAT; a cloud's metadata in it
    {0x7F000000, 8, AddressKind::loopback},          // 127.0.0.0/8
    {0xA9FE0000, 16, AddressKind::link_local},       // 169.254.0.0/16
    {0xAC100000, 12, AddressKind::private_network},  // 172.16.0.0/12
    {0xC0000000, 24, AddressKind::reserved},         // 192.0.0.0/24, protocol assignments
    {0xC0000200, 24, AddressKind::reserved},         // 192.0.2.0/24, documentation
    {0xC0586300, 24, AddressKind::reserved},         // 192.88.99.0/24, 6to4 relays
    {0xC0A80000, 16, AddressKind::private_network},  // 192.168.0.0/16
    {0xC6120000, 15, AddressKind::reserved},         // 198.18.0.0/15, benchmarks
    {0xC6336400, 24, AddressKind::reserved},         // 198.51.100.0/24, documentation
    {0xCB007100, 24, AddressKind::reserved},         // 203.0.113.0/24, documentation
    {0xE0000000, 4, AddressKind::multicast},         // 224.0.0.0/4
    {0xF0000000, 4, AddressKind::reserved},          // 240.0.0.0/4 with the broadcast address
});

struct Block6 {
    std::uint64_t prefix;  // first half of the address; no block in the table is longer than 64 bits
    unsigned bits;
    AddressKind kind;
};

// First match counts; what matches nothing is outside 2000::/3 and reserved.
constexpr auto blocks_6 = std::to_array<Block6>({
    {0xFC00000000000000, 7, AddressKind::private_network},  // fc00::/7
    {0xFE80000000000000, 10, AddressKind::link_local},      // fe80::/10
    {0xFF00000000000000, 8, AddressKind::multicast},        // ff00::/8
    {0x2001000000000000, 23, AddressKind::reserved},        // 2001::/23, protocol assignments with Teredo
    {0x20010DB800000000, 32, AddressKind::reserved},        // 2001:db8::/32, documentation
    {0x2002000000000000, 16, AddressKind::reserved},        // 2002::/16, 6to4
    {0x3FFF000000000000, 20, AddressKind::reserved},        // 3fff::/20, documentation
    {0x2000000000000000, 3, AddressKind::public_internet},  // 2000::/3
});

constexpr std::uint64_t nat64_prefix = 0x0064FF9B00000000;  // 64:ff9b::/96, RFC 6052

std::uint64_t big_endian(const std::uint8_t* bytes, unsigned count) {
    std::uint64_t number = 0;
    for (unsigned i = 0; i < count; ++i) {
        number = number << 8U | bytes[i];
    }
    return number;
}

AddressKind kind_of_v4(std::uint32_t address) {
    for (const auto& block : blocks_4) {
        if ((address ^ block.prefix) >> (32U - block.bits) == 0) {
            return block.kind;
        }
    }
    return AddressKind::public_internet;
}

// The IPv4 address that an IPv6 one only wraps.
std::optional<std::uint32_t> wrapped_v4(std::uint64_t high, std::uint64_t low) {
    const auto inner = static_cast<std::uint32_t>(low & 0xFFFFFFFFU);
    const std::uint64_t middle = low >> 32U;
    if ((high == 0 && middle == 0xFFFF) || (high == nat64_prefix && middle == 0)) {
        return inner;
    }
    return std::nullopt;
}

AddressKind kind_of_v6(std::uint64_t high, std::uint64_t low) {
    if (const auto inner = wrapped_v4(high, low)) {
        return kind_of_v4(*inner);
    }
    if (high == 0 && low == 1) {
        return AddressKind::loopback;
    }
    // fd00:ec2::254 and fd20:ce::254, two clouds' metadata services.
    if (low == 0x254 && (high == 0xFD000EC200000000 || high == 0xFD2000CE00000000)) {
        return AddressKind::metadata;
    }
    for (const auto& block : blocks_6) {
        if ((high ^ block.prefix) >> (64U - block.bits) == 0) {
            return block.kind;
        }
    }
    return AddressKind::reserved;
}

}  // namespace

std::string_view to_string(AddressKind kind) {
    switch (kind) {
        case AddressKind::public_internet: return "a public address";
        case AddressKind::loopback: return "a loopback address";
        case AddressKind::private_network: return "a private address";
        case AddressKind::link_local: return "a link-local address";
        case AddressKind::metadata: return "a cloud metadata address";
        case AddressKind::multicast: return "a multicast address";
        case AddressKind::reserved: return "a reserved address";
    }
    CORDON_CHECK(false && "an AddressKind outside its enum");
    return {};
}

base::Result<IpAddress> parse_ip_address(std::string_view text) {
    std::string bare(text);
    if (bare.size() > 2 && bare.front() == '[' && bare.back() == ']') {
        bare = bare.substr(1, bare.size() - 2);
    }
    IpAddress address;
    if (inet_pton(AF_INET, bare.c_str(), address.bytes.data()) == 1) {
        return address;
    }
    address.v6 = true;
    if (inet_pton(AF_INET6, bare.c_str(), address.bytes.data()) == 1) {
        return address;
    }
    return base::fail(base::ErrorCode::invalid_input, "'" + base::shown(text, 60) + "' is not an IP address");
}

std::string to_string(const IpAddress& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const char* written =
        inet_ntop(address.v6 ? AF_INET6 : AF_INET, address.bytes.data(), text.data(), text.size());
    return written == nullptr ? std::string() : std::string(written);
}

AddressKind kind_of(const IpAddress& address) {
    if (!address.v6) {
        return kind_of_v4(static_cast<std::uint32_t>(big_endian(address.bytes.data(), 4)));
    }
    return kind_of_v6(big_endian(address.bytes.data(), 8), big_endian(address.bytes.data() + 8, 8));
}

bool may_connect(AddressKind kind, bool private_allowed) {
    switch (kind) {
        case AddressKind::public_internet: return true;
        case AddressKind::loopback:
        case AddressKind::private_network: return private_allowed;
        case AddressKind::link_local:
        case AddressKind::metadata:
        case AddressKind::multicast:
        case AddressKind::reserved: return false;
    }
    return false;
}

}  // namespace cordon::server
