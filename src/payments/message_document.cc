#include "payments/message_document.h"

#include "payments/message_reader.h"

namespace cordon::payments {

namespace {

base::Result<codec::XmlTree> read_tree(std::string_view bytes, const ReadLimits& limits) {
    CORDON_TRY(check_size(bytes.size(), limits));
    return codec::read_xml_tree(without_lead(bytes),
                                {.bytes_max = limits.bytes_max, .depth_max = limits.depth_max});
}

}  // namespace

std::string_view without_lead(std::string_view bytes) {
    const std::size_t at = bytes.find_first_not_of(" \t\r\n");
    return at == std::string_view::npos ? std::string_view() : bytes.substr(at);
}

MessageDocument::MessageDocument(std::string_view bytes, const ReadLimits& limits)
    : bytes_(bytes), limits_(limits), format_(message_format(bytes)) {}

const base::Result<codec::XmlTree>& MessageDocument::xml() {
    if (!xml_) {
        xml_.emplace(read_tree(bytes_, limits_));
    }
    return *xml_;
}

}  // namespace cordon::payments
