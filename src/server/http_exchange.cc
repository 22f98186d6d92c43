#include "server/http_exchange.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/strings.h"
#include "codec/json.h"

namespace cordon::server {

namespace {

std::optional<int> hex_digit(char letter) {
    if (letter >= '0' && letter <= '9') {
        return letter - '0';
    }
    const char lower = static_cast<char>(letter | 0x20);
    return lower >= 'a' && lower <= 'f' ? std::optional(lower - 'a' + 10) : std::nullopt;
}

base::Result<std::string> decode(std::string_view text, bool plus_is_blank) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        char letter = text[at] == '+' && plus_is_blank ? ' ' : text[at];
        if (letter == '%') {
            const auto high = at + 2 < text.size() ? hex_digit(text[at + 1]) : std::nullopt;
            const auto low = at + 2 < text.size() ? hex_digit(text[at + 2]) : std::nullopt;
            if (!high || !low) {
                return base::fail(base::ErrorCode::invalid_input,
                                  "a '%' in the address is not followed by two hexadecimal digits", at);
            }
            letter = static_cast<char>(*high * 16 + *low);
            at += 2;
        }
        if (letter == '\0') {
            return base::fail(base::ErrorCode::invalid_input, "the address holds a zero byte", at);
        }
        plain.push_back(letter);
    }
    return plain;
}

std::string_view first_of(const HttpFields& fields, std::string_view name) {
    const auto found = std::ranges::find(fields, name, &std::pair<std::string, std::string>::first);
    return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

struct ProblemKind {
    int status;
    std::string_view type;
    std::string_view title;
};

ProblemKind kind_of(base::ErrorCode code) {
    switch (code) {
        case base::ErrorCode::invalid_input: return {400, "invalid-input", "The request cannot be read"};
        case base::ErrorCode::unsupported: return {422, "unsupported", "This kind is not supported"};
        case base::ErrorCode::limit_exceeded: return {413, "limit-exceeded", "A limit is exceeded"};
        case base::ErrorCode::not_found: return {404, "not-found", "There is no such thing"};
        case base::ErrorCode::conflict: return {409, "conflict", "This contradicts what is recorded"};
        case base::ErrorCode::stale: return {503, "stale", "The lists are too old to answer"};
        case base::ErrorCode::unavailable: return {503, "unavailable", "Not available at the moment"};
        case base::ErrorCode::corrupt: return {500, "corrupt", "What is stored is damaged"};
    }
    return {500, "corrupt", "What is stored is damaged"};
}

}  // namespace

std::string_view HttpRequest::field(std::string_view name) const {
    return first_of(fields, name);
}

std::string_view HttpRequest::parameter(std::string_view name) const {
    return first_of(parameters, name);
}

std::string_view HttpRequest::query(std::string_view name) const {
    return first_of(target.query, name);
}

std::vector<std::string_view> HttpRequest::query_all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [key, value] : target.query) {
        if (key == name) {
            values.emplace_back(value);
        }
    }
    return values;
}

base::Result<HttpTarget> parse_target(std::string_view target) {
    if (target.empty() || target.front() != '/') {
        return base::fail(base::ErrorCode::invalid_input, "the address does not begin with '/'", 0);
    }
    HttpTarget parsed;
    const std::size_t question = target.find('?');
    for (const std::string_view part :
         base::split(target.substr(1, question == target.npos ? target.npos : question - 1), '/')) {
        CORDON_ASSIGN(std::string segment, decode(part, false));
        if (segment == "." || segment == "..") {
            return base::fail(base::ErrorCode::invalid_input, "the address holds '.' or '..'");
        }
        if (!segment.empty()) {
            parsed.segments.push_back(std::move(segment));
        }
    }
    if (question == target.npos) {
        return parsed;
    }
    for (const std::string_view part : base::split(target.substr(question + 1), '&')) {
        if (part.empty()) {
            continue;
        }
        const std::size_t equals = part.find('=');
        CORDON_ASSIGN(std::string name, decode(part.substr(0, equals), true));
        CORDON_ASSIGN(std::string value,
                      decode(equals == part.npos ? std::string_view() : part.substr(equals + 1), true));
        parsed.query.emplace_back(std::move(name), std::move(value));
    }
    return parsed;
}

HttpResponse problem(int status, std::string_view type, std::string_view title, std::string_view detail) {
    codec::JsonWriter json;
    json.begin_object().key("type").string(fmt::format("https://cordon.invalid/problems#{}", type));
    json.key("title").string(title).key("status").integer(status).key("detail").string(detail).end_object();
    return {.status = status, .content_type = "application/problem+json", .body = json.take(), .fields = {}};
}

HttpResponse problem_of(const base::Error& error) {
    const ProblemKind kind = kind_of(error.code);
    return problem(kind.status, kind.type, kind.title, error.message);
}

}  // namespace cordon::server
