#include <fmt/format.h>

#include <cmath>

#include "base/check.h"
#include "base/utf8.h"
#include "codec/json.h"

namespace cordon::codec {

namespace {

void append_escaped(std::string& out, char32_t letter) {
    switch (letter) {
        case U'"': out += "\\\""; return;
        case U'\\': out += "\\\\"; return;
        case U'\b': out += "\\b"; return;
        case U'\f': out += "\\f"; return;
        case U'\n': out += "\\n"; return;
        case U'\r': out += "\\r"; return;
        case U'\t': out += "\\t"; return;
        default: break;
    }
    if (letter < 0x20U) {
        out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(letter));
    } else {
        base::append_utf8(out, letter);
    }
}

}  // namespace

void JsonWriter::newline() {
    if (pretty_) {
        out_.push_back('\n');
        out_.append(2 * open_.size(), ' ');
    }
}

void JsonWriter::before_value() {
    if (open_.empty()) {
        CORDON_CHECK(!has_root_);
        has_root_ = true;
        return;
    }
    if (open_.back() == 'o') {
        CORDON_CHECK(after_key_);
        after_key_ = false;
        return;
    }
    if (has_items_.back()) {
        out_.push_back(',');
    }
    has_items_.back() = true;
    newline();
}

void JsonWriter::open(char bracket, char kind) {
    before_value();
    out_.push_back(bracket);
    open_.push_back(kind);
    has_items_.push_back(false);
}

void JsonWriter::close(char bracket, char kind) {
    CORDON_CHECK(!open_.empty() && open_.back() == kind && !after_key_);
    const bool had_items = has_items_.back();
    open_.pop_back();
    has_items_.pop_back();
    if (had_items) {
        newline();
    }
    out_.push_back(bracket);
}

JsonWriter& JsonWriter::begin_object() {
    open('{', 'o');
    return *this;
}

JsonWriter& JsonWriter::end_object() {
    close('}', 'o');
    return *this;
}

JsonWriter& JsonWriter::begin_array() {
    open('[', 'a');
    return *this;
}

JsonWriter& JsonWriter::end_array() {
    close(']', 'a');
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    CORDON_CHECK(!open_.empty() && open_.back() == 'o' && !after_key_);
    if (has_items_.back()) {
        out_.push_back(',');
    }
    has_items_.back() = true;
    newline();
    quoted(name);
    out_ += pretty_ ? ": " : ":";
    after_key_ = true;
    return *this;
}

void JsonWriter::quoted(std::string_view text) {
    out_.push_back('"');
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20U && byte < 0x80U && byte != '"' && byte != '\\') {
            out_.push_back(text[at++]);
        } else {
            append_escaped(out_, base::next_code_point(text, at));
        }
    }
    out_.push_back('"');
}

JsonWriter& JsonWriter::string(std::string_view text) {
    before_value();
    quoted(text);
    return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
    before_value();
    out_ += std::to_string(number);
    return *this;
}

JsonWriter& JsonWriter::real(double number, int decimals) {
    if (!std::isfinite(number)) {
        return null();
    }
    before_value();
    std::string text = fmt::format("{:.{}f}", number, decimals);
    if (text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos) {
        text.erase(0, 1);  // no "-0.00"
    }
    out_ += text;
    return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
    before_value();
    out_ += value ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::null() {
    before_value();
    out_ += "null";
    return *this;
}

std::string JsonWriter::take() {
    CORDON_CHECK(has_root_ && open_.empty());
    has_root_ = false;
    return std::exchange(out_, {});
}

}  // namespace cordon::codec
