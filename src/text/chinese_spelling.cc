#include "text/chinese_spelling.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <span>

#include "text/fold.h"
#include "text/korean_spelling.h"

namespace cordon::text {

namespace {

#include "generated/unihan_tables.inc"

constexpr char32_t han_first = 0x3400;

struct SurnameReading {
    std::u32string_view surname;
    std::string_view latin;
};

// Surnames that are read otherwise than the letter elsewhere, and the compound ones.
constexpr auto surname_pinyin = std::to_array<SurnameReading>({
    {U"单", "shan"},        {U"單", "shan"},       {U"曾", "zeng"},       {U"解", "xie"},
    {U"仇", "qiu"},         {U"朴", "piao"},       {U"查", "zha"},        {U"任", "ren"},
    {U"盖", "ge"},          {U"蓋", "ge"},         {U"区", "ou"},         {U"區", "ou"},
    {U"冼", "xian"},        {U"洗", "xian"},       {U"翟", "zhai"},       {U"缪", "miao"},
    {U"繆", "miao"},        {U"乐", "yue"},        {U"樂", "yue"},        {U"员", "yun"},
    {U"員", "yun"},         {U"召", "shao"},       {U"葛", "ge"},         {U"纪", "ji"},
    {U"種", "chong"},       {U"种", "chong"},      {U"覃", "qin"},        {U"薄", "bo"},
    {U"那", "na"},          {U"宁", "ning"},       {U"寧", "ning"},       {U"阚", "kan"},
    {U"車", "che"},         {U"车", "che"},        {U"句", "gou"},        {U"秘", "bi"},
    {U"祭", "zhai"},        {U"折", "she"},        {U"黑", "he"},         {U"隗", "wei"},
    {U"郇", "xun"},         {U"繁", "po"},         {U"尹", "yin"},        {U"燕", "yan"},
    {U"哈", "ha"},          {U"芮", "rui"},        {U"谌", "chen"},       {U"沈", "shen"},
    {U"欧阳", "ouyang"},    {U"歐陽", "ouyang"},   {U"司马", "sima"},     {U"司馬", "sima"},
    {U"上官", "shangguan"}, {U"诸葛", "zhuge"},    {U"諸葛", "zhuge"},    {U"夏侯", "xiahou"},
    {U"皇甫", "huangfu"},   {U"东方", "dongfang"}, {U"東方", "dongfang"}, {U"公孙", "gongsun"},
    {U"公孫", "gongsun"},   {U"慕容", "murong"},   {U"令狐", "linghu"},   {U"宇文", "yuwen"},
    {U"长孙", "zhangsun"},  {U"長孫", "zhangsun"}, {U"司徒", "situ"},     {U"尉迟", "yuchi"},
    {U"尉遲", "yuchi"},     {U"端木", "duanmu"},   {U"司空", "sikong"},   {U"独孤", "dugu"},
    {U"獨孤", "dugu"},      {U"南宫", "nangong"},  {U"南宮", "nangong"},  {U"轩辕", "xuanyuan"},
    {U"軒轅", "xuanyuan"},  {U"万俟", "moqi"},     {U"萬俟", "moqi"},     {U"呼延", "huyan"},
    {U"澹台", "tantai"},    {U"闻人", "wenren"},   {U"聞人", "wenren"},   {U"钟离", "zhongli"},
});

// As Hong Kong spells them.
constexpr auto surname_cantonese = std::to_array<SurnameReading>({
    {U"李", "lee"},  {U"劉", "lau"},   {U"刘", "lau"},     {U"周", "chow"},      {U"胡", "wu"},
    {U"何", "ho"},   {U"羅", "law"},   {U"罗", "law"},     {U"謝", "tse"},       {U"谢", "tse"},
    {U"曹", "tso"},  {U"曾", "tsang"}, {U"徐", "tsui"},    {U"崔", "tsui"},      {U"孫", "suen"},
    {U"孙", "suen"}, {U"潘", "poon"},  {U"石", "shek"},    {U"沈", "sham"},      {U"鄒", "chow"},
    {U"邹", "chow"}, {U"蕭", "siu"},   {U"萧", "siu"},     {U"秦", "chun"},      {U"韓", "hon"},
    {U"韩", "hon"},  {U"高", "ko"},    {U"郭", "kwok"},    {U"許", "hui"},       {U"许", "hui"},
    {U"余", "yu"},   {U"魏", "ngai"},  {U"呂", "lui"},     {U"吕", "lui"},       {U"杜", "to"},
    {U"蘇", "so"},   {U"苏", "so"},    {U"陸", "luk"},     {U"陆", "luk"},       {U"區", "au"},
    {U"区", "au"},   {U"翁", "yung"},  {U"司徒", "szeto"}, {U"歐陽", "auyeung"}, {U"欧阳", "auyeung"},
});

std::string_view known_surname(std::span<const SurnameReading> rows, std::u32string_view surname) {
    const auto found = std::ranges::find(rows, surname, &SurnameReading::surname);
    return found == rows.end() ? std::string_view() : found->latin;
}

struct Part {
    std::string_view from;
    std::string_view to;
};

// --- Wade-Giles from Pinyin ---------------------------------------------------------------------

constexpr auto wade_whole = std::to_array<Part>({
    {"zhi", "chih"}, {"chi", "chih"}, {"shi", "shih"},  {"ri", "jih"},   {"zi", "tzu"},    {"ci", "tzu"},
    {"si", "ssu"},   {"ge", "ko"},    {"ke", "ko"},     {"he", "ho"},    {"er", "erh"},    {"yan", "yen"},
    {"ye", "yeh"},   {"you", "yu"},   {"yong", "yung"}, {"yue", "yueh"}, {"yi", "i"},      {"gui", "kuei"},
    {"kui", "kuei"}, {"guo", "kuo"},  {"kuo", "kuo"},   {"huo", "huo"},  {"shuo", "shuo"}, {"e", "o"},
});
constexpr auto wade_initials = std::to_array<Part>({
    {"zh", "ch"},
    {"ch", "ch"},
    {"sh", "sh"},
    {"b", "p"},
    {"d", "t"},
    {"g", "k"},
    {"j", "ch"},
    {"q", "ch"},
    {"x", "hs"},
    {"r", "j"},
    {"z", "ts"},
    {"c", "ts"},
});
constexpr auto wade_finals = std::to_array<Part>({
    {"iong", "iung"},
    {"ong", "ung"},
    {"ian", "ien"},
    {"ie", "ieh"},
    {"ue", "ueh"},
    {"uo", "o"},
});

std::string wade_giles(std::string_view pinyin) {
    if (const auto whole = std::ranges::find(wade_whole, pinyin, &Part::from); whole != wade_whole.end()) {
        return std::string(whole->to);
    }
    std::string text;
    for (const Part& initial : wade_initials) {
        if (pinyin.starts_with(initial.from)) {
            text = initial.to;
            pinyin.remove_prefix(initial.from.size());
            break;
        }
    }
    for (const Part& end : wade_finals) {
        if (pinyin.ends_with(end.from)) {
            text += pinyin.substr(0, pinyin.size() - end.from.size());
            return text += end.to;
        }
    }
    return text += pinyin;
}

// --- Hong Kong spelling from Jyutping -----------------------------------------------------------

constexpr auto cantonese_initials = std::to_array<Part>({
    {"gw", "kw"},
    {"kw", "kw"},
    {"ng", "ng"},
    {"z", "ch"},
    {"c", "ch"},
    {"j", "y"},
    {"g", "k"},
    {"b", "p"},
    {"d", "t"},
});
constexpr auto cantonese_finals = std::to_array<Part>({
    {"oeng", "eung"},
    {"oek", "euk"},
    {"eoi", "ui"},
    {"eon", "un"},
    {"eot", "ut"},
    {"yun", "uen"},
    {"yut", "uet"},
    {"aang", "ang"},
    {"aan", "an"},
    {"aam", "am"},
    {"aai", "ai"},
    {"aau", "au"},
    {"aak", "ak"},
    {"aat", "at"},
    {"aap", "ap"},
    {"aa", "a"},
    {"ou", "o"},
    {"yu", "u"},
});

std::string hong_kong(std::string_view jyutping) {
    if (jyutping == "ng" || jyutping == "m") {
        return "ng";
    }
    if (jyutping == "zang" || jyutping == "cang") {
        return "tsang";
    }
    std::string text;
    for (const Part& initial : cantonese_initials) {
        if (jyutping.starts_with(initial.from) && jyutping.size() > initial.from.size()) {
            text = initial.to;
            jyutping.remove_prefix(initial.from.size());
            break;
        }
    }
    if (text == "y" && jyutping.starts_with("yu") && jyutping.size() == 2) {
        return "yu";
    }
    for (const Part& end : cantonese_finals) {
        if (jyutping.ends_with(end.from)) {
            text += jyutping.substr(0, jyutping.size() - end.from.size());
            return text += end.to;
        }
    }
    return text += jyutping;
}

std::string_view jyutping_of(char32_t letter) {
    return cantonese_syllables[cantonese_syllable_of[letter - han_first]];
}

std::string korean_of(std::u32string_view han, bool surname) {
    std::u32string hangul;
    for (const char32_t letter : han) {
        const char32_t syllable = hangul_of[letter - han_first];
        if (!is_hangul_syllable(syllable)) {
            return {};
        }
        hangul.push_back(surname && letter == U'金' ? U'김' : syllable);
    }
    return surname ? spelled_korean_surname(hangul, KoreanUsage::northern)
                   : spelled_korean(hangul, KoreanUsage::northern);
}

}  // namespace

bool has_unihan() {
    return std::size(cantonese_syllables) > 1;
}

std::string spelled_chinese(std::u32string_view han, ChineseUsage usage) {
    if (usage == ChineseUsage::korean) {
        return korean_of(han, false);
    }
    std::string text;
    for (const char32_t letter : han) {
        std::string syllable;
        switch (usage) {
            case ChineseUsage::pinyin: syllable = fold_letter(letter).ascii; break;
            case ChineseUsage::wade_giles: syllable = wade_giles(fold_letter(letter).ascii); break;
            case ChineseUsage::cantonese: syllable = hong_kong(jyutping_of(letter)); break;
            case ChineseUsage::korean: break;
        }
        if (syllable.empty()) {
            return {};
        }
        text += syllable;
    }
    return text;
}

std::string spelled_chinese_surname(std::u32string_view surname, ChineseUsage usage) {
    const std::string_view pinyin = known_surname(surname_pinyin, surname);
    switch (usage) {
        case ChineseUsage::pinyin:
            if (!pinyin.empty()) {
                return std::string(pinyin);
            }
            break;
        case ChineseUsage::wade_giles:
            if (!pinyin.empty() && surname.size() == 1) {
                return wade_giles(pinyin);
            }
            break;
        case ChineseUsage::cantonese:
            if (const auto known = known_surname(surname_cantonese, surname); !known.empty()) {
                return std::string(known);
            }
            break;
        case ChineseUsage::korean: return korean_of(surname, true);
    }
    return spelled_chinese(surname, usage);
}

std::size_t chinese_surname_letters(std::u32string_view word) {
    if (word.empty() || word.size() > 4) {
        return 0;
    }
    const bool compound =
        word.size() > 1 && std::ranges::any_of(surname_pinyin, [&](const SurnameReading& row) {
            return row.surname.size() == 2 && word.starts_with(row.surname);
        });
    return compound ? 2 : word.size() < 4 ? 1 : 0;
}

bool may_be_korean(std::u32string_view word) {
    constexpr std::u32string_view surnames =
        U"金李朴崔鄭姜趙尹張林韓吳徐申權黃安宋全洪柳高文梁孫裵白許南沈盧河郭成車朱禹具閔兪羅陳池嚴元千方孔玄"
        U"咸卞廉"
        U"呂秋都蘇石宣薛馬吉延表明奇潘玉孟魯";
    return word.size() >= 2 && word.size() <= 4 && surnames.find(word.front()) != std::u32string_view::npos &&
           std::ranges::all_of(word, [](char32_t letter) {
               return is_han(letter) && is_hangul_syllable(hangul_of[letter - han_first]);
           });
}

// --- telegraph codes ----------------------------------------------------------------------------

namespace {

constexpr std::size_t code_digits = 4;
constexpr std::size_t codes_max = 6;

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

// The code at this place, when exactly four digits stand there.
std::optional<std::size_t> code_at(std::string_view text, std::size_t at) {
    std::size_t code = 0;
    for (std::size_t digit = 0; digit < code_digits; ++digit) {
        if (at + digit >= text.size() || !is_digit(text[at + digit])) {
            return std::nullopt;
        }
        code = code * 10 + static_cast<std::size_t>(text[at + digit] - '0');
    }
    const bool longer = at + code_digits < text.size() && is_digit(text[at + code_digits]);
    return longer ? std::nullopt : std::optional(code);
}

std::u32string letters_of(std::span<const std::size_t> codes, std::span<const std::uint16_t> letters) {
    std::u32string text;
    for (const std::size_t code : codes) {
        if (letters[code] == 0) {
            return {};
        }
        text.push_back(letters[code]);
    }
    return text;
}

}  // namespace

bool may_have_telegraph_codes(std::string_view utf8) {
    const auto digits = std::ranges::count_if(utf8, is_digit);
    return digits >= 8 && digits <= 32;
}

TelegraphName read_telegraph_codes(std::string_view utf8) {
    TelegraphName name;
    std::size_t at = 0;
    while (at < utf8.size()) {
        const bool starts = at == 0 || !is_digit(utf8[at - 1]);
        std::array<std::size_t, codes_max> codes{};
        std::size_t count = 0;
        std::size_t end = at;
        for (std::size_t next = at; starts && count < codes_max; ++next) {
            const auto code = code_at(utf8, next);
            if (!code) {
                break;
            }
            codes[count++] = *code;
            end = next + code_digits;
            next = end;
            if (next >= utf8.size() || (utf8[next] != ' ' && utf8[next] != '-' && utf8[next] != '/')) {
                break;
            }
        }
        if (count >= 2) {
            name.mainland = letters_of(std::span(codes).first(count), mainland_telegraph_letters);
            name.taiwan = letters_of(std::span(codes).first(count), taiwan_telegraph_letters);
            if (!name.mainland.empty() || !name.taiwan.empty()) {
                name.rest = std::string(utf8.substr(0, at)) + " " + std::string(utf8.substr(end));
                return name;
            }
        }
        at = std::max(end, at + 1);
    }
    return name;
}

}  // namespace cordon::text
