// The second half of lists/alias_split.h: notes beside an alias, and names into a listing.
#include <algorithm>

#include "base/strings.h"
#include "lists/alias_marks.h"
#include "lists/alias_split.h"
#include "text/script.h"

namespace cordon::lists {

namespace {

using model::NameKind;
using model::NameQuality;
using model::PartyKind;

bool lists_names(std::string_view text) {
    return text.contains(';') && !text.contains(':') && !marks::has_digit(text);
}

// Length of the text in another script than Latin at its beginning, blanks and commas included.
std::size_t native_run(std::string_view text) {
    std::size_t end = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t stop = std::min(text.find_first_of(" ;.", at), text.size());
        const std::string script = text::script_of(text.substr(at, stop - at));
        if (script.empty() || script == "Latn") {
            break;
        }
        end = stop;
        if (stop < text.size() && text[stop] != ' ') {
            break;
        }
        at = stop + 1;
    }
    return end;
}

// Takes "In Arabic: ..." and "original script: ..." out of the note.
void take_original(AliasNote& read) {
    static constexpr std::string_view marks_in_prose[] = {
        "in arabic script:", "in arabic:", "original script:"};
    for (const std::string_view mark : marks_in_prose) {
        const std::size_t at = base::ascii_ifind(read.rest, mark);
        if (at == std::string::npos) {
            continue;
        }
        const std::string_view after = base::trim(std::string_view(read.rest).substr(at + mark.size()));
        const std::size_t length = native_run(after);
        if (length > 0) {
            read.names.push_back(
                {base::collapse_whitespace(after.substr(0, length)), NameKind::original_script, {}, false});
            const std::string rest(after.substr(length));
            read.rest = std::string(base::trim(std::string_view(read.rest).substr(0, at))) + rest;
        }
    }
}

// Takes "transliterations: A; B" and "translation: C" out of the note.
void take_transliterations(AliasNote& read, PartyKind party) {
    struct Mark {
        std::string_view words;
        std::optional<NameKind> kind;
    };
    static constexpr Mark marked[] = {
        {"transliterations:", {}}, {"transliteration:", {}}, {"translation:", NameKind::translation}};
    for (const Mark& mark : marked) {
        const std::size_t at = base::ascii_ifind(read.rest, mark.words);
        if (at == std::string::npos) {
            continue;
        }
        const std::size_t start = at + mark.words.size();
        const std::size_t end = std::min(read.rest.find_first_of("()", start), read.rest.size());
        for (SplitName& name :
             split_alias_value(std::string_view(read.rest).substr(start, end - start), party)) {
            name.kind = mark.kind ? mark.kind : name.kind;
            read.names.push_back(std::move(name));
        }
        read.rest.erase(at, end - at);
    }
}

// "A, B, C (transliterations of original script name)": here the comma does separate names.
void take_comma_list(AliasNote& read) {
    const std::size_t at = base::ascii_ifind(read.rest, "(transliterations of");
    if (at == std::string::npos || at == 0) {
        return;
    }
    const std::string_view listed = std::string_view(read.rest).substr(0, at);
    if (listed.contains(':') || marks::has_digit(listed)) {
        return;
    }
    for (const std::string_view name : base::split(listed, ',')) {
        if (!base::trim(name).empty()) {
            read.names.push_back({base::collapse_whitespace(name), {}, {}, false});
        }
    }
    read.rest.erase(0, at);
}

// Takes "(A; B; C)" out of the note, or the whole note when it is "A; B; C".
void take_lists(AliasNote& read, PartyKind party) {
    const auto take = [&](std::string_view names) {
        for (SplitName& name : split_alias_value(names, party)) {
            read.names.push_back(std::move(name));
        }
    };
    if (lists_names(read.rest) && !read.rest.contains('(')) {
        take(read.rest);
        read.rest.clear();
        return;
    }
    const std::size_t open = read.rest.find('(');
    const std::size_t close = open == std::string::npos ? open : read.rest.find(')', open);
    if (close == std::string::npos) {
        return;
    }
    const std::string inside = read.rest.substr(open + 1, close - open - 1);
    if (lists_names(inside)) {
        take(inside);
        read.rest.erase(open, close + 1 - open);
    }
}

std::string cleaned(std::string_view text) {
    std::string clean = base::collapse_whitespace(text);
    clean = base::collapse_whitespace(base::replace_all(base::replace_all(clean, "( )", ""), "()", ""));
    while (!clean.empty() && std::string_view(",.;: ").contains(clean.back())) {
        clean.pop_back();
    }
    std::size_t start = 0;
    while (start < clean.size() && std::string_view(",.;: ").contains(clean[start])) {
        ++start;
    }
    return clean.substr(start);
}

}  // namespace

AliasNote read_alias_note(std::string_view note, PartyKind party) {
    AliasNote read;
    read.rest = base::collapse_whitespace(note);
    if (marks::Prefixed former = marks::former_words(read.rest); former.found) {
        read.former = true;
        read.rest = former.rest;
    }
    take_original(read);
    take_comma_list(read);
    take_transliterations(read, party);
    take_lists(read, party);
    const std::vector<std::string> words = marks::words_of(read.rest);
    if (words.size() == 2 && words[0] == "The" && !marks::is_descriptor(read.rest)) {  // "The Moroccan"
        read.names.push_back({read.rest, {}, {}, true});
        read.rest.clear();
    }
    read.rest = cleaned(read.rest);
    return read;
}

void add_new_name(model::Listing& listing, model::ListedName name) {
    const bool known = std::ranges::any_of(listing.names, [&](const model::ListedName& other) {
        return other.text == name.text && other.kind == name.kind && other.quality == name.quality &&
               other.note == name.note;
    });
    if (!known) {
        listing.names.push_back(std::move(name));
    }
}

std::size_t add_split_names(model::Listing& listing, std::string_view value, const NameOrigin& origin) {
    const std::string source = base::collapse_whitespace(value);
    const std::vector<SplitName> split = split_alias_value(source, listing.kind);
    bool first = true;
    for (const SplitName& piece : split) {
        model::ListedName name;
        name.text = piece.text;
        const NameKind own = origin.kind == NameKind::primary && !first ? NameKind::aka : origin.kind;
        name.kind = piece.kind && !(first && origin.kind == NameKind::primary) ? *piece.kind : own;
        name.quality = piece.weak ? NameQuality::weak : origin.quality;
        name.script = text::script_of(piece.text);
        name.language = origin.language;
        name.source_text = piece.text == source ? std::string() : source;
        name.note = origin.note.empty() || piece.note.empty() ? origin.note + piece.note
                                                              : origin.note + "; " + piece.note;
        add_new_name(listing, std::move(name));
        first = false;
    }
    return split.size();
}

}  // namespace cordon::lists
