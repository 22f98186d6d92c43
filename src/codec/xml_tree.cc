#include "codec/xml_tree.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/parse.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "codec/utf8_scan.h"
#include "codec/xml.h"
#include "codec/xml_letters.h"
#include "codec/xml_prolog.h"

namespace cordon::codec {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::string_view xml_uri = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view xmlns_uri = "http://www.w3.org/2000/xmlns/";

struct QualifiedName {
    std::string_view whole;
    std::string_view prefix;
    std::string_view local;
};

struct Binding {
    std::string_view prefix;
    std::string_view uri;
};

struct OpenElement {
    std::string_view name;     // as written
    std::size_t bindings = 0;  // how many were in force outside
};

bool only_blanks(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return is_xml_letter(letter, xml_blank); });
}

// "1." alone is let pass, as libxml2 does.
bool is_version(std::string_view text) {
    return text.starts_with("1.") && text.find_first_not_of("0123456789", 2) == std::string_view::npos;
}

std::string_view predefined_entity(std::string_view name) {
    if (name == "amp") return "&";
    if (name == "lt") return "<";
    if (name == "gt") return ">";
    if (name == "quot") return "\"";
    if (name == "apos") return "'";
    return "";
}

// "#233" or "#xE9", without the ampersand and the semicolon.
std::optional<char32_t> character_reference(std::string_view name) {
    const bool hexadecimal = name.starts_with("#x");
    const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
    std::uint32_t point = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), point, hexadecimal ? 16 : 10);
    if (error != std::errc{} || end != digits.data() + digits.size() || !is_xml_char(point)) {
        return {};
    }
    return point;
}

}  // namespace

class XmlTreeReader {
public:
    XmlTreeReader(std::string_view bytes, const XmlTreeLimits& limits) : bytes_(bytes), limits_(limits) {}

    Result<XmlTree> read() {
        CORDON_TRY(check_letters());
        constexpr std::size_t bytes_per_element = 24;  // a guess: the tables grow when it is wrong
        tree_.elements_.reserve(bytes_.size() / bytes_per_element + 4);
        tree_.texts_.reserve(bytes_.size() / bytes_per_element + 4);
        constexpr std::size_t usual_depth = 16;
        open_.reserve(usual_depth);
        bindings_.reserve(usual_depth);
        at_ = bytes_.starts_with(xml_byte_order_mark) ? xml_byte_order_mark.size() : 0;
        if (bytes_.substr(at_).starts_with("<?xml") && bytes_.size() > at_ + 5 &&
            is_xml_letter(bytes_[at_ + 5], xml_blank)) {
            CORDON_TRY(read_declaration());
        }
        while (at_ < bytes_.size()) {
            CORDON_TRY(bytes_[at_] == '<' ? read_markup() : read_text());
            if (tree_.elements_.size() + tree_.texts_.size() + tree_.attributes_.size() > limits_.nodes_max) {
                return fail(ErrorCode::limit_exceeded,
                            "the XML has more than " + std::to_string(limits_.nodes_max) +
                                " elements, texts and attributes",
                            at_);
            }
        }
        if (!open_.empty()) {
            return broken("the XML is cut short: <" + base::shown(open_.back().name, 60) +
                          "> is never closed");
        }
        return std::move(tree_);  // not empty: peek_xml_root saw an element
    }

private:
    std::unexpected<base::Error> broken(std::string what, std::optional<std::size_t> place = {}) const {
        const std::size_t at = std::min(place.value_or(at_), bytes_.size());
        const auto line = 1 + std::ranges::count(bytes_.substr(0, at), '\n');
        return fail(ErrorCode::invalid_input, std::move(what) + ", line " + std::to_string(line), at);
    }

    Status check_letters() const {
        if (const auto at = first_ill_formed_utf8(bytes_)) {
            return fail(ErrorCode::invalid_input, "the XML is not well-formed UTF-8", *at);
        }
        constexpr std::uint64_t ones = 0x0101010101010101ULL;
        bool forbidden = false;
        for (std::size_t at = 0; at < bytes_.size() && !forbidden;) {
            std::uint64_t eight = 0;
            if (at + sizeof eight <= bytes_.size()) {
                std::memcpy(&eight, bytes_.data() + at, sizeof eight);
                if (((eight - ones * 0x20) & ~eight & (ones * 0x80)) == 0) {  // no byte below 0x20
                    at += sizeof eight;
                    continue;
                }
            }
            const std::size_t end = std::min(at + sizeof eight, bytes_.size());
            for (; at < end; ++at) {
                forbidden = forbidden || is_xml_letter(bytes_[at], xml_forbidden);
            }
        }
        if (forbidden) {
            const auto at = std::ranges::find_if(
                bytes_, [](char letter) { return is_xml_letter(letter, xml_forbidden); });
            return broken("the XML holds a control character, which no XML may",
                          static_cast<std::size_t>(at - bytes_.begin()));
        }
        for (std::size_t at = 0; (at = bytes_.find("\xEF\xBF", at)) != npos; ++at) {
            if (at + 2 < bytes_.size() && static_cast<unsigned char>(bytes_[at + 2]) >= 0xBE) {
                return broken("the XML holds U+FFFE or U+FFFF, which no XML may", at);
            }
        }
        return {};
    }

    bool starts(std::string_view text) const { return bytes_.substr(at_).starts_with(text); }

    bool skip_blanks() {
        const std::size_t from = at_;
        while (at_ < bytes_.size() && is_xml_letter(bytes_[at_], xml_blank)) {
            ++at_;
        }
        return at_ > from;
    }

    // <?xml version="1.0" encoding="..." standalone="..."?>: the encoding was checked by peek_xml_root.
    Status read_declaration() {
        at_ += 5;
        constexpr std::string_view keys[] = {"version", "encoding", "standalone"};
        std::size_t next = 0;
        for (;;) {
            const bool blank = skip_blanks();
            if (starts("?>")) {
                at_ += 2;
                return next == 0 ? Status(broken("the XML declaration has no version")) : Status{};
            }
            const std::size_t key_end = std::min(bytes_.find_first_of(" \t\r\n=", at_), bytes_.size());
            const std::string_view key = bytes_.substr(at_, key_end - at_);
            const auto* const found = std::find(std::begin(keys) + next, std::end(keys), key);
            if (!blank || found == std::end(keys) || (next == 0 && key != "version")) {
                return broken("the XML declaration is not well-formed");
            }
            next = static_cast<std::size_t>(found - std::begin(keys)) + 1;
            at_ = key_end;
            CORDON_ASSIGN(const std::string_view value, read_quoted());
            const bool fits = key == "version"    ? is_version(value)
                              : key == "encoding" ? !value.empty()
                                                  : value == "yes" || value == "no";
            if (!fits) {
                return broken("the XML declaration is not well-formed");
            }
        }
    }

    // ="value", blanks around '='; the value as written.
    Result<std::string_view> read_quoted() {
        skip_blanks();
        if (!starts("=")) {
            return broken("an attribute has no value");
        }
        ++at_;
        skip_blanks();
        const char quote = at_ < bytes_.size() ? bytes_[at_] : '\0';
        const std::size_t end = quote == '"' || quote == '\'' ? bytes_.find(quote, at_ + 1) : npos;
        if (end == npos) {
            return broken("the value of an attribute does not stand between quotes");
        }
        const std::string_view value = bytes_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
        return value;
    }

    Status read_markup() {
        if (starts("<!--")) return read_comment();
        if (starts("<![CDATA[")) return read_cdata();
        if (starts("<!DOCTYPE")) {
            return fail(ErrorCode::unsupported, std::string(xml_doctype_refused), at_);
        }
        if (starts("<?")) return read_instruction();
        return starts("</") ? read_end_tag() : read_start_tag();
    }

    Status read_comment() {
        const std::size_t end = bytes_.find("--", at_ + 4);
        if (end == npos || end + 2 >= bytes_.size() || bytes_[end + 2] != '>') {
            return broken(end == npos ? "a comment is never closed" : "a comment holds '--'");
        }
        at_ = end + 3;
        return {};
    }

    Status read_instruction() {
        at_ += 2;
        CORDON_ASSIGN(const std::string_view target, read_name());
        if (base::ascii_iequals(target, "xml")) {
            return broken("an XML declaration stands where none may");
        }
        if (target.find(':') != npos) {
            return broken("the name of an instruction holds a colon");
        }
        const std::size_t end = bytes_.find("?>", at_);
        if (end == npos || (end != at_ && !is_xml_letter(bytes_[at_], xml_blank))) {
            return broken("an instruction is never closed, or its name not well-formed");
        }
        at_ = end + 2;
        return {};
    }

    Status read_cdata() {
        constexpr std::size_t opening = 9;
        const std::size_t end = bytes_.find("]]>", at_ + opening);
        if (open_.empty() || end == npos) {
            return broken(end == npos ? "a CDATA section is never closed"
                                      : "a CDATA section stands outside the root element");
        }
        add_text(bytes_.substr(at_ + opening, end - at_ - opening));
        at_ = end + 3;
        return {};
    }

    Status read_text() {
        const std::size_t end = std::min(bytes_.find('<', at_), bytes_.size());
        const std::string_view text = bytes_.substr(at_, end - at_);
        if (only_blanks(text.substr(0, 1)) && only_blanks(text)) {  // indentation, unless text came before
            if (!open_.empty() && tree_.elements_[current_].first_text != no_element) {
                add_text(text);
            }
            at_ = end;
            return {};
        }
        if (open_.empty()) {
            return broken(tree_.elements_.empty() ? "text stands in front of the root element"
                                                  : "text stands behind the root element");
        }
        if (text.find(']') != npos && text.find("]]>") != npos) {
            return broken("text holds ']]>'");
        }
        CORDON_ASSIGN(const std::string_view resolved, resolve(text));
        add_text(resolved);
        at_ = end;
        return {};
    }

    void add_text(std::string_view text) {
        XmlTreeElement& element = tree_.elements_[current_];
        const auto index = static_cast<std::uint32_t>(tree_.texts_.size());
        if (element.first_text == no_element) {
            if (only_blanks(text)) {
                return;
            }
            element.first_text = index;
        } else {
            tree_.texts_[element.last_text].next = index;
        }
        element.last_text = index;
        tree_.texts_.push_back({.text = text, .after_child = element.last_child != last_child_seen_});
        last_child_seen_ = element.last_child;
    }

    // References resolved; the text itself when it has none. A reference is never shorter than what it stands
    // for, so all of them fit into the bytes' own length and what was written before never moves.
    Result<std::string_view> resolve(std::string_view text) {
        std::size_t ampersand = text.find('&');
        if (ampersand == npos) {
            return text;
        }
        std::vector<char>& resolved = tree_.resolved_;
        if (resolved.capacity() == 0) {
            resolved.reserve(bytes_.size());
        }
        const std::size_t from = resolved.size();
        const auto append = [&resolved](std::string_view part) {
            resolved.insert(resolved.end(), part.begin(), part.end());
        };
        std::size_t at = 0;
        for (; ampersand != npos; ampersand = text.find('&', at)) {
            append(text.substr(at, ampersand - at));
            const std::size_t end = text.find(';', ampersand);
            const std::string_view name = end == npos ? "" : text.substr(ampersand + 1, end - ampersand - 1);
            if (name.starts_with('#')) {
                const auto point = character_reference(name);
                if (!point) {
                    return broken("'&" + base::shown(name, 20) + ";' is not a character that XML allows");
                }
                std::string letter;
                base::append_utf8(letter, *point);
                append(letter);
            } else if (const std::string_view entity = predefined_entity(name); !entity.empty()) {
                append(entity);
            } else {
                return broken("an ampersand begins no reference that we resolve");
            }
            at = end + 1;
        }
        append(text.substr(at));
        return std::string_view(resolved.data() + from, resolved.size() - from);
    }

    Result<std::string_view> read_name() {
        const std::size_t from = at_;
        bool first = true;  // of the name or of its part behind a colon
        while (at_ < bytes_.size()) {
            const char letter = bytes_[at_];
            if (is_xml_letter(letter, first ? xml_name_start : xml_name)) {
                ++at_;
            } else if (letter == ':' && !first) {
                ++at_;
                first = true;
                continue;
            } else if (static_cast<unsigned char>(letter) < 0x80 || !step_over_native_letter(first)) {
                break;
            }
            first = false;
        }
        if (first) {
            return broken("a name is missing or not well-formed", from);
        }
        return bytes_.substr(from, at_ - from);
    }

    bool step_over_native_letter(bool first) {
        std::size_t next = at_;
        const char32_t point = base::next_code_point(bytes_, next);
        const bool fits = first ? is_xml_name_start(point) : is_xml_name_letter(point);
        at_ = fits ? next : at_;
        return fits;
    }

    Result<QualifiedName> read_qualified_name() {
        CORDON_ASSIGN(const std::string_view whole, read_name());
        const std::size_t colon = whole.find(':');
        if (colon == npos) {
            return QualifiedName{whole, "", whole};
        }
        if (whole.find(':', colon + 1) != npos) {
            return broken("the name '" + base::shown(whole, 40) + "' has more than one colon");
        }
        return QualifiedName{whole, whole.substr(0, colon), whole.substr(colon + 1)};
    }

    Result<std::string_view> namespace_of(std::string_view prefix) const {
        for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding) {
            if (binding->prefix == prefix) {
                return binding->uri;
            }
        }
        if (prefix == "xml") {
            return xml_uri;
        }
        if (!prefix.empty()) {
            return broken("the prefix '" + base::shown(prefix, 40) + "' is bound to no namespace");
        }
        return std::string_view();
    }

    Status bind(std::string_view prefix, std::string_view uri) {
        const bool reserved = prefix == "xmlns" || (prefix == "xml") != (uri == xml_uri) || uri == xmlns_uri;
        if (reserved || (uri.empty() && !prefix.empty())) {
            return broken("the prefix '" + base::shown(prefix, 40) + "' may not be bound so");
        }
        const auto from = bindings_.begin() + static_cast<std::ptrdiff_t>(open_.back().bindings);
        if (std::any_of(from, bindings_.end(),
                        [prefix](const Binding& binding) { return binding.prefix == prefix; })) {
            return broken("a tag binds the prefix '" + base::shown(prefix, 40) + "' twice");
        }
        bindings_.push_back({prefix, uri});
        return {};
    }

    Status read_start_tag() {
        const std::size_t begin = at_++;
        if (open_.empty() && !tree_.elements_.empty()) {
            return broken("a second root element stands behind the first", begin);
        }
        if (open_.size() >= limits_.depth_max) {
            return fail(ErrorCode::limit_exceeded,
                        "elements stand more than " + std::to_string(limits_.depth_max) + " deep", begin);
        }
        CORDON_ASSIGN(const QualifiedName name, read_qualified_name());
        add_element(name.local, begin);
        open_.push_back({name.whole, bindings_.size()});
        CORDON_TRY(read_attributes());
        CORDON_ASSIGN(tree_.elements_[current_].name_space, namespace_of(name.prefix));
        CORDON_TRY(check_attributes());
        if (starts("/>")) {
            at_ += 2;
            close();
            return {};
        }
        if (!starts(">")) {
            return broken("the tag <" + base::shown(name.whole, 40) + " is never closed");
        }
        ++at_;
        return {};
    }

    void add_element(std::string_view local, std::size_t begin) {
        const auto index = static_cast<std::uint32_t>(tree_.elements_.size());
        const std::uint32_t parent = open_.empty() ? no_element : current_;
        if (parent != no_element) {
            XmlTreeElement& above = tree_.elements_[parent];
            if (above.first_child == no_element) {
                above.first_child = index;
            } else {
                tree_.elements_[above.last_child].next_sibling = index;
            }
            above.last_child = index;
        }
        tree_.elements_.push_back({.name = local,
                                   .parent = parent,
                                   .first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size()),
                                   .begin = begin});
        current_ = index;
        last_child_seen_ = no_element;
    }

    Status read_attributes() {
        tag_attributes_.clear();
        while (skip_blanks() && at_ < bytes_.size() && bytes_[at_] != '>' && bytes_[at_] != '/') {
            CORDON_ASSIGN(const QualifiedName name, read_qualified_name());
            CORDON_ASSIGN(const std::string_view written, read_quoted());
            if (written.find('<') != npos) {
                return broken("the value of an attribute holds '<'");
            }
            CORDON_ASSIGN(const std::string_view value, resolve(written));
            if (name.whole == "xmlns" || name.prefix == "xmlns") {
                CORDON_TRY(bind(name.prefix.empty() ? "" : name.local, value));
                continue;
            }
            if (tag_attributes_.size() >= limits_.attributes_max) {
                return fail(ErrorCode::limit_exceeded,
                            "a tag has more than " + std::to_string(limits_.attributes_max) + " attributes",
                            at_);
            }
            tag_attributes_.push_back(name);
            tree_.attributes_.push_back({name.local, value, !name.prefix.empty()});
        }
        tree_.elements_[current_].attribute_count = static_cast<std::uint32_t>(tag_attributes_.size());
        return {};
    }

    // No attribute twice, by its name as written and by its namespace.
    Status check_attributes() {
        for (std::size_t one = 0; one < tag_attributes_.size(); ++one) {
            std::string_view uri;
            if (!tag_attributes_[one].prefix.empty()) {
                CORDON_ASSIGN(uri, namespace_of(tag_attributes_[one].prefix));
            }
            for (std::size_t other = 0; other < one; ++other) {
                if (tag_attributes_[one].local != tag_attributes_[other].local) {
                    continue;
                }
                const bool both_prefixed = !uri.empty() && !tag_attributes_[other].prefix.empty();
                const auto other_uri = both_prefixed ? namespace_of(tag_attributes_[other].prefix)
                                                     : Result<std::string_view>(std::string_view());
                if (tag_attributes_[one].whole == tag_attributes_[other].whole ||
                    (both_prefixed && other_uri == uri)) {
                    return broken("a tag has the attribute '" + base::shown(tag_attributes_[one].whole, 40) +
                                  "' twice");
                }
            }
        }
        return {};
    }

    Status read_end_tag() {
        at_ += 2;
        const std::size_t from = at_;
        if (!open_.empty() && bytes_.compare(at_, open_.back().name.size(), open_.back().name) == 0 &&
            bytes_.substr(at_ + open_.back().name.size()).starts_with('>')) {
            at_ += open_.back().name.size() + 1;
            close();
            return {};
        }
        CORDON_ASSIGN(const std::string_view name, read_name());
        if (open_.empty() || open_.back().name != name) {
            return broken(open_.empty() ? "</" + base::shown(name, 60) + "> closes nothing"
                                        : "<" + base::shown(open_.back().name, 60) + "> is closed by </" +
                                              base::shown(name, 60) + ">",
                          from);
        }
        skip_blanks();
        if (!starts(">")) {
            return broken("the tag </" + base::shown(name, 60) + " is never closed");
        }
        ++at_;
        close();
        return {};
    }

    void close() {
        XmlTreeElement& element = tree_.elements_[current_];
        element.end = at_;
        bindings_.resize(open_.back().bindings);
        open_.pop_back();
        current_ = element.parent;
        last_child_seen_ = no_element;  // of the parent: this child stands behind its last text
    }

    std::string_view bytes_;
    XmlTreeLimits limits_;
    std::size_t at_ = 0;
    XmlTree tree_;
    std::uint32_t current_ = no_element;
    std::uint32_t last_child_seen_ = no_element;  // last child of the open element when its last text came
    std::vector<OpenElement> open_;
    std::vector<Binding> bindings_;
    std::vector<QualifiedName> tag_attributes_;
};

std::uint32_t XmlTree::child(std::uint32_t index, std::string_view local_name) const {
    if (index == no_element) {
        return no_element;
    }
    std::uint32_t child = elements_[index].first_child;
    while (child != no_element && elements_[child].name != local_name) {
        child = elements_[child].next_sibling;
    }
    return child;
}

namespace {

// Most texts have no white space but single blanks inside: then there is nothing to collapse.
std::string collapsed(std::string_view text) {
    bool plain = !text.empty() && text.front() != ' ' && text.back() != ' ';
    char before = 'x';
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        plain = plain && byte >= 0x20 && byte < 0x80 && (letter != ' ' || before != ' ');
        before = letter;
    }
    return plain ? std::string(text) : base::collapse_whitespace(text);
}

}  // namespace

std::string XmlTree::value(std::uint32_t index) const {
    const std::uint32_t first = index == no_element ? no_element : elements_[index].first_text;
    if (first == no_element) {
        return {};
    }
    if (texts_[first].next == no_element) {
        return collapsed(texts_[first].text);
    }
    std::string joined;
    for (std::uint32_t part = first; part != no_element; part = texts_[part].next) {
        joined += texts_[part].after_child ? " " : "";
        joined += texts_[part].text;
    }
    return base::collapse_whitespace(joined);
}

Result<XmlTree> read_xml_tree(std::string_view bytes, const XmlTreeLimits& limits) {
    if (bytes.size() > limits.bytes_max) {
        return fail(ErrorCode::limit_exceeded, "the XML has " + std::to_string(bytes.size()) +
                                                   " bytes, more than the limit of " +
                                                   std::to_string(limits.bytes_max));
    }
    CORDON_TRY(peek_xml_root(bytes));
    return XmlTreeReader(bytes, limits).read();
}

}  // namespace cordon::codec
