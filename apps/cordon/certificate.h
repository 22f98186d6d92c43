// apps/cordon/certificate.h: a signed statement of what was asked, against which lists, and what came out.
//
// Role:    search and screen fill a Certificate while they answer; write_certificate signs it and writes it.
// Rules:   "no_hit" is said only when every row was screened, to its end, against fresh lists, without any
//          limit reached. Whatever else is said comes with its reasons. Its form is described in
//          docs/reference/certificates.md.
// Threads: the main thread.
// Errors:  the file cannot be written, the home's key cannot be read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cordon/hit_output.h"
#include "cordon/session.h"

namespace cordon::app {

struct CertifiedHit {
    std::string subject_id;
    std::string list;
    std::string listing_id;
    std::string name;
    double score = 0;
};

struct Certificate {
    // What was asked: one name, or a file.
    std::string name;
    std::string kind;
    std::vector<std::string> facts;  // given beside the name: "dob 1968"
    std::string file;
    std::string file_sha256;  // "" when the file was not read to its end
    std::uint64_t file_bytes = 0;
    std::string columns;

    std::uint64_t screened = 0;
    std::uint64_t unscreened = 0;
    std::uint64_t unread_facts = 0;  // beside names; those rows were screened without them
    std::uint64_t truncated = 0;
    std::uint64_t subjects_with_hit = 0;
    std::uint64_t hits = 0;
    std::string failure;  // why the run ended early
    std::vector<CertifiedHit> listed_hits;

    // Hits at or above the threshold; beyond the limit they are counted, not named.
    void add(const std::string& subject_id, const std::vector<ShownHit>& shown, double threshold);
};

constexpr std::size_t certified_hits_max = 100'000;

// The content of the statement.
[[nodiscard]] std::string certificate_content(const Certificate& certificate, const AnswerOptions& answer,
                                              const Session& session);
// conflict when there is such a file already: a certificate is a record and is not written over.
[[nodiscard]] base::Status is_free(const std::string& path);
[[nodiscard]] base::Status write_certificate(const GlobalOptions& global, const std::string& path,
                                             const Certificate& certificate, const AnswerOptions& answer,
                                             const Session& session);

}  // namespace cordon::app
