#include "trade/territory_places.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>

#include "base/strings.h"
#include "text/name_readings.h"
#include "text/phonetic_key.h"

namespace cordon::trade {

namespace {

// What stands behind a name without being part of it.
constexpr auto trailing_words = std::to_array<std::string_view>(
    {"dam", "camp", "area", "and", "oil", "gas", "field", "fields", "plant", "mine", "mines", "base",
     "border", "air", "site", "village", "crossing", "refinery", "pocket"});

std::string without_trailing_words(std::string_view name) {
    std::string_view left = base::trim(name);
    for (bool cut = true; cut;) {
        cut = false;
        for (const std::string_view word : trailing_words) {
            const bool longer = left.size() > word.size() + 1;
            const std::size_t from = longer ? left.size() - word.size() : 0;
            if (longer && left[from - 1] == ' ' && base::ascii_iequals(left.substr(from), word)) {
                left = base::trim(left.substr(0, from));
                cut = true;
            }
        }
    }
    return std::string(left);
}

// "Tabqa town and dam" is Tabqa, the town.
std::string_view before_town_word(std::string_view name) {
    for (const std::string_view word : {" town", " city", " centre", " center"}) {
        const std::size_t at = base::ascii_ifind(name, word);
        const std::size_t end = at + word.size();
        if (at != std::string_view::npos && at > 0 && (end == name.size() || name[end] == ' ')) {
            return base::trim(name.substr(0, at));
        }
    }
    return base::trim(name);
}

// "Al-Thawrah / Tabqa town and dam", "Kobani (Ain al-Arab)", "Yarmouk camp, Damascus": every name in it.
std::vector<std::string> names_within(std::string_view given) {
    std::vector<std::string> names = {std::string(base::trim(given))};
    std::string outside;
    std::string inside;
    int depth = 0;
    for (const char letter : given) {
        depth += letter == '(' ? 1 : 0;
        (depth > 0 ? inside : outside) += letter == '(' || letter == ')' ? ' ' : letter;
        depth -= letter == ')' && depth > 0 ? 1 : 0;
    }
    for (const std::string& part : {outside.substr(0, outside.find(',')), inside}) {
        for (const std::string_view name : base::split(part, '/')) {
            if (!base::trim(name).empty()) {
                names.emplace_back(before_town_word(name));
            }
        }
    }
    return names;
}

// The first of them; the whole when all of it stands in brackets.
std::string short_name(std::string_view given) {
    const std::vector<std::string> names = names_within(given);
    return names.size() > 1 ? names[1] : names[0];
}

// The letters of each reading of a name, articles dropped: "Deir ez-Zor" gives "deirzor".
std::vector<std::string> letter_keys(std::string_view name) {
    text::NameReadings readings;
    text::name_readings(name, readings);
    std::set<std::string> keys;
    for (const text::TokenisedName& reading : readings.view()) {
        std::string key;
        for (const text::NameToken& token : reading.tokens) {
            if (token.text != "al" || reading.tokens.size() == 1) {
                key += token.text;
            }
        }
        if (!key.empty()) {
            keys.insert(key);
        }
    }
    return {keys.begin(), keys.end()};
}

// The usual spellings of one name alike, letter for letter: "rakka" and "raqqa", "mossoul" and "mosul".
std::string plain_spelling(std::string_view letters) {
    std::string plain;
    for (const char letter : base::replace_all(letters, "ou", "u")) {
        const char same = letter == 'q' || letter == 'c' ? 'k' : letter == 'y' ? 'i' : letter;
        if (plain.empty() || plain.back() != same) {
            plain += same;
        }
    }
    if (plain.size() > 3 && plain.back() == 'h') {
        plain.pop_back();
    }
    return plain;
}

// Keys of three sorts, told apart by their first letter: plain, of sound, and of consonants. Short ones say
// nothing.
std::vector<std::string> sound_keys(std::string_view name) {
    std::set<std::string> keys;
    for (const std::string& letters : letter_keys(name)) {
        const std::string sound = text::sound_key(letters);
        if (sound.size() >= 6) {  // of fewer, Cairo would be Qayyarah
            keys.insert("s" + sound);
        }
        keys.insert("n" + plain_spelling(letters));
        const std::string skeleton = text::skeleton_key(letters);
        if (skeleton.size() >= 4) {  // of three, Basra would be Busayrah
            keys.insert("k" + skeleton);
        }
    }
    return {keys.begin(), keys.end()};
}

// Whether one of the names within it has one of these keys.
bool has_key(std::string_view given, const std::vector<std::string>& keys) {
    for (const std::string& name : names_within(given)) {
        for (const std::string& key : letter_keys(name)) {
            if (std::ranges::find(keys, key) != keys.end()) {
                return true;
            }
        }
    }
    return false;
}

// The first word of a name of several, when it is long enough to mean something: "Baghuz Fawqani" is known by
// it.
std::string first_word(std::string_view name) {
    constexpr std::size_t letters_min = 5;
    text::TokenisedName words;
    text::tokenise_name(name, words);
    std::erase_if(words.tokens, [](const text::NameToken& token) { return token.text == "al"; });
    const bool several = words.tokens.size() > 1 && words.tokens[0].text.size() >= letters_min;
    return several ? words.tokens[0].text : "";
}

std::string facility_words(std::string_view kind) {
    return base::replace_all(kind, "_", " ");
}

}  // namespace

double distance_km(const model::GeoPoint& one, const model::GeoPoint& other) {
    constexpr double radius_km = 6371.0088;
    constexpr double radian = std::numbers::pi / 180;
    const double lat = std::sin((other.latitude - one.latitude) * radian / 2);
    const double lon = std::sin((other.longitude - one.longitude) * radian / 2);
    const double half =
        lat * lat + std::cos(one.latitude * radian) * std::cos(other.latitude * radian) * lon * lon;
    return 2 * radius_km * std::asin(std::min(1.0, std::sqrt(half)));
}

std::string place_slug(std::string_view name) {
    text::TokenisedName words;
    text::tokenise_name(name, words);
    std::string slug;
    for (const text::NameToken& token : words.tokens) {
        slug += (slug.empty() ? "" : "-") + token.text;
    }
    return slug.empty() ? "unnamed" : slug;
}

PlaceTable::PlaceTable(const std::vector<ControlFact>& facts, const std::vector<Facility>& facilities) {
    std::map<std::string, std::uint32_t> fact_at;
    for (std::uint32_t at = 0; at < facts.size(); ++at) {
        add_fact(facts[at], at);
        fact_at.emplace(facts[at].id, at);
    }
    for (const Facility& facility : facilities) {
        add_facility(facility, fact_at);
    }
    add_governorates();
    add_keys();
}

std::uint32_t PlaceTable::add(Place place) {
    const auto at = static_cast<std::uint32_t>(places_.size());
    by_id_.emplace(place.name.place_id, at);
    places_.push_back(std::move(place));
    return at;
}

void PlaceTable::add_fact(const ControlFact& fact, std::uint32_t at) {
    std::string id = fact.place_id;
    if (id.empty() && fact.has_point) {
        id = "place:" + base::ascii_lower(fact.country) + "-" + place_slug(short_name(fact.name));
        const auto same = by_id_.find(id);
        if (same != by_id_.end() && distance_km(places_[same->second].name.point, fact.point) > near_km) {
            id += "-" + fact.id;  // a homonym
        }
    } else if (id.empty()) {
        id = "area:" + fact.id;
    }
    const auto known = by_id_.find(id);
    std::uint32_t place = 0;
    if (known != by_id_.end()) {
        place = known->second;
    } else {
        Place fresh;
        const std::string shown = short_name(fact.name);
        fresh.name = {id,
                      shown,
                      fact.country,
                      fact.admin1,
                      fact.has_point ? PlaceKind::town : PlaceKind::area,
                      true,
                      fact.has_point,
                      fact.point};
        fresh.admin2 = fact.admin2;
        place = add(std::move(fresh));
    }
    places_[place].facts.push_back(at);
    std::vector<std::string>& names = places_[place].names;
    names.push_back(fact.name);
    if (!fact.name_ar.empty()) {
        names.push_back(fact.name_ar);
    }
    names.insert(names.end(), fact.alt_names.begin(), fact.alt_names.end());
    place_of_fact_.push_back(place);
}

void PlaceTable::add_facility(const Facility& facility, const std::map<std::string, std::uint32_t>& fact_at) {
    const std::vector<std::string> keys = letter_keys(short_name(facility.name));
    for (Place& town : places_) {
        const bool here = town.name.kind == PlaceKind::town && town.name.has_point &&
                          distance_km(town.name.point, facility.point) <= place_reach_km;
        const bool same_name = here && std::ranges::any_of(town.names, [&](const std::string& given) {
                                   return has_key(given, keys);
                               });
        if (same_name) {
            town.names.push_back(facility.name + " " + facility_words(facility.kind));
            return;
        }
    }
    Place place;
    const std::string shown = short_name(facility.name);
    std::string id = "facility:" + place_slug(shown);
    if (by_id_.contains(id)) {
        id += "-" + base::replace_all(facility.kind, "_", "-");
    }
    for (int number = 2; by_id_.contains(id); ++number) {
        id = "facility:" + place_slug(shown) + "-" + std::to_string(number);
    }
    place.name = {id,
                  shown + ", " + facility_words(facility.kind),
                  base::join(facility.countries, "-"),
                  "",
                  PlaceKind::facility,
                  true,
                  true,
                  facility.point};
    place.kind = facility.kind;
    place.names = {facility.name, facility.name + " " + facility_words(facility.kind)};
    for (const std::string& fact : facility.facts) {
        if (const auto found = fact_at.find(fact); found != fact_at.end()) {
            place.facts.push_back(found->second);
        }
    }
    add(std::move(place));
}

void PlaceTable::add_governorates() {
    const std::size_t count = places_.size();
    for (std::size_t at = 0; at < count; ++at) {
        const PlaceName town = places_[at].name;
        if (town.kind != PlaceKind::town || town.admin1.empty()) {
            continue;
        }
        const std::string id = "admin1:" + town.country + ":" + place_slug(town.admin1);
        if (!by_id_.contains(id)) {
            Place place;
            place.name = {
                id, town.admin1 + " governorate", town.country, town.admin1, PlaceKind::area, true, false,
                {}};
            place.kind = "governorate";
            place.names = {town.admin1, town.admin1 + " governorate", town.admin1 + " province"};
            add(std::move(place));
        }
    }
}

void PlaceTable::add_keys() {
    for (std::uint32_t at = 0; at < places_.size(); ++at) {
        std::set<std::string> same;
        std::set<std::string> bare;
        std::set<std::string> alike;
        const bool site = places_[at].name.kind == PlaceKind::facility;
        for (const std::string& given : places_[at].names) {
            for (const std::string& name : names_within(given)) {
                const bool whole = !site || given != places_[at].names.front();
                for (std::string& key : letter_keys(name)) {
                    (whole ? same : bare).insert(std::move(key));
                }
                for (std::string& key : letter_keys(without_trailing_words(name))) {
                    bare.insert(std::move(key));
                }
                const std::string word = site ? "" : first_word(name);
                if (!word.empty()) {
                    alike.insert("w" + word);
                }
                for (std::string& key : sound_keys(name)) {
                    alike.insert(std::move(key));
                }
            }
        }
        for (const std::string& key : same) {
            same_.emplace(key, at);
        }
        for (const std::string& key : bare) {
            bare_.emplace(key, at);
        }
        for (const std::string& key : alike) {
            alike_.emplace(key, at);
        }
    }
}

std::int64_t PlaceTable::find(std::string_view place_id) const {
    const auto found = by_id_.find(place_id);
    return found == by_id_.end() ? -1 : std::int64_t{found->second};
}

std::vector<std::uint32_t> PlaceTable::matches(const Keys& keys, const std::vector<std::string>& wanted,
                                               std::string_view country) const {
    std::set<std::uint32_t> found;
    for (const std::string& key : wanted) {
        const auto [from, to] = keys.equal_range(key);
        for (auto at = from; at != to; ++at) {
            const std::string& where = places_[at->second].name.country;
            if (country.empty() || where.empty() || where.find(country) != std::string::npos) {
                found.insert(at->second);
            }
        }
    }
    PlaceKind best = PlaceKind::area;
    for (const std::uint32_t at : found) {
        best = std::min(best, places_[at].name.kind);
    }
    std::erase_if(found, [&](std::uint32_t at) { return places_[at].name.kind != best; });
    return {found.begin(), found.end()};
}

std::vector<PlaceName> PlaceTable::named(std::string_view name, std::string_view country) const {
    bool exact = true;
    const std::vector<std::string> letters = letter_keys(name);
    std::vector<std::uint32_t> found = matches(same_, letters, country);
    if (found.empty()) {
        found = matches(bare_, letters, country);
    }
    if (found.empty()) {
        exact = false;
        std::vector<std::string> by_sound = sound_keys(name);
        std::vector<std::string> by_consonants;
        for (const std::string& key : by_sound) {
            if (key.front() == 'k') {
                by_consonants.push_back(key);
            }
        }
        std::erase_if(by_sound, [](const std::string& key) { return key.front() == 'k'; });
        found = matches(alike_, by_sound, country);
        if (found.empty()) {
            found = matches(alike_, by_consonants, country);
        }
        if (found.empty()) {
            std::vector<std::string> by_first_word;
            for (const std::string& key : letters) {
                by_first_word.push_back("w" + key);
            }
            found = matches(alike_, by_first_word, country);
        }
    }
    std::vector<PlaceName> names;
    for (const std::uint32_t at : found) {
        names.push_back(places_[at].name);
        names.back().exact = exact;
    }
    return names;
}

}  // namespace cordon::trade
