#include "model/listing_fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/strings.h"

namespace cordon::model {

namespace {

class LineCollector {
public:
    void add(std::string_view field, std::string value) {
        if (!value.empty()) {
            lines_.push_back({std::string(field), std::move(value)});
        }
    }

    void add_all(std::string_view field, const std::vector<std::string>& values) {
        for (const std::string& value : values) {
            add(field, value);
        }
    }

    std::vector<FieldLine> take() {
        std::ranges::sort(lines_);
        lines_.erase(std::unique(lines_.begin(), lines_.end()), lines_.end());
        return std::move(lines_);
    }

private:
    std::vector<FieldLine> lines_;
};

// "value [a; b]" with the qualifiers that are not empty.
std::string qualified(std::string value, const std::vector<std::string>& qualifiers) {
    std::string inside;
    for (const std::string& qualifier : qualifiers) {
        if (!qualifier.empty()) {
            inside += (inside.empty() ? "" : "; ") + qualifier;
        }
    }
    return inside.empty() ? value : value + " [" + inside + "]";
}

std::string labelled(std::string_view label, const std::string& value) {
    return value.empty() ? std::string() : fmt::format("{} {}", label, value);
}

std::string country_text(const Country& country) {
    return country.text.empty() ? country.code : country.text;
}

std::string joined(std::vector<std::string> parts) {
    std::erase(parts, "");
    return base::join(parts, ", ");
}

std::string name_value(const ListedName& name) {
    std::string parts;
    for (const NamePart& part : name.parts) {
        parts += fmt::format("{}{}={}", parts.empty() ? "" : ", ", to_string(part.kind), part.value);
    }
    return qualified(
        name.text,
        {name.quality == NameQuality::unknown ? "" : std::string(to_string(name.quality)), name.language,
         parts, name.note, labelled("from", name.source_text == name.text ? "" : name.source_text)});
}

std::string identifier_value(const Identifier& identifier) {
    return qualified(identifier.value,
                     {identifier.type_text, identifier.currency, country_text(identifier.issuer),
                      labelled("issued", base::to_string(identifier.issued)),
                      labelled("expires", base::to_string(identifier.expires)), identifier.note});
}

std::string address_value(const Address& address) {
    std::vector<std::string> parts = address.lines;
    parts.insert(parts.end(),
                 {address.city, address.region, address.postal_code, country_text(address.country)});
    return qualified(joined(std::move(parts)), {address.note});
}

std::string place_value(const Place& place) {
    return place.text.empty() ? joined({place.city, place.region, country_text(place.country)}) : place.text;
}

void add_names(const Listing& listing, LineCollector& lines) {
    for (const ListedName& name : listing.names) {
        if (!name.supplement) {
            lines.add(fmt::format("name {}", to_string(name.kind)), name_value(name));
        }
    }
}

void add_facts(const Listing& listing, LineCollector& lines) {
    if (listing.gender != Gender::unknown) {
        lines.add("gender", std::string(to_string(listing.gender)));
    }
    for (const BirthDate& birth : listing.birth_dates) {
        const std::string source =
            birth.date.source_text == base::to_string(birth.date) ? "" : birth.date.source_text;
        lines.add("birth date", qualified(base::to_string(birth.date), {source, birth.note}));
    }
    for (const Place& place : listing.birth_places) {
        lines.add("birth place", place_value(place));
    }
    for (const Country& country : listing.nationalities) {
        lines.add("nationality", country_text(country));
    }
    for (const Country& country : listing.countries) {
        lines.add("country", country_text(country));
    }
    for (const Address& address : listing.addresses) {
        lines.add("address", address_value(address));
    }
    for (const Identifier& identifier : listing.identifiers) {
        lines.add(fmt::format("identifier {}", to_string(identifier.kind)), identifier_value(identifier));
    }
    for (const Relation& relation : listing.relations) {
        lines.add("relation", qualified(relation.kind, {relation.target_id, relation.target_name}));
    }
}

}  // namespace

std::vector<FieldLine> field_lines(const Listing& listing) {
    LineCollector lines;
    lines.add("kind", std::string(to_string(listing.kind)));
    add_names(listing, lines);
    add_facts(listing, lines);
    lines.add_all("programme", listing.programmes);
    lines.add_all("legal basis", listing.legal_bases);
    lines.add_all("measure", listing.measures);
    lines.add_all("title", listing.titles);
    lines.add_all("position", listing.positions);
    lines.add("listed on", base::to_string(listing.listed_on));
    lines.add("updated on", base::to_string(listing.updated_on));
    lines.add_all("reason", listing.reasons);
    lines.add_all("link", listing.links);
    lines.add_all("cross reference", listing.cross_references);
    lines.add_all("further", listing.further);
    return lines.take();
}

std::string content_hash(const std::vector<Listing>& listings) {
    std::vector<const Listing*> ordered;
    ordered.reserve(listings.size());
    for (const Listing& listing : listings) {
        ordered.push_back(&listing);
    }
    std::ranges::sort(ordered, {}, [](const Listing* listing) { return std::string_view(listing->id); });
    base::Sha256 hash;
    for (const Listing* listing : ordered) {
        // Lengths in front, so that no two different contents spell the same bytes.
        hash.add(fmt::format("listing {} {}\n", listing->id.size(), listing->id));
        for (const FieldLine& line : field_lines(*listing)) {
            hash.add(
                fmt::format("{} {} {} {}\n", line.field.size(), line.field, line.value.size(), line.value));
        }
    }
    return hash.hex();
}

}  // namespace cordon::model
