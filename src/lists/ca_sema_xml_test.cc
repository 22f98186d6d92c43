// Goal: Canada's records come out with a stable id, with the many names of one Aliases text apart, and with
// nothing cut that is one name; a file that is not whole is an Error.
#include "lists/ca_sema_xml.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/testing.h"
#include "lists/ca_sema_names.h"

namespace cordon::lists {
namespace {

using model::NameKind;
using Texts = std::vector<std::string>;

Texts texts_of(const std::vector<ca_sema::CutName>& names) {
    Texts texts;
    for (const auto& name : names) {
        texts.push_back((name.language.empty() ? "" : name.language + "=") + name.text);
    }
    return texts;
}

TEST(CaSemaNames, AliasesOfPersons) {
    const std::pair<std::string, Texts> cases[] = {
        {"", {}},
        {"Ivan Lampov", {"Ivan Lampov"}},
        {"Ivan Lampov; Иван Лампов", {"Ivan Lampov", "Иван Лампов"}},
        {"Ivan Lampov, Iwan Lampow", {"Ivan Lampov", "Iwan Lampow"}},
        {"Иван ЛАМПОВ / Iван ЛАМПОВ", {"Иван ЛАМПОВ", "Iван ЛАМПОВ"}},
        {"حسن المصباح/حسن علي المصباح", {"حسن المصباح", "حسن علي المصباح"}},
        {"Ivan A. Lampov, Belarusian: Iван Лампаў, Russian : Иван Лампов; Ваня Лампов",
         {"Ivan A. Lampov", "be=Iван Лампаў", "ru=Иван Лампов", "ru=Ваня Лампов"}},
        {"Ali Lantern and Aly Lantern Arabic: علي المصباح", {"Ali Lantern", "Aly Lantern", "ar=علي المصباح"}},
        {"Russian: Иван Лампов or Лампин", {"ru=Иван Лампов", "ru=Иван Лампин"}},
        {"Анна Лампова or Свечина or Фитилёва", {"Анна Лампова", "Анна Свечина", "Анна Фитилёва"}},
        {"Ivan or Iwan Lampov", {"Ivan Lampov", "Iwan Lampov"}},
        {"Ivan Lampov, or Lampin", {"Ivan Lampov", "Ivan Lampin"}},
        {"Wicky, Ivan Lampov, Iwan Lampow", {"Wicky", "Ivan Lampov", "Iwan Lampow"}},
        {"Ivan (Vanya) Lampov", {"Ivan Lampov", "Vanya Lampov"}},
        {"(Иван Лампов / Iван Лампов", {"Иван Лампов", "Iван Лампов"}},
        {"a.k.a. Ivan Lampov", {"Ivan Lampov"}},
        // These are no lists of whole names.
        {"Lampov, Ivan Petrovich", {"Lampov, Ivan Petrovich"}},
        {"Andrei, Andrii", {"Andrei, Andrii"}},
        {"Alek/ Aleks Lampov", {"Alek/ Aleks Lampov"}},
    };
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(texts_of(ca_sema::cut_aliases(text, true)), expected) << text;
    }
}

TEST(CaSemaNames, AliasesOfEntities) {
    const std::pair<std::string, Texts> cases[] = {
        {"LMP, Lamp Works Company", {"LMP", "Lamp Works Company"}},
        {"Лампа Сервис, ООО", {"Лампа Сервис, ООО"}},
        {"Lamp Works, Ltd; Лампа or Завод Лампа", {"Lamp Works, Ltd", "Лампа", "Завод Лампа"}},
        {"НПО Лампа, АО or Завод Лампа", {"НПО Лампа, АО", "Завод Лампа"}},
        {"Акционерное общество or АО Лампа", {"Акционерное общество or АО Лампа"}},
        {"Department of Lamps, oil and wicks", {"Department of Lamps, oil and wicks"}},
        {"Lamp and Wick Company", {"Lamp and Wick Company"}},
        {"Завод \"Лампа, Фитиль\"", {"Завод \"Лампа, Фитиль\""}},
        {"ОАО \"ЛАМПА\"/ Лампа Завод", {"ОАО \"ЛАМПА\"", "Лампа Завод"}},
        {"Лампа (Russian: Завод Лампа)", {"Лампа", "ru=Завод Лампа"}},
        {"Centre of Lamp Research (CLR)",
         {"Centre of Lamp Research (CLR)", "Centre of Lamp Research", "CLR"}},
    };
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(texts_of(ca_sema::cut_aliases(text, false)), expected) << text;
    }
}

TEST(CaSemaNames, NamesThemselves) {
    const std::pair<std::string, Texts> entities[] = {
        {"Lamp Works JSC (also known as Lampworks and Wick Ltd)",
         {"Lamp Works JSC", "Lampworks and Wick Ltd"}},
        {"Lamp Institute/Institut des lampes", {"Lamp Institute", "fr=Institut des lampes"}},
        {"Lamp Mills (Upper/Lower)", {"Lamp Mills (Upper/Lower)"}},
        {"Lamp Bank (Elbonia)", {"Lamp Bank (Elbonia)"}},
        {"General Lamp Directorate;", {"General Lamp Directorate"}},
    };
    for (const auto& [text, expected] : entities) {
        EXPECT_EQ(texts_of(ca_sema::cut_entity_name(text)), expected) << text;
    }
    EXPECT_EQ(texts_of(ca_sema::cut_person_name("Idris (a.k.a. Edris Lantern) Lampov")),
              (Texts{"Idris Lampov", "Edris Lantern"}));
    EXPECT_EQ(texts_of(ca_sema::cut_person_name("Munir Lampov (Lampoff)")),
              (Texts{"Munir Lampov", "Munir Lampoff"}));
}

std::string list_of(std::string_view records) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<data-set>" +
           std::string(records) + "</data-set>";
}

ParsedList parsed(const std::string& bytes) {
    auto list = read_ca_sema_xml(bytes);
    EXPECT_TRUE(list) << list.error().message;
    return list ? std::move(*list) : ParsedList{};
}

constexpr std::string_view records = R"xml(
<record><Country>Syria / Syrie</Country><LastName>Lampov </LastName><GivenName> Ivan Petrovich</GivenName>
  <TitleOrShip>Colonel</TitleOrShip><Aliases>Ivan Lampow; Иван Лампов</Aliases>
  <DateOfBirthOrShipBuildDate>1972-08-10 or 1972-08-11</DateOfBirthOrShipBuildDate><Schedule>1, Part
      1</Schedule>
  <Item>7</Item><DateOfListing>2020-09-28</DateOfListing></record>
<record><Country>Elbonia / Elbonie</Country><EntityOrShip>Paper Boat</EntityOrShip><TitleOrShip>Oil
      Tanker</TitleOrShip>
  <ShipIMONumber>9074729</ShipIMONumber><DateOfBirthOrShipBuildDate>1993</DateOfBirthOrShipBuildDate>
  <Item>1</Item>
  <DateOfListing>2025-02-21</DateOfListing></record>
<record><Country>Elbonia / Elbonie</Country><EntityOrShip>Wick Institute/Institut
      Wick</EntityOrShip><Item>1</Item>
  <DateOfListing>soon</DateOfListing><Colour>red</Colour></record>
<record><Country>Elbonia /
      Elbonie</Country><Item>2</Item><DateOfListing>2025-02-21</DateOfListing></record>)xml";

TEST(CaSema, ReadsRecords) {
    const auto list = parsed(list_of(records));
    ASSERT_EQ(list.listings.size(), 4U);
    const auto& person = list.listings[0];
    EXPECT_EQ(person.id, "Syria|1, Part 1|7");
    EXPECT_EQ(person.kind, model::PartyKind::person);
    ASSERT_EQ(person.names.size(), 3U);
    EXPECT_EQ(person.names[0].text, "Ivan Petrovich Lampov");
    EXPECT_EQ(person.names[0].parts.size(), 2U);
    EXPECT_EQ(person.names[1].source_text, "Ivan Lampow; Иван Лампов");
    EXPECT_EQ(person.names[2].kind, NameKind::original_script);
    EXPECT_EQ(person.titles, Texts{"Colonel"});
    ASSERT_EQ(person.birth_dates.size(), 2U);
    EXPECT_EQ(base::to_string(person.birth_dates[1].date), "1972-08-11");
    EXPECT_EQ(person.countries.front().code, "SY");
    EXPECT_EQ(person.programmes, Texts{"Syria / Syrie"});
    EXPECT_EQ(person.legal_bases, Texts{"Schedule 1, Part 1, item 7"});
    EXPECT_EQ(base::to_string(person.listed_on), "2020-09-28");

    const auto& ship = list.listings[1];
    EXPECT_EQ(ship.id, "Elbonia||1");
    EXPECT_EQ(ship.kind, model::PartyKind::vessel);
    EXPECT_EQ(ship.identifiers.front().value, "9074729");
    EXPECT_EQ(ship.further, Texts{"ship type: Oil Tanker"});
    EXPECT_EQ(base::to_string(ship.birth_dates.front().date), "1993");

    const auto& entity = list.listings[2];
    EXPECT_EQ(entity.id, "Elbonia||1#2");
    EXPECT_EQ(entity.kind, model::PartyKind::entity);
    ASSERT_EQ(entity.names.size(), 2U);
    EXPECT_EQ(entity.names[1].kind, NameKind::translation);
    EXPECT_EQ(entity.further, (Texts{"DateOfListing: soon", "record/Colour: red"}));
    EXPECT_EQ(list.listings[3].names.front().note, "no name published");
    EXPECT_FALSE(list.published);
}

TEST(CaSema, ReadsTheDatesOfThisPublisher) {
    const std::pair<std::string, Texts> cases[] = {
        {"1965-07-15", {"1965-07-15"}},
        {" 1965-07-15  ", {"1965-07-15"}},
        {"1965", {"1965"}},
        {"1965-07", {"1965-07"}},
        {"1963-1964", {"1963..1964"}},
        {"1963 or 1964", {"1963", "1964"}},
        {"1965-07-15 OR 1969-09-28", {"1965-07-15", "1969-09-28"}},
        {"Sep-99", {"1999-09"}},
        {"Sep-05", {"1905-09", "2005-09"}},
        {"23938", {"1965-07-15"}},
        {"19631964", {"1963", "1964"}},
        {"born in the early 1970s", {"circa 1970..1979"}},
        {"unknown", {"unknown"}},
    };
    for (const auto& [text, expected] : cases) {
        const auto list =
            parsed(list_of("<record><Country>X</Country><LastName>Y</LastName><DateOfBirthOrShipBuildDate>" +
                           text + "</DateOfBirthOrShipBuildDate><Item>1</Item></record>"));
        Texts dates;
        for (const auto& birth : list.listings.at(0).birth_dates) {
            dates.push_back(base::to_string(birth.date));
        }
        EXPECT_EQ(dates, expected) << text;
    }
}

TEST(CaSema, RefusesWhatIsNoWholeList) {
    const auto whole = list_of(records);
    for (std::size_t cut = 0; cut < 100; ++cut) {
        EXPECT_FALSE(read_ca_sema_xml(std::string_view(whole).substr(0, whole.size() * cut / 100))) << cut;
    }
    EXPECT_FALSE(read_ca_sema_xml(list_of("")));
    EXPECT_FALSE(read_ca_sema_xml("<feed><record/></feed>"));
    EXPECT_FALSE(read_ca_sema_xml("<!DOCTYPE data-set><data-set><record/></data-set>"));
}

TEST(CaSemaReal, ListOfMay2025) {
    const auto path = base::testing::real_data("lists/canada/2025-05/sema-lmes.xml");
    if (!path) {
        GTEST_SKIP() << "needs the real data";
    }
    const auto bytes = base::testing::read_test_file(*path);
    const auto list = parsed(bytes);
    ASSERT_EQ(list.listings.size(), 4759U);
    std::map<model::PartyKind, int> kinds;
    std::size_t names = 0;
    std::size_t unread_dates = 0;
    std::set<std::string> ids;
    for (const auto& listing : list.listings) {
        ++kinds[listing.kind];
        ids.insert(listing.id);
        names += listing.names.size();
        EXPECT_EQ(listing.id.find('#'), std::string::npos) << listing.id;
        EXPECT_NE(listing.names.front().note, "no name published") << listing.id;
        for (const auto& birth : listing.birth_dates) {
            unread_dates += birth.date.known() ? 0U : 1U;
        }
    }
    EXPECT_EQ(ids.size(), 4759U);
    EXPECT_EQ(unread_dates, 0U);
    EXPECT_EQ(kinds[model::PartyKind::vessel], 109);
    EXPECT_EQ(kinds[model::PartyKind::entity], 1316);
    EXPECT_EQ(kinds[model::PartyKind::person], 3334);
    EXPECT_GT(names, 8000U);
    EXPECT_TRUE(
        std::none_of(list.diagnostics.begin(), list.diagnostics.end(),
                     [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::warning; }));
    const auto few = bytes.substr(0, bytes.rfind("<record>", 60'000)) + "</data-set>";
    ASSERT_TRUE(read_ca_sema_xml(few));
    for (std::size_t cut = 0; cut < 100; ++cut) {
        EXPECT_FALSE(read_ca_sema_xml(std::string_view(few).substr(0, few.size() * cut / 100))) << cut;
    }
    EXPECT_FALSE(read_ca_sema_xml(std::string_view(bytes).substr(0, bytes.size() - 20)));
}

}  // namespace
}  // namespace cordon::lists
