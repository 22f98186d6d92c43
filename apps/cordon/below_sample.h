// apps/cordon/below_sample.h: near misses drawn for human review, below-the-line testing.
//
// Role:    `cordon screen --sample-below N`: of all rows without a hit whose best listing scored within the
//          band under the threshold, N are drawn with equal chance and written as CSV for a reviewer.
// Rules:   what is drawn depends on the seed and on the rows' positions in the file, not on threads.
// Threads: the main thread.
// Errors:  the file cannot be written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "cordon/hit_output.h"
#include "reporting/uniform_sample.h"

namespace cordon::app {

class BelowSample {
public:
    BelowSample(const BelowOptions& options, const engine::Snapshot& snapshot, double threshold)
        : options_{options},
          snapshot_{&snapshot},
          threshold_{threshold},
          drawn_{options.wanted, options.seed} {}

    [[nodiscard]] bool wanted() const { return options_.wanted > 0; }
    // Scores down to here have to be asked for.
    [[nodiscard]] double floor() const { return threshold_ - options_.band; }
    // The answer to one row, hits down to floor() included.
    void look_at(std::uint64_t row, const std::string& subject_id, const std::string& name,
                 const screening::SearchResult& result);
    [[nodiscard]] base::Status write();
    // "50 of 1234 rows whose best listing scored in [0.70, 0.80) written to near.csv"
    [[nodiscard]] std::string sentence() const;

private:
    struct Drawn {
        std::string subject_id;
        std::string name;
        screening::SearchResult best;
    };
    BelowOptions options_;
    const engine::Snapshot* snapshot_;
    double threshold_;
    reporting::UniformSample<Drawn> drawn_;
    std::uint64_t written_ = 0;
};

}  // namespace cordon::app
