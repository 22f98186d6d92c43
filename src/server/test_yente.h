// server/test_yente.h: the fictional lists of corpus/ behind the yente routes; included by *_test.cc,
// *_fuzz.cc and *_bench.cc only.
//
// Role:    one place that imports the samples and says how a request looks.
// Threads: main thread.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/testing.h"
#include "engine/list_import.h"
#include "engine/memory_list_store.h"
#include "server/yente_routes.h"

namespace cordon::server::testing {

struct SampleList {
    const char* list;
    std::vector<const char*> files;  // below the root of the tree
};

inline std::shared_ptr<ServingLists> lists_of(const std::string& root,
                                              const std::vector<SampleList>& samples) {
    engine::MemoryListStore store;
    for (const SampleList& sample : samples) {
        std::vector<std::string> bytes;
        engine::ImportRequest request;
        bytes.reserve(sample.files.size());
        for (const char* const file : sample.files) {
            bytes.push_back(base::testing::read_test_file(root + file));
            const std::string_view path = file;
            request.files.push_back({std::string(path.substr(path.rfind('/') + 1)), bytes.back()});
        }
        request.forced_list = sample.list;
        request.published = base::Date{2026, 11, 1};
        request.principal = "test";
        request.now = base::start_of({2026, 11, 1});
        auto imported = engine::import_list(store, request);
        if (!imported) {  // the file says another day
            request.published.reset();
            imported = engine::import_list(store, request);
        }
        if (!imported || !imported->activated) {
            std::fprintf(stderr, "%s: %s\n", sample.list,
                         imported ? "not activated" : imported.error().message.c_str());
            std::abort();
        }
    }
    engine::MemorySnapshotCache cache;
    auto snapshot =
        engine::load_snapshot(store, cache, {.as_of = {}, .lists = {}, .exact = {}, .build = "t"});
    CORDON_CHECK(snapshot.has_value());
    auto lists = std::make_shared<ServingLists>();
    lists->snapshot = std::make_shared<engine::Snapshot>(*std::move(snapshot));
    for (const model::ListVersion& version : lists->snapshot->versions()) {
        engine::ListStatus status;
        status.version = version;
        status.freshness = engine::Freshness::fresh;
        lists->statuses.push_back(std::move(status));
    }
    lists->stale = false;
    return lists;
}

inline std::shared_ptr<ServingLists> sample_lists() {
    return lists_of(
        "corpus/lists/",
        {{"un", {"un/consolidated.xml"}},
         {"ofac-sdn",
          {"ofac-sdn/sdn.csv", "ofac-sdn/add.csv", "ofac-sdn/alt.csv", "ofac-sdn/sdn_comments.csv"}},
         {"table:house", {"house/house_list.tsv"}},
         {"ftm:xx-ftm", {"ftm/entities.ftm.json"}}});
}

// A list "ftm:tests" of FollowTheMoney entities, one a line.
inline std::shared_ptr<ServingLists> ftm_lists(std::string_view entities) {
    engine::MemoryListStore store;
    engine::ImportRequest request;
    request.files.push_back({"entities.ftm.json", entities});
    request.forced_list = "ftm:tests";
    request.published = base::Date{2026, 11, 1};
    request.now = base::start_of({2026, 11, 1});
    request.principal = "test";
    const auto imported = engine::import_list(store, request);
    CORDON_CHECK(imported.has_value() && imported->activated);
    engine::MemorySnapshotCache cache;
    auto snapshot = engine::load_snapshot(store, cache, {});
    CORDON_CHECK(snapshot.has_value());
    auto lists = std::make_shared<ServingLists>();
    lists->snapshot = std::make_shared<engine::Snapshot>(*std::move(snapshot));
    lists->stale = false;
    return lists;
}

// Somebody with a key, who asks for `target`.
inline HttpRequest request_of(std::string_view method, std::string_view target, std::string body = {}) {
    auto parsed = parse_target(target);
    CORDON_CHECK(parsed.has_value());
    HttpRequest request{.method = std::string(method),
                        .target = *std::move(parsed),
                        .fields = {},
                        .body = std::move(body),
                        .peer = {}};
    request.principal = "marble";
    request.tenant = "default";
    request.key_id = "k1";
    request.roles = Roles{Role::submitter, Role::analyst};
    return request;
}

inline HttpRouter router_of(std::shared_ptr<const ServingLists> lists, YenteOptions options = {}) {
    HttpRouter router;
    options.public_url = "https://cordon.example" + options.prefix;
    add_yente_routes(router, [lists] { return lists; }, std::move(options));
    return router;
}

}  // namespace cordon::server::testing
