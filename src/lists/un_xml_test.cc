// Goal: the UN list is read whole or not at all; every field of an entry is found where screening and people
// look for it; publications that say the same are the same.
#include "lists/un_xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/testing.h"
#include "codec/archive.h"
#include "model/listing_fields.h"

namespace cordon::lists {
namespace {

using model::NameKind;
using model::NameQuality;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string unpacked(const std::string& path) {
    std::string bytes = base::testing::read_test_file(path);
    if (codec::looks_like_zstd(bytes)) {
        auto plain = codec::zstd_decompress(bytes);
        return plain ? *std::move(plain) : std::string();
    }
    return bytes;
}

// Nothing when the publication is not on this machine.
std::optional<ParsedList> publication(std::string_view day) {
    const bool packed = day < "2025" && day != "2018-10-29";
    const auto path = base::testing::real_data("lists/un/" + std::string(day) + "/consolidated.xml" +
                                               (packed ? ".zst" : ""));
    if (!path) {
        return std::nullopt;
    }
    auto parsed = read_un_xml(unpacked(*path));
    EXPECT_TRUE(parsed) << day << ": " << parsed.error().message;
    return parsed ? std::optional(*std::move(parsed)) : std::nullopt;
}

std::string list_of(std::string_view individuals, std::string_view entities) {
    return "<?xml version=\"1.0\"?><CONSOLIDATED_LIST "
           "dateGenerated=\"2031-05-06T00:00:09.554Z\"><INDIVIDUALS>" +
           std::string(individuals) + "</INDIVIDUALS><ENTITIES>" + std::string(entities) +
           "</ENTITIES></CONSOLIDATED_LIST>";
}

std::vector<std::string> name_lines(const model::Listing& listing) {
    std::vector<std::string> lines;
    for (const model::ListedName& name : listing.names) {
        lines.push_back(std::string(to_string(name.kind)) + " " + std::string(to_string(name.quality)) +
                        ": " + name.text);
    }
    return lines;
}

constexpr std::string_view one_person = R"(<INDIVIDUAL><DATAID>77</DATAID><VERSIONNUM>1</VERSIONNUM>
        <FIRST_NAME>KARIM</FIRST_NAME><SECOND_NAME>TALIB
            DANESH</SECOND_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>
        <REFERENCE_NUMBER>QDi.900 </REFERENCE_NUMBER>
        <LISTED_ON>2015-04-07-04:00</LISTED_ON><GENDER>Male</GENDER>
        <COMMENTS1>Broker of a fictional ring. Web link:
        https://www.interpol.int/x, closed.</COMMENTS1>
        <TITLE><VALUE>Dr.</VALUE></TITLE><DESIGNATION><VALUE>Treasurer</VALUE></DESIGNATION>
        <NATIONALITY><VALUE>Yemen</VALUE></NATIONALITY><LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
        <LAST_DAY_UPDATED><VALUE>2019-05-01</VALUE><VALUE></VALUE><VALUE>2022-11-08</VALUE>
        <VALUE>2003-09-03</VALUE>
        </LAST_DAY_UPDATED>
        <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Kareem Danish; Karim Daneche</ALIAS_NAME>
        <DATE_OF_BIRTH>1969-02-05</DATE_OF_BIRTH><COUNTRY_OF_BIRTH>Libya</COUNTRY_OF_BIRTH>
        </INDIVIDUAL_ALIAS>
        <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Sahl</ALIAS_NAME>
        <NOTE>formerly listed as</NOTE>
        </INDIVIDUAL_ALIAS><INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
        <INDIVIDUAL_ADDRESS><COUNTRY/></INDIVIDUAL_ADDRESS>
        <INDIVIDUAL_ADDRESS><STREET>5 Fig Lane</STREET><CITY>Aden</CITY><COUNTRY>Yemen</COUNTRY>
        <NOTE>previous</NOTE>
        </INDIVIDUAL_ADDRESS>
        <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1966-02-02-05:00</DATE>
        </INDIVIDUAL_DATE_OF_BIRTH>
        <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1958</FROM_YEAR>
        <TO_YEAR>1960</TO_YEAR><NOTE>Approximately</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
        <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973</NOTE>
        </INDIVIDUAL_DATE_OF_BIRTH>
        <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Aden</CITY><COUNTRY>Yemen</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
        <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>
        <NUMBER>Yemeni passport no. Z 0055</NUMBER>
        <DATE_OF_ISSUE>2011-12-07</DATE_OF_ISSUE><NOTE>expired on 6 Dec. 2016</NOTE></INDIVIDUAL_DOCUMENT>
        <INDIVIDUAL_DOCUMENT/><SORT_KEY/><SHOE_SIZE>44</SHOE_SIZE>
        <NAME_ORIGINAL_SCRIPT>كريم دانش ، أبو سهل</NAME_ORIGINAL_SCRIPT></INDIVIDUAL>)";

TEST(UnXml, EveryFieldOfAPersonFindsItsPlace) {
    const auto parsed = read_un_xml(list_of(one_person, ""));
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(parsed->list, "un");
    EXPECT_EQ(base::to_string(*parsed->published), "2031-05-06");
    ASSERT_THAT(parsed->listings, SizeIs(1));
    const model::Listing& listing = parsed->listings.front();
    EXPECT_EQ(listing.id, "QDi.900");
    EXPECT_EQ(listing.kind, model::PartyKind::person);
    EXPECT_THAT(name_lines(listing),
                ElementsAre("primary strong: KARIM TALIB DANESH", "original script strong: كريم دانش",
                            "original script strong: أبو سهل", "aka strong: Kareem Danish",
                            "aka strong: Karim Daneche", "fka weak: Abu Sahl"));
    EXPECT_EQ(listing.names[1].script, "Arab");
    EXPECT_EQ(listing.names[3].source_text, "Kareem Danish; Karim Daneche");
    EXPECT_EQ(base::to_string(listing.listed_on), "2015-04-07");
    EXPECT_EQ(base::to_string(listing.updated_on), "2022-11-08");
    EXPECT_EQ(listing.gender, model::Gender::male);
    EXPECT_THAT(listing.links, ElementsAre("https://www.interpol.int/x"));
    EXPECT_THAT(listing.titles, ElementsAre("Dr."));
    EXPECT_THAT(listing.positions, ElementsAre("Treasurer"));
    ASSERT_THAT(listing.nationalities, SizeIs(1));
    EXPECT_EQ(listing.nationalities[0].code, "YE");
    ASSERT_THAT(listing.addresses, SizeIs(1));
    EXPECT_EQ(listing.addresses[0].note, "previous");
    ASSERT_THAT(listing.birth_dates, SizeIs(4));
    EXPECT_EQ(listing.birth_dates[0].note, "of the alias Kareem Danish; Karim Daneche");
    EXPECT_EQ(base::to_string(listing.birth_dates[1].date), "1966-02-02");
    EXPECT_EQ(base::to_string(listing.birth_dates[2].date), "circa 1958..1960");
    EXPECT_EQ(base::to_string(listing.birth_dates[3].date), "1973-11");
    EXPECT_THAT(listing.birth_places, SizeIs(2));
    ASSERT_THAT(listing.identifiers, SizeIs(1));
    EXPECT_EQ(listing.identifiers[0].value, "Z 0055");
    EXPECT_EQ(listing.identifiers[0].kind, model::IdentifierKind::passport);
    EXPECT_EQ(listing.identifiers[0].issuer.code, "YE");
    EXPECT_EQ(base::to_string(listing.identifiers[0].expires), "2016-12-06");
    EXPECT_EQ(listing.identifiers[0].source_text, "Yemeni passport no. Z 0055");
    EXPECT_THAT(listing.programmes, ElementsAre("Al-Qaida"));
    EXPECT_THAT(listing.further, ElementsAre("SHOE_SIZE: 44"));
    EXPECT_TRUE(std::ranges::any_of(parsed->diagnostics, [](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::warning && diagnostic.field == "SHOE_SIZE";
    }));
}

TEST(UnXml, EntityNamesAreTakenApart) {
    const auto parsed =
        read_un_xml(list_of("", R"(<ENTITY><FIRST_NAME>GREAT PLAINS TRADING (GPT) ; PLAINS CARGO (PC)
        </FIRST_NAME><REFERENCE_NUMBER>CDe.900</REFERENCE_NUMBER>
        <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Plains Haulage</ALIAS_NAME></ENTITY_ALIAS>
        <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Plains Line</ALIAS_NAME>
        <NOTE>in Arabic script: سهول</NOTE>
        </ENTITY_ALIAS></ENTITY>)"));
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_THAT(name_lines(parsed->listings.front()),
                ElementsAre("primary strong: GREAT PLAINS TRADING", "aka strong: GPT",
                            "aka strong: GREAT PLAINS TRADING (GPT)", "aka strong: PLAINS CARGO",
                            "aka strong: PC", "aka strong: PLAINS CARGO (PC)", "fka unknown: Plains Haulage",
                            "aka unknown: Plains Line", "original script unknown: سهول"));
}

TEST(UnXml, OddEntriesAreKeptAndReported) {
    const auto parsed =
        read_un_xml(list_of(R"(<INDIVIDUAL><DATAID>5</DATAID><FIRST_NAME>A</FIRST_NAME></INDIVIDUAL>
        <INDIVIDUAL><FIRST_NAME>B</FIRST_NAME><REFERENCE_NUMBER>QDi.1</REFERENCE_NUMBER></INDIVIDUAL>
        <INDIVIDUAL><FIRST_NAME>C</FIRST_NAME><REFERENCE_NUMBER>QDi.1</REFERENCE_NUMBER></INDIVIDUAL>
        <INDIVIDUAL><REFERENCE_NUMBER>QDi.2</REFERENCE_NUMBER></INDIVIDUAL><STRAY>x</STRAY>)",
                            ""));
    ASSERT_TRUE(parsed) << parsed.error().message;
    ASSERT_THAT(parsed->listings, SizeIs(4));
    EXPECT_EQ(parsed->listings[0].id, "DATAID:5");
    EXPECT_EQ(parsed->listings[1].id, "QDi.1");
    EXPECT_EQ(parsed->listings[2].id, "QDi.1#2");
    EXPECT_THAT(parsed->listings[3].names, SizeIs(1));
    EXPECT_EQ(std::ranges::count(parsed->diagnostics, Severity::warning, &Diagnostic::severity), 4);
}

TEST(UnXml, WhatIsNotAWholeUnListIsRefused) {
    struct Refused {
        std::string bytes;
        std::string_view says;
    };
    const std::vector<Refused> table = {
        {"<LIST/>", "begins with CONSOLIDATED_LIST"},
        {"<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL/></INDIVIDUALS></CONSOLIDATED_LIST>", "no ENTITIES"},
        {list_of("", ""), "whole file"},
    };
    for (const Refused& refused : table) {
        const auto parsed = read_un_xml(refused.bytes);
        ASSERT_FALSE(parsed) << refused.bytes;
        EXPECT_EQ(parsed.error().code, base::ErrorCode::invalid_input);
        EXPECT_THAT(parsed.error().message, HasSubstr(std::string(refused.says)));
    }
}

TEST(UnXml, RealPublicationsAreReadWhole) {
    const std::map<std::string, std::size_t> counts = {
        {"2018-06-21", 1100}, {"2018-10-29", 1093}, {"2020-11-23", 1018}, {"2020-11-30", 1018},
        {"2021-03-12", 1004}, {"2025-04-19", 877},  {"2025-11-15", 1000}, {"2026-02-27", 1003}};
    for (const auto& [day, count] : counts) {
        const auto parsed = publication(day);
        if (!parsed) {
            GTEST_SKIP() << "needs the real data";
        }
        EXPECT_EQ(parsed->listings.size(), count) << day;
        EXPECT_EQ(base::to_string(*parsed->published), day);
        for (const Diagnostic& diagnostic : parsed->diagnostics) {
            EXPECT_NE(diagnostic.message, "a field that we do not know yet; kept as text")
                << diagnostic.field;
        }
    }
}

TEST(UnXml, RegimesOfTheLatestPublication) {
    const auto parsed = publication("2026-02-27");
    if (!parsed) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto with_prefix = [&](std::string_view prefix) {
        return std::ranges::count_if(
            parsed->listings, [&](const model::Listing& listing) { return listing.id.starts_with(prefix); });
    };
    EXPECT_EQ(with_prefix("QDi."), 252);
    EXPECT_EQ(with_prefix("QDe."), 89);
}

TEST(UnXml, ANightlyPublicationWithoutNewsHasTheSameContent) {
    const auto monday = publication("2020-11-23");
    const auto next = publication("2020-11-30");
    if (!monday || !next) {
        GTEST_SKIP() << "needs the real data";
    }
    EXPECT_EQ(model::content_hash(monday->listings), model::content_hash(next->listings));
}

TEST(UnXml, ChangesBetweenTwoPublicationsAreThoseThatWereMade) {
    const auto before = publication("2025-04-19");
    const auto after = publication("2025-11-15");
    if (!before || !after) {
        GTEST_SKIP() << "needs the real data";
    }
    std::map<std::string, std::vector<model::FieldLine>> old_lines;
    for (const model::Listing& listing : before->listings) {
        old_lines[listing.id] = field_lines(listing);
    }
    std::size_t added = 0;
    std::size_t changed = 0;
    for (const model::Listing& listing : after->listings) {
        const auto old = old_lines.find(listing.id);
        added += old == old_lines.end() ? 1U : 0U;
        if (old != old_lines.end()) {
            changed += old->second != field_lines(listing) ? 1U : 0U;
            old_lines.erase(old);
        }
    }
    EXPECT_EQ(added, 126U);
    EXPECT_EQ(old_lines.size(), 3U);
    EXPECT_EQ(changed, 16U);
}

TEST(UnXml, ATruncatedPublicationIsAnError) {
    constexpr std::size_t cuts = 100;
    const auto path = base::testing::real_data("lists/un/2026-02-27/consolidated.xml");
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const std::string whole = unpacked(*path);
    const std::size_t end = whole.rfind("</CONSOLIDATED_LIST>");
    for (std::size_t cut = 0; cut < cuts; ++cut) {
        const std::size_t bytes = cut + 1 == cuts ? end + 5 : whole.size() / cuts * cut;
        EXPECT_FALSE(read_un_xml(std::string_view(whole).substr(0, bytes))) << "cut at byte " << bytes;
    }
}

}  // namespace
}  // namespace cordon::lists
