// Goal: each family does to a name what its page says, differs from the listed name, and is the same again
// from the same seed. The tables show what a tester would type.
#include "reporting/name_manipulation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/testing.h"
#include "base/utf8.h"

namespace cordon::reporting {
namespace {

using model::PartyKind;

// All that a family makes of a name in some hundred tries.
std::set<std::string> all_of(Family family, const NameToAlter& name) {
    std::set<std::string> texts;
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        base::Prng prng(seed);
        if (const auto made = alter_name(family, name, prng)) {
            texts.insert(made->text);
        }
    }
    return texts;
}

struct Row {
    Family family;
    NameToAlter name;
    std::vector<std::string> among;  // what is among the results
};

const NameToAlter tariq{"Tariq Mansur Al-Quzahi", PartyKind::person, {"SY"}};
const NameToAlter works{"Vennimore Trading Company Limited", PartyKind::entity, {"AE"}};

const std::vector<Row> rows{
    {Family::control, tariq, {"Tariq Mansur Al-Quzahi"}},
    {Family::order, tariq, {"Al-Quzahi Tariq Mansur", "Al-Quzahi, Tariq Mansur", "Tariq Al-Quzahi"}},
    {Family::order, {"Odo Bel Quill Marr", PartyKind::person, {}}, {"Odo Bel Quill", "Odo Quill Marr"}},
    {Family::titles,
     tariq,
     {"Dr. Tariq Mansur Al-Quzahi", "Sheikh Tariq Mansur Al-Quzahi", "Tariq Mansur Al-Quzahi PhD"}},
    {Family::titles, {"Sheikh Tariq Quzahi", PartyKind::person, {}}, {"Tariq Quzahi"}},
    {Family::titles, works, {"M/s Vennimore Trading Company Limited"}},
    {Family::titles, {"AL QUZAH", PartyKind::vessel, {}}, {"MV AL QUZAH", "M/T AL QUZAH"}},
    {Family::punctuation,
     tariq,
     {"Tariq Mansur AlQuzahi", "TARIQ MANSUR AL-QUZAHI", "TariqMansur Al-Quzahi", "TariqMansurAl-Quzahi",
      "Tariq-Mansur-Al-Quzahi"}},
    {Family::punctuation, {"José Ñuñez Ürgüp", PartyKind::person, {}}, {"Jose Nunez Urgup"}},
    {Family::typo, {"Quzahi", PartyKind::person, {}}, {"Qzahi", "Quzzahi", "Quazhi", "Quzhai"}},
    {Family::look_alike,
     {"Mornay Cliord", PartyKind::person, {}},
     {"Momay Cliord", "M0rnay Cliord", "Mornay diord"}},
    {Family::look_alike, {"Coppe", PartyKind::person, {}}, {"Cоpре"}},
    {Family::phonetic,
     {"Philip Quentin", PartyKind::person, {}},
     {"Filip Quentin", "Philip Kuentin", "Phylip Quentin"}},
    {Family::transliteration,
     {"Shukri Khalil", PartyKind::person, {"DZ"}},
     {"Choukri Khalil", "Schukri Chalil", "Şukri Halil"}},
    {Family::transliteration,
     {"Юрий Жуков", PartyKind::person, {"RU"}},
     {"Yuriy Zhukov", "Iurii Zhukov", "Jurij Žukov"}},
    {Family::transliteration,
     {"Yuriy Zhukov", PartyKind::person, {"RU"}},
     {"Juri Schukow", "Iouri Joukov", "Yury Zhukoff", "Юрий Жуков"}},
    {Family::transliteration, {"Zhang Xiaoqing", PartyKind::person, {"CN"}}, {"Chang Hsiaoqing"}},
    {Family::transliteration, {"Hossein Karimzadeh", PartyKind::person, {"IR"}}, {"Hosein Karimzade"}},
    {Family::transliteration,
     {"Şükrü Çelik", PartyKind::person, {"TR"}},
     {"Shukru Chelik", "Schuekrue Tschelik"}},
    {Family::transliteration, {"أسامة", PartyKind::person, {"SY"}}, {"اسامه"}},
    {Family::particles,
     tariq,
     {"Tariq Mansur Quzahi", "Tariq Mansur Al Quzahi", "Tariq Mansur AlQuzahi", "Tariq Mansur El-Quzahi"}},
    {Family::particles,
     {"Abu Tariq bin Mansur", PartyKind::person, {}},
     {"Tariq Mansur", "Abou Tariq bin Mansur", "Abu Tariq ben Mansur"}},
    {Family::nickname, {"Aleksandr Quill", PartyKind::person, {}}, {"Sasha Quill", "Alex Quill"}},
    {Family::nickname, {"QUILL, Vladimir", PartyKind::person, {}}, {"QUILL, Vova"}},
    {Family::abbreviation, tariq, {"T. Mansur Al-Quzahi", "Tariq M Al-Quzahi"}},
    {Family::abbreviation,
     works,
     {"Vennimore Trading", "Vennimore Trading Co. Limited", "Vennimore Trading Company Ltd",
      "Vennimore Trdg Company Limited"}},
    {Family::abbreviation, {"Vennimore Works", PartyKind::entity, {}}, {"Vennimore Works LLC"}},
    {Family::truncation,
     {"General Organization of Vennimore Tobacco Works", PartyKind::entity, {}},
     {"General Organization of Vennimore T"}},
    {Family::split, {"Tariq Quzahi", PartyKind::person, {}}, {"Tariq\nQuzahi"}},
};

TEST(NameManipulation, MakesWhatATesterWouldType) {
    for (const Row& row : rows) {
        const std::set<std::string> made = all_of(row.family, row.name);
        for (const std::string& text : row.among) {
            EXPECT_TRUE(made.contains(text))
                << to_string(row.family) << " of " << row.name.text << ": " << text;
        }
    }
}

TEST(NameManipulation, SaysWhenAFamilyHasNothingToDo) {
    const std::vector<std::pair<Family, NameToAlter>> nothing{
        {Family::order, {"Quzahi", PartyKind::person, {}}},
        {Family::typo, {"Abu", PartyKind::person, {}}},
        {Family::typo, {"王小明", PartyKind::person, {}}},
        {Family::look_alike, {"Жуков", PartyKind::person, {}}},
        {Family::phonetic, {"Жуков", PartyKind::person, {}}},
        {Family::transliteration, {"Hans Meier", PartyKind::person, {"DE"}}},
        {Family::transliteration, {"Vennimore Trading", PartyKind::entity, {"RU"}}},
        {Family::particles, {"Vennimore Trading", PartyKind::entity, {}}},
        {Family::nickname, {"Quorvant Brimstal", PartyKind::person, {}}},
        {Family::nickname, {"Quorvant Vladimir", PartyKind::person, {}}},  // a family name, more often
        {Family::truncation, {"Quorvant Brimstal", PartyKind::person, {}}},
    };
    for (const auto& [family, name] : nothing) {
        EXPECT_TRUE(all_of(family, name).empty()) << to_string(family) << " of " << name.text;
    }
}

TEST(NameManipulation, AlwaysDiffersIsWellFormedAndRepeats) {
    const std::uint64_t seed = base::testing::seed_from_environment(20261122);
    base::Prng names(seed);
    const std::u32string letters = U"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM '-.,ÄéşЖжмيнبل王小";
    for (int round = 0; round < 3'000; ++round) {
        std::u32string text;
        const std::size_t length = 1 + names.below(60);
        for (std::size_t at = 0; at < length; ++at) {
            text.push_back(names.below(6) == 0 ? U' ' : letters[names.below(letters.size())]);
        }
        const std::string shown = base::to_utf8(text);
        const NameToAlter name{
            shown, static_cast<PartyKind>(names.below(4)), {names.below(2) == 0 ? "RU" : "SY"}};
        for (const Family family : all_families()) {
            base::Prng first(seed + static_cast<std::uint64_t>(round));
            base::Prng second(seed + static_cast<std::uint64_t>(round));
            const auto made = alter_name(family, name, first);
            const auto again = alter_name(family, name, second);
            ASSERT_EQ(made.has_value(), again.has_value());
            if (made) {
                EXPECT_EQ(made->text, again->text);
                EXPECT_FALSE(made->how.empty());
                EXPECT_FALSE(base::first_invalid_utf8(made->text)) << made->text;
                EXPECT_EQ(family == Family::control, made->text == shown)
                    << to_string(family) << ": " << shown;
            }
        }
    }
}

TEST(NameManipulation, ScriptsAreThoseOfMostLetters) {
    EXPECT_EQ(script_of_name("Tariq Al-Quzahi"), "Latn");
    EXPECT_EQ(script_of_name("Юрий Zh"), "Cyrl");
    EXPECT_EQ(script_of_name("أسامة"), "Arab");
    EXPECT_EQ(script_of_name("王小明"), "Hani");
    EXPECT_EQ(script_of_name("123 -"), "Zyyy");
}

}  // namespace
}  // namespace cordon::reporting
