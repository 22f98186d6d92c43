// Goal: no bytes make the plain JSON reader crash, hang or lose a text of what it accepts.
#include "payments/message_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    cordon::payments::testing::check_messages({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
