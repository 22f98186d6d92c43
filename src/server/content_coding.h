// server/content_coding.h: gzip on the way in and out (RFC 9110, 8.4 and 12.5.3).
//
// Role:      the server unpacks a body before its endpoint sees it, and packs answers for callers who take
//            gzip.
// Rules:     a body may unpack to a hundred times its size and no further than the endpoint's own limit; what
//            is cut, damaged or larger is refused, never handled in part. Answers below a kilobyte, and those
//            with an entity tag, go as they are: release tokens among them, so that no secret is packed
//            together with what a caller sent.
// Threads:   pure functions.
// Cost:      packing about 10 ms a megabyte.
// Errors:    problems: 400 (no gzip, damaged, cut), 413.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "server/http_exchange.h"

namespace cordon::server {

inline constexpr std::uint64_t unpacked_ratio_max = 100;

// Does the value of Accept-Encoding ask for it? "" and "gzip;q=0" do not.
[[nodiscard]] bool takes_gzip(std::string_view accept_encoding);
// Replaces request.body and takes the field Content-Encoding away; nothing when all is well.
[[nodiscard]] std::optional<HttpResponse> unpack_body(HttpRequest& request, std::uint64_t unpacked_bytes_max);
void pack_answer(const HttpRequest& request, HttpResponse& response);

}  // namespace cordon::server
