#include "base/instant.h"

#include <fmt/format.h>

#include "base/parse.h"
#include "base/strings.h"

namespace cordon::base {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

std::int64_t floor_days(std::int64_t unix_ms) {
    const std::int64_t days = unix_ms / day_ms;
    return unix_ms % day_ms < 0 ? days - 1 : days;
}

// Minutes of "+hh:mm", "-hhmm" or "Z"; takes the zone off the text.
Result<int> take_zone(std::string_view& clock) {
    if (clock.ends_with('Z')) {
        clock.remove_suffix(1);
        return 0;
    }
    const auto at = clock.find_last_of("+-");
    if (at == std::string_view::npos) {
        return 0;
    }
    const std::string zone = replace_all(clock.substr(at + 1), ":", "");
    CORDON_ASSIGN(const auto digits, parse_number<int>(zone));
    if (zone.size() != 4 || digits % 100 > 59 || digits > 1800) {
        return fail(ErrorCode::invalid_input, fmt::format("'{}' is not a time zone", clock.substr(at)));
    }
    const int minutes = digits / 100 * 60 + digits % 100;
    const int sign = clock[at] == '-' ? -1 : 1;
    clock = clock.substr(0, at);
    return sign * minutes;
}

}  // namespace

std::string to_string(const Instant& instant) {
    const std::int64_t ms = instant.unix_ms - floor_days(instant.unix_ms) * day_ms;
    const std::string fraction = ms % 1000 != 0 ? fmt::format(".{:03}", ms % 1000) : "";
    return fmt::format("{}T{:02}:{:02}:{:02}{}Z", to_string(utc_day(instant)), ms / 3'600'000,
                       ms / 60'000 % 60, ms / 1000 % 60, fraction);
}

Result<Instant> parse_instant(std::string_view text) {
    const auto bad = [&] {
        return fail(ErrorCode::invalid_input,
                    fmt::format("'{}' is not a time; write it as YYYY-MM-DDThh:mm:ssZ", shown(text, 40)));
    };
    if (text.size() < 16 || (text[10] != 'T' && text[10] != ' ')) {
        return bad();
    }
    CORDON_ASSIGN(const Date date, parse_iso_date(text.substr(0, 10)));
    std::string_view clock = text.substr(11);
    CORDON_ASSIGN(const int zone_minutes, take_zone(clock));
    const auto parts = split(clock, ':');
    if (parts.size() < 2 || parts.size() > 3) {
        return bad();
    }
    const auto hours = parse_number<int>(parts[0]);
    const auto minutes = parse_number<int>(parts[1]);
    const auto seconds = parts.size() == 3 ? parse_number<double>(parts[2]) : Result<double>(0.0);
    if (!hours || !minutes || !seconds || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59 ||
        *seconds < 0 || *seconds >= 61) {
        return bad();
    }
    return Instant{start_of(date).unix_ms + (*hours * 60 + *minutes - zone_minutes) * std::int64_t{60'000} +
                   static_cast<std::int64_t>(*seconds * 1000.0 + 0.5)};
}

Date utc_day(const Instant& instant) {
    return date_from_days(static_cast<std::int32_t>(floor_days(instant.unix_ms)));
}

Instant start_of(const Date& date) {
    return Instant{std::int64_t{days_since_epoch(date)} * day_ms};
}

}  // namespace cordon::base
