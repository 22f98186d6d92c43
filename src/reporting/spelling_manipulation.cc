// Families that change letters: slips of the hand, letters that look alike, spelling by ear.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "reporting/manipulation_words.h"

namespace cordon::reporting {

namespace {

// Neighbours on a QWERTY keyboard, same row and the rows beside it.
constexpr std::array<std::u32string_view, 26> neighbours{
    U"qwsz",   U"vghn",  U"xdfv", U"serfcx", U"wsdr", U"drtgvc", U"ftyhbv", U"gyujnb", U"ujko",
    U"huikmn", U"jiolm", U"kop",  U"njk",    U"bhjm", U"iklp",   U"ol",     U"wa",     U"edft",
    U"awedxz", U"rfgy",  U"yhji", U"cfgb",   U"qase", U"zsdc",   U"tghu",   U"asx"};

struct Pair {
    std::u32string_view from;
    std::u32string_view to;
};

// What optical reading takes for each other in Latin print, both ways round.
constexpr Pair ocr_pairs[] = {{U"rn", U"m"}, {U"m", U"rn"}, {U"cl", U"d"}, {U"d", U"cl"}, {U"vv", U"w"},
                              {U"w", U"vv"}, {U"l", U"I"},  {U"I", U"l"},  {U"i", U"l"},  {U"h", U"b"},
                              {U"e", U"c"},  {U"c", U"e"},  {U"n", U"u"},  {U"u", U"n"},  {U"nn", U"m"},
                              {U"f", U"t"},  {U"t", U"f"},  {U"D", U"O"},  {U"O", U"D"},  {U"E", U"F"},
                              {U"B", U"R"},  {U"H", U"N"},  {U"V", U"Y"}};
constexpr Pair digit_pairs[] = {{U"o", U"0"}, {U"O", U"0"}, {U"l", U"1"}, {U"i", U"1"}, {U"I", U"1"},
                                {U"s", U"5"}, {U"S", U"5"}, {U"b", U"6"}, {U"B", U"8"}, {U"z", U"2"},
                                {U"Z", U"2"}, {U"e", U"3"}, {U"E", U"3"}, {U"a", U"4"}, {U"A", U"4"},
                                {U"t", U"7"}, {U"g", U"9"}};
// Letters of other alphabets with the same face (Unicode Technical Standard 39 calls them confusable).
constexpr Pair homoglyphs[] = {
    {U"a", U"а"}, {U"A", U"А"}, {U"e", U"е"}, {U"E", U"Е"}, {U"o", U"о"}, {U"O", U"О"}, {U"c", U"с"},
    {U"C", U"С"}, {U"p", U"р"}, {U"P", U"Р"}, {U"x", U"х"}, {U"X", U"Х"}, {U"y", U"у"}, {U"i", U"і"},
    {U"I", U"І"}, {U"s", U"ѕ"}, {U"j", U"ј"}, {U"B", U"В"}, {U"H", U"Н"}, {U"K", U"К"}, {U"M", U"М"},
    {U"T", U"Т"}, {U"o", U"ο"}, {U"A", U"Α"}, {U"N", U"Ν"}, {U"Z", U"Ζ"}};

// Two ways to write one sound, as a clerk hears it. "^" stands for a word's beginning, "$" for its end.
constexpr Pair by_ear[] = {
    {U"ph", U"f"},   {U"f", U"ph"},   {U"ck", U"k"},      {U"c", U"k"},    {U"k", U"c"},   {U"q", U"k"},
    {U"k", U"q"},    {U"kh", U"h"},   {U"^h", U"kh"},     {U"gh", U"g"},   {U"x", U"ks"},  {U"ks", U"x"},
    {U"sh", U"sch"}, {U"sch", U"sh"}, {U"ch", U"tch"},    {U"tch", U"ch"}, {U"j", U"dj"},  {U"dj", U"j"},
    {U"j", U"g"},    {U"y", U"i"},    {U"i", U"y"},       {U"ee", U"i"},   {U"i", U"ee"},  {U"oo", U"u"},
    {U"u", U"oo"},   {U"ou", U"u"},   {U"u", U"ou"},      {U"ei", U"ai"},  {U"ai", U"ei"}, {U"ay", U"ai"},
    {U"ey", U"y"},   {U"ie", U"y"},   {U"z", U"s"},       {U"s", U"z"},    {U"v", U"w"},   {U"w", U"v"},
    {U"v$", U"ff"},  {U"e$", U""},    {U"h$", U""},       {U"ah$", U"a"},  {U"a$", U"ah"}, {U"th", U"t"},
    {U"dh", U"d"},   {U"ts", U"tz"},  {U"tz", U"ts"},     {U"aa", U"a"},   {U"ll", U"l"},  {U"mm", U"m"},
    {U"ss", U"s"},   {U"nn", U"n"},   {U"tt", U"t"},      {U"dd", U"d"},   {U"rr", U"r"},  {U"bb", U"b"},
    {U"mp", U"mb"},  {U"cz", U"ch"},  {U"tion", U"shun"}, {U"eu", U"oi"},  {U"au", U"o"},  {U"wr", U"r"},
    {U"kn", U"n"},   {U"ps", U"s"},   {U"iy", U"i"},      {U"iy$", U"y"},  {U"yi", U"i"},  {U"ov$", U"off"},
    {U"ev$", U"eff"}};

struct Place {
    std::size_t word = 0;
    std::size_t letter = 0;
    const Pair* pair = nullptr;
};

// Words of at least so many letters, in which a change leaves something to recognise.
std::vector<std::size_t> words_with(const Words& words, std::size_t letters_min) {
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at].size() >= letters_min) {
            places.push_back(at);
        }
    }
    return places;
}

std::vector<Place> places_of(const Words& words, std::span<const Pair> pairs, std::size_t letters_min) {
    std::vector<Place> places;
    for (std::size_t word = 0; word < words.size(); ++word) {
        if (words[word].size() < letters_min) {
            continue;
        }
        const std::u32string folded = lowered(words[word]);
        for (const Pair& pair : pairs) {
            const bool first = pair.from.front() == U'^';
            const bool last = pair.from.back() == U'$';
            const std::u32string_view from =
                pair.from.substr(first ? 1 : 0, pair.from.size() - (first ? 1 : 0) - (last ? 1 : 0));
            // Pairs with a capital mean exactly that letter; the others mean either case.
            const bool exact =
                std::ranges::any_of(from, [](char32_t letter) { return letter != ascii_lowered(letter); });
            const std::u32string& in = exact ? words[word] : folded;
            for (std::size_t at = in.find(from); at != std::u32string::npos; at = in.find(from, at + 1)) {
                if ((!first || at == 0) && (!last || at + from.size() == in.size())) {
                    places.push_back({word, at, &pair});
                }
            }
        }
    }
    return places;
}

void put_pair(Words& words, const Place& place) {
    std::u32string& word = words[place.word];
    std::size_t length = place.pair->from.size();
    length -= place.pair->from.front() == U'^' ? 1U : 0U;
    length -= place.pair->from.back() == U'$' ? 1U : 0U;
    const std::u32string old = word.substr(place.letter, length);
    word.replace(place.letter, length, cased_like(place.pair->to, old));
}

char32_t random_letter(const std::u32string& word, std::size_t at, base::Prng& prng) {
    const char32_t old = word[at];
    if (!is_ascii_letter(old)) {
        return word[prng.below(word.size())];  // of the same script at least
    }
    const char32_t fresh = U'a' + static_cast<char32_t>(prng.below(26));
    return old == ascii_lowered(old) ? fresh : ascii_raised(fresh);
}

// One slip in one word; the first letter is spared three times of four, as people's slips do.
std::string_view slip(std::u32string& word, base::Prng& prng) {
    const std::size_t first = prng.below(4) == 0 ? 0 : 1;
    const std::size_t at = first + prng.below(word.size() - first);
    switch (prng.below(4)) {
        case 0: word.erase(at, 1); return "a letter left out";
        case 1:
            word.insert(at, 1, prng.below(2) == 0 ? word[at] : random_letter(word, at, prng));
            return "a letter too many";
        case 2: word[at] = random_letter(word, at, prng); return "a letter replaced";
        default: {
            const std::size_t left = std::min(at, word.size() - 2);
            std::swap(word[left], word[left + 1]);
            return "two letters swapped";
        }
    }
}

}  // namespace

std::optional<AlteredName> alter_typo(const NameToAlter& name, base::Prng& prng) {
    Words words = words_of(name.text);
    const std::size_t letters_min = script_of_name(name.text) == "Hani" ? 100 : 4;
    const std::vector<std::size_t> places = words_with(words, letters_min);
    if (places.empty()) {
        return std::nullopt;
    }
    const std::string_view how = slip(words[one_of(std::span<const std::size_t>(places), prng)], prng);
    if (places.size() >= 2 && prng.below(3) == 0) {
        (void)slip(words[one_of(std::span<const std::size_t>(places), prng)], prng);
        return altered(name, text_of(words), "two slips");
    }
    return altered(name, text_of(words), how);
}

std::optional<AlteredName> alter_look_alike(const NameToAlter& name, base::Prng& prng) {
    Words words = words_of(name.text);
    const std::vector<std::size_t> places = words_with(words, 4);
    if (places.empty() || script_of_name(name.text) != "Latn") {
        return std::nullopt;
    }
    const std::uint64_t way = prng.below(4);
    if (way == 0) {
        std::u32string& word = words[one_of(std::span<const std::size_t>(places), prng)];
        const std::size_t at = prng.below(word.size());
        const char32_t letter = ascii_lowered(word[at]);
        if (letter < U'a' || letter > U'z') {
            return std::nullopt;
        }
        const std::u32string_view beside = neighbours[letter - U'a'];
        const char32_t fresh = beside[prng.below(beside.size())];
        word[at] = letter == word[at] ? fresh : ascii_raised(fresh);
        return altered(name, text_of(words), "a neighbour on the keyboard");
    }
    const std::span<const Pair> pairs = way == 1   ? std::span<const Pair>(ocr_pairs)
                                        : way == 2 ? std::span<const Pair>(digit_pairs)
                                                   : std::span<const Pair>(homoglyphs);
    const std::vector<Place> found = places_of(words, pairs, 4);
    if (found.empty()) {
        return std::nullopt;
    }
    if (way == 3) {
        // Whoever hides behind look-alike letters changes more than one.
        const std::size_t wanted = 1 + prng.below(3);
        for (std::size_t count = 0; count < wanted; ++count) {
            const Place place = one_of(std::span<const Place>(found), prng);
            words[place.word].replace(place.letter, 1, place.pair->to);
        }
        return altered(name, text_of(words), "letters of another alphabet with the same face");
    }
    const Place place = one_of(std::span<const Place>(found), prng);
    words[place.word].replace(place.letter, place.pair->from.size(), place.pair->to);
    return altered(name, text_of(words), way == 1 ? "read by a machine" : "a digit for a letter");
}

std::optional<AlteredName> alter_phonetic(const NameToAlter& name, base::Prng& prng) {
    Words words = words_of(name.text);
    if (script_of_name(name.text) != "Latn") {
        return std::nullopt;
    }
    const std::vector<Place> places = places_of(words, by_ear, 4);
    if (places.empty()) {
        return std::nullopt;
    }
    const Place first = one_of(std::span<const Place>(places), prng);
    put_pair(words, first);
    if (places.size() > 3 && prng.below(2) == 0) {
        // A second one, in another word so that the two do not undo each other.
        std::vector<Place> others;
        std::ranges::copy_if(places, std::back_inserter(others),
                             [&](const Place& place) { return place.word != first.word; });
        if (!others.empty()) {
            put_pair(words, one_of(std::span<const Place>(others), prng));
            return altered(name, text_of(words), "two sounds written otherwise");
        }
    }
    return altered(name, text_of(words), "a sound written otherwise");
}

}  // namespace cordon::reporting
