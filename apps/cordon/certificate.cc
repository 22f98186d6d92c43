#include "cordon/certificate.h"

#include <fmt/format.h>

#include "cordon/statement_commands.h"

namespace cordon::app {

namespace {

// Why this answer does not speak for every row and every list; empty when it does.
std::vector<std::string> doubts_of(const Certificate& certificate, const Session& session) {
    std::vector<std::string> doubts;
    if (!certificate.failure.empty()) {
        doubts.push_back("the run ended early: " + certificate.failure);
    }
    if (certificate.screened == 0) {
        doubts.emplace_back("nothing was screened");
    }
    if (certificate.unscreened > 0) {
        doubts.push_back(fmt::format("{} rows could not be screened", certificate.unscreened));
    }
    if (certificate.truncated > 0) {
        doubts.push_back(fmt::format("{} answers reached a limit", certificate.truncated));
    }
    if (session.stale) {
        for (const engine::ListStatus& status : session.statuses) {
            if (status.freshness != engine::Freshness::fresh) {
                doubts.push_back("not fresh: " + status.sentence);
            }
        }
        for (const std::string& list : session.missing_lists) {
            doubts.push_back("never imported: " + list);
        }
    }
    return doubts;
}

void write_question(codec::JsonWriter& json, const Certificate& certificate, const AnswerOptions& answer) {
    json.key("question").begin_object();
    if (certificate.file.empty()) {
        json.key("name").string(certificate.name).key("kind").string(certificate.kind);
        json.key("facts").begin_array();
        for (const std::string& fact : certificate.facts) {
            json.string(fact);
        }
        json.end_array();
    } else {
        json.key("file").string(certificate.file).key("file_sha256");
        certificate.file_sha256.empty() ? json.null() : json.string(certificate.file_sha256);
        json.key("file_bytes").integer(static_cast<std::int64_t>(certificate.file_bytes));
        json.key("columns").string(certificate.columns);
    }
    json.key("as_of");
    answer.as_of.empty() ? json.null() : json.string(answer.as_of);
    json.key("lists_asked").begin_array();
    for (const std::string& list : answer.lists) {
        json.string(list);
    }
    json.end_array().key("supplement").boolean(answer.supplement);
    json.key("top").integer(answer.top).end_object();
}

}  // namespace

void Certificate::add(const std::string& subject_id, const std::vector<ShownHit>& shown, double threshold) {
    bool any = false;
    for (const ShownHit& hit : shown) {
        if (hit.hit.score < threshold) {
            continue;
        }
        any = true;
        ++hits;
        if (listed_hits.size() < certified_hits_max) {
            listed_hits.push_back({subject_id, hit.list, hit.listing_id, hit.name, hit.hit.score});
        }
    }
    subjects_with_hit += any ? 1U : 0U;
}

std::string certificate_content(const Certificate& certificate, const AnswerOptions& answer,
                                const Session& session) {
    const std::vector<std::string> doubts = doubts_of(certificate, session);
    codec::JsonWriter json(true);
    json.begin_object().key("result");
    json.string(certificate.hits > 0 ? "hits" : doubts.empty() ? "no_hit" : "not_conclusive");
    json.key("conclusive").boolean(doubts.empty()).key("doubts").begin_array();
    for (const std::string& doubt : doubts) {
        json.string(doubt);
    }
    json.end_array();
    write_question(json, certificate, answer);
    write_lists_json(json, session);
    write_threshold_json(json, session);
    const auto count = [&json](std::string_view name, std::uint64_t number) {
        json.key(name).integer(static_cast<std::int64_t>(number));
    };
    count("screened", certificate.screened);
    count("unscreened", certificate.unscreened);
    count("unread_facts", certificate.unread_facts);
    count("truncated", certificate.truncated);
    json.key("degraded").boolean(session.stale);
    count("subjects_with_hit", certificate.subjects_with_hit);
    count("hit_count", certificate.hits);
    json.key("hits_listed_in_full").boolean(certificate.listed_hits.size() == certificate.hits);
    json.key("hits").begin_array();
    for (const CertifiedHit& hit : certificate.listed_hits) {
        json.begin_object().key("subject_id").string(hit.subject_id).key("list").string(hit.list);
        json.key("listing_id").string(hit.listing_id).key("name").string(hit.name);
        json.key("score").real(hit.score, 4).end_object();
    }
    json.end_array().end_object();
    return json.take();
}

base::Status is_free(const std::string& path) {
    if (!path.empty() && storage::exists(path)) {
        return base::fail(
            base::ErrorCode::conflict,
            fmt::format("{} is there already; a certificate is a record and is not written over, "
                        "give it another name",
                        path));
    }
    return {};
}

base::Status write_certificate(const GlobalOptions& global, const std::string& path,
                               const Certificate& certificate, const AnswerOptions& answer,
                               const Session& session) {
    CORDON_ASSIGN(const std::string sealed, seal(global, statement_head(global, "cordon.certificate.1"),
                                                 certificate_content(certificate, answer, session)));
    return write_whole_file(path, sealed);
}

}  // namespace cordon::app
