#include "trade/hs_codes.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/parse.h"
#include "base/strings.h"
#include "codec/csv.h"
#include "trade/table_rows.h"

namespace cordon::trade {
namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "01-06 08" to "01", ..., "06", "08".
base::Result<std::vector<std::string>> two_digit_list(std::string_view text) {
    std::vector<std::string> list;
    for (const std::string_view part : base::split(text, ' ')) {
        const std::string_view first = part.substr(0, 2);
        const std::string_view last = part.size() == 5 && part[2] == '-' ? part.substr(3) : first;
        if ((part.size() != 2 && part.size() != 5) || !all_digits(first) || !all_digits(last) ||
            first > last) {
            return base::fail(
                base::ErrorCode::invalid_input,
                fmt::format("'{}' is no number or range such as 01 or 01-06", base::shown(part)));
        }
        CORDON_ASSIGN(const int from, base::parse_number<int>(first));
        CORDON_ASSIGN(const int to, base::parse_number<int>(last));
        for (int i = from; i <= to; ++i) {
            list.push_back(fmt::format("{:02}", i));
        }
    }
    return list;
}

}  // namespace

std::string hs_digits(std::string_view code) {
    std::string digits;
    for (const char c : code) {
        if (c >= '0' && c <= '9') {
            digits += c;
        }
    }
    return digits;
}

base::Result<HsCodes> HsCodes::read(std::string_view headings_csv, std::string_view older_csv) {
    HsCodes codes;
    CORDON_ASSIGN(const auto headings, table_rows(headings_csv, "hs_headings.csv", {"code", "below"}));
    for (const codec::CsvRecord& row : headings) {
        const std::string& code = row.fields[0];
        if (!all_digits(code) || (code.size() != 2 && code.size() != 4)) {
            return bad_row("hs_headings.csv", row,
                           fmt::format("'{}' is no chapter (01) or heading (2709)", base::shown(code)));
        }
        auto below = two_digit_list(row.fields[1]);
        if (!below) {
            return bad_row("hs_headings.csv", row, below.error().message);
        }
        if (code.size() == 2) {
            for (const std::string& heading : *below) {
                codes.headings_.try_emplace(code + heading);
            }
        } else if (!codes.headings_.contains(code)) {
            return bad_row(
                "hs_headings.csv", row,
                fmt::format("the chapter of heading {} does not list it; add it there first", code));
        } else {
            codes.headings_[code] = *std::move(below);
        }
    }
    CORDON_ASSIGN(const auto older,
                  table_rows(older_csv, "hs_older.csv",
                             {"hs_code", "from_edition", "to_edition", "goods_class", "now"}));
    for (const codec::CsvRecord& row : older) {
        const auto from = base::parse_number<int>(row.fields[1]);
        const auto to = base::parse_number<int>(row.fields[2]);
        if (!all_digits(row.fields[0]) || row.fields[0].size() != 6 || !from || !to || *from < 1988 ||
            *to > 2017 || *from > *to) {
            return bad_row("hs_older.csv", row, "needs six digits and two editions between 1988 and 2017");
        }
        codes.older_[row.fields[0]] = {*from, *to, row.fields[3], row.fields[4]};
    }
    return codes;
}

bool HsCodes::exists(std::string_view digits) const {
    if (digits.size() == 2) {
        const auto first = headings_.lower_bound(digits);
        return first != headings_.end() && first->first.starts_with(digits);
    }
    if (digits.size() < 4) {
        return false;
    }
    const auto heading = headings_.find(digits.substr(0, 4));
    if (heading == headings_.end()) {
        return false;
    }
    return digits.size() < 6 || heading->second.empty() ||
           std::ranges::find(heading->second, digits.substr(4, 2)) != heading->second.end();
}

const OlderHsCode* HsCodes::older(std::string_view digits, int edition) const {
    if (digits.size() < 6) {
        return nullptr;
    }
    const auto found = older_.find(digits.substr(0, 6));
    if (found == older_.end() ||
        (edition != 0 && (edition < found->second.from_edition || edition > found->second.to_edition))) {
        return nullptr;
    }
    return &found->second;
}

}  // namespace cordon::trade
