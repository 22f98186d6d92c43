#include "engine/verdict_json.h"

#include <cmath>

#include "base/hash.h"
#include "codec/json.h"

namespace cordon::engine {

namespace {

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

}  // namespace

std::string write_verdict(model::Verdict& verdict) {
    verdict.id.clear();
    verdict.id = "v" + base::sha256_hex(written(verdict)).substr(0, id_digits);
    return written(verdict);
}

}  // namespace cordon::engine
