// Goal: words beside which "oil" is not mineral oil are few and stand where a language puts them; texts that
//       say nothing of the goods are known as such, and ordinary goods are not.
#include "engine/vague_goods.h"

#include <gtest/gtest.h>

namespace cordon::engine {
namespace {

TEST(VagueGoods, OilUnlessItIsAnotherOil) {
    for (const std::string_view text : {
             "oil",
             "black oil",
             "furnace oil, black",
             "light sweet oil",
             "oil in steel drums",
             "petroleum paint",
             "oil surcharge",
             "heavy oil",
             "fuel oil",
             "lamp oil",
             "oil, corn, rice",
             "crude, palm",
             "oil; filters for tractors",
             "olive oil and fuel",
             "steel, oil",
             "crude petroleum steel drums",
             "Erdöl",
             "Öl",
             "Öl in Fässern",
             "petróleo",
             "crudo",
             "نفت خام",
             "0IL",
             "o i l s",
             "heavy c.r.u.d.e",
         }) {
        EXPECT_TRUE(vague_oil(text).has_value()) << text;
    }
    for (const std::string_view text :
         {"olive oil", "extra virgin olive oil", "sunflower and olive oil", "essential oils", "oil of cloves",
          "oil, vegetable, refined", "crude palm oil", "crude steel", "oil painting", "oil filters",
          "oil seal", "oil-based paint", "tuna in oil", "sardines in sunflower oil", "black seed oil",
          "Olivenöl", "diesel jeans", "fuel cell", "ancient oil lamp"}) {
        EXPECT_FALSE(vague_oil(text).has_value()) << text;
    }
}

TEST(VagueGoods, SpelledOutWordsAreClosedUp) {
    EXPECT_EQ(closed_up("FOR 0IL FROM R A Q Q A 2015"), " FOR oIL FROM RAQQA 2015");
    EXPECT_EQ(closed_up("M.O.S.U.L"), " MOSUL");
    EXPECT_EQ(closed_up("J R Smith, Unit B 10, 100 kg, A0"), "");
}

TEST(VagueGoods, TextsThatSayNothing) {
    for (const std::string_view text : {".", "-", "???", "…", "@#", "x", "goods as per contract",
                                        "HS code 392690", "goods of Syria", "12", "原油", "ναύλος", "נפט"}) {
        EXPECT_TRUE(says_nothing(text)) << text;
    }
    for (const std::string_view text :
         {"TV", "rice", "bicycles", "goods: bicycles", "Raqqa", "bicycles 自行车", "велосипеды", "دراجات"}) {
        EXPECT_FALSE(says_nothing(text)) << text;
    }
    EXPECT_TRUE(says_nothing("goods from Raqqa", {{11, 16}}));
    EXPECT_FALSE(says_nothing("bicycles from Raqqa", {{14, 19}}));
}

}  // namespace
}  // namespace cordon::engine
