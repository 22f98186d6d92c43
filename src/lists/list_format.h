// lists/list_format.h: the one door from the bytes of list files to listings.
//
// Role:        detects which official format a set of files is, from content alone, and reads it whole. One
//              reader per format stands beside this file (un.h, ofac_csv.h, ...), each `ParsedList
//              read_x(...)`.
// Rules:       nothing is dropped silently: what a reader cannot interpret is kept (Listing::further,
//              source_text) and reported as a Diagnostic with entry, field and value. A file that is not
//              whole is an Error, never a short list.
// Ownership:   results own their strings; SourceFile borrows its bytes.
// Threads:     pure functions.
// Determinism: same bytes, same result.
// Cost:        O(bytes); see docs/reference/performance.md.
// Errors:      invalid_input (broken, truncated, a file of the set is missing), unsupported (no known format,
//              DOCTYPE, UTF-16), limit_exceeded (512 MiB, depth, zip ratio).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "model/listing.h"

namespace cordon::lists {

enum class ListFormat : std::uint8_t {
    un_xml,
    ofac_csv,
    ofac_legacy_xml,
    ofac_enhanced_xml,
    ofac_delta_xml,
    eu_fsf_xml,
    uk_xml,
    seco_xml,
    ca_sema_xml,
    ftm_json_lines,
    targets_simple_csv,
    plain_table,
};
[[nodiscard]] std::string_view to_string(ListFormat format);  // "UN consolidated XML", ...

struct SourceFile {
    std::string name;  // as given; only a hint for messages and for OFAC's CSV parts
    std::string_view bytes;
};

enum class Severity : std::uint8_t {
    note,     // interpreted, here is how: an alias split, an odd date form read
    warning,  // kept as text because it could not be interpreted
};

struct Diagnostic {
    Severity severity = Severity::note;
    std::string entry;    // listing id, "" for the file
    std::string field;    // the publisher's element or column
    std::string value;    // as published, at most 200 bytes
    std::string message;  // one sentence
};

// Listings to take away from or to change in a base version; only for delta formats.
struct ListDelta {
    std::vector<std::string> removed;  // ids
    // For a changed listing, what is added and what is taken away, both as listings that hold only those
    // values.
    struct Change {
        model::Listing added;  // scalar fields set here replace
        model::Listing removed;
    };
    std::vector<Change> changed;  // added.id == removed.id
    // Whole new listings are ParsedList::listings.
};

struct ParsedList {
    ListFormat format = ListFormat::plain_table;
    std::string list;  // "un", "ofac-sdn", "ofac-cons", "eu", "uk", "ch", "ca", "ftm", "table"
    std::vector<model::Listing> listings;  // in file order
    std::optional<base::Date> published;   // when the file says so
    std::optional<std::uint64_t> stated_count;
    std::vector<Diagnostic> diagnostics;
    std::optional<ListDelta> delta;  // set for delta formats: listings holds the new entries only
};

struct DetectedFormat {
    ListFormat format;
    std::string list;
};

// Zips among the files are unpacked first. All files must belong to one publication.
[[nodiscard]] base::Result<DetectedFormat> detect_format(const std::vector<SourceFile>& files);

// forced_list: "" or a list name; says which list it is when content alone cannot (OFAC CSV of SDN or
// Consolidated, tables), and is refused when content contradicts it.
[[nodiscard]] base::Result<ParsedList> read_list(const std::vector<SourceFile>& files,
                                                 std::string_view forced_list);

// base with the delta's changes; fails with conflict when the delta names listings that the base does not
// have (its base is another version). Values that a change takes away and the base does not have go to
// diagnostics, when given.
[[nodiscard]] base::Result<std::vector<model::Listing>> apply_delta(
    std::vector<model::Listing> base, const ParsedList& delta,
    std::vector<Diagnostic>* diagnostics = nullptr);

}  // namespace cordon::lists
