// Goal: no bytes make the XML reader crash, hang or contradict itself: what it reads once it reads again,
// what it accepts a second parser accepts, and the peek names the root that the reader finds.
#include "codec/xml.h"

#include <cstdint>

#include "base/check.h"

namespace {

using cordon::codec::XmlNode;

void visit(const XmlNode& node, int depth) {
    CORDON_CHECK(depth <= 64);
    (void)node.value();
    for (const auto& [name, value] : node.attributes()) {
        CORDON_CHECK(node.has_attribute(name));
    }
    for (const XmlNode& child : node.children()) {
        CORDON_CHECK(node.child(child.name()));
        visit(child, depth + 1);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto root = cordon::codec::peek_xml_root(text);
    const auto document = cordon::codec::read_xml(text);
    if (document) {
        CORDON_CHECK(root && root->name == document->root().name());
        visit(document->root(), 1);
        pugi::xml_document second;
        CORDON_CHECK(second.load_buffer(bytes, size));
    }
    const auto take = [](const XmlNode& record) -> cordon::base::Status {
        visit(record, 1);
        return {};
    };
    const auto records = cordon::codec::read_xml_records(text, {"entry", "a"}, take);
    CORDON_CHECK(records.has_value() == document.has_value());
    return 0;
}
