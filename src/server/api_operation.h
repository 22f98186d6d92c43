// server/api_operation.h: an endpoint with everything that the router, the reader of the API's description
// and its tests need to know of it.
//
// Role:      the one table that routes and OpenAPI document are made from (open_api.h), so they cannot
//            differ.
// Ownership: owns its strings and the handler.
// Threads:   plain values; handlers as HttpRouter says.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/http_router.h"

namespace cordon::server {

struct ApiParameter {
    std::string name;
    std::string type = "string";  // "integer", "boolean"
    std::string description;
    bool in_path = false;  // else in the query
    bool repeated = false;
};

struct ApiAnswer {
    int status = 200;
    std::string schema;  // of the answer; "": Problem
    std::string description;
};

struct ApiOperation {
    std::string method;
    std::string pattern;
    std::string id;   // operationId
    std::string tag;  // the heading under which it stands
    std::string summary;
    std::string description;
    Access access = Access::any_key();
    std::vector<ApiParameter> parameters;
    std::vector<std::string> body_types;  // content types; none: no body
    std::string body_schema;              // "": a string, whatever the type says
    std::vector<ApiAnswer> answers;       // beside 401, 403 and 500, which follow from the access
    HttpHandler handler;
    std::function<HttpResponse(HttpResponse)> refused = {};
    std::uint64_t body_bytes_max = 0;
};

// Into the router.
void add_operations(HttpRouter& router, const std::vector<ApiOperation>& operations);

// Query parameters that the operation does not know are refused, so that a misspelt filter is noticed.
[[nodiscard]] base::Status check_query(const HttpRequest& request, const std::vector<ApiParameter>& known);

}  // namespace cordon::server
