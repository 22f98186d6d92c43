// trade/place_fold.h: a text folded for the search of place names, with the way back to its bytes.
//
// Role:        one line of ASCII letters and digits, words parted by one blank, a blank in front and behind;
//              for every folded byte the source byte it came from.
// Rules:       text/fold.h letter by letter (case, marks, scripts). Apostrophes and joiners vanish; where an
//              apostrophe stood is kept, for an ending may follow it ("Rakka'da").
// Ownership:   own buffers, reused by fold_into.
// Threads:     one FoldedPlaceText a thread.
// Determinism: a pure function of the text.
// Cost:        O(bytes); ASCII by a table.
// Errors:      none; ill-formed bytes part words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::trade {

struct FoldedPlaceText {
    std::string letters;
    std::vector<std::uint32_t> origin;       // of letters[i] in the source
    std::vector<std::uint32_t> apostrophes;  // indexes into letters before which one stood, rising
};

void fold_places(std::string_view text, FoldedPlaceText& folded);

// The letters alone, the same ones: for a first look, since most texts name no place. Whether a name may end
// inside a word: there is an apostrophe or a letter beyond ASCII.
bool fold_place_letters(std::string_view text, std::string& letters);

// The folded words alone, without the blanks at the ends.
[[nodiscard]] std::string folded_name(std::string_view name);

// End of the code point that begins at `at`.
[[nodiscard]] std::size_t code_point_end(std::string_view text, std::size_t at);

}  // namespace cordon::trade
