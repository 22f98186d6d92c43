#include "engine/list_adoption.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/strings.h"
#include "model/listing_fields.h"

namespace cordon::engine {

namespace {

using base::ErrorCode;
using model::ListVersion;
using model::VersionState;

constexpr std::int64_t day_ms = 24LL * 3'600'000;

// One adoption, step after step.
struct Adoption {
    ListStore& store;
    ListContent& content;
    const ImportRequest& request;
    const GateLimits& limits;
    const Hooks& hooks;

    base::Date published;
    bool published_is_said = false;
    std::string content_sha256;
    std::vector<ListVersion> versions;  // of this list
    const ListVersion* active = nullptr;
    std::optional<std::vector<model::Listing>> active_listings;
    ImportReport report;

    [[nodiscard]] base::Result<ImportReport> run();
    [[nodiscard]] base::Status settle_published();
    [[nodiscard]] base::Status read_store();
    [[nodiscard]] const ListVersion* same_content() const;
    [[nodiscard]] base::Status confirm_same(const ListVersion& same);
    [[nodiscard]] std::string free_version_name() const;
    void report_repeated_ids();
    void count_changes();
    void judge();
    [[nodiscard]] bool is_accepted() const;
    [[nodiscard]] std::string reason() const;
    [[nodiscard]] base::Status keep();
    [[nodiscard]] base::Status activate_kept(const ListVersion& kept);
    [[nodiscard]] base::Status reread_version(std::string_view version);
};

base::Status Adoption::settle_published() {
    if (request.published && content.published && *request.published != *content.published) {
        return base::fail(
            ErrorCode::invalid_input,
            fmt::format("the file of list {} says that it was published {}, --published says {}; leave "
                        "--published out or take the other file",
                        content.list, base::to_string(*content.published),
                        base::to_string(*request.published)));
    }
    published_is_said = request.published || content.published;
    if (published_is_said) {
        published = request.published ? *request.published : *content.published;
        if (!base::is_valid(published)) {
            return base::fail(ErrorCode::invalid_input,
                              fmt::format("the day of publication of list {} is not a day", content.list));
        }
        return {};
    }
    published = base::utc_day(request.now);
    content.diagnostics.push_back(
        {lists::Severity::note, "", "published", base::to_string(published),
         "the file does not say when it was published; the day of the import is taken, "
         "--published states another"});
    return {};
}

base::Status Adoption::read_store() {
    CORDON_ASSIGN(versions, store.versions());
    std::erase_if(versions, [&](const ListVersion& each) { return each.list != content.list; });
    active = active_version(versions, content.list);
    if (active != nullptr) {
        CORDON_ASSIGN(active_listings, store.listings(active->list, active->version));
    }
    return {};
}

// The version that makes keeping this content needless: the active one, else a newest one that is not
// quarantined, else a quarantined one of the same day.
const ListVersion* Adoption::same_content() const {
    const ListVersion* same = nullptr;
    for (const ListVersion& each : versions) {
        if (each.content_sha256 != content_sha256) {
            continue;
        }
        if (each.state == VersionState::active) {
            return &each;
        }
        // A quarantined version says nothing about as-of use: with --history it is judged anew.
        const bool usable =
            each.state != VersionState::quarantined || (!request.history && each.published == published &&
                                                        (same == nullptr || same->state == each.state));
        same = usable ? &each : same;
    }
    // Back to an earlier content under a later date: what screens now is no longer what the publisher says.
    const bool went_back = same != nullptr && same->state == VersionState::superseded && !request.history &&
                           active != nullptr && published_is_said && published > active->published;
    return went_back ? nullptr : same;
}

base::Status Adoption::confirm_same(const ListVersion& same) {
    if (same.state == VersionState::quarantined) {
        return {};
    }
    if (request.fetched_at) {
        return store.confirm(same.list, same.version, *request.fetched_at, request.principal);
    }
    if (published_is_said && published > same.published) {
        const base::Instant end_of_day{base::start_of(published).unix_ms + day_ms - 1};
        return store.confirm(same.list, same.version, std::min(end_of_day, request.now), request.principal);
    }
    return {};  // an old file in hand says nothing about today
}

std::string Adoption::free_version_name() const {
    const std::string day = base::to_string(published);
    std::string name = day;
    for (int number = 2;
         std::ranges::any_of(versions, [&](const auto& each) { return each.version == name; }); ++number) {
        name = fmt::format("{}.{}", day, number);
    }
    return name;
}

void Adoption::report_repeated_ids() {
    std::set<std::string_view> ids;
    for (const model::Listing& listing : content.listings) {
        if (!ids.insert(listing.id).second) {
            content.diagnostics.push_back(
                {lists::Severity::warning, listing.id, "id", listing.id,
                 "this id stands more than once in the file; all of its entries are kept"});
        }
    }
}

void Adoption::count_changes() {
    hooks.progress("comparing", 0, content.listings.size());
    std::map<std::string_view, const model::Listing*> before;
    if (active_listings) {
        for (const model::Listing& listing : *active_listings) {
            before.emplace(listing.id, &listing);
        }
    }
    std::uint64_t in_both = 0;
    for (const model::Listing& listing : content.listings) {
        const auto old = before.find(listing.id);
        if (old == before.end()) {
            ++report.added;
            continue;
        }
        ++in_both;
        if (!(*old->second == listing) && model::field_lines(*old->second) != model::field_lines(listing)) {
            ++report.changed;
        }
    }
    report.removed = before.size() - std::min<std::uint64_t>(in_both, before.size());
    hooks.progress("comparing", content.listings.size(), content.listings.size());
}

void Adoption::judge() {
    const std::vector<model::Listing>* before = active_listings ? &*active_listings : nullptr;
    GateQuestion question;
    question.list = content.list;
    question.published = published;
    question.today = base::utc_day(request.now);
    question.stated_count = content.stated_count;
    question.listings = &content.listings;
    question.read_count = content.read_count;
    if (!request.history && active != nullptr) {
        question.active = before;
        question.active_published = active->published;
    }
    report.gate = check_contents(question, limits);
    const SelfTestReport test = self_test(content.list, content.listings, before, hooks);
    report.names_tested = test.names_searched;
    if (auto finding = judge_self_test(test, limits)) {
        report.gate.push_back(*std::move(finding));
        std::ranges::stable_sort(report.gate, {}, &GateFinding::code);
    }
}

bool Adoption::is_accepted() const {
    return report.gate.empty() ||
           (request.accept_reason && std::ranges::all_of(report.gate, [](const auto& finding) {
                return can_be_overridden(finding.code);
            }));
}

std::string Adoption::reason() const {
    std::vector<std::string> sentences;
    for (const GateFinding& finding : report.gate) {
        sentences.push_back(fmt::format("{}: {}", to_string(finding.code), finding.sentence));
    }
    const std::string findings = base::join(sentences, "; ");
    if (findings.empty() || !is_accepted()) {
        return findings;
    }
    return fmt::format("accepted by {}: {}; findings: {}", request.principal, *request.accept_reason,
                       findings);
}

base::Status Adoption::reread_version(std::string_view version) {
    CORDON_ASSIGN(const std::vector<ListVersion> all, store.versions());
    for (const ListVersion& each : all) {
        if (each.list == content.list && each.version == version) {
            report.version = each;
        }
    }
    return {};
}

base::Status Adoption::keep() {
    NewVersion fresh;
    fresh.version.list = content.list;
    fresh.version.version = free_version_name();
    fresh.version.format = content.format;
    fresh.version.published = published;
    fresh.version.content_sha256 = content_sha256;
    fresh.version.state = !is_accepted()    ? VersionState::quarantined
                          : request.history ? VersionState::stored
                                            : VersionState::active;
    fresh.version.fetched_at = request.fetched_at;
    fresh.version.accepted_at = request.now;
    fresh.version.reason = reason();
    fresh.version.principal = request.principal;
    for (const lists::SourceFile& file : request.files) {
        fresh.files.push_back({file.name, std::string(file.bytes)});
    }
    fresh.listings = std::move(content.listings);
    fresh.diagnostics = report.diagnostics;
    report.activated = fresh.version.state == VersionState::active;
    const std::string name = fresh.version.version;
    CORDON_TRY(store.keep(std::move(fresh)));
    return reread_version(name);
}

base::Status Adoption::activate_kept(const ListVersion& kept) {
    if (is_accepted()) {
        CORDON_TRY(store.activate(kept.list, kept.version, request.principal, reason(), request.now));
        report.activated = true;
    }
    return reread_version(kept.version);
}

base::Result<ImportReport> Adoption::run() {
    CORDON_TRY(settle_published());
    content_sha256 = model::content_hash(content.listings);
    CORDON_TRY(read_store());
    report_repeated_ids();
    report.diagnostics = std::move(content.diagnostics);
    count_changes();
    if (const ListVersion* same = same_content()) {
        report.unchanged = true;
        CORDON_TRY(confirm_same(*same));
        const bool may_rise =
            !request.history && (same->state == VersionState::quarantined ||
                                 (same->state == VersionState::stored &&
                                  (active == nullptr || same->published > active->published)));
        if (!may_rise) {
            CORDON_TRY(reread_version(same->version));
            return std::move(report);
        }
        published = same->published;
        judge();
        hooks.progress("storing", 0, 1);
        CORDON_TRY(activate_kept(*same));
    } else {
        judge();
        hooks.progress("storing", 0, 1);
        CORDON_TRY(keep());
    }
    hooks.progress("storing", 1, 1);
    return std::move(report);
}

}  // namespace

const ListVersion* active_version(const std::vector<ListVersion>& versions, std::string_view list) {
    const auto found = std::ranges::find_if(versions, [&](const ListVersion& each) {
        return each.list == list && each.state == VersionState::active;
    });
    return found == versions.end() ? nullptr : &*found;
}

base::Result<ImportReport> adopt_list(ListStore& store, ListContent content, const ImportRequest& request,
                                      const GateLimits& limits, const Hooks& hooks) {
    Adoption adoption{
        .store = store, .content = content, .request = request, .limits = limits, .hooks = hooks};
    return adoption.run();
}

}  // namespace cordon::engine
