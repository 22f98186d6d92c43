// What stands around a listing, as entities: part of yente_entity.h.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "server/yente_entity.h"
#include "server/yente_schema.h"

namespace cordon::server {

namespace {

using model::Listing;

// The words that lists use for a link, seen from the listing that has it.
struct LinkWords {
    std::string_view words;  // Relation::kind begins with them
    std::string_view ftm_class;
    std::string_view own;      // the edge's property that names the listing
    std::string_view other;    // and the one that names the other end
    std::string_view reverse;  // the listing's property that leads to the edge
};

constexpr auto links = std::to_array<LinkWords>({
    {"owner of", "Ownership", "owner", "asset", "ownershipOwner"},
    {"owned by", "Ownership", "asset", "owner", "ownershipAsset"},
    {"owned or controlled by", "Ownership", "asset", "owner", "ownershipAsset"},
    {"vessel owner", "Ownership", "asset", "owner", "ownershipAsset"},
    {"director of", "Directorship", "director", "organization", "directorshipDirector"},
    {"directed by", "Directorship", "organization", "director", "directorshipOrganization"},
    {"member of", "Membership", "member", "organization", "membershipMember"},
    {"has member", "Membership", "organization", "member", "membershipOrganization"},
    {"employed by", "Employment", "employee", "employer", "employers"},
    {"employer of", "Employment", "employer", "employee", "employees"},
    {"agent of", "Representation", "agent", "client", "agencyClient"},
    {"represented by", "Representation", "client", "agent", "agentRepresentation"},
    {"relative of", "Family", "relative", "person", "familyRelative"},
    {"relative", "Family", "person", "relative", "familyPerson"},
    {"associate of", "Associate", "associate", "person", "associations"},
    {"associate", "Associate", "person", "associate", "associates"},
    {"succeeded by", "Succession", "predecessor", "successor", "successors"},
    {"successor of", "Succession", "successor", "predecessor", "predecessors"},
    {"debtor of", "Debt", "debtor", "creditor", "debtDebtor"},
    {"creditor of", "Debt", "creditor", "debtor", "debtCreditor"},
    {"", "UnknownLink", "subject", "object", "unknownLinkTo"},
});

const LinkWords& link_of(std::string_view kind) {
    return *std::ranges::find_if(
        links, [&](const LinkWords& link) { return base::ascii_istarts_with(kind, link.words); });
}

class NeighbourMaker {
public:
    NeighbourMaker(const YenteView& view, std::uint32_t ordinal, const Listing& listing)
        : view_{view},
          listing_{listing},
          row_{view.row(ordinal)},
          version_{view.snapshot().versions()[view.snapshot().list_of(ordinal)]} {}

    base::Result<std::vector<YenteNeighbour>> make() {
        add_addresses();
        add_sanction();
        add_documents();
        add_wallets();
        for (std::size_t number = 0; number < listing_.relations.size(); ++number) {
            CORDON_TRY(add_relation(number));
        }
        return std::move(made_);
    }

private:
    YenteEntity child(std::string_view word, std::size_t number, std::string_view ftm_class) const {
        YenteEntity entity;
        entity.id = fmt::format("{}~~{}-{}", row_.id, word, number);
        entity.ftm_class = ftm_class;
        entity.datasets = view_.set(row_.datasets);
        entity.first_seen = row_.first_seen;
        entity.last_seen = base::to_string(version_.published) + "T00:00:00";
        entity.last_change = row_.last_change;
        return entity;
    }

    void add_addresses() {
        std::size_t number = 0;
        for (const model::Address& address : listing_.addresses) {
            YenteEntity entity = child("address", ++number, "Address");
            entity.caption = one_line(address);
            entity.add("full", entity.caption);
            entity.add("city", address.city);
            entity.add("region", address.region);
            entity.add("postalCode", address.postal_code);
            entity.add("country", ftm_country(address.country));
            entity.add("remarks", address.note);
            made_.push_back({"addressEntity", "", std::move(entity)});
        }
    }

    void add_sanction() {
        if (listing_.programmes.empty() && listing_.measures.empty() && listing_.legal_bases.empty() &&
            listing_.listed_on.year == 0) {
            return;
        }
        YenteEntity entity = child("sanction", 1, "Sanction");
        entity.caption = listing_.programmes.empty() ? version_.list : listing_.programmes.front();
        entity.add("entity", row_.id);
        for (const auto& [property, texts] :
             {std::pair{"program", &listing_.programmes}, std::pair{"provisions", &listing_.measures},
              std::pair{"reason", &listing_.reasons}, std::pair{"program", &listing_.legal_bases},
              std::pair{"sourceUrl", &listing_.links}}) {
            for (const std::string& text : *texts) {
                entity.add(property, text);
            }
        }
        entity.add("listingDate", base::to_string(listing_.listed_on));
        for (std::string& authority : further_values(listing_, "sanction authority")) {
            entity.add("authority", std::move(authority));
        }
        for (const std::string_view reference : listing_.cross_references) {
            if (reference.starts_with("un:")) {
                entity.add("unscId", std::string(reference.substr(3)));
            }
        }
        made_.push_back({"sanctions", "entity", std::move(entity)});
    }

    void add_documents() {
        std::size_t number = 0;
        for (const model::Identifier& identifier : listing_.identifiers) {
            const bool passport = identifier.kind == model::IdentifierKind::passport;
            if (!passport && identifier.kind != model::IdentifierKind::national_id) {
                continue;
            }
            YenteEntity entity = child("document", ++number, passport ? "Passport" : "Identification");
            entity.caption = identifier.value;
            entity.add("holder", row_.id);
            entity.add("number", identifier.value);
            entity.add("type", identifier.type_text);
            entity.add("country", ftm_country(identifier.issuer));
            entity.add("startDate", identifier.issued.known() ? base::to_string(identifier.issued) : "");
            entity.add("endDate", identifier.expires.known() ? base::to_string(identifier.expires) : "");
            entity.add("summary", identifier.note);
            made_.push_back({"identification", "holder", std::move(entity)});
        }
    }

    void add_wallets() {
        std::size_t number = 0;
        for (const model::Identifier& identifier : listing_.identifiers) {
            if (identifier.kind != model::IdentifierKind::wallet || row_.ftm_class == "CryptoWallet") {
                continue;
            }
            YenteEntity entity = child("wallet", ++number, "CryptoWallet");
            entity.caption = identifier.value;
            entity.target = true;
            entity.add("publicKey", identifier.value);
            entity.add("currency", identifier.currency);
            entity.add("holder", row_.id);
            for (const std::string& topic : view_.set(row_.topics)) {
                entity.add("topics", topic);
            }
            made_.push_back({"cryptoWallets", "holder", std::move(entity)});
        }
    }

    base::Result<YenteEntity> other_end(const model::Relation& relation, std::size_t number) const {
        const auto ordinal = relation.target_id.empty()
                                 ? std::nullopt
                                 : view_.snapshot().find(version_.list, relation.target_id);
        if (ordinal) {
            CORDON_ASSIGN(const Listing listing, view_.snapshot().listing(*ordinal));
            return entity_of(view_, *ordinal, listing);
        }
        YenteEntity entity = child("party", number, "LegalEntity");
        if (!relation.target_id.empty()) {
            entity.id = safe_entity_id(relation.target_id);
        }
        entity.caption = relation.target_name.empty() ? relation.target_id : relation.target_name;
        entity.add("name", entity.caption);
        return entity;
    }

    base::Status add_relation(std::size_t number) {
        const model::Relation& relation = listing_.relations[number];
        CORDON_ASSIGN(YenteEntity other, other_end(relation, number + 1));
        if (const FtmProperty* const direct = ftm_property(row_.ftm_class, relation.kind);
            direct != nullptr && direct->type == FtmType::entity) {
            made_.push_back({relation.kind, "", std::move(other)});
            return {};
        }
        const LinkWords& link = link_of(relation.kind);
        YenteEntity edge = child("link", number + 1, link.ftm_class);
        const std::string_view rest = std::string_view(relation.kind).substr(link.words.size());
        edge.caption = relation.kind;
        edge.add(link.own, row_.id);
        edge.add(link.ftm_class == "Family" || link.ftm_class == "Associate" ? "relationship" : "role",
                 std::string(rest.starts_with(" (") && rest.ends_with(')') ? rest.substr(2, rest.size() - 3)
                                                                           : base::trim(rest)));
        edge.add(link.other, std::move(other));
        made_.push_back({std::string(link.reverse), std::string(link.own), std::move(edge)});
        return {};
    }

    const YenteView& view_;
    const Listing& listing_;
    const YenteRow& row_;
    const model::ListVersion& version_;
    std::vector<YenteNeighbour> made_;
};

}  // namespace

base::Result<std::vector<YenteNeighbour>> neighbours_of(const YenteView& view, std::uint32_t ordinal,
                                                        const Listing& listing) {
    return NeighbourMaker(view, ordinal, listing).make();
}

bool leads_to_entities(std::string_view ftm_class, std::string_view property) {
    if (const FtmProperty* const own = ftm_property(ftm_class, property); own != nullptr) {
        return own->type == FtmType::entity;
    }
    static constexpr auto others = std::to_array<std::string_view>(
        {"sanctions", "identification", "cryptoWallets", "unknownLinkTo", "unknownLinkFrom"});
    return std::ranges::find(others, property) != others.end() ||
           std::ranges::find(links, property, &LinkWords::reverse) != links.end();
}

}  // namespace cordon::server
