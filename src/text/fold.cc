#include "text/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/utf8.h"
#include "text/letter_tables.h"

namespace cordon::text {

namespace {

constexpr char32_t table_end = 0x10000;
constexpr char32_t han_first = 0x3400;  // as in cmake/CordonHan.cmake
constexpr char32_t han_last = 0x9FFF;
constexpr char32_t hangul_first = 0xAC00;
constexpr char32_t hangul_last = 0xD7A3;

ScriptFamily family_of(UScriptCode script) {
    switch (static_cast<int>(script)) {
        case USCRIPT_LATIN: return ScriptFamily::latin;
        case USCRIPT_CYRILLIC: return ScriptFamily::cyrillic;
        case USCRIPT_GREEK: return ScriptFamily::greek;
        case USCRIPT_ARABIC: return ScriptFamily::arabic;
        case USCRIPT_HEBREW: return ScriptFamily::hebrew;
        case USCRIPT_HAN: return ScriptFamily::han;
        case USCRIPT_HANGUL: return ScriptFamily::hangul;
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA: return ScriptFamily::kana;
        default: return ScriptFamily::other;
    }
}

// Signs that stand inside a word without parting it.
bool is_joiner(char32_t code_point) {
    constexpr std::u32string_view marks = U"'`´‘’‚‛ʼʻʹʺʽʾʿˈ′″\"“”„‟＇᾽᾿ʕʔˊˋ՚׳״·";
    return marks.find(code_point) != std::u32string_view::npos;
}

class LetterTable {
public:
    LetterTable() : letters_(table_end) {
        fill_by_unicode();
        fill(latin_letters(), ScriptFamily::latin);
        fill(cyrillic_letters(), ScriptFamily::cyrillic);
        fill(greek_letters(), ScriptFamily::greek);
        fill(arabic_letters(), ScriptFamily::arabic);
        fill(hebrew_letters(), ScriptFamily::hebrew);
        fill(kana_letters(), ScriptFamily::kana);
        fill(georgian_letters(), ScriptFamily::latin);
        fill(armenian_letters(), ScriptFamily::latin);
        fill_composed();
        fill_hangul();
    }

    [[nodiscard]] FoldedLetter at(char32_t code_point) const {
        return code_point < table_end ? letters_[code_point] : FoldedLetter{};
    }

private:
    std::string_view keep(std::string text) { return kept_.emplace_back(std::move(text)); }

    // Classes of everything, and the plain letters and digits.
    void fill_by_unicode() {
        for (char32_t at = 0; at < table_end; ++at) {
            const auto code_point = static_cast<UChar32>(at);
            FoldedLetter& letter = letters_[at];
            UErrorCode status = U_ZERO_ERROR;
            const auto type = static_cast<UCharCategory>(u_charType(code_point));
            if (is_joiner(at) || type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
                type == U_FORMAT_CHAR || type == U_COMBINING_SPACING_MARK) {
                letter.letter_class = LetterClass::joiner;
            } else if (const int digit = u_charDigitValue(code_point); digit >= 0) {
                letter.letter_class = LetterClass::digit;
                letter.ascii = std::string_view("0123456789").substr(static_cast<std::size_t>(digit), 1);
            } else if (u_isalpha(code_point) != 0) {
                letter.letter_class = LetterClass::letter;
                letter.script = family_of(uscript_getScript(code_point, &status));
            }
        }
        for (char32_t at = 'a'; at <= 'z'; ++at) {
            letters_[at].ascii = std::string_view("abcdefghijklmnopqrstuvwxyz").substr(at - 'a', 1);
        }
    }

    void fill(std::span<const LetterRow> rows, ScriptFamily script) {
        for (const LetterRow& row : rows) {
            letters_[row.letter] = {row.ascii, row.ascii.empty() ? LetterClass::joiner : LetterClass::letter,
                                    script};
            if (script == ScriptFamily::kana && row.letter >= 0x30A1 && row.letter <= 0x30F4) {
                letters_[row.letter - 0x60] = letters_[row.letter];  // hiragana
            }
        }
    }

    // Upper case, accented and compatibility letters: through NFKC case folding and NFKD to letters that are
    // known by now.
    void fill_composed() {
        UErrorCode status = U_ZERO_ERROR;
        const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
        const icu::Normalizer2* decompose = icu::Normalizer2::getNFKDInstance(status);
        CORDON_CHECK(U_SUCCESS(status));
        for (char32_t at = 0; at < table_end; ++at) {
            FoldedLetter& letter = letters_[at];
            const bool needs = letter.letter_class == LetterClass::letter && letter.ascii.empty();
            if (!needs || (at >= han_first && at <= han_last) || (at >= hangul_first && at <= hangul_last)) {
                continue;
            }
            const icu::UnicodeString folded =
                fold->normalize(icu::UnicodeString(static_cast<UChar32>(at)), status);
            std::string ascii = folded_text(folded);
            if (ascii.empty()) {
                ascii = folded_text(decompose->normalize(folded, status));
            }
            if (!ascii.empty()) {
                letter.ascii = keep(std::move(ascii));
            }
        }
    }

    // "" when some code point of the text has no folded form yet.
    [[nodiscard]] std::string folded_text(const icu::UnicodeString& text) const {
        std::string ascii;
        for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
            const FoldedLetter known = this->at(static_cast<char32_t>(text.char32At(at)));
            if (known.letter_class == LetterClass::letter && known.ascii.empty()) {
                return {};
            }
            ascii += known.ascii;
        }
        return ascii;
    }

    // Unicode chapter 3.12: a syllable is lead, vowel and tail by arithmetic.
    void fill_hangul() {
        static constexpr std::array<std::string_view, 19> leads = {"g",  "kk", "n", "d",  "tt", "r", "m",
                                                                   "b",  "pp", "s", "ss", "",   "j", "jj",
                                                                   "ch", "k",  "t", "p",  "h"};
        static constexpr std::array<std::string_view, 21> vowels = {
            "a",  "ae", "ya", "yae", "eo", "e",  "yeo", "ye", "o",  "wa", "wae",
            "oe", "yo", "u",  "wo",  "we", "wi", "yu",  "eu", "ui", "i"};
        static constexpr std::array<std::string_view, 28> tails = {
            "",  "k", "k", "k", "n", "n", "n", "t",  "l", "k", "m", "l", "l", "l",
            "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"};
        for (char32_t at = hangul_first; at <= hangul_last; ++at) {
            const std::size_t index = at - hangul_first;
            std::string syllable(leads[index / 588]);
            syllable += vowels[index / 28 % 21];
            syllable += tails[index % 28];
            letters_[at] = {keep(std::move(syllable)), LetterClass::letter, ScriptFamily::hangul};
        }
    }

    std::vector<FoldedLetter> letters_;
    std::deque<std::string> kept_;
};

// Pinyin of every Han letter, written by tools/write_han_table.cc while building.
#include "generated/han_table.inc"

FoldedLetter fold_han(char32_t code_point) {
    const std::size_t at = code_point - han_first;
    return {han_syllables[han_syllable_of[at]], LetterClass::letter, ScriptFamily::han};
}

const LetterTable& letter_table() {
    static const LetterTable table;
    return table;
}

// Beyond U+FFFF: mathematical and other styled letters are the letters they stand for; a letter without a
// plain form stays a letter (name_tokens spells it out), so that nothing vanishes from a name.
FoldedLetter fold_supplementary(char32_t code_point, const LetterTable& table) {
    const auto letter = static_cast<UChar32>(code_point);
    UErrorCode status = U_ZERO_ERROR;
    static const icu::Normalizer2* const fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (fold != nullptr) {
        const icu::UnicodeString plain = fold->normalize(icu::UnicodeString(letter), status);
        if (U_SUCCESS(status) && plain.countChar32() == 1 &&
            static_cast<char32_t>(plain.char32At(0)) < table_end) {
            return table.at(static_cast<char32_t>(plain.char32At(0)));
        }
    }
    const auto type = static_cast<UCharCategory>(u_charType(letter));
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_COMBINING_SPACING_MARK ||
        type == U_FORMAT_CHAR) {
        return {{}, LetterClass::joiner, ScriptFamily::none};
    }
    if (u_isalpha(letter) != 0) {
        return {{}, LetterClass::letter, ScriptFamily::other};
    }
    return {};
}

}  // namespace

FoldedLetter fold_letter(char32_t code_point) {
    if (code_point >= han_first && code_point <= han_last) {
        return fold_han(code_point);
    }
    static const LetterTable& table = letter_table();
    return code_point < table_end ? table.at(code_point) : fold_supplementary(code_point, table);
}

std::string romanise_by_icu(std::string_view utf8) {
    // Made once a thread: making one takes milliseconds, and a name may have thousands of such words.
    static thread_local UErrorCode status = U_ZERO_ERROR;
    static thread_local const std::unique_ptr<icu::Transliterator> latin(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) {
        return {};
    }
    icu::UnicodeString text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
    latin->transliterate(text);
    std::string romanised;
    text.toUTF8String(romanised);
    std::erase_if(romanised, [](char letter) { return !(letter >= 'a' && letter <= 'z'); });
    return romanised;
}

char look_alike(char32_t code_point) {
    const char32_t lowered = static_cast<char32_t>(u_tolower(static_cast<UChar32>(code_point)));
    for (const LetterRow& row : look_alike_letters()) {
        if (row.letter == lowered) {
            return row.ascii.front();
        }
    }
    return 0;
}

}  // namespace cordon::text
