// Any bytes as GeoJSON: what is accepted builds a territory that answers; the rest is refused.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "trade/control_geojson.h"
#include "trade/territory.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace cordon::trade;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    auto table = read_control_geojson(text, "", "a fuzzer");
    if (!table) {
        CORDON_CHECK(!table.error().message.empty());
        return 0;
    }
    const auto territory = Territory::build(std::move(table->facts), {});
    CORDON_CHECK(territory.has_value());
    (void)(*territory)->at({35.5, 38.5}, {}, {}, "");
    return 0;
}
