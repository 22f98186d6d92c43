// reporting/effectiveness.h: how much of what should be found is found, and how much is stopped for nothing:
// the numbers of one assessment.
//
// Role:        a Tally counts trials one by one; the report holds the counts, and reporting/report_json.h and
//              reporting/report_page.h write it. docs/reference/assessment-method.md defines every number.
// Rules:       a trial is detected when the right party's score reaches the threshold; the right party is the
//              listing whose name was altered, or one linked to it as the same party. Shares come with their
//              counts and 95 % Wilson intervals. "manipulated" pools all families but the control.
// Ownership:   values.
// Threads:     one tally, one thread.
// Determinism: same trials in the same order: same report.
// Errors:      none.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/list_version.h"
#include "reporting/name_manipulation.h"
#include "reporting/wilson.h"

namespace cordon::reporting {

constexpr std::int32_t curve_first = 60;  // hundredths
constexpr std::int32_t curve_last = 100;

// One altered name and what the system made of it.
struct Trial {
    Family family = Family::control;
    std::string_view how;
    std::string_view list;
    std::string_view script;
    std::string_view kind;
    std::string_view quality;  // "primary name", "weak alias", ...
    double score = 0;          // of the right party; 0: not among the answers
    bool first = false;        // no other party scored higher
};

struct ShareRow {
    std::string key;
    std::string title;
    Share detected;
    Share first;  // among the detected: the right party stood first
};

struct CurvePoint {
    std::int32_t hundredths = 0;
    Share detected;  // manipulated names
    Share alarms;    // ordinary names
};

struct Miss {
    std::string family;
    std::string how;
    std::string query;
    std::string name;
    std::string list;
    std::string listing_id;
    double score = 0;
    std::string reason;
};

struct EffectivenessReport {
    std::string system = "cordon";
    std::uint64_t seed = 0;
    std::uint64_t sample = 0;
    double threshold = 0;
    std::string threshold_source;
    std::vector<model::ListVersion> lists;
    std::uint64_t names = 0;  // from which the queries were drawn

    Share control;
    Share manipulated;
    std::vector<ShareRow> families;  // in the order of all_families(), control first
    std::vector<ShareRow> ways;      // key "family: how"
    std::vector<ShareRow> by_list;
    std::vector<ShareRow> by_script;
    std::vector<ShareRow> by_kind;
    std::vector<ShareRow> by_quality;

    std::string ordinary_source;
    Share alarms;
    std::vector<ShareRow> ordinary;  // by group; "detected" counts alarms
    std::vector<CurvePoint> curve;

    std::uint64_t missed = 0;  // in all families; of these the sample:
    std::vector<Miss> misses;
};

class Tally {
public:
    explicit Tally(double threshold) : threshold_{threshold} {}
    void add(const Trial& trial);
    // score: of the best answer to an ordinary name, 0 for none.
    void add_ordinary(std::string_view group, double score);
    // Into the counts of the report; its head and its misses are the caller's.
    void fill(EffectivenessReport& report) const;

private:
    using Counts = std::map<std::string, ShareRow, std::less<>>;
    void count(Counts& counts, std::string_view key, std::string_view title, bool detected, bool first);

    double threshold_;
    Share control_;
    Share manipulated_;
    std::array<ShareRow, family_count> families_;
    Counts ways_;
    Counts lists_;
    Counts scripts_;
    Counts kinds_;
    Counts qualities_;
    Counts ordinary_;
    Share alarms_;
    std::array<std::uint64_t, curve_last + 1> detected_at_{};
    std::array<std::uint64_t, curve_last + 1> alarms_at_{};
    std::uint64_t missed_ = 0;
};

}  // namespace cordon::reporting
