// server/record_lender.h: the record, opened as often as requests need it at the same time.
//
// Role:      a VerdictStore is for one thread; each request borrows one and gives it back. One that failed
//            is not used again: the next request opens the record anew.
// Ownership: owns what is not lent; must outlive every loan.
// Threads:   with() from any thread.
// Cost:      opening costs some milliseconds; up to eight stay open.
// Errors:    those of opening and of the work.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "base/result.h"
#include "engine/verdict_store.h"

namespace cordon::server {

using OpenRecord = std::function<base::Result<std::unique_ptr<engine::VerdictStore>>()>;

// After this error the store refuses all further work, or should.
[[nodiscard]] bool store_is_spent(const base::Error& error);

class RecordLender {
public:
    explicit RecordLender(OpenRecord open) : open_(std::move(open)) {}

    // work(VerdictStore&) -> Result or Status.
    template <class Work>
    [[nodiscard]] auto with(const Work& work) -> decltype(work(std::declval<engine::VerdictStore&>())) {
        CORDON_ASSIGN(std::unique_ptr<engine::VerdictStore> store, take());
        auto done = work(*store);
        if (done || !store_is_spent(done.error())) {
            give_back(std::move(store));
        }
        return done;
    }

private:
    [[nodiscard]] base::Result<std::unique_ptr<engine::VerdictStore>> take();
    void give_back(std::unique_ptr<engine::VerdictStore> store);

    OpenRecord open_;
    std::mutex lock_;
    std::vector<std::unique_ptr<engine::VerdictStore>> idle_;
};

}  // namespace cordon::server
