#include "screening/reason.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/phonetic_key.h"

namespace cordon::screening {

namespace {

using text::TokenRole;

std::string together(std::span<const ScoredWord> words) {
    std::string text;
    for (const ScoredWord& word : words) {
        text += (text.empty() ? "" : " ") + std::string(word.text);
    }
    return text;
}

bool is_noise(const ScoredWord& word) {
    return word.role == TokenRole::particle || word.role == TokenRole::title ||
           word.role == TokenRole::legal_form;
}

PartRelation relation_of(const WordPair& pair, std::span<const ScoredWord> subject,
                         std::span<const ScoredWord> listed) {
    const ScoredWord& left = subject[pair.subject];
    const ScoredWord& right = listed[pair.listed];
    switch (pair.relation) {
        case WordRelation::exact:
            return left.vowelless != right.vowelless ? PartRelation::script : PartRelation::exact;
        case WordRelation::initial: return PartRelation::initial;
        case WordRelation::glued: return PartRelation::glued;
        case WordRelation::sound:
        case WordRelation::slip: break;
    }
    if (left.vowelless != right.vowelless) {
        return PartRelation::script;
    }
    return text::sound_key(left.text) == text::sound_key(right.text) ? PartRelation::phonetic
                                                                     : PartRelation::edit;
}

struct Tale {
    std::string words;
    int count = 0;
    void add(const std::string& text) {
        ++count;
        if (count <= 4) {
            words += (words.empty() ? "" : ", ") + text;
        } else if (count == 5) {
            words += ", ...";
        }
    }
};

}  // namespace

std::vector<ComparedPart> compared_parts(std::span<const ScoredWord> subject,
                                         std::span<const ScoredWord> listed, const NameAlignment& alignment) {
    std::vector<ComparedPart> parts;
    std::array<bool, words_max> subject_paired{};
    std::array<bool, words_max> listed_paired{};
    for (const WordPair& pair : alignment.pairs) {
        ComparedPart part;
        part.subject_part = together(subject.subspan(pair.subject, pair.subject_count));
        part.listed_part = together(listed.subspan(pair.listed, pair.listed_count));
        part.relation = relation_of(pair, subject, listed);
        part.similarity = static_cast<double>(pair.similarity);
        part.weight = static_cast<double>(pair.weight);
        part.met = static_cast<double>(pair.met);
        parts.push_back(std::move(part));
        std::fill_n(subject_paired.begin() + pair.subject, pair.subject_count, true);
        std::fill_n(listed_paired.begin() + pair.listed, pair.listed_count, true);
    }
    const auto alone = [&](const ScoredWord& word, bool of_subject) {
        ComparedPart part;
        (of_subject ? part.subject_part : part.listed_part) = word.text;
        part.relation = is_noise(word) ? PartRelation::noise
                        : of_subject   ? PartRelation::extra
                                       : PartRelation::missing;
        part.weight = static_cast<double>(word.weight);
        parts.push_back(std::move(part));
    };
    for (std::size_t at = 0; at < listed.size(); ++at) {
        if (!listed_paired[at]) {
            alone(listed[at], false);
        }
    }
    for (std::size_t at = 0; at < subject.size(); ++at) {
        if (!subject_paired[at]) {
            alone(subject[at], true);
        }
    }
    return parts;
}

std::string reason_sentence(const std::vector<ComparedPart>& parts, const NameAlignment& alignment) {
    std::array<Tale, 10> tales;
    for (const ComparedPart& part : parts) {
        const std::string words = part.subject_part.empty()  ? part.listed_part
                                  : part.listed_part.empty() ? part.subject_part
                                  : part.subject_part == part.listed_part
                                      ? part.subject_part
                                      : part.subject_part + "/" + part.listed_part;
        tales[static_cast<std::size_t>(part.relation)].add(words);
    }
    struct Phrase {
        PartRelation relation;
        std::string_view text;
    };
    constexpr auto phrases = std::to_array<Phrase>({
        {PartRelation::exact, "{} the same ({})"},
        {PartRelation::script, "{} the same across scripts ({})"},
        {PartRelation::phonetic, "{} spelled alike ({})"},
        {PartRelation::edit, "{} close in spelling ({})"},
        {PartRelation::initial, "{} by initial ({})"},
        {PartRelation::glued, "{} written together or apart ({})"},
        {PartRelation::missing, "{} only in the listed name ({})"},
        {PartRelation::extra, "{} only in the query ({})"},
        {PartRelation::noise, "{} disregarded as title, particle or legal form ({})"},
    });
    std::string sentence = alignment.whole_name
                               ? fmt::format("the whole names written without blanks are {:.0f} % alike",
                                             100.0 * alignment.whole_similarity)
                               : std::string();
    for (const Phrase& phrase : phrases) {
        const Tale& tale = tales[static_cast<std::size_t>(phrase.relation)];
        if (tale.count > 0) {
            sentence += (sentence.empty() ? "" : "; ") +
                        fmt::format(fmt::runtime(phrase.text), tale.count, tale.words);
        }
    }
    return sentence;
}

void add_facts(Hit& hit, const FactsJudgement& judgement) {
    hit.facts = judgement.facts;
    hit.contradicted = judgement.contradicted && !judgement.identified;
    if (judgement.identified) {
        const auto equal = std::ranges::find(judgement.facts, true, &ComparedFact::decides);
        hit.parts.push_back({.subject_part = equal->subject,
                             .listed_part = equal->listed,
                             .relation = PartRelation::identifier,
                             .similarity = 1.0,
                             .weight = 1.0});
        hit.reason = fmt::format("the same {}{}{}", equal->subject,
                                 equal->note.empty() ? "" : fmt::format(" ({})", equal->note),
                                 hit.reason.empty() ? ", whatever the names" : "; " + hit.reason);
    }
    if (const std::string sentence = facts_sentence(judgement); !sentence.empty()) {
        hit.reason += "; " + sentence;
    }
}

}  // namespace cordon::screening
