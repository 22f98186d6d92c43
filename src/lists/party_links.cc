#include "lists/party_links.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/date.h"
#include "base/hash.h"
#include "base/strings.h"
#include "lists/simple_fold.h"

namespace cordon::lists {

namespace {

using model::IdentifierKind;
using model::Listing;
using model::PartyKind;

constexpr std::size_t bucket_max = 50;
constexpr std::int32_t birth_range_days_max = 5 * 366;

struct Member {
    std::size_t list = 0;
    const Listing* listing = nullptr;
    std::string_view text;  // how this listing writes the shared value
};

// Listings by the values that they state. Most values stand in one listing alone, so nothing is grouped until
// all are there: one sort by hash then brings equal ones together.
class Buckets {
public:
    void add(std::string_view key, const Member& member) {
        entries_.push_back({base::fast_checksum(key), static_cast<std::uint32_t>(entries_.size()),
                            static_cast<std::uint32_t>(key.size()), letters_.size(), member});
        letters_ += key;
    }

    // Calls take(key, members) for each value that more than one listing states; members as they were added.
    template <class Take>
    void each_shared(const Take& take) {
        std::ranges::sort(entries_, [this](const Entry& left, const Entry& right) {
            if (left.hash != right.hash) {
                return left.hash < right.hash;
            }
            const auto by_key = key_of(left) <=> key_of(right);
            return by_key != 0 ? by_key < 0 : left.number < right.number;
        });
        std::vector<Member> members;
        for (std::size_t first = 0, last = 0; first < entries_.size(); first = last) {
            members.clear();
            for (; last < entries_.size() && entries_[last].hash == entries_[first].hash &&
                   key_of(entries_[last]) == key_of(entries_[first]);
                 ++last) {
                if (members.empty() || members.back().listing != entries_[last].member.listing) {
                    members.push_back(entries_[last].member);
                }
            }
            if (members.size() > 1) {
                take(key_of(entries_[first]), members);
            }
        }
    }

private:
    struct Entry {
        std::uint64_t hash = 0;
        std::uint32_t number = 0;
        std::uint32_t letters = 0;
        std::size_t place = 0;
        Member member;
    };
    [[nodiscard]] std::string_view key_of(const Entry& entry) const {
        return std::string_view(letters_).substr(entry.place, entry.letters);
    }

    std::string letters_;
    std::vector<Entry> entries_;
};

std::string letters_and_digits(std::string_view text) {
    std::string out = base::ascii_upper(text);
    std::erase_if(
        out, [](char c) { return (c >= 0x20 && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c <= 0x7E); });
    return out;
}

std::string imo_digits(std::string_view value) {
    std::string digits = letters_and_digits(value);
    if (digits.starts_with("IMO")) {
        digits.erase(0, 3);
    }
    const bool numeric = std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    return numeric && digits.size() == 7 ? digits : "";
}

std::string bic_of_head_office(std::string_view value) {
    std::string bic = letters_and_digits(value);
    if (bic.size() == 11 && bic.ends_with("XXX")) {
        bic.resize(8);
    }
    return bic.size() == 8 || bic.size() == 11 ? bic : "";
}

// "" when this identifier is no evidence.
std::string strong_key(const model::Identifier& identifier) {
    if (base::ascii_ifind(identifier.note, "false") != std::string_view::npos) {
        return "";
    }
    std::string value;
    if (identifier.kind == IdentifierKind::passport || identifier.kind == IdentifierKind::national_id) {
        value = letters_and_digits(identifier.value);
        if (identifier.issuer.code.empty() || value.size() < 5) {
            return "";
        }
        value += " " + identifier.issuer.code;
    } else if (identifier.kind == IdentifierKind::imo) {
        value = imo_digits(identifier.value);
    } else if (identifier.kind == IdentifierKind::lei) {
        value = letters_and_digits(identifier.value);
        value = value.size() == 20 ? value : "";
    } else if (identifier.kind == IdentifierKind::bic) {
        value = bic_of_head_office(identifier.value);
    } else if (identifier.kind == IdentifierKind::wallet) {
        value = base::ascii_istarts_with(identifier.value, "0x") ? base::ascii_lower(identifier.value)
                                                                 : identifier.value;
        value = value.size() >= 20 ? value : "";  // base58 is case-sensitive; short ones are placeholders
    }
    return value.empty() ? "" : fmt::format("{} {}", model::to_string(identifier.kind), value);
}

bool kinds_agree(const Listing& left, const Listing& right) {
    const auto either = [&](PartyKind kind) { return left.kind == kind || right.kind == kind; };
    return left.kind == right.kind || either(PartyKind::unknown) ||
           (either(PartyKind::entity) && either(PartyKind::vessel));
}

bool counts(const base::PartialDate& date) {
    return date.known() &&
           base::days_since_epoch(date.to) - base::days_since_epoch(date.from) <= birth_range_days_max;
}

std::optional<std::string> birth_in_common(const Listing& left, const Listing& right) {
    for (const model::BirthDate& one : left.birth_dates) {
        for (const model::BirthDate& other : right.birth_dates) {
            if (counts(one.date) && counts(other.date) && one.date.from <= other.date.to &&
                other.date.from <= one.date.to) {
                const bool narrower = one.date.from >= other.date.from && one.date.to <= other.date.to;
                return base::to_string(narrower ? one.date : other.date);
            }
        }
    }
    return {};
}

std::set<std::string_view> country_codes(const Listing& listing) {
    std::set<std::string_view> codes;
    for (const auto* const countries : {&listing.nationalities, &listing.countries}) {
        for (const model::Country& country : *countries) {
            codes.insert(country.code);
        }
    }
    for (const model::Address& address : listing.addresses) {
        codes.insert(address.country.code);
    }
    codes.erase("");
    return codes;
}

std::optional<std::string> country_in_common(const Listing& left, const Listing& right) {
    const std::set<std::string_view> codes = country_codes(right);
    for (const std::string_view code : country_codes(left)) {
        if (codes.contains(code)) {
            return std::string(code);
        }
    }
    return {};
}

class Linker {
public:
    explicit Linker(std::span<const ListListings> lists) : lists_(lists) {
        for (std::size_t i = 0; i < lists.size(); ++i) {
            for (const Listing& listing : lists[i].listings) {
                add_references(i, listing);
                add_identifiers(i, listing);
                add_names(i, listing);
            }
        }
    }

    std::vector<PartyLink> links() {
        link_bucket_by_bucket(references_, LinkEvidence::stated_reference);
        link_bucket_by_bucket(identifiers_, LinkEvidence::identifier);
        link_bucket_by_bucket(names_, LinkEvidence::name_and_birth);
        std::vector<PartyLink> out;
        out.reserve(found_.size());
        for (auto& [pair, link] : found_) {
            out.push_back(std::move(link));
        }
        return out;
    }

private:
    using Pair = std::tuple<std::string, std::string, std::string, std::string>;

    void add_references(std::size_t list, const Listing& listing) {
        references_.add(base::ascii_lower(fmt::format("{}:{}", lists_[list].list, listing.id)),
                        {list, &listing, listing.id});
        for (const std::string& reference : listing.cross_references) {
            references_.add(base::ascii_lower(reference), {list, &listing, reference});
        }
    }

    void add_identifiers(std::size_t list, const Listing& listing) {
        for (const model::Identifier& identifier : listing.identifiers) {
            if (const std::string key = strong_key(identifier); !key.empty()) {
                identifiers_.add(key, {list, &listing, identifier.value});
            }
        }
    }

    void add_names(std::size_t list, const Listing& listing) {
        if (listing.kind == PartyKind::unknown || listing.kind == PartyKind::wallet) {
            return;
        }
        for (const model::ListedName& name : listing.names) {
            if (name.quality == model::NameQuality::weak || name.supplement) {
                continue;
            }
            if (const std::string key = folded_words(name.text); !key.empty()) {
                names_.add(fmt::format("{} {}", model::to_string(listing.kind), key),
                           {list, &listing, name.text});
            }
        }
    }

    void link_bucket_by_bucket(Buckets& buckets, LinkEvidence evidence) {
        buckets.each_shared([&](std::string_view key, std::span<const Member> members) {
            if (members.size() > bucket_max) {
                return;
            }
            for (std::size_t i = 0; i < members.size(); ++i) {
                for (std::size_t j = i + 1; j < members.size(); ++j) {
                    if (members[i].list != members[j].list) {
                        try_link(key, members[i], members[j], evidence);
                    }
                }
            }
        });
    }

    void try_link(std::string_view key, const Member& one, const Member& other, LinkEvidence evidence) {
        const Listing& left = *one.listing;
        const Listing& right = *other.listing;
        std::string text;
        if (evidence == LinkEvidence::stated_reference) {
            text = one.text.size() >= other.text.size() ? one.text : other.text;  // "un:QDi.430" says more
        } else if (evidence == LinkEvidence::identifier) {
            if (!kinds_agree(left, right)) {
                return;
            }
            text = key;
        } else if (left.kind == PartyKind::person) {
            const auto birth = birth_in_common(left, right);
            if (!birth) {
                return;
            }
            text = fmt::format("{}, {}", std::min(one.text, other.text), *birth);
        } else {
            const auto country = country_in_common(left, right);
            if (!country) {
                return;
            }
            evidence = LinkEvidence::name_and_country;
            text = fmt::format("{}, {}", std::min(one.text, other.text), *country);
        }
        keep(one, other, evidence, std::move(text));
    }

    // The strongest evidence of a pair; of equal ones the text that sorts first.
    void keep(const Member& one, const Member& other, LinkEvidence evidence, std::string text) {
        const bool ordered = lists_[one.list].list < lists_[other.list].list;
        const Member& a = ordered ? one : other;
        const Member& b = ordered ? other : one;
        PartyLink link{std::string(lists_[a.list].list),
                       a.listing->id,
                       std::string(lists_[b.list].list),
                       b.listing->id,
                       evidence,
                       std::move(text)};
        Pair pair{link.list_a, link.id_a, link.list_b, link.id_b};
        const auto [at, fresh] = found_.try_emplace(std::move(pair), link);
        if (!fresh && std::tie(link.evidence, link.text) < std::tie(at->second.evidence, at->second.text)) {
            at->second = std::move(link);
        }
    }

    std::span<const ListListings> lists_;
    Buckets references_;
    Buckets identifiers_;
    Buckets names_;
    std::map<Pair, PartyLink> found_;
};

// Union-find over the parties that strong links name.
class Groups {
public:
    void join(const PartyReference& one, const PartyReference& other) {
        parent_[root(index(one))] = root(index(other));
    }

    std::vector<std::vector<PartyReference>> members() {
        std::map<std::size_t, std::vector<PartyReference>> by_root;
        for (const auto& [reference, at] : indexes_) {
            by_root[root(at)].push_back(reference);
        }
        std::vector<std::vector<PartyReference>> out;
        for (auto& [at, references] : by_root) {
            out.push_back(std::move(references));
        }
        std::ranges::sort(out);
        return out;
    }

private:
    std::size_t index(const PartyReference& reference) {
        const auto [at, fresh] = indexes_.try_emplace(reference, parent_.size());
        if (fresh) {
            parent_.push_back(at->second);
        }
        return at->second;
    }

    std::size_t root(std::size_t at) {
        while (parent_[at] != at) {
            parent_[at] = parent_[parent_[at]];
            at = parent_[at];
        }
        return at;
    }

    std::map<PartyReference, std::size_t> indexes_;
    std::vector<std::size_t> parent_;
};

}  // namespace

std::string_view to_string(LinkEvidence evidence) {
    switch (evidence) {
        case LinkEvidence::stated_reference: return "stated reference";
        case LinkEvidence::identifier: return "identifier";
        case LinkEvidence::name_and_birth: return "name and birth date";
        case LinkEvidence::name_and_country: return "name and country";
    }
    return "";
}

std::vector<PartyLink> link_parties(std::span<const ListListings> lists) {
    return Linker(lists).links();
}

std::vector<Divergence> find_divergences(std::span<const ListListings> previous,
                                         std::span<const ListListings> current) {
    Groups groups;
    for (const auto& state : {previous, current}) {
        for (const PartyLink& link : link_parties(state)) {
            if (is_strong(link.evidence)) {
                groups.join({link.list_a, link.id_a}, {link.list_b, link.id_b});
            }
        }
    }
    std::set<std::string_view> lists_now;
    std::set<std::pair<std::string_view, std::string_view>> parties_now;
    for (const ListListings& list : current) {
        lists_now.insert(list.list);
        for (const Listing& listing : list.listings) {
            parties_now.emplace(list.list, listing.id);
        }
    }
    std::vector<Divergence> out;
    for (const std::vector<PartyReference>& group : groups.members()) {
        std::vector<PartyReference> kept;
        for (const PartyReference& member : group) {
            if (parties_now.contains({member.list, member.id})) {
                kept.push_back(member);
            }
        }
        for (const PartyReference& member : group) {
            const bool gone =
                lists_now.contains(member.list) && !parties_now.contains({member.list, member.id});
            const bool elsewhere_in_list =
                std::ranges::find(kept, member.list, &PartyReference::list) != kept.end();
            if (gone && !elsewhere_in_list && !kept.empty()) {
                out.push_back({member, kept});
            }
        }
    }
    return out;
}

}  // namespace cordon::lists
