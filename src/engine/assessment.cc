#include "engine/assessment.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>

#include "base/hash.h"
#include "base/utf8.h"
#include "reporting/ordinary_names.h"
#include "reporting/uniform_sample.h"

namespace cordon::engine {

namespace {

using reporting::Family;

constexpr std::size_t rounds_max = 6;  // alterations of one name in one family
constexpr std::size_t share_queries = 128;
constexpr std::size_t block_queries = 8'192;
constexpr std::uint32_t hits_max = 1'000;

std::string_view quality_of(const model::ListedName& name) {
    switch (name.kind) {
        case model::NameKind::primary: return "primary name";
        case model::NameKind::original_script: return "name in original script";
        case model::NameKind::translation: return "translated name";
        case model::NameKind::fka: return "former name";
        case model::NameKind::nka:
        case model::NameKind::aka: break;
    }
    switch (name.quality) {
        case model::NameQuality::strong: return "strong alias";
        case model::NameQuality::weak: return "weak alias";
        case model::NameQuality::unknown: break;
    }
    return "alias, quality not stated";
}

std::vector<std::string> countries_of(const model::Listing& listing) {
    std::set<std::string> codes;
    for (const model::Country& country : listing.nationalities) {
        codes.insert(country.code);
    }
    for (const model::Place& place : listing.birth_places) {
        codes.insert(place.country.code);
    }
    if (codes.empty() || codes == std::set<std::string>{""}) {
        for (const model::Country& country : listing.countries) {
            codes.insert(country.code);
        }
        for (const model::Address& address : listing.addresses) {
            codes.insert(address.country.code);
        }
    }
    codes.erase("");
    return {codes.begin(), codes.end()};
}

base::Result<std::vector<SourceName>> source_names(const Snapshot& snapshot) {
    std::vector<SourceName> sources;
    for (std::uint32_t ordinal = 0; ordinal < snapshot.listing_count(); ++ordinal) {
        CORDON_ASSIGN(const model::Listing listing, snapshot.listing(ordinal));
        const std::vector<std::string> countries = countries_of(listing);
        for (const model::ListedName& name : listing.names) {
            if (!name.supplement) {
                sources.push_back({ordinal, name.text, listing.kind, reporting::script_of_name(name.text),
                                   quality_of(name), countries});
            }
        }
    }
    return sources;
}

// Under this many letters an altered name is no longer this name.
bool can_be_altered(const SourceName& source) {
    const std::size_t letters = base::code_point_count(source.text);
    return letters >= 4 || ((source.script == "Hani" || source.script == "Hang") && letters >= 2);
}

std::vector<std::uint32_t> drawn_order(std::size_t count, std::uint64_t seed) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> numbered;
    numbered.reserve(count);
    for (std::uint32_t at = 0; at < count; ++at) {
        numbered.emplace_back(reporting::draw_number(seed, at), at);
    }
    std::ranges::sort(numbered);
    std::vector<std::uint32_t> order;
    order.reserve(count);
    for (const auto& [number, at] : numbered) {
        order.push_back(at);
    }
    return order;
}

std::vector<AssessmentQuery> draw_family(const std::vector<SourceName>& sources, Family family,
                                         const AssessmentOptions& options) {
    const std::uint64_t family_seed =
        reporting::draw_number(options.seed, 1'000 + static_cast<std::uint64_t>(family));
    const std::vector<std::uint32_t> order = drawn_order(sources.size(), family_seed);
    const bool control = family == Family::control;
    std::vector<AssessmentQuery> queries;
    std::unordered_set<std::string> seen;
    for (std::size_t round = 0; round < (control ? 1 : rounds_max); ++round) {
        for (const std::uint32_t at : order) {
            if (queries.size() == options.sample) {
                return queries;
            }
            const SourceName& source = sources[at];
            if (!control && !can_be_altered(source)) {
                continue;
            }
            base::Prng prng(reporting::draw_number(family_seed + round, sources.size() + at));
            const reporting::NameToAlter name{source.text, source.kind, source.countries};
            auto altered = reporting::alter_name(family, name, prng);
            if (altered && seen.insert(fmt::format("{} {}", source.listing, altered->text)).second) {
                queries.push_back({at, family, std::move(altered->text), std::move(altered->how)});
            }
        }
    }
    return queries;
}

// The listings that are this party, sorted.
std::vector<std::uint32_t> same_party(const Snapshot& snapshot, std::uint32_t listing) {
    std::vector<std::uint32_t> party{listing};
    for (const LinkedListing& linked : snapshot.linked(listing)) {
        party.push_back(linked.ordinal);
    }
    std::ranges::sort(party);
    return party;
}

screening::SearchOptions search_options(const AssessmentOptions& options) {
    screening::SearchOptions search;
    search.threshold = options.threshold;
    search.min_score = std::min(options.threshold, reporting::curve_first / 100.0);
    search.hits_max = hits_max;
    search.supplement = options.supplement;
    search.explain = false;
    return search;
}

Outcome outcome_of(const std::vector<screening::Hit>& hits, const std::vector<std::uint32_t>& party) {
    Outcome outcome;
    double others = 0;
    for (const screening::Hit& hit : hits) {
        const bool right = std::ranges::binary_search(party, hit.listing);
        double& best = right ? outcome.score : others;
        best = std::max(best, hit.score);
    }
    outcome.first = outcome.score > 0 && outcome.score >= others;
    return outcome;
}

// Runs body over [0, count) in blocks, so that progress is told from this thread.
void run_in_blocks(std::size_t count, std::string_view stage, const Hooks& hooks,
                   const std::function<void(std::size_t, screening::SearchScratch&)>& body) {
    for (std::size_t begin = 0; begin < count; begin += block_queries) {
        const std::size_t end = std::min(count, begin + block_queries);
        hooks.parallel_for((end - begin + share_queries - 1) / share_queries, [&](std::size_t share) {
            static thread_local screening::SearchScratch scratch;
            const std::size_t share_end = std::min(end, begin + (share + 1) * share_queries);
            for (std::size_t at = begin + share * share_queries; at < share_end; ++at) {
                body(at, scratch);
            }
        });
        hooks.progress(stage, end, count);
    }
}

model::Subject subject_of(const std::string& name) {
    model::Subject subject;
    subject.names.push_back(name);
    return subject;
}

std::string checked_id(char front, std::size_t at, std::string_view text) {
    return fmt::format("{}{:06}-{:08x}", front, at, base::fast_checksum(text) & 0xFFFFFFFFU);
}

// Why the right party was not found: as the screening itself tells it when asked for everything.
base::Result<std::string> reason_of(const Snapshot& snapshot, const std::string& query,
                                    const std::vector<std::uint32_t>& party,
                                    const AssessmentOptions& options) {
    screening::SearchOptions search = search_options(options);
    search.min_score = 0;
    search.explain = true;
    screening::SearchScratch scratch;
    const auto result = snapshot.index().search(subject_of(query), search, scratch);
    if (!result) {
        return fmt::format("could not be screened, which is a hold: {}", result.error().message);
    }
    for (const screening::Hit& hit : result->hits) {
        if (std::ranges::binary_search(party, hit.listing)) {
            return fmt::format("{} {:.3f}: {}",
                               hit.score < options.threshold
                                   ? "scored"
                                   : "not taken for a candidate, though compared it would score",
                               hit.score, hit.reason);
        }
    }
    return std::string("no part of the query led to the listing");
}

}  // namespace

base::Result<Assessment> draw_assessment(const Snapshot& snapshot, const AssessmentOptions& options,
                                         const Hooks& hooks) {
    Assessment assessment;
    CORDON_ASSIGN(assessment.sources, source_names(snapshot));
    const auto& families = reporting::all_families();
    std::vector<std::vector<AssessmentQuery>> drawn(families.size());
    hooks.parallel_for(families.size(), [&](std::size_t at) {
        drawn[at] = draw_family(assessment.sources, families[at], options);
    });
    for (std::vector<AssessmentQuery>& queries : drawn) {
        std::ranges::move(queries, std::back_inserter(assessment.queries));
    }
    for (reporting::OrdinaryName& name : reporting::ordinary_names(options.ordinary, options.seed)) {
        assessment.ordinary.push_back({std::move(name.text), std::string(name.group)});
    }
    assessment.ordinary_source =
        fmt::format("{} names invented by Cordon from seed {}", assessment.ordinary.size(), options.seed);
    return assessment;
}

base::Result<Outcomes> screen_assessment(const Snapshot& snapshot, const Assessment& assessment,
                                         const AssessmentOptions& options, const Hooks& hooks) {
    Outcomes outcomes;
    outcomes.queries.resize(assessment.queries.size());
    outcomes.ordinary.resize(assessment.ordinary.size());
    const screening::SearchOptions search = search_options(options);
    run_in_blocks(assessment.queries.size(), "altered names screened", hooks,
                  [&](std::size_t at, screening::SearchScratch& scratch) {
                      const AssessmentQuery& query = assessment.queries[at];
                      const auto result = snapshot.index().search(subject_of(query.text), search, scratch);
                      if (result) {
                          const auto party = same_party(snapshot, assessment.sources[query.source].listing);
                          outcomes.queries[at] = outcome_of(result->hits, party);
                      }
                  });
    run_in_blocks(
        assessment.ordinary.size(), "ordinary names screened", hooks,
        [&](std::size_t at, screening::SearchScratch& scratch) {
            const auto result =
                snapshot.index().search(subject_of(assessment.ordinary[at].text), search, scratch);
            // What cannot be screened is held, which stops an ordinary customer too.
            outcomes.ordinary[at] = !result ? 1 : result->hits.empty() ? 0 : result->hits.front().score;
        });
    return outcomes;
}

std::string query_id(const Assessment& assessment, std::size_t at) {
    return checked_id('Q', at, assessment.queries[at].text);
}

std::string ordinary_id(const Assessment& assessment, std::size_t at) {
    return checked_id('O', at, assessment.ordinary[at].text);
}

base::Result<std::vector<std::string>> expected_ids(const Snapshot& snapshot, std::uint32_t listing) {
    std::vector<std::string> ids;
    for (const std::uint32_t ordinal : same_party(snapshot, listing)) {
        CORDON_ASSIGN(const model::Listing one, snapshot.listing(ordinal));
        ids.push_back(fmt::format("{}:{}", snapshot.versions()[snapshot.list_of(ordinal)].list, one.id));
    }
    return ids;
}

base::Result<Outcomes> judge_results(
    const Snapshot& snapshot, const Assessment& assessment,
    const std::map<std::string, std::vector<ForeignHit>, std::less<>>& results) {
    Outcomes outcomes;
    outcomes.queries.resize(assessment.queries.size());
    outcomes.ordinary.resize(assessment.ordinary.size());
    std::size_t known = 0;
    for (std::size_t at = 0; at < assessment.queries.size(); ++at) {
        const auto found = results.find(query_id(assessment, at));
        if (found == results.end()) {
            continue;
        }
        ++known;
        CORDON_ASSIGN(const std::vector<std::string> expected,
                      expected_ids(snapshot, assessment.sources[assessment.queries[at].source].listing));
        double others = 0;
        Outcome& outcome = outcomes.queries[at];
        for (const ForeignHit& hit : found->second) {
            const bool right = std::ranges::any_of(expected, [&](const std::string& id) {
                return id == hit.listing_id ||
                       std::string_view(id).substr(id.find(':') + 1) == hit.listing_id;
            });
            double& best = right ? outcome.score : others;
            best = std::max(best, hit.score);
        }
        outcome.first = outcome.score > 0 && outcome.score >= others;
    }
    for (std::size_t at = 0; at < assessment.ordinary.size(); ++at) {
        const auto found = results.find(ordinary_id(assessment, at));
        if (found != results.end()) {
            ++known;
            for (const ForeignHit& hit : found->second) {
                outcomes.ordinary[at] = std::max(outcomes.ordinary[at], hit.score);
            }
        }
    }
    if (known != results.size()) {
        return base::fail(
            base::ErrorCode::invalid_input,
            fmt::format("{} of {} query ids in the results are not of these queries; use the seed, "
                        "sample and lists with which the queries were written",
                        results.size() - known, results.size()));
    }
    return outcomes;
}

base::Result<reporting::EffectivenessReport> assessment_report(const Snapshot& snapshot,
                                                               const Assessment& assessment,
                                                               const Outcomes& outcomes,
                                                               const AssessmentOptions& options,
                                                               bool explain) {
    reporting::EffectivenessReport report;
    report.seed = options.seed;
    report.sample = options.sample;
    report.threshold = options.threshold;
    report.threshold_source = options.threshold_source;
    report.lists = snapshot.versions();
    report.names = assessment.sources.size();
    report.ordinary_source = assessment.ordinary_source;
    reporting::Tally tally(options.threshold);
    std::vector<reporting::UniformSample<std::size_t>> missed(
        reporting::family_count, reporting::UniformSample<std::size_t>(options.misses, options.seed));
    for (std::size_t at = 0; at < assessment.queries.size(); ++at) {
        const AssessmentQuery& query = assessment.queries[at];
        const SourceName& source = assessment.sources[query.source];
        const Outcome& outcome = outcomes.queries[at];
        tally.add({query.family, query.how, snapshot.versions()[snapshot.list_of(source.listing)].list,
                   source.script, to_string(source.kind), source.quality, outcome.score, outcome.first});
        if (outcome.score < options.threshold) {
            missed[static_cast<std::size_t>(query.family)].offer(at, [at] { return at; });
        }
    }
    for (std::size_t at = 0; at < assessment.ordinary.size(); ++at) {
        tally.add_ordinary(assessment.ordinary[at].group, outcomes.ordinary[at]);
    }
    tally.fill(report);
    for (auto& sample : missed) {
        for (const std::size_t at : sample.take()) {
            const AssessmentQuery& query = assessment.queries[at];
            const SourceName& source = assessment.sources[query.source];
            CORDON_ASSIGN(const model::Listing listing, snapshot.listing(source.listing));
            reporting::Miss miss{std::string(to_string(query.family)),
                                 query.how,
                                 query.text,
                                 source.text,
                                 snapshot.versions()[snapshot.list_of(source.listing)].list,
                                 listing.id,
                                 outcomes.queries[at].score,
                                 ""};
            if (explain) {
                CORDON_ASSIGN(miss.reason,
                              reason_of(snapshot, query.text, same_party(snapshot, source.listing), options));
            }
            report.misses.push_back(std::move(miss));
        }
    }
    return report;
}

}  // namespace cordon::engine
