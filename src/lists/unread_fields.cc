#include "lists/unread_fields.h"

#include <algorithm>

#include "base/strings.h"

namespace cordon::lists {

namespace {

constexpr std::size_t shown_bytes_max = 200;

Diagnostic remark(Severity severity, const model::Listing& listing, std::string_view field,
                  std::string_view value, std::string message) {
    return {severity, listing.id, std::string(field), base::shown(value, shown_bytes_max),
            std::move(message)};
}

void flatten_into(const codec::XmlNode& node, std::string& text) {
    const auto append = [&text](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
    for (const auto& [name, value] : node.attributes()) {
        if (!value.empty()) {
            append(name + ": " + value);
        }
    }
    if (const std::string own = node.value(); !own.empty()) {
        append(own);
    }
    for (const codec::XmlNode& child : node.children()) {
        std::string inner;
        flatten_into(child, inner);
        if (!inner.empty()) {
            append(std::string(child.name()) + ": " + inner);
        }
    }
}

}  // namespace

void EntryUnderWay::note(std::string_view field, std::string_view value, std::string message) const {
    diagnostics.push_back(remark(Severity::note, listing, field, value, std::move(message)));
}

void EntryUnderWay::warn(std::string_view field, std::string_view value, std::string message) const {
    diagnostics.push_back(remark(Severity::warning, listing, field, value, std::move(message)));
}

void EntryUnderWay::keep(std::string_view field, std::string_view value) const {
    if (const std::string text = base::collapse_whitespace(value); !text.empty()) {
        add_once(listing.further, std::string(field) + ": " + text);
    }
}

void keep_unread(const codec::XmlNode& node, std::initializer_list<std::string_view> known,
                 const EntryUnderWay& entry) {
    for (const codec::XmlNode& child : node.children()) {
        if (std::ranges::find(known, child.name()) != known.end()) {
            continue;
        }
        const std::string text = flattened(child);
        if (!text.empty()) {
            entry.keep(child.name(), text);
            entry.warn(child.name(), text, "a field that we do not know yet; kept as text");
        }
    }
}

std::string flattened(const codec::XmlNode& node) {
    std::string text;
    flatten_into(node, text);
    return text;
}

std::vector<std::string> links_in(std::string_view text) {
    std::vector<std::string> links;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t start =
            std::min({base::ascii_ifind(text, "http://", at), base::ascii_ifind(text, "https://", at),
                      base::ascii_ifind(text, "www.", at)});
        if (start == std::string_view::npos) {
            break;
        }
        const std::size_t end = std::min(text.find_first_of(" \t\n\r<>\"", start), text.size());
        std::string_view link = text.substr(start, end - start);
        while (!link.empty() && std::string_view(".,;:)]'").contains(link.back())) {
            link.remove_suffix(1);
        }
        if (link.size() > std::string_view("https://").size()) {
            add_once(links, std::string(link));
        }
        at = end;
    }
    return links;
}

void add_once(std::vector<std::string>& values, std::string value) {
    if (!value.empty() && std::ranges::find(values, value) == values.end()) {
        values.push_back(std::move(value));
    }
}

}  // namespace cordon::lists
