#include "engine/policy_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/strings.h"
#include "engine/policy_keys.h"

namespace cordon::engine {

using base::ErrorCode;
using codec::JsonValue;
using model::PaymentRole;

namespace {

constexpr std::size_t items_max = 10'000;  // of one list of the file

std::string in_words(const std::vector<std::string_view>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

std::optional<PaymentRole> role_named(std::string_view name) {
    for (int number = 0; number <= static_cast<int>(PaymentRole::other_party); ++number) {
        const auto role = static_cast<PaymentRole>(number);
        if (to_string(role) == name) {
            return role;
        }
    }
    return std::nullopt;
}

}  // namespace

std::string PolicyReader::named(std::string_view key) const {
    return place_.empty() || key.empty() ? place_ + std::string(key)
                                         : fmt::format("{}.{}", place_, base::shown(key, 60));
}

void PolicyReader::refuse(std::string_view key, std::string_view what) {
    if (status_) {
        const std::string place = named(key);
        status_ = base::fail(ErrorCode::invalid_input,
                             fmt::format("{} {}", place.empty() ? "the policy" : place, what));
    }
}

void PolicyReader::refuse_choice(std::string_view key, const std::vector<std::string_view>& words) {
    refuse(key, "is not one of " + in_words(words));
}

void PolicyReader::adopt(base::Status status) {
    if (status_ && !status) {
        status_ = std::move(status);
    }
}

const JsonValue* PolicyReader::find(std::string_view key) {
    asked_.emplace(key);
    return table_.find(key);
}

const codec::JsonArray& PolicyReader::array(std::string_view key) {
    static const codec::JsonArray none;
    const JsonValue* value = find(key);
    if (value == nullptr) {
        return none;
    }
    if (value->array() == nullptr || value->array()->size() > items_max) {
        refuse(key, fmt::format("is not a list of at most {}", items_max));
        return none;
    }
    return *value->array();
}

void PolicyReader::text(std::string_view key, std::string& into) {
    if (const JsonValue* value = find(key)) {
        if (value->string() == nullptr) {
            refuse(key, "is not a text in quotes");
            return;
        }
        into = *value->string();
    }
}

void PolicyReader::texts(std::string_view key, std::vector<std::string>& into) {
    for (const JsonValue& value : array(key)) {
        if (value.string() == nullptr || value.string()->empty()) {
            refuse(key, "holds something that is not a text in quotes");
            return;
        }
        if (std::ranges::find(into, *value.string()) != into.end()) {
            refuse(key, fmt::format("names '{}' twice", base::shown(*value.string(), 40)));
            return;
        }
        into.push_back(*value.string());
    }
}

void PolicyReader::boolean(std::string_view key, bool& into) {
    if (const JsonValue* value = find(key)) {
        if (value->boolean() == nullptr) {
            refuse(key, "is neither true nor false");
            return;
        }
        into = *value->boolean();
    }
}

void PolicyReader::count(std::string_view key, std::uint32_t& into) {
    constexpr std::int64_t count_max = 100'000'000;
    if (const JsonValue* value = find(key)) {
        const auto* number = value->integer();
        if (number == nullptr || *number < 0 || *number > count_max) {
            refuse(key, fmt::format("is not a whole number from 0 to {}", count_max));
            return;
        }
        into = static_cast<std::uint32_t>(*number);
    }
}

void PolicyReader::share(std::string_view key, double& into) {
    if (const JsonValue* value = find(key)) {
        const double number = value->integer() != nullptr ? static_cast<double>(*value->integer())
                              : value->real() != nullptr  ? *value->real()
                                                          : -1.0;
        if (!(number >= 0 && number <= 1)) {
            refuse(key, "is not a number from 0 to 1");
            return;
        }
        into = number;
    }
}

void PolicyReader::amount(std::string_view key, std::int64_t& into_e5) {
    if (const JsonValue* value = find(key)) {
        // a number with a point would be a rounded one
        const bool exact = value->string() != nullptr || value->integer() != nullptr;
        const auto read = exact ? model::amount_e5(value->as_text()) : std::nullopt;
        if (!read || *read < 0) {
            refuse(key, "is not an amount: a whole number, or a text such as \"1000.50\"");
            return;
        }
        into_e5 = *read;
    }
}

void PolicyReader::date(std::string_view key, base::Date& into) {
    if (const JsonValue* value = find(key)) {
        const auto read = base::parse_iso_date(value->as_text());
        if (!read) {
            refuse(key, "is not a day such as 2026-11-22");
            return;
        }
        into = *read;
    }
}

void PolicyReader::roles(std::string_view key, std::vector<PaymentRole>& into) {
    for (const JsonValue& value : array(key)) {
        const auto role = role_named(value.as_text());
        if (!role || value.string() == nullptr) {
            refuse(key,
                   fmt::format("holds '{}', which is not a role such as \"debtor\" or \"creditor agent\"",
                               base::shown(value.as_text(), 40)));
            return;
        }
        into.push_back(*role);
    }
}

void PolicyReader::keyed(std::string_view key, std::vector<decision::ListRule>& into) {
    const JsonValue* value = find(key);
    if (value == nullptr) {
        return;
    }
    if (value->object() == nullptr) {
        refuse(key, "is not a table");
        return;
    }
    for (const auto& [list, rule] : *value->object()) {
        PolicyReader inner(rule, fmt::format("{}.{}", named(key), base::shown(list, 40)));
        auto& made = into.emplace_back();
        made.list = list;
        describe(inner, made);
        adopt(inner.finish());
    }
    std::ranges::sort(into, {}, &decision::ListRule::list);
}

base::Status PolicyReader::finish() {
    if (status_ && table_.object() != nullptr) {
        for (const auto& [key, value] : *table_.object()) {
            if (!asked_.contains(key)) {
                std::vector<std::string_view> known(asked_.begin(), asked_.end());
                refuse(key, "is not a key; here it can be " + in_words(known));
                break;
            }
        }
    }
    return status_;
}

}  // namespace cordon::engine
