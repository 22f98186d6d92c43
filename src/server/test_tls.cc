#include "server/test_tls.h"

#include <boost/asio/ssl/detail/openssl_types.hpp>

namespace cordon::server::testing {

namespace {

std::string text_of(BIO* memory) {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(memory, &bytes);
    std::string text(bytes, static_cast<std::size_t>(size));
    BIO_free(memory);
    return text;
}

}  // namespace

TlsFiles make_certificate(const std::string& name) {
    EVP_PKEY* const key = EVP_EC_gen("P-256");
    X509* const certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 17);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86'400);
    X509_set_pubkey(certificate, key);
    X509_NAME* const subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate, subject);
    X509_sign(certificate, key, EVP_sha256());
    BIO* const chain = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(chain, certificate);
    BIO* const secret = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(secret, key, nullptr, nullptr, 0, nullptr, nullptr);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return {text_of(chain), text_of(secret)};
}

struct TlsClient::Parts {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL* tls = nullptr;
    bool secure = false;
};

TlsClient::TlsClient(std::uint16_t port, int version) : Client(port), parts_(std::make_unique<Parts>()) {
    const int highest = version == 11 ? TLS1_1_VERSION : version == 12 ? TLS1_2_VERSION : TLS1_3_VERSION;
    if (version == 11) {  // or the client's own library would refuse first
        SSL_CTX_set_security_level(parts_->context, 0);
    }
    SSL_CTX_set_max_proto_version(parts_->context, highest);
    parts_->tls = SSL_new(parts_->context);
    SSL_set_fd(parts_->tls, socket());
    const timeval five_seconds{5, 0};
    ::setsockopt(socket(), SOL_SOCKET, SO_RCVTIMEO, &five_seconds, sizeof five_seconds);
    parts_->secure = SSL_connect(parts_->tls) == 1;
}

TlsClient::~TlsClient() {
    SSL_free(parts_->tls);
    SSL_CTX_free(parts_->context);
}

bool TlsClient::secure() const {
    return parts_->secure;
}

std::string TlsClient::peer_name() const {
    X509* const certificate = SSL_get1_peer_certificate(parts_->tls);
    if (certificate == nullptr) {
        return {};
    }
    char name[64] = {};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
    X509_free(certificate);
    return name;
}

bool TlsClient::send(std::string_view bytes) {
    std::size_t written = 0;
    return SSL_write_ex(parts_->tls, bytes.data(), bytes.size(), &written) == 1 && written == bytes.size();
}

long TlsClient::read(char* bytes, std::size_t most, int /*wait_ms*/) {
    const int count = SSL_read(parts_->tls, bytes, static_cast<int>(most));
    if (count > 0) {
        return count;
    }
    return SSL_get_error(parts_->tls, count) == SSL_ERROR_WANT_READ ? -1 : 0;
}

}  // namespace cordon::server::testing
