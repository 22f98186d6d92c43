#include "server/oidc.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "base/strings.h"
#include "base/web_key.h"
#include "codec/json.h"
#include "codec/toml.h"
#include "server/api_keys.h"

namespace cordon::server {

namespace {

using codec::JsonValue;

constexpr std::size_t token_bytes_max = 16U << 10U;
constexpr std::uint32_t skew_seconds_max = 60;
constexpr std::size_t keys_max = 100;

std::unexpected<base::Error> wrong(std::string_view what) {
    return base::fail(base::ErrorCode::invalid_input,
                      fmt::format("the settings of OpenID Connect: {}", what));
}

const std::string* text_at(const JsonValue& object, std::string_view name) {
    const JsonValue* const value = object.find(name);
    return value == nullptr ? nullptr : value->string();
}

// Of a part of a token: strict JSON, an object, no member twice.
std::optional<JsonValue> part_of(std::string_view text) {
    const auto bytes = base::from_base64url(text);
    if (!bytes) {
        return std::nullopt;
    }
    auto json = codec::parse_json(*bytes);
    if (!json || json->object() == nullptr || codec::first_duplicate_key(*json)) {
        return std::nullopt;
    }
    return *std::move(json);
}

// "realm_access.roles": a claim inside a claim; a claim of that whole name comes first.
const JsonValue* claim_at(const JsonValue& claims, std::string_view path) {
    if (const JsonValue* const whole = claims.find(path)) {
        return whole;
    }
    const JsonValue* value = &claims;
    for (const std::string_view name : base::split(path, '.')) {
        value = value->object() == nullptr ? nullptr : value->find(name);
        if (value == nullptr) {
            return nullptr;
        }
    }
    return value;
}

// The words of a claim that is a text (words between blanks) or an array of texts.
std::vector<std::string> words_of(const JsonValue* claim) {
    std::vector<std::string> words;
    if (claim == nullptr) {
        return words;
    }
    if (const std::string* const text = claim->string()) {
        for (const std::string_view word : base::split(std::string_view(*text), ' ')) {
            words.emplace_back(word);
        }
    } else if (const auto* const items = claim->array()) {
        for (const JsonValue& item : *items) {
            if (item.string() != nullptr) {
                words.push_back(*item.string());
            }
        }
    }
    return words;
}

bool names_audience(const JsonValue& claims, const std::string& audience) {
    const JsonValue* const claim = claims.find("aud");
    if (claim == nullptr) {
        return false;
    }
    if (const std::string* const text = claim->string()) {
        return *text == audience;
    }
    const auto* const items = claim->array();
    return items != nullptr && std::ranges::any_of(*items, [&](const JsonValue& item) {
               return item.string() != nullptr && *item.string() == audience;
           });
}

// A time that is there must be a whole number that can be one; nothing: it is something else.
std::optional<std::int64_t> seconds_at(const JsonValue& claims, std::string_view name,
                                       std::int64_t otherwise) {
    constexpr std::int64_t far = std::int64_t{1} << 40U;
    const JsonValue* const claim = claims.find(name);
    if (claim == nullptr) {
        return otherwise;
    }
    const std::int64_t* const seconds = claim->integer();
    return seconds == nullptr || *seconds < 0 || *seconds > far ? std::nullopt : std::optional(*seconds);
}

bool is_in_time(const JsonValue& claims, base::Instant now, std::uint32_t skew_seconds) {
    const std::int64_t skew_ms = std::int64_t{skew_seconds} * 1'000;
    const auto exp = seconds_at(claims, "exp", -1);
    const auto nbf = seconds_at(claims, "nbf", 0);
    const auto iat = seconds_at(claims, "iat", 0);
    return exp && *exp >= 0 && nbf && iat && now.unix_ms < *exp * 1'000 + skew_ms &&
           *nbf * 1'000 <= now.unix_ms + skew_ms && *iat * 1'000 <= now.unix_ms + skew_ms;
}

// A subject is the provider's to name ("auth0|5f7c", a URL); what it says stands in records and counts.
bool is_principal(std::string_view text) {
    constexpr std::size_t letters_max = 128;
    return !text.empty() && text.size() <= letters_max && std::ranges::all_of(text, [](char letter) {
        return letter > ' ' && letter <= '~' && letter != '"' && letter != '\\' && letter != '<';
    });
}

// RFC 7519 5.1 and RFC 9068 2.1: a token for some other use is none for this one.
bool is_access_token(const JsonValue& header) {
    if (header.find("typ") == nullptr) {
        return true;
    }
    const std::string* const type = text_at(header, "typ");
    return type != nullptr && (base::ascii_iequals(*type, "JWT") || base::ascii_iequals(*type, "at+jwt") ||
                               base::ascii_iequals(*type, "application/at+jwt"));
}

base::Result<OidcKey> read_key(const JsonValue& object) {
    const auto bytes = [&object](std::string_view name) -> base::Result<std::string> {
        const std::string* const text = text_at(object, name);
        if (text == nullptr) {
            return base::fail(base::ErrorCode::invalid_input, fmt::format("a key without '{}'", name));
        }
        return base::from_base64url(*text);
    };
    OidcKey key;
    key.id = *text_at(object, "kid");
    if (const std::string* const algorithm = text_at(object, "alg")) {
        key.algorithm = *algorithm;
    }
    if (*text_at(object, "kty") == "RSA") {
        CORDON_ASSIGN(const std::string n, bytes("n"));
        CORDON_ASSIGN(const std::string e, bytes("e"));
        CORDON_ASSIGN(key.pem, base::rsa_public_key_pem(n, e));
        key.kind = "RSA";
        return key;
    }
    const std::string* const curve = text_at(object, "crv");
    key.kind = curve == nullptr ? std::string() : *curve;
    CORDON_ASSIGN(const std::string x, bytes("x"));
    CORDON_ASSIGN(const std::string y, bytes("y"));
    CORDON_ASSIGN(key.pem, base::ec_public_key_pem(key.kind, x, y));
    return key;
}

base::Status read_roles(const JsonValue& table, OidcSettings& settings) {
    if (table.object() == nullptr) {
        return wrong("[roles] must be a table: what the claim says = \"submitter\"");
    }
    for (const auto& [word, meaning] : *table.object()) {
        if (meaning.string() == nullptr) {
            return wrong("[roles] maps a word to the names of roles, separated by commas");
        }
        CORDON_ASSIGN(settings.roles[word], parse_roles(*meaning.string()));
    }
    return {};
}

base::Status read_member(const std::string& name, const JsonValue& value, OidcSettings& settings) {
    const std::array<std::pair<std::string_view, std::string*>, 7> texts{
        {{"issuer", &settings.issuer},
         {"audience", &settings.audience},
         {"jwks", &settings.jwks},
         {"principal_claim", &settings.principal_claim},
         {"roles_claim", &settings.roles_claim},
         {"tenant_claim", &settings.tenant_claim},
         {"tenant", &settings.tenant}}};
    for (const auto& [known, place] : texts) {
        if (known == name) {
            if (value.string() == nullptr || value.string()->empty()) {
                return wrong(fmt::format("'{}' must be a text", known));
            }
            *place = *value.string();
            return {};
        }
    }
    if (name == "roles") {
        return read_roles(value, settings);
    }
    if (name == "tenants" && value.array() != nullptr) {
        settings.tenants = words_of(&value);
        return {};
    }
    if (name == "skew_seconds") {
        if (value.integer() == nullptr || *value.integer() < 0 || *value.integer() > skew_seconds_max) {
            return wrong(fmt::format("'skew_seconds' must be 0 to {}", skew_seconds_max));
        }
        settings.skew_seconds = static_cast<std::uint32_t>(*value.integer());
        return {};
    }
    return wrong(fmt::format("'{}' is not known", base::shown(name, 40)));
}

}  // namespace

base::Result<OidcSettings> parse_oidc_settings(std::string_view toml) {
    CORDON_ASSIGN(const JsonValue root, codec::parse_toml(toml));
    OidcSettings settings;
    for (const auto& [name, value] : *root.object()) {
        CORDON_TRY(read_member(name, value, settings));
    }
    if (settings.issuer.empty() || settings.audience.empty() || settings.jwks.empty() ||
        settings.roles.empty()) {
        return wrong("issuer, audience, jwks and [roles] are needed");
    }
    if (!settings.tenant_claim.empty() && settings.tenants.empty()) {
        return wrong("with tenant_claim, 'tenants' must name those that may come");
    }
    if (settings.tenant_claim.empty() && !settings.tenants.empty()) {
        return wrong("'tenants' says nothing without tenant_claim, the claim that names the caller's");
    }
    settings.tenants.push_back(settings.tenant);
    for (const std::string& tenant : settings.tenants) {
        if (!is_plain_name(tenant)) {
            return wrong("a tenant must be 1 to 64 letters, digits or . _ - @");
        }
    }
    settings.tenants.pop_back();
    return settings;
}

base::Result<std::vector<OidcKey>> parse_jwks(std::string_view json) {
    CORDON_ASSIGN(const JsonValue root, codec::parse_json(json));
    const JsonValue* const set = root.find("keys");
    if (set == nullptr || set->array() == nullptr || codec::first_duplicate_key(root) ||
        set->array()->size() > keys_max) {
        return base::fail(base::ErrorCode::invalid_input, "this is no JSON Web Key Set of at most 100 keys");
    }
    std::vector<OidcKey> keys;
    for (const JsonValue& object : *set->array()) {
        const std::string* const kind = object.object() == nullptr ? nullptr : text_at(object, "kty");
        const std::string* const use = kind == nullptr ? nullptr : text_at(object, "use");
        if (kind == nullptr || (*kind != "RSA" && *kind != "EC") || text_at(object, "kid") == nullptr ||
            (use != nullptr && *use != "sig")) {
            continue;
        }
        auto key = read_key(object);
        if (!key && key.error().code == base::ErrorCode::unsupported) {
            continue;
        }
        if (!key) {
            return std::unexpected(key.error());
        }
        if (std::ranges::find(keys, key->id, &OidcKey::id) != keys.end()) {
            return base::fail(base::ErrorCode::invalid_input, "two keys of the set have the same kid");
        }
        keys.push_back(*std::move(key));
    }
    if (keys.empty()) {
        return base::fail(base::ErrorCode::invalid_input,
                          "the set holds no RSA or EC key with a kid for signatures");
    }
    return keys;
}

std::optional<OidcCaller> OidcVerifier::check(std::string_view token, base::Instant now) const {
    auto claim = read(token, now);
    return claim && proves(token, *claim) ? std::optional(std::move(claim->caller)) : std::nullopt;
}

bool OidcVerifier::proves(std::string_view token, const OidcClaim& claim) const {
    const std::size_t signed_bytes = token.rfind('.');
    if (signed_bytes == std::string_view::npos) {
        return false;
    }
    const auto signature = base::from_base64url(token.substr(signed_bytes + 1));
    return signature &&
           base::is_signed_by(claim.key->pem, claim.algorithm, token.substr(0, signed_bytes), *signature);
}

std::optional<OidcClaim> OidcVerifier::read(std::string_view token, base::Instant now) const {
    const auto parts = base::split(token, '.');
    if (token.size() > token_bytes_max || parts.size() != 3) {
        return std::nullopt;
    }
    const auto header = part_of(parts[0]);
    const auto claims = part_of(parts[1]);
    // One token, one spelling: no padding, no stray letters.
    if (!header || !claims || !base::from_base64url(parts[2]) || header->find("crit") != nullptr ||
        !is_access_token(*header)) {
        return std::nullopt;
    }
    const std::string* const name = text_at(*header, "alg");
    const std::string* const kid = text_at(*header, "kid");
    if (name == nullptr || kid == nullptr) {
        return std::nullopt;
    }
    const std::string_view kind = base::key_kind_of(*name);
    const auto key = std::ranges::find(keys, *kid, &OidcKey::id);
    if (kind.empty() || key == keys.end() || key->kind != kind ||
        (!key->algorithm.empty() && key->algorithm != *name)) {
        return std::nullopt;
    }
    const std::string* const issuer = text_at(*claims, "iss");
    if (issuer == nullptr || *issuer != settings.issuer || !names_audience(*claims, settings.audience) ||
        !is_in_time(*claims, now, settings.skew_seconds)) {
        return std::nullopt;
    }
    OidcCaller caller;
    const JsonValue* const principal = claim_at(*claims, settings.principal_claim);
    if (principal == nullptr || principal->string() == nullptr || !is_principal(*principal->string())) {
        return std::nullopt;
    }
    caller.principal = *principal->string();
    caller.tenant = settings.tenant;
    if (!settings.tenant_claim.empty()) {
        const JsonValue* const tenant = claim_at(*claims, settings.tenant_claim);
        if (tenant == nullptr || tenant->string() == nullptr ||
            std::ranges::find(settings.tenants, *tenant->string()) == settings.tenants.end()) {
            return std::nullopt;
        }
        caller.tenant = *tenant->string();
    }
    for (const std::string& word : words_of(claim_at(*claims, settings.roles_claim))) {
        if (const auto found = settings.roles.find(word); found != settings.roles.end()) {
            for (const Role role : all_roles) {
                if (found->second.has(role)) {
                    caller.roles.add(role);
                }
            }
        }
    }
    return caller.roles.empty() ? std::nullopt : std::optional(OidcClaim{std::move(caller), &*key, *name});
}

}  // namespace cordon::server
