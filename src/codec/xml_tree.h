// codec/xml_tree.h: a small XML document as one flat tree, with the place of every element in the bytes.
//
// Role:        for messages: libxml2 reads, the tree keeps what it tells. The same well-formedness as
//              codec/xml.h (XML 1.0, Namespaces in XML 1.0). Comments and processing instructions are left
//              out.
// Rules:       no DOCTYPE, so no entities but the five of XML and character references; UTF-8 only: a
//              declaration of another encoding, a UTF-16 mark or a NUL is refused before libxml2 sees the
//              bytes, which are then never converted, so that begin and end are places in the bytes as given.
//              An element's texts are kept apart where a child stands between them, and nowhere else.
// Limits:      XmlTreeLimits; 65,536 different names and 1 MiB for a tag, comment or CDATA section, looked at
//              every 128 KiB; beyond them limit_exceeded. A tag's attributes are counted before libxml2 sees
//              it, because libxml2 compares each with all before it.
// Ownership:   a tree owns all its texts; the bytes need not outlive it. A tree may be moved.
// Threads:     one tree per thread; reading a finished tree is free.
// Determinism: elements in document order, which is index order.
// Cost:        O(bytes); see docs/reference/performance.md.
// Errors:      invalid_input (not well-formed, cut short; with byte offset and line), unsupported (DOCTYPE,
//              encoding), limit_exceeded.
#pragma once

#include <cstdint>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cordon::codec {

constexpr std::uint32_t no_element = ~std::uint32_t{0};

struct XmlTreeLimits {
    std::uint64_t bytes_max = 1ULL << 20U;
    std::uint32_t depth_max = 64;
    std::uint32_t attributes_max = 256;   // of one element
    std::uint32_t nodes_max = 4'000'000;  // elements, texts and attributes together
};

struct XmlTreeAttribute {
    std::string_view name;  // local; declarations of namespaces are not among the attributes
    std::string_view value;
    bool prefixed = false;
};

struct XmlTreeText {
    std::string_view text;
    std::uint32_t next = no_element;
    bool after_child = false;  // another text of the element stands before, and a child between the two
};

struct XmlTreeElement {
    std::string_view name;        // local
    std::string_view name_space;  // URI, "" when none
    std::uint32_t parent = no_element;
    std::uint32_t first_child = no_element;
    std::uint32_t last_child = no_element;
    std::uint32_t next_sibling = no_element;
    std::uint32_t first_text = no_element;
    std::uint32_t last_text = no_element;
    std::uint32_t first_attribute = 0;
    std::uint32_t attribute_count = 0;
    std::uint64_t begin = 0;  // of '<' of the start tag
    std::uint64_t end = 0;    // behind '>' of the end tag
};

class XmlTree {
public:
    XmlTree() = default;
    XmlTree(XmlTree&&) = default;
    XmlTree& operator=(XmlTree&&) = default;
    XmlTree(const XmlTree&) = delete;  // views point into the tree's own letters
    XmlTree& operator=(const XmlTree&) = delete;

    // Index 0 is the root.
    [[nodiscard]] const std::vector<XmlTreeElement>& elements() const { return elements_; }
    [[nodiscard]] const XmlTreeElement& at(std::uint32_t index) const { return elements_[index]; }
    [[nodiscard]] const XmlTreeAttribute& attribute(std::uint32_t index) const { return attributes_[index]; }
    [[nodiscard]] const XmlTreeText& text_part(std::uint32_t index) const { return texts_[index]; }
    // First child element of that local name, no_element when there is none; also for no_element.
    [[nodiscard]] std::uint32_t child(std::uint32_t index, std::string_view local_name) const;
    // The texts of the element joined, with a blank where a child stands between; white space collapsed.
    [[nodiscard]] std::string value(std::uint32_t index) const;

private:
    friend class XmlTreeReader;
    std::vector<XmlTreeElement> elements_;
    std::vector<XmlTreeAttribute> attributes_;
    std::vector<XmlTreeText> texts_;
    std::unique_ptr<std::pmr::monotonic_buffer_resource> letters_;  // of all views
};

[[nodiscard]] base::Result<XmlTree> read_xml_tree(std::string_view bytes, const XmlTreeLimits& limits = {});

}  // namespace cordon::codec
