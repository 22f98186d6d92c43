// Names in running text: which of the index could be there, and which of those are spotted. A text is full of
// words that some listed name has too.
#include <algorithm>

#include "screening/index_search.h"
#include "screening/text_anchors.h"
#include "text/name_frequency.h"
#include "text/name_words.h"

namespace cordon::screening {

namespace {

constexpr float single_word_weight_min = 0.75F;
constexpr std::size_t single_word_letters_min = 5;
constexpr float sure_weight = spotted_weight;  // less may be a piece of a longer name
constexpr float certain_weight = 1.5F;         // enough without the title that it has
constexpr std::size_t gap_pairs_min = 3;  // from so many words on, one that it lacks may stand between them

}  // namespace

// A text costs nothing for its own words; what counts is how much of the listed name it has. So each word of
// the index is met once, by the best that the text has for it, however long the text is; and names by their
// anchors.
void NameSearch::meet_text() {
    state_.met.resize(index_.word_count());
    for (const std::uint32_t word : state_.met_words) {
        state_.is_met[word] = false;
    }
    state_.met_words.clear();
    for (const std::uint8_t at : state_.order) {
        const std::vector<LikeWord>& likes = state_.like[at];
        for (std::size_t place = 0; place < likes.size(); ++place) {
            constexpr std::size_t ahead = 8;
            if (place + ahead < likes.size()) {
                __builtin_prefetch(&index_.words[likes[place + ahead].word]);
                __builtin_prefetch(&state_.met[likes[place + ahead].word]);
            }
            note_met(state_.subject[at], likes[place]);
        }
    }
    const auto initials = static_cast<std::size_t>(initials_);
    const bool by_anchors = options_.min_score >= anchor_floor && initials < state_.subject.size();
    const std::size_t levels = std::min(initials + 1, anchor_levels);
    for (const std::uint32_t word : state_.met_words) {
        if (by_anchors) {
            const auto anchored = index_.wordings_anchored(word, levels);
            if (levels == 1) {
                add_gains(state_.by_weight.of_titles(anchored), gain_more);
                meet_beside(state_.by_weight.from(anchored, weight_needed(state_.met[word])));
            } else {
                add_gains(anchored, gain_more);
            }
            continue;
        }
        // A name is spotted by a word that says something, but for names of titles alone.
        const bool says_something = state_.met[word].listed >= little_weight;
        for (const std::uint32_t wording : index_.wordings_with(word)) {
            if (says_something || !is_plain(index_.wordings[wording].flags)) {
                add_gain(wording, gain_more);
            }
        }
    }
}

// Names of one anchor, but those that need another word and have none.
void NameSearch::meet_beside(std::span<const std::uint32_t> anchored) {
    const auto partners = index_.partners_of(anchored);
    for (std::size_t at = 0; at < anchored.size(); ++at) {
        if (state_.is_met[partners[at].first] || state_.is_met[partners[at].second]) {
            add_gain(anchored[at], gain_more);
        }
    }
}

void NameSearch::note_met(const ScoredWord& subject, const LikeWord& like) {
    MetWord& met = state_.met[like.word];
    const float listed = index_.words[like.word].weight;
    const float matched = matched_weight(subject, like);
    const float unlike = std::min(subject.weight, listed) - matched;
    if (met.search != state_.memo.search) {
        met = {.search = state_.memo.search, .matched = matched, .unlike = unlike, .listed = listed};
        state_.met_words.push_back(like.word);
        state_.is_met[like.word] = true;
        return;
    }
    met.matched = std::max(met.matched, matched);
    met.unlike = std::min(met.unlike, unlike);
}

// A name with a word that is met no better must say so much to reach min_score.
double NameSearch::weight_needed(const MetWord& met) const {
    const auto lost = static_cast<double>(met.listed - met.matched);
    return matched_needed(static_cast<double>(met.unlike), options_.min_score, weights_) + lost;
}

// What the words that it shares with the text come to at most.
NameTally NameSearch::tally_of_text(std::uint32_t wording) const {
    NameTally tally;
    for (const std::uint32_t word : index_.words_of(wording)) {
        if (state_.is_met[word]) {
            const MetWord& met = state_.met[word];
            tally.matched += met.matched;
            tally.sure += met.matched;
            tally.unlike += initials_ > 0 ? 0 : met.unlike;  // the better partner may be an initial
            tally.listed += met.listed;
            ++tally.heavy_pairs;
        }
    }
    add_glued(wording, tally);
    return tally;
}

// The words of a name in running text stand next to each other, and say enough. A text that is the name and
// nothing else is the name, however little it says.
bool NameSearch::stands_together(std::uint32_t wording) const {
    if (stands_whole(wording)) {
        return true;
    }
    std::size_t first = state_.subject.size();
    std::size_t last = 0;
    std::size_t words = 0;
    std::size_t pairs = 0;
    std::size_t listed = 0;
    float weight = 0;
    float initials = 0;
    bool same = true;
    for (const WordPair& pair : state_.alignment.pairs) {
        if (pair.weight >= little_weight) {
            const std::size_t place = place_of(pair);
            first = std::min(first, place);
            last = std::max(last, place + pair.subject_count);
            words += pair.subject_count;
            listed += pair.listed_count;
            ++pairs;
            weight += pair.weight;
            initials += pair.relation == WordRelation::initial ? pair.weight : 0;
            same = same && pair.relation == WordRelation::exact;
        }
    }
    const std::size_t gap = pairs >= gap_pairs_min ? 1 : 0;
    if (pairs == 0 || heavy_words(first, last) > words + gap ||
        (initials > 0 && weight - initials < sure_weight)) {
        return false;
    }
    const ScoredWord& word = state_.subject[first];
    if (options_.within_address &&
        (names_street(first, last) || (listed == 1 && text::is_town(word.text) && is_craft(wording)))) {
        return false;
    }
    const bool names_somebody = share_alone(word.text, word.role, weights_) >= 1.0;
    if (same && heavy_words(0, state_.subject.size()) == words) {
        return !options_.within_address || pairs > 1 || names_somebody;
    }
    if (pairs == 1 && listed == 1) {
        const bool weak = (index_.wordings[wording].flags & wording_weak) != 0;
        return same && words == 1 && !weak && !options_.within_address && names_somebody &&
               weight >= single_word_weight_min && word.text.size() >= single_word_letters_min &&
               has_near(first, last, text::TokenRole::legal_form) && !is_part_of_longer_name(first, last);
    }
    if (weight < certain_weight && !has_near(first, last, text::TokenRole::title)) {
        return false;
    }
    return weight >= sure_weight || !is_part_of_longer_name(first, last);
}

// Every word of the name on end, letter by letter, titles and legal forms too: the text is nothing else, or
// the name has three words and more with a legal form among them, which nobody writes by chance ("Des
// International Co."). A single word in an address may be a town, or a word like "main": that is not enough,
// but for one with digits ("YV1234").
bool NameSearch::stands_whole(std::uint32_t wording) const {
    constexpr std::size_t words_min = 3;  // of a name within a text
    const auto same = [](const ScoredWord& subject, const ScoredWord& listed) {
        return subject.text == listed.text;
    };
    const std::size_t words = state_.listed.size();
    if (words == state_.subject.size()) {
        const bool says_enough =
            words > 1 || !options_.within_address || state_.subject.front().role == text::TokenRole::number;
        return says_enough && std::ranges::equal(state_.subject, state_.listed, same);
    }
    const bool firm = std::ranges::any_of(
        state_.listed, [](const ScoredWord& word) { return word.role == text::TokenRole::legal_form; });
    const bool weak = (index_.wordings[wording].flags & wording_weak) != 0;
    return words >= words_min && firm && !weak &&
           !std::ranges::search(state_.subject, state_.listed, same).empty();
}

// Where a pair stands: a word that the text has several times is meant where it is nearest to the others.
std::size_t NameSearch::place_of(const WordPair& pair) const {
    const std::string_view word = state_.subject[pair.subject].text;
    const auto times = [this](std::string_view text) {
        return std::ranges::count(state_.subject, text, &ScoredWord::text);
    };
    if (pair.subject_count > 1 || times(word) == 1) {
        return pair.subject;
    }
    const auto& pairs = state_.alignment.pairs;
    const auto only = std::ranges::find_if(pairs, [&](const WordPair& other) {
        return other.weight >= little_weight && times(state_.subject[other.subject].text) == 1;
    });
    if (only == pairs.end()) {
        return pair.subject;
    }
    const auto distance = [&](std::size_t at) {
        return at > only->subject ? at - only->subject : only->subject - at;
    };
    std::size_t nearest = pair.subject;
    for (std::size_t at = 0; at < state_.subject.size(); ++at) {
        const bool taken = std::ranges::any_of(pairs, [at](const WordPair& other) {
            return other.subject <= at && at < std::size_t{other.subject} + other.subject_count;
        });
        if (!taken && state_.subject[at].text == word && distance(at) < distance(nearest)) {
            nearest = at;
        }
    }
    return nearest;
}

std::size_t NameSearch::heavy_words(std::size_t first, std::size_t last) const {
    std::size_t heavy = 0;
    for (std::size_t at = first; at < last; ++at) {
        heavy += state_.subject[at].weight >= little_weight ? 1U : 0U;
    }
    return heavy;
}

// Titles, and for a name of one word legal forms too, make a name of words that say little: "status" is not
// "AO Status", nor "money transfer" "Al Sultan Money Transfer".
bool NameSearch::has_near(std::size_t first, std::size_t last, text::TokenRole most) const {
    const std::size_t reach = state_.listed.size();
    const std::size_t from = first > reach ? first - reach : 0;
    const std::size_t to = std::min(state_.subject.size(), last + reach);
    return std::ranges::all_of(state_.listed, [&](const ScoredWord& listed) {
        const bool asked = listed.weight < little_weight &&
                           (listed.role == text::TokenRole::title || most == text::TokenRole::legal_form);
        for (std::size_t near = from; asked && near < to; ++near) {
            if (state_.subject[near].text == listed.text) {
                return true;
            }
        }
        return !asked;
    });
}

// "Salah al-Din Street", "Rue de Victor Hugo": whoever a street is called after does not live in its name.
bool NameSearch::names_street(std::size_t first, std::size_t last) const {
    const auto is_light = [this](std::size_t at) {
        return state_.subject[at].role == text::TokenRole::particle ||
               state_.subject[at].role == text::TokenRole::title;
    };
    std::size_t before = first;
    while (before > 0 && is_light(before - 1)) {
        --before;
    }
    return (last < state_.subject.size() && text::is_street_word(state_.subject[last].text)) ||
           (before > 0 && text::is_street_word(state_.subject[before - 1].text));
}

// Ships and aircraft are called after towns: in an address the town is meant.
bool NameSearch::is_craft(std::uint32_t wording) const {
    return (index_.wordings[wording].flags & wording_craft) != 0;
}

bool NameSearch::is_part_of_longer_name(std::size_t first, std::size_t last) const {
    const auto is_name = [this](std::size_t at) {
        return at < state_.subject.size() && state_.subject[at].role == text::TokenRole::word &&
               text::name_frequency(state_.subject[at].text) > 0;
    };
    return is_name(last) || (first > 0 && is_name(first - 1));
}

}  // namespace cordon::screening
