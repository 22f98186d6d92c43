// server/transfer.h: one file on its way from a publisher, and the judgement of what its server says.
//
// Role:        the part of list fetching that knows no network library: limits counted while bytes arrive,
//              headers read, addresses allowed or not, failures put into words. list_fetcher.cc drives it.
// Rules:       those of list_fetcher.h.
// Ownership:   a Transfer borrows file, publisher and limits, which outlive it, and never moves.
// Threads:     one.
// Determinism: same calls, same result; the times are arguments.
// Errors:      a Failure ends or restarts the transfer; the sentence is completed by the fetcher.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "server/address_rules.h"
#include "server/list_fetcher.h"

namespace cordon::server {

struct Failure {
    base::ErrorCode code = base::ErrorCode::invalid_input;
    std::string what;  // continues "<address> "
    bool may_retry = false;
};

struct PublisherState {
    const Publisher* publisher = nullptr;
    std::uint64_t bytes = 0;  // of all its files, unpacked once they are whole
    std::optional<base::Error> error;
    FetchProgress reported;
    bool ended = false;
};

enum class TransferStage : std::uint8_t { waiting, running, done };

struct Transfer {
    const PublisherFile* file = nullptr;
    PublisherState* publisher = nullptr;
    const FetchLimits* limits = nullptr;
    bool proxied = false;

    TransferStage stage = TransferStage::waiting;
    bool unconditional = false;
    std::uint32_t tries = 1;
    std::uint32_t redirects = 0;
    std::string url;  // of this hop
    std::string shown_url;
    std::chrono::steady_clock::time_point due, deadline;

    // Of this hop:
    bool private_allowed = false;
    bool conditional = false;
    bool out_of_memory = false;
    std::string refused_address;
    std::optional<Failure> refusal;
    std::string encoding;  // Content-Encoding, lower case
    std::uint64_t header_bytes = 0;
    std::uint64_t discarded_bytes = 0;
    std::uint64_t wire_bytes = 0;
    std::optional<std::uint64_t> wire_bytes_total;
    FetchedFile result;
};

// Before each request: what the last answer left behind is no part of the next.
void forget_hop(Transfer& transfer);

// A header value that we may keep and send back: printable ASCII of bounded length.
[[nodiscard]] bool is_validator(std::string_view text);

// Both return false when the transfer must stop; refusal says why, unless it was the page of an error status.
[[nodiscard]] bool take_header(Transfer& transfer, std::string_view line);
[[nodiscard]] bool take_body(Transfer& transfer, int status, std::string_view bytes);

// Whether a socket to this address may open; if not, refused_address says which and why.
[[nodiscard]] bool take_peer(Transfer& transfer, const std::optional<IpAddress>& address);

// The whole body has come: unpacks it when it is gzip, refuses any other encoding and an empty file.
[[nodiscard]] std::optional<Failure> finish_body(Transfer& transfer);

[[nodiscard]] bool is_redirect(int status);
[[nodiscard]] Failure address_failure(const Transfer& transfer);
[[nodiscard]] Failure size_failure(const Transfer& transfer);
[[nodiscard]] Failure status_failure(int status);
// connected: the request had been sent.
[[nodiscard]] Failure timeout_failure(const Transfer& transfer, bool connected, bool deadline_passed);

}  // namespace cordon::server
