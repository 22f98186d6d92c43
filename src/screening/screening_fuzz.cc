// Goal: any bytes can be looked up and listed without a crash; what can be listed is found by its own name,
// and what cannot be found is refused when the list comes in.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "screening/screening_index.h"
#include "screening/test_names.h"

namespace {

using namespace cordon;

// Searches may fail; what they answer must make sense.
bool finds(const screening::ScreeningIndex& index, const std::string& name, std::uint32_t listing,
           screening::SearchScratch& scratch) {
    model::Subject subject;
    subject.names = {name};
    const auto result = index.search(subject, {.min_score = 0.5}, scratch);
    if (!result) {
        return false;
    }
    bool found = false;
    double last = 1.0;
    for (const screening::Hit& hit : result->hits) {
        CORDON_CHECK(hit.listing < index.listing_count());
        CORDON_CHECK(hit.score >= 0.5 && hit.score <= last);
        CORDON_CHECK(!hit.reason.empty() && !hit.parts.empty());
        last = hit.score;
        found = found || (hit.listing == listing && hit.score >= screening::shipped_threshold);
    }
    return found;
}

const screening::ScreeningIndex& small_index() {
    static const auto index = [] {
        screening::testing::NamedList list;
        list.add("A1", {"Karim Danesh Kovar", "كريم دانش"});
        list.add("A2", {"Cordelia Shipping S.A.R.L.", "T.D.G."});
        list.add("A3", {"Вадим Рудаков", "11420 Corp"});
        list.add("A4", {"Haji Mullah", "김단석"});
        return screening::ScreeningIndex::build(list.indexed());
    }();
    CORDON_CHECK(index.has_value());
    return *index;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string name(reinterpret_cast<const char*>(bytes), size);
    screening::SearchScratch scratch;
    (void)finds(small_index(), name, 0, scratch);

    screening::testing::NamedList list;
    list.add("B1", {"Karim Danesh Kovar"});
    list.add("B2", {name});
    const auto index = screening::ScreeningIndex::build(list.indexed());
    CORDON_CHECK(!index || finds(*index, name, 1, scratch));
    return 0;
}
