#include "engine/list_standing.h"

#include <algorithm>

namespace cordon::engine {

std::vector<decision::ListState> list_states(const std::vector<ListStatus>& statuses,
                                             const std::vector<std::string>& missing_lists) {
    std::vector<decision::ListState> states;
    for (const ListStatus& status : statuses) {
        decision::ListState& state = states.emplace_back();
        state.list = status.version.list;
        state.version = status.version.version;
        const bool fetched = status.version.fetched_at || status.version.confirmed_at;
        switch (status.freshness) {
            case Freshness::fresh: state.standing = decision::ListStanding::fresh; break;
            case Freshness::degraded:
                state.standing = fetched ? decision::ListStanding::degraded : decision::ListStanding::by_hand;
                break;
            case Freshness::unknown: state.standing = decision::ListStanding::unknown; break;
        }
        if (state.standing == decision::ListStanding::degraded) {
            state.hours_over = static_cast<std::uint32_t>(status.age_hours - status.limit_hours);
        }
    }
    for (const std::string& list : missing_lists) {
        states.push_back({.list = list, .standing = decision::ListStanding::missing});
    }
    return states;
}

std::vector<std::string> holding_lists(const decision::Policy& policy,
                                       const std::vector<decision::ListState>& states) {
    decision::Situation situation;
    situation.lists = states;
    std::vector<std::string> lists;
    for (const model::Reason& reason : decision::judge(policy, {}, {}, situation).reasons) {
        if (reason.finding.kind == model::FindingKind::lists && reason.outcome != model::Outcome::pass) {
            lists.push_back(reason.finding.list);
        }
    }
    std::ranges::sort(lists);
    return lists;
}

}  // namespace cordon::engine
