// Goal: no bytes make the JSON reader crash, and what was read is written and read back the same.
#include "codec/json.h"

#include <cstdint>

#include "base/check.h"

namespace {

using cordon::codec::JsonValue;
using cordon::codec::JsonWriter;

void write(JsonWriter& out, const JsonValue& value) {
    if (const auto* members = value.object()) {
        out.begin_object();
        for (const auto& [key, member] : *members) {
            out.key(key);
            write(out, member);
        }
        out.end_object();
    } else if (const auto* items = value.array()) {
        out.begin_array();
        for (const JsonValue& item : *items) {
            write(out, item);
        }
        out.end_array();
    } else if (const auto* number = value.integer()) {
        out.integer(*number);
    } else if (const auto* flag = value.boolean()) {
        out.boolean(*flag);
    } else if (value.is_null()) {
        out.null();
    } else {
        out.string(value.as_text());
    }
}

std::string written(const JsonValue& value, bool pretty) {
    JsonWriter out(pretty);
    write(out, value);
    return out.take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto value = cordon::codec::parse_json(text);
    if (value) {
        (void)cordon::codec::first_duplicate_key(*value);
        const std::string once = written(*value, false);
        const auto again = cordon::codec::parse_json(written(*value, true));
        CORDON_CHECK(again && written(*again, false) == once);
    }
    (void)cordon::codec::for_each_json_line(
        text, {}, [](std::uint64_t, const JsonValue&) -> cordon::base::Status { return {}; });
    return 0;
}
