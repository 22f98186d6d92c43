// Goal: the spellings that passports, newspapers and registries give a native name are among its readings; a
// Latin name has one reading, and no text, however broken, has none or too many.
#include "text/name_readings.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/prng.h"
#include "base/testing.h"
#include "base/utf8.h"
#include "text/chinese_spelling.h"
#include "text/korean_spelling.h"
#include "text/name_frequency.h"

namespace cordon::text {
namespace {

std::set<std::string> readings_of(std::string_view name) {
    NameReadings readings;
    name_readings(name, readings);
    std::set<std::string> shown;
    for (const TokenisedName& reading : readings.view()) {
        std::string words;
        for (const NameToken& token : reading.tokens) {
            words += (words.empty() ? "" : " ") + token.text;
        }
        shown.insert(words);
    }
    return shown;
}

struct Row {
    std::string_view name;
    std::string_view reading;
};

void expect_readings(std::initializer_list<Row> rows) {
    for (const Row& row : rows) {
        const std::set<std::string> readings = readings_of(row.name);
        std::string all;
        for (const std::string& each : readings) {
            all += "[" + each + "] ";
        }
        EXPECT_TRUE(readings.contains(std::string(row.reading)))
            << row.name << ": " << row.reading << " not in " << all;
    }
}

TEST(NameReadings, LatinNamesHaveOne) {
    for (const std::string_view name : {"", "Karim Danesh", "Müller–Łukasz", "O’Neill", "42"}) {
        EXPECT_EQ(readings_of(name).size(), 1U) << name;
    }
    EXPECT_FALSE(may_have_readings("Nguyễn Thị Hạnh"));
}

TEST(NameReadings, WhatIsSpelledOtherwise) {
    expect_readings({
        {"Sergejs Dovrugovs", "sergejs dovrugovs"},
        {"Sergejs Dovrugovs", "sergey dovrugov"},  // Latvian
        {"Jurijs Zelimskis", "juriy zelimski"},
        {"Sergejus Dovrugovas", "sergey dovrugov"},  // Lithuanian
        {"Brigade Forty-Four", "brigade 44"},
        {"Twelfth Brigade of Zelim", "12 brigade of zelim"},
        {"Hsiao Ming", "xiao ming"},  // Wade-Giles
        {"Xiao Ming", "hsiao ming"},
    });
    EXPECT_EQ(readings_of("HARBOUR ST").size(), 1U);  // no initials
    EXPECT_EQ(readings_of("Levs Novas").size(), 1U);  // too short to tell
    EXPECT_EQ(readings_of("Seven Seas").size(), 1U);  // a word of names
}

TEST(NameReadings, InitialsWrittenTogether) {
    expect_readings({
        {"JC Danesh", "jc danesh"},
        {"JC Danesh", "j c danesh"},
        {"Danesh, Karim JC", "danesh karim j c"},
    });
    // Small letters, a vowel, a title, a firm's form, nothing beside them.
    for (const std::string_view name : {"Ng Danesh", "AL Danesh", "DR Danesh", "Danesh NV", "JC"}) {
        EXPECT_EQ(readings_of(name).size(), 1U) << name;
    }
}

TEST(NameReadings, RussianByPassportPressAndNeighbours) {
    expect_readings({
        {"Евгений Чижов", "evgeniy chizhov"},        // BGN/PCGN
        {"Евгений Чижов", "evgueni tchijov"},        // French-style passport
        {"Евгений Чижов", "evgeni cizov"},           // scholarly, without marks
        {"Владимир Щукин", "wladimir schtschukin"},  // German
        {"Левандовский", "lewandowski"},             // Polish
        {"Бжезинский", "brzezinski"},
        {"Михаил Пушкин", "mikhail pouchkine"},
        {"Тышкевич", "tyszkiewicz"},
    });
}

TEST(NameReadings, FrenchAndItalianNamesInCyrillic) {
    expect_readings({
        {"Жан-Клод Мортье", "jan clod mortier"},
        {"Анри Жирарде", "anri girardet"},
        {"Жано Депайе", "janot depailler"},
        {"Пинье Кормонтень", "pignier cormontegne"},
        {"Бриаски", "briaschi"},
        {"Пьерджорджо Скьяви", "piergiorgio schiavi"},
    });
}

TEST(NameReadings, UkrainianSerbianAndAsianNamesInCyrillic) {
    expect_readings({
        {"Григорій Гончар", "hryhorii honchar"},
        {"Юрій Яценко", "yurii yatsenko"},
        {"Петровић", "petrovic"},
        {"Накамура Сёити", "nakamura shoichi"},
        {"Дзюндзи", "junji"},
        {"Чжан Цзыхань", "zhang zihan"},
        {"Сюй Цзинь", "xu jin"},
        {"Ван Сяомин", "wang xiaoming"},
        {"Цзяэр", "jiaer"},
        {"Кэнти Синси", "kenchi shinshi"},  // may be read as Chinese too
        {"Синъити", "shinichi"},
    });
}

TEST(NameReadings, GreekByElotAndByEarAndHindiWithoutTheLastA) {
    expect_readings({
        {"Παύλος Μπακογιάννης", "pavlos bakogiannis"},
        {"Ευθύμιος Λάμπρου", "efthymios lamprou"},
        {"Ντίνος Αγγέλου", "dinos agelou"},
        {"Χρήστος", "hristos"},
        {"राम कुमार", "ram kumar"},
    });
}

TEST(KoreanSpellings, ClashWhereNoUsageWritesTheOneAsTheOther) {
    const std::pair<std::string_view, std::string_view> of_one[] = {
        {"jongsik", "chongsik"}, {"jeong", "chung"},  {"yonghae", "ryonghae"}, {"no", "roh"},
        {"ri", "rhee"},          {"jaewoo", "chaeu"}, {"jaowei", "zhaowei"},   {"hwang", "whang"},
        {"hyok", "hyuck"},       {"choe", "choi"},    {"younghee", "yonghui"},
    };
    for (const auto& [left, right] : of_one) {
        EXPECT_FALSE(korean_spellings_clash(left, right)) << left << " " << right;
    }
    const std::pair<std::string_view, std::string_view> of_two[] = {
        {"suk", "sik"}, {"sang", "song"}, {"jong", "yong"}, {"hun", "won"}, {"jae", "jo"}, {"man", "mang"},
    };
    for (const auto& [left, right] : of_two) {
        EXPECT_TRUE(korean_spellings_clash(left, right)) << left << " " << right;
    }
    EXPECT_FALSE(korean_spellings_clash("maikeul", "michael"));  // no such syllables
}

TEST(EastAsianSyllables, PartAWordWithoutARest) {
    for (const std::string_view word : {"zhangming", "jongho", "ung", "xiaohong", ""}) {
        EXPECT_TRUE(is_of_east_asian_syllables(word)) << word;
    }
    std::string hard;
    for (int times = 0; times < 20; ++times) {
        hard += "ung";
    }
    for (const std::string& word : {std::string("michael"), std::string("zhangx"), hard + "x", hard + hard}) {
        EXPECT_FALSE(is_of_east_asian_syllables(word)) << word;
    }
}

TEST(NameReadings, KoreanByFourUsages) {
    expect_readings({
        {"이영호", "lee youngho"},  // as South Koreans spell themselves
        {"이영호", "ri yongho"},    // as passports of the North
        {"박정식", "park jungsik"},
        {"박정식", "pak jongsik"},
        {"박정식", "pak chongsik"},  // McCune-Reischauer
        {"박정식", "bakjeongsik"},   // Revised Romanization
        {"최현수", "choi hyunsoo"},
        {"남궁민", "namkoong min"},  // a long surname
        {"영호 이", "youngho lee"},  // a surname of its own
        {"신라", "silla"},           // n before r
        {"독립문", "dongnimmun"},    // nasals before nasals
        {"종로", "jongno"},
        {"한국인", "hangugin"},        // a tail moves over to a vowel
        {"스트라스부르", "strasbur"},  // eu between consonants stands for nothing
    });
}

TEST(NameReadings, KanaByFourUsages) {
    expect_readings({
        {"しょういちろう", "shoichiro"},
        {"しょういちろう", "shouichirou"},
        {"しょういちろう", "syoitiro"},
        {"じゅんこ", "junko"},
        {"おおの きょうこ", "ono kyoko"},
        {"ほっかいどう", "hokkaido"},
        {"まっちゃ", "matcha"},
        {"ヴィクトル", "viktor"},  // a foreign name
        {"フィリップ", "filipp"},
        {"チェスター", "chesta"},
        {"ジェラルド", "jerard"},
        {"ウィリアム", "wiliam"},
        {"ティナ", "tina"},
    });
}

TEST(NameReadings, ChineseByPinyinAndWadeGiles) {
    expect_readings({
        {"王小明", "wang xiao ming"},  // syllables
        {"王小明", "wang xiaoming"},
        {"王小明", "wangxiaoming"},
        {"王建国", "wang chienkuo"},  // Wade-Giles
        {"曾志强", "zeng zhiqiang"},  // a surname read otherwise
        {"曾志強", "tseng chihchiang"},
        {"单雄", "shan xiong"},
        {"解冰", "xie bing"},
        {"欧阳雪", "ouyang xue"},  // a surname of two letters
        {"陈 小明", "chen xiaoming"},
        {"周恭", "chou kung"},
    });
}

TEST(NameReadings, ChineseByCantoneseKoreanAndTelegraphCodes) {
    if (!has_unihan()) {
        ASSERT_EQ(std::getenv("CORDON_REQUIRE_REAL_DATA"), nullptr) << "built without Unihan";
        GTEST_SKIP() << "built without Unihan: run tools/setup and configure again";
    }
    expect_readings({
        {"陳大文", "chan taiman"},
        {"張國強", "cheung kwokkeung"},
        {"梁小龍", "leung siulung"},
        {"李美玲", "lee meiling"},
        {"金正植", "kim jongsik"},            // a Korean name in Han letters
        {"3769 1420 2494", "wang xiaoming"},  // mainland codes
        {"WANG XIAOMING 3769 1420 2494", "wang xiaoming"},
    });
    EXPECT_EQ(readings_of("Order 12345678").size(), 1U);     // no groups of four
    EXPECT_EQ(readings_of("Tel 1234 555 6789").size(), 1U);  // one group alone
}

TEST(NameReadings, SyllablesAreNeverParticlesOrInitials) {
    TokenisedName words;
    tokenise_name("안 나이", words);
    ASSERT_EQ(words.tokens.size(), 3U);
    for (const NameToken& token : words.tokens) {
        EXPECT_EQ(token.role, TokenRole::word) << token.text;
    }
    EXPECT_EQ(words.tokens[0].text, "an");
}

TEST(NameReadings, AnyBytesGiveBetweenOneReadingAndTheMost) {
    base::Prng random(base::testing::seed_from_environment(17));
    NameReadings readings;
    for (int round = 0; round < 2'000; ++round) {
        const std::uint64_t last = round % 50 == 0 ? 0x11'0000 : 0x0700;
        std::string text;
        for (std::uint64_t left = random.below(40); left > 0; --left) {
            if (random.below(4) == 0) {
                text.push_back(static_cast<char>(random.below(256)));
            } else {
                base::append_utf8(text, static_cast<char32_t>(random.below(last)));
            }
        }
        name_readings(text, readings);
        ASSERT_GE(readings.count, 1U);
        ASSERT_LE(readings.count, readings_max);
        TokenisedName plain;
        tokenise_name(text, plain);
        EXPECT_EQ(readings.all.front().tokens, plain.tokens);
        name_readings(text, readings, 1);
        EXPECT_EQ(readings.count, 1U);
    }
}

}  // namespace
}  // namespace cordon::text
