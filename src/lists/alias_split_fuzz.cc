// Any bytes: no name is empty, none is longer than what it was cut from needs, and a value with letters gives
// a name.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "lists/alias_split.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using cordon::model::PartyKind;
    if (size == 0) {
        return 0;
    }
    const PartyKind party = bytes[0] % 2 == 0 ? PartyKind::person : PartyKind::entity;
    const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    bool has_letter = false;
    for (const char letter : text) {
        has_letter = has_letter || (letter >= 'a' && letter <= 'z');
    }
    const auto names = cordon::lists::split_alias_value(text, party);
    CORDON_CHECK(!has_letter || !names.empty());
    for (const auto& name : names) {
        CORDON_CHECK(!name.text.empty());
        CORDON_CHECK(name.text.size() <= 2 * text.size() + 8);
    }
    const auto note = cordon::lists::read_alias_note(text, party);
    for (const auto& name : note.names) {
        CORDON_CHECK(!name.text.empty());
    }
    return 0;
}
