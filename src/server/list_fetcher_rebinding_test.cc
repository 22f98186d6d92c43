// Goal: a host name that answers with one address now and another at the next look (DNS rebinding) leads the
// fetcher nowhere that the rules do not allow: what counts is the address that the socket is opened to.
#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netdb.h>

#include <algorithm>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "server/list_fetcher.h"
#include "server/testing.h"

namespace {

constexpr std::string_view fickle = "lists.fickle.example";

// The addresses of that name, one for each look; the last one stays.
struct Answers {
    std::mutex mutex;
    std::vector<std::string> addresses;
    std::size_t looks = 0;

    void are(std::vector<std::string> next) {
        const std::lock_guard held(mutex);
        addresses = std::move(next);
        looks = 0;
    }
    std::string take() {
        const std::lock_guard held(mutex);
        CORDON_CHECK(!addresses.empty());
        return addresses[std::min(looks++, addresses.size() - 1)];
    }
    std::size_t seen() {
        const std::lock_guard held(mutex);
        return looks;
    }
};

Answers& answers() {
    static Answers all;
    return all;
}

}  // namespace

// Stands before that of the C library, for libcurl too; all other names are passed on.
extern "C" int getaddrinfo(const char* node, const char* service, const struct addrinfo* hints,
                           struct addrinfo** found) {
    using Look = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
    static const auto real = reinterpret_cast<Look>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    if (node == nullptr || node != fickle) {
        return real(node, service, hints, found);
    }
    return real(answers().take().c_str(), service, hints, found);
}

namespace cordon::server {
namespace {

using testing::answer;
using ::testing::HasSubstr;
using testing::MisbehavingServer;
using testing::redirect;

FetchOutcome fetch(const MisbehavingServer& server, bool private_allowed, std::uint32_t tries = 1) {
    FetchRules rules;
    rules.allow_http = true;
    rules.allow_private_addresses = private_allowed;
    FetchLimits limits;
    limits.connect_timeout_ms = 2'000;
    limits.total_timeout_ms = 5'000;
    limits.retry_delay_ms = 0;
    limits.tries_max = tries;
    const std::string url = "http://" + std::string(fickle) + ":" + std::to_string(server.port()) + "/un.xml";
    return fetch_all({{"un", "UN", {{"un.xml", url}}}}, {}, limits, rules).at(0);
}

TEST(Rebinding, TheAddressOfTheSocketCountsAndNotAnEarlierLook) {
    MisbehavingServer server;
    server.on("/un.xml", {answer(200, "<un/>")});
    answers().are({"127.0.0.1"});
    ASSERT_TRUE(fetch(server, true).files) << "the name is looked up here, and the mirror is allowed";
    EXPECT_GE(answers().seen(), 1U);
    const auto before = server.connections();
    const struct {
        const char* address;
        bool private_allowed;
        const char* why;
    } rows[] = {
        {"127.0.0.1", false, "127.0.0.1, a loopback address"},
        {"10.0.0.7", false, "10.0.0.7, a private address"},
        {"169.254.169.254", false, "169.254.169.254, a link-local address"},
        {"169.254.169.254", true, "169.254.169.254, a link-local address"},
        {"168.63.129.16", true, "168.63.129.16, a cloud metadata address"},
    };
    for (const auto& row : rows) {
        answers().are({row.address});
        const auto outcome = fetch(server, row.private_allowed);
        ASSERT_FALSE(outcome.files) << row.address;
        EXPECT_EQ(outcome.files.error().code, base::ErrorCode::invalid_input);
        EXPECT_THAT(outcome.files.error().message, HasSubstr(row.why));
    }
    EXPECT_EQ(server.connections(), before);
}

// Between the hops of one fetch, and between its tries, the name may have moved.
TEST(Rebinding, WithinOneFetchTheNameStaysOrIsJudgedAnew) {
    for (const auto& first : {redirect(302, "/un.xml"), answer(503, "")}) {
        MisbehavingServer server;
        server.on("/un.xml", {first, answer(200, "stolen")});
        answers().are({"127.0.0.1", "169.254.169.254"});
        const auto outcome = fetch(server, true, 2);
        if (outcome.files) {  // libcurl remembers the first look: then it is that address again
            EXPECT_EQ(answers().seen(), 1U);
        } else {
            EXPECT_THAT(outcome.files.error().message, HasSubstr("a link-local address"));
            EXPECT_EQ(server.connections(), 1U);
        }
    }
}

}  // namespace
}  // namespace cordon::server
