// base/result.h: how every function here says "it did not work".
//
// Role:    Result<T> is std::expected<T, Error>. An Error is an operating error: a broken file, a
//          full disk, a message that is not a payment. It carries a code (for the caller to branch on),
//          a sentence (for the person who reads the log) and a place (byte offset in the input, when
//          there is one). Our own bugs are CORDON_CHECK (base/check.h), never an Error.
// Rule:    an Error is never a verdict. Whoever turns an Error into pass/hold/block (only
//          decision/policy.h may) turns it into *hold*: this house fails closed.
// Threads: plain values.
// Cost:    the good path allocates nothing; an Error allocates its sentence.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace cordon::base {

// Closed set. A new code needs a line in docs/reference/errors.md and a test that provokes it.
enum class ErrorCode : std::uint8_t {
    invalid_input,   // the bytes or fields are not what the format says; retrying cannot help
    unsupported,     // well formed, but a kind that we do not read yet
    limit_exceeded,  // within the format, beyond a limit of ours (the sentence names the limit)
    not_found,       // a named thing is absent
    conflict,        // somebody else changed it first, or the four-eyes rule forbids it
    stale,           // the snapshot or list is older than policy allows
    unavailable,     // a dependency does not answer; retrying may help
    corrupt,         // stored bytes fail their checksum or chain; retrying cannot help, page someone
};

std::string_view to_string(ErrorCode code);

struct Error {
    ErrorCode code;
    std::string message;                        // one sentence, lower case, no full stop, no secrets
    std::optional<std::uint64_t> offset_bytes;  // where in the input, when known

    friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = std::expected<T, Error>;
using Status = std::expected<void, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message,
                                                 std::optional<std::uint64_t> offset_bytes = {}) {
    return std::unexpected(Error{code, std::move(message), offset_bytes});
}

// Adds what the caller was doing: "reading entry QDi.430: invalid date '31.02.1970'".
[[nodiscard]] std::unexpected<Error> fail_while(std::string_view doing, Error cause);

}  // namespace cordon::base

// libstdc++ 12 has std::expected without and_then/transform (those came with GCC 13), hence two macros.
//   CORDON_TRY(check_header(bytes));                  returns early on an Error
//   CORDON_ASSIGN(const auto root, parse_xml(bytes));  the same, else binds the value
#define CORDON_JOIN_(a, b) a##b
#define CORDON_JOIN(a, b) CORDON_JOIN_(a, b)
#define CORDON_TRY(expression)                                \
    do {                                                      \
        if (auto tried = (expression); !tried) {              \
            return std::unexpected(std::move(tried).error()); \
        }                                                     \
    } while (false)
#define CORDON_ASSIGN(declaration, expression) \
    CORDON_ASSIGN_(CORDON_JOIN(tried_, __LINE__), declaration, expression)
#define CORDON_ASSIGN_(tried, declaration, expression)    \
    auto tried = (expression);                            \
    if (!tried) {                                         \
        return std::unexpected(std::move(tried).error()); \
    }                                                     \
    declaration = *std::move(tried)
