#include "engine/snapshot.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <set>
#include <span>

#include "base/check.h"
#include "base/hash.h"
#include "base/strings.h"
#include "engine/party_knowledge.h"
#include "model/listing_bytes.h"

namespace cordon::engine {

namespace {

using base::ErrorCode;
using model::ListVersion;
using model::VersionState;

static_assert(std::endian::native == std::endian::little, "snapshots are little-endian");

constexpr std::string_view format_name = "CRDNSNP1";  // change it whenever the layout changes
constexpr std::uint64_t header_bytes = 12 * 8;
constexpr std::size_t lists_max = 64;
constexpr std::size_t listings_encoded_at_once = 512;

std::unexpected<base::Error> damaged() {
    return base::fail(ErrorCode::corrupt,
                      "the snapshot is damaged; it will be built again from the kept lists");
}

void append_number(std::string& bytes, std::uint64_t number) {
    char raw[8];
    std::memcpy(raw, &number, 8);
    bytes.append(raw, 8);
}

void append_text(std::string& bytes, std::string_view text) {
    append_number(bytes, text.size());
    bytes += text;
}

void put_number(std::string& bytes, std::uint64_t offset, std::uint64_t number) {
    std::memcpy(bytes.data() + offset, &number, 8);
}

void align(std::string& bytes) {
    bytes.append((8 - bytes.size() % 8) % 8, '\0');
}

void append_numbers(std::string& bytes, const std::vector<std::uint64_t>& numbers) {
    for (const std::uint64_t number : numbers) {
        append_number(bytes, number);
    }
}

// Numbers and texts of the version records, one after the other.
class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_{bytes} {}
    [[nodiscard]] bool failed() const { return failed_; }
    std::uint64_t number() {
        std::uint64_t value = 0;
        if (failed_ || bytes_.size() < 8) {
            failed_ = true;
            return 0;
        }
        std::memcpy(&value, bytes_.data(), 8);
        bytes_.remove_prefix(8);
        return value;
    }
    std::string text() {
        const std::uint64_t size = number();
        if (failed_ || size > bytes_.size()) {
            failed_ = true;
            return {};
        }
        std::string value(bytes_.substr(0, size));
        bytes_.remove_prefix(size);
        return value;
    }

private:
    std::string_view bytes_;
    bool failed_ = false;
};

void append_version(std::string& bytes, const ListVersion& version) {
    append_text(bytes, version.list);
    append_text(bytes, version.version);
    append_text(bytes, version.format);
    append_text(bytes, base::to_string(version.published));
    append_text(bytes, version.content_sha256);
    append_number(bytes, version.listings);
    append_number(bytes, version.names);
    append_number(bytes, static_cast<std::uint64_t>(version.accepted_at.unix_ms));
    append_number(bytes, version.files.size());
    for (const model::RawFile& file : version.files) {
        append_text(bytes, file.name);
        append_text(bytes, file.sha256);
        append_number(bytes, file.bytes);
    }
}

base::Result<ListVersion> read_version(Reader& reader) {
    ListVersion version;
    version.list = reader.text();
    version.version = reader.text();
    version.format = reader.text();
    const auto published = base::parse_iso_date(reader.text());
    version.content_sha256 = reader.text();
    version.listings = reader.number();
    version.names = reader.number();
    version.accepted_at.unix_ms = static_cast<std::int64_t>(reader.number());
    const std::uint64_t files = reader.number();
    for (std::uint64_t at = 0; at < files && !reader.failed(); ++at) {
        model::RawFile& file = version.files.emplace_back();
        file.name = reader.text();
        file.sha256 = reader.text();
        file.bytes = reader.number();
    }
    if (reader.failed() || !published) {
        return damaged();
    }
    version.published = *published;
    return version;
}

base::Status check_parts(const std::vector<SnapshotPart>& parts) {
    std::set<std::string_view> lists;
    std::uint64_t listings = 0;
    for (const SnapshotPart& part : parts) {
        listings += part.listings.size();
        if (!lists.insert(part.version.list).second) {
            return base::fail(
                ErrorCode::invalid_input,
                fmt::format("a snapshot cannot hold two versions of list {}", part.version.list));
        }
    }
    if (parts.empty() || parts.size() > lists_max || listings >= 0xFFFF'FFFFU) {
        return base::fail(ErrorCode::limit_exceeded,
                          fmt::format("a snapshot holds 1 to {} lists, not {}", lists_max, parts.size()));
    }
    return {};
}

struct Links {
    std::vector<std::uint64_t> positions;  // per listing, and the end
    std::vector<std::uint64_t> targets;
    std::vector<const std::string*> evidence;
};

// Every link stands with both of its listings.
Links both_ways(const std::vector<PartyLink>& links, std::size_t listings) {
    struct End {
        std::uint32_t from = 0;
        std::uint32_t to = 0;
        const std::string* evidence = nullptr;
    };
    std::vector<End> ends;
    for (const PartyLink& link : links) {
        ends.push_back({link.left, link.right, &link.evidence});
        ends.push_back({link.right, link.left, &link.evidence});
    }
    std::ranges::stable_sort(ends, [](const End& left, const End& right) {
        return std::pair(left.from, left.to) < std::pair(right.from, right.to);
    });
    Links flat;
    flat.positions.resize(listings + 1);
    for (const End& end : ends) {
        CORDON_CHECK(end.from < listings && end.to < listings);
        flat.positions[end.from + 1] += 1;
        flat.targets.push_back(end.to);
        flat.evidence.push_back(end.evidence);
    }
    for (std::size_t at = 0; at < listings; ++at) {
        flat.positions[at + 1] += flat.positions[at];
    }
    return flat;
}

// Listings as bytes, some hundred of them one after the other.
struct ListingRun {
    std::span<model::Listing> listings;
    std::string bytes;
    std::vector<std::uint64_t> ends;  // in bytes, of each listing
};

// Takes the listings as it goes: to give them back costs as much as to write them down.
std::vector<ListingRun> encode(std::vector<SnapshotPart>& parts, const Hooks& hooks) {
    std::vector<ListingRun> runs;
    for (SnapshotPart& part : parts) {
        const std::span<model::Listing> all = part.listings;
        for (std::size_t first = 0; first < all.size(); first += listings_encoded_at_once) {
            runs.push_back(
                {all.subspan(first, std::min(listings_encoded_at_once, all.size() - first)), {}, {}});
        }
    }
    hooks.parallel_for(runs.size(), [&runs](std::size_t at) {
        ListingRun& run = runs[at];
        for (model::Listing& listing : run.listings) {
            model::append_listing_bytes(run.bytes, listing);
            run.ends.push_back(run.bytes.size());
            listing = {};
        }
    });
    return runs;
}

// Lays the tables out behind the header; see Snapshot::Layout. Takes the listings from the parts.
std::string flatten(std::vector<SnapshotPart>& parts, const Links& links, std::string_view index,
                    const Hooks& hooks) {
    std::string bytes(header_bytes, '\0');
    std::vector<std::uint64_t> listing_offsets;
    const std::vector<ListingRun> runs = encode(parts, hooks);
    std::size_t room = index.size();
    for (const ListingRun& run : runs) {
        room += run.bytes.size() + 16 * run.ends.size();  // and two tables by listing; the rest is little
    }
    bytes.reserve(room + room / 16);
    for (const ListingRun& run : runs) {
        listing_offsets.push_back(bytes.size());
        for (const std::uint64_t end : run.ends) {
            listing_offsets.push_back(bytes.size() + end);
        }
        listing_offsets.pop_back();
        bytes += run.bytes;
    }
    std::vector<std::uint64_t> first_ordinals{0};
    for (const SnapshotPart& part : parts) {
        first_ordinals.push_back(first_ordinals.back() + part.listings.size());
    }
    const std::uint64_t listings = listing_offsets.size();
    listing_offsets.push_back(bytes.size());
    std::vector<std::uint64_t> evidence_offsets;
    for (const std::string* evidence : links.evidence) {
        evidence_offsets.push_back(bytes.size());
        bytes += *evidence;
    }
    evidence_offsets.push_back(bytes.size());
    align(bytes);
    std::memcpy(bytes.data(), format_name.data(), 8);
    put_number(bytes, 8, parts.size());
    put_number(bytes, 16, listings);
    put_number(bytes, 24, links.targets.size());
    std::uint64_t field = 32;
    const std::vector<std::uint64_t>* const tables[] = {&first_ordinals, &listing_offsets, &links.positions,
                                                        &links.targets, &evidence_offsets};
    for (const std::vector<std::uint64_t>* table : tables) {
        put_number(bytes, field, bytes.size());
        field += 8;
        append_numbers(bytes, *table);
    }
    put_number(bytes, 72, bytes.size());
    for (const SnapshotPart& part : parts) {
        append_version(bytes, part.version);
    }
    align(bytes);
    put_number(bytes, 80, bytes.size());
    bytes += index;
    put_number(bytes, 88, bytes.size());
    return bytes;
}

}  // namespace

base::Result<Snapshot> Snapshot::build(std::vector<SnapshotPart> parts, bool supplement, const Hooks& hooks) {
    CORDON_TRY(check_parts(parts));
    std::vector<ListingsOfList> lists;
    for (SnapshotPart& part : parts) {
        if (supplement) {
            add_supplement(part.version.list, part.listings);
        }
        lists.push_back({part.version.list, &part.listings});
    }
    std::vector<screening::IndexedListing> entries;
    for (std::size_t list = 0; list < parts.size(); ++list) {
        for (const model::Listing& listing : parts[list].listings) {
            entries.push_back({&listing, static_cast<std::uint8_t>(list)});
        }
    }
    // The links are one more piece of the first work that the index shares out.
    std::optional<std::vector<PartyLink>> links;
    const screening::ParallelFor share = [&](std::size_t count, const auto& body) {
        if (links) {
            hooks.parallel_for(count, body);
            return;
        }
        links.emplace();
        hooks.parallel_for(count + 1, [&](std::size_t task) {
            if (task == 0) {
                *links = link_parties(lists);
            } else {
                body(task - 1);
            }
        });
    };
    CORDON_ASSIGN(const screening::ScreeningIndex index, screening::ScreeningIndex::build(entries, share));
    if (!links) {  // nothing was listed
        links = link_parties(lists);
    }
    return open(own_bytes(flatten(parts, both_ways(*links, entries.size()), index.bytes(), hooks)));
}

base::Result<Snapshot> Snapshot::open(MappedBytes mapped) {
    Snapshot snapshot;
    // The index is read in place, as numbers of eight bytes.
    const bool aligned = std::bit_cast<std::uintptr_t>(mapped.bytes.data()) % 8 == 0;
    snapshot.mapped_ = aligned ? std::move(mapped) : own_bytes(std::string(mapped.bytes));
    CORDON_TRY(snapshot.read_layout());
    CORDON_TRY(snapshot.read_versions());
    CORDON_ASSIGN(snapshot.index_,
                  screening::ScreeningIndex::open(snapshot.mapped_.bytes.substr(snapshot.layout_.index),
                                                  snapshot.mapped_.owner));
    return snapshot;
}

std::uint64_t Snapshot::number_at(std::uint64_t offset) const {
    std::uint64_t number = 0;
    std::memcpy(&number, mapped_.bytes.data() + offset, 8);
    return number;
}

std::uint64_t Snapshot::entry(std::uint64_t table, std::uint64_t position) const {
    return number_at(table + 8 * position);
}

bool Snapshot::is_rising(std::uint64_t table, std::uint64_t count, std::uint64_t last_max) const {
    for (std::uint64_t at = 1; at < count; ++at) {
        if (entry(table, at) < entry(table, at - 1)) {
            return false;
        }
    }
    return count > 0 && entry(table, count - 1) <= last_max;
}

base::Status Snapshot::read_layout() {
    const std::uint64_t size = mapped_.bytes.size();
    if (size < header_bytes || !mapped_.bytes.starts_with(format_name) || number_at(88) != size) {
        return damaged();
    }
    layout_ = {number_at(8),  number_at(16), number_at(24), number_at(32), number_at(40),
               number_at(48), number_at(56), number_at(64), number_at(72), number_at(80)};
    const auto fits = [&](std::uint64_t table, std::uint64_t count) {
        return table >= header_bytes && table <= size && count <= (size - table) / 8;
    };
    const bool tables_fit =
        layout_.lists >= 1 && layout_.lists <= lists_max && layout_.listings < 0xFFFF'FFFFU &&
        layout_.links < size && fits(layout_.first_ordinals, layout_.lists + 1) &&
        fits(layout_.listing_offsets, layout_.listings + 1) &&
        fits(layout_.link_positions, layout_.listings + 1) && fits(layout_.link_targets, layout_.links) &&
        fits(layout_.evidence_offsets, layout_.links + 1) && layout_.versions >= header_bytes &&
        layout_.versions <= layout_.index && layout_.index <= size && layout_.index % 8 == 0;
    if (!tables_fit || !is_rising(layout_.first_ordinals, layout_.lists + 1, layout_.listings) ||
        entry(layout_.first_ordinals, layout_.lists) != layout_.listings ||
        !is_rising(layout_.listing_offsets, layout_.listings + 1, size) ||
        !is_rising(layout_.link_positions, layout_.listings + 1, layout_.links) ||
        !is_rising(layout_.evidence_offsets, layout_.links + 1, size)) {
        return damaged();
    }
    for (std::uint64_t at = 0; at < layout_.links; ++at) {
        if (entry(layout_.link_targets, at) >= layout_.listings) {
            return damaged();
        }
    }
    return {};
}

base::Status Snapshot::read_versions() {
    Reader reader(mapped_.bytes.substr(layout_.versions, layout_.index - layout_.versions));
    for (std::uint64_t list = 0; list < layout_.lists; ++list) {
        CORDON_ASSIGN(versions_.emplace_back(), read_version(reader));
    }
    return {};
}

std::optional<std::uint8_t> Snapshot::number_of(std::string_view list) const {
    for (std::size_t at = 0; at < versions_.size(); ++at) {
        if (versions_[at].list == list) {
            return static_cast<std::uint8_t>(at);
        }
    }
    return std::nullopt;
}

base::Result<screening::SearchResult> Snapshot::search(const model::Subject& subject,
                                                       const screening::SearchOptions& options,
                                                       screening::SearchScratch& scratch) const {
    return index_->search(subject, options, scratch,
                          [this](std::uint32_t ordinal) { return listing(ordinal); });
}

std::uint32_t Snapshot::listing_count() const {
    return static_cast<std::uint32_t>(layout_.listings);
}

std::uint8_t Snapshot::list_of(std::uint32_t ordinal) const {
    CORDON_CHECK(ordinal < layout_.listings);
    std::uint8_t list = 0;
    while (entry(layout_.first_ordinals, list + 1U) <= ordinal) {
        ++list;
    }
    return list;
}

std::string_view Snapshot::listing_bytes(std::uint32_t ordinal) const {
    CORDON_CHECK(ordinal < layout_.listings);
    const std::uint64_t from = entry(layout_.listing_offsets, ordinal);
    return mapped_.bytes.substr(from, entry(layout_.listing_offsets, ordinal + 1ULL) - from);
}

base::Result<model::Listing> Snapshot::listing(std::uint32_t ordinal) const {
    return model::decode_listing(listing_bytes(ordinal));
}

std::vector<LinkedListing> Snapshot::linked(std::uint32_t ordinal) const {
    CORDON_CHECK(ordinal < layout_.listings);
    std::vector<LinkedListing> found;
    for (std::uint64_t at = entry(layout_.link_positions, ordinal);
         at < entry(layout_.link_positions, ordinal + 1ULL); ++at) {
        const std::uint64_t from = entry(layout_.evidence_offsets, at);
        found.push_back(
            {static_cast<std::uint32_t>(entry(layout_.link_targets, at)),
             std::string(mapped_.bytes.substr(from, entry(layout_.evidence_offsets, at + 1) - from))});
    }
    return found;
}

std::optional<std::uint32_t> Snapshot::find(std::string_view list, std::string_view id) const {
    const std::optional<std::uint8_t> number = number_of(list);
    if (!number) {
        return std::nullopt;
    }
    const std::uint64_t end = entry(layout_.first_ordinals, *number + 1U);
    for (std::uint64_t at = entry(layout_.first_ordinals, *number); at < end; ++at) {
        if (model::peek_listing_id(listing_bytes(static_cast<std::uint32_t>(at))) == id) {
            return static_cast<std::uint32_t>(at);
        }
    }
    return std::nullopt;
}

std::string snapshot_key(const std::vector<ListVersion>& versions, std::string_view build, bool supplement) {
    base::Sha256 hash;
    hash.add(fmt::format("{} {} {} {}\n", format_name, build.size(), build, supplement));
    for (const ListVersion& version : versions) {
        // Names have no blanks; see engine/version_rules.h.
        hash.add(fmt::format("{} {} {}\n", version.list, version.version, version.content_sha256));
    }
    return hash.hex();
}

namespace {

base::Result<std::vector<ListVersion>> exact_versions(const std::vector<ListVersion>& all,
                                                      const std::vector<model::ListUse>& uses) {
    std::vector<ListVersion> chosen;
    for (const model::ListUse& use : uses) {
        const auto found = std::ranges::find_if(all, [&use](const ListVersion& version) {
            return version.list == use.list && version.version == use.version;
        });
        if (found == all.end()) {
            return base::fail(ErrorCode::not_found,
                              fmt::format("version {} of list '{}' is not kept in this home",
                                          base::shown(use.version, 40), base::shown(use.list, 40)));
        }
        if (found->content_sha256 != use.sha256) {
            return base::fail(
                ErrorCode::corrupt,
                fmt::format("version {} of list '{}' has other content here: {}, not {}", found->version,
                            found->list, found->content_sha256, base::shown(use.sha256)));
        }
        chosen.push_back(*found);
    }
    return chosen;
}

}  // namespace

base::Result<std::vector<ListVersion>> choose_versions(ListStore& store, const SnapshotRequest& request) {
    CORDON_ASSIGN(const std::vector<ListVersion> all, store.versions());
    if (!request.exact.empty()) {
        return exact_versions(all, request.exact);
    }
    const std::set<std::string> wanted(request.lists.begin(), request.lists.end());
    std::vector<ListVersion> chosen;
    for (const ListVersion& version : all) {  // by list, then published
        const bool usable =
            request.as_of ? version.state != VersionState::quarantined && version.published <= *request.as_of
                          : version.state == VersionState::active;
        if (!usable || (!wanted.empty() && !wanted.contains(version.list))) {
            continue;
        }
        if (!chosen.empty() && chosen.back().list == version.list) {
            chosen.back() = version;
        } else {
            chosen.push_back(version);
        }
    }
    for (const std::string& list : wanted) {
        if (std::ranges::find(chosen, list, &ListVersion::list) == chosen.end()) {
            return base::fail(
                ErrorCode::not_found,
                request.as_of
                    ? fmt::format(
                          "list '{}' has no version published on {} or before; import one with: cordon "
                          "lists import --history ...",
                          base::shown(list, 40), base::to_string(*request.as_of))
                    : fmt::format("list '{}' has no active version; import one with: cordon lists import ...",
                                  base::shown(list, 40)));
        }
    }
    if (chosen.empty()) {
        return base::fail(ErrorCode::not_found,
                          request.as_of
                              ? fmt::format("no list has a version published on {} or before; import one "
                                            "with: cordon lists import --history ...",
                                            base::to_string(*request.as_of))
                              : "no list is active; import one with: cordon lists import ...");
    }
    return chosen;
}

base::Result<Snapshot> load_snapshot(ListStore& store, SnapshotCache& cache, const SnapshotRequest& request,
                                     const Hooks& hooks) {
    CORDON_ASSIGN(std::vector<ListVersion> versions, choose_versions(store, request));
    const std::string key = snapshot_key(versions, request.build, request.supplement);
    if (auto mapped = cache.open(key)) {
        if (auto cached = Snapshot::open(*std::move(mapped))) {
            cached->versions_ = std::move(versions);
            return cached;
        }
    }
    CORDON_ASSIGN(auto listings, store.listings_of(versions, hooks.parallel_for));
    std::vector<SnapshotPart> parts;
    for (std::size_t at = 0; at < versions.size(); ++at) {
        parts.push_back({versions[at], std::move(listings[at])});
    }
    CORDON_ASSIGN(Snapshot snapshot, Snapshot::build(std::move(parts), request.supplement, hooks));
    [[maybe_unused]] const base::Status put = cache.put(key, snapshot.bytes());  // the next one builds again
    snapshot.versions_ = std::move(versions);
    return snapshot;
}

}  // namespace cordon::engine
