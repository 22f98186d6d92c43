#include "engine/goods_in_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "engine/vague_goods.h"

namespace cordon::engine {

std::vector<model::GoodsFinding> goods_in_text(const trade::GoodsTable& table, std::string_view text) {
    constexpr double certainty_min = 0.5;
    std::vector<model::GoodsFinding> named;
    for (const trade::GoodsMention& mention : table.spot(text)) {
        if (mention.tier < model::GoodsTier::high_risk || mention.certainty < certainty_min) {
            continue;
        }
        model::GoodsFinding& one = named.emplace_back();
        one.goods_class = mention.goods_class;
        one.mandate_name = mention.mandate_name;
        one.tier = mention.tier;
        one.source = model::GoodsSource::words;
        one.words = text.substr(mention.begin, mention.end - mention.begin);
        one.certainty = mention.certainty;
        one.sentence = fmt::format("named in the text: '{}'", base::shown(one.words));
    }
    const bool oil = std::ranges::any_of(named, model::is_oil);
    if (auto vague = oil ? std::nullopt : vague_oil(text)) {
        named.push_back(*std::move(vague));
    }
    return named;
}

}  // namespace cordon::engine
