// Goal: whatever a client sends, the answer is one of the contract: a status we know, a body of JSON, and for
// POST /match a response for each query. The first line is method and address, the rest is the body.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "codec/json.h"
#include "server/test_yente.h"

namespace {

using cordon::server::HttpRouter;

// Two parties that know each other, and a ship.
constexpr std::string_view entities =
    R"({"id":"e-1","schema":"Company","datasets":["alpha"],"referents":["old-1"],)"
    R"("last_change":"2023-04-20T18:00:25",)"
    R"("properties":{"name":["Brondarik Velsamo"],"topics":["sanction"],"country":["ru"]}})"
    "\n"
    R"({"id":"e-2","schema":"Person","datasets":["beta"],"properties":{"name":["Mirko Olander"]}})"
    "\n"
    R"({"id":"o-1","schema":"Ownership","properties":{"owner":["e-2"],"asset":["e-1"]}})"
    "\n"
    R"({"id":"e 3","schema":"Vessel","properties":{"name":["Qiltarun"],"imoNumber":["9074729"]}})"
    "\n";

const HttpRouter& router() {
    static const HttpRouter made = [] {
        return cordon::server::testing::router_of(cordon::server::testing::ftm_lists(entities));
    }();
    return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos || !cordon::server::parse_target(line.substr(blank + 1))) {
        return 0;
    }
    const auto response = router().answer(cordon::server::testing::request_of(
        line.substr(0, blank), line.substr(blank + 1), std::string(text)));
    CORDON_CHECK(response.status >= 200 && response.status < 500);
    if (response.content_type == "application/json" && !response.body.empty()) {
        const auto body = cordon::codec::parse_json(response.body, {.bytes_max = 1ULL << 32U});
        CORDON_CHECK(body.has_value() && body->object() != nullptr);
    }
    return 0;
}
