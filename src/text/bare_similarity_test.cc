// Goal: a name in Arabic or Hebrew letters is like the usual Latin spellings of it and unlike other names,
// and the two meet under a key.
#include "text/bare_similarity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"
#include "text/name_tokens.h"
#include "text/phonetic_key.h"
#include "text/token_similarity.h"

namespace cordon::text {
namespace {

NameToken word_of(std::string_view name) {
    TokenisedName words;
    tokenise_name(name, words);
    return words.tokens.empty() ? NameToken{} : words.tokens.back();
}

bool meet(const NameToken& subject, const NameToken& listed) {
    std::vector<std::uint32_t> sought;
    std::vector<std::uint32_t> filed;
    sought_hashes(subject.text, subject.vowelless, false, sought);
    key_hashes(listed.text, listed.vowelless, filed);
    return std::ranges::any_of(sought,
                               [&](std::uint32_t hash) { return std::ranges::binary_search(filed, hash); });
}

struct Row {
    std::string_view native;
    std::string_view latin;
};

TEST(BareSimilarity, UsualSpellingsAreAlikeAndMeet) {
    for (const Row& row : std::initializer_list<Row>{
             {"كريم", "Kareem"},       {"كريم", "Krim"},     {"جمال", "Gamal"},    {"جمال", "Djamel"},
             {"قاسم", "Qasim"},        {"قاسم", "Kassem"},   {"قاسم", "Gasim"},    {"خديجة", "Khadija"},
             {"خديجة", "Hatice"},      {"ذو", "Dhu"},        {"رمضان", "Ramazan"}, {"رمضان", "Ramadhan"},
             {"ثابت", "Thabit"},       {"ثابت", "Sabit"},    {"عيسى", "Issa"},     {"عودة", "Odeh"},
             {"عودة", "Awda"},         {"فاطمة", "Fatimah"}, {"فاطمة", "Fatma"},   {"چنگیز", "Changiz"},
             {"پروین", "Parvin"},      {"ژاله", "Zhaleh"},   {"ویدا", "Vida"},     {"کھوکھر", "Khokhar"},
             {"ألكسندر", "Alexander"}, {"بيتر", "Peter"},    {"جورج", "George"},   {"تشارلز", "Charles"},
             {"משה", "Moshe"},         {"יעקב", "Yaakov"},   {"יצחק", "Yitzhak"},  {"יצחק", "Itzchak"},
             {"דוד", "David"},         {"רחל", "Rachel"},    {"שרה", "Sarah"},     {"פנינה", "Pnina"},
         }) {
        const NameToken native = word_of(row.native);
        const NameToken latin = word_of(row.latin);
        EXPECT_GE(word_similarity(native.text, latin.text, true, false), 0.5)
            << row.native << " " << row.latin;
        EXPECT_TRUE(meet(native, latin)) << row.native << " " << row.latin;
        EXPECT_TRUE(meet(latin, native)) << row.native << " " << row.latin;
    }
}

TEST(BareSimilarity, TheRightNameIsLikerThanItsNeighbours) {
    struct Choice {
        std::string_view native;
        std::string_view right;
        std::string_view wrong;
    };
    for (const Choice& row : std::initializer_list<Choice>{
             {"كريم", "karim", "akram"},

             {"كمال", "kamal", "kamil"},
             {"سليم", "salim", "salma"},
             {"ماهر", "mahir", "mihr"},
             {"بدران", "badran", "abdrahman"},
             {"دانيال", "daniel", "adnan"},
             {"نور", "nour", "nir"},
             {"רון", "ron", "aaron"},
             {"יוסף", "yosef", "asaf"},
         }) {
        const std::string native = word_of(row.native).text;
        EXPECT_GT(bare_similarity(native, row.right, 0), bare_similarity(native, row.wrong, 0)) << row.native;
    }
}

TEST(BareSimilarity, FewLettersAreNeverSure) {
    EXPECT_LE(bare_similarity("b", "b", 0), 0.80);
    EXPECT_LE(bare_similarity("li", "ali", 0), 0.88);
    EXPECT_LE(bare_similarity("hsn", "hasan", 0), 0.985);
    EXPECT_EQ(bare_similarity("", "ali", 0), 0.0);
    EXPECT_EQ(bare_similarity("li", "", 0), 0.0);
}

TEST(BareSimilarity, AnyWordsGiveAScoreAndTheFloorOnlyCutsShort) {
    base::Prng random(base::testing::seed_from_environment(3));
    const auto invented = [&random] {
        std::string word;
        for (std::uint64_t left = random.below(80); left > 0; --left) {
            word.push_back(static_cast<char>('a' + random.below(26)));
        }
        return word;
    };
    for (int round = 0; round < 2'000; ++round) {
        const std::string bare = invented();
        const std::string latin = invented();
        const double whole = bare_similarity(bare, latin, 0);
        ASSERT_GE(whole, 0.0);
        ASSERT_LE(whole, 0.985);
        if (whole >= 0.66) {
            EXPECT_EQ(bare_similarity(bare, latin, 0.66), whole) << bare << " " << latin;
        }
    }
}

}  // namespace
}  // namespace cordon::text
