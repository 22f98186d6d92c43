// Goal: no bytes make the reader of statements crash, and the canonical form of a canonical form is itself.
#include "codec/signed_statement.h"

#include <cstdint>

#include "base/check.h"
#include "codec/canonical_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace cordon;  // NOLINT(google-build-using-namespace): a fuzz target
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    (void)codec::open_page(text);
    (void)codec::open_statement(text);
    const auto value = codec::parse_json(text);
    if (!value) {
        return 0;
    }
    const auto canonical = codec::canonical_json(*value);
    if (canonical) {
        const auto again = codec::parse_json(*canonical);
        CORDON_CHECK(again.has_value());
        const auto second = codec::canonical_json(*again);
        CORDON_CHECK(second.has_value() && *second == *canonical);
    }
    return 0;
}
