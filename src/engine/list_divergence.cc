#include "engine/list_divergence.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/snapshot.h"

namespace cordon::engine {

namespace {

using Contents = std::vector<std::vector<model::Listing>>;

base::Result<Contents> read_all(ListStore& store, const std::vector<model::ListVersion>& versions) {
    Contents contents;
    for (const model::ListVersion& version : versions) {
        CORDON_ASSIGN(contents.emplace_back(), store.listings(version.list, version.version));
    }
    return contents;
}

std::vector<lists::ListListings> spans(const std::vector<model::ListVersion>& versions,
                                       const Contents& contents) {
    std::vector<lists::ListListings> all;
    for (std::size_t at = 0; at < versions.size(); ++at) {
        all.push_back({versions[at].list, contents[at]});
    }
    return all;
}

}  // namespace

base::Result<DivergenceReport> divergences_since(ListStore& store, const base::Date& since) {
    SnapshotRequest then;
    then.as_of = since;
    CORDON_ASSIGN(const std::vector<model::ListVersion> before, choose_versions(store, then));
    CORDON_ASSIGN(const std::vector<model::ListVersion> now, choose_versions(store, {}));
    DivergenceReport report;
    for (const model::ListVersion& version : now) {
        const auto old = std::ranges::find(before, version.list, &model::ListVersion::list);
        if (old != before.end()) {
            report.previous.push_back(*old);
            report.current.push_back(version);
        }
    }
    if (report.current.empty()) {
        return base::fail(
            base::ErrorCode::not_found,
            fmt::format("no active list has a version published on {} or before to compare with; import "
                        "one with: cordon lists import --history ...",
                        base::to_string(since)));
    }
    CORDON_ASSIGN(const Contents old_contents, read_all(store, report.previous));
    CORDON_ASSIGN(const Contents new_contents, read_all(store, report.current));
    report.divergences =
        lists::find_divergences(spans(report.previous, old_contents), spans(report.current, new_contents));
    return report;
}

}  // namespace cordon::engine
