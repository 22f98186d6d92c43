#include "base/strings.h"
#include "codec/xml.h"

namespace cordon::codec {

namespace {

pugi::xml_node first_child_named(pugi::xml_node node, std::string_view name) {
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
        if (child.type() == pugi::node_element && name == child.name()) {
            return child;
        }
    }
    return {};
}

pugi::xml_attribute attribute_named(pugi::xml_node node, std::string_view name) {
    for (pugi::xml_attribute one = node.first_attribute(); one; one = one.next_attribute()) {
        if (name == one.name()) {
            return one;
        }
    }
    return {};
}

}  // namespace

std::string_view XmlNode::name() const {
    return node_.name();
}

XmlNode XmlNode::child(std::string_view local_name) const {
    return XmlNode(first_child_named(node_, local_name));
}

std::vector<XmlNode> XmlNode::children(std::string_view local_name) const {
    std::vector<XmlNode> found;
    for (pugi::xml_node child = node_.first_child(); child; child = child.next_sibling()) {
        if (child.type() == pugi::node_element && local_name == child.name()) {
            found.emplace_back(child);
        }
    }
    return found;
}

std::vector<XmlNode> XmlNode::children() const {
    std::vector<XmlNode> found;
    for (pugi::xml_node child = node_.first_child(); child; child = child.next_sibling()) {
        if (child.type() == pugi::node_element) {
            found.emplace_back(child);
        }
    }
    return found;
}

std::string XmlNode::text() const {
    std::string joined;
    for (pugi::xml_node child = node_.first_child(); child; child = child.next_sibling()) {
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
            joined += child.value();
        }
    }
    return joined;
}

std::string XmlNode::value() const {
    return base::collapse_whitespace(text());
}

std::string XmlNode::value(std::string_view child_name) const {
    return child(child_name).value();
}

std::string XmlNode::attribute(std::string_view local_name) const {
    return base::collapse_whitespace(attribute_named(node_, local_name).value());
}

bool XmlNode::has_attribute(std::string_view local_name) const {
    return !attribute_named(node_, local_name).empty();
}

std::vector<std::pair<std::string, std::string>> XmlNode::attributes() const {
    std::vector<std::pair<std::string, std::string>> found;
    for (pugi::xml_attribute one = node_.first_attribute(); one; one = one.next_attribute()) {
        found.emplace_back(one.name(), base::collapse_whitespace(one.value()));
    }
    return found;
}

XmlNode XmlNode::path(std::string_view slashed) const {
    XmlNode node = *this;
    for (const std::string_view step : base::split(slashed, '/')) {
        node = node.child(step);
    }
    return node;
}

}  // namespace cordon::codec
