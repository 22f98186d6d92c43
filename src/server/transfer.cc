#include "server/transfer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/strings.h"
#include "codec/gzip.h"

namespace cordon::server {
namespace {

using base::ErrorCode;

constexpr std::uint64_t discarded_bytes_max = 64U << 10U;  // of the page that comes with another status
constexpr std::size_t validator_bytes_max = 1'024;

}  // namespace

void forget_hop(Transfer& transfer) {
    transfer.publisher->bytes -= transfer.result.bytes.size();
    transfer.result = FetchedFile{transfer.file->name, {}, {}, {}, {}, false, false};
    transfer.conditional = false;
    transfer.out_of_memory = false;
    transfer.refused_address.clear();
    transfer.refusal.reset();
    transfer.encoding.clear();
    transfer.header_bytes = 0;
    transfer.discarded_bytes = 0;
    transfer.wire_bytes = 0;
    transfer.wire_bytes_total.reset();
}

bool is_validator(std::string_view text) {
    return !text.empty() && text.size() <= validator_bytes_max &&
           std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

bool take_header(Transfer& transfer, std::string_view line) {
    const auto limit = transfer.limits->header_bytes_max;
    transfer.header_bytes += line.size();
    if (transfer.header_bytes > limit) {
        transfer.refusal = {ErrorCode::limit_exceeded,
                            fmt::format("sent headers above the limit of {} bytes", limit)};
        return false;
    }
    auto& result = transfer.result;
    if (line.starts_with("HTTP/")) {  // a further answer on the same connection, after 1xx
        transfer.encoding.clear();
        result.etag.clear();
        result.last_modified.clear();
        result.end_marked = false;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) {
        return true;
    }
    const auto name = line.substr(0, colon);
    const auto value = base::trim(line.substr(colon + 1));
    const auto kept = is_validator(value) ? value : std::string_view();
    if (base::ascii_iequals(name, "etag")) {
        result.etag = kept;
    } else if (base::ascii_iequals(name, "last-modified")) {
        result.last_modified = kept;
    } else if (base::ascii_iequals(name, "content-encoding")) {
        transfer.encoding += (transfer.encoding.empty() ? "" : ", ") + base::ascii_lower(value);
    } else if (base::ascii_iequals(name, "content-length")) {
        const auto digit = [](char c) { return c >= '0' && c <= '9'; };  // else it is not heeded
        result.end_marked = result.end_marked || (!value.empty() && std::ranges::all_of(value, digit));
    } else if (base::ascii_iequals(name, "transfer-encoding")) {
        result.end_marked =
            result.end_marked || base::ascii_ifind(value, "chunked") != std::string_view::npos;
    }
    return true;
}

bool take_body(Transfer& transfer, int status, std::string_view bytes) {
    if (status != 200) {
        transfer.discarded_bytes += bytes.size();
        return transfer.discarded_bytes <= discarded_bytes_max;
    }
    auto& sum = transfer.publisher->bytes;
    if (bytes.size() > transfer.limits->bytes_max - std::min(transfer.limits->bytes_max, sum)) {
        transfer.refusal = size_failure(transfer);
        return false;
    }
    transfer.result.bytes.append(bytes);
    sum += bytes.size();
    return true;
}

bool take_peer(Transfer& transfer, const std::optional<IpAddress>& address) {
    if (!address) {
        transfer.refused_address = "an address that is neither IPv4 nor IPv6";
        return false;
    }
    // With a proxy the peer is the proxy, chosen by the operator.
    const auto kind = kind_of(*address);
    if (transfer.proxied || may_connect(kind, transfer.private_allowed)) {
        return true;
    }
    transfer.refused_address = fmt::format("{}, {}", to_string(*address), to_string(kind));
    return false;
}

std::optional<Failure> finish_body(Transfer& transfer) {
    auto& bytes = transfer.result.bytes;
    auto& sum = transfer.publisher->bytes;
    if (transfer.encoding == "gzip" || transfer.encoding == "x-gzip") {
        sum -= bytes.size();
        const auto left = transfer.limits->bytes_max - std::min(transfer.limits->bytes_max, sum);
        auto unpacked = codec::gunzip(bytes, left);
        bytes = std::string();
        if (!unpacked && unpacked.error().code == ErrorCode::limit_exceeded) {
            return size_failure(transfer);
        }
        if (!unpacked) {
            return Failure{ErrorCode::unavailable,
                           "sent a file that does not unpack: " + unpacked.error().message, true};
        }
        bytes = *std::move(unpacked);
        sum += bytes.size();
    } else if (!transfer.encoding.empty() && transfer.encoding != "identity") {
        return Failure{
            ErrorCode::invalid_input,
            fmt::format("uses the encoding '{}', which was not asked for", base::shown(transfer.encoding))};
    }
    if (bytes.empty()) {
        return Failure{ErrorCode::invalid_input, "answered 200 with an empty file"};
    }
    return std::nullopt;
}

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Failure address_failure(const Transfer& transfer) {
    return {ErrorCode::invalid_input,
            fmt::format("leads to {}; the fetcher connects to public addresses, and to a private mirror when "
                        "the configuration names it and sets fetch.allow_private_addresses",
                        transfer.refused_address)};
}

Failure size_failure(const Transfer& transfer) {
    return {ErrorCode::limit_exceeded,
            fmt::format("takes the files of this publisher over the limit of {} bytes",
                        transfer.limits->bytes_max)};
}

Failure status_failure(int status) {
    if (status >= 500) {
        return {ErrorCode::unavailable, fmt::format("answered {}", status), true};
    }
    const bool absent = status == 404 || status == 410;
    return {absent ? ErrorCode::not_found : ErrorCode::invalid_input, fmt::format("answered {}", status)};
}

Failure timeout_failure(const Transfer& transfer, bool connected, bool deadline_passed) {
    const auto& limits = *transfer.limits;
    std::string what = fmt::format("stalled: under {} bytes a second for {} s", limits.low_speed_bytes_per_s,
                                   limits.low_speed_window_s);
    if (deadline_passed) {
        what = fmt::format("took longer than {} ms", limits.total_timeout_ms);
    } else if (!connected) {
        what = fmt::format("gave no connection within {} ms", limits.connect_timeout_ms);
    }
    return {ErrorCode::unavailable, what, true};
}

}  // namespace cordon::server
