// The family of other romanisations and scripts: one name as offices of different countries write it.
//
// Sources: BGN/PCGN 1947 romanisation of Russian; ICAO Doc 9303 part 3; GOST R 52290 / ISO 9 (scholarly
// form); the common German (Duden) and French (Imprimerie nationale) forms; Resolution 55 of the Cabinet of
// Ukraine (2010); Wade-Giles against Hanyu Pinyin; habits of French, German, Turkish and English spelling of
// Arabic and Persian names, from general knowledge.
#include <algorithm>
#include <span>

#include "base/utf8.h"
#include "reporting/manipulation_words.h"

namespace cordon::reporting {

namespace {

// "^" begins a word, "$" ends it. At each place of a word the first rule that fits is applied.
struct Rule {
    std::u32string_view from;
    std::u32string_view to;
};

struct Scheme {
    std::string_view how;
    std::span<const Rule> rules;
};

constexpr Rule russian_bgn[] = {
    {U"^е", U"ye"}, {U"а", U"a"},  {U"б", U"b"},  {U"в", U"v"},  {U"г", U"g"},  {U"ґ", U"g"},    {U"д", U"d"},
    {U"е", U"e"},   {U"ё", U"yo"}, {U"є", U"ye"}, {U"ж", U"zh"}, {U"з", U"z"},  {U"ий$", U"iy"}, {U"и", U"i"},
    {U"і", U"i"},   {U"ї", U"yi"}, {U"й", U"y"},  {U"к", U"k"},  {U"л", U"l"},  {U"м", U"m"},    {U"н", U"n"},
    {U"о", U"o"},   {U"п", U"p"},  {U"р", U"r"},  {U"с", U"s"},  {U"т", U"t"},  {U"у", U"u"},    {U"ў", U"w"},
    {U"ф", U"f"},   {U"х", U"kh"}, {U"ц", U"ts"}, {U"ч", U"ch"}, {U"ш", U"sh"}, {U"щ", U"shch"}, {U"ъ", U""},
    {U"ы", U"y"},   {U"ь", U""},   {U"э", U"e"},  {U"ю", U"yu"}, {U"я", U"ya"}};
constexpr Rule russian_passport[] = {
    {U"а", U"a"},  {U"б", U"b"},  {U"в", U"v"},  {U"г", U"g"},    {U"ґ", U"g"},  {U"д", U"d"}, {U"е", U"e"},
    {U"ё", U"e"},  {U"є", U"ie"}, {U"ж", U"zh"}, {U"з", U"z"},    {U"и", U"i"},  {U"і", U"i"}, {U"ї", U"i"},
    {U"й", U"i"},  {U"к", U"k"},  {U"л", U"l"},  {U"м", U"m"},    {U"н", U"n"},  {U"о", U"o"}, {U"п", U"p"},
    {U"р", U"r"},  {U"с", U"s"},  {U"т", U"t"},  {U"у", U"u"},    {U"ў", U"u"},  {U"ф", U"f"}, {U"х", U"kh"},
    {U"ц", U"ts"}, {U"ч", U"ch"}, {U"ш", U"sh"}, {U"щ", U"shch"}, {U"ъ", U"ie"}, {U"ы", U"y"}, {U"ь", U""},
    {U"э", U"e"},  {U"ю", U"iu"}, {U"я", U"ia"}};
constexpr Rule russian_scholarly[] = {
    {U"а", U"a"}, {U"б", U"b"},  {U"в", U"v"}, {U"г", U"g"},  {U"ґ", U"g"}, {U"д", U"d"}, {U"е", U"e"},
    {U"ё", U"ë"}, {U"є", U"je"}, {U"ж", U"ž"}, {U"з", U"z"},  {U"и", U"i"}, {U"і", U"i"}, {U"ї", U"ji"},
    {U"й", U"j"}, {U"к", U"k"},  {U"л", U"l"}, {U"м", U"m"},  {U"н", U"n"}, {U"о", U"o"}, {U"п", U"p"},
    {U"р", U"r"}, {U"с", U"s"},  {U"т", U"t"}, {U"у", U"u"},  {U"ў", U"ŭ"}, {U"ф", U"f"}, {U"х", U"h"},
    {U"ц", U"c"}, {U"ч", U"č"},  {U"ш", U"š"}, {U"щ", U"šč"}, {U"ъ", U""},  {U"ы", U"y"}, {U"ь", U"'"},
    {U"э", U"è"}, {U"ю", U"ju"}, {U"я", U"ja"}};

constexpr Scheme from_cyrillic[] = {{"romanised as on English maps (BGN/PCGN)", russian_bgn},
                                    {"romanised as in passports (ICAO 9303)", russian_passport},
                                    {"romanised in the scholarly way (ISO 9)", russian_scholarly}};

// English forms of Russian and Ukrainian names into those of other countries.
constexpr Rule slavic_german[] = {{U"shch", U"schtsch"}, {U"zh", U"sch"}, {U"sh", U"sch"}, {U"ch", U"tsch"},
                                  {U"kh", U"ch"},        {U"ts", U"z"},   {U"iy$", U"i"},  {U"yy$", U"y"},
                                  {U"^ye", U"je"},       {U"ye", U"je"},  {U"yu", U"ju"},  {U"ya", U"ja"},
                                  {U"v", U"w"},          {U"z", U"s"}};
constexpr Rule slavic_french[] = {{U"shch", U"chtch"}, {U"zh", U"j"},  {U"sh", U"ch"},   {U"ch", U"tch"},
                                  {U"kh", U"kh"},      {U"iy$", U"i"}, {U"^ye", U"ie"},  {U"yu", U"iou"},
                                  {U"ya", U"ia"},      {U"u", U"ou"},  {U"in$", U"ine"}, {U"ov$", U"ov"},
                                  {U"ev$", U"iev"}};
constexpr Rule slavic_passport[] = {{U"iy$", U"ii"}, {U"^ye", U"e"}, {U"ye", U"e"},
                                    {U"yu", U"iu"},  {U"ya", U"ia"}, {U"y$", U"ii"},
                                    {U"ey", U"ei"},  {U"ay", U"ai"}, {U"oy", U"oi"}};
constexpr Rule slavic_old_english[] = {{U"ov$", U"off"}, {U"ev$", U"eff"}, {U"iy$", U"y"}, {U"ks", U"x"},
                                       {U"yy$", U"y"},   {U"ey$", U"ei"},  {U"dr", U"dr"}};
constexpr Rule slavic_scholarly[] = {{U"shch", U"šč"}, {U"zh", U"ž"},  {U"sh", U"š"},   {U"ch", U"č"},
                                     {U"kh", U"h"},    {U"ts", U"c"},  {U"iy$", U"ij"}, {U"^ye", U"e"},
                                     {U"yu", U"ju"},   {U"ya", U"ja"}, {U"y$", U"ij"}};
// Back into Russian letters, by sound; what a customer with a Russian passport writes.
constexpr Rule latin_to_cyrillic[] = {
    {U"shch", U"щ"}, {U"zh", U"ж"},   {U"kh", U"х"},      {U"ts", U"ц"},      {U"ch", U"ч"},  {U"sh", U"ш"},
    {U"yu", U"ю"},   {U"ya", U"я"},   {U"^ye", U"е"},     {U"ye", U"е"},      {U"yo", U"ё"},  {U"iu", U"ю"},
    {U"ia", U"ия"},  {U"iy$", U"ий"}, {U"skiy", U"ский"}, {U"sky$", U"ский"}, {U"ay", U"ай"}, {U"ey", U"ей"},
    {U"oy", U"ой"},  {U"ks", U"кс"},  {U"x", U"кс"},      {U"ph", U"ф"},      {U"a", U"а"},   {U"b", U"б"},
    {U"v", U"в"},    {U"g", U"г"},    {U"d", U"д"},       {U"e", U"е"},       {U"z", U"з"},   {U"i", U"и"},
    {U"j", U"дж"},   {U"k", U"к"},    {U"l", U"л"},       {U"m", U"м"},       {U"n", U"н"},   {U"o", U"о"},
    {U"p", U"п"},    {U"r", U"р"},    {U"s", U"с"},       {U"t", U"т"},       {U"u", U"у"},   {U"f", U"ф"},
    {U"h", U"х"},    {U"c", U"к"},    {U"y$", U"ий"},     {U"y", U"ы"},       {U"w", U"в"},   {U"q", U"к"},
    {U"'", U""}};

constexpr Scheme from_slavic_latin[] = {{"in German spelling", slavic_german},
                                        {"in French spelling", slavic_french},
                                        {"as in passports (ICAO 9303)", slavic_passport},
                                        {"in older English spelling", slavic_old_english},
                                        {"in scholarly spelling (ISO 9)", slavic_scholarly},
                                        {"in Russian letters", latin_to_cyrillic}};

constexpr Rule arabic_french[] = {{U"sh", U"ch"},  {U"uu", U"ou"}, {U"oo", U"ou"}, {U"u", U"ou"},
                                  {U"ee", U"i"},   {U"j", U"dj"},  {U"^w", U"ou"}, {U"w", U"ou"},
                                  {U"kh", U"kh"},  {U"q", U"k"},   {U"dh", U"d"},  {U"th", U"th"},
                                  {U"^al", U"el"}, {U"mm", U"m"},  {U"iy", U"i"},  {U"gh", U"gh"}};
constexpr Rule arabic_german[] = {{U"sh", U"sch"}, {U"j", U"dsch"}, {U"kh", U"ch"},
                                  {U"y", U"j"},    {U"q", U"k"},    {U"z", U"s"},
                                  {U"w", U"w"},    {U"oo", U"u"},   {U"ee", U"i"}};
constexpr Rule arabic_turkish[] = {{U"sh", U"ş"}, {U"ch", U"ç"},     {U"j", U"c"},  {U"kh", U"h"},
                                   {U"gh", U"g"}, {U"q", U"k"},      {U"w", U"v"},  {U"th", U"s"},
                                   {U"dh", U"z"}, {U"^al-", U"el-"}, {U"ee", U"i"}, {U"oo", U"u"},
                                   {U"ou", U"u"}, {U"ad$", U"et"},   {U"aa", U"a"}};
constexpr Rule arabic_english[] = {{U"ou", U"oo"}, {U"u", U"oo"}, {U"i", U"ee"}, {U"q", U"k"},
                                   {U"ch", U"sh"}, {U"dj", U"j"}, {U"y$", U"i"}, {U"^al-", U"el-"}};
constexpr Rule arabic_plain[] = {{U"ou", U"u"}, {U"oo", U"u"}, {U"ee", U"i"}, {U"aa", U"a"},
                                 {U"dj", U"j"}, {U"q", U"g"},  {U"e", U"a"},  {U"o", U"u"},
                                 {U"mm", U"m"}, {U"ss", U"s"}, {U"iy", U"i"}};
constexpr Rule arabic_long[] = {
    {U"^muhamm", U"mohamm"}, {U"ad$", U"ed"},  {U"ed$", U"ad"},  {U"id$", U"eed"}, {U"ud$", U"oud"},
    {U"im$", U"eem"},        {U"ir$", U"eer"}, {U"in$", U"een"}, {U"if$", U"eef"}, {U"a$", U"ah"},
    {U"ah$", U"a"},          {U"i$", U"y"},    {U"y$", U"i"}};
constexpr Scheme from_arabic_latin[] = {
    {"in French spelling", arabic_french},   {"in German spelling", arabic_german},
    {"in Turkish spelling", arabic_turkish}, {"with English vowels", arabic_english},
    {"with short vowels", arabic_plain},     {"with other endings", arabic_long}};

constexpr Rule persian_one[] = {{U"mohammad", U"mohamad"},
                                {U"hossein", U"hosein"},
                                {U"zadeh", U"zade"},
                                {U"gh", U"q"},
                                {U"q", U"gh"},
                                {U"ou", U"u"},
                                {U"oo", U"u"},
                                {U"ee", U"i"},
                                {U"w", U"v"},
                                {U"i$", U"y"},
                                {U"eh$", U"e"},
                                {U"kh", U"x"}};
constexpr Rule persian_two[] = {{U"mohammad", U"muhammad"},
                                {U"hossein", U"husayn"},
                                {U"hosein", U"husain"},
                                {U"o", U"u"},
                                {U"e", U"i"},
                                {U"v", U"w"},
                                {U"q", U"k"},
                                {U"i$", U"ee"}};
constexpr Scheme from_persian_latin[] = {{"in another Persian spelling", persian_one},
                                         {"in Arabic-like spelling", persian_two},
                                         {"in French spelling", arabic_french},
                                         {"in German spelling", arabic_german}};

constexpr Rule wade_giles[] = {{U"zhi$", U"chih"}, {U"chi$", U"ch'ih"}, {U"shi$", U"shih"}, {U"ri$", U"jih"},
                               {U"zi$", U"tzu"},   {U"ci$", U"tz'u"},   {U"si$", U"ssu"},   {U"zh", U"ch"},
                               {U"ch", U"ch'"},    {U"^q", U"ch'"},     {U"^j", U"ch"},     {U"^x", U"hs"},
                               {U"^b", U"p"},      {U"^p", U"p'"},      {U"^d", U"t"},      {U"^t", U"t'"},
                               {U"^g", U"k"},      {U"^k", U"k'"},      {U"^z", U"ts"},     {U"^c", U"ts'"},
                               {U"^r", U"j"},      {U"ong", U"ung"},    {U"ian$", U"ien"},  {U"yan$", U"yen"},
                               {U"ie$", U"ieh"},   {U"ye$", U"yeh"},    {U"yu$", U"yü"}};
constexpr Rule yale_like[] = {{U"zh", U"j"}, {U"^q", U"ch"}, {U"^x", U"sh"}, {U"^c", U"ts"}, {U"^z", U"dz"}};
constexpr Scheme from_pinyin[] = {{"in Wade-Giles", wade_giles}, {"as heard in English", yale_like}};

constexpr Rule turkish_english[] = {{U"ş", U"sh"}, {U"ç", U"ch"}, {U"ğ", U"gh"}, {U"ı", U"i"},   {U"ö", U"o"},
                                    {U"ü", U"u"},  {U"c", U"j"},  {U"v", U"w"},  {U"et$", U"ed"}};
constexpr Rule turkish_german[] = {{U"ş", U"sch"},  {U"ç", U"tsch"}, {U"ğ", U"g"},  {U"ı", U"i"},
                                   {U"c", U"dsch"}, {U"y", U"j"},    {U"ö", U"oe"}, {U"ü", U"ue"}};
constexpr Rule kurdish[] = {{U"sh", U"ş"}, {U"ch", U"ç"}, {U"kh", U"x"}, {U"j", U"c"},  {U"ee", U"î"},
                            {U"oo", U"û"}, {U"w", U"w"},  {U"gh", U"x"}, {U"a$", U"e"}, {U"ah$", U"e"}};
constexpr Scheme from_turkish_latin[] = {{"in English spelling", turkish_english},
                                         {"in German spelling", turkish_german},
                                         {"in Kurdish spelling", kurdish}};

// Letters that Arabic and Persian keyboards and habits exchange.
constexpr Rule arabic_letters[] = {{U"أ", U"ا"}, {U"إ", U"ا"}, {U"آ", U"ا"}, {U"ة$", U"ه"}, {U"ى$", U"ي"},
                                   {U"ي", U"ی"}, {U"ك", U"ک"}, {U"ؤ", U"و"}, {U"ئ", U"ي"}};
constexpr Rule persian_letters[] = {{U"ی", U"ي"}, {U"ک", U"ك"}, {U"ه$", U"ة"}, {U"ا", U"أ"}};
constexpr Scheme from_arabic_script[] = {{"typed on another keyboard", arabic_letters},
                                         {"typed on another keyboard", persian_letters}};

constexpr std::string_view slavic_countries[] = {"RU", "BY", "UA", "KZ", "KG", "TJ",
                                                 "UZ", "TM", "MD", "BG", "SU"};
constexpr std::string_view arabic_countries[] = {"SY", "IQ", "YE", "SA", "EG", "LY", "DZ", "TN", "MA",
                                                 "JO", "LB", "PS", "KW", "QA", "AE", "BH", "OM", "SD",
                                                 "SO", "MR", "PK", "ML", "NE", "TD", "DJ", "ER"};
constexpr std::string_view persian_countries[] = {"IR", "AF"};
constexpr std::string_view chinese_countries[] = {"CN", "HK", "TW", "MO", "SG"};
constexpr std::string_view turkish_countries[] = {"TR", "AZ"};

template <std::size_t count>
bool from(const NameToAlter& name, const std::string_view (&codes)[count]) {
    return std::ranges::any_of(name.countries, [&](const std::string& code) {
        return std::ranges::find(codes, code) != std::end(codes);
    });
}

// Latin (with marks) and Cyrillic; the letters that the schemes and the lists use.
char32_t lowered_letter(char32_t letter) {
    if (letter == 0x130U) {
        return U'i';  // Turkish capital I with a dot
    }
    if ((letter >= U'А' && letter <= U'Я') || (letter >= 0xC0U && letter <= 0xDEU && letter != 0xD7U)) {
        return letter + 32;
    }
    if (letter >= 0x400U && letter <= 0x40FU) {
        return letter + 80;
    }
    const bool even_is_capital =
        (letter >= 0x100U && letter <= 0x137U) || (letter >= 0x14AU && letter <= 0x177U);
    const bool odd_is_capital =
        (letter >= 0x139U && letter <= 0x148U) || (letter >= 0x179U && letter <= 0x17EU);
    if ((even_is_capital && letter % 2 == 0) || (odd_is_capital && letter % 2 == 1)) {
        return letter + 1;
    }
    return ascii_lowered(letter);
}

char32_t raised_letter(char32_t letter) {
    for (const char32_t candidate : {letter - 1, letter - 32, letter - 80}) {
        if (candidate > 0x40U && candidate < 0x1000U && candidate != letter &&
            lowered_letter(candidate) == letter) {
            return candidate;
        }
    }
    return letter;
}

// Applies the scheme to one word; capitals follow those of the word.
std::u32string rewritten(const std::u32string& word, std::span<const Rule> rules) {
    std::u32string lower(word);
    std::ranges::transform(lower, lower.begin(), lowered_letter);
    std::u32string out;
    const bool all_capitals = word.size() > 1 && word != lower && lowered_letter(word[1]) != word[1];
    for (std::size_t at = 0; at < lower.size();) {
        const auto fits = [&](const Rule& rule) {
            const bool first = rule.from.front() == U'^';
            const bool last = rule.from.back() == U'$';
            const std::u32string_view letters =
                rule.from.substr(first ? 1 : 0, rule.from.size() - (first ? 1 : 0) - (last ? 1 : 0));
            return (!first || at == 0) && (!last || at + letters.size() == lower.size()) &&
                   std::u32string_view(lower).substr(at).starts_with(letters);
        };
        const auto rule = std::ranges::find_if(rules, fits);
        const bool capital = all_capitals || lowered_letter(word[at]) != word[at];
        std::u32string piece(1, lower[at]);
        std::size_t length = 1;
        if (rule != rules.end()) {
            piece = rule->to;
            length = rule->from.size() - (rule->from.front() == U'^' ? 1 : 0) -
                     (rule->from.back() == U'$' ? 1 : 0);
        }
        for (std::size_t letter = 0; letter < piece.size(); ++letter) {
            const bool raise = capital && (letter == 0 || all_capitals);
            out.push_back(raise ? raised_letter(piece[letter]) : piece[letter]);
        }
        at += length;
    }
    return out;
}

std::optional<AlteredName> by_scheme(const NameToAlter& name, std::span<const Scheme> schemes,
                                     base::Prng& prng) {
    const Scheme& scheme = one_of(schemes, prng);
    Words words = words_of(name.text);
    for (std::u32string& word : words) {
        word = rewritten(word, scheme.rules);
    }
    return altered(name, text_of(words), scheme.how);
}

// "Xiao Ming" or "Xiao-Ming" for "Xiaoming" cannot be told from the letters; the other way round can.
std::optional<AlteredName> join_chinese(const NameToAlter& name, base::Prng& prng) {
    Words words = words_of(name.text);
    if (words.size() < 3) {
        return std::nullopt;
    }
    const std::size_t at = prng.below(2) == 0 ? 0 : words.size() - 2;
    const std::u32string joint = prng.below(2) == 0 ? U"-" : U"";
    words[at] += joint + lowered(words[at + 1]);
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    return altered(name, text_of(words), "syllables of a Chinese name joined");
}

}  // namespace

std::optional<AlteredName> alter_transliteration(const NameToAlter& name, base::Prng& prng) {
    const std::string_view script = script_of_name(name.text);
    if (script == "Cyrl") {
        return by_scheme(name, from_cyrillic, prng);
    }
    if (script == "Arab") {
        return by_scheme(name, from_arabic_script, prng);
    }
    if (script != "Latn" || !is_person(name)) {
        return std::nullopt;
    }
    if (from(name, slavic_countries)) {
        return by_scheme(name, from_slavic_latin, prng);
    }
    if (from(name, persian_countries)) {
        return by_scheme(name, from_persian_latin, prng);
    }
    if (from(name, turkish_countries)) {
        return by_scheme(name, from_turkish_latin, prng);
    }
    if (from(name, chinese_countries)) {
        if (prng.below(3) == 0) {
            if (auto made = join_chinese(name, prng)) {
                return made;
            }
        }
        return by_scheme(name, from_pinyin, prng);
    }
    return from(name, arabic_countries) ? by_scheme(name, from_arabic_latin, prng) : std::nullopt;
}

}  // namespace cordon::reporting
