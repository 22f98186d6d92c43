#include "server/content_coding.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "codec/gzip.h"
#include "server/request_head.h"

namespace cordon::server {

namespace {

constexpr std::size_t packed_from_bytes = 1'024;
constexpr std::uint64_t small_bytes = 64U << 10U;  // so much may come out of any body

}  // namespace

bool takes_gzip(std::string_view accept_encoding) {
    bool any = false;
    for (const std::string_view part : base::split(accept_encoding, ',')) {
        const std::size_t semicolon = part.find(';');
        const std::string_view coding = base::trim(part.substr(0, semicolon));
        std::string_view weight = semicolon == part.npos ? "" : base::trim(part.substr(semicolon + 1));
        const bool never = (weight.starts_with("q=") || weight.starts_with("Q=")) &&
                           weight.substr(2).find_first_not_of("0.") == weight.npos;
        if (base::ascii_iequals(coding, "gzip") || base::ascii_iequals(coding, "x-gzip")) {
            return !never;
        }
        any = any || (coding == "*" && !never);
    }
    return any;
}

std::optional<HttpResponse> unpack_body(HttpRequest& request, std::uint64_t unpacked_bytes_max) {
    const std::uint64_t most = std::min(
        unpacked_bytes_max, std::max<std::uint64_t>(small_bytes, request.body.size() * unpacked_ratio_max));
    auto unpacked = codec::gunzip(request.body, most);
    if (!unpacked) {
        return unpacked.error().code == base::ErrorCode::limit_exceeded
                   ? body_too_large(most)
                   : problem(400, "bad-request", "The request is malformed",
                             "the body is no whole gzip stream");
    }
    request.body = *std::move(unpacked);
    std::erase_if(request.fields, [](const auto& field) { return field.first == "content-encoding"; });
    return std::nullopt;
}

void pack_answer(const HttpRequest& request, HttpResponse& response) {
    const bool stays = std::ranges::any_of(response.fields, [](const auto& field) {
        return field.first == "etag" || field.first == "content-encoding";
    });
    if (stays || response.body.size() < packed_from_bytes || has_no_body(response.status)) {
        return;
    }
    response.fields.emplace_back("vary", "accept-encoding");
    if (!takes_gzip(request.field("accept-encoding"))) {
        return;
    }
    std::string packed = codec::gzip(response.body);
    if (!packed.empty() && packed.size() < response.body.size()) {
        response.body = std::move(packed);
        response.fields.emplace_back("content-encoding", "gzip");
    }
}

}  // namespace cordon::server
