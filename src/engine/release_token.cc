#include "engine/release_token.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/strings.h"
#include "codec/json.h"
#include "engine/verdict_record.h"

namespace cordon::engine {

namespace {

using base::ErrorCode;

std::unexpected<base::Error> no_token(std::string_view why) {
    return base::fail(ErrorCode::invalid_input, fmt::format("this is no release token: {}", why));
}

base::Result<std::string> text_in(const codec::JsonValue& value, std::string_view member) {
    const codec::JsonValue* found = value.find(member);
    if (found == nullptr || found->string() == nullptr || found->string()->empty()) {
        return no_token(fmt::format("it does not say its '{}'", member));
    }
    return *found->string();
}

base::Result<base::Instant> instant_in(const codec::JsonValue& value, std::string_view member) {
    CORDON_ASSIGN(const std::string text, text_in(value, member));
    return base::parse_instant(text);
}

base::Result<std::vector<model::ListUse>> lists_in(const codec::JsonValue& content) {
    const codec::JsonValue* lists = content.find("lists");
    if (lists == nullptr || lists->array() == nullptr || lists->array()->empty()) {
        return no_token("it names no list");
    }
    std::vector<model::ListUse> found;
    for (const codec::JsonValue& each : *lists->array()) {
        model::ListUse& use = found.emplace_back();
        CORDON_ASSIGN(use.list, text_in(each, "list"));
        CORDON_ASSIGN(use.version, text_in(each, "version"));
        CORDON_ASSIGN(use.sha256, text_in(each, "sha256"));
        CORDON_TRY(base::parse_sha256(use.sha256));
    }
    return found;
}

std::string content_of(const TokenGrounds& grounds, TokenKind kind, base::Instant issued,
                       base::Instant expires) {
    codec::JsonWriter json;
    json.begin_object().key("verdict_id").string(grounds.verdict_id);
    json.key("content_sha256").string(grounds.content_sha256).key("kind").string(to_string(kind));
    json.key("issued").string(base::to_string(issued)).key("expires").string(base::to_string(expires));
    json.key("lists").begin_array();
    for (const model::ListUse& use : grounds.lists) {
        json.begin_object().key("list").string(use.list).key("version").string(use.version);
        json.key("sha256").string(use.sha256).end_object();
    }
    json.end_array().end_object();
    return json.take();
}

}  // namespace

base::Result<NewToken> make_release_token(const TokenGrounds& grounds, base::Instant issued,
                                          std::int64_t life_ms, std::string_view principal,
                                          std::string_view engine_build, const base::SigningKey& key) {
    if (!may_move(grounds.outcome, grounds.state)) {
        return base::fail(
            ErrorCode::conflict,
            fmt::format("{} is a {} and its hold is {}: no token is given for it", grounds.verdict_id,
                        model::to_string(grounds.outcome), to_string(grounds.state)));
    }
    if (life_ms < 1 || life_ms > token_life_ms_max) {
        return base::fail(ErrorCode::invalid_input, "a release token is valid for 1 ms to 15 minutes");
    }
    NewToken token;
    token.verdict_id = grounds.verdict_id;
    token.kind = grounds.state == HoldState::released ? TokenKind::release : TokenKind::pass;
    token.issued = issued;
    token.expires = {issued.unix_ms + life_ms};
    CORDON_ASSIGN(token.statement,
                  codec::seal_statement({std::string(release_token_type), issued, std::string(principal),
                                         std::string(engine_build)},
                                        content_of(grounds, token.kind, token.issued, token.expires), key));
    CORDON_TRY(open_release_token(token.statement));  // what nobody could read must not be handed out
    return token;
}

base::Result<ReleaseToken> open_release_token(std::string_view bytes) {
    CORDON_ASSIGN(const codec::SignedStatement statement, codec::open_statement(bytes));
    if (statement.head.type != release_token_type) {
        return no_token(fmt::format("it is a {}", base::shown(statement.head.type)));
    }
    ReleaseToken token;
    token.key = statement.key;
    CORDON_ASSIGN(token.verdict_id, text_in(statement.content, "verdict_id"));
    CORDON_ASSIGN(token.content_sha256, text_in(statement.content, "content_sha256"));
    CORDON_TRY(base::parse_sha256(token.content_sha256));
    CORDON_ASSIGN(const std::string kind, text_in(statement.content, "kind"));
    if (kind != to_string(TokenKind::pass) && kind != to_string(TokenKind::release)) {
        return no_token(fmt::format("its kind is '{}'", base::shown(kind)));
    }
    token.kind = kind == to_string(TokenKind::pass) ? TokenKind::pass : TokenKind::release;
    CORDON_ASSIGN(token.issued, instant_in(statement.content, "issued"));
    CORDON_ASSIGN(token.expires, instant_in(statement.content, "expires"));
    CORDON_ASSIGN(token.lists, lists_in(statement.content));
    const std::int64_t life = token.expires.unix_ms - token.issued.unix_ms;
    if (life < 1 || life > token_life_ms_max || token.issued != statement.head.made_at) {
        return no_token("its times do not fit each other");
    }
    return token;
}

base::Result<ReleaseToken> verify_release_token(std::string_view bytes, const SignerCheck& signer,
                                                base::Instant at) {
    CORDON_ASSIGN(ReleaseToken token, open_release_token(bytes));
    if (const base::Status good = signer(token.key, token.issued); !good) {
        return base::fail(good.error().code, "the token " + good.error().message + ": do not release");
    }
    if (at < token.issued) {
        return base::fail(ErrorCode::stale, fmt::format("the token is valid from {} only: do not release",
                                                        base::to_string(token.issued)));
    }
    if (at >= token.expires) {
        return base::fail(ErrorCode::stale, fmt::format("the token expired at {}: do not release",
                                                        base::to_string(token.expires)));
    }
    return token;
}

}  // namespace cordon::engine
