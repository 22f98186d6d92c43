#include "engine/verdict_json.h"

#include <cmath>
#include <cstdint>

#include "base/hash.h"
#include "codec/json.h"

namespace cordon::engine {

namespace {

using codec::JsonValue;
using codec::JsonWriter;

constexpr double parts = 10'000;
constexpr std::size_t id_digits = 32;

std::int64_t in_parts(double score) {
    return std::llround(score * parts);
}

// Members in the order of their names, here and below.
void write_finding(JsonWriter& json, const model::Reason& reason) {
    const model::Finding& finding = reason.finding;
    json.begin_object();
    json.key("class").string(model::to_string(finding.field_class));
    json.key("code").string(finding.code);
    if (!finding.earlier_verdict.empty()) {
        json.key("earlier_verdict").string(finding.earlier_verdict);
    }
    json.key("field").string(finding.field);
    json.key("ground").string(reason.ground);
    json.key("kind").string(model::to_string(finding.kind));
    json.key("list").string(finding.list);
    json.key("listed_name").string(finding.listed_name);
    json.key("listing_id").string(finding.listing_id);
    json.key("outcome").string(model::to_string(reason.outcome));
    json.key("role").string(model::to_string(finding.role));
    json.key("rule").string(reason.rule);
    json.key("score_e4").integer(in_parts(finding.score));
    json.key("sentence").string(finding.sentence);
    json.key("text").string(finding.text);
    json.key("transaction")
        .integer(finding.transaction == model::no_index ? -1
                                                        : static_cast<std::int64_t>(finding.transaction));
    json.key("weak").boolean(finding.weak);
    json.end_object();
}

std::string written(const model::Verdict& verdict) {
    JsonWriter json;
    json.begin_object();
    json.key("action").string(model::to_string(verdict.action));
    json.key("build").string(verdict.build);
    json.key("channel").string(verdict.channel);
    json.key("content_sha256").string(verdict.content_sha256);
    json.key("format").string(verdict.format);
    json.key("lists").begin_array();
    for (const model::ListUse& use : verdict.lists) {
        json.begin_object().key("list").string(use.list).key("sha256").string(use.sha256);
        json.key("version").string(use.version).end_object();
    }
    json.end_array();
    json.key("message_id").string(verdict.message_id);
    json.key("outcome").string(model::to_string(verdict.outcome));
    json.key("policy_sha256").string(verdict.policy_sha256);
    json.key("reasons").begin_array();
    for (const model::Reason& reason : verdict.reasons) {
        write_finding(json, reason);
    }
    json.end_array();
    json.key("reply").string(verdict.reply);
    json.key("scheme").string(verdict.scheme);
    json.key("tenant").string(verdict.tenant);
    json.key("threshold_e4").integer(in_parts(verdict.threshold));
    json.key("type").string(verdict.type);
    if (!verdict.id.empty()) {
        json.key("verdict_id").string(verdict.id);
    }
    json.end_object();
    return json.take();
}

// The words of an enumerator back to it; nothing when the build does not know them.
template <class Enum>
bool read_enum(const JsonValue& object, std::string_view key, Enum last, Enum& value) {
    const JsonValue* const word = object.find(key);
    for (int number = 0; word != nullptr && number <= static_cast<int>(last); ++number) {
        if (model::to_string(static_cast<Enum>(number)) == word->as_text()) {
            value = static_cast<Enum>(number);
            return true;
        }
    }
    return false;
}

std::string text_of(const JsonValue& object, std::string_view key) {
    const JsonValue* const value = object.find(key);
    return value == nullptr ? std::string() : value->as_text();
}

double score_of(const JsonValue& object, std::string_view key) {
    const JsonValue* const value = object.find(key);
    const std::int64_t* const number = value == nullptr ? nullptr : value->integer();
    return number == nullptr ? 0 : static_cast<double>(*number) / parts;
}

bool read_reason(const JsonValue& object, model::Reason& reason) {
    model::Finding& finding = reason.finding;
    finding.code = text_of(object, "code");
    finding.earlier_verdict = text_of(object, "earlier_verdict");
    finding.field = text_of(object, "field");
    finding.list = text_of(object, "list");
    finding.listed_name = text_of(object, "listed_name");
    finding.listing_id = text_of(object, "listing_id");
    finding.sentence = text_of(object, "sentence");
    finding.text = text_of(object, "text");
    finding.score = score_of(object, "score_e4");
    reason.rule = text_of(object, "rule");
    reason.ground = text_of(object, "ground");
    const JsonValue* const weak = object.find("weak");
    finding.weak = weak != nullptr && weak->boolean() != nullptr && *weak->boolean();
    const JsonValue* const transaction = object.find("transaction");
    if (transaction != nullptr && transaction->integer() != nullptr && *transaction->integer() >= 0) {
        finding.transaction = static_cast<std::uint32_t>(*transaction->integer());
    }
    return read_enum(object, "class", model::FieldClass::code, finding.field_class) &&
           read_enum(object, "role", model::PaymentRole::other_party, finding.role) &&
           read_enum(object, "kind", model::FindingKind::ownership, finding.kind) &&
           read_enum(object, "outcome", model::Outcome::block, reason.outcome);
}

}  // namespace

base::Result<model::Verdict> read_verdict(std::string_view bytes) {
    CORDON_ASSIGN(const JsonValue json, codec::parse_json(bytes));
    model::Verdict verdict;
    bool whole = read_enum(json, "outcome", model::Outcome::block, verdict.outcome) &&
                 read_enum(json, "action", model::Action::accept_unposted, verdict.action);
    verdict.id = text_of(json, "verdict_id");
    verdict.tenant = text_of(json, "tenant");
    verdict.channel = text_of(json, "channel");
    verdict.message_id = text_of(json, "message_id");
    verdict.content_sha256 = text_of(json, "content_sha256");
    verdict.format = text_of(json, "format");
    verdict.type = text_of(json, "type");
    verdict.scheme = text_of(json, "scheme");
    verdict.reply = text_of(json, "reply");
    verdict.policy_sha256 = text_of(json, "policy_sha256");
    verdict.build = text_of(json, "build");
    verdict.threshold = score_of(json, "threshold_e4");
    const JsonValue* const reasons = json.find("reasons");
    const JsonValue* const lists = json.find("lists");
    whole = whole && reasons != nullptr && reasons->array() != nullptr && lists != nullptr &&
            lists->array() != nullptr;
    for (std::size_t at = 0; whole && at < reasons->array()->size(); ++at) {
        whole = read_reason((*reasons->array())[at], verdict.reasons.emplace_back());
    }
    for (std::size_t at = 0; whole && at < lists->array()->size(); ++at) {
        const JsonValue& use = (*lists->array())[at];
        verdict.lists.push_back({text_of(use, "list"), text_of(use, "version"), text_of(use, "sha256")});
    }
    if (!whole) {
        return base::fail(base::ErrorCode::invalid_input,
                          "these bytes are no verdict that this build can read");
    }
    return verdict;
}

std::string write_verdict(model::Verdict& verdict) {
    verdict.id.clear();
    verdict.id = "v" + base::sha256_hex(written(verdict)).substr(0, id_digits);
    return written(verdict);
}

std::string verdict_form(std::string_view bytes) {
    const auto verdict = read_verdict(bytes);
    if (!verdict) {
        return {};
    }
    model::Verdict form;  // only what comes from the house itself: texts of a message stay out
    form.tenant = verdict->tenant;
    form.channel = verdict->channel;
    form.outcome = verdict->outcome;
    form.action = verdict->action;
    form.reply = verdict->reply;
    form.build = verdict->build;
    form.policy_sha256 = verdict->policy_sha256;
    form.threshold = verdict->threshold;
    form.lists = verdict->lists;
    for (const model::Reason& reason : verdict->reasons) {
        if (reason.finding.kind == model::FindingKind::lists) {
            model::Reason& kept = form.reasons.emplace_back();
            kept.finding.kind = model::FindingKind::lists;
            kept.finding.code = reason.finding.code;
            kept.finding.list = reason.finding.list;
            kept.finding.sentence = reason.finding.sentence;
            kept.rule = reason.rule;
            kept.outcome = reason.outcome;
        }
    }
    form.reasons.emplace_back();
    return written(form);
}

}  // namespace cordon::engine
