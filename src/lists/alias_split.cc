#include "lists/alias_split.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/strings.h"
#include "base/utf8.h"
#include "lists/alias_brackets.h"
#include "lists/alias_marks.h"
#include "text/script.h"

namespace cordon::lists {

namespace {

using model::NameKind;
using model::PartyKind;

constexpr int depth_max = 4;

struct Context {
    PartyKind party = PartyKind::unknown;
    std::optional<NameKind> kind;
    std::string note;
    bool weak = false;
    int depth = 0;
};

bool is_person(const Context& context) {
    return context.party == PartyKind::person;
}

std::string joined_notes(std::string_view first, std::string_view second) {
    if (first.empty() || second.empty()) {
        return std::string(first.empty() ? second : first);
    }
    return std::string(first) + "; " + std::string(second);
}

class Names {
public:
    void add(std::string_view text, const Context& context) {
        SplitName name{base::collapse_whitespace(text), context.kind, context.note, context.weak};
        while (!name.text.empty() && (name.text.back() == ',' || name.text.back() == ';')) {
            name.text = std::string(base::trim(std::string_view(name.text).substr(0, name.text.size() - 1)));
        }
        if (!marks::has_letter_or_digit(name.text)) {
            return;
        }
        const auto same = std::ranges::find(names_, name.text, &SplitName::text);
        if (same == names_.end()) {
            names_.push_back(std::move(name));
        } else {
            same->weak = same->weak && name.weak;
        }
    }

    // A piece cut out of a longer value: weak when it says too little alone.
    void add_piece(std::string_view text, const Context& context) {
        Context own = context;
        own.weak = own.weak || marks::is_generic(base::trim(text));
        add(text, own);
    }

    std::vector<SplitName> take() { return std::move(names_); }

private:
    std::vector<SplitName> names_;
};

// ---- separators -----------------------------------------------------------------------------------------

// Length of an enumeration mark ("b)", "12)") at a place where a word begins, 0 when there is none.
std::size_t enumeration_at(std::string_view text, std::size_t at) {
    if (at > 0 && !std::string_view(" ;,").contains(text[at - 1])) {
        return 0;
    }
    std::size_t end = at;
    while (end < text.size() && end - at < 2 && text[end] >= '0' && text[end] <= '9') {
        ++end;
    }
    if (end == at && end < text.size() && text[end] >= 'a' && text[end] <= 'j') {
        ++end;
    }
    return end > at && end < text.size() && text[end] == ')' ? end + 1 - at : 0;
}

// At ';', at the Arabic ';' and at enumeration marks, outside brackets; everywhere when the brackets do not
// balance.
std::vector<std::string> separated(std::string_view text) {
    constexpr std::string_view arabic_semicolon = "؛";
    std::vector<std::string> parts(1);
    int depth = 0;
    bool enumerated = false;
    std::string unmarked;  // without enumeration marks outside brackets, to see whether the brackets balance
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t mark = depth == 0 ? enumeration_at(text, at) : 0;
        unmarked += mark > 0 ? ' ' : text[at];
        depth += text[at] == '(' ? 1 : 0;
        depth -= mark == 0 && text[at] == ')' && depth > 0 ? 1 : 0;
        at += mark > 0 ? mark - 1 : 0;
    }
    depth = 0;
    const bool balanced = brackets_balance(unmarked);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool outside = depth == 0 || !balanced;
        if (const std::size_t mark = outside ? enumeration_at(text, at) : 0; mark > 0) {
            parts.emplace_back();
            at += mark - 1;
            enumerated = true;
        } else if (outside && text[at] == ';') {
            parts.emplace_back();
        } else if (outside && text.substr(at).starts_with(arabic_semicolon)) {
            parts.emplace_back();
            at += arabic_semicolon.size() - 1;
        } else {
            depth += text[at] == '(' ? 1 : 0;
            depth -= text[at] == ')' && depth > 0 ? 1 : 0;
            parts.back() += text[at];
        }
    }
    std::erase_if(parts, [](const std::string& part) { return base::trim(part).empty(); });
    return enumerated || parts.size() > 1 ? parts : std::vector<std::string>{std::string(text)};
}

// ---- names without brackets -----------------------------------------------------------------------------

// "Agha Jan Alizai اغا جان عالیزی": runs of words in one script each; one run when there is nothing to cut.
std::vector<std::string> script_runs(std::string_view text) {
    std::vector<std::string> runs;
    std::string script;
    for (const std::string& word : marks::words_of(text)) {
        const std::string own = marks::script_family(word);
        if (!own.empty() && text::has_mixed_scripts(word)) {
            return {std::string(text)};
        }
        if (runs.empty() || (!own.empty() && !script.empty() && own != script)) {
            runs.push_back(word);
        } else {
            runs.back() += " " + word;
        }
        script = own.empty() ? script : own;
    }
    return runs;
}

struct Connector {
    std::string_view words;
    std::optional<NameKind> kind;  // of the name after it
    bool persons_only = false;
    bool keeps_whole = false;  // the words may belong to the name
};

// One word beside a connector that may belong to the name is a guess.
void add_connected_piece(std::string_view text, const Connector& connector, Context context, Names& names) {
    context.weak = context.weak || (connector.keeps_whole && marks::words_of(base::trim(text)).size() < 2);
    names.add_piece(text, context);
}

// "A a.k.a. B", "A f.k.a. B", "A dit B": true when there was a connector and the names were added.
bool add_connected(std::string_view text, const Context& context, Names& names) {
    static constexpr std::array<Connector, 10> connectors = {{{" a.k.a. ", {}},
                                                              {" a.k.a ", {}},
                                                              {" a/k/a ", {}},
                                                              {" aka ", {}},
                                                              {" also known as ", {}},
                                                              {" f.k.a. ", NameKind::fka},
                                                              {" formerly known as ", NameKind::fka},
                                                              {" n.k.a. ", NameKind::nka},
                                                              {" alias ", {}, true, true},
                                                              {" dit ", {}, true, true}}};
    for (const Connector& connector : connectors) {
        const std::size_t at = base::ascii_ifind(text, connector.words);
        if (at == std::string_view::npos || (connector.persons_only && !is_person(context))) {
            continue;
        }
        if (connector.keeps_whole) {
            names.add(text, context);
        }
        add_connected_piece(text.substr(0, at), connector, context, names);
        std::string_view rest = text.substr(at + connector.words.size());
        Context own = context;
        own.kind = connector.kind ? connector.kind : context.kind;
        if (!add_connected(rest, own, names)) {
            add_connected_piece(rest, connector, own, names);
        }
        return true;
    }
    return false;
}

bool is_article(std::string_view word) {
    return base::ascii_iequals(word, "the");
}

// "Front for the Conquest of Syria/the Levant", "ADF/NALU", "Abdul/Abdel Rahman": the whole, and each
// reading.
bool add_slashed(std::string_view text, const Context& context, Names& names) {
    const std::size_t at = text.find('/');
    if (at == std::string_view::npos || at + 1 >= text.size() ||
        text.find('/', at + 1) != std::string_view::npos) {
        return false;
    }
    const std::vector<std::string> left = marks::words_of(text.substr(0, at));
    const std::vector<std::string> right = marks::words_of(text.substr(at + 1));
    if (left.empty() || right.empty() || left.back().size() < 2 || right.front().size() < 2 ||
        marks::has_digit(left.back()) || marks::has_digit(right.front())) {
        return false;  // "J/V", "M/T", "140/16"
    }
    const std::string left_text = base::join(left, " ");
    const std::string right_text = base::join(right, " ");
    names.add(text, context);
    if (left.size() == 1 && right.size() == 1) {
        names.add_piece(left_text, context);
        names.add_piece(right_text, context);
        return true;
    }
    const bool ends_alternate =
        left.size() > 1 && (right.size() == 1 || (right.size() == 2 && is_article(right[0])));
    if (ends_alternate) {  // the last words are two forms of one
        names.add_piece(left_text, context);
        names.add(without_last_word(left) + " " + right_text, context);
        if (!marks::is_generic(right_text)) {  // or a name of its own
            Context guess = context;
            guess.weak = true;
            names.add(right_text, guess);
        }
        return true;
    }
    if (is_person(context) || left.size() == 1) {  // one word has two forms: "Abdul/Abdel Rahman"
        const std::string after = base::join({right.begin() + 1, right.end()}, " ");
        names.add(left_text + " " + after, context);
        names.add((left.size() > 1 ? without_last_word(left) + " " : std::string()) + right_text, context);
    }
    if (!is_person(context)) {  // two names: "Al Qa'ida/Islamic Army"
        Context guess = context;
        names.add_piece(left_text, context);
        guess.weak = true;
        names.add(right_text, guess);
    }
    return true;
}

// "Siregar, Parlin" is Parlin Siregar; the published order is kept beside it.
bool add_inverted(std::string_view text, const Context& context, Names& names) {
    constexpr std::size_t family_words_max = 3;
    constexpr std::size_t given_words_max = 5;
    const std::vector<std::string_view> sides = base::split(text, ',');
    if (!is_person(context) || sides.size() != 2) {
        return false;
    }
    const std::vector<std::string> family = marks::words_of(base::trim(sides[0]));
    const std::vector<std::string> given = marks::words_of(base::trim(sides[1]));
    if (family.empty() || given.empty() || family.size() > family_words_max ||
        given.size() > given_words_max || marks::is_suffix(given.front()) || marks::has_digit(text)) {
        return false;
    }
    names.add(base::join(given, " ") + " " + base::join(family, " "), context);
    names.add(text, context);
    return true;
}

// "Ahmad “Abu Umar” Hassan": the whole, the name without the nickname, the nickname.
bool add_nicknamed(std::string_view text, const Context& context, Names& names) {
    struct Quotes {
        std::string_view open;
        std::string_view close;
    };
    static constexpr std::array<Quotes, 3> quotes = {{{"“", "”"}, {"\"", "\""}, {"«", "»"}}};
    for (const Quotes& quote : quotes) {
        const std::size_t open = text.find(quote.open);
        const std::size_t start = open == std::string_view::npos ? open : open + quote.open.size();
        const std::size_t close = open == std::string_view::npos ? open : text.find(quote.close, start);
        if (!is_person(context) || close == std::string_view::npos) {
            continue;
        }
        const std::string outside = base::collapse_whitespace(
            std::string(text.substr(0, open)) + " " + std::string(text.substr(close + quote.close.size())));
        const std::string nickname(base::trim(text.substr(start, close - start)));
        names.add(text, context);
        if (marks::words_of(outside).size() > 1) {
            Context guess = context;
            guess.weak = true;
            names.add_piece(outside, context);
            names.add(nickname, guess);
        }
        return true;
    }
    return false;
}

bool add_spaced_slashes(std::string_view text, const Context& context, Names& names) {
    const std::vector<std::string_view> sides = base::split(text, " / ");
    if (sides.size() < 2) {
        return false;
    }
    bool whole = false;
    for (const std::string_view side : sides) {
        const std::string piece(base::trim(side));
        const bool short_form = base::code_point_count(piece) <= 6 && !marks::is_acronym(piece, {});
        Context own = context;
        own.weak = own.weak || short_form;
        whole = whole || short_form || marks::is_generic(piece);
        names.add_piece(piece, own);
    }
    if (whole) {
        names.add(text, context);
    }
    return true;
}

// "شيخ الفاتح ، الفاتح": the Arabic comma stands between names.
bool add_arabic_commas(std::string_view text, const Context& context, Names& names) {
    const std::vector<std::string_view> sides = base::split(text, "،");
    if (sides.size() < 2) {
        return false;
    }
    for (const std::string_view side : sides) {
        names.add_piece(side, context);
    }
    return true;
}

// "Abdurezak, Abdelrazaq, Abdulrazak": spellings of one word; guesses, beside the whole.
bool add_spellings(std::string_view text, const Context& context, Names& names) {
    const std::vector<std::string_view> sides = base::split(text, ',');
    const auto one_word = [](std::string_view side) { return marks::words_of(base::trim(side)).size() == 1; };
    if (!is_person(context) || sides.size() < 3 || !std::ranges::all_of(sides, one_word)) {
        return false;
    }
    Context guess = context;
    guess.weak = true;
    names.add(text, context);
    for (const std::string_view side : sides) {
        names.add(side, guess);
    }
    return true;
}

bool add_script_runs(std::string_view text, const Context& context, Names& names) {
    const std::vector<std::string> runs = script_runs(text);
    if (runs.size() < 2) {
        return false;
    }
    const auto long_enough = [](const std::string& run) { return marks::words_of(run).size() > 1; };
    const bool two_words =
        is_person(context) && runs.size() == 2 && !long_enough(runs[0]) && !long_enough(runs[1]);
    if (!std::ranges::all_of(runs, long_enough) && !two_words) {
        names.add(text, context);  // "ООО IMPEX": one name in two scripts
        return true;
    }
    for (const std::string& run : runs) {
        names.add_piece(run, context);
    }
    return true;
}

void add_plain(std::string_view text, const Context& context, Names& names) {
    const std::string bare = marks::without_enclosing_quotes(base::collapse_whitespace(text));
    if (add_connected(bare, context, names) || add_spaced_slashes(bare, context, names) ||
        add_arabic_commas(bare, context, names) || add_script_runs(bare, context, names) ||
        add_slashed(bare, context, names) || add_spellings(bare, context, names) ||
        add_inverted(bare, context, names) || add_nicknamed(bare, context, names)) {
        return;
    }
    names.add(bare, context);
}

// ---- names with brackets --------------------------------------------------------------------------------

void add_separated(std::string_view text, const Context& context, Names& names);

void add_bracket_names(const Read& read, const Context& context, Names& names) {
    Context own = context;
    ++own.depth;
    if (read.sense == Sense::names) {
        own.weak =
            own.weak || (!is_person(context) && !read.text.contains(';') && marks::is_generic(read.text));
        add_separated(read.text, own, names);
    } else if (read.sense == Sense::original_names) {
        own.kind = NameKind::original_script;
        add_separated(read.text, own, names);
    } else if (read.sense == Sense::former_names) {
        own.kind = NameKind::fka;
        add_separated(read.text, own, names);
    } else if (read.sense == Sense::acronym) {
        own.weak = own.weak || read.words_after > 1;  // "Guard Corps (GC) Northern Command": of a part only
        for (const std::string_view acronym : base::split(read.text, ',')) {
            names.add(acronym, own);
        }
    } else if (read.sense == Sense::variant && !is_person(context) && read.words_after == 0 && !read.leads &&
               !marks::has_digit(read.text)) {
        own.weak = true;
        names.add(read.text, own);
    }
}

void add_bracketed(const std::vector<Piece>& pieces, const Context& context, Names& names) {
    std::string outside;
    for (const Piece& piece : pieces) {
        outside += piece.bracketed ? " " : piece.text;
    }
    Context own = context;
    std::vector<Read> reads;
    for (const Piece& piece : pieces) {
        Read read = piece.bracketed ? read_bracket(piece.text, outside, is_person(context))
                                    : Read{Sense::outside, piece.text};
        if (read.sense == Sense::note) {
            own.note = joined_notes(own.note, read.text);
        } else if (read.sense == Sense::original_marker || read.marks_original) {
            own.kind = NameKind::original_script;
        } else if (read.sense == Sense::former_marker) {
            own.kind = NameKind::fka;
        }
        read.leads = reads.empty();
        for (Read& earlier : reads) {
            earlier.words_after +=
                read.sense == Sense::outside ? marks::words_of(base::trim(read.text)).size() : 0;
        }
        reads.push_back(std::move(read));
    }
    const Composed composed = compose(reads);
    add_plain(composed.base, own, names);
    if (!composed.varied.empty() && is_person(context)) {
        names.add(composed.varied, own);
    }
    for (const Read& read : reads) {
        add_bracket_names(read, context, names);
    }
    if (composed.whole != composed.base && marks::has_letter_or_digit(composed.base)) {
        names.add(composed.whole, own);
    }
}

// Cuts ", born 1 Jan. 1953 (...)", " - sub-unit name" and the like off the end; what is cut becomes a note.
std::string cut_trailing_words(std::string text, Context& context) {
    static constexpr std::array<std::string_view, 7> beginnings = {
        ", born ",          ", date of birth",  ", dob",          ", passport",
        " - sub-unit name", " – sub-unit name", ", sub-unit name"};
    for (const std::string_view beginning : beginnings) {
        const std::size_t at = base::ascii_ifind(text, beginning);
        if (at != std::string::npos && at > 0 && brackets_balance(std::string_view(text).substr(0, at))) {
            std::string_view cut = base::trim(std::string_view(text).substr(at));
            while (!cut.empty() && std::string_view(",- –").contains(cut.front())) {
                cut.remove_prefix(1);
            }
            context.note = joined_notes(context.note, cut);
            text.resize(at);
        }
    }
    return text;
}

void add_part(std::string_view part, Context context, Names& names) {
    std::string text = base::collapse_whitespace(part);
    while (text.starts_with("- ") || text.starts_with("– ") || text.starts_with("• ")) {
        text = std::string(base::trim(std::string_view(text).substr(text.find(' '))));
    }
    text = cut_trailing_words(std::move(text), context);
    const std::vector<Piece> pieces = brackets_of(text);
    const bool has_brackets = std::ranges::any_of(pieces, &Piece::bracketed);
    if (context.depth >= depth_max) {
        names.add(text, context);
    } else if (!has_brackets) {
        add_plain(pieces.empty() ? text : pieces.front().text, context, names);
    } else if (pieces.size() == 1) {  // "(A; B)"
        Context own = context;
        ++own.depth;
        add_separated(pieces.front().text, own, names);
    } else {
        add_bracketed(pieces, context, names);
    }
}

void add_separated(std::string_view text, const Context& context, Names& names) {
    for (const std::string& part : separated(text)) {
        add_part(part, context, names);
    }
}

}  // namespace

std::vector<SplitName> split_alias_value(std::string_view value, PartyKind party) {
    const std::string text = base::collapse_whitespace(value);
    Names names;
    Context context;
    context.party = party;
    add_separated(text, context, names);
    std::vector<SplitName> split = names.take();
    if (split.empty() && marks::has_letter_or_digit(text)) {
        split.push_back({text, {}, {}, false});
    }
    if (split.size() == 1) {
        split.front().weak = false;  // nothing was cut out of it
    }
    return split;
}

}  // namespace cordon::lists
