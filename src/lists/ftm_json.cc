#include "lists/ftm_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/strings.h"
#include "codec/json.h"
#include "lists/add_unique.h"
#include "lists/ftm_entity.h"
#include "model/country.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;
using base::fail;
using model::IdentifierKind;
using model::Listing;

bool is_listed(const FtmEntity& entity) {
    if (entity.target.value_or(true)) {
        return true;
    }
    const std::vector<std::string>& topics = entity.all("topics");
    return std::ranges::any_of(topics, [](const std::string& topic) {
        return topic == "sanction" || topic.starts_with("sanction.");
    });
}

model::Address address_of(const FtmEntity& entity) {
    model::Address address;
    if (const std::string& full = entity.first("full"); !full.empty()) {
        address.lines = {full};  // the parts only repeat it
    } else {
        for (const std::string_view property : {"street", "street2", "postOfficeBox"}) {
            if (!entity.first(property).empty()) {
                address.lines.push_back(entity.first(property));
            }
        }
    }
    address.city = entity.first("city");
    address.region = entity.first("region").empty() ? entity.first("state") : entity.first("region");
    address.postal_code = entity.first("postalCode");
    if (!entity.first("country").empty()) {
        address.country = country_of_ftm(entity.first("country"));
    }
    address.note = entity.first("remarks");
    return address;
}

base::PartialDate date_of(const std::string& text) {
    base::PartialDate date;
    date.source_text = text;
    if (auto read = base::parse_partial_date(text); read) {
        date = *std::move(read);
    }
    return date;
}

IdentifierKind document_kind(std::string_view schema, std::string_view type) {
    const auto says = [&](std::string_view word) {
        return base::ascii_ifind(type, word) != std::string_view::npos;
    };
    if (schema == "Passport" || says("passport")) {
        return IdentifierKind::passport;
    }
    if (says("driv")) {
        return IdentifierKind::driving_licence;
    }
    if (says("tax")) {
        return IdentifierKind::tax;
    }
    if (says("national") || says("identity") || says("id card") || says("identification")) {
        return IdentifierKind::national_id;
    }
    return IdentifierKind::other;
}

// A document replaces the bare number that the party states for the same kind.
void add_document(Listing& listing, model::Identifier document) {
    std::erase_if(listing.identifiers, [&](const model::Identifier& bare) {
        return bare.kind == document.kind && bare.value == document.value && bare.issuer.text.empty();
    });
    add_unique(listing.identifiers, std::move(document));
}

class FtmJoiner {
public:
    base::Status add(std::vector<FtmEntity> entities) {
        for (FtmEntity& entity : entities) {
            remember_name(entity);
            if (entity.schema == "Address") {
                addresses_.try_emplace(entity.id, address_of(entity));
            } else if (ftm_link(entity.schema) != nullptr || !ftm_holder_property(entity.schema).empty()) {
                if (joined_.try_emplace(entity.id, joined_in_order_.size()).second) {
                    joined_in_order_.push_back(std::move(entity));
                }
            } else if (!party_kind_of_schema(entity.schema)) {
                ++(entity.nested ? inside_ : no_party_)[entity.schema];
            } else if (!entity.nested) {
                CORDON_TRY(add_party(entity));
            }
        }
        return {};
    }

    base::Result<ParsedList> take() {
        if (list_.listings.empty()) {
            return fail(
                ErrorCode::invalid_input,
                "no entity in the file is a listed party (a party's schema, with target true or absent)");
        }
        join_addresses();
        join_wallets();
        for (const FtmEntity& entity : joined_in_order_) {
            join(entity);
        }
        name_relations();
        add_notes();
        return std::move(list_);
    }

private:
    base::Status add_party(const FtmEntity& entity) {
        if (const auto [seen, fresh] = lines_.try_emplace(entity.id, entity.line); !fresh) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("line {}: entity {} stands already on line {}", entity.line,
                                    base::shown(entity.id), seen->second));
        }
        if (!is_listed(entity)) {
            ++not_listed_[entity.schema];
            return {};
        }
        Listing listing = listing_of_ftm_entity(entity, list_.diagnostics);
        if (listing.names.empty()) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("line {}: entity {} has no name", entity.line, base::shown(entity.id)));
        }
        index_.emplace(listing.id, list_.listings.size());
        if (!entity.all("addressEntity").empty()) {
            address_ids_.emplace_back(list_.listings.size(), entity.all("addressEntity"));
        }
        if (listing.kind == model::PartyKind::wallet && !entity.all("holder").empty()) {
            wallet_holders_.emplace_back(list_.listings.size(), entity.all("holder"));
        }
        list_.listings.push_back(std::move(listing));
        return {};
    }

    void remember_name(const FtmEntity& entity) {
        const std::string& name = entity.caption.empty() ? entity.first("name") : entity.caption;
        if (!name.empty()) {
            names_.try_emplace(entity.id, name);
        }
    }

    Listing* find(const std::string& id) {
        const auto found = index_.find(id);
        return found == index_.end() ? nullptr : &list_.listings[found->second];
    }

    void join_addresses() {
        for (const auto& [index, ids] : address_ids_) {
            Listing& listing = list_.listings[index];
            for (const std::string& id : ids) {
                const auto found = addresses_.find(id);
                if (found == addresses_.end()) {
                    list_.diagnostics.push_back({Severity::warning, listing.id, "addressEntity",
                                                 base::shown(id, 200), "the file has no such address"});
                    add_unique(listing.further, "addressEntity: " + id);
                    continue;
                }
                // The same address as plain text says less.
                std::erase_if(listing.addresses, [&](const model::Address& text) {
                    return text == model::Address{.lines = found->second.lines};
                });
                add_unique(listing.addresses, found->second);
            }
        }
    }

    void join_wallets() {
        for (const auto& [index, holders] : wallet_holders_) {
            const std::vector<model::Identifier> keys = list_.listings[index].identifiers;
            for (const std::string& holder : holders) {
                Listing* const listing = find(holder);
                for (const model::Identifier& key : keys) {
                    if (listing != nullptr && key.kind == IdentifierKind::wallet) {
                        add_unique(listing->identifiers, key);
                    }
                }
            }
        }
    }

    void join(const FtmEntity& entity) {
        bool used = false;
        if (const FtmLink* const link = ftm_link(entity.schema); link != nullptr) {
            used = join_link(entity, *link);
        } else {
            for (const std::string& id : entity.all(ftm_holder_property(entity.schema))) {
                if (Listing* const listing = find(id); listing != nullptr) {
                    used = true;
                    entity.schema == "Sanction" ? join_sanction(entity, *listing)
                                                : join_document(entity, *listing);
                }
            }
        }
        if (!used) {
            ++not_joined_[entity.schema];
        }
    }

    bool join_link(const FtmEntity& entity, const FtmLink& link) {
        std::string said;
        for (const std::string_view property :
             {"role", "relationship", "ownershipType", "percentage", "status", "startDate", "endDate"}) {
            for (const std::string& value : entity.all(property)) {
                said += fmt::format("{}{}", said.empty() ? "" : ", ",
                                    property == "startDate" ? "from " + value
                                    : property == "endDate" ? "until " + value
                                                            : value);
            }
        }
        const std::string suffix = said.empty() ? "" : fmt::format(" ({})", said);
        bool used = false;
        for (const std::string& source : entity.all(link.source)) {
            for (const std::string& target : entity.all(link.target)) {
                if (Listing* const listing = find(source); listing != nullptr) {
                    used = true;
                    add_unique(listing->relations,
                               {fmt::format("{}{}", link.source_words, suffix), target, ""});
                }
                if (Listing* const listing = find(target); listing != nullptr) {
                    used = true;
                    add_unique(listing->relations,
                               {fmt::format("{}{}", link.target_words, suffix), source, ""});
                }
            }
        }
        return used;
    }

    static void join_sanction(const FtmEntity& entity, Listing& listing) {
        const bool programme = !entity.all("program").empty() || !entity.all("programId").empty();
        for (const auto& [property, values] : entity.properties) {
            for (const std::string& value : values) {
                const auto day = base::parse_iso_date_prefix(value);
                if (property == "entity") {
                    continue;
                }
                if (property == "program" || property == "programId" ||
                    (property == "authority" && !programme)) {
                    add_unique(listing.programmes, value);
                } else if (property == "reason" || property == "summary" || property == "description") {
                    add_unique(listing.reasons, value);
                } else if (property == "provisions") {
                    add_unique(listing.measures, value);
                } else if (property == "sourceUrl" || property == "programUrl") {
                    add_unique(listing.links, value);
                } else if (property == "unscId") {
                    add_unique(listing.cross_references, "un:" + value);
                } else if (property == "listingDate" && day) {
                    add_listing_day(*day, listing);
                } else {
                    add_unique(listing.further, fmt::format("sanction {}: {}", property, value));
                }
            }
        }
        const auto start = base::parse_iso_date_prefix(entity.first("startDate"));
        if (listing.listed_on.year == 0 && start) {
            listing.listed_on = *start;
        }
    }

    // The earliest day counts, later ones stay as text.
    static void add_listing_day(const base::Date& day, Listing& listing) {
        base::Date later = day;
        if (listing.listed_on.year == 0) {
            listing.listed_on = day;
        } else if (day < listing.listed_on) {
            later = std::exchange(listing.listed_on, day);
        }
        if (later != listing.listed_on) {
            add_unique(listing.further, "sanction listingDate: " + base::to_string(later));
        }
    }

    static void join_document(const FtmEntity& entity, Listing& listing) {
        std::vector<std::string> numbers = entity.all("number");
        for (const std::string& number : entity.all("passportNumber")) {
            add_unique(numbers, number);
        }
        for (const std::string& number : numbers) {
            model::Identifier document;
            document.type_text = entity.first("type").empty() ? entity.schema : entity.first("type");
            document.kind = document_kind(entity.schema, entity.first("type"));
            document.value = number;
            if (!entity.first("country").empty()) {
                document.issuer = country_of_ftm(entity.first("country"));
            }
            document.issued = date_of(entity.first("startDate"));
            document.expires = date_of(entity.first("endDate"));
            std::vector<std::string> notes = entity.all("authority");
            for (const std::string_view property : {"summary", "description"}) {
                notes.insert(notes.end(), entity.all(property).begin(), entity.all(property).end());
            }
            document.note = base::join(notes, "; ");
            add_document(listing, std::move(document));
        }
        for (const std::string& number : entity.all("personalNumber")) {
            model::Identifier personal;
            personal.kind = IdentifierKind::national_id;
            personal.type_text = "personalNumber";
            personal.value = number;
            add_document(listing, std::move(personal));
        }
    }

    // Targets that are not listings keep their name only.
    void name_relations() {
        for (Listing& listing : list_.listings) {
            for (model::Relation& relation : listing.relations) {
                if (const auto name = names_.find(relation.target_id); name != names_.end()) {
                    relation.target_name = name->second;
                }
                if (!index_.contains(relation.target_id)) {
                    relation.target_name += relation.target_name.empty()
                                                ? relation.target_id
                                                : fmt::format(" [{}]", relation.target_id);
                    relation.target_id.clear();
                }
            }
        }
    }

    void add_note(const std::map<std::string, std::uint64_t>& counts, std::string_view message) {
        std::uint64_t total = 0;
        std::string by_schema;
        for (const auto& [schema, count] : counts) {
            total += count;
            by_schema += fmt::format("{}{} {}", by_schema.empty() ? "" : ", ", schema, count);
        }
        if (total > 0) {
            list_.diagnostics.push_back({Severity::note, "", "schema", base::shown(by_schema, 200),
                                         fmt::format("{} {}", total, message)});
        }
    }

    void add_notes() {
        add_note(not_listed_, "parties left out: their target is false and no topic says sanction");
        add_note(no_party_, "entities left out: their schema is not a party's");
        add_note(inside_, "nested entities not read: their schema adds nothing to a party");
        add_note(not_joined_, "additions and links left out: none of their parties is a listing");
    }

    ParsedList list_;
    std::unordered_map<std::string, std::size_t> index_;
    std::unordered_map<std::string, std::uint64_t> lines_;
    std::unordered_map<std::string, std::string> names_;
    std::unordered_map<std::string, model::Address> addresses_;
    std::unordered_map<std::string, std::size_t> joined_;
    std::vector<FtmEntity> joined_in_order_;
    std::vector<std::pair<std::size_t, std::vector<std::string>>> address_ids_;
    std::vector<std::pair<std::size_t, std::vector<std::string>>> wallet_holders_;
    std::map<std::string, std::uint64_t> not_listed_;
    std::map<std::string, std::uint64_t> no_party_;
    std::map<std::string, std::uint64_t> inside_;
    std::map<std::string, std::uint64_t> not_joined_;
};

}  // namespace

base::Result<ParsedList> read_ftm_json(std::string_view bytes) {
    FtmJoiner joiner;
    CORDON_TRY(codec::for_each_json_line(
        bytes, {.bytes_max = 512ULL << 20U, .depth_max = 32},
        [&](std::uint64_t line, const codec::JsonValue& value) -> base::Status {
            std::vector<FtmEntity> entities;
            if (auto flat = flatten_ftm_entity(value, line, entities); !flat) {
                return base::fail_while(fmt::format("reading line {}", line), flat.error());
            }
            return joiner.add(std::move(entities));
        }));
    CORDON_ASSIGN(ParsedList list, joiner.take());
    list.format = ListFormat::ftm_json_lines;
    list.list = "ftm";
    return list;
}

}  // namespace cordon::lists
