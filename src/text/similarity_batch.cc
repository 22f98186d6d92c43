#include "text/similarity_batch.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string_view>

#include "text/phonetic_key.h"
#include "text/word_prices.h"

#if defined(__SSSE3__)
#include <tmmintrin.h>
#endif

namespace cordon::text {

namespace {

constexpr std::size_t lanes = 16;
constexpr std::size_t columns_max = 36;  // letters of a word; at the usual floor a byte holds their price
constexpr std::size_t codes = 48;        // of letters, three times sixteen
constexpr int unit = 5;                  // hundredths of a slip
constexpr std::uint8_t no_letter = 47;

// a to z, 0 to 9, then the sounds that have symbols of their own; no_letter for anything else.
constexpr std::array<std::uint8_t, 256> make_code_of() {
    std::array<std::uint8_t, 256> code_of{};
    code_of.fill(no_letter);
    std::uint8_t next = 0;
    for (const char letter : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789SCJKGDTZYW")) {
        code_of[static_cast<std::uint8_t>(letter)] = next++;
    }
    return code_of;
}
constexpr auto code_of = make_code_of();

constexpr std::uint8_t code(char letter) {
    return code_of[static_cast<std::uint8_t>(letter)];
}

// Prices in units, by the codes of both letters.
struct Prices {
    std::array<std::array<std::uint8_t, codes>, codes> change{};
    std::array<std::uint8_t, codes> gap{};
    std::uint8_t swap = 0;
};

template <class Table, class Gap>
constexpr Prices make_prices(const Table& table, Gap gap, int swap) {
    Prices prices;
    for (std::size_t left = 0; left < codes; ++left) {
        prices.gap[left] = whole / unit;
        for (std::size_t right = 0; right < codes; ++right) {
            prices.change[left][right] = left == right ? 0 : whole / unit;
        }
    }
    for (const Price& row : table) {
        prices.change[code(row.left)][code(row.right)] = row.price / unit;
        prices.change[code(row.right)][code(row.left)] = row.price / unit;
    }
    for (std::size_t letter = 0; letter < 256; ++letter) {
        prices.gap[code_of[letter]] = static_cast<std::uint8_t>(gap(static_cast<char>(letter)) / unit);
    }
    prices.swap = static_cast<std::uint8_t>(swap / unit);
    return prices;
}

template <class Table>
constexpr bool in_units(const Table& table) {
    return std::ranges::all_of(table, [](const Price& row) { return row.price % unit == 0; });
}
static_assert(in_units(sound_prices) && in_units(shape_prices) && whole % unit == 0 &&
              sound_swap % unit == 0 && letter_swap % unit == 0 && SoundGap{}('a') % unit == 0 &&
              SoundGap{}('h') % unit == 0);

constexpr Prices sound_table = make_prices(sound_prices, SoundGap{}, sound_swap);
constexpr Prices letter_table = make_prices(shape_prices, LetterGap{}, letter_swap);

bool only_known(std::string_view letters) {
    return std::ranges::none_of(letters, [](char letter) { return code(letter) == no_letter; });
}

#if defined(__SSSE3__)

using Lanes = __m128i;

Lanes load(const std::uint8_t* from) {
    return _mm_loadu_si128(static_cast<const Lanes*>(static_cast<const void*>(from)));
}

// Three times sixteen prices looked up by code: a shuffle gives nothing for the indexes that belong to
// another sixteen, because adding 0x70 sets their high bit.
struct ColumnCodes {
    Lanes first;
    Lanes second;
    Lanes third;
    explicit ColumnCodes(Lanes codes_of_letters)
        : first(_mm_adds_epu8(codes_of_letters, _mm_set1_epi8(0x70))),
          second(_mm_adds_epu8(_mm_xor_si128(codes_of_letters, _mm_set1_epi8(0x10)), _mm_set1_epi8(0x70))),
          third(_mm_adds_epu8(_mm_xor_si128(codes_of_letters, _mm_set1_epi8(0x20)), _mm_set1_epi8(0x70))) {}
    ColumnCodes() = default;
    [[nodiscard]] Lanes look_up(const std::array<std::uint8_t, codes>& table) const {
        return _mm_or_si128(_mm_or_si128(_mm_shuffle_epi8(load(table.data()), first),
                                         _mm_shuffle_epi8(load(table.data() + 16), second)),
                            _mm_shuffle_epi8(load(table.data() + 32), third));
    }
};

// Sixteen words, letter by letter.
struct Columns {
    std::size_t count = 0;                                                         // of the longest
    alignas(16) std::array<std::array<std::uint8_t, lanes>, columns_max> letters;  // up to count
    std::array<std::uint8_t, lanes> lengths{};

    void clear() {
        count = 0;
        lengths = {};
    }
    void put(std::size_t lane, std::string_view word) {
        for (; count < word.size(); ++count) {
            letters[count].fill(no_letter);
        }
        for (std::size_t column = 0; column < word.size(); ++column) {
            letters[column][lane] = code(word[column]);
        }
        lengths[lane] = static_cast<std::uint8_t>(word.size());
    }
    // Rows of sixteen codes each, turned: what stands at one place of every word lies together. lengths are
    // the caller's.
    void put_all(const std::array<const std::uint8_t*, lanes>& rows) {
        count = std::ranges::max(lengths);
        Lanes turned[lanes];
        Lanes next[lanes];
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            turned[lane] = load(rows[lane]);
        }
        // Four times: pairs of rows eight apart are shuffled into each other.
        for (int round = 0; round < 4; ++round) {
            for (std::size_t row = 0; row < lanes / 2; ++row) {
                next[row * 2] = _mm_unpacklo_epi8(turned[row], turned[row + lanes / 2]);
                next[row * 2 + 1] = _mm_unpackhi_epi8(turned[row], turned[row + lanes / 2]);
            }
            std::ranges::copy(next, turned);
        }
        for (std::size_t column = 0; column < count; ++column) {
            _mm_store_si128(static_cast<Lanes*>(static_cast<void*>(letters[column].data())), turned[column]);
        }
    }
};

Lanes letters_at(const Columns& words, std::size_t column) {
    return load(words.letters[column].data());
}

// The distances of one word to sixteen, in units, 255 for that much and more. As distance() in
// token_similarity.cc, whose rows stand here side by side.
void distances(std::string_view left, const Columns& words, const Prices& prices,
               std::array<std::uint8_t, lanes>& result) {
    Lanes rows[3][columns_max + 1];
    ColumnCodes columns[columns_max];
    Lanes gaps[columns_max];
    Lanes* before = rows[0];
    Lanes* previous = rows[1];
    Lanes* current = rows[2];
    previous[0] = _mm_setzero_si128();
    for (std::size_t column = 0; column < words.count; ++column) {
        columns[column] = ColumnCodes(letters_at(words, column));
        gaps[column] = columns[column].look_up(prices.gap);
        previous[column + 1] = _mm_adds_epu8(previous[column], gaps[column]);
    }
    const Lanes swap = _mm_set1_epi8(static_cast<char>(prices.swap));
    Lanes above = _mm_set1_epi8(-1);
    for (const char letter : left) {
        const auto& changes = prices.change[code(letter)];
        const Lanes left_gap = _mm_set1_epi8(static_cast<char>(prices.gap[code(letter)]));
        const Lanes here = _mm_set1_epi8(static_cast<char>(code(letter)));
        Lanes beside = _mm_adds_epu8(previous[0], left_gap);
        current[0] = beside;
        for (std::size_t column = 0; column < words.count; ++column) {
            Lanes best = _mm_adds_epu8(previous[column], columns[column].look_up(changes));
            best = _mm_min_epu8(best, _mm_adds_epu8(previous[column + 1], left_gap));
            if (column > 0) {
                const Lanes crossed = _mm_and_si128(_mm_cmpeq_epi8(letters_at(words, column), above),
                                                    _mm_cmpeq_epi8(letters_at(words, column - 1), here));
                const Lanes by_swap = _mm_adds_epu8(before[column - 1], swap);
                // 255 where the letters are not crossed
                best =
                    _mm_min_epu8(best, _mm_or_si128(_mm_andnot_si128(crossed, _mm_set1_epi8(-1)), by_swap));
            }
            beside = _mm_min_epu8(best, _mm_adds_epu8(beside, gaps[column]));
            current[column + 1] = beside;
        }
        above = here;
        std::swap(before, previous);
        std::swap(previous, current);
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        std::array<std::uint8_t, lanes> cells;
        _mm_storeu_si128(static_cast<Lanes*>(static_cast<void*>(cells.data())),
                         previous[words.lengths[lane]]);
        result[lane] = cells[lane];
    }
}

#endif

double limit_for(double floor, std::size_t longer) {
    return (1.0 - floor) * whole * static_cast<double>(longer) + 1;
}

// A length apart that no price can make good.
bool too_long(std::size_t left, std::size_t right, int gap_min, double floor) {
    const std::size_t longer = std::max(left, right);
    const std::size_t shorter = std::min(left, right);
    return static_cast<double>(static_cast<int>(longer - shorter) * gap_min) > limit_for(floor, longer);
}

}  // namespace

bool encode(const ComparedWord& word, WordCodes& codes) {
    if (word.vowelless || word.text.empty() || word.text.size() > WordCodes::letters_max ||
        word.sounds.empty() || word.sounds.size() > WordCodes::letters_max ||
        (word.signature & scanner_bit) != 0 || !only_known(word.text) || !only_known(word.sounds)) {
        return false;
    }
    codes.sounds.fill(no_letter);
    codes.letters.fill(no_letter);
    std::ranges::transform(word.sounds, codes.sounds.begin(), code);
    std::ranges::transform(word.text, codes.letters.begin(), code);
    return true;
}

void SimilarityBatch::start(const ComparedWord& subject, double floor) {
    subject_ = subject;
    floor_ = floor;
    similarities_.clear();
    with_vowels_.clear();
    bare_.clear();
    for (auto& words : coded_) {
        words.clear();
    }
    sound_counts_ = 0;
    letter_counts_ = 0;
    coded_letters_ = 0;
    for (std::size_t count = 0; count < letters_max; ++count) {
        const auto bit = std::uint64_t{1} << count;
        sound_counts_ |= too_long(subject.sounds.size(), count, SoundGap::least, floor) ? 0 : bit;
        letter_counts_ |= too_long(subject.text.size(), count, LetterGap::least, floor) ? 0 : bit;
    }
#if defined(__SSSE3__)
    if (!subject.vowelless && (subject.signature & scanner_bit) == 0 && !subject.text.empty() &&
        only_known(subject.text) && only_known(subject.sounds)) {
        for (std::size_t letters = 1; letters <= WordCodes::letters_max; ++letters) {
            const std::size_t longer = std::max(subject.text.size(), letters);
            coded_letters_ =
                longer <= columns_max && limit_for(floor, longer) < 255 * unit ? letters : coded_letters_;
        }
    }
#endif
}

// By their sounds and lengths.
bool SimilarityBatch::may_be_alike(const ComparedWord& word) const {
    const std::uint32_t subject_sounds = subject_.signature & sound_bits;
    const std::uint32_t word_sounds = word.signature & sound_bits;
    const int most = std::max(std::popcount(subject_sounds), std::popcount(word_sounds));
    if (std::popcount(subject_sounds & word_sounds) * 3 < most) {
        return false;
    }
    if (word.sounds.size() >= letters_max || word.text.size() >= letters_max || subject_.vowelless) {
        return true;
    }
    return ((sound_counts_ >> word.sounds.size()) & 1U) != 0 ||
           ((letter_counts_ >> word.text.size()) & 1U) != 0;
}

void SimilarityBatch::keep_coded(const ComparedWord& word, const WordCodes& codes) {
    coded_[word.sounds.size()].push_back({&codes, static_cast<std::uint32_t>(similarities_.size()),
                                          static_cast<std::uint8_t>(word.sounds.size()),
                                          static_cast<std::uint8_t>(word.text.size())});
    similarities_.push_back(0);
}

bool SimilarityBatch::add(const ComparedWord& word, const WordCodes* codes) {
    const auto one_by_one = [&] {
        const double alike = token_similarity(subject_, word, floor_);
        if (alike >= floor_) {
            similarities_.push_back(alike);
        }
        return alike >= floor_;
    };
    if (subject_.vowelless != word.vowelless ||  // text/bare_similarity.h
        (subject_.signature & word.signature & nickname_bit) != 0 ||
        ((subject_.signature | word.signature) & scanner_bit) != 0) {  // more to it than prices
        return one_by_one();
    }
    if (codes != nullptr && word.text.size() <= coded_letters_) {
        if (!may_be_alike(word)) {
            return false;
        }
        keep_coded(word, *codes);
        return true;
    }
    if (subject_.text == word.text) {
        return one_by_one();
    }
    if (!may_be_alike(word)) {
        return false;
    }
#if defined(__SSSE3__)
    const std::size_t longer = std::max(subject_.text.size(), word.text.size());
    if (longer <= columns_max && !subject_.text.empty() && !word.text.empty() &&
        limit_for(floor_, longer) < 255 * unit) {
        (subject_.vowelless ? bare_ : with_vowels_)
            .push_back({word, static_cast<std::uint32_t>(similarities_.size())});
        similarities_.push_back(0);
        return true;
    }
#endif
    return one_by_one();
}

std::span<const double> SimilarityBatch::finish() {
    compare(with_vowels_, false);
    compare(bare_, true);
    compare_coded();
    return similarities_;
}

// Longest first, so that few lanes wait for a longer word.
void SimilarityBatch::compare_coded() {
    std::array<Coded, lanes> step;
    std::size_t count = 0;
    for (std::size_t sounds = coded_.size(); sounds-- > 0;) {
        for (const Coded& word : coded_[sounds]) {
            step[count++] = word;
            if (count == lanes) {
                compare_coded_step(step);
                count = 0;
            }
        }
    }
    if (count > 0) {
        compare_coded_step(std::span(step).first(count));
    }
}

// Words of a length stand together, so that few lanes wait for a longer word.
void SimilarityBatch::order_by_length(std::vector<Waiting>& waiting) {
    std::array<std::uint32_t, columns_max + 2> starts{};
    for (const Waiting& one : waiting) {
        ++starts[one.word.sounds.size() + 1];
    }
    for (std::size_t length = 1; length < starts.size(); ++length) {
        starts[length] += starts[length - 1];
    }
    ordered_.resize(waiting.size());
    for (const Waiting& one : waiting) {
        ordered_[starts[one.word.sounds.size()]++] = one;
    }
    std::swap(waiting, ordered_);
}

void SimilarityBatch::compare(std::vector<Waiting>& waiting, bool bare) {
    constexpr std::size_t few = 3;  // not worth a step
    if (waiting.size() > few && (!only_known(subject_.text) || !only_known(subject_.sounds))) {
        for (const Waiting& one : waiting) {
            similarities_[one.position] = token_similarity(subject_, one.word, floor_);
        }
        return;
    }
    if (waiting.size() > lanes) {
        order_by_length(waiting);
    }
    for (std::size_t first = 0; first < waiting.size(); first += lanes) {
        const auto step = std::span(waiting).subspan(first, std::min(lanes, waiting.size() - first));
        if (step.size() > few) {
            compare_step(step, bare);
            continue;
        }
        for (const Waiting& one : step) {
            similarities_[one.position] = token_similarity(subject_, one.word, floor_);
        }
    }
}

#if defined(__SSSE3__)

void SimilarityBatch::compare_coded_step(std::span<const Coded> step) {
    Columns words;
    std::array<std::uint8_t, lanes> sound_units;
    std::array<std::uint8_t, lanes> letter_units;
    std::array<const std::uint8_t*, lanes> rows;
    rows.fill(step[0].codes->sounds.data());
    for (std::size_t lane = 0; lane < step.size(); ++lane) {
        rows[lane] = step[lane].codes->sounds.data();
        words.lengths[lane] = step[lane].sounds;
    }
    words.put_all(rows);
    distances(subject_.sounds, words, sound_table, sound_units);
    rows.fill(step[0].codes->letters.data());
    for (std::size_t lane = 0; lane < step.size(); ++lane) {
        rows[lane] = step[lane].codes->letters.data();
        words.lengths[lane] = step[lane].letters;
    }
    words.put_all(rows);
    distances(subject_.text, words, letter_table, letter_units);
    for (std::size_t lane = 0; lane < step.size(); ++lane) {
        similarities_[step[lane].position] = std::max(
            sound_ceiling * ratio(sound_units[lane] * unit, subject_.sounds.size(), step[lane].sounds),
            ratio(letter_units[lane] * unit, subject_.text.size(), step[lane].letters));
    }
}

void SimilarityBatch::compare_step(std::span<const Waiting> step, bool bare) {
    Columns words;
    std::array<std::uint8_t, lanes> sound_units{};
    std::array<std::uint8_t, lanes> letter_units{};
    std::array<char, letters_max> room{};
    std::array<char, letters_max> subject_room{};
    std::string_view subject_sounds = subject_.sounds;
    if (bare) {
        subject_sounds = {subject_room.data(), without_vowels(subject_.sounds, subject_room)};
    }
    bool same_writing = false;
    for (std::size_t lane = 0; lane < step.size(); ++lane) {
        const ComparedWord& word = step[lane].word;
        same_writing = same_writing || word.vowelless == subject_.vowelless;
        words.put(lane,
                  bare ? std::string_view(room.data(), without_vowels(word.sounds, room)) : word.sounds);
    }
    distances(subject_sounds, words, sound_table, sound_units);
    const auto sound_lengths = words.lengths;
    if (same_writing) {
        words.clear();
        for (std::size_t lane = 0; lane < step.size(); ++lane) {
            words.put(lane, step[lane].word.text);
        }
        distances(subject_.text, words, letter_table, letter_units);
    }
    for (std::size_t lane = 0; lane < step.size(); ++lane) {
        const ComparedWord& word = step[lane].word;
        const std::size_t length = sound_lengths[lane];
        double alike = 0;
        if (length > 0 && !subject_sounds.empty()) {
            alike = (bare ? bare_ceiling(subject_sounds.size(), length) : sound_ceiling) *
                    ratio(sound_units[lane] * unit, subject_sounds.size(), length);
        }
        if (word.vowelless == subject_.vowelless) {
            alike = std::max(alike, ratio(letter_units[lane] * unit, subject_.text.size(), word.text.size()));
        }
        similarities_[step[lane].position] = alike;
    }
}

#else

void SimilarityBatch::compare_coded_step(std::span<const Coded>) {}  // none is kept by its codes

void SimilarityBatch::compare_step(std::span<const Waiting> step, bool) {
    for (const Waiting& one : step) {
        similarities_[one.position] = token_similarity(subject_, one.word, floor_);
    }
}

#endif

}  // namespace cordon::text
