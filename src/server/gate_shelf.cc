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
    situation.trade = lists.trade;
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
          known(lists),
          name(name_of(origin)),
          situation(situation_of(*lists, origin, build)),
          judging(*lists->snapshot, *lists->policy, situation) {}

    // Would a gate for these lists do the same as the gates here? Then they are known at the next look.
    bool fits(const std::shared_ptr<const ServingLists>& served) {
        if (served == known) {
            return true;
        }
        const bool same =
            served->snapshot == lists->snapshot && served->trade == lists->trade &&
            (served->policy == lists->policy || served->policy->sha256 == lists->policy->sha256) &&
            engine::list_states(served->statuses, served->missing_lists) == situation.policy.lists;
        if (same && served->read_at >= known->read_at) {
            known = served;
        }
        return same;
    }

    std::shared_ptr<const ServingLists> lists;  // the gates refer to these
    std::shared_ptr<const ServingLists> known;  // the newest of the same content
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
    const auto found = std::ranges::find_if(
        shelves_, [&](const std::shared_ptr<Shelf>& one) { return one->name == name && one->fits(lists); });
    std::shared_ptr<Shelf> shelf;
    if (found != shelves_.end()) {
        shelf = *found;
        shelves_.erase(found);
    } else {
        std::erase_if(shelves_, [&](const std::shared_ptr<Shelf>& one) {
            return one->known->read_at <= lists->read_at && !one->fits(lists);
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
                                       const MessageOrigin& origin, std::string_view message,
                                       const std::function<void()>& when_read) {
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
        gate = std::make_unique<engine::PaymentGate>(*shelf->lists->snapshot, *shelf->lists->policy,
                                                     shelf->situation);
        ++gates_made_;
    }
    Examined examined{gate->examine(message, when_read), {shelf, &shelf->judging}};
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
