#include "screening/fact_places.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "text/name_tokens.h"

namespace cordon::screening {

namespace {

using model::Country;
using model::Place;

struct RelatedCodes {
    std::string_view former;
    std::string_view followers;  // parted by blanks
};
// Former states and those that followed (ISO 3166-3); then territories with a code and their states.
constexpr auto related_codes = std::to_array<RelatedCodes>({
    {"SU", "RU UA BY UZ KZ GE AZ LT MD LV KG TJ AM TM EE"},
    {"YU", "RS ME HR SI BA MK XK CS"},
    {"CS", "RS ME XK CZ SK"},
    {"DD", "DE"},
    {"AN", "CW SX BQ NL"},
    {"RS", "XK"},
    {"SD", "SS"},
    {"CN", "HK MO"},
    {"GB", "GG JE IM GI BM KY VG TC"},
    {"FR", "GF GP MQ RE YT NC PF"},
    {"US", "PR GU VI AS MP"},
    {"NL", "AW CW SX BQ"},
    {"DK", "GL FO"},
    {"MA", "EH"},
});

bool are_related(std::string_view left, std::string_view right) {
    return std::ranges::any_of(related_codes, [&](const RelatedCodes& row) {
        return (row.former == left && row.followers.find(right) != std::string_view::npos) ||
               (row.former == right && row.followers.find(left) != std::string_view::npos);
    });
}

std::vector<std::string> words_of(const Place& place) {
    text::TokenisedName tokenised;
    text::tokenise_name(!place.text.empty() ? place.text : place.city, tokenised);
    std::vector<std::string> words;
    for (const text::NameToken& token : tokenised.tokens) {
        if (token.text.size() > 2) {
            words.push_back(token.text);
        }
    }
    std::ranges::sort(words);
    return words;
}

FactRelation compare_words(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    if (left.empty() || right.empty()) {
        return FactRelation::missing;
    }
    if (std::ranges::includes(right, left) || std::ranges::includes(left, right)) {
        return FactRelation::same;
    }
    const bool shared = std::ranges::any_of(
        left, [&](const std::string& word) { return std::ranges::binary_search(right, word); });
    return shared ? FactRelation::similar : FactRelation::different;
}

std::string shown(const Place& place) {
    return !place.text.empty() ? place.text : place.city;
}

}  // namespace

CountryTies::CountryTies(const model::Listing& listing) {
    const auto add = [](std::vector<Country>& into, const Country& country) {
        if (!country.code.empty()) {
            into.push_back(country);
        }
    };
    for (const Country& country : listing.nationalities) {
        add(nationalities_, country);
    }
    for (const Country& country : listing.countries) {
        add(others_, country);
    }
    for (const Place& place : listing.birth_places) {
        add(others_, place.country);
    }
    for (const model::Address& address : listing.addresses) {
        add(others_, address.country);
    }
}

CountryComparison CountryTies::compare(std::span<const Country> countries, bool as_nationality) const {
    CountryComparison best;
    const auto take = [&best](FactRelation relation, const Country& subject, const Country& listed) {
        const bool closer = !best.given || relation < best.relation ||
                            (relation == best.relation && subject.code < best.subject.code);
        if (closer) {
            best = {true, relation, subject, listed};
        }
    };
    for (const Country& country : countries) {
        if (country.code.empty()) {
            continue;
        }
        take(FactRelation::missing, country, {});
        for (const Country& listed : nationalities_) {
            take(listed.code == country.code              ? FactRelation::same
                 : are_related(listed.code, country.code) ? FactRelation::similar
                                                          : FactRelation::different,
                 country, listed);
        }
        for (const Country& listed : others_) {
            take(listed.code == country.code ? (as_nationality ? FactRelation::similar : FactRelation::same)
                 : are_related(listed.code, country.code) ? FactRelation::similar
                                                          : FactRelation::different,
                 country, listed);
        }
    }
    return best;
}

PlaceComparison compare_places_of(std::span<const Place> places, std::span<const Place> listed) {
    CORDON_CHECK(!places.empty());
    PlaceComparison best{.relation = FactRelation::missing, .subject = shown(places.front()), .listed = {}};
    for (const Place& place : places) {
        const std::vector<std::string> words = words_of(place);
        for (const Place& other : listed) {
            const FactRelation relation = compare_words(words, words_of(other));
            if (relation < best.relation) {
                best = {relation, shown(place), shown(other)};
            }
        }
    }
    return best;
}

}  // namespace cordon::screening
