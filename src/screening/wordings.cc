#include "screening/wordings.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>

namespace cordon::screening {

std::vector<std::uint32_t> number_wordings(std::span<FiledName> names) {
    const auto hash = [names](std::uint32_t name) {
        std::uint64_t mixed = names[name].wording_flags;
        for (const std::uint32_t word : names[name].words) {
            mixed = (mixed ^ word) * 0x9e37'79b9'7f4a'7c15U;
            mixed ^= mixed >> 32U;
        }
        return static_cast<std::size_t>(mixed);
    };
    const auto same = [names](std::uint32_t left, std::uint32_t right) {
        return names[left].wording_flags == names[right].wording_flags &&
               names[left].words == names[right].words;
    };
    std::unordered_set<std::uint32_t, decltype(hash), decltype(same)> firsts(names.size(), hash, same);
    std::vector<std::uint32_t> wordings;
    for (std::uint32_t name = 0; name < names.size(); ++name) {
        const auto [first, fresh] = firsts.insert(name);
        if (fresh) {
            names[name].wording = static_cast<std::uint32_t>(wordings.size());
            wordings.push_back(name);
        } else {
            names[name].wording = names[*first].wording;
        }
    }
    return wordings;
}

void order_wordings(std::span<FiledName> names, std::vector<std::uint32_t>& wordings,
                    std::span<const float> weights) {
    std::vector<std::uint32_t> order(wordings.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t wording) { return weights[wording]; });
    std::vector<std::uint32_t> place(order.size());
    std::vector<std::uint32_t> ordered(order.size());
    for (std::uint32_t at = 0; at < order.size(); ++at) {
        place[order[at]] = at;
        ordered[at] = wordings[order[at]];
    }
    for (FiledName& name : names) {
        name.wording = place[name.wording];
    }
    wordings = std::move(ordered);
}

NamesByWording names_by_wording(std::span<const FiledName> names, std::size_t wordings) {
    NamesByWording sorted;
    sorted.starts.assign(wordings + 1, 0);
    for (const FiledName& name : names) {
        ++sorted.starts[name.wording + 1];
    }
    for (std::size_t wording = 1; wording <= wordings; ++wording) {
        sorted.starts[wording] += sorted.starts[wording - 1];
    }
    std::vector<std::uint32_t> next = sorted.starts;
    sorted.names.resize(names.size());
    for (std::uint32_t name = 0; name < names.size(); ++name) {
        sorted.names[next[names[name].wording]++] = name;
    }
    return sorted;
}

}  // namespace cordon::screening
