// Any bytes: the UK reader answers with a list or with a sentence, and every listing has an id and a name.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "lists/uk_xml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto parsed = cordon::lists::read_uk_xml(text);
    if (parsed) {
        CORDON_CHECK(!parsed->listings.empty());
        for (const auto& listing : parsed->listings) {
            CORDON_CHECK(!listing.id.empty() && !listing.names.empty());
        }
    }
    return 0;
}
