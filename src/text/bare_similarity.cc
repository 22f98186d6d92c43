#include "text/bare_similarity.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace cordon::text {

namespace {

constexpr std::size_t letters_max = 64;
constexpr int whole = 100;  // price of one full slip, in hundredths
constexpr int never = 1'000'000;

struct BarePrice {
    char symbol;               // of the bare word
    std::string_view letters;  // Latin
    std::uint8_t price;
};

struct BareInsertPrice {
    char letter;
    std::uint8_t price;
};

#include "text/bare_prices.inc"

struct Digraph {
    std::string_view letters;
    char symbol;
};
constexpr auto bare_digraphs = std::to_array<Digraph>(
    {{"sh", 'S'}, {"kh", 'K'}, {"gh", 'G'}, {"th", 'T'}, {"dh", 'D'}, {"ch", 'C'}, {"zh", 'Z'}, {"ts", 'c'}});

bool is_vowel(char letter) {
    return std::string_view("aeiou").find(letter) != std::string_view::npos;
}

struct Letters {
    std::array<char, letters_max> room{};
    std::size_t count = 0;
    [[nodiscard]] std::string_view view() const { return {room.data(), count}; }
    void add(char letter) {
        if (count < room.size()) {
            room[count++] = letter;
        }
    }
};

// One symbol a native letter; doubled ones once. A doubled letter begins no digraph: "tts" is t, s.
Letters bare_symbols(std::string_view bare) {
    Letters symbols;
    for (std::size_t at = 0; at < bare.size();) {
        char symbol = bare[at];
        std::size_t used = 1;
        const char after = at + 1 < bare.size() ? bare[at + 1] : ' ';
        used = bare[at] == after ? 2 : 1;
        if (after == 'h' || after == 's') {
            for (const Digraph& digraph : bare_digraphs) {
                if (digraph.letters[0] == bare[at] && digraph.letters[1] == after) {
                    symbol = digraph.symbol;
                    used = 2;
                    break;
                }
            }
        }
        at += used;
        if (symbols.count == 0 || symbols.room[symbols.count - 1] != symbol) {
            symbols.add(symbol);
        }
    }
    return symbols;
}

// Doubled letters once, but for ee and oo.
Letters latin_letters_of(std::string_view latin) {
    Letters letters;
    for (const char letter : latin) {
        const bool doubled = letters.count > 0 && letters.room[letters.count - 1] == letter;
        if (!doubled || letter == 'e' || letter == 'o') {
            letters.add(letter);
        }
    }
    return letters;
}

// What it costs to read one symbol of the bare word as Latin letters.
struct SymbolPrices {
    static constexpr std::uint8_t unpriced = 255;
    struct Three {
        std::string_view letters;
        int price;
    };
    int none = whole;
    std::array<std::uint8_t, 32> one{};
    std::array<std::uint8_t, 1024> two{};
    std::uint32_t three_begin = 0;  // bit: letter that begins some of three
    std::vector<Three> three;
};

class BarePrices {
public:
    BarePrices() {
        insert_.fill(whole);
        for (SymbolPrices& symbol : symbols_) {
            symbol.one.fill(whole);
            symbol.two.fill(SymbolPrices::unpriced);
        }
        for (const BarePrice& row : bare_prices) {
            SymbolPrices& symbol = symbols_[symbol_of(row.symbol)];
            switch (row.letters.size()) {
                case 0: symbol.none = row.price; break;
                case 1: symbol.one[letter_of(row.letters[0])] = row.price; break;
                case 2: symbol.two[pair_of(row.letters[0], row.letters[1])] = row.price; break;
                default:
                    symbol.three.push_back({row.letters, row.price});
                    symbol.three_begin |= 1U << letter_of(row.letters[0]);
                    break;
            }
        }
        for (char letter = 'a'; letter <= 'z'; ++letter) {  // the same letter, whatever was counted
            std::uint8_t& price = symbols_[symbol_of(letter)].one[letter_of(letter)];
            price = std::min(price, same_letter);
        }
        for (const BareInsertPrice& row : bare_insert_prices) {
            insert_[letter_of(row.letter)] = row.price;
        }
    }

    [[nodiscard]] const SymbolPrices& of(char symbol) const { return symbols_[symbol_of(symbol)]; }
    [[nodiscard]] int insert(char letter) const { return insert_[letter_of(letter)]; }

    static std::size_t letter_of(char letter) { return static_cast<std::size_t>(letter) & 31U; }
    static std::size_t pair_of(char first, char second) { return letter_of(first) * 32 + letter_of(second); }

private:
    static constexpr std::uint8_t same_letter = 5;
    static std::size_t symbol_of(char symbol) { return static_cast<std::size_t>(symbol) & 63U; }
    std::array<SymbolPrices, 64> symbols_;
    std::array<std::uint8_t, 32> insert_{};
};

const BarePrices& prices_of_bare_letters() {
    static const BarePrices prices;
    return prices;
}

// What it costs to have read `next` letters more with one more symbol; next is lowered to it.
void read_symbol(const SymbolPrices& prices, std::string_view letters, const int* row, int limit, int* next) {
    for (std::size_t column = 0; column <= letters.size(); ++column) {
        const int so_far = row[column];
        if (so_far > limit) {
            continue;
        }
        next[column] = std::min(next[column], so_far + prices.none);
        const std::size_t left = letters.size() - column;
        if (left == 0) {
            break;
        }
        const char* const rest = letters.data() + column;
        const std::size_t letter = BarePrices::letter_of(rest[0]);
        next[column + 1] = std::min(next[column + 1], so_far + prices.one[letter]);
        if (left > 1) {
            const std::uint8_t two = prices.two[BarePrices::pair_of(rest[0], rest[1])];
            if (two != SymbolPrices::unpriced) {
                next[column + 2] = std::min(next[column + 2], so_far + two);
            }
        }
        if (left > 2 && ((prices.three_begin >> letter) & 1U) != 0) {
            for (const SymbolPrices::Three& three : prices.three) {
                if (three.letters == std::string_view(rest, 3)) {
                    next[column + 3] = std::min(next[column + 3], so_far + three.price);
                }
            }
        }
    }
}

// The cheapest way to read the symbols as the letters; limit + 1 as soon as all ways cost more.
int reading_price(std::string_view symbols, std::string_view letters, int limit) {
    const BarePrices& prices = prices_of_bare_letters();
    std::array<int, letters_max + 1> rows[2];
    std::array<int, letters_max> inserts;
    int* row = rows[0].data();
    int* next = rows[1].data();
    for (std::size_t column = 0; column < letters.size(); ++column) {
        inserts[column] = prices.insert(letters[column]);
    }
    std::fill_n(row, letters.size() + 1, never);
    row[0] = 0;
    for (std::size_t at = 0; at <= symbols.size(); ++at) {
        int least = row[0];
        for (std::size_t column = 0; column < letters.size(); ++column) {
            row[column + 1] = std::min(row[column + 1], row[column] + inserts[column]);
            least = std::min(least, row[column + 1]);
        }
        if (least > limit) {
            return limit + 1;
        }
        if (at < symbols.size()) {
            std::fill_n(next, letters.size() + 1, never);
            read_symbol(prices.of(symbols[at]), letters, row, limit, next);
            std::swap(row, next);
        }
    }
    return row[letters.size()];
}

}  // namespace

namespace {

// Few letters prove little.
double ceiling_of(double evidence) {
    return evidence < 1.5 ? 0.80 : evidence < 2 ? 0.88 : evidence < 2.5 ? 0.94 : evidence < 3 ? 0.97 : 0.985;
}

// Small prices are the usual looseness of spelling without vowels; large ones are other words.
constexpr double loose_slope = 0.6;
constexpr double loose_price = 0.30;
constexpr double strict_slope = 1.4;

double unlikeness(double price) {
    return loose_slope * std::min(price, loose_price) + strict_slope * std::max(0.0, price - loose_price);
}

double price_for(double most_unlike) {
    constexpr double loose = loose_slope * loose_price;
    return most_unlike <= loose ? most_unlike / loose_slope
                                : loose_price + (most_unlike - loose) / strict_slope;
}

}  // namespace

double bare_similarity(std::string_view bare, std::string_view latin, double floor) {
    const Letters symbols = bare_symbols(bare);
    const Letters letters = latin_letters_of(latin);
    if (symbols.count == 0 || letters.count == 0) {
        return 0;
    }
    // Few letters prove little; a written vowel proves half as much as a consonant.
    double evidence = 0;
    for (const char symbol : symbols.view()) {
        evidence += is_vowel(symbol) ? 0.5 : 1.0;
    }
    const double ceiling = ceiling_of(evidence);
    const auto consonants = static_cast<std::size_t>(
        std::ranges::count_if(letters.view(), [](char letter) { return !is_vowel(letter); }));
    const double length = static_cast<double>(std::max(symbols.count, consonants)) * whole;
    const int limit = static_cast<int>(price_for(1.0 - floor) * length) + 1;
    const int price = reading_price(symbols.view(), letters.view(), limit);
    return ceiling * std::max(0.0, 1.0 - unlikeness(static_cast<double>(price) / length));
}

namespace {

// Classes of consonants, in keys of four bits each.
constexpr std::string_view classes = " PTKSMNLR";
constexpr std::size_t class_letters_max = 12;

// Keys under construction: a letter of two classes doubles them, up to a limit.
class KeySet {
public:
    explicit KeySet(std::size_t most) : most_(std::min(most, keys_.size())) {}

    // One or two classes of the same letter; ' ' = silent.
    void add(std::string_view ways) {
        const std::size_t before = count_;
        if (ways.size() > 1 && before * 2 <= most_) {
            for (std::size_t at = 0; at < before; ++at) {
                keys_[count_++] = with(keys_[at], ways[1]);
            }
        }
        for (std::size_t at = 0; at < before; ++at) {
            keys_[at] = with(keys_[at], ways[0]);
        }
    }

    [[nodiscard]] std::span<const std::uint64_t> keys() const { return std::span(keys_).first(count_); }

    static std::uint64_t with(std::uint64_t key, char sound) {
        const auto number = static_cast<std::uint64_t>(classes.find(sound));
        const bool full = (key >> (4 * (class_letters_max - 1))) != 0;
        return number == 0 || full || (key & 15U) == number ? key : (key << 4U) | number;
    }

private:
    std::size_t most_;
    std::array<std::uint64_t, 32> keys_{};
    std::size_t count_ = 1;
};

struct Reading {
    std::string_view ways;
    std::size_t letters;
};

Reading reading_of_c(std::string_view rest) {
    const char next = rest.size() > 1 ? rest[1] : ' ';
    switch (next) {
        case 'h': return {"SK", 2};
        case 'z': return {"S", 2};
        case 'k': return {"K", 2};
        case 'e':
        case 'i':
        case 'y': return {"S", 1};
        default: return {"KS", 1};  // also c with a mark
    }
}

// Consonants of Latin letters by the usual spellings of Europe.
Reading latin_reading(std::string_view rest) {
    const char next = rest.size() > 1 ? rest[1] : ' ';
    switch (rest[0]) {
        case 'b':
        case 'f':
        case 'v':
        case 'w': return {"P", 1};
        case 'p': return {"P", next == 'h' ? std::size_t{2} : std::size_t{1}};
        case 't':
        case 'd':
            for (const std::string_view sound : {"tsch", "dsch", "tch", "dzh"}) {
                if (rest.starts_with(sound)) {
                    return {"S", sound.size()};
                }
            }
            return next == 's' || next == 'z' || (rest[0] == 'd' && next == 'j') ? Reading{"S", 2}
                                                                                 : Reading{"T", 1};
        case 's':
            return {"S", rest.starts_with("sch") ? std::size_t{3}
                         : next == 'z'           ? std::size_t{2}
                                                 : std::size_t{1}};
        case 'z': return {"S", 1};
        case 'c': return reading_of_c(rest);
        case 'k':
        case 'q':
        case 'g': return {"K", 1};
        case 'j': return {"K ", 1};
        case 'm': return {"M", 1};
        case 'n': return {"N", 1};
        case 'l': return {"L", 1};
        case 'r': return {"R", 1};
        default: return {" ", 1};  // vowels, h and y are silent
    }
}

std::string_view bare_ways(char symbol) {
    switch (symbol) {
        case 'b':
        case 'p':
        case 'f':
        case 'v': return "P";
        case 'w':
        case 'u': return " P";
        case 'd':
        case 't': return "T";
        case 'T':
        case 'D': return "TS";
        case 'k':
        case 'q':
        case 'G': return "K";
        case 'K': return "K ";
        case 'g':
        case 'j':
        case 'Z': return "KS";
        case 'h': return " K";
        case 's':
        case 'S':
        case 'z':
        case 'c':
        case 'C': return "S";
        case 'm': return "M";
        case 'n': return "N";
        case 'l': return "L";
        case 'r': return "R";
        default: return " ";
    }
}

void add_hash(std::uint64_t key, std::vector<std::uint32_t>& hashes) {
    hashes.push_back(static_cast<std::uint32_t>(((key + 1) * 0x9e37'79b9'7f4a'7c15ULL) >> 32U));
}

void add_latin_keys(std::string_view word, std::vector<std::uint32_t>& hashes) {
    KeySet set(4);
    for (std::size_t at = 0; at < word.size();) {
        if (word[at] == 'x') {
            set.add("K");
            set.add("S");
            ++at;
            continue;
        }
        const Reading reading = latin_reading(word.substr(at));
        set.add(reading.ways);
        at += reading.letters;
    }
    for (const std::uint64_t key : set.keys()) {
        add_hash(key, hashes);
    }
}

void add_native_keys(std::string_view word, std::vector<std::uint32_t>& hashes) {
    const Letters symbols = bare_symbols(word);
    KeySet set(32);
    for (std::size_t at = 0; at < symbols.count; ++at) {
        const char symbol = symbols.room[at];
        const char next = at + 1 < symbols.count ? symbols.room[at + 1] : ' ';
        // "tsh", "dj": one sound in Latin letters as a rule.
        const bool merges = (symbol == 't' || symbol == 'd') &&
                            std::string_view("sSzcCjZ").find(next) != std::string_view::npos;
        set.add(merges ? std::string_view("T ") : bare_ways(symbol));
    }
    for (const std::uint64_t key : set.keys()) {
        add_hash(key, hashes);
    }
    const std::uint64_t plain = set.keys().front();
    if (plain >= 0x10) {  // two consonants: then one more may be silent at the end, as in French
        add_hash(KeySet::with(plain, 'T'), hashes);
        add_hash(KeySet::with(plain, 'S'), hashes);
    }
    if (plain >= 0x1000) {  // four: then one may be lost
        for (unsigned place = 0; (plain >> place) != 0; place += 4) {
            const std::uint64_t behind = plain & ((std::uint64_t{1} << place) - 1);
            add_hash(((plain >> (place + 4)) << place) | behind, hashes);
        }
    }
}

}  // namespace

void add_bare_keys(std::string_view word, bool vowelless, std::vector<std::uint32_t>& hashes) {
    if (vowelless) {
        add_native_keys(word, hashes);
    } else {
        add_latin_keys(word, hashes);
    }
}

}  // namespace cordon::text
