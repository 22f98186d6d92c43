#include "lists/seco_names.h"

#include <algorithm>
#include <set>

#include "base/parse.h"
#include "base/strings.h"
#include "text/script.h"

namespace cordon::lists::seco {

namespace {

using codec::XmlNode;
using model::NameKind;
using model::NamePartKind;

struct Spelling {
    std::string text;
    std::string script;
    std::string language;
};

struct Part {
    NamePartKind kind = NamePartKind::other;
    int order = 0;
    std::vector<Spelling> spellings;  // the printed value first
};

NamePartKind part_kind(std::string_view type) {
    struct Row {
        std::string_view type;
        NamePartKind kind;
    };
    constexpr Row rows[] = {
        {"given-name", NamePartKind::given},
        {"further-given-name", NamePartKind::further_given},
        {"family-name", NamePartKind::family},
        {"father-name", NamePartKind::father},
        {"grand-father-name", NamePartKind::grandfather},
        {"tribal-name", NamePartKind::tribal},
        {"maiden-name", NamePartKind::maiden},
        {"title", NamePartKind::title},
        {"suffix", NamePartKind::suffix},
        {"whole-name", NamePartKind::whole},
    };
    for (const auto& row : rows) {
        if (type == row.type) {
            return row.kind;
        }
    }
    return NamePartKind::other;
}

// Place of a part in reading order.
int reading_place(NamePartKind kind) {
    switch (kind) {
        case NamePartKind::title: return 0;
        case NamePartKind::whole: return 1;
        case NamePartKind::given: return 2;
        case NamePartKind::further_given: return 3;
        case NamePartKind::father: return 4;
        case NamePartKind::grandfather: return 5;
        case NamePartKind::family: return 6;
        case NamePartKind::maiden: return 6;
        case NamePartKind::tribal: return 7;
        case NamePartKind::other: return 8;
        case NamePartKind::suffix: return 9;
    }
    return 8;
}

// "LATN" as "Latn"; by the letters when the publisher says nothing.
std::string script_of(const XmlNode& node, const std::string& value) {
    auto script = base::ascii_lower(node.attribute("script"));
    if (script.size() != 4) {
        return text::script_of(value);
    }
    script[0] = base::ascii_upper(script.substr(0, 1))[0];
    return script;
}

Part read_part(const XmlNode& node) {
    Part part;
    part.kind = part_kind(node.attribute("name-part-type"));
    const auto order = base::parse_number<int>(node.attribute("order"));
    part.order = order ? *order : 0;
    for (const auto& value : node.children("value")) {
        if (auto text = value.value(); !text.empty()) {
            auto script = text::script_of(text);
            part.spellings.push_back({std::move(text), std::move(script), ""});
        }
    }
    for (const auto& variant : node.children("spelling-variant")) {
        auto text = variant.value();
        const bool there = std::any_of(part.spellings.begin(), part.spellings.end(),
                                       [&](const Spelling& spelling) { return spelling.text == text; });
        if (!text.empty() && !there) {
            auto script = script_of(variant, text);
            part.spellings.push_back(
                {std::move(text), std::move(script), base::ascii_lower(variant.attribute("lang"))});
        }
    }
    return part;
}

bool is_latin(const std::string& script) {
    return script.empty() || script == "Latn";
}

// The spellings of each part that serve for names in one script; the printed one where a part has none.
std::vector<Part> in_script(const std::vector<Part>& parts, const std::string& script) {
    std::vector<Part> chosen;
    for (const auto& part : parts) {
        Part kept{part.kind, part.order, {}};
        for (const auto& spelling : part.spellings) {
            if (spelling.script == script || (is_latin(script) && is_latin(spelling.script))) {
                kept.spellings.push_back(spelling);
            }
        }
        if (kept.spellings.empty()) {
            kept.spellings.push_back(part.spellings.front());
        }
        chosen.push_back(std::move(kept));
    }
    return chosen;
}

// One name: which spelling of each part.
using Choice = std::vector<std::size_t>;

std::vector<Choice> choices_of(const std::vector<Part>& parts, std::size_t& left_out) {
    std::size_t product = 1;
    for (const auto& part : parts) {
        product = std::min<std::size_t>(product * part.spellings.size(), 1'000'000'000);
    }
    std::vector<Choice> choices;
    if (product > spellings_max) {
        choices.push_back(Choice(parts.size(), 0));
        for (std::size_t at = 0; at < parts.size(); ++at) {
            for (std::size_t other = 1; other < parts[at].spellings.size(); ++other) {
                choices.push_back(Choice(parts.size(), 0));
                choices.back()[at] = other;
            }
        }
        left_out += product > choices.size() ? product - choices.size() : 0;
        return choices;
    }
    for (std::size_t number = 0; number < product; ++number) {
        Choice choice;
        std::size_t rest = number;
        for (const auto& part : parts) {
            choice.push_back(rest % part.spellings.size());
            rest /= part.spellings.size();
        }
        choices.push_back(std::move(choice));
    }
    return choices;
}

std::string language_of(const std::vector<Part>& parts, const Choice& choice, const std::string& otherwise) {
    std::set<std::string> languages;
    for (std::size_t at = 0; at < parts.size(); ++at) {
        const auto& language = parts[at].spellings[choice[at]].language;
        if (!language.empty()) {
            languages.insert(language);
        }
    }
    return languages.size() == 1 ? *languages.begin() : languages.empty() ? otherwise : "";
}

model::ListedName name_of(const std::vector<Part>& parts, const Choice& choice,
                          const model::ListedName& pattern) {
    auto name = pattern;
    for (std::size_t at = 0; at < parts.size(); ++at) {
        const auto& text = parts[at].spellings[choice[at]].text;
        name.text += (name.text.empty() ? "" : " ") + text;
        name.parts.push_back({parts[at].kind, text});
    }
    name.script = text::script_of(name.text);
    name.language = language_of(parts, choice, pattern.language);
    return name;
}

struct NameUse {
    model::ListedName pattern;  // kind, quality, note
};

// All spellings of one sequence of parts.
void add_spellings(const std::vector<Part>& parts, const NameUse& use, model::Listing& listing,
                   EntryReport& report) {
    std::set<std::string> scripts;
    for (const auto& part : parts) {
        for (const auto& spelling : part.spellings) {
            scripts.insert(is_latin(spelling.script) ? "Latn" : spelling.script);
        }
    }
    const auto printed = name_of(parts, Choice(parts.size(), 0), use.pattern);
    std::size_t left_out = 0;
    std::vector<model::ListedName> names{printed};
    for (const auto& script : scripts) {
        const auto chosen = in_script(parts, script);
        for (const auto& choice : choices_of(chosen, left_out)) {
            auto name = name_of(chosen, choice, use.pattern);
            if (name.text == printed.text) {
                continue;
            }
            name.source_text = printed.text;
            if (name.kind == NameKind::primary) {
                name.kind = NameKind::aka;
            }
            if (!is_latin(name.script)) {
                name.kind = NameKind::original_script;
            }
            names.push_back(std::move(name));
        }
    }
    if (left_out > 0) {
        report.warn("spelling-variant", printed.text,
                    std::to_string(left_out) +
                        " combinations of spelling variants were left out; each variant stands in one name");
    }
    for (auto& name : names) {
        add_name_once(listing, std::move(name));
    }
}

NameUse use_of(const XmlNode& node, const std::string& identity_note, EntryReport& report) {
    NameUse use;
    const auto type = node.attribute("name-type");
    use.pattern.kind = type == "primary-name"        ? NameKind::primary
                       : type == "formerly-known-as" ? NameKind::fka
                                                     : NameKind::aka;
    if (type != "primary-name" && type != "alias" && type != "formerly-known-as") {
        use.pattern.note = type;
        report.warn("name-type", type, "unknown type of name, taken as an alias");
    }
    if (!identity_note.empty()) {
        use.pattern.kind = use.pattern.kind == NameKind::primary ? NameKind::aka : use.pattern.kind;
        add_note(use.pattern.note, identity_note);
    }
    const auto quality = node.attribute("quality");
    use.pattern.quality = quality == "good"  ? model::NameQuality::strong
                          : quality == "low" ? model::NameQuality::weak
                                             : model::NameQuality::unknown;
    const auto language = base::ascii_lower(node.attribute("lang"));
    use.pattern.language = language == "eng" ? "en" : language;
    return use;
}

}  // namespace

void read_name(const XmlNode& node, const std::string& identity_note, model::Listing& listing,
               EntryReport& report) {
    std::vector<Part> parts;
    std::vector<Part> maiden;
    for (const auto& element : node.children("name-part")) {
        auto part = read_part(element);
        keep_unread(element, {"order", "name-part-type", "ssid"}, {"value", "spelling-variant"}, listing,
                    report);
        if (part.spellings.empty()) {
            continue;
        }
        if (part.kind == NamePartKind::title) {
            for (auto& spelling : part.spellings) {
                add_text(listing.titles, std::move(spelling.text));
            }
        } else {
            (part.kind == NamePartKind::maiden ? maiden : parts).push_back(std::move(part));
        }
    }
    const auto before = [](const Part& left, const Part& right) {
        return std::pair(reading_place(left.kind), left.order) <
               std::pair(reading_place(right.kind), right.order);
    };
    std::stable_sort(parts.begin(), parts.end(), before);
    const auto use = use_of(node, identity_note, report);
    if (!parts.empty()) {
        add_spellings(parts, use, listing, report);
    }
    if (!maiden.empty()) {
        std::erase_if(parts, [](const Part& part) { return part.kind == NamePartKind::family; });
        parts.insert(parts.end(), maiden.begin(), maiden.end());
        std::stable_sort(parts.begin(), parts.end(), before);
        auto maiden_use = use;
        maiden_use.pattern.kind = use.pattern.kind == NameKind::primary ? NameKind::aka : use.pattern.kind;
        add_note(maiden_use.pattern.note, "maiden name");
        add_spellings(parts, maiden_use, listing, report);
    }
    keep_unread(node, {"ssid", "name-type", "quality", "lang"}, {"name-part"}, listing, report);
}

}  // namespace cordon::lists::seco
