// server/worker_pool.h: a fixed number of threads that share out numbered work.
//
// Role:    the only threads of the screening path: screening itself is a pure function, so the edge runs it
//          on as many threads as it likes. run() hands body(0) ... body(count - 1) out in order and returns
//          when all are done.
// Threads: run() is for one caller at a time; body is called from several threads at once.
// Determinism: which thread does which number is not fixed; results must be kept by number.
// Cost:    one lock for each number handed out; give each number enough to do.
// Errors:  none; body must not throw.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace cordon::server {

class WorkerPool {
public:
    explicit WorkerPool(std::size_t threads);  // 0: as many as the machine has
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    void run(std::size_t count, const std::function<void(std::size_t)>& body);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace cordon::server
