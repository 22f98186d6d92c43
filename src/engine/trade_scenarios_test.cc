// Goal: every scenario of corpus/trade/scenarios has the answer that the law asks for, not only hold or pass
//       but which hold and which pass. CORDON_SCENARIOS names another folder of such files; the table of all
//       answers is printed.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/strings.h"
#include "base/testing.h"
#include "codec/toml.h"
#include "engine/payment_gate.h"
#include "engine/test_lists.h"

namespace cordon::engine {
namespace {

struct Scenario {
    std::string file;
    std::string name;
    std::string expect;
    std::string why;
    std::string text;
};

std::string folder() {
    const char* const named = std::getenv("CORDON_SCENARIOS");
    return named != nullptr ? named : "corpus/trade/scenarios";
}

std::vector<Scenario> all_scenarios() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder())) {
        if (entry.path().extension() == ".toml") {
            files.push_back(entry.path().string());
        }
    }
    std::ranges::sort(files);
    std::vector<Scenario> scenarios;
    for (const std::string& file : files) {
        const auto table = codec::parse_toml(base::testing::read_test_file(file));
        CORDON_CHECK(table.has_value());
        const codec::JsonValue* const each = table->find("scenario");
        CORDON_CHECK(each != nullptr && each->array() != nullptr);
        for (const codec::JsonValue& one : *each->array()) {
            Scenario scenario;
            scenario.file = std::filesystem::path(file).stem().string();
            const auto text = [&](std::string_view key) {
                const codec::JsonValue* const value = one.find(key);
                return value == nullptr ? std::string() : value->as_text();
            };
            scenario.name = text("name");
            scenario.expect = text("expect");
            scenario.why = text("why");
            for (const std::string_view kind : {"shipment", "payment", "document"}) {
                scenario.text += text(kind);
            }
            CORDON_CHECK(!scenario.name.empty() && !scenario.expect.empty() && !scenario.text.empty());
            scenarios.push_back(std::move(scenario));
        }
    }
    return scenarios;
}

// The two listed parties that the scenarios speak of.
const Snapshot& snapshot() {
    static const Snapshot built = [] {
        SnapshotPart part;
        part.version.list = "un";
        part.version.version = "1";
        part.version.published = {2026, 1, 1};
        part.version.content_sha256 = std::string(64, 'a');
        part.listings = {testing::listing("QDi.901", {"Haroun Daud al-Zamrani"}),
                         testing::listing("QDe.905", {"Sea Lantern IX"})};
        part.listings[1].kind = model::PartyKind::vessel;
        model::Identifier imo;
        imo.kind = model::IdentifierKind::imo;
        imo.value = "9074729";
        part.listings[1].identifiers = {imo};
        std::vector<SnapshotPart> parts;
        parts.push_back(std::move(part));
        auto made = Snapshot::build(std::move(parts));
        CORDON_CHECK(made.has_value());
        return *std::move(made);
    }();
    return built;
}

TEST(TradeScenarios, EachHasItsAnswer) {
    GateSituation situation;
    situation.build = "test build";
    situation.policy.lists = {{"un", "1", decision::ListStanding::fresh}};
    PaymentGate gate(snapshot(), default_policy(), situation);
    const std::vector<Scenario> scenarios = all_scenarios();
    std::size_t right = 0;
    for (const Scenario& scenario : scenarios) {
        const model::Verdict verdict = gate.judge(gate.examine(scenario.text), {}, {});
        const std::string got(decision::trade_outcome_code(decision::trade_outcome(verdict)));
        std::string reasons;
        for (const model::Reason& reason : verdict.reasons) {
            reasons += fmt::format("\n      {} {}: {}", model::to_string(reason.outcome), reason.finding.code,
                                   reason.finding.sentence);
        }
        fmt::print("{:<6} {:<22} {:<22} {}: {}\n", got == scenario.expect ? "ok" : "WRONG", scenario.expect,
                   got, scenario.file, scenario.name);
        EXPECT_EQ(got, scenario.expect)
            << scenario.file << ": " << scenario.name << " (" << scenario.why << ")" << reasons;
        right += got == scenario.expect ? 1U : 0U;
    }
    fmt::print("{} of {} scenarios\n", right, scenarios.size());
    EXPECT_GE(scenarios.size(), std::getenv("CORDON_SCENARIOS") != nullptr ? 1U : 65U);
}

}  // namespace
}  // namespace cordon::engine
