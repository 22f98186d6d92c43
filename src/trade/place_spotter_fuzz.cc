// Goal: in any bytes mentions lie within the text, weigh from nothing to one, and say why.
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "trade/place_spotter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace cordon;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    trade::PlaceContext context;
    context.field_class = size % 2 == 0 ? model::FieldClass::text : model::FieldClass::address;
    for (const trade::PlaceMention& mention : trade::bundled_places().spot(text, context)) {
        CORDON_CHECK(mention.begin < mention.end && mention.end <= size);
        CORDON_CHECK(mention.weight >= 0 && mention.weight <= 1 && !mention.reason.empty());
    }
    return 0;
}
