#include "lists/ofac_remarks.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "lists/ofac_common.h"

namespace cordon::lists {

namespace {

constexpr std::string_view separator = "; ";

// "a.k.a. '" at the start, after "alt. ".
std::optional<model::NameKind> alias_opening(std::string_view fragment, std::size_t& bytes) {
    std::size_t at = base::ascii_istarts_with(fragment, "alt. ") ? 5 : 0;
    const std::string_view rest = fragment.substr(at);
    if (rest.size() < 8 || rest.substr(6, 2) != " '") {
        return {};
    }
    const auto kind = ofac_alias_kind(rest.substr(0, 6));
    if (kind) {
        bytes = at + 8;
    }
    return kind;
}

// Whether an alias fragment's quote is closed at its end; a bracketed note may follow the quote.
bool quote_closed(std::string_view fragment, std::size_t opening) {
    std::string_view text = base::trim(fragment);
    if (text.ends_with('.')) {
        text.remove_suffix(1);
    }
    if (text.size() <= opening) {
        return false;
    }
    return text.ends_with('\'') ||
           (text.ends_with(')') && text.find("' (", opening) != std::string_view::npos);
}

// The remark's own full stop; an abbreviation's ("S.A.") stays.
std::string_view without_full_stop(std::string_view text) {
    if (!text.ends_with('.')) {
        return text;
    }
    const std::string_view before = text.substr(0, text.size() - 1);
    const auto blank = before.rfind(' ');
    const std::string_view last = blank == std::string_view::npos ? before : before.substr(blank + 1);
    if (before.ends_with('\'') || before.ends_with(')')) {
        return before;
    }
    const bool abbreviation =
        last.size() <= 12 && last.find('.') != std::string_view::npos &&
        last.find('@') == std::string_view::npos && last.find('/') == std::string_view::npos &&
        std::ranges::none_of(last, [](char letter) { return letter >= 'a' && letter <= 'z'; });
    const bool digits = std::ranges::any_of(last, [](char letter) { return letter >= '0' && letter <= '9'; });
    return abbreviation && !digits ? text : before;
}

// A date behind the word, cut off the end of text; nothing when what stands there is no date.
base::PartialDate cut_date(std::string& text, std::string_view word) {
    const auto at = text.rfind(word);
    if (at == std::string::npos) {
        return {};
    }
    auto date = base::parse_partial_date(base::trim(std::string_view(text).substr(at + word.size())));
    if (!date) {
        return {};
    }
    text.resize(at);
    return *std::move(date);
}

// "(Korea, North)" cut off the end of text; "" when it does not end with a bracket of its own.
std::string cut_bracket(std::string& text) {
    const std::string_view trimmed = base::trim(text);
    if (!trimmed.ends_with(')')) {
        return {};
    }
    const auto at = trimmed.rfind(" (");
    if (at == std::string_view::npos) {
        return {};
    }
    std::string inside(base::trim(trimmed.substr(at + 2, trimmed.size() - at - 3)));
    text = std::string(base::trim(trimmed.substr(0, at)));
    return inside;
}

void read_alias(std::string_view fragment, model::NameKind kind, std::size_t opening, model::Listing& listing,
                std::vector<Diagnostic>& diagnostics) {
    std::string_view text = fragment.substr(opening);
    std::string note;
    if (const auto bracket = text.rfind("' ("); text.ends_with(')') && bracket != std::string_view::npos) {
        note = std::string(text.substr(bracket + 3, text.size() - bracket - 4));
        text = text.substr(0, bracket + 1);
    }
    if (text.ends_with('\'')) {
        text.remove_suffix(1);
    } else {
        report(
            diagnostics, Severity::warning, listing.id, "remarks", fragment,
            "the quote around this weak alias is not closed; the alias is read to the end of the fragment");
    }
    if (base::trim(text).empty()) {
        report(diagnostics, Severity::warning, listing.id, "remarks", fragment, "this alias is empty");
        return;
    }
    model::ListedName name = ofac_name(text, listing.kind, kind, model::NameQuality::weak);
    name.note = note;
    name.source_text = std::string(fragment);
    listing.names.push_back(std::move(name));
}

void read_fact(std::string_view fragment, const OfacKey& key, std::string_view source,
               model::Listing& listing, std::vector<Diagnostic>& diagnostics) {
    OfacFact fact;
    fact.type = base::collapse_whitespace(fragment.substr(0, key.bytes));
    while (!fact.type.empty() && fact.type.back() == ':') {
        fact.type.pop_back();
    }
    std::string value = base::collapse_whitespace(fragment.substr(key.bytes));
    if (key.type.meaning == OfacMeaning::identifier) {
        fact.expires = cut_date(value, " expires ");
        fact.issued = cut_date(value, " issued ");
        fact.country = cut_bracket(value);
        if (base::ascii_iequals(fact.country, "individual") || base::ascii_iequals(fact.country, "expired")) {
            fact.note = std::exchange(fact.country, {});
        }
        fact.source_text = base::collapse_whitespace(source);
    } else if (key.type.meaning == OfacMeaning::birth_date && !base::parse_partial_date(value)) {
        fact.note = cut_bracket(value);
    }
    fact.value = std::move(value);
    add_ofac_fact(fact, listing, diagnostics);
}

// "Foreign Widget Permit No. 55 (Iran)": a key that we do not know, whose name says what it is.
std::optional<OfacKey> unknown_key(std::string_view fragment) {
    const auto digit = fragment.find_first_of("0123456789");
    if (digit == std::string_view::npos) {
        return {};
    }
    const auto blank = fragment.rfind(' ', digit);
    if (blank == std::string_view::npos || blank > 60) {
        return {};
    }
    if (!names_an_identifier(fragment.substr(0, blank))) {
        return {};
    }
    return OfacKey{blank + 1, {OfacMeaning::identifier, model::IdentifierKind::other}};
}

void read_fragment(std::string_view published, model::Listing& listing,
                   std::vector<Diagnostic>& diagnostics) {
    std::string_view fragment = published;
    if (fragment.starts_with('(') && fragment.ends_with(')')) {
        fragment = base::trim(fragment.substr(1, fragment.size() - 2));
    }
    std::size_t opening = 0;
    if (const auto kind = alias_opening(fragment, opening)) {
        read_alias(fragment, *kind, opening, listing, diagnostics);
        return;
    }
    std::string_view rest = fragment;
    if (base::ascii_istarts_with(rest, "alt. ")) {
        rest = base::trim(rest.substr(5));
    }
    auto key = ofac_key_at_start(rest);
    if (!key) {
        key = unknown_key(rest);
    }
    if (key) {
        read_fact(rest, *key, published, listing, diagnostics);
    }
    // Free text stands whole in Listing::reasons.
}

}  // namespace

std::vector<std::string> split_ofac_remark(std::string_view remark) {
    std::vector<std::string> fragments;
    std::string_view rest = base::trim(remark);
    while (!rest.empty()) {
        std::size_t opening = 0;
        const bool alias = alias_opening(rest, opening).has_value();
        const std::size_t first = rest.find(separator);
        std::size_t end = first;
        while (end != std::string_view::npos) {
            const std::string_view next = rest.substr(end + separator.size());
            std::size_t ignored = 0;  // an alias that begins before this one is closed: this one never is
            const bool open = alias && !quote_closed(rest.substr(0, end), opening) &&
                              !alias_opening(next, ignored).has_value();
            if (!open && !base::ascii_istarts_with(next, "U.S. Persons Must ")) {
                break;
            }
            end = rest.find(separator, end + separator.size());
        }
        if (end == std::string_view::npos && alias && !quote_closed(rest, opening)) {
            end = first;  // never closed: lose one alias's end rather than all that follows
        }
        if (end == std::string_view::npos) {
            fragments.emplace_back(base::trim(without_full_stop(rest)));
            break;
        }
        fragments.emplace_back(base::trim(rest.substr(0, end)));
        rest = base::trim(rest.substr(end + separator.size()));
    }
    std::erase_if(fragments, [](const std::string& fragment) { return fragment.empty() || fragment == ";"; });
    return fragments;
}

void read_ofac_remark(std::string_view remark, model::Listing& listing,
                      std::vector<Diagnostic>& diagnostics) {
    if (is_ofac_null(remark)) {
        return;
    }
    add_once(listing.reasons, base::collapse_whitespace(remark));
    for (const std::string& fragment : split_ofac_remark(remark)) {
        read_fragment(fragment, listing, diagnostics);
    }
}

}  // namespace cordon::lists
