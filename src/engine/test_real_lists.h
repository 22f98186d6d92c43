// engine/test_real_lists.h: the real publications of ../shared/data as parts of a snapshot; included by
// *_test.cc and *_bench.cc only.
//
// Role:    the lists that a firm in the EU or the UK would screen against: UN, OFAC, EU, UK, Canada.
// Threads: pure functions.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/strings.h"
#include "base/testing.h"
#include "codec/archive.h"
#include "engine/snapshot.h"
#include "lists/list_format.h"

namespace cordon::engine::testing {

struct RealListFiles {
    const char* list;
    std::vector<const char*> files;
};

[[nodiscard]] inline std::vector<RealListFiles> real_list_files() {
    return {{"ca", {"canada/2025-05/sema-lmes.xml"}},
            {"eu", {"eu/reconstructed/xmlFullSanctionsList_1_1.2026-05-01.xml.zst"}},
            {"ofac-cons", {"ofac_cons_xml/2025-10-22/consolidated.xml"}},
            {"ofac-sdn",
             {"ofac_sdn_csv/2021-07/sdn.csv", "ofac_sdn_csv/2021-07/alt.csv", "ofac_sdn_csv/2021-07/add.csv",
              "ofac_sdn_csv/2021-07/sdn_comments.csv"}},
            {"uk", {"uk/reconstructed/UK-Sanctions-List.2026-08-22.xml.zst"}},
            {"un", {"un/2026-02-27/consolidated.xml"}}};
}

// Nothing when the real files are absent. list: "" for all of them.
[[nodiscard]] inline std::optional<std::vector<SnapshotPart>> real_parts(std::string_view list = "") {
    std::vector<SnapshotPart> parts;
    for (const RealListFiles& real : real_list_files()) {
        if (!list.empty() && list != real.list) {
            continue;
        }
        std::vector<std::string> texts;
        for (const char* const name : real.files) {
            const auto path = base::testing::real_data(std::string("lists/") + name);
            if (!path) {
                return std::nullopt;
            }
            std::string bytes = base::testing::read_test_file(*path);
            if (codec::looks_like_zstd(bytes)) {
                auto unpacked = codec::zstd_decompress(bytes);
                CORDON_CHECK(unpacked.has_value());
                bytes = *std::move(unpacked);
            }
            texts.push_back(std::move(bytes));
        }
        std::vector<lists::SourceFile> files;
        for (std::size_t at = 0; at < texts.size(); ++at) {
            files.push_back({std::string(base::split(real.files[at], '/').back()), texts[at]});
        }
        auto parsed = lists::read_list(files, real.list);
        CORDON_CHECK(parsed.has_value());
        SnapshotPart& part = parts.emplace_back();
        part.version.list = real.list;
        part.version.version = "2026-01-01";
        part.version.published = {2026, 1, 1};
        part.listings = std::move(parsed->listings);
    }
    return parts;
}

}  // namespace cordon::engine::testing
