#include "model/verdict.h"

#include <utility>

#include "base/check.h"

namespace cordon::model {

Finding plain_finding(FindingKind kind, std::string code, std::string sentence) {
    Finding finding;
    finding.kind = kind;
    finding.code = std::move(code);
    finding.sentence = std::move(sentence);
    return finding;
}

std::string_view to_string(Outcome outcome) {
    switch (outcome) {
        case Outcome::pass: return "pass";
        case Outcome::hold: return "hold";
        case Outcome::block: return "block";
    }
    CORDON_CHECK(false && "an Outcome outside its enum");
    return {};
}

std::string_view to_string(Action action) {
    switch (action) {
        case Action::release: return "release";
        case Action::review: return "review";
        case Action::freeze_and_report: return "freeze and report";
        case Action::return_funds: return "return funds";
        case Action::reject: return "reject";
        case Action::accept_unposted: return "accept without posting";
    }
    CORDON_CHECK(false && "an Action outside its enum");
    return {};
}

std::string_view to_string(FindingKind kind) {
    switch (kind) {
        case FindingKind::name_match: return "name match";
        case FindingKind::identifier_match: return "identifier match";
        case FindingKind::agent_match: return "agent match";
        case FindingKind::text_match: return "text match";
        case FindingKind::country: return "country";
        case FindingKind::data_quality: return "data quality";
        case FindingKind::resubmission: return "resubmission";
        case FindingKind::message: return "message";
        case FindingKind::screening: return "screening";
        case FindingKind::lists: return "lists";
        case FindingKind::place: return "place";
        case FindingKind::goods: return "goods";
        case FindingKind::cultural: return "cultural";
        case FindingKind::oil: return "oil";
        case FindingKind::ownership: return "ownership";
    }
    CORDON_CHECK(false && "a FindingKind outside its enum");
    return {};
}

}  // namespace cordon::model
