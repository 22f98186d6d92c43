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

}  // namespace
}  // namespace cordon::codec
