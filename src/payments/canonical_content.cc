#include "payments/canonical_content.h"

#include <algorithm>

#include "base/strings.h"
#include "codec/canonical_json.h"

namespace cordon::payments {

using base::Result;
using codec::no_element;
using codec::XmlTree;

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// One line for each start, attribute, text and end. Lengths stand before what may hold blanks or line ends,
// so that no two trees give the same lines.
class XmlLines {
public:
    explicit XmlLines(const XmlTree& tree) : tree_(tree) {}

    std::string write() {
        lines_ = "cordon xml 1\n";
        write_element(0);
        return std::move(lines_);
    }

private:
    void write_element(std::uint32_t index) {
        const codec::XmlTreeElement& element = tree_.at(index);
        lines_ += "E " + std::to_string(element.name_space.size()) + ":";
        lines_ += element.name_space;
        lines_ += " ";
        lines_ += element.name;
        lines_ += "\n";
        if (element.attribute_count > 0) {
            write_attributes(element);
        }
        if (const std::string text = tree_.value(index); !text.empty()) {
            lines_ += "T " + text + "\n";
        }
        for (std::uint32_t at = element.first_child; at != no_element; at = tree_.at(at).next_sibling) {
            write_element(at);
        }
        lines_ += "X\n";
    }

    void write_attributes(const codec::XmlTreeElement& element) {
        std::vector<std::string> attributes;
        for (std::uint32_t at = 0; at < element.attribute_count; ++at) {
            const codec::XmlTreeAttribute& attribute = tree_.attribute(element.first_attribute + at);
            attributes.push_back((attribute.prefixed ? "P " : "A ") + std::string(attribute.name) + " " +
                                 base::collapse_whitespace(attribute.value) + "\n");
        }
        std::ranges::sort(attributes);
        for (const std::string& attribute : attributes) {
            lines_ += attribute;
        }
    }

    const XmlTree& tree_;
    std::string lines_;
};

std::string fin_lines_only(std::string_view bytes) {
    constexpr std::string_view separators(" \t\r\n$\x01\x03", 7);
    const std::size_t first = std::min(bytes.find_first_not_of(separators), bytes.size());
    bytes.remove_prefix(first);
    const std::size_t last = bytes.find_last_not_of(separators);
    return "cordon fin 1\n" + base::replace_all(bytes.substr(0, last + 1), "\r\n", "\n");
}

}  // namespace

Result<std::string> canonical_content(MessageDocument& message) {
    const std::string_view bytes = message.bytes();
    const ReadLimits& limits = message.limits();
    CORDON_TRY(check_size(bytes.size(), limits));
    if (!message.format()) {
        return base::fail(base::ErrorCode::invalid_input, "this is neither XML nor SWIFT FIN nor JSON");
    }
    switch (*message.format()) {
        case model::MessageFormat::iso20022: {
            const Result<XmlTree>& tree = message.xml();
            if (!tree) {
                return std::unexpected(tree.error());
            }
            return XmlLines(*tree).write();
        }
        case model::MessageFormat::swift_mt: return fin_lines_only(bytes);
        case model::MessageFormat::json:
        case model::MessageFormat::shipment: break;  // shipments are read in another room
    }
    const std::string_view text = bytes.starts_with(byte_order_mark) ? bytes.substr(3) : bytes;
    CORDON_ASSIGN(const codec::JsonValue document,
                  codec::parse_json(text, {.bytes_max = limits.bytes_max, .depth_max = limits.depth_max}));
    CORDON_ASSIGN(const std::string canonical, codec::canonical_json(document));
    return "cordon json 1\n" + canonical;
}

Result<std::string> canonical_content(std::string_view bytes, const ReadLimits& limits) {
    MessageDocument message(bytes, limits);
    return canonical_content(message);
}

}  // namespace cordon::payments
