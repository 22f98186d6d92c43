#include "lists/ofac_enhanced_xml.h"

#include <fmt/format.h>

#include <string>
#include <unordered_set>
#include <vector>

#include "base/strings.h"
#include "codec/xml.h"
#include "lists/ofac_common.h"
#include "lists/ofac_entity.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;
using codec::XmlNode;

base::Status check_root(std::string_view bytes) {
    CORDON_ASSIGN(const codec::XmlRoot root, codec::peek_xml_root(bytes));
    if (root.name != "sanctionsData" || root.name_space.find("ENHANCED_XML") == std::string::npos) {
        return base::fail(ErrorCode::unsupported,
                          fmt::format("root element '{}' of namespace '{}' is not OFAC's enhanced XML",
                                      base::shown(root.name, 40), base::shown(root.name_space)));
    }
    return {};
}

// What the publication's filters say; "" when they name both lists or neither.
std::string filtered_list(const XmlNode& root) {
    bool sdn = false;
    bool cons = false;
    for (const XmlNode& list :
         root.path("publicationInfo/filters/sanctionsLists").children("sanctionsList")) {
        sdn = sdn || list.value() == "SDN List";
        cons = cons || list.value() == "Consolidated List";
    }
    return sdn == cons ? "" : (sdn ? "ofac-sdn" : "ofac-cons");
}

base::Status read_publication(const XmlNode& root, ParsedList& parsed) {
    const XmlNode publication = root.child("publicationInfo");
    const std::string day = publication.value("dataAsOf");
    auto published = base::parse_iso_date_prefix(day);
    if (!published) {
        return base::fail_while("reading dataAsOf", std::move(published).error());
    }
    parsed.published = *published;
    for (const XmlNode& child : root.children()) {
        const std::string_view name = child.name();
        if (name != "publicationInfo" && name != "referenceValues" && name != "featureTypes" &&
            name != "entities") {
            report(parsed.diagnostics, Severity::warning, "", name, child.value(),
                   "an element beside the entities that we do not know");
        }
    }
    return {};
}

}  // namespace

base::Result<ParsedList> read_ofac_enhanced_xml(std::string_view bytes) {
    CORDON_TRY(check_root(bytes));
    ParsedList parsed;
    parsed.format = ListFormat::ofac_enhanced_xml;
    std::unordered_set<std::string> ids;
    std::vector<std::vector<OfacListDate>> dates;
    const auto on_record = [&](const XmlNode& entity) -> base::Status {
        CORDON_ASSIGN(OfacEntity read, read_ofac_entity(entity, OfacView::whole, parsed.diagnostics));
        if (read.listing.names.empty()) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("entity {} has no name", read.listing.id));
        }
        if (!ids.insert(read.listing.id).second) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("entity {} stands in the file twice", read.listing.id));
        }
        parsed.listings.push_back(std::move(read.listing));
        dates.push_back(std::move(read.lists));
        return {};
    };
    CORDON_ASSIGN(const codec::XmlDocument rest, codec::read_xml_records(bytes, {"entity"}, on_record));
    CORDON_TRY(read_publication(rest.root(), parsed));
    parsed.list = filtered_list(rest.root());
    if (parsed.list.empty()) {
        parsed.list = guess_ofac_list(parsed.listings);
    }
    for (std::size_t at = 0; at < dates.size(); ++at) {
        parsed.listings[at].listed_on = ofac_listed_on(dates[at], parsed.list);
    }
    return parsed;
}

}  // namespace cordon::lists
