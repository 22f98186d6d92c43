#include "engine/vague_goods.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"
#include "model/country.h"
#include "trade/goods_words.h"

namespace cordon::engine {

namespace {

// As split_words() folds them.
constexpr auto oil_words = std::to_array<std::string_view>(
    {"oil",    "oils",    "crude",   "petroleum", "petrol",   "fuel",     "diesel",  "gasoline",
     "mazout", "mazot",   "petrole", "нефть",     "нефти",    "нефтью",   "топливо", "топлива",
     "erdol",  "rohol",   "ol",      "crudo",     "petroleo", "petrolio", "نفط",     "النفط",
     "بترول",  "البترول", "مازوت",   "وقود",      "الوقود",   "نفت"});

// What stands right before "oil" and makes it another oil: pressed, distilled, eaten or rubbed in.
constexpr auto other_oils = std::to_array<std::string_view>(
    {"olive",     "pomace",   "palm",      "kernel",    "coconut",    "vegetable",  "cooking", "frying",
     "edible",    "salad",    "sunflower", "safflower", "soya",       "soy",        "soybean", "corn",
     "maize",     "rapeseed", "canola",    "peanut",    "groundnut",  "cottonseed", "linseed", "flaxseed",
     "flax",      "sesame",   "mustard",   "grapeseed", "bran",       "germ",       "walnut",  "almond",
     "argan",     "avocado",  "jojoba",    "castor",    "hemp",       "tall",       "seed",    "nigella",
     "tea",       "tree",     "lavender",  "rose",      "eucalyptus", "peppermint", "clove",   "cloves",
     "essential", "perfume",  "massage",   "hair",      "body",       "baby",       "beard",   "fish",
     "liver",     "krill"});

// What stands right behind "oil" and is the thing itself, or a thing of paint.
constexpr auto oil_things = std::to_array<std::string_view>(
    {"painting", "paintings", "paint", "paints", "pastel", "pastels", "filter",
     "filters",  "seal",      "seals", "lamp",   "lamps",  "press",   "presses",
     "cooler",   "coolers",   "seed",  "seeds",  "cake",   "cakes",   "balm"});

// "Oil, vegetable", as tariffs write it. Nothing that may be the next item of a list.
constexpr auto behind_comma = std::to_array<std::string_view>(
    {"olive", "vegetable", "edible", "cooking", "essential", "sunflower", "soybean", "rapeseed", "palm"});

// Tinned in oil.
constexpr auto tinned =
    std::to_array<std::string_view>({"sardine", "sardines", "tuna", "anchovy", "anchovies", "mackerel",
                                     "fillets", "tomatoes", "peppers", "artichokes", "aubergines"});

struct OtherThing {
    std::string_view word;
    std::string_view behind;
};

// Of the other words for oil; crude is also what is not yet refined.
constexpr auto other_things = std::to_array<OtherThing>({{"crude", "steel"},
                                                         {"crude", "protein"},
                                                         {"crude", "fibre"},
                                                         {"crude", "fiber"},
                                                         {"crude", "glycerine"},
                                                         {"crude", "glycerin"},
                                                         {"fuel", "filter"},
                                                         {"fuel", "filters"},
                                                         {"fuel", "cell"},
                                                         {"fuel", "cells"},
                                                         {"diesel", "filter"},
                                                         {"diesel", "filters"},
                                                         {"diesel", "jeans"},
                                                         {"diesel", "shirt"},
                                                         {"diesel", "shirts"}});

template <std::size_t Count>
bool stands_in(const std::array<std::string_view, Count>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

// Words that fit any goods, papers that say what they are, and what stands between.
constexpr auto empty_english = std::to_array<std::string_view>({"hs",
                                                                "hscode",
                                                                "code",
                                                                "codes",
                                                                "tariff",
                                                                "chapter",
                                                                "heading",
                                                                "january",
                                                                "february",
                                                                "march",
                                                                "april",
                                                                "may",
                                                                "june",
                                                                "july",
                                                                "august",
                                                                "september",
                                                                "october",
                                                                "november",
                                                                "december",
                                                                "jan",
                                                                "feb",
                                                                "mar",
                                                                "apr",
                                                                "jun",
                                                                "jul",
                                                                "aug",
                                                                "sep",
                                                                "oct",
                                                                "nov",
                                                                "dec",
                                                                "cif",
                                                                "fob",
                                                                "cfr",
                                                                "exw",
                                                                "dap",
                                                                "buyer",
                                                                "buyers",
                                                                "seller",
                                                                "sellers",
                                                                "applicant",
                                                                "applicants",
                                                                "beneficiary",
                                                                "beneficiarys",
                                                                "s",
                                                                "detail",
                                                                "details",
                                                                "description",
                                                                "quantity",
                                                                "bulk",
                                                                "dry",
                                                                "stock",
                                                                "spare",
                                                                "spares",
                                                                "parts",
                                                                "equipment",
                                                                "accessories",
                                                                "goods",
                                                                "good",
                                                                "merchandise",
                                                                "merchandises",
                                                                "cargo",
                                                                "cargoes",
                                                                "general",
                                                                "various",
                                                                "miscellaneous",
                                                                "misc",
                                                                "sundry",
                                                                "sundries",
                                                                "mixed",
                                                                "assorted",
                                                                "assortment",
                                                                "commodity",
                                                                "commodities",
                                                                "item",
                                                                "items",
                                                                "product",
                                                                "products",
                                                                "article",
                                                                "articles",
                                                                "material",
                                                                "materials",
                                                                "supplies",
                                                                "stuff",
                                                                "freight",
                                                                "all",
                                                                "kind",
                                                                "kinds",
                                                                "fak",
                                                                "shipment",
                                                                "consignment",
                                                                "consolidated",
                                                                "consolidation",
                                                                "groupage",
                                                                "load",
                                                                "lot",
                                                                "lots",
                                                                "parcel",
                                                                "parcels",
                                                                "package",
                                                                "packages",
                                                                "pallet",
                                                                "pallets",
                                                                "box",
                                                                "boxes",
                                                                "carton",
                                                                "cartons",
                                                                "ctn",
                                                                "ctns",
                                                                "pkg",
                                                                "pkgs",
                                                                "pcs",
                                                                "pieces",
                                                                "unit",
                                                                "units",
                                                                "container",
                                                                "containers",
                                                                "commercial",
                                                                "trade",
                                                                "trading",
                                                                "other",
                                                                "others",
                                                                "etc",
                                                                "unknown",
                                                                "unspecified",
                                                                "undeclared",
                                                                "tba",
                                                                "tbd",
                                                                "said",
                                                                "stc",
                                                                "contain",
                                                                "as",
                                                                "per",
                                                                "a",
                                                                "an",
                                                                "the",
                                                                "of",
                                                                "from",
                                                                "to",
                                                                "and",
                                                                "or",
                                                                "in",
                                                                "on",
                                                                "with",
                                                                "under",
                                                                "according",
                                                                "our",
                                                                "your",
                                                                "their",
                                                                "no",
                                                                "nr",
                                                                "number",
                                                                "ref",
                                                                "reference",
                                                                "dated",
                                                                "see",
                                                                "below",
                                                                "above",
                                                                "attached",
                                                                "enclosed",
                                                                "mentioned",
                                                                "specified",
                                                                "described",
                                                                "agreed",
                                                                "agreement",
                                                                "contract",
                                                                "contracts",
                                                                "order",
                                                                "orders",
                                                                "purchase",
                                                                "invoice",
                                                                "invoices",
                                                                "proforma",
                                                                "pro",
                                                                "forma",
                                                                "list",
                                                                "packing",
                                                                "annex",
                                                                "specification",
                                                                "usual",
                                                                "not",
                                                                "n"});
constexpr auto empty_french = std::to_array<std::string_view>(
    {"marchandise", "marchandises", "divers", "diverses",  "produit",  "produits",     "biens",
     "cargaison",   "fret",         "colis",  "selon",     "suivant",  "conformement", "contrat",
     "facture",     "commande",     "bon",    "de",        "du",       "des",          "la",
     "le",          "les",          "au",     "aux",       "et",       "notre",        "votre",
     "ci",          "joint",        "jointe", "generales", "assorties"});
constexpr auto empty_turkish = std::to_array<std::string_view>(
    {"mal",        "mallar",  "muhtelif",   "cesitli", "esya",  "esyalar",  "urun",    "urunler",
     "emtia",      "malzeme", "malzemeler", "yuk",     "kargo", "genel",    "karisik", "sozlesme",
     "sozlesmeye", "fatura",  "faturaya",   "siparis", "gore",  "uyarinca", "ve",      "diger"});
constexpr auto empty_russian = std::to_array<std::string_view>(
    {"товар",     "товары",       "товаров",   "товара",    "груз",       "грузы",    "грузов",
     "разное",    "разные",       "различные", "сборный",   "прочее",     "прочие",   "продукция",
     "продукции", "изделия",      "изделий",   "материалы", "материалов", "согласно", "по",
     "договору",  "договор",      "контракту", "контракт",  "счету",      "счет",     "инвойсу",
     "инвойс",    "спецификации", "заказу",    "заказ",     "и",          "в",        "от"});
constexpr auto empty_arabic = std::to_array<std::string_view>(
    {"بضائع",  "البضائع",  "بضاعه", "البضاعه", "متنوعه",   "مختلفه",   "سلع",   "السلع", "مواد", "المواد",
     "منتجات", "المنتجات", "شحنه",  "الشحنه",  "حموله",    "عامه",     "حسب",   "وفق",   "وفقا", "بموجب",
     "للعقد",  "العقد",    "عقد",   "فاتوره",  "الفاتوره", "للفاتوره", "الطلب", "طلب",   "رقم",  "و"});

// Folded like the texts they are compared with.
const std::set<std::string, std::less<>>& empty_words() {
    static const std::set<std::string, std::less<>> made = [] {
        std::set<std::string, std::less<>> words;
        const auto take = [&](const auto& table) {
            for (const std::string_view each : table) {
                for (trade::TextWord& word : trade::split_words(each)) {
                    words.insert(std::move(word.letters));
                }
            }
        };
        take(empty_english);
        take(empty_french);
        take(empty_turkish);
        take(empty_russian);
        take(empty_arabic);
        return words;
    }();
    return made;
}

bool is_oil_word(std::string_view word) {
    return word == "oil" || word == "oils";
}

class OilWords {
public:
    explicit OilWords(const std::vector<trade::TextWord>& words) : words_(words) {}

    // Whether the word that may mean oil is the name of something else.
    [[nodiscard]] bool other_thing(std::size_t at) const {
        if (is_oil_word(words_[at].letters)) {
            return other_oil(at) || thing_of_oil(at) || in_a_tin(at);
        }
        const bool other_raw_oil = words_[at].letters == "crude" && joined(at + 2) &&
                                   stands_in(other_oils, behind(at, 1)) && is_oil_word(behind(at, 2));
        return other_raw_oil ||
               (joined(at + 1) && std::ranges::any_of(other_things, [&](const OtherThing& thing) {
                    return thing.word == words_[at].letters && thing.behind == behind(at, 1);
                }));
    }

private:
    [[nodiscard]] std::string_view behind(std::size_t at, std::size_t count) const {
        return at + count < words_.size() ? std::string_view(words_[at + count].letters) : std::string_view();
    }
    [[nodiscard]] std::string_view before(std::size_t at, std::size_t count) const {
        return at >= count ? std::string_view(words_[at - count].letters) : std::string_view();
    }
    // Nothing parts it from the word before.
    [[nodiscard]] bool joined(std::size_t at) const {
        return at < words_.size() && !words_[at].breaks && !words_[at].comma;
    }

    [[nodiscard]] bool other_oil(std::size_t at) const {
        const bool named_before = joined(at) && stands_in(other_oils, before(at, 1));
        const bool named_behind = at + 1 < words_.size() && words_[at + 1].comma && !words_[at + 1].breaks &&
                                  stands_in(behind_comma, behind(at, 1));
        return named_before || named_behind ||
               (behind(at, 1) == "of" && stands_in(other_oils, behind(at, 2)));
    }

    [[nodiscard]] bool thing_of_oil(std::size_t at) const {
        const bool based =
            behind(at, 1) == "based" && (behind(at, 2) == "paint" || behind(at, 2) == "paints" ||
                                         behind(at, 2) == "primer" || behind(at, 2) == "varnish");
        return joined(at + 1) && (based || stands_in(oil_things, behind(at, 1)));
    }

    [[nodiscard]] bool in_a_tin(std::size_t at) const {
        return joined(at) && before(at, 1) == "in" && stands_in(tinned, before(at, 2));
    }

    const std::vector<trade::TextWord>& words_;
};

// By its name: "TV" is no country here.
bool is_country(std::string_view word) {
    constexpr std::size_t bytes_min = 4;
    return word.size() >= bytes_min && !model::country_code(word).empty();
}

std::optional<model::GoodsFinding> oil_named_in(std::string_view text);

// "0IL": Latin letters and noughts.
bool is_word_with_noughts(std::string_view word) {
    const auto is_letter = [](char each) {
        return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
    };
    return word.find('0') != std::string_view::npos && std::ranges::count_if(word, is_letter) >= 2 &&
           std::ranges::all_of(word, [&](char each) { return each == '0' || is_letter(each); });
}

// Of a script in which no goods are known: neither Latin, Cyrillic nor Arabic.
bool is_unread(std::string_view word) {
    struct Range {
        char32_t first;
        char32_t last;
    };
    constexpr auto read = std::to_array<Range>({{0, 0x036F},
                                                {0x0400, 0x052F},
                                                {0x0600, 0x077F},
                                                {0x08A0, 0x08FF},
                                                {0x1C80, 0x1C8F},
                                                {0x1D00, 0x1EFF},
                                                {0x2000, 0x2C7F},
                                                {0xFB00, 0xFB06},
                                                {0xFB50, 0xFEFC},
                                                {0xFF00, 0xFF5E},
                                                {0x1D400, 0x1D7FF}});
    std::size_t at = 0;
    const char32_t letter = base::next_code_point(word, at);
    return std::ranges::none_of(
        read, [&](const Range& range) { return range.first <= letter && letter <= range.last; });
}

// One letter of an alphabet.
bool is_letter_alone(std::string_view word) {
    return word.size() == 1 || (word.size() == 2 && static_cast<unsigned char>(word[0]) >= 0xc0);
}

}  // namespace

bool says_nothing(std::string_view text, const std::vector<NamedPart>& places) {
    return std::ranges::all_of(trade::split_words(text), [&](const trade::TextWord& word) {
        return word.number || is_letter_alone(word.letters) || empty_words().contains(word.letters) ||
               is_unread(text.substr(word.begin, word.end - word.begin)) ||
               is_country(text.substr(word.begin, word.end - word.begin)) ||
               std::ranges::any_of(places, [&](const NamedPart& part) {
                   return part.begin <= word.begin && word.end <= part.end;
               });
    });
}

std::string closed_up(std::string_view text) {
    constexpr std::size_t letters_min = 4;
    std::string closed;
    std::vector<std::string_view> letters;  // that stand alone, one behind the other
    bool changed = false;
    const auto flush = [&] {
        const bool spelled = letters.size() >= letters_min;
        changed = changed || spelled;
        for (std::size_t at = 0; at < letters.size(); ++at) {
            closed += spelled && at > 0 ? "" : " ";
            closed += letters[at];
        }
        letters.clear();
    };
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find_first_of(" .-_", at), text.size());
        const std::string_view word = text.substr(at, end - at);
        at = end + 1;
        const bool digit = !word.empty() && word.front() >= '0' && word.front() <= '9';
        if (is_letter_alone(word) && !digit) {
            letters.push_back(word);
        } else if (!word.empty()) {
            flush();
            const bool noughts = is_word_with_noughts(word);
            changed = changed || noughts;
            closed += " " + (noughts ? base::replace_all(word, "0", "o") : std::string(word));
        }
    }
    flush();
    return changed ? closed : std::string();
}

std::optional<model::GoodsFinding> vague_oil(std::string_view text) {
    auto found = oil_named_in(text);
    if (found) {
        return found;
    }
    const std::string closed = closed_up(text);
    return closed.empty() ? std::nullopt : oil_named_in(closed);
}

namespace {

std::optional<model::GoodsFinding> oil_named_in(std::string_view text) {
    const auto words = trade::split_words(text);
    const OilWords read(words);
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (std::ranges::find(oil_words, words[at].letters) == oil_words.end() || read.other_thing(at)) {
            continue;
        }
        model::GoodsFinding found;
        found.goods_class = "crude_oil";
        found.mandate_name = "oil";
        found.tier = model::GoodsTier::prohibited_if_isil;
        found.source = model::GoodsSource::words;
        found.words = text.substr(words[at].begin, words[at].end - words[at].begin);
        found.certainty = 0.5;
        found.sentence = "a word that may mean oil";
        return found;
    }
    return std::nullopt;
}

}  // namespace

}  // namespace cordon::engine
