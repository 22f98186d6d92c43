// Goal: no bytes make the decoder read past the end, hang or allocate without bound; what it accepts is what
// the encoder writes for that listing, byte for byte.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "model/listing_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    if (const auto listing = cordon::model::decode_listing(input)) {
        CORDON_CHECK(cordon::model::encode_listing(*listing) == input);
    }
    return 0;
}
