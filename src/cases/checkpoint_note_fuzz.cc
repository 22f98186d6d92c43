// Goal: whatever bytes claim to be a note or a proof of growth, they are read or refused, and what was read
// has one form only.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "cases/checkpoint_note.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace cordon;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    if (const auto note = cases::parse_note(text)) {
        std::string again = cases::note_text(note->state) + "\n";
        for (const cases::NoteSignature& signature : note->signatures) {
            again += signature.line + "\n";
        }
        CORDON_CHECK(again == text);
    }
    if (const auto proof = cases::parse_proof(text)) {
        CORDON_CHECK(cases::write_proof(*proof) == text);
    }
    return 0;
}
