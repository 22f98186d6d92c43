// Goal: every problem that the service answers with stands in docs/reference/problems.md, and nothing else.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "base/testing.h"

namespace cordon::server {
namespace {

TEST(Problems, ThePageHasExactlyThoseThatAreAnswered) {
    const std::string folder = "src/server";
    std::set<std::string> answered;
    const std::regex made(R"re((?:problem\(\s*\d{3}|return \{\d{3}),\s*"([a-z-]+)")re");
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(CORDON_SOURCE_DIR) + "/" + folder)) {
        const std::string name = entry.path().filename();
        if (!name.ends_with(".cc") || name.find("_test") != name.npos || name.find("_fuzz") != name.npos) {
            continue;
        }
        const std::string text = base::testing::read_test_file(folder + "/" + name);
        for (std::sregex_iterator at(text.begin(), text.end(), made), end; at != end; ++at) {
            answered.insert((*at)[1]);
        }
    }
    EXPECT_GT(answered.size(), 15U);
    std::set<std::string> written;
    const std::string page = base::testing::read_test_file("docs/reference/problems.md");
    const std::regex row(R"re(\n\| `([a-z-]+)` \| \d{3} \|)re");
    for (std::sregex_iterator at(page.begin(), page.end(), row), end; at != end; ++at) {
        written.insert((*at)[1]);
    }
    EXPECT_EQ(written, answered);
}

}  // namespace
}  // namespace cordon::server
