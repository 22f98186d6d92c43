// model/listing_bytes.h: a listing as compact bytes, for the registry's files and for snapshots.
//
// Role:        the one stored form of a Listing: a format byte, then every field in the order of
//              model/listing.h; numbers as varints (LEB128), strings and vectors with their length in front,
//              enums as one byte.
// Rules:       append only: a new field of Listing needs a new format byte, and the old one stays readable.
// Ownership:   results own their bytes and strings.
// Threads:     pure functions.
// Determinism: same listing, same bytes; decoding what was encoded gives an equal listing.
// Cost:        O(bytes). A claimed length never allocates more than the bytes that are left could fill.
// Errors:      corrupt, with the offset: unknown format or enumerator, a day that does not exist, a length
//              beyond the end, bytes left over. A changed letter inside a string is for the container's
//              checksum to find.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/listing.h"

namespace cordon::model {

void append_listing_bytes(std::string& bytes, const Listing& listing);
[[nodiscard]] std::string encode_listing(const Listing& listing);
// The bytes must be one listing and nothing behind it.
[[nodiscard]] base::Result<Listing> decode_listing(std::string_view bytes);
// Only the id, read in place; nothing when the bytes do not begin like a listing. O(1).
[[nodiscard]] std::optional<std::string_view> peek_listing_id(std::string_view bytes);

}  // namespace cordon::model
