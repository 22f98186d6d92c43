#include "server/worker_pool.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace cordon::server {

struct WorkerPool::State {
    std::mutex mutex;
    std::condition_variable work_ready;
    std::condition_variable all_done;
    const std::function<void(std::size_t)>* body = nullptr;
    std::size_t next = 0;
    std::size_t count = 0;
    std::size_t busy = 0;
    bool stopping = false;
    std::vector<std::jthread> threads;

    // Takes numbers until none is left. Entered and left with the lock held.
    void take_work(std::unique_lock<std::mutex>& lock) {
        while (next < count) {
            const std::size_t mine = next++;
            const auto& doing = *body;
            ++busy;
            lock.unlock();
            doing(mine);
            lock.lock();
            --busy;
        }
        if (busy == 0) {
            all_done.notify_all();
        }
    }

    void serve() {
        std::unique_lock lock(mutex);
        for (;;) {
            work_ready.wait(lock, [this] { return stopping || next < count; });
            if (stopping) {
                return;
            }
            take_work(lock);
        }
    }
};

WorkerPool::WorkerPool(std::size_t threads) : state_(std::make_unique<State>()) {
    const std::size_t wanted = threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads;
    for (std::size_t at = 1; at < wanted; ++at) {  // the caller of run() is one of them
        state_->threads.emplace_back([state = state_.get()] { state->serve(); });
    }
}

WorkerPool::~WorkerPool() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->stopping = true;
    }
    state_->work_ready.notify_all();
}

void WorkerPool::run(std::size_t count, const std::function<void(std::size_t)>& body) {
    std::unique_lock lock(state_->mutex);
    state_->body = &body;
    state_->next = 0;
    state_->count = count;
    state_->work_ready.notify_all();
    state_->take_work(lock);
    state_->all_done.wait(lock, [this] { return state_->busy == 0 && state_->next >= state_->count; });
    state_->body = nullptr;
    state_->count = 0;
    state_->next = 0;
}

}  // namespace cordon::server
