// Goal: a file of keys that is read says the same when it is written and read again; nothing else is read.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "server/api_keys.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace cordon;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto keys = server::ApiKeys::parse(text);
    if (!keys) {
        return 0;
    }
    const auto again = server::ApiKeys::parse(keys->text());
    CORDON_CHECK(again.has_value() && again->all() == keys->all());
    CORDON_CHECK(keys->check(text, base::Instant{0}) == nullptr);
    return 0;
}
