#include "codec/csv.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/strings.h"
#include "codec/utf8_scan.h"

namespace cordon::codec {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr char end_of_file_mark = '\x1A';
constexpr std::size_t read_chunk_bytes = 64U << 10U;

const char* find_byte(const char* begin, const char* end, char wanted) {
    const void* found = std::memchr(begin, wanted, static_cast<std::size_t>(end - begin));
    return found == nullptr ? end : static_cast<const char*>(found);
}

// LF, CRLF and CR count one each.
std::uint64_t line_ends(std::string_view text) {
    if (text.find('\r') == std::string_view::npos && text.find('\n') == std::string_view::npos) {
        return 0;  // nearly always, and memchr is quick
    }
    std::uint64_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool alone = text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n');
        count += text[at] == '\n' || alone ? 1U : 0U;
    }
    return count;
}

}  // namespace

CsvReader::CsvReader(const CsvOptions& options) : options_(options) {
    for (const char letter : {options_.separator, '\n', '\r'}) {
        ends_plain_[static_cast<unsigned char>(letter)] = true;
    }
    ends_plain_[static_cast<unsigned char>('"')] = options_.quotes;
}

void CsvReader::feed(std::string_view bytes) {
    if (failed_ || bytes.empty()) {
        return;
    }
    if (at_ > 0) {
        pending_.erase(0, at_);
        base_offset_ += at_;
        scanned_ -= at_;
        at_ = 0;
    }
    if (held_0x1a_) {
        pending_.push_back(end_of_file_mark);
    }
    held_0x1a_ = bytes.back() == end_of_file_mark;
    bytes.remove_suffix(held_0x1a_ ? 1 : 0);
    pending_ += bytes;
}

void CsvReader::finish() {
    finished_ = true;
}

Result<std::optional<CsvRecord>> CsvReader::next() {
    if (failed_) {
        return std::unexpected(*failed_);
    }
    if (!started_) {
        CORDON_TRY(take_mark());
    }
    while (started_) {
        CORDON_ASSIGN(const bool whole, scan());
        if (!whole) {
            return std::optional<CsvRecord>();
        }
        const bool empty_line = fields_.size() == 1 && record_end_ == at_;
        if (empty_line) {
            line_ += ended_by_line_end_ ? 1 : 0;
            begin_record();
            continue;
        }
        CORDON_ASSIGN(CsvRecord record, made_record());
        begin_record();
        return std::optional<CsvRecord>(std::move(record));
    }
    return std::optional<CsvRecord>();
}

// The byte-order mark at the very start; it may come in pieces.
base::Status CsvReader::take_mark() {
    const std::string_view text = pending_;
    if (!finished_ && text.size() < byte_order_mark.size() && byte_order_mark.starts_with(text)) {
        return {};
    }
    started_ = true;
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        return failed(ErrorCode::invalid_input, "the file is UTF-16; save it as UTF-8", 0);
    }
    if (text.starts_with(byte_order_mark)) {
        at_ = byte_order_mark.size();
        scanned_ = at_;
    }
    return {};
}

void CsvReader::begin_record() {
    at_ = scanned_;
    fields_.clear();
    inside_ = Inside::field_start;
}

std::unexpected<base::Error> CsvReader::failed(ErrorCode code, const std::string& what, std::size_t at) {
    const std::uint64_t line = line_ + line_ends(std::string_view(pending_).substr(at_, at - at_));
    failed_ = base::Error{
        code, "record " + std::to_string(records_ + 1) + ", line " + std::to_string(line) + ": " + what,
        base_offset_ + at};
    pending_ = {};
    return std::unexpected(*failed_);
}

// Goes on from scanned_ to the end of the record: true when it was found (scanned_ is then behind it).
Result<bool> CsvReader::scan() {
    const std::uint64_t record_bytes_max = options_.record_bytes_max;
    while (scanned_ < pending_.size()) {
        if (line_feed_may_follow_ && scanned_ == at_) {
            line_feed_may_follow_ = false;
            if (pending_[scanned_] == '\n') {
                at_ = ++scanned_;
                continue;
            }
        }
        const std::size_t end =
            pending_.size() - at_ > record_bytes_max ? at_ + record_bytes_max + 1 : pending_.size();
        if (scanned_ >= end) {
            return failed(ErrorCode::limit_exceeded,
                          "the record is longer than the limit of " + std::to_string(record_bytes_max) +
                              " bytes; a quote may have been left open",
                          at_);
        }
        CORDON_ASSIGN(const bool whole, step(end));
        if (whole) {
            return true;
        }
    }
    if (!finished_ || (scanned_ == at_ && fields_.empty() && inside_ == Inside::field_start)) {
        return false;
    }
    if (inside_ == Inside::quoted) {
        return failed(ErrorCode::invalid_input, "a quote is opened here and never closed",
                      at_ + field_.begin - 1);
    }
    end_field(pending_.size());
    record_end_ = pending_.size();
    ended_by_line_end_ = false;
    return true;
}

// One move of the machine, over a run of plain bytes or over one byte that means something.
Result<bool> CsvReader::step(std::size_t end) {
    const char* const text = pending_.data();
    switch (inside_) {
        case Inside::field_start:
            field_ = Field{.begin = scanned_ - at_};
            if (text[scanned_] == '"' && options_.quotes) {
                field_.quoted = true;
                ++field_.begin;
                ++scanned_;
                inside_ = Inside::quoted;
                return false;
            }
            inside_ = Inside::plain;
            return false;
        case Inside::quoted:
            scanned_ = static_cast<std::size_t>(find_byte(text + scanned_, text + end, '"') - text);
            if (scanned_ < end) {
                ++scanned_;
                inside_ = Inside::quote_in_quoted;
            }
            return false;
        case Inside::quote_in_quoted:
            if (text[scanned_] == '"') {
                field_.doubled = true;
                ++scanned_;
                inside_ = Inside::quoted;
                return false;
            }
            field_.end = scanned_ - 1 - at_;
            inside_ = Inside::after_quoted;
            return false;
        case Inside::plain:
        case Inside::after_quoted: break;
    }
    while (scanned_ < end && !ends_plain_[static_cast<unsigned char>(text[scanned_])]) {
        ++scanned_;
    }
    const bool text_after_quote = inside_ == Inside::after_quoted && options_.strict;
    if (text_after_quote && scanned_ > at_ + field_.end + 1) {
        return failed(ErrorCode::invalid_input, "text follows a closing quote", at_ + field_.end + 1);
    }
    return scanned_ < end ? special(text[scanned_]) : Result<bool>(false);
}

// At a separator, quote or line end outside quotes.
Result<bool> CsvReader::special(char letter) {
    if (letter == '"' && options_.quotes) {
        if (options_.strict) {
            return failed(ErrorCode::invalid_input, "a quote stands in the middle of a field", scanned_);
        }
        ++scanned_;
        return false;
    }
    end_field(scanned_);
    ++scanned_;
    if (letter == options_.separator) {
        if (fields_.size() >= options_.fields_max) {
            return failed(ErrorCode::limit_exceeded,
                          "more than " + std::to_string(options_.fields_max) + " fields", scanned_ - 1);
        }
        inside_ = Inside::field_start;
        return false;
    }
    record_end_ = scanned_ - 1;
    ended_by_line_end_ = true;
    line_feed_may_follow_ = letter == '\r';
    return true;
}

void CsvReader::end_field(std::size_t at) {
    if (inside_ == Inside::field_start) {  // at the end of the file
        field_ = Field{.begin = at - at_};
    }
    if (inside_ == Inside::quote_in_quoted) {  // likewise
        field_.end = at - 1 - at_;
    }
    if (!field_.quoted) {
        field_.end = at - at_;
    }
    field_.tail_end = at - at_;
    fields_.push_back(field_);
}

std::string CsvReader::text_of(const Field& field) const {
    const std::string_view record = std::string_view(pending_).substr(at_);
    std::string text(record.substr(field.begin, field.end - field.begin));
    if (field.doubled) {
        text = base::replace_all(text, "\"\"", "\"");
    }
    if (field.quoted && field.tail_end > field.end + 1) {
        text += record.substr(field.end + 1, field.tail_end - field.end - 1);
    }
    return text;
}

Result<CsvRecord> CsvReader::made_record() {
    const std::string_view whole = std::string_view(pending_).substr(at_, record_end_ - at_);
    if (const std::size_t nul = whole.find('\0'); nul != std::string_view::npos) {
        return failed(ErrorCode::invalid_input, "a NUL byte; the file is not text", at_ + nul);
    }
    if (const auto bad = first_ill_formed_utf8(whole)) {
        return failed(ErrorCode::invalid_input, "the text is not UTF-8; save the file as UTF-8", at_ + *bad);
    }
    CsvRecord record;
    record.number = ++records_;
    record.line = line_;
    record.offset_bytes = base_offset_ + at_;
    record.fields.reserve(fields_.size());
    record.quoted.reserve(fields_.size());
    bool any_quoted = false;
    for (const Field& field : fields_) {
        record.fields.push_back(text_of(field));
        record.quoted.push_back(field.quoted);
        any_quoted = any_quoted || field.quoted;
    }
    line_ += (any_quoted ? line_ends(whole) : 0) + (ended_by_line_end_ ? 1 : 0);
    return record;
}

Result<std::vector<CsvRecord>> read_csv(std::string_view bytes, const CsvOptions& options) {
    CsvReader reader(options);
    std::vector<CsvRecord> records;
    for (bool last = false; !last;) {
        const std::string_view chunk = bytes.substr(0, read_chunk_bytes);
        bytes.remove_prefix(chunk.size());
        reader.feed(chunk);
        last = bytes.empty();
        if (last) {
            reader.finish();
        }
        for (;;) {
            CORDON_ASSIGN(std::optional<CsvRecord> record, reader.next());
            if (!record) {
                break;
            }
            records.push_back(*std::move(record));
        }
    }
    return records;
}

void write_csv_record(std::string& out, const std::vector<std::string>& fields, char separator,
                      bool guard_formulas) {
    const std::array<char, 4> special = {separator, '"', '\n', '\r'};
    for (std::size_t at = 0; at < fields.size(); ++at) {
        if (at > 0) {
            out.push_back(separator);
        }
        std::string field = fields[at];
        if (guard_formulas && !field.empty() &&
            std::string_view("=+-@\t\r").find(field.front()) != std::string_view::npos) {
            field.insert(field.begin(), '\'');
        }
        // A lone empty field would be an empty line; a byte-order mark at the start would be taken off.
        const bool quote = field.find_first_of(special.data(), 0, special.size()) != std::string::npos ||
                           (field.empty() && fields.size() == 1) || field.starts_with(byte_order_mark);
        out += quote ? '"' + base::replace_all(field, "\"", "\"\"") + '"' : field;
    }
    out.push_back('\n');
}

char guess_separator(std::string_view bytes) {
    std::array<std::size_t, 3> counts = {};
    constexpr std::string_view candidates = ",;\t";
    bool quoted = false;
    for (const char letter : bytes) {
        if (letter == '"') {
            quoted = !quoted;
        } else if (!quoted && (letter == '\n' || letter == '\r')) {
            break;
        } else if (const std::size_t which = candidates.find(letter);
                   !quoted && which != std::string_view::npos) {
            ++counts[which];
        }
    }
    return candidates[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

}  // namespace cordon::codec
