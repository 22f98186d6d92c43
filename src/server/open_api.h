// server/open_api.h: the description of an API, OpenAPI 3.1, written from its operations.
//
// Role:        what GET /v1/openapi.json answers and docs/reference/openapi.json is a copy of.
// Rules:       paths, parameters, roles and answers come from the operations that the router is filled with;
//              schemas from api_schemas(). Every schema that an operation names must be there.
// Threads:     pure functions.
// Determinism: same operations, same bytes.
// Errors:      none; an operation without id or summary, or with an unknown schema, is a CHECK.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "server/api_operation.h"

namespace cordon::server {

// components/schemas, as JSON text.
[[nodiscard]] std::string_view api_schemas();
[[nodiscard]] std::string open_api_document(std::span<const ApiOperation> operations);

}  // namespace cordon::server
