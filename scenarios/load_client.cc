// Goal: as much load on a service as two processors can make: keep-alive connections, one request on each
// at a time, every answer read, times and statuses counted. scenarios/serve_load.py builds and drives it.
//
//     load_client PORT KEY payments|screen|match CONNECTIONS SECONDS MESSAGES_DIR FIRST_NUMBER ACKED_FILE
//                 [RATE]
//
// RATE: so many requests a second come, at random, whether the service keeps up or not; a time counts from
// when the request came, also where no connection was free. Without it each connection asks again at once.
//
// A payment is a file of MESSAGES_DIR with the digits of its id, references and accounts made new, so that no
// two are the same. Standard output: one line of JSON. ACKED_FILE gets the verdict's id and what it is, of
// every answer of 200.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Asked {
    std::string key, mode;
    double rate = 0;  // requests a second; 0: as many as are answered
    std::vector<std::string> messages;
    std::uint64_t number = 0;
};

struct Connection {
    int socket = -1;
    std::string out, in;
    std::size_t sent = 0;
    Clock::time_point since;
    bool open = false;
};

struct Counts {
    std::map<int, std::uint64_t> statuses;
    std::vector<std::uint32_t> us;  // of 200
    std::uint64_t failed = 0, refused_without_hold = 0, bytes = 0;
    std::map<std::string, std::uint64_t> verdicts;
    std::set<std::string> lists;  // versions that verdicts stand on
    std::ofstream acked;
};

// The last digits of ids and long numbers become those of `number`: other accounts, other ids, same shape.
std::string fresh_message(std::string text, std::uint64_t number) {
    const auto is_digit = [&text](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_digit(end)) {
            ++end;
        }
        const bool of_id = at > 0 && end - at >= 5 && std::string_view("IET-").find(text[at - 1]) < 4;
        if (end - at >= 10 || of_id) {
            std::uint64_t rest = number;
            for (std::size_t digit = end; digit > at && digit + 7 > end; --digit, rest /= 10) {
                text[digit - 1] = static_cast<char>('0' + rest % 10);
            }
        }
        at = std::max(end, at + 1);
    }
    return text;
}

std::string post(const Asked& asked, std::string_view target, std::string_view type,
                 const std::string& body) {
    std::string text = "POST " + std::string(target) + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " +
                       asked.key + "\r\nContent-Type: " + std::string(type) +
                       "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    return text += body;
}

std::string next_request(Asked& asked) {
    static const char* const given[] = {"Marit",  "Teodor", "Amina", "Jonas",
                                        "Samira", "Oleg",   "Lucia", "Hamid"};
    static const char* const family[] = {"Solbakken", "Varga",   "El Amrani", "Petrov",
                                         "Okafor",    "Nilsson", "Haddad"};
    const std::uint64_t number = asked.number++;
    if (asked.mode == "payments") {
        const std::string& message = asked.messages[number % asked.messages.size()];
        return post(asked, "/v1/payments?channel=load", "application/xml", fresh_message(message, number));
    }
    const bool screen = asked.mode == "screen";
    std::string body = screen ? R"({"allow_missing_lists":true,"subjects":[)" : R"({"queries":{)";
    for (std::uint64_t at = 0; at < 50; ++at) {
        const std::uint64_t mixed = (number * 50 + at) * 0x9e3779b97f4a7c15ULL >> 20U;
        std::string name = given[mixed % 8];
        name += ' ';
        name += static_cast<char>('A' + mixed / 8 % 26);
        name += static_cast<char>('a' + mixed / 208 % 26);
        name += "ren ";
        name += family[mixed / 5'408 % 7];
        body += at == 0 ? "" : ",";
        body += screen ? R"({"id":")" + std::to_string(at) + R"(","name":")" + name + R"("})"
                       : "\"q" + std::to_string(at) + R"(":{"schema":"Person","properties":{"name":[")" +
                             name + R"("]}})";
    }
    body += screen ? "]}" : "}}";
    return post(asked, screen ? "/v1/screen" : "/yente/match/default", "application/json", body);
}

std::string member(std::string_view body, std::string_view name) {
    const std::string mark = "\"" + std::string(name) + "\":\"";
    const std::size_t at = body.find(mark);
    return at == body.npos ? std::string()
                           : std::string(body.substr(at + mark.size(),
                                                     body.find('"', at + mark.size()) - at - mark.size()));
}

bool connect_to(Connection& connection, std::uint16_t port) {
    connection.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int one = 1;
    ::setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    connection.open =
        ::connect(connection.socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    return connection.open;
}

// True when an answer is whole; then it is counted.
bool take_answer(Connection& connection, const Asked& asked, Counts& counts) {
    const std::size_t head = connection.in.find("\r\n\r\n");
    if (head == std::string::npos) {
        return false;
    }
    const std::size_t field = connection.in.find("content-length: ");
    const std::size_t length =
        field < head ? std::strtoull(connection.in.c_str() + field + 16, nullptr, 10) : 0;
    if (connection.in.size() < head + 4 + length) {
        return false;
    }
    const int status = std::atoi(connection.in.c_str() + 9);
    const std::string_view body = std::string_view(connection.in).substr(head + 4, length);
    ++counts.statuses[status];
    if (status == 200) {
        const auto passed = Clock::now() - connection.since;
        counts.us.push_back(static_cast<std::uint32_t>(
            std::chrono::duration_cast<std::chrono::microseconds>(passed).count()));
        if (asked.mode == "payments") {
            ++counts.verdicts[member(body, "verdict")];
            counts.acked << member(body, "verdict_id") << ' ' << member(body, "verdict") << '\n';
            const std::size_t lists = body.find("\"lists\":[");
            counts.lists.insert(std::string(body.substr(lists, body.find(']', lists) - lists)));
        }
    } else if (asked.mode == "payments" && member(body, "verdict") != "hold") {
        ++counts.refused_without_hold;
    }
    connection.in.clear();
    return true;
}

void print(const Asked& asked, Counts& counts, double seconds) {
    std::ranges::sort(counts.us);
    const auto at = [&](double share) {
        return counts.us.empty()
                   ? 0U
                   : counts.us[static_cast<std::size_t>(share * static_cast<double>(counts.us.size() - 1))];
    };
    std::printf(
        "{\"mode\":\"%s\",\"seconds\":%.2f,\"ok\":%zu,\"per_second\":%.0f,\"p50_us\":%u,\"p99_us\":%u,"
        "\"max_us\":%u,\"failed\":%llu,\"refused_without_hold\":%llu,\"list_states\":%zu,\"statuses\":{",
        asked.mode.c_str(), seconds, counts.us.size(), static_cast<double>(counts.us.size()) / seconds,
        at(0.5), at(0.99), at(1.0), static_cast<unsigned long long>(counts.failed),
        static_cast<unsigned long long>(counts.refused_without_hold), counts.lists.size());
    const char* comma = "";
    for (const auto& [status, count] : counts.statuses) {
        std::printf("%s\"%d\":%llu", comma, status, static_cast<unsigned long long>(count));
        comma = ",";
    }
    std::printf("},\"verdicts\":{");
    comma = "";
    for (const auto& [verdict, count] : counts.verdicts) {
        std::printf("%s\"%s\":%llu", comma, verdict.c_str(), static_cast<unsigned long long>(count));
        comma = ",";
    }
    std::printf("}}\n");
}

void begin(Connection& connection, Asked& asked, Clock::time_point due) {
    connection.out = next_request(asked);
    connection.sent = 0;
    connection.in.clear();
    connection.since = due;
    const auto sent = ::send(connection.socket, connection.out.data(), connection.out.size(), MSG_NOSIGNAL);
    connection.sent = sent > 0 ? static_cast<std::size_t>(sent) : 0;
    while (sent > 0 && connection.sent < connection.out.size()) {
        const auto more = ::send(connection.socket, connection.out.data() + connection.sent,
                                 connection.out.size() - connection.sent, MSG_NOSIGNAL);
        if (more <= 0) {
            break;
        }
        connection.sent += static_cast<std::size_t>(more);
    }
}

// When the next request comes; requests are independent of each other and of the answers.
class Arrivals {
public:
    explicit Arrivals(double rate) : gap_(rate > 0 ? rate : 1) {}

    void pass() {
        due_ += std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(gap_(random_)));
    }
    [[nodiscard]] Clock::time_point due() const { return due_; }

private:
    std::mt19937_64 random_{1};
    std::exponential_distribution<double> gap_;
    Clock::time_point due_ = Clock::now();
};

class Load {
public:
    Load(Asked& asked, Counts& counts, double seconds)
        : asked_(asked),
          counts_(counts),
          end_(start_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds))),
          arrivals_(asked.rate) {}

    void run(std::uint16_t port, std::size_t width) {
        connections_.resize(width);
        for (std::size_t at = 0; at < width; ++at) {
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.u64 = at;
            if (connect_to(connections_[at], port)) {
                ::epoll_ctl(events_, EPOLL_CTL_ADD, connections_[at].socket, &event);
                ++open_;
                idle_.push_back(at);
            } else {
                ++counts_.failed;
            }
        }
        while (open_ > 0) {
            send_what_is_due();
            if (open_ > 0 && !take_answers()) {
                counts_.failed += open_;
                break;
            }
        }
        print(asked_, counts_, std::chrono::duration<double>(Clock::now() - start_).count());
    }

private:
    // Of the next request: now, unless they come by themselves.
    [[nodiscard]] Clock::time_point due(Clock::time_point now) const {
        return asked_.rate > 0 ? arrivals_.due() : now;
    }

    // All that came in time are sent, however late.
    void send_what_is_due() {
        for (auto now = Clock::now(); !idle_.empty() && due(now) <= now && due(now) < end_;
             now = Clock::now()) {
            begin(connections_[idle_.front()], asked_, due(now));
            idle_.pop_front();
            arrivals_.pass();
        }
        for (; !idle_.empty() && due(Clock::now()) >= end_; idle_.pop_front()) {
            close(connections_[idle_.front()]);
        }
    }

    void close(Connection& connection) {
        ::close(connection.socket);
        connection.open = false;
        --open_;
    }

    // False: nobody answered for long.
    bool take_answers() {
        constexpr auto longest = std::chrono::seconds(5);
        auto wait = std::chrono::nanoseconds(longest);
        const bool next_comes = asked_.rate > 0 && !idle_.empty();
        if (next_comes) {
            wait = std::clamp(std::chrono::nanoseconds(arrivals_.due() - Clock::now()),
                              std::chrono::nanoseconds(0), wait);
        }
        const timespec limit{.tv_sec = wait / std::chrono::seconds(1),
                             .tv_nsec = (wait % std::chrono::seconds(1)).count()};
        const int count =
            ::epoll_pwait2(events_, ready_.data(), static_cast<int>(ready_.size()), &limit, nullptr);
        if (count <= 0) {
            return next_comes;
        }
        for (int index = 0; index < count; ++index) {
            take_from(ready_[static_cast<std::size_t>(index)].data.u64);
        }
        return true;
    }

    void take_from(std::size_t at) {
        Connection& connection = connections_[at];
        const auto got = ::recv(connection.socket, piece_, sizeof piece_, 0);
        if (got <= 0) {
            ++counts_.failed;
            std::erase(idle_, at);
            close(connection);
            return;
        }
        connection.in.append(piece_, static_cast<std::size_t>(got));
        const bool last = connection.in.find("connection: close") != std::string::npos;
        if (take_answer(connection, asked_, counts_)) {
            last ? close(connection) : idle_.push_back(at);
        }
    }

    Asked& asked_;
    Counts& counts_;
    const Clock::time_point start_ = Clock::now();
    const Clock::time_point end_;
    const int events_ = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<Connection> connections_;
    std::deque<std::size_t> idle_;  // longest first
    std::size_t open_ = 0;
    std::vector<epoll_event> ready_ = std::vector<epoll_event>(256);
    char piece_[65'536];
    Arrivals arrivals_;
};

}  // namespace

int main(int count, char** words) {
    if (count != 9 && count != 10) {
        std::fputs("see the head of scenarios/load_client.cc\n", stderr);
        return 2;
    }
    Asked asked{.key = words[2],
                .mode = words[3],
                .rate = count == 10 ? std::strtod(words[9], nullptr) : 0,
                .messages = {},
                .number = std::strtoull(words[7], nullptr, 10)};
    if (asked.mode == "payments") {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(words[6])) {
            if (entry.is_regular_file()) {
                std::ifstream file(entry.path(), std::ios::binary);
                asked.messages.emplace_back(std::istreambuf_iterator<char>(file),
                                            std::istreambuf_iterator<char>());
            }
        }
        if (asked.messages.empty()) {
            return 2;
        }
    }
    Counts counts;
    counts.acked.open(words[8]);
    Load(asked, counts, std::strtod(words[5], nullptr))
        .run(static_cast<std::uint16_t>(std::strtoul(words[1], nullptr, 10)),
             std::strtoul(words[4], nullptr, 10));
    return 0;
}
