#include "trade/control_lua.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include "base/strings.h"
#include "base/utf8.h"
#include "trade/control_fields.h"

namespace cordon::trade {

using base::ErrorCode;

namespace {

enum class TokenKind : std::uint8_t { name, text, sign, end };

struct Token {
    TokenKind kind = TokenKind::end;
    std::string text;  // of a name "m.IS"; of a text its content; of a sign one letter
    std::uint64_t line = 0;
};

bool name_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_' ||
           (letter >= '0' && letter <= '9') || letter == '.';
}

// Lua's tokens, as far as a table of marks needs them (Lua 5.1 manual, 2.1).
class Lexer {
public:
    explicit Lexer(std::string_view bytes) : bytes_{bytes} {}

    [[nodiscard]] base::Result<Token> next() {
        CORDON_TRY(pass_blanks());
        Token token;
        token.line = line_;
        if (at_ == bytes_.size()) {
            return token;
        }
        const char letter = bytes_[at_];
        if (letter == '"' || letter == '\'') {
            token.kind = TokenKind::text;
            CORDON_ASSIGN(token.text, quoted(letter));
        } else if (const std::optional<std::size_t> level = long_bracket()) {
            token.kind = TokenKind::text;
            CORDON_ASSIGN(token.text, bracketed(*level));
        } else if (name_letter(letter)) {
            token.kind = TokenKind::name;
            while (at_ < bytes_.size() && name_letter(bytes_[at_])) {
                token.text += bytes_[at_++];
            }
        } else {
            token.kind = TokenKind::sign;
            token.text = letter;
            ++at_;
        }
        return token;
    }

private:
    [[nodiscard]] std::unexpected<base::Error> unclosed(std::string_view what, std::uint64_t line) const {
        return base::fail(ErrorCode::invalid_input,
                          fmt::format("line {}: {} is never closed; the file may be cut off", line, what));
    }
    [[nodiscard]] base::Status pass_blanks() {
        for (;;) {
            while (at_ < bytes_.size() && (bytes_[at_] == ' ' || bytes_[at_] == '\t' || bytes_[at_] == '\r' ||
                                           bytes_[at_] == '\n')) {
                line_ += bytes_[at_++] == '\n' ? 1U : 0U;
            }
            if (!bytes_.substr(at_).starts_with("--")) {
                return {};
            }
            at_ += 2;
            if (const std::optional<std::size_t> level = long_bracket()) {
                CORDON_TRY(bracketed(*level));
            } else {
                at_ = std::min(bytes_.find('\n', at_), bytes_.size());
            }
        }
    }
    // The number of '=' between the two brackets that stand here.
    [[nodiscard]] std::optional<std::size_t> long_bracket() const {
        if (at_ >= bytes_.size() || bytes_[at_] != '[') {
            return std::nullopt;
        }
        const std::size_t after = bytes_.find_first_not_of('=', at_ + 1);
        if (after == std::string_view::npos || bytes_[after] != '[') {
            return std::nullopt;
        }
        return after - at_ - 1;
    }
    [[nodiscard]] base::Result<std::string> bracketed(std::size_t level) {
        const std::uint64_t line = line_;
        const std::string end = "]" + std::string(level, '=') + "]";
        at_ += level + 2;
        const std::size_t stop = bytes_.find(end, at_);
        if (stop == std::string_view::npos) {
            return unclosed("a text in [[ ]]", line);
        }
        std::string text(bytes_.substr(at_, stop - at_));
        for (const char letter : text) {
            line_ += letter == '\n' ? 1U : 0U;
        }
        at_ = stop + end.size();
        return text;
    }
    [[nodiscard]] base::Result<std::string> quoted(char quote) {
        std::string text;
        ++at_;
        while (at_ < bytes_.size() && bytes_[at_] != quote && bytes_[at_] != '\n') {
            if (bytes_[at_] == '\\' && at_ + 1 < bytes_.size()) {
                ++at_;
            }
            text += bytes_[at_++];
        }
        if (at_ >= bytes_.size() || bytes_[at_] != quote) {
            return unclosed("a text in quotes", line_);
        }
        ++at_;
        return text;
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::uint64_t line_ = 1;
};

// The fields of one table, as far as marks have them.
struct TableFields {
    std::uint64_t line = 0;
    std::map<std::string, std::string> fields;
};

struct Holding {
    std::string holder;
    FactStatus status = FactStatus::held;
    std::string note;
};

constexpr auto colours = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"black", "ISIL"},
    {"grey", "ANF_HTS"},
    {"gray", "ANF_HTS"},
    {"white", "ANF_HTS"},
    {"red", "GOVERNMENT"},
    {"yellow", "SDF"},
    {"lime", "OPPOSITION"},
    {"green", "OPPOSITION"},
});

constexpr auto short_names = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"is", "ISIL"},
    {"isil", "ISIL"},
    {"isis", "ISIL"},
    {"jan", "ANF_HTS"},
    {"hts", "ANF_HTS"},
    {"alqaeda", "AL_QAIDA"},
    {"aq", "AL_QAIDA"},
    {"aqap", "AQAP"},
    {"gov", "GOVERNMENT"},
    {"sdf", "SDF"},
    {"ypg", "SDF"},
    {"kurd", "SDF"},
    {"pesh", "PESHMERGA"},
    {"opp", "OPPOSITION"},
    {"reb", "OPPOSITION"},
    {"turk", "TURKEY"},
});

// The colours that stand in an icon's name as words of their own, each once.
std::vector<std::string_view> colours_in(const std::string& icon) {
    std::vector<std::string_view> found;
    std::string word;
    for (std::size_t at = 0; at <= icon.size(); ++at) {
        const char letter = at < icon.size() ? icon[at] : '\0';
        if (letter >= 'a' && letter <= 'z') {
            word += letter;
            continue;
        }
        for (const auto& [colour, holder] : colours) {
            if (word == colour && std::ranges::find(found, holder) == found.end()) {
                found.push_back(holder);
            }
        }
        word.clear();
    }
    return found;
}

std::optional<Holding> holding_of(const std::string& mark) {
    const std::string icon = base::ascii_lower(mark);
    if (icon.starts_with("m.")) {  // m.IS, m.gov_oil, m.conSyrIS
        const std::string_view name = std::string_view(icon).substr(2);
        const std::string_view head = name.substr(0, name.find('_'));
        for (const auto& [word, holder] : short_names) {
            if (head == word) {
                return Holding{std::string(holder), FactStatus::held, ""};
            }
        }
        if (head.starts_with("con") &&
            (head.ends_with("is") || head.find("isil") != std::string_view::npos)) {
            return Holding{"ISIL", FactStatus::contested, ""};
        }
        if (head.starts_with("con") && head.ends_with("jan")) {
            return Holding{"ANF_HTS", FactStatus::contested, ""};
        }
        return std::nullopt;
    }
    const std::vector<std::string_view> found = colours_in(icon);
    if (found.empty()) {
        return std::nullopt;
    }
    std::string_view holder = found.front();
    for (const std::string_view other : found) {
        if (known_holder(other).listed) {
            holder = other;
            break;
        }
    }
    Holding holding{std::string(holder), FactStatus::held, ""};
    if (icon.find("map-circle") != std::string::npos) {
        holding.status = FactStatus::contested;
        holding.note = "besieged";
    } else if (icon.find("anim") != std::string::npos || icon.find("contested") != std::string::npos) {
        holding.status = FactStatus::contested;
    } else if (found.size() > 1) {
        holding.status = FactStatus::partial;
        holding.note = "held together with others";
    }
    return holding;
}

// "[[Al-Qa'im_border_crossing|Al-Qaim]]" is Al-Qaim; "[[Zuwair]]" is Zuwair.
std::string label_text(std::string_view label) {
    const std::size_t open = label.find("[[");
    if (open != std::string_view::npos) {
        label.remove_prefix(open + 2);
        label = label.substr(0, label.find("]]"));
        const std::size_t bar = label.rfind('|');
        label = bar == std::string_view::npos ? label : label.substr(bar + 1);
        label = label.substr(0, label.find('#'));
    }
    return base::collapse_whitespace(base::replace_all(label, "_", " "));
}

// The marks among the tables of a module.
class ModuleReader {
public:
    [[nodiscard]] base::Status take(const TableFields& table) {
        const auto field = [&](const char* name) {
            const auto found = table.fields.find(name);
            return found == table.fields.end() ? std::string() : found->second;
        };
        if (!table.fields.contains("lat") && !table.fields.contains("long")) {
            return {};
        }
        const auto wrong = [&](const std::string& what) {
            return base::fail(ErrorCode::invalid_input, fmt::format("line {}: {}", table.line, what));
        };
        if (!table.fields.contains("lat") || !table.fields.contains("long")) {
            return wrong("a mark has only one of lat and long; it needs both");
        }
        const auto point = read_point(field("lat"), field("long"));
        if (!point) {
            return wrong(point.error().message);
        }
        const std::optional<Holding> holding = holding_of(field("mark"));
        if (!holding) {
            ++passed_over_[field("mark")];
            return {};
        }
        MapMark mark;
        mark.point = *point;
        mark.holder = holding->holder;
        mark.status = holding->status;
        mark.note = holding->note;
        mark.line = table.line;
        mark.name = label_text(field("label").empty() ? field("link") : field("label"));
        if (mark.name.empty()) {
            mark.name = fmt::format("unnamed mark at {}, {}", field("lat"), field("long"));
        }
        read_.marks.push_back(std::move(mark));
        return {};
    }
    [[nodiscard]] base::Result<LuaMarks> done() {
        if (read_.marks.empty() && passed_over_.empty()) {
            return base::fail(ErrorCode::invalid_input,
                              "no mark in it; a mark is { lat = \"...\", long = \"...\", mark = \"...\" }");
        }
        for (const auto& [icon, count] : passed_over_) {
            read_.remarks.push_back(
                {0, "",
                 fmt::format("the icon '{}' says nothing about a holder; {} marks passed over",
                             base::shown(icon, 60), count)});
        }
        return std::move(read_);
    }

private:
    LuaMarks read_;
    std::map<std::string, std::uint64_t> passed_over_;
};

// Reads fields into the innermost open table; a finished table goes to the reader.
base::Status read_tables(Lexer& lexer, ModuleReader& reader) {
    constexpr std::size_t depth_max = 64;
    std::vector<TableFields> open;
    std::string key;     // the name before a '='
    bool value = false;  // a '=' came after it
    bool index = false;  // inside the brackets of ["lat"]
    for (;;) {
        CORDON_ASSIGN(const Token token, lexer.next());
        if (token.kind == TokenKind::end) {
            break;
        }
        if (token.kind == TokenKind::sign && token.text == "{") {
            if (open.size() == depth_max) {
                return base::fail(
                    ErrorCode::limit_exceeded,
                    fmt::format("line {}: more than {} tables inside each other", token.line, depth_max));
            }
            open.push_back({token.line, {}});
        } else if (token.kind == TokenKind::sign && token.text == "}") {
            if (open.empty()) {
                return base::fail(
                    ErrorCode::invalid_input,
                    fmt::format("line {}: a }} closes nothing; one {{ may be missing", token.line));
            }
            CORDON_TRY(reader.take(open.back()));
            open.pop_back();
        } else if (token.kind == TokenKind::sign && token.text == "=" && !key.empty()) {
            value = true;
            continue;
        } else if (token.kind == TokenKind::sign && (token.text == "[" || (token.text == "]" && index))) {
            index = token.text == "[";
            continue;
        } else if (token.kind != TokenKind::sign) {
            if (value && !open.empty()) {
                if (!open.back().fields.emplace(key, token.text).second) {
                    return base::fail(
                        ErrorCode::invalid_input,
                        fmt::format("line {}: a mark says '{}' twice", token.line, base::shown(key, 40)));
                }
            }
            key = !value && (index || token.kind == TokenKind::name) ? token.text : "";
            value = false;
            continue;
        } else if (value && token.text == "-") {
            CORDON_ASSIGN(const Token number, lexer.next());  // a negative number
            if (!open.empty()) {
                open.back().fields.emplace(key, "-" + number.text);
            }
        }
        key.clear();
        value = index = false;
    }
    if (!open.empty()) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("line {}: a {{ is never closed; the file may be cut off", open.back().line));
    }
    return {};
}

}  // namespace

base::Result<LuaMarks> read_map_module(std::string_view bytes) {
    if (bytes.size() > table_bytes_max) {
        return base::fail(ErrorCode::limit_exceeded, fmt::format("the module has {} bytes, the limit is {}",
                                                                 bytes.size(), table_bytes_max));
    }
    if (base::first_invalid_utf8(bytes) || bytes.find('\0') != std::string_view::npos) {
        return base::fail(ErrorCode::invalid_input, "the module is no UTF-8 text; save it as UTF-8");
    }
    Lexer lexer(bytes);
    ModuleReader reader;
    CORDON_TRY(read_tables(lexer, reader));
    return reader.done();
}

}  // namespace cordon::trade
