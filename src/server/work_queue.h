// server/work_queue.h: threads that do what is handed to them, and a queue before them that cannot grow.
//
// Role:    handlers of requests run here, away from the threads that speak to sockets. What does not fit
//          into the queue is refused at once: the caller sheds it.
// Threads: push from any; work runs on `threads` threads. stop() does what was taken, then ends.
// Cost:    one lock a piece.
// Errors:  none; work must not throw.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace cordon::server {

class WorkQueue {
public:
    WorkQueue(std::size_t threads, std::size_t waiting_max);
    ~WorkQueue();
    WorkQueue(const WorkQueue&) = delete;
    WorkQueue& operator=(const WorkQueue&) = delete;

    // False, and nothing is kept, when waiting_max pieces wait already or the queue was stopped.
    [[nodiscard]] bool push(std::function<void()> work);
    [[nodiscard]] std::size_t waiting() const;
    [[nodiscard]] bool full() const;
    // Takes no more, finishes what waits, joins the threads.
    void stop();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace cordon::server
