#include "server/record_lender.h"

namespace cordon::server {

namespace {

constexpr std::size_t idle_most = 8;

}  // namespace

bool store_is_spent(const base::Error& error) {
    switch (error.code) {
        case base::ErrorCode::invalid_input:
        case base::ErrorCode::unsupported:
        case base::ErrorCode::limit_exceeded:
        case base::ErrorCode::not_found:
        case base::ErrorCode::conflict:
        case base::ErrorCode::stale: return false;
        case base::ErrorCode::unavailable:
        case base::ErrorCode::corrupt: return true;
    }
    return true;
}

base::Result<std::unique_ptr<engine::VerdictStore>> RecordLender::take() {
    {
        const std::lock_guard lock(lock_);
        if (!idle_.empty()) {
            auto store = std::move(idle_.back());
            idle_.pop_back();
            return store;
        }
    }
    return open_();
}

void RecordLender::give_back(std::unique_ptr<engine::VerdictStore> store) {
    const std::lock_guard lock(lock_);
    if (idle_.size() < idle_most) {
        idle_.push_back(std::move(store));
    }
}

}  // namespace cordon::server
