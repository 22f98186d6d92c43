#include "reporting/name_manipulation.h"

#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"
#include "reporting/manipulation_words.h"

namespace cordon::reporting {

namespace {

struct FamilyRow {
    Family family;
    std::string_view key;
    std::string_view title;
    Manipulation alter;
};

std::optional<AlteredName> keep(const NameToAlter& name, base::Prng&) {
    return AlteredName{std::string(name.text), "as listed"};
}

constexpr std::array<FamilyRow, family_count> families{{
    {Family::control, "control", "Exactly as listed (control)", keep},
    {Family::order, "order", "Order of words, parts left out", alter_order},
    {Family::titles, "titles", "Titles and honorifics", alter_titles},
    {Family::punctuation, "punctuation", "Punctuation, blanks, case, accents", alter_punctuation},
    {Family::typo, "typo", "Slips: letters lost, added, changed, swapped", alter_typo},
    {Family::look_alike, "look-alike", "Keyboard, OCR, look-alike letters, digits", alter_look_alike},
    {Family::phonetic, "phonetic", "Spelled by ear", alter_phonetic},
    {Family::transliteration, "transliteration", "Other romanisations and scripts", alter_transliteration},
    {Family::particles, "particles", "Particles (al-, bin, abu, de, van)", alter_particles},
    {Family::nickname, "nickname", "Nicknames and short forms", alter_nickname},
    {Family::abbreviation, "abbreviation", "Initials, abbreviations, legal forms", alter_abbreviation},
    {Family::truncation, "truncation", "Cut at 35 or 140 letters", alter_truncation},
    {Family::split, "split", "Split over lines, amid other text", alter_split},
}};

const FamilyRow& row_of(Family family) {
    return families[static_cast<std::size_t>(family)];
}

std::string_view script_of_letter(char32_t letter) {
    struct Range {
        char32_t first;
        char32_t last;
        std::string_view script;
    };
    static constexpr Range ranges[] = {
        {U'A', U'Z', "Latn"},       {U'a', U'z', "Latn"},     {0xC0, 0x24F, "Latn"},
        {0x370, 0x3FF, "Grek"},     {0x400, 0x52F, "Cyrl"},   {0x530, 0x58F, "Armn"},
        {0x590, 0x5FF, "Hebr"},     {0x600, 0x6FF, "Arab"},   {0x750, 0x77F, "Arab"},
        {0x900, 0x97F, "Deva"},     {0x980, 0x9FF, "Beng"},   {0x10A0, 0x10FF, "Geor"},
        {0x1E00, 0x1EFF, "Latn"},   {0x3040, 0x30FF, "Kana"}, {0x3400, 0x9FFF, "Hani"},
        {0xAC00, 0xD7AF, "Hang"},   {0xFB50, 0xFDFF, "Arab"}, {0xFE70, 0xFEFF, "Arab"},
        {0x20000, 0x2FA1F, "Hani"}, {0x1000, 0x109F, "Mymr"}, {0xE00, 0xE7F, "Thai"},
    };
    for (const Range& range : ranges) {
        if (letter >= range.first && letter <= range.last) {
            return range.script;
        }
    }
    return "Zyyy";
}

}  // namespace

const std::array<Family, family_count>& all_families() {
    static constexpr std::array<Family, family_count> all = [] {
        std::array<Family, family_count> made{};
        for (std::size_t at = 0; at < family_count; ++at) {
            made[at] = families[at].family;
        }
        return made;
    }();
    return all;
}

std::string_view to_string(Family family) {
    return row_of(family).key;
}

std::string_view title_of(Family family) {
    return row_of(family).title;
}

std::optional<AlteredName> alter_name(Family family, const NameToAlter& name, base::Prng& prng) {
    return row_of(family).alter(name, prng);
}

std::string_view script_of_name(std::string_view text) {
    std::vector<std::pair<std::string_view, int>> counts;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view script = script_of_letter(base::next_code_point(text, at));
        if (script == "Zyyy") {
            continue;
        }
        const auto found = std::ranges::find(counts, script, &std::pair<std::string_view, int>::first);
        if (found == counts.end()) {
            counts.emplace_back(script, 1);
        } else {
            ++found->second;
        }
    }
    const auto most = std::ranges::max_element(counts, {}, &std::pair<std::string_view, int>::second);
    return most == counts.end() ? "Zyyy" : most->first;
}

// --- manipulation_words.h ---

Words words_of(std::string_view text) {
    Words words;
    std::u32string word;
    for (const char32_t letter : base::to_utf32(text)) {
        if (letter == U' ' || letter == U'\t' || letter == U'\n' || letter == 0xA0U) {
            if (!word.empty()) {
                words.push_back(std::move(word));
                word.clear();
            }
        } else {
            word.push_back(letter);
        }
    }
    if (!word.empty()) {
        words.push_back(std::move(word));
    }
    return words;
}

std::string text_of(const Words& words) {
    std::string text;
    for (const std::u32string& word : words) {
        if (!word.empty()) {
            text += (text.empty() ? "" : " ") + base::to_utf8(word);
        }
    }
    return text;
}

bool is_ascii_letter(char32_t letter) {
    return (letter >= U'a' && letter <= U'z') || (letter >= U'A' && letter <= U'Z');
}

char32_t ascii_lowered(char32_t letter) {
    return letter >= U'A' && letter <= U'Z' ? letter + 32 : letter;
}

char32_t ascii_raised(char32_t letter) {
    return letter >= U'a' && letter <= U'z' ? letter - 32 : letter;
}

bool is_vowel(char32_t letter) {
    return std::u32string_view(U"aeiouy").find(ascii_lowered(letter)) != std::u32string_view::npos;
}

std::u32string lowered(std::u32string_view word) {
    std::u32string out(word);
    std::ranges::transform(out, out.begin(), ascii_lowered);
    return out;
}

std::u32string cased_like(std::u32string_view word, std::u32string_view model) {
    std::u32string out(word);
    if (model.empty() || out.empty() || ascii_lowered(model[0]) == model[0]) {
        return out;
    }
    const bool all = model.size() > 1 && std::ranges::none_of(model, [](char32_t letter) {
                         return letter >= U'a' && letter <= U'z';
                     });
    for (std::size_t at = 0; at < (all ? out.size() : 1); ++at) {
        out[at] = ascii_raised(out[at]);
    }
    return out;
}

bool is_person(const NameToAlter& name) {
    return name.kind == model::PartyKind::person || name.kind == model::PartyKind::unknown;
}

std::optional<AlteredName> altered(const NameToAlter& name, std::string text, std::string_view how) {
    if (base::trim(text).empty() || base::trim(text) == base::trim(name.text)) {
        return std::nullopt;
    }
    return AlteredName{std::move(text), std::string(how)};
}

}  // namespace cordon::reporting
