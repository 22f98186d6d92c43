// Goal: no file, however broken, crashes the reader or makes a listing without an id or a name.
#include "lists/targets_simple_csv.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto list = cordon::lists::read_targets_simple_csv(text);
    if (list) {
        for (const auto& listing : list->listings) {
            CORDON_CHECK(!listing.id.empty());
            CORDON_CHECK(!listing.names.empty());
        }
    }
    return 0;
}
