#include "cordon/serve_command.h"

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "base/parse.h"
#include "base/strings.h"
#include "cordon/api_key_file.h"
#include "cordon/api_ports.h"
#include "cordon/build_info.h"
#include "cordon/serving_home.h"
#include "server/admission.h"
#include "server/health_routes.h"
#include "server/http_server.h"
#include "server/oidc.h"
#include "server/service_log.h"
#include "server/service_metrics.h"
#include "server/stop_signal.h"
#include "server/yente_routes.h"
#include "storage/file_ops.h"

namespace cordon::app {

namespace {

constexpr std::uint32_t look_again_ms = 2'000;

struct ServeOptions {
    std::string listen = "127.0.0.1:8080";
    std::string tls_cert;
    std::string tls_key;
    std::string oidc;  // file of settings; "": API keys only
    std::uint32_t workers = 64;
    std::uint32_t io_threads = 1;
    std::uint32_t waiting = 512;
    std::uint32_t connections = 1024;
    std::uint32_t per_address = 512;
    std::uint32_t body_mib = 8;
    server::AdmissionLimits rates;
    std::uint32_t stop_seconds = 20;
    std::string yente;  // path below which yente's API is answered; "": nowhere
    std::string yente_url;
    bool log_answers = true;
    bool exposed = false;
};

struct Place {
    std::string address;
    std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:8080", "localhost:0"
base::Result<Place> read_place(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    const auto port = colon == std::string::npos
                          ? base::fail(base::ErrorCode::invalid_input, "no port")
                          : base::parse_number<std::uint16_t>(std::string_view(text).substr(colon + 1));
    if (!port || colon == 0) {
        return base::fail(base::ErrorCode::invalid_input,
                          fmt::format("--listen '{}' is no address and port; write it as 127.0.0.1:8080 or "
                                      "[::1]:8080",
                                      base::shown(text, 60)));
    }
    Place place{text.substr(0, colon), *port};
    if (place.address.size() > 2 && place.address.front() == '[' && place.address.back() == ']') {
        place.address = place.address.substr(1, place.address.size() - 2);
    }
    return place;
}

bool is_loopback(std::string_view address) {
    return address.starts_with("127.") || address == "::1" || address == "localhost";
}

base::Result<std::optional<server::TlsFiles>> read_tls(const ServeOptions& options) {
    if (options.tls_cert.empty() && options.tls_key.empty()) {
        return std::optional<server::TlsFiles>();
    }
    if (options.tls_cert.empty() || options.tls_key.empty()) {
        return base::fail(base::ErrorCode::invalid_input, "--tls-cert and --tls-key belong together");
    }
    server::TlsFiles files;
    CORDON_ASSIGN(files.certificate_chain, storage::read_file(options.tls_cert));
    CORDON_ASSIGN(files.private_key, storage::read_file(options.tls_key));
    return std::optional(std::move(files));
}

// Whoever else can reach the address needs TLS and keys, unless somebody says in so many words that not.
base::Status may_listen(const ServeOptions& options, const Place& place, bool any_key) {
    if (is_loopback(place.address) || options.exposed) {
        return {};
    }
    if (options.tls_cert.empty()) {
        return base::fail(
            base::ErrorCode::invalid_input,
            fmt::format("{} can be reached from elsewhere: give --tls-cert and --tls-key, or listen "
                        "on 127.0.0.1 behind a proxy that does TLS",
                        place.address));
    }
    if (!any_key) {
        return base::fail(base::ErrorCode::invalid_input,
                          fmt::format("{} can be reached from elsewhere and nobody has a key: make one with "
                                      "cordon apikey create",
                                      place.address));
    }
    return {};
}

// The running service: everything that stands between start and end.
class Service {
public:
    Service(const GlobalOptions& global, const ServeOptions& options)
        : global_(global),
          options_(options),
          home_(global),
          log_(STDERR_FILENO),
          admission_(options.rates, wall_clock) {}

    int run() {
        if (const auto started = start(); !started) {
            return report(started.error());
        }
        if (!any_key_) {
            say("warning",
                "nobody has a key yet: all but health is refused; make one with cordon apikey create");
        }
        say("info", fmt::format("listening on {}://{}:{}", options_.tls_cert.empty() ? "http" : "https",
                                shown_address(), http_->port()));
        say("info", global_.data_key.empty()
                        ? "the record's content is not sealed: no data key is given"
                        : "new rows of the record are sealed under the data key in " + global_.data_key);
        look_at_home();
        for (;;) {
            const server::Signal signal = server::next_signal(look_again_ms);
            if (signal == server::Signal::stop) {
                break;
            }
            if (signal == server::Signal::reload) {
                reload_tls();
            }
            look_at_home();
        }
        say("info", "ending: what is in flight is finished first");
        const bool whole = http_->stop(options_.stop_seconds * 1000);
        api_->stop();
        say(whole ? "info" : "error", whole ? "ended" : "ended; something in flight was cut off");
        return whole ? exit_success : exit_failure;
    }

private:
    base::Status start() {
        CORDON_ASSIGN(place_, read_place(options_.listen));
        CORDON_ASSIGN(const server::ApiKeys keys, read_api_keys(global_.home));
        any_key_ = keys.any_valid(wall_clock());
        CORDON_TRY(read_oidc());
        CORDON_TRY(may_listen(options_, place_, any_key_ || !options_.oidc.empty()));
        server::HttpSettings settings;
        CORDON_ASSIGN(settings.tls, read_tls(options_));
        settings.address = place_.address;
        settings.port = place_.port;
        settings.workers = options_.workers;
        settings.io_threads = options_.io_threads;
        settings.limits.body_bytes_max = static_cast<std::uint64_t>(options_.body_mib) << 20U;
        settings.limits.waiting_max = options_.waiting;
        settings.limits.connections_max = options_.connections;
        settings.limits.connections_per_peer_max = options_.per_address;
        server::ApiPorts ports = api_ports(global_, [this] { return home_.lists(); }, home_.territory());
        ports.stage = [this](server::Stage stage, std::uint64_t us) { metrics_.stage(stage, us); };
        api_ = std::make_unique<server::Api>(std::move(ports));
        api_->add_routes(router_);
        server::add_health_routes(
            router_, [this] { return home_.lists(); },
            [this] {
                return metrics_.text(http_->counts(), *home_.lists(), wall_clock(),
                                     server::desk_lines(api_->desk_counts(), api_->gates_made()));
            });
        CORDON_TRY(add_yente());
        server::HttpService service;
        service.router = &router_;
        service.admit = [this](server::HttpRequest& request) { return admission_.admit(request); };
        service.record = [this](const server::HttpRequest& request, const server::Served& one) {
            metrics_.served(one);
            if (options_.log_answers || one.status >= 500) {
                log_.write(server::answer_line(request, one, wall_clock()));
            }
        };
        look_at_keys();  // who is told that it is ready is known by then
        CORDON_ASSIGN(http_, server::HttpServer::start(settings, std::move(service)));
        return {};
    }

    // The fetcher is a process of its own, so /updatez is refused here.
    base::Status add_yente() {
        if (options_.yente.empty()) {
            return {};
        }
        const auto path = server::parse_target(options_.yente);
        if (!path || path->segments.size() > 1 || !path->query.empty()) {
            return base::fail(base::ErrorCode::invalid_input,
                              fmt::format("--yente '{}' is no path such as /yente, nor /",
                                          base::shown(options_.yente, 60)));
        }
        server::YenteOptions yente;
        yente.prefix = path->segments.empty() ? std::string() : "/" + path->segments[0];
        yente.access = server::Access::roles({server::Role::submitter, server::Role::analyst});
        yente.public_url = options_.yente_url;
        server::add_yente_routes(router_, [this] { return home_.lists(); }, yente);
        return {};
    }

    void say(std::string_view level, std::string_view message) {
        log_.write(server::event_line(level, message, wall_clock()));
    }

    [[nodiscard]] std::string shown_address() const {
        const bool colons = place_.address.find(':') != std::string::npos;
        return colons ? "[" + place_.address + "]" : place_.address;
    }

    void look_at_home() {
        const std::uint64_t serial = home_.lists()->serial;
        if (const std::string news = home_.refresh(); !news.empty()) {
            const auto lists = home_.lists();
            const bool failed = !lists->failure.empty();
            say(failed ? "error" : lists->stale ? "warning" : "info", news);
            if (lists->serial > serial && serial > 0) {
                metrics_.count("cordon_list_swaps_total");
            }
        }
        look_at_keys();
        look_at_oidc();
    }

    // A file that cannot be read lets nobody in: a key that was disabled in it must not come back to life.
    void look_at_keys() {
        auto text = read_api_key_text(global_.home);
        const std::string now = text ? *text : "unreadable: " + text.error().message;
        if (now == key_text_) {
            return;
        }
        key_text_ = now;
        auto keys = !text           ? base::Result<server::ApiKeys>(std::unexpected(text.error()))
                    : text->empty() ? base::Result<server::ApiKeys>(server::ApiKeys())
                                    : server::ApiKeys::parse(*text);
        if (!keys) {
            say("error", keys.error().message + "; no key is valid until it is mended");
            admission_.set_keys({});
            return;
        }
        say("info", fmt::format("API keys read: {}", keys->all().size()));
        admission_.set_keys(*std::move(keys));
    }

    base::Status read_oidc() {
        if (options_.oidc.empty()) {
            return {};
        }
        CORDON_ASSIGN(const std::string text, storage::read_file(options_.oidc));
        auto verifier = std::make_shared<server::OidcVerifier>();
        CORDON_ASSIGN(verifier->settings, server::parse_oidc_settings(text));
        CORDON_ASSIGN(const std::string keys, storage::read_file(verifier->settings.jwks));
        if (text + keys == oidc_text_) {
            return {};
        }
        CORDON_ASSIGN(verifier->keys, server::parse_jwks(keys));
        oidc_text_ = text + keys;
        say("info", fmt::format("keys of the OpenID Connect provider read: {}", verifier->keys.size()));
        admission_.set_oidc(std::move(verifier));
        return {};
    }

    // A file that cannot be read lets nobody in: a key that its provider withdrew must not stay good.
    void look_at_oidc() {
        const auto read = read_oidc();
        if (read) {
            oidc_failure_.clear();
        } else if (oidc_failure_ != read.error().message) {
            oidc_failure_ = read.error().message;
            oidc_text_.clear();
            say("error", oidc_failure_ + "; no bearer token is valid until it is mended");
            admission_.set_oidc(nullptr);
        }
    }

    void reload_tls() {
        const auto files = read_tls(options_);
        if (!files) {
            say("error", files.error().message + "; the certificate in use stays");
            return;
        }
        if (!*files) {
            return;
        }
        const auto taken = http_->set_tls(**files);
        say(taken ? "info" : "error", taken ? "the TLS certificate was read anew"
                                            : taken.error().message + "; the certificate in use stays");
    }

    const GlobalOptions& global_;
    const ServeOptions& options_;
    Place place_;
    bool any_key_ = false;  // at the start
    ServingHome home_;
    server::ServiceLog log_;
    server::ServiceMetrics metrics_;
    server::Admission admission_;
    std::unique_ptr<server::Api> api_;
    server::HttpRouter router_;
    std::string key_text_;
    std::string oidc_text_;
    std::string oidc_failure_;
    std::unique_ptr<server::HttpServer> http_;  // ends first
};

int run_serve(const GlobalOptions& global, const ServeOptions& options) {
    server::block_signals();
    return Service(global, options).run();
}

void add_limits(CLI::App& serve, ServeOptions& options) {
    serve
        .add_option("--workers", options.workers,
                    "requests worked on at once; payments wait for the disk, so many more than processors")
        ->check(CLI::Range(1, 1024).description(""))
        ->type_name("N")
        ->capture_default_str();
    serve.add_option("--io-threads", options.io_threads, "threads that speak to connections")
        ->check(CLI::Range(1, 64).description(""))
        ->type_name("N")
        ->capture_default_str();
    serve
        .add_option("--waiting", options.waiting,
                    "requests that may wait for a worker; further ones are refused with 503")
        ->check(CLI::Range(1, 100'000).description(""))
        ->type_name("N")
        ->capture_default_str();
    serve.add_option("--connections", options.connections, "connections at most")
        ->check(CLI::Range(1, 100'000).description(""))
        ->type_name("N")
        ->capture_default_str();
    serve.add_option("--connections-per-address", options.per_address, "connections of one address at most")
        ->check(CLI::Range(1, 100'000).description(""))
        ->type_name("N")
        ->capture_default_str();
    serve.add_option("--body-mib", options.body_mib, "largest body of a request, in MiB")
        ->check(CLI::Range(1, 1024).description(""))
        ->type_name("N")
        ->capture_default_str();
    serve.add_option("--rate-per-key", options.rates.per_key, "requests a second of one key; 0: no limit")
        ->type_name("N")
        ->capture_default_str();
    serve
        .add_option("--rate-per-address", options.rates.per_address,
                    "requests a second of one address without a key; 0: no limit")
        ->type_name("N")
        ->capture_default_str();
    serve
        .add_option("--stop-seconds", options.stop_seconds,
                    "time that requests in flight have at the end, before they are cut off")
        ->check(CLI::Range(0, 3600).description(""))
        ->type_name("N")
        ->capture_default_str();
}

}  // namespace

void add_serve_command(CLI::App& app, GlobalOptions& global, int& exit_code) {
    auto options = std::make_shared<ServeOptions>();
    CLI::App* serve =
        app.add_subcommand("serve", "the service: HTTP for payment hubs, screening and monitoring");
    serve->add_option("--listen", options->listen, "address and port; port 0 takes a free one and says which")
        ->type_name("ADDRESS:PORT")
        ->capture_default_str();
    serve->add_option("--tls-cert", options->tls_cert, "certificate and its chain, PEM; read anew on SIGHUP")
        ->type_name("FILE");
    serve->add_option("--tls-key", options->tls_key, "its private key, PEM")->type_name("FILE");
    serve
        ->add_option(
            "--oidc", options->oidc,
            "settings of an OpenID Connect provider, TOML, whose bearer tokens are taken beside API keys")
        ->type_name("FILE");
    serve
        ->add_option("--yente", options->yente,
                     "answer yente's API below this path, /yente say, or / for the root")
        ->type_name("PATH");
    serve->add_option("--yente-url", options->yente_url, "that path as clients see it, for what answers name")
        ->type_name("URL");
    add_limits(*serve, *options);
    serve->add_flag_callback(
        "--log-failures-only", [options] { options->log_answers = false; },
        "no line in the log for answers below 500");
    serve->add_flag("--i-accept-an-open-service-without-tls-or-keys", options->exposed,
                    "listen on an address that others can reach although there is no TLS or no key");
    serve->callback([&global, &exit_code, options] { exit_code = run_serve(global, *options); });
}

}  // namespace cordon::app
