// payments/message_reader.h: the front door of this room: bytes to one payment, files to single messages.
//
// Role:        tells the format by content, not by a file's name, and reads the message whole. A file or an
//              envelope may hold several messages: split_messages takes it apart first.
// Rules:       ISO 20022 XML (payments/iso20022.h), SWIFT MT (payments/swift_mt.h), JSON
//              (payments/json_payment.h). What split_messages gives covers every byte of the input that is
//              not white space or a separator: the parts of an XML wrapper or a JSON array that belong to no
//              single message come with each of them.
// Limits:      ReadLimits for each message; split_messages: split_messages_max messages.
// Ownership:   owns its strings.
// Threads:     pure functions.
// Determinism: messages in the order of the bytes.
// Cost:        O(bytes); a wrapper with n messages O(n * bytes of the wrapper itself + bytes),
//              at most 256 MiB in all: beyond that the wrapper is one part.
// Errors:      invalid_input (not well-formed, cut short, several messages in one), unsupported (a kind of
//              message that Cordon does not read), limit_exceeded. An Error is held by the caller, never
//              passed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/payment.h"
#include "payments/message_document.h"
#include "payments/read_limits.h"

namespace cordon::payments {

// By the first letters; nothing when they are none of the three.
[[nodiscard]] std::optional<model::MessageFormat> message_format(std::string_view bytes);

[[nodiscard]] base::Result<model::Payment> read_payment(MessageDocument& message);
[[nodiscard]] base::Result<model::Payment> read_payment(std::string_view bytes,
                                                        const ReadLimits& limits = {});

constexpr std::size_t split_messages_max = 100'000;

// At least one part; bytes that are no message come back as they are, for read_payment to say why.
[[nodiscard]] std::vector<std::string> split_messages(std::string_view bytes);

}  // namespace cordon::payments
