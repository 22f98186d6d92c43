#include "text/name_segments.h"

#include <algorithm>
#include <string>

#include "text/name_words.h"

namespace cordon::text {

namespace {

constexpr std::size_t words_min = 4;  // of the line
constexpr std::size_t naming_words_min = 2;
constexpr std::size_t signs_min = 2;

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

bool is_sign(char letter) {
    return std::string_view(",;:/|()[]{}\"\n").find(letter) != std::string_view::npos;
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

// The line's words and signs, one at a time.
class LineReader {
public:
    explicit LineReader(std::string_view line) : line_(line) {}

    std::vector<std::string_view> read() {
        for (std::size_t at = 0; at <= line_.size(); ++at) {
            const bool sign = at < line_.size() && is_sign(line_[at]);
            if (at < line_.size() && !sign && !is_blank(line_[at])) {
                continue;
            }
            end_word(at);
            word_ = at + 1;
            if (sign) {
                ++signs_;
                end_part(at);
                part_ = at + 1;
            }
        }
        end_part(line_.size());
        const bool enough = marks_ > 0 || signs_ >= signs_min;
        if (!enough || words_ < words_min) {
            parts_.clear();
        }
        return std::move(parts_);
    }

private:
    void end_word(std::size_t end) {
        const std::string_view word = line_.substr(word_, end - word_);
        if (word.empty()) {
            return;
        }
        ++words_;
        lower_.clear();
        for (const char letter : word) {
            if (letter >= 'A' && letter <= 'Z') {
                lower_.push_back(static_cast<char>(letter - 'A' + 'a'));
            } else if (letter != '.') {
                lower_.push_back(letter);
            }
        }
        if (std::ranges::any_of(lower_, is_digit) || use_of_word(lower_) == WordUse::surrounding) {
            ++marks_;
            end_part(word_);
            part_ = end;
            return;
        }
        const bool naming =
            use_of_word(lower_) == WordUse::naming && lower_.size() > 1 && !known_role(lower_);
        naming_ += naming ? 1U : 0U;
    }

    void end_part(std::size_t end) {
        if (naming_ >= naming_words_min && end > part_) {
            parts_.push_back(line_.substr(part_, end - part_));
        }
        naming_ = 0;
    }

    std::string_view line_;
    std::vector<std::string_view> parts_;
    std::string lower_;
    std::size_t word_ = 0;    // where the word being read begins
    std::size_t part_ = 0;    // where the part being read begins
    std::size_t naming_ = 0;  // words of the part that can be of a name
    std::size_t words_ = 0;
    std::size_t marks_ = 0;  // words with digits, words written around names
    std::size_t signs_ = 0;
};

}  // namespace

std::vector<std::string_view> name_segments(std::string_view utf8) {
    const auto gaps =
        std::ranges::count_if(utf8, [](char letter) { return is_blank(letter) || is_sign(letter); });
    if (gaps + 1 < static_cast<std::ptrdiff_t>(words_min)) {
        return {};
    }
    return LineReader(utf8).read();
}

bool add_segments(std::string_view utf8, NameReadings& readings) {
    const std::vector<std::string_view> segments = name_segments(utf8);
    const std::size_t taken = std::min(segments.size(), segments_max);
    for (std::size_t at = 0; at < taken; ++at) {
        if (readings.all.size() == readings.count) {
            readings.all.emplace_back();
        }
        tokenise_name(segments[at], readings.all[readings.count++]);
    }
    return taken == segments.size();
}

}  // namespace cordon::text
