// Goal: any bytes have between one and readings_max readings, the same each time, all of words that can be
// compared; the first is what tokenise_name gives.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "text/name_readings.h"

using namespace cordon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string name(bytes, bytes + size);
    text::NameReadings readings;
    text::NameReadings again;
    text::name_readings(name, readings);
    text::name_readings(name, again);
    CORDON_CHECK(readings.count >= 1 && readings.count <= text::readings_max);
    CORDON_CHECK(readings.count == again.count);
    text::TokenisedName plain;
    text::tokenise_name(name, plain);
    CORDON_CHECK(readings.all.front().tokens == plain.tokens);
    for (std::size_t at = 0; at < readings.count; ++at) {
        CORDON_CHECK(readings.all[at].tokens == again.all[at].tokens);
        for (const text::NameToken& token : readings.all[at].tokens) {
            CORDON_CHECK(!token.text.empty() && std::ranges::all_of(token.text, [](char letter) {
                return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
            }));
        }
    }
    return 0;
}
