// server/list_fetcher.h: official list files from their publishers to memory; judges the transfer, never the
// content.
//
// Role:        fetch_all downloads the files of all publishers side by side and returns bytes. Whether they
//              are a list, and whether that list may become active, is the importer's question: a page in
//              HTML with status 200 comes back as bytes.
// Rules:       a publisher's files are one set: all arrive, or the publisher fails as a whole; one
//              publisher's failure never touches another. If only some files of a set are unchanged (304),
//              those are fetched again without condition, so a set is always all new or all not_modified.
//              TLS verified, 1.2 or later; only https (FetchRules tells the exceptions); redirects are
//              followed here, one by one, each checked; each address is checked when the socket opens
//              (address_rules.h); no connection is shared or reused; no cookies, no credentials, nothing from
//              the environment. Only 200 is a file and only 304 to a conditional request is "unchanged".
//              Nothing after '?' of an address is stored or put in a sentence: it may carry a secret.
// Ownership:   results own their bytes.
// Threads:     one call, one thread (name resolution starts its own); calls side by side are independent.
//              on_progress runs on the caller's thread.
// Determinism: none, this is the edge; the order of the outcomes is that of the publishers.
// Cost:        memory: FetchLimits::bytes_max per publisher, and the packed bytes while a gzip is opened.
//              Time: (total_timeout_ms x tries_max plus the delays) at most, twice that for a half-changed
//              set.
// Errors:      per publisher: unavailable (5xx, time-outs, broken transfers, after all tries), not_found
//              (404, 410), limit_exceeded (bytes, headers, redirects), invalid_input (anything else). The
//              sentence ends in "the active version stays", which the caller keeps true.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "server/publishers.h"

namespace cordon::server {

// What the last download of a url said of its version. Give it only when the bytes of that download are what
// is active: after a quarantine, "unchanged" would be read as "the active version is still current".
struct Validators {
    std::string etag;
    std::string last_modified;
};
// By the url of the configuration; empty Validators (or an empty function) mean an unconditional request.
using ValidatorLookup = std::function<Validators(std::string_view url)>;

struct FetchedFile {
    std::string name;
    std::string bytes;          // decompressed (Content-Encoding); empty when not_modified
    std::string etag;           // of this answer; "" when it has none that can be sent back
    std::string last_modified;  // the same
    std::string final_url;      // after redirects, without query
    bool not_modified = false;
    // The publisher said where the file ends (a length, or chunks). Otherwise a cut connection looks like the
    // end, and only the importer can see that something is missing.
    bool end_marked = true;
};

struct FetchOutcome {
    Publisher publisher;
    base::Result<std::vector<FetchedFile>> files;  // in the order of publisher.files
};

// One publisher, now. Bytes are those on the wire; they fall back when a try starts over.
struct FetchProgress {
    std::string_view list;
    std::uint32_t files_done = 0;
    std::uint32_t files_total = 0;
    std::uint64_t bytes_done = 0;
    std::optional<std::uint64_t> bytes_total;  // once every file's length is known
    std::uint32_t tries = 1;                   // the highest among its files
    bool ended = false;

    friend bool operator==(const FetchProgress&, const FetchProgress&) = default;
};
using FetchProgressCallback = std::function<void(const FetchProgress&)>;  // on change, some 10 times a second

[[nodiscard]] std::vector<FetchOutcome> fetch_all(const std::vector<Publisher>& publishers,
                                                  const ValidatorLookup& validators,
                                                  const FetchLimits& limits, const FetchRules& rules,
                                                  const FetchProgressCallback& on_progress = {});

}  // namespace cordon::server
