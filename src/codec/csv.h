// codec/csv.h: CSV, TSV and the like (RFC 4180), one record at a time, in constant memory.
//
// Role:        CsvReader pulls records out of chunks that the caller feeds, so a customer file of any size
//              streams; read_csv reads a whole text. write_csv_record quotes what needs it.
// Rules:       quotes double inside quoted fields; LF, CRLF or CR ends a record; a byte-order mark at the
//              start and a 0x1A at the very end (OFAC) are taken off; blanks around unquoted fields are kept.
//              A quote that opens in the middle of an unquoted field is a plain character in lenient mode
//              (OFAC), an error in strict mode; text after a closing quote is an error in strict mode and
//              kept in lenient mode; a quote still open at the end of the file is always an error. NUL bytes
//              and ill-formed UTF-8 are always errors.
// Limits:      bytes of a record, fields of a record.
// Threads:     one reader per thread.
// Determinism: the records do not depend on how the bytes are cut into chunks.
// Cost:        O(bytes); memory O(largest record + largest chunk).
// Errors:      invalid_input / limit_exceeded with the record and line number in the sentence and the byte
//              offset.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cordon::codec {

struct CsvOptions {
    char separator = ',';
    bool quotes = true;  // false: tab-separated files that know no quotes
    bool strict = true;
    std::uint64_t record_bytes_max = 1ULL << 20U;
    std::uint32_t fields_max = 1'000;
};

struct CsvRecord {
    std::vector<std::string> fields;
    std::vector<bool> quoted;  // whether fields[i] stood in quotes
    std::uint64_t number = 0;  // first record is 1
    std::uint64_t line = 0;    // line on which it starts, first is 1
    std::uint64_t offset_bytes = 0;
};

class CsvReader {
public:
    explicit CsvReader(const CsvOptions& options);

    // Hands over more bytes of the input; they are copied, and dropped again once their records are out. Feed
    // pieces of some 64 KiB and pull next() dry in between to keep the memory small.
    void feed(std::string_view bytes);
    // No more bytes will come.
    void finish();
    // The next whole record; nothing when more bytes are needed or, after finish(), at the end. Empty lines
    // are skipped. After an Error the reader gives only that Error.
    [[nodiscard]] base::Result<std::optional<CsvRecord>> next();

private:
    // Where the scan stands inside the record; kept between chunks so that no byte is looked at twice.
    enum class Inside : std::uint8_t { field_start, plain, quoted, quote_in_quoted, after_quoted };
    struct Field {                 // offsets from the record's start
        std::size_t begin = 0;     // of the text, behind the opening quote if there is one
        std::size_t end = 0;       // before the closing quote if there is one
        std::size_t tail_end = 0;  // lenient: end of the text between the closing quote and the separator
        bool quoted = false;
        bool doubled = false;  // holds doubled quotes
    };

    base::Status take_mark();
    base::Result<bool> scan();
    base::Result<bool> step(std::size_t end);
    base::Result<bool> special(char letter);
    void end_field(std::size_t at);
    void begin_record();
    base::Result<CsvRecord> made_record();
    std::string text_of(const Field& field) const;
    std::unexpected<base::Error> failed(base::ErrorCode code, const std::string& what, std::size_t at);

    CsvOptions options_;
    std::array<bool, 256> ends_plain_ = {};  // separator, quote, line ends
    std::string pending_;
    std::size_t at_ = 0;             // first byte of the unfinished record in pending_
    std::size_t scanned_ = 0;        // first byte of pending_ that was not yet looked at
    std::size_t record_end_ = 0;     // before the line end
    std::uint64_t base_offset_ = 0;  // of pending_[0] in the input
    Inside inside_ = Inside::field_start;
    Field field_;
    std::vector<Field> fields_;
    bool finished_ = false;
    bool started_ = false;
    bool held_0x1a_ = false;  // a chunk ended with it; nobody knows yet whether it is the last byte
    bool ended_by_line_end_ = false;
    bool line_feed_may_follow_ = false;  // the last record ended with CR
    std::uint64_t records_ = 0;
    std::uint64_t line_ = 1;
    std::optional<base::Error> failed_;
};

[[nodiscard]] base::Result<std::vector<CsvRecord>> read_csv(std::string_view bytes,
                                                            const CsvOptions& options);

// Appends the record and '\n'. Quotes fields with separator, quote or line end. A field that begins with = +
// - @ tab or CR and comes from outside gets a leading apostrophe (OWASP, CSV injection) when guard_formulas
// is set.
void write_csv_record(std::string& out, const std::vector<std::string>& fields, char separator = ',',
                      bool guard_formulas = false);

// ',' ';' or '\t', whichever is most frequent outside quotes in the first line.
[[nodiscard]] char guess_separator(std::string_view bytes);

}  // namespace cordon::codec
