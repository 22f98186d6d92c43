// Fuzz target: bytes as an OFAC delta are read or refused; each change can be applied to what it takes away.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "lists/ofac_delta_xml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    if (const auto parsed = cordon::lists::read_ofac_delta_xml(input)) {
        CORDON_CHECK(parsed->delta.has_value());
        for (const auto& change : parsed->delta->changed) {
            CORDON_CHECK(change.added.id == change.removed.id);
            cordon::model::Listing base = change.removed;
            (void)cordon::lists::apply_ofac_change(base, change);
            CORDON_CHECK(base.id == change.added.id);
        }
    }
    return 0;
}
