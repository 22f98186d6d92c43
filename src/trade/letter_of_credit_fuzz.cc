// Goal: no text in the fields of a credit makes reading it crash or hang; dates in text stand in order.
#include "base/check.h"
#include "base/strings.h"
#include "trade/letter_of_credit.h"
#include "trade/shipment_dates.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    cordon::model::Payment payment;
    payment.format = cordon::model::MessageFormat::swift_mt;
    payment.type = "MT700";
    for (const std::string_view line : cordon::base::split(text, '\n')) {
        const std::size_t end =
            line.size() > 1 && line.front() == ':' ? line.find(':', 1) : std::string_view::npos;
        cordon::model::PaymentField& field = payment.fields.emplace_back();
        field.path = end == std::string_view::npos ? ":45A:" : std::string(line.substr(0, end + 1));
        field.text = end == std::string_view::npos ? line : line.substr(end + 1);
    }
    (void)cordon::trade::shipment_of_credit(payment);
    std::size_t first = 0;  // of the one before, which may be the same text read the other way round
    std::size_t last = 0;
    for (const cordon::trade::SpottedDate& spotted : cordon::trade::spot_dates(text)) {
        const bool other_way = spotted.begin == first && spotted.end == last;
        CORDON_CHECK(spotted.begin >= last || other_way);
        CORDON_CHECK(spotted.end > spotted.begin && spotted.end <= size);
        CORDON_CHECK(spotted.date.known());
        first = spotted.begin;
        last = spotted.end;
    }
    return 0;
}
