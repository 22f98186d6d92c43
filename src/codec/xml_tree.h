// codec/xml_tree.h: a small XML document as one flat tree of views, for messages that arrive by the ten
// thousand.
//
// Role:        the same well-formedness as codec/xml.h (XML 1.0 fifth edition, Namespaces in XML 1.0) at a
//              multiple of its speed, and with the place of every element in the bytes. Comments and
//              processing instructions are left out.
// Rules:       no DOCTYPE, so no entities but the five of XML and character references; UTF-8 only. An
//              element's texts are kept apart where a child, a comment or a CDATA section stands between
//              them.
// Limits:      XmlTreeLimits; beyond them limit_exceeded.
// Ownership:   views point into the bytes given, or into the tree where a reference was resolved: both must
//              outlive them. A tree may be moved.
// Threads:     one tree per thread; reading a finished tree is free.
// Determinism: elements in document order, which is index order.
// Cost:        O(bytes); two allocations a tree beside the growth of its tables.
// Errors:      invalid_input (not well-formed, cut short; with byte offset and line), unsupported (DOCTYPE,
//              encoding), limit_exceeded.
#pragma once

#include <cstdint>
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
    bool after_child = false;  // an element stands between this and the text before
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
    XmlTree(const XmlTree&) = delete;  // views point into the tree's own bytes
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
    std::vector<char>
        resolved_;  // texts and values in which references stood; never grows beyond its reserve
};

[[nodiscard]] base::Result<XmlTree> read_xml_tree(std::string_view bytes, const XmlTreeLimits& limits = {});

}  // namespace cordon::codec
