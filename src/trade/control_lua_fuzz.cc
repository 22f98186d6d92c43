// Any bytes as a map module, twice a month apart: intervals that make sense, or a sentence.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "trade/control_fields.h"
#include "trade/control_table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace cordon::trade;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const std::string_view half = text.substr(0, text.size() / 2);
    ControlRequest request;
    request.format = ControlFormat::wikipedia;
    for (const auto& files : {std::vector<ControlFile>{{"2015-06-01", text, {}}},
                              std::vector<ControlFile>{{"2015-06-01", half, {}}, {"2015-07-01", text, {}}}}) {
        const auto table = read_control_files(files, request);
        CORDON_CHECK(table || !table.error().message.empty());
        if (table) {
            for (const ControlFact& fact : table->table.facts) {
                CORDON_CHECK(check_order(fact.from, fact.to).has_value() && valid_point(fact.point));
            }
        }
    }
    return 0;
}
