// Goal: a customer file of any size comes in field by field as it was written, however it is cut into chunks,
// and a file that cannot be trusted stops with the record and line at fault.
#include "codec/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/prng.h"
#include "base/testing.h"

namespace cordon::codec {
namespace {

using base::ErrorCode;
using testing::ElementsAre;
using testing::HasSubstr;
using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view bytes, const CsvOptions& options = {}) {
    const auto records = read_csv(bytes, options);
    EXPECT_TRUE(records) << (records ? "" : records.error().message);
    Rows rows;
    for (const CsvRecord& record : records.value_or(std::vector<CsvRecord>{})) {
        rows.push_back(record.fields);
    }
    return rows;
}

TEST(Csv, FieldsComeAsTheyWereWritten) {
    struct Case {
        const char* bytes;
        Rows rows;
    };
    const Case cases[] = {
        {"", {}},
        {"a,b\n", {{"a", "b"}}},
        {"a,b", {{"a", "b"}}},
        {"a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
        {"a\rb\r\rc", {{"a"}, {"b"}, {"c"}}},
        {"a,\n,\n", {{"a", ""}, {"", ""}}},
        {"a,", {{"a", ""}}},
        {"\n\n a , b \n\n", {{" a ", " b "}}},
        {"\"a,\"\"b\"\"\nc\",d\n", {{"a,\"b\"\nc", "d"}}},
        {"\"\"\n", {{""}}},
        {"\"\",\"x\"", {{"", "x"}}},
        {"\xEF\xBB\xBF"
         "a,b\n\x1A",
         {{"a", "b"}}},
        {"\"a\"\x1A", {{"a"}}},
        {"\x1A", {}},
        {"a\x1A,b\n", {{"a\x1A", "b"}}},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(rows_of(one.bytes), one.rows) << one.bytes;
    }
}

TEST(Csv, LenientModeKeepsWhatOfacWrites) {
    CsvOptions lenient;
    lenient.strict = false;
    EXPECT_EQ(rows_of("1,a \"b\" c,\"d\" e,\"f\"g\"h\"\n", lenient),
              (Rows{{"1", "a \"b\" c", "d e", "fg\"h\""}}));
    EXPECT_EQ(rows_of("1,\"a,b\" ,-0- \r\n\x1A", lenient), (Rows{{"1", "a,b ", "-0- "}}));
}

TEST(Csv, TabFilesMayKnowNoQuotes) {
    CsvOptions tabs;
    tabs.separator = '\t';
    tabs.quotes = false;
    EXPECT_EQ(rows_of("\"a\tb\"\n\"\t\n", tabs), (Rows{{"\"a", "b\""}, {"\"", ""}}));
}

TEST(Csv, WhatCannotBeTrustedStopsWithTheRecordAndLine) {
    struct Case {
        std::string bytes;
        ErrorCode code;
        const char* sentence;
        std::uint64_t offset_bytes;
    };
    CsvOptions options;
    options.record_bytes_max = 100;
    options.fields_max = 3;
    const Case cases[] = {
        {"a\nb,\"c\nd\ne", ErrorCode::invalid_input, "record 2, line 2: a quote is opened here", 4},
        {"a\n\"b\nc\" d\n", ErrorCode::invalid_input, "record 2, line 3: text follows a closing quote", 7},
        {"a\nb\"c\"\n", ErrorCode::invalid_input, "record 2, line 2: a quote stands in the middle", 3},
        {std::string("a\nb\0c\n", 6), ErrorCode::invalid_input, "record 2, line 2: a NUL byte", 3},
        {"a\r\n\r\nb\xC3,c\n", ErrorCode::invalid_input, "record 2, line 3: the text is not UTF-8", 6},
        {"a,b,c\na,b,c,d\n", ErrorCode::limit_exceeded, "record 2, line 2: more than 3 fields", 11},
        {"a\n" + std::string(101, 'x') + "\n", ErrorCode::limit_exceeded,
         "record 2, line 2: the record is longer than the limit of 100 bytes", 2},
        {"\xFF\xFE"
         "a",
         ErrorCode::invalid_input, "UTF-16", 0},
    };
    for (const Case& one : cases) {
        const auto records = read_csv(one.bytes, options);
        ASSERT_FALSE(records) << one.bytes;
        EXPECT_EQ(records.error().code, one.code) << one.bytes;
        EXPECT_THAT(records.error().message, HasSubstr(one.sentence));
        EXPECT_EQ(records.error().offset_bytes, one.offset_bytes) << one.bytes;
    }
    EXPECT_EQ(rows_of(std::string(100, 'x') + "\n", options).size(), 1U);
    EXPECT_EQ(rows_of("a,b,c\n", options).size(), 1U);
}

TEST(Csv, RecordsTellWhereTheyStand) {
    const auto records = read_csv(
        "\xEF\xBB\xBF"
        "a\r\n\r\n\"b\nc\",d\ne\r\"f\"",
        {});
    ASSERT_TRUE(records) << records.error().message;
    std::vector<std::uint64_t> lines;
    std::vector<std::uint64_t> offsets;
    for (const CsvRecord& record : *records) {
        EXPECT_EQ(record.number, lines.size() + 1);
        lines.push_back(record.line);
        offsets.push_back(record.offset_bytes);
    }
    EXPECT_THAT(lines, ElementsAre(1, 3, 5, 6));
    EXPECT_THAT(offsets, ElementsAre(3, 8, 16, 18));
    EXPECT_THAT(records->at(1).quoted, ElementsAre(true, false));
}

TEST(Csv, AfterAnErrorThereIsOnlyThatError) {
    CsvReader reader{CsvOptions{}};
    reader.feed("a\"b\nc\n");
    const auto first = reader.next();
    reader.feed("d\n");
    reader.finish();
    const auto second = reader.next();
    ASSERT_FALSE(first);
    ASSERT_FALSE(second);
    EXPECT_EQ(first.error(), second.error());
}

// A line of 200 MB, fed in pieces, must stop at the limit: with the memory of a record and the time of its
// bytes.
TEST(Csv, AnEndlessLineStopsAtTheLimit) {
    for (const char* opening : {"x", "\""}) {
        CsvReader reader{CsvOptions{}};
        const std::string piece(1'000, 'x');
        reader.feed(opening);
        std::uint64_t fed_bytes = 1;
        base::Result<std::optional<CsvRecord>> record = reader.next();
        for (; fed_bytes < 200'000'000 && record; fed_bytes += piece.size()) {
            reader.feed(piece);
            record = reader.next();
        }
        ASSERT_FALSE(record);
        EXPECT_EQ(record.error().code, ErrorCode::limit_exceeded);
        EXPECT_LT(fed_bytes, 1'100'000U);
    }
}

Rows random_rows(base::Prng& prng, char separator) {
    const std::string letters = std::string("ab \"\"\n\r\x1A\xC3\xA9'=") + separator + separator;
    Rows rows(prng.below(6));
    for (auto& row : rows) {
        row.resize(1 + prng.below(5));
        for (std::string& field : row) {
            for (std::uint64_t length = prng.below(8); length > 0; --length) {
                const char letter = letters[prng.below(letters.size())];
                field += letter == '\xC3' || letter == '\xA9' ? "\xC3\xA9" : std::string(1, letter);
            }
        }
    }
    return rows;
}

TEST(Csv, WhatIsWrittenIsReadBackInChunksOfAnySize) {
    base::Prng prng(base::testing::seed_from_environment(7));
    for (int run = 0; run < 3'000; ++run) {
        CsvOptions options;
        options.separator = ",;\t"[prng.below(3)];
        const Rows rows = random_rows(prng, options.separator);
        std::string bytes = prng.below(2) == 0 ? "\xEF\xBB\xBF" : "";
        for (const auto& row : rows) {
            write_csv_record(bytes, row, options.separator);
            if (prng.below(3) == 0) {
                bytes.insert(bytes.size() - 1, "\r");  // CRLF
            }
        }
        bytes += prng.below(2) == 0 ? "\x1A" : "";
        CsvReader reader(options);
        Rows read;
        std::string_view rest = bytes;
        for (bool last = false; !last;) {
            const std::string piece(rest.substr(0, prng.below(9)));  // its memory is gone after the turn
            rest.remove_prefix(piece.size());
            reader.feed(piece);
            last = rest.empty();
            if (last) {
                reader.finish();
            }
            for (auto record = reader.next();; record = reader.next()) {
                ASSERT_TRUE(record) << record.error().message << "\n" << bytes;
                if (!*record) {
                    break;
                }
                read.push_back((*record)->fields);
            }
        }
        ASSERT_EQ(read, rows) << bytes;
    }
}

TEST(Csv, FormulasAreGuardedOnRequest) {
    std::string plain;
    std::string guarded;
    const std::vector<std::string> fields = {"=1+1", "-0-", "+49", "@x", "\tx", "safe"};
    write_csv_record(plain, fields);
    write_csv_record(guarded, fields, ',', true);
    EXPECT_EQ(plain, "=1+1,-0-,+49,@x,\tx,safe\n");
    EXPECT_EQ(guarded, "'=1+1,'-0-,'+49,'@x,'\tx,safe\n");
}

TEST(Csv, TheSeparatorIsGuessedFromTheFirstLine) {
    EXPECT_EQ(guess_separator("a;b;\"c,d,e,f\"\n1,2,3,4\n"), ';');
    EXPECT_EQ(guess_separator("a\tb\tc,d\n"), '\t');
    EXPECT_EQ(guess_separator("a,b\n"), ',');
    EXPECT_EQ(guess_separator("name\n;;;;"), ',');
    EXPECT_EQ(guess_separator(""), ',');
}

TEST(Csv, ARealOfacFileReadsToTheLastRecord) {
    const auto file = base::testing::real_data("lists/ofac_sdn_csv/2021-07/sdn.csv");
    if (!file) {
        GTEST_SKIP() << "needs the real data";
    }
    CsvOptions lenient;
    lenient.strict = false;
    const Rows rows = rows_of(base::testing::read_test_file(*file), lenient);
    ASSERT_GT(rows.size(), 5'000U);
    for (const auto& row : rows) {
        EXPECT_EQ(row.size(), 12U) << row.front();
    }
}

}  // namespace
}  // namespace cordon::codec
