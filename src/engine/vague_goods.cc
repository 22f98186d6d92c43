#include "engine/vague_goods.h"

#include <algorithm>
#include <array>

#include "trade/goods_words.h"

namespace cordon::engine {

namespace {

// As split_words() folds them.
constexpr auto oil_words = std::to_array<std::string_view>(
    {"oil",    "oils",  "crude",   "petroleum", "petrol", "fuel",   "diesel",  "gasoline",
     "mazout", "mazot", "petrole", "нефть",     "нефти",  "нефтью", "топливо", "топлива",
     "نفط",    "النفط", "بترول",   "البترول",   "مازوت",  "وقود",   "الوقود"});

constexpr auto harmless = std::to_array<std::string_view>(
    {"olive",    "palm",      "cooking", "vegetable", "sunflower",  "essential", "hair",    "soya",
     "soybean",  "corn",      "maize",   "rapeseed",  "canola",     "coconut",   "edible",  "fish",
     "liver",    "castor",    "linseed", "sesame",    "argan",      "tea",       "baby",    "massage",
     "body",     "beard",     "seed",    "cotton",    "cottonseed", "peanut",    "mustard", "almond",
     "lavender", "filter",    "filters", "painting",  "paint",      "paintings", "seal",    "change",
     "cooler",   "surcharge", "press",   "lamp",      "sardines",   "tuna",      "balm",    "perfume",
     "steel",    "tall",      "protein", "cell",      "jeans",      "shirt",     "shirts",  "black",
     "sweet",    "avocado",   "jojoba"});

}  // namespace

std::optional<model::GoodsFinding> vague_oil(std::string_view text) {
    const auto words = trade::split_words(text);
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (std::ranges::find(oil_words, words[at].letters) == oil_words.end()) {
            continue;
        }
        bool food = false;
        for (std::size_t near = at > 1 ? at - 2 : 0; near < std::min(words.size(), at + 3); ++near) {
            food = food || std::ranges::find(harmless, words[near].letters) != harmless.end();
        }
        if (food) {
            continue;
        }
        model::GoodsFinding found;
        found.goods_class = "crude_oil";
        found.mandate_name = "oil";
        found.tier = model::GoodsTier::prohibited_if_isil;
        found.source = model::GoodsSource::words;
        found.words = text.substr(words[at].begin, words[at].end - words[at].begin);
        found.certainty = 0.5;
        found.sentence = "a word that may mean oil";
        return found;
    }
    return std::nullopt;
}

}  // namespace cordon::engine
