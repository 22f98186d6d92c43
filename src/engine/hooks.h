// engine/hooks.h: what a long piece of work borrows from its caller: threads, and somebody to tell.
//
// Role:    the engine has no threads and no terminal; the edges hand both in.
// Rules:   ParallelFor calls body(0) to body(n - 1), each once, in any order and on any threads, and returns
//          when all are done. Progress is called from the caller's thread only, with done <= total.
// Threads: see Rules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace cordon::engine {

using ParallelFor = std::function<void(std::size_t count, const std::function<void(std::size_t)>& body)>;
using Progress = std::function<void(std::string_view stage, std::uint64_t done, std::uint64_t total)>;

struct Hooks {
    ParallelFor parallel_for = [](std::size_t count, const std::function<void(std::size_t)>& body) {
        for (std::size_t index = 0; index < count; ++index) {
            body(index);
        }
    };
    Progress progress = [](std::string_view, std::uint64_t, std::uint64_t) {};
};

}  // namespace cordon::engine
