#include "server/list_fetcher.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <memory>
#include <utility>

#include "base/check.h"
#include "base/strings.h"
#include "server/address_rules.h"
#include "server/transfer.h"

namespace cordon::server {
namespace {

using base::ErrorCode;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int poll_ms_max = 100;
constexpr auto timer_slack = milliseconds(50);  // libcurl's timer may be early by this

struct CloseEasy {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct CloseMulti {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct FreeLines {
    void operator()(curl_slist* lines) const { curl_slist_free_all(lines); }
};
struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Easy = std::unique_ptr<CURL, CloseEasy>;
using Multi = std::unique_ptr<CURLM, CloseMulti>;
using HeaderLines = std::unique_ptr<curl_slist, FreeLines>;
using UrlParts = std::unique_ptr<CURLU, FreeUrl>;

struct Address {
    std::string scheme, host, port;
    std::string shown;  // without query, fragment and credentials
    bool has_credentials = false;
};

std::string url_part(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, CURLU_DEFAULT_PORT) != CURLUE_OK || text == nullptr) {
        return {};
    }
    std::string copy(text);
    curl_free(text);
    return copy;
}

std::optional<Address> read_address(const std::string& text) {
    const UrlParts url(curl_url());
    if (url == nullptr || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) {
        return std::nullopt;
    }
    Address address;
    address.scheme = base::ascii_lower(url_part(url.get(), CURLUPART_SCHEME));
    address.host = base::ascii_lower(url_part(url.get(), CURLUPART_HOST));
    address.port = url_part(url.get(), CURLUPART_PORT);
    address.has_credentials =
        !url_part(url.get(), CURLUPART_USER).empty() || !url_part(url.get(), CURLUPART_PASSWORD).empty();
    for (const auto part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY, CURLUPART_FRAGMENT}) {
        curl_url_set(url.get(), part, nullptr, 0);
    }
    char* shown = nullptr;
    if (curl_url_get(url.get(), CURLUPART_URL, &shown, 0) == CURLUE_OK && shown != nullptr) {
        address.shown = base::shown(shown, 300);
        curl_free(shown);
    }
    return address;
}

bool same_origin(const Address& left, const Address& right) {
    return left.scheme == right.scheme && left.host == right.host && left.port == right.port;
}

// libcurl holds its address: it never moves.
struct LiveTransfer : Transfer {
    Easy easy;
    HeaderLines lines;
};

// ---- what libcurl calls; nothing may be thrown through it ----

std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* user) noexcept {
    auto& transfer = *static_cast<LiveTransfer*>(user);
    try {
        long status = 0;
        curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
        return take_body(transfer, static_cast<int>(status), {bytes, count}) ? count : 0;
    } catch (...) {
        transfer.out_of_memory = true;
    }
    return 0;
}

std::size_t on_header(char* bytes, std::size_t, std::size_t count, void* user) noexcept {
    auto& transfer = *static_cast<LiveTransfer*>(user);
    try {
        return take_header(transfer, {bytes, count}) ? count : 0;
    } catch (...) {
        transfer.out_of_memory = true;
    }
    return 0;
}

std::optional<IpAddress> address_of(const curl_sockaddr& peer) {
    IpAddress address;
    const auto* raw = reinterpret_cast<const unsigned char*>(&peer.addr);
    if (peer.family == AF_INET && peer.addrlen >= sizeof(sockaddr_in)) {
        std::memcpy(address.bytes.data(), raw + offsetof(sockaddr_in, sin_addr), 4);
        return address;
    }
    if (peer.family == AF_INET6 && peer.addrlen >= sizeof(sockaddr_in6)) {
        address.v6 = true;
        std::memcpy(address.bytes.data(), raw + offsetof(sockaddr_in6, sin6_addr), 16);
        return address;
    }
    return std::nullopt;
}

// The address that is really about to be connected to.
curl_socket_t on_open_socket(void* user, curlsocktype, curl_sockaddr* peer) noexcept {
    auto& transfer = *static_cast<LiveTransfer*>(user);
    try {
        if (!take_peer(transfer, address_of(*peer))) {
            return CURL_SOCKET_BAD;
        }
    } catch (...) {
        transfer.out_of_memory = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

Failure transfer_failure(const LiveTransfer& transfer, CURLcode code, bool connected) {
    if (transfer.out_of_memory) {
        return {ErrorCode::limit_exceeded, "does not fit into the memory of this machine"};
    }
    if (code == CURLE_COULDNT_CONNECT && !transfer.refused_address.empty()) {
        return address_failure(transfer);
    }
    if (code == CURLE_OPERATION_TIMEDOUT) {
        return timeout_failure(transfer, connected, Clock::now() + timer_slack >= transfer.deadline);
    }
    if (code == CURLE_FILESIZE_EXCEEDED) {
        return size_failure(transfer);
    }
    if (code == CURLE_PARTIAL_FILE) {
        return {ErrorCode::unavailable,
                fmt::format("broke off after {} bytes, before its end", transfer.wire_bytes), true};
    }
    if (code == CURLE_PEER_FAILED_VERIFICATION) {
        return {ErrorCode::invalid_input,
                "shows a certificate that does not hold for it (name, issuer or date); where the house opens "
                "TLS, "
                "name its certification authority in fetch.ca_file"};
    }
    if (code == CURLE_SSL_CACERT_BADFILE) {
        return {ErrorCode::invalid_input, "was not asked: fetch.ca_file is not a readable PEM file"};
    }
    const bool passing = code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT ||
                         code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR || code == CURLE_GOT_NOTHING;
    return {passing ? ErrorCode::unavailable : ErrorCode::invalid_input,
            fmt::format("could not be read: {}", base::ascii_lower(curl_easy_strerror(code))), passing};
}

// ---- the run ----

class Fetching {
public:
    Fetching(const std::vector<Publisher>& publishers, const ValidatorLookup& validators,
             const FetchLimits& limits, const FetchRules& rules, const FetchProgressCallback& on_progress)
        : validators_(validators),
          limits_(limits),
          rules_(rules),
          on_progress_(on_progress),
          agent_("cordon/" + rules.version),
          multi_(curl_multi_init()) {
        for (const auto& publisher : publishers) {
            auto& state = *states_.emplace_back(std::make_unique<PublisherState>());
            state.publisher = &publisher;
            for (const auto& file : publisher.files) {
                auto& transfer = *transfers_.emplace_back(std::make_unique<LiveTransfer>());
                transfer.file = &file;
                transfer.publisher = &state;
                transfer.limits = &limits_;
                transfer.proxied = !rules.proxy.empty();
                begin(transfer, Clock::now());
            }
            if (publisher.files.empty()) {
                fail_publisher(state, ErrorCode::invalid_input, "no address is configured");
            }
        }
    }
    Fetching(const Fetching&) = delete;
    Fetching& operator=(const Fetching&) = delete;
    ~Fetching() {
        for (const auto& transfer : transfers_) {
            close(*transfer);
        }
    }

    std::vector<FetchOutcome> run();

private:
    void begin(LiveTransfer& transfer, Clock::time_point due) const;
    void start_due();
    std::optional<Failure> check(LiveTransfer& transfer) const;
    std::optional<Failure> start_hop(LiveTransfer& transfer);
    bool configure(LiveTransfer& transfer);
    void add_validators(LiveTransfer& transfer) const;
    void close(LiveTransfer& transfer) const;
    void end_hop(LiveTransfer& transfer, CURLcode code);
    void follow(LiveTransfer& transfer, const std::string& target);
    void fail(LiveTransfer& transfer, const Failure& failure);
    void fail_publisher(PublisherState& state, ErrorCode code, std::string_view what);
    void finish_publisher(PublisherState& state);
    void read_wire(LiveTransfer& transfer) const;
    void report(bool all);
    [[nodiscard]] int poll_ms() const;
    [[nodiscard]] bool open() const;

    const ValidatorLookup& validators_;
    const FetchLimits& limits_;
    const FetchRules& rules_;
    const FetchProgressCallback& on_progress_;
    std::string agent_;
    Multi multi_;
    std::vector<std::unique_ptr<PublisherState>> states_;
    std::vector<std::unique_ptr<LiveTransfer>> transfers_;
    Clock::time_point reported_;
};

void Fetching::begin(LiveTransfer& transfer, Clock::time_point due) const {
    forget_hop(transfer);
    transfer.stage = TransferStage::waiting;
    transfer.url = transfer.file->url;
    transfer.redirects = 0;
    transfer.due = due;
    transfer.deadline = due + milliseconds(limits_.total_timeout_ms);
}

// Whether this hop may be asked at all, from its address alone.
std::optional<Failure> Fetching::check(LiveTransfer& transfer) const {
    const auto refuse = [](std::string what) { return Failure{ErrorCode::invalid_input, std::move(what)}; };
    const bool redirected = transfer.redirects > 0;
    const auto configured = read_address(transfer.file->url);
    if (!configured) {
        transfer.shown_url = fmt::format("the address of {}", base::shown(transfer.file->name));
        return refuse("cannot be read");
    }
    const auto address = read_address(transfer.url);
    if (!address) {
        return refuse("redirects to something that is no web address");
    }
    const bool at_home = same_origin(*address, *configured);
    const bool http_allowed = rules_.allow_http && at_home && address->scheme == "http";
    if (redirected && address->scheme != "https" && !http_allowed) {
        return refuse(fmt::format("redirects to {}, which is not https", address->shown));
    }
    transfer.shown_url =
        redirected ? fmt::format("{} (redirected to {})", configured->shown, address->shown) : address->shown;
    if (address->scheme != "https" && !http_allowed) {
        return refuse("is not https; only a mirror inside the house may be http, with fetch.allow_http");
    }
    if (address->has_credentials) {
        return refuse("carries a user name or password; these are never sent");
    }
    transfer.private_allowed = at_home && rules_.allow_private_addresses;
    const auto literal = parse_ip_address(address->host);
    if (literal && !may_connect(kind_of(*literal), transfer.private_allowed)) {
        transfer.refused_address = fmt::format("{}, {}", to_string(*literal), to_string(kind_of(*literal)));
        return address_failure(transfer);
    }
    transfer.result.final_url = address->shown;
    return std::nullopt;
}

void Fetching::add_validators(LiveTransfer& transfer) const {
    if (transfer.unconditional || !validators_) {
        return;
    }
    const auto known = validators_(transfer.file->url);
    for (const auto& [header, value] : {std::pair("If-None-Match: ", &known.etag),
                                        std::pair("If-Modified-Since: ", &known.last_modified)}) {
        if (!is_validator(*value)) {
            continue;
        }
        curl_slist* longer = curl_slist_append(transfer.lines.get(), (header + *value).c_str());
        if (longer != nullptr) {
            static_cast<void>(transfer.lines.release());
            transfer.lines.reset(longer);
            transfer.conditional = true;
        }
    }
}

// Every option that the rules of the header depend on; one that libcurl refuses stops the transfer.
bool Fetching::configure(LiveTransfer& transfer) {
    CURL* easy = transfer.easy.get();
    const auto left = std::chrono::duration_cast<milliseconds>(transfer.deadline - Clock::now()).count();
    bool ok = true;
    const auto set = [&](CURLoption option, auto value) {
        ok = curl_easy_setopt(easy, option, value) == CURLE_OK && ok;
    };
    set(CURLOPT_URL, transfer.url.c_str());
    set(CURLOPT_PRIVATE, static_cast<void*>(&transfer));
    set(CURLOPT_PROTOCOLS_STR, rules_.allow_http ? "https,http" : "https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, "https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_HTTP09_ALLOWED, 0L);
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!rules_.ca_file.empty()) {
        set(CURLOPT_CAINFO, rules_.ca_file.c_str());
    }
    set(CURLOPT_PROXY, rules_.proxy.c_str());  // "" also switches off the environment's
    set(CURLOPT_NOPROXY, "");
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_USERAGENT, agent_.c_str());
    set(CURLOPT_ACCEPT_ENCODING, "gzip");
    set(CURLOPT_HTTP_CONTENT_DECODING,
        0L);  // libcurl takes a cut gzip stream for a whole one; transfer.cc does not
    set(CURLOPT_HTTPHEADER, transfer.lines.get());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_FRESH_CONNECT, 1L);  // a connection checked for one address must not serve another
    set(CURLOPT_FORBID_REUSE, 1L);
    set(CURLOPT_OPENSOCKETFUNCTION, &on_open_socket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&transfer));
    set(CURLOPT_WRITEFUNCTION, &on_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
    set(CURLOPT_HEADERFUNCTION, &on_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits_.bytes_max));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits_.connect_timeout_ms));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(left, 1)));
    set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits_.low_speed_bytes_per_s));
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits_.low_speed_window_s));
    return ok;
}

std::optional<Failure> Fetching::start_hop(LiveTransfer& transfer) {
    forget_hop(transfer);
    if (auto refused = check(transfer)) {
        return refused;
    }
    if (Clock::now() >= transfer.deadline) {
        return timeout_failure(transfer, true, true);
    }
    transfer.easy.reset(curl_easy_init());
    add_validators(transfer);
    if (transfer.easy == nullptr || !configure(transfer) ||
        curl_multi_add_handle(multi_.get(), transfer.easy.get()) != CURLM_OK) {
        transfer.easy.reset();
        return Failure{ErrorCode::unavailable, "was not asked: the network library did not start"};
    }
    transfer.stage = TransferStage::running;
    return std::nullopt;
}

void Fetching::close(LiveTransfer& transfer) const {
    if (transfer.easy != nullptr) {
        curl_multi_remove_handle(multi_.get(), transfer.easy.get());
        transfer.easy.reset();
    }
    transfer.lines.reset();
}

void Fetching::read_wire(LiveTransfer& transfer) const {
    curl_off_t done = 0;
    curl_off_t total = -1;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_SIZE_DOWNLOAD_T, &done);
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &total);
    transfer.wire_bytes = static_cast<std::uint64_t>(std::max<curl_off_t>(done, 0));
    transfer.wire_bytes_total = total < 0 ? std::nullopt : std::optional(static_cast<std::uint64_t>(total));
}

void Fetching::end_hop(LiveTransfer& transfer, CURLcode code) {
    long status = 0;
    curl_off_t connect_us = 0;
    char* location = nullptr;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_PRETRANSFER_TIME_T, &connect_us);
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_REDIRECT_URL, &location);
    read_wire(transfer);
    const std::string target = location == nullptr ? "" : location;
    close(transfer);
    if (transfer.refusal) {
        return fail(transfer, Failure(*transfer.refusal));
    }
    if (is_redirect(static_cast<int>(status))) {
        return follow(transfer, target);
    }
    if (status >= 200 && status != 200 && !(status == 304 && transfer.conditional)) {
        return fail(transfer, status_failure(static_cast<int>(status)));
    }
    if (code != CURLE_OK) {
        return fail(transfer, transfer_failure(transfer, code, connect_us > 0));
    }
    if (status != 200 && status != 304) {
        return fail(transfer, {ErrorCode::invalid_input, "gave no answer that is HTTP"});
    }
    if (status == 200) {
        if (const auto failure = finish_body(transfer)) {
            return fail(transfer, *failure);
        }
    }
    transfer.result.not_modified = status == 304;
    transfer.result.end_marked = transfer.result.end_marked || status == 304;
    transfer.stage = TransferStage::done;
    finish_publisher(*transfer.publisher);
}

void Fetching::follow(LiveTransfer& transfer, const std::string& target) {
    if (target.empty()) {
        return fail(transfer, {ErrorCode::invalid_input, "redirects without saying where"});
    }
    if (transfer.redirects >= limits_.redirects_max) {
        return fail(transfer, {ErrorCode::limit_exceeded,
                               fmt::format("redirects more than {} times", limits_.redirects_max)});
    }
    ++transfer.redirects;
    transfer.url = target;
    if (const auto failure = start_hop(transfer)) {
        fail(transfer, *failure);
    }
}

void Fetching::fail(LiveTransfer& transfer, const Failure& failure) {
    if (failure.may_retry && transfer.tries < limits_.tries_max) {
        const auto delay = milliseconds(std::uint64_t{limits_.retry_delay_ms} * transfer.tries);
        ++transfer.tries;
        return begin(transfer, Clock::now() + delay);
    }
    const auto tries = transfer.tries > 1 ? fmt::format(" ({} tries)", transfer.tries) : std::string();
    fail_publisher(*transfer.publisher, failure.code, transfer.shown_url + " " + failure.what + tries);
}

void Fetching::fail_publisher(PublisherState& state, ErrorCode code, std::string_view what) {
    const auto& publisher = *state.publisher;
    const auto& title = publisher.title.empty() ? publisher.list : publisher.title;
    state.error = base::Error{code, fmt::format("{}: {}; the active version stays", title, what), {}};
    state.ended = true;
    for (const auto& transfer : transfers_) {
        if (transfer->publisher == &state) {
            close(*transfer);
            transfer->stage = TransferStage::done;
            transfer->result.bytes = std::string();
        }
    }
}

// Called when a file is done: is the set whole, and all new or all unchanged?
void Fetching::finish_publisher(PublisherState& state) {
    std::size_t modified = 0;
    std::size_t unmodified = 0;
    for (const auto& transfer : transfers_) {
        if (transfer->publisher == &state) {
            if (transfer->stage != TransferStage::done) {
                return;
            }
            ++(transfer->result.not_modified ? unmodified : modified);
        }
    }
    state.ended = modified == 0 || unmodified == 0;
    for (const auto& transfer : transfers_) {
        if (!state.ended && transfer->publisher == &state && transfer->result.not_modified) {
            transfer->unconditional = true;
            begin(*transfer, Clock::now());
        }
    }
}

void Fetching::start_due() {
    for (const auto& transfer : transfers_) {
        if (transfer->stage == TransferStage::waiting && transfer->due <= Clock::now()) {
            if (const auto failure = start_hop(*transfer)) {
                fail(*transfer, *failure);
            }
        }
    }
}

void Fetching::report(bool all) {
    if (!on_progress_ || (!all && Clock::now() < reported_ + milliseconds(poll_ms_max))) {
        return;
    }
    reported_ = Clock::now();
    for (const auto& state : states_) {
        FetchProgress now{.list = state->publisher->list, .bytes_total = 0, .ended = state->ended};
        for (const auto& transfer : transfers_) {
            if (transfer->publisher != state.get()) {
                continue;
            }
            if (transfer->easy != nullptr) {
                read_wire(*transfer);
            }
            ++now.files_total;
            now.files_done += transfer->stage == TransferStage::done && !state->error ? 1U : 0U;
            now.bytes_done += transfer->wire_bytes;
            now.tries = std::max(now.tries, transfer->tries);
            const bool known = now.bytes_total && transfer->wire_bytes_total;
            now.bytes_total =
                known ? std::optional(*now.bytes_total + *transfer->wire_bytes_total) : std::nullopt;
        }
        if (now != state->reported) {
            state->reported = now;
            on_progress_(now);
        }
    }
}

int Fetching::poll_ms() const {
    auto wait = milliseconds(poll_ms_max);
    for (const auto& transfer : transfers_) {
        if (transfer->stage == TransferStage::waiting) {
            wait = std::min(wait, std::chrono::ceil<milliseconds>(transfer->due - Clock::now()));
        }
    }
    return static_cast<int>(std::max<std::int64_t>(wait.count(), 0));
}

bool Fetching::open() const {
    return std::ranges::any_of(transfers_,
                               [](const auto& transfer) { return transfer->stage != TransferStage::done; });
}

std::vector<FetchOutcome> Fetching::run() {
    bool broken = multi_ == nullptr;
    while (!broken && open()) {
        start_due();
        int running = 0;
        broken = curl_multi_perform(multi_.get(), &running) != CURLM_OK;
        int queued = 0;
        while (CURLMsg* message = curl_multi_info_read(multi_.get(), &queued)) {
            char* owner = nullptr;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
            const CURLcode code = message->data.result;
            end_hop(*reinterpret_cast<LiveTransfer*>(owner), code);
        }
        report(false);
        if (!broken && open()) {
            broken = curl_multi_poll(multi_.get(), nullptr, 0, poll_ms(), nullptr) != CURLM_OK;
        }
    }
    std::vector<FetchOutcome> outcomes;
    for (const auto& state : states_) {
        if (!state->ended) {
            fail_publisher(*state, ErrorCode::unavailable, "the network library stopped working");
        }
        FetchOutcome outcome{*state->publisher, std::vector<FetchedFile>()};
        for (const auto& transfer : transfers_) {
            if (transfer->publisher == state.get() && !state->error) {
                outcome.files->push_back(std::move(transfer->result));
            }
        }
        if (state->error) {
            outcome.files = std::unexpected(*state->error);
        }
        outcomes.push_back(std::move(outcome));
    }
    report(true);
    return outcomes;
}

}  // namespace

std::vector<FetchOutcome> fetch_all(const std::vector<Publisher>& publishers,
                                    const ValidatorLookup& validators, const FetchLimits& limits,
                                    const FetchRules& rules, const FetchProgressCallback& on_progress) {
    static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    CORDON_CHECK(started);
    return Fetching(publishers, validators, limits, rules, on_progress).run();
}

}  // namespace cordon::server
