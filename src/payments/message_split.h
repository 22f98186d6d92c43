// payments/message_split.h: files and envelopes that hold several messages, taken apart.
//
// Role:    private to payments/message_reader.h: one function for each format.
// Rules:   XML: each Document (or message root without one) is a message, with the AppHdr in front of it;
//          what else stands in the wrapper comes with each, so that nothing is lost and prefixes stay bound.
//          Documents one behind the other are messages too. FIN: as codec/swift_fin.h reads them. JSON: the
//          objects of an array, or objects one behind the other.
// Threads: pure functions.
// Errors:  none: what cannot be taken apart comes back whole, what is beyond a limit as no part at all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cordon::payments {

[[nodiscard]] std::vector<std::string> split_xml(std::string_view bytes);
[[nodiscard]] std::vector<std::string> split_fin(std::string_view bytes);
[[nodiscard]] std::vector<std::string> split_json(std::string_view bytes);

}  // namespace cordon::payments
