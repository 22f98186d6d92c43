// server/gate_shelf.h: payment gates for many threads, by whose messages they judge and under which lists.
//
// Role:      a PaymentGate is for one thread and remembers answers, so gates are kept and lent. No more
//            messages are examined at once than there are processors: more would only cost memory.
// Rules:     a message is examined and judged under the lists as they stood when its request began. Lists
//            are the same for a gate while snapshot, policy, trade tables and the state of each list are: a
//            renewal that changes none of these keeps its gates and what they remember. Gates of lists that
//            are no longer served end with their last message.
// Ownership: a gate keeps the lists it was made for.
// Threads:   examine() from any thread; it waits for a place. when_read is called once the message is read
//            and before it is screened.
// Cost:      a gate remembers up to 200,000 answers; at most 2 x places gates are kept.
// Errors:    none. REQUIRES lists->snapshot and lists->policy.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "engine/payment_gate.h"
#include "server/serving_lists.h"

namespace cordon::server {

// Whose messages, through which channel, under which claims.
struct MessageOrigin {
    std::string tenant;
    std::string channel;
    std::string scheme;
    std::vector<std::string> grounds;
    base::Date day;  // of the claims
};

class GateShelf {
public:
    // places: examinations at once; 0: one for each processor.
    GateShelf(std::string build, std::size_t places);
    ~GateShelf();
    GateShelf(const GateShelf&) = delete;
    GateShelf& operator=(const GateShelf&) = delete;

    struct Examined {
        engine::ExaminedMessage message;
        std::shared_ptr<const engine::PaymentGate> gate;  // to judge with, on any one thread
    };
    [[nodiscard]] Examined examine(const std::shared_ptr<const ServingLists>& lists,
                                   const MessageOrigin& origin, std::string_view message,
                                   const std::function<void()>& when_read = {});
    // Gates that were made since the start, each with nothing remembered.
    [[nodiscard]] std::uint64_t gates_made() const { return gates_made_; }

private:
    struct Shelf;  // gates of one origin under the same lists
    [[nodiscard]] std::shared_ptr<Shelf> shelf_of(const std::shared_ptr<const ServingLists>& lists,
                                                  const MessageOrigin& origin);

    std::string build_;
    std::size_t places_;
    std::mutex lock_;
    std::condition_variable place_free_;
    std::size_t busy_ = 0;
    std::atomic<std::uint64_t> gates_made_ = 0;
    std::deque<std::shared_ptr<Shelf>> shelves_;  // last used first
};

}  // namespace cordon::server
