#include "payments/message_reader.h"

#include "base/strings.h"
#include "base/utf8.h"
#include "codec/swift_fin.h"
#include "payments/iso20022.h"
#include "payments/json_payment.h"
#include "payments/message_split.h"
#include "payments/swift_mt.h"

namespace cordon::payments {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

Result<model::Payment> read_fin_payment(std::string_view bytes, const ReadLimits& limits) {
    CORDON_TRY(check_size(bytes.size(), limits));
    if (const auto at = base::first_invalid_utf8(bytes)) {
        return fail(ErrorCode::invalid_input, "the message is neither ASCII nor well-formed UTF-8", *at);
    }
    if (const std::size_t at = bytes.find('\0'); at != std::string_view::npos) {
        return fail(ErrorCode::invalid_input, "the message holds a NUL byte", at);
    }
    std::vector<codec::FinReading> readings = codec::read_fin(bytes, 2);
    if (readings.size() > 1) {
        return fail(ErrorCode::invalid_input, "there is a second message; take the file apart first",
                    readings[1].offset_bytes);
    }
    CORDON_ASSIGN(const codec::FinMessage message, std::move(readings[0].message));
    return read_swift_mt(message, limits);
}

}  // namespace

std::optional<model::MessageFormat> message_format(std::string_view bytes) {
    if (bytes.starts_with(byte_order_mark)) {
        bytes.remove_prefix(byte_order_mark.size());
    }
    const std::string_view text = without_lead(bytes);
    if (text.starts_with('<')) {
        return model::MessageFormat::iso20022;
    }
    if (codec::looks_like_fin(text)) {
        return model::MessageFormat::swift_mt;
    }
    if (text.starts_with('{') || text.starts_with('[')) {
        return model::MessageFormat::json;
    }
    return {};
}

Result<model::Payment> read_payment(MessageDocument& message) {
    const std::string_view bytes = message.bytes();
    if (!message.format()) {
        const std::string_view text = without_lead(bytes);
        return fail(ErrorCode::invalid_input,
                    text.empty() ? "there is no message: the input is empty"
                                 : "this is neither XML nor SWIFT FIN nor JSON; it begins with '" +
                                       base::shown(text, 20) + "'");
    }
    switch (*message.format()) {
        case model::MessageFormat::iso20022: {
            const Result<codec::XmlTree>& tree = message.xml();
            if (!tree) {
                return std::unexpected(tree.error());
            }
            return read_iso20022(*tree, message.limits());
        }
        case model::MessageFormat::swift_mt: return read_fin_payment(bytes, message.limits());
        case model::MessageFormat::json:
        case model::MessageFormat::shipment: break;
    }
    const std::string_view text = bytes.starts_with(byte_order_mark) ? bytes.substr(3) : bytes;
    return read_json_payment(text, message.limits());
}

Result<model::Payment> read_payment(std::string_view bytes, const ReadLimits& limits) {
    MessageDocument message(bytes, limits);
    return read_payment(message);
}

std::vector<std::string> split_messages(std::string_view bytes) {
    const auto format = message_format(bytes);
    std::vector<std::string> parts;
    if (format) {
        switch (*format) {
            case model::MessageFormat::iso20022: parts = split_xml(bytes); break;
            case model::MessageFormat::swift_mt: parts = split_fin(bytes); break;
            case model::MessageFormat::json:
            case model::MessageFormat::shipment: parts = split_json(bytes); break;
        }
    }
    if (parts.empty() || parts.size() > split_messages_max) {
        return {std::string(bytes)};  // beyond the limits of one message then, which read_payment says
    }
    return parts;
}

}  // namespace cordon::payments
