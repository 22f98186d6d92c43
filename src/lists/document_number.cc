#include "lists/document_number.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/strings.h"
#include "lists/alias_marks.h"
#include "model/country.h"

namespace cordon::lists {

namespace {

using model::IdentifierKind;

bool holds(std::string_view text, std::string_view word) {
    return base::ascii_ifind(text, word) != std::string_view::npos;
}

bool is_number_sign(std::string_view word) {
    static constexpr std::array<std::string_view, 9> signs = {"no.", "no", "nr.", "nr",     "n°",
                                                              "nº",  "#",  "no:", "number:"};
    return std::ranges::any_of(signs, [&](std::string_view sign) { return base::ascii_iequals(word, sign); });
}

// A word of prose before a number: no digit, and two small letters, four capitals or a colon; or a sign like
// "no.".
bool is_prose(std::string_view word) {
    if (is_number_sign(word)) {
        return true;
    }
    const auto small =
        std::ranges::count_if(word, [](char letter) { return letter >= 'a' && letter <= 'z'; });
    const auto capitals =
        std::ranges::count_if(word, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
    return !marks::has_digit(word) && (small >= 2 || capitals >= 4 || word.ends_with(':'));
}

model::Country country_at_start(const std::vector<std::string>& words) {
    constexpr std::size_t words_max = 4;
    for (std::size_t count = std::min(words.size(), words_max); count > 0; --count) {
        const std::string text =
            base::join({words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count)}, " ");
        if (text.size() > 2 && !model::country_code(text).empty()) {
            return model::country_from_text(text);
        }
    }
    return {};
}

// Where the words after the number begin.
std::size_t remark_start(std::string_view text) {
    static constexpr std::array<std::string_view, 10> beginnings = {
        " issued", " expir", " under ",      " valid",         " (",
        ",",       ";",      " and expired", " date of issue", " made out"};
    std::size_t start = text.size();
    for (const std::string_view beginning : beginnings) {
        const std::size_t at = base::ascii_ifind(text, beginning);
        // Only after a digit: before it, brackets and commas belong to the words.
        if (at != std::string_view::npos && marks::has_digit(text.substr(0, at))) {
            start = std::min(start, at);
        }
    }
    return start;
}

std::string stripped(std::string value) {
    for (const std::string_view sign : {"N°", "Nº", "n°", "nº", "No.", "SSN ", "#", ":"}) {
        if (value.starts_with(sign)) {
            value.erase(0, sign.size());
        }
    }
    if (value.size() > 2 && value.starts_with("No") && value[2] >= '0' && value[2] <= '9') {
        value.erase(0, 2);
    }
    while (!value.empty() && std::string_view(".,:;").contains(value.back())) {
        value.pop_back();
    }
    return std::string(base::trim(value));
}

base::PartialDate date_after(std::string_view note, std::span<const std::string_view> leads) {
    constexpr std::size_t words_max = 3;
    for (const std::string_view lead : leads) {
        const std::size_t at = base::ascii_ifind(note, lead);
        if (at == std::string_view::npos) {
            continue;
        }
        std::string_view rest = base::trim(note.substr(at + lead.size()));
        rest = rest.substr(0, std::min({rest.find(';'), rest.find(')'), rest.size()}));
        while (!rest.empty() && std::string_view(": ").contains(rest.front())) {
            rest.remove_prefix(1);
        }
        const std::vector<std::string> words = marks::words_of(rest);
        for (std::size_t count = std::min(words.size(), words_max); count > 0; --count) {
            std::string text =
                base::join({words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count)}, " ");
            while (!text.empty() && std::string_view(".,").contains(text.back())) {
                text.pop_back();
            }
            if (auto date = base::parse_partial_date(text); date) {
                return *date;
            }
        }
    }
    return {};
}

}  // namespace

DocumentNumber read_document_number(std::string_view text) {
    DocumentNumber read;
    const std::string prose = base::collapse_whitespace(text);
    for (const std::string_view about : {"issued", "expir", "valid", "made out", "name ", "in arabic"}) {
        if (base::ascii_istarts_with(prose, about)) {  // words about a document, without its number
            read.remark = prose;
            return read;
        }
    }
    const std::size_t end = remark_start(prose);
    read.remark = std::string(base::trim(std::string_view(prose).substr(end)));
    const std::vector<std::string> words = marks::words_of(std::string_view(prose).substr(0, end));
    std::size_t first = 0;  // of the number
    for (std::size_t at = 0; at < words.size(); ++at) {
        const bool inside_number = is_number_sign(words[at]) && at > first && marks::has_digit(words[at - 1]);
        if (is_prose(words[at]) && !inside_number) {
            first = at + 1;
        }
    }
    const auto cut = words.begin() + static_cast<std::ptrdiff_t>(std::min(first, words.size()));
    std::string value = stripped(base::join({cut, words.end()}, " "));
    if (!marks::has_digit(value)) {
        read.remark = prose;
        return read;
    }
    read.value = std::move(value);
    read.words = base::join({words.begin(), cut}, " ");
    read.issuer = country_at_start({words.begin(), cut});
    std::string_view after = read.remark;
    while (!after.empty() && std::string_view(",;( ").contains(after.front())) {
        after.remove_prefix(1);
    }
    if (read.issuer.code.empty()) {
        const std::string_view named = after.substr(0, std::min(after.find(')'), after.size()));
        if (!model::country_code(named).empty()) {
            read.issuer = model::country_from_text(named);
        }
    }
    return read;
}

std::optional<IdentifierKind> document_kind(std::string_view words) {
    struct Named {
        std::string_view word;
        IdentifierKind kind;
    };
    static constexpr std::array<Named, 31> table = {{
        {"social security", IdentifierKind::social_security},
        {"ssn", IdentifierKind::social_security},
        {"birth certificate", IdentifierKind::birth_certificate},
        {"driving", IdentifierKind::driving_licence},
        {"driver", IdentifierKind::driving_licence},
        {"fiscal code", IdentifierKind::tax},
        {"codice fiscale", IdentifierKind::tax},
        {"tax", IdentifierKind::tax},
        {"nif ", IdentifierKind::tax},
        {"passport", IdentifierKind::passport},
        {"passeport", IdentifierKind::passport},
        {"pasaporte", IdentifierKind::passport},
        {"travel document", IdentifierKind::passport},
        {"laissez-passer", IdentifierKind::passport},
        {"visa", IdentifierKind::visa},
        {"ogrn", IdentifierKind::ogrn},
        {"voter", IdentifierKind::other},
        {"student", IdentifierKind::other},
        {"ration card", IdentifierKind::other},
        {"residen", IdentifierKind::other},
        {"serviceman", IdentifierKind::other},
        {"military", IdentifierKind::other},
        {"national id", IdentifierKind::national_id},
        {"identity", IdentifierKind::national_id},
        {"identification", IdentifierKind::national_id},
        {"tazkira", IdentifierKind::national_id},
        {"identidad", IdentifierKind::national_id},
        {"identité", IdentifierKind::national_id},
        {"national number", IdentifierKind::national_id},
        {"nationality", IdentifierKind::national_id},
        {"alien registration", IdentifierKind::national_id},
    }};
    const auto named =
        std::ranges::find_if(table, [&](const Named& entry) { return holds(words, entry.word); });
    return named == table.end() ? std::optional<IdentifierKind>() : named->kind;
}

base::PartialDate expiry_in(std::string_view note) {
    static constexpr std::array<std::string_view, 14> leads = {
        "expiration date", "expiry date of", "expiry date", "date of expiration", "expires on", "expired on",
        "expiring on",     "expires",        "expired",     "expiring",           "expiry",     "valid until",
        "valid to",        "valid through"};
    return date_after(note, leads);
}

base::PartialDate issue_in(std::string_view note) {
    static constexpr std::array<std::string_view, 4> leads = {"date of issue", "issued on", "issued in",
                                                              "issued"};
    return date_after(note, leads);
}

}  // namespace cordon::lists
