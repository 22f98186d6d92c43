// Goal: a broken or hostile server never yields a file that is not whole, never leads the fetcher into the
// house, and never keeps it longer or feeds it more than the limits say; the answer is one clear sentence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "server/list_fetcher.h"
#include "server/testing.h"

namespace cordon::server {
namespace {

using base::ErrorCode;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using testing::answer;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::MisbehavingServer;
using testing::raw;
using testing::redirect;
using testing::Script;
using testing::Visitor;

FetchRules mirror_rules() {
    FetchRules rules;
    rules.allow_http = true;
    rules.allow_private_addresses = true;
    return rules;
}

FetchLimits one_try() {
    FetchLimits limits;
    limits.connect_timeout_ms = 2'000;
    limits.total_timeout_ms = 5'000;
    limits.low_speed_bytes_per_s = 1'000;
    limits.low_speed_window_s = 1;
    limits.bytes_max = 1U << 20U;
    limits.retry_delay_ms = 0;
    limits.tries_max = 1;
    return limits;
}

FetchOutcome fetch(const std::string& url, const FetchLimits& limits = one_try(),
                   const FetchRules& rules = mirror_rules()) {
    return fetch_all({{"un", "UN", {{"un.xml", url}}}}, {}, limits, rules).at(0);
}

void expect_refused(const FetchOutcome& outcome, ErrorCode code, const std::string& part,
                    const std::string& hint) {
    ASSERT_FALSE(outcome.files) << hint;
    EXPECT_EQ(outcome.files.error().code, code) << hint << ": " << outcome.files.error().message;
    EXPECT_THAT(outcome.files.error().message, HasSubstr(part)) << hint;
    EXPECT_THAT(outcome.files.error().message, EndsWith("; the active version stays")) << hint;
}

// ---- answers that are not a file ----

struct Refusal {
    const char* what;
    Script script;
    ErrorCode code;
    const char* sentence;
};

std::vector<Refusal> refusals() {
    const std::string fat(70'000, 'h');
    return {
        {"not found", answer(404, "<html>"), ErrorCode::not_found, "answered 404"},
        {"gone", answer(410, ""), ErrorCode::not_found, "answered 410"},
        {"forbidden", answer(403, ""), ErrorCode::invalid_input, "answered 403"},
        {"too many requests", answer(429, ""), ErrorCode::invalid_input, "answered 429"},
        {"no content", raw("HTTP/1.1 204 X\r\n\r\n"), ErrorCode::invalid_input, "answered 204"},
        {"part of a file", answer(206, "<un>"), ErrorCode::invalid_input, "answered 206"},
        {"an error page without end", answer(404, std::string(1U << 20U, 'x')), ErrorCode::not_found,
         "answered 404"},
        {"unavailable", answer(503, ""), ErrorCode::unavailable, "answered 503"},
        {"an empty file", answer(200, ""), ErrorCode::invalid_input, "answered 200 with an empty file"},
        {"nothing at all", raw(""), ErrorCode::unavailable, "could not be read"},
        {"another protocol", raw("SSH-2.0-OpenSSH_9.2\r\n"), ErrorCode::invalid_input, "could not be read"},
        {"HTTP of 1991", raw("<un/>"), ErrorCode::invalid_input, "could not be read"},
        {"one header too fat", answer(200, "x", "X-A: " + fat + "\r\n"), ErrorCode::limit_exceeded,
         "headers above"},
        {"fat before a redirect", answer(302, "", "X-A: " + fat + "\r\nLocation: /\r\n"),
         ErrorCode::limit_exceeded, "headers above"},
        {"a length above the limit", raw("HTTP/1.1 200 X\r\nContent-Length: 99999999\r\n\r\nx"),
         ErrorCode::limit_exceeded, "over the limit of 1048576 bytes"},
        {"a body above the limit, no length", raw("HTTP/1.1 200 X\r\n\r\n" + std::string(2U << 20U, 'x')),
         ErrorCode::limit_exceeded, "over the limit of 1048576 bytes"},
        {"an encoding nobody asked for", answer(200, "x", "Content-Encoding: rot13\r\n"),
         ErrorCode::invalid_input, "uses the encoding \'rot13\'"},
        {"gzip that is none", answer(200, "<un/>", "Content-Encoding: gzip\r\n"), ErrorCode::unavailable,
         "does not unpack"},
        {"a redirect to nowhere", answer(302, "moved"), ErrorCode::invalid_input, "without saying where"},
    };
}

TEST(Misbehaviour, AnAnswerThatIsNoFileIsRefusedInOneSentence) {
    for (const auto& row : refusals()) {
        MisbehavingServer server;
        server.on("/un.xml", {row.script});
        expect_refused(fetch(server.url("/un.xml")), row.code, row.sentence, row.what);
    }
}

TEST(Misbehaviour, TheLimitIsForAllFilesOfAPublisherTogether) {
    MisbehavingServer server;
    server.on("/a", {answer(200, std::string(600'000, 'a'))});
    server.on("/b", {answer(200, std::string(600'000, 'b'))});
    const std::vector<Publisher> together = {
        {"un", "UN", {{"a", server.url("/a")}, {"b", server.url("/b")}}}};
    EXPECT_FALSE(fetch_all(together, {}, one_try(), mirror_rules()).at(0).files);
    const std::vector<Publisher> apart = {{"un", "UN", {{"a", server.url("/a")}}},
                                          {"eu", "EU", {{"b", server.url("/b")}}}};
    for (const auto& outcome : fetch_all(apart, {}, one_try(), mirror_rules())) {
        EXPECT_TRUE(outcome.files);
    }
}

// ---- files that are not whole ----

TEST(Misbehaviour, AFileCutAtAnyByteNeverArrives) {
    const std::string body = "<CONSOLIDATED_LIST>" + std::string(80, '.') + "</CONSOLIDATED_LIST>";
    MisbehavingServer server;
    std::vector<Publisher> publishers;
    for (std::size_t cut = 0; cut < body.size(); ++cut) {
        for (const bool reset : {false, true}) {
            const auto path = fmt::format("/{}/{}", cut, reset);
            server.on(path, {[=](Visitor& visitor) {
                          visitor.send(fmt::format("HTTP/1.1 200 X\r\nContent-Length: {}\r\n\r\n{}",
                                                   body.size(), body.substr(0, cut)));
                          if (reset) {
                              visitor.reset();
                          }
                      }});
            publishers.push_back({path, "", {{"un.xml", server.url(path)}}});
        }
    }
    for (const auto& outcome : fetch_all(publishers, {}, one_try(), mirror_rules())) {
        ASSERT_FALSE(outcome.files) << outcome.publisher.list;
        EXPECT_EQ(outcome.files.error().code, ErrorCode::unavailable) << outcome.files.error().message;
    }
}

TEST(Misbehaviour, AChunkedFileCutAtAnyByteNeverArrives) {
    const std::string body = "10\r\n0123456789abcdef\r\n8\r\n01234567\r\n0\r\n\r\n";
    const std::string head = "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n";
    MisbehavingServer server;
    server.on("/whole", {raw(head + body)});
    const auto whole = fetch(server.url("/whole"));
    ASSERT_TRUE(whole.files) << whole.files.error().message;
    EXPECT_EQ(whole.files->at(0).bytes, "0123456789abcdef01234567");
    EXPECT_TRUE(whole.files->at(0).end_marked);
    std::vector<Publisher> publishers;
    for (std::size_t cut = 0; cut + 2 < body.size(); ++cut) {  // the last line end may be missing
        const auto path = fmt::format("/{}", cut);
        server.on(path, {raw(head + body.substr(0, cut))});
        publishers.push_back({path, "", {{"un.xml", server.url(path)}}});
    }
    for (const auto& outcome : fetch_all(publishers, {}, one_try(), mirror_rules())) {
        EXPECT_FALSE(outcome.files) << outcome.publisher.list;
    }
}

TEST(Misbehaviour, AFileWithoutAnAnnouncedEndIsMarked) {
    for (const char* headers : {"", "Content-Length: many\r\n"}) {
        MisbehavingServer server;
        server.on("/un.xml", {raw(fmt::format("HTTP/1.1 200 X\r\n{}\r\n<un>", headers))});
        const auto outcome = fetch(server.url("/un.xml"));
        if (outcome.files) {
            EXPECT_FALSE(outcome.files->at(0).end_marked) << headers;
        }
    }
}

TEST(Misbehaviour, ABrokenTransferIsTriedAgain) {
    MisbehavingServer server;
    server.on("/un.xml",
              {raw("HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n<un"), raw(""), answer(200, "<un/>")});
    auto limits = one_try();
    limits.tries_max = 3;
    const auto outcome = fetch(server.url("/un.xml"), limits);
    ASSERT_TRUE(outcome.files) << outcome.files.error().message;
    EXPECT_EQ(outcome.files->at(0).bytes, "<un/>") << "nothing of the broken try is left";
    EXPECT_EQ(server.requests("/un.xml"), 3U);
}

// ---- compression ----

// count times one letter, as gzip with the fixed Huffman codes of RFC 1951: 13 bits for each 258 letters.
std::string gzip_of(char letter, std::size_t count) {
    std::string out("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10);
    std::uint32_t held = 0;
    unsigned bits = 0;
    const auto put = [&](std::uint32_t value, unsigned width) {
        held |= value << bits;
        for (bits += width; bits >= 8; bits -= 8, held >>= 8U) {
            out += static_cast<char>(held & 0xFFU);
        }
    };
    const auto put_code = [&](std::uint32_t code, unsigned width) {  // codes go in from their highest bit
        for (unsigned i = width; i > 0; --i) {
            put(code >> (i - 1) & 1U, 1);
        }
    };
    put(0b011, 3);  // last block, fixed codes
    put_code(0x30U + static_cast<unsigned char>(letter), 8);
    for (std::size_t left = (count - 1) / 258; left > 0; --left) {
        put_code(0b11000101, 8);  // 258 letters
        put_code(0, 5);           // from one back
    }
    for (std::size_t left = (count - 1) % 258; left > 0; --left) {
        put_code(0x30U + static_cast<unsigned char>(letter), 8);
    }
    put_code(0, 7);  // end of block
    put(0, 7);
    std::uint32_t crc = 0xFFFFFFFF;
    for (std::size_t i = 0; i < count; ++i) {
        crc ^= static_cast<unsigned char>(letter);
        for (int bit = 0; bit < 8; ++bit) {
            crc = crc >> 1U ^ (0xEDB88320U & (0U - (crc & 1U)));
        }
    }
    for (const auto number : {~crc, static_cast<std::uint32_t>(count)}) {
        for (unsigned shift = 0; shift < 32; shift += 8) {
            out += static_cast<char>(number >> shift & 0xFFU);
        }
    }
    return out;
}

TEST(Misbehaviour, CompressedFilesArriveUnpackedAndBombsDoNot) {
    MisbehavingServer server;
    server.on("/small", {answer(200, gzip_of('x', 100'000), "Content-Encoding: gzip\r\n")});
    const auto bomb = gzip_of('x', 8U << 20U);
    ASSERT_LT(bomb.size(), 60'000U);
    server.on("/bomb", {answer(200, bomb, "Content-Encoding: gzip\r\n")});
    server.on("/damaged", {answer(200, gzip_of('x', 1'000).substr(0, 12) + "\xFF\xFF\xFF\xFF",
                                  "Content-Encoding: gzip\r\n")});
    const auto small = fetch(server.url("/small"));
    ASSERT_TRUE(small.files) << small.files.error().message;
    EXPECT_EQ(small.files->at(0).bytes, std::string(100'000, 'x'));
    expect_refused(fetch(server.url("/bomb")), ErrorCode::limit_exceeded, "over the limit of 1048576 bytes",
                   "bomb");
    EXPECT_FALSE(fetch(server.url("/damaged")).files);
}

TEST(Misbehaviour, ACompressedFileCutWithinItsAnnouncedLengthNeverArrives) {
    const auto whole = gzip_of('x', 2'000);
    MisbehavingServer server;
    std::vector<Publisher> publishers;
    for (std::size_t cut = 1; cut < whole.size(); ++cut) {
        const auto path = fmt::format("/{}", cut);
        server.on(path, {answer(200, whole.substr(0, cut), "Content-Encoding: gzip\r\n")});
        publishers.push_back({path, "", {{"un.xml", server.url(path)}}});
    }
    for (const auto& outcome : fetch_all(publishers, {}, one_try(), mirror_rules())) {
        EXPECT_FALSE(outcome.files) << outcome.publisher.list << " of " << whole.size();
    }
}

// ---- time ----

TEST(Misbehaviour, AStallEndsWithinTheLimits) {
    const std::string head = "HTTP/1.1 200 X\r\nContent-Length: 99999\r\n\r\n";
    MisbehavingServer server;
    MisbehavingServer mute;
    mute.on_connect([](Visitor& visitor) { visitor.stall(); });
    server.on("/silent", {[](Visitor& visitor) { visitor.stall(); }});
    server.on("/headers", {[](Visitor& visitor) {
                  visitor.send("HTTP/1.1 200 X\r\nX-A: ");
                  visitor.stall();
              }});
    server.on("/body", {[=](Visitor& visitor) {
                  visitor.send(head + "<un>");
                  visitor.stall();
              }});
    server.on("/drip", {[=](Visitor& visitor) {
                  visitor.send(head);
                  while (visitor.send("x")) {
                      visitor.stall(milliseconds(50));
                  }
              }});
    server.on("/fast-but-endless", {[=](Visitor& visitor) {
                  visitor.send("HTTP/1.1 200 X\r\n\r\n");
                  while (visitor.send(std::string(500, 'x'))) {
                      visitor.stall(milliseconds(50));
                  }
              }});
    std::vector<Publisher> publishers;
    for (const char* path : {"/silent", "/headers", "/body", "/drip", "/fast-but-endless"}) {
        publishers.push_back({path, "", {{"un.xml", server.url(path)}}});
    }
    publishers.push_back({"TLS", "", {{"un.xml", "https" + mute.url("/un.xml").substr(4)}}});
    server.on("/fine", {answer(200, "<un/>")});
    publishers.push_back({"fine", "", {{"un.xml", server.url("/fine")}}});
    auto limits = one_try();
    limits.total_timeout_ms = 4'000;
    const auto start = steady_clock::now();
    const auto outcomes = fetch_all(publishers, {}, limits, mirror_rules());
    EXPECT_LT(steady_clock::now() - start, seconds(8));
    for (const auto& outcome : outcomes) {
        if (outcome.publisher.list == "fine") {
            EXPECT_TRUE(outcome.files);
            continue;
        }
        ASSERT_FALSE(outcome.files) << outcome.publisher.list;
        const bool endless = outcome.publisher.list == "/fast-but-endless";
        const bool tls = outcome.publisher.list == "TLS";
        expect_refused(outcome, ErrorCode::unavailable,
                       endless ? "took longer than 4000 ms"
                       : tls   ? "gave no connection within 2000 ms"
                               : "stalled: under 1000 bytes a second for 1 s",
                       outcome.publisher.list);
    }
}

TEST(Misbehaviour, TheTimeLimitCoversAllRedirectsOfATry) {
    MisbehavingServer server;
    server.on("/un.xml", {[](Visitor& visitor) {
                  visitor.stall(milliseconds(300));
                  redirect(302, "/un.xml")(visitor);
              }});
    auto limits = one_try();
    limits.total_timeout_ms = 700;
    limits.redirects_max = 100;
    expect_refused(fetch(server.url("/un.xml"), limits), ErrorCode::unavailable, "took longer than 700 ms",
                   "");
}

TEST(Misbehaviour, NobodyAtHomeIsSaidAtOnce) {
    std::string url;
    {
        const MisbehavingServer closed;
        url = closed.url("/un.xml");
    }
    expect_refused(fetch(url), ErrorCode::unavailable, "could not be read: couldn't connect", "");
    expect_refused(fetch("http://name.invalid/un.xml"), ErrorCode::unavailable, "resolve", "");
}

// ---- addresses ----

TEST(Misbehaviour, WithoutTheTwoSwitchesTheTestServerItselfIsOutOfReach) {
    MisbehavingServer server;
    server.on("/un.xml", {answer(200, "<un/>")});
    const auto by_number = server.url("/un.xml");
    const auto by_name = fmt::format("http://localhost:{}/un.xml", server.port());
    ASSERT_TRUE(fetch(by_number).files);
    ASSERT_TRUE(fetch(by_name).files);
    const auto before = server.connections();
    FetchRules rules;
    for (const auto& url : {by_number, by_name}) {
        expect_refused(fetch(url, one_try(), rules), ErrorCode::invalid_input, "is not https", url);
    }
    rules.allow_http = true;
    for (const auto& url : {by_number, by_name}) {
        // By name it is the address behind the name that counts, when the socket opens.
        expect_refused(fetch(url, one_try(), rules), ErrorCode::invalid_input, "a loopback address", url);
    }
    rules.allow_http = false;
    rules.allow_private_addresses = true;
    expect_refused(fetch(by_number, one_try(), rules), ErrorCode::invalid_input, "is not https", by_number);
    EXPECT_EQ(server.connections(), before) << "refused before a connection is made";
}

TEST(Misbehaviour, NoAddressOfTheConfigurationLeadsToMetadataOrAnotherProtocol) {
    for (const char* url :
         {"http://169.254.169.254/latest/meta-data", "https://169.254.169.254/", "https://[fe80::1]/",
          "http://224.0.0.1/", "http://0.0.0.0/", "http://0x7f000001.invalid.:99999/", "http://2852039166/",
          "https://[::ffff:169.254.169.254]/", "https://100.100.100.200/", "file:///etc/passwd",
          "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "un.xml", "", "http://",
          "https://user:hush@127.0.0.1/x"}) {
        const auto outcome = fetch(url);
        ASSERT_FALSE(outcome.files) << url;
        EXPECT_EQ(outcome.files.error().code, ErrorCode::invalid_input) << outcome.files.error().message;
        EXPECT_THAT(outcome.files.error().message, ::testing::Not(HasSubstr("hush"))) << url;
    }
}

TEST(Misbehaviour, ARedirectIntoTheHouseIsNotFollowed) {
    MisbehavingServer inner;
    inner.on("/un.xml", {answer(200, "stolen")});
    MisbehavingServer server;
    const auto same_by_name = fmt::format("http://localhost:{}/un.xml", server.port());
    const struct {
        std::string to;
        const char* sentence;
    } rows[] = {
        {inner.url("/un.xml"), "which is not https"},  // another port is another origin
        {same_by_name, "which is not https"},
        {"https" + inner.url("/un.xml").substr(4), "127.0.0.1, a loopback address"},
        {fmt::format("https://localhost:{}/un.xml", inner.port()), "a loopback address"},
        {"https://169.254.169.254/latest/meta-data/?k=secret", "169.254.169.254, a link-local address"},
        {"http://169.254.169.254/latest/meta-data/", "which is not https"},
        {"https://10.0.0.1/", "10.0.0.1, a private address"},
        {"https://[fd00:ec2::254]/", "fd00:ec2::254, a cloud metadata address"},
        {"https://[::ffff:127.0.0.1]/", "a loopback address"},
        {"https://2130706433/", "127.0.0.1, a loopback address"},
        {"https://me:secret@mirror.example/", "carries a user name"},
        {"file:///etc/passwd", "which is not https"},
        {"ftp://mirror.example/un.xml", "which is not https"},
        {"gopher://127.0.0.1/x", "which is not https"},
        {"//169.254.169.254/", "which is not https"},
    };
    auto limits = one_try();
    limits.tries_max = 3;
    std::size_t asked = 0;
    for (const auto& row : rows) {
        server.on("/un.xml", {redirect(302, row.to)});
        const auto outcome = fetch(server.url("/un.xml"), limits);
        expect_refused(outcome, ErrorCode::invalid_input, row.sentence, row.to);
        EXPECT_THAT(outcome.files.error().message, ::testing::Not(HasSubstr("secret"))) << row.to;
        EXPECT_EQ(server.requests("/un.xml"), ++asked) << "a refusal is not retried";
    }
    EXPECT_EQ(inner.connections(), 0U);
}

TEST(Misbehaviour, ARedirectLoopEnds) {
    MisbehavingServer server;
    server.on("/un.xml", {redirect(302, "/b")});
    server.on("/b", {redirect(302, "/un.xml")});
    expect_refused(fetch(server.url("/un.xml")), ErrorCode::limit_exceeded, "redirects more than 5 times",
                   "");
    EXPECT_EQ(server.requests("/un.xml") + server.requests("/b"), 6U);
}

TEST(Misbehaviour, TheEnvironmentsProxyIsNotUsed) {
    MisbehavingServer proxy;
    MisbehavingServer server;
    server.on("/un.xml", {answer(200, "<un/>")});
    ::setenv("http_proxy", proxy.url("").c_str(), 1);
    ::setenv("all_proxy", proxy.url("").c_str(), 1);
    const auto outcome = fetch(server.url("/un.xml"));
    ::unsetenv("http_proxy");
    ::unsetenv("all_proxy");
    EXPECT_TRUE(outcome.files);
    EXPECT_EQ(proxy.connections(), 0U);
}

TEST(Misbehaviour, TheConfiguredProxyIsUsedEvenWhenItIsPrivate) {
    MisbehavingServer proxy;
    proxy.on("http://mirror.example/un.xml", {answer(200, "<un/>")});
    FetchRules rules;
    rules.allow_http = true;
    rules.proxy = proxy.url("");
    const auto outcome = fetch("http://mirror.example/un.xml", one_try(), rules);
    ASSERT_TRUE(outcome.files) << outcome.files.error().message;
    expect_refused(fetch("http://127.0.0.1/un.xml", one_try(), rules), ErrorCode::invalid_input,
                   "a loopback address", "a literal address is still judged");
}

}  // namespace
}  // namespace cordon::server
