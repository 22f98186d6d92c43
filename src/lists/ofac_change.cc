// apply_ofac_change of ofac_delta_xml.h: a delta's change to one listing.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "lists/ofac_common.h"
#include "lists/ofac_delta_xml.h"
#include "lists/ofac_entity.h"
#include "model/country.h"

namespace cordon::lists {

namespace {

using Unmatched = std::vector<std::string>;

// "part of address 18368": the note's own part; "" when the value is whole.
std::string part_key(std::string_view note) {
    return note.starts_with(ofac_part_note) ? std::string(note.substr(0, note.find("; "))) : std::string();
}

std::string without_part(const std::string& note) {
    const std::string key = part_key(note);
    return note.size() <= key.size() + 2 ? std::string() : note.substr(key.size() + (key.empty() ? 0U : 2U));
}

template <class Value>
const Value* partner(const std::vector<Value>& values, const std::string& key) {
    for (const Value& value : values) {
        if (!key.empty() && part_key(value.note) == key) {
            return &value;
        }
    }
    return nullptr;
}

// The first value that is equal, else the first that is alike.
template <class Value, class Alike>
typename std::vector<Value>::iterator find_value(std::vector<Value>& values, const Value& wanted,
                                                 const Alike& alike) {
    const auto equal = std::ranges::find(values, wanted);
    return equal != values.end()
               ? equal
               : std::ranges::find_if(values, [&](const Value& value) { return alike(value, wanted); });
}

void say_unmatched(Unmatched& unmatched, std::string_view id, std::string_view field,
                   std::string_view value) {
    unmatched.push_back(
        fmt::format("listing {}: the delta takes away the {} '{}', which the base does not have", id, field,
                    base::shown(value)));
}

template <class Value, class Alike, class Shown>
void take_away(std::vector<Value>& values, const std::vector<Value>& removed, const Alike& alike,
               const Shown& shown_text, std::string_view id, std::string_view field, Unmatched& unmatched) {
    for (const Value& value : removed) {
        if (const auto found = find_value(values, value, alike); found != values.end()) {
            values.erase(found);
        } else {
            say_unmatched(unmatched, id, field, shown_text(value));
        }
    }
}

template <class Value>
void add_all(std::vector<Value>& values, const std::vector<Value>& added) {
    for (const Value& value : added) {
        add_once(values, value);
    }
}

bool alike_names(const model::ListedName& present, const model::ListedName& gone) {
    const bool scripts_fit = present.script.empty() || gone.script.empty() || present.script == gone.script;
    return scripts_fit && base::ascii_iequals(present.text, gone.text);
}

void change_names(model::Listing& base, const ListDelta::Change& change, Unmatched& unmatched) {
    for (const model::ListedName& gone : change.removed.names) {
        const auto found = find_value(base.names, gone, alike_names);
        if (found == base.names.end()) {
            say_unmatched(unmatched, base.id, "name", gone.text);
        } else if (const model::ListedName* next = partner(change.added.names, part_key(gone.note))) {
            found->text = next->text;
            found->parts = next->parts;
            found->source_text = next->source_text;
            found->quality = next->quality == model::NameQuality::unknown ? found->quality : next->quality;
        } else {
            base.names.erase(found);
        }
    }
    for (model::ListedName name : change.added.names) {
        const std::string key = part_key(name.note);
        if (partner(change.removed.names, key) == nullptr) {
            name.note = without_part(name.note);
            add_once(base.names, std::move(name));
        }
    }
    std::ranges::stable_sort(base.names, {}, [](const model::ListedName& name) {
        return name.kind == model::NameKind::primary ? 0 : 1;
    });
}

bool field_fits(const std::string& present, const std::string& part) {
    return part.empty() || part == present;
}

// Whether all that the part says stands in the address.
bool holds(const model::Address& address, const model::Address& part) {
    return std::ranges::all_of(part.lines,
                               [&](const std::string& line) {
                                   return std::ranges::find(address.lines, line) != address.lines.end();
                               }) &&
           field_fits(address.city, part.city) && field_fits(address.region, part.region) &&
           field_fits(address.postal_code, part.postal_code) &&
           field_fits(address.country.text, part.country.text) &&
           address.note.find(without_part(part.note)) != std::string::npos;
}

void subtract(model::Address& address, const model::Address& part) {
    for (const std::string& line : part.lines) {
        std::erase(address.lines, line);
    }
    for (const auto field : {&model::Address::city, &model::Address::region, &model::Address::postal_code}) {
        if (!(part.*field).empty()) {
            (address.*field).clear();
        }
    }
    if (!part.country.text.empty()) {
        address.country = {};
    }
}

void merge(model::Address& address, const model::Address& part) {
    add_all(address.lines, part.lines);
    for (const auto field : {&model::Address::city, &model::Address::region, &model::Address::postal_code}) {
        if (!(part.*field).empty()) {
            address.*field = part.*field;
        }
    }
    if (!part.country.text.empty()) {
        address.country = part.country;
    }
}

std::string address_text(const model::Address& address) {
    return base::join(address.lines, ", ") + " " + address.city + " " + address.country.text;
}

void change_addresses(model::Listing& base, const ListDelta::Change& change, Unmatched& unmatched) {
    const auto alike = [](const model::Address& present, const model::Address& gone) {
        return part_key(gone.note).empty() ? holds(present, gone) && holds(gone, present)
                                           : holds(present, gone);
    };
    for (const model::Address& gone : change.removed.addresses) {
        const std::string key = part_key(gone.note);
        const auto found = find_value(base.addresses, gone, alike);
        if (found == base.addresses.end()) {
            say_unmatched(unmatched, base.id, "address", address_text(gone));
            continue;
        }
        if (key.empty()) {
            base.addresses.erase(found);
            continue;
        }
        subtract(*found, gone);
        if (const model::Address* next = partner(change.added.addresses, key)) {
            merge(*found, *next);
        }
        model::Address bare = *found;
        bare.note.clear();
        if (bare == model::Address{}) {
            base.addresses.erase(found);
        }
    }
    for (model::Address address : change.added.addresses) {
        const std::string key = part_key(address.note);
        const bool merged = partner(change.removed.addresses, key) != nullptr;
        if (!key.empty() && !merged && base.addresses.size() == 1) {
            merge(base.addresses.front(), address);
        } else if (key.empty() || !merged) {
            if (!key.empty()) {
                unmatched.push_back(
                    fmt::format("listing {}: the delta adds to an address without saying which; '{}' "
                                "is kept as an address of its own",
                                base.id, address_text(address)));
            }
            address.note = without_part(address.note);
            add_once(base.addresses, std::move(address));
        }
    }
}

// A feature's value whose type the delta leaves out: the first field that says it, with what comes in its
// place.
bool replace_untyped(model::Listing& base, const std::string& gone, const std::string& next) {
    std::vector<Diagnostic> unread;  // a date that cannot be read stays its words
    for (model::BirthDate& date : base.birth_dates) {
        if (date.date.source_text == gone) {
            date.date = ofac_date(next, base.id, "", unread);
            return true;
        }
    }
    for (model::Place& place : base.birth_places) {
        if (place.text == gone) {
            place = ofac_place(next);
            return true;
        }
    }
    for (model::Country& country : base.nationalities) {
        if (country.text == gone) {
            country = model::country_from_text(next);
            return true;
        }
    }
    for (std::string& line : base.further) {
        if (line.ends_with(": " + gone)) {
            line.replace(line.size() - gone.size(), gone.size(), next);
            return true;
        }
    }
    return false;
}

void change_identifiers(model::Listing& base, const ListDelta::Change& change, Unmatched& unmatched) {
    const auto alike = [](const model::Identifier& present, const model::Identifier& gone) {
        return present.value == gone.value &&
               (present.kind == gone.kind || gone.kind == model::IdentifierKind::other);
    };
    for (const model::Identifier& gone : change.removed.identifiers) {
        const auto found = find_value(base.identifiers, gone, alike);
        const model::Identifier* next = partner(change.added.identifiers, part_key(gone.note));
        if (found == base.identifiers.end()) {
            if (next == nullptr || !gone.type_text.empty() ||
                !replace_untyped(base, gone.value, next->value)) {
                say_unmatched(unmatched, base.id, "identifier", gone.value);
            }
        } else if (next != nullptr) {
            found->value = next->value;
        } else {
            base.identifiers.erase(found);
        }
    }
    for (model::Identifier identifier : change.added.identifiers) {
        if (partner(change.removed.identifiers, part_key(identifier.note)) == nullptr) {
            identifier.note = without_part(identifier.note);
            add_once(base.identifiers, std::move(identifier));
        }
    }
}

void change_facts(model::Listing& base, const ListDelta::Change& change, Unmatched& unmatched) {
    const model::Listing& gone = change.removed;
    const model::Listing& next = change.added;
    take_away(
        base.birth_dates, gone.birth_dates,
        [](const model::BirthDate& present, const model::BirthDate& date) {
            return present.date.source_text == date.date.source_text ||
                   (date.date.known() && present.date.from == date.date.from &&
                    present.date.to == date.date.to);
        },
        [](const model::BirthDate& date) { return date.date.source_text; }, base.id, "birth date", unmatched);
    for (model::BirthDate date : next.birth_dates) {
        date.note = without_part(date.note);
        add_once(base.birth_dates, std::move(date));
    }
    take_away(
        base.birth_places, gone.birth_places,
        [](const model::Place& present, const model::Place& place) { return present.text == place.text; },
        [](const model::Place& place) { return place.text; }, base.id, "birth place", unmatched);
    add_all(base.birth_places, next.birth_places);
    const auto same_country = [](const model::Country& present, const model::Country& country) {
        return !country.code.empty() && present.code == country.code;
    };
    const auto country_text = [](const model::Country& country) { return country.text; };
    take_away(base.nationalities, gone.nationalities, same_country, country_text, base.id, "nationality",
              unmatched);
    add_all(base.nationalities, next.nationalities);
    take_away(base.countries, gone.countries, same_country, country_text, base.id, "country", unmatched);
    add_all(base.countries, next.countries);
    take_away(
        base.relations, gone.relations,
        [](const model::Relation& present, const model::Relation& relation) {
            return !relation.target_id.empty() && present.target_id == relation.target_id &&
                   present.kind == relation.kind;
        },
        [](const model::Relation& relation) { return relation.target_name; }, base.id, "relation", unmatched);
    add_all(base.relations, next.relations);
}

void change_texts(model::Listing& base, const ListDelta::Change& change, Unmatched& unmatched) {
    static constexpr std::pair<std::vector<std::string> model::Listing::*, std::string_view> fields[] = {
        {&model::Listing::programmes, "programme"}, {&model::Listing::legal_bases, "legal basis"},
        {&model::Listing::measures, "measure"},     {&model::Listing::titles, "title"},
        {&model::Listing::positions, "position"},   {&model::Listing::reasons, "remark"},
        {&model::Listing::links, "link"},           {&model::Listing::cross_references, "cross reference"},
        {&model::Listing::further, "field"},
    };
    const auto text = [](const std::string& value) { return value; };
    for (const auto& [field, name] : fields) {
        take_away(base.*field, change.removed.*field, std::equal_to<std::string>(), text, base.id, name,
                  unmatched);
        add_all(base.*field, change.added.*field);
    }
}

}  // namespace

std::vector<std::string> apply_ofac_change(model::Listing& base, const ListDelta::Change& change) {
    Unmatched unmatched;
    if (change.added.kind != model::PartyKind::unknown) {
        base.kind = change.added.kind;
    }
    if (change.added.gender != model::Gender::unknown) {
        base.gender = change.added.gender;
    } else if (change.removed.gender != model::Gender::unknown && base.gender == change.removed.gender) {
        base.gender = model::Gender::unknown;
    }
    if (base::is_valid(change.added.listed_on)) {
        base.listed_on = change.added.listed_on;
    }
    if (base::is_valid(change.added.updated_on)) {
        base.updated_on = change.added.updated_on;
    }
    change_names(base, change, unmatched);
    change_addresses(base, change, unmatched);
    change_identifiers(base, change, unmatched);
    change_facts(base, change, unmatched);
    change_texts(base, change, unmatched);
    return unmatched;
}

}  // namespace cordon::lists
