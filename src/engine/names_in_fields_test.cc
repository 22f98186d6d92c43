// Goal: a listed name, written as its list writes it and with nothing beside it, is found in a field of any
//       class, and inside a sentence; what is excepted is excepted by a rule of listed_names.h.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"
#include "engine/listed_names.h"
#include "engine/payment_screening.h"
#include "engine/test_lists.h"
#include "engine/test_real_lists.h"

namespace cordon::engine {
namespace {

using model::FieldClass;
using model::MessageFormat;

bool is_found(PaymentScreening& screening, const std::string& text, FieldClass field_class) {
    model::Payment payment;
    payment.fields.push_back({.path = "/here", .text = text, .field_class = field_class});
    return std::ranges::any_of(screening.screen(payment), [](const model::Finding& finding) {
        return finding.field == "/here" && model::is_of_listing(finding.kind);
    });
}

struct ListedOnce {
    bool of_craft = true;  // of nobody else
    bool latin = true;
};

// Good names only: weak aliases are not found in addresses.
std::map<std::string, ListedOnce> names_of(const std::vector<SnapshotPart>& parts) {
    std::map<std::string, ListedOnce> names;
    for (const SnapshotPart& part : parts) {
        for (const model::Listing& listing : part.listings) {
            const bool craft =
                listing.kind == model::PartyKind::vessel || listing.kind == model::PartyKind::aircraft;
            for (const model::ListedName& name : listing.names) {
                if (name.quality != model::NameQuality::weak) {
                    ListedOnce& known = names[name.text];
                    known.of_craft = known.of_craft && craft;
                    known.latin = std::ranges::all_of(
                        name.text, [](char letter) { return static_cast<unsigned char>(letter) < 0xC8; });
                }
            }
        }
    }
    return names;
}

struct Count {
    std::size_t asked = 0;
    std::size_t excepted = 0;
    std::size_t lost = 0;
};

class EveryListedName {
public:
    explicit EveryListedName(const Snapshot& snapshot) : screening_(snapshot, {}) {}

    void look_at(const std::string& name, const ListedOnce& listed) {
        const std::string fin = testing::in_fin_letters(name);
        for (const FieldClass field : {FieldClass::name, FieldClass::text, FieldClass::address,
                                       FieldClass::reference, FieldClass::goods, FieldClass::identifier}) {
            ask(name, name, listed, field, MessageFormat::iso20022);
            if (fin != name) {
                ask(fin, name, listed, field, MessageFormat::swift_mt);
            }
        }
        if (listed.latin && (testing::words_in(name) >= 2 || testing::is_named_in_full(name))) {
            const std::string sentence = "for order 4471 of " + name + ", second part";
            for (const FieldClass field : {FieldClass::text, FieldClass::address, FieldClass::reference}) {
                ask(sentence, name, listed, field, MessageFormat::iso20022);
            }
        }
    }

    [[nodiscard]] const Count& count() const { return count_; }

private:
    void ask(const std::string& text, const std::string& name, const ListedOnce& listed, FieldClass field,
             MessageFormat format) {
        ++count_.asked;
        if (testing::need_not_be_found(name, listed.of_craft, field, format)) {
            ++count_.excepted;
        } else if (!is_found(screening_, text, field)) {
            ++count_.lost;
            std::printf("not found in %s: %s\n", std::string(model::to_string(field)).c_str(), text.c_str());
        }
    }

    PaymentScreening screening_;
    Count count_;
};

TEST(NamesInFields, EveryListedNameWhole) {
    auto parts = testing::real_parts();
    if (!parts) GTEST_SKIP() << "needs the real data";
    const auto names = names_of(*parts);
    const auto snapshot = Snapshot::build(*std::move(parts));
    ASSERT_TRUE(snapshot);
    const std::size_t step = std::getenv("CORDON_PLANT_ALL") != nullptr ? 1 : 97;
    EveryListedName every(*snapshot);
    base::Prng random(base::testing::seed_from_environment(31));
    std::size_t at = random.below(step);
    for (const auto& [name, listed] : names) {
        if (at++ % step == 0) {
            every.look_at(name, listed);
        }
    }
    const Count& count = every.count();
    std::printf("%zu listed names, every %zu: %zu plants, %zu excepted, %zu lost\n", names.size(), step,
                count.asked, count.excepted, count.lost);
    EXPECT_EQ(count.lost, 0U);
    EXPECT_LE(count.excepted * 1'000, count.asked);  // an exception is no way out
}

// What is named by its little words, whole and in a row.
TEST(NamesInFields, WhatIsNamedInFull) {
    std::vector<SnapshotPart> parts(1);
    parts[0].version = {.list = "made-up", .version = "1", .published = {2026, 1, 1}};
    parts[0].listings = {testing::listing("firm", {"Des International Co.", "General Admiral"}),
                         testing::listing("both", {"Tarnopolka", "Tarnopolka"}),
                         testing::listing("mark", {"YV8841"}),
                         testing::listing("ship", {"Valparaiso"}),
                         testing::listing("order", {"Quillfeather Order of Brimstal"}),
                         testing::listing("native", {"ناصر العلي"})};
    parts[0].listings[1].names[0].quality = model::NameQuality::weak;  // and good below
    parts[0].listings[3].kind = model::PartyKind::vessel;
    const auto snapshot = Snapshot::build(std::move(parts));
    ASSERT_TRUE(snapshot);
    PaymentScreening screening(*snapshot, {});
    struct Row {
        const char* text;
        FieldClass field;
        bool found;
    };
    using enum FieldClass;
    const Row rows[] = {
        {"DES INTERNATIONAL CO.", address, true},  // the whole line
        {"General Admiral", address, true},        //
        {"YV8841", address, true},                 //
        {"VALPARAISO", address, false},            // the town
        {"VALPARAISO", text, true},                //
        {"to DES INTERNATIONAL CO., BOX 12", address, true},
        {"for goods of DES INTERNATIONAL CO., part 2", text, true},
        {"goods of an international co., des part 2", text, false},  // not in a row
        {"international co payments", text, false},                  //
        {"our general admiral of June", text, false},                // no legal form
        {"TARNOPOLKA", address, true},                               // a weak alias, and a good name
        {"order 4471 of the Quillfeather Order of Brimstal", text, true},
        {"order 1 of two crates, Quillfeather and Brimstal", text, false},  // the order is another
        {"NASR AL LI", name, true},                                         // ناصر العلي letter by letter
        {"NASR AL LI", text, true},
        {"NASR AL LI", address, true},
        {"NASR LI", name, false},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(is_found(screening, row.text, row.field), row.found)
            << row.text << " in " << model::to_string(row.field);
    }
}

// What is excepted, and what stands beside it and is not. All names here are made up or towns.
TEST(NamesInFields, WhatIsExcepted) {
    struct Row {
        const char* name;
        bool of_craft;
        FieldClass field;
        MessageFormat format;
        bool excepted;
    };
    using enum FieldClass;
    using enum MessageFormat;
    const Row rows[] = {
        {"VALPARAISO", true, address, iso20022, true},    // a ship that a town lent its name
        {"VALPARAISO", false, address, iso20022, false},  // a person or firm of that name
        {"VALPARAISO", true, text, iso20022, false},      // elsewhere the ship is meant
        {"VALPARAISO", true, name, iso20022, false},      //
        {"VALPARAISO STAR", true, address, iso20022, false},
        {"Damascus", false, address, iso20022, true},      // a word that addresses are made of
        {"MAIN", true, address, iso20022, true},           //
        {"MAIN TRADING", true, address, iso20022, false},  //
        {"YV8841", true, address, iso20022, false},        // a mark of letters and digits
        {"Quillfeather", true, address, iso20022, false},  // no town
        {"علي", false, name, swift_mt, true},              // "LI"
        {"علي", false, name, iso20022, false},             //
        {"علي دفروق", false, name, swift_mt, false},       //
        {"Li", false, name, swift_mt, false},              // its own letters
        {"7-28", false, text, iso20022, true},             // a number
        {"7-28", false, name, iso20022, false},            //
        {"Q-28", false, text, iso20022, false},            //
    };
    for (const Row& row : rows) {
        EXPECT_EQ(testing::need_not_be_found(row.name, row.of_craft, row.field, row.format), row.excepted)
            << row.name << " in " << model::to_string(row.field);
    }
}

}  // namespace
}  // namespace cordon::engine
