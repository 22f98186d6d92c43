#include "base/strings.h"

#include <algorithm>

#include "base/check.h"

namespace cordon::base {

namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

char upper(char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r' || letter == '\f' ||
           letter == '\v';
}

}  // namespace

std::string_view trim(std::string_view text) {
    for (bool cut = true; cut;) {
        cut = false;
        if (!text.empty() && is_blank(text.front())) {
            text.remove_prefix(1);
            cut = true;
        } else if (text.starts_with(no_break_space)) {
            text.remove_prefix(no_break_space.size());
            cut = true;
        } else if (text.starts_with(byte_order_mark)) {
            text.remove_prefix(byte_order_mark.size());
            cut = true;
        }
    }
    for (bool cut = true; cut;) {
        cut = false;
        if (!text.empty() && is_blank(text.back())) {
            text.remove_suffix(1);
            cut = true;
        } else if (text.ends_with(no_break_space)) {
            text.remove_suffix(no_break_space.size());
            cut = true;
        }
    }
    return text;
}

std::string collapse_whitespace(std::string_view text) {
    text = trim(text);
    std::string collapsed;
    collapsed.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool wide = text.substr(at).starts_with(no_break_space);
        if (wide || is_blank(text[at])) {
            at += wide ? 1 : 0;
            if (!collapsed.empty() && collapsed.back() != ' ') {
                collapsed.push_back(' ');
            }
        } else {
            collapsed.push_back(text[at]);
        }
    }
    return collapsed;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    return split(text, std::string_view(&separator, 1));
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
    CORDON_CHECK(!separator.empty());
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(at + separator.size());
    }
}

std::string ascii_lower(std::string_view text) {
    std::string lowered(text);
    std::ranges::transform(lowered, lowered.begin(), lower);
    return lowered;
}

std::string ascii_upper(std::string_view text) {
    std::string raised(text);
    std::ranges::transform(raised, raised.begin(), upper);
    return raised;
}

bool ascii_iequals(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, {}, lower, lower);
}

bool ascii_istarts_with(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && ascii_iequals(text.substr(0, prefix.size()), prefix);
}

std::size_t ascii_ifind(std::string_view text, std::string_view needle, std::size_t from) {
    for (std::size_t at = from; at + needle.size() <= text.size(); ++at) {
        if (ascii_iequals(text.substr(at, needle.size()), needle)) {
            return at;
        }
    }
    return std::string_view::npos;
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
    CORDON_CHECK(!from.empty());
    std::string replaced;
    for (;;) {
        const auto at = text.find(from);
        replaced += text.substr(0, at);
        if (at == std::string_view::npos) {
            return replaced;
        }
        replaced += to;
        text.remove_prefix(at + from.size());
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string joined;
    for (std::size_t at = 0; at < parts.size(); ++at) {
        if (at > 0) {
            joined += separator;
        }
        joined += parts[at];
    }
    return joined;
}

std::string shown(std::string_view text, std::size_t bytes_max) {
    const bool cut = text.size() > bytes_max;
    if (cut) {
        text = text.substr(0, bytes_max);
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) {
            text.remove_suffix(1);
        }
        if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0U) {
            text.remove_suffix(1);
        }
    }
    std::string made;
    for (const char letter : text) {
        made.push_back(static_cast<unsigned char>(letter) < 0x20U || letter == 0x7F ? '?' : letter);
    }
    return cut ? made + "..." : made;
}

}  // namespace cordon::base
