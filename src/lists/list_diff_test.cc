// Goal: the difference of two versions says exactly what the publisher changed: nothing for a reordered file,
// everything for a changed field; and before with its difference gives after.
#include "lists/list_diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/prng.h"
#include "base/testing.h"

namespace cordon::lists {
namespace {

using model::FieldLine;
using model::Listing;

Listing entry(std::string id, std::string name, std::vector<std::string> programmes = {}) {
    Listing listing;
    listing.id = std::move(id);
    model::ListedName listed;
    listed.text = std::move(name);
    listing.names.push_back(listed);
    listing.programmes = std::move(programmes);
    return listing;
}

TEST(ListDiff, AddedRemovedChanged) {
    const std::vector<Listing> before{entry("C", "Three"), entry("A", "One", {"X", "Y"}), entry("B", "Two")};
    const std::vector<Listing> after{entry("D", "Four"), entry("B", "Two"), entry("A", "One", {"Y", "Z"})};
    const ListDiff diff = diff_lists(before, after);
    EXPECT_EQ(diff.added, std::vector<std::string>{"D"});
    EXPECT_EQ(diff.removed, std::vector<std::string>{"C"});
    ASSERT_EQ(diff.changed.size(), 1U);
    EXPECT_EQ(diff.changed[0].id, "A");
    EXPECT_EQ(diff.changed[0].before, (std::vector<FieldLine>{{"programme", "X"}}));
    EXPECT_EQ(diff.changed[0].after, (std::vector<FieldLine>{{"programme", "Z"}}));
}

TEST(ListDiff, OrderAndSupplementAreNoChange) {
    std::vector<Listing> after{entry("B", "Two"), entry("A", "One", {"Y", "X"})};
    model::ListedName ours;
    ours.text = "Uno";
    ours.supplement = true;
    after[1].names.push_back(ours);
    EXPECT_TRUE(
        diff_lists(std::vector<Listing>{entry("A", "One", {"X", "Y"}), entry("B", "Two")}, after).empty());
}

TEST(ListDiff, OfAnyTwoVersionsTheDifferenceLeadsFromOneToTheOther) {
    base::Prng prng(base::testing::seed_from_environment(20261122));
    for (int round = 0; round < 200; ++round) {
        const auto version = [&] {
            std::vector<Listing> listings;
            for (int id = 0; id < 12; ++id) {
                if (prng.below(3) != 0) {
                    std::vector<std::string> programmes;
                    for (const char* const programme : {"P", "Q", "R"}) {
                        if (prng.below(2) == 0) {
                            programmes.emplace_back(programme);
                        }
                    }
                    listings.push_back(entry(std::to_string(id), "Name", std::move(programmes)));
                }
            }
            for (std::size_t i = listings.size(); i > 1; --i) {
                std::swap(listings[i - 1], listings[prng.below(i)]);
            }
            return listings;
        };
        const auto lines = [](const std::vector<Listing>& listings) {
            std::map<std::string, std::set<FieldLine>> out;
            for (const Listing& listing : listings) {
                const std::vector<FieldLine> fields = model::field_lines(listing);
                out[listing.id].insert(fields.begin(), fields.end());
            }
            return out;
        };
        const std::vector<Listing> before = version();
        const std::vector<Listing> after = version();
        const ListDiff diff = diff_lists(before, after);
        auto patched = lines(before);
        const auto wanted = lines(after);
        for (const std::string& id : diff.removed) {
            EXPECT_EQ(patched.erase(id), 1U);
        }
        for (const std::string& id : diff.added) {
            EXPECT_TRUE(patched.emplace(id, wanted.at(id)).second);
        }
        for (const ListingChange& change : diff.changed) {
            for (const FieldLine& line : change.before) {
                EXPECT_EQ(patched[change.id].erase(line), 1U);
            }
            for (const FieldLine& line : change.after) {
                EXPECT_TRUE(patched[change.id].insert(line).second);
            }
        }
        EXPECT_EQ(patched, wanted);
    }
}

}  // namespace
}  // namespace cordon::lists
