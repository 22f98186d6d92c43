// Goal: what publishers pack comes out byte for byte, and what an attacker packs is refused before it fills
// the memory.
#include "codec/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <algorithm>

namespace cordon::codec {
namespace {

using base::ErrorCode;
using testing::HasSubstr;

void put(std::string& out, std::uint64_t number, int bytes) {
    for (int at = 0; at < bytes; ++at) {
        out.push_back(static_cast<char>(static_cast<unsigned char>(number >> (8 * at))));
    }
}

// CRC-32 of the zip format, bit by bit.
std::uint32_t crc_of(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

// An entry as its headers tell it; the lies that a test wants are written into these fields.
struct Entry {
    std::string name;
    std::string packed;
    std::uint32_t crc = crc_of(packed);
    std::uint64_t size = packed.size();
    std::uint16_t method = 0;
    std::uint16_t flags = 0;
    std::uint32_t mode = 0;  // Unix
};

std::string zip_of(const std::vector<Entry>& entries) {
    std::string bytes;
    std::string directory;
    for (const Entry& entry : entries) {
        std::string fields;
        put(fields, 20, 2);  // version needed
        put(fields, entry.flags, 2);
        put(fields, entry.method, 2);
        put(fields, 0x00210000, 4);  // 1980-01-01
        put(fields, entry.crc, 4);
        put(fields, entry.packed.size(), 4);
        put(fields, entry.size, 4);
        put(fields, entry.name.size(), 2);
        put(fields, 0, 2);  // extra
        directory += std::string("PK\x01\x02");
        put(directory, entry.mode != 0 ? 0x0314 : 0x0014, 2);  // made by
        directory += fields;
        put(directory, 0, 6);  // comment, disk, internal attributes
        put(directory, std::uint64_t{entry.mode} << 16U, 4);
        put(directory, bytes.size(), 4);
        directory += entry.name;
        bytes += std::string("PK\x03\x04") + fields + entry.name + entry.packed;
    }
    std::string end = "PK\x05\x06";
    put(end, 0, 4);
    put(end, entries.size(), 2);
    put(end, entries.size(), 2);
    put(end, directory.size(), 4);
    put(end, bytes.size(), 4);
    put(end, 0, 2);
    return bytes + directory + end;
}

// A deflated entry, by libzip.
std::string deflated_zip_of(const std::string& name, const std::string& text) {
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
    zip_source_keep(target);
    zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    EXPECT_GE(zip_file_add(archive, name.c_str(), source, 0), 0);
    EXPECT_EQ(zip_close(archive), 0);
    EXPECT_EQ(zip_source_open(target), 0);
    std::string bytes;
    std::string chunk(4'096, '\0');
    for (zip_int64_t got = 1; got > 0;) {
        got = zip_source_read(target, chunk.data(), chunk.size());
        bytes.append(chunk.data(), static_cast<std::size_t>(std::max<zip_int64_t>(got, 0)));
    }
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

TEST(Zip, FilesComeWithoutTheirFolders) {
    const auto entries = unzip(zip_of({{"lists/", ""}, {"lists/a.xml", "<a/>"}, {"b.csv", "b\n"}}));
    ASSERT_TRUE(entries) << entries.error().message;
    ASSERT_EQ(entries->size(), 2U);
    EXPECT_EQ(entries->at(0).name, "a.xml");
    EXPECT_EQ(entries->at(0).bytes, "<a/>");
    EXPECT_EQ(entries->at(1).name, "b.csv");
    const std::string text(50'000, 'y');
    EXPECT_EQ(unzip(deflated_zip_of("x/y.txt", text)).value().front().bytes, text);
}

TEST(Zip, WhatCannotBeTrustedIsRefusedWithASentence) {
    struct Case {
        std::string bytes;
        ErrorCode code;
        const char* sentence;
    };
    const std::string good = zip_of({{"a", "text"}});
    Entry larger{"a", "text"};
    larger.size = 4'000'000'000;
    const Case cases[] = {
        {"", ErrorCode::invalid_input, "not a zip file"},
        {"<a/>", ErrorCode::invalid_input, "not a zip file"},
        {zip_of({}), ErrorCode::invalid_input, "holds no file"},
        {zip_of({{"folder/", ""}}), ErrorCode::invalid_input, "holds no file"},
        {good.substr(0, good.size() - 1), ErrorCode::invalid_input, "damaged or cut short"},
        {zip_of({{"/etc/passwd", "x"}}), ErrorCode::invalid_input, "absolute path"},
        {zip_of({{"C:x", "x"}}), ErrorCode::invalid_input, "absolute path"},
        {zip_of({{"..\\x", "x"}}), ErrorCode::invalid_input, "backslash"},
        {zip_of({{"a/../b", "x"}}), ErrorCode::invalid_input, "'..' in its name"},
        {zip_of({{"../", ""}, {"b", "x"}}), ErrorCode::invalid_input, "'..' in its name"},
        {zip_of({{"..", "x"}}), ErrorCode::invalid_input, "'..' in its name"},
        {zip_of({{"a/.", "x"}}), ErrorCode::invalid_input, "no file name"},
        {zip_of({{"a/", "x"}}), ErrorCode::invalid_input, "no file name"},
        {zip_of({{"a/f", "x"}, {"b/f", "y"}}), ErrorCode::invalid_input, "two files named 'f'"},
        {zip_of({{.name = "l", .packed = "/etc", .mode = 0120777}}), ErrorCode::invalid_input,
         "symbolic link"},
        {zip_of({{.name = "a", .packed = "text", .flags = 1}}), ErrorCode::invalid_input, "encrypted"},
        {zip_of({{.name = "a", .packed = "text", .method = 12}}), ErrorCode::unsupported, "method 12"},
        {zip_of({{.name = "a", .packed = "text", .crc = 1}}), ErrorCode::invalid_input, "is damaged"},
        {zip_of({{.name = "a", .packed = "\x07garbage", .method = 8}}), ErrorCode::invalid_input,
         "is damaged"},
        {zip_of({larger}), ErrorCode::invalid_input, ""},
    };
    for (const Case& one : cases) {
        const auto entries = unzip(one.bytes);
        ASSERT_FALSE(entries) << one.sentence;
        EXPECT_EQ(entries.error().code, one.code) << entries.error().message;
        EXPECT_THAT(entries.error().message, HasSubstr(one.sentence));
    }
    EXPECT_TRUE(unzip(zip_of({{.name = "a", .packed = "text", .mode = 0100644}})));
}

TEST(Zip, BombsStopAtTheLimit) {
    const std::string bomb = deflated_zip_of("bomb", std::string(64U << 20U, '\0'));
    ASSERT_LT(bomb.size(), 100'000U);
    const auto ratio = unzip(bomb);
    ASSERT_FALSE(ratio);
    EXPECT_EQ(ratio.error().code, ErrorCode::limit_exceeded);
    EXPECT_THAT(ratio.error().message, HasSubstr("more than 100 times its size"));
    const auto bytes = unzip(bomb, {.unpacked_bytes_max = 5'000'000, .ratio_max = 1'000'000});
    ASSERT_FALSE(bytes);
    EXPECT_THAT(bytes.error().message, HasSubstr("more than the limit of 5000000 bytes"));
    // Below 1 MiB the ratio does not count: small lists pack well.
    EXPECT_TRUE(unzip(deflated_zip_of("small", std::string(1'000'000, ' '))));
}

TEST(Zip, LimitsCountAllEntriesTogether) {
    std::vector<Entry> entries;
    for (int at = 0; at < 64; ++at) {
        entries.push_back({std::to_string(at), std::string(1'000, 'x')});
    }
    EXPECT_TRUE(unzip(zip_of(entries), {.unpacked_bytes_max = 64'000}));
    EXPECT_EQ(unzip(zip_of(entries), {.unpacked_bytes_max = 63'999}).error().code, ErrorCode::limit_exceeded);
    entries.push_back({"one more", "x"});
    const auto many = unzip(zip_of(entries));
    ASSERT_FALSE(many);
    EXPECT_THAT(many.error().message, HasSubstr("65 entries, more than the limit of 64"));
}

// Two directory entries over the same packed bytes: the seed of a bomb that grows with the square of its
// size.
TEST(Zip, EntriesThatShareTheirBytesAreRefused) {
    std::string bytes = zip_of({{"a", std::string(100, 'x')}, {"b", std::string(100, 'x')}});
    const std::size_t second = bytes.rfind("PK\x01\x02");
    ASSERT_NE(second, std::string::npos);
    bytes.replace(second + 42, 4, 4, '\0');  // offset of the local header: that of the first
    EXPECT_EQ(unzip(bytes).error().code, ErrorCode::invalid_input);
}

TEST(Zip, ADamagedByteIsNeverReadAsTheFile) {
    const std::string text = "id,name\n1,Example Person\n2,Another Example\n";
    const std::string good = deflated_zip_of("a.csv", text + text + text);
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x55);
        const auto entries = unzip(bad);
        EXPECT_TRUE(!entries || entries->front().bytes == text + text + text) << at;
        EXPECT_FALSE(unzip(good.substr(0, at))) << at;
    }
}

TEST(Zstd, GoesThereAndBack) {
    for (const std::size_t size : {0U, 1U, 131'071U, 131'072U, 300'000U}) {
        const std::string text(size, 'x');
        const std::string packed = zstd_compress(text);
        EXPECT_TRUE(looks_like_zstd(packed));
        EXPECT_EQ(zstd_decompress(packed).value(), text);
        EXPECT_EQ(zstd_compress(text), packed);
    }
}

TEST(Zstd, FramesOneAfterTheOtherAreOneText) {
    EXPECT_EQ(zstd_decompress(zstd_compress("one ") + zstd_compress("two")).value(), "one two");
}

TEST(Zstd, CutOrDamagedIsRefused) {
    const std::string text = "id,name\n1,Example Person\n2,Another Example\n";
    const std::string packed = zstd_compress(text) + zstd_compress(text);
    const std::size_t first = zstd_compress(text).size();
    for (std::size_t at = 0; at < packed.size(); ++at) {
        EXPECT_EQ(zstd_decompress(packed.substr(0, at)).has_value(), at == first) << at;
        std::string bad = packed;
        bad[at] = static_cast<char>(bad[at] ^ 0x55);
        const auto unpacked = zstd_decompress(bad);
        EXPECT_TRUE(!unpacked || *unpacked == text + text) << at;
    }
    EXPECT_FALSE(zstd_decompress(packed + "more"));
}

TEST(Zstd, ABombStopsAtTheLimit) {
    const std::string packed = zstd_compress(std::string(10'000'000, 'x'));
    EXPECT_TRUE(zstd_decompress(packed, 10'000'000));
    const auto refused = zstd_decompress(packed, 9'999'999);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::limit_exceeded);
    EXPECT_THAT(refused.error().message, HasSubstr("more than the limit of 9999999 bytes"));
}

}  // namespace
}  // namespace cordon::codec
