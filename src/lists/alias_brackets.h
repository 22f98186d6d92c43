// lists/alias_brackets.h: what the brackets inside an alias value say.
//
// Role:    cuts a value at its brackets, reads each bracket by what is in it, and puts the name together
//          again with and without them; for lists/alias_split.cc only.
// Threads: pure functions.
// Cost:    O(bytes).
// Errors:  none: a ')' too many is dropped, a '(' that is never closed is closed at the end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::lists {

struct Piece {
    std::string text;
    bool bracketed = false;
};

// Text outside brackets and the contents of outermost brackets, in order.
[[nodiscard]] std::vector<Piece> brackets_of(std::string_view text);
[[nodiscard]] bool brackets_balance(std::string_view text);

enum class Sense : std::uint8_t {
    outside,          // not bracketed
    note,             // words about the name
    original_marker,  // says that the name before it is in the original script
    names,            // names beside the one before it
    original_names,   // names in the original script
    former_names,
    former_marker,  // says that the name before it is a former one
    acronym,
    qualifier,  // belongs to the name
    variant,    // second form of the word before it
};

struct Read {
    Sense sense = Sense::outside;
    std::string text;
    std::size_t words_after = 0;  // words outside brackets that follow
    bool leads = false;           // no word stands before it
    bool marks_original = false;  // says besides that the name before it is in the original script
};

// content: of the bracket; name: the text outside all brackets of the value.
[[nodiscard]] Read read_bracket(std::string_view content, std::string_view name, bool is_person);

// The name without what its brackets add, and the name with the brackets that may belong to it.
struct Composed {
    std::string base;
    std::string whole;
    std::string varied;  // with the second form of a word; "" when there is none
};

[[nodiscard]] Composed compose(const std::vector<Read>& reads);

[[nodiscard]] std::string without_last_word(const std::vector<std::string>& words);

}  // namespace cordon::lists
