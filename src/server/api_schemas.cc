// The schemas of the API's bodies (JSON Schema 2020-12). server/api_test.cc holds answers against them.
#include "server/open_api.h"

namespace cordon::server {

namespace {

constexpr std::string_view schemas = R"json(
{"Problem": {"type": "object", "properties": {"type": {"type": "string"}, "title": {"type": "string"},
    "status": {"type": "integer"}, "detail": {"type": "string"}}, "required": ["type", "title",
    "status", "detail"]},
"HeldProblem": {"type": "object", "properties": {"type": {"type": "string"}, "title": {"type":
    "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}, "verdict": {"type":
    "string", "enum": ["hold"]}}, "required": ["type", "title", "status", "detail", "verdict"]},
"ConflictProblem": {"type": "object", "properties": {"type": {"type": "string"}, "title": {"type":
    "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}, "verdict": {"type":
    "string", "enum": ["hold"]}, "recorded": {"$ref": "#/components/schemas/PaymentVerdict"}},
    "required": ["type", "title", "status", "detail", "verdict", "recorded"]},
"PlainPayment": {"type": "object", "description": "docs/reference/payment-messages.md"},
"VerdictReason": {"type": "object", "properties": {"code": {"type": "string"}, "field": {"type":
    "string"}, "list": {"type": "string"}, "listing_id": {"type": "string"}, "score": {"type":
    "number"}, "sentence": {"type": "string"}, "outcome": {"type": "string", "enum": ["pass", "hold",
    "block"]}, "rule": {"type": "string"}, "text": {"type": "string"}, "earlier_verdict": {"type":
    "string", "description": "the verdict of the earlier message that this one was compared with"}},
    "required": ["code", "field", "list", "listing_id", "score", "sentence", "outcome", "rule", "text"]},
"HoldState": {"type": "string", "enum": ["clear", "open", "release proposed", "reject proposed",
    "released", "rejected"]},
"PaymentVerdict": {"type": "object", "properties": {"message_id": {"type": "string"}, "format": {
    "type": "string"}, "type": {"type": "string"}, "verdict": {"type": "string", "enum": ["pass",
    "hold", "block"], "description": "what is allowed: money may move only on pass"}, "action": {
    "type": "string"}, "scheme": {"type": "string"}, "reasons": {"type": "array", "items": {"$ref":
    "#/components/schemas/VerdictReason"}}, "verdict_id": {"type": "string"}, "replay": {"type":
    "boolean", "description": "the message was judged before"}, "hold": {"$ref":
    "#/components/schemas/HoldState"}, "lists": {"type": "array", "items": {"type": "object",
    "properties": {"list": {"type": "string"}, "version": {"type": "string"}, "sha256": {"type":
    "string"}}, "required": ["list", "version", "sha256"]}}, "policy": {"type": "string",
    "description": "hash of the policy"}, "degraded": {"type": "boolean", "description":
    "a list is older than its limit, or missing"}, "missing_lists": {"type": "array", "items": {
    "type": "string"}}}, "required": ["message_id", "format", "type", "verdict", "action", "scheme",
    "reasons", "verdict_id", "replay", "hold", "lists", "policy", "degraded", "missing_lists"]},
"KeptVerdict": {"type": "object", "properties": {"message_id": {"type": "string"}, "format": {"type":
    "string"}, "type": {"type": "string"}, "verdict": {"type": "string", "enum": ["pass", "hold",
    "block"], "description": "what is allowed: money may move only on pass"}, "action": {"type":
    "string"}, "scheme": {"type": "string"}, "reasons": {"type": "array", "items": {"$ref":
    "#/components/schemas/VerdictReason"}}, "verdict_id": {"type": "string"}, "replay": {"type":
    "boolean", "description": "the message was judged before"}, "hold": {"$ref":
    "#/components/schemas/HoldState"}, "lists": {"type": "array", "items": {"type": "object",
    "properties": {"list": {"type": "string"}, "version": {"type": "string"}, "sha256": {"type":
    "string"}}, "required": ["list", "version", "sha256"]}}, "policy": {"type": "string",
    "description": "hash of the policy"}, "may_move": {"type": "boolean"}, "channel": {"type":
    "string"}, "content_sha256": {"type": "string"}, "at": {"type": "string"}, "leaf": {"type":
    "integer", "description": "of the audit log"}, "record": {"type": "object", "description":
    "the kept verdict: canonical JSON (RFC 8785)"}}, "required": ["message_id", "format", "type",
    "verdict", "action", "scheme", "reasons", "verdict_id", "replay", "hold", "lists", "policy",
    "may_move", "channel", "content_sha256", "at", "leaf", "record"]},
"Hold": {"type": "object", "properties": {"verdict_id": {"type": "string"}, "tenant": {"type":
    "string"}, "channel": {"type": "string"}, "message_id": {"type": "string"}, "verdict": {"type":
    "string", "enum": ["pass", "hold", "block"]}, "at": {"type": "string"}, "state": {"$ref":
    "#/components/schemas/HoldState"}, "steps": {"type": "array", "items": {"type": "object",
    "properties": {"step": {"type": "string"}, "principal": {"type": "string"}, "reason": {"type":
    "string"}, "at": {"type": "string"}, "alone": {"type": "boolean", "description":
    "with policy_sha256: true, that policy let one person decide; false, it lets a block be released"},
    "policy_sha256": {"type": "string"}, "leaf": {"type": "integer"}}, "required": ["step",
    "principal", "reason", "at", "leaf"]}}}, "required": ["verdict_id", "tenant", "channel",
    "message_id", "verdict", "at", "state", "steps"]},
"HoldPage": {"type": "object", "properties": {"truncated": {"type": "boolean", "description":
    "there are more"}, "next": {"type": "string", "description": "from of the next page"}, "holds":
    {"type": "array", "items": {"$ref": "#/components/schemas/Hold"}}}, "required": ["truncated",
    "holds"]},
"Reason": {"type": "object", "properties": {"reason": {"type": "string", "description":
    "why, for the record; up to 2,000 bytes"}}, "required": ["reason"], "additionalProperties":
    false},
"HoldStep": {"type": "object", "properties": {"verdict_id": {"type": "string"}, "state": {"$ref":
    "#/components/schemas/HoldState"}, "second_word_needed": {"type": "boolean"}, "alone": {"type":
    "boolean", "description": "one person decided, as the policy lets"}, "policy_sha256": {"type":
    "string", "description": "of that policy"}, "sentence": {"type": "string"}, "token": {"type":
    "string", "description": "once released"}}, "required": ["verdict_id", "state",
    "second_word_needed", "alone", "sentence"]},
"Token": {"type": "object", "properties": {"verdict_id": {"type": "string"}, "token": {"type":
    "string"}}, "required": ["verdict_id", "token"]},
"TokenToVerify": {"type": "object", "properties": {"token": {"type": "string"}}, "required": [
    "token"], "additionalProperties": false},
"VerifiedToken": {"type": "object", "properties": {"holds": {"type": "boolean"}, "verdict_id": {
    "type": "string"}, "content_sha256": {"type": "string"}, "kind": {"type": "string", "enum": [
    "pass", "release"]}, "issued": {"type": "string"}, "expires": {"type": "string"}}, "required": [
    "holds", "verdict_id", "content_sha256", "kind", "issued", "expires"]},
"Checkpoint": {"type": "object", "description":
    "a signed statement of type cordon.checkpoint.1: docs/reference/signed-statements.md"},
"SearchRequest": {"type": "object", "properties": {"name": {"anyOf": [{"type": "string"}, {"type":
    "array", "items": {"type": "string"}}], "description":
    "one name or several of the same party, in any script; up to 20 of 8,192 bytes"}, "type": {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}], "description":
    "person, entity, vessel or aircraft"}, "dob": {"anyOf": [{"type": "string"}, {"type": "array",
    "items": {"type": "string"}}], "description": "1968-03-12, 1968-03 or 1968"}, "country": {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}], "description":
    "residence, or a country of which no more is known: name or code"}, "nationality": {"anyOf": [{
    "type": "string"}, {"type": "array", "items": {"type": "string"}}], "description":
    "nationality, citizenship or flag"}, "gender": {"anyOf": [{"type": "string"}, {"type": "array",
    "items": {"type": "string"}}], "description": "male or female"}, "birth_place": {"anyOf": [{
    "type": "string"}, {"type": "array", "items": {"type": "string"}}], "description": "a place"},
    "passport": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "description": "NUMBER or NUMBER:COUNTRY"}, "national_id": {"anyOf": [{"type": "string"}, {
    "type": "array", "items": {"type": "string"}}], "description": "NUMBER or NUMBER:COUNTRY"},
    "tax_id": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "description": "NUMBER or NUMBER:COUNTRY"}, "registration": {"anyOf": [{"type": "string"}, {
    "type": "array", "items": {"type": "string"}}], "description": "NUMBER or NUMBER:COUNTRY"},
    "lei": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "description": "legal entity identifier"}, "imo": {"anyOf": [{"type": "string"}, {"type":
    "array", "items": {"type": "string"}}], "description": "of a vessel"}, "mmsi": {"anyOf": [{
    "type": "string"}, {"type": "array", "items": {"type": "string"}}], "description": "of a vessel"},
    "bic": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "description": "of a bank"}, "wallet": {"anyOf": [{"type": "string"}, {"type": "array", "items":
    {"type": "string"}}], "description": "address of a wallet"}, "identifier": {"anyOf": [{"type":
    "string"}, {"type": "array", "items": {"type": "string"}}], "description":
    "TYPE:NUMBER or TYPE:NUMBER:COUNTRY"}, "lists": {"anyOf": [{"type": "string"}, {"type": "array",
    "items": {"type": "string"}}], "description": "short names; default: all that are active"},
    "min_score": {"type": "number", "minimum": 0, "maximum": 1, "description":
    "show hits down to this score; never above the threshold"}, "top": {"type": "integer", "minimum":
    1, "maximum": 1000, "description": "hits shown at most; default 10"}, "supplement": {"type":
    "boolean", "description": "false: names of Cordon's own supplement do not count"},
    "allow_missing_lists": {"type": "boolean", "description":
    "true: answer although lists are missing; the answer says which"}}, "required": ["name"],
    "additionalProperties": false},
"ScreenRequest": {"type": "object", "properties": {"subjects": {"type": "array", "items": {"$ref":
    "#/components/schemas/Subject"}, "minItems": 1, "maxItems": 1000}, "lists": {"anyOf": [{"type":
    "string"}, {"type": "array", "items": {"type": "string"}}], "description":
    "short names; default: all that are active"}, "min_score": {"type": "number", "minimum": 0,
    "maximum": 1, "description": "show hits down to this score; never above the threshold"}, "top":
    {"type": "integer", "minimum": 1, "maximum": 1000, "description":
    "hits shown at most; default 10"}, "supplement": {"type": "boolean", "description":
    "false: names of Cordon's own supplement do not count"}, "allow_missing_lists": {"type":
    "boolean", "description": "true: answer although lists are missing; the answer says which"}},
    "required": ["subjects"], "additionalProperties": false},
"Subject": {"type": "object", "properties": {"id": {"type": "string", "description":
    "the caller's own reference, unique in the batch"}, "name": {"anyOf": [{"type": "string"}, {
    "type": "array", "items": {"type": "string"}}], "description":
    "one name or several of the same party, in any script; up to 20 of 8,192 bytes"}, "type": {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}], "description":
    "person, entity, vessel or aircraft"}, "dob": {"anyOf": [{"type": "string"}, {"type": "array",
    "items": {"type": "string"}}], "description": "1968-03-12, 1968-03 or 1968"}, "country": {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}], "description":
    "residence, or a country of which no more is known: name or code"}, "nationality": {"anyOf": [{
    "type": "string"}, {"type": "array", "items": {"type": "string"}}], "description":
    "nationality, citizenship or flag"}, "gender": {"anyOf": [{"type": "string"}, {"type": "array",
    "items": {"type": "string"}}], "description": "male or female"}, "birth_place": {"anyOf": [{
    "type": "string"}, {"type": "array", "items": {"type": "string"}}], "description": "a place"},
    "passport": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "description": "NUMBER or NUMBER:COUNTRY"}, "national_id": {"anyOf": [{"type": "string"}, {
    "type": "array", "items": {"type": "string"}}], "description": "NUMBER or NUMBER:COUNTRY"},
    "tax_id": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "description": "NUMBER or NUMBER:COUNTRY"}, "registration": {"anyOf": [{"type": "string"}, {
    "type": "array", "items": {"type": "string"}}], "description": "NUMBER or NUMBER:COUNTRY"},
    "lei": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "description": "legal entity identifier"}, "imo": {"anyOf": [{"type": "string"}, {"type":
    "array", "items": {"type": "string"}}], "description": "of a vessel"}, "mmsi": {"anyOf": [{
    "type": "string"}, {"type": "array", "items": {"type": "string"}}], "description": "of a vessel"},
    "bic": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "description": "of a bank"}, "wallet": {"anyOf": [{"type": "string"}, {"type": "array", "items":
    {"type": "string"}}], "description": "address of a wallet"}, "identifier": {"anyOf": [{"type":
    "string"}, {"type": "array", "items": {"type": "string"}}], "description":
    "TYPE:NUMBER or TYPE:NUMBER:COUNTRY"}}, "required": ["id", "name"], "additionalProperties":
    false},
"Outcome": {"type": "string", "enum": ["hit", "clear", "truncated", "unscreened"]},
"ListUse": {"type": "object", "properties": {"list": {"type": "string"}, "version": {"type":
    "string"}, "published": {"type": "string"}, "content_sha256": {"type": "string"}, "state": {
    "type": "string"}, "freshness": {"type": "string"}}, "required": ["list", "version", "published",
    "content_sha256", "state"]},
"Fact": {"type": "object", "properties": {"fact": {"type": "string"}, "relation": {"type": "string"},
    "subject": {"type": "string"}, "listed": {"type": "string"}, "effect": {"type": "number"},
    "decides": {"type": "boolean"}, "note": {"type": "string"}}, "required": ["fact", "relation",
    "subject", "listed", "effect", "decides", "note"]},
"Part": {"type": "object", "properties": {"subject_part": {"type": "string"}, "listed_part": {"type":
    "string"}, "relation": {"type": "string"}, "similarity": {"type": "number"}, "weight": {"type":
    "number"}}, "required": ["subject_part", "listed_part", "relation", "similarity", "weight"]},
"Hit": {"type": "object", "properties": {"rank": {"type": "integer"}, "listing_id": {"type":
    "string"}, "list": {"type": "string"}, "name": {"type": "string"}, "score": {"type": "number"},
    "primary_name": {"type": "string"}, "quality": {"type": "string"}, "name_kind": {"type":
    "string"}, "supplement": {"type": "boolean"}, "kind": {"type": "string"}, "reason": {"type":
    "string", "description": "one sentence for people"}, "linked": {"type": "array", "items": {
    "type": "string"}}, "same_party": {"type": "array", "items": {"type": "object", "properties": {
    "list": {"type": "string"}, "listing_id": {"type": "string"}, "evidence": {"type": "string"}},
    "required": ["list", "listing_id", "evidence"]}}, "name_score": {"type": "number"},
    "facts_contradict": {"type": "boolean"}, "facts": {"type": "array", "items": {"$ref":
    "#/components/schemas/Fact"}}, "parts": {"type": "array", "items": {"$ref":
    "#/components/schemas/Part"}}}, "required": ["rank", "listing_id", "list", "name", "score",
    "primary_name", "quality", "name_kind", "supplement", "kind", "reason", "linked", "same_party",
    "name_score", "facts_contradict", "facts", "parts"]},
"SearchAnswer": {"type": "object", "properties": {"query": {"type": "string"}, "lists": {"type":
    "array", "items": {"$ref": "#/components/schemas/ListUse"}}, "missing_lists": {"type": "array",
    "items": {"type": "string"}}, "degraded": {"type": "boolean"}, "threshold": {"type": "number"},
    "threshold_source": {"type": "string"}, "outcome": {"$ref": "#/components/schemas/Outcome"},
    "below_threshold": {"type": "integer"}, "truncated": {"type": "boolean"}, "hits": {"type":
    "array", "items": {"$ref": "#/components/schemas/Hit"}}}, "required": ["query", "lists",
    "missing_lists", "degraded", "threshold", "threshold_source", "outcome", "below_threshold",
    "truncated", "hits"]},
"ScreenAnswer": {"type": "object", "properties": {"lists": {"type": "array", "items": {"$ref":
    "#/components/schemas/ListUse"}}, "missing_lists": {"type": "array", "items": {"type": "string"}},
    "degraded": {"type": "boolean"}, "threshold": {"type": "number"}, "threshold_source": {"type":
    "string"}, "subjects": {"type": "array", "items": {"type": "object", "properties": {"subject_id":
    {"type": "string"}, "name": {"type": "string"}, "outcome": {"$ref":
    "#/components/schemas/Outcome"}, "error": {"type": "string", "description":
    "why it is unscreened"}, "truncated": {"type": "boolean"}, "below_threshold": {"type": "integer"},
    "unread": {"type": "array", "items": {"type": "string"}, "description":
    "facts that could not be understood"}, "hits": {"type": "array", "items": {"$ref":
    "#/components/schemas/Hit"}}}, "required": ["subject_id", "name", "outcome", "truncated",
    "below_threshold", "hits"]}}, "screened": {"type": "integer"}, "subjects_with_hit": {"type":
    "integer"}, "unscreened": {"type": "integer"}, "unread_facts": {"type": "integer"}, "truncated":
    {"type": "integer"}, "below_threshold": {"type": "integer"}}, "required": ["lists",
    "missing_lists", "degraded", "threshold", "threshold_source", "subjects", "screened",
    "subjects_with_hit", "unscreened", "unread_facts", "truncated", "below_threshold"]},
"Lists": {"type": "object", "properties": {"ready": {"type": "boolean", "description":
    "false: nothing can be screened"}, "degraded": {"type": "boolean", "description":
    "a list is older than its limit, or missing"}, "missing_lists": {"type": "array", "items": {
    "type": "string"}}, "snapshot": {"type": "string"}, "judged_at": {"type": "string"}, "threshold":
    {"type": "number"}, "threshold_source": {"type": "string"}, "failure": {"type": "string"},
    "lists": {"type": "array", "items": {"$ref": "#/components/schemas/List"}}}, "required": [
    "ready", "degraded", "missing_lists", "snapshot", "judged_at", "threshold", "threshold_source",
    "failure", "lists"]},
"List": {"type": "object", "properties": {"list": {"type": "string"}, "version": {"type": "string"},
    "published": {"type": "string"}, "content_sha256": {"type": "string"}, "state": {"type":
    "string"}, "freshness": {"type": "string", "enum": ["fresh", "degraded", "unknown", "missing"]},
    "sentence": {"type": "string"}, "age_hours": {"type": "integer"}, "limit_hours": {"type":
    "integer"}, "seen_at": {"type": ["string", "null"]}, "fetched_at": {"type": ["string", "null"]},
    "confirmed_at": {"type": ["string", "null"]}, "activated_at": {"type": ["string", "null"]},
    "listings": {"type": "integer"}, "names": {"type": "integer"}}, "required": ["list", "freshness",
    "sentence"]},
"Policy": {"type": "object", "properties": {"policy": {"type": "string", "description": "its hash"},
    "shipped": {"type": "boolean"}, "proposed": {"anyOf": [{"type": "object", "properties": {
    "principal": {"type": "string"}, "reason": {"type": "string"}, "at": {"type": "string"},
    "policy": {"type": "string"}}, "required": ["principal", "reason", "at", "policy"]}, {"type":
    "null"}]}, "activated": {"anyOf": [{"type": "object", "properties": {"principal": {"type":
    "string"}, "reason": {"type": "string"}, "at": {"type": "string"}, "policy": {"type": "string"}},
    "required": ["principal", "reason", "at", "policy"]}, {"type": "null"}]}, "waiting": {"anyOf": [
    {"type": "object", "properties": {"principal": {"type": "string"}, "reason": {"type": "string"},
    "at": {"type": "string"}, "policy": {"type": "string"}}, "required": ["principal", "reason",
    "at", "policy"]}, {"type": "null"}], "description":
    "a proposal that a second person has not confirmed"}, "warnings": {"type": "array", "items": {
    "type": "string"}}, "text": {"type": "string", "description": "TOML"}}, "required": ["policy",
    "shipped", "proposed", "activated", "waiting", "warnings", "text"]},
"TerritoryEvidence": {"type": "object", "properties": {"grade": {"type": "string"}, "fact_id": {"type":
    "string"}, "place_id": {"type": "string"}, "place_name": {"type": "string"}, "holder": {"type":
    "string"}, "held_from": {"type": ["string", "null"]}, "held_to": {"type": ["string", "null"],
    "description": "first day on which it no longer held"}, "distance_km": {"type": "number"},
    "confidence": {"type": "string", "enum": ["H", "M", "L"]}, "source": {"type": "string"}, "note": {
    "type": "string"}, "sentence": {"type": "string"}, "disputes": {"type": "array", "items": {"type":
    "object", "properties": {"source": {"type": "string"}, "statement": {"type": "string"},
    "raised_by": {"type": "string"}, "raised_on": {"type": ["string", "null"]}}, "required": ["source",
    "statement", "raised_by", "raised_on"]}}}, "required": ["grade", "fact_id", "place_id", "place_name",
    "holder", "held_from", "held_to", "distance_km", "confidence", "source", "note", "sentence",
    "disputes"]},
"TerritoryTable": {"type": "object", "properties": {"table": {"type": "string"}, "version": {"type":
    "string"}, "facts": {"type": "integer"}, "content_sha256": {"type": "string"}}, "required": ["table",
    "version", "facts", "content_sha256"]},
"TerritoryAnswer": {"type": "object", "properties": {"days": {"type": "string"}, "holder": {"type":
    "string"}, "holder_note": {"type": "string"}, "latitude": {"type": "number"}, "longitude": {"type":
    "number"}, "grade": {"type":
    "string"}, "sentence": {"type": "string"}, "evidence": {"type": "array", "items": {"$ref":
    "#/components/schemas/TerritoryEvidence"}}, "tables": {"type": "array", "items": {"$ref":
    "#/components/schemas/TerritoryTable"}}}, "required": ["days", "holder", "holder_note", "latitude",
    "longitude",
    "grade", "sentence", "evidence", "tables"]},
"TerritoryPlace": {"type": "object", "properties": {"place_id": {"type": "string"}, "name": {"type":
    "string"}, "country": {"type": "string"}, "admin1": {"type": "string"}, "kind": {"type": "string",
    "enum": ["town", "facility", "area"]}, "exact": {"type": "boolean", "description":
    "false: found by another spelling"}, "latitude": {"type": ["number", "null"]}, "longitude": {"type":
    ["number", "null"]}}, "required": ["place_id", "name", "country", "admin1", "kind", "exact",
    "latitude", "longitude"]},
"TerritoryPlaceAnswer": {"type": "object", "properties": {"name": {"type": "string"}, "days": {"type":
    "string"}, "holder": {"type": "string"}, "holder_note": {"type": "string"}, "places": {"type": "array",
    "items": {"$ref":
    "#/components/schemas/TerritoryPlace"}}, "ambiguous": {"type": "boolean"}, "grade": {"type":
    "string"}, "sentence": {"type": "string"}, "evidence": {"type": "array", "items": {"$ref":
    "#/components/schemas/TerritoryEvidence"}}, "tables": {"type": "array", "items": {"$ref":
    "#/components/schemas/TerritoryTable"}}}, "required": ["name", "days", "holder", "holder_note", "places",
    "ambiguous", "tables"]},
"TerritoryMap": {"type": "object", "properties": {"type": {"type": "string"}, "days": {"type":
    "string"}, "tables": {"type": "array", "items": {"$ref": "#/components/schemas/TerritoryTable"}},
    "features": {"type": "array", "items": {"type": "object"}}}, "required": ["type", "days", "tables",
    "features"]},
"OpenApi": {"type": "object"}}
)json";

}  // namespace

std::string_view api_schemas() {
    return schemas;
}

}  // namespace cordon::server
