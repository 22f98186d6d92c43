// Goal: each form of OFAC's remarks becomes the field that an officer expects, and nothing that is not
// understood is lost. Fictional remarks in the published grammar.
#include "lists/ofac_remarks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lists/ofac_common.h"

namespace cordon::lists {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

model::Listing read(std::string_view remark, model::PartyKind kind = model::PartyKind::person,
                    std::vector<Diagnostic>* diagnostics = nullptr) {
    model::Listing listing;
    listing.id = "1";
    listing.kind = kind;
    std::vector<Diagnostic> own;
    read_ofac_remark(remark, listing, diagnostics == nullptr ? own : *diagnostics);
    return listing;
}

TEST(OfacRemarks, Fragments) {
    struct Row {
        std::string_view remark;
        std::vector<std::string> fragments;
    };
    const Row table[] = {
        {"DOB 1946; POB Cali, Valle, Colombia.", {"DOB 1946", "POB Cali, Valle, Colombia"}},
        {"a.k.a. 'ONE; TWO'; DOB 1950.", {"a.k.a. 'ONE; TWO'", "DOB 1950"}},
        {"a.k.a. 'ABU 'ALI'; f.k.a. 'O'NOBODY'.", {"a.k.a. 'ABU 'ALI'", "f.k.a. 'O'NOBODY'"}},
        {"a.k.a. 'NEVER CLOSED; a.k.a. 'CLOSED'.", {"a.k.a. 'NEVER CLOSED", "a.k.a. 'CLOSED'"}},
        {"Additional Sanctions Information - Not on the SDN List; U.S. Persons Must Block; all offices "
         "worldwide.",
         {"Additional Sanctions Information - Not on the SDN List; U.S. Persons Must Block",
          "all offices worldwide"}},
        {"Linked To: NOWHERE S.A.", {"Linked To: NOWHERE S.A."}},
        {"Linked To: NOWHERE COMPANY.", {"Linked To: NOWHERE COMPANY"}},
        {"a.k.a. 'X.Y.Z.'.", {"a.k.a. 'X.Y.Z.'"}},
        {"Tax ID No. 55.", {"Tax ID No. 55"}},
        {"", {}},
        {" ; ; ", {}},
    };
    for (const Row& row : table) {
        EXPECT_EQ(split_ofac_remark(row.remark), row.fragments) << row.remark;
    }
}

TEST(OfacRemarks, BirthDates) {
    struct Row {
        std::string_view text;
        std::string_view date;
    };
    const Row table[] = {
        {"DOB 05 Mar 1961", "1961-03-05"},
        {"DOB 1961", "1961"},
        {"alt. DOB 1961", "1961"},
        {"DOB Mar 1961", "1961-03"},
        {"DOB circa 1961", "circa 1961"},
        {"DOB 1961 to 1963", "1961..1963"},
        {"DOB 05 Mar 1961 to 07 Mar 1961", "1961-03-05..1961-03-07"},
    };
    for (const Row& row : table) {
        const model::Listing listing = read(row.text);
        ASSERT_THAT(listing.birth_dates, SizeIs(1)) << row.text;
        EXPECT_EQ(base::to_string(listing.birth_dates[0].date), row.date);
    }
}

TEST(OfacRemarks, ADateThatCannotBeReadIsKeptAndReported) {
    std::vector<Diagnostic> diagnostics;
    const model::Listing listing = read("DOB the year of the flood.", model::PartyKind::person, &diagnostics);
    EXPECT_EQ(listing.birth_dates.at(0).date.source_text, "the year of the flood");
    EXPECT_THAT(diagnostics, SizeIs(1));
}

TEST(OfacRemarks, Identifiers) {
    using Kind = model::IdentifierKind;
    struct Row {
        std::string_view text;
        Kind kind;
        std::string_view type;
        std::string_view value;
        std::string_view issuer;
    };
    const Row table[] = {
        {"Passport A123 (Korea, North)", Kind::passport, "Passport", "A123", "KP"},
        {"alt. Passport A 123 (Iran) issued 1999", Kind::passport, "Passport", "A 123", "IR"},
        {"Diplomatic Passport 77 (Yemen)", Kind::passport, "Diplomatic Passport", "77", "YE"},
        {"National ID No. 55-1 (Pakistan)", Kind::national_id, "National ID No.", "55-1", "PK"},
        {"NIT # 800-7 (Colombia)", Kind::tax, "NIT #", "800-7", "CO"},
        {"C.U.R.P. AAAA010101HDFAAA01 (Mexico)", Kind::national_id, "C.U.R.P.", "AAAA010101HDFAAA01", "MX"},
        {"SWIFT/BIC NOWHXX2X", Kind::bic, "SWIFT/BIC", "NOWHXX2X", ""},
        {"Vessel Registration Identification IMO 9999993", Kind::imo, "Vessel Registration Identification",
         "9999993", ""},
        {"Company Number IMO 5999999", Kind::registration, "Company Number IMO", "5999999", ""},
        {"MMSI 123456789", Kind::mmsi, "MMSI", "123456789", ""},
        {"Aircraft Tail Number XX-ABC", Kind::aircraft_tail, "Aircraft Tail Number", "XX-ABC", ""},
        {"Aircraft Manufacturer's Serial Number (MSN) 77", Kind::aircraft_serial,
         "Aircraft Manufacturer's Serial Number (MSN)", "77", ""},
        {"Registration ID 0505 (Thailand) issued 28 Feb 1992", Kind::registration, "Registration ID", "0505",
         "TH"},
        {"Tax ID No. AABA 67 Y", Kind::tax, "Tax ID No.", "AABA 67 Y", ""},
        {"Website www.nowhere.example", Kind::website, "Website", "www.nowhere.example", ""},
        {"alt. Email Address a@nowhere.example", Kind::email, "Email Address", "a@nowhere.example", ""},
        {"Telephone (999)(123)", Kind::phone, "Telephone", "(999)(123)", ""},
        {"Foreign Widget Permit No. 55 (Iran)", Kind::other, "Foreign Widget Permit No.", "55", "IR"},
    };
    for (const Row& row : table) {
        const model::Listing listing = read(row.text, model::PartyKind::entity);
        ASSERT_THAT(listing.identifiers, SizeIs(1)) << row.text;
        const model::Identifier& id = listing.identifiers[0];
        EXPECT_EQ(id.kind, row.kind) << row.text;
        EXPECT_EQ(id.type_text, row.type);
        EXPECT_EQ(id.value, row.value);
        EXPECT_EQ(id.issuer.code, row.issuer);
    }
}

TEST(OfacRemarks, IdentifierDates) {
    const model::Listing listing = read("Passport A1 (Iran) issued 3 Mar 1999 expires 3 Mar 2004.");
    EXPECT_EQ(base::to_string(listing.identifiers.at(0).issued), "1999-03-03");
    EXPECT_EQ(base::to_string(listing.identifiers.at(0).expires), "2004-03-03");
    EXPECT_EQ(read("Passport A1 expires 2010.").identifiers.at(0).value, "A1");
}

TEST(OfacRemarks, Wallets) {
    const model::Listing listing =
        read("Digital Currency Address - XBT 1Nowhere; alt. Digital Currency Address - ETH 0xNowhere.");
    ASSERT_THAT(listing.identifiers, SizeIs(2));
    EXPECT_EQ(listing.identifiers[0].kind, model::IdentifierKind::wallet);
    EXPECT_EQ(listing.identifiers[0].currency, "XBT");
    EXPECT_EQ(listing.identifiers[0].value, "1Nowhere");
    EXPECT_EQ(listing.identifiers[1].currency, "ETH");
    EXPECT_EQ(listing.identifiers[1].value, "0xNowhere");
}

TEST(OfacRemarks, WeakAliasesOfPersonsAreTurnedRound) {
    const model::Listing listing = read("a.k.a. 'NOBODY, Little'; f.k.a. 'THE NOBODY'; n.k.a. 'X'.");
    ASSERT_THAT(listing.names, SizeIs(3));
    EXPECT_EQ(listing.names[0].text, "Little NOBODY");
    EXPECT_EQ(listing.names[0].quality, model::NameQuality::weak);
    EXPECT_EQ(listing.names[0].source_text, "a.k.a. 'NOBODY, Little'");
    EXPECT_EQ(listing.names[1].kind, model::NameKind::fka);
    EXPECT_EQ(listing.names[2].kind, model::NameKind::nka);
    EXPECT_EQ(read("a.k.a. 'A, B'.", model::PartyKind::entity).names.at(0).text, "A, B");
}

TEST(OfacRemarks, CountriesGenderRelationsAndLinks) {
    const model::Listing listing = read(
        "nationality Syria; alt. citizen Korea, North; Gender Female; (Linked To: NOWHERE LTD); Former "
        "Vessel Flag "
        "Malta; For more information, please see: https://nowhere.example/x.");
    ASSERT_THAT(listing.nationalities, SizeIs(2));
    EXPECT_EQ(listing.nationalities[0].code, "SY");
    EXPECT_EQ(listing.nationalities[1].code, "KP");
    EXPECT_EQ(listing.gender, model::Gender::female);
    EXPECT_EQ(listing.relations.at(0).target_name, "NOWHERE LTD");
    EXPECT_EQ(listing.countries.at(0).code, "MT");
    EXPECT_THAT(listing.links, ElementsAre("https://nowhere.example/x"));
}

TEST(OfacRemarks, FreeTextStaysInTheWholeRemark) {
    const model::Listing listing =
        read("DOB 1950; Commander of the Nowhere Regiment; Secondary sanctions risk: X.");
    EXPECT_THAT(listing.reasons,
                ElementsAre("DOB 1950; Commander of the Nowhere Regiment; Secondary sanctions risk: X."));
    EXPECT_THAT(listing.further, ElementsAre("Secondary sanctions risk: X"));
    EXPECT_THAT(read("-0- ").reasons, IsEmpty());
}

TEST(OfacCommon, ProgrammesInEverySpelling) {
    EXPECT_THAT(ofac_programmes("SDGT] [FTO"), ElementsAre("SDGT", "FTO"));
    EXPECT_THAT(ofac_programmes("[SDGT] [FTO]"), ElementsAre("SDGT", "FTO"));
    EXPECT_THAT(ofac_programmes("SDGT; CAATSA - RUSSIA"), ElementsAre("SDGT", "CAATSA - RUSSIA"));
    EXPECT_THAT(ofac_programmes(""), IsEmpty());
}

TEST(OfacCommon, WhichListTheProgrammesTell) {
    model::Listing sdn;
    sdn.programmes = {"SDGT"};
    model::Listing plc;
    plc.programmes = {"NS-PLC"};
    EXPECT_EQ(guess_ofac_list({sdn, sdn, plc}), "ofac-sdn");
    EXPECT_EQ(guess_ofac_list({sdn, plc, plc}), "ofac-cons");
    EXPECT_EQ(guess_ofac_list({}), "ofac-sdn");
}

}  // namespace
}  // namespace cordon::lists
