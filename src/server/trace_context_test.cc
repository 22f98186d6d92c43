// Goal: a valid trace of the caller is followed with a span of our own; anything else begins a new trace, and
// nothing malformed is handed on.
#include "server/trace_context.h"

#include <gtest/gtest.h>

namespace cordon::server {
namespace {

constexpr TraceNumbers numbers{0x0102030405060708, 0x090a0b0c0d0e0f10, 0xfeed};
constexpr std::string_view trace = "4bf92f3577b34da6a3ce929d0e0e4736";
constexpr std::string_view valid = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

TEST(TraceContext, FollowsTheCaller) {
    const TraceContext context = trace_context(valid, "hub=1,core=2", numbers);
    EXPECT_EQ(context.traceparent(), "00-4bf92f3577b34da6a3ce929d0e0e4736-000000000000feed-01");
    EXPECT_EQ(context.state, "hub=1,core=2");
    const std::string later = "01" + std::string(valid.substr(2)) + "-more";
    EXPECT_EQ(trace_context(later, "", numbers).trace_id, trace);
}

TEST(TraceContext, BeginsANewOneOtherwise) {
    const std::string text(valid);
    for (const std::string& bad :
         {std::string(), std::string("00"), text + "x", text + "-more", text.substr(0, 54),
          "ff" + text.substr(2), "0X" + text.substr(2), "00-" + std::string(32, '0') + text.substr(35),
          text.substr(0, 36) + std::string(16, '0') + "-01",
          "00-4BF92F3577B34DA6A3CE929D0E0E4736" + text.substr(35), "00_" + text.substr(3),
          text.substr(0, 53) + "0g"}) {
        const TraceContext context = trace_context(bad, "hub=1", numbers);
        EXPECT_EQ(context.traceparent(), "00-0102030405060708090a0b0c0d0e0f10-000000000000feed-00") << bad;
        EXPECT_EQ(context.state, "") << bad;
    }
}

TEST(TraceContext, NeverZerosAndNeverForeignBytes) {
    EXPECT_EQ(trace_context("", "", {}).traceparent(),
              "00-00000000000000000000000000000001-0000000000000001-00");
    EXPECT_EQ(trace_context(valid, "hub=1\r\nset-cookie: x", numbers).state, "");
    EXPECT_EQ(trace_context(valid, std::string(5000, 'a'), numbers).state, "");
    EXPECT_EQ(TraceContext().traceparent(), "");
}

}  // namespace
}  // namespace cordon::server
