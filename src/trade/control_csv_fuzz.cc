// Any bytes as a table of control facts, ours or the Carter Center's: read whole, or refused with a sentence.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "trade/control_csv.h"
#include "trade/control_table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace cordon::trade;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto table = read_control_csv(text);
    CORDON_CHECK(table ? !table->facts.empty() : !table.error().message.empty());
    const auto facilities = read_facilities_csv(text);
    CORDON_CHECK(facilities || !facilities.error().message.empty());
    ControlRequest request;
    request.format = ControlFormat::carter;
    request.country = "SY";
    const auto carter = read_control_files({{"2015-06-01.csv", text, {}}}, request);
    CORDON_CHECK(carter ? !carter->table.facts.empty() : !carter.error().message.empty());
    return 0;
}
