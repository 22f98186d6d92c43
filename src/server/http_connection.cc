#include "server/http_connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <utility>

#include "base/secure_random.h"
#include "base/strings.h"
#include "server/content_coding.h"
#include "server/stage.h"

namespace cordon::server {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t read_bytes = 16U << 10U;
constexpr std::uint32_t linger_ms = 2'000;
constexpr std::uint64_t linger_bytes_max = 16U << 20U;

std::uint64_t micros_since(std::chrono::steady_clock::time_point then) {
    const auto passed = std::chrono::steady_clock::now() - then;
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(passed).count();
    return micros < 0 ? 0 : static_cast<std::uint64_t>(micros);
}

std::int64_t unix_seconds() {
    const auto passed = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(passed).count();
}

// As the log may show it: never a word that the caller made up.
std::string_view known_method(std::string_view method) {
    for (const std::string_view known : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
        if (method == known) {
            return known;
        }
    }
    return "other";
}

}  // namespace

HttpConnection::HttpConnection(HttpShared& shared, tcp::socket socket,
                               std::shared_ptr<asio::ssl::context> tls, std::string peer)
    : shared_(shared),
      socket_(std::move(socket)),
      timer_(socket_.get_executor()),
      context_(std::move(tls)),
      peer_(std::move(peer)),
      random_(base::random_number()) {
    if (context_) {
        tls_.emplace(socket_, *context_);
    }
}

HttpConnection::~HttpConnection() {
    release_body();
    shared_.left(this, peer_);
}

void HttpConnection::start() {
    if (shared_.stopping) {
        close();
        return;
    }
    if (!tls_) {
        next_request();
        return;
    }
    phase_ = Phase::handshake;
    arm(shared_.limits.head_ms_max);
    tls_->async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](error_code error) {
        if (error || self->timed_out_) {
            self->close();
        } else {
            self->next_request();
        }
    });
}

// The server stops: an idle connection goes now, a busy one after its answer.
void HttpConnection::wind_up() {
    last_ = true;
    if (phase_ == Phase::idle || phase_ == Phase::handshake) {
        close();
    }
}

void HttpConnection::close() {
    error_code ignored;
    timer_.cancel();
    phase_ = Phase::closed;
    socket_.close(ignored);
}

// From now, everything that waits for the other side ends after that time.
void HttpConnection::arm(std::uint32_t ms) {
    timed_out_ = false;
    const std::uint64_t mine = ++armed_;
    timer_.expires_after(milliseconds(ms));
    timer_.async_wait([self = shared_from_this(), mine](error_code error) {
        if (!error && mine == self->armed_) {
            self->timed_out_ = true;
            error_code ignored;
            self->socket_.cancel(ignored);
        }
    });
}

void HttpConnection::disarm() {
    ++armed_;
    timer_.cancel();
}

template <class Next>
void HttpConnection::read_more(Next next) {
    auto done = [self = shared_from_this(), next](error_code error, std::size_t bytes) {
        self->buffer_.commit(bytes);
        next(*self, error);
    };
    const auto room = buffer_.prepare(read_bytes);
    if (tls_) {
        tls_->async_read_some(room, std::move(done));
    } else {
        socket_.async_read_some(room, std::move(done));
    }
}

template <class Next>
void HttpConnection::write_out(std::string text, Next next) {
    outgoing_ = std::move(text);
    auto done = [self = shared_from_this(), next](error_code error, std::size_t) {
        self->outgoing_.clear();
        next(*self, error);
    };
    if (tls_) {
        asio::async_write(*tls_, asio::buffer(outgoing_), std::move(done));
    } else {
        asio::async_write(socket_, asio::buffer(outgoing_), std::move(done));
    }
}

void HttpConnection::next_request() {
    release_body();
    parser_.emplace();
    parser_->header_limit(shared_.limits.header_bytes_max);
    parser_->body_limit(boost::none);  // judged by us, when the route is known
    request_ = {};
    route_ = nullptr;
    head_read_ = false;
    body_ahead_ = {};
    served_ = {.method = "-", .pattern = "-"};
    if (buffer_.size() > 0) {
        begin_head();
        return;
    }
    if (last_) {
        linger();
        return;
    }
    phase_ = Phase::idle;
    arm(shared_.limits.idle_ms_max);
    read_more([](HttpConnection& me, error_code error) {
        if (error || me.timed_out_) {
            me.close();
        } else {
            me.begin_head();
        }
    });
}

void HttpConnection::begin_head() {
    phase_ = Phase::head;
    begun_ = Clock::now();
    begun_us_ = monotonic_us();
    arm(shared_.limits.head_ms_max);
    parse_head();
}

void HttpConnection::parse_head() {
    error_code error;
    const std::size_t used = parser_->put(buffer_.data(), error);
    buffer_.consume(used);
    if (error && error != http::error::need_more) {
        refuse(unreadable(error));
        return;
    }
    if (parser_->is_header_done()) {
        take_head();
        return;
    }
    read_more([](HttpConnection& me, error_code failure) {
        if (me.timed_out_) {
            me.refuse(problem(408, "timeout", "The request came too slowly",
                              fmt::format("the head of a request has {} ms", me.shared_.limits.head_ms_max)));
        } else if (failure) {
            me.close();  // gone in the middle of a head: nobody to answer
        } else {
            me.parse_head();
        }
    });
}

HttpResponse HttpConnection::unreadable(const error_code& error) const {
    if (error != http::error::header_limit) {
        return problem(400, "bad-request", "The request is malformed",
                       "this is not a request of HTTP/1.1 that can be read in one way only");
    }
    if (parser_->get().target().empty()) {
        return problem(414, "uri-too-long", "The address is too long", "Request URI too long");
    }
    return problem(431, "header-too-large", "The fields of the head are too large",
                   fmt::format("at most {} bytes are taken", shared_.limits.header_bytes_max));
}

void HttpConnection::name_request(std::string_view traceparent, std::string_view tracestate) {
    request_.peer = peer_;
    request_.begun_us = begun_us_;
    request_.request_id = fmt::format("{:016x}", random_.next());
    const TraceNumbers numbers{random_.next(), random_.next(), random_.next()};
    request_.trace = trace_context(traceparent, tracestate, numbers);
}

void HttpConnection::take_head() {
    begun_ = Clock::now();
    const auto& message = parser_->get();
    RequestHead head;
    head.method = std::string(message.method_string());
    head.target = std::string(message.target());
    head.version = static_cast<int>(message.version());
    for (const auto& field : message.base()) {
        head.fields.emplace_back(base::ascii_lower({field.name_string().data(), field.name_string().size()}),
                                 std::string(field.value()));
    }
    version_ = head.version;
    auto read = read_head(std::move(head), shared_.limits.target_bytes_max);
    if (auto* refused = std::get_if<HttpResponse>(&read)) {
        refuse(std::move(*refused));
        return;
    }
    request_ = std::move(std::get<ReadHead>(read).request);
    body_ahead_ = std::move(std::get<ReadHead>(read).body);
    head_read_ = true;
    name_request(request_.field("traceparent"), request_.field("tracestate"));
    served_.method = known_method(request_.method);
    if (auto refused = admitted()) {
        refuse(*std::move(refused));
        return;
    }
    take_body();
}

// Sets the route, or says why this request is not answered.
std::optional<HttpResponse> HttpConnection::admitted() {
    auto found = shared_.service.router->find(request_);
    if (const auto* route = std::get_if<const Route*>(&found)) {
        route_ = *route;
        served_.pattern = route_->pattern;
    }
    if (shared_.service.admit) {
        if (auto refused = shared_.service.admit(request_)) {
            return refused;
        }
    }
    if (auto* refused = std::get_if<HttpResponse>(&found)) {
        return std::move(*refused);
    }
    if (auto refused = refusal(*route_, request_)) {
        return refused;
    }
    if (body_ahead_.refused) {
        return std::move(body_ahead_.refused);
    }
    const std::uint64_t most = body_bytes_max();
    if (body_ahead_.bytes.value_or(0) > most) {
        return body_too_large(most);
    }
    if (body_ahead_.any) {
        held_bytes_ = body_ahead_.bytes.value_or(most) + (body_ahead_.gzip ? most : 0);
        if (shared_.bodies_bytes.fetch_add(held_bytes_) + held_bytes_ > shared_.limits.bodies_bytes_max) {
            return shed();
        }
    }
    return std::nullopt;
}

std::uint64_t HttpConnection::body_bytes_max() const {
    return route_->body_bytes_max == 0 ? shared_.limits.body_bytes_max
                                       : std::min(route_->body_bytes_max, shared_.limits.body_bytes_max);
}

void HttpConnection::release_body() {
    shared_.bodies_bytes.fetch_sub(held_bytes_);
    held_bytes_ = 0;
}

void HttpConnection::take_body() {
    if (!body_ahead_.any) {
        handle();
        return;
    }
    phase_ = Phase::body;
    parser_->eager(true);
    parser_->body_limit(body_bytes_max());
    arm(shared_.limits.body_ms_max);
    if (!body_ahead_.wants_continue || buffer_.size() > 0) {
        parse_body();
        return;
    }
    write_out("HTTP/1.1 100 Continue\r\n\r\n", [](HttpConnection& me, error_code error) {
        if (error || me.timed_out_) {
            me.close();
        } else {
            me.parse_body();
        }
    });
}

void HttpConnection::parse_body() {
    error_code error;
    if (buffer_.size() > 0) {
        buffer_.consume(parser_->put(buffer_.data(), error));
    }
    if (error == http::error::body_limit) {
        refuse(body_too_large(body_bytes_max()));
        return;
    }
    if (error && error != http::error::need_more) {
        refuse(problem(400, "bad-request", "The request is malformed", "the body's chunks cannot be read"));
        return;
    }
    if (parser_->is_done()) {
        request_.body = std::move(parser_->get().body());
        served_.body_bytes = request_.body.size();
        handle();
        return;
    }
    read_more([](HttpConnection& me, error_code failure) {
        if (me.timed_out_) {
            me.refuse(problem(408, "timeout", "The request came too slowly",
                              fmt::format("a body has {} ms", me.shared_.limits.body_ms_max)));
        } else if (failure) {
            me.close();
        } else {
            me.parse_body();
        }
    });
}

void HttpConnection::handle() {
    phase_ = Phase::handling;
    disarm();
    if (route_->at_once) {
        finish(run_handler(route_->handler), true);
        return;
    }
    ++shared_.in_flight;
    const bool taken =
        shared_.work.push([self = shared_from_this(), since = Clock::now()] { self->work(since); });
    if (!taken) {
        --shared_.in_flight;
        finish(dressed(shed()), true);
    }
}

// On a worker's thread; the connection waits meanwhile.
void HttpConnection::work(Clock::time_point since) {
    served_.waited_us = micros_since(since);
    const bool too_late = served_.waited_us > 1000ULL * shared_.limits.waiting_ms_max;
    auto response = std::make_shared<HttpResponse>(too_late ? dressed(shed()) : answered());
    asio::post(socket_.get_executor(), [self = shared_from_this(), response] {
        --self->shared_.in_flight;
        self->finish(std::move(*response), true);
    });
}

// On a worker's thread: the body unpacked, the handler's answer packed.
HttpResponse HttpConnection::answered() {
    return run_handler([this](const HttpRequest&) {
        if (body_ahead_.gzip) {
            if (auto refused = unpack_body(request_, body_bytes_max())) {
                return dressed(*std::move(refused));
            }
        }
        HttpResponse response = route_->handler(request_);
        pack_answer(request_, response);
        return response;
    });
}

HttpResponse HttpConnection::run_handler(const HttpHandler& handler) {
    try {
        return handler(request_);
    } catch (const std::exception&) {  // out of memory, a library's surprise: never what() to the caller
        return dressed(problem(500, "internal", "The service failed",
                               "the request was not answered; the log has its request id"));
    }
}

HttpResponse HttpConnection::shed() {
    served_.shed = true;
    HttpResponse response = problem(503, "overloaded", "There is more to do than can be done now",
                                    "nothing was done about this request; send it again later");
    response.fields.emplace_back("retry-after", fmt::format("{}", shared_.limits.retry_after_seconds));
    return response;
}

// A refusal as the route wants it.
HttpResponse HttpConnection::dressed(HttpResponse response) const {
    return route_ != nullptr && route_->refused ? route_->refused(std::move(response)) : response;
}

// Answers what was not read to its end; the connection cannot go on after that.
void HttpConnection::refuse(HttpResponse response) {
    if (request_.request_id.empty()) {
        name_request({}, {});
    }
    finish(dressed(std::move(response)), head_read_ && !body_ahead_.any);
}

void HttpConnection::finish(HttpResponse response, bool whole) {
    served_.status = response.status;
    served_.took_us = micros_since(begun_);
    if (shared_.service.record) {
        shared_.service.record(request_, served_);
    }
    unread_ = !whole;
    last_ = last_ || !whole || shared_.stopping || !parser_->get().keep_alive();
    AnswerFrame frame{
        .keep_alive = !last_, .tls = tls_.has_value(), .version = version_, .unix_seconds = unix_seconds()};
    std::string text = answer_head(response, request_, frame);
    if (request_.method != "HEAD" && !has_no_body(response.status)) {
        text += response.body;
    }
    phase_ = Phase::writing;
    release_body();
    arm(shared_.limits.write_ms_max);
    write_out(std::move(text), [](HttpConnection& me, error_code error) {
        if (error || me.timed_out_) {
            me.close();
        } else if (me.last_) {
            me.linger();
        } else {
            me.next_request();
        }
    });
}

// Lets the other side read the answer before the connection goes: to close over unread bytes is a reset.
void HttpConnection::linger() {
    phase_ = Phase::lingering;
    arm(linger_ms);
    if (!tls_) {
        error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
        discard();
    } else if (unread_) {
        discard();
    } else {
        tls_->async_shutdown([self = shared_from_this()](error_code) { self->close(); });
    }
}

void HttpConnection::discard() {
    discarded_ += buffer_.size();
    buffer_.consume(buffer_.size());
    read_more([](HttpConnection& me, error_code error) {
        if (error || me.timed_out_ || me.discarded_ > linger_bytes_max) {
            me.close();
        } else {
            me.discard();
        }
    });
}

}  // namespace cordon::server
