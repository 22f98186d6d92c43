// Goal: a gzip stream comes out whole or not at all; a cut or damaged one must never yield a shorter list.
#include "codec/gzip.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace cordon::codec {
namespace {

using base::ErrorCode;

const std::string plain = "QDe.999 SPECIMEN LISTING";

// printf 'QDe.999 SPECIMEN LISTING' | gzip -n
std::string packed() {
    constexpr auto bytes = std::to_array<unsigned char>(
        {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x0b, 0x74, 0x49, 0xd5, 0xb3,
         0xb4, 0xb4, 0x54, 0x08, 0x0e, 0x70, 0x75, 0xf6, 0xf4, 0x75, 0xf5, 0x53, 0xf0, 0xf1, 0x0c,
         0x0e, 0xf1, 0xf4, 0x73, 0x07, 0x00, 0xe5, 0xcf, 0x03, 0x9b, 0x18, 0x00, 0x00, 0x00});
    return {bytes.begin(), bytes.end()};
}

TEST(Gzip, AWholeStreamComesOut) {
    EXPECT_EQ(gunzip(packed(), 1'000), plain);
    EXPECT_EQ(gunzip(packed() + packed(), 1'000), plain + plain);
}

TEST(Gzip, WhatIsPackedComesOutAgain) {
    std::string text;
    for (const std::size_t length : {0U, 1U, 1'000U, 262'144U, 262'145U, 3'000'000U}) {
        while (text.size() < length) {
            text += "QDe." + std::to_string(text.size() * 2654435761U % 999'983U);
        }
        text.resize(length);
        const std::string bytes = gzip(text);
        EXPECT_EQ(gunzip(bytes, length), text) << length;
        EXPECT_EQ(gzip(text), bytes) << "no time stands in it";
        EXPECT_TRUE(length < 1'000 || bytes.size() < length / 2) << length;
    }
}

TEST(Gzip, CutAnywhereItIsRefused) {
    for (std::size_t cut = 0; cut < packed().size(); ++cut) {
        for (const auto& bytes : {packed().substr(0, cut), packed() + packed().substr(0, cut)}) {
            const auto unpacked = gunzip(bytes, 1'000);
            if (bytes.size() == packed().size()) {
                continue;  // the second one with nothing behind
            }
            ASSERT_FALSE(unpacked) << cut;
            EXPECT_EQ(unpacked.error().code, ErrorCode::invalid_input);
        }
    }
}

TEST(Gzip, ADamagedBodyChecksumOrLengthIsRefused) {
    for (std::size_t at = 10; at < packed().size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            auto bytes = packed();
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
            const auto unpacked = gunzip(bytes, 1'000);
            EXPECT_TRUE(!unpacked || *unpacked == plain) << at << " bit " << bit;
        }
    }
}

TEST(Gzip, BytesBehindTheEndAreRefused) {
    EXPECT_FALSE(gunzip(packed() + "x", 1'000));
    EXPECT_FALSE(gunzip("<html>", 1'000));
    EXPECT_FALSE(gunzip("", 1'000));
}

TEST(Gzip, TheLimitHoldsToTheByte) {
    EXPECT_EQ(gunzip(packed(), plain.size()), plain);
    const auto over = gunzip(packed(), plain.size() - 1);
    ASSERT_FALSE(over);
    EXPECT_EQ(over.error().code, ErrorCode::limit_exceeded);
    EXPECT_FALSE(gunzip(packed() + packed(), plain.size()));
}

}  // namespace
}  // namespace cordon::codec
