// Goal: any bytes as a gazetteer are read or refused with a sentence; what is read can be sought.
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "trade/gazetteer_readers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace cordon;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto read = trade::read_gazetteer(text, "");
    CORDON_CHECK(read.has_value() || !read.error().message.empty());
    if (read) {
        for (const trade::GazetteerPlace& place : read->gazetteer.places()) {
            CORDON_CHECK(!place.place_id.empty() && !(place.names.empty() && place.weak_names.empty()));
        }
    }
    const auto table = trade::read_place_tables(text, text);
    CORDON_CHECK(table.has_value() || !table.error().message.empty());
    return 0;
}
