// cordon search.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "codec/csv.h"
#include "cordon/certificate.h"
#include "cordon/commands.h"
#include "cordon/hit_output.h"
#include "cordon/session.h"
#include "cordon/subject_facts.h"

namespace cordon::app {

namespace {

struct Answer {
    Session session;
    screening::SearchResult result;
    std::vector<ShownHit> hits;
};

bool has_hit(const Answer& answer, double threshold) {
    return !answer.hits.empty() && answer.hits.front().hit.score >= threshold;
}

base::Result<Answer> ask(const GlobalOptions& global, const SearchCommandOptions& options,
                         const model::Subject& subject) {
    Answer answer;
    CORDON_ASSIGN(answer.session, open_session(global, options.answer));
    CORDON_ASSIGN(const auto search, search_options(options.answer, answer.session));
    screening::SearchScratch scratch;
    CORDON_ASSIGN(answer.result, answer.session.snapshot->search(subject, search, scratch));
    CORDON_ASSIGN(answer.hits, shown_hits(*answer.session.snapshot, answer.result));
    return answer;
}

void print_answer_json(const Answer& answer, const SearchCommandOptions& options) {
    codec::JsonWriter json(true);
    json.begin_object().key("query").string(options.name);
    write_lists_json(json, answer.session);
    write_threshold_json(json, answer.session);
    json.key("below_threshold").integer(answer.result.below_threshold);
    json.key("truncated").boolean(answer.result.truncated).key("degraded").boolean(answer.session.stale);
    write_hits_json(json, answer.hits);
    json.end_object();
    print(json.take() + "\n");
}

std::string lists_line(const Session& session) {
    std::string line;
    for (const model::ListVersion& version : session.snapshot->versions()) {
        line += fmt::format("{}{} {}", line.empty() ? "" : ", ", version.list, version.version);
    }
    return line;
}

// One line for each party that stands on several lists, however many of its listings are among the hits.
void print_linked(const std::vector<ShownHit>& hits) {
    std::set<std::string> told;
    for (const ShownHit& hit : hits) {
        const std::string own = hit.list + " " + hit.listing_id;
        if (hit.linked.empty() || told.contains(own)) {
            continue;
        }
        std::set<std::string> party(hit.linked.begin(), hit.linked.end());
        party.insert(own);
        told.insert(party.begin(), party.end());
        print(fmt::format("one party on several lists: {}\n", fmt::join(party, "; ")));
    }
}

void print_answer(const Answer& answer, const SearchCommandOptions& options, OutputFormat format) {
    if (format == OutputFormat::json) {
        print_answer_json(answer, options);
        return;
    }
    if (format == OutputFormat::csv) {
        std::string csv;
        codec::write_csv_record(csv, csv_header());
        for (const ShownHit& hit : answer.hits) {
            codec::write_csv_record(csv, csv_row("", hit), ',', true);
        }
        print(csv);
        return;
    }
    if (answer.hits.empty()) {
        print("no hit\n");
    } else {
        Table table;
        table.header = {"rank", "score", "listing", "name", "listed as", "reason"};
        for (const ShownHit& hit : answer.hits) {
            table.rows.push_back({fmt::format("{}", hit.rank),
                                  fmt::format("{:.2f}{}", hit.hit.score, facts_mark(hit)),
                                  hit.list + " " + hit.listing_id, hit.name, hit.primary_name, hit.reason});
        }
        print(table.text());
    }
    print_linked(answer.hits);
    print(fmt::format("threshold {}; {} listings compared and below it; lists: {}{}\n",
                      threshold_words(answer.session), answer.result.below_threshold,
                      lists_line(answer.session),
                      answer.result.truncated ? "; TRUNCATED: there may be more" : ""));
}

}  // namespace

int run_search(const GlobalOptions& global, const SearchCommandOptions& options) {
    if (const auto free = is_free(options.certificate); !free) {
        return report(free.error());
    }
    const auto subject = subject_of(options.name, options.facts);
    if (!subject) {
        (void)report(subject.error());
        return exit_usage;
    }
    const auto answer = ask(global, options, *subject);
    if (!answer) {
        return report(answer.error());
    }
    const double threshold = answer->session.threshold;
    warn_stale(answer->session);
    print_answer(*answer, options, global.format);
    if (!options.certificate.empty()) {
        Certificate certificate;
        certificate.name = options.name;
        certificate.kind = to_string(subject->kind);
        certificate.facts = facts_given(options.facts);
        certificate.screened = 1;
        certificate.truncated = answer->result.truncated ? 1 : 0;
        certificate.add("", answer->hits, threshold);
        const auto written =
            write_certificate(global, options.certificate, certificate, options.answer, answer->session);
        if (!written) {
            return report(written.error());
        }
    }
    if (has_hit(*answer, threshold)) {
        return exit_hit;
    }
    if (answer->result.truncated) {
        print_message("cordon: a limit was reached, so this is no pass; ask for more hits with --top");
        return exit_failure;
    }
    return answer->session.stale ? exit_stale : exit_success;
}

}  // namespace cordon::app
