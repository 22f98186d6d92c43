#include "text/letter_tables.h"

#include <array>

namespace cordon::text {

namespace {

constexpr auto latin = std::to_array<LetterRow>({
    {U'ø', "o"},  {U'đ', "d"}, {U'ð', "d"}, {U'þ', "th"}, {U'ß', "ss"}, {U'æ', "ae"},
    {U'œ', "oe"}, {U'ł', "l"}, {U'ı', "i"}, {U'ħ', "h"},  {U'ŋ', "ng"}, {U'ŧ', "t"},
    {U'ə', "a"},  {U'ɛ', "e"}, {U'ɔ', "o"}, {U'ɖ', "d"},  {U'ƒ', "f"},  {U'ɣ', "g"},
    {U'ĸ', "k"},  {U'ŉ', "n"}, {U'ɓ', "b"}, {U'ɗ', "d"},  {U'ƙ', "k"},  {U'ƴ', "y"},
});

constexpr auto cyrillic = std::to_array<LetterRow>({
    {U'а', "a"},  {U'б', "b"},  {U'в', "v"},  {U'г', "g"},  {U'д', "d"},   {U'е', "e"},    {U'ё', "yo"},
    {U'ж', "zh"}, {U'з', "z"},  {U'и', "i"},  {U'й', "y"},  {U'к', "k"},   {U'л', "l"},    {U'м', "m"},
    {U'н', "n"},  {U'о', "o"},  {U'п', "p"},  {U'р', "r"},  {U'с', "s"},   {U'т', "t"},    {U'у', "u"},
    {U'ф', "f"},  {U'х', "kh"}, {U'ц', "ts"}, {U'ч', "ch"}, {U'ш', "sh"},  {U'щ', "shch"}, {U'ъ', ""},
    {U'ы', "y"},  {U'ь', ""},   {U'э', "e"},  {U'ю', "yu"}, {U'я', "ya"},  {U'і', "i"},    {U'ї', "yi"},
    {U'є', "ye"}, {U'ґ', "g"},  {U'ђ', "dj"}, {U'ћ', "c"},  {U'џ', "dzh"}, {U'љ', "lj"},   {U'њ', "nj"},
    {U'ј', "j"},  {U'ѓ', "g"},  {U'ќ', "k"},  {U'ѕ', "dz"}, {U'ў', "u"},   {U'ә', "a"},    {U'ғ', "gh"},
    {U'қ', "q"},  {U'ң', "ng"}, {U'ө', "o"},  {U'ұ', "u"},  {U'ү', "u"},   {U'һ', "h"},    {U'ҳ', "h"},
    {U'ҷ', "j"},  {U'ӣ', "i"},  {U'ӯ', "u"},  {U'ӑ', "a"},  {U'ӗ', "e"},   {U'ӏ', ""},     {U'җ', "zh"},
    {U'ҡ', "q"},  {U'ҙ', "z"},  {U'ҫ', "s"},  {U'ҥ', "ng"}, {U'ӷ', "g"},   {U'ӈ', "ng"},   {U'ѣ', "e"},
});

constexpr auto greek = std::to_array<LetterRow>({
    {U'α', "a"},  {U'β', "v"},  {U'γ', "g"},  {U'δ', "d"}, {U'ε', "e"}, {U'ζ', "z"}, {U'η', "i"},
    {U'θ', "th"}, {U'ι', "i"},  {U'κ', "k"},  {U'λ', "l"}, {U'μ', "m"}, {U'ν', "n"}, {U'ξ', "x"},
    {U'ο', "o"},  {U'π', "p"},  {U'ρ', "r"},  {U'σ', "s"}, {U'ς', "s"}, {U'τ', "t"}, {U'υ', "y"},
    {U'φ', "f"},  {U'χ', "ch"}, {U'ψ', "ps"}, {U'ω', "o"}, {U'µ', "m"},
});

// Waw and yeh stand for a consonant or a vowel; name_tokens decides by place. Here: the consonant.
constexpr auto arabic = std::to_array<LetterRow>({
    {U'ا', "a"},  {U'أ', "a"},  {U'إ', "i"},  {U'آ', "a"},  {U'ٱ', "a"},  {U'ب', "b"},  {U'ت', "t"},
    {U'ث', "th"}, {U'ج', "j"},  {U'ح', "h"},  {U'خ', "kh"}, {U'د', "d"},  {U'ذ', "dh"}, {U'ر', "r"},
    {U'ز', "z"},  {U'س', "s"},  {U'ش', "sh"}, {U'ص', "s"},  {U'ض', "dh"}, {U'ط', "t"},  {U'ظ', "dh"},
    {U'ع', ""},   {U'غ', "gh"}, {U'ف', "f"},  {U'ق', "q"},  {U'ك', "k"},  {U'ل', "l"},  {U'م', "m"},
    {U'ن', "n"},  {U'ه', "h"},  {U'و', "w"},  {U'ي', "y"},  {U'ى', "a"},  {U'ة', "h"},  {U'ء', ""},
    {U'ؤ', "u"},  {U'ئ', "i"},  {U'ـ', ""},   {U'پ', "p"},  {U'چ', "ch"}, {U'ژ', "zh"}, {U'گ', "g"},
    {U'ک', "k"},  {U'ی', "y"},  {U'ڤ', "v"},  {U'ٹ', "t"},  {U'ڈ', "d"},  {U'ڑ', "r"},  {U'ں', "n"},
    {U'ھ', "h"},  {U'ہ', "h"},  {U'ۀ', "a"},  {U'ە', "a"},  {U'ے', "e"},  {U'ټ', "t"},  {U'ډ', "d"},
    {U'ړ', "r"},  {U'ږ', "zh"}, {U'ښ', "sh"}, {U'ڼ', "n"},  {U'ګ', "g"},  {U'ێ', "e"},  {U'ۆ', "o"},
    {U'ڵ', "l"},  {U'ڕ', "r"},  {U'ۇ', "u"},  {U'ۈ', "u"},  {U'ۋ', "v"},  {U'ې', "e"},  {U'ۍ', "y"},
    {U'څ', "ts"}, {U'ځ', "dz"}, {U'ڭ', "ng"}, {U'ۃ', "h"},  {U'ۂ', "a"},  {U'ڪ', "k"},  {U'ڠ', "ng"},
    {U'ڽ', "ny"}, {U'ڏ', "d"},  {U'ٺ', "t"},  {U'ٻ', "b"},  {U'ڀ', "b"},  {U'ڄ', "j"},  {U'ڃ', "j"},
    {U'ڇ', "ch"}, {U'ڌ', "d"},  {U'ڦ', "f"},  {U'ڳ', "g"},
});

constexpr auto hebrew = std::to_array<LetterRow>({
    {U'א', "a"},  {U'ב', "b"},  {U'ג', "g"}, {U'ד', "d"}, {U'ה', "h"},  {U'ו', "w"}, {U'ז', "z"},
    {U'ח', "h"},  {U'ט', "t"},  {U'י', "y"}, {U'כ', "k"}, {U'ך', "k"},  {U'ל', "l"}, {U'מ', "m"},
    {U'ם', "m"},  {U'נ', "n"},  {U'ן', "n"}, {U'ס', "s"}, {U'ע', ""},   {U'פ', "p"}, {U'ף', "f"},
    {U'צ', "ts"}, {U'ץ', "ts"}, {U'ק', "k"}, {U'ר', "r"}, {U'ש', "sh"}, {U'ת', "t"},
});

constexpr auto kana = std::to_array<LetterRow>({
    {U'ア', "a"},  {U'イ', "i"},  {U'ウ', "u"},  {U'エ', "e"},  {U'オ', "o"},   {U'カ', "ka"},
    {U'キ', "ki"}, {U'ク', "ku"}, {U'ケ', "ke"}, {U'コ', "ko"}, {U'サ', "sa"},  {U'シ', "shi"},
    {U'ス', "su"}, {U'セ', "se"}, {U'ソ', "so"}, {U'タ', "ta"}, {U'チ', "chi"}, {U'ツ', "tsu"},
    {U'テ', "te"}, {U'ト', "to"}, {U'ナ', "na"}, {U'ニ', "ni"}, {U'ヌ', "nu"},  {U'ネ', "ne"},
    {U'ノ', "no"}, {U'ハ', "ha"}, {U'ヒ', "hi"}, {U'フ', "fu"}, {U'ヘ', "he"},  {U'ホ', "ho"},
    {U'マ', "ma"}, {U'ミ', "mi"}, {U'ム', "mu"}, {U'メ', "me"}, {U'モ', "mo"},  {U'ヤ', "ya"},
    {U'ユ', "yu"}, {U'ヨ', "yo"}, {U'ラ', "ra"}, {U'リ', "ri"}, {U'ル', "ru"},  {U'レ', "re"},
    {U'ロ', "ro"}, {U'ワ', "wa"}, {U'ヲ', "o"},  {U'ン', "n"},  {U'ガ', "ga"},  {U'ギ', "gi"},
    {U'グ', "gu"}, {U'ゲ', "ge"}, {U'ゴ', "go"}, {U'ザ', "za"}, {U'ジ', "ji"},  {U'ズ', "zu"},
    {U'ゼ', "ze"}, {U'ゾ', "zo"}, {U'ダ', "da"}, {U'ヂ', "ji"}, {U'ヅ', "zu"},  {U'デ', "de"},
    {U'ド', "do"}, {U'バ', "ba"}, {U'ビ', "bi"}, {U'ブ', "bu"}, {U'ベ', "be"},  {U'ボ', "bo"},
    {U'パ', "pa"}, {U'ピ', "pi"}, {U'プ', "pu"}, {U'ペ', "pe"}, {U'ポ', "po"},  {U'ァ', "a"},
    {U'ィ', "i"},  {U'ゥ', "u"},  {U'ェ', "e"},  {U'ォ', "o"},  {U'ャ', "ya"},  {U'ュ', "yu"},
    {U'ョ', "yo"}, {U'ッ', ""},   {U'ヴ', "vu"}, {U'ー', ""},
});

constexpr auto georgian = std::to_array<LetterRow>({
    {U'ა', "a"},  {U'ბ', "b"},  {U'გ', "g"},  {U'დ', "d"},  {U'ე', "e"},  {U'ვ', "v"},  {U'ზ', "z"},
    {U'თ', "t"},  {U'ი', "i"},  {U'კ', "k"},  {U'ლ', "l"},  {U'მ', "m"},  {U'ნ', "n"},  {U'ო', "o"},
    {U'პ', "p"},  {U'ჟ', "zh"}, {U'რ', "r"},  {U'ს', "s"},  {U'ტ', "t"},  {U'უ', "u"},  {U'ფ', "p"},
    {U'ქ', "k"},  {U'ღ', "gh"}, {U'ყ', "q"},  {U'შ', "sh"}, {U'ჩ', "ch"}, {U'ც', "ts"}, {U'ძ', "dz"},
    {U'წ', "ts"}, {U'ჭ', "ch"}, {U'ხ', "kh"}, {U'ჯ', "j"},  {U'ჰ', "h"},
});

constexpr auto armenian = std::to_array<LetterRow>({
    {U'ա', "a"}, {U'բ', "b"},  {U'գ', "g"},  {U'դ', "d"},  {U'ե', "e"},  {U'զ', "z"},  {U'է', "e"},
    {U'ը', "e"}, {U'թ', "t"},  {U'ժ', "zh"}, {U'ի', "i"},  {U'լ', "l"},  {U'խ', "kh"}, {U'ծ', "ts"},
    {U'կ', "k"}, {U'հ', "h"},  {U'ձ', "dz"}, {U'ղ', "gh"}, {U'ճ', "ch"}, {U'մ', "m"},  {U'յ', "y"},
    {U'ն', "n"}, {U'շ', "sh"}, {U'ո', "o"},  {U'չ', "ch"}, {U'պ', "p"},  {U'ջ', "j"},  {U'ռ', "r"},
    {U'ս', "s"}, {U'վ', "v"},  {U'տ', "t"},  {U'ր', "r"},  {U'ց', "ts"}, {U'ւ', "v"},  {U'փ', "p"},
    {U'ք', "k"}, {U'օ', "o"},  {U'ֆ', "f"},  {U'և', "ev"},
});

constexpr auto look_alikes = std::to_array<LetterRow>({
    {U'а', "a"}, {U'е', "e"}, {U'о', "o"}, {U'р', "p"}, {U'с', "c"}, {U'х', "x"}, {U'у', "y"}, {U'і', "i"},
    {U'ѕ', "s"}, {U'ј', "j"}, {U'в', "b"}, {U'н', "h"}, {U'к', "k"}, {U'м', "m"}, {U'т', "t"}, {U'ԁ', "d"},
    {U'һ', "h"}, {U'α', "a"}, {U'ο', "o"}, {U'ρ', "p"}, {U'ν', "v"}, {U'υ', "u"}, {U'ι', "i"}, {U'κ', "k"},
    {U'ε', "e"}, {U'τ', "t"}, {U'β', "b"}, {U'η', "n"}, {U'χ', "x"}, {U'ɡ', "g"}, {U'ԛ', "q"}, {U'ԝ', "w"},
});

}  // namespace

std::span<const LetterRow> latin_letters() {
    return latin;
}
std::span<const LetterRow> cyrillic_letters() {
    return cyrillic;
}
std::span<const LetterRow> greek_letters() {
    return greek;
}
std::span<const LetterRow> arabic_letters() {
    return arabic;
}
std::span<const LetterRow> hebrew_letters() {
    return hebrew;
}
std::span<const LetterRow> kana_letters() {
    return kana;
}
std::span<const LetterRow> georgian_letters() {
    return georgian;
}
std::span<const LetterRow> armenian_letters() {
    return armenian;
}
std::span<const LetterRow> look_alike_letters() {
    return look_alikes;
}

}  // namespace cordon::text
