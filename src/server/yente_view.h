// server/yente_view.h: what the yente endpoints must know of every listing of a snapshot before they decode
// it: its entity id, class, data sets, topics, countries and last change.
//
// Role:        filters, look-ups by id and facets without decoding a listing that is not returned; the words
//              of GET /search.
// Rules:       one entity per listing of one list; the same party on two lists is two entities. A list that
//              was read from FollowTheMoney keeps the ids, classes, topics and data sets of its file; of any
//              other the id is "<data set>:<publisher's id>". Letters that an address would need to quote are
//              written as ~ and two hexadecimal digits. An id that an earlier list has already used gets its
//              list in front.
// Ownership:   keeps the snapshot alive.
// Threads:     immutable but for words(), which is made once, by whoever asks first.
// Determinism: same snapshot, same view.
// Cost:        make: one decoding of every listing (about a second for 200,000); some 200 bytes a listing.
//              words(): the same again when first asked.
// Errors:      corrupt, as Snapshot::listing.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "engine/snapshot.h"
#include "engine/word_index.h"

namespace cordon::server {

struct YenteRow {
    std::string id;
    std::string caption;
    std::string_view ftm_class;  // static text
    bool any_class = false;      // the publisher does not say what it is: no class filter may hide it
    std::uint32_t datasets = 0;  // numbers of sets, see YenteView::set
    std::uint32_t topics = 0;
    std::uint32_t countries = 0;  // FollowTheMoney codes, lower case
    model::Gender gender = model::Gender::unknown;
    std::string first_seen;  // "2024-02-03T01:02:03", "" when not known
    std::string last_change;
};

struct YenteDataset {
    std::string name;
    std::string list;  // "" for the collection of all lists
    std::vector<std::string> children;
    std::uint64_t entities = 0;
};

// The dataset sets that a request looks at; index: YenteRow::datasets.
using YenteScope = std::vector<bool>;

class YenteView {
public:
    [[nodiscard]] static base::Result<std::shared_ptr<const YenteView>> make(
        std::shared_ptr<const engine::Snapshot> snapshot);

    [[nodiscard]] const engine::Snapshot& snapshot() const { return *snapshot_; }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }
    [[nodiscard]] const YenteRow& row(std::uint32_t ordinal) const { return rows_[ordinal]; }
    [[nodiscard]] const std::vector<std::string>& set(std::uint32_t number) const { return sets_[number]; }

    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const;
    [[nodiscard]] std::optional<std::uint32_t> find_referent(std::string_view id) const;
    [[nodiscard]] bool has_referent(std::uint32_t ordinal, std::string_view id) const;

    // "default" first, then the lists and what they hold.
    [[nodiscard]] const std::vector<YenteDataset>& datasets() const { return datasets_; }
    [[nodiscard]] const YenteDataset* dataset(std::string_view name) const;
    // The leaf data sets of `name`, restricted to those of `include` (when it is not empty) and without those
    // of `exclude`; names there that are unknown say nothing. Nothing when `name` is unknown.
    [[nodiscard]] std::optional<YenteScope> scope(std::string_view name,
                                                  const std::vector<std::string_view>& include,
                                                  const std::vector<std::string_view>& exclude) const;
    // Bit i: some entity of list number i may be in the scope.
    [[nodiscard]] std::uint64_t lists_of(const YenteScope& scope) const;
    [[nodiscard]] base::Result<const engine::WordIndex*> words() const;

private:
    YenteView() = default;
    [[nodiscard]] base::Status read();
    void read_row(std::uint32_t ordinal, const model::Listing& listing, bool ftm);
    void name_row(std::uint32_t ordinal, const model::Listing& listing, bool ftm);
    void read_datasets();
    [[nodiscard]] std::uint32_t set_number(std::vector<std::string> values);
    [[nodiscard]] std::vector<std::string> leaves_of(std::string_view name) const;

    std::shared_ptr<const engine::Snapshot> snapshot_;
    std::vector<std::string> names_;  // of the data set of each list
    std::vector<YenteRow> rows_;
    std::vector<std::vector<std::string>> sets_;
    std::map<std::vector<std::string>, std::uint32_t> set_numbers_;
    std::unordered_map<std::string_view, std::uint32_t> by_id_;
    std::unordered_multimap<std::string, std::uint32_t> by_referent_;
    std::vector<YenteDataset> datasets_;
    std::vector<std::uint64_t> lists_of_set_;
    mutable std::once_flag words_made_;
    mutable std::optional<base::Result<engine::WordIndex>> words_;
};

// Whether the list's file spoke FollowTheMoney.
[[nodiscard]] bool speaks_ftm(const model::ListVersion& version);
// Values of the lines "field: value" of Listing::further.
[[nodiscard]] std::vector<std::string> further_values(const model::Listing& listing, std::string_view field);
// FollowTheMoney's code of a country, "" when it has none.
[[nodiscard]] std::string ftm_country(const model::Country& country);
// An address as one line.
[[nodiscard]] std::string one_line(const model::Address& address);
[[nodiscard]] std::string safe_entity_id(std::string_view id);

}  // namespace cordon::server
