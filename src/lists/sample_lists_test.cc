// Goal: the fictional lists of corpus/ are read whole by the front door, with the counts that
// corpus/README.md states and the names that their hard features hide; else the demo and the guides teach
// with broken files.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/testing.h"
#include "lists/list_format.h"
#include "model/listing.h"

namespace cordon::lists {
namespace {

ParsedList read_sample(std::string_view list, const std::vector<std::string>& paths) {
    std::vector<std::string> bytes;
    std::vector<SourceFile> files;
    for (const std::string& path : paths) {
        bytes.push_back(base::testing::read_test_file("corpus/lists/" + path));
    }
    for (std::size_t i = 0; i < paths.size(); ++i) {
        files.push_back({paths[i].substr(paths[i].rfind('/') + 1), bytes[i]});
    }
    auto parsed = read_list(files, list);
    EXPECT_TRUE(parsed.has_value()) << paths.front() << ": " << (parsed ? "" : parsed.error().message);
    return parsed.value_or(ParsedList{});
}

const model::Listing* find_listing(const ParsedList& parsed, std::string_view id) {
    const auto found = std::ranges::find(parsed.listings, id, &model::Listing::id);
    return found == parsed.listings.end() ? nullptr : &*found;
}

bool has_name(const ParsedList& parsed, std::string_view id, std::string_view text) {
    const model::Listing* listing = find_listing(parsed, id);
    return listing != nullptr && std::ranges::any_of(listing->names, [&](const model::ListedName& name) {
               return name.text == text;
           });
}

std::string warned_entries(const ParsedList& parsed) {
    std::string all;
    for (const Diagnostic& diagnostic : parsed.diagnostics) {
        if (diagnostic.severity == Severity::warning) {
            all += (all.empty() ? "" : " ") + diagnostic.entry;
        }
    }
    return all;
}

struct Sample {
    std::string_view list;
    std::vector<std::string> paths;
    std::size_t listings;
    std::string_view warned = {};  // the one entry whose date cannot be read, on purpose
};

const std::vector<Sample>& samples() {
    static const std::vector<Sample> all = {
        {"un", {"un/consolidated.xml"}, 40, "QDi.911"},
        {"ofac-sdn",
         {"ofac-sdn/sdn.csv", "ofac-sdn/add.csv", "ofac-sdn/alt.csv", "ofac-sdn/sdn_comments.csv"},
         15},
        {"eu", {"eu/eu_fsf.xml"}, 10},
        {"uk", {"uk/uk_sanctions_list.xml"}, 8},
        {"ch", {"ch/seco.xml"}, 5},  // six targets, one de-listed
        {"table", {"house/house_list.tsv"}, 5},
    };
    return all;
}

TEST(SampleLists, AreReadWhole) {
    for (const Sample& sample : samples()) {
        const ParsedList parsed = read_sample(sample.list, sample.paths);
        EXPECT_EQ(parsed.list, sample.list);
        EXPECT_EQ(parsed.listings.size(), sample.listings) << sample.list;
        EXPECT_EQ(warned_entries(parsed), sample.warned) << sample.list;
        for (const model::Listing& listing : parsed.listings) {
            EXPECT_FALSE(listing.names.empty()) << sample.list << " " << listing.id;
        }
    }
}

TEST(SampleLists, GiveUpTheNamesThatTheyHide) {
    const ParsedList un = read_sample("un", samples()[0].paths);
    for (const auto& [id, name] : std::vector<std::pair<std::string_view, std::string_view>>{
             {"QDi.902", "Edris Barmaki"},          // third of "A; B; C", reference with a trailing blank
             {"QDi.903", "Selim Nahravi"},          // "native (Latin; Latin)"
             {"QDi.905", "Мурат Сагратов"},         // "Latin (original script: ...)"
             {"QDi.910", "Karim Lutfi Shahrouni"},  // with words about a false identity behind it
             {"QDe.901", "NBB"},
             {"QDe.903", "MARJAN EXCHANGE AND TRANSFER"},  // two names in one value
         }) {
        EXPECT_TRUE(has_name(un, id, name)) << id << " " << name;
    }
    const ParsedList ofac = read_sample("ofac-sdn", samples()[1].paths);
    EXPECT_TRUE(has_name(ofac, "99002", "THE BANNER BEARER OF MARJAN"));  // cut between remark and comment
    EXPECT_TRUE(has_name(ofac, "99002", "Harun Daoud ZAMARRANI"));
}

}  // namespace
}  // namespace cordon::lists
