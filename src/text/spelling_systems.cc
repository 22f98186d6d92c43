#include "text/spelling_systems.h"

#include <algorithm>
#include <array>

#include "text/fold.h"

namespace cordon::text {

namespace {

constexpr auto scholarly = std::to_array<SpellingRow>({
    {U"ий$", "i"}, {U"ый$", "y"}, {U"ж", "z"},  {U"ч", "c"},  {U"ш", "s"}, {U"щ", "sc"}, {U"х", "h"},
    {U"ц", "c"},   {U"й", "j"},   {U"ю", "ju"}, {U"я", "ja"}, {U"ё", "e"}, {U"ђ", "d"},  {U"ћ", "c"},
    {U"џ", "dz"},  {U"є", "je"},  {U"ї", "ji"}, {U"қ", "k"},  {U"ғ", "g"}, {U"җ", "j"},
});

constexpr auto polish = std::to_array<SpellingRow>({
    {U"ский$", "ski"}, {U"цкий$", "cki"}, {U"ская$", "ska"}, {U"цкая$", "cka"}, {U"вич$", "wicz"},
    {U"ий$", "i"},     {U"ый$", "y"},     {U"рж", "rz"},     {U"бж", "brz"},    {U"пш", "prz"},
    {U"кш", "krz"},    {U"ке", "kie"},    {U"ге", "gie"},    {U"ж", "z"},       {U"ч", "cz"},
    {U"ш", "sz"},      {U"щ", "szcz"},    {U"х", "ch"},      {U"ц", "c"},       {U"й", "j"},
    {U"в", "w"},       {U"ю", "iu"},      {U"я", "ia"},      {U"ё", "io"},      {U"ё", "io"},
});

constexpr auto french = std::to_array<SpellingRow>({
    {U"^е", "e"},    {U"ге", "gue"},  {U"ги", "gui"}, {U"кс", "x"},  {U"ин$", "ine"},
    {U"ын$", "yne"}, {U"ий$", "i"},   {U"ый$", "y"},  {U"ж", "j"},   {U"ч", "tch"},
    {U"ш", "ch"},    {U"щ", "chtch"}, {U"у", "ou"},   {U"ю", "iou"}, {U"я", "ia"},
    {U"й", "i"},     {U"ё", "io"},    {U"х", "kh"},   {U"дж", "dj"},
});

constexpr auto german = std::to_array<SpellingRow>({
    {U"ий$", "i"},
    {U"ый$", "y"},
    {U"ей", "ei"},
    {U"ай", "ai"},
    {U"кс", "x"},
    {U"в", "w"},
    {U"ж", "sch"},
    {U"ч", "tsch"},
    {U"ш", "sch"},
    {U"щ", "schtsch"},
    {U"х", "ch"},
    {U"ц", "z"},
    {U"й", "j"},
    {U"ю", "ju"},
    {U"я", "ja"},
    {U"ё", "jo"},
    {U"з", "s"},
    {U"дж", "dsch"},
});

constexpr auto romance = std::to_array<SpellingRow>({
    // French
    {U"о$", "ot"},
    {U"е$", "et"},
    {U"ье$", "ier"},
    {U"нье$", "gnier"},
    {U"йе$", "iller"},
    {U"йя$", "illat"},
    {U"ар$", "ard"},
    {U"нь$", "gne"},
    {U"йе", "ille"},
    {U"йо", "illo"},
    {U"ье", "ie"},
    {U"же", "ge"},
    {U"жи", "gi"},
    {U"ж$", "ge"},
    {U"ж", "j"},
    {U"ш", "ch"},
    {U"у", "ou"},
    {U"уа", "oi"},
    {U"ю", "u"},
    {U"ге", "gue"},
    {U"ги", "gui"},
    {U"ке", "que"},
    {U"ки", "qui"},
    {U"кс", "x"},
    {U"к", "c"},
    {U"кв", "qu"},
    // Italian
    {U"джа", "gia"},
    {U"джо", "gio"},
    {U"джу", "giu"},
    {U"дже", "ge"},
    {U"джи", "gi"},
    {U"дж$", "ge"},
    {U"ча", "cia"},
    {U"чо", "cio"},
    {U"чу", "ciu"},
    {U"че", "ce"},
    {U"чи", "ci"},
    {U"кь", "chi"},
    {U"кья", "chia"},
    {U"кье", "chie"},
    {U"кьо", "chio"},
    {U"гь", "ghi"},
    {U"гья", "ghia"},
    {U"ки$", "chi"},
    {U"ц", "z"},
    {U"дз", "z"},
    {U"лья", "glia"},
    {U"льо", "glio"},
    {U"нья", "gna"},
    {U"ньо", "gno"},
    {U"нье", "gne"},
    {U"ньи", "gni"},
    {U"й", "i"},
    {U"я", "ia"},
    {U"ё", "io"},
    {U"х", "h"},
});

constexpr auto ukrainian = std::to_array<SpellingRow>({
    {U"зг", "zgh"},
    {U"г", "h"},
    {U"и", "y"},
    {U"ий$", "yi"},
    {U"^й", "y"},
    {U"й", "i"},
    {U"^є", "ye"},
    {U"є", "ie"},
    {U"^ї", "yi"},
    {U"ї", "i"},
    {U"^ю", "yu"},
    {U"ю", "iu"},
    {U"^я", "ya"},
    {U"я", "ia"},
});

constexpr auto elot = std::to_array<SpellingRow>({
    {U"ου", "ou"},    {U"αυθ", "afth"}, {U"ευθ", "efth"}, {U"αυκ", "afk"},  {U"ευκ", "efk"},
    {U"αυξ", "afx"},  {U"ευξ", "efx"},  {U"αυπ", "afp"},  {U"ευπ", "efp"},  {U"αυσ", "afs"},
    {U"ευσ", "efs"},  {U"αυτ", "aft"},  {U"ευτ", "eft"},  {U"αυφ", "aff"},  {U"ευφ", "eff"},
    {U"αυχ", "afch"}, {U"ευχ", "efch"}, {U"αυψ", "afps"}, {U"ευψ", "efps"}, {U"αυ", "av"},
    {U"ευ", "ev"},    {U"ηυ", "iv"},    {U"γγ", "ng"},    {U"γξ", "nx"},    {U"γχ", "nch"},
    {U"^μπ", "b"},    {U"μπ$", "b"},    {U"μπ", "mp"},
});

constexpr auto spoken_greek = std::to_array<SpellingRow>({
    {U"ου", "ou"}, {U"αυ", "av"}, {U"ευ", "ev"}, {U"μπ", "b"}, {U"ντ", "d"},   {U"^ντ", "d"}, {U"γκ", "g"},
    {U"γγ", "g"},  {U"χ", "h"},   {U"ει", "i"},  {U"οι", "i"}, {U"υι", "i"},   {U"υ", "i"},   {U"αι", "e"},
    {U"τζ", "tz"}, {U"φ", "ph"},  {U"κ", "c"},   {U"γι", "y"}, {U"^γε", "ye"},
});

constexpr auto both_greek = std::to_array<SpellingSystem>({{"elot", elot}, {"spoken", spoken_greek}});

constexpr auto systems = std::to_array<SpellingSystem>({
    {"scholarly", scholarly},
    {"polish", polish},
    {"french", french},
    {"german", german},
    {"ukrainian", ukrainian},
    {"romance", romance},
});

}  // namespace

std::span<const SpellingSystem> cyrillic_systems() {
    return systems;
}

std::span<const SpellingSystem> greek_systems() {
    return both_greek;
}

std::string spelled_by(const SpellingSystem& system, std::u32string_view word) {
    std::string latin;
    for (std::size_t at = 0; at < word.size();) {
        const SpellingRow* best = nullptr;
        std::size_t used = 0;
        for (const SpellingRow& row : system.rows) {
            std::u32string_view letters = row.letters;
            const bool start = letters.front() == U'^';
            const bool end = letters.back() == U'$';
            letters.remove_prefix(start ? 1 : 0);
            letters.remove_suffix(end ? 1 : 0);
            const bool here = word.substr(at).starts_with(letters) && (!start || at == 0) &&
                              (!end || at + letters.size() == word.size());
            if (here && letters.size() + (start || end ? 1 : 0) > used) {
                best = &row;
                used = letters.size() + (start || end ? 1 : 0);
            }
        }
        if (best == nullptr) {
            latin += fold_letter(word[at]).ascii;
            ++at;
        } else {
            latin += best->latin;
            const bool bounded = best->letters.front() == U'^' || best->letters.back() == U'$';
            at += best->letters.size() - (bounded ? 1 : 0);
        }
    }
    return latin;
}

// --- Japanese and Chinese in Cyrillic letters ---------------------------------------------------

namespace {

constexpr auto polivanov = std::to_array<SpellingRow>({
    {U"дзя", "ja"}, {U"дзю", "ju"},   {U"дзё", "jo"},   {U"дзи", "ji"}, {U"дза", "za"}, {U"дзу", "zu"},
    {U"дзэ", "ze"}, {U"дзе", "ze"},   {U"дзо", "zo"},   {U"тя", "cha"}, {U"тю", "chu"}, {U"тё", "cho"},
    {U"ти", "chi"}, {U"ся", "sha"},   {U"сю", "shu"},   {U"сё", "sho"}, {U"си", "shi"}, {U"цу", "tsu"},
    {U"фу", "fu"},  {U"тти", "tchi"}, {U"сси", "sshi"}, {U"нн", "nn"},  {U"мб", "mb"},  {U"мп", "mp"},
    {U"мм", "mm"},  {U"х", "h"},      {U"й", "i"},      {U"э", "e"},    {U"в", "w"},    {U"ё", "yo"},
    {U"ъ", ""},     {U"дзё", "jo"},
});
constexpr SpellingSystem polivanov_system{"japanese", polivanov};

bool is_cyrillic_vowel(char32_t letter) {
    return std::u32string_view(U"аиуэоеяюёы").find(letter) != std::u32string_view::npos;
}

// Consonants of Polivanov's syllables: at most one before a vowel, but for dz, doubled ones and n or m before
// another.
bool has_japanese_syllables(std::u32string_view word) {
    std::size_t consonants = 0;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const char32_t letter = word[at];
        if (is_cyrillic_vowel(letter) || letter == U'й') {
            consonants = 0;
            continue;
        }
        if (letter == U'ъ' && at > 0 && word[at - 1] == U'н') {  // parts "n" from a vowel: Синъити
            continue;
        }
        if (std::u32string_view(U"кгсзтднхбпмрцфв").find(letter) == std::u32string_view::npos) {
            return false;
        }
        const bool joins = at > 0 && (word[at - 1] == letter || word[at - 1] == U'н' ||
                                      word[at - 1] == U'м' || (word[at - 1] == U'д' && letter == U'з'));
        consonants = joins ? 1 : consonants + 1;
        if (consonants > 1) {
            return false;
        }
    }
    return word.size() >= 3 && (consonants == 0 || word.back() == U'н');
}

struct PalladiusPart {
    std::u32string_view letters;
    std::string_view pinyin;
};

// Initials; before i and ü the sibilants are written otherwise in Pinyin.
constexpr auto palladius_initials = std::to_array<PalladiusPart>({
    {U"чж", "zh"}, {U"цз", "z"}, {U"ч", "ch"}, {U"ц", "c"}, {U"ш", "sh"}, {U"ж", "r"}, {U"б", "b"},
    {U"п", "p"},   {U"м", "m"},  {U"ф", "f"},  {U"д", "d"}, {U"т", "t"},  {U"н", "n"}, {U"л", "l"},
    {U"г", "g"},   {U"к", "k"},  {U"х", "h"},  {U"с", "s"}, {U"", ""},
});

constexpr auto palladius_finals = std::to_array<PalladiusPart>({
    {U"иань", "ian"}, {U"янь", "ian"}, {U"юань", "uan"}, {U"янь", "ian"}, {U"яо", "iao"},   {U"ян", "iang"},
    {U"юй", "u"},     {U"юнь", "un"},  {U"юн", "iong"},  {U"юэ", "ue"},   {U"ю", "iu"},     {U"я", "ia"},
    {U"инь", "in"},   {U"ин", "ing"},  {U"е", "ie"},     {U"и", "i"},     {U"уань", "uan"}, {U"уан", "uang"},
    {U"уай", "uai"},  {U"уэй", "ui"},  {U"уй", "ui"},    {U"унь", "un"},  {U"ун", "ong"},   {U"уа", "ua"},
    {U"уо", "uo"},    {U"у", "u"},     {U"ань", "an"},   {U"ан", "ang"},  {U"ай", "ai"},    {U"ао", "ao"},
    {U"а", "a"},      {U"энь", "en"},  {U"эн", "eng"},   {U"эй", "ei"},   {U"эр", "er"},    {U"э", "e"},
    {U"оу", "ou"},    {U"о", "o"},     {U"ы", "i"},
});

// Syllables without an initial, and those with w.
constexpr auto palladius_whole = std::to_array<PalladiusPart>({
    {U"ван", "wang"},  {U"вань", "wan"}, {U"ва", "wa"},   {U"вай", "wai"}, {U"вэй", "wei"}, {U"вэнь", "wen"},
    {U"вэн", "weng"},  {U"во", "wo"},    {U"у", "wu"},    {U"и", "yi"},    {U"инь", "yin"}, {U"ин", "ying"},
    {U"ян", "yang"},   {U"янь", "yan"},  {U"яо", "yao"},  {U"я", "ya"},    {U"е", "ye"},    {U"юй", "yu"},
    {U"юань", "yuan"}, {U"юнь", "yun"},  {U"юн", "yong"}, {U"юэ", "yue"},  {U"ю", "you"},   {U"эр", "er"},
    {U"ань", "an"},    {U"ай", "ai"},    {U"ао", "ao"},   {U"оу", "ou"},   {U"энь", "en"},
});

// The longest row the word begins with from `at`, such that a vowel does not follow a final n.
const PalladiusPart* longest(std::span<const PalladiusPart> rows, std::u32string_view rest) {
    const PalladiusPart* best = nullptr;
    for (const PalladiusPart& row : rows) {
        if (rest.starts_with(row.letters) && (best == nullptr || row.letters.size() > best->letters.size())) {
            best = &row;
        }
    }
    return best;
}

}  // namespace

std::string hepburn_of_polivanov(std::u32string_view word) {
    return has_japanese_syllables(word) ? spelled_by(polivanov_system, word) : std::string();
}

std::string pinyin_of_palladius(std::u32string_view word) {
    std::string pinyin;
    for (std::size_t at = 0; at < word.size();) {
        const std::u32string_view rest = word.substr(at);
        if (const PalladiusPart* whole = longest(palladius_whole, rest); whole != nullptr) {
            pinyin += whole->pinyin;
            at += whole->letters.size();
            continue;
        }
        const PalladiusPart* initial = longest(palladius_initials, rest);
        const std::u32string_view behind = rest.substr(initial->letters.size());
        const PalladiusPart* final_part = longest(palladius_finals, behind);
        if (final_part == nullptr || initial->letters.empty()) {
            return {};
        }
        const char32_t vowel = final_part->letters.front();
        const bool soft = std::u32string_view(U"июяе").find(vowel) != std::u32string_view::npos;
        const std::string_view written = initial->pinyin;
        pinyin += soft && written == "z"   ? "j"
                  : soft && written == "c" ? "q"
                  : soft && written == "s" ? "x"
                                           : written;
        pinyin += final_part->pinyin;
        at += initial->letters.size() + final_part->letters.size();
    }
    return pinyin;
}

}  // namespace cordon::text
