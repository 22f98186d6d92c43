#include "text/name_readings.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "text/spelling_systems.h"

namespace cordon::text {

namespace {

constexpr char32_t cyrillic_first = 0x0400;
constexpr char32_t cyrillic_last = 0x052F;
constexpr std::size_t bytes_read_max = 4096;  // a longer text is no name: one reading will do

bool is_cyrillic(char32_t letter) {
    return letter >= cyrillic_first && letter <= cyrillic_last;
}

// The name in code points, lower case where that matters, and which scripts stand in it.
struct NativeName {
    std::u32string letters;
    bool cyrillic = false;
};

void read_letters(std::string_view utf8, NativeName& name) {
    for (std::size_t at = 0; at < utf8.size();) {
        char32_t letter = base::next_code_point(utf8, at);
        if (is_cyrillic(letter)) {
            letter = static_cast<char32_t>(u_tolower(static_cast<UChar32>(letter)));
            name.cyrillic = true;
        }
        name.letters.push_back(letter);
    }
}

class ReadingMaker {
public:
    ReadingMaker(NameReadings& readings, std::size_t most)
        : readings_(readings), most_(std::min(most, readings_max)) {}

    void add(std::string_view latin, ScriptFamily script) {
        if (readings_.count >= most_) {
            return;
        }
        if (readings_.all.size() == readings_.count) {
            readings_.all.emplace_back();
        }
        TokenisedName& words = readings_.all[readings_.count];
        tokenise_name(latin, words);
        for (NameToken& token : words.tokens) {
            token.script = script;
        }
        const bool known = std::ranges::any_of(
            readings_.view(), [&](const TokenisedName& other) { return same_words(other, words); });
        readings_.count += known || words.tokens.empty() ? 0U : 1U;
    }

    // The name with each word of Cyrillic letters spelled anew.
    template <class Spell>
    void add_cyrillic(std::u32string_view letters, Spell spell) {
        std::string latin;
        for (std::size_t at = 0; at < letters.size();) {
            std::size_t end = at;
            while (end < letters.size() && is_cyrillic(letters[end])) {
                ++end;
            }
            if (end == at) {
                base::append_utf8(latin, letters[at]);
                ++at;
            } else {
                latin += spell(letters.substr(at, end - at));
                at = end;
            }
        }
        add(latin, ScriptFamily::cyrillic);
    }

private:
    static bool same_words(const TokenisedName& left, const TokenisedName& right) {
        return std::ranges::equal(left.tokens, right.tokens, {}, &NameToken::text, &NameToken::text);
    }
    NameReadings& readings_;
    std::size_t most_;
};

void add_cyrillic_readings(const NativeName& name, ReadingMaker& maker) {
    const std::u32string_view letters = name.letters;
    for (const SpellingSystem& system : cyrillic_systems()) {
        maker.add_cyrillic(letters, [&](std::u32string_view word) { return spelled_by(system, word); });
    }
    static constexpr SpellingSystem plain{"plain", {}};
    bool asian = false;
    maker.add_cyrillic(letters, [&](std::u32string_view word) {
        std::string spelled = pinyin_of_palladius(word);
        if (spelled.empty()) {
            spelled = hepburn_of_polivanov(word);
        }
        asian = asian || !spelled.empty();
        return spelled.empty() ? spelled_by(plain, word) : spelled;
    });
}

}  // namespace

bool may_have_readings(std::string_view utf8) {
    // Letters under U+0400 begin with bytes under 0xD0; those of U+1E00 and typographic marks with 0xE1 and
    // 0xE2.
    return std::ranges::any_of(utf8, [](char byte) {
        const auto lead = static_cast<unsigned char>(byte);
        return lead >= 0xD0 && lead != 0xE1 && lead != 0xE2;
    });
}

void name_readings(std::string_view utf8, NameReadings& readings, std::size_t most) {
    if (readings.all.empty()) {
        readings.all.resize(1);
    }
    tokenise_name(utf8, readings.all.front());
    readings.count = 1;
    if (most < 2 || !may_have_readings(utf8) || utf8.size() > bytes_read_max) {
        return;
    }
    NativeName name;
    read_letters(utf8, name);
    ReadingMaker maker(readings, most);
    if (name.cyrillic) {
        add_cyrillic_readings(name, maker);
    }
}

}  // namespace cordon::text
