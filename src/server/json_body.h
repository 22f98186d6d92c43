// server/json_body.h: the JSON body of a request, read strictly.
//
// Role:      endpoints ask for the members that they know, one by one, and then whether that was all.
// Rules:     a member that nobody asked for, a member of the wrong type, a key twice, a body that is no
//            object or says that it is something else than JSON: refused in one sentence that names the
//            member. null is as if the member were absent.
// Limits:    depth 16; strings as the caller says.
// Ownership: JsonMembers refers to the object and to nothing else.
// Threads:   one thread.
// Errors:    invalid_input, limit_exceeded, unsupported (content type).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/json.h"
#include "server/http_exchange.h"

namespace cordon::server {

[[nodiscard]] base::Result<codec::JsonValue> json_body(const HttpRequest& request);

struct TextLimits {
    std::size_t bytes_max = 1'000;
    std::size_t items_max = 100;  // of an array
};

class JsonMembers {
public:
    // where: "subjects[3]", "" for the body itself. REQUIRES for at(): value outlives the members.
    [[nodiscard]] static base::Result<JsonMembers> at(const codec::JsonValue& value, std::string where);

    [[nodiscard]] base::Result<std::optional<std::string>> text(std::string_view name,
                                                                const TextLimits& limits = {});
    [[nodiscard]] base::Result<std::string> required_text(std::string_view name,
                                                          const TextLimits& limits = {});
    // One string or an array of them; empty when absent.
    [[nodiscard]] base::Result<std::vector<std::string>> texts(std::string_view name,
                                                               const TextLimits& limits = {});
    [[nodiscard]] base::Result<std::optional<bool>> boolean(std::string_view name);
    [[nodiscard]] base::Result<std::optional<double>> number(std::string_view name, double from, double to);
    [[nodiscard]] base::Result<std::optional<std::int64_t>> integer(std::string_view name, std::int64_t from,
                                                                    std::int64_t to);
    // nullptr when absent.
    [[nodiscard]] base::Result<const codec::JsonArray*> array(std::string_view name, std::size_t items_max);
    // Every member was asked for.
    [[nodiscard]] base::Status finish() const;

private:
    JsonMembers(const codec::JsonObject& object, std::string where)
        : object_{&object}, where_(std::move(where)) {}
    [[nodiscard]] const codec::JsonValue* ask(std::string_view name);
    [[nodiscard]] std::string place(std::string_view name) const;
    [[nodiscard]] std::unexpected<base::Error> wrong(std::string_view name, std::string_view why) const;
    [[nodiscard]] base::Result<std::string> string_of(const codec::JsonValue& value, std::string_view name,
                                                      const TextLimits& limits) const;

    const codec::JsonObject* object_;
    std::string where_;
    std::vector<std::string> asked_;
};

}  // namespace cordon::server
