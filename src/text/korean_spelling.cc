#include "text/korean_spelling.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/name_frequency.h"

namespace cordon::text {

namespace {

constexpr char32_t hangul_first = 0xAC00;

// Unicode chapter 3.12: leads, vowels and tails in the order of the code chart.
enum Lead : std::uint8_t { g, gg, n, d, dd, r, m, b, bb, s, ss, none, j, jj, ch, k, t, p, h };

struct Syllable {
    std::uint8_t lead = 0;
    std::uint8_t vowel = 0;
    std::uint8_t tail = 0;
};

Syllable syllable_of(char32_t letter) {
    const std::uint32_t index = letter - hangul_first;
    return {static_cast<std::uint8_t>(index / 588), static_cast<std::uint8_t>(index / 28 % 21),
            static_cast<std::uint8_t>(index % 28)};
}

using Names = std::array<std::string_view, 21>;
constexpr Names plain_vowels = {"a",  "ae", "ya", "yae", "eo", "e",  "yeo", "ye", "o",  "wa", "wae",
                                "oe", "yo", "u",  "wo",  "we", "wi", "yu",  "eu", "ui", "i"};
constexpr Names customary_vowels = {"a",  "ae", "ya", "yae", "u",  "e",  "you", "ye", "o",   "wa", "wae",
                                    "oi", "yo", "oo", "won", "we", "wi", "yu",  "eu", "eui", "i"};
constexpr Names northern_vowels = {"a",  "ae", "ya", "yae", "o",  "e",  "yo", "ye", "o",  "wa", "wae",
                                   "oe", "yo", "u",  "wo",  "we", "wi", "yu", "u",  "ui", "i"};
constexpr Names foreign_vowels = {"a", "a",  "ya", "ya", "o",  "e",  "yo", "ye", "o",  "wa", "wa",
                                  "o", "yo", "u",  "wo", "we", "wi", "yu", "",   "ui", "i"};

constexpr std::array<std::string_view, 19> plain_leads = {
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"};
constexpr std::array<std::string_view, 19> strong_leads = {
    "k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"};

// Tails by sound: what is heard at the end of a syllable, and what moves over to a following vowel.
enum class End : std::uint8_t { open, k, n, t, l, m, p, ng };
constexpr std::array<End, 28> ends = {End::open, End::k, End::k, End::k, End::n, End::n, End::n,
                                      End::t,    End::l, End::k, End::m, End::l, End::l, End::l,
                                      End::p,    End::l, End::m, End::p, End::p, End::t, End::t,
                                      End::ng,   End::t, End::t, End::k, End::t, End::p, End::t};
// The lead a tail becomes before a vowel; `none` when the tail stays (ng) or there is none.
constexpr std::array<std::uint8_t, 28> moves_over = {none, g, gg, s, n, j, n,  d,    r, g,  m, b, s, t,
                                                     p,    r, m,  b, s, s, ss, none, j, ch, k, t, p, none};
// The tail that stays behind when a double tail moves its second half over.
constexpr std::array<End, 28> stays = {End::open, End::open, End::open, End::k,   End::open, End::n,
                                       End::n,    End::open, End::open, End::l,   End::l,    End::l,
                                       End::l,    End::l,    End::l,    End::l,   End::open, End::open,
                                       End::p,    End::open, End::open, End::ng,  End::open, End::open,
                                       End::open, End::open, End::open, End::open};

std::string_view letters_of(End end) {
    switch (end) {
        case End::open: return "";
        case End::k: return "k";
        case End::n: return "n";
        case End::t: return "t";
        case End::l: return "l";
        case End::m: return "m";
        case End::p: return "p";
        case End::ng: return "ng";
    }
    return "";
}

bool is_voiced(End end) {
    return end == End::open || end == End::n || end == End::l || end == End::m || end == End::ng;
}

const Names& vowels_of(KoreanUsage usage) {
    switch (usage) {
        case KoreanUsage::customary: return customary_vowels;
        case KoreanUsage::northern:
        case KoreanUsage::mccune: return northern_vowels;
        case KoreanUsage::foreign_r:
        case KoreanUsage::foreign_l: return foreign_vowels;
        case KoreanUsage::revised: break;
    }
    return plain_vowels;
}

class Speller {
public:
    explicit Speller(KoreanUsage usage) : usage_(usage) {}

    std::string spell(std::u32string_view letters) {
        std::string text;
        End before = End::open;
        std::optional<std::uint8_t> carried;
        for (std::size_t at = 0; at < letters.size(); ++at) {
            Syllable here = syllable_of(letters[at]);
            if (carried) {
                here.lead = *carried;
                carried.reset();
            }
            End end = ends[here.tail];
            std::optional<Syllable> next;
            if (at + 1 < letters.size()) {
                next = syllable_of(letters[at + 1]);
                if (next->lead == none && moves_over[here.tail] != none) {
                    carried = moves_over[here.tail];
                    end = stays[here.tail];
                }
            }
            text += lead_letters(here.lead, at == 0, before);
            text += vowel_letters(here, at == 0);
            if (next && !carried) {
                end = assimilated(end, *next);
            }
            text += letters_of(end);
            before = end;
        }
        return text;
    }

private:
    [[nodiscard]] bool foreign() const {
        return usage_ == KoreanUsage::foreign_r || usage_ == KoreanUsage::foreign_l;
    }

    [[nodiscard]] std::string_view lead_letters(std::uint8_t lead, bool start, End before) const {
        if (lead == r) {
            if (foreign()) {
                return usage_ == KoreanUsage::foreign_l || before == End::l ? "l" : "r";
            }
            return before == End::l || before == End::n                                            ? "l"
                   : before == End::m || before == End::ng || before == End::k || before == End::p ? "n"
                                                                                                   : "r";
        }
        if (lead == n && before == End::l) {
            return "l";
        }
        switch (usage_) {
            case KoreanUsage::revised: return plain_leads[lead];
            case KoreanUsage::customary: return lead == g && start ? "k" : plain_leads[lead];
            case KoreanUsage::northern:
            case KoreanUsage::mccune:
                if (usage_ == KoreanUsage::mccune && lead == j && (start || !is_voiced(before))) {
                    return "ch";
                }
                return start || !is_voiced(before) ? strong_leads[lead] : plain_leads[lead];
            case KoreanUsage::foreign_r:
            case KoreanUsage::foreign_l: return plain_leads[lead];
        }
        return "";
    }

    // The vowel, with what custom changes beside certain consonants: si, yeong, hyeon, won, hee.
    [[nodiscard]] std::string_view vowel_letters(const Syllable& here, bool start) const {
        constexpr std::uint8_t yeo = 6;
        constexpr std::uint8_t u = 13;
        constexpr std::uint8_t wo = 14;
        constexpr std::uint8_t ui = 19;
        constexpr std::uint8_t h = 18;
        if (usage_ == KoreanUsage::customary) {
            if (here.vowel == ui && here.lead == h) {
                return "ee";  // "Young-hee"
            }
            if (here.vowel == yeo) {
                return ends[here.tail] == End::open ? "yeo" : here.lead == none ? "you" : "yu";
            }
            if (here.vowel == wo) {
                return "wo";
            }
            if (here.vowel == u && here.tail != 0 && ends[here.tail] != End::n) {
                return "u";
            }
        }
        (void)start;
        return vowels_of(usage_)[here.vowel];
    }

    // Nasals before nasals, l before r.
    [[nodiscard]] End assimilated(End end, const Syllable& next) const {
        if (foreign()) {
            return end;
        }
        const bool nasal =
            next.lead == n || next.lead == m || (next.lead == r && end != End::l && end != End::n);
        if (nasal && end == End::k) {
            return End::ng;
        }
        if (nasal && end == End::t) {
            return End::n;
        }
        if (nasal && end == End::p) {
            return End::m;
        }
        return end == End::n && next.lead == r ? End::l : end;
    }

    KoreanUsage usage_;
};

struct Surname {
    std::u32string_view hangul;
    std::string_view customary;
    std::string_view northern;
};

// The surnames of more than nine in ten Koreans, and those of two syllables.
constexpr auto surnames = std::to_array<Surname>({
    {U"김", "kim", "kim"},
    {U"이", "lee", "ri"},
    {U"리", "lee", "ri"},
    {U"박", "park", "pak"},
    {U"최", "choi", "choe"},
    {U"정", "chung", "jong"},
    {U"강", "kang", "kang"},
    {U"조", "cho", "jo"},
    {U"윤", "yoon", "yun"},
    {U"장", "chang", "jang"},
    {U"임", "lim", "rim"},
    {U"림", "lim", "rim"},
    {U"한", "han", "han"},
    {U"오", "oh", "oh"},
    {U"서", "suh", "so"},
    {U"신", "shin", "sin"},
    {U"권", "kwon", "kwon"},
    {U"황", "hwang", "hwang"},
    {U"안", "ahn", "ahn"},
    {U"송", "song", "song"},
    {U"전", "chun", "jon"},
    {U"홍", "hong", "hong"},
    {U"유", "yoo", "ryu"},
    {U"류", "ryu", "ryu"},
    {U"고", "koh", "ko"},
    {U"문", "moon", "mun"},
    {U"양", "yang", "ryang"},
    {U"손", "sohn", "son"},
    {U"배", "bae", "pae"},
    {U"백", "baik", "paek"},
    {U"허", "huh", "ho"},
    {U"남", "nam", "nam"},
    {U"심", "shim", "sim"},
    {U"노", "roh", "ro"},
    {U"로", "roh", "ro"},
    {U"하", "ha", "ha"},
    {U"곽", "kwak", "kwak"},
    {U"성", "sung", "song"},
    {U"차", "cha", "cha"},
    {U"주", "joo", "ju"},
    {U"우", "woo", "woo"},
    {U"구", "koo", "ku"},
    {U"민", "min", "min"},
    {U"나", "na", "ra"},
    {U"진", "jin", "jin"},
    {U"지", "chi", "ji"},
    {U"엄", "eom", "eom"},
    {U"원", "won", "won"},
    {U"천", "chun", "chon"},
    {U"방", "bang", "pang"},
    {U"공", "kong", "kong"},
    {U"현", "hyun", "hyon"},
    {U"함", "ham", "ham"},
    {U"변", "byun", "pyon"},
    {U"염", "yum", "ryom"},
    {U"여", "yeo", "ryo"},
    {U"추", "choo", "chu"},
    {U"도", "doh", "toh"},
    {U"소", "so", "so"},
    {U"석", "suk", "sok"},
    {U"선", "sun", "son"},
    {U"설", "sul", "sol"},
    {U"마", "ma", "ma"},
    {U"길", "gil", "kil"},
    {U"연", "yeon", "yon"},
    {U"표", "pyo", "phyo"},
    {U"명", "myung", "myong"},
    {U"기", "ki", "ki"},
    {U"반", "ban", "pan"},
    {U"왕", "wang", "wang"},
    {U"금", "keum", "kum"},
    {U"옥", "ok", "ok"},
    {U"맹", "maeng", "maeng"},
    {U"제", "je", "je"},
    {U"국", "kook", "kuk"},
    {U"계", "kye", "kye"},
    {U"남궁", "namkoong", "namgung"},
    {U"황보", "hwangbo", "hwangbo"},
    {U"제갈", "jegal", "jegal"},
    {U"사공", "sakong", "sagong"},
    {U"선우", "sunwoo", "sonu"},
    {U"독고", "dokgo", "tokko"},
});

// The ways in which Korean vowels are written, by what they can stand for: eo and o and u for one another
// (jeong, jong, jung), ae and e, i and ee, ui for both its halves (hui, hee).
constexpr unsigned like_a = 1;
constexpr unsigned like_e = 2;
constexpr unsigned like_i = 4;
constexpr unsigned like_o = 8;
constexpr std::string_view vowel_letters = "aeiouyw";

// letters: vowels on end. y and w before one belong to it.
unsigned vowel_of(std::string_view letters) {
    std::string_view core = letters;
    while (core.size() > 1 && (core.front() == 'y' || core.front() == 'w')) {
        core.remove_prefix(1);
    }
    const bool after_w = letters.starts_with('w') && core != letters;
    if (core == "a") return like_a;
    if (core == "e") return like_e | like_o;
    if (core == "ae" || core == "ai" || core == "ay" || core == "ei") return like_e;
    if (core == "i" || core == "ee") return after_w ? like_i | like_o : like_i;
    if (core == "o" || core == "u" || core == "eo" || core == "eu" || core == "oo" || core == "ou")
        return like_o;
    if (core == "ui" || core == "eui") return like_i | like_o;
    if (core == "oe" || core == "oi") return like_e | like_o;
    return like_a | like_e | like_i | like_o;
}

// The next run of vowels from `at` on, and the place behind it; "" when there is none.
std::string_view next_vowels(std::string_view word, std::size_t& at) {
    const std::size_t first = std::min(word.find_first_of(vowel_letters, at), word.size());
    at = std::min(word.find_first_not_of(vowel_letters, first), word.size());
    return word.substr(first, at - first);
}

// One letter for the consonants that usages write for one another (g, k and kk; j, ch and zh), y and w left
// to the vowels. Without r, l and n, which come and go at the start of a syllable (Ri, Lee, Yi; Roh, Noh;
// Ryong, Yong), and without an h that is no sound of its own: of kh, of Rhee, and behind a vowel (Roh).
std::string consonants_of(std::string_view word) {
    const auto is_vowel = [&](std::size_t at) {
        return at < word.size() && vowel_letters.find(word[at]) != std::string_view::npos;
    };
    std::string consonants;
    std::size_t last = word.size();  // place of the last one kept
    for (std::size_t at = 0; at < word.size(); ++at) {
        const char letter = word[at];
        const bool silent =
            letter == 'h' &&
            ((at > 0 && std::string_view("cktpszr").find(word[at - 1]) != std::string_view::npos) ||
             !is_vowel(at + 1));
        const bool before_ch = letter == 't' && at + 1 < word.size() && word[at + 1] == 'c';
        if (is_vowel(at) || silent || before_ch || letter == 'r' || letter == 'l' || letter == 'n') {
            continue;
        }
        const bool ch = letter == 'c' && at + 1 < word.size() && word[at + 1] == 'h';
        const char one = ch || letter == 'j' || letter == 'z'              ? 'j'
                         : letter == 'g' || letter == 'q' || letter == 'c' ? 'k'
                         : letter == 'd'                                   ? 't'
                         : letter == 'b' || letter == 'f'                  ? 'p'
                         : letter == 'x'                                   ? 's'
                                                                           : letter;
        const bool doubled = !consonants.empty() && consonants.back() == one && last + 1 == at;
        if (!doubled) {
            consonants.push_back(one);
        }
        last = at;
    }
    return consonants;
}

}  // namespace

bool korean_spellings_clash(std::string_view left, std::string_view right) {
    if (!is_of_east_asian_syllables(right)) {
        return false;
    }
    if (consonants_of(left) != consonants_of(right)) {
        return true;
    }
    for (std::size_t in_left = 0, in_right = 0;;) {
        const std::string_view one = next_vowels(left, in_left);
        const std::string_view other = next_vowels(right, in_right);
        if (one.empty() || other.empty()) {
            return false;  // not as many: nobody knows which is which
        }
        if ((vowel_of(one) & vowel_of(other)) == 0) {
            return true;
        }
    }
}

std::string spelled_korean(std::u32string_view syllables, KoreanUsage usage) {
    return Speller(usage).spell(syllables);
}

std::size_t korean_surname_syllables(std::u32string_view word) {
    if (word.empty() || word.size() > 4) {
        return 0;
    }
    const bool is_long = word.size() > 1 && std::ranges::any_of(surnames, [&](const Surname& row) {
                             return row.hangul.size() == 2 && word.starts_with(row.hangul);
                         });
    return is_long ? 2 : word.size() < 4 ? 1 : 0;
}

std::string spelled_korean_surname(std::u32string_view surname, KoreanUsage usage) {
    const auto found = std::ranges::find(surnames, surname, &Surname::hangul);
    if (found != surnames.end() && usage == KoreanUsage::customary) {
        return std::string(found->customary);
    }
    if (found != surnames.end() && (usage == KoreanUsage::northern || usage == KoreanUsage::mccune)) {
        return std::string(found->northern);
    }
    return spelled_korean(surname, usage);
}

}  // namespace cordon::text
