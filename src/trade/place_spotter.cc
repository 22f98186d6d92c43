#include "trade/place_spotter.h"

#include <fmt/format.h>
#include <hs/hs.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <map>
#include <span>
#include <unordered_map>
#include <utility>

#include "base/check.h"
#include "base/strings.h"
#include "trade/place_fold.h"
#include "trade/place_spellings.h"
#include "trade/place_weight.h"

namespace cordon::trade {

namespace {

constexpr std::size_t text_bytes_max = std::numeric_limits<std::uint32_t>::max() / 8;

struct Spelling {
    std::uint32_t place = 0;
    bool weak = false;
    bool cyrillic_stem = false;
};

struct Hit {
    std::uint32_t pattern = 0;
    std::size_t end = 0;  // of the folded letters
};

struct DatabaseFree {
    void operator()(hs_database_t* database) const { hs_free_database(database); }
};

// The scratch of this thread, grown for every pattern base that it meets; bases have numbers, for addresses
// come again.
class ThreadScratch {
public:
    ThreadScratch() = default;
    ~ThreadScratch() { hs_free_scratch(scratch_); }
    ThreadScratch(const ThreadScratch&) = delete;
    ThreadScratch& operator=(const ThreadScratch&) = delete;

    [[nodiscard]] hs_scratch_t* fitting(const hs_database_t* database, std::uint64_t number) {
        if (number_ != number) {
            CORDON_CHECK(hs_alloc_scratch(database, &scratch_) == HS_SUCCESS);
            number_ = number;
        }
        return scratch_;
    }

private:
    hs_scratch_t* scratch_ = nullptr;
    std::uint64_t number_ = 0;
};

std::uint64_t next_number() {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

}  // namespace

struct PlaceSpotter::Parts {
    Gazetteer gazetteer;
    std::vector<std::string> patterns;
    std::vector<std::vector<Spelling>> spellings;                        // of patterns[i]
    std::unordered_map<std::string, std::vector<std::string>> homonyms;  // folded name: countries
    std::unique_ptr<hs_database_t, DatabaseFree> database;
    std::uint64_t number = 0;

    void add_spellings();
    [[nodiscard]] base::Status compile();
    void add_candidates(const FoldedPlaceText& folded, std::string_view text, const std::vector<Hit>& hits,
                        std::vector<PlaceCandidate>& candidates) const;
};

void PlaceSpotter::Parts::add_spellings() {
    std::map<std::string, std::uint32_t> known;
    const auto add = [&](const PlacePattern& pattern, std::uint32_t place, bool weak) {
        const auto [at, fresh] =
            known.try_emplace(pattern.letters, static_cast<std::uint32_t>(patterns.size()));
        if (fresh) {
            patterns.push_back(" " + pattern.letters);
            spellings.emplace_back();
        }
        std::vector<Spelling>& list = spellings[at->second];
        const bool there = std::ranges::any_of(list, [&](const Spelling& one) {
            return one.place == place && one.cyrillic_stem == pattern.cyrillic_stem;
        });
        if (!there) {
            list.push_back({place, weak, pattern.cyrillic_stem});
        }
    };
    const std::vector<GazetteerPlace>& places = gazetteer.places();
    for (std::uint32_t i = 0; i < places.size();
         ++i) {  // first: a variant of a strong name may be a weak one
        for (const std::string& name : places[i].weak_names) {
            for (const PlacePattern& pattern : place_patterns(name, false)) {
                add(pattern, i, true);
            }
        }
    }
    const std::size_t weak_patterns = patterns.size();
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        for (const std::string& name : places[i].names) {
            const std::string itself = folded_name(name);
            for (const PlacePattern& pattern : place_patterns(name, true)) {
                const auto at = known.find(pattern.letters);
                const bool ambiguous =
                    at != known.end() && at->second < weak_patterns && pattern.letters != itself;
                add(pattern, i, ambiguous);
            }
        }
    }
    for (const Homonym& homonym : gazetteer.homonyms()) {
        homonyms[folded_name(homonym.name)].push_back(homonym.country);
    }
}

base::Status PlaceSpotter::Parts::compile() {
    std::vector<const char*> texts;
    std::vector<std::size_t> lengths;
    std::vector<unsigned> flags(patterns.size(), 0);
    std::vector<unsigned> ids;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        texts.push_back(patterns[i].data());
        lengths.push_back(patterns[i].size());
        ids.push_back(static_cast<unsigned>(i));
    }
    hs_database_t* made = nullptr;
    hs_compile_error_t* error = nullptr;
    const hs_error_t code =
        hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), lengths.data(),
                             static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, nullptr, &made, &error);
    if (code != HS_SUCCESS) {
        const std::string why = error == nullptr ? "no reason given" : error->message;
        hs_free_compile_error(error);
        return base::fail(
            base::ErrorCode::limit_exceeded,
            fmt::format("the {} spellings of the gazetteer cannot be compiled ({}); load fewer places",
                        patterns.size(), why));
    }
    database.reset(made);
    number = next_number();
    return {};
}

void PlaceSpotter::Parts::add_candidates(const FoldedPlaceText& folded, std::string_view text,
                                         const std::vector<Hit>& hits,
                                         std::vector<PlaceCandidate>& candidates) const {
    constexpr std::size_t ending_letters_max = 6;
    const std::string& letters = folded.letters;
    for (const Hit& hit : hits) {
        const std::size_t first = hit.end - patterns[hit.pattern].size() + 1;
        const std::size_t word_end = std::min(letters.find(' ', hit.end), letters.size());
        const bool whole = word_end == hit.end;
        const std::string_view rest = std::string_view(letters).substr(hit.end, word_end - hit.end);
        const bool by_apostrophe =
            rest.size() <= ending_letters_max && std::ranges::binary_search(folded.apostrophes, hit.end);
        const bool cyrillic = !whole && static_cast<unsigned char>(text[folded.origin[hit.end]]) >= 0xD0 &&
                              is_cyrillic_ending(rest);
        for (const Spelling& spelling : spellings[hit.pattern]) {
            const bool ends = spelling.cyrillic_stem ? cyrillic : whole || by_apostrophe || cyrillic;
            if (!ends) {
                continue;
            }
            PlaceCandidate candidate;
            candidate.place = &gazetteer.places()[spelling.place];
            candidate.weak = spelling.weak;
            candidate.first = first;
            candidate.last = whole ? hit.end : cyrillic ? word_end : hit.end;
            candidate.begin = folded.origin[first];
            candidate.end = whole ? folded.origin[hit.end]  // a silent last letter belongs to it
                                  : code_point_end(text, folded.origin[candidate.last - 1]);
            for (const Spelling& other : spellings[hit.pattern]) {  // of the gazetteer itself
                const std::string& country = gazetteer.places()[other.place].country;
                const bool same = candidate.place->country.find(country) != std::string::npos ||
                                  country.find(candidate.place->country) != std::string::npos;
                if (!same && std::ranges::find(candidate.homonym_countries, country) ==
                                 candidate.homonym_countries.end()) {
                    candidate.homonym_countries.push_back(country);
                }
            }
            const auto elsewhere = homonyms.find(patterns[hit.pattern].substr(1));
            if (elsewhere != homonyms.end()) {
                candidate.homonym_countries.insert(candidate.homonym_countries.end(),
                                                   elsewhere->second.begin(), elsewhere->second.end());
            }
            candidates.push_back(std::move(candidate));
        }
    }
}

PlaceSpotter::PlaceSpotter(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

base::Result<PlaceSpotter> PlaceSpotter::make(Gazetteer gazetteer) {
    auto parts = std::make_shared<Parts>();
    parts->gazetteer = std::move(gazetteer);
    parts->add_spellings();
    if (parts->patterns.empty()) {
        return base::fail(base::ErrorCode::invalid_input, "the gazetteer holds no names; load a whole table");
    }
    CORDON_TRY(parts->compile());
    return PlaceSpotter(std::move(parts));
}

const Gazetteer& PlaceSpotter::gazetteer() const {
    return parts_->gazetteer;
}

namespace {

int on_hit(unsigned id, unsigned long long, unsigned long long to, unsigned, void* found) {
    static_cast<std::vector<Hit>*>(found)->push_back({id, static_cast<std::size_t>(to)});
    return 0;
}

bool is_prose(model::FieldClass field_class) {
    switch (field_class) {
        case model::FieldClass::name:
        case model::FieldClass::agent:
        case model::FieldClass::address:
        case model::FieldClass::text:
        case model::FieldClass::goods:
        case model::FieldClass::reference: return true;
        case model::FieldClass::country:
        case model::FieldClass::identifier:
        case model::FieldClass::value:
        case model::FieldClass::date:
        case model::FieldClass::code: return false;
    }
    return false;
}

// Most hits begin a longer word ("Ana" in "analysis"): out, unless an apostrophe or Cyrillic letters may end
// the name inside the word.
void keep_plausible(std::string_view letters, std::vector<Hit>& hits) {
    std::erase_if(hits, [&](const Hit& hit) { return hit.end < letters.size() && letters[hit.end] != ' '; });
}

bool at_one_spot(const PlaceCandidate& left, const PlaceCandidate& right) {
    return left.first == right.first && left.last == right.last;
}

}  // namespace

void keep_longest(std::vector<PlaceCandidate>& candidates) {
    std::ranges::stable_sort(candidates, [](const PlaceCandidate& left, const PlaceCandidate& right) {
        return left.first != right.first ? left.first < right.first : left.last > right.last;
    });
    std::vector<PlaceCandidate> kept;
    std::size_t covered = 0;  // by the candidates before this spot
    for (auto spot = candidates.begin(); spot != candidates.end();) {
        const auto next = std::find_if(
            spot, candidates.end(), [&](const PlaceCandidate& other) { return !at_one_spot(*spot, other); });
        if (spot->last > covered) {
            const bool safe = std::any_of(spot, next, [](const PlaceCandidate& one) { return !one.weak; });
            const std::size_t first_kept = kept.size();
            for (auto one = spot; one != next; ++one) {
                const bool again = std::ranges::any_of(
                    std::span(kept).subspan(first_kept),
                    [&](const PlaceCandidate& other) { return other.place == one->place; });
                if (!again && !(safe && one->weak)) {
                    kept.push_back(*one);
                }
            }
            covered = spot->last;
        }
        spot = next;
    }
    candidates = std::move(kept);
}

std::vector<PlaceMention> PlaceSpotter::spot(std::string_view text, const PlaceContext& context) const {
    thread_local std::string letters;
    thread_local FoldedPlaceText folded;
    thread_local std::vector<Hit> hits;
    thread_local ThreadScratch scratch;
    std::vector<PlaceMention> mentions;
    if (!is_prose(context.field_class) || text.empty()) {
        return mentions;
    }
    CORDON_CHECK(text.size() <= text_bytes_max);
    const bool endings_inside = fold_place_letters(text, letters);
    hits.clear();
    const hs_error_t code =
        hs_scan(parts_->database.get(), letters.data(), static_cast<unsigned>(letters.size()), 0,
                scratch.fitting(parts_->database.get(), parts_->number), &on_hit, &hits);
    CORDON_CHECK(code == HS_SUCCESS);
    if (!endings_inside) {
        keep_plausible(letters, hits);
    }
    if (hits.empty()) {
        return mentions;
    }
    fold_places(text, folded);
    std::vector<PlaceCandidate> candidates;
    parts_->add_candidates(folded, text, hits, candidates);
    if (candidates.empty()) {
        return mentions;
    }
    keep_longest(candidates);
    const PlaceSigns signs = read_signs(text, folded);
    const PlaceNeighbours neighbours(candidates);
    for (const PlaceCandidate& candidate : candidates) {
        mentions.push_back(weigh(candidate, neighbours, signs, context));
    }
    std::ranges::stable_sort(mentions, [](const PlaceMention& left, const PlaceMention& right) {
        return left.begin != right.begin ? left.begin < right.begin : left.weight > right.weight;
    });
    return mentions;
}

const PlaceSpotter& bundled_places() {
    static const PlaceSpotter spotter = [] {
        auto made = PlaceSpotter::make(bundled_gazetteer());
        CORDON_CHECK(made.has_value());
        return *std::move(made);
    }();
    return spotter;
}

}  // namespace cordon::trade
