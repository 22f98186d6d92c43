#include "codec/xml_tree.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/strings.h"
#include "codec/utf8_scan.h"
#include "codec/xml.h"
#include "codec/xml_prolog.h"

namespace cordon::codec {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

namespace {

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

std::string_view view_of(const xmlChar* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// Whether some tag has more than so many values in quotes. Looks from each '<' to the next, which no value
// may hold, so it may count too much in a comment or a CDATA section and never too little in a tag.
bool has_wide_tag(std::string_view bytes, std::size_t values_max) {
    std::size_t signs = 0;  // few messages have so many attributes in all
    for (std::size_t at = 0; signs <= values_max && (at = bytes.find('=', at)) != std::string_view::npos;
         ++at) {
        ++signs;
    }
    if (signs <= values_max) {
        return false;
    }
    std::size_t values = 0;
    char quote = '>';  // what ends what we are in: a tag's '>' and beyond it nothing, or a quote
    bool in_tag = false;
    for (const char letter : bytes) {
        if (letter == '<') {
            in_tag = true;
            quote = '>';
            values = 0;
        } else if (!in_tag) {
            continue;
        } else if (quote != '>') {
            quote = letter == quote ? '>' : quote;
        } else if (letter == '>') {
            in_tag = false;
        } else if (letter == '"' || letter == '\'') {
            quote = letter;
            if (++values > values_max) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

// Builds the tree from libxml2's events. After an event that fails all later ones of the chunk do nothing,
// and no further chunk is parsed; why not xmlStopParser says codec/xml.cc.
class XmlTreeReader {
public:
    XmlTreeReader(std::string_view bytes, const XmlTreeLimits& limits) : bytes_(bytes), limits_(limits) {}

    Result<XmlTree> read() {
        const std::size_t mark = bytes_.starts_with(xml_byte_order_mark) ? xml_byte_order_mark.size() : 0;
        xmlSAXHandler sax = handlers();
        parser_ = xmlCreatePushParserCtxt(&sax, this, nullptr, 0, nullptr);
        if (parser_ == nullptr) {
            return fail(ErrorCode::limit_exceeded, "there is no memory left to read XML");
        }
        skipped_bytes_ = mark;
        // HUGE takes off libxml2's own limits (10 MB of text, depth 256); ours are checked at every event.
        (void)xmlCtxtUseOptions(parser_, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
        reserve();
        constexpr std::size_t chunk_bytes = 128U << 10U;
        for (std::size_t at = mark; at < bytes_.size() && !failed_; at += chunk_bytes) {
            const std::string_view chunk = bytes_.substr(at, chunk_bytes);
            (void)xmlParseChunk(parser_, chunk.data(), static_cast<int>(chunk.size()), 0);
            check_costs();
        }
        if (!failed_) {
            (void)xmlParseChunk(parser_, nullptr, 0, 1);
        }
        if (!failed_ && parser_->wellFormed == 0) {  // the error handler should have told us
            failed_ = base::Error{ErrorCode::invalid_input, "the XML is not well-formed", bytes_.size()};
        }
        xmlFreeParserCtxt(parser_);
        if (failed_) {
            return std::unexpected(*std::move(failed_));
        }
        return std::move(tree_);  // not empty: well-formed XML has a root element
    }

private:
    static XmlTreeReader& of(void* self) { return *static_cast<XmlTreeReader*>(self); }

    static xmlSAXHandler handlers() {
        xmlSAXHandler sax = {};
        sax.initialized = XML_SAX2_MAGIC;
        sax.startElementNs = &XmlTreeReader::on_start;
        sax.endElementNs = &XmlTreeReader::on_end;
        sax.characters = &XmlTreeReader::on_text;
        sax.ignorableWhitespace = &XmlTreeReader::on_text;
        sax.cdataBlock = &XmlTreeReader::on_text;
        sax.internalSubset = &XmlTreeReader::on_doctype;
        sax.serror = &XmlTreeReader::on_error;
        return sax;
    }

    void reserve() {
        constexpr std::size_t bytes_per_element = 24;  // a guess: the tables grow when it is wrong
        tree_.elements_.reserve(bytes_.size() / bytes_per_element + 4);
        tree_.texts_.reserve(bytes_.size() / bytes_per_element + 4);
        tree_.letters_ = std::make_unique<std::pmr::monotonic_buffer_resource>(bytes_.size() + 64);
    }

    static void on_start(void* self, const xmlChar* name, const xmlChar*, const xmlChar* uri, int,
                         const xmlChar**, int attribute_count, int, const xmlChar** attributes) noexcept {
        XmlTreeReader& reader = of(self);
        if (!reader.failed_) {
            reader.start(view_of(name), uri, static_cast<std::uint32_t>(attribute_count), attributes);
        }
    }

    static void on_end(void* self, const xmlChar*, const xmlChar*, const xmlChar*) noexcept {
        XmlTreeReader& reader = of(self);
        if (!reader.failed_) {
            reader.end();
        }
    }

    static void on_text(void* self, const xmlChar* text, int length) noexcept {
        XmlTreeReader& reader = of(self);
        if (!reader.failed_ && length > 0) {
            reader.text_.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
        }
    }

    static void on_doctype(void* self, const xmlChar*, const xmlChar*, const xmlChar*) noexcept {
        of(self).stop(ErrorCode::unsupported, std::string(xml_doctype_refused));
    }

    static void on_error(void* self, xmlErrorPtr error) noexcept {
        // The name of a namespace is a name to us, not an address.
        if (error == nullptr || error->level < XML_ERR_ERROR || error->code == XML_WAR_NS_URI) {
            return;
        }
        const std::string_view told = error->message == nullptr ? "" : error->message;
        of(self).stop(error->code == XML_ERR_NO_MEMORY ? ErrorCode::limit_exceeded : ErrorCode::invalid_input,
                      "the XML is cut short or not well-formed: " + base::shown(base::trim(told), 160));
    }

    void stop(ErrorCode code, std::string message) {
        if (!failed_) {
            const int line = parser_->input == nullptr ? 0 : parser_->input->line;
            failed_ = base::Error{code, std::move(message) + ", line " + std::to_string(line), offset()};
        }
    }

    // libxml2 looks at a tag, comment or instruction again with every chunk until its end has come, and at a
    // growing share of all names for each new one. Not to be asked after an error; see codec/xml.cc.
    void check_costs() {
        constexpr std::ptrdiff_t waiting_max = 1 << 20;
        constexpr int names_max = 1 << 16;
        if (!failed_ && parser_->input->end - parser_->input->cur > waiting_max) {
            stop(ErrorCode::limit_exceeded, "a tag, comment or instruction is larger than 1 MiB");
        } else if (!failed_ && xmlDictSize(parser_->dict) > names_max) {
            stop(ErrorCode::limit_exceeded, "the XML has more than 65,536 different names and namespaces");
        }
    }

    // Behind what libxml2 has read.
    std::uint64_t offset() const {
        const long consumed = xmlByteConsumed(parser_);
        return std::min(bytes_.size(), skipped_bytes_ + static_cast<std::size_t>(std::max(consumed, 0L)));
    }

    void start(std::string_view name, const xmlChar* uri, std::uint32_t attribute_count,
               const xmlChar** attributes) {
        if (depth_ >= limits_.depth_max) {
            return stop(ErrorCode::limit_exceeded,
                        "elements stand more than " + std::to_string(limits_.depth_max) + " deep");
        }
        if (attribute_count > limits_.attributes_max) {
            return stop(ErrorCode::limit_exceeded, "<" + base::shown(name, 40) + "> has more than " +
                                                       std::to_string(limits_.attributes_max) +
                                                       " attributes");
        }
        flush_text();
        if (tree_.elements_.size() + tree_.texts_.size() + tree_.attributes_.size() > limits_.nodes_max) {
            return stop(ErrorCode::limit_exceeded, "the XML has more than " +
                                                       std::to_string(limits_.nodes_max) +
                                                       " elements, texts and attributes");
        }
        ++depth_;
        const auto index = static_cast<std::uint32_t>(tree_.elements_.size());
        if (current_ != no_element) {
            XmlTreeElement& above = tree_.elements_[current_];
            (above.first_child == no_element ? above.first_child
                                             : tree_.elements_[above.last_child].next_sibling) = index;
            above.last_child = index;
        }
        // libxml2 stands before the tag's '>', and no value may hold a '<'.
        tree_.elements_.push_back({.name = kept(name),
                                   .name_space = kept_uri(uri),
                                   .parent = current_,
                                   .first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size()),
                                   .attribute_count = attribute_count,
                                   .begin = bytes_.rfind('<', offset())});
        current_ = index;
        for (std::uint32_t at = 0; at < attribute_count; ++at) {
            add_attribute(attributes + 5 * std::size_t{at});
        }
    }

    // Local name, prefix, URI, value, end of value.
    void add_attribute(const xmlChar* const* attribute) {
        std::string_view value(reinterpret_cast<const char*>(attribute[3]),
                               static_cast<std::size_t>(attribute[4] - attribute[3]));
        std::string replaced;
        // Without entity substitution libxml2 hands every ampersand of an attribute over as "&#38;".
        if (value.find('&') != std::string_view::npos) {
            value = replaced = base::replace_all(value, "&#38;", "&");
        }
        tree_.attributes_.push_back({kept(view_of(attribute[0])), kept(value), attribute[1] != nullptr});
    }

    void end() {
        flush_text();
        --depth_;
        tree_.elements_[current_].end = offset();
        current_ = tree_.elements_[current_].parent;
    }

    // White space alone, in front of the first text of an element, is the file's indentation.
    void flush_text() {
        if (!text_.empty() && current_ != no_element) {
            XmlTreeElement& element = tree_.elements_[current_];
            const bool first = element.first_text == no_element;
            if (!first || !std::ranges::all_of(text_, is_blank)) {
                const auto index = static_cast<std::uint32_t>(tree_.texts_.size());
                (first ? element.first_text : tree_.texts_[element.last_text].next) = index;
                element.last_text = index;
                tree_.texts_.push_back({.text = kept(text_), .after_child = !first});
            }
        }
        text_.clear();
    }

    std::string_view kept(std::string_view text) {
        if (text.empty()) {
            return {};
        }
        void* const room = tree_.letters_->allocate(text.size(), 1);
        std::memcpy(room, text.data(), text.size());
        return {static_cast<const char*>(room), text.size()};
    }

    // libxml2 has each namespace once, in its dictionary: the place says which one it is.
    std::string_view kept_uri(const xmlChar* uri) {
        if (uri != last_uri_) {
            last_uri_ = uri;
            const auto [found, fresh] = uris_.try_emplace(uri);
            if (fresh) {
                found->second = kept(view_of(uri));
            }
            last_kept_uri_ = found->second;
        }
        return last_kept_uri_;
    }

    std::string_view bytes_;
    XmlTreeLimits limits_;
    xmlParserCtxtPtr parser_ = nullptr;
    std::size_t skipped_bytes_ = 0;  // the byte-order mark
    std::optional<base::Error> failed_;
    XmlTree tree_;
    std::uint32_t current_ = no_element;
    std::uint32_t depth_ = 0;
    std::string text_;  // not yet in the tree
    std::unordered_map<const xmlChar*, std::string_view> uris_;
    const xmlChar* last_uri_ = nullptr;
    std::string_view last_kept_uri_;
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
    const std::uint64_t bytes_max =
        std::min<std::uint64_t>(limits.bytes_max, std::numeric_limits<int>::max());  // libxml2 counts in int
    if (bytes.size() > bytes_max) {
        return fail(ErrorCode::limit_exceeded, "the XML has " + std::to_string(bytes.size()) +
                                                   " bytes, more than the limit of " +
                                                   std::to_string(bytes_max));
    }
    CORDON_TRY(peek_xml_root(bytes));
    if (const std::size_t at = bytes.find('\0'); at != std::string_view::npos) {
        return fail(ErrorCode::invalid_input, "the XML holds a NUL byte, which no XML may", at);
    }
    if (const auto at = first_ill_formed_utf8(bytes)) {
        return fail(ErrorCode::invalid_input, "the XML is not well-formed UTF-8", *at);
    }
    if (has_wide_tag(bytes, 2 * std::size_t{limits.attributes_max})) {  // twice: with namespaces
        return fail(ErrorCode::limit_exceeded,
                    "a tag has more than " + std::to_string(limits.attributes_max) + " attributes");
    }
    return XmlTreeReader(bytes, limits).read();
}

}  // namespace cordon::codec
