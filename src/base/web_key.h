// base/web_key.h: public keys as the web writes them (JSON Web Keys) to PEM, what they signed, and base64.
//
// Role:    the only place that knows how numbers become a public key and what it has signed; who reads the
//          JSON is room server. OpenSSL does the work.
// Rules:   RFC 7517, RFC 7518 6.2 and 6.3; RFC 4648 5 without padding, and 4 with it. RSA of 2,048 to 8,192
//          bits with an odd exponent; P-256, P-384 and P-521, and the point must lie on the curve.
//          Signatures: RFC 7518 3.3 (RSASSA-PKCS1-v1_5) and 3.4 (ECDSA, both numbers side by side).
// Threads: pure functions.
// Cost:    a signature 0.2 ms (RSA) to 2 ms (P-521), most of it the reading of the key.
// Errors:  invalid_input: no base64url or base64, too short, not on the curve; unsupported: another curve.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace cordon::base {

[[nodiscard]] Result<std::string> from_base64url(std::string_view text);
[[nodiscard]] std::string to_base64url(std::string_view bytes);
// Only what to_base64 would write.
[[nodiscard]] Result<std::string> from_base64(std::string_view text);
[[nodiscard]] std::string to_base64(std::string_view bytes);

// Big-endian numbers, as bytes.
[[nodiscard]] Result<std::string> rsa_public_key_pem(std::string_view modulus, std::string_view exponent);
// curve: "P-256", "P-384", "P-521"; coordinates as long as the curve's field.
[[nodiscard]] Result<std::string> ec_public_key_pem(std::string_view curve, std::string_view x,
                                                    std::string_view y);

// The kind of key that an algorithm is for: "RSA", "P-256", "P-384", "P-521"; "" for every algorithm but
// RS256, RS384, RS512, ES256, ES384 and ES512.
[[nodiscard]] std::string_view key_kind_of(std::string_view algorithm);
// Whether the key has signed the text; with an algorithm that is not the key's, or none of these, false.
[[nodiscard]] bool is_signed_by(const std::string& pem, std::string_view algorithm, std::string_view text,
                                std::string_view signature);

}  // namespace cordon::base
