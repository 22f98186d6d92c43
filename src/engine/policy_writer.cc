#include "engine/policy_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/policy_keys.h"

namespace cordon::engine {

using codec::JsonArray;
using codec::JsonObject;
using codec::JsonValue;

namespace {

JsonValue text_value(std::string text) {
    return JsonValue(JsonValue::Storage(std::move(text)));
}

class PolicyWriter {
public:
    void text(std::string_view key, const std::string& value) { add(key, text_value(value)); }
    void texts(std::string_view key, const std::vector<std::string>& values) {
        JsonArray array;
        for (const std::string& value : values) {
            array.push_back(text_value(value));
        }
        add(key, JsonValue(std::move(array)));
    }
    void boolean(std::string_view key, bool value) { add(key, JsonValue(value)); }
    // A key younger than kept policies, as table_unless_default.
    void boolean_unless_default(std::string_view key, bool value, bool usual) {
        if (value != usual) {
            boolean(key, value);
        }
    }
    void count(std::string_view key, std::uint32_t value) {
        add(key, JsonValue(static_cast<std::int64_t>(value)));
    }
    void share(std::string_view key, double value) { add(key, JsonValue(value)); }
    void amount(std::string_view key, std::int64_t value_e5) {
        constexpr std::int64_t unit = 100'000;
        add(key, text_value(fmt::format("{}.{:05}", value_e5 / unit, value_e5 % unit)));
    }
    void date(std::string_view key, const base::Date& value) { add(key, text_value(to_string(value))); }
    void roles(std::string_view key, const std::vector<model::PaymentRole>& values) {
        JsonArray array;
        for (const auto role : values) {
            array.push_back(text_value(std::string(to_string(role))));
        }
        add(key, JsonValue(std::move(array)));
    }
    template <class Value, class Words>
    void choice(std::string_view key, const Value& value, const Words& words) {
        add(key, text_value(std::string(word_of(value, words))));
    }
    template <class Value, class Words>
    void optional_choice(std::string_view key, const std::optional<Value>& value, const Words& words) {
        if (value) {
            choice(key, *value, words);
        }
    }
    template <class Value, class Words>
    void choices(std::string_view key, const std::vector<Value>& values, const Words& words) {
        JsonArray array;
        for (const Value& value : values) {
            array.push_back(text_value(std::string(word_of(value, words))));
        }
        add(key, JsonValue(std::move(array)));
    }
    template <class Table>
    void table(std::string_view key, Table& value) {
        add(key, tree_of(value));
    }
    // A table younger than kept policies: at its default it is not written, so that their hashes stand.
    template <class Table>
    void table_unless_default(std::string_view key, Table& value) {
        if (!(value == Table())) {
            table(key, value);
        }
    }
    template <class Table>
    void tables(std::string_view key, std::vector<Table>& values) {
        JsonArray array;
        for (Table& value : values) {
            array.push_back(tree_of(value));
        }
        add(key, JsonValue(std::move(array)));
    }
    void keyed(std::string_view key, std::vector<decision::ListRule>& values) {
        JsonObject tables;
        for (auto& value : values) {
            tables.emplace_back(value.list, tree_of(value));
        }
        add(key, JsonValue(std::move(tables)));
    }

    template <class Table>
    static JsonValue tree_of(Table& table) {
        PolicyWriter writer;
        describe(writer, table);
        return JsonValue(std::move(writer.members_));
    }

private:
    template <class Value, class Words>
    static std::string_view word_of(const Value& value, const Words& words) {
        for (const auto& [word, meaning] : words) {
            if (meaning == value) {
                return word;
            }
        }
        return "";  // a value that no file can give; reading it back refuses it
    }
    void add(std::string_view key, JsonValue value) {
        members_.emplace_back(std::string(key), std::move(value));
    }

    JsonObject members_;
};

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            out.push_back('\\');
            out.push_back(letter);
        } else if (code < 0x20 || code == 0x7f) {
            out += fmt::format("\\u{:04x}", code);
        } else {
            out.push_back(letter);
        }
    }
    return out + "\"";
}

std::string key_of(std::string_view key) {
    const bool bare = !key.empty() && std::ranges::all_of(key, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
    });
    return bare ? std::string(key) : quoted(key);
}

bool is_table_list(const JsonValue& value) {
    return value.array() != nullptr && !value.array()->empty() && value.array()->front().object() != nullptr;
}

std::string scalar(const JsonValue& value) {
    if (const auto* text = value.string()) return quoted(*text);
    if (const auto* number = value.real()) {
        const std::string shown = fmt::format("{}", *number);
        return shown.find_first_of(".e") == std::string::npos ? shown + ".0" : shown;
    }
    if (const auto* items = value.array()) {
        std::string out = "[";
        for (const JsonValue& item : *items) {
            out += (out.size() > 1 ? ", " : "") + scalar(item);
        }
        return out + "]";
    }
    return value.as_text();
}

// Scalars first: in TOML they belong to the table that was opened last.
void write_table(const JsonObject& table, const std::string& place, std::string& out) {
    for (const auto& [key, value] : table) {
        if (value.object() == nullptr && !is_table_list(value)) {
            out += fmt::format("{} = {}\n", key_of(key), scalar(value));
        }
    }
    for (const auto& [key, value] : table) {
        const std::string inner = place.empty() ? key_of(key) : place + "." + key_of(key);
        if (value.object() != nullptr) {
            out += fmt::format("\n[{}]\n", inner);
            write_table(*value.object(), inner, out);
        } else if (is_table_list(value)) {
            for (const JsonValue& item : *value.array()) {
                out += fmt::format("\n[[{}]]\n", inner);
                write_table(*item.object(), inner, out);
            }
        }
    }
}

}  // namespace

JsonValue policy_tree(const decision::Policy& policy) {
    decision::Policy copy = policy;  // describe() serves reading too
    return PolicyWriter::tree_of(copy);
}

std::string tree_to_toml(const JsonValue& tree) {
    std::string out;
    if (tree.object() != nullptr) {
        write_table(*tree.object(), "", out);
    }
    return out;
}

}  // namespace cordon::engine
