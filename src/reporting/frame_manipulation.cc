// Families that leave the letters of a name alone and change what is around them: order, titles, punctuation,
// cuts, lines.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/strings.h"
#include "base/utf8.h"
#include "reporting/manipulation_words.h"

namespace cordon::reporting {

namespace {

constexpr std::size_t line_letters = 35;   // a line of SWIFT field 50 or 59
constexpr std::size_t name_letters = 140;  // Nm in ISO 20022

// Titles as customer files and payments carry them; nothing here is taken from how names are compared.
constexpr std::string_view person_titles[] = {
    "Mr",     "Mr.",    "Mrs",    "Ms.",   "Dr",       "Dr.",     "Prof.",    "Eng.",   "Ing.",
    "Sheikh", "Shaykh", "Sayyid", "Sayed", "Mullah",   "Mawlawi", "Maulvi",   "Hajji",  "Haji",
    "Ustadh", "Imam",   "Qari",   "Hafiz", "General",  "Gen.",    "Colonel",  "Col.",   "Brig. Gen.",
    "Capt.",  "Maj.",   "H.E.",   "Emir",  "Amir",     "Sir",     "Monsieur", "Herr",   "Señor",
    "Sr.",    "Don",    "Sri",    "Shri",  "Minister", "Judge",   "Adv.",     "Prince", "Lt. Col."};
constexpr std::string_view person_suffixes[] = {"Jr.", "Sr.", "PhD",    "MD",    "Esq.",       "II",    "III",
                                                "MBA", "Bey", "Efendi", "Sahib", "Khan Sahib", "(Retd)"};
constexpr std::string_view entity_fronts[] = {"M/s",  "Messrs", "Messrs.", "The",
                                              "Firm", "Attn:",  "c/o",     "Head office of"};
constexpr std::string_view entity_ends[] = {"(Head Office)", "and Partners", "Main Branch", "& Sons"};
constexpr std::string_view vessel_fronts[] = {"MV", "M/V", "MT", "M/T", "Motor Vessel", "Vessel", "SS"};

constexpr std::string_view signs_for_blanks[] = {".", "_", " - ", "/"};

constexpr std::string_view cities[] = {"BEIRUT", "DUBAI",   "ISTANBUL", "HAMBURG", "LAGOS", "KARACHI",
                                       "MOSCOW", "CARACAS", "LONDON",   "HARARE",  "MINSK", "KHARTOUM"};
constexpr std::string_view streets[] = {"12 MAIN STREET", "PO BOX 4711", "BLDG 7 FLOOR 3", "ROAD NO 15",
                                        "STATION SQ 2",   "OFFICE 204",  "APT 31"};
constexpr std::string_view purposes[] = {"PAYMENT INVOICE", "INV", "SALARY NOV", "GOODS PER CONTRACT", "REF",
                                         "LOAN REPAYMENT",  "RENT"};

std::string digits(base::Prng& prng, std::size_t count) {
    std::string text;
    for (std::size_t at = 0; at < count; ++at) {
        text.push_back(static_cast<char>('0' + prng.below(10)));
    }
    return text;
}

std::u32string first_letters(std::string_view text, std::size_t count) {
    return base::to_utf32(text).substr(0, count);
}

bool starts_with_any(std::string_view text, std::span<const std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) {
        return base::ascii_istarts_with(text, std::string(word) + " ");
    });
}

Words without_commas(Words words) {
    for (std::u32string& word : words) {
        std::erase(word, U',');
    }
    std::erase_if(words, [](const std::u32string& word) { return word.empty(); });
    return words;
}

// Latin letters with marks, to the letter below; enough for what lists carry in Latin-1 and Extended-A.
char32_t without_mark(char32_t letter) {
    static constexpr std::u32string_view from =
        U"ÀÁÂÃÄÅàáâãäåĀāĂăĄąÇçĆćČčĎďÈÉÊËèéêëĒēĖėĘęĚěĞğĢģÌÍÎÏìíîïĪīĮįİıĶķĹĺĻļŁłÑñŃńŅņŇňÒÓÔÕÖØòóôõöøŌōŐőŔŕŘřŚśŞ"
        U"şŠšŢţŤťÙÚ"
        U"ÛÜùúûüŪūŮůŰűŲųÝýŸŹźŻżŽž";
    static constexpr std::u32string_view to =
        U"AAAAAAaaaaaaAaAaAaCcCcCcDdEEEEeeeeEeEeEeEeGgGgIIIIiiiiIiIiIiKkLlLlLlNnNnNnNnOOOOOOooooooOoOoRrRrSsS"
        U"sSsTtTtUU"
        U"UUuuuuUuUuUuUuYyYZzZzZz";
    static_assert(from.size() == to.size());
    const std::size_t at = from.find(letter);
    return at == std::u32string_view::npos ? letter : to[at];
}

std::optional<AlteredName> glue(const NameToAlter& name, Words words, base::Prng& prng) {
    if (words.size() < 2) {
        return std::nullopt;
    }
    const std::size_t at = prng.below(words.size() - 1);
    words[at] += words[at + 1];
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    return altered(name, text_of(words), "two words written together");
}

std::optional<AlteredName> break_word(const NameToAlter& name, Words words, base::Prng& prng) {
    std::vector<std::size_t> long_words;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at].size() >= 6) {
            long_words.push_back(at);
        }
    }
    if (long_words.empty()) {
        return std::nullopt;
    }
    std::u32string& word = words[one_of(std::span<const std::size_t>(long_words), prng)];
    word.insert(2 + prng.below(word.size() - 3), 1, U' ');
    return altered(name, text_of(words), "a word written apart");
}

std::string without_signs(std::string_view text) {
    std::u32string out;
    for (const char32_t letter : base::to_utf32(text)) {
        const bool sign = letter < 0x80U && letter > U' ' && !is_ascii_letter(letter) &&
                          !(letter >= U'0' && letter <= U'9');
        if (!sign && letter != 0x2019U && letter != 0x2018U && letter != 0x2013U) {
            out.push_back(letter);
        }
    }
    return base::collapse_whitespace(base::to_utf8(out));
}

}  // namespace

std::optional<AlteredName> alter_order(const NameToAlter& name, base::Prng& prng) {
    Words words = without_commas(words_of(name.text));
    if (words.size() < 2) {
        return std::nullopt;
    }
    const std::uint64_t way = prng.below(words.size() >= 4 ? 5 : words.size() == 3 ? 4 : 3);
    if (way == 0) {
        std::rotate(words.begin(), words.end() - 1, words.end());
        return altered(name, text_of(words), "last word first");
    }
    if (way == 1) {
        std::rotate(words.begin(), words.end() - 1, words.end());
        words.front() += U',';
        return altered(name, text_of(words), "last word first, with a comma");
    }
    if (way == 2) {
        for (std::size_t at = words.size() - 1; at > 0; --at) {
            std::swap(words[at], words[prng.below(at + 1)]);
        }
        return altered(name, text_of(words), "words shuffled");
    }
    if (way == 3) {
        words.erase(words.begin() + 1 + static_cast<std::ptrdiff_t>(prng.below(words.size() - 2)));
        return altered(name, text_of(words), "a middle word left out");
    }
    words.pop_back();
    return altered(name, text_of(words), "the last word left out");
}

std::optional<AlteredName> alter_titles(const NameToAlter& name, base::Prng& prng) {
    const std::string text(base::trim(name.text));
    if (!is_person(name)) {
        if (name.kind == model::PartyKind::entity && prng.below(3) == 0) {
            return altered(name, fmt::format("{} {}", text, one_of(entity_ends, prng)), "words added behind");
        }
        const std::string_view front =
            name.kind == model::PartyKind::entity ? one_of(entity_fronts, prng) : one_of(vessel_fronts, prng);
        return altered(name, fmt::format("{} {}", front, text), "words added in front");
    }
    if (starts_with_any(text, person_titles) && words_of(text).size() > 2) {
        return altered(name, text.substr(text.find(' ') + 1), "the title left out");
    }
    switch (prng.below(4)) {
        case 0:
            return altered(name, fmt::format("{} {}", text, one_of(person_suffixes, prng)), "a suffix added");
        case 1:
            return altered(
                name, fmt::format("{} {} {}", one_of(person_titles, prng), one_of(person_titles, prng), text),
                "two titles added");
        default:
            return altered(name, fmt::format("{} {}", one_of(person_titles, prng), text), "a title added");
    }
}

std::optional<AlteredName> alter_punctuation(const NameToAlter& name, base::Prng& prng) {
    const Words words = words_of(name.text);
    const std::uint64_t way = prng.below(8);
    if (way == 0) {
        std::u32string plain = base::to_utf32(name.text);
        std::ranges::transform(plain, plain.begin(), without_mark);
        if (auto made = altered(name, base::to_utf8(plain), "accents left out")) {
            return made;
        }
    }
    if (way <= 1) {
        if (auto made = altered(name, without_signs(name.text), "signs left out")) {
            return made;
        }
    }
    if (way == 2) {
        const bool capitals = base::ascii_upper(name.text) == name.text;
        return altered(name, capitals ? base::ascii_lower(name.text) : base::ascii_upper(name.text),
                       capitals ? "all small letters" : "all capitals");
    }
    if (way == 3) {
        return break_word(name, words, prng);
    }
    if (way == 4) {
        return glue(name, words, prng);
    }
    if (words.size() < 2) {
        return break_word(name, words, prng);
    }
    if (way == 5) {
        return altered(name, base::replace_all(text_of(words), " ", ""), "all words written together");
    }
    const std::string_view sign = way == 6 ? "-" : one_of(signs_for_blanks, prng);
    return altered(name, base::replace_all(text_of(words), " ", sign), "blanks replaced by signs");
}

std::optional<AlteredName> alter_truncation(const NameToAlter& name, base::Prng& prng) {
    const std::size_t length = base::code_point_count(name.text);
    if (length > name_letters && prng.below(2) == 0) {
        return altered(name, base::to_utf8(first_letters(name.text, name_letters)), "cut at 140 letters");
    }
    if (length > line_letters) {
        return altered(name, base::to_utf8(first_letters(name.text, line_letters)), "cut at 35 letters");
    }
    // A title or a code in front pushes a name of common length over the edge.
    const std::string front = fmt::format("{} ", is_person(name) ? one_of(person_titles, prng) : "Messrs");
    const std::size_t room = line_letters - std::min(line_letters, base::code_point_count(front));
    if (length > room && length - room <= length / 4) {
        return altered(name, front + base::to_utf8(first_letters(name.text, room)),
                       "a title in front, cut at 35 letters");
    }
    return std::nullopt;
}

std::optional<AlteredName> alter_split(const NameToAlter& name, base::Prng& prng) {
    const Words words = words_of(name.text);
    const std::string text = text_of(words);
    const std::string_view street = one_of(streets, prng);
    const std::string_view city = one_of(cities, prng);
    const std::u32string letters = base::to_utf32(text);
    switch (prng.below(6)) {
        case 0: {
            if (words.size() < 2) {
                return std::nullopt;
            }
            const auto middle = words.begin() + 1 + static_cast<std::ptrdiff_t>(prng.below(words.size() - 1));
            return altered(
                name, fmt::format("{}\n{}", text_of({words.begin(), middle}), text_of({middle, words.end()})),
                "over two lines");
        }
        case 1: {
            if (letters.size() < 8) {
                return std::nullopt;
            }
            const std::size_t at = 3 + prng.below(letters.size() - 6);
            return altered(name,
                           fmt::format("1/{}\n1/{}", base::to_utf8(letters.substr(0, at)),
                                       base::to_utf8(letters.substr(at))),
                           "numbered lines, broken anywhere");
        }
        case 2:
            return altered(name, fmt::format("1/{}\n2/{}\n3/{}", text, street, city),
                           "numbered lines with an address");
        case 3:
            return altered(name, fmt::format("/{}\n{}\n{}\n{}", digits(prng, 10), text, street, city),
                           "a whole party field: account, name, address");
        case 4:
            return altered(name,
                           fmt::format("{} {} FROM {} DATED {}", one_of(purposes, prng), digits(prng, 5),
                                       text, digits(prng, 6)),
                           "in remittance text");
        default: return altered(name, fmt::format("{} {} {}", text, street, city), "an address behind it");
    }
}

}  // namespace cordon::reporting
