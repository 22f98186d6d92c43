#include "text/name_tokens.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "base/utf8.h"
#include "text/legal_forms.h"
#include "text/name_frequency.h"
#include "text/name_words.h"
#include "text/word_set.h"
#include "text/word_spelling.h"

namespace cordon::text {

namespace {

constexpr std::size_t word_letters_max = 64;  // a longer run of letters is parted, so that costs stay bounded

bool is_vowel(char letter) {
    return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u';
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

// Word under construction, with what is needed to decide at its end.
struct WordInProgress {
    std::vector<FoldedLetter> letters;
    std::vector<char32_t> code_points;
    int latin = 0;
    int other = 0;  // Cyrillic or Greek letters
    int digits = 0;
    ScriptFamily script = ScriptFamily::none;
    bool unknown = false;  // a letter without a folded form

    void reset() {
        letters.clear();
        code_points.clear();
        latin = other = digits = 0;
        script = ScriptFamily::none;
        unknown = false;
    }
};

std::string plain_text(const WordInProgress& word) {
    std::string text;
    // Look-alike letters smuggled into a Latin word: read as what they look like.
    const bool mixed = word.latin > 0 && word.other > 0;
    const bool smuggled =
        mixed && (word.latin >= word.other || std::ranges::all_of(word.code_points, [](char32_t letter) {
                      const ScriptFamily script = fold_letter(letter).script;
                      return (script != ScriptFamily::cyrillic && script != ScriptFamily::greek) ||
                             look_alike(letter) != 0;
                  }));
    for (std::size_t at = 0; at < word.letters.size(); ++at) {
        const ScriptFamily script = word.letters[at].script;
        if (smuggled && (script == ScriptFamily::cyrillic || script == ScriptFamily::greek)) {
            if (const char shown = look_alike(word.code_points[at]); shown != 0) {
                text.push_back(shown);
                continue;
            }
        }
        text += word.letters[at].ascii;
    }
    return text;
}

// A script that nobody here romanises (Khmer, Lao, ...): each letter spelled by its code point, so that the
// same name in the same script still meets itself.
std::string spelled_out(const WordInProgress& word) {
    std::string text;
    for (std::size_t at = 0; at < word.letters.size(); ++at) {
        if (word.letters[at].letter_class == LetterClass::letter) {
            char32_t number = word.code_points[at];
            for (int place = 0; place < 3; ++place, number /= 26) {
                text.push_back(static_cast<char>('a' + number % 26));
            }
        }
    }
    return text;
}

// Two native letters whose Latin letters look like the digraph of a third: "t" and "s" beside tsadi's "ts".
bool look_like_one(std::string_view left, std::string_view right) {
    constexpr std::array<std::string_view, 8> digraphs = {"sh", "kh", "gh", "th", "dh", "ch", "zh", "ts"};
    return left.size() == 1 && right.size() == 1 && std::ranges::any_of(digraphs, [&](std::string_view each) {
               return each[0] == left[0] && each[1] == right[0];
           });
}

// Arabic and Hebrew letters: waw and yeh are consonants at the start of a word (or behind the article),
// vowels elsewhere. Letters that would look like one are parted by doubling the first
// (text/bare_similarity.cc reads them so), but for the aspirates of Urdu.
std::string vowelless_text(const WordInProgress& word) {
    std::string text;
    const bool article =
        word.letters.size() > 3 && word.letters[0].ascii == "a" && word.letters[1].ascii == "l";
    for (std::size_t at = 0; at < word.letters.size(); ++at) {
        const std::string_view ascii = word.letters[at].ascii;
        const bool start = at == 0 || (article && at == 2);
        if (!start && ascii == "w") {
            text += 'u';
        } else if (!start && ascii == "y") {
            text += 'i';
        } else {
            if (at > 0 && look_like_one(word.letters[at - 1].ascii, ascii) && word.code_points[at] != U'ھ') {
                text += word.letters[at - 1].ascii;
            }
            text += ascii;
        }
    }
    return text;
}

// Han and Hangul syllables are words of their own: never particles, initials or letters of an acronym.
bool is_syllable(const NameToken& token) {
    return token.script == ScriptFamily::han || token.script == ScriptFamily::hangul;
}

class NameBuilder {
public:
    explicit NameBuilder(std::vector<NameToken>& tokens) : tokens_(tokens) {}

    [[nodiscard]] bool empty() const { return tokens_.empty(); }

    void add(std::string_view text, const NameToken& like) {
        if (text.empty()) {
            return;
        }
        NameToken token = like;
        token.text = text;
        const bool digit = std::ranges::any_of(text, is_digit);
        const bool letters = !std::ranges::all_of(text, is_digit);
        token.role = digit && (!letters || is_code(text)) ? TokenRole::number
                     : is_syllable(token)                 ? TokenRole::word
                                                          : role_of_word(text);
        tokens_.push_back(std::move(token));
    }

    // A word of Arabic origin into its parts; true when it was one.
    bool add_arabic_compound(std::string_view text, const NameToken& like) {
        return add_with_title(text, like) || add_servant_of(text, like) || add_suffixed(text, like);
    }

private:
    // "MullahKarim": a title that ran into the name.
    bool add_with_title(std::string_view text, const NameToken& like) {
        constexpr auto titles =
            std::to_array<std::string_view>({"mullah", "maulavi", "mawlawi", "sheikh", "shaykh", "shaikh",
                                             "ayatollah", "colonel", "professor"});
        for (const std::string_view title : titles) {
            const std::string_view rest = text.starts_with(title) ? text.substr(title.size()) : "";
            if (!like.vowelless && rest.size() >= 4 && name_frequency(rest) > 0) {
                const std::string_view canonical = canonical_word(title, false);
                add(canonical.empty() ? title : canonical, like);
                const std::string_view name = canonical_word(rest, false);
                add(name.empty() ? rest : name, like);
                return true;
            }
        }
        return false;
    }

    // abd(u)l-X in one word: "abdulrahman", "abdurrahman", "abdirahman", "abdelkader", vowelless "bdalrhmn".
    bool add_servant_of(std::string_view text, const NameToken& like) {
        if (like.vowelless) {
            return add_bare_servant_of(text, like);
        }
        constexpr std::string_view head = "abd";
        if (text.starts_with("cabd")) {
            text.remove_prefix(1);  // Somali writes ayn as c
        }
        if (!text.starts_with(head) || text.size() < head.size() + 3 || text.ends_with("ov") ||
            text.ends_with("ev") || text.ends_with("ova") || text.ends_with("eva")) {
            return false;
        }
        std::string_view rest = text.substr(head.size());
        const bool vowel = is_vowel(rest.front());
        if (vowel) {
            rest.remove_prefix(1);
        }
        if (is_god(rest)) {
            rest = "allah";
        } else if (rest.size() >= 4 && rest[0] == 'l') {
            rest.remove_prefix(1);
        } else if (rest.size() >= 4 && rest[0] == rest[1] && !is_vowel(rest[0])) {
            rest.remove_prefix(1);
        } else if (!vowel) {
            return false;
        }
        if (rest.size() < 3) {
            return false;
        }
        add("abd", like);
        add(rest, like);
        return true;
    }

    // The same without short vowels, where the article is written: "bdalrhmn"; the word began with ayn.
    bool add_bare_servant_of(std::string_view text, const NameToken& like) {
        if (!text.starts_with("bd") || text.starts_with("bdh")) {
            return false;
        }
        std::string_view rest = text.substr(2);
        if (rest == "lh" || rest == "alh" || rest == "allh") {
            rest = "allah";
        } else if (rest.starts_with("al") && rest.size() >= 4) {
            rest.remove_prefix(2);
        } else {
            return false;
        }
        add("abd", like);
        add(rest, like);
        return true;
    }

    // "a123456": the number of a document rather than a word.
    static bool is_code(std::string_view text) {
        const auto digits = std::ranges::count_if(text, is_digit);
        return digits >= 4 && digits * 2 > std::ssize(text);
    }

    static bool is_god(std::string_view rest) {
        constexpr std::array<std::string_view, 10> forms = {"lah", "llah", "lahi", "llahi", "lla",
                                                            "lh",  "llh",  "lahe", "llahe", "llaahi"};
        return std::ranges::find(forms, rest) != forms.end();
    }

    struct Suffix {
        std::string_view ending;
        std::string_view part;
    };

    // "atiqullah", "salahuddin", "ziaurrahman" in one word, also as written in French, Russian and Turkish:
    // "nasroullah", "sirajutdin", "nurettin". Where one ending is the end of another, the longer one first.
    bool add_suffixed(std::string_view text, const NameToken& like) {
        constexpr std::size_t letters_min = 7;             // of the shortest suffix and a name before it
        constexpr std::string_view last_letters = "aehn";  // of all of them
        if (text.size() < letters_min || !last_letters.contains(text.back())) {
            return false;
        }
        constexpr auto suffixes = std::to_array<Suffix>({
            {"ourrahman", "rahman"}, {"ourahman", "rahman"}, {"urrahmane", "rahman"}, {"errahmane", "rahman"},
            {"arrahmane", "rahman"}, {"orahman", "rahman"},  {"orehman", "rahman"},   {"oullah", "allah"},
            {"oulla", "allah"},      {"ouddine", "din"},     {"ouddin", "din"},       {"oudine", "din"},
            {"oudin", "din"},        {"utdin", "din"},       {"etdin", "din"},        {"ettin", "din"},
            {"urrahman", "rahman"},  {"urrehman", "rahman"}, {"orrahman", "rahman"},  {"urahman", "rahman"},
            {"urehman", "rahman"},   {"arrahman", "rahman"}, {"errahman", "rahman"},  {"alrhmn", "rahman"},
            {"ullah", "allah"},      {"allah", "allah"},     {"ollah", "allah"},      {"ellah", "allah"},
            {"ulla", "allah"},       {"allh", "allah"},      {"uddin", "din"},        {"eddine", "din"},
            {"eddin", "din"},        {"addin", "din"},       {"oddin", "din"},        {"iddin", "din"},
            {"uddine", "din"},       {"addine", "din"},      {"aldin", "din"},        {"aldine", "din"},
            {"eldin", "din"},        {"eldine", "din"},      {"uldin", "din"},        {"udin", "din"},
            {"udeen", "din"},        {"uddeen", "din"},      {"edin", "din"},         {"adeen", "din"},
        });
        for (const Suffix& suffix : suffixes) {
            const auto sure_behind = [&suffix] { return suffix.ending.contains("dd") ? 2U : 3U; };
            if (text.ends_with(suffix.ending.back()) && text.ends_with(suffix.ending) &&
                text.size() >= suffix.ending.size() + sure_behind()) {
                add(text.substr(0, text.size() - suffix.ending.size()), like);
                add(suffix.part, like);
                return true;
            }
        }
        return false;
    }

    std::vector<NameToken>& tokens_;
};

// The article, alone or behind "for" (lil-) and, inside a name, "and" (wa-l-). Written with plain alef: a
// word with a hamza on it has none.
void part_arabic_article(const WordInProgress& word, std::string& text, NameBuilder& builder,
                         const NameToken& like) {
    const auto begins = [&word](std::u32string_view letters) {
        return word.code_points.size() > letters.size() + 1 &&
               std::equal(letters.begin(), letters.end(), word.code_points.begin());
    };
    if (begins(U"ال") && text.starts_with("al") && text != "allh") {
        builder.add("al", like);
        text.erase(0, 2);
    } else if (begins(U"لل") && word.code_points.size() > 4 && text.starts_with("ll")) {
        builder.add("al", like);
        text.erase(0, 2);
    } else if (begins(U"وال") && word.code_points.size() > 6 && text.starts_with("wal") && !builder.empty()) {
        builder.add("wa", like);
        builder.add("al", like);
        text.erase(0, 3);
    }
}

// "195th" is "195".
std::string without_ordinal_ending(std::string text) {
    constexpr auto endings = std::to_array<std::string_view>({"st", "nd", "rd", "th"});
    for (const std::string_view ending : endings) {
        if (text.size() > ending.size() && text.ends_with(ending) &&
            std::all_of(text.begin(), text.end() - static_cast<std::ptrdiff_t>(ending.size()), is_digit)) {
            text.resize(text.size() - ending.size());
            break;
        }
    }
    return text;
}

// Digits among letters as the letters they look like, where that gives a known word: "a8dul", "mahd1".
// Anything else with digits stays as it is.
std::string without_look_alike_digits(const std::string& text) {
    const auto digits = std::ranges::count_if(text, is_digit);
    if (digits == 0 || digits > 4 || digits * 2 > std::ssize(text)) {
        return text;
    }
    constexpr std::array<std::string_view, 10> letters_of = {"o", "il", "z", "e", "a",
                                                             "s", "gb", "t", "b", "gq"};
    std::vector<std::string> readings{""};
    for (const char letter : text) {
        const std::string_view letters = is_digit(letter) ? letters_of[static_cast<std::size_t>(letter - '0')]
                                                          : std::string_view(&letter, 1);
        std::vector<std::string> longer;
        for (const std::string& reading : readings) {
            for (const char one : letters) {
                longer.push_back(reading + one);
            }
        }
        readings = std::move(longer);
    }
    for (std::string& reading : readings) {
        if (known_role(reading) || !canonical_word(reading, false).empty() || name_frequency(reading) > 0) {
            return std::move(reading);
        }
    }
    return text;
}

void finish_word(WordInProgress& word, std::vector<NameToken>& tokens) {
    if (word.letters.empty()) {
        word.reset();
        return;
    }
    NameToken like;
    like.script = word.script;
    like.vowelless = word.script == ScriptFamily::arabic || word.script == ScriptFamily::hebrew;
    std::string text;
    if (word.unknown) {
        std::string utf8;
        for (const char32_t code_point : word.code_points) {
            base::append_utf8(utf8, code_point);
        }
        text = romanise_by_icu(utf8);
        if (text.empty()) {
            text = spelled_out(word);
        }
    } else {
        text = like.vowelless ? vowelless_text(word)
                              : without_look_alike_digits(without_ordinal_ending(plain_text(word)));
        if (like.script == ScriptFamily::latin) {
            text = spelled_plainly(std::move(text));
        }
    }
    NameBuilder builder(tokens);
    if (like.script == ScriptFamily::arabic) {
        part_arabic_article(word, text, builder, like);
    }
    const std::string_view canonical =
        is_syllable(like) ? std::string_view() : canonical_word(text, like.vowelless);
    if (!canonical.empty()) {
        builder.add(canonical, like);
    } else if (!builder.add_arabic_compound(text, like)) {
        builder.add(text, like);
    }
    word.reset();
}

// "as-Sanaa": a word of vowel and consonant before the same consonant is the article.
void mark_sun_articles(std::vector<NameToken>& tokens) {
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
        NameToken& token = tokens[at];
        const std::string& next = tokens[at + 1].text;
        const std::string& text = token.text;
        const bool assimilated =
            (text.size() == 2 && is_vowel(text[0]) && !is_vowel(text[1]) && next.front() == text[1]) ||
            (text.size() == 3 && is_vowel(text[0]) && next.size() > 3 && next.starts_with(text.substr(1)));
        if (assimilated && !is_syllable(token) &&
            (token.role == TokenRole::word || token.role == TokenRole::particle)) {
            token.text = "al";
            token.role = TokenRole::particle;
        }
    }
}

// "S. A. R. L." or "s a": single letters that together are a legal form become one word.
void join_spelled_legal_forms(std::vector<NameToken>& tokens) {
    const auto single = [](const NameToken& token) { return token.text.size() == 1 && !is_syllable(token); };
    for (std::size_t at = 1; at < tokens.size(); ++at) {
        std::string letters;
        while (letters.size() < 4 && at + letters.size() < tokens.size() &&
               single(tokens[at + letters.size()])) {
            letters += tokens[at + letters.size()].text;
        }
        for (std::size_t count = letters.size(); count >= 2; --count) {
            const std::string joined = letters.substr(0, count);
            if (role_of_word(joined) == TokenRole::legal_form) {
                tokens[at].text = joined;
                tokens[at].role = TokenRole::legal_form;
                tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                             tokens.begin() + static_cast<std::ptrdiff_t>(at + count));
                break;
            }
        }
    }
}

// "T.D.G.", "S.M.G. Holding": three letters or more on end, or a name of nothing but letters, are an acronym.
void join_acronyms(std::vector<NameToken>& tokens) {
    const auto single = [](const NameToken& token) {
        return token.text.size() == 1 && !token.vowelless && !is_syllable(token);
    };
    const bool only_letters = std::ranges::all_of(tokens, single);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        std::size_t end = at;
        std::string joined;
        for (; end < tokens.size() && single(tokens[end]); ++end) {
            joined += tokens[end].text;
        }
        if (end - at >= 3 || (only_letters && end - at == 2)) {
            tokens[at].text = joined;
            tokens[at].role = role_of_word(joined);
            tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                         tokens.begin() + static_cast<std::ptrdiff_t>(end));
        }
    }
}

// "Patricia Le", "Omar To", "Ram Das": a particle leads to what stands behind it, so that at the end it is a
// name. Behind a comma it is one all the same: "Pen, Marine Le".
void mark_last_names(std::vector<NameToken>& tokens) {
    static const WordSet names = words_of("an das di do la le ou to");
    if (tokens.size() > 1 && tokens.back().role == TokenRole::particle &&
        names.contains(tokens.back().text)) {
        tokens.back().ends_name = true;
    }
}

}  // namespace

TokenRole role_of_word(std::string_view word) {
    if (const auto known = known_role(word)) {
        return *known;
    }
    return word.size() == 1 ? TokenRole::initial : TokenRole::word;
}

void tokenise_name(std::string_view utf8, TokenisedName& name) {
    name.tokens.clear();
    WordInProgress word;
    std::vector<std::size_t> ampersands;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t code_point = base::next_code_point(utf8, at);
        const FoldedLetter letter = fold_letter(code_point);
        const bool non_joiner = code_point == 0x200C;  // ends a word in Persian compounds
        if (letter.letter_class == LetterClass::separator || non_joiner) {
            finish_word(word, name.tokens);
            if (code_point == U'&' || code_point == U'＆') {
                ampersands.push_back(name.tokens.size());
            }
            continue;
        }
        // Ayn has no letter, but what follows it is no longer at the start of the word.
        const bool ayn = code_point == U'ع' || code_point == U'ע';
        // The vowel signs of India and South-East Asia are marks, and ICU needs them.
        const bool vowel_sign = word.script == ScriptFamily::other;
        if (letter.letter_class == LetterClass::joiner && !ayn && !vowel_sign) {
            continue;
        }
        const bool hangul_or_han =
            letter.script == ScriptFamily::han || letter.script == ScriptFamily::hangul;
        if (hangul_or_han || word.letters.size() >= word_letters_max) {
            finish_word(word,
                        name.tokens);  // one word a syllable: East Asian names are compared by syllables
        }
        word.letters.push_back(letter);
        word.code_points.push_back(code_point);
        word.digits += letter.letter_class == LetterClass::digit ? 1 : 0;
        word.latin += letter.script == ScriptFamily::latin ? 1 : 0;
        word.other += letter.script == ScriptFamily::cyrillic || letter.script == ScriptFamily::greek ? 1 : 0;
        word.unknown = word.unknown || (letter.letter_class == LetterClass::letter && letter.ascii.empty());
        if (word.script == ScriptFamily::none) {
            word.script = letter.script;
        }
        if (hangul_or_han) {
            finish_word(word, name.tokens);
        }
    }
    finish_word(word, name.tokens);
    join_by_ampersand(name.tokens, ampersands);
    mark_sun_articles(name.tokens);
    join_spelled_legal_forms(name.tokens);
    shorten_legal_forms(name.tokens);
    join_acronyms(name.tokens);
    if (utf8.find(',') == std::string_view::npos) {
        mark_last_names(name.tokens);
    }
}

}  // namespace cordon::text
