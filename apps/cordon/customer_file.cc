#include "cordon/customer_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/strings.h"
#include "codec/json.h"
#include "engine/subject_facts.h"

namespace cordon::app {

namespace {

constexpr std::size_t chunk_bytes = 1U << 18U;
constexpr std::size_t line_bytes_max = 1U << 20U;

}  // namespace

base::Result<ColumnNames> parse_columns(const std::string& text) {
    ColumnNames columns;
    if (text.empty()) {
        return columns;
    }
    for (const std::string_view pair : base::split(text, ',')) {
        const auto equals = pair.find('=');
        const std::string what(base::trim(pair.substr(0, equals)));
        if (equals == std::string_view::npos ||
            std::ranges::find(engine::known_facts(), what) == engine::known_facts().end()) {
            return base::fail(base::ErrorCode::invalid_input,
                              fmt::format("--columns: '{}' is not one of {}= followed by a column's name",
                                          base::shown(pair), fmt::join(engine::known_facts(), "= ")));
        }
        columns.of[what] = base::trim(pair.substr(equals + 1));
    }
    if (!columns.of.contains("name")) {
        return base::fail(base::ErrorCode::invalid_input,
                          "--columns: say which column holds the name: name=...");
    }
    return columns;
}

base::Result<CustomerFile> CustomerFile::open(const std::string& path, const ColumnNames& columns) {
    CustomerFile made;
    made.path_ = path == "-" ? "standard input" : path;
    made.columns_ = columns;
    made.file_ = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
    if (made.file_ == nullptr) {
        return base::fail(base::ErrorCode::not_found,
                          fmt::format("cannot open {}: {}", path, std::strerror(errno)));
    }
    struct stat status{};
    if (fstat(fileno(made.file_), &status) == 0) {
        if (S_ISDIR(status.st_mode)) {
            return base::fail(base::ErrorCode::invalid_input, path + " is a folder, not a file of customers");
        }
        made.bytes_total_ = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
    }
    CORDON_TRY(made.start());
    return made;
}

CustomerFile::~CustomerFile() {
    if (file_ != nullptr && file_ != stdin) {
        (void)std::fclose(file_);
    }
}

CustomerFile::CustomerFile(CustomerFile&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      path_(std::move(other.path_)),
      columns_(std::move(other.columns_)),
      csv_(std::move(other.csv_)),
      positions_(std::move(other.positions_)),
      fields_(other.fields_),
      lines_(std::move(other.lines_)),
      line_at_(other.line_at_),
      line_number_(other.line_number_),
      at_end_(other.at_end_),
      failed_(std::move(other.failed_)),
      bytes_read_(other.bytes_read_),
      bytes_total_(other.bytes_total_),
      hash_(std::move(other.hash_)) {}

std::string CustomerFile::sha256() {
    return at_end_ && hash_ ? std::exchange(hash_, nullptr)->hex() : std::string();
}

// Appends a chunk to lines_; false at the end of the file.
base::Result<bool> CustomerFile::read_more() {
    const std::size_t before = lines_.size();
    lines_.resize(before + chunk_bytes);
    const std::size_t got = std::fread(lines_.data() + before, 1, chunk_bytes, file_);
    lines_.resize(before + got);
    if (hash_) {
        hash_->add(std::string_view(lines_).substr(before));
    }
    bytes_read_ += got;
    if (got == 0 && std::ferror(file_) != 0) {
        return base::fail(base::ErrorCode::unavailable,
                          fmt::format("reading {}: {}", path_, std::strerror(errno)));
    }
    return got > 0;
}

base::Status CustomerFile::start() {
    CORDON_TRY(read_more());
    const std::string_view head = base::trim(lines_);
    if (head.empty()) {
        return base::fail(base::ErrorCode::invalid_input,
                          path_ + " is empty; a file of customers has a header line");
    }
    if (lines_.starts_with("\xFF\xFE") || lines_.starts_with("\xFE\xFF")) {
        return base::fail(base::ErrorCode::unsupported, path_ + " is UTF-16; save it as UTF-8");
    }
    if (head.front() == '{') {
        return {};
    }
    codec::CsvOptions options;
    options.separator = codec::guess_separator(lines_);
    csv_.emplace(options);
    csv_->feed(lines_);
    lines_.clear();
    for (;;) {
        auto record = csv_->next();
        if (!record) {
            return base::fail_while("reading " + path_, record.error());
        }
        if (*record) {
            return bind_header(**record);
        }
        CORDON_ASSIGN(const bool more, read_more());
        if (!more) {
            csv_->finish();
            at_end_ = true;
        } else {
            csv_->feed(lines_);
            lines_.clear();
        }
    }
}

base::Status CustomerFile::bind_header(const codec::CsvRecord& header) {
    fields_ = header.fields.size();
    const auto find = [&](std::string_view column) {
        return std::ranges::find_if(header.fields, [&](const std::string& field) {
            return base::ascii_iequals(base::trim(field), column);
        });
    };
    if (columns_.of.empty()) {
        for (const std::string_view what : engine::known_facts()) {
            if (const auto found = find(what); found != header.fields.end()) {
                positions_[std::string(what)] = static_cast<std::size_t>(found - header.fields.begin());
            }
        }
    }
    for (const auto& [what, column] : columns_.of) {
        const auto found = find(column);
        if (found == header.fields.end()) {
            return base::fail(base::ErrorCode::invalid_input,
                              fmt::format("{} has no column '{}'; its columns are: {}", path_, column,
                                          base::shown(base::join(header.fields, ", "), 300)));
        }
        positions_[what] = static_cast<std::size_t>(found - header.fields.begin());
    }
    if (!positions_.contains("name")) {
        return base::fail(
            base::ErrorCode::invalid_input,
            fmt::format("{} has no column 'name'; say which one it is with --columns name=..., out of: {}",
                        path_, base::shown(base::join(header.fields, ", "), 300)));
    }
    return {};
}

base::Result<model::Subject> CustomerFile::from_record(const codec::CsvRecord& record) const {
    if (record.fields.size() != fields_) {
        return base::fail(base::ErrorCode::invalid_input,
                          fmt::format("{} line {} has {} fields where the header has {}", path_, record.line,
                                      record.fields.size(), fields_));
    }
    model::Subject subject;
    for (const auto& [what, position] : positions_) {
        engine::set_fact(subject, what, record.fields[position]);
    }
    if (subject.id.empty()) {
        subject.id = fmt::format("line {}", record.line);
    }
    return subject;
}

base::Result<std::optional<model::Subject>> CustomerFile::next_json() {
    for (;;) {
        const auto end = lines_.find('\n', line_at_);
        if (end == std::string::npos && !at_end_) {
            if (lines_.size() - line_at_ > line_bytes_max) {
                return base::fail(base::ErrorCode::limit_exceeded,
                                  fmt::format("{} line {} is longer than 1 MiB", path_, line_number_ + 1));
            }
            lines_.erase(0, line_at_);
            line_at_ = 0;
            CORDON_ASSIGN(const bool more, read_more());
            at_end_ = !more;
            continue;
        }
        if (line_at_ >= lines_.size()) {
            return std::optional<model::Subject>();
        }
        const std::size_t stop = end == std::string::npos ? lines_.size() : end;
        const std::string_view line = base::trim(std::string_view(lines_).substr(line_at_, stop - line_at_));
        line_at_ = stop + 1;
        ++line_number_;
        if (line.empty()) {
            continue;
        }
        const auto value = codec::parse_json(line);
        if (!value || value->object() == nullptr) {
            const std::string why = value ? "not a JSON object" : value.error().message;
            return base::fail(base::ErrorCode::invalid_input,
                              fmt::format("{} line {}: {}", path_, line_number_, why));
        }
        model::Subject subject;
        for (const std::string_view what : engine::known_facts()) {
            const auto named = columns_.of.find(std::string(what));
            const codec::JsonValue* found =
                value->find(named == columns_.of.end() ? what : std::string_view(named->second));
            if (found != nullptr && found->array() != nullptr) {
                for (const codec::JsonValue& item : *found->array()) {
                    engine::set_fact(subject, what, item.as_text());
                }
            } else if (found != nullptr) {
                engine::set_fact(subject, what, found->as_text());
            }
        }
        if (subject.id.empty()) {
            subject.id = fmt::format("line {}", line_number_);
        }
        return std::optional<model::Subject>(std::move(subject));
    }
}

base::Result<std::optional<model::Subject>> CustomerFile::next_subject() {
    if (!csv_) {
        return next_json();
    }
    for (;;) {
        auto record = csv_->next();
        if (!record) {
            return base::fail_while("reading " + path_, record.error());
        }
        if (*record) {
            CORDON_ASSIGN(model::Subject subject, from_record(**record));
            return std::optional<model::Subject>(std::move(subject));
        }
        if (at_end_) {
            return std::optional<model::Subject>();
        }
        lines_.clear();
        CORDON_ASSIGN(const bool more, read_more());
        if (more) {
            csv_->feed(lines_);
            lines_.clear();
        } else {
            csv_->finish();
            at_end_ = true;
        }
    }
}

base::Result<std::vector<model::Subject>> CustomerFile::next(std::size_t count) {
    std::vector<model::Subject> subjects;
    while (subjects.size() < count && !failed_) {
        auto subject = next_subject();
        if (!subject) {
            failed_ = subject.error();
            break;
        }
        if (!*subject) {
            return subjects;
        }
        subjects.push_back(*std::move(*subject));
    }
    if (subjects.empty() && failed_) {
        return std::unexpected(*failed_);
    }
    return subjects;
}

}  // namespace cordon::app
