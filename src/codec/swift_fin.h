// codec/swift_fin.h: SWIFT FIN messages as blocks and fields, and nothing of what they mean.
//
// Role:        splits a stream into messages and a message into its blocks: basic header {1:}, application
//              header {2:}, user header {3:}, text {4:}, trailers {5:} {S:}. Reads single messages, files
//              with several ('$' between them, as in RJE, or nothing), messages behind an acknowledgement
//              ({1:F21...}{4:{177: ...}}), a text block alone, and field lines alone (":20:..."); line ends
//              CR LF or LF.
// Rules:       a field begins with ":tag:" at the start of a line, tag two digits and perhaps a letter; the
//              text ends with "-}" at the start of a line (SWIFT FIN user-to-user message structure).
// Ownership:   views point into the bytes given.
// Threads:     pure function.
// Determinism: messages and fields in the order of the bytes.
// Cost:        O(bytes).
// Errors:      a message that breaks off or has stray bytes comes back as an Error in its place; the others
//              are still read. A cut trailer, and an end inside a line, are irregular_end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cordon::codec {

struct FinTag {
    std::string_view tag;
    std::string_view value;  // line ends as in the message
};

struct FinMessage {
    std::string_view whole;               // the bytes of this message, acknowledgement included
    std::string_view basic_header;        // "F01BANKDEFFAXXX0000000000"; "" when absent
    std::string_view application_header;  // "I103BANKDEFFXXXXN", "O1031200..."
    std::vector<FinTag> user_header;      // block 3
    std::vector<FinTag> text;             // block 4; of a service or system message its {tag:value} pairs
    std::string_view text_before_fields;  // what stands in block 4 in front of the first field
    std::vector<FinTag> trailers;         // blocks 5 and S
    std::vector<FinTag> acknowledgement;  // fields of the acknowledgement in front
    std::string irregular_end;            // a sentence when the end is not where and how it should be
    bool system_text = false;             // block 4 holds {tag:value} pairs
    bool end_marked = false;              // the text ends with "-}" or "-"
    bool bare = false;                    // no headers: the text alone
};

struct FinReading {
    base::Result<FinMessage> message;
    std::uint64_t offset_bytes = 0;
};

// True for bytes that begin as FIN does: a block or a field, perhaps after white space.
[[nodiscard]] bool looks_like_fin(std::string_view bytes);

// At least one reading; an empty input gives one Error. Nothing is read behind the first messages_max ones.
[[nodiscard]] std::vector<FinReading> read_fin(std::string_view bytes,
                                               std::size_t messages_max = ~std::size_t{0});

// The lines of a field, without their ends.
[[nodiscard]] std::vector<std::string_view> fin_lines(std::string_view value);

}  // namespace cordon::codec
