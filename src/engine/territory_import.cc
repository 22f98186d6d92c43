#include "engine/territory_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "trade/gazetteer_readers.h"
#include "trade/place_spotter.h"
#include "trade/territory.h"

namespace cordon::engine {

using base::ErrorCode;
using trade::ControlFact;

namespace {

constexpr std::size_t table_name_max = 40;

base::Status check_table_name(std::string_view name) {
    const bool plain =
        !name.empty() && name.size() <= table_name_max && std::ranges::all_of(name, [](char letter) {
            return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' ||
                   letter == '_';
        });
    if (!plain) {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("'{}' is no name of a table; use a to z, digits, - and _, at most {}",
                                      base::shown(name, 60), table_name_max));
    }
    return {};
}

std::string hash_of(const TerritoryImport& request, std::string_view format) {
    base::Sha256 hash;
    hash.add(fmt::format("{}\n{}\n{}\n", format, request.country, request.source));
    for (const TerritoryFile& file : request.files) {
        hash.add(fmt::format("{}\n{}\n{}\n", file.name, base::to_string(file.day), file.bytes.size()));
        hash.add(file.bytes);
    }
    return hash.hex();
}

// What an import says of itself; facts and version are added once they are known.
base::Result<TerritoryVersion> version_of(const TerritoryImport& request, std::string_view format,
                                          std::string_view usual_table) {
    TerritoryVersion fresh;
    fresh.table = request.table.empty() ? std::string(usual_table) : request.table;
    CORDON_TRY(check_table_name(fresh.table));
    fresh.format = format;
    fresh.published = request.published;
    fresh.accepted_at = request.now;
    fresh.principal = request.principal;
    fresh.reason = request.accept_reason;
    fresh.source = request.source;
    fresh.country = request.country;
    fresh.sha256 = hash_of(request, fresh.format);
    return fresh;
}

// The same content, kept as of the same day before; null: none.
const TerritoryVersion* kept_before(const std::vector<TerritoryVersion>& versions,
                                    const TerritoryVersion& fresh) {
    const auto same = std::ranges::find_if(versions, [&](const TerritoryVersion& kept) {
        return kept.table == fresh.table && kept.sha256 == fresh.sha256 && kept.published == fresh.published;
    });
    return same == versions.end() ? nullptr : &*same;
}

base::Result<trade::ControlTable> read_files(const std::vector<TerritoryFile>& files,
                                             const trade::ControlRequest& request) {
    std::vector<trade::ControlFile> views;
    for (const TerritoryFile& file : files) {
        views.push_back({file.name, file.bytes, file.day});
    }
    return trade::read_control_files(views, request);
}

// Of each table the version that counts on that day.
std::vector<const TerritoryVersion*> counting(const std::vector<TerritoryVersion>& versions,
                                              base::Date as_of) {
    std::map<std::string_view, const TerritoryVersion*> latest;
    for (const TerritoryVersion& version : versions) {  // by table, then published, then accepted
        if (as_of.year == 0 || version.published <= as_of) {
            latest[version.table] = &version;
        }
    }
    std::vector<const TerritoryVersion*> found;
    for (const auto& [table, version] : latest) {
        found.push_back(version);
    }
    return found;
}

std::vector<std::pair<std::string, std::string>> fields_of(const ControlFact& fact) {
    const auto edge = [](const trade::FactEdge& side) {
        return side.open() ? std::string()
                           : fmt::format("{} ({})", side.text, trade::confidence_code(side.confidence));
    };
    std::uint64_t corners = 0;
    std::string shape;
    for (const trade::AreaPolygon& polygon : fact.area) {
        corners += polygon.outer.size();
        for (const model::GeoPoint& point : polygon.outer) {
            shape += fmt::format("{:.6f},{:.6f};", point.latitude, point.longitude);
        }
        for (const trade::Ring& hole : polygon.holes) {
            corners += hole.size();
            for (const model::GeoPoint& point : hole) {
                shape += fmt::format("{:.6f},{:.6f}:", point.latitude, point.longitude);
            }
        }
    }
    return {
        {"name", fact.name},
        {"holder", fact.holder},
        {"from", edge(fact.from)},
        {"to", edge(fact.to)},
        {"status", std::string(trade::status_code(fact.status))},
        {"country", fact.country},
        {"admin1", fact.admin1},
        {"place_id", fact.place_id},
        {"point",
         fact.has_point ? fmt::format("{:.6f}, {:.6f}", fact.point.latitude, fact.point.longitude) : ""},
        {"area",
         shape.empty() ? "" : fmt::format("{} corners, {}", corners, base::sha256_hex(shape).substr(0, 12))},
        {"source", fact.source},
        {"note", fact.note},
        {"names", base::join(fact.alt_names, ";") + ";" + fact.name_ar}};
}

// Refuses the loss of many facts, unless somebody says why.
base::Status check_loss(const TerritoryDiff& diff, std::size_t before, const TerritoryImport& request) {
    if (request.accept_reason.empty() && diff.removed.size() * 5 > before) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("{} of the {} that count now are not in it; give --table NAME to add a "
                                      "table beside them, or --accept REASON to replace them",
                                      diff.removed.size(), before));
    }
    return {};
}

std::string fresh_version_name(const std::vector<TerritoryVersion>& versions, const TerritoryVersion& fresh) {
    std::string name = base::to_string(fresh.published);
    const auto taken = [&](const TerritoryVersion& one) {
        return one.table == fresh.table && one.version == name;
    };
    for (int number = 2; std::ranges::any_of(versions, taken); ++number) {
        name = fmt::format("{}.{}", base::to_string(fresh.published), number);
    }
    return name;
}

}  // namespace

namespace {

base::Result<trade::Gazetteer> places_of_version(TerritoryStore& store, const TerritoryVersion& version) {
    CORDON_ASSIGN(const auto files, store.files(version.table, version.version));
    trade::Gazetteer places;
    for (const TerritoryFile& file : files) {
        CORDON_ASSIGN(const auto read, trade::read_gazetteer(file.bytes, version.country));
        for (const trade::GazetteerPlace& place : read.gazetteer.places()) {
            places.add(place);
        }
    }
    return places;
}

// What the version that counts now has and the fresh one has not; refused as for facts.
base::Status compare_places(TerritoryStore& store, const TerritoryVersion& before,
                            const trade::Gazetteer& fresh, const TerritoryImport& request,
                            TerritoryReport& report) {
    if (before.format != gazetteer_format) {
        return base::fail(
            ErrorCode::conflict,
            fmt::format("the table '{}' holds control facts; name another --table", before.table));
    }
    CORDON_ASSIGN(const trade::Gazetteer old, places_of_version(store, before));
    report.counts = before.published <= report.version.published;
    for (const trade::GazetteerPlace& place : old.places()) {
        if (fresh.find(place.place_id) == nullptr) {
            report.against.removed.push_back(place.place_id);
        }
    }
    for (const trade::GazetteerPlace& place : fresh.places()) {
        if (old.find(place.place_id) == nullptr) {
            report.against.added.push_back(place.place_id);
        }
    }
    return check_loss(report.against, old.places().size(), request);
}

}  // namespace

TerritoryDiff diff_facts(const std::vector<ControlFact>& before, const std::vector<ControlFact>& after) {
    std::map<std::string_view, const ControlFact*> old;
    for (const ControlFact& fact : before) {
        old.emplace(fact.id, &fact);
    }
    TerritoryDiff diff;
    for (const ControlFact& fact : after) {
        const auto found = old.find(fact.id);
        if (found == old.end()) {
            diff.added.push_back(fact.id);
            continue;
        }
        const auto was = fields_of(*found->second);
        const auto is = fields_of(fact);
        for (std::size_t at = 0; at < was.size(); ++at) {
            if (was[at].second != is[at].second) {
                diff.changed.push_back({fact.id, was[at].first, was[at].second, is[at].second});
            }
        }
        old.erase(found);
    }
    for (const ControlFact& fact : before) {
        if (old.contains(fact.id)) {
            diff.removed.push_back(fact.id);
        }
    }
    return diff;
}

base::Result<std::vector<ControlFact>> facts_of_version(TerritoryStore* store, std::string_view table,
                                                        std::string_view version) {
    if (table == shipped_table && version == shipped_version) {
        return trade::bundled_territory()->facts();
    }
    if (store == nullptr) {
        return base::fail(ErrorCode::not_found,
                          fmt::format("no version '{}' of the table '{}'", version, table));
    }
    CORDON_ASSIGN(const auto versions, store->versions());
    const auto found = std::ranges::find_if(
        versions, [&](const TerritoryVersion& one) { return one.table == table && one.version == version; });
    if (found == versions.end()) {
        return base::fail(
            ErrorCode::not_found,
            fmt::format("no version '{}' of the table '{}'; see: cordon territory show {}",
                        base::shown(version, 40), base::shown(table, 40), base::shown(table, 40)));
    }
    if (found->format == gazetteer_format) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("the table '{}' is a gazetteer: it holds places and no facts", table));
    }
    CORDON_ASSIGN(const auto files, store->files(table, version));
    trade::ControlRequest request;
    CORDON_ASSIGN(request.format, trade::read_format(found->format));
    request.country = found->country;
    request.source = found->source;
    CORDON_ASSIGN(auto read, read_files(files, request));
    return std::move(read.table.facts);
}

base::Result<TerritoryReport> import_gazetteer(TerritoryStore& store, const TerritoryImport& request) {
    if (request.files.size() != 1) {
        return base::fail(ErrorCode::invalid_input, "a gazetteer is one file; import the next with --table");
    }
    CORDON_ASSIGN(const trade::LoadedGazetteer read,
                  trade::read_gazetteer(request.files.front().bytes, request.country));
    TerritoryReport report;
    TerritoryVersion& fresh = report.version;
    CORDON_ASSIGN(fresh, version_of(request, gazetteer_format, gazetteer_format));
    fresh.facts = read.gazetteer.places().size();
    for (const std::string& remark : read.remarks) {
        report.remarks.push_back({0, "", remark});
    }
    CORDON_ASSIGN(const auto versions, store.versions());
    if (const TerritoryVersion* const kept = kept_before(versions, fresh)) {
        report.version = *kept;
        report.unchanged = true;
        return report;
    }
    for (const TerritoryVersion* const one : counting(versions, {})) {
        if (one->table == fresh.table) {
            CORDON_TRY(compare_places(store, *one, read.gazetteer, request, report));
        }
    }
    if (fresh.table == shipped_table) {
        return base::fail(ErrorCode::conflict, "the table 'facts' holds control facts; name another --table");
    }
    // What is kept has to be searchable together with what ships.
    trade::Gazetteer all = trade::bundled_gazetteer();
    for (const trade::GazetteerPlace& place : read.gazetteer.places()) {
        all.add(place);
    }
    CORDON_TRY(trade::PlaceSpotter::make(std::move(all)));
    fresh.version = fresh_version_name(versions, fresh);
    CORDON_TRY(store.keep(fresh, request.files));
    return report;
}

base::Result<TerritoryReport> import_territory(TerritoryStore& store, const TerritoryImport& request) {
    trade::ControlRequest wanted;
    wanted.format = request.format;
    wanted.country = request.country;
    wanted.source = request.source;
    CORDON_ASSIGN(trade::ControlTable read, read_files(request.files, wanted));
    TerritoryReport report;
    TerritoryVersion& fresh = report.version;
    const std::string_view format = trade::format_code(read.format);
    CORDON_ASSIGN(fresh, version_of(request, format,
                                    read.format == trade::ControlFormat::csv ? shipped_table : format));
    fresh.facts = read.table.facts.size();
    report.remarks = std::move(read.table.remarks);
    CORDON_ASSIGN(const auto versions, store.versions());
    if (const TerritoryVersion* const kept = kept_before(versions, fresh)) {
        report.version = *kept;
        report.unchanged = true;
        return report;
    }
    std::string before = fresh.table == shipped_table ? std::string(shipped_version) : "";
    for (const TerritoryVersion* const one : counting(versions, {})) {
        if (one->table == fresh.table) {
            before = one->version;
            report.counts = one->published <= fresh.published;
        }
    }
    if (!before.empty()) {
        CORDON_ASSIGN(const auto facts, facts_of_version(&store, fresh.table, before));
        report.against = diff_facts(facts, read.table.facts);
        CORDON_TRY(check_loss(report.against, facts.size(), request));
    }
    // What is kept has to build; the sound polygons themselves are made again when they are asked for.
    CORDON_TRY(trade::Territory::build(std::move(read.table.facts), {}));
    fresh.version = fresh_version_name(versions, fresh);
    CORDON_TRY(store.keep(fresh, request.files));
    return report;
}

base::Result<TerritoryView> territory_of(TerritoryStore* store, base::Date as_of) {
    std::vector<TerritoryVersion> versions;
    std::vector<TerritoryDispute> objections;
    if (store != nullptr) {
        CORDON_ASSIGN(versions, store->versions());
        CORDON_ASSIGN(objections, store->disputes());
    }
    TerritoryView view;
    const auto shipped = [] {
        return TerritoryTable{std::string(shipped_table), std::string(shipped_version),
                              base::sha256_hex(trade::bundled_control_facts_csv()),
                              trade::bundled_territory()->facts().size()};
    };
    const auto chosen = counting(versions, as_of);
    if (chosen.empty() && objections.empty()) {
        view.territory = trade::bundled_territory();
        view.tables.push_back(shipped());
        return view;
    }
    auto places = std::make_shared<trade::Gazetteer>();
    std::vector<ControlFact> facts;
    const bool own = std::ranges::any_of(chosen, [](const auto* one) { return one->table == shipped_table; });
    if (!own) {
        facts = trade::bundled_territory()->facts();
        view.tables.push_back(shipped());
    }
    for (const TerritoryVersion* const version : chosen) {
        if (version->format == gazetteer_format) {
            CORDON_ASSIGN(const trade::Gazetteer read, places_of_version(*store, *version));
            for (const trade::GazetteerPlace& place : read.places()) {
                places->add(place);
            }
            view.tables.push_back({version->table, version->version, version->sha256, version->facts});
            continue;
        }
        auto read = facts_of_version(store, version->table, version->version);
        if (!read) {
            return base::fail_while(
                fmt::format("reading version {} of the table {}", version->version, version->table),
                read.error());
        }
        for (ControlFact& fact : *read) {
            if (version->table != shipped_table) {
                fact.id = fmt::format("{}:{}", version->table, fact.id);
            }
            facts.push_back(std::move(fact));
        }
        view.tables.push_back({version->table, version->version, version->sha256, version->facts});
    }
    if (!places->places().empty()) {
        view.gazetteer = std::move(places);
    }
    std::vector<trade::DisputedFact> disputes;
    for (const TerritoryDispute& one : objections) {
        disputes.push_back({one.fact_id, {one.source, one.statement, one.raised_by, base::utc_day(one.at)}});
    }
    CORDON_ASSIGN(view.territory, trade::Territory::build(std::move(facts), trade::bundled_facilities(),
                                                          std::move(disputes)));
    return view;
}

base::Status dispute_fact(TerritoryStore& store, const TerritoryDispute& dispute) {
    for (const auto& [what, text] :
         {std::pair("--source", &dispute.source), std::pair("--statement", &dispute.statement),
          std::pair("--by", &dispute.raised_by)}) {
        if (base::trim(*text).empty()) {
            return base::fail(ErrorCode::invalid_input, fmt::format("{} is empty", what));
        }
    }
    CORDON_ASSIGN(const auto versions, store.versions());
    const std::size_t colon = dispute.fact_id.find(':');
    const bool own = colon == std::string::npos;
    const std::string_view table = own ? shipped_table : std::string_view(dispute.fact_id).substr(0, colon);
    const std::string_view id =
        own ? std::string_view(dispute.fact_id) : std::string_view(dispute.fact_id).substr(colon + 1);
    const auto has = [&](const std::vector<ControlFact>& facts) {
        return std::ranges::any_of(facts, [&](const ControlFact& fact) { return fact.id == id; });
    };
    bool known = table == shipped_table && has(trade::bundled_territory()->facts());
    for (const TerritoryVersion& version : versions) {
        if (!known && version.table == table) {
            CORDON_ASSIGN(const auto facts, facts_of_version(&store, table, version.version));
            known = has(facts);
        }
    }
    if (!known) {
        return base::fail(ErrorCode::not_found,
                          fmt::format("no fact '{}' in any kept table; answers name the facts they rest on",
                                      base::shown(dispute.fact_id, 60)));
    }
    return store.add_dispute(dispute);
}

}  // namespace cordon::engine
