#include "payments/message_document.h"

#include <algorithm>

#include "payments/message_reader.h"

namespace cordon::payments {

namespace {

base::Result<codec::XmlTree> read_tree(std::string_view bytes, const ReadLimits& limits) {
    CORDON_TRY(check_size(bytes.size(), limits));
    // Some queues leave white space in front; places are counted behind it.
    const std::size_t first = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
    return codec::read_xml_tree(bytes.substr(first),
                                {.bytes_max = limits.bytes_max, .depth_max = limits.depth_max});
}

}  // namespace

MessageDocument::MessageDocument(std::string_view bytes, const ReadLimits& limits)
    : bytes_(bytes), limits_(limits), format_(message_format(bytes)) {}

const base::Result<codec::XmlTree>& MessageDocument::xml() {
    if (!xml_) {
        xml_.emplace(read_tree(bytes_, limits_));
    }
    return *xml_;
}

}  // namespace cordon::payments
