// Goal: whatever bytes come in the place of a Canadian list, the reader answers with a list whose listings
// all have an id and a name, or with an Error; it never crashes and reads nothing twice in two ways.
#include "lists/ca_sema_xml.h"

#include <cstddef>
#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    const auto list = cordon::lists::read_ca_sema_xml(input);
    const auto again = cordon::lists::read_ca_sema_xml(input);
    CORDON_CHECK(list.has_value() == again.has_value());
    if (list) {
        CORDON_CHECK(list->listings == again->listings);
        for (const auto& listing : list->listings) {
            CORDON_CHECK(!listing.id.empty());
            CORDON_CHECK(!listing.names.empty() && !listing.names.front().text.empty());
        }
    }
    return 0;
}
