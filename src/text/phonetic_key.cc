#include "text/phonetic_key.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/hash.h"
#include "text/bare_similarity.h"
#include "text/name_frequency.h"
#include "text/nicknames.h"

namespace cordon::text {

namespace {

constexpr std::size_t key_letters_max = 24;
constexpr std::size_t print_letters_min = 4;  // shorter words of like shape are too many

bool is_vowel(char letter) {
    return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u';
}

struct Spelling {
    std::string_view letters;
    char sound;
};

// By first letter, and there the longest first.
constexpr auto spellings = std::to_array<Spelling>({
    {"ch", 'j'},   {"ck", 'k'},  {"dsch", 'j'}, {"dzh", 'j'},  {"dj", 'j'},  {"dg", 'j'},
    {"dz", 's'},   {"dh", 't'},  {"gh", 'g'},   {"kh", 'k'},   {"ph", 'f'},  {"qu", 'k'},
    {"shch", 'j'}, {"sch", 'j'}, {"sh", 'j'},   {"tsch", 'j'}, {"tch", 'j'}, {"ts", 's'},
    {"tz", 's'},   {"th", 't'},  {"x", 'k'},    {"zh", 'j'},
});

struct SpellingsOfLetter {
    std::size_t first = 0;
    std::size_t last = 0;  // behind the last one
};

constexpr auto spellings_by_letter = [] {
    std::array<SpellingsOfLetter, 26> by_letter{};
    for (std::size_t at = 0; at < spellings.size(); ++at) {
        SpellingsOfLetter& own = by_letter[static_cast<std::size_t>(spellings[at].letters[0] - 'a')];
        own.first = own.last == 0 ? at : own.first;
        own.last = at + 1;
    }
    return by_letter;
}();

// The spelling with which the word goes on there, nothing when its letter stands for itself.
const Spelling* spelling_at(std::string_view word, std::size_t at) {
    if (word[at] < 'a' || word[at] > 'z') {
        return nullptr;
    }
    const SpellingsOfLetter own = spellings_by_letter[static_cast<std::size_t>(word[at] - 'a')];
    for (std::size_t number = own.first; number < own.last; ++number) {
        const std::string_view letters = spellings[number].letters;
        std::size_t same = 1;
        while (same < letters.size() && at + same < word.size() && word[at + same] == letters[same]) {
            ++same;
        }
        if (same == letters.size()) {
            return &spellings[number];
        }
    }
    return nullptr;
}

// A digit inside a word stands for the letter it looks like.
char plain_letter(char letter) {
    constexpr std::string_view letters = "olzeasgtbg";
    return letter < '0' || letter > '9' ? letter : letters[static_cast<std::size_t>(letter - '0')];
}

char sound_of(char letter, char next, bool start) {
    switch (letter) {
        case 'c': return next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
        case 'q':
        case 'k': return 'k';
        case 'z':
        case 's': return 's';
        case 'd':
        case 't': return 't';
        case 'j': return 'j';
        case 'y': return start ? 'j' : 'a';  // Yusuf, Jusuf
        case 'w': return start ? 'v' : 'a';
        case 'h': return 0;
        default: return is_vowel(letter) ? 'a' : letter;
    }
}

// vowels: keep one 'a' for each run.
std::string sounds(std::string_view word, bool vowels) {
    std::string key;
    const bool has_letter =
        std::ranges::any_of(word, [](char letter) { return letter >= 'a' && letter <= 'z'; });
    if (!has_letter) {
        return std::string(word.substr(0, key_letters_max));  // a number stays as it is
    }
    const auto push = [&](char sound) {
        const bool repeats = !key.empty() && key.back() == sound;
        if (sound != 0 && !repeats && (vowels || sound != 'a')) {
            key.push_back(sound);
        }
    };
    for (std::size_t at = 0; at < word.size() && key.size() < key_letters_max;) {
        if (const Spelling* const found = spelling_at(word, at)) {
            push(found->sound);
            at += found->letters.size();
        } else {
            const char next = at + 1 < word.size() ? word[at + 1] : ' ';
            push(sound_of(plain_letter(word[at]), next, at == 0));
            ++at;
        }
    }
    return key;
}

bool scanner_may_misread(std::string_view word) {
    for (std::size_t at = 0; at + 1 < word.size(); ++at) {
        const char first = word[at];
        const char second = word[at + 1];
        if ((first == 'r' && second == 'n') || (first == 'c' && (second == 'l' || second == '1')) ||
            (first == second && (first == 'v' || first == 'i'))) {
            return true;
        }
    }
    return false;
}

std::uint32_t hash_of(std::string_view key, char kind) {
    CORDON_CHECK(key.size() <= key_letters_max);
    std::array<char, key_letters_max + 1> tagged{kind};
    std::ranges::copy(key, tagged.begin() + 1);
    return static_cast<std::uint32_t>(base::fast_checksum({tagged.data(), key.size() + 1}));
}

}  // namespace

std::string read_by_scanner(std::string_view word) {
    struct Confusion {
        std::string_view shown;
        char read;
    };
    static constexpr auto confusions = std::to_array<Confusion>({{"rn", 'm'},
                                                                 {"cl", 'd'},
                                                                 {"c1", 'd'},
                                                                 {"vv", 'w'},
                                                                 {"ii", 'u'},
                                                                 {"1", 'i'},
                                                                 {"0", 'o'},
                                                                 {"5", 's'},
                                                                 {"8", 'b'}});
    static constexpr auto begins_one = [] {
        std::array<bool, 256> begins{};
        for (const Confusion& one : confusions) {
            begins[static_cast<unsigned char>(one.shown.front())] = true;
        }
        return begins;
    }();
    std::string read;
    for (std::size_t at = 0; at < word.size();) {
        const auto* const found = !begins_one[static_cast<unsigned char>(word[at])]
                                      ? confusions.end()
                                      : std::ranges::find_if(confusions, [&](const Confusion& one) {
                                            return word.substr(at).starts_with(one.shown);
                                        });
        read.push_back(found == confusions.end() ? word[at] : found->read);
        at += found == confusions.end() ? 1 : found->shown.size();
    }
    return read;
}

std::string sound_key(std::string_view word) {
    return sounds(word, true);
}

std::string skeleton_key(std::string_view word) {
    return sounds(word, false);
}

std::uint32_t sound_signature(std::string_view word) {
    std::uint32_t bits = 0;
    for (const char sound : sounds(word, false)) {
        bits |= 1U << (static_cast<unsigned>(sound) & 31U);
    }
    bits |= nickname_groups(word).empty() ? 0U : nickname_bit;
    bits |= is_east_asian_syllable(word) ? syllable_bit : 0U;
    return scanner_may_misread(word) ? bits | scanner_bit : bits;
}

namespace {

// The word with letters of like shape told by one of them, so that several misreadings in one word leave it
// the same: "sovlciman" and "souleiman".
std::string print_key(std::string_view word) {
    std::string key = read_by_scanner(word.substr(0, key_letters_max));
    for (char& letter : key) {
        switch (letter) {
            case 'b': letter = 'h'; break;
            case 'v': letter = 'u'; break;
            case 'c': letter = 'e'; break;
            case 'l':
            case 'j': letter = 'i'; break;
            case 'q':
            case '9': letter = 'g'; break;
            default: break;
        }
    }
    return key;
}

// Keys that meet the other kind of word; those sought carry the kind of the word they seek.
void add_keys_across(std::string_view word, bool vowelless, bool latin_kind,
                     std::vector<std::uint32_t>& hashes) {
    const std::size_t first = hashes.size();
    add_bare_keys(word, vowelless, hashes);
    for (std::size_t at = first; at < hashes.size(); ++at) {
        hashes[at] = (hashes[at] ^ (latin_kind ? 0x5bd1'e995U : 0xa5a5'3c3cU)) * 0x9e37'79b1U;
    }
}

// key: sounds(word, true).
void add_keys(std::string_view word, const std::string& key, bool vowelless,
              std::vector<std::uint32_t>& hashes) {
    const std::string skeleton = sounds(word, false);
    if (!skeleton.empty()) {
        hashes.push_back(hash_of(skeleton, 'k'));
        if (vowelless && skeleton.size() >= 4) {
            for (std::size_t at = 0; at < skeleton.size(); ++at) {
                hashes.push_back(hash_of(std::string(skeleton).erase(at, 1), 'k'));
            }
        }
    }
    if (!vowelless || skeleton.empty()) {  // a word of nothing but vowels has no other key
        hashes.push_back(hash_of(key, 's'));
        // A slip in a consonant; one in a vowel leaves the skeleton as it is. In shorter words one slip is
        // too much.
        if (key.size() >= 3) {
            for (std::size_t at = 0; at < key.size(); ++at) {
                std::string shorter = key;
                shorter.erase(at, 1);
                // A lost consonant lets its vowels run together: "khurom", "khuom".
                if (at > 0 && at < shorter.size() && shorter[at - 1] == shorter[at]) {
                    shorter.erase(at, 1);
                }
                hashes.push_back(hash_of(shorter, 's'));
            }
        }
    }
    if (!vowelless) {
        for (const std::uint16_t group : nickname_groups(word)) {
            hashes.push_back(hash_of(std::to_string(group), 'n'));
        }
        if (std::string other = read_by_scanner(word); other != word) {
            hashes.push_back(hash_of(sounds(other, true), 's'));
        }
        if (word.size() >= print_letters_min) {
            hashes.push_back(hash_of(print_key(word), 'p'));
        }
    }
}

// A number with letters around it, as references and plates are: "E15001". One sign more or less makes
// another one, so that it is sought by its whole sound alone, which knows O for 0.
bool is_numbered(std::string_view word) {
    constexpr std::ptrdiff_t digits_min = 3;
    const auto digits =
        std::ranges::count_if(word, [](char letter) { return letter >= '0' && letter <= '9'; });
    return digits >= digits_min && static_cast<std::size_t>(digits) * 2 >= word.size();
}

// How a word begins: a cut word and the whole one share it. In shorter words the end says too much.
void add_beginning(std::string_view key, std::vector<std::uint32_t>& hashes) {
    constexpr std::size_t sounds_min = 5;
    constexpr std::size_t beginning = 4;
    if (key.size() >= sounds_min) {
        hashes.push_back(hash_of(key.substr(0, beginning), 'c'));
    }
}

void finish_hashes(std::vector<std::uint32_t>& hashes) {
    std::ranges::sort(hashes);
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

}  // namespace

void key_hashes(std::string_view word, bool vowelless, std::vector<std::uint32_t>& hashes) {
    hashes.clear();
    if (!word.empty()) {
        const std::string key = sounds(word, true);
        if (is_numbered(word)) {
            hashes.push_back(hash_of(key, 's'));
            return;
        }
        add_keys(word, key, vowelless, hashes);
        add_keys_across(word, vowelless, !vowelless, hashes);
        add_beginning(key, hashes);
        finish_hashes(hashes);
    }
}

void sought_hashes(std::string_view word, bool vowelless, bool cut, std::vector<std::uint32_t>& hashes) {
    hashes.clear();
    if (!word.empty()) {
        const std::string key = sounds(word, true);
        if (is_numbered(word)) {
            hashes.push_back(hash_of(key, 's'));
            return;
        }
        add_keys(word, key, vowelless, hashes);
        add_keys_across(word, vowelless, vowelless, hashes);
        if (cut) {
            add_beginning(key, hashes);
        }
        finish_hashes(hashes);
    }
}

std::uint32_t sound_key_hash(std::string_view word) {
    return hash_of(sounds(word, true), 's');
}

std::uint32_t sound_hash(std::string_view word) {
    return hash_of(sounds(word, true), 'g');
}

}  // namespace cordon::text
