// Goal: no bytes make the reader crash or hang, or give a shipment without an id or without goods.
#include "base/check.h"
#include "trade/shipment_csv.h"
#include "trade/shipment_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto shipment = cordon::trade::read_csv_shipment(text);
    if (shipment) {
        CORDON_CHECK(!shipment->id.empty() && !shipment->goods.empty());
    } else {
        CORDON_CHECK(!shipment.error().message.empty());
    }
    for (const std::string& part : cordon::trade::split_shipments(text)) {
        (void)cordon::trade::read_shipment(part);
    }
    return 0;
}
