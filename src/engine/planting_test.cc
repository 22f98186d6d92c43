// Goal: a listed name, BIC or number in any field of any kind of message is found there: the payment is held
//       and the reason names the field.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"
#include "engine/listed_names.h"
#include "engine/listed_numbers.h"
#include "engine/payment_gate.h"
#include "engine/planted_messages.h"
#include "engine/policy_file.h"
#include "engine/test_real_lists.h"
#include "screening/identifier_index.h"
#include "screening/test_queries.h"

namespace cordon::engine {
namespace {

using model::FieldClass;
using screening::testing::Alteration;

constexpr FieldClass planted_classes[] = {FieldClass::name,       FieldClass::agent, FieldClass::address,
                                          FieldClass::identifier, FieldClass::text,  FieldClass::goods,
                                          FieldClass::reference};

// What can be planted, drawn from the lists.
struct Stock {
    std::vector<std::string> names;        // two words or more that say something
    std::vector<std::string> short_names;  // one word
    std::vector<std::string> native;       // of other scripts
    std::vector<std::string> weak;
    std::vector<std::string> bics;
    std::vector<std::string> numbers;  // of kinds that identify; a remark in their place is no number
    // Those that a text of nothing else, and a sentence, must be held for (engine/listed_numbers.h).
    std::vector<std::string> lone_numbers;
    std::vector<std::string> long_numbers;
    std::set<std::string> on_land;  // names that not only ships and aircraft bear
};

void add_name(Stock& stock, const model::ListedName& name) {
    const std::size_t words = testing::words_in(name.text);
    const bool latin =
        std::ranges::all_of(name.text, [](char letter) { return static_cast<unsigned char>(letter) < 0xC8; });
    if (name.quality == model::NameQuality::weak) {
        stock.weak.push_back(name.text);
    } else if (!latin) {
        stock.native.push_back(name.text);
    } else if (words >= 2) {
        stock.names.push_back(name.text);
    } else {
        stock.short_names.push_back(name.text);
    }
}

void add_number(Stock& stock, const model::Identifier& number) {
    if (std::ranges::any_of(number.value, testing::is_digit)) {  // "issued in Sarajevo" is a remark
        stock.numbers.push_back(number.value);
    }
    if (testing::says_enough_alone(number)) {
        stock.lone_numbers.push_back(number.value);
    }
    if (testing::says_enough(number)) {
        stock.long_numbers.push_back(number.value);
    }
}

Stock stock_of(const std::vector<SnapshotPart>& parts) {
    Stock stock;
    for (const SnapshotPart& part : parts) {
        for (const model::Listing& listing : part.listings) {
            const bool craft =
                listing.kind == model::PartyKind::vessel || listing.kind == model::PartyKind::aircraft;
            for (const model::ListedName& name : listing.names) {
                add_name(stock, name);
                if (!craft && name.quality != model::NameQuality::weak) {
                    stock.on_land.insert(name.text);
                }
            }
            for (const model::Identifier& number : listing.identifiers) {
                if (number.kind == model::IdentifierKind::bic) {
                    stock.bics.push_back(number.value);
                } else if (screening::compare_identifiers(number, number).match ==
                           screening::IdentifierMatch::strong) {
                    add_number(stock, number);
                }
            }
        }
    }
    return stock;
}

struct Count {
    int planted = 0;
    int held = 0;   // hold or block
    int named = 0;  // for a listing, and the reason names the field
};

// A name that its field is made of: the rule of listed_names.h.
bool is_excepted(const Stock& stock, const std::vector<std::string>* from, const std::string& drawn,
                 FieldClass field_class, model::MessageFormat format) {
    const bool name = from == &stock.names || from == &stock.short_names || from == &stock.native;
    return name && testing::need_not_be_found(drawn, !stock.on_land.contains(drawn), field_class, format);
}

struct Kind {
    const char* title;
    const std::vector<std::string>* from;
    Alteration how = Alteration::exact;
    bool exact = false;  // must be found without exception
    bool surrounded = false;
};

std::vector<Kind> kinds_for(FieldClass field_class, const Stock& stock) {
    const std::vector<Kind> names = {{"exact name", &stock.names, Alteration::exact, true},
                                     {"exact one-word name", &stock.short_names, Alteration::exact, true},
                                     {"exact native name", &stock.native, Alteration::exact, true},
                                     {"weak alias", &stock.weak, Alteration::exact},
                                     {"slip", &stock.names, Alteration::slip},
                                     {"words swapped", &stock.names, Alteration::swapped}};
    std::vector<Kind> kinds;
    if (field_class == FieldClass::agent) {
        return {{"BIC", &stock.bics, Alteration::exact, true}};
    }
    if (field_class == FieldClass::identifier) {
        return {{"identifier", &stock.numbers, Alteration::exact, true},
                {"BIC", &stock.bics, Alteration::exact, true},
                {"exact name", &stock.names, Alteration::exact, true}};
    }
    kinds = names;
    if (field_class != FieldClass::name) {
        kinds.push_back({"exact name in a sentence", &stock.names, Alteration::exact, true, true});
        kinds.push_back({"identifier", &stock.lone_numbers, Alteration::exact, true});
        kinds.push_back({"identifier in a sentence", &stock.long_numbers, Alteration::exact, true, true});
        kinds.push_back({"BIC", &stock.bics, Alteration::exact, true});
    }
    return kinds;
}

void judge_one(PaymentGate& gate, const testing::Planted& planted, Count& count, const std::string& what,
               bool must) {
    const ExaminedMessage examined = gate.examine(planted.bytes);
    const model::Verdict verdict = gate.judge(examined, {}, {});
    const bool held = verdict.outcome != model::Outcome::pass;
    const bool named = std::ranges::any_of(verdict.reasons, [&](const model::Reason& reason) {
        return model::is_of_listing(reason.finding.kind) && reason.finding.field == planted.path &&
               reason.outcome != model::Outcome::pass;
    });
    ++count.planted;
    count.held += held ? 1 : 0;
    count.named += named ? 1 : 0;
    if (must && !named) {
        std::printf("not found: %s at %s\n", what.c_str(), planted.path.c_str());
        for (const model::Reason& reason : verdict.reasons) {
            if (model::is_of_listing(reason.finding.kind)) {
                std::printf("    %s: %s\n", reason.finding.field.c_str(), reason.finding.sentence.c_str());
            }
        }
    }
}

// One field of a class, drawn by chance, that can be replaced.
std::optional<testing::Planted> place(const testing::SampleMessage& message, FieldClass field_class,
                                      std::string_view text, base::Prng& random) {
    std::vector<const model::PaymentField*> fields;
    for (const model::PaymentField& field : message.payment.fields) {
        if (field.field_class == field_class) {
            fields.push_back(&field);
        }
    }
    for (int tries = 0; tries < 4 && !fields.empty(); ++tries) {
        const std::size_t at = random.below(fields.size());
        if (auto planted = testing::plant(message.bytes, message.payment, *fields[at], text); planted) {
            return planted;
        }
        fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return std::nullopt;
}

TEST(Planting, EveryFieldOfEveryMessage) {
    auto parts = testing::real_parts();
    if (!parts) GTEST_SKIP() << "needs the real data";
    const Stock stock = stock_of(*parts);
    const auto snapshot = Snapshot::build(*std::move(parts));
    ASSERT_TRUE(snapshot);
    const auto messages = testing::sample_messages();
    const bool full = std::getenv("CORDON_PLANT_ALL") != nullptr;
    const std::size_t step = full ? 1 : 9;
    base::Prng random(base::testing::seed_from_environment(17));
    GateSituation situation;
    for (const model::ListUse& use : lists_used(*snapshot)) {
        situation.policy.lists.push_back({use.list, use.version, decision::ListStanding::fresh});
    }
    PaymentGate gate(*snapshot, default_policy(), situation);
    std::map<std::tuple<FieldClass, std::string, bool>, Count> counts;
    int not_placed = 0;
    for (std::size_t at = random.below(step); at < messages.size(); at += step) {
        const testing::SampleMessage& message = messages[at];
        for (const FieldClass field_class : planted_classes) {
            for (const Kind& kind : kinds_for(field_class, stock)) {
                const std::string& drawn = (*kind.from)[random.below(kind.from->size())];
                std::string text = screening::testing::altered(drawn, kind.how, random);
                text = kind.surrounded ? "for order 4471 of " + text + ", second part" : text;
                if (message.payment.format == model::MessageFormat::swift_mt) {
                    const bool number = kind.from == &stock.numbers || kind.from == &stock.lone_numbers ||
                                        kind.from == &stock.long_numbers;
                    text = number ? text : testing::in_fin_letters(text);
                }
                const auto planted = place(message, field_class, text, random);
                if (!planted) {
                    ++not_placed;
                    continue;
                }
                const bool excepted =
                    kind.exact && is_excepted(stock, kind.from, drawn, field_class, message.payment.format);
                const bool must = kind.exact && !excepted;
                judge_one(gate, *planted,
                          counts[{field_class, excepted ? "excepted by rule" : kind.title, must}],
                          message.file + ": " + kind.title + " '" + text + "'", must);
            }
        }
    }
    std::printf("%zu messages, %d times no field of the class\n", messages.size(), not_placed);
    for (const auto& [key, count] : counts) {
        const auto& [field_class, title, exact] = key;
        std::printf("| %s | %s | %d | %d | %d |\n", std::string(model::to_string(field_class)).c_str(),
                    title.c_str(), count.planted, count.held, count.named);
        if (exact) {
            EXPECT_EQ(count.held, count.planted) << title;
            EXPECT_EQ(count.named, count.planted) << title;
        }
    }
}

}  // namespace
}  // namespace cordon::engine
