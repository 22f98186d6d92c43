// screening/test_queries.h: names altered as people alter them, and lists as large as a test wants; included
// by *_test.cc and *_bench.cc only.
//
// Role:        what the index is asked in the test of its completeness and in the benchmarks: listed names as
//              they stand, with slips, shortened, written together or apart, in other letters.
// Threads:     pure functions.
// Determinism: same name, same state of the generator: same result.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/prng.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "screening/test_names.h"

namespace cordon::screening::testing {

enum class Alteration : std::uint8_t {
    exact,
    slip,
    two_slips,
    initials,   // one word to its first letter
    glued,      // two neighbouring words written together
    split,      // one word written as two
    dropped,    // one word left out
    swapped,    // words in another order
    cyrillic,   // Latin letters in Cyrillic ones
    arabic,     // Latin consonants in Arabic letters
    slip_drop,  // a slip in one word, another word left out
    count_,
};

[[nodiscard]] inline const char* to_string(Alteration alteration) {
    constexpr std::array<const char*, 11> names = {"exact",    "slip",   "two slips",       "initials",
                                                   "glued",    "split",  "dropped",         "swapped",
                                                   "cyrillic", "arabic", "slip and dropped"};
    return names[static_cast<std::size_t>(alteration)];
}

using Words = std::vector<std::vector<char32_t>>;

[[nodiscard]] inline Words words_of(std::string_view name) {
    Words words(1);
    for (std::size_t at = 0; at < name.size();) {
        const char32_t letter = base::next_code_point(name, at);
        if (letter != U' ') {
            words.back().push_back(letter);
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.size() > 1 && words.back().empty()) {
        words.pop_back();
    }
    return words;
}

[[nodiscard]] inline std::string written(const Words& words) {
    std::string name;
    for (const auto& word : words) {
        name += name.empty() ? "" : " ";
        for (const char32_t letter : word) {
            base::append_utf8(name, letter);
        }
    }
    return name;
}

inline void make_slip(Words& words, base::Prng& random) {
    std::vector<char32_t>& word = words[random.below(words.size())];
    if (word.size() < 3) {
        return;
    }
    const auto at = static_cast<std::ptrdiff_t>(random.below(word.size()));
    const auto letter = static_cast<char32_t>(U'a' + random.below(26));
    switch (random.below(4)) {
        case 0: word.erase(word.begin() + at); return;
        case 1: word.insert(word.begin() + at, letter); return;
        case 2: word[static_cast<std::size_t>(at)] = letter; return;
        default:
            if (at + 1 < static_cast<std::ptrdiff_t>(word.size())) {
                std::swap(word[static_cast<std::size_t>(at)], word[static_cast<std::size_t>(at) + 1]);
            }
    }
}

// Letter by letter; what has no letter in the other script is left out.
inline void rewrite(Words& words, std::u32string_view letters_a_to_z) {
    for (auto& word : words) {
        for (char32_t& letter : word) {
            const char32_t lower = letter >= U'A' && letter <= U'Z' ? letter + 32 : letter;
            if (lower >= U'a' && lower <= U'z') {
                letter = letters_a_to_z[lower - U'a'];
            }
        }
        std::erase(word, U'-');
    }
    std::erase_if(words, [](const auto& word) { return word.empty(); });
}

[[nodiscard]] inline std::string altered(const std::string& name, Alteration alteration, base::Prng& random) {
    Words words = words_of(name);
    const std::size_t one = random.below(words.size());
    switch (alteration) {
        case Alteration::exact:
        case Alteration::count_: return name;
        case Alteration::slip: make_slip(words, random); break;
        case Alteration::two_slips:
            make_slip(words, random);
            make_slip(words, random);
            break;
        case Alteration::initials: words[one].resize(std::min<std::size_t>(1, words[one].size())); break;
        case Alteration::glued:
            if (one + 1 < words.size()) {
                words[one].insert(words[one].end(), words[one + 1].begin(), words[one + 1].end());
                words.erase(words.begin() + static_cast<std::ptrdiff_t>(one) + 1);
            }
            break;
        case Alteration::split:
            if (words[one].size() >= 6) {
                const auto half = static_cast<std::ptrdiff_t>(words[one].size() / 2);
                std::vector<char32_t> rest(words[one].begin() + half, words[one].end());
                words[one].resize(static_cast<std::size_t>(half));
                words.insert(words.begin() + static_cast<std::ptrdiff_t>(one) + 1, std::move(rest));
            }
            break;
        case Alteration::slip_drop: make_slip(words, random); [[fallthrough]];
        case Alteration::dropped:
            if (words.size() > 2) {
                words.erase(words.begin() + static_cast<std::ptrdiff_t>(one));
            }
            break;
        case Alteration::swapped: std::swap(words.front(), words.back()); break;
        case Alteration::cyrillic: rewrite(words, U"абкдефгхижклмнопкрстувукйз"); break;
        case Alteration::arabic: rewrite(words, U"\u0000بكد\u0000فغهيجكلمن\u0000بقرست\u0000فوكيز"); break;
    }
    if (alteration == Alteration::arabic) {
        for (auto& word : words) {
            std::erase(word, U'\0');
            word.erase(std::unique(word.begin(), word.end()), word.end());  // no letter is written twice
        }
        std::erase_if(words, [](const auto& word) { return word.empty(); });
    }
    const std::string made = written(words);
    return made.empty() ? name : made;
}

// Names as a population bears them: few given names and many family names, some of them very common.
class NamedPeople {
public:
    explicit NamedPeople(std::uint64_t seed) : random_(seed) {
        for (int at = 0; at < 4'000; ++at) {
            given_.push_back(word());
        }
        for (int at = 0; at < 60'000; ++at) {
            family_.push_back(word());
        }
    }
    [[nodiscard]] std::string next() {
        std::string name = pick(given_);
        for (std::uint64_t more = random_.below(3); more > 0; --more) {
            name += " " + pick(given_);
        }
        return name + " " + pick(family_);
    }
    [[nodiscard]] base::Prng& random() { return random_; }

private:
    [[nodiscard]] std::string word() {
        static constexpr const char* starts[] = {
            "ab", "al", "am", "ba", "be", "bo", "da", "de",  "do", "fa", "fi", "ga", "gu", "ha",  "he",
            "hu", "ib", "is", "ja", "jo", "ka", "ke", "kha", "ko", "la", "li", "lu", "ma", "me",  "mi",
            "mo", "mu", "na", "ni", "no", "o",  "pa", "pe",  "ra", "ri", "ro", "sa", "se", "sha", "so",
            "su", "ta", "te", "to", "u",  "va", "vi", "wa",  "ya", "yu", "za", "ze", "zu"};
        static constexpr const char* middles[] = {
            "b", "d",  "dr", "f",  "g", "h",  "j",  "k",  "kh", "l",  "lm", "m", "mm", "n", "nd", "ng",
            "r", "rd", "rk", "rm", "s", "sh", "ss", "st", "t",  "th", "tr", "v", "w",  "y", "z"};
        static constexpr const char* ends[] = {"a",  "ad", "ah",  "ak",  "al", "am", "an", "ar", "as", "at",
                                               "ed", "eh", "el",  "en",  "er", "es", "i",  "id", "ik", "il",
                                               "im", "in", "ir",  "is",  "o",  "od", "ok", "ol", "on", "or",
                                               "os", "ov", "ski", "son", "ud", "ul", "um", "ur", "y"};
        std::string made = starts[random_.below(std::size(starts))];
        made += middles[random_.below(std::size(middles))];
        if (random_.below(2) == 0) {
            made += "aeiou"[random_.below(5)];
            made += middles[random_.below(std::size(middles))];
        }
        return made + ends[random_.below(std::size(ends))];
    }
    // The first words far more often than the last, as with names of people.
    [[nodiscard]] std::string pick(const std::vector<std::string>& from) {
        const std::uint64_t scale = from.size() - 1;
        const std::uint64_t draw = std::min(random_.below(from.size()), random_.below(from.size()));
        return from[(draw * random_.below(from.size())) / scale];
    }

    base::Prng random_;
    std::vector<std::string> given_;
    std::vector<std::string> family_;
};

}  // namespace cordon::screening::testing
