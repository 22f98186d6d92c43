#include "server/work_queue.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace cordon::server {

struct WorkQueue::State {
    mutable std::mutex mutex;
    std::condition_variable ready;
    std::deque<std::function<void()>> waiting;
    std::size_t waiting_max = 0;
    bool stopping = false;
    std::vector<std::thread> threads;

    void serve() {
        std::unique_lock lock(mutex);
        for (;;) {
            ready.wait(lock, [this] { return stopping || !waiting.empty(); });
            if (waiting.empty()) {
                return;
            }
            auto work = std::move(waiting.front());
            waiting.pop_front();
            lock.unlock();
            work();
            work = nullptr;  // what it holds ends outside the lock
            lock.lock();
        }
    }
};

WorkQueue::WorkQueue(std::size_t threads, std::size_t waiting_max) : state_(std::make_unique<State>()) {
    state_->waiting_max = waiting_max;
    for (std::size_t at = 0; at < threads; ++at) {
        state_->threads.emplace_back([state = state_.get()] { state->serve(); });
    }
}

WorkQueue::~WorkQueue() {
    stop();
}

bool WorkQueue::push(std::function<void()> work) {
    {
        const std::lock_guard lock(state_->mutex);
        if (state_->stopping || state_->waiting.size() >= state_->waiting_max) {
            return false;
        }
        state_->waiting.push_back(std::move(work));
    }
    state_->ready.notify_one();
    return true;
}

std::size_t WorkQueue::waiting() const {
    const std::lock_guard lock(state_->mutex);
    return state_->waiting.size();
}

bool WorkQueue::full() const {
    return waiting() >= state_->waiting_max;
}

void WorkQueue::stop() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->stopping = true;
    }
    state_->ready.notify_all();
    for (std::thread& thread : state_->threads) {
        if (thread.joinable()) {
            thread.join();
        }
    }
}

}  // namespace cordon::server
