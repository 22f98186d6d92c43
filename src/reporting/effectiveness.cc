#include "reporting/effectiveness.h"

#include <fmt/format.h>

namespace cordon::reporting {

namespace {

void count_in(ShareRow& row, bool detected, bool first) {
    ++row.detected.of;
    row.detected.count += detected ? 1U : 0U;
    row.first.of += detected ? 1U : 0U;
    row.first.count += detected && first ? 1U : 0U;
}

std::vector<ShareRow> rows_of(const std::map<std::string, ShareRow, std::less<>>& counts) {
    std::vector<ShareRow> rows;
    for (const auto& [key, row] : counts) {
        rows.push_back(row);
    }
    return rows;
}

}  // namespace

void Tally::count(Counts& counts, std::string_view key, std::string_view title, bool detected, bool first) {
    auto found = counts.find(key);
    if (found == counts.end()) {
        found =
            counts.emplace(std::string(key), ShareRow{std::string(key), std::string(title), {}, {}}).first;
    }
    count_in(found->second, detected, first);
}

void Tally::add(const Trial& trial) {
    const bool detected = trial.score >= threshold_;
    missed_ += detected ? 0U : 1U;
    count_in(families_[static_cast<std::size_t>(trial.family)], detected, trial.first);
    Share& total = trial.family == Family::control ? control_ : manipulated_;
    ++total.of;
    total.count += detected ? 1U : 0U;
    if (trial.family == Family::control) {
        return;
    }
    count(ways_, fmt::format("{}: {}", to_string(trial.family), trial.how), trial.how, detected, trial.first);
    count(lists_, trial.list, trial.list, detected, trial.first);
    count(scripts_, trial.script, trial.script, detected, trial.first);
    count(kinds_, trial.kind, trial.kind, detected, trial.first);
    count(qualities_, trial.quality, trial.quality, detected, trial.first);
    for (std::int32_t at = curve_first; at <= curve_last; ++at) {
        detected_at_[static_cast<std::size_t>(at)] += trial.score >= at / 100.0 ? 1U : 0U;
    }
}

void Tally::add_ordinary(std::string_view group, double score) {
    const bool alarm = score >= threshold_;
    count(ordinary_, group, group, alarm, false);
    ++alarms_.of;
    alarms_.count += alarm ? 1U : 0U;
    for (std::int32_t at = curve_first; at <= curve_last; ++at) {
        alarms_at_[static_cast<std::size_t>(at)] += score >= at / 100.0 ? 1U : 0U;
    }
}

void Tally::fill(EffectivenessReport& report) const {
    report.control = control_;
    report.manipulated = manipulated_;
    report.families.clear();
    for (const Family family : all_families()) {
        ShareRow row = families_[static_cast<std::size_t>(family)];
        row.key = to_string(family);
        row.title = title_of(family);
        report.families.push_back(std::move(row));
    }
    report.ways = rows_of(ways_);
    report.by_list = rows_of(lists_);
    report.by_script = rows_of(scripts_);
    report.by_kind = rows_of(kinds_);
    report.by_quality = rows_of(qualities_);
    report.ordinary = rows_of(ordinary_);
    report.alarms = alarms_;
    report.missed = missed_;
    report.curve.clear();
    for (std::int32_t at = curve_first; at <= curve_last; ++at) {
        const auto place = static_cast<std::size_t>(at);
        report.curve.push_back({at, {detected_at_[place], manipulated_.of}, {alarms_at_[place], alarms_.of}});
    }
}

}  // namespace cordon::reporting
