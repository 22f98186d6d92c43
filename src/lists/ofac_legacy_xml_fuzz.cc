// Fuzz target: bytes as SDN.XML are read or refused; what is read has a name everywhere and as many entries
// as it states.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "lists/ofac_legacy_xml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    if (const auto parsed = cordon::lists::read_ofac_legacy_xml(input)) {
        CORDON_CHECK(parsed->stated_count == parsed->listings.size());
        for (const cordon::model::Listing& listing : parsed->listings) {
            CORDON_CHECK(!listing.id.empty() && !listing.names.empty());
        }
    }
    return 0;
}
