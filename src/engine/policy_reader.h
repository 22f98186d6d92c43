// engine/policy_reader.h: one table of a policy file, read key by key into its members.
//
// Role:      keeps the first fault with the place where it stands ("schemes[2].marks[1].types"); a key that
//            was not asked for is a fault too. A key that is absent leaves its member alone.
// Ownership: views into the value tree, which must outlive the reader.
// Threads:   one reader a thread.
// Errors:    invalid_input, one sentence.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "codec/json.h"
#include "decision/policy.h"
#include "model/payment.h"

namespace cordon::engine {

class PolicyReader {
public:
    PolicyReader(const codec::JsonValue& table, std::string place) : table_(table), place_(std::move(place)) {
        if (table.object() == nullptr) {
            refuse("", "is not a table");
        }
    }

    void text(std::string_view key, std::string& into);
    void texts(std::string_view key, std::vector<std::string>& into);
    void boolean(std::string_view key, bool& into);
    void boolean_unless_default(std::string_view key, bool& into, bool /*usual*/) { boolean(key, into); }
    void count(std::string_view key, std::uint32_t& into);
    void share(std::string_view key, double& into);  // 0 to 1
    void amount(std::string_view key, std::int64_t& into_e5);
    void date(std::string_view key, base::Date& into);
    void roles(std::string_view key, std::vector<model::PaymentRole>& into);

    template <class Value, std::size_t Count>
    void choice(std::string_view key, Value& into,
                const std::array<std::pair<std::string_view, Value>, Count>& words) {
        if (const auto* value = find(key)) {
            read_choice(key, *value, into, words);
        }
    }
    template <class Value, std::size_t Count>
    void optional_choice(std::string_view key, std::optional<Value>& into,
                         const std::array<std::pair<std::string_view, Value>, Count>& words) {
        if (const auto* value = find(key)) {
            read_choice(key, *value, into.emplace(), words);
        }
    }
    template <class Value, std::size_t Count>
    void choices(std::string_view key, std::vector<Value>& into,
                 const std::array<std::pair<std::string_view, Value>, Count>& words) {
        for (const codec::JsonValue& value : array(key)) {
            Value one{};
            read_choice(key, value, one, words);
            into.push_back(one);
        }
    }
    template <class Table>
    void table(std::string_view key, Table& into) {
        if (const auto* value = find(key)) {
            PolicyReader inner(*value, named(key));
            describe(inner, into);
            adopt(inner.finish());
        }
    }
    template <class Table>
    void table_unless_default(std::string_view key, Table& into) {
        table(key, into);
    }
    template <class Table>
    void tables(std::string_view key, std::vector<Table>& into) {
        std::size_t number = 0;
        for (const codec::JsonValue& value : array(key)) {
            PolicyReader inner(value, named(key) + "[" + std::to_string(++number) + "]");
            describe(inner, into.emplace_back());
            adopt(inner.finish());
        }
    }
    // [lists.un]: the key of the table is a member of it.
    void keyed(std::string_view key, std::vector<decision::ListRule>& into);

    // REQUIRES: every key was asked for.
    [[nodiscard]] base::Status finish();

private:
    const codec::JsonValue* find(std::string_view key);
    const codec::JsonArray& array(std::string_view key);
    std::string named(std::string_view key) const;
    void refuse(std::string_view key, std::string_view what);
    void adopt(base::Status status);
    void refuse_choice(std::string_view key, const std::vector<std::string_view>& words);

    template <class Value, std::size_t Count>
    void read_choice(std::string_view key, const codec::JsonValue& value, Value& into,
                     const std::array<std::pair<std::string_view, Value>, Count>& words) {
        std::vector<std::string_view> known;
        for (const auto& [word, meaning] : words) {
            if (value.string() != nullptr && *value.string() == word) {
                into = meaning;
                return;
            }
            known.push_back(word);
        }
        refuse_choice(key, known);
    }

    const codec::JsonValue& table_;
    std::string place_;
    std::set<std::string, std::less<>> asked_;
    base::Status status_;
};

}  // namespace cordon::engine
