// Goal: no bytes make the reader crash or hang, or give a shipment without an id or without goods.
#include "base/check.h"
#include "trade/ubl_shipment.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto shipment = cordon::trade::read_ubl_shipment(text);
    if (shipment) {
        CORDON_CHECK(!shipment->id.empty() && !shipment->goods.empty());
    } else {
        CORDON_CHECK(!shipment.error().message.empty());
    }

    return 0;
}
