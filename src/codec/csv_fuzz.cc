// Goal: no bytes make the CSV reader crash, and the records do not depend on how the bytes are cut into
// chunks; what was read is written and read back the same.
#include "codec/csv.h"

#include <algorithm>
#include <cstdint>

#include "base/check.h"

namespace {

using cordon::codec::CsvOptions;
using cordon::codec::CsvReader;
using cordon::codec::CsvRecord;

using Rows = cordon::base::Result<std::vector<std::vector<std::string>>>;

Rows in_pieces(std::string_view text, const CsvOptions& options, std::size_t piece_bytes) {
    CsvReader reader(options);
    std::vector<std::vector<std::string>> rows;
    for (bool last = false; !last;) {
        reader.feed(text.substr(0, piece_bytes));
        text.remove_prefix(std::min(piece_bytes, text.size()));
        last = text.empty();
        if (last) {
            reader.finish();
        }
        for (;;) {
            auto record = reader.next();
            if (!record) {
                return std::unexpected(record.error());
            }
            if (!*record) {
                break;
            }
            CORDON_CHECK((*record)->number == rows.size() + 1);
            rows.push_back((*record)->fields);
        }
    }
    return rows;
}

void check(std::string_view text, const CsvOptions& options) {
    const Rows whole = in_pieces(text, options, text.size() + 1);
    for (const std::size_t piece_bytes : {1U, 2U, 7U}) {
        const Rows pieces = in_pieces(text, options, piece_bytes);
        CORDON_CHECK(pieces.has_value() == whole.has_value());
        CORDON_CHECK(!whole || *pieces == *whole);
    }
    if (!whole || !options.quotes) {
        return;
    }
    std::string written;
    for (const auto& row : *whole) {
        cordon::codec::write_csv_record(written, row, options.separator);
    }
    CsvOptions strict = options;
    strict.strict = true;
    strict.record_bytes_max *= 3;
    const Rows again = in_pieces(written, strict, written.size() + 1);
    CORDON_CHECK(again && *again == *whole);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    CsvOptions options;
    options.separator = cordon::codec::guess_separator(text);
    check(text, options);
    options.strict = false;
    check(text, options);
    options.quotes = false;
    options.record_bytes_max = 40;
    options.fields_max = 4;
    check(text, options);
    return 0;
}
