#include "server/payment_desk.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.h"

namespace cordon::server {

namespace {

using engine::RecordedVerdict;
using Clock = std::chrono::steady_clock;

std::unexpected<base::Error> busy(std::string_view why) {
    return base::fail(base::ErrorCode::unavailable, std::string(why));
}

// Then it is one message of the group that cannot be recorded, not the record.
bool is_of_one_message(const base::Error& error) {
    switch (error.code) {
        case base::ErrorCode::invalid_input:
        case base::ErrorCode::unsupported:
        case base::ErrorCode::limit_exceeded:
        case base::ErrorCode::not_found:
        case base::ErrorCode::corrupt: return true;
        case base::ErrorCode::conflict:  // another process is writing
        case base::ErrorCode::stale:
        case base::ErrorCode::unavailable: return false;
    }
    return false;
}

}  // namespace

struct PaymentDesk::State {
    struct Waiting {
        std::shared_ptr<const engine::PaymentGate> gate;
        engine::ExaminedMessage message;
        std::optional<base::Result<RecordedVerdict>> answer;
        std::condition_variable answered;
    };
    using Group = std::vector<std::shared_ptr<Waiting>>;

    State(OpenRecord how, std::function<base::Instant()> clock, const DeskLimits& bounds)
        : open(std::move(how)), now(std::move(clock)), limits(bounds) {}

    void run() {
        std::unique_lock held(lock);
        for (;;) {
            const auto work = [this] { return stopping || !queue.empty(); };
            if (unsigned_since) {
                came.wait_until(held, *unsigned_since + std::chrono::milliseconds(limits.checkpoint_ms),
                                work);
            } else {
                came.wait(held, work);
            }
            if (!queue.empty()) {
                Group group = take_group();
                held.unlock();
                auto answers = record_group(group);
                held.lock();
                hand_out(group, std::move(answers));
            }
            const bool due = unsigned_since && Clock::now() - *unsigned_since >=
                                                   std::chrono::milliseconds(limits.checkpoint_ms);
            const bool end = stopping && queue.empty();
            if (due || (end && unsigned_since)) {
                unsigned_since.reset();
                held.unlock();
                const bool was_signed = sign_log();
                held.lock();
                ++(was_signed ? counts.signed_logs : counts.sign_failures);
            }
            if (end && queue.empty()) {
                return;
            }
        }
    }

    // The lock is held, here and in hand_out.
    Group take_group() {
        const std::size_t count = std::min<std::size_t>(queue.size(), limits.group_max);
        Group group(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(count));
        queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(count));
        return group;
    }

    void hand_out(const Group& group, std::vector<base::Result<RecordedVerdict>> answers) {
        CORDON_CHECK(answers.size() == group.size());
        ++counts.groups;
        for (std::size_t at = 0; at < group.size(); ++at) {
            ++(answers[at] ? counts.recorded : counts.failed);
            waiting_bytes -= group[at]->message.bytes.size();
            group[at]->answer = std::move(answers[at]);
            group[at]->answered.notify_all();
        }
        if (!unsigned_since) {
            unsigned_since = Clock::now();
        }
    }

    std::vector<base::Result<RecordedVerdict>> record_group(const Group& group) {
        std::vector<base::Result<RecordedVerdict>> answers;
        auto all = record_some(group);
        if (all) {
            std::ranges::move(*all, std::back_inserter(answers));
            return answers;
        }
        bool goes_on = is_of_one_message(all.error());
        for (const auto& one : group) {
            base::Result<std::vector<RecordedVerdict>> alone = std::unexpected(all.error());
            if (goes_on && group.size() > 1) {
                alone = record_some({one});
                goes_on = alone || is_of_one_message(alone.error());
            }
            if (alone) {
                answers.emplace_back(std::move(alone->front()));
            } else {
                answers.emplace_back(std::unexpected(alone.error()));
            }
        }
        return answers;
    }

    base::Result<std::vector<RecordedVerdict>> record_some(const Group& group) {
        if (store == nullptr) {
            CORDON_ASSIGN(store, open());
        }
        std::vector<engine::MessageToRecord> messages;
        messages.reserve(group.size());
        for (const auto& one : group) {
            messages.push_back({one->gate.get(), &one->message});
        }
        auto recorded = engine::record_messages(*store, messages, now());
        if (!recorded && store_is_spent(recorded.error())) {
            store.reset();
        }
        return recorded;
    }

    bool sign_log() {
        if (store == nullptr) {
            return false;
        }
        const bool done = store->checkpoint(now()).has_value();
        if (!done) {
            store.reset();  // the next minute tries again
        }
        return done;
    }

    OpenRecord open;
    std::function<base::Instant()> now;
    DeskLimits limits;
    std::unique_ptr<engine::VerdictStore> store;  // of the desk's thread

    std::mutex lock;
    std::condition_variable came;
    std::deque<std::shared_ptr<Waiting>> queue;
    std::uint64_t waiting_bytes = 0;  // with those that are being recorded
    std::optional<Clock::time_point> unsigned_since;
    bool stopping = false;
    DeskCounts counts;
    std::thread thread;
};

PaymentDesk::PaymentDesk(OpenRecord open, std::function<base::Instant()> now, const DeskLimits& limits)
    : state_(std::make_unique<State>(std::move(open), std::move(now), limits)) {
    state_->thread = std::thread([this] { state_->run(); });
}

PaymentDesk::~PaymentDesk() {
    stop();
}

void PaymentDesk::stop() {
    {
        const std::lock_guard held(state_->lock);
        state_->stopping = true;
    }
    state_->came.notify_all();
    if (state_->thread.joinable()) {
        state_->thread.join();
    }
}

base::Result<RecordedVerdict> PaymentDesk::record(std::shared_ptr<const engine::PaymentGate> gate,
                                                  engine::ExaminedMessage message) {
    State& state = *state_;
    auto mine = std::make_shared<State::Waiting>();
    mine->gate = std::move(gate);
    mine->message = std::move(message);
    const std::uint64_t bytes = mine->message.bytes.size();
    std::unique_lock held(state.lock);
    if (state.stopping || state.queue.size() >= state.limits.waiting_max ||
        state.waiting_bytes + bytes > state.limits.waiting_bytes_max) {
        ++state.counts.refused;
        return busy(state.stopping ? "the service is stopping; send the message again"
                                   : "too many messages wait for the record; send the message again");
    }
    state.waiting_bytes += bytes;
    state.queue.push_back(mine);
    state.came.notify_one();
    const bool answered = mine->answered.wait_for(held, std::chrono::milliseconds(state.limits.wait_ms_max),
                                                  [&] { return mine->answer.has_value(); });
    if (!answered) {
        ++state.counts.refused;
        if (std::erase(state.queue, mine) > 0) {
            state.waiting_bytes -= bytes;
        }
        return busy("the record takes too long; send the message again");
    }
    return *std::move(mine->answer);
}

DeskCounts PaymentDesk::counts() const {
    const std::lock_guard held(state_->lock);
    DeskCounts counts = state_->counts;
    counts.waiting = state_->queue.size();
    counts.waiting_bytes = state_->waiting_bytes;
    return counts;
}

}  // namespace cordon::server
