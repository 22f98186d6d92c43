// server/test_tls.h: certificates made on the spot and a client that speaks TLS; included by *_test.cc only.
//
// Role:    what test_client.h is, over TLS, with a chosen highest version.
// Threads: one client a thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "server/http_server.h"
#include "server/test_client.h"

namespace cordon::server::testing {

// Self-signed, P-256, valid for a day, with that common name.
[[nodiscard]] TlsFiles make_certificate(const std::string& name);

class TlsClient : public Client {
public:
    // version: 11, 12 or 13 for TLS 1.1 to 1.3, at most.
    TlsClient(std::uint16_t port, int version = 13);
    ~TlsClient() override;

    [[nodiscard]] bool secure() const;  // the handshake went well
    [[nodiscard]] std::string peer_name() const;
    bool send(std::string_view bytes) override;

protected:
    long read(char* bytes, std::size_t most, int wait_ms) override;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace cordon::server::testing
