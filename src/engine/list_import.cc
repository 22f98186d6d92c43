#include "engine/list_import.h"

#include <fmt/format.h>

#include "engine/list_adoption.h"

namespace cordon::engine {

namespace {

// A delta's result: the listings of the version that is active, with the delta's changes.
base::Result<std::vector<model::Listing>> whole_listings(ListStore& store, lists::ParsedList& parsed,
                                                         std::vector<lists::Diagnostic>& diagnostics) {
    if (!parsed.delta) {
        return std::move(parsed.listings);
    }
    CORDON_ASSIGN(const std::vector<model::ListVersion> versions, store.versions());
    const model::ListVersion* active = active_version(versions, parsed.list);
    if (active == nullptr) {
        return base::fail(
            base::ErrorCode::conflict,
            fmt::format("this file holds only the changes of list {}, and there is no active version to "
                        "change; import a whole list first",
                        parsed.list));
    }
    CORDON_ASSIGN(std::vector<model::Listing> before, store.listings(active->list, active->version));
    return lists::apply_delta(std::move(before), parsed, &diagnostics);
}

}  // namespace

base::Result<ImportReport> import_list(ListStore& store, const ImportRequest& request,
                                       const GateLimits& limits, const Hooks& hooks) {
    hooks.progress("reading", 0, request.files.size());
    CORDON_ASSIGN(lists::ParsedList parsed, lists::read_list(request.files, request.forced_list));
    hooks.progress("reading", request.files.size(), request.files.size());
    ListContent content;
    content.list = parsed.list;
    content.format = lists::to_string(parsed.format);
    content.published = parsed.published;
    content.read_count = parsed.listings.size();
    // What a delta states counts its changes, not the list.
    content.stated_count = parsed.delta ? std::nullopt : parsed.stated_count;
    content.diagnostics = std::move(parsed.diagnostics);
    CORDON_ASSIGN(content.listings, whole_listings(store, parsed, content.diagnostics));
    return adopt_list(store, std::move(content), request, limits, hooks);
}

}  // namespace cordon::engine
