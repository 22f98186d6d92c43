#include "engine/list_gate.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/check.h"
#include "base/strings.h"
#include "engine/party_knowledge.h"
#include "screening/screening_index.h"

namespace cordon::engine {

namespace {

constexpr std::size_t tasks_wanted = 16;    // few and long: a task's scratch learns the list's words
constexpr std::size_t tasks_per_round = 4;  // between two progress reports

using ById = std::map<std::string_view, const model::Listing*>;

ById by_id(const std::vector<model::Listing>& listings) {
    ById found;
    for (const model::Listing& listing : listings) {
        found.emplace(listing.id, &listing);
    }
    return found;
}

std::vector<std::string_view> published_names(const model::Listing& listing) {
    std::vector<std::string_view> names;
    for (const model::ListedName& name : listing.names) {
        if (!name.supplement) {
            names.push_back(name.text);
        }
    }
    std::ranges::sort(names);
    return names;
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
    return fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

bool exceeds(std::uint64_t part, std::uint64_t whole, double share_max) {
    return static_cast<double>(part) > share_max * static_cast<double>(whole);
}

std::optional<GateFinding> check_drop(const GateQuestion& question, const GateLimits& limits) {
    const std::uint64_t before = question.active->size();
    const std::uint64_t after = question.listings->size();
    if (after >= before || !exceeds(before - after, before, limits.count_drop_max)) {
        return std::nullopt;
    }
    return GateFinding{
        GateCode::count_drop,
        fmt::format("entries fell from {} to {} ({} fewer, limit {:.1f} %); check with the publisher "
                    "that so many were delisted",
                    before, after, percent(before - after, before), 100.0 * limits.count_drop_max)};
}

// A cut file of several that make a list loses names, not entries.
std::optional<GateFinding> check_names_drop(const GateQuestion& question, const GateLimits& limits) {
    const ById fresh = by_id(*question.listings);
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    for (const model::Listing& listing : *question.active) {
        if (const auto found = fresh.find(listing.id); found != fresh.end()) {
            before += published_names(listing).size();
            after += published_names(*found->second).size();
        }
    }
    if (after >= before || !exceeds(before - after, before, limits.count_drop_max)) {
        return std::nullopt;
    }
    return GateFinding{
        GateCode::count_drop,
        fmt::format("the names of the entries that stay fell from {} to {} ({} fewer, limit {:.1f} %); "
                    "check that every file of the publication is whole",
                    before, after, percent(before - after, before), 100.0 * limits.count_drop_max)};
}

std::optional<GateFinding> check_mass_change(const GateQuestion& question, const GateLimits& limits) {
    const ById fresh = by_id(*question.listings);
    std::uint64_t altered = 0;
    std::uint64_t gone = 0;
    for (const model::Listing& listing : *question.active) {
        const auto found = fresh.find(listing.id);
        if (found == fresh.end()) {
            ++gone;
        } else if (published_names(*found->second) != published_names(listing)) {
            ++altered;
        }
    }
    const std::uint64_t all = question.active->size();
    const auto is_mass = [&](std::uint64_t part) {
        return part >= limits.altered_listings_min && exceeds(part, all, limits.altered_max);
    };
    if (!is_mass(altered) && !is_mass(gone)) {
        return std::nullopt;
    }
    return GateFinding{
        GateCode::mass_change,
        fmt::format("of {} listings, names changed in {} ({}) and {} ({}) are gone, limit {:.0f} %; a "
                    "broken file looks like this",
                    all, altered, percent(altered, all), gone, percent(gone, all),
                    100.0 * limits.altered_max)};
}

std::string shown_listing_name(const model::Listing& listing, const model::ListedName& name) {
    return fmt::format("{} '{}'", listing.id, base::shown(name.text));
}

struct NameToFind {
    std::uint32_t listing = 0;
    std::uint32_t name = 0;
};

std::vector<NameToFind> names_to_find(const std::vector<model::Listing>& published,
                                      const std::vector<model::Listing>& indexed,
                                      const std::vector<model::Listing>* active) {
    const ById before = active == nullptr ? ById() : by_id(*active);
    std::vector<NameToFind> names;
    for (std::uint32_t at = 0; at < published.size(); ++at) {
        const auto old = before.find(published[at].id);
        if (old != before.end() && *old->second == published[at]) {
            continue;
        }
        for (std::uint32_t name = 0; name < indexed[at].names.size(); ++name) {
            names.push_back({at, name});
        }
    }
    return names;
}

enum class Found : std::uint8_t { no, yes, yes_truncated };

Found find_name_from(double score, const screening::ScreeningIndex& index, const model::Subject& subject,
                     const NameToFind& name, screening::SearchScratch& scratch) {
    screening::SearchOptions options;
    options.threshold = score;
    options.min_score = score;
    options.explain = false;
    options.readings = false;  // a name meets itself under its first reading
    const auto result = index.search(subject, options, scratch);
    if (!result) {
        return Found::no;
    }
    const bool hit = std::ranges::any_of(result->hits, [&](const screening::Hit& each) {
        return each.listing == name.listing && each.score >= options.threshold;
    });
    return !hit ? Found::no : result->truncated ? Found::yes_truncated : Found::yes;
}

// A name scores 1 or nearly so against itself, and a search for such scores looks at few candidates; what it
// finds, a search from the threshold finds too. Names that do not are searched as customers' names are.
Found find_name(const screening::ScreeningIndex& index, const model::Listing& listing, const NameToFind& name,
                screening::SearchScratch& scratch) {
    constexpr double nearly_equal = 0.97;
    model::Subject subject;
    subject.names = {listing.names[name.name].text};
    subject.kind = listing.kind;
    const Found near = find_name_from(nearly_equal, index, subject, name, scratch);
    return near == Found::yes ? near
                              : find_name_from(screening::shipped_threshold, index, subject, name, scratch);
}

}  // namespace

std::string_view to_string(GateCode code) {
    switch (code) {
        case GateCode::count_stated: return "G1";
        case GateCode::count_drop: return "G2";
        case GateCode::older: return "G3";
        case GateCode::mass_change: return "G4";
        case GateCode::self_test: return "G5";
        case GateCode::empty: return "G6";
        case GateCode::from_the_future: return "G7";
    }
    CORDON_CHECK(false && "a GateCode outside its enum");
    return {};
}

bool can_be_overridden(GateCode code) {
    return code != GateCode::self_test && code != GateCode::empty;
}

std::vector<GateFinding> check_contents(const GateQuestion& question, const GateLimits& limits) {
    CORDON_CHECK(question.listings != nullptr);
    std::vector<GateFinding> findings;
    if (question.stated_count && *question.stated_count != question.read_count) {
        findings.push_back(
            {GateCode::count_stated, fmt::format("the file states {} records, {} were read; it is not whole",
                                                 *question.stated_count, question.read_count)});
    }
    if (question.active != nullptr) {
        if (auto finding = check_drop(question, limits)) {
            findings.push_back(*std::move(finding));
        }
        if (auto finding = check_names_drop(question, limits)) {
            findings.push_back(*std::move(finding));
        }
        if (question.published < question.active_published) {
            findings.push_back(
                {GateCode::older,
                 fmt::format("published {}, before the active version of {}; use --history to store it "
                             "for as-of use",
                             base::to_string(question.published),
                             base::to_string(question.active_published))});
        }
        if (auto finding = check_mass_change(question, limits)) {
            findings.push_back(*std::move(finding));
        }
    }
    if (question.listings->empty()) {
        findings.push_back({GateCode::empty, "the file has no entries; an empty list would pass everybody"});
    }
    if (base::days_since_epoch(question.published) - base::days_since_epoch(question.today) >
        limits.future_days_max) {
        findings.push_back(
            {GateCode::from_the_future,
             fmt::format("published {}, but today is {}; check the date of the file and the clock",
                         base::to_string(question.published), base::to_string(question.today))});
    }
    return findings;
}

SelfTestReport self_test(std::string_view list, const std::vector<model::Listing>& listings,
                         const std::vector<model::Listing>* active, const Hooks& hooks) {
    SelfTestReport report;
    std::vector<model::Listing> indexed = listings;
    add_supplement(list, indexed);
    std::vector<screening::IndexedListing> entries;
    for (const model::Listing& listing : indexed) {
        entries.push_back({&listing, 0});
    }
    const auto index = screening::ScreeningIndex::build(entries);
    if (!index) {
        report.build_error = index.error().message;
        return report;
    }
    const std::vector<NameToFind> names = names_to_find(listings, indexed, active);
    std::vector<Found> found(names.size(), Found::no);
    const std::size_t names_per_task = std::max<std::size_t>(64, names.size() / tasks_wanted + 1);
    const std::size_t tasks = (names.size() + names_per_task - 1) / names_per_task;
    for (std::size_t first = 0; first < tasks; first += tasks_per_round) {
        hooks.progress("self-test", first * names_per_task, names.size());
        hooks.parallel_for(std::min(tasks_per_round, tasks - first), [&](std::size_t task) {
            screening::SearchScratch scratch;
            const std::size_t from = (first + task) * names_per_task;
            for (std::size_t at = from; at < std::min(from + names_per_task, names.size()); ++at) {
                found[at] = find_name(*index, indexed[names[at].listing], names[at], scratch);
            }
        });
    }
    hooks.progress("self-test", names.size(), names.size());
    report.names_searched = names.size();
    for (std::size_t at = 0; at < names.size(); ++at) {
        const model::Listing& listing = indexed[names[at].listing];
        if (found[at] == Found::no) {
            report.not_found.push_back(shown_listing_name(listing, listing.names[names[at].name]));
        }
        report.truncated += found[at] == Found::yes_truncated ? 1U : 0U;
    }
    return report;
}

std::optional<GateFinding> judge_self_test(const SelfTestReport& report, const GateLimits& limits) {
    if (!report.build_error.empty()) {
        return GateFinding{GateCode::self_test, "the list cannot be indexed: " + report.build_error};
    }
    if (report.not_found.empty()) {
        return std::nullopt;
    }
    const std::size_t shown = std::min<std::size_t>(report.not_found.size(), limits.names_shown_max);
    const std::vector<std::string> names(report.not_found.begin(),
                                         report.not_found.begin() + static_cast<std::ptrdiff_t>(shown));
    return GateFinding{GateCode::self_test,
                       fmt::format("screening does not find {} of {} names of this list: {}{}",
                                   report.not_found.size(), report.names_searched, base::join(names, ", "),
                                   shown < report.not_found.size() ? ", ..." : "")};
}

}  // namespace cordon::engine
