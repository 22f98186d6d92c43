#include "cordon/below_sample.h"

#include <fmt/format.h>

#include <algorithm>

#include "codec/csv.h"
#include "cordon/statement_commands.h"

namespace cordon::app {

void BelowSample::look_at(std::uint64_t row, const std::string& subject_id, const std::string& name,
                          const screening::SearchResult& result) {
    if (result.hits.empty() || result.hits.front().score >= threshold_ ||
        result.hits.front().score < floor()) {
        return;
    }
    drawn_.offer(row, [&] {
        screening::SearchResult best;
        best.hits.push_back(result.hits.front());
        return Drawn{subject_id, name, std::move(best)};
    });
}

base::Status BelowSample::write() {
    std::string csv;
    codec::write_csv_record(csv, {"subject_id", "name", "listing_id", "list", "score", "matched_name",
                                  "listed_as", "reason", "decision", "reviewer"});
    for (const Drawn& drawn : drawn_.take()) {
        CORDON_ASSIGN(const std::vector<ShownHit> shown, shown_hits(*snapshot_, drawn.best));
        const ShownHit& hit = shown.front();
        codec::write_csv_record(
            csv,
            {drawn.subject_id, drawn.name, hit.listing_id, hit.list, fmt::format("{:.4f}", hit.hit.score),
             hit.name, hit.primary_name, hit.reason, "", ""},
            ',', true);
        ++written_;
    }
    return write_whole_file(options_.file, csv);
}

std::string BelowSample::sentence() const {
    return fmt::format(
        "{} of {} rows whose best listing scored in [{:.2f}, {:.2f}), drawn with seed {}, written to {}",
        written_, drawn_.offered(), floor(), threshold_, options_.seed, options_.file);
}

}  // namespace cordon::app
