// codec/signed_statement.h: a statement in JSON with an Ed25519 signature around it, and a page with one
// below.
//
// Role:        the form of everything that Cordon says under its name: reports, certificates. A statement
//              says of what type it is, who made it, when and with which build, and then its content;
//              docs/reference/signed-statements.md is written for whoever checks one without Cordon.
// Rules:       signed are the bytes "cordon-signed-statement-1\n" and the canonical form (RFC 8785) of the
//              statement, so white space and order of members do not matter and nothing else can be changed.
//              A document that holds a key twice, a member beside statement and signature, or bytes behind it
//              is refused: nobody shall read it in two ways.
//              A page (HTML) ends with a comment that holds a signed statement about the SHA-256 of all bytes
//              before it.
// Ownership:   values.
// Threads:     pure functions.
// Determinism: same statement, same key: same bytes.
// Errors:      invalid_input: not of this form. corrupt: of this form, and the signature does not hold.
//              Whether the key is one that the reader trusts is not asked here.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "base/signature.h"
#include "codec/json.h"

namespace cordon::codec {

struct StatementHead {
    std::string type;  // "cordon.assessment.1"
    base::Instant made_at;
    std::string made_by;  // the principal
    std::string engine_build;
};

struct SignedStatement {
    StatementHead head;
    JsonValue content;   // an object
    std::string sha256;  // of the canonical form of the statement
    base::PublicKey key;
    base::Signature signature;
};

// content: the text of a JSON object; it stands in the result as it is.
[[nodiscard]] base::Result<std::string> seal_statement(const StatementHead& head, std::string_view content,
                                                       const base::SigningKey& key);
// The statement, once its signature holds.
[[nodiscard]] base::Result<SignedStatement> open_statement(std::string_view bytes);

// The page with a signed comment behind it; report_sha256: of the statement that the page shows, or "".
[[nodiscard]] base::Result<std::string> seal_page(std::string_view page, const StatementHead& head,
                                                  std::string_view report_sha256,
                                                  const base::SigningKey& key);
// True when the bytes end as a sealed page does.
[[nodiscard]] bool is_sealed_page(std::string_view bytes);
[[nodiscard]] base::Result<SignedStatement> open_page(std::string_view bytes);

}  // namespace cordon::codec
