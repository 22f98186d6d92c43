// Goal: packed and plain, a request says the same and is held to the same limits; a bomb is refused before it
// goes off.
#include "server/content_coding.h"

#include <gtest/gtest.h>

#include "codec/gzip.h"

namespace cordon::server {
namespace {

HttpRequest request_with(std::string body, std::string accept = {}) {
    HttpRequest request;
    request.body = std::move(body);
    request.fields = {{"content-encoding", "gzip"}};
    if (!accept.empty()) {
        request.fields.emplace_back("accept-encoding", std::move(accept));
    }
    return request;
}

TEST(ContentCoding, WhoTakesGzip) {
    const struct {
        std::string_view value;
        bool takes;
    } rows[] = {{"", false},          {"gzip", true},      {"GZIP", true},         {"br, gzip", true},
                {"br", false},        {"gzip;q=0", false}, {"gzip; q=0.0", false}, {"gzip;q=0.5", true},
                {"*", true},          {"*;q=0", false},    {"gzip;q=0, *", false}, {"identity", false},
                {"deflate, *", true}, {"x-gzip", true},    {"gzipped", false}};
    for (const auto& row : rows) {
        EXPECT_EQ(takes_gzip(row.value), row.takes) << row.value;
    }
}

TEST(ContentCoding, AWholeBodyIsUnpackedAndADamagedOneRefused) {
    const std::string text(5'000, 'x');
    const std::string packed = codec::gzip(text);
    HttpRequest whole = request_with(packed);
    EXPECT_FALSE(unpack_body(whole, 1U << 20U));
    EXPECT_EQ(whole.body, text);
    EXPECT_EQ(whole.field("content-encoding"), "");
    for (const std::string& broken :
         {packed.substr(0, packed.size() - 1), packed + "x", text, std::string()}) {
        HttpRequest request = request_with(broken);
        const auto refused = unpack_body(request, 1U << 20U);
        ASSERT_TRUE(refused);
        EXPECT_EQ(refused->status, 400);
        EXPECT_EQ(request.body, broken) << "nothing in part";
    }
}

TEST(ContentCoding, BombsAreRefusedByRatioAndByTheLimit) {
    const std::string zeros(50U << 20U, '\0');
    HttpRequest bomb = request_with(codec::gzip(zeros));
    ASSERT_LT(bomb.body.size(), zeros.size() / unpacked_ratio_max);
    const auto by_ratio = unpack_body(bomb, zeros.size());
    ASSERT_TRUE(by_ratio);
    EXPECT_EQ(by_ratio->status, 413);
    HttpRequest over = request_with(codec::gzip(std::string(2'000, 'x')));
    EXPECT_EQ(unpack_body(over, 1'999)->status, 413);
    HttpRequest fits = request_with(codec::gzip(std::string(2'000, 'x')));
    EXPECT_FALSE(unpack_body(fits, 2'000));
}

TEST(ContentCoding, AnswersArePackedForWhoeverAsks) {
    const std::string text(5'000, 'x');
    const HttpRequest takes = request_with("", "gzip");
    HttpResponse response{.body = text};
    pack_answer(takes, response);
    EXPECT_EQ(codec::gunzip(response.body, 10'000), text);
    HttpResponse plain{.body = text};
    pack_answer(request_with(""), plain);
    EXPECT_EQ(plain.body, text);
    EXPECT_EQ(plain.fields, (HttpFields{{"vary", "accept-encoding"}})) << "a cache must know";
    HttpResponse small{.body = "{}"};
    pack_answer(takes, small);
    EXPECT_EQ(small.body, "{}");
    HttpResponse tagged{.body = text, .fields = {{"etag", "x"}}};
    pack_answer(takes, tagged);
    EXPECT_EQ(tagged.body, text);
}

}  // namespace
}  // namespace cordon::server
