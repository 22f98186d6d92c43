// reporting/wilson.h: how sure a share is, after so many trials.
//
// Role:        the 95 % score interval of a proportion (E. B. Wilson, JASA 22, 1927), which holds near 0
//              and 1 where the simple one fails.
// Threads:     pure functions.
// Errors:      none; zero trials say nothing: 0 to 1.
#pragma once

#include <cstdint>

namespace cordon::reporting {

struct Share {
    std::uint64_t count = 0;
    std::uint64_t of = 0;
    [[nodiscard]] double rate() const {
        return of == 0 ? 0 : static_cast<double>(count) / static_cast<double>(of);
    }
    [[nodiscard]] double low() const;
    [[nodiscard]] double high() const;
};

}  // namespace cordon::reporting
