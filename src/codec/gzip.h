// codec/gzip.h: gzip (RFC 1952) to bytes and back, for what comes or goes with Content-Encoding: gzip.
//
// Role:      the network library unpacks gzip too, but takes a cut stream for a whole one; a list that ends
//            early must never look complete. Here checksum and length of every member are verified.
// Limits:    unpacked_bytes_max, checked while unpacking, whatever the file says.
// Ownership: the result owns its bytes.
// Threads:   pure function.
// Cost:      gzip(): 256 KiB of memory meanwhile; it prefers speed to the last percent.
// Errors:    invalid_input (no gzip, damaged, cut, bytes behind the end), limit_exceeded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cordon::codec {

// Several members one after the other are one file, as RFC 1952 says.
[[nodiscard]] base::Result<std::string> gunzip(std::string_view bytes, std::uint64_t unpacked_bytes_max);

// One member without a name or a time: same bytes, same answer. "" when there is no memory for it.
[[nodiscard]] std::string gzip(std::string_view bytes);

}  // namespace cordon::codec
