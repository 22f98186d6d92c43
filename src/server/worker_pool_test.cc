// Goal: every number is done exactly once, whatever the number of threads and however often the pool is used.
#include "server/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace cordon::server {
namespace {

TEST(WorkerPool, EveryNumberOnce) {
    for (const std::size_t threads : {1U, 2U, 5U}) {
        WorkerPool pool(threads);
        for (const std::size_t count : {0U, 1U, 3U, 1000U}) {
            std::vector<std::atomic<int>> done(count);
            pool.run(count, [&](std::size_t number) { ++done[number]; });
            for (const auto& times : done) {
                ASSERT_EQ(times, 1);
            }
        }
    }
}

}  // namespace
}  // namespace cordon::server
