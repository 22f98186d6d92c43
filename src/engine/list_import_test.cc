// Goal: files go in, an active list comes out: the readers, the gate, the store and the snapshot work on the
// real publications, and every name that a publisher lists is found by the search that payments meet.
#include "engine/list_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "base/testing.h"
#include "codec/archive.h"
#include "engine/memory_list_store.h"
#include "engine/snapshot.h"

namespace cordon::engine {
namespace {

struct RealList {
    const char* list;
    const char* published;  // "" when the file says it
    std::vector<const char*> files;
    std::uint64_t listings_min;
};

// Nothing when the real files are absent.
std::optional<std::vector<StoredFile>> read_real(const RealList& real) {
    std::vector<StoredFile> files;
    for (const char* const name : real.files) {
        const auto path = base::testing::real_data(std::string("lists/") + name);
        if (!path) {
            return std::nullopt;
        }
        std::string bytes = base::testing::read_test_file(*path);
        if (codec::looks_like_zstd(bytes)) {
            auto unpacked = codec::zstd_decompress(bytes);
            EXPECT_TRUE(unpacked);
            bytes = *std::move(unpacked);
        }
        files.push_back({std::string(base::split(name, '/').back()), std::move(bytes)});
    }
    return files;
}

ImportRequest request_for(const RealList& real, const std::vector<StoredFile>& files) {
    ImportRequest request;
    for (const StoredFile& file : files) {
        request.files.push_back({file.name, file.bytes});
    }
    request.forced_list = real.list;
    if (*real.published != '\0') {
        const auto published = base::parse_iso_date(real.published);
        EXPECT_TRUE(published);
        request.published = *published;
    }
    request.principal = "test";
    request.now = base::start_of({2026, 11, 1});
    return request;
}

TEST(ListImport, RealListsPassTheGateAndAreNotKeptTwice) {
    const RealList reals[] = {
        {"un", "", {"un/2026-02-27/consolidated.xml"}, 1003},
        {"ofac-cons", "", {"ofac_cons_xml/2025-10-22/consolidated.xml"}, 443},
    };
    for (const RealList& real : reals) {
        const auto files = read_real(real);
        if (!files) {
            GTEST_SKIP() << "needs the real data";
        }
        MemoryListStore store;
        const ImportRequest request = request_for(real, *files);
        const auto report = import_list(store, request);
        ASSERT_TRUE(report) << real.list << ": " << report.error().message;
        for (const GateFinding& finding : report->gate) {
            ADD_FAILURE() << real.list << " " << to_string(finding.code) << ": " << finding.sentence;
        }
        EXPECT_TRUE(report->activated) << real.list;
        EXPECT_GE(report->version.listings, real.listings_min);
        EXPECT_GE(report->names_tested, report->version.names);
        const auto again = import_list(store, request);
        ASSERT_TRUE(again);
        EXPECT_TRUE(again->unchanged);
        MemorySnapshotCache cache;
        const auto snapshot = load_snapshot(store, cache, {});
        ASSERT_TRUE(snapshot) << snapshot.error().message;
        EXPECT_EQ(snapshot->listing_count(), report->version.listings);
    }
}

TEST(ListImport, WhatIsNoListIsAnErrorAndChangesNothing) {
    MemoryListStore store;
    ImportRequest request;
    request.files = {{"note.txt", "Dear colleagues, the list is attached."}};
    request.now = base::start_of({2026, 11, 1});
    EXPECT_FALSE(import_list(store, request));
    const auto versions = store.versions();
    ASSERT_TRUE(versions);
    EXPECT_TRUE(versions->empty());
}

}  // namespace
}  // namespace cordon::engine
