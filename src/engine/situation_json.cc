#include "engine/situation_json.h"

#include <array>

#include "base/check.h"
#include "codec/json.h"

namespace cordon::engine {

namespace {

using codec::JsonValue;
using decision::ListStanding;

std::string_view word_of(ListStanding standing) {
    switch (standing) {
        case ListStanding::fresh: return "fresh";
        case ListStanding::degraded: return "degraded";
        case ListStanding::by_hand: return "by_hand";
        case ListStanding::unknown: return "unknown";
        case ListStanding::missing: return "missing";
    }
    CORDON_CHECK(false && "a ListStanding outside its enum");
    return {};
}

constexpr std::array standings = {ListStanding::fresh, ListStanding::degraded, ListStanding::by_hand,
                                  ListStanding::unknown, ListStanding::missing};

std::unexpected<base::Error> not_one(std::string_view what) {
    return base::fail(base::ErrorCode::corrupt, "the kept situation cannot be read: " + std::string(what) +
                                                    " is missing or no such value");
}

base::Result<std::string> text_of(const JsonValue& object, std::string_view key) {
    const JsonValue* member = object.find(key);
    if (member == nullptr || member->string() == nullptr) {
        return not_one(key);
    }
    return *member->string();
}

base::Result<std::int64_t> number_of(const JsonValue& object, std::string_view key) {
    const JsonValue* member = object.find(key);
    if (member == nullptr || member->integer() == nullptr) {
        return not_one(key);
    }
    return *member->integer();
}

base::Result<bool> flag_of(const JsonValue& object, std::string_view key) {
    const JsonValue* member = object.find(key);
    if (member == nullptr || member->boolean() == nullptr) {
        return not_one(key);
    }
    return *member->boolean();
}

base::Result<const codec::JsonArray*> array_of(const JsonValue& object, std::string_view key) {
    const JsonValue* member = object.find(key);
    if (member == nullptr || member->array() == nullptr) {
        return not_one(key);
    }
    return member->array();
}

base::Result<decision::ListState> list_from(const JsonValue& value) {
    decision::ListState state;
    CORDON_ASSIGN(state.list, text_of(value, "list"));
    CORDON_ASSIGN(state.version, text_of(value, "version"));
    CORDON_ASSIGN(const std::int64_t hours, number_of(value, "hours_over"));
    state.hours_over = static_cast<std::uint32_t>(hours);
    CORDON_ASSIGN(const std::string standing, text_of(value, "standing"));
    for (const ListStanding each : standings) {
        if (word_of(each) == standing) {
            state.standing = each;
            return state;
        }
    }
    return not_one("standing");
}

base::Result<decision::CustomerBaseProof> proof_from(const JsonValue& value) {
    decision::CustomerBaseProof proof;
    CORDON_ASSIGN(proof.list, text_of(value, "list"));
    CORDON_ASSIGN(proof.version, text_of(value, "version"));
    CORDON_ASSIGN(proof.screened_at.unix_ms, number_of(value, "screened_at_ms"));
    CORDON_ASSIGN(proof.complete, flag_of(value, "complete"));
    CORDON_ASSIGN(proof.current, flag_of(value, "current"));
    return proof;
}

base::Result<decision::GroundClaim> ground_from(const JsonValue& value) {
    decision::GroundClaim claim;
    CORDON_ASSIGN(claim.id, text_of(value, "id"));
    CORDON_ASSIGN(const std::string day, text_of(value, "day"));
    CORDON_ASSIGN(claim.day, base::parse_iso_date(day));
    return claim;
}

}  // namespace

std::string write_situation(const KeptSituation& situation) {
    codec::JsonWriter json;
    json.begin_object().key("checks").begin_array();
    for (const std::string& check : situation.checks) {
        json.string(check);
    }
    json.end_array().key("grounds").begin_array();
    for (const decision::GroundClaim& claim : situation.policy.grounds) {
        json.begin_object().key("day").string(base::to_string(claim.day));
        json.key("id").string(claim.id).end_object();
    }
    json.end_array().key("lists").begin_array();
    for (const decision::ListState& state : situation.policy.lists) {
        json.begin_object().key("hours_over").integer(state.hours_over).key("list").string(state.list);
        json.key("standing")
            .string(word_of(state.standing))
            .key("version")
            .string(state.version)
            .end_object();
    }
    json.end_array().key("proofs").begin_array();
    for (const decision::CustomerBaseProof& proof : situation.policy.proofs) {
        json.begin_object().key("complete").boolean(proof.complete).key("current").boolean(proof.current);
        json.key("list").string(proof.list).key("screened_at_ms").integer(proof.screened_at.unix_ms);
        json.key("version").string(proof.version).end_object();
    }
    json.end_array().key("scheme").string(situation.policy.scheme);
    json.key("supplement").boolean(situation.supplement).end_object();
    return json.take();
}

base::Result<KeptSituation> read_situation(std::string_view text) {
    CORDON_ASSIGN(const JsonValue json, codec::parse_json(text));
    KeptSituation situation;
    CORDON_ASSIGN(situation.policy.scheme, text_of(json, "scheme"));
    CORDON_ASSIGN(situation.supplement, flag_of(json, "supplement"));
    CORDON_ASSIGN(const codec::JsonArray* const checks, array_of(json, "checks"));
    for (const JsonValue& check : *checks) {
        situation.checks.push_back(check.as_text());
    }
    CORDON_ASSIGN(const codec::JsonArray* const lists, array_of(json, "lists"));
    for (const JsonValue& value : *lists) {
        CORDON_ASSIGN(situation.policy.lists.emplace_back(), list_from(value));
    }
    CORDON_ASSIGN(const codec::JsonArray* const grounds, array_of(json, "grounds"));
    for (const JsonValue& value : *grounds) {
        CORDON_ASSIGN(situation.policy.grounds.emplace_back(), ground_from(value));
    }
    CORDON_ASSIGN(const codec::JsonArray* const proofs, array_of(json, "proofs"));
    for (const JsonValue& value : *proofs) {
        CORDON_ASSIGN(situation.policy.proofs.emplace_back(), proof_from(value));
    }
    return situation;
}

}  // namespace cordon::engine
