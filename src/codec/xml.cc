#include "codec/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <optional>

#include "base/strings.h"
#include "codec/utf8_scan.h"
#include "codec/xml_prolog.h"

namespace cordon::codec {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t chunk_bytes = 128U << 10U;
// A tag or an entity name that is longer than this is no list entry. libxml2 compares each attribute of a tag
// with all before it, so the size of a tag must be bounded before the tag is parsed.
constexpr std::size_t tag_bytes_max = 256U << 10U;
// What an element or attribute costs beside its text when a record is measured: nodes take memory too.
constexpr std::uint64_t node_bytes = 16;

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

std::string_view view_of(const xmlChar* text) {
    return reinterpret_cast<const char*>(text);
}

}  // namespace

// Builds the trees from libxml2's events. An event that fails sets failed_: all later events of the chunk
// then do nothing, and no further chunk is parsed. (xmlStopParser would be quicker by a part of a chunk, but
// libxml2 2.9 leaves its input pointing into freed memory when that is called for an error inside a tag.)
class XmlReader {
public:
    XmlReader(const std::vector<std::string>& record_names, const XmlRecordHandler& on_record,
              const XmlLimits& limits)
        : record_names_(record_names), on_record_(on_record), limits_(limits) {}

    Result<XmlDocument> read(std::string_view bytes);

private:
    static XmlReader& of(void* self) { return *static_cast<XmlReader*>(self); }
    static xmlSAXHandler handlers();

    static void on_start(void* self, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri,
                         int namespace_count, const xmlChar** namespaces, int attribute_count,
                         int defaulted_count, const xmlChar** attributes) noexcept;
    static void on_end(void* self, const xmlChar*, const xmlChar*, const xmlChar*) noexcept;
    static void on_text(void* self, const xmlChar* text, int length) noexcept;
    static void on_doctype(void* self, const xmlChar*, const xmlChar*, const xmlChar*) noexcept;
    static void on_error(void* self, xmlErrorPtr error) noexcept;

    void start(std::string_view name, const xmlChar* uri, int attribute_count, const xmlChar** attributes);
    void add_attributes(int attribute_count, const xmlChar** attributes, bool prefixed);
    void add_attribute(const xmlChar* const* attribute);
    void end();
    void flush_text();
    void grow(std::uint64_t bytes);
    void stop(ErrorCode code, std::string message);
    void stop(base::Error error);
    void check_waiting_bytes();
    std::uint64_t offset() const;
    std::string place() const;

    const std::vector<std::string>& record_names_;
    const XmlRecordHandler& on_record_;
    XmlLimits limits_;
    xmlParserCtxtPtr parser_ = nullptr;
    std::uint64_t skipped_bytes_ = 0;  // the byte-order mark
    bool ending_ = false;              // all bytes are with the parser
    std::optional<base::Error> failed_;

    XmlDocument residual_;
    pugi::xml_document record_;
    pugi::xml_node current_;           // open element of the residual or of the record
    pugi::xml_node residual_current_;  // where the residual goes on after the record
    std::uint32_t depth_ = 0;
    std::uint32_t record_depth_ = 0;  // depth of the record's own element, 0 outside records
    std::uint64_t record_bytes_ = 0;
    std::uint64_t residual_bytes_ = 0;
    std::vector<char> has_text_;  // of each open element
    std::string text_;            // not yet in the tree
    std::string scratch_;
};

xmlSAXHandler XmlReader::handlers() {
    xmlSAXHandler sax = {};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = &XmlReader::on_start;
    sax.endElementNs = &XmlReader::on_end;
    sax.characters = &XmlReader::on_text;
    sax.ignorableWhitespace = &XmlReader::on_text;
    sax.cdataBlock = &XmlReader::on_text;
    sax.internalSubset = &XmlReader::on_doctype;
    sax.serror = &XmlReader::on_error;
    return sax;
}

Result<XmlDocument> XmlReader::read(std::string_view bytes) {
    xmlSAXHandler sax = handlers();
    parser_ = xmlCreatePushParserCtxt(&sax, this, nullptr, 0, nullptr);
    if (parser_ == nullptr) {
        return fail(ErrorCode::limit_exceeded, "there is no memory left to read XML");
    }
    // HUGE takes off libxml2's own limits (10 MB of text, depth 256); ours are checked at every event.
    (void)xmlCtxtUseOptions(parser_, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
    current_ = *residual_.tree_;
    if (bytes.starts_with(xml_byte_order_mark)) {
        skipped_bytes_ = xml_byte_order_mark.size();
        bytes.remove_prefix(xml_byte_order_mark.size());
    }
    while (!bytes.empty() && !failed_) {
        const std::string_view chunk = bytes.substr(0, chunk_bytes);
        bytes.remove_prefix(chunk.size());
        (void)xmlParseChunk(parser_, chunk.data(), static_cast<int>(chunk.size()), 0);
        check_waiting_bytes();
    }
    if (!failed_) {
        ending_ = true;
        (void)xmlParseChunk(parser_, nullptr, 0, 1);
        if (!failed_ && parser_->wellFormed == 0) {  // the error handler should have told us
            failed_ = base::Error{ErrorCode::invalid_input, "the XML is not well-formed", offset()};
        }
    }
    xmlFreeParserCtxt(parser_);
    parser_ = nullptr;
    if (failed_) {
        return std::unexpected(*std::move(failed_));
    }
    return std::move(residual_);
}

// libxml2 keeps a tag, comment or instruction until its end has come. Not to be asked after an error: libxml2
// may leave pointers into freed memory then.
void XmlReader::check_waiting_bytes() {
    if (failed_) {
        return;
    }
    const xmlParserInputPtr input = parser_->input;
    const std::string_view waiting(reinterpret_cast<const char*>(input->cur),
                                   static_cast<std::size_t>(input->end - input->cur));
    const bool markup = waiting.starts_with("<!") || waiting.starts_with("<?");
    const std::uint64_t bytes_max = markup ? limits_.record_bytes_max + chunk_bytes : tag_bytes_max;
    if (waiting.size() > bytes_max) {
        stop(ErrorCode::limit_exceeded, std::string(markup ? "a comment or instruction" : "a tag") +
                                            " is larger than " + std::to_string(bytes_max) + " bytes");
    }
}

std::uint64_t XmlReader::offset() const {
    const long consumed = xmlByteConsumed(parser_);
    return skipped_bytes_ + (consumed > 0 ? static_cast<std::uint64_t>(consumed) : 0);
}

std::string XmlReader::place() const {
    return parser_->input == nullptr ? "" : ", line " + std::to_string(parser_->input->line);
}

void XmlReader::stop(ErrorCode code, std::string message) {
    stop(base::Error{code, message + place(), offset()});
}

void XmlReader::stop(base::Error error) {
    if (!failed_) {
        failed_ = std::move(error);
    }
}

void XmlReader::on_error(void* self, xmlErrorPtr error) noexcept {
    XmlReader& reader = of(self);
    if (error == nullptr || error->level < XML_ERR_ERROR || reader.failed_) {
        return;
    }
    const std::string_view told = error->message == nullptr ? "" : error->message;
    const std::string line = std::to_string(error->line);
    reader.stop(
        base::Error{error->code == XML_ERR_NO_MEMORY ? ErrorCode::limit_exceeded : ErrorCode::invalid_input,
                    (reader.ending_ ? "the XML is cut short or not well-formed, line "
                                    : "the XML is not well-formed, line ") +
                        line + ": " + base::shown(base::trim(told), 160),
                    reader.offset()});
}

void XmlReader::on_doctype(void* self, const xmlChar*, const xmlChar*, const xmlChar*) noexcept {
    of(self).stop(ErrorCode::unsupported, std::string(xml_doctype_refused));
}

void XmlReader::on_start(void* self, const xmlChar* name, const xmlChar*, const xmlChar* uri, int,
                         const xmlChar**, int attribute_count, int, const xmlChar** attributes) noexcept {
    of(self).start(view_of(name), uri, attribute_count, attributes);
}

void XmlReader::start(std::string_view name, const xmlChar* uri, int attribute_count,
                      const xmlChar** attributes) {
    if (failed_) {
        return;
    }
    if (depth_ >= limits_.depth_max) {
        return stop(ErrorCode::limit_exceeded,
                    "elements stand more than " + std::to_string(limits_.depth_max) + " deep");
    }
    if (static_cast<std::uint32_t>(attribute_count) > limits_.attributes_max) {
        return stop(ErrorCode::limit_exceeded, "<" + base::shown(name, 40) + "> has more than " +
                                                   std::to_string(limits_.attributes_max) + " attributes");
    }
    flush_text();
    if (depth_ == 0 && uri != nullptr) {
        residual_.root_namespace_ = view_of(uri);
    }
    ++depth_;
    if (record_depth_ == 0 && std::ranges::find(record_names_, name) != record_names_.end()) {
        record_depth_ = depth_;
        record_bytes_ = 0;
        residual_current_ = current_;
        current_ = record_;
    }
    current_ = current_.append_child(name.data());  // libxml2 ends names with a NUL
    if (current_.empty()) {
        return stop(ErrorCode::limit_exceeded, "there is no memory left for the XML");
    }
    has_text_.push_back(0);
    grow(node_bytes + 2 * name.size());
    add_attributes(attribute_count, attributes, false);
    add_attributes(attribute_count, attributes, true);
}

// Each attribute is five pointers: local name, prefix, URI, value, end of value. Those without a prefix come
// first, so that attribute("type") finds type before xsi:type.
void XmlReader::add_attributes(int attribute_count, const xmlChar** attributes, bool prefixed) {
    for (int at = 0; at < attribute_count; ++at) {
        if ((attributes[5 * at + 1] != nullptr) == prefixed) {
            add_attribute(attributes + 5 * at);
        }
    }
}

void XmlReader::add_attribute(const xmlChar* const* attribute) {
    const std::string_view value(reinterpret_cast<const char*>(attribute[3]),
                                 static_cast<std::size_t>(attribute[4] - attribute[3]));
    scratch_ = value;
    // Without entity substitution libxml2 hands every ampersand of an attribute over as "&#38;".
    if (value.find('&') != std::string_view::npos) {
        scratch_ = base::replace_all(value, "&#38;", "&");
    }
    const std::string_view name = view_of(attribute[0]);
    grow(node_bytes + name.size() + value.size());
    current_.append_attribute(name.data()).set_value(scratch_.c_str());
}

void XmlReader::on_end(void* self, const xmlChar*, const xmlChar*, const xmlChar*) noexcept {
    of(self).end();
}

void XmlReader::end() {
    if (failed_) {
        return;
    }
    flush_text();
    has_text_.pop_back();
    if (failed_ || depth_-- != record_depth_) {
        current_ = current_.parent();
        return;
    }
    record_depth_ = 0;
    const Status taken = on_record_ ? on_record_(XmlNode(record_.first_child())) : Status{};
    current_ = residual_current_;
    record_.reset();
    if (!taken) {
        stop(taken.error());
    }
}

void XmlReader::on_text(void* self, const xmlChar* text, int length) noexcept {
    XmlReader& reader = of(self);
    if (reader.failed_ || length <= 0) {
        return;
    }
    reader.text_.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
    if (reader.text_.size() > reader.limits_.record_bytes_max) {
        reader.stop(ErrorCode::limit_exceeded,
                    "a text is larger than " + std::to_string(reader.limits_.record_bytes_max) + " bytes");
    }
}

// White space alone, in front of the first text of an element, is the file's indentation.
void XmlReader::flush_text() {
    if (text_.empty()) {
        return;
    }
    if (!has_text_.empty() && (has_text_.back() != 0 || !std::ranges::all_of(text_, is_blank))) {
        has_text_.back() = 1;
        grow(node_bytes + text_.size());
        current_.append_child(pugi::node_pcdata).set_value(text_.c_str());
    }
    text_.clear();
}

void XmlReader::grow(std::uint64_t bytes) {
    std::uint64_t& total = record_depth_ == 0 ? residual_bytes_ : record_bytes_;
    total += bytes;
    if (total > limits_.record_bytes_max && !failed_) {
        stop(ErrorCode::limit_exceeded,
             std::string(record_depth_ == 0 ? "what stands outside the records" : "a record") +
                 " is larger than " + std::to_string(limits_.record_bytes_max) + " bytes");
    }
}

Result<XmlDocument> read_xml_records(std::string_view bytes, const std::vector<std::string>& record_names,
                                     const XmlRecordHandler& on_record, const XmlLimits& limits) {
    if (bytes.size() > limits.bytes_max) {
        return fail(ErrorCode::limit_exceeded, "the XML has " + std::to_string(bytes.size()) +
                                                   " bytes, more than the limit of " +
                                                   std::to_string(limits.bytes_max));
    }
    CORDON_TRY(peek_xml_root(bytes));
    if (const std::size_t at = bytes.find('\0'); at != std::string_view::npos) {
        return fail(ErrorCode::invalid_input, "the XML holds a NUL byte, which no XML may", at);
    }
    if (const auto at = first_ill_formed_utf8(bytes)) {
        return fail(ErrorCode::invalid_input, "the XML is not well-formed UTF-8", *at);
    }
    return XmlReader(record_names, on_record, limits).read(bytes);
}

Result<XmlDocument> read_xml(std::string_view bytes, const XmlLimits& limits) {
    return read_xml_records(bytes, {}, {}, limits);
}

}  // namespace cordon::codec
