// server/request_head.h: from the head of a request to what an endpoint sees, or the problem that refuses it;
// and the head of the answer.
//
// Role:        all rules about heads that need no socket, so that tests and the fuzzer reach them.
// Rules:       RFC 9112 and RFC 9110; where a head can be read in two ways (two lengths, a length and
//              chunks, a coding besides chunks, two hosts) it is refused, since whoever stands in front of
//              us may read it in the other way. Problems never repeat what the caller sent.
// Threads:     pure functions.
// Errors:      a problem: 400, 413, 414, 415, 417.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "server/http_exchange.h"

namespace cordon::server {

// As it came, field names in lower case.
struct RequestHead {
    std::string method;
    std::string target;
    HttpFields fields;
    int version = 11;  // HTTP/1.1
};

// What the body will be, by the head.
struct BodyAhead {
    bool any = false;
    std::optional<std::uint64_t> bytes;   // nothing: chunked
    bool wants_continue = false;          // Expect: 100-continue
    bool gzip = false;                    // Content-Encoding
    std::optional<HttpResponse> refused;  // why this body is not taken; to be said once the route is known
};

struct ReadHead {
    HttpRequest request;
    BodyAhead body;
};

[[nodiscard]] std::variant<ReadHead, HttpResponse> read_head(RequestHead head,
                                                             std::uint64_t target_bytes_max);

[[nodiscard]] HttpResponse body_too_large(std::uint64_t bytes_max);

struct AnswerFrame {
    bool keep_alive = true;
    bool tls = false;
    int version = 11;
    std::int64_t unix_seconds = 0;
};
// Status line, the fields that every answer has, those of the response; CR, LF and NUL in them become blanks.
[[nodiscard]] std::string answer_head(const HttpResponse& response, const HttpRequest& request,
                                      const AnswerFrame& frame);

// Whatever the response holds, these statuses have none.
[[nodiscard]] bool has_no_body(int status);
// "OK", "Not Found" ...; "" for statuses that we never send.
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace cordon::server
