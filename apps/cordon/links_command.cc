// cordon lists links: parties on several lists with the evidence, and where one list removed what another
// keeps.
#include <fmt/format.h>

#include <algorithm>

#include "codec/json.h"
#include "cordon/commands.h"
#include "cordon/session.h"
#include "engine/snapshot.h"
#include "lists/party_links.h"

namespace cordon::app {

namespace {

struct Known {
    std::vector<lists::PartyLink> links;
    std::vector<lists::Divergence> divergences;
};

std::vector<lists::ListListings> views(const std::vector<model::ListVersion>& versions,
                                       const std::vector<std::vector<model::Listing>>& listings) {
    std::vector<lists::ListListings> made;
    for (std::size_t at = 0; at < versions.size(); ++at) {
        made.push_back({versions[at].list, listings[at]});
    }
    return made;
}

// The version of the same list published before this one, itself when there is none.
const model::ListVersion& version_before(const std::vector<model::ListVersion>& all,
                                         const model::ListVersion& version) {
    const model::ListVersion* before = &version;
    for (const model::ListVersion& other : all) {
        const bool usable = other.list == version.list && other.state != model::VersionState::quarantined &&
                            other.published < version.published;
        if (usable && (before == &version || other.published > before->published)) {
            before = &other;
        }
    }
    return *before;
}

base::Result<Known> compare_lists(const GlobalOptions& global) {
    CORDON_ASSIGN(const auto registry, storage::ListRegistry::open(global.home));
    CORDON_ASSIGN(const auto active, engine::choose_versions(*registry, {}));
    CORDON_ASSIGN(const auto all, registry->versions());
    std::vector<std::vector<model::Listing>> current;
    std::vector<std::vector<model::Listing>> previous;
    for (const model::ListVersion& version : active) {
        CORDON_ASSIGN(auto listings, registry->listings(version.list, version.version));
        current.push_back(std::move(listings));
        const model::ListVersion& before = version_before(all, version);
        CORDON_ASSIGN(auto earlier, registry->listings(before.list, before.version));
        previous.push_back(std::move(earlier));
    }
    Known known;
    known.links = lists::link_parties(views(active, current));
    known.divergences = lists::find_divergences(views(active, previous), views(active, current));
    return known;
}

void print_known_json(const Known& known) {
    codec::JsonWriter json(true);
    json.begin_object().key("links").begin_array();
    for (const lists::PartyLink& link : known.links) {
        json.begin_object().key("list_a").string(link.list_a).key("id_a").string(link.id_a);
        json.key("list_b").string(link.list_b).key("id_b").string(link.id_b);
        json.key("evidence").string(to_string(link.evidence)).key("text").string(link.text).end_object();
    }
    json.end_array().key("divergences").begin_array();
    for (const lists::Divergence& one : known.divergences) {
        json.begin_object().key("removed_by").string(one.removed.list).key("id").string(one.removed.id);
        json.key("kept_by").begin_array();
        for (const lists::PartyReference& kept : one.kept) {
            json.begin_object().key("list").string(kept.list).key("id").string(kept.id).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
    print(json.take() + "\n");
}

}  // namespace

int run_links(const GlobalOptions& global) {
    const auto known = compare_lists(global);
    if (!known) {
        return report(known.error());
    }
    if (global.format == OutputFormat::json) {
        print_known_json(*known);
        return exit_success;
    }
    Table table;
    table.header = {"party", "the same on", "evidence", "text"};
    for (const lists::PartyLink& link : known->links) {
        table.rows.push_back({link.list_a + " " + link.id_a, link.list_b + " " + link.id_b,
                              std::string(to_string(link.evidence)), link.text});
    }
    print(table.text());
    for (const lists::Divergence& one : known->divergences) {
        std::string kept;
        for (const lists::PartyReference& reference : one.kept) {
            kept += fmt::format("{}{} {}", kept.empty() ? "" : ", ", reference.list, reference.id);
        }
        print(fmt::format("removed by {} ({}) and kept by {}\n", one.removed.list, one.removed.id, kept));
    }
    return exit_success;
}

}  // namespace cordon::app
