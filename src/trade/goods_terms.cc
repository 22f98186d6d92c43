#include "trade/goods_terms.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/utf8.h"

namespace cordon::trade {

using std::string_view_literals::operator""sv;

struct TermIndex::Match {
    const TermPhrase* phrase = nullptr;
    std::size_t first = 0;
    std::size_t last = 0;
    bool purpose = false;  // li-l-
    [[nodiscard]] std::size_t length() const { return last - first + 1; }
};

struct TermIndex::Scan {
    std::vector<TextWord> words;
    std::vector<std::vector<WordForm>> forms;
    WordLanguage language = WordLanguage::any;
    std::vector<Match> terms;
    std::vector<Match> guards;
    std::vector<Match> contexts;
    std::vector<bool> head;
    std::vector<bool> lead;
    std::vector<bool> form;
    std::vector<bool> pay;
    std::vector<std::pair<std::size_t, std::uint16_t>> parts;  // word, class
};

namespace {

constexpr std::size_t context_reach = 7;  // words

bool one_of(std::string_view word, std::span<const std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

// Articles, prepositions and the like, which a phrase passes over.
bool is_small(std::string_view word) {
    constexpr std::array small = {"of"sv,  "the"sv, "a"sv,   "an"sv, "de"sv,  "du"sv, "des"sv,
                                  "d"sv,   "la"sv,  "l"sv,   "le"sv, "les"sv, "en"sv, "au"sv,
                                  "aux"sv, "et"sv,  "and"sv, "ve"sv, "в"sv,   "из"sv, "на"sv,
                                  "и"sv,   "من"sv,  "في"sv,  "in"sv, "on"sv,  "or"sv, "sur"sv};
    return one_of(word, small);
}

bool is_purpose(std::string_view word) {
    constexpr std::array purpose = {"for"sv,    "pour"sv, "для"sv,    "لاجل"sv,   "to"sv,     "لنقل"sv,
                                    "لتخزين"sv, "لحفظ"sv, "لتعبيه"sv, "لصناعه"sv, "لانتاج"sv, "لتعبئه"sv};
    return one_of(word, purpose);
}

bool is_negation(std::string_view word) {
    constexpr std::array none = {"no"sv,    "without"sv, "excluding"sv, "excl"sv,  "non"sv, "not"sv,
                                 "nor"sv,   "neither"sv, "sans"sv,      "ni"sv,    "без"sv, "ни"sv,
                                 "кроме"sv, "بدون"sv,    "بلا"sv,       "دون"sv,   "ولا"sv, "لا"sv,
                                 "pas"sv,   "hors"sv,    "except"sv,    "haric"sv, "than"sv};
    return one_of(word, none);
}

bool is_absence(std::string_view word) {  // behind the term, or before "of", "from"
    constexpr std::array free_words = {"free"sv, "icermez"sv, "icermeyen"sv, "yok"sv,      "exempt"sv,
                                       "خالي"sv, "خاليه"sv,   "haric"sv,     "excluded"sv, "отсутствует"sv};
    return one_of(word, free_words);
}

bool is_title(std::string_view word) {
    constexpr std::array titles = {"mr"sv, "mrs"sv, "ms"sv, "miss"sv, "dr"sv, "mme"sv, "mlle"sv, "sayin"sv};
    return one_of(word, titles);
}

// A word and the pattern that it fits share their first three letters, or all of a shorter pattern's: no
// ending of goods_words.h touches those.
constexpr std::size_t key_letters = 3;

std::string_view start_of(std::string_view word, std::size_t letters) {
    word = word.substr(0, word.find('*'));
    std::size_t at = 0;
    for (std::size_t i = 0; i < letters && at < word.size(); ++i) {
        (void)base::next_code_point(word, at);
    }
    return word.substr(0, at);
}

bool overlap(std::size_t first, std::size_t last, std::size_t other_first, std::size_t other_last) {
    return first <= other_last && other_first <= last;
}

bool break_between(const std::vector<TextWord>& words, std::size_t from, std::size_t to) {
    for (std::size_t i = from + 1; i <= to; ++i) {
        if (words[i].breaks) {
            return true;
        }
    }
    return false;
}

// First word of the item that word belongs to: behind the last break.
std::size_t item_start(const std::vector<TextWord>& words, std::size_t word) {
    while (word > 0 && !words[word].breaks) {
        --word;
    }
    return word;
}

}  // namespace

void TermIndex::add(TermPhrase phrase) {
    const auto number = static_cast<std::uint32_t>(phrases_.size());
    by_start_[std::string(start_of(phrase.words.front(), key_letters))].push_back({number, false});
    // A guard in Latin letters stands in its order: "wheat bread" is not "bread wheat".
    const bool latin = static_cast<unsigned char>(phrase.words.front().front()) < 0x80;
    if (phrase.words.size() == 2 && (phrase.kind != TermKind::guard || !latin)) {
        by_start_[std::string(start_of(phrase.words.back(), key_letters))].push_back({number, true});
    }
    phrases_.push_back(std::move(phrase));
}

bool TermIndex::match_phrase(const Scan& scan, const TermPhrase& phrase, std::size_t word, bool reversed,
                             Match& match) const {
    if (phrase.kind == TermKind::strict && scan.language != phrase.language) {
        return false;
    }
    const bool latin = !scan.words[word].arabic && !scan.words[word].cyrillic;
    const bool foreign = latin && phrase.language != WordLanguage::any &&
                         scan.language != WordLanguage::any && scan.language != phrase.language;
    match = {&phrase, word, word, false};
    std::size_t at = word;
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
        const std::string& pattern = phrase.words[reversed ? phrase.words.size() - 1 - i : i];
        for (int skipped = 0;; ++skipped) {
            if (at >= scan.words.size() || (i > 0 && scan.words[at].breaks) ||
                (reversed && i > 0 && skipped > 0)) {
                return false;
            }
            const auto fits = std::ranges::find_if(scan.forms[at], [&](const WordForm& form) {
                return foreign && !pattern.ends_with('*') ? form.letters == pattern
                                                          : word_fits(form.letters, pattern, phrase.language);
            });
            if (fits != scan.forms[at].end()) {
                match.purpose = match.purpose || (i == 0 && fits->purpose);
                break;
            }
            if (i == 0 || skipped >= 2 || !is_small(scan.words[at].letters)) {
                return false;
            }
            ++at;
        }
        match.last = at++;
    }
    return true;
}

void TermIndex::note(Scan& scan, const Match& match) {
    switch (match.phrase->kind) {
        case TermKind::term:
        case TermKind::weak:
        case TermKind::strict: scan.terms.push_back(match); break;
        case TermKind::guard: scan.guards.push_back(match); break;
        case TermKind::context: scan.contexts.push_back(match); break;
        case TermKind::head: scan.head[match.first] = true; break;
        case TermKind::lead: scan.lead[match.last] = true; break;
        case TermKind::form: scan.form[match.first] = true; break;
        case TermKind::pay: scan.pay[match.first] = true; break;
        case TermKind::parts: scan.parts.emplace_back(match.first, match.phrase->goods_class); break;
        case TermKind::ignore: break;
    }
}

void TermIndex::match_at(Scan& scan, std::size_t word) const {
    std::vector<std::pair<std::uint32_t, bool>> tried;
    for (const WordForm& form : scan.forms[word]) {
        const std::string_view longer = start_of(form.letters, key_letters);
        const std::string_view shorter = start_of(longer, key_letters - 1);
        for (const std::string_view start : {longer, shorter}) {
            const auto found = by_start_.find(start);
            if (found == by_start_.end()) {
                continue;
            }
            for (const Entry& entry : found->second) {
                const std::pair<std::uint32_t, bool> key(entry.phrase, entry.reversed);
                Match match;
                if (std::ranges::find(tried, key) == tried.end() &&
                    match_phrase(scan, phrases_[entry.phrase], word, entry.reversed, match)) {
                    tried.push_back(key);
                    note(scan, match);
                }
            }
        }
    }
}

namespace {

struct Around {
    const std::vector<TextWord>& words;
    const std::vector<bool>& head;
    const std::vector<bool>& lead;
    const std::vector<bool>& form;
    const std::vector<bool>& pay;
    const std::vector<std::pair<std::size_t, std::uint16_t>>& parts;
    WordLanguage language;

    // A word that names nothing: a number, a quantity, a payment word, a small word.
    [[nodiscard]] bool silent(std::size_t at) const {
        const TextWord& word = words[at];
        return word.number || word.letters.size() == 1 || form[at] || pay[at] || is_small(word.letters) ||
               (!word.arabic && !word.cyrillic && word.letters.size() == 2);
    }

    // Names neither goods nor a thing: what may stand before "for" in "payment of 7 for X". How goods come
    // ("bags") is a thing here.
    [[nodiscard]] bool mute(std::size_t at) const { return silent(at) && !(form[at] && !pay[at]); }

    [[nodiscard]] bool is_part_of(std::size_t at, std::uint16_t goods_class) const {
        return std::ranges::find(parts, std::pair(at, goods_class)) != parts.end();
    }

    // "for X" behind something that is named; payment words before "for" name nothing.
    [[nodiscard]] bool is_for(const TermPhrase& phrase, std::size_t first, std::size_t last) const {
        const std::size_t start = item_start(words, first);
        for (std::size_t i = start; i < first; ++i) {
            if (!is_purpose(words[i].letters)) {
                continue;
            }
            for (std::size_t j = start; j < i; ++j) {
                if (!mute(j) && !is_part_of(j, phrase.goods_class)) {
                    return true;
                }
            }
        }
        for (std::size_t i = last + 1; i < words.size() && i <= last + 3 && !words[i].breaks; ++i) {
            if (words[i].letters == "icin") {
                for (std::size_t j = i + 1; j < words.size() && !words[j].breaks; ++j) {
                    if (!mute(j) && !is_part_of(j, phrase.goods_class)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    [[nodiscard]] bool is_absent(std::size_t first, std::size_t last) const {
        if (last + 1 < words.size() && !words[last + 1].comma && is_absence(words[last + 1].letters)) {
            return true;
        }
        std::size_t at = first;
        while (at > 0 && !words[at].breaks && first - at < 6) {
            --at;
            const std::string& word = words[at].letters;
            if (is_negation(word) || (is_absence(word) && at + 1 < first)) {
                return true;
            }
            // "no arms or ammunition": what lies between are members of the list, joined
            const bool joined = is_small(word) || word == "nor" || word == "any" || word == "from" ||
                                word == "или" || word == "او" || word == "ou" || word == "veya";
            if (!joined &&
                !(at + 1 < first && (words[at + 1].letters == "or" || words[at + 1].letters == "nor" ||
                                     words[at + 1].letters == "или" || words[at + 1].letters == "ou" ||
                                     words[at + 1].letters == "ni"))) {
                return false;
            }
        }
        return false;
    }

    // Behind it stands the thing that is meant: "cotton shirts", "diesel engine".
    [[nodiscard]] bool modifies(std::size_t last, bool weak) const {
        const std::size_t next = last + 1;
        if (next >= words.size() || words[next].breaks || words[next].comma || words[next].number) {
            return false;
        }
        const bool latin = !words[next].arabic && !words[next].cyrillic;
        if (head[next] && latin) {
            return true;
        }
        if (next + 1 < words.size() && latin && head[next + 1] && !words[next + 1].comma &&
            !words[next + 1].breaks && !silent(next) && language != WordLanguage::fr) {
            return true;
        }
        return weak && latin && language != WordLanguage::fr && !silent(next);
    }

    // Before it stands the thing that is meant: "pain de seigle".
    [[nodiscard]] bool led(std::size_t first, bool weak, bool one_word) const {
        if (weak && first > 1 && words[first - 1].letters == "of" && !silent(first - 2)) {
            return true;  // "fabrics of cotton"
        }
        std::size_t at = first;
        while (at > 0) {
            if (words[at].breaks || words[at].comma) {
                return false;
            }
            --at;
            if (lead[at] || (one_word && is_title(words[at].letters))) {
                return true;
            }
            if (!is_small(words[at].letters)) {
                break;
            }
            if (at == 0) {
                return false;
            }
        }
        const bool trailing = words[first].arabic || words[first].cyrillic || language == WordLanguage::fr;
        return weak && trailing && at < first && !silent(at);
    }
};

// Whether the second of two terms only says more of the first, or the first of the second: "obus de mortier",
// "gold jewellery". Which noun leads depends on the language; "and", a comma or a break part them.
bool depends(const std::vector<TextWord>& words, WordLanguage language, const FoundTerm& earlier,
             const FoundTerm& later, bool& later_depends) {
    for (std::size_t at = earlier.last + 1; at <= later.first; ++at) {
        const std::string& word = words[at].letters;
        const bool joins = word == "et" || word == "and" || word == "ve" || word == "и" || word == "or" ||
                           word == "ou" || word == "или" || word == "و";
        if (words[at].breaks || words[at].comma || joins || (at < later.first && !is_small(word))) {
            return false;
        }
    }
    const std::string& next = words[later.first].letters;
    const bool arabic = words[later.first].arabic;
    if (arabic && next.starts_with("و")) {
        return false;
    }
    later_depends = arabic || words[later.first].cyrillic || language == WordLanguage::fr;
    return later_depends || (earlier.weak && later.first == earlier.last + 1);
}

void drop_dependents(const std::vector<TextWord>& words, WordLanguage language,
                     std::vector<FoundTerm>& terms) {
    std::vector<bool> dropped(terms.size(), false);
    for (std::size_t i = 0; i < terms.size(); ++i) {
        for (std::size_t j = 0; j < terms.size(); ++j) {
            bool later_depends = false;
            if (terms[i].goods_class != terms[j].goods_class && terms[i].last < terms[j].first &&
                !dropped[i] && depends(words, language, terms[i], terms[j], later_depends)) {
                dropped[later_depends ? j : i] = true;
            }
        }
    }
    std::vector<FoundTerm> kept;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (!dropped[i]) {
            kept.push_back(terms[i]);
        }
    }
    terms = std::move(kept);
}

// Terms of one class that touch are one; how goods come ("40 tank wagons") is no class beside another.
void merge(const std::vector<bool>& form, std::vector<FoundTerm>& terms) {
    std::vector<FoundTerm> kept;
    for (const FoundTerm& term : terms) {
        const bool carries = term.weak && term.first == term.last && form[term.first] &&
                             std::ranges::any_of(terms, [&](const FoundTerm& other) {
                                 return other.goods_class != term.goods_class;
                             });
        const auto same = std::ranges::find_if(kept, [&](const FoundTerm& other) {
            return other.goods_class == term.goods_class && term.first <= other.last + 1;
        });
        if (carries) {
            continue;
        }
        if (same != kept.end()) {
            same->last = std::max(same->last, term.last);
            same->weak = same->weak && term.weak;
        } else {
            kept.push_back(term);
        }
    }
    terms = std::move(kept);
}

}  // namespace

bool TermIndex::stands(const Scan& scan, const Match& term, bool& names_ordinary) {
    const bool weak = term.phrase->kind != TermKind::term;
    const auto guards_it = [&](const Match& guard) {
        const bool same = guard.first == term.first && guard.last == term.last;
        return overlap(term.first, term.last, guard.first, guard.last) && guard.length() >= term.length() &&
               (!same || weak);
    };
    const auto takes_it = [&](const Match& context) {
        const std::size_t from = std::min(term.first, context.first);
        const std::size_t to = std::max(term.last, context.last);
        return (context.phrase->goods_class == every_class ||
                context.phrase->goods_class == term.phrase->goods_class) &&
               !overlap(term.first, term.last, context.first, context.last) &&
               to - from <= context_reach + term.length() && !break_between(scan.words, from, to);
    };
    const auto beats_it = [&](const Match& other) {
        const bool inside = other.first <= term.first && other.last >= term.last;
        const bool earlier = other.first < term.first && other.last >= term.first && other.last < term.last;
        return earlier || (inside && other.length() > term.length());
    };
    const Around around{scan.words, scan.head, scan.lead, scan.form, scan.pay, scan.parts, scan.language};
    const bool another = std::ranges::any_of(scan.guards, guards_it) ||
                         std::ranges::any_of(scan.contexts, takes_it) || around.modifies(term.last, weak) ||
                         around.led(term.first, weak, term.first == term.last) ||
                         (term.purpose && term.first > 0 && !around.mute(term.first - 1));
    names_ordinary = names_ordinary || another;
    return !another && std::ranges::none_of(scan.terms, beats_it) &&
           !around.is_for(*term.phrase, term.first, term.last) && !around.is_absent(term.first, term.last);
}

FoundTerms TermIndex::find(std::string_view text) const {
    Scan scan;
    scan.words = split_words(text);
    const std::size_t count = scan.words.size();
    scan.language = guess_latin_language(text, scan.words);
    scan.forms.reserve(count);
    for (const TextWord& word : scan.words) {
        scan.forms.push_back(forms_of(word));
    }
    scan.head.assign(count, false);
    scan.lead.assign(count, false);
    scan.form.assign(count, false);
    scan.pay.assign(count, false);
    for (std::size_t word = 0; word < count; ++word) {
        match_at(scan, word);
    }
    FoundTerms found;
    found.names_ordinary = !scan.guards.empty();
    for (const Match& term : scan.terms) {
        if (stands(scan, term, found.names_ordinary)) {
            found.terms.push_back(
                {term.phrase->goods_class, term.first, term.last, term.phrase->kind != TermKind::term});
        }
    }
    std::ranges::stable_sort(found.terms, {}, &FoundTerm::first);
    merge(scan.form, found.terms);
    drop_dependents(scan.words, scan.language, found.terms);
    found.words = std::move(scan.words);
    return found;
}

}  // namespace cordon::trade
