#include "trade/place_spellings.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/strings.h"
#include "base/utf8.h"
#include "trade/place_fold.h"

namespace cordon::trade {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t letters_min = 3;
constexpr std::size_t bare_letters_min = 5;    // without its article
constexpr std::size_t joined_letters_min = 7;  // words written as one

enum class Script { latin, arabic, cyrillic };

Script script_of(std::string_view name) {
    std::size_t at = 0;
    while (at < name.size()) {
        const char32_t letter = base::next_code_point(name, at);
        if (letter >= 0x0600 && letter <= 0x06FF) {
            return Script::arabic;
        }
        if (letter >= 0x0400 && letter <= 0x04FF) {
            return Script::cyrillic;
        }
    }
    return Script::latin;
}

bool is_article(std::string_view word) {
    constexpr std::array articles = {"al"sv, "el"sv, "ar"sv, "er"sv,  "as"sv, "es"sv, "ash"sv, "ad"sv,
                                     "ed"sv, "at"sv, "et"sv, "ath"sv, "az"sv, "ez"sv, "an"sv,  "en"sv};
    return std::ranges::find(articles, word) != articles.end();
}

std::string assimilated(std::string_view rest) {
    constexpr std::string_view sun = "dnrstz";
    return sun.find(rest.front()) == std::string_view::npos ? "al" : std::string("a") + rest.front();
}

constexpr std::array tells = {"tell"sv, "tal"sv, "tel"sv, "tall"sv};
constexpr std::array deirs = {"deir"sv, "dayr"sv, "der"sv, "deyr"sv, "dair"sv};
constexpr std::array abus = {"abu"sv, "abou"sv, "ebu"sv};
constexpr std::array ains = {"ain"sv, "ayn"sv, "ein"sv, "eyn"sv};
constexpr std::array<std::span<const std::string_view>, 4> alike = {tells, deirs, abus, ains};

class Spellings {
public:
    void add(std::string letters, bool stem = false) {
        const bool known = std::ranges::any_of(made_, [&](const PlacePattern& one) {
            return one.letters == letters && one.cyrillic_stem == stem;
        });
        if (letters.size() >= letters_min && !known) {
            made_.push_back({std::move(letters), stem});
        }
    }

    // -ah and -a at the end, and the words joined.
    void add_endings(const std::string& letters) {
        add(letters);
        const std::size_t last = letters.rfind(' ');
        const std::size_t last_letters = letters.size() - (last == std::string::npos ? 0 : last + 1);
        if (letters.ends_with("ah") && last_letters >= bare_letters_min) {
            add(letters.substr(0, letters.size() - 1));
        } else if (letters.ends_with('a') && last_letters >= bare_letters_min) {
            add(letters + "h");
        }
        std::string joined = base::replace_all(letters, " ", "");
        if (joined.size() >= joined_letters_min && std::ranges::count(letters, ' ') <= 2) {
            add(std::move(joined));
        }
    }

    void add_latin(const std::string& letters) {
        add_endings(letters);
        const std::size_t blank = letters.find(' ');
        if (blank == std::string::npos) {
            return;
        }
        const std::string first = letters.substr(0, blank);
        const std::string rest = letters.substr(blank + 1);
        if (is_article(first)) {
            add_endings("al " + rest);
            add_endings("el " + rest);
            add_endings(assimilated(rest) + " " + rest);
            if (rest.size() >= bare_letters_min) {
                add_endings(rest);
            }
        }
        for (const std::span<const std::string_view> group : alike) {
            if (std::ranges::find(group, first) == group.end()) {
                continue;
            }
            for (const std::string_view other : group) {
                add_endings(std::string(other) + " " + rest);
            }
        }
    }

    [[nodiscard]] std::vector<PlacePattern> take() { return std::move(made_); }

private:
    std::vector<PlacePattern> made_;
};

void add_arabic(std::string_view name, Spellings& made) {
    const std::string text(name);
    made.add(folded_name(text));
    for (const std::string_view before : {"و"sv, "ب"sv, "ل"sv, "ف"sv}) {
        made.add(folded_name(std::string(before) + text));
    }
    if (text.starts_with("ال")) {
        made.add(folded_name("لل" + text.substr(4)));
    }
}

void add_cyrillic(std::string_view name, Spellings& made) {
    const std::string letters = folded_name(name);
    made.add(letters);
    constexpr std::string_view vowels = "aeiouy";
    std::string stem = letters;
    while (!stem.empty() && vowels.find(stem.back()) != std::string_view::npos) {
        stem.pop_back();
    }
    if (stem.size() >= letters_min + 1) {
        made.add(std::move(stem), true);
    }
}

}  // namespace

std::vector<PlacePattern> place_patterns(std::string_view name, bool all) {
    Spellings made;
    const Script script = script_of(name);
    if (script == Script::arabic) {
        add_arabic(name, made);
    } else if (script == Script::cyrillic) {
        add_cyrillic(name, made);
    } else if (all) {
        made.add_latin(folded_name(name));
    } else {
        made.add(folded_name(name));
    }
    return made.take();
}

bool is_cyrillic_ending(std::string_view folded) {
    constexpr std::array endings = {"a"sv,   "u"sv,  "e"sv,  "y"sv,   "i"sv,   "o"sv,
                                    "om"sv,  "em"sv, "oy"sv, "ey"sv,  "yu"sv,  "oyu"sv,
                                    "ami"sv, "am"sv, "ya"sv, "akh"sv, "yey"sv, "ye"sv};
    return std::ranges::find(endings, folded) != endings.end();
}

}  // namespace cordon::trade
