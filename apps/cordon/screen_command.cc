// cordon screen: a stream of customers through the index on all cores, hits out in the order of the file.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/strings.h"
#include "codec/csv.h"
#include "cordon/below_sample.h"
#include "cordon/certificate.h"
#include "cordon/commands.h"
#include "cordon/customer_file.h"
#include "cordon/hit_output.h"
#include "cordon/session.h"
#include "server/worker_pool.h"

namespace cordon::app {

namespace {

constexpr std::size_t block_subjects = 4096;
constexpr std::size_t share_subjects = 64;  // of one thread at a time
constexpr std::uint32_t below_hits_max = 1'000;

struct Screened {
    std::optional<base::Error> error;
    screening::SearchResult result;
};

// What else a run leaves behind, beside its answers.
struct Records {
    Certificate certificate;
    BelowSample below;
};

struct Totals {
    std::uint64_t subjects = 0;
    std::uint64_t subjects_with_hit = 0;
    std::uint64_t hits = 0;
    std::uint64_t below = 0;
    std::uint64_t truncated = 0;
    std::uint64_t unscreened = 0;
    std::uint64_t unread = 0;  // facts that could not be understood
};

void screen_block(const engine::Snapshot& snapshot, const std::vector<model::Subject>& subjects,
                  const screening::SearchOptions& options, server::WorkerPool& pool,
                  std::vector<Screened>& screened) {
    screened.assign(subjects.size(), {});
    const std::size_t shares = (subjects.size() + share_subjects - 1) / share_subjects;
    pool.run(shares, [&](std::size_t share) {
        static thread_local screening::SearchScratch scratch;
        const std::size_t end = std::min(subjects.size(), (share + 1) * share_subjects);
        for (std::size_t at = share * share_subjects; at < end; ++at) {
            auto result = snapshot.search(subjects[at], options, scratch);
            if (result) {
                screened[at].result = *std::move(result);
            } else {
                screened[at].error = result.error();
            }
        }
    });
}

std::string first_name(const model::Subject& subject) {
    return subject.names.empty() ? std::string() : subject.names.front();
}

class HitWriter {
public:
    HitWriter(OutputFormat format, const Session& session) : format_(format), json_(false) {
        if (format_ == OutputFormat::csv) {
            codec::write_csv_record(text_, csv_header());
        } else if (format_ == OutputFormat::json) {
            json_.begin_object();
            write_lists_json(json_, session);
            write_threshold_json(json_, session);
            json_.key("subjects").begin_array();
        }
    }

    void write(const model::Subject& subject, const std::vector<ShownHit>& hits) {
        const std::string& subject_id = subject.id;
        const std::string name = first_name(subject);
        switch (format_) {
            case OutputFormat::csv:
                for (const ShownHit& hit : hits) {
                    codec::write_csv_record(text_, csv_row(subject_id, hit), ',', true);
                }
                break;
            case OutputFormat::json:
                json_.begin_object().key("subject_id").string(subject_id).key("name").string(name);
                write_unread_json(json_, subject);
                write_hits_json(json_, hits);
                json_.end_object();
                break;
            case OutputFormat::table:
                text_ += fmt::format("{}  {}\n", base::shown(subject_id), base::shown(name));
                for (const ShownHit& hit : hits) {
                    text_ += fmt::format("    {:.2f}  {} {}  {}{}\n          {}\n", hit.hit.score, hit.list,
                                         hit.listing_id, base::shown(hit.name), facts_mark(hit), hit.reason);
                }
                break;
        }
        if (text_.size() > (1U << 16U)) {
            flush();
        }
    }

    void finish(const Totals& totals, bool stale) {
        if (format_ == OutputFormat::json) {
            json_.end_array().key("screened").integer(static_cast<std::int64_t>(totals.subjects));
            json_.key("unscreened").integer(static_cast<std::int64_t>(totals.unscreened));
            json_.key("unread_facts").integer(static_cast<std::int64_t>(totals.unread));
            json_.key("truncated").integer(static_cast<std::int64_t>(totals.truncated));
            json_.key("below_threshold").integer(static_cast<std::int64_t>(totals.below));
            json_.key("degraded").boolean(stale).end_object();
            text_ += json_.take() + "\n";
        }
        flush();
    }

private:
    void flush() {
        print(text_);
        text_.clear();
    }

    OutputFormat format_;
    std::string text_;
    codec::JsonWriter json_;
};

// A sample of near misses asks for more than the answer shows: takes off again what was not asked for.
void limit_to_answer(screening::SearchResult& result, const screening::SearchOptions& asked) {
    std::erase_if(result.hits, [&](const screening::Hit& hit) { return hit.score < asked.min_score; });
    if (result.hits.size() > asked.hits_max) {
        result.hits.resize(asked.hits_max);
        result.truncated = true;
    }
}

base::Status write_block(const Session& session, const std::vector<model::Subject>& subjects,
                         const screening::SearchOptions& asked, std::vector<Screened>& screened,
                         HitWriter& writer, Totals& totals, Records& records) {
    for (std::size_t at = 0; at < subjects.size(); ++at) {
        ++totals.subjects;
        for (const std::string& fact : subjects[at].unread) {
            ++totals.unread;
            print_message(
                fmt::format("cordon: {}: {}; screened without it", base::shown(subjects[at].id), fact));
        }
        if (screened[at].error) {
            ++totals.unscreened;
            print_message(fmt::format("cordon: HOLD {}: {}", base::shown(subjects[at].id),
                                      screened[at].error->message));
            continue;
        }
        screening::SearchResult& result = screened[at].result;
        if (records.below.wanted()) {
            records.below.look_at(totals.subjects, subjects[at].id, first_name(subjects[at]), result);
            limit_to_answer(result, asked);
        }
        totals.below += result.below_threshold;
        totals.truncated += result.truncated ? 1U : 0U;
        if (result.hits.empty()) {
            continue;
        }
        CORDON_ASSIGN(const auto hits, shown_hits(*session.snapshot, result));
        const bool hit = hits.front().hit.score >= session.threshold;
        totals.subjects_with_hit += hit ? 1U : 0U;
        totals.hits += static_cast<std::uint64_t>(std::ranges::count_if(
            hits, [&session](const ShownHit& one) { return one.hit.score >= session.threshold; }));
        records.certificate.add(subjects[at].id, hits, session.threshold);
        writer.write(subjects[at], hits);
    }
    return {};
}

void note_totals(Certificate& certificate, const Totals& totals, CustomerFile& customers) {
    certificate.screened = totals.subjects - totals.unscreened;
    certificate.unscreened = totals.unscreened;
    certificate.unread_facts = totals.unread;
    certificate.truncated = totals.truncated;
    certificate.file_bytes = customers.bytes_read();
    certificate.file_sha256 = customers.sha256();
}

base::Result<Totals> screen_file(const GlobalOptions& global, const ScreenOptions& options,
                                 const Session& session, Records& records) {
    CORDON_ASSIGN(const ColumnNames columns, parse_columns(options.columns));
    CORDON_ASSIGN(CustomerFile customers, CustomerFile::open(options.file, columns));
    CORDON_ASSIGN(const auto asked, search_options(options.answer, session));
    screening::SearchOptions search = asked;
    if (records.below.wanted()) {
        search.min_score = std::min(search.min_score, records.below.floor());
        search.hits_max = std::max(search.hits_max, below_hits_max);
    }
    server::WorkerPool pool(0);
    ProgressLine progress(!global.quiet);
    HitWriter writer(global.format, session);
    Totals totals;
    std::vector<Screened> screened;
    for (;;) {
        auto subjects = customers.next(block_subjects);
        if (!subjects) {
            writer.finish(totals, session.stale);
            note_totals(records.certificate, totals, customers);
            return base::fail_while(fmt::format("stopped after {} subjects", totals.subjects),
                                    subjects.error());
        }
        if (subjects->empty()) {
            break;
        }
        screen_block(*session.snapshot, *subjects, search, pool, screened);
        CORDON_TRY(write_block(session, *subjects, asked, screened, writer, totals, records));
        progress.show("screened, bytes of the file", customers.bytes_read(), customers.bytes_total());
    }
    writer.finish(totals, session.stale);
    note_totals(records.certificate, totals, customers);
    return totals;
}

base::Status write_records(const GlobalOptions& global, const ScreenOptions& options, const Session& session,
                           const base::Result<Totals>& totals, Records& records) {
    if (!options.certificate.empty()) {
        records.certificate.failure = totals ? "" : totals.error().message;
        CORDON_TRY(
            write_certificate(global, options.certificate, records.certificate, options.answer, session));
    }
    if (totals && records.below.wanted()) {
        CORDON_TRY(records.below.write());
        print_message(records.below.sentence());
    }
    return {};
}

}  // namespace

int run_screen(const GlobalOptions& global, const ScreenOptions& options) {
    const auto session = open_session(global, options.answer);
    if (!session) {
        return report(session.error());
    }
    warn_stale(*session);
    if (const auto free = is_free(options.certificate); !free) {
        return report(free.error());
    }
    Records records{.certificate = {.file = options.file, .columns = options.columns},
                    .below = BelowSample(options.below, *session->snapshot, session->threshold)};
    const auto totals = screen_file(global, options, *session, records);
    const auto recorded = write_records(global, options, *session, totals, records);
    if (!totals) {
        return report(totals.error());
    }
    if (!recorded) {
        return report(recorded.error());
    }
    if (!global.quiet || totals->unscreened > 0 || totals->truncated > 0 || totals->unread > 0) {
        print_message(fmt::format(
            "{} screened, {} with a hit, {} hits, threshold {}; {} comparisons below it; {} could "
            "not be screened; {} answers truncated; {} facts could not be read",
            totals->subjects, totals->subjects_with_hit, totals->hits, threshold_words(*session),
            totals->below, totals->unscreened, totals->truncated, totals->unread));
    }
    if (totals->unscreened > 0) {
        return exit_failure;
    }
    if (totals->subjects_with_hit > 0) {
        return exit_hit;
    }
    return totals->truncated > 0 ? exit_failure : session->stale ? exit_stale : exit_success;
}

}  // namespace cordon::app
