// Goal: no file, whatever it claims to be, crashes the front door; what comes in has ids and names, and ids
// are unique.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_set>

#include "base/check.h"
#include "lists/list_format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto list = cordon::lists::read_list({{"fuzz", text}}, "");
    if (list) {
        std::unordered_set<std::string_view> ids;
        for (const auto& listing : list->listings) {
            CORDON_CHECK(ids.insert(listing.id).second);
            CORDON_CHECK(!listing.names.empty());
        }
        CORDON_CHECK(!list->list.empty());
    }
    return 0;
}
