#include "server/yente_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "model/country.h"
#include "server/yente_schema.h"

namespace cordon::server {

namespace {

void add_once(std::vector<std::string>& values, std::string value) {
    if (!value.empty() && std::ranges::find(values, value) == values.end()) {
        values.push_back(std::move(value));
    }
}

// "2024-02-03T01:02:03" of any ISO time, "" of anything else; no zone and no fraction.
std::string naive_seconds(std::string_view text) {
    const auto day = base::parse_iso_date_prefix(text);
    if (!day) {
        return {};
    }
    if (text.size() >= 19) {
        if (const auto instant = base::parse_instant(text); instant) {
            return base::to_string(base::Instant{instant->unix_ms / 1000 * 1000}).substr(0, 19);
        }
    }
    return base::to_string(*day) + "T00:00:00";
}

std::string naive_day(const base::Date& day) {
    return day.year == 0 ? std::string() : base::to_string(day) + "T00:00:00";
}

std::vector<std::string> countries_of(const model::Listing& listing) {
    std::vector<std::string> codes;
    const auto add_all = [&](const std::vector<model::Country>& countries) {
        for (const model::Country& country : countries) {
            add_once(codes, ftm_country(country));
        }
    };
    add_all(listing.countries);
    add_all(listing.nationalities);
    for (const model::Place& place : listing.birth_places) {
        add_once(codes, ftm_country(place.country));
    }
    for (const model::Address& address : listing.addresses) {
        add_once(codes, ftm_country(address.country));
    }
    std::ranges::sort(codes);
    return codes;
}

// A table of one's own says nothing of sanctions: its people are of interest.
std::vector<std::string> topics_of(const model::Listing& listing, const model::ListVersion& version) {
    if (!speaks_ftm(version)) {
        return {version.format == "a table with a header" ? "poi" : "sanction"};
    }
    std::vector<std::string> topics = further_values(listing, "topics");
    std::ranges::sort(topics);
    return topics;
}

void add_words(engine::WordIndex::Builder& builder, std::uint32_t ordinal, const YenteRow& row,
               const model::Listing& listing) {
    for (const model::ListedName& name : listing.names) {
        builder.add(ordinal, name.text);
    }
    builder.add(ordinal, row.id);
    builder.add(ordinal, listing.id);
    for (const model::Identifier& identifier : listing.identifiers) {
        builder.add(ordinal, identifier.value);
    }
    for (const auto* texts : {&listing.programmes, &listing.titles, &listing.positions, &listing.reasons,
                              &listing.cross_references, &listing.legal_bases}) {
        for (const std::string& text : *texts) {
            builder.add(ordinal, text);
        }
    }
    for (const model::BirthDate& birth : listing.birth_dates) {
        builder.add(ordinal, base::to_string(birth.date));
    }
    for (const model::Place& place : listing.birth_places) {
        builder.add(ordinal, place.text);
    }
    for (const model::Address& address : listing.addresses) {
        builder.add(ordinal, base::join(address.lines, " ") + " " + address.city);
    }
}

// "ftm:crime" and "table:house" are "crime" and "house" to clients, where no other list is called so.
std::vector<std::string> dataset_names(const std::vector<model::ListVersion>& versions) {
    std::vector<std::string> names;
    for (const model::ListVersion& version : versions) {
        const std::size_t colon = version.list.find(':');
        std::string name = colon == std::string::npos ? version.list : version.list.substr(colon + 1);
        const bool taken = name == "default" || name.empty() ||
                           std::ranges::find(names, name) != names.end() ||
                           (colon != std::string::npos &&
                            std::ranges::find(versions, name, &model::ListVersion::list) != versions.end());
        names.push_back(taken ? version.list : std::move(name));
    }
    return names;
}

}  // namespace

bool speaks_ftm(const model::ListVersion& version) {
    return version.format.starts_with("FollowTheMoney") || version.format.starts_with("OpenSanctions");
}

std::vector<std::string> further_values(const model::Listing& listing, std::string_view field) {
    std::vector<std::string> values;
    for (const std::string_view line : listing.further) {
        if (line.starts_with(field) && line.substr(field.size()).starts_with(": ")) {
            values.emplace_back(line.substr(field.size() + 2));
        }
    }
    return values;
}

std::string ftm_country(const model::Country& country) {
    // States that are no more have codes of four letters.
    if (country.code == "SU" || country.code == "YU") {
        return country.code == "SU" ? "suhh" : "yucs";
    }
    return base::ascii_lower(country.code);
}

std::string one_line(const model::Address& address) {
    std::vector<std::string> parts = address.lines;
    const std::string_view country = model::country_name(address.country.code);
    for (const std::string& part : {address.postal_code, address.city, address.region,
                                    country.empty() ? address.country.text : std::string(country)}) {
        if (!part.empty() && std::ranges::find(parts, part) == parts.end()) {
            parts.push_back(part);
        }
    }
    return base::join(parts, ", ");
}

std::string safe_entity_id(std::string_view id) {
    std::string safe;
    for (const char letter : id) {
        const bool plain = (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= 'a' && letter <= 'z') ||
                           std::string_view("-_.:").find(letter) != std::string_view::npos;
        if (plain) {
            safe.push_back(letter);
        } else {
            safe += fmt::format("~{:02X}", static_cast<unsigned char>(letter));
        }
    }
    return safe;
}

base::Result<std::shared_ptr<const YenteView>> YenteView::make(
    std::shared_ptr<const engine::Snapshot> snapshot) {
    const std::shared_ptr<YenteView> view(new YenteView);
    view->snapshot_ = std::move(snapshot);
    CORDON_TRY(view->read());
    return std::shared_ptr<const YenteView>(view);
}

base::Status YenteView::read() {
    names_ = dataset_names(snapshot_->versions());
    const std::uint32_t count = snapshot_->listing_count();
    rows_.resize(count);
    by_id_.reserve(count);
    for (std::uint32_t ordinal = 0; ordinal < count; ++ordinal) {
        CORDON_ASSIGN(const model::Listing listing, snapshot_->listing(ordinal));
        const bool ftm = speaks_ftm(snapshot_->versions()[snapshot_->list_of(ordinal)]);
        read_row(ordinal, listing, ftm);
        name_row(ordinal, listing, ftm);
    }
    read_datasets();
    return {};
}

void YenteView::read_row(std::uint32_t ordinal, const model::Listing& listing, bool ftm) {
    YenteRow& row = rows_[ordinal];
    const std::uint8_t list = snapshot_->list_of(ordinal);
    const model::ListVersion& version = snapshot_->versions()[list];
    row.caption = listing.names.empty() ? listing.id : listing.names.front().text;
    row.ftm_class = ftm_class_of(listing.kind);
    row.any_class = listing.kind == model::PartyKind::unknown;
    row.gender = listing.gender;
    row.first_seen = naive_day(listing.listed_on);
    row.last_change = naive_day(std::max(listing.updated_on, listing.listed_on));
    std::vector<std::string> datasets;
    if (ftm) {
        const auto classes = further_values(listing, "schema");
        if (const FtmClass* const known = classes.empty() ? nullptr : ftm_class(classes.front())) {
            row.ftm_class = known->name;
            row.any_class = false;
        }
        const auto first_seen = further_values(listing, "first_seen");
        const auto changes = further_values(listing, "last_change");
        row.first_seen = first_seen.empty() ? row.first_seen : naive_seconds(first_seen.front());
        row.last_change = changes.empty() ? row.last_change : naive_seconds(changes.front());
        datasets = further_values(listing, "dataset");
        std::erase(datasets, "default");  // the collection of all is nobody's leaf
        std::ranges::sort(datasets);
    }
    if (datasets.empty()) {
        datasets = {names_[list]};
    }
    row.datasets = set_number(std::move(datasets));
    lists_of_set_.resize(sets_.size());
    lists_of_set_[row.datasets] |= std::uint64_t{1} << list;
    row.topics = set_number(topics_of(listing, version));
    row.countries = set_number(countries_of(listing));
    lists_of_set_.resize(sets_.size());
}

void YenteView::name_row(std::uint32_t ordinal, const model::Listing& listing, bool ftm) {
    YenteRow& row = rows_[ordinal];
    const std::string& list = names_[snapshot_->list_of(ordinal)];
    const std::string own = safe_entity_id(listing.id);
    row.id = ftm ? own : fmt::format("{}:{}", list, own);
    if (!by_id_.emplace(row.id, ordinal).second) {
        row.id = fmt::format("{}:{}", list, own);
        by_id_.emplace(row.id, ordinal);
    }
    for (const std::string_view reference : listing.cross_references) {
        if (reference.starts_with("ftm:")) {
            by_referent_.emplace(safe_entity_id(reference.substr(4)), ordinal);
        }
    }
}

void YenteView::read_datasets() {
    YenteDataset all{.name = "default"};
    all.entities = rows_.size();
    std::vector<YenteDataset> rest;
    const std::vector<model::ListVersion>& versions = snapshot_->versions();
    for (std::size_t list = 0; list < versions.size(); ++list) {
        all.children.push_back(names_[list]);
        YenteDataset made{.name = names_[list], .list = versions[list].list};
        for (std::size_t number = 0; number < sets_.size(); ++number) {
            if ((lists_of_set_[number] >> list & 1U) != 0) {
                for (const std::string& leaf : sets_[number]) {
                    if (leaf != made.name) {
                        add_once(made.children, leaf);
                    }
                }
            }
        }
        std::ranges::sort(made.children);
        rest.push_back(std::move(made));
    }
    datasets_.push_back(std::move(all));
    for (YenteDataset& made : rest) {
        datasets_.push_back(made);
    }
    for (const YenteDataset& made : rest) {
        for (const std::string& leaf : made.children) {
            if (dataset(leaf) == nullptr) {
                datasets_.push_back({.name = leaf, .list = made.list});
            }
        }
    }
    for (YenteDataset& made : datasets_) {
        if (const auto inside = scope(made.name, {}, {}); inside && !made.list.empty()) {
            made.entities = static_cast<std::uint64_t>(
                std::ranges::count_if(rows_, [&](const YenteRow& row) { return (*inside)[row.datasets]; }));
        }
    }
}

std::uint32_t YenteView::set_number(std::vector<std::string> values) {
    const auto [at, fresh] =
        set_numbers_.try_emplace(std::move(values), static_cast<std::uint32_t>(sets_.size()));
    if (fresh) {
        sets_.push_back(at->first);
    }
    return at->second;
}

std::optional<std::uint32_t> YenteView::find(std::string_view id) const {
    auto found = by_id_.find(id);
    if (found == by_id_.end()) {
        const std::string safe = safe_entity_id(id);  // as the file has it
        found = by_id_.find(safe);
    }
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint32_t> YenteView::find_referent(std::string_view id) const {
    const auto found = by_referent_.find(safe_entity_id(id));
    return found == by_referent_.end() ? std::nullopt : std::optional(found->second);
}

bool YenteView::has_referent(std::uint32_t ordinal, std::string_view id) const {
    const auto [from, to] = by_referent_.equal_range(safe_entity_id(id));
    return std::any_of(from, to, [&](const auto& entry) { return entry.second == ordinal; });
}

const YenteDataset* YenteView::dataset(std::string_view name) const {
    const auto found = std::ranges::find(datasets_, name, &YenteDataset::name);
    return found == datasets_.end() ? nullptr : &*found;
}

// A list whose entities name data sets of their own is a collection of those.
std::vector<std::string> YenteView::leaves_of(std::string_view name) const {
    std::vector<std::string> leaves{std::string(name)};
    for (std::size_t at = 0; at < leaves.size(); ++at) {
        const YenteDataset* const found = dataset(leaves[at]);
        if (found == nullptr) {
            leaves.erase(leaves.begin() + static_cast<std::ptrdiff_t>(at--));
            continue;
        }
        for (const std::string& child : found->children) {
            add_once(leaves, child);
        }
    }
    return leaves;
}

std::optional<YenteScope> YenteView::scope(std::string_view name,
                                           const std::vector<std::string_view>& include,
                                           const std::vector<std::string_view>& exclude) const {
    if (dataset(name) == nullptr) {
        return std::nullopt;
    }
    const auto all_of = [&](const std::vector<std::string_view>& names) {
        std::vector<std::string> leaves;
        for (const std::string_view one : names) {
            for (std::string& leaf : leaves_of(one)) {
                add_once(leaves, std::move(leaf));
            }
        }
        return leaves;
    };
    const std::vector<std::string> inside = leaves_of(name);
    const std::vector<std::string> wanted = all_of(include);
    const std::vector<std::string> unwanted = all_of(exclude);
    const auto has = [](const std::vector<std::string>& names, const std::string& one) {
        return std::ranges::find(names, one) != names.end();
    };
    YenteScope scope(sets_.size());
    for (std::size_t number = 0; number < sets_.size(); ++number) {
        scope[number] =
            lists_of_set_[number] != 0 && std::ranges::any_of(sets_[number], [&](const std::string& leaf) {
                return has(inside, leaf) && (include.empty() || has(wanted, leaf)) && !has(unwanted, leaf);
            });
    }
    return scope;
}

std::uint64_t YenteView::lists_of(const YenteScope& scope) const {
    std::uint64_t lists = 0;
    for (std::size_t number = 0; number < scope.size(); ++number) {
        lists |= scope[number] ? lists_of_set_[number] : 0;
    }
    return lists;
}

base::Result<const engine::WordIndex*> YenteView::words() const {
    std::call_once(words_made_, [this] {
        engine::WordIndex::Builder builder;
        for (std::uint32_t ordinal = 0; ordinal < size(); ++ordinal) {
            auto listing = snapshot_->listing(ordinal);
            if (!listing) {
                words_.emplace(std::unexpected(std::move(listing).error()));
                return;
            }
            add_words(builder, ordinal, rows_[ordinal], *listing);
        }
        words_.emplace(std::move(builder).take());
    });
    if (!*words_) {
        return std::unexpected(words_->error());
    }
    return &**words_;
}

}  // namespace cordon::server
