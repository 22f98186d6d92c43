// Goal: any text and code is classified without harm, and mentions lie within the text; any bytes as
// tables are read or refused.
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "trade/goods.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace cordon;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const std::size_t half = size / 2;
    const model::GoodsAnswer answer =
        trade::bundled_goods().classify(text.substr(0, half), text.substr(half), "");
    CORDON_CHECK(!answer.unknown_code || !answer.sentence.empty());
    for (const model::GoodsFinding& finding : answer.classes) {
        CORDON_CHECK(!finding.goods_class.empty() && finding.certainty > 0 && finding.certainty <= 1);
    }
    for (const trade::GoodsMention& mention : trade::bundled_goods().spot(text)) {
        CORDON_CHECK(mention.begin < mention.end && mention.end <= size);
    }
    const auto table = trade::GoodsTable::read({text, text.substr(half), text.substr(0, half), text});
    CORDON_CHECK(table.has_value() || !table.error().message.empty());
    return 0;
}
