// Goal: what arrives is exactly what the publisher sent, whole sets only, and one publisher's trouble is its
// own; so that the importer never judges a mixture and a failed download never stops the other lists.
#include "server/list_fetcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "base/strings.h"
#include "server/testing.h"

namespace cordon::server {
namespace {

using base::ErrorCode;
using testing::answer;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::MisbehavingServer;
using ::testing::Not;
using testing::redirect;
using testing::Visitor;

FetchRules mirror_rules() {
    FetchRules rules;
    rules.allow_http = true;
    rules.allow_private_addresses = true;
    rules.version = "9.9.9";
    return rules;
}

FetchLimits quick_limits() {
    FetchLimits limits;
    limits.total_timeout_ms = 5'000;
    limits.connect_timeout_ms = 2'000;
    limits.retry_delay_ms = 0;
    return limits;
}

Publisher publisher_of(const std::string& list, const std::vector<std::string>& urls) {
    Publisher publisher{list, base::ascii_upper(list), {}};
    for (const auto& url : urls) {
        publisher.files.push_back({"part-" + std::to_string(publisher.files.size() + 1), url});
    }
    return publisher;
}

std::vector<FetchOutcome> fetch(const std::vector<Publisher>& publishers,
                                const std::map<std::string, Validators>& known = {}) {
    const auto look_up = [&](std::string_view url) {
        const auto found = known.find(std::string(url));
        return found == known.end() ? Validators{} : found->second;
    };
    return fetch_all(publishers, look_up, quick_limits(), mirror_rules());
}

TEST(ListFetcher, BytesArriveAsSentWithWhatTheServerSaysOfTheVersion) {
    MisbehavingServer server;
    std::string bytes = "<list>\r\n\x1A";
    bytes += '\0';
    server.on("/un.xml",
              {answer(200, bytes, "ETag: \"v7\"\r\nLast-Modified: Sat, 21 Nov 2026 02:00:00 GMT\r\n")});
    const auto outcomes = fetch({publisher_of("un", {server.url("/un.xml")})});
    ASSERT_EQ(outcomes.size(), 1U);
    ASSERT_TRUE(outcomes[0].files) << outcomes[0].files.error().message;
    const auto& file = outcomes[0].files->at(0);
    EXPECT_EQ(file.name, "part-1");
    EXPECT_EQ(file.bytes, bytes);
    EXPECT_EQ(file.etag, "\"v7\"");
    EXPECT_EQ(file.last_modified, "Sat, 21 Nov 2026 02:00:00 GMT");
    EXPECT_EQ(file.final_url, server.url("/un.xml"));
    EXPECT_FALSE(file.not_modified);
    EXPECT_TRUE(file.end_marked);
    const auto request = server.texts("/un.xml").at(0);
    EXPECT_THAT(request, HasSubstr("User-Agent: cordon/9.9.9\r\n"));
    EXPECT_THAT(request, HasSubstr("Accept-Encoding: gzip\r\n"));
    EXPECT_THAT(request, Not(HasSubstr("If-")));
    EXPECT_THAT(request, Not(HasSubstr("Cookie")));
    EXPECT_THAT(request, Not(HasSubstr("Authorization")));
}

TEST(ListFetcher, AnErrorPageWithStatus200IsHandedOverForTheImporterToRefuse) {
    MisbehavingServer server;
    server.on("/un.xml", {answer(200, "<html>maintenance</html>", "Content-Type: text/html\r\n")});
    const auto outcomes = fetch({publisher_of("un", {server.url("/un.xml")})});
    ASSERT_TRUE(outcomes[0].files);
    EXPECT_EQ(outcomes[0].files->at(0).bytes, "<html>maintenance</html>");
}

TEST(ListFetcher, OnePublisherFailsAndTheOthersArrive) {
    MisbehavingServer server;
    server.on("/a.xml", {answer(200, "a")});
    server.on("/b.xml", {answer(403, "no")});
    server.on("/c.xml", {answer(200, "c")});
    const auto outcomes =
        fetch({publisher_of("un", {server.url("/a.xml")}), publisher_of("eu", {server.url("/b.xml")}),
               publisher_of("uk", {server.url("/c.xml")}), publisher_of("ca", {})});
    ASSERT_EQ(outcomes.size(), 4U);
    ASSERT_TRUE(outcomes[0].files);
    EXPECT_EQ(outcomes[0].files->at(0).bytes, "a");
    ASSERT_FALSE(outcomes[1].files);
    EXPECT_EQ(outcomes[1].files.error().message,
              "EU: " + server.url("/b.xml") + " answered 403; the active version stays");
    ASSERT_TRUE(outcomes[2].files);
    EXPECT_EQ(outcomes[2].publisher.list, "uk");
    ASSERT_FALSE(outcomes[3].files);
    EXPECT_EQ(outcomes[3].files.error().message, "CA: no address is configured; the active version stays");
}

TEST(ListFetcher, ASetWithAMissingFileIsNoSet) {
    MisbehavingServer server;
    server.on("/sdn.csv", {answer(200, "1")});
    server.on("/add.csv", {answer(200, "2")});
    const auto outcomes = fetch(
        {publisher_of("ofac-sdn", {server.url("/sdn.csv"), server.url("/alt.csv"), server.url("/add.csv")})});
    ASSERT_FALSE(outcomes[0].files);
    EXPECT_EQ(outcomes[0].files.error().code, ErrorCode::not_found);
    EXPECT_EQ(outcomes[0].files.error().message,
              "OFAC-SDN: " + server.url("/alt.csv") + " answered 404; the active version stays");
    EXPECT_EQ(server.requests("/alt.csv"), 1U) << "4xx is not retried";
}

TEST(ListFetcher, FilesComeInTheOrderOfTheConfiguration) {
    MisbehavingServer server;
    server.on("/slow", {[](Visitor& visitor) {
                  visitor.stall(std::chrono::milliseconds(150));
                  answer(200, "first")(visitor);
              }});
    server.on("/fast", {answer(200, "second")});
    const auto outcomes = fetch({publisher_of("un", {server.url("/slow"), server.url("/fast")})});
    ASSERT_TRUE(outcomes[0].files);
    EXPECT_EQ(outcomes[0].files->at(0).bytes, "first");
    EXPECT_EQ(outcomes[0].files->at(1).bytes, "second");
}

// ---- retries ----

TEST(ListFetcher, AServerErrorIsTriedAgain) {
    MisbehavingServer server;
    server.on("/eu.xml", {answer(500, "oops"), answer(200, "<list/>")});
    const auto outcomes = fetch({publisher_of("eu", {server.url("/eu.xml")})});
    ASSERT_TRUE(outcomes[0].files) << outcomes[0].files.error().message;
    EXPECT_EQ(outcomes[0].files->at(0).bytes, "<list/>");
    EXPECT_EQ(server.requests("/eu.xml"), 2U);
}

TEST(ListFetcher, AServerErrorThatStaysIsTriedThreeTimes) {
    MisbehavingServer server;
    server.on("/un.xml", {answer(503, "<html>busy</html>")});
    const auto outcomes = fetch({publisher_of("un", {server.url("/un.xml")})});
    ASSERT_FALSE(outcomes[0].files);
    EXPECT_EQ(outcomes[0].files.error().code, ErrorCode::unavailable);
    EXPECT_EQ(outcomes[0].files.error().message,
              "UN: " + server.url("/un.xml") + " answered 503 (3 tries); the active version stays");
    EXPECT_EQ(server.requests("/un.xml"), 3U);
}

TEST(ListFetcher, TheDelayBetweenTriesIsKept) {
    MisbehavingServer server;
    server.on("/un.xml", {answer(503, ""), answer(200, "x")});
    auto limits = quick_limits();
    limits.retry_delay_ms = 150;
    const auto start = std::chrono::steady_clock::now();
    const auto outcomes =
        fetch_all({publisher_of("un", {server.url("/un.xml")})}, {}, limits, mirror_rules());
    EXPECT_TRUE(outcomes[0].files);
    EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(150));
}

// ---- conditional requests ----

TEST(ListFetcher, AnUnchangedListCostsNoBytes) {
    MisbehavingServer server;
    server.on("/un.xml", {answer(304, "", "ETag: \"v7\"\r\n")});
    const auto url = server.url("/un.xml");
    const auto outcomes =
        fetch({publisher_of("un", {url})}, {{url, {"\"v7\"", "Sat, 21 Nov 2026 02:00:00 GMT"}}});
    ASSERT_TRUE(outcomes[0].files) << outcomes[0].files.error().message;
    EXPECT_TRUE(outcomes[0].files->at(0).not_modified);
    EXPECT_EQ(outcomes[0].files->at(0).bytes, "");
    const auto request = server.texts("/un.xml").at(0);
    EXPECT_THAT(request, HasSubstr("If-None-Match: \"v7\"\r\n"));
    EXPECT_THAT(request, HasSubstr("If-Modified-Since: Sat, 21 Nov 2026 02:00:00 GMT\r\n"));
}

TEST(ListFetcher, AHalfChangedSetIsFetchedWhole) {
    MisbehavingServer server;
    server.on("/sdn.csv", {answer(200, "new sdn")});
    server.on("/alt.csv", {answer(304, ""), answer(200, "old alt")});
    const auto sdn = server.url("/sdn.csv");
    const auto alt = server.url("/alt.csv");
    const auto outcomes =
        fetch({publisher_of("ofac-sdn", {sdn, alt})}, {{sdn, {"\"1\"", ""}}, {alt, {"\"2\"", ""}}});
    ASSERT_TRUE(outcomes[0].files) << outcomes[0].files.error().message;
    EXPECT_EQ(outcomes[0].files->at(0).bytes, "new sdn");
    EXPECT_EQ(outcomes[0].files->at(1).bytes, "old alt");
    EXPECT_FALSE(outcomes[0].files->at(1).not_modified);
    EXPECT_EQ(server.requests("/sdn.csv"), 1U);
    ASSERT_EQ(server.requests("/alt.csv"), 2U);
    EXPECT_THAT(server.texts("/alt.csv").at(1), Not(HasSubstr("If-None-Match")));
}

TEST(ListFetcher, UnchangedWithoutAQuestionIsNotBelieved) {
    MisbehavingServer server;
    server.on("/un.xml", {answer(304, "")});
    server.on("/always", {answer(304, "")});
    server.on("/new", {answer(200, "x")});
    const auto always = server.url("/always");
    const auto outcomes =
        fetch({publisher_of("un", {server.url("/un.xml")}), publisher_of("eu", {server.url("/new"), always})},
              {{always, {"\"1\"", ""}}});
    ASSERT_FALSE(outcomes[0].files);
    EXPECT_THAT(outcomes[0].files.error().message, HasSubstr("answered 304"));
    ASSERT_FALSE(outcomes[1].files) << "304 to the unconditional second request";
}

TEST(ListFetcher, AStoredValidatorCannotSmuggleAHeader) {
    MisbehavingServer server;
    server.on("/un.xml", {answer(200, "x", "ETag: \"caf\xC3\xA9\"\r\n")});
    const auto url = server.url("/un.xml");
    const auto outcomes = fetch({publisher_of("un", {url})}, {{url, {"\"1\"\r\nX-Evil: yes", ""}}});
    ASSERT_TRUE(outcomes[0].files);
    EXPECT_EQ(outcomes[0].files->at(0).etag, "") << "not printable ASCII, so it is not kept";
    EXPECT_THAT(server.texts("/un.xml").at(0), Not(HasSubstr("X-Evil")));
}

// ---- redirects ----

TEST(ListFetcher, ARedirectAtTheSameAddressIsFollowedAndItsSecretForgotten) {
    for (const int status : {301, 302, 303, 307, 308}) {
        MisbehavingServer server;
        server.on("/un.xml", {redirect(status, "/files/un.xml?signature=secret#part")});
        server.on("/files/un.xml", {answer(200, "<list/>")});
        const auto outcomes = fetch({publisher_of("un", {server.url("/un.xml")})});
        ASSERT_TRUE(outcomes[0].files) << outcomes[0].files.error().message;
        EXPECT_EQ(outcomes[0].files->at(0).bytes, "<list/>");
        EXPECT_EQ(outcomes[0].files->at(0).final_url, server.url("/files/un.xml"));
        EXPECT_THAT(server.texts("/files/un.xml").at(0), HasSubstr("signature=secret"));
    }
}

TEST(ListFetcher, NoSentenceShowsAQuery) {
    MisbehavingServer server;
    server.on("/un.xml", {redirect(302, "/files/un.xml?signature=secret")});
    server.on("/files/un.xml", {answer(403, "expired")});
    const auto outcomes = fetch({publisher_of("un", {server.url("/un.xml?token=hidden")})});
    ASSERT_FALSE(outcomes[0].files);
    EXPECT_EQ(outcomes[0].files.error().message, "UN: " + server.url("/un.xml") + " (redirected to " +
                                                     server.url("/files/un.xml") +
                                                     ") answered 403; the active version stays");
}

// ---- progress ----

TEST(ListFetcher, ProgressRisesToTheEndOfEachPublisher) {
    MisbehavingServer server;
    server.on("/slow", {[](Visitor& visitor) {
                  visitor.send("HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n" + std::string(1000, 'x'));
                  visitor.stall(std::chrono::milliseconds(300));
                  visitor.send(std::string(2000, 'x'));
              }});
    std::map<std::string, std::vector<FetchProgress>> seen;
    const auto outcomes = fetch_all(
        {publisher_of("un", {server.url("/slow")}), publisher_of("eu", {server.url("/absent")})}, {},
        quick_limits(), mirror_rules(),
        [&](const FetchProgress& progress) { seen[std::string(progress.list)].push_back(progress); });
    ASSERT_TRUE(outcomes[0].files);
    const auto& un = seen["un"];
    ASSERT_GE(un.size(), 2U);
    EXPECT_TRUE(std::ranges::any_of(un, [](const auto& p) { return p.bytes_done == 1000 && !p.ended; }));
    EXPECT_EQ(un.back().bytes_done, 3000U);
    EXPECT_EQ(un.back().bytes_total, 3000U);
    EXPECT_EQ(un.back().files_done, 1U);
    EXPECT_EQ(un.back().files_total, 1U);
    EXPECT_TRUE(un.back().ended);
    EXPECT_TRUE(seen["eu"].back().ended);
    EXPECT_EQ(seen["eu"].back().files_done, 0U);
}

}  // namespace
}  // namespace cordon::server
