// codec/gzip.h: gzip (RFC 1952) to bytes, for files that arrive with Content-Encoding: gzip.
//
// Role:      the network library unpacks gzip too, but takes a cut stream for a whole one; a list that ends
//            early must never look complete. Here checksum and length of every member are verified.
// Limits:    unpacked_bytes_max, checked while unpacking, whatever the file says.
// Ownership: the result owns its bytes.
// Threads:   pure function.
// Errors:    invalid_input (no gzip, damaged, cut, bytes behind the end), limit_exceeded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cordon::codec {

// Several members one after the other are one file, as RFC 1952 says.
[[nodiscard]] base::Result<std::string> gunzip(std::string_view bytes, std::uint64_t unpacked_bytes_max);

}  // namespace cordon::codec
