// Goal: what publishers pack comes out byte for byte, and what an attacker packs is refused before it fills
// the memory.
#include "codec/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cordon::codec {
namespace {

using base::ErrorCode;
using testing::HasSubstr;

TEST(Zstd, GoesThereAndBack) {
    const std::string text(300'000, 'x');
    const std::string packed = zstd_compress(text);
    EXPECT_TRUE(looks_like_zstd(packed));
    EXPECT_EQ(zstd_decompress(packed).value(), text);
}

}  // namespace
}  // namespace cordon::codec
