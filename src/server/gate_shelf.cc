#include "server/gate_shelf.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "engine/list_standing.h"

namespace cordon::server {

namespace {

constexpr std::size_t shelves_most = 64;  // origins

std::string name_of(const MessageOrigin& origin) {
    std::string name = fmt::format("{}\n{}\n{}", origin.tenant, origin.channel, origin.scheme);
    for (const std::string& ground : origin.grounds) {
        name += "\n" + ground;
    }
    return origin.grounds.empty() ? name : name + "\n" + base::to_string(origin.day);
}

engine::GateSituation situation_of(const ServingLists& lists, const MessageOrigin& origin,
                                   const std::string& build) {
    engine::GateSituation situation;
    situation.tenant = origin.tenant;
    situation.channel = origin.channel;
    situation.build = build;
    situation.policy.scheme = origin.scheme;
    situation.policy.lists = engine::list_states(lists.statuses, lists.missing_lists);
    for (const std::string& ground : origin.grounds) {
        situation.policy.grounds.push_back({ground, origin.day});
    }
    return situation;
}

}  // namespace

struct GateShelf::Shelf {
    Shelf(std::shared_ptr<const ServingLists> from, const MessageOrigin& origin, const std::string& build)
        : lists(std::move(from)),
          name(name_of(origin)),
          situation(situation_of(*lists, origin, build)),
          judging(*lists->snapshot, *lists->policy, situation) {}

    std::shared_ptr<const ServingLists> lists;
    std::string name;
    engine::GateSituation situation;
    engine::PaymentGate judging;
    std::vector<std::unique_ptr<engine::PaymentGate>> idle;
};

GateShelf::GateShelf(std::string build, std::size_t places)
    : build_(std::move(build)),
      places_(places > 0 ? places : std::max<std::size_t>(1, std::thread::hardware_concurrency())) {}

GateShelf::~GateShelf() = default;

// The lock is held.
std::shared_ptr<GateShelf::Shelf> GateShelf::shelf_of(const std::shared_ptr<const ServingLists>& lists,
                                                      const MessageOrigin& origin) {
    const std::string name = name_of(origin);
    const auto found = std::ranges::find_if(shelves_, [&](const std::shared_ptr<Shelf>& one) {
        return one->lists == lists && one->name == name;
    });
    std::shared_ptr<Shelf> shelf;
    if (found != shelves_.end()) {
        shelf = *found;
        shelves_.erase(found);
    } else {
        std::erase_if(shelves_, [&](const std::shared_ptr<Shelf>& one) {
            return one->lists != lists && one->lists->read_at <= lists->read_at;
        });
        shelf = std::make_shared<Shelf>(lists, origin, build_);
    }
    shelves_.push_front(shelf);
    if (shelves_.size() > shelves_most) {
        shelves_.pop_back();
    }
    return shelf;
}

GateShelf::Examined GateShelf::examine(const std::shared_ptr<const ServingLists>& lists,
                                       const MessageOrigin& origin, std::string_view message) {
    std::unique_lock lock(lock_);
    place_free_.wait(lock, [this] { return busy_ < places_; });
    ++busy_;
    const std::shared_ptr<Shelf> shelf = shelf_of(lists, origin);
    std::unique_ptr<engine::PaymentGate> gate;
    if (!shelf->idle.empty()) {
        gate = std::move(shelf->idle.back());
        shelf->idle.pop_back();
    }
    lock.unlock();
    if (gate == nullptr) {
        gate = std::make_unique<engine::PaymentGate>(*lists->snapshot, *lists->policy, shelf->situation);
    }
    Examined examined{gate->examine(message), {shelf, &shelf->judging}};
    lock.lock();
    --busy_;
    std::size_t kept = 0;
    for (const std::shared_ptr<Shelf>& one : shelves_) {
        kept += one->idle.size();
    }
    for (auto oldest = shelves_.rbegin(); kept >= 2 * places_ && oldest != shelves_.rend(); ++oldest) {
        if (!(*oldest)->idle.empty() && *oldest != shelf) {
            (*oldest)->idle.pop_back();
            --kept;
        }
    }
    if (kept < 2 * places_) {
        shelf->idle.push_back(std::move(gate));
    }
    lock.unlock();
    place_free_.notify_one();
    return examined;
}

}  // namespace cordon::server
