#include "trade/place_weight.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <unordered_map>
#include <utility>

#include "base/strings.h"
#include "model/country.h"
#include "text/name_frequency.h"

namespace cordon::trade {
namespace {

using std::string_view_literals::operator""sv;

constexpr int decides_from = 60;
constexpr int capped_at = 55;                  // in the name of a party
constexpr std::size_t country_words_most = 8;  // of a country's name

bool one_of(std::string_view word, std::span<const std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

// Words that name a country of the gazetteer, with demonyms, in five languages; folded on first use.
const std::map<std::string, std::string, std::less<>>& country_words() {
    static const std::map<std::string, std::string, std::less<>> words = [] {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 9> table = {
            {{"SY",
              "syria syrian syrians syrie syrien syrienne syriens suriye suriyeli siria siriano syrië سوريا "
              "سورية السورية السوري بسوريا Сирия Сирии Сирию Сирией сирийский сирийская сирийской "
              "сирийского sûriye سوریا rojava"},
             {"IQ",
              "iraq iraqi iraqis irak irakien irakienne irakischer ırak ıraklı irakta iraque العراق عراق "
              "العراقي العراقية بالعراق Ирак Ирака Ираке Ираку иракский иракская иракской عێراق"},
             {"LY",
              "libya libyan libye libyen libyenne libyalı libia libien ليبيا الليبية Ливия Ливии Ливию "
              "ливийский"},
             {"YE", "yemen yemeni yémen yéménite jemen اليمن اليمنية Йемен Йемена Йемене йеменский"},
             {"NG", "nigeria nigerian nigéria nijerya نيجيريا Нигерия Нигерии"},
             {"PH", "philippines philippine filipinler filippine الفلبين Филиппины Филиппин"},
             {"TR", "turkey turkish türkiye turkiye turquie turc turque turkei تركيا Турция Турции Турцию"},
             {"LB", "lebanon lebanese liban libanais lübnan لبنان Ливан Ливана Ливане"},
             {"JO", "jordan jordanian jordanie ürdün الأردن Иордания Иордании"}}};
        std::map<std::string, std::string, std::less<>> made;
        for (const auto& [code, list] : table) {
            for (const std::string_view word : base::split(list, ' ')) {
                made.emplace(folded_name(word), code);
            }
        }
        return made;
    }();
    return words;
}

// Codes that are hardly another word in capitals.
constexpr std::array country_letters = {"SY"sv, "IQ"sv, "LY"sv, "YE"sv, "SYR"sv, "USA"sv, "US"sv};

struct CountryName {
    std::string letters;  // folded, the whole name
    std::string code;
};
using CountryNames = std::unordered_map<std::string_view, std::vector<CountryName>>;  // by the first word

// English short names of all countries, and the words of country_words.
const CountryNames& country_names() {
    static const std::vector<CountryName> all = [] {
        std::vector<CountryName> made;
        for (char first = 'A'; first <= 'Z'; ++first) {
            for (char second = 'A'; second <= 'Z'; ++second) {
                std::string code = {first, second};
                std::string name = folded_name(model::country_name(code));
                if (name.size() > 2) {
                    made.push_back({std::move(name), std::move(code)});
                }
            }
        }
        for (const auto& [word, code] : country_words()) {
            made.push_back({word, code});
        }
        for (const auto& [word, code] :
             {std::pair("usa", "US"), std::pair("uk", "GB"), std::pair("egypt", "EG"),
              std::pair("deutschland", "DE"), std::pair("schweiz", "CH")}) {
            made.push_back({word, code});
        }
        return made;
    }();
    static const CountryNames by_first = [] {
        CountryNames made;
        for (const CountryName& one : all) {
            made[std::string_view(one.letters).substr(0, one.letters.find(' '))].push_back(one);
        }
        return made;
    }();
    return by_first;
}

std::span<const std::string_view> street_before() {
    constexpr static std::array words = {"rue"sv,       "calle"sv,   "via"sv,    "ulica"sv,   "ul"sv,
                                         "ulitsa"sv,    "corso"sv,   "viale"sv,  "avenida"sv, "avenue"sv,
                                         "boulevard"sv, "shr"sv,     "shara"sv,  "rua"sv,     "prospekt"sv,
                                         "place"sv,     "impasse"sv, "piazza"sv, "jalan"sv,   "strada"sv,
                                         "sharia"sv,    "shari"sv,   "shara"sv,  "chaussee"sv};
    return words;
}

std::span<const std::string_view> street_behind() {
    constexpr static std::array words = {
        "street"sv,   "st"sv,      "road"sv,    "rd"sv,        "avenue"sv,    "ave"sv,        "lane"sv,
        "ln"sv,       "drive"sv,   "dr"sv,      "way"sv,       "close"sv,     "court"sv,      "crescent"sv,
        "terrace"sv,  "square"sv,  "sok"sv,     "sokak"sv,     "sokagi"sv,    "cad"sv,        "cadde"sv,
        "caddesi"sv,  "bulvari"sv, "blv"sv,     "blvd"sv,      "boulevard"sv, "strasse"sv,    "str"sv,
        "weg"sv,      "gasse"sv,   "platz"sv,   "straat"sv,    "laan"sv,      "gatan"sv,      "house"sv,
        "building"sv, "tower"sv,   "towers"sv,  "mahallesi"sv, "mah"sv,       "apartments"sv, "hall"sv,
        "gardens"sv,  "plaza"sv,   "highway"sv, "hwy"sv,       "allee"sv,     "apt"sv,        "apartmani"sv,
        "gate"sv};
    return words;
}

std::span<const std::string_view> firm_words() {
    constexpr static std::array words = {
        "restaurant"sv, "cafe"sv,      "hotel"sv,     "sweets"sv,     "bakery"sv,    "kebab"sv,
        "grill"sv,      "foods"sv,     "ltd"sv,       "llc"sv,        "gmbh"sv,      "inc"sv,
        "sarl"sv,       "trading"sv,   "travel"sv,    "market"sv,     "boutique"sv,  "fc"sv,
        "textile"sv,    "textiles"sv,  "soap"sv,      "pepper"sv,     "rug"sv,       "rugs"sv,
        "company"sv,    "co"sv,        "corp"sv,      "consulting"sv, "group"sv,     "fashion"sv,
        "jewelry"sv,    "jewellery"sv, "steel"sv,     "rose"sv,       "shop"sv,      "lounge"sv,
        "magazine"sv,   "records"sv,   "studio"sv,    "ag"sv,         "logistics"sv, "gate"sv,
        "school"sv,     "restoran"sv,  "lokantasi"sv, "sabunu"sv,     "soaps"sv,     "phillips"sv,
        "tower"sv,      "bar"sv,       "estates"sv,   "nursery"sv,    "cheese"sv,    "university"sv,
        "avenue"sv,     "films"sv};
    return words;
}

std::span<const std::string_view> titles() {
    constexpr static std::array words = {"mr"sv,   "mrs"sv,  "ms"sv,   "miss"sv, "dr"sv,    "mme"sv,
                                         "mlle"sv, "herr"sv, "frau"sv, "bay"sv,  "bayan"sv, "sheikh"sv,
                                         "eng"sv,  "sir"sv,  "sig"sv,  "prof"sv};
    return words;
}

// Folded words that stand beside a place.
const std::vector<std::string>& place_words() {
    static const std::vector<std::string> words = [] {
        std::vector<std::string> made;
        for (const std::string_view word :
             base::split("city town village province governorate district camp oilfield field refinery "
                         "crossing silo silos "
                         "region area suburb countryside warehouse checkpoint ville région camp ili ilçesi "
                         "kenti şehri "
                         "köyü kasabası sahası sınır город города городе область провинция район "
                         "месторождение село مدينة "
                         "محافظة قضاء ناحية معبر حقل مصفاة سد ريف قرية منطقة dam mine wells well plant "
                         "airport mill mills "
                         "outskirts vicinity port depot gouvernorat champ raffinerie rafinerisi barajı",
                         ' ')) {
            made.push_back(folded_name(word));
        }
        std::ranges::sort(made);
        return made;
    }();
    return words;
}

const std::vector<std::string>& prepositions() {
    static const std::vector<std::string> words = [] {
        std::vector<std::string> made;
        for (const std::string_view word : base::split(
                 "from to in at near ex via around depuis vers à près из в на под около من في الى إلى قرب "
                 "loaded origin destination fob loading delivered exw",
                 ' ')) {
            made.push_back(folded_name(word));
        }
        std::ranges::sort(made);
        return made;
    }();
    return words;
}

bool is_listed(std::string_view word, const std::vector<std::string>& sorted) {
    return std::ranges::binary_search(sorted, word, {},
                                      [](const auto& one) { return std::string_view(one); });
}

bool is_us_state(std::string_view upper) {
    constexpr std::array codes = {"AL"sv, "AZ"sv, "CA"sv, "CO"sv, "CT"sv,  "FL"sv, "GA"sv, "IA"sv, "IL"sv,
                                  "KS"sv, "KY"sv, "LA"sv, "MA"sv, "MD"sv,  "ME"sv, "MI"sv, "MN"sv, "MO"sv,
                                  "NC"sv, "NE"sv, "NJ"sv, "NY"sv, "OH"sv,  "OR"sv, "PA"sv, "TN"sv, "TX"sv,
                                  "VA"sv, "WA"sv, "WI"sv, "WV"sv, "USA"sv, "UT"sv, "AR"sv, "NV"sv};
    return one_of(upper, codes);
}

bool is_us_state_name(std::string_view folded) {
    constexpr std::array names = {
        "maryland"sv,   "virginia"sv, "pennsylvania"sv, "indiana"sv,   "arizona"sv, "kentucky"sv,
        "ohio"sv,       "oregon"sv,   "georgia"sv,      "texas"sv,     "florida"sv, "michigan"sv,
        "missouri"sv,   "illinois"sv, "wisconsin"sv,    "tennessee"sv, "maine"sv,   "nebraska"sv,
        "california"sv, "arkansas"sv, "ontario"sv,      "tasmania"sv};
    return one_of(folded, names);
}

bool in_country(const GazetteerPlace& place, std::string_view code) {
    return code.size() == 2 && place.country.find(code) != std::string::npos;
}

// One candidate being weighed.
struct Weighing {
    int points = 0;
    bool sign = false;  // anything but the field speaks for it
    std::vector<std::string> for_it;
    std::vector<std::string> against;

    void plus(int more, std::string why, bool is_sign = true) {
        points += more;
        sign = sign || is_sign;
        for_it.push_back(std::move(why));
    }
    void minus(int less, std::string why) {
        points -= less;
        against.push_back(std::move(why));
    }
};

struct Span {
    std::size_t first_word = 0;
    std::size_t last_word = 0;
};

Span words_of(const PlaceCandidate& candidate, const PlaceSigns& signs) {
    const auto before = [&](const auto& end) {
        return static_cast<std::size_t>(std::max<std::ptrdiff_t>(end - signs.words.begin() - 1, 0));
    };
    return {before(std::ranges::upper_bound(signs.words, candidate.first, {}, &PlaceSigns::Word::first)),
            before(std::ranges::lower_bound(signs.words, candidate.last, {}, &PlaceSigns::Word::first))};
}

// Nothing but blanks between two words of the text.
bool joined(const PlaceSigns& signs, std::size_t from_byte, std::size_t to_byte) {
    return base::trim(signs.text.substr(from_byte, to_byte - from_byte)).empty();
}

std::string_view source_word(const PlaceSigns& signs, std::size_t word) {
    std::size_t end = signs.words[word].begin;
    while (end < signs.text.size() && ((signs.text[end] >= 'A' && signs.text[end] <= 'Z') ||
                                       (signs.text[end] >= 'a' && signs.text[end] <= 'z'))) {
        ++end;
    }
    return signs.text.substr(signs.words[word].begin, end - signs.words[word].begin);
}

// "Raqqa to Turkey", "Raqqa-Turkey", "Raqqa > Turkey": a way from one to the other, not a place's country.
bool on_a_way(const PlaceSigns& signs, std::size_t from_byte, std::size_t first, std::size_t country) {
    static const std::vector<std::string> ways = [] {
        std::vector<std::string> made;
        for (const std::string_view word :
             base::split("to into towards via from vers à depuis nach von do до через из إلى الى من", ' ')) {
            made.push_back(folded_name(word));
        }
        return made;
    }();
    const auto named = [&](const PlaceSigns::Word& word) {
        return std::ranges::find(ways, word.letters) != ways.end();
    };
    const std::string_view gap = signs.text.substr(from_byte, signs.words[country].begin - from_byte);
    return gap.find_first_of("-/>") != std::string_view::npos ||
           std::any_of(signs.words.begin() + static_cast<std::ptrdiff_t>(first),
                       signs.words.begin() + static_cast<std::ptrdiff_t>(country), named);
}

void weigh_countries(const PlaceCandidate& one, const PlaceSigns& signs, const PlaceContext& context, Span at,
                     Weighing& w) {
    bool named = false;
    bool beside = false;
    std::string other;
    std::string seen_homonym;
    const auto homonym = [&](std::string_view code) {
        return std::ranges::find(one.homonym_countries, code) != one.homonym_countries.end();
    };
    for (const std::string& code : signs.country_codes) {
        named = named || in_country(*one.place, code);
        seen_homonym = !in_country(*one.place, code) && homonym(code) ? code : seen_homonym;
    }
    const std::size_t near = at.first_word - std::min(at.first_word, country_words_most + 1);
    const auto first_near =
        std::ranges::lower_bound(signs.countries, near, {}, &PlaceSigns::NamedCountry::word);
    for (const auto& country : std::ranges::subrange(first_near, signs.countries.end())) {
        if (country.word > at.last_word + 2) {
            break;
        }
        const bool behind = country.word > at.last_word;
        const bool before = country.word + country.words + 1 >= at.first_word && country.word < at.first_word;
        if (in_country(*one.place, country.code)) {
            beside = beside || behind || before;
        } else if (behind && !on_a_way(signs, one.end, at.last_word + 1, country.word)) {
            other = country.code;
        }
    }
    const auto of_place = [&](const std::string& code) { return in_country(*one.place, code); };
    const bool of_message = std::ranges::any_of(context.countries, of_place);
    const bool of_bank = std::ranges::any_of(context.bank_countries, of_place);
    for (const std::string& code : context.countries) {
        seen_homonym = homonym(code) && !of_place(code) ? code : seen_homonym;
    }
    for (const std::string& code : context.bank_countries) {
        seen_homonym = homonym(code) && !of_place(code) ? code : seen_homonym;
    }
    if (named) {
        w.plus(beside ? 55 : 45,
               beside ? "its country is named beside it" : "its country is named in the text");
    }
    if (of_message) {
        w.plus(40, "the message gives its country");
    }
    if (of_bank) {
        w.plus(30, "a bank of its country takes part");
    }
    if (!other.empty() && !beside) {
        // Where no place of the name is known in that country it may be a mistake, or a veil.
        const bool known_there = one.weak || homonym(other);
        w.minus(known_there ? 45 : 30, fmt::format("another country ({}) is named beside it", other));
    }
    const bool supported = named || of_message;
    if (!seen_homonym.empty() && !supported) {
        w.minus(60, fmt::format("a place of this name lies in {}, which the message names", seen_homonym));
    } else if (!one.homonym_countries.empty() && !supported) {
        w.minus(15, fmt::format("a place of this name or the word itself is known from {} too",
                                fmt::join(one.homonym_countries, ", ")));
    }
    if (context.field_class == model::FieldClass::address && !context.countries.empty() && !of_message &&
        !named) {
        w.minus(25, "the address is in another country");
    }
}

void weigh_words_before(const PlaceSigns& signs, Span at, Weighing& w) {
    for (std::size_t back = 1; back <= 2 && back <= at.first_word; ++back) {
        const PlaceSigns::Word& word = signs.words[at.first_word - back];
        if (one_of(word.letters, street_before()) && !(back == 1 && word.letters == "via")) {
            w.minus(100, fmt::format("it is part of a street's name (\"{}\")", word.letters));
            return;
        }
        if (one_of(word.letters, titles())) {
            w.minus(30, "a title before it makes it a person's name");
            return;
        }
        if (is_listed(word.letters, place_words())) {
            w.plus(25, fmt::format("\"{}\" stands before it", word.letters));
            return;
        }
        if (back == 1 && is_listed(word.letters, prepositions())) {
            w.plus(10, fmt::format("\"{}\" stands before it", word.letters), false);
        }
    }
}

void weigh_words_behind(const PlaceCandidate& one, const PlaceSigns& signs, Span at, Weighing& w) {
    for (std::size_t next = at.last_word + 1; next <= at.last_word + 2 && next < signs.words.size(); ++next) {
        const PlaceSigns::Word& word = signs.words[next];
        const bool close = next == at.last_word + 1;
        if (close && one_of(word.letters, street_behind()) && joined(signs, one.end, word.begin)) {
            w.minus(100, fmt::format("it is part of a street's name (\"{}\")", word.letters));
            return;
        }
        if (is_us_state_name(word.letters) || (close && is_us_state(source_word(signs, next)))) {
            w.minus(45, fmt::format("\"{}\" behind it is elsewhere", source_word(signs, next)));
            return;
        }
        if (one_of(word.letters, firm_words()) &&
            joined(signs, one.end, signs.words[at.last_word + 1].begin)) {
            w.minus(35, fmt::format("it is part of a firm's or a thing's name (\"{}\")", word.letters));
            return;
        }
        if (is_listed(word.letters, place_words())) {
            w.plus(25, fmt::format("\"{}\" stands behind it", word.letters));
            return;
        }
    }
}

bool is_iraqi_postcode(std::string_view postcode) {
    return postcode.size() == 5 && postcode.front() >= '1' && postcode.front() <= '6' &&
           std::ranges::all_of(postcode, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

PlaceSigns read_signs(std::string_view text, const FoldedPlaceText& folded) {
    PlaceSigns signs;
    signs.text = text;
    const std::string_view letters = folded.letters;
    std::size_t at = 1;
    while (at < letters.size()) {
        const std::size_t end = std::min(letters.find(' ', at), letters.size());
        if (end > at) {
            signs.words.push_back({letters.substr(at, end - at), at, folded.origin[at]});
        }
        at = end + 1;
    }
    const CountryNames& names = country_names();
    for (std::size_t i = 0; i < signs.words.size(); ++i) {
        const PlaceSigns::Word& word = signs.words[i];
        if (word.letters.front() >= '0' && word.letters.front() <= '9') {
            signs.conflict_year = signs.conflict_year || (word.letters.size() == 4 &&
                                                          word.letters >= "2011" && word.letters <= "2019");
            continue;
        }
        if (word.letters.size() <= 3 && one_of(source_word(signs, i), country_letters)) {
            signs.countries.push_back({std::string(source_word(signs, i).substr(0, 2)), i, 1});
            continue;
        }
        const auto known = names.find(word.letters);
        if (known == names.end()) {
            continue;
        }
        const std::string_view behind = letters.substr(word.first);
        for (const CountryName& name : known->second) {
            if (behind.starts_with(name.letters) && behind.substr(name.letters.size()).starts_with(' ')) {
                const auto blanks = static_cast<std::size_t>(std::ranges::count(name.letters, ' '));
                signs.countries.push_back({name.code, i, blanks + 1});
                break;
            }
        }
    }
    for (const PlaceSigns::NamedCountry& country : signs.countries) {
        if (std::ranges::find(signs.country_codes, country.code) == signs.country_codes.end()) {
            signs.country_codes.push_back(country.code);
        }
    }
    return signs;
}

PlaceNeighbours::PlaceNeighbours(const std::vector<PlaceCandidate>& all) {
    std::unordered_map<const GazetteerPlace*, std::size_t> known;
    for (const PlaceCandidate& one : all) {
        if (one.weak || !one.homonym_countries.empty()) {
            continue;
        }
        std::vector<Neighbour>& list = by_country_[one.place->country];
        const auto [at, fresh] = known.try_emplace(one.place, list.size());
        if (fresh) {
            list.push_back({one.place, one.last, one.first});
        }
        Neighbour& neighbour = list[at->second];
        neighbour.first_end = std::min(neighbour.first_end, one.last);
        neighbour.last_begin = std::max(neighbour.last_begin, one.first);
    }
}

const GazetteerPlace* PlaceNeighbours::beside(const PlaceCandidate& candidate) const {
    const auto list = by_country_.find(candidate.place->country);
    if (list == by_country_.end()) {
        return nullptr;
    }
    for (const Neighbour& other : list->second) {
        const bool apart = other.first_end <= candidate.first || other.last_begin >= candidate.last;
        if (apart && other.place != candidate.place && other.place->name != candidate.place->name) {
            return other.place;
        }
    }
    return nullptr;
}

PlaceMention weigh(const PlaceCandidate& candidate, const PlaceNeighbours& neighbours,
                   const PlaceSigns& signs, const PlaceContext& context) {
    Weighing w;
    w.points = candidate.weak ? 10 : 30;
    const Span at = words_of(candidate, signs);
    weigh_countries(candidate, signs, context, at, w);
    weigh_words_before(signs, at, w);
    weigh_words_behind(candidate, signs, at, w);
    if (const GazetteerPlace* const other = neighbours.beside(candidate)) {
        w.plus(35, fmt::format("{}, of the same country, is named too", other->name));
    }
    if (signs.conflict_year) {
        w.plus(30, "a year of the conflict is named");
    }
    if (in_country(*candidate.place, "IQ") && is_iraqi_postcode(context.postcode)) {
        w.plus(15, "the postcode has the country's form", false);
    }
    bool capped = false;
    if (context.field_class == model::FieldClass::address) {
        w.plus(10, "the field is an address", false);
    } else if (context.field_class == model::FieldClass::name ||
               context.field_class == model::FieldClass::agent) {
        capped = true;
        w.against.emplace_back("the field is a party's name");
    }
    if (candidate.weak) {
        w.against.emplace_back("the word is also an ordinary, a personal or a firm's name");
    }
    const int points = std::clamp(capped ? std::min(w.points, capped_at) : w.points, 0, 100);
    PlaceMention mention;
    mention.place_id = candidate.place->place_id;
    mention.name = candidate.place->name;
    mention.begin = candidate.begin;
    mention.end = candidate.end;
    mention.country = candidate.place->country;
    mention.point = candidate.place->point;
    mention.weight = points / 100.0;
    mention.decides = points >= decides_from && w.sign;
    mention.reason =
        fmt::format("\"{}\" is a name of {} ({}){}{}{}{}",
                    base::shown(signs.text.substr(candidate.begin, candidate.end - candidate.begin), 60),
                    candidate.place->name, candidate.place->country,
                    w.for_it.empty() ? "; nothing speaks for it" : "; for it: ", fmt::join(w.for_it, ", "),
                    w.against.empty() ? "" : "; against it: ", fmt::join(w.against, ", "));
    return mention;
}

}  // namespace cordon::trade
