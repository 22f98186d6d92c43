// Goal: the fetcher may reach the public Internet and nothing else unless the operator opened the house
// network; and no setting opens the addresses where clouds hand out machine credentials.
#include "server/address_rules.h"

#include <gtest/gtest.h>

#include <string>

namespace cordon::server {
namespace {

struct Row {
    const char* address;
    AddressKind kind;
};

// Both ends of each block, and the neighbours just outside.
const Row rows[] = {
    {"1.1.1.1", AddressKind::public_internet},
    {"0.0.0.0", AddressKind::reserved},
    {"0.255.255.255", AddressKind::reserved},
    {"9.255.255.255", AddressKind::public_internet},
    {"10.0.0.0", AddressKind::private_network},
    {"10.255.255.255", AddressKind::private_network},
    {"11.0.0.0", AddressKind::public_internet},
    {"100.63.255.255", AddressKind::public_internet},
    {"100.64.0.0", AddressKind::reserved},
    {"100.100.100.200", AddressKind::reserved},
    {"100.128.0.0", AddressKind::public_internet},
    {"127.0.0.1", AddressKind::loopback},
    {"127.255.255.255", AddressKind::loopback},
    {"128.0.0.0", AddressKind::public_internet},
    {"168.63.129.16", AddressKind::metadata},
    {"168.63.129.17", AddressKind::public_internet},
    {"169.253.255.255", AddressKind::public_internet},
    {"169.254.169.254", AddressKind::link_local},
    {"169.255.0.0", AddressKind::public_internet},
    {"172.15.255.255", AddressKind::public_internet},
    {"172.16.0.0", AddressKind::private_network},
    {"172.31.255.255", AddressKind::private_network},
    {"172.32.0.0", AddressKind::public_internet},
    {"192.0.0.192", AddressKind::reserved},
    {"192.0.2.1", AddressKind::reserved},
    {"192.88.99.1", AddressKind::reserved},
    {"192.167.255.255", AddressKind::public_internet},
    {"192.168.1.1", AddressKind::private_network},
    {"192.169.0.0", AddressKind::public_internet},
    {"198.17.255.255", AddressKind::public_internet},
    {"198.18.0.1", AddressKind::reserved},
    {"198.19.255.255", AddressKind::reserved},
    {"198.20.0.0", AddressKind::public_internet},
    {"198.51.100.7", AddressKind::reserved},
    {"203.0.113.7", AddressKind::reserved},
    {"223.255.255.255", AddressKind::public_internet},
    {"224.0.0.1", AddressKind::multicast},
    {"239.255.255.255", AddressKind::multicast},
    {"240.0.0.1", AddressKind::reserved},
    {"255.255.255.255", AddressKind::reserved},
    {"::", AddressKind::reserved},
    {"::1", AddressKind::loopback},
    {"::2", AddressKind::reserved},
    {"::127.0.0.1", AddressKind::reserved},
    {"::ffff:127.0.0.1", AddressKind::loopback},
    {"::ffff:10.1.2.3", AddressKind::private_network},
    {"::ffff:169.254.169.254", AddressKind::link_local},
    {"::ffff:1.1.1.1", AddressKind::public_internet},
    {"64:ff9b::1.1.1.1", AddressKind::public_internet},
    {"64:ff9b::169.254.169.254", AddressKind::link_local},
    {"64:ff9b:1::1.1.1.1", AddressKind::reserved},
    {"100::1", AddressKind::reserved},
    {"1fff::1", AddressKind::reserved},
    {"2001::1", AddressKind::reserved},
    {"2001:1ff::1", AddressKind::reserved},
    {"2001:200::1", AddressKind::public_internet},
    {"2001:db8::1", AddressKind::reserved},
    {"2002:7f00:1::", AddressKind::reserved},
    {"2606:4700::1111", AddressKind::public_internet},
    {"3fff::1", AddressKind::reserved},
    {"3fff:1000::1", AddressKind::public_internet},
    {"4000::1", AddressKind::reserved},
    {"fc00::1", AddressKind::private_network},
    {"fd00:ec2::254", AddressKind::metadata},
    {"fd20:ce::254", AddressKind::metadata},
    {"fd00:ec2::255", AddressKind::private_network},
    {"fe80::1", AddressKind::link_local},
    {"fec0::1", AddressKind::reserved},
    {"ff02::1", AddressKind::multicast},
};

TEST(AddressRules, EachAddressHasItsKind) {
    for (const auto& row : rows) {
        const auto address = parse_ip_address(row.address);
        ASSERT_TRUE(address) << row.address;
        EXPECT_EQ(kind_of(*address), row.kind) << row.address << " is " << to_string(kind_of(*address));
        EXPECT_EQ(parse_ip_address(to_string(*address)), *address) << row.address;
    }
}

TEST(AddressRules, OnlyTheHouseNetworkCanBeOpened) {
    EXPECT_TRUE(may_connect(AddressKind::public_internet, false));
    for (const auto kind : {AddressKind::loopback, AddressKind::private_network}) {
        EXPECT_FALSE(may_connect(kind, false)) << to_string(kind);
        EXPECT_TRUE(may_connect(kind, true)) << to_string(kind);
    }
    for (const auto kind :
         {AddressKind::link_local, AddressKind::metadata, AddressKind::multicast, AddressKind::reserved}) {
        EXPECT_FALSE(may_connect(kind, false)) << to_string(kind);
        EXPECT_FALSE(may_connect(kind, true)) << to_string(kind);
    }
}

TEST(AddressRules, OddWaysToWriteAnAddressAreNotRead) {
    for (const char* text : {"", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "1.2.3.4.5", "[::1",
                             "localhost", "fe80::1%eth0", "1.2.3.4 "}) {
        EXPECT_FALSE(parse_ip_address(text)) << text;
    }
    EXPECT_EQ(parse_ip_address("[::1]"), parse_ip_address("::1"));
}

}  // namespace
}  // namespace cordon::server
