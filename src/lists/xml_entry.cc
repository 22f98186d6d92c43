#include "lists/xml_entry.h"

#include <algorithm>
#include <map>

#include "base/date.h"
#include "base/strings.h"

namespace cordon::lists {

namespace {

constexpr std::size_t shown_bytes_max = 200;

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_among(std::string_view name, std::initializer_list<std::string_view> known) {
    return std::find(known.begin(), known.end(), name) != known.end();
}

// Where the mark of an item ("(b)" or "b)") begins, npos when there is none from `from` on.
std::size_t find_mark(std::string_view text, char letter, std::size_t from) {
    for (std::size_t at = from; at + 1 < text.size(); ++at) {
        if (text[at] != letter || text[at + 1] != ')') {
            continue;
        }
        const bool open = at > 0 && text[at - 1] == '(';
        const std::size_t begin = open ? at - 1 : at;
        const bool free =
            begin == 0 || text[begin - 1] == ' ' || text[begin - 1] == ',' || text[begin - 1] == ';';
        if (free) {
            return begin;
        }
    }
    return std::string_view::npos;
}

std::string bare_item(std::string_view text) {
    text = base::trim(text);
    while (!text.empty() && (text.back() == ',' || text.back() == ';' || text.back() == '.')) {
        text = base::trim(text.substr(0, text.size() - 1));
    }
    return base::collapse_whitespace(text);
}

}  // namespace

void EntryReport::note(std::string_view field, std::string_view value, std::string message) {
    diagnostics_->push_back({Severity::note, entry_, std::string(field), base::shown(value, shown_bytes_max),
                             std::move(message)});
}

void EntryReport::warn(std::string_view field, std::string_view value, std::string message) {
    diagnostics_->push_back({Severity::warning, entry_, std::string(field),
                             base::shown(value, shown_bytes_max), std::move(message)});
}

std::string all_text(const codec::XmlNode& node) {
    std::string text = node.value();
    for (const auto& [name, value] : node.attributes()) {
        if (!value.empty()) {
            text += (text.empty() ? "" : " ") + name + "=" + value;
        }
    }
    for (const auto& child : node.children()) {
        const auto inner = all_text(child);
        if (!inner.empty()) {
            text += (text.empty() ? "" : " ") + std::string(child.name()) + " [" + inner + "]";
        }
    }
    return text;
}

void keep_unread(const codec::XmlNode& node, std::initializer_list<std::string_view> known_attributes,
                 std::initializer_list<std::string_view> known_children, model::Listing& listing,
                 EntryReport& report) {
    const std::string element(node.name());
    const auto keep = [&](const std::string& field, const std::string& value) {
        if (!value.empty()) {
            add_text(listing.further, field + ": " + value);
            report.warn(field, value, "a field this reader has no place for is kept as further text");
        }
    };
    for (const auto& [name, value] : node.attributes()) {
        if (!is_among(name, known_attributes)) {
            keep(element + "@" + name, value);
        }
    }
    for (const auto& child : node.children()) {
        if (!is_among(child.name(), known_children)) {
            keep(element + "/" + std::string(child.name()), all_text(child));
        }
    }
}

std::vector<std::string> split_enumerated(std::string_view text) {
    std::vector<std::string> items;
    std::size_t mark = find_mark(text, 'a', 0);
    if (mark == std::string_view::npos || find_mark(text, 'b', mark) == std::string_view::npos) {
        add_text(items, base::collapse_whitespace(text));
        return items;
    }
    add_text(items, bare_item(text.substr(0, mark)));
    for (char letter = 'a'; mark != std::string_view::npos && letter <= 'z'; ++letter) {
        const auto from = text.find(')', mark) + 1;
        const auto next =
            letter == 'z' ? std::string_view::npos : find_mark(text, static_cast<char>(letter + 1), from);
        add_text(items, bare_item(text.substr(from, next == std::string_view::npos ? next : next - from)));
        mark = next;
    }
    return items;
}

bool is_ship_imo_number(std::string_view digits) {
    if (digits.size() != 7 || !std::all_of(digits.begin(), digits.end(), is_digit) || digits[0] == '0') {
        return false;
    }
    int sum = 0;
    for (std::size_t at = 0; at < 6; ++at) {
        sum += (digits[at] - '0') * (7 - static_cast<int>(at));
    }
    return sum % 10 == digits[6] - '0';
}

std::vector<std::string> imo_numbers_in(std::string_view text) {
    constexpr std::size_t words_between_max = 24;  // " ship identification no.: "
    std::vector<std::string> numbers;
    for (auto at = base::ascii_ifind(text, "IMO"); at != std::string_view::npos;
         at = base::ascii_ifind(text, "IMO", at + 3)) {
        std::size_t from = at + 3;
        while (from < text.size() && from - at < words_between_max && !is_digit(text[from])) {
            ++from;
        }
        std::size_t to = from;
        while (to < text.size() && is_digit(text[to])) {
            ++to;
        }
        if (to - from == 7) {
            add_text(numbers, std::string(text.substr(from, 7)));
        }
    }
    return numbers;
}

void add_text(std::vector<std::string>& texts, std::string text) {
    if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end()) {
        texts.push_back(std::move(text));
    }
}

void add_name_once(model::Listing& listing, model::ListedName name) {
    auto& names = listing.names;
    if (!name.text.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(std::move(name));
    }
}

void add_country(std::vector<model::Country>& countries, model::Country country) {
    const bool empty = country.code.empty() && country.text.empty();
    if (!empty && std::find(countries.begin(), countries.end(), country) == countries.end()) {
        countries.push_back(std::move(country));
    }
}

void add_note(std::string& note, std::string_view more) {
    if (!more.empty()) {
        note += (note.empty() ? "" : "; ") + std::string(more);
    }
}

void add_islamic_year(int year, const std::string& source, const std::string& note, model::Listing& listing) {
    const int lunar = year * 970'224 / 1'000'000 + 621;  // the year in which it begins, give or take one
    const int solar = year + 621;
    for (const auto& [begins, calendar] : {std::pair{lunar, "lunar"}, std::pair{solar, "solar"}}) {
        model::BirthDate birth{base::year_range(begins, begins + 1), note};
        birth.date.circa = true;
        birth.date.source_text = source;
        add_note(birth.note, std::string("year of the Islamic calendar read as a ") + calendar + " one");
        listing.birth_dates.push_back(std::move(birth));
    }
}

void put_primary_first(std::vector<model::ListedName>& names) {
    const auto primary = std::find_if(names.begin(), names.end(), [](const model::ListedName& name) {
        return name.kind == model::NameKind::primary;
    });
    if (primary != names.end()) {
        std::rotate(names.begin(), primary, primary + 1);
    } else if (!names.empty()) {
        names.front().kind = model::NameKind::primary;
    }
}

void make_ids_unique(std::vector<model::Listing>& listings, EntryReport& report) {
    std::map<std::string, int, std::less<>> times;
    for (auto& listing : listings) {
        const int seen = ++times[listing.id];
        if (seen > 1) {
            const std::string published = listing.id;
            listing.id += "#" + std::to_string(seen);
            ++times[listing.id];
            report.begin(listing.id);
            report.warn("id", published,
                        "another entry has this reference too, so a number was put behind it");
        }
    }
}

}  // namespace cordon::lists
