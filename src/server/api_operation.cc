#include "server/api_operation.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/strings.h"

namespace cordon::server {

void add_operations(HttpRouter& router, const std::vector<ApiOperation>& operations) {
    for (const ApiOperation& operation : operations) {
        router.add(Route{.method = operation.method,
                         .pattern = operation.pattern,
                         .access = operation.access,
                         .handler =
                             [handler = operation.handler, refused = operation.refused,
                              known = operation.parameters](const HttpRequest& request) {
                                 const base::Status sound = check_query(request, known);
                                 HttpResponse response = sound ? handler(request) : problem_of(sound.error());
                                 if (!sound && refused) {
                                     response = refused(std::move(response));
                                 }
                                 response.fields.emplace_back("cache-control", "no-store");
                                 return response;
                             },
                         .refused = operation.refused,
                         .body_bytes_max = operation.body_bytes_max});
    }
}

base::Status check_query(const HttpRequest& request, const std::vector<ApiParameter>& known) {
    for (const auto& [name, value] : request.target.query) {
        const auto parameter = std::ranges::find_if(
            known, [&name](const ApiParameter& one) { return !one.in_path && one.name == name; });
        if (parameter == known.end()) {
            // Neither name nor value is repeated: people put names of people there.
            std::vector<std::string> names;
            for (const ApiParameter& one : known) {
                if (!one.in_path) {
                    names.push_back(one.name);
                }
            }
            return base::fail(base::ErrorCode::invalid_input,
                              names.empty() ? "this endpoint takes no query parameters"
                                            : fmt::format("the query has a parameter that this endpoint does "
                                                          "not know; it knows {}",
                                                          base::join(names, ", ")));
        }
        if (!parameter->repeated && request.query_all(name).size() > 1) {
            return base::fail(base::ErrorCode::invalid_input,
                              fmt::format("the query parameter '{}' stands twice", parameter->name));
        }
    }
    return {};
}

}  // namespace cordon::server
