// Goal: a bearer token lets in exactly whom its provider named, for this service, now; and no trick with
// algorithms, keys or claims makes one that was not given.
#include "server/oidc.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <jwt.h>

#include <boost/asio/ssl/detail/openssl_types.hpp>
#include <cstdlib>

#include "base/check.h"
#include "base/web_key.h"
#include "server/admission.h"

namespace cordon::server {
namespace {

constexpr std::int64_t now_s = 1'795'309'200;
constexpr base::Instant now{now_s * 1'000};

std::string number_of(EVP_PKEY* key, const char* name, std::size_t bytes) {
    BIGNUM* number = nullptr;
    CORDON_CHECK(EVP_PKEY_get_bn_param(key, name, &number) == 1);
    std::string text(bytes == 0 ? static_cast<std::size_t>(BN_num_bytes(number)) : bytes, '\0');
    BN_bn2binpad(number, reinterpret_cast<unsigned char*>(text.data()), static_cast<int>(text.size()));
    BN_free(number);
    return base::to_base64url(text);
}

std::string text_of(BIO* memory) {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(memory, &bytes);
    std::string text(bytes, static_cast<std::size_t>(size));
    BIO_free(memory);
    return text;
}

// A provider with keys of its own.
struct Provider {
    std::string secret_pem, public_pem, jwk;
    jwt_alg_t algorithm = JWT_ALG_RS256;

    static Provider make(EVP_PKEY* key, jwt_alg_t algorithm, const std::string& jwk) {
        Provider provider;
        provider.algorithm = algorithm;
        BIO* const secret = BIO_new(BIO_s_mem());
        PEM_write_bio_PrivateKey(secret, key, nullptr, nullptr, 0, nullptr, nullptr);
        provider.secret_pem = text_of(secret);
        BIO* const open = BIO_new(BIO_s_mem());
        PEM_write_bio_PUBKEY(open, key);
        provider.public_pem = text_of(open);
        provider.jwk = jwk;
        EVP_PKEY_free(key);
        return provider;
    }
    static Provider rsa(const std::string& kid, jwt_alg_t algorithm = JWT_ALG_RS256, unsigned bits = 2048) {
        EVP_PKEY* const key = EVP_RSA_gen(bits);
        return make(key, algorithm,
                    fmt::format(R"({{"kty":"RSA","use":"sig","kid":"{}","n":"{}","e":"{}"}})", kid,
                                number_of(key, "n", 0), number_of(key, "e", 0)));
    }
    static Provider ec(const std::string& kid, const char* curve, std::size_t bytes, jwt_alg_t algorithm) {
        EVP_PKEY* const key = EVP_EC_gen(curve);
        return make(key, algorithm,
                    fmt::format(R"({{"kty":"EC","crv":"{}","kid":"{}","x":"{}","y":"{}"}})", curve, kid,
                                number_of(key, "qx", bytes), number_of(key, "qy", bytes)));
    }
};

struct Token {
    std::string kid = "k1";
    std::string claims = fmt::format(R"({{"iss":"https://login.example","aud":"cordon","sub":"ines",)"
                                     R"("exp":{},"nbf":{},"iat":{},"roles":["pay","other"],"org":"bank-a"}})",
                                     now_s + 300, now_s - 5, now_s - 5);
    std::string extra_header;
};

std::string sign(const Provider& provider, const Token& token, jwt_alg_t algorithm, std::string_view key) {
    jwt_t* made = nullptr;
    CORDON_CHECK(jwt_new(&made) == 0);
    CORDON_CHECK(jwt_add_grants_json(made, token.claims.c_str()) == 0);
    if (!token.kid.empty()) {
        CORDON_CHECK(jwt_add_header(made, "kid", token.kid.c_str()) == 0);
    }
    if (!token.extra_header.empty()) {
        CORDON_CHECK(jwt_add_headers_json(made, token.extra_header.c_str()) == 0);
    }
    const std::string pem(key.empty() && algorithm != JWT_ALG_NONE ? std::string_view(provider.secret_pem)
                                                                   : key);
    CORDON_CHECK(jwt_set_alg(made, algorithm,
                             pem.empty() ? nullptr : reinterpret_cast<const unsigned char*>(pem.c_str()),
                             static_cast<int>(pem.size())) == 0);
    char* const text = jwt_encode_str(made);
    CORDON_CHECK(text != nullptr);
    std::string encoded = text;
    std::free(text);
    jwt_free(made);
    return encoded;
}
std::string sign(const Provider& provider, const Token& token = {}) {
    return sign(provider, token, provider.algorithm, {});
}

// With a header as it stands: the library writes its own typ.
std::string sign_as(const Provider& provider, const std::string& header) {
    const std::string text = base::to_base64url(header) + "." + base::to_base64url(Token().claims);
    BIO* const memory = BIO_new_mem_buf(provider.secret_pem.data(), -1);
    EVP_PKEY* const key = PEM_read_bio_PrivateKey(memory, nullptr, nullptr, nullptr);
    EVP_MD_CTX* const digesting = EVP_MD_CTX_new();
    std::string signature(512, '\0');
    std::size_t size = signature.size();
    CORDON_CHECK(EVP_DigestSignInit(digesting, nullptr, EVP_sha256(), nullptr, key) == 1 &&
                 EVP_DigestSign(digesting, reinterpret_cast<unsigned char*>(signature.data()), &size,
                                reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1);
    EVP_MD_CTX_free(digesting);
    EVP_PKEY_free(key);
    BIO_free(memory);
    return text + "." + base::to_base64url(std::string_view(signature).substr(0, size));
}

constexpr std::string_view settings_text = R"(
issuer = "https://login.example"
audience = "cordon"
jwks = "keys.json"
tenant_claim = "org"
tenants = ["bank-a", "bank-b"]
[roles]
pay = "submitter"
second = "approver,auditor"
)";

OidcVerifier verifier_of(const Provider& provider) {
    return {*parse_oidc_settings(settings_text), *parse_jwks("{\"keys\":[" + provider.jwk + "]}")};
}

const Provider& rsa() {
    static const Provider provider = Provider::rsa("k1");
    return provider;
}

std::string changed(std::string_view from, std::string_view to) {
    Token token;
    const std::size_t at = token.claims.find(from);
    CORDON_CHECK(at != std::string::npos);
    token.claims.replace(at, from.size(), to);
    return sign(rsa(), token);
}

TEST(Oidc, ARightTokenSaysWho) {
    const OidcVerifier verifier = verifier_of(rsa());
    EXPECT_EQ(verifier.check(sign(rsa()), now), (OidcCaller{"ines", "bank-a", {Role::submitter}}));
    EXPECT_EQ(verifier.check(changed(R"(["pay","other"])", R"("openid pay second")"), now),
              (OidcCaller{"ines", "bank-a", {Role::submitter, Role::approver, Role::auditor}}));
    EXPECT_TRUE(verifier.check(changed(R"("aud":"cordon")", R"("aud":["other","cordon"])"), now));
    for (const Provider& provider :
         {Provider::rsa("k1", JWT_ALG_RS384), Provider::rsa("k1", JWT_ALG_RS512),
          Provider::ec("k1", "P-256", 32, JWT_ALG_ES256), Provider::ec("k1", "P-384", 48, JWT_ALG_ES384),
          Provider::ec("k1", "P-521", 66, JWT_ALG_ES512)}) {
        EXPECT_TRUE(verifier_of(provider).check(sign(provider), now)) << provider.jwk;
        EXPECT_FALSE(verifier.check(sign(provider), now)) << "another key of the same name";
    }
}

TEST(Oidc, AccessTokensAndNamesOfProvidersAreTaken) {
    const OidcVerifier verifier = verifier_of(rsa());
    const struct {
        std::string_view more;
        bool in;
    } headers[] = {{"", true},
                   {R"(,"typ":"JWT")", true},
                   {R"(,"typ":"jwt")", true},
                   {R"(,"typ":"at+jwt")", true},  // RFC 9068
                   {R"(,"typ":"application/at+jwt")", true},
                   {R"(,"typ":"dpop+jwt")", false},
                   {R"(,"typ":7)", false},
                   {R"(,"typ":"JWT","typ":"JWT")", false}};
    for (const auto& row : headers) {
        const std::string token = sign_as(rsa(), fmt::format(R"({{"alg":"RS256","kid":"k1"{}}})", row.more));
        EXPECT_EQ(verifier.check(token, now).has_value(), row.in) << row.more;
    }
    for (const std::string_view name : {"auth0|5f7c8ec7c33c6c004bbafe82", "https://id.example/users/7"}) {
        const auto caller =
            verifier.check(changed("\"sub\":\"ines\"", fmt::format("\"sub\":\"{}\"", name)), now);
        ASSERT_TRUE(caller) << name;
        EXPECT_EQ(caller->principal, name);
    }
}

TEST(Oidc, WrongClaimsLetNobodyIn) {
    const OidcVerifier verifier = verifier_of(rsa());
    const std::string exp = fmt::format("\"exp\":{}", now_s + 300);
    const std::string nbf = fmt::format("\"nbf\":{}", now_s - 5);
    const std::string iat = fmt::format("\"iat\":{}", now_s - 5);
    const struct {
        std::string from, to;
        bool in;
    } rows[] = {
        {"\"aud\":\"cordon\"", "\"aud\":\"other\"", false},
        {"\"aud\":\"cordon\"", "\"aud\":[\"other\"]", false},
        {"\"aud\":\"cordon\",", "", false},
        {"https://login.example", "https://login.example/", false},
        {"https://login.example", "https://evil.example", false},
        {exp + ",", "", false},
        {exp, fmt::format("\"exp\":{}", now_s - 29), true},  // the skew is 30 s
        {exp, fmt::format("\"exp\":{}", now_s - 30), false},
        {exp, fmt::format("\"exp\":\"{}\"", now_s + 300), false},
        {exp, "\"exp\":-1", false},
        {exp, "\"exp\":99999999999999999", false},
        {nbf, fmt::format("\"nbf\":{}", now_s + 30), true},
        {nbf, fmt::format("\"nbf\":{}", now_s + 31), false},
        {iat, fmt::format("\"iat\":{}", now_s + 31), false},
        {"[\"pay\",\"other\"]", "[\"other\"]", false},
        {",\"roles\":[\"pay\",\"other\"]", "", false},
        {"[\"pay\",\"other\"]", "{\"pay\":true}", false},
        {"bank-a", "bank-c", false},
        {"bank-a", "bank-b", true},
        {",\"org\":\"bank-a\"", "", false},
        {"\"sub\":\"ines\"", "\"sub\":\"ines\\nx\"", false},
        {"\"sub\":\"ines\",", "", false},
        {"\"sub\":\"ines\"", "\"sub\":\"ines otto\"", false},
        {"\"sub\":\"ines\"", "\"sub\":\"" + std::string(129, 'a') + "\"", false},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(verifier.check(changed(row.from, row.to), now).has_value(), row.in)
            << row.from << " as " << row.to;
    }
}

TEST(Oidc, NoTrickWithAlgorithmsOrKeysWorks) {
    const OidcVerifier verifier = verifier_of(rsa());
    EXPECT_FALSE(verifier.check(sign(rsa(), {}, JWT_ALG_NONE, ""), now)) << "alg none";
    EXPECT_FALSE(verifier.check(sign(rsa(), {}, JWT_ALG_HS256, rsa().public_pem), now))
        << "HS256 with the public key as its secret";
    EXPECT_FALSE(verifier.check(sign(Provider::rsa("k1")), now)) << "signed by somebody else";
    EXPECT_FALSE(verifier.check(sign(rsa(), {.kid = "k2"}), now)) << "unknown kid";
    EXPECT_FALSE(verifier.check(sign(rsa(), {.kid = ""}), now)) << "no kid";
    EXPECT_FALSE(verifier.check(sign(rsa(), {.extra_header = R"({"crit":["exp"]})"}), now)) << "crit";
    const std::string good = sign(rsa());
    for (std::size_t at = 0; at < good.size(); at += 7) {  // every part of it counts
        std::string bent = good;
        bent[at] = bent[at] == 'A' ? 'B' : 'A';
        EXPECT_TRUE(bent == good || !verifier.check(bent, now)) << at;
        EXPECT_FALSE(verifier.check(good.substr(0, at), now)) << at;
    }
    OidcVerifier narrow = verifier;  // RFC 8725, 3.1: a key that names its algorithm signs with no other
    narrow.keys[0].algorithm = "PS256";
    EXPECT_FALSE(narrow.check(good, now)) << "the key's own alg";
    narrow.keys[0].algorithm = "RS256";
    EXPECT_TRUE(narrow.check(good, now));
    EXPECT_FALSE(verifier.check(good + "=", now));
    EXPECT_FALSE(verifier.check(good + ".x", now));
    EXPECT_FALSE(verifier.check(std::string(20'000, 'a') + "." + good, now));
    EXPECT_TRUE(verifier.check(good, now));
}

TEST(Oidc, KeysRotate) {
    const Provider fresh = Provider::ec("k2", "P-256", 32, JWT_ALG_ES256);
    OidcVerifier verifier = verifier_of(rsa());
    EXPECT_FALSE(verifier.check(sign(fresh, {.kid = "k2"}), now));
    verifier.keys = *parse_jwks("{\"keys\":[" + rsa().jwk + "," + fresh.jwk + "]}");
    EXPECT_TRUE(verifier.check(sign(fresh, {.kid = "k2"}), now));
    EXPECT_TRUE(verifier.check(sign(rsa()), now));
    EXPECT_FALSE(verifier.check(sign(fresh, {.kid = "k1"}), now)) << "the other key's name";
    verifier.keys = *parse_jwks("{\"keys\":[" + fresh.jwk + "]}");
    EXPECT_FALSE(verifier.check(sign(rsa()), now)) << "withdrawn";
}

TEST(Oidc, WeakAndDoubtfulKeysAreRefused) {
    EXPECT_FALSE(parse_jwks("{\"keys\":[" + Provider::rsa("k1", JWT_ALG_RS256, 1024).jwk + "]}"));
    EXPECT_FALSE(parse_jwks("{\"keys\":[" + rsa().jwk + "," + rsa().jwk + "]}")) << "two of one name";
    for (const std::string_view text :
         {"", "{}", R"({"keys":[]})", R"({"keys":[{"kty":"oct","kid":"a","k":"AAAA"}]})",
          R"({"keys":[{"kty":"EC","crv":"P-256","kid":"a","x":"AA","y":"AA"}]})",
          R"({"keys":[{"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB"}]})"}) {
        EXPECT_FALSE(parse_jwks(text)) << text;
    }
    const std::string zero = base::to_base64url(std::string(32, '\1'));
    EXPECT_FALSE(parse_jwks(
        fmt::format(R"({{"keys":[{{"kty":"EC","crv":"P-256","kid":"a","x":"{0}","y":"{0}"}}]}})", zero)))
        << "a point that is not on the curve";
}

TEST(Oidc, SettingsAreReadStrictly) {
    ASSERT_TRUE(parse_oidc_settings(settings_text));
    for (const std::string_view more :
         {"skew_seconds = 61\n", "skew_seconds = -1\n", "issuerr = \"x\"\n", "audience = 7\n"}) {
        EXPECT_FALSE(parse_oidc_settings(std::string(more) + std::string(settings_text))) << more;
    }
    EXPECT_FALSE(parse_oidc_settings("issuer = \"x\"\naudience = \"y\"\njwks = \"z\"\n")) << "no roles";
    EXPECT_FALSE(
        parse_oidc_settings("issuer = \"x\"\naudience = \"y\"\njwks = \"z\"\ntenant_claim = \"o\"\n"
                            "[roles]\na = \"submitter\"\n"))
        << "any tenant that a token names";
    EXPECT_FALSE(
        parse_oidc_settings("issuer = \"x\"\naudience = \"y\"\njwks = \"z\"\ntenants = [\"o\"]\n"
                            "[roles]\na = \"submitter\"\n"))
        << "tenants that no claim can name";
}

TEST(Oidc, AdmissionTakesTokensBesideKeys) {
    Admission admission({0, 0}, [] { return now; });
    const auto asks = [&admission](const std::string& token) {
        HttpRequest request;
        request.fields = {{"authorization", "Bearer " + token}};
        EXPECT_FALSE(admission.admit(request));
        EXPECT_EQ(request.field("authorization"), "") << "no handler sees it";
        return request;
    };
    EXPECT_EQ(asks(sign(rsa())).principal, "");
    admission.set_oidc(std::make_shared<OidcVerifier>(verifier_of(rsa())));
    const HttpRequest in = asks(sign(rsa()));
    EXPECT_EQ(in.principal, "ines");
    EXPECT_EQ(in.tenant, "bank-a");
    EXPECT_EQ(in.key_id, "oidc");
    EXPECT_EQ(in.roles, Roles{Role::submitter});
    EXPECT_EQ(asks("lamp").principal, "");
    admission.set_oidc(nullptr);
    EXPECT_EQ(asks(sign(rsa())).principal, "");
}

TEST(Oidc, FewUnknownSignaturesAreCheckedForOneAddress) {
    Admission admission({0, 0, 3}, [] { return now; });
    admission.set_oidc(std::make_shared<OidcVerifier>(verifier_of(rsa())));
    const auto asks = [&admission](const std::string& token, std::string peer) {
        HttpRequest request;
        request.peer = std::move(peer);
        request.fields = {{"authorization", "Bearer " + token}};
        const auto refused = admission.admit(request);
        return refused ? fmt::format("{}", refused->status) : request.principal;
    };
    const std::string good = sign(rsa());
    const std::string forged = sign(Provider::rsa("k1"));
    EXPECT_EQ(asks(good, "192.0.2.1"), "ines");
    EXPECT_EQ(asks(forged, "192.0.2.1"), "");
    EXPECT_EQ(asks(forged, "192.0.2.1"), "");
    EXPECT_EQ(asks(forged, "192.0.2.1"), "429") << "each costs a signature";
    EXPECT_EQ(asks(good, "192.0.2.1"), "ines") << "remembered: costs none";
    EXPECT_EQ(asks(changed("\"sub\":\"ines\"", "\"sub\":\"otto\""), "192.0.2.2"), "otto")
        << "another address has its own";
    EXPECT_EQ(asks(changed("\"aud\":\"cordon\"", "\"aud\":\"other\""), "192.0.2.1"), "")
        << "a wrong claim is seen before the signature is looked at";
}

}  // namespace
}  // namespace cordon::server
