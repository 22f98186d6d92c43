#include "codec/canonical_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/strings.h"
#include "base/utf8.h"

namespace cordon::codec {

namespace {

using base::ErrorCode;

constexpr std::int64_t exact_integer_max = std::int64_t{1} << 53U;

// RFC 8785 section 3.2.3: supplementary letters are surrogates, which stand below U+E000.
char32_t utf16_rank(char32_t letter) {
    return letter >= 0xE000U && letter <= 0xFFFFU ? letter + 0x110000U : letter;
}

bool before_in_utf16(std::string_view left, std::string_view right) {
    std::size_t at_left = 0;
    std::size_t at_right = 0;
    while (at_left < left.size() && at_right < right.size()) {
        const char32_t a = utf16_rank(base::next_code_point(left, at_left));
        const char32_t b = utf16_rank(base::next_code_point(right, at_right));
        if (a != b) {
            return a < b;
        }
    }
    return at_left == left.size() && at_right < right.size();
}

// ECMA-262, Number::toString for radix 10, from the shortest digits that read back the same.
std::string ecmascript_number(double number) {
    if (number == 0) {
        return "0";
    }
    std::array<char, 32> letters{};
    const auto [end, error] = std::to_chars(letters.data(), letters.data() + letters.size(),
                                            std::fabs(number), std::chars_format::scientific);
    const std::string_view text(letters.data(), static_cast<std::size_t>(end - letters.data()));
    const std::size_t exponent_at = text.find('e');
    std::string digits(text.substr(0, 1));
    if (exponent_at > 2) {
        digits += text.substr(2, exponent_at - 2);
    }
    int exponent = 0;
    const std::string_view written = text.substr(exponent_at + (text[exponent_at + 1] == '+' ? 2 : 1));
    std::from_chars(written.data(), written.data() + written.size(), exponent);
    const int count = static_cast<int>(digits.size());
    const int point = exponent + 1;  // digits before the decimal point
    std::string out = number < 0 ? "-" : "";
    if (count <= point && point <= 21) {
        return out + digits + std::string(static_cast<std::size_t>(point - count), '0');
    }
    if (0 < point && point <= 21) {
        return out + digits.substr(0, static_cast<std::size_t>(point)) + "." +
               digits.substr(static_cast<std::size_t>(point));
    }
    if (-6 < point && point <= 0) {
        return out + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    }
    out += digits.substr(0, 1);
    if (count > 1) {
        out += "." + digits.substr(1);
    }
    return out + fmt::format("e{:+d}", point - 1);
}

void append_string(std::string& out, const std::string& text) {
    JsonWriter writer;
    writer.string(text);
    out += writer.take();
}

base::Status append(std::string& out, const JsonValue& value);

base::Status append_object(std::string& out, const JsonObject& object) {
    std::vector<const JsonMember*> members;
    members.reserve(object.size());
    for (const JsonMember& member : object) {
        members.push_back(&member);
    }
    std::ranges::sort(members, [](const JsonMember* left, const JsonMember* right) {
        return before_in_utf16(left->first, right->first);
    });
    out += '{';
    for (std::size_t at = 0; at < members.size(); ++at) {
        if (at > 0) {
            if (members[at]->first == members[at - 1]->first) {
                return base::fail(
                    ErrorCode::invalid_input,
                    fmt::format("the key '{}' stands twice in one object", base::shown(members[at]->first)));
            }
            out += ',';
        }
        append_string(out, members[at]->first);
        out += ':';
        CORDON_TRY(append(out, members[at]->second));
    }
    out += '}';
    return {};
}

base::Status append(std::string& out, const JsonValue& value) {
    if (const JsonObject* object = value.object(); object != nullptr) {
        return append_object(out, *object);
    }
    if (const JsonArray* array = value.array(); array != nullptr) {
        out += '[';
        for (std::size_t at = 0; at < array->size(); ++at) {
            out += at > 0 ? "," : "";
            CORDON_TRY(append(out, (*array)[at]));
        }
        out += ']';
    } else if (const std::string* text = value.string(); text != nullptr) {
        append_string(out, *text);
    } else if (const bool* truth = value.boolean(); truth != nullptr) {
        out += *truth ? "true" : "false";
    } else if (const std::int64_t* integer = value.integer(); integer != nullptr) {
        if (*integer > exact_integer_max || *integer < -exact_integer_max) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("{} is beyond 2^53, which not every reader keeps exact", *integer));
        }
        out += std::to_string(*integer);
    } else if (const double* real = value.real(); real != nullptr) {
        if (std::fabs(*real) > static_cast<double>(exact_integer_max) && std::fabs(*real) < 1e21) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("{:g} is beyond 2^53, which not every reader keeps exact", *real));
        }
        out += ecmascript_number(*real);
    } else {
        out += "null";
    }
    return {};
}

}  // namespace

base::Result<std::string> canonical_json(const JsonValue& value) {
    std::string out;
    CORDON_TRY(append(out, value));
    return out;
}

}  // namespace cordon::codec
