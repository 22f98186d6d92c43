// server/yente_params.h: query parameters and bodies as yente's clients send them, and its error bodies.
//
// Role:      each parameter read once with its default and limits; what is wrong is collected and answered
//            together with 422 in the shape of FastAPI.
// Rules:     unknown parameters are ignored. Of a parameter that stands twice the last counts, unless it is
//            a list.
// Ownership: keeps views into the request, which must outlive it.
// Threads:   one request, one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json.h"
#include "server/http_exchange.h"

namespace cordon::server {

// {"detail": text}
[[nodiscard]] HttpResponse yente_detail(int status, std::string_view text);

struct YenteFault {
    std::string type;                // "missing", "int_parsing" ...
    std::vector<std::string> place;  // {"body", "queries", "q1", "schema"}
    std::string message;
    std::string input;                        // as JSON
    std::string context;                      // as JSON, "" for none
    std::optional<std::uint64_t> index = {};  // the last step of the place, where it is a number
};
// 422 {"detail": [...]}
[[nodiscard]] HttpResponse yente_faults(const std::vector<YenteFault>& faults);
// A value as JSON text, for YenteFault::input.
[[nodiscard]] std::string json_text(const codec::JsonValue& value);
[[nodiscard]] std::string json_text(std::string_view text);
void write_json(codec::JsonWriter& json, const codec::JsonValue& value);

class YenteParams {
public:
    explicit YenteParams(const HttpRequest& request) : request_{request} {}

    [[nodiscard]] std::string_view text(std::string_view name, std::string_view fallback = "") const;
    [[nodiscard]] std::vector<std::string_view> texts(std::string_view name) const;
    std::int64_t integer(std::string_view name, std::int64_t fallback, std::int64_t min, std::int64_t max);
    double real(std::string_view name, double fallback);
    bool boolean(std::string_view name, bool fallback);
    // "2024-02-03", "2024-02-03T04", "...:05", "...:06"; given back in full, "" when absent.
    std::string changed_since();
    void fault(YenteFault fault) { faults_.push_back(std::move(fault)); }

    [[nodiscard]] const std::vector<YenteFault>& faults() const { return faults_; }

private:
    [[nodiscard]] std::optional<std::string_view> last(std::string_view name) const;
    const HttpRequest& request_;
    std::vector<YenteFault> faults_;
};

}  // namespace cordon::server
