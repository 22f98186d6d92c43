// Goal: no text makes the TOML reader crash; its tree is as shallow as promised.
#include "codec/toml.h"

#include <cstdint>

#include "base/check.h"

namespace {

void visit(const cordon::codec::JsonValue& value, int depth) {
    CORDON_CHECK(depth <= 65);
    if (const auto* members = value.object()) {
        for (const auto& [key, member] : *members) {
            visit(member, depth + 1);
        }
    }
    if (const auto* items = value.array()) {
        for (const cordon::codec::JsonValue& item : *items) {
            visit(item, depth + 1);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto value = cordon::codec::parse_toml({reinterpret_cast<const char*>(bytes), size});
    if (value) {
        visit(*value, 0);
    } else {
        CORDON_CHECK(!value.error().message.empty());
    }
    return 0;
}
