#include "engine/payment_screening.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "engine/number_marks.h"
#include "screening/identifier_index.h"
#include "text/name_frequency.h"
#include "text/name_tokens.h"
#include "text/name_words.h"
#include "text/script.h"

namespace cordon::engine {

namespace {

using model::FieldClass;
using model::Finding;
using model::FindingKind;
using screening::IdentifierMatch;

constexpr std::size_t possible_letters_min = 5;   // an equal number of fewer letters says nothing
constexpr std::size_t reference_letters_min = 8;  // of another list's reference, which are often just counted
constexpr std::uint32_t hits_max = 20;            // per question; more holds as truncated

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// Whether a text can hold a name: a letter of any script beside another sign ("P-885" is a party), or two
// telegraph codes.
bool may_hold_name(std::string_view text) {
    std::size_t letters = 0;
    std::size_t digits = 0;  // on end
    std::size_t all_digits = 0;
    std::size_t codes = 0;
    for (const char each : text) {
        const bool digit = each >= '0' && each <= '9';
        letters +=
            (lower(each) >= 'a' && lower(each) <= 'z') || static_cast<unsigned char>(each) >= 0x80 ? 1U : 0U;
        codes += !digit && digits == 4 ? 1U : 0U;
        digits = digit ? digits + 1 : 0;
        all_digits += digit ? 1U : 0U;
        if (letters > 0 && letters + all_digits > 1) {
            return true;
        }
    }
    return codes + (digits == 4 ? 1U : 0U) >= 2;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

// Codes of the format's own lists are short; what is longer was written by somebody.
bool is_plain_code(const model::PaymentField& field) {
    constexpr std::size_t code_letters_max = 5;
    return field.field_class == FieldClass::code && field.known && field.text.size() <= code_letters_max;
}

bool is_plain_country(const model::PaymentField& field) {
    return field.field_class == FieldClass::country && field.text.size() <= 3;
}

bool is_plain_number(const model::PaymentField& field) {
    return (field.field_class == FieldClass::value || field.field_class == FieldClass::date) && field.known &&
           (!may_hold_name(field.text) || field.text.size() <= 3 ||
            std::ranges::any_of(field.text.substr(0, 4),
                                [](char each) { return each >= '0' && each <= '9'; }));
}

std::string key_of(const model::Subject& subject) {
    std::string key;
    const auto add = [&key](std::string_view part) {
        key += part;
        key.push_back('\x1f');
    };
    for (const std::string& name : subject.names) {
        add(name);
    }
    add(fmt::format("k{}g{}", static_cast<int>(subject.kind), static_cast<int>(subject.gender)));
    for (const base::PartialDate& date : subject.birth_dates) {
        add(base::to_string(date));
    }
    for (const auto* countries : {&subject.countries, &subject.nationalities}) {
        for (const model::Country& country : *countries) {
            add(country.code.empty() ? country.text : country.code);
        }
        add("|");
    }
    for (const model::Place& place : subject.birth_places) {
        add(place.text + place.city + place.region + place.country.code);
    }
    return key;
}

Finding not_screened(std::string code, std::string sentence) {
    return model::plain_finding(FindingKind::screening, std::move(code), std::move(sentence));
}

void put_in_place(Finding& finding, const model::PaymentField& field) {
    finding.field = field.path;
    finding.field_class = field.field_class;
    finding.role = field.role;
    finding.transaction = field.transaction;
    finding.text = field.text;
}

// The field that says it: the one with this text, else the first of the class.
const model::PaymentField* field_of_party(const model::Payment& payment, std::uint32_t party,
                                          FieldClass field_class, const std::string& value) {
    const model::PaymentField* first = nullptr;
    for (const model::PaymentField& field : payment.fields) {
        if (field.party != party || (field.field_class != field_class && field.text != value)) {
            continue;
        }
        if (field.text == value) {
            return &field;
        }
        first = first == nullptr ? &field : first;
    }
    return first;
}

// A line behind an agent's BIC may be a name or an address: "45 Omar Street" is screened as the address
// that it is. What stands where a name must stand is a name, whatever the address repeats of it.
bool is_numbered_address(const model::Payment& payment, std::uint32_t party, std::string_view line) {
    const auto says = [&](FieldClass field_class) {
        return std::ranges::any_of(payment.fields, [&](const model::PaymentField& field) {
            return field.party == party && field.field_class == field_class && field.text.starts_with(line);
        });
    };
    return !line.empty() && line[0] >= '0' && line[0] <= '9' && says(FieldClass::address) &&
           !says(FieldClass::name);
}

bool is_numbered_street(const std::string& line) {
    text::TokenisedName words;
    text::tokenise_name(line, words);
    return !line.empty() && line[0] >= '0' && line[0] <= '9' &&
           std::ranges::any_of(words.tokens,
                               [](const text::NameToken& word) { return text::is_street_word(word.text); });
}

// Whether the second line of a SWIFT party, joined to its name here, is a house and its street.
bool goes_on_as_street(const model::PaymentParty& party, std::string_view name) {
    return !party.address_lines.empty() && name.ends_with(party.address_lines.front()) &&
           is_numbered_street(party.address_lines.front());
}

// "QATAR NATIONAL BANK" above "59 AL KHALEEJ STREET" is not the Al Khaleej Bank: a house and its street go
// on from a name only where the hit has a word of it that says who ("HAROUN" above "1 DAWUD ZAMRANI
// STREET").
bool has_word_of(const std::string& name, const screening::Hit& hit) {
    text::TokenisedName words;
    text::tokenise_name(name, words);
    const auto says_who = [&](std::string_view met) {
        return std::ranges::any_of(words.tokens, [&](const text::NameToken& word) {
            return word.text == met && !text::is_company_word(met) &&
                   text::use_of_word(met) == text::WordUse::naming &&
                   (word.role == text::TokenRole::word || word.role == text::TokenRole::initial ||
                    word.role == text::TokenRole::number);
        });
    };
    return std::ranges::any_of(hit.parts, [&](const screening::ComparedPart& part) {
        return part.relation != screening::PartRelation::extra &&
               part.relation != screening::PartRelation::noise &&
               std::ranges::any_of(base::split(part.subject_part, ' '), says_who);
    });
}

// One listing once for each place it was found in, by its best score.
void keep_best(std::vector<Finding>& findings) {
    std::ranges::stable_sort(findings, [](const Finding& left, const Finding& right) {
        return std::tie(left.field, left.kind, left.list, left.listing_id, right.score) <
               std::tie(right.field, right.kind, right.list, right.listing_id, left.score);
    });
    const auto repeated = std::ranges::unique(findings, [](const Finding& left, const Finding& right) {
        return left.field == right.field && left.kind == right.kind && left.list == right.list &&
               left.listing_id == right.listing_id && left.transaction == right.transaction &&
               (left.kind != FindingKind::screening || left.code == right.code);
    });
    findings.erase(repeated.begin(), repeated.end());
}

}  // namespace

bool PaymentScreening::is_text(Mode mode) {
    return mode == Mode::text || mode == Mode::address || mode == Mode::reference;
}

PaymentScreening::Mode PaymentScreening::mode_of(FieldClass field_class) {
    return field_class == FieldClass::address     ? Mode::address
           : field_class == FieldClass::reference ? Mode::reference
                                                  : Mode::text;
}

std::vector<Finding> PaymentScreening::screen(const model::Payment& payment) {
    std::vector<Finding> findings;
    for (std::uint32_t number = 0; number < payment.parties.size(); ++number) {
        screen_party(payment, number, findings);
    }
    for (const model::PaymentField& field : payment.fields) {
        screen_field(payment, field, findings);
    }
    keep_best(findings);
    return findings;
}

// The party's own names, with what else is said of it; a finding stands in the field that gave the name.
void PaymentScreening::screen_party(const model::Payment& payment, std::uint32_t number,
                                    std::vector<Finding>& findings) {
    const model::PaymentParty& party = payment.parties[number];
    const auto add = [&](const Answer& answer, FieldClass field_class, const std::string& value) {
        if (answer.empty()) {
            return;
        }
        const model::PaymentField* const place = field_of_party(payment, number, field_class, value);
        for (Finding finding : answer) {
            finding.field = place == nullptr ? party.path : place->path;
            finding.field_class = finding.kind == FindingKind::agent_match  ? FieldClass::agent
                                  : finding.kind == FindingKind::name_match ? FieldClass::name
                                                                            : FieldClass::identifier;
            finding.role = party.role;
            finding.transaction = party.transaction;
            finding.text = place != nullptr              ? place->text
                           : party.subject.names.empty() ? std::string()
                                                         : party.subject.names.front();
            findings.push_back(std::move(finding));
        }
    };
    model::Subject by_name = party.subject;
    by_name.id.clear();
    by_name.identifiers.clear();
    const bool lines = payment.format == model::MessageFormat::swift_mt;
    for (std::size_t at = 0; at < party.subject.names.size(); ++at) {
        const std::string& name = party.subject.names[at];
        if (lines && is_numbered_address(payment, number, name)) {
            continue;
        }
        // Also one of digits alone: there are listed names like "7-28".
        by_name.names.assign(1, name);
        const bool street = lines && at > 0 && goes_on_as_street(party, name);
        add(ask(lines && at > 0 ? Mode::lines : Mode::name, by_name,
                street ? party.subject.names.front() : std::string()),
            FieldClass::name, name);
    }
    for (const model::Identifier& identifier : party.subject.identifiers) {
        add(look_up({identifier}),
            identifier.kind == model::IdentifierKind::bic ? FieldClass::agent : FieldClass::identifier,
            identifier.value);
    }
}

void PaymentScreening::screen_field(const model::Payment& payment, const model::PaymentField& field,
                                    std::vector<Finding>& findings) {
    if (is_plain_code(field) || is_plain_country(field) || is_plain_number(field)) {
        return;
    }
    const auto add = [&](const Answer& answer) {
        for (Finding finding : answer) {
            put_in_place(finding, field);
            findings.push_back(std::move(finding));
        }
    };
    const bool identifier =
        field.field_class == FieldClass::identifier || field.field_class == FieldClass::agent;
    auto numbers = identifier ? numbers_of_value(field.text) : numbers_in_text(field.text);
    if (!identifier && !field.glued.empty()) {
        std::ranges::move(numbers_in_text(field.glued), std::back_inserter(numbers));
    }
    for (const std::string* const text : {&field.text, &field.glued}) {
        for (const std::string_view filed : snapshot_.index().filed_in_text(*text)) {
            numbers.push_back({.kind = model::IdentifierKind::other, .value = std::string(filed)});
        }
    }
    if (!numbers.empty()) {
        add(look_up(numbers));
    }
    if (field.field_class != FieldClass::name && !may_hold_name(field.text)) {
        return;
    }
    if (field.field_class == FieldClass::name) {
        const bool of_party = field.party != model::no_index &&
                              std::ranges::find(payment.parties[field.party].subject.names, field.text) !=
                                  payment.parties[field.party].subject.names.end();
        if (!of_party) {
            model::Subject subject;
            subject.names.push_back(field.text);
            if (!field.glued.empty()) {
                subject.names.push_back(field.glued);
            }
            add(ask(Mode::name, subject));
        }
    }
    spot(field, field.text, findings);
    if (!field.glued.empty()) {
        spot(field, field.glued, findings);
    }
}

void PaymentScreening::spot(const model::PaymentField& field, const std::string& text,
                            std::vector<Finding>& findings) {
    constexpr std::size_t clearing_letters_max = 2;  // "RT" among the codes of clearing systems is no name
    if (field.field_class == FieldClass::name ||
        (field.field_class == FieldClass::agent && text.size() <= clearing_letters_max)) {
        return;  // a name was searched as one, with what may stand around it
    }
    model::Subject subject;
    subject.names.push_back(text);
    for (Finding finding : ask(mode_of(field.field_class), subject)) {
        put_in_place(finding, field);
        findings.push_back(std::move(finding));
    }
}

const PaymentScreening::Answer& PaymentScreening::ask(Mode mode, const model::Subject& subject,
                                                      const std::string& above_street) {
    std::string key =
        static_cast<char>('a' + static_cast<int>(mode)) + key_of(subject) + "\x1e" + above_street;
    if (const auto known = remembered_.find(key); known != remembered_.end()) {
        return known->second;
    }
    return remember(std::move(key), search(mode, subject, above_street));
}

const PaymentScreening::Answer& PaymentScreening::look_up(const std::vector<model::Identifier>& identifiers) {
    std::string key = "#";
    for (const model::Identifier& identifier : identifiers) {
        key += fmt::format("{}:{}:{}\x1f", static_cast<int>(identifier.kind), identifier.issuer.code,
                           identifier.value);
    }
    if (const auto known = remembered_.find(key); known != remembered_.end()) {
        return known->second;
    }
    return remember(std::move(key), find_numbers(identifiers));
}

const PaymentScreening::Answer& PaymentScreening::remember(std::string&& key, Answer&& answer) {
    if (remembered_.size() >= remembered_max) {
        remembered_.clear();
    }
    return remembered_.insert_or_assign(std::move(key), std::move(answer)).first->second;
}

PaymentScreening::Answer PaymentScreening::search(Mode mode, const model::Subject& subject,
                                                  const std::string& above_street) {
    screening::SearchOptions options;
    options.threshold = options_.threshold;
    options.min_score = options_.threshold;
    options.hits_max = hits_max;
    options.supplement = options_.supplement;
    options.within_text = is_text(mode);
    options.within_address = mode == Mode::address;
    options.readings = mode != Mode::lines && (mode != Mode::reference || !is_ascii(subject.names.front()));
    Answer answer;
    const auto result = snapshot_.search(subject, options, scratch_);
    if (!result) {
        // Signs alone are nothing to compare; letters that cannot be compared were not screened.
        const bool signs = result.error().code == base::ErrorCode::invalid_input &&
                           std::ranges::all_of(subject.names, [](const std::string& name) {
                               return !base::first_invalid_utf8(name) && text::script_of(name).empty();
                           });
        if (!signs) {
            answer.push_back(not_screened("not_screened", result.error().message));
        }
        return answer;
    }
    if (result->truncated) {
        answer.push_back(not_screened("truncated", "not every listed name could be compared with this text"));
    }
    for (const screening::Hit& hit : result->hits) {
        if (above_street.empty() || hit.parts.empty() || has_word_of(above_street, hit)) {
            answer.push_back(finding_of(hit.listing, &hit, mode));
        }
    }
    return answer;
}

PaymentScreening::Answer PaymentScreening::find_numbers(const std::vector<model::Identifier>& identifiers) {
    Answer answer;
    for (const std::uint32_t ordinal : snapshot_.index().listings_with(identifiers)) {
        const auto listing = snapshot_.listing(ordinal);
        if (!listing) {
            answer.push_back(not_screened("not_screened", listing.error().message));
            continue;
        }
        for (const model::Identifier& ours : identifiers) {
            for (const model::Identifier& theirs : listing->identifiers) {
                const auto compared = screening::compare_identifiers(ours, theirs);
                const auto letters = screening::normalised_identifier(ours.kind, ours.value).size();
                const bool strong = compared.match == IdentifierMatch::strong;
                const std::size_t least = theirs.kind == model::IdentifierKind::reference
                                              ? reference_letters_min
                                              : possible_letters_min;
                if (!strong && (compared.match != IdentifierMatch::weak || letters < least)) {
                    continue;
                }
                Finding finding = finding_of(ordinal, nullptr, Mode::name);
                const bool bank = ours.kind == model::IdentifierKind::bic;
                finding.kind = !strong ? FindingKind::text_match
                               : bank  ? FindingKind::agent_match
                                       : FindingKind::identifier_match;
                finding.code = !strong ? "identifier_possible" : bank ? "agent_match" : "identifier_match";
                finding.score = 1;
                const bool address =
                    ours.kind == model::IdentifierKind::email || ours.kind == model::IdentifierKind::website;
                finding.sentence =
                    fmt::format("{} {} of {} {} ({}) is '{}'{}",
                                strong    ? "the"
                                : address ? "an address written as the"
                                          : "a number written as the",
                                model::to_string(theirs.kind), finding.list, finding.listing_id,
                                base::shown(finding.listed_name), base::shown(theirs.value),
                                compared.why.empty() ? std::string() : fmt::format("; {}", compared.why));
                answer.push_back(std::move(finding));
            }
        }
    }
    return answer;
}

Finding PaymentScreening::finding_of(std::uint32_t ordinal, const screening::Hit* hit, Mode mode) const {
    Finding finding;
    finding.kind = is_text(mode) ? FindingKind::text_match : FindingKind::name_match;
    finding.code = is_text(mode) ? "text_match" : "name_match";
    finding.list = snapshot_.versions()[snapshot_.list_of(ordinal)].list;
    const auto listing = snapshot_.listing(ordinal);
    if (!listing) {
        return not_screened("not_screened", listing.error().message);
    }
    finding.listing_id = listing->id;
    const std::size_t position = hit == nullptr ? 0 : hit->name;
    if (position < listing->names.size()) {
        finding.listed_name = listing->names[position].text;
        finding.weak = hit != nullptr && listing->names[position].quality == model::NameQuality::weak;
    }
    if (hit != nullptr) {
        finding.score = hit->score;
        finding.sentence =
            fmt::format("{} {} {} of {} {}: {}", is_text(mode) ? "the text names" : "resembles",
                        finding.weak ? "the weak alias" : "the listed name", base::shown(finding.listed_name),
                        finding.list, finding.listing_id, hit->reason);
    }
    return finding;
}

}  // namespace cordon::engine
