#include "server/api_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "base/secure_random.h"
#include "base/strings.h"
#include "codec/json.h"

namespace cordon::server {

namespace {

constexpr std::string_view prefix = "cordon_";
constexpr std::size_t id_letters = 12;
constexpr std::size_t secret_letters = 64;

std::unexpected<base::Error> corrupt(std::string_view what) {
    return base::fail(base::ErrorCode::corrupt, fmt::format("the file of API keys is damaged: {}", what));
}

bool is_hex(std::string_view text, std::size_t letters) {
    return text.size() == letters && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string text_at(const codec::JsonValue& object, std::string_view key) {
    const codec::JsonValue* const value = object.find(key);
    const std::string* const text = value == nullptr ? nullptr : value->string();
    return text == nullptr ? std::string() : *text;
}

base::Result<std::optional<base::Instant>> instant_at(const codec::JsonValue& object, std::string_view key) {
    const codec::JsonValue* const value = object.find(key);
    if (value == nullptr) {
        return std::optional<base::Instant>();
    }
    const auto instant = base::parse_instant(value->as_text());
    if (!instant) {
        return corrupt(fmt::format("'{}' is no time", key));
    }
    return std::optional(*instant);
}

base::Result<ApiKey> read_key(const codec::JsonValue& object) {
    ApiKey key;
    key.id = text_at(object, "id");
    key.secret_sha256 = text_at(object, "secret_sha256");
    key.tenant = text_at(object, "tenant");
    key.principal = text_at(object, "principal");
    key.created_by = text_at(object, "created_by");
    key.disabled_by = text_at(object, "disabled_by");
    if (!is_hex(key.id, id_letters) || !is_hex(key.secret_sha256, 64)) {
        return corrupt("a key without a whole id or hash");
    }
    if (!is_plain_name(key.tenant) || !is_plain_name(key.principal)) {
        return corrupt("key " + key.id + " has no tenant or no principal");
    }
    CORDON_ASSIGN(const auto created, instant_at(object, "created_at"));
    if (!created) {
        return corrupt("key " + key.id + " does not say when it was made");
    }
    key.created_at = *created;
    CORDON_ASSIGN(key.expires_at, instant_at(object, "expires_at"));
    CORDON_ASSIGN(key.disabled_at, instant_at(object, "disabled_at"));
    const codec::JsonValue* const roles = object.find("roles");
    if (roles == nullptr || roles->array() == nullptr || roles->array()->empty()) {
        return corrupt("key " + key.id + " has no roles");
    }
    for (const codec::JsonValue& word : *roles->array()) {
        const auto role = parse_role(word.as_text());
        if (!role) {
            return corrupt("key " + key.id + ": " + role.error().message);
        }
        key.roles.add(*role);
    }
    return key;
}

}  // namespace

base::Result<ApiKeys> ApiKeys::parse(std::string_view json) {
    const auto root = codec::parse_json(json);
    if (!root) {
        return corrupt(root.error().message);
    }
    const codec::JsonValue* const format = root->find("format");
    if (format == nullptr || format->as_text() != "cordon-api-keys-1") {
        return corrupt("it does not begin as one");
    }
    const codec::JsonValue* const keys = root->find("keys");
    if (keys == nullptr || keys->array() == nullptr || codec::first_duplicate_key(*root)) {
        return corrupt("it has no list of keys, or says something twice");
    }
    ApiKeys all;
    for (const codec::JsonValue& object : *keys->array()) {
        CORDON_ASSIGN(ApiKey key, read_key(object));
        if (std::ranges::find(all.keys_, key.id, &ApiKey::id) != all.keys_.end()) {
            return corrupt("key " + key.id + " stands in it twice");
        }
        all.keys_.push_back(std::move(key));
    }
    return all;
}

std::string ApiKeys::text() const {
    codec::JsonWriter json(true);
    json.begin_object().key("format").string("cordon-api-keys-1").key("keys").begin_array();
    for (const ApiKey& key : keys_) {
        json.begin_object().key("id").string(key.id).key("secret_sha256").string(key.secret_sha256);
        json.key("principal").string(key.principal).key("tenant").string(key.tenant);
        json.key("roles").begin_array();
        for (const Role role : all_roles) {
            if (key.roles.has(role)) {
                json.string(to_string(role));
            }
        }
        json.end_array().key("created_at").string(base::to_string(key.created_at));
        json.key("created_by").string(key.created_by);
        if (key.expires_at) {
            json.key("expires_at").string(base::to_string(*key.expires_at));
        }
        if (key.disabled_at) {
            json.key("disabled_at").string(base::to_string(*key.disabled_at));
            json.key("disabled_by").string(key.disabled_by);
        }
        json.end_object();
    }
    json.end_array().end_object();
    return json.take() + "\n";
}

base::Result<std::string> ApiKeys::make(const WantedKey& wanted, base::Instant now, std::string_view by) {
    for (const std::string* const name : {&wanted.tenant, &wanted.principal}) {
        if (!is_plain_name(*name)) {
            return base::fail(
                base::ErrorCode::invalid_input,
                fmt::format("'{}' will not do as a tenant or principal: 1 to 64 letters, digits "
                            "or . _ - @",
                            base::shown(*name, 70)));
        }
    }
    if (wanted.roles.empty()) {
        return base::fail(base::ErrorCode::invalid_input, "a key needs at least one role");
    }
    if (wanted.expires_at && *wanted.expires_at <= now) {
        return base::fail(base::ErrorCode::invalid_input, "the key would have expired already");
    }
    ApiKey key;
    do {
        key.id = base::random_hex(id_letters / 2);
    } while (std::ranges::find(keys_, key.id, &ApiKey::id) != keys_.end());
    const std::string secret = base::random_hex(secret_letters / 2);
    key.secret_sha256 = base::sha256_hex(secret);
    key.roles = wanted.roles;
    key.tenant = wanted.tenant;
    key.principal = wanted.principal;
    key.created_at = now;
    key.created_by = by;
    key.expires_at = wanted.expires_at;
    std::string text = fmt::format("{}{}_{}", prefix, key.id, secret);
    keys_.push_back(std::move(key));
    return text;
}

base::Status ApiKeys::disable(std::string_view id, base::Instant now, std::string_view by) {
    const auto found = std::ranges::find(keys_, id, &ApiKey::id);
    if (found == keys_.end()) {
        return base::fail(base::ErrorCode::not_found,
                          fmt::format("there is no API key with the id '{}'", base::shown(id, 40)));
    }
    if (found->disabled_at) {
        return base::fail(base::ErrorCode::conflict,
                          fmt::format("API key {} was disabled {} by {}", id,
                                      base::to_string(*found->disabled_at), base::shown(found->disabled_by)));
    }
    found->disabled_at = now;
    found->disabled_by = by;
    return {};
}

const ApiKey* ApiKeys::check(std::string_view key, base::Instant now) const {
    if (key.size() != prefix.size() + id_letters + 1 + secret_letters || !key.starts_with(prefix) ||
        key[prefix.size() + id_letters] != '_') {
        return nullptr;
    }
    const auto found = std::ranges::find(keys_, key.substr(prefix.size(), id_letters), &ApiKey::id);
    // Hashed in any case: how long an answer takes does not say which ids there are.
    const std::string hash = base::sha256_hex(key.substr(prefix.size() + id_letters + 1));
    if (found == keys_.end() || !base::equal_in_constant_time(hash, found->secret_sha256) ||
        !found->valid_at(now)) {
        return nullptr;
    }
    return &*found;
}

bool ApiKeys::any_valid(base::Instant now) const {
    return std::ranges::any_of(keys_, [&](const ApiKey& key) { return key.valid_at(now); });
}

std::string_view presented_key(const HttpRequest& request) {
    if (const std::string_view key = request.field("x-api-key"); !key.empty()) {
        return key;
    }
    const std::string_view authorization = request.field("authorization");
    for (const std::string_view scheme : {"Bearer ", "ApiKey "}) {
        if (base::ascii_istarts_with(authorization, scheme)) {
            return base::trim(authorization.substr(scheme.size()));
        }
    }
    return {};
}

bool is_plain_name(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') ||
               std::string_view("._-@").find(letter) != std::string_view::npos;
    });
}

}  // namespace cordon::server
