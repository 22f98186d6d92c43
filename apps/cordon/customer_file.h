// apps/cordon/customer_file.h: a file of customers, CSV, TSV or JSON lines, as a stream of subjects.
//
// Role:    reads chunk by chunk, so that a file of any size takes constant memory; --columns says which
//          column is what.
// Threads: one reader, one thread.
// Errors:  invalid_input with line number: broken quotes, a missing column, NUL bytes; limit_exceeded: a line
//          over 1 MiB. The first Error ends the stream; what was read before it is still delivered.
#pragma once

#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "codec/csv.h"
#include "model/subject.h"

namespace cordon::app {

struct ColumnNames {
    // What it is ("id", "name", "type", "dob", "country", ...) -> the column's name in the file.
    std::map<std::string, std::string> of;
};
// "id=query_id,name=text"; "" is the default: each column is called what it is.
[[nodiscard]] base::Result<ColumnNames> parse_columns(const std::string& text);

class CustomerFile {
public:
    // "-" is standard input. The format is told from the first bytes.
    [[nodiscard]] static base::Result<CustomerFile> open(const std::string& path, const ColumnNames& columns);
    ~CustomerFile();
    CustomerFile(CustomerFile&&) noexcept;
    CustomerFile& operator=(CustomerFile&&) = delete;
    CustomerFile(const CustomerFile&) = delete;
    CustomerFile& operator=(const CustomerFile&) = delete;

    // Up to `count` more subjects; empty at the end.
    [[nodiscard]] base::Result<std::vector<model::Subject>> next(std::size_t count);
    [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }
    // SHA-256 of the whole file once its end was reached, "" before. Call once.
    [[nodiscard]] std::string sha256();
    [[nodiscard]] std::uint64_t bytes_total() const { return bytes_total_; }  // 0: not known

private:
    CustomerFile() = default;
    [[nodiscard]] base::Status start();
    [[nodiscard]] base::Result<bool> read_more();
    [[nodiscard]] base::Status bind_header(const codec::CsvRecord& header);
    [[nodiscard]] base::Result<std::optional<model::Subject>> next_subject();
    [[nodiscard]] base::Result<std::optional<model::Subject>> next_json();
    [[nodiscard]] base::Result<model::Subject> from_record(const codec::CsvRecord& record) const;

    std::FILE* file_ = nullptr;
    std::string path_;
    ColumnNames columns_;
    std::optional<codec::CsvReader> csv_;
    std::map<std::string, std::size_t> positions_;  // what it is -> field number
    std::size_t fields_ = 0;
    std::string lines_;  // JSON lines not yet handed out
    std::size_t line_at_ = 0;
    std::uint64_t line_number_ = 0;
    bool at_end_ = false;
    std::optional<base::Error> failed_;
    std::uint64_t bytes_read_ = 0;
    std::uint64_t bytes_total_ = 0;
    std::unique_ptr<base::Sha256> hash_ = std::make_unique<base::Sha256>();
};

}  // namespace cordon::app
