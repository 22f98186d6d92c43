#include "server/yente_params.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/parse.h"
#include "base/strings.h"

namespace cordon::server {

namespace {

// What JsonWriter cannot take in one piece is put together by hand: the parts are JSON already.
std::string fault_text(const YenteFault& fault) {
    codec::JsonWriter place;
    place.begin_array();
    for (const std::string& step : fault.place) {
        place.string(step);
    }
    if (fault.index) {
        place.integer(static_cast<std::int64_t>(*fault.index));
    }
    place.end_array();
    std::string text =
        fmt::format("{{\"type\":{},\"loc\":{},\"msg\":{},\"input\":{}", json_text(fault.type), place.take(),
                    json_text(fault.message), fault.input.empty() ? "null" : fault.input);
    if (!fault.context.empty()) {
        text += ",\"ctx\":" + fault.context;
    }
    return text + "}";
}

bool digits_at(std::string_view text, std::size_t from, std::size_t count) {
    return text.size() >= from + count && std::ranges::all_of(text.substr(from, count), [](char letter) {
               return letter >= '0' && letter <= '9';
           });
}

// ^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?$
bool is_moment(std::string_view text) {
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
    const std::size_t size = text.size();
    if (size != 10 && size != 13 && size != 16 && size != 19) {
        return false;
    }
    for (std::size_t at = 0; at < size; ++at) {
        if (shape[at] == 'd' ? !digits_at(text, at, 1) : text[at] != shape[at]) {
            return false;
        }
    }
    return true;
}

}  // namespace

HttpResponse yente_detail(int status, std::string_view text) {
    codec::JsonWriter json;
    json.begin_object().key("detail").string(text).end_object();
    return {.status = status, .content_type = "application/json", .body = json.take(), .fields = {}};
}

HttpResponse yente_faults(const std::vector<YenteFault>& faults) {
    std::string body = "{\"detail\":[";
    for (const YenteFault& fault : faults) {
        body += (body.ends_with('[') ? "" : ",") + fault_text(fault);
    }
    return {.status = 422, .content_type = "application/json", .body = body + "]}", .fields = {}};
}

void write_json(codec::JsonWriter& json, const codec::JsonValue& value) {
    if (const auto* const object = value.object()) {
        json.begin_object();
        for (const auto& [key, member] : *object) {
            json.key(key);
            write_json(json, member);
        }
        json.end_object();
    } else if (const auto* const array = value.array()) {
        json.begin_array();
        for (const codec::JsonValue& item : *array) {
            write_json(json, item);
        }
        json.end_array();
    } else if (const bool* const boolean = value.boolean()) {
        json.boolean(*boolean);
    } else if (const std::int64_t* const integer = value.integer()) {
        json.integer(*integer);
    } else if (const double* const real = value.real()) {
        json.real(*real, 6);
    } else if (const std::string* const text = value.string()) {
        json.string(*text);
    } else {
        json.null();
    }
}

std::string json_text(const codec::JsonValue& value) {
    codec::JsonWriter json;
    write_json(json, value);
    return json.take();
}

std::string json_text(std::string_view text) {
    codec::JsonWriter json;
    json.string(text);
    return json.take();
}

std::optional<std::string_view> YenteParams::last(std::string_view name) const {
    const std::vector<std::string_view> all = request_.query_all(name);
    return all.empty() ? std::nullopt : std::optional(all.back());
}

std::string_view YenteParams::text(std::string_view name, std::string_view fallback) const {
    return last(name).value_or(fallback);
}

std::vector<std::string_view> YenteParams::texts(std::string_view name) const {
    return request_.query_all(name);
}

std::int64_t YenteParams::integer(std::string_view name, std::int64_t fallback, std::int64_t min,
                                  std::int64_t max) {
    const auto given = last(name);
    if (!given) {
        return fallback;
    }
    const auto number = base::parse_number<std::int64_t>(base::trim(*given));
    const std::vector<std::string> place{"query", std::string(name)};
    if (!number) {
        fault({"int_parsing", place, "Input should be a valid integer, unable to parse string as an integer",
               json_text(*given), ""});
        return fallback;
    }
    if (*number > max) {
        fault({"less_than_equal", place, fmt::format("Input should be less than or equal to {}", max),
               json_text(*given), fmt::format("{{\"le\":{}}}", max)});
    } else if (*number < min) {
        fault({"greater_than_equal", place, fmt::format("Input should be greater than or equal to {}", min),
               json_text(*given), fmt::format("{{\"ge\":{}}}", min)});
    }
    return *number;
}

double YenteParams::real(std::string_view name, double fallback) {
    const auto given = last(name);
    if (!given) {
        return fallback;
    }
    const auto number = base::parse_number<double>(base::trim(*given));
    if (!number || !std::isfinite(*number)) {
        fault({"float_parsing",
               {"query", std::string(name)},
               "Input should be a valid number, unable to parse string as a number",
               json_text(*given),
               ""});
        return fallback;
    }
    return *number;
}

bool YenteParams::boolean(std::string_view name, bool fallback) {
    const auto given = last(name);
    if (!given) {
        return fallback;
    }
    const std::string lower = base::ascii_lower(*given);
    for (const std::string_view yes : {"true", "1", "on", "t", "y", "yes"}) {
        if (lower == yes) {
            return true;
        }
    }
    for (const std::string_view no : {"false", "0", "off", "f", "n", "no"}) {
        if (lower == no) {
            return false;
        }
    }
    fault({"bool_parsing",
           {"query", std::string(name)},
           "Input should be a valid boolean, unable to interpret input",
           json_text(*given),
           ""});
    return fallback;
}

std::string YenteParams::changed_since() {
    const auto given = last("changed_since");
    if (!given) {
        return {};
    }
    if (!is_moment(*given)) {
        static constexpr std::string_view pattern = R"(^\\d{4}-\\d{2}-\\d{2}(T\\d{2}(:\\d{2}(:\\d{2})?)?)?$)";
        fault({"string_pattern_mismatch",
               {"query", "changed_since"},
               fmt::format("String should match pattern '{}'", base::replace_all(pattern, "\\\\", "\\")),
               json_text(*given),
               fmt::format("{{\"pattern\":\"{}\"}}", pattern)});
        return {};
    }
    return std::string(*given) + std::string("T00:00:00").substr(given->size() - 10);
}

}  // namespace cordon::server
