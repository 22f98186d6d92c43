#include "engine/vague_goods.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "trade/goods_words.h"

namespace cordon::engine {

namespace {

// As split_words() folds them.
constexpr auto oil_words = std::to_array<std::string_view>(
    {"oil",    "oils",  "crude",   "petroleum", "petrol", "fuel",   "diesel",  "gasoline",
     "mazout", "mazot", "petrole", "нефть",     "нефти",  "нефтью", "топливо", "топлива",
     "نفط",    "النفط", "بترول",   "البترول",   "مازوت",  "وقود",   "الوقود"});

constexpr auto harmless = std::to_array<std::string_view>(
    {"olive",    "palm",      "cooking", "vegetable", "sunflower",  "essential", "hair",    "soya",
     "soybean",  "corn",      "maize",   "rapeseed",  "canola",     "coconut",   "edible",  "fish",
     "liver",    "castor",    "linseed", "sesame",    "argan",      "tea",       "baby",    "massage",
     "body",     "beard",     "seed",    "cotton",    "cottonseed", "peanut",    "mustard", "almond",
     "lavender", "filter",    "filters", "painting",  "paint",      "paintings", "seal",    "change",
     "cooler",   "surcharge", "press",   "lamp",      "sardines",   "tuna",      "balm",    "perfume",
     "steel",    "tall",      "protein", "cell",      "jeans",      "shirt",     "shirts",  "black",
     "sweet",    "avocado",   "jojoba"});

// Words that fit any goods, papers that say what they are, and what stands between.
constexpr auto empty_english = std::to_array<std::string_view>({"january",
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

}  // namespace

bool says_nothing(std::string_view text) {
    const auto words = trade::split_words(text);
    return !words.empty() && std::ranges::all_of(words, [](const trade::TextWord& word) {
        return word.number || empty_words().contains(word.letters);
    });
}

std::optional<model::GoodsFinding> vague_oil(std::string_view text) {
    const auto words = trade::split_words(text);
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (std::ranges::find(oil_words, words[at].letters) == oil_words.end()) {
            continue;
        }
        bool food = false;
        for (std::size_t near = at > 1 ? at - 2 : 0; near < std::min(words.size(), at + 3); ++near) {
            food = food || std::ranges::find(harmless, words[near].letters) != harmless.end();
        }
        if (food) {
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

}  // namespace cordon::engine
