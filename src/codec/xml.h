// codec/xml.h: XML as records, for list files of any size and for small documents.
//
// Role:        read_xml_records streams a file (libxml2 SAX: well-formedness is checked to the last byte) and
//              hands each record element over as a small tree; everything outside the records comes back as
//              one residual tree. Names are local names: prefixes and xmlns attributes are stripped, the
//              root's namespace is kept apart.
// Rules:       of attributes with the same local name the one without a prefix comes first. White space alone
//              in front of the first text of an element is indentation and left out; comments and
//              instructions are left out, the text around them is joined.
// Limits:      XmlLimits, and 256 KiB for one tag. A document with a DOCTYPE is refused, so are entities
//              other than the five of XML and character references; UTF-8 only (a UTF-16 mark or another
//              declared encoding is refused with a sentence). libxml2 loads nothing from anywhere.
// Ownership:   an XmlNode points into its document or, in on_record, into a tree that is gone after the call.
// Threads:     one document per thread.
// Determinism: same bytes, same calls.
// Cost:        O(bytes), memory O(largest record) beside the bytes themselves.
// Errors:      invalid_input (not well-formed, truncated, not XML, an HTML page; with byte offset and line),
//              unsupported (DOCTYPE, encoding), limit_exceeded (depth, bytes, attributes). An Error from
//              on_record stops the reading and is passed on; records seen before an Error must be thrown
//              away.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cordon::codec {

struct XmlLimits {
    std::uint64_t bytes_max = 512ULL << 20U;
    std::uint32_t depth_max = 64;
    std::uint32_t attributes_max = 256;  // of one element
    // Names and text of one record, and of all that stands outside the records; each element, attribute and
    // text counts 16 bytes more, for the memory that it takes.
    std::uint64_t record_bytes_max = 16ULL << 20U;
};

// A read-only view of an element; false when there is none, and then every question answers empty.
class XmlNode {
public:
    XmlNode() = default;
    explicit XmlNode(pugi::xml_node node) : node_(node) {}

    explicit operator bool() const { return !node_.empty(); }
    [[nodiscard]] std::string_view name() const;  // local name
    // First child element of that local name.
    [[nodiscard]] XmlNode child(std::string_view local_name) const;
    [[nodiscard]] std::vector<XmlNode> children(std::string_view local_name) const;
    [[nodiscard]] std::vector<XmlNode> children() const;  // elements only
    // Text of this element's own text nodes, joined, untrimmed.
    [[nodiscard]] std::string text() const;
    // collapse_whitespace(text()) of this element, or of its child.
    [[nodiscard]] std::string value() const;
    [[nodiscard]] std::string value(std::string_view child_name) const;
    // Attribute by local name, "" when absent; collapsed.
    [[nodiscard]] std::string attribute(std::string_view local_name) const;
    [[nodiscard]] bool has_attribute(std::string_view local_name) const;
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> attributes() const;
    // a/b/c by local names: first match at each step.
    [[nodiscard]] XmlNode path(std::string_view slashed) const;

private:
    pugi::xml_node node_;
};

class XmlDocument {
public:
    XmlDocument() : tree_(std::make_unique<pugi::xml_document>()) {}
    [[nodiscard]] XmlNode root() const { return XmlNode(tree_->document_element()); }
    [[nodiscard]] const std::string& root_namespace() const { return root_namespace_; }

private:
    friend class XmlReader;
    std::unique_ptr<pugi::xml_document> tree_;
    std::string root_namespace_;
};

using XmlRecordHandler = std::function<base::Status(const XmlNode& record)>;

// record_names: local names of the elements that are records, wherever they stand (the outermost wins; a
// record inside a record belongs to it). The residual document holds all else, with no trace of the records.
[[nodiscard]] base::Result<XmlDocument> read_xml_records(std::string_view bytes,
                                                         const std::vector<std::string>& record_names,
                                                         const XmlRecordHandler& on_record,
                                                         const XmlLimits& limits = {});

// The whole document as one tree, same checks.
[[nodiscard]] base::Result<XmlDocument> read_xml(std::string_view bytes, const XmlLimits& limits = {});

struct XmlRoot {
    std::string name;        // local
    std::string name_space;  // URI, "" when none
};
// The root element's name only, from the first bytes; the rest is not checked.
[[nodiscard]] base::Result<XmlRoot> peek_xml_root(std::string_view bytes);

}  // namespace cordon::codec
