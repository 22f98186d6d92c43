#include "base/check.h"
#include "trade/goods.h"

#include "generated/trade_goods.inc"
#include "generated/trade_goods_words.inc"
#include "generated/trade_hs_headings.inc"
#include "generated/trade_hs_older.inc"

namespace cordon::trade {

const GoodsTable& bundled_goods() {
    static const GoodsTable table = [] {
        auto read = GoodsTable::read({goods_csv, goods_words_csv, hs_headings_csv, hs_older_csv});
        CORDON_CHECK(read.has_value());  // goods_test reads the same files
        return *std::move(read);
    }();
    return table;
}

}  // namespace cordon::trade
