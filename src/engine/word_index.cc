#include "engine/word_index.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "text/fold.h"

namespace cordon::engine {

std::vector<std::string> folded_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    const auto end_word = [&] {
        if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    };
    for (std::size_t at = 0; at < text.size();) {
        const text::FoldedLetter letter = text::fold_letter(base::next_code_point(text, at));
        switch (letter.letter_class) {
            case text::LetterClass::separator: end_word(); break;
            case text::LetterClass::joiner: break;
            case text::LetterClass::letter:
            case text::LetterClass::digit: word += letter.ascii; break;
        }
    }
    end_word();
    return words;
}

void WordIndex::Builder::add(std::uint32_t entry, std::string_view text) {
    for (std::string& word : folded_words(text)) {
        std::vector<std::uint32_t>& entries = words_[std::move(word)];
        if (entries.empty() || entries.back() != entry) {
            entries.push_back(entry);
        }
    }
}

WordIndex WordIndex::Builder::take() && {
    std::vector<std::pair<std::string, std::vector<std::uint32_t>>> sorted;
    sorted.reserve(words_.size());
    for (auto& [word, entries] : words_) {
        entries.shrink_to_fit();
        sorted.emplace_back(word, std::move(entries));
    }
    words_.clear();
    std::ranges::sort(sorted, {}, &std::pair<std::string, std::vector<std::uint32_t>>::first);
    WordIndex index;
    for (auto& [word, entries] : sorted) {
        index.words_.push_back(std::move(word));
        index.entries_.push_back(std::move(entries));
    }
    return index;
}

std::vector<std::uint32_t> WordIndex::with_word(std::string_view word) const {
    const auto found = std::ranges::lower_bound(words_, word);
    if (found == words_.end() || *found != word) {
        return {};
    }
    return entries_[static_cast<std::size_t>(found - words_.begin())];
}

namespace {

// Greedy, with one place to come back to: O(word x stars) at worst.
bool fits(std::string_view word, std::string_view pattern) {
    std::size_t at = 0;
    std::size_t in_pattern = 0;
    std::size_t star = std::string_view::npos;
    std::size_t after_star = 0;
    while (at < word.size()) {
        if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
            star = in_pattern++;
            after_star = at;
        } else if (in_pattern < pattern.size() &&
                   (pattern[in_pattern] == '?' || pattern[in_pattern] == word[at])) {
            ++at;
            ++in_pattern;
        } else if (star != std::string_view::npos) {
            in_pattern = star + 1;
            at = ++after_star;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

}  // namespace

std::vector<std::uint32_t> WordIndex::with_pattern(std::string_view pattern) const {
    const std::string_view prefix = pattern.substr(0, pattern.find_first_of("*?"));
    std::vector<std::uint32_t> all;
    for (auto found = std::ranges::lower_bound(words_, prefix);
         found != words_.end() && found->starts_with(prefix); ++found) {
        if (fits(*found, pattern)) {
            const auto& entries = entries_[static_cast<std::size_t>(found - words_.begin())];
            all.insert(all.end(), entries.begin(), entries.end());
        }
    }
    std::ranges::sort(all);
    const auto repeated = std::ranges::unique(all);
    all.erase(repeated.begin(), repeated.end());
    return all;
}

}  // namespace cordon::engine
