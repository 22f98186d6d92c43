// Goal: no configuration text makes the reader crash, and what it accepts keeps the rules that the fetcher
// relies on: https unless http was allowed, plain file names, limits within their ranges.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "server/publishers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using cordon::server::parse_configuration;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto read = parse_configuration(text);
    if (!read) {
        CORDON_CHECK(!read.error().message.empty());
        return 0;
    }
    CORDON_CHECK(read->limits.total_timeout_ms >= 1'000);
    CORDON_CHECK(read->gate.count_drop_percent >= 0 && read->gate.count_drop_percent <= 100);
    for (const auto& list : read->lists) {
        CORDON_CHECK(!list.enabled || !list.publisher.files.empty());
        CORDON_CHECK(list.age_limit_hours >= 1);
        for (const auto& file : list.publisher.files) {
            CORDON_CHECK(file.name.find('/') == std::string::npos && !file.name.empty());
            CORDON_CHECK(read->rules.allow_http || (file.url[4] == 's' || file.url[4] == 'S'));
            CORDON_CHECK(file.url.find('\n') == std::string::npos);
        }
    }
    return 0;
}
