#include "codec/swift_fin.h"

#include <algorithm>
#include <optional>

#include "base/strings.h"

namespace cordon::codec {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t block_depth_max = 8;

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_upper(char letter) {
    return letter >= 'A' && letter <= 'Z';
}

// Blanks, line ends, '$' of RJE, a brace too many, and the start and end signs (SOH, ETX) of some interfaces.
bool between_messages(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n' || letter == '$' ||
           letter == '}' || letter == '\x01' || letter == '\x03';
}

// Length of ":20:", ":50K:" at the front of a line, 0 when there is none.
std::size_t field_start(std::string_view line) {
    if (line.size() < 4 || line[0] != ':' || !is_digit(line[1]) || !is_digit(line[2])) {
        return 0;
    }
    if (line[3] == ':') {
        return 4;
    }
    return line.size() >= 5 && is_upper(line[3]) && line[4] == ':' ? 5 : 0;
}

// Position after the brace that closes the one at `open`, npos when the bytes end before.
std::size_t closing_brace(std::string_view bytes, std::size_t open) {
    std::size_t depth = 0;
    for (std::size_t at = open; at < bytes.size(); ++at) {
        if (bytes[at] == '{' && ++depth > block_depth_max) {
            return npos;
        }
        if (bytes[at] == '}' && --depth == 0) {
            return at + 1;
        }
    }
    return npos;
}

// "{108:REF}{119:STP}" to pairs; text outside braces becomes a pair without a tag.
void read_pairs(std::string_view inside, std::vector<FinTag>& pairs) {
    std::size_t at = 0;
    const auto keep_stray = [&](std::size_t end) {
        if (const std::string_view stray = base::trim(inside.substr(at, end - at)); !stray.empty()) {
            pairs.push_back({"", stray});
        }
    };
    while (at < inside.size()) {
        const std::size_t open = std::min(inside.find('{', at), inside.size());
        keep_stray(open);
        at = open;
        const std::size_t end = open < inside.size() ? closing_brace(inside, open) : inside.size();
        if (end == npos) {
            keep_stray(inside.size());
            return;
        }
        if (open < inside.size()) {
            const std::string_view pair = inside.substr(open + 1, end - open - 2);
            const std::size_t colon = pair.find(':');
            pairs.push_back(colon == npos ? FinTag{"", pair}
                                          : FinTag{pair.substr(0, colon), pair.substr(colon + 1)});
        }
        at = end;
    }
}

std::string_view without_line_end(std::string_view value) {
    while (!value.empty() && (value.back() == '\n' || value.back() == '\r')) {
        value.remove_suffix(1);
    }
    return value;
}

void read_fields(std::string_view text, FinMessage& message) {
    std::size_t start = npos;  // of the open field's value
    std::size_t line = 0;
    std::string_view tag;
    const auto close = [&](std::size_t end) {
        const std::string_view value =
            without_line_end(text.substr(start == npos ? 0 : start, end - (start == npos ? 0 : start)));
        if (start == npos) {
            message.text_before_fields = base::trim(value);
        } else {
            message.text.push_back({tag, value});
        }
    };
    while (line < text.size()) {
        if (const std::size_t length = field_start(text.substr(line)); length > 0) {
            close(line);
            tag = text.substr(line + 1, length - 2);
            start = line + length;
        }
        const std::size_t end = text.find('\n', line);
        line = end == npos ? text.size() : end + 1;
    }
    close(text.size());
}

class FinReader {
public:
    explicit FinReader(std::string_view bytes) : bytes_(bytes) {}

    std::vector<FinReading> read(std::size_t messages_max) {
        std::vector<FinReading> readings;
        skip_between();
        while (at_ < bytes_.size() && readings.size() < messages_max) {
            const std::size_t start = at_;
            auto message = read_message();
            if (!message) {
                resume(start);
            }
            readings.push_back({std::move(message), start});
            skip_between();
        }
        if (readings.empty()) {
            readings.push_back(
                {fail(ErrorCode::invalid_input, "there is no message: the input is empty"), 0});
        }
        return readings;
    }

private:
    void skip_between() {
        while (at_ < bytes_.size() && between_messages(bytes_[at_])) {
            ++at_;
        }
    }

    // After a broken message: on at the next one that begins on its own, or at the end.
    void resume(std::size_t start) {
        const std::size_t after = std::max(at_, start + 1);
        const std::size_t dollar = bytes_.find("${1:", after);
        at_ = dollar == npos ? bytes_.size() : dollar + 1;
    }

    Result<FinMessage> read_message() {
        FinMessage message;
        const std::size_t start = at_;
        if (bytes_[at_] == ':') {
            message.bare = true;
            read_bare(message);
        } else if (bytes_[at_] != '{') {
            return fail(
                ErrorCode::invalid_input,
                "this is no SWIFT message: it begins with '" + base::shown(bytes_.substr(at_), 20) + "'",
                at_);
        }
        bool has_text = message.bare;
        while (!message.bare && at_ < bytes_.size() && bytes_[at_] == '{') {
            const char id = at_ + 2 < bytes_.size() && bytes_[at_ + 2] == ':' ? bytes_[at_ + 1] : '\0';
            if (id == '1' && !message.basic_header.empty()) {
                if (!keep_acknowledgement(message)) {
                    break;  // the next message
                }
                has_text = false;
            } else if ((id == '1' || id == '4') && has_text) {
                break;
            }
            CORDON_TRY(read_block(id, message));
            has_text = has_text || id == '4';
            skip_blanks();
        }
        if (!has_text) {
            return fail(ErrorCode::invalid_input, "the message has no text block {4:", start);
        }
        message.bare = message.basic_header.empty() && message.application_header.empty();
        message.whole = bytes_.substr(start, at_ - start);
        return message;
    }

    // {1:F21...}{4:{177:...}{451:0}} in front of a message acknowledges that message.
    static bool keep_acknowledgement(FinMessage& message) {
        if (message.basic_header.substr(1, 2) != "21" || !message.acknowledgement.empty()) {
            return false;
        }
        std::vector<FinTag> fields{{"1", message.basic_header}};
        if (!message.application_header.empty()) {
            fields.push_back({"2", message.application_header});
        }
        for (const std::vector<FinTag>* part : {&message.user_header, &message.text, &message.trailers}) {
            fields.insert(fields.end(), part->begin(), part->end());
        }
        message = FinMessage{};
        message.acknowledgement = std::move(fields);
        return true;
    }

    void skip_blanks() {
        while (at_ < bytes_.size() && (bytes_[at_] == '\r' || bytes_[at_] == '\n' || bytes_[at_] == ' ')) {
            ++at_;
        }
    }

    base::Status read_block(char id, FinMessage& message) {
        if (id == '4') {
            return read_text_block(message);
        }
        if (id == '\0') {
            return fail(ErrorCode::invalid_input, "a block does not begin as '{1:' does", at_);
        }
        std::size_t end = closing_brace(bytes_, at_);
        std::string_view inside = bytes_.substr(at_ + 3, end == npos ? npos : end - at_ - 4);
        if (end == npos) {
            if (!message.end_marked) {
                return fail(ErrorCode::invalid_input,
                            std::string("block ") + id + " is cut short: its closing brace is missing", at_);
            }
            message.irregular_end = std::string("the trailer {") + id + ":} is cut short";
            end = std::min(bytes_.find("{1:", at_ + 3), bytes_.size());  // the next message is not part of it
            inside = bytes_.substr(at_ + 3, end - at_ - 3);
        }
        if ((id == '1' && !message.basic_header.empty()) ||
            (id == '2' && !message.application_header.empty())) {
            return fail(ErrorCode::invalid_input, std::string("block ") + id + " stands twice", at_);
        }
        at_ = end;
        switch (id) {
            case '1': message.basic_header = inside; break;
            case '2': message.application_header = inside; break;
            case '3': read_pairs(inside, message.user_header); break;
            default: read_pairs(inside, message.trailers); break;
        }
        return {};
    }

    base::Status read_text_block(FinMessage& message) {
        const std::size_t start = at_ + 3;
        std::size_t first = start;
        while (first < bytes_.size() &&
               (bytes_[first] == '\r' || bytes_[first] == '\n' || bytes_[first] == ' ')) {
            ++first;
        }
        if (first < bytes_.size() && bytes_[first] == '{') {
            const std::size_t end = closing_brace(bytes_, at_);
            if (end == npos) {
                return fail(ErrorCode::invalid_input, "block 4 is cut short: its closing brace is missing",
                            at_);
            }
            message.system_text = true;
            message.end_marked = true;
            read_pairs(bytes_.substr(start, end - start - 1), message.text);
            at_ = end;
            return {};
        }
        const std::size_t end = text_end(start, message);
        if (end == npos) {
            return fail(ErrorCode::invalid_input,
                        "the message is cut short: block 4 does not end with '-}' on a line of its own", at_);
        }
        message.end_marked = true;
        read_fields(bytes_.substr(start, end - start), message);
        at_ = end + 2;
        return {};
    }

    // Position of "-}" at the start of a line, else of the last one inside a line; before the next message
    // begins.
    std::size_t text_end(std::size_t start, FinMessage& message) const {
        const std::string_view text = bytes_.substr(0, bytes_.find("{1:", start));
        std::size_t last = npos;
        for (std::size_t at = start; (at = text.find("-}", at)) != npos; ++at) {
            if (at == start || text[at - 1] == '\n' || text[at - 1] == '\r') {
                return at;
            }
            last = at;
        }
        if (last != npos) {
            message.irregular_end = "the text ends with '-}' behind other text, not on a line of its own";
        }
        return last;
    }

    void read_bare(FinMessage& message) {
        std::size_t end = bytes_.size();
        std::size_t after = end;
        for (std::size_t line = at_; line < bytes_.size();) {
            const std::size_t line_end = std::min(bytes_.find('\n', line), bytes_.size());
            const std::string_view text = base::trim(bytes_.substr(line, line_end - line));
            if (text == "-" || text == "-}" || text.starts_with("$") || text.starts_with("-}$")) {
                message.end_marked = text.starts_with("-");
                end = line;
                after = text.starts_with("$")    ? line
                        : text.starts_with("-}") ? bytes_.find("-}", line) + 2
                                                 : bytes_.find('-', line) + 1;
                break;
            }
            line = line_end + 1;
        }
        read_fields(bytes_.substr(at_, end - at_), message);
        at_ = after;
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
};

}  // namespace

bool looks_like_fin(std::string_view bytes) {
    while (!bytes.empty() && between_messages(bytes.front())) {
        bytes.remove_prefix(1);
    }
    return (bytes.size() > 2 && bytes[0] == '{' && bytes[2] == ':' &&
            (is_digit(bytes[1]) || bytes[1] == 'S')) ||
           field_start(bytes) > 0;
}

std::vector<FinReading> read_fin(std::string_view bytes, std::size_t messages_max) {
    return FinReader(bytes).read(messages_max);
}

std::vector<std::string_view> fin_lines(std::string_view value) {
    std::vector<std::string_view> lines = base::split(value, '\n');
    for (std::string_view& line : lines) {
        if (!line.empty() && line.back() == '\r') {
            line.remove_suffix(1);
        }
    }
    return lines;
}

}  // namespace cordon::codec
