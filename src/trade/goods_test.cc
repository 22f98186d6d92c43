// Goal: descriptions as invoices write them get the class that customs would give them, in five languages;
// codes speak, disagree with words and are stated when unknown; a broken table is refused in one sentence.
#include "trade/goods.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/parse.h"
#include "base/strings.h"
#include "base/testing.h"
#include "codec/csv.h"
#include "trade/hs_codes.h"

namespace cordon::trade {
namespace {

std::string table_text(const std::string& name) {
    return base::testing::read_test_file(std::string(CORDON_SOURCE_DIR "/corpus/trade/") + name);
}

struct Texts {
    std::string goods = table_text("goods.csv");
    std::string words = table_text("goods_words.csv");
    std::string headings = table_text("hs_headings.csv");
    std::string older = table_text("hs_older.csv");
    [[nodiscard]] base::Result<GoodsTable> read() const {
        return GoodsTable::read({goods, words, headings, older});
    }
};

// The tables on disk, so that a row can be tried without building anew.
const GoodsTable& table() {
    static const GoodsTable made = [] {
        auto read = Texts().read();
        EXPECT_TRUE(read.has_value()) << (read ? "" : read.error().message);
        return *std::move(read);
    }();
    return made;
}

struct Count {
    int right = 0;
    int wrong = 0;   // named, but not so labelled
    int missed = 0;  // labelled, but not named
    [[nodiscard]] double f1() const {
        const int all = 2 * right + wrong + missed;
        return all == 0 ? 1.0 : 2.0 * right / all;
    }
};

struct Labelled {
    std::string id;
    std::string language;
    std::set<std::string> classes;
    std::string description;
    bool held_out = false;  // by hash of the description: never looked at while the tables were tuned
};

std::vector<Labelled> labelled() {
    std::vector<Labelled> rows;
    const auto read = codec::read_csv(table_text("goods_labelled.csv"), {});
    EXPECT_TRUE(read.has_value());
    for (std::size_t i = 1; i < read->size(); ++i) {
        const std::vector<std::string>& fields = (*read)[i].fields;
        Labelled row{fields[0], fields[1], {}, fields[3], base::fast_checksum(fields[3]) % 2 == 1};
        for (const std::string_view one : base::split(fields[2], ';')) {
            if (!one.empty()) {
                row.classes.emplace(one);
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::set<std::string> named(const std::string& description) {
    std::set<std::string> classes;
    const model::GoodsAnswer answer = table().classify(description, "", "");
    for (const model::GoodsFinding& finding : answer.classes) {
        classes.insert(finding.goods_class);
    }
    return classes;
}

void count(const Labelled& row, const std::set<std::string>& found, std::map<std::string, Count>& by_class) {
    for (const std::string& one : row.classes) {
        ++(found.contains(one) ? by_class[one].right : by_class[one].missed);
    }
    for (const std::string& one : found) {
        if (!row.classes.contains(one)) {
            ++by_class[one].wrong;
        }
    }
}

Count sum(const std::map<std::string, Count>& by_class) {
    Count all;
    for (const auto& [name, one] : by_class) {
        all.right += one.right;
        all.wrong += one.wrong;
        all.missed += one.missed;
    }
    return all;
}

TEST(Goods, LabelledListByClassAndHalf) {
    std::map<std::string, Count> all;
    std::map<std::string, Count> tuned;
    std::map<std::string, Count> held_out;
    std::map<std::string, std::map<std::string, Count>> by_language;
    int ordinary = 0;
    int ordinary_named = 0;
    const bool show = std::getenv("CORDON_SHOW_MISSES") != nullptr;  // of the tuned half alone
    for (const Labelled& row : labelled()) {
        const std::set<std::string> found = named(row.description);
        count(row, found, all);
        count(row, found, row.held_out ? held_out : tuned);
        count(row, found, by_language[row.language]);
        ordinary += row.classes.empty() ? 1 : 0;
        ordinary_named += row.classes.empty() && !found.empty() ? 1 : 0;
        if (show && !row.held_out && found != row.classes) {
            fmt::print("{} {} [{}] named [{}]: {}\n", row.id, row.language, fmt::join(row.classes, ";"),
                       fmt::join(found, ";"), row.description);
        }
    }
    for (const auto& [name, one] : all) {
        fmt::print("{:22} right {:3} wrong {:3} missed {:3} F1 {:.3f}\n", name, one.right, one.wrong,
                   one.missed, one.f1());
    }
    for (const auto& [language, counts] : by_language) {
        fmt::print("{:22} F1 {:.3f}\n", language, sum(counts).f1());
        EXPECT_GE(sum(counts).f1(), 0.9) << language;
    }
    fmt::print("all F1 {:.3f}, tuned half {:.3f}, held-out half {:.3f}; ordinary named {} of {}\n",
               sum(all).f1(), sum(tuned).f1(), sum(held_out).f1(), ordinary_named, ordinary);
    EXPECT_GE(sum(all).f1(), 0.9);
    EXPECT_GE(sum(held_out).f1(), 0.9);
    EXPECT_LE(ordinary_named * 50, ordinary) << "more than two in a hundred ordinary goods are named";
}

struct Coded {
    const char* description;
    const char* code;
    const char* edition;
    const char* first_class;  // "" when none
    bool mismatch;
    bool unknown;
};

TEST(Goods, CodesSpeakAndDisagree) {
    const std::vector<Coded> rows = {
        {"", "2709.00", "", "crude_oil", false, false},
        {"", "27090010", "2022", "crude_oil", false, false},  // national digits behind the sixth
        {"", "2710", "", "refined_oil", false, false},
        {"", "100110", "2007", "wheat", false, false},
        {"", "100110", "", "wheat", false, false},  // no longer in HS 2022, but once a code
        {"", "100110", "2022", "", false, true},
        {"", "970500", "2017", "cultural_collections", false, false},
        {"", "610610", "", "", false, false},
        {"", "2799", "", "", false, true},
        {"", "999901", "", "", false, true},
        {"", "12", "", "", false, false},
        {"", "x", "", "", false, true},
        {"crude oil", "2709", "", "crude_oil", false, false},
        {"crude oil", "690721", "", "crude_oil", true, false},
        {"olive oil", "270900", "", "crude_oil", true, false},
        {"ceramic tiles", "270900", "", "crude_oil", false, false},  // words that say nothing to us
        {"gas cylinders, steel, empty", "731100", "", "refinery_equipment", false, false},
        {"milling wheat HS 1001.99, bulk", "", "", "wheat", false, false},
        {"toner cartridges", "844399", "", "", false, false},
    };
    for (const Coded& row : rows) {
        const model::GoodsAnswer answer = table().classify(row.description, row.code, row.edition);
        const std::string first = answer.classes.empty() ? "" : answer.classes.front().goods_class;
        EXPECT_EQ(first, row.first_class) << row.description << " " << row.code << " " << row.edition;
        EXPECT_EQ(answer.mismatch, row.mismatch) << row.description << " " << row.code;
        EXPECT_EQ(answer.unknown_code, row.unknown)
            << row.description << " " << row.code << " " << row.edition;
        EXPECT_EQ(answer.sentence.empty(), !row.mismatch && !row.unknown) << answer.sentence;
    }
}

TEST(Goods, ReasonsAreSentences) {
    const model::GoodsAnswer answer = table().classify("durum wheat", "100119", "");
    ASSERT_EQ(answer.classes.size(), 1U);
    EXPECT_EQ(answer.classes.front().sentence,
              "HS code 100119 and the words \"durum wheat\" both name goods of class wheat");
    EXPECT_EQ(answer.classes.front().source, model::GoodsSource::code_and_words);
    EXPECT_EQ(table().classify("", "2799", "2022").sentence,
              "there is no HS code '2799' in edition 2022; ask for the right one");
    EXPECT_EQ(table().classify("crude oil", "6907", "").sentence,
              "HS code 6907 and the description speak of different goods; ask which it is");
}

TEST(Goods, SpotGivesBytes) {
    const std::string text = "/RFB/INV 77 за сырую нефть и пшеницу, no arms";
    const auto mentions = table().spot(text);
    ASSERT_EQ(mentions.size(), 2U);
    EXPECT_EQ(text.substr(mentions[0].begin, mentions[0].end - mentions[0].begin), "сырую нефть");
    EXPECT_EQ(text.substr(mentions[1].begin, mentions[1].end - mentions[1].begin), "пшеницу");
    EXPECT_EQ(mentions[0].tier, model::GoodsTier::prohibited_if_isil);
}

TEST(Goods, NegationsPurposesAndHeads) {
    for (const char* const nothing :
         {"no arms or ammunition", "goods without explosives", "bags for cement", "free of gold",
          "cotton shirts", "sans armes ni munitions", "без оружия", "sacs pour ciment", "çimento için torba",
          "صناديق للذخيرة", "Mr Barley", "toy rifle", "wheat beer"}) {
        EXPECT_TRUE(named(nothing).empty())
            << nothing << ": " << fmt::format("{}", fmt::join(named(nothing), " "));
    }
    EXPECT_EQ(named("payment for cement"), std::set<std::string>{"cement"});
    EXPECT_EQ(named("cement and no arms"), std::set<std::string>{"cement"});
}

struct Broken {
    const char* name;
    std::string Texts::* table;
    const char* from;  // replaced once, or the whole table when empty
    const char* to;
    const char* says;
};

TEST(Goods, BrokenTablesAreRefusedInOneSentence) {
    const std::vector<Broken> rows = {
        {"empty", &Texts::goods, "", "", "goods.csv line 1: the columns must be goods_class"},
        {"columns", &Texts::goods, "goods_class,", "class,", "goods.csv line 1: the columns must be"},
        {"tier", &Texts::goods, "PROHIBITED_IF_ISIL", "FORBIDDEN", "'FORBIDDEN' is no tier"},
        {"two tiers", &Texts::goods, "crude\",both,PROHIBITED_IF_ISIL", "crude\",both,DUAL_USE",
         "has another tier"},
        {"code", &Texts::goods, "crude_oil,oil,2709,", "crude_oil,oil,27O9,", "must have 4 or 6 digits"},
        {"zero lost", &Texts::goods, ",010410,", ",10410,", "a leading zero among them"},
        {"level", &Texts::goods, "oil,2709,4", "oil,2709,6", "hs_level must be 4"},
        {"twice", &Texts::goods, "oil,270900,6", "oil,2709,4", "class crude_oil has code 2709 twice"},
        {"quote", &Texts::goods, "crude_oil,oil", "\"crude_oil,oil", "goods.csv"},
        {"short row", &Texts::words, "pay,,,", "pay,,", "3 columns where 4 are due"},
        {"kind", &Texts::words, "term,en", "word,en", "'word' is no kind"},
        {"language", &Texts::words, "term,en", "term,de", "'de' is no language"},
        {"class", &Texts::words, "term,en,crude_oil", "term,en,oil", "goods.csv has no class 'oil'"},
        {"empty phrase", &Texts::words, "wheat;wheats", "wheat;;wheats", "an empty phrase"},
        {"heading", &Texts::headings, "2709,00", "2799,00", "does not list it"},
        {"range", &Texts::headings, "01-06", "06-01", "'06-01' is no number or range"},
        {"edition", &Texts::older, "100110,1988,2007", "100110,2007,1988",
         "two editions between 1988 and 2017"},
        {"older class", &Texts::older, "2007,wheat", "2007,wheet", "which goods.csv does not have"},
    };
    for (const Broken& row : rows) {
        Texts texts;
        std::string& table_of_row = texts.*(row.table);
        const std::string from = row.from;
        const std::size_t at = from.empty() ? 0 : table_of_row.find(from);
        ASSERT_NE(at, std::string::npos) << row.name;
        table_of_row.replace(at, from.empty() ? table_of_row.size() : from.size(), row.to);
        const auto read = texts.read();
        ASSERT_FALSE(read.has_value()) << row.name;
        EXPECT_NE(read.error().message.find(row.says), std::string::npos)
            << row.name << ": " << read.error().message;
        EXPECT_EQ(read.error().message.find('\n'), std::string::npos) << row.name;
    }
}

TEST(Goods, HeadingsAreThoseOfTheRealNomenclature) {
    const auto path = base::testing::real_data("geo/hs/harmonized-system.csv");
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto read = codec::read_csv(base::testing::read_test_file(*path), {});
    ASSERT_TRUE(read.has_value());
    const auto codes = HsCodes::read(Texts().headings, Texts().older);
    ASSERT_TRUE(codes.has_value());
    std::map<std::string, std::set<std::string>> real;
    for (std::size_t i = 1; i < read->size(); ++i) {
        const std::string& code = (*read)[i].fields[1];
        if (code.size() >= 4 && !code.starts_with("99") && base::parse_number<int>(code)) {
            real[code.substr(0, 4)];
            EXPECT_TRUE(codes->exists(code)) << code;
            if (code.size() == 6) {
                real[code.substr(0, 4)].insert(code.substr(4));
            }
        }
    }
    for (const auto& [heading, below] : codes->headings()) {
        EXPECT_TRUE(real.contains(heading)) << heading << " is no heading";
        for (const std::string& one : below) {
            EXPECT_TRUE(real[heading].contains(one)) << heading << one << " is no subheading";
        }
    }
}

// The official texts name goods in a way no invoice does; a check that a stranger wrote.
TEST(Goods, OfficialTextsOfOrdinaryGoods) {
    const auto path = base::testing::real_data("geo/hs/harmonized-system.csv");
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto read = codec::read_csv(base::testing::read_test_file(*path), {});
    ASSERT_TRUE(read.has_value());
    int ordinary = 0;
    int ordinary_named = 0;
    for (std::size_t i = 1; i < read->size(); ++i) {
        const std::vector<std::string>& fields = (*read)[i].fields;
        if (fields[1].size() == 6 && table().classify("", fields[1], "2022").classes.empty()) {
            ++ordinary;
            ordinary_named += named(fields[2]).empty() ? 0 : 1;
        }
    }
    fmt::print("official texts of ordinary goods: {} of {} named\n", ordinary_named, ordinary);
    EXPECT_LE(ordinary_named * 100, ordinary * 9);
}

TEST(Goods, TheBundledTableIsTheOneOnDisk) {
    EXPECT_EQ(bundled_goods().digest(), table().digest());
}

}  // namespace
}  // namespace cordon::trade
