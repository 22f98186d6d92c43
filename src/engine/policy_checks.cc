#include "engine/policy_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/strings.h"
#include "decision/payment_quality.h"
#include "model/country.h"
#include "screening/screening_index.h"

namespace cordon::engine {

using base::Status;
using decision::Policy;
using model::Action;
using model::Outcome;

namespace {

constexpr double threshold_min = 0.5;
constexpr std::uint32_t art_5d_hours_max = 24;  // "at least once every calendar day"
constexpr std::uint32_t grace_hours_usual = 72;
constexpr std::uint32_t window_hours_max = 366 * 24;

std::unexpected<base::Error> refuse(std::string_view place, std::string_view what) {
    return base::fail(base::ErrorCode::invalid_input, fmt::format("{} {}", place, what));
}

template <class Values>
bool holds(const Values& values, std::string_view value) {
    return std::ranges::find(values, value) != std::end(values);
}

bool is_currency(std::string_view code) {
    return code.size() == 3 &&
           std::ranges::all_of(code, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

bool is_plain_name(std::string_view name) {
    return !name.empty() && name.size() <= 60 && std::ranges::all_of(name, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '_' || letter == '-' || letter == '.';
    });
}

std::string numbered(std::string_view table, std::size_t index) {
    return fmt::format("{}[{}]", table, index + 1);
}

// Every table of a list has a name of its own.
class Names {
public:
    Status take(const std::string& place, std::string_view key, std::string_view name) {
        if (!is_plain_name(name)) {
            return refuse(place + "." + std::string(key), "is not a name of letters, digits, _, - and .");
        }
        if (!taken_.emplace(name).second) {
            return refuse(place + "." + std::string(key), fmt::format("'{}' stands twice", name));
        }
        return {};
    }

private:
    std::set<std::string, std::less<>> taken_;
};

class Checks {
public:
    Checks(const Policy& policy, const std::vector<std::string>& known_lists,
           std::vector<std::string>& warnings)
        : policy_(policy), known_lists_(known_lists), warnings_(warnings) {}

    Status all() {
        CORDON_TRY(check_heading());
        CORDON_TRY(check_schemes());
        CORDON_TRY(check_lists());
        CORDON_TRY(check_fields());
        CORDON_TRY(check_amounts());
        CORDON_TRY(check_countries());
        CORDON_TRY(check_r16());
        CORDON_TRY(check_freshness());
        CORDON_TRY(check_people());
        CORDON_TRY(check_instant_sepa());
        return check_grounds();
    }

private:
    void warn(std::string sentence) { warnings_.push_back(std::move(sentence)); }

    Status check_heading() {
        if (policy_.name.empty()) return refuse("name", "is missing; it stands in every verdict's policy");
        if (policy_.version.empty()) return refuse("version", "is missing; change it with every change");
        if (policy_.threshold < threshold_min) {
            return refuse("threshold", fmt::format("is missing or under {}, where names that have nothing in "
                                                   "common are hits; {} is shipped",
                                                   threshold_min, screening::shipped_threshold));
        }
        if (policy_.threshold > screening::shipped_threshold) {
            warn(fmt::format("threshold {} is above the shipped {}: names between the two are not found",
                             policy_.threshold, screening::shipped_threshold));
        }
        return {};
    }

    Status check_known_list(const std::string& place, std::string_view list) const {
        if (!holds(known_lists_, list)) {
            return refuse(place, fmt::format("names list '{}', which does not exist; lists are {}",
                                             base::shown(list, 40), fmt::join(known_lists_, ", ")));
        }
        return {};
    }

    Status check_known_schemes(const std::string& place, const std::vector<std::string>& schemes) const {
        for (const std::string& scheme : schemes) {
            if (decision::scheme_named(policy_, scheme) == nullptr) {
                return refuse(place + ".schemes", fmt::format("names scheme '{}', which this policy does not "
                                                              "have",
                                                              base::shown(scheme, 40)));
            }
        }
        return {};
    }

    static Status check_country_codes(const std::string& place, const std::vector<std::string>& countries) {
        for (const std::string& country : countries) {
            if (country.size() != 2 || model::country_name(country).empty()) {
                return refuse(place, fmt::format("names country '{}', which is no ISO 3166-1 code of two "
                                                 "capital letters",
                                                 base::shown(country, 20)));
            }
        }
        return {};
    }

    static Status check_replies(const std::string& place, const decision::Replies& replies) {
        for (const auto& [key, text] :
             {std::pair("accepted", &replies.accepted), std::pair("pending", &replies.pending),
              std::pair("refused", &replies.refused)}) {
            const auto word = telling_word(*text);
            if (text->empty() || !word.empty()) {
                return refuse(fmt::format("{}.replies.{}", place, key),
                              text->empty() ? std::string("is empty")
                                            : fmt::format("says '{}': a reply must not tell the counterparty "
                                                          "that somebody is looked at",
                                                          word));
            }
        }
        return {};
    }

    Status check_mark(const std::string& place, const decision::SchemeMark& mark) const {
        if (mark == decision::SchemeMark{}) {
            return refuse(place, "asks for nothing and would fit nothing");
        }
        constexpr auto formats = std::to_array<std::string_view>({"", "iso20022", "swift-mt", "json"});
        if (!holds(formats, mark.format)) {
            return refuse(place + ".format", "is not one of iso20022, swift-mt, json");
        }
        for (const std::string& currency : mark.currencies) {
            if (!is_currency(currency)) {
                return refuse(place + ".currencies",
                              "holds something that is not a currency such as \"EUR\"");
            }
        }
        return {};
    }

    Status check_schemes() {
        Names names;
        for (std::size_t index = 0; index < policy_.schemes.size(); ++index) {
            const decision::Scheme& scheme = policy_.schemes[index];
            const std::string place = numbered("schemes", index);
            CORDON_TRY(names.take(place, "name", scheme.name));
            CORDON_TRY(check_replies(place, scheme.replies));
            for (std::size_t mark = 0; mark < scheme.marks.size(); ++mark) {
                const std::string mark_place = numbered(place + ".marks", mark);
                CORDON_TRY(check_mark(mark_place, scheme.marks[mark]));
                if (scheme.instant_sepa && scheme.marks[mark].currencies != std::vector<std::string>{"EUR"}) {
                    return refuse(
                        mark_place + ".currencies",
                        "is not [\"EUR\"], and the scheme is instant_sepa: instant credit transfers "
                        "under Regulation (EU) 260/2012 are in euro");
                }
            }
            const auto allowed = [&](Action action) {
                return scheme.allowed.empty() ||
                       std::ranges::find(scheme.allowed, action) != scheme.allowed.end();
            };
            for (const auto& [key, action] :
                 {std::pair("hold", scheme.hold), std::pair("block", scheme.block),
                  std::pair("time_out", scheme.time_out)}) {
                if (!allowed(action)) {
                    return refuse(fmt::format("{}.{}", place, key), "is an action that `allowed` lacks");
                }
            }
        }
        return {};
    }

    void warn_of_score(const std::string& place, double score_min) {
        if (score_min > screening::shipped_threshold) {
            warn(
                fmt::format("{}.score_min {} is above the shipped threshold {}: names between the two are "
                            "reported and not held",
                            place, score_min, screening::shipped_threshold));
        } else if (score_min > 0 && score_min <= policy_.threshold) {
            warn(fmt::format("{}.score_min {} is not above the threshold {} and changes nothing", place,
                             score_min, policy_.threshold));
        }
    }

    Status check_lists() {
        for (const decision::ListRule& rule : policy_.lists) {
            const std::string place = "lists." + rule.list;
            if (rule.list != "default") {
                CORDON_TRY(check_known_list(place, rule.list));
            }
            warn_of_score(place, rule.score_min);
            const bool blocks = rule.name == Outcome::block || rule.weak_name == Outcome::block ||
                                rule.identifier == Outcome::block;
            if (rule.block_action && !blocks) {
                return refuse(place + ".block_action", "is never used, because nothing of this list blocks");
            }
        }
        return {};
    }

    Status check_fields() {
        std::set<model::FieldClass> seen;
        for (std::size_t index = 0; index < policy_.fields.size(); ++index) {
            const auto& rule = policy_.fields[index];
            if (!seen.insert(rule.field_class).second) {
                return refuse(numbered("fields", index) + ".class", "stands twice");
            }
            warn_of_score("fields." + std::string(to_string(rule.field_class)), rule.score_min);
        }
        return {};
    }

    Status check_amounts() {
        Names names;
        for (std::size_t index = 0; index < policy_.amounts.size(); ++index) {
            const auto& rule = policy_.amounts[index];
            const std::string place = numbered("amounts", index);
            CORDON_TRY(names.take(place, "name", rule.name));
            if (!is_currency(rule.currency)) {
                return refuse(place + ".currency", "is not a currency such as \"EUR\"");
            }
            CORDON_TRY(check_known_schemes(place, rule.schemes));
        }
        return {};
    }

    Status check_countries() {
        Names names;
        for (std::size_t index = 0; index < policy_.countries.size(); ++index) {
            const auto& rule = policy_.countries[index];
            const std::string place = numbered("countries", index);
            CORDON_TRY(names.take(place, "name", rule.name));
            if (rule.countries.empty()) {
                return refuse(place + ".countries", "is missing or empty");
            }
            CORDON_TRY(check_country_codes(place + ".countries", rule.countries));
        }
        return {};
    }

    Status check_r16() {
        Names currencies;
        for (std::size_t index = 0; index < policy_.r16.thresholds.size(); ++index) {
            const auto& threshold = policy_.r16.thresholds[index];
            const std::string place = numbered("r16.thresholds", index);
            if (!is_currency(threshold.currency)) {
                return refuse(place + ".currency", "is not a currency such as \"EUR\"");
            }
            CORDON_TRY(currencies.take(place, "currency", threshold.currency));
        }
        Names areas;
        for (std::size_t index = 0; index < policy_.r16.domestic_areas.size(); ++index) {
            const auto& area = policy_.r16.domestic_areas[index];
            const std::string place = numbered("r16.domestic_areas", index);
            CORDON_TRY(areas.take(place, "name", area.name));
            CORDON_TRY(check_country_codes(place + ".countries", area.countries));
        }
        std::set<std::pair<std::string, std::string>> seen;
        for (std::size_t index = 0; index < policy_.r16.rules.size(); ++index) {
            const auto& rule = policy_.r16.rules[index];
            const std::string place = numbered("r16.rules", index);
            if (!holds(decision::r16_codes, rule.code)) {
                return refuse(place + ".code", "is not one of R16-01 to R16-11");
            }
            CORDON_TRY(check_known_schemes(place, rule.schemes));
            const std::vector<std::string> all{""};
            for (const std::string& scheme : rule.schemes.empty() ? all : rule.schemes) {
                if (!seen.emplace(rule.code, scheme).second) {
                    return refuse(place + ".code",
                                  fmt::format("{} has two rules for the same scheme", rule.code));
                }
            }
        }
        return {};
    }

    Status check_freshness() {
        const auto& rules = policy_.freshness;
        for (const std::string& list : rules.required_lists) {
            CORDON_TRY(check_known_list("freshness.required_lists", list));
        }
        if (rules.degraded == Outcome::pass && rules.hold_after_hours == 0) {
            return refuse("freshness.degraded",
                          "is \"report\" without hold_after_hours: say when payments are held because a list "
                          "was not refreshed");
        }
        if (rules.degraded == Outcome::pass && rules.hold_after_hours > grace_hours_usual) {
            warn(
                fmt::format("freshness.hold_after_hours {}: payments pass on lists that are older than their "
                            "limit by more than {} hours",
                            rules.hold_after_hours, grace_hours_usual));
        }
        if (rules.required_lists.empty()) {
            warn("freshness.required_lists is empty: a list that was never imported is not missed");
        }
        return {};
    }

    Status check_people() {
        const std::uint32_t hours = policy_.resubmission.window_hours;
        if (hours < 1 || hours > window_hours_max) {
            return refuse("resubmission.window_hours", fmt::format("is not from 1 to {}", window_hours_max));
        }
        if (!policy_.four_eyes.release_hold) {
            warn(
                "four_eyes.release_hold is false: one person alone releases a payment held for a listed "
                "name");
        }
        if (policy_.four_eyes.release_block) {
            warn(
                "four_eyes.release_block is true: two people can release a payment that was blocked for a "
                "listed party; only a licence or an error of the match makes that lawful");
        }
        if (!policy_.four_eyes.freeze) {
            warn("four_eyes.freeze is false: one person alone confirms a true match");
        }
        return {};
    }

    Status check_instant_sepa() {
        const auto& exception = policy_.instant_sepa;
        CORDON_TRY(check_country_codes("instant_sepa.agent_countries", exception.agent_countries));
        if (exception.list != "eu") {
            return refuse("instant_sepa.list",
                          "is not \"eu\": Art. 5d speaks of the Union's own measures and of no other list");
        }
        if (exception.proof_hours_max < 1 || exception.proof_hours_max > art_5d_hours_max) {
            return refuse(
                "instant_sepa.proof_hours_max",
                fmt::format("is not from 1 to {}: customers are checked at least daily", art_5d_hours_max));
        }
        if (!exception.enabled) {
            return {};
        }
        if (exception.agent_countries.empty()) {
            return refuse("instant_sepa.agent_countries", "is empty, and the exception is enabled");
        }
        if (std::ranges::none_of(policy_.schemes, &decision::Scheme::instant_sepa)) {
            return refuse("instant_sepa.enabled", "is true, and no scheme is marked instant_sepa");
        }
        return {};
    }

    Status check_ground(const std::string& place, const decision::Ground& ground) const {
        const auto missing = [&](std::string_view key) {
            return refuse(place + "." + std::string(key), "is missing");
        };
        if (ground.lists.empty()) return missing("lists");
        for (const std::string& list : ground.lists) {
            CORDON_TRY(check_known_list(place + ".lists", list));
        }
        if (ground.provider.empty()) return missing("provider");
        if (ground.document.empty()) return missing("document");
        const bool hash = ground.document_sha256.size() == 64 &&
                          ground.document_sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
        if (!hash) {
            return refuse(place + ".document_sha256",
                          "is not the SHA-256 of the evidence in 64 small hexadecimal digits");
        }
        if (!base::is_valid(ground.valid_from) || !base::is_valid(ground.valid_to) ||
            ground.valid_to < ground.valid_from) {
            return refuse(place, "needs valid_from and valid_to, the one not after the other");
        }
        if (ground.kind == decision::GroundKind::licence && ground.listing_ids.empty()) {
            return refuse(place + ".listing_ids", "is missing: a licence names whom it allows to be paid");
        }
        if (!ground.currency.empty() && !is_currency(ground.currency)) {
            return refuse(place + ".currency", "is not a currency such as \"EUR\"");
        }
        if (ground.currency.empty() != (ground.amount_max_e5 == 0)) {
            return refuse(place + ".amount_max", "and currency belong together: give both or neither");
        }
        return {};
    }

    Status check_grounds() {
        Names names;
        for (std::size_t index = 0; index < policy_.grounds.size(); ++index) {
            const std::string place = numbered("grounds", index);
            CORDON_TRY(names.take(place, "id", policy_.grounds[index].id));
            CORDON_TRY(check_ground(place, policy_.grounds[index]));
        }
        return {};
    }

    const Policy& policy_;
    const std::vector<std::string>& known_lists_;
    std::vector<std::string>& warnings_;
};

}  // namespace

std::string_view telling_word(std::string_view reply) {
    constexpr auto words = std::to_array<std::string_view>(
        {"sanction", "embargo", "screen", "freez",    "froze",    "terror",    "suspic",     "suspect",
         "launder",  "aml",     "cft",    "ofac",     "ofsi",     "watchlist", "blacklist",  "listed",
         "match",    "hit",     "alert",  "investig", "authorit", "police",    "compliance", "review",
         "blocked",  "held",    "hold",   "fraud",    "report"});
    for (const std::string_view word : words) {
        for (auto at = base::ascii_ifind(reply, word); at != std::string_view::npos;
             at = base::ascii_ifind(reply, word, at + 1)) {
            const char before = at == 0 ? ' ' : base::ascii_upper(reply.substr(at - 1, 1)).front();
            if (before < 'A' || before > 'Z') {
                return word;  // where a word begins: "household" holds nothing
            }
        }
    }
    return {};
}

Status check_policy(const Policy& policy, const std::vector<std::string>& known_lists,
                    std::vector<std::string>& warnings) {
    return Checks(policy, known_lists, warnings).all();
}

}  // namespace cordon::engine
