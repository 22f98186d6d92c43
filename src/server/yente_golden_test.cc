// Goal: every answer of the yente API is the one that was reviewed, whole: corpus/yente/*.txt holds a request
// and what it is answered on the fictional lists. CORDON_WRITE_GOLDEN=1 writes the answers anew, to be read
// in the diff.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/strings.h"
#include "codec/json.h"
#include "server/test_yente.h"
#include "server/yente_params.h"

namespace cordon::server {
namespace {

std::string pretty(const std::string& body) {
    const auto value = codec::parse_json(body);
    if (!value) {
        return body;
    }
    codec::JsonWriter json(true);
    write_json(json, *value);
    return json.take();
}

std::string shown(const HttpResponse& response) {
    std::string text = std::to_string(response.status) + " " + response.content_type + "\n";
    for (const auto& [name, value] : response.fields) {
        text += name + ": " + value + "\n";
    }
    return text + (response.body.empty() ? "" : "\n" + pretty(response.body) + "\n");
}

class YenteGolden : public ::testing::TestWithParam<std::string> {};

TEST_P(YenteGolden, IsAnsweredAsReviewed) {
    static const HttpRouter router = testing::router_of(testing::sample_lists());
    const std::string path = std::string(CORDON_SOURCE_DIR) + "/corpus/yente/" + GetParam() + ".txt";
    const std::string file = base::testing::read_test_file(path);
    // The request line, the body when there is one, a blank line; then the answer.
    const std::size_t end = file.find("\n\n");
    ASSERT_NE(end, std::string::npos) << "no blank line behind the request";
    const auto lines = base::split(std::string_view(file).substr(0, end), '\n');
    const std::size_t blank = lines[0].find(' ');
    const HttpRequest request = testing::request_of(lines[0].substr(0, blank), lines[0].substr(blank + 1),
                                                    lines.size() > 1 ? std::string(lines[1]) : std::string());
    const std::string answer = shown(router.answer(request));
    if (std::getenv("CORDON_WRITE_GOLDEN") != nullptr) {
        std::ofstream(path) << file.substr(0, end) << "\n\n" << answer;
    }
    EXPECT_EQ(answer, file.substr(end + 2));
}

std::vector<std::string> golden_names() {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(CORDON_SOURCE_DIR "/corpus/yente")) {
        names.insert(entry.path().stem().string());
    }
    return {names.begin(), names.end()};
}

INSTANTIATE_TEST_SUITE_P(Corpus, YenteGolden, ::testing::ValuesIn(golden_names()),
                         [](const auto& one) { return base::replace_all(one.param, "-", "_"); });

}  // namespace
}  // namespace cordon::server
