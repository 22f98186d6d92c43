#include "text/name_readings.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/chinese_spelling.h"
#include "text/kana_spelling.h"
#include "text/korean_spelling.h"
#include "text/name_frequency.h"
#include "text/name_words.h"
#include "text/spelling_systems.h"
#include "text/word_spelling.h"

namespace cordon::text {

namespace {

constexpr char32_t cyrillic_first = 0x0400;
constexpr char32_t cyrillic_last = 0x052F;
constexpr std::size_t bytes_read_max = 4096;  // a longer text is no name: one reading will do

bool is_greek(char32_t letter) {
    return letter >= 0x0386 && letter <= 0x03CE;
}

// Greek letters in lower case without accents.
char32_t plain_greek(char32_t letter) {
    constexpr std::u32string_view accented = U"άέήίόύώϊϋΐΰς";
    constexpr std::u32string_view plain = U"αεηιουωιυιυσ";
    const auto lowered = static_cast<char32_t>(u_tolower(static_cast<UChar32>(letter)));
    const auto at = accented.find(lowered);
    return at == std::u32string_view::npos ? lowered : plain[at];
}

// Devanagari, Bengali, Gurmukhi, Gujarati and Oriya: a consonant at the end of a word has a written 'a'
// that nobody speaks.
bool is_indic(char32_t letter) {
    return letter >= 0x0900 && letter <= 0x0B7F;
}

bool is_cyrillic(char32_t letter) {
    return letter >= cyrillic_first && letter <= cyrillic_last;
}

// The name in code points, lower case where that matters, and which scripts stand in it.
struct NativeName {
    std::u32string letters;
    bool cyrillic = false;
    bool greek = false;
    bool indic = false;
    bool hangul = false;
    bool kana = false;
    bool han = false;
};

void read_letters(std::string_view utf8, NativeName& name) {
    for (std::size_t at = 0; at < utf8.size();) {
        char32_t letter = base::next_code_point(utf8, at);
        if (is_cyrillic(letter)) {
            letter = static_cast<char32_t>(u_tolower(static_cast<UChar32>(letter)));
            name.cyrillic = true;
        } else if (is_greek(letter)) {
            letter = plain_greek(letter);
            name.greek = true;
        }
        name.indic = name.indic || is_indic(letter);
        name.hangul = name.hangul || is_hangul_syllable(letter);
        name.kana = name.kana || is_kana(letter);
        name.han = name.han || is_han(letter);
        name.letters.push_back(letter);
    }
}

class ReadingMaker {
public:
    // latin_too: the name has Latin letters beside others, such as a legal form.
    ReadingMaker(NameReadings& readings, std::size_t most, bool latin_too)
        : readings_(readings), most_(std::min(most, readings_max)), latin_too_(latin_too) {}

    void add(std::string_view latin, ScriptFamily script) {
        if (readings_.count >= most_) {
            return;
        }
        if (readings_.all.size() == readings_.count) {
            readings_.all.emplace_back();
        }
        TokenisedName& words = readings_.all[readings_.count];
        tokenise_name(latin, words);
        const bool of_syllables =
            !latin_too_ && (script == ScriptFamily::han || script == ScriptFamily::hangul);
        for (NameToken& token : words.tokens) {
            token.script = script;
            if (of_syllables && token.role != TokenRole::number) {
                token.role = TokenRole::word;  // "abu" is a surname there, "i" another, "tan" a given name
            }
        }
        const bool known = std::ranges::any_of(
            readings_.view(), [&](const TokenisedName& other) { return same_words(other, words); });
        readings_.count += known || words.tokens.empty() ? 0U : 1U;
    }

    // The name with each run of letters of one script spelled anew; nothing when a run has no spelling.
    template <class Belongs, class Spell>
    void add_respelled(std::u32string_view letters, ScriptFamily script, Belongs belongs, Spell spell) {
        std::string latin;
        for (std::size_t at = 0; at < letters.size();) {
            std::size_t end = at;
            while (end < letters.size() && belongs(letters[end])) {
                ++end;
            }
            if (end == at) {
                base::append_utf8(latin, letters[at]);
                ++at;
            } else {
                const std::string spelled = spell(letters.substr(at, end - at));
                if (spelled.empty()) {
                    return;  // a name that lacks a part is another name
                }
                latin += spelled;
                at = end;
            }
        }
        add(latin, script);
    }

private:
    static bool same_words(const TokenisedName& left, const TokenisedName& right) {
        return std::ranges::equal(left.tokens, right.tokens, {}, &NameToken::text, &NameToken::text);
    }
    NameReadings& readings_;
    std::size_t most_;
    bool latin_too_;
};

void add_cyrillic_readings(const NativeName& name, ReadingMaker& maker) {
    const std::u32string_view letters = name.letters;
    for (const SpellingSystem& system : cyrillic_systems()) {
        maker.add_respelled(letters, ScriptFamily::cyrillic, is_cyrillic,
                            [&](std::u32string_view word) { return spelled_by(system, word); });
    }
    for (const auto asian : {&pinyin_of_palladius, &hepburn_of_polivanov}) {
        static constexpr SpellingSystem plain{"plain", {}};
        maker.add_respelled(letters, ScriptFamily::cyrillic, is_cyrillic, [&](std::u32string_view word) {
            std::string spelled = asian(word);
            return spelled.empty() ? spelled_by(plain, word) : spelled;
        });
    }
}

void add_greek_readings(const NativeName& name, ReadingMaker& maker) {
    for (const SpellingSystem& system : greek_systems()) {
        maker.add_respelled(name.letters, ScriptFamily::greek, is_greek,
                            [&](std::u32string_view word) { return spelled_by(system, word); });
    }
}

void add_indic_reading(const TokenisedName& written, ReadingMaker& maker) {
    std::string spoken;
    for (const NameToken& token : written.tokens) {
        std::string_view word = token.text;
        const bool silent = word.size() > 2 && word.back() == 'a' && token.script == ScriptFamily::other;
        word.remove_suffix(silent ? 1 : 0);
        spoken += spoken.empty() ? "" : " ";
        spoken += word;
    }
    maker.add(spoken, ScriptFamily::other);
}

template <class Belongs>
std::size_t count_words(std::u32string_view letters, Belongs belongs) {
    std::size_t words = 0;
    for (std::size_t at = 0; at < letters.size(); ++at) {
        words += belongs(letters[at]) && (at == 0 || !belongs(letters[at - 1])) ? 1U : 0U;
    }
    return words;
}

// Where the surname of a Korean person is written: in front of the given name, or as a word of its own.
std::string spelled_korean_word(std::u32string_view word, KoreanUsage usage, bool only_word) {
    const std::size_t surname = korean_surname_syllables(word);
    if (surname == 0 || (!only_word && surname != word.size())) {
        return spelled_korean(word, usage);
    }
    return spelled_korean_surname(word.substr(0, surname), usage) + " " +
           spelled_korean(word.substr(surname), usage);
}

void add_korean_readings(const NativeName& name, ReadingMaker& maker) {
    const std::size_t words = count_words(name.letters, is_hangul_syllable);
    const auto spell = [&](KoreanUsage usage, bool person) {
        maker.add_respelled(
            name.letters, ScriptFamily::hangul, is_hangul_syllable, [&](std::u32string_view word) {
                return person ? spelled_korean_word(word, usage, words == 1) : spelled_korean(word, usage);
            });
    };
    for (const KoreanUsage usage : {KoreanUsage::customary, KoreanUsage::northern, KoreanUsage::mccune}) {
        spell(usage, true);
    }
    for (const KoreanUsage usage : {KoreanUsage::revised, KoreanUsage::foreign_r, KoreanUsage::foreign_l}) {
        spell(usage, false);
    }
}

void add_kana_readings(const NativeName& name, ReadingMaker& maker) {
    for (const KanaUsage usage : {KanaUsage::hepburn, KanaUsage::written, KanaUsage::kunrei,
                                  KanaUsage::foreign_r, KanaUsage::foreign_l}) {
        maker.add_respelled(name.letters, ScriptFamily::kana, is_kana,
                            [&](std::u32string_view word) { return spelled_kana(word, usage); });
    }
}

std::string spelled_chinese_word(std::u32string_view word, ChineseUsage usage, bool only_word) {
    const std::size_t surname = chinese_surname_letters(word);
    if (surname == 0 || (!only_word && surname != word.size())) {
        return spelled_chinese(word, usage);
    }
    const std::string family = spelled_chinese_surname(word.substr(0, surname), usage);
    const std::string given = spelled_chinese(word.substr(surname), usage);
    const bool whole = !family.empty() && (!given.empty() || surname == word.size());
    return whole ? family + " " + given : std::string();
}

void add_chinese_readings(std::u32string_view letters, ReadingMaker& maker) {
    const std::size_t words = count_words(letters, is_han);
    const auto add = [&](ChineseUsage usage) {
        // Read in Korean, it is as if it were written so.
        const ScriptFamily read_as = usage == ChineseUsage::korean ? ScriptFamily::hangul : ScriptFamily::han;
        maker.add_respelled(letters, read_as, is_han, [&](std::u32string_view word) {
            return spelled_chinese_word(word, usage, words == 1);
        });
    };
    add(ChineseUsage::pinyin);
    add(ChineseUsage::wade_giles);
    add(ChineseUsage::cantonese);
    if (may_be_korean(letters)) {
        add(ChineseUsage::korean);
    }
    if (words == 1 && std::ranges::count_if(letters, is_han) >= 3) {  // maybe a foreign name, by its sounds
        maker.add_respelled(letters, ScriptFamily::han, is_han, [](std::u32string_view word) {
            return spelled_chinese(word, ChineseUsage::pinyin);
        });
    }
}

// "WANG XIAOMING 3769 1420 2494": the name in letters, and what stands beside the codes.
void add_telegraph_readings(std::string_view utf8, ReadingMaker& maker) {
    const TelegraphName name = read_telegraph_codes(utf8);
    if (name.mainland.empty() && name.taiwan.empty()) {
        return;
    }
    maker.add(name.rest, ScriptFamily::latin);
    add_chinese_readings(name.mainland, maker);
    if (name.taiwan != name.mainland) {
        add_chinese_readings(name.taiwan, maker);
    }
}

// Two capital consonants that are a word by themselves: perhaps the initials of two given names.
bool are_initials(std::string_view word) {
    constexpr std::string_view consonants = "BCDFGHJKLMNPQRSTVWXZ";
    if (word.size() != 2 || !consonants.contains(word[0]) || !consonants.contains(word[1])) {
        return false;
    }
    const std::string lower = base::ascii_lower(word);
    return role_of_word(lower) == TokenRole::word && use_of_word(lower) == WordUse::naming &&
           !is_street_word(lower) && !is_east_asian_syllable(lower);  // "Harbour ST", "NG Wei"
}

// "JC Juncker" as "J C Juncker", by the first such word; "" for a name without one.
std::string with_initials_apart(std::string_view utf8) {
    constexpr std::string_view signs_between = " ,.;-\t";
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t end = std::min(utf8.find_first_of(signs_between, at), utf8.size());
        if (are_initials(utf8.substr(at, end - at))) {
            std::string apart(utf8);
            apart.insert(at + 1, 1, ' ');
            return apart;
        }
        at = end + 1;
    }
    return {};
}

}  // namespace

bool may_have_readings(std::string_view utf8) {
    // Letters under U+0380 begin with bytes under 0xCE; those of U+1E00 and typographic marks with 0xE1 and
    // 0xE2.
    const bool native = std::ranges::any_of(utf8, [](char byte) {
        const auto lead = static_cast<unsigned char>(byte);
        return lead >= 0xCE && lead != 0xE1 && lead != 0xE2;
    });
    return native || may_have_telegraph_codes(utf8);
}

void name_readings(std::string_view utf8, NameReadings& readings, std::size_t most) {
    if (readings.all.empty()) {
        readings.all.resize(1);
    }
    tokenise_name(utf8, readings.all.front());
    readings.count = 1;
    if (most < 2 || utf8.size() > bytes_read_max) {
        return;
    }
    const bool latin_too = std::ranges::any_of(utf8, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    });
    ReadingMaker maker(readings, most, latin_too);
    if (!may_have_readings(utf8)) {
        const bool beside_others = readings.all.front().tokens.size() > 1;
        if (const std::string apart = beside_others ? with_initials_apart(utf8) : std::string();
            !apart.empty()) {
            maker.add(apart, ScriptFamily::latin);
        }
        if (const std::string other = in_other_spelling(readings.all.front()); !other.empty()) {
            maker.add(other, ScriptFamily::latin);
        }
        return;
    }
    NativeName name;
    read_letters(utf8, name);
    if (name.cyrillic) {
        add_cyrillic_readings(name, maker);
    }
    if (name.greek && !name.cyrillic) {
        add_greek_readings(name, maker);
    }
    if (name.indic) {
        add_indic_reading(TokenisedName(readings.all.front()), maker);
    }
    if (name.hangul) {
        add_korean_readings(name, maker);
    }
    if (name.kana) {
        add_kana_readings(name, maker);
    }
    if (name.han) {
        add_chinese_readings(name.letters, maker);
    }
    if (may_have_telegraph_codes(utf8)) {
        add_telegraph_readings(utf8, maker);
    }
}

}  // namespace cordon::text
