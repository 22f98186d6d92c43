#include "lists/ofac_delta_xml.h"

#include <fmt/format.h>

#include <string>
#include <unordered_set>

#include "base/strings.h"
#include "codec/xml.h"
#include "lists/ofac_common.h"
#include "lists/ofac_entity.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;
using codec::XmlNode;

constexpr std::string_view delta_namespace = "https://www.treasury.gov/ofac/DeltaFile/1.0";

base::Status check_root(std::string_view bytes) {
    CORDON_ASSIGN(const codec::XmlRoot root, codec::peek_xml_root(bytes));
    if (root.name != "sanctionsData" || root.name_space != delta_namespace) {
        return base::fail(ErrorCode::unsupported,
                          fmt::format("root element '{}' of namespace '{}' is not an OFAC delta file",
                                      base::shown(root.name, 40), base::shown(root.name_space)));
    }
    return {};
}

base::Status check_actions(const XmlNode& node, const std::string& id) {
    const std::string action = node.attribute("action");
    if (!action.empty() && action != "add" && action != "remove") {
        return base::fail(
            ErrorCode::unsupported,
            fmt::format("entity {}: the action '{}' of {} is neither add nor remove; take the full "
                        "list instead",
                        id, base::shown(action, 40), node.name()));
    }
    for (const XmlNode& child : node.children()) {
        CORDON_TRY(check_actions(child, id));
    }
    return {};
}

bool says_nothing(model::Listing listing) {
    listing.id.clear();
    listing.kind = model::PartyKind::unknown;  // may be repeated unchanged
    return listing == model::Listing{};
}

class DeltaReader {
public:
    explicit DeltaReader(ParsedList& parsed) : parsed_(parsed) { parsed_.delta.emplace(); }

    base::Status on_entity(const XmlNode& entity) {
        const std::string id = entity.attribute("id");
        CORDON_TRY(check_actions(entity, id));
        if (!ids_.insert(id).second) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("entity {} stands in the delta twice", id));
        }
        const std::string action = entity.attribute("action");
        if (action == "remove") {
            return remove(entity, id);
        }
        return action == "add" ? add(entity) : change(entity);
    }

    // The Consolidated list's only when no whole entity is said to stand on the SDN list.
    [[nodiscard]] std::string list() const { return other_ > 0 && sdn_ == 0 ? "ofac-cons" : "ofac-sdn"; }

private:
    void count_lists(const OfacEntity& read) {
        bool sdn = false;
        for (const OfacListDate& list : read.lists) {
            sdn = sdn || list.list == "SDN List";
        }
        sdn_ += sdn ? 1U : 0U;
        other_ += !sdn && !read.lists.empty() ? 1U : 0U;
    }

    base::Status remove(const XmlNode& entity, const std::string& id) {
        if (id.empty()) {
            return base::fail(ErrorCode::invalid_input, "an entity to remove has no id");
        }
        std::vector<Diagnostic> unused;  // a removal may be an id alone
        if (const auto read = read_ofac_entity(entity, OfacView::whole, unused)) {
            count_lists(*read);
        }
        parsed_.delta->removed.push_back(id);
        return {};
    }

    base::Status add(const XmlNode& entity) {
        CORDON_ASSIGN(OfacEntity read, read_ofac_entity(entity, OfacView::whole, parsed_.diagnostics));
        count_lists(read);
        read.listing.listed_on = ofac_listed_on(read.lists, "ofac-sdn");
        if (read.listing.names.empty()) {
            report(parsed_.diagnostics, Severity::warning, read.listing.id, "names", "",
                   "a new listing without a name");
        }
        parsed_.listings.push_back(std::move(read.listing));
        return {};
    }

    base::Status change(const XmlNode& entity) {
        CORDON_ASSIGN(OfacEntity added, read_ofac_entity(entity, OfacView::added, parsed_.diagnostics));
        CORDON_ASSIGN(OfacEntity removed, read_ofac_entity(entity, OfacView::removed, parsed_.diagnostics));
        if (says_nothing(added.listing) && says_nothing(removed.listing)) {
            report(parsed_.diagnostics, Severity::warning, added.listing.id, "entity", "",
                   "a changed listing in which we see no change");
        }
        parsed_.delta->changed.push_back({std::move(added.listing), std::move(removed.listing)});
        return {};
    }

    ParsedList& parsed_;
    std::unordered_set<std::string> ids_;
    std::size_t sdn_ = 0;
    std::size_t other_ = 0;
};

}  // namespace

base::Result<ParsedList> read_ofac_delta_xml(std::string_view bytes) {
    CORDON_TRY(check_root(bytes));
    ParsedList parsed;
    parsed.format = ListFormat::ofac_delta_xml;
    DeltaReader reader(parsed);
    CORDON_ASSIGN(const codec::XmlDocument rest,
                  codec::read_xml_records(bytes, {"entity"},
                                          [&](const XmlNode& entity) { return reader.on_entity(entity); }));
    auto published = base::parse_iso_date_prefix(rest.root().path("publicationInfo/datePublished").value());
    if (!published) {
        return base::fail_while("reading datePublished", std::move(published).error());
    }
    parsed.published = *published;
    parsed.list = reader.list();
    return parsed;
}

}  // namespace cordon::lists
