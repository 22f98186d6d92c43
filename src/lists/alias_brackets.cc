#include "lists/alias_brackets.h"

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "lists/alias_marks.h"

namespace cordon::lists {

namespace {

std::string bracketed(const std::string& text) {
    return " (" + text + ") ";
}

}  // namespace

std::vector<Piece> brackets_of(std::string_view text) {
    std::vector<Piece> pieces;
    std::string current;
    int depth = 0;
    const auto flush = [&](bool bracketed) {
        if (!base::trim(current).empty()) {
            pieces.push_back({current, bracketed});
        }
        current.clear();
    };
    for (const char letter : text) {
        if (letter == '(') {
            if (depth++ == 0) {
                flush(false);
                continue;
            }
        } else if (letter == ')') {
            if (depth == 0) {
                continue;
            }
            if (--depth == 0) {
                flush(true);
                continue;
            }
        }
        current += letter;
    }
    flush(depth > 0);
    return pieces;
}

bool brackets_balance(std::string_view text) {
    int depth = 0;
    for (const char letter : text) {
        depth += letter == '(' ? 1 : 0;
        depth -= letter == ')' ? 1 : 0;
        if (depth < 0) {
            return false;
        }
    }
    return depth == 0;
}

std::string without_last_word(const std::vector<std::string>& words) {
    return base::join({words.begin(), words.end() - 1}, " ");
}

Read read_bracket(std::string_view content, std::string_view name, bool is_person) {
    const std::string text = base::collapse_whitespace(content);
    if (const marks::Prefixed original = marks::original_words(text); original.found) {
        if (original.rest.starts_with(';')) {  // "سهول (original script; A; B)"
            return {.sense = Sense::names, .text = original.rest, .marks_original = true};
        }
        return {original.rest.empty() ? Sense::original_marker : Sense::original_names, original.rest};
    }
    if (const marks::Prefixed former = marks::former_words(text); former.found) {
        return {former.rest.empty() ? Sense::former_marker : Sense::former_names, former.rest};
    }
    if (const marks::Prefixed aka = marks::aka_words(text); aka.found && !aka.rest.empty()) {
        return {Sense::names, aka.rest};
    }
    if (marks::is_descriptor(text) && !text.contains(';')) {
        return {Sense::note, text};
    }
    const std::string script = marks::script_family(text);
    const std::string name_script = marks::script_family(name);
    if (text.contains(';') || marks::is_quoted(text) ||
        (!script.empty() && !name_script.empty() && script != name_script)) {
        return {Sense::names, text};
    }
    static constexpr std::array<std::string_view, 8> spaced_scripts = {"Latn", "Cyrl", "Arab", "Grek",
                                                                       "Hebr", "Geor", "Armn", ""};
    if (std::ranges::find(spaced_scripts, name_script) == spaced_scripts.end() || marks::is_qualifier(text)) {
        return {Sense::qualifier, text};
    }
    if (!is_person && marks::is_acronym(base::trim(text.substr(0, text.find(','))), name)) {
        return {Sense::acronym, text};
    }
    if (marks::words_of(text).size() == 1) {
        return {Sense::variant, text};
    }
    return {Sense::names, text};
}

Composed compose(const std::vector<Read>& reads) {
    Composed composed;
    bool varied = false;
    for (const Read& read : reads) {
        if (read.sense == Sense::outside) {
            composed.base += read.text;
            composed.whole += read.text;
            composed.varied += read.text;
        } else if (read.sense == Sense::qualifier) {
            composed.base += bracketed(read.text);
            composed.whole += bracketed(read.text);
            composed.varied += bracketed(read.text);
        } else if (read.sense == Sense::acronym) {
            composed.whole += bracketed(read.text);
            composed.base += " ";
        } else if (read.sense == Sense::variant) {
            composed.whole += " " + read.text + " ";
            composed.base += " ";
            const std::vector<std::string> words = marks::words_of(base::trim(composed.varied));
            composed.varied = (words.empty() ? "" : without_last_word(words)) + " " + read.text + " ";
            varied = varied || !words.empty();
        } else {
            composed.base += " ";
            composed.whole += " ";
        }
    }
    composed.base = base::collapse_whitespace(composed.base);
    composed.whole = base::collapse_whitespace(composed.whole);
    composed.varied = varied ? base::collapse_whitespace(composed.varied) : std::string();
    return composed;
}

}  // namespace cordon::lists
