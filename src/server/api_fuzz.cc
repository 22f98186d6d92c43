// Goal: no body that somebody sends makes the readers of requests crash, and what they accept is within its
//       limits.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "server/subject_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    constexpr std::size_t subjects_max = 5;
    cordon::server::HttpRequest request;
    request.body.assign(reinterpret_cast<const char*>(bytes), size);
    const auto body = cordon::server::json_body(request);
    if (!body) {
        CORDON_CHECK(!body.error().message.empty());
        return 0;
    }
    if (const auto search = cordon::server::read_search(*body)) {
        CORDON_CHECK(search->subjects.size() == 1 && !search->subjects.front().names.empty());
        CORDON_CHECK(search->subjects.front().unread.empty());
        CORDON_CHECK(search->options.top >= 1 && search->options.top <= 1'000);
        CORDON_CHECK(search->options.min_score >= 0 && search->options.min_score <= 1);
    }
    if (const auto batch = cordon::server::read_batch(*body, subjects_max)) {
        CORDON_CHECK(!batch->subjects.empty() && batch->subjects.size() <= subjects_max);
        for (const cordon::model::Subject& subject : batch->subjects) {
            CORDON_CHECK(!subject.id.empty() && !subject.names.empty());
        }
    }
    return 0;
}
