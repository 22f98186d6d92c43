// Fuzz target: the input, cut at form feeds, is a set of OFAC CSV files. A set is read or refused; what is
// read has names everywhere and unique ids.
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/check.h"
#include "base/strings.h"
#include "lists/ofac_csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string input(bytes, bytes + size);
    std::vector<cordon::lists::SourceFile> files;
    for (const std::string_view part : cordon::base::split(input, '\f')) {
        files.push_back({"part" + std::to_string(files.size()) + ".csv", part});
    }
    if (const auto parsed = cordon::lists::read_ofac_csv(files)) {
        std::unordered_set<std::string> ids;
        for (const cordon::model::Listing& listing : parsed->listings) {
            CORDON_CHECK(!listing.names.empty() && !listing.names.front().text.empty());
            CORDON_CHECK(ids.insert(listing.id).second);
        }
    }
    return 0;
}
