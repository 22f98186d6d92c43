// payments/message_document.h: the bytes of one message and the tree of its XML, read once for all who ask:
// what it is hashed over, and what it says.
//
// Limits:      ReadLimits; a message over them has no tree.
// Ownership:   the bytes are the caller's and outlive it; the tree is its own.
// Threads:     one.
// Cost:        O(bytes) when the tree is first asked for.
#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "codec/xml_tree.h"
#include "model/payment.h"
#include "payments/read_limits.h"

namespace cordon::payments {

// Without the white space in front that some queues leave there; behind it may be part of a FIN message.
[[nodiscard]] std::string_view without_lead(std::string_view bytes);

class MessageDocument {
public:
    explicit MessageDocument(std::string_view bytes, const ReadLimits& limits = {});

    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    [[nodiscard]] const ReadLimits& limits() const { return limits_; }
    // By the first letters; nothing when they are none of those that are read.
    [[nodiscard]] std::optional<model::MessageFormat> format() const { return format_; }
    // Errors: those of codec/xml_tree.h, and limit_exceeded.
    [[nodiscard]] const base::Result<codec::XmlTree>& xml();

private:
    std::string_view bytes_;
    ReadLimits limits_;
    std::optional<model::MessageFormat> format_;
    std::optional<base::Result<codec::XmlTree>> xml_;
};

}  // namespace cordon::payments
