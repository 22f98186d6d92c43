// base/check.h: assertions that stay on in production.
//
// Role:    CORDON_CHECK states what must be true of *our own* code. A failed check is a bug here,
//          never a bad input: bad input is an Error (base/result.h). The process stops, because a
//          screening engine that goes on with a broken invariant may release a payment it should hold.
// Threads: safe from any thread.
// Cost:    one predictable branch. In the hottest loops use CORDON_DCHECK, off in release builds.
#pragma once

#include <source_location>

namespace cordon::base {

[[noreturn]] void check_failed(const char* condition, std::source_location where);

}  // namespace cordon::base

#define CORDON_CHECK(condition)         \
    ((condition) ? static_cast<void>(0) \
                 : ::cordon::base::check_failed(#condition, std::source_location::current()))

#ifdef NDEBUG
#define CORDON_DCHECK(condition) static_cast<void>(0)
#else
#define CORDON_DCHECK(condition) CORDON_CHECK(condition)
#endif
