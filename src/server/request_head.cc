#include "server/request_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/date.h"
#include "base/instant.h"
#include "base/parse.h"
#include "base/strings.h"

namespace cordon::server {

namespace {

HttpResponse bad_request(std::string_view detail) {
    return problem(400, "bad-request", "The request is malformed", detail);
}

std::vector<std::string_view> values_of(const HttpFields& fields, std::string_view name) {
    std::vector<std::string_view> values;
    for (const auto& [key, value] : fields) {
        if (key == name) {
            values.emplace_back(value);
        }
    }
    return values;
}

// The body that the fields announce, or the problem.
std::variant<BodyAhead, HttpResponse> body_ahead(const RequestHead& head) {
    BodyAhead body;
    const auto codings = values_of(head.fields, "transfer-encoding");
    const auto lengths = values_of(head.fields, "content-length");
    if (!codings.empty()) {
        if (codings.size() > 1 || !base::ascii_iequals(codings[0], "chunked") || head.version < 11) {
            return bad_request("the only transfer coding understood is 'chunked', once, in HTTP/1.1");
        }
        if (!lengths.empty()) {
            return bad_request("a body has either a length or chunks, not both");
        }
        body.any = true;
    } else if (!lengths.empty()) {
        const auto length = base::parse_number<std::uint64_t>(lengths[0]);
        if (lengths.size() > 1 || !length) {
            return bad_request("Content-Length has to be one number");
        }
        body.bytes = *length;
        body.any = *length > 0;
    }
    const auto expectations = values_of(head.fields, "expect");
    if (!expectations.empty()) {
        if (expectations.size() > 1 || !base::ascii_iequals(expectations[0], "100-continue")) {
            body.refused = problem(417, "expectation-failed", "This expectation cannot be met",
                                   "the only expectation understood is 100-continue");
        }
        body.wants_continue = body.any && head.version >= 11;
    }
    for (const std::string_view coding : values_of(head.fields, "content-encoding")) {
        if ((base::ascii_iequals(coding, "gzip") || base::ascii_iequals(coding, "x-gzip")) && !body.gzip) {
            body.gzip = true;
        } else if (!base::ascii_iequals(coding, "identity")) {
            body.refused = problem(415, "content-encoding", "This content coding is not understood",
                                   "send the body as it is, or packed once with gzip");
        }
    }
    return body;
}

// "http://host/path" is "/path", as RFC 9112, 3.2.2 asks of every server.
std::string_view origin_form(std::string_view target) {
    const std::size_t scheme = base::ascii_istarts_with(target, "http://")    ? 7
                               : base::ascii_istarts_with(target, "https://") ? 8
                                                                              : 0;
    if (scheme == 0) {
        return target;
    }
    const std::size_t path = target.find_first_of("/?", scheme);
    return path == target.npos || target[path] == '?' ? std::string_view("/") : target.substr(path);
}

// "Sun, 22 Nov 2026 01:05:00 GMT" (RFC 9110, 5.6.7)
std::string http_date(std::int64_t unix_seconds) {
    constexpr std::array days{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};  // 1970-01-01 was a Thursday
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::int64_t seconds = std::max<std::int64_t>(unix_seconds, 0);
    const std::string iso = base::to_string(base::Instant{seconds * 1000});  // YYYY-MM-DDThh:mm:ssZ
    const auto month = base::parse_number<unsigned>(std::string_view(iso).substr(5, 2));
    return fmt::format("{}, {} {} {} {} GMT", days[static_cast<std::size_t>(seconds / 86'400 % 7)],
                       iso.substr(8, 2), months[(month ? *month : 1U) - 1U], iso.substr(0, 4),
                       iso.substr(11, 8));
}

void add_field(std::string& text, std::string_view name, std::string_view value) {
    text += name;
    text += ": ";
    for (const char letter : value) {
        text += letter == '\r' || letter == '\n' || letter == '\0' ? ' ' : letter;
    }
    text += "\r\n";
}

bool has_field(const HttpFields& fields, std::string_view name) {
    return std::ranges::any_of(fields,
                               [&](const auto& field) { return base::ascii_iequals(field.first, name); });
}

}  // namespace

std::variant<ReadHead, HttpResponse> read_head(RequestHead head, std::uint64_t target_bytes_max) {
    if (head.target.size() > target_bytes_max) {
        return problem(414, "uri-too-long", "The address is too long", "Request URI too long");
    }
    const auto hosts = values_of(head.fields, "host");
    if (hosts.size() > 1 || (hosts.empty() && head.version >= 11)) {
        return bad_request("the field Host has to stand there once");
    }
    auto body = body_ahead(head);
    if (auto* refused = std::get_if<HttpResponse>(&body)) {
        return std::move(*refused);
    }
    auto target = parse_target(origin_form(head.target));
    if (!target) {
        return bad_request(target.error().message);
    }
    ReadHead read;
    read.request.method = std::move(head.method);
    read.request.target = *std::move(target);
    read.request.fields = std::move(head.fields);
    read.body = std::move(std::get<BodyAhead>(body));
    return read;
}

HttpResponse body_too_large(std::uint64_t bytes_max) {
    return problem(413, "body-too-large", "The body is too large",
                   fmt::format("at most {} bytes are taken here", bytes_max));
}

std::string answer_head(const HttpResponse& response, const HttpRequest& request, const AnswerFrame& frame) {
    std::string text;
    text.reserve(512);
    fmt::format_to(std::back_inserter(text), "HTTP/1.1 {} {}\r\n", response.status,
                   reason_phrase(response.status));
    add_field(text, "date", http_date(frame.unix_seconds));
    if (!has_no_body(response.status)) {
        add_field(text, "content-type", response.content_type);
        add_field(text, "content-length", fmt::format("{}", response.body.size()));
    }
    if (!frame.keep_alive) {
        add_field(text, "connection", "close");
    } else if (frame.version < 11) {
        add_field(text, "connection", "keep-alive");
    }
    add_field(text, "x-request-id", request.request_id);
    if (!has_field(response.fields, "traceparent")) {
        add_field(text, "traceparent", request.trace.traceparent());
    }
    if (!has_field(response.fields, "cache-control")) {
        add_field(text, "cache-control", "no-store");
    }
    add_field(text, "x-content-type-options", "nosniff");
    if (frame.tls) {
        add_field(text, "strict-transport-security", "max-age=31536000");
    }
    for (const auto& [name, value] : response.fields) {
        add_field(text, name, value);
    }
    text += "\r\n";
    return text;
}

bool has_no_body(int status) {
    return status == 204 || status == 304;
}

std::string_view reason_phrase(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 307: return "Temporary Redirect";
        case 308: return "Permanent Redirect";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 406: return "Not Acceptable";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 410: return "Gone";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 417: return "Expectation Failed";
        case 422: return "Unprocessable Content";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        default: return "";
    }
}

}  // namespace cordon::server
