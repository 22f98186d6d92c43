#include "lists/ca_sema_xml.h"

#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/parse.h"
#include "base/strings.h"
#include "codec/xml.h"
#include "lists/ca_sema_names.h"
#include "lists/xml_entry.h"
#include "model/country.h"
#include "text/script.h"

namespace cordon::lists {

namespace {

using codec::XmlNode;
using model::Listing;
using model::NameKind;
using model::PartyKind;

constexpr std::string_view root_name = "data-set";
constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};

int number_of(std::string_view text) {
    const auto number = base::parse_number<int>(text);
    return number ? *number : 0;
}

// "Sep-99". A year of two digits is of the last century from 30 on; below, both centuries are possible.
std::vector<base::PartialDate> short_month(const std::string& text) {
    if (text.size() != 6 || text[3] != '-') {
        return {};
    }
    const auto month = std::find(months.begin(), months.end(), base::ascii_lower(text.substr(0, 3)));
    const auto year = base::parse_number<int>(text.substr(4));
    if (month == months.end() || !year) {
        return {};
    }
    const int number = static_cast<int>(month - months.begin()) + 1;
    std::vector<base::PartialDate> dates{base::whole_month(1900 + *year, number)};
    if (*year < 30) {
        dates.push_back(base::whole_month(2000 + *year, number));
    }
    return dates;
}

// "born in the early 1970s": some year of the decade.
std::vector<base::PartialDate> decade(const std::string& text) {
    const auto at = text.find("0s");
    if (at == std::string::npos || at < 3) {
        return {};
    }
    const int year = number_of(std::string_view(text).substr(at - 3, 4));
    if (year < 1800 || year > 2100) {
        return {};
    }
    auto date = base::year_range(year, year + 9);
    date.circa = true;
    return {date};
}

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The forms that are this publisher's own; empty when it is none of them.
std::vector<base::PartialDate> own_forms(const std::string& text) {
    constexpr int spreadsheet_epoch_days = -25'569;  // 1899-12-30
    const int number = all_digits(text) ? number_of(text) : 0;
    if (text.size() == 5 && number >= 1'000) {
        return {base::on_day(base::date_from_days(spreadsheet_epoch_days + number))};
    }
    if (text.size() == 8 && number != 0) {
        const int first = number / 10'000;
        const int second = number % 10'000;
        if (first > 1800 && first < 2100 && second > 1800 && second < 2100) {
            return {base::whole_year(first), base::whole_year(second)};
        }
        if (const auto day = base::make_date(first, second / 100, second % 100)) {
            return {base::on_day(*day)};
        }
    }
    auto dates = short_month(text);
    return dates.empty() ? decade(text) : dates;
}

void read_birth_dates(const std::string& text, Listing& listing, EntryReport& report) {
    if (text.empty()) {
        return;
    }
    const auto alternatives = base::replace_all(text, " OR ", " or ");
    for (const auto piece : base::split(alternatives, std::string_view(" or "))) {
        const auto said = base::collapse_whitespace(piece);
        std::vector<base::PartialDate> dates = own_forms(said);
        if (!dates.empty()) {
            report.note("DateOfBirthOrShipBuildDate", text, "an unusual form of date was read");
        } else if (auto date = base::parse_partial_date(said)) {
            dates.push_back(std::move(*date));
        } else {
            dates.emplace_back();
            report.warn("DateOfBirthOrShipBuildDate", text, "the date could not be read and is kept as text");
        }
        for (auto& date : dates) {
            date.source_text = text;
            listing.birth_dates.push_back({std::move(date), dates.size() > 1 ? "one of two readings" : ""});
        }
    }
}

// Adds cut names as aliases; what they were cut from goes to source_text.
void add_names(std::vector<ca_sema::CutName> cut, const std::string& source, std::string_view field,
               Listing& listing, EntryReport& report) {
    for (auto& one : cut) {
        model::ListedName name;
        name.kind = listing.names.empty() ? NameKind::primary : NameKind::aka;
        name.script = text::script_of(one.text);
        if (name.kind == NameKind::aka && one.translation) {
            name.kind = NameKind::translation;
        } else if (name.kind == NameKind::aka && !name.script.empty() && name.script != "Latn") {
            name.kind = NameKind::original_script;
        }
        name.text = std::move(one.text);
        name.language = std::move(one.language);
        name.source_text = name.text == source ? "" : source;
        add_name_once(listing, std::move(name));
    }
    if (cut.size() > 1) {
        report.note(field, source, "one text was cut into " + std::to_string(cut.size()) + " names");
    } else if (source.find_first_of(",/") != std::string::npos) {
        report.note(field, source, "separators in this text do not part whole names, it stays one name");
    }
}

void read_names(const XmlNode& record, Listing& listing, EntryReport& report) {
    const auto last = record.value("LastName");
    const auto given = record.value("GivenName");
    const auto entity = record.value("EntityOrShip");
    const bool person = !last.empty() || !given.empty();
    if (person) {
        const auto whole = base::collapse_whitespace(given + " " + last);
        auto cut = ca_sema::cut_person_name(whole);
        if (cut.empty()) {
            cut.push_back({whole, "", false});
        }
        const bool plain = cut.size() == 1 && cut.front().text == whole;
        add_names(std::move(cut), whole, "LastName", listing, report);
        if (plain) {
            for (const auto& [kind, value] : {std::pair{model::NamePartKind::given, &given},
                                              std::pair{model::NamePartKind::family, &last}}) {
                if (!value->empty()) {
                    listing.names.front().parts.push_back({kind, *value});
                }
            }
        }
    }
    if (!entity.empty()) {
        auto cut = ca_sema::cut_entity_name(entity);
        if (cut.empty()) {
            cut.push_back({entity, "", false});
        }
        add_names(std::move(cut), entity, "EntityOrShip", listing, report);
    }
    const auto aliases = record.value("Aliases");
    if (!aliases.empty()) {
        auto cut = ca_sema::cut_aliases(aliases, person);
        if (cut.empty()) {
            add_text(listing.further, "Aliases: " + aliases);
            report.warn("Aliases", aliases, "no name could be read from this text");
        }
        add_names(std::move(cut), aliases, "Aliases", listing, report);
    }
}

void read_ship(const XmlNode& record, Listing& listing, EntryReport& report) {
    const auto number = record.value("ShipIMONumber");
    if (number.empty()) {
        return;
    }
    model::Identifier identifier;
    identifier.kind = model::IdentifierKind::imo;
    identifier.type_text = "ShipIMONumber";
    const auto found =
        all_digits(number) ? std::vector<std::string>{number} : imo_numbers_in("IMO " + number);
    identifier.value = found.empty() ? number : found.front();
    identifier.source_text = identifier.value == number ? "" : number;
    if (!is_ship_imo_number(identifier.value)) {
        report.note("ShipIMONumber", number,
                    "the check digit of this ship number is wrong; it is used as printed");
    }
    listing.identifiers.push_back(std::move(identifier));
}

void read_title(const XmlNode& record, Listing& listing) {
    const auto title = record.value("TitleOrShip");
    if (title.empty()) {
        return;
    }
    if (listing.kind == PartyKind::person) {
        add_text(listing.titles, title);
    } else {
        add_text(listing.further,
                 (listing.kind == PartyKind::vessel ? "ship type: " : "TitleOrShip: ") + title);
    }
}

Listing read_record(const XmlNode& record, EntryReport& report) {
    Listing listing;
    const auto country = record.value("Country");
    const auto english = base::collapse_whitespace(std::string_view(country).substr(0, country.find(" / ")));
    const auto schedule = record.value("Schedule");
    const auto item = record.value("Item");
    listing.id = english + "|" + schedule + "|" + item;
    report.begin(listing.id);
    const bool person = !record.value("LastName").empty() || !record.value("GivenName").empty();
    listing.kind = person                                   ? PartyKind::person
                   : !record.value("ShipIMONumber").empty() ? PartyKind::vessel
                                                            : PartyKind::entity;
    read_names(record, listing, report);
    if (listing.names.empty()) {
        model::ListedName name;
        name.text = listing.id;
        name.note = "no name published";
        listing.names.push_back(std::move(name));
        report.warn("LastName", "", "the record has no name; its reference stands in for one");
    }
    read_title(record, listing);
    read_ship(record, listing, report);
    read_birth_dates(record.value("DateOfBirthOrShipBuildDate"), listing, report);
    add_text(listing.programmes, country);
    if (auto tied = model::country_from_text(country); !tied.code.empty()) {
        listing.countries.push_back(std::move(tied));
    }
    if (!schedule.empty()) {
        listing.legal_bases.push_back("Schedule " + schedule + ", item " + item);
    }
    const auto listed = record.value("DateOfListing");
    if (const auto day = base::parse_iso_date_prefix(listed)) {
        listing.listed_on = *day;
    } else if (!listed.empty()) {
        add_text(listing.further, "DateOfListing: " + listed);
        report.warn("DateOfListing", listed, "the date could not be read and is kept as text");
    }
    keep_unread(record, {},
                {"Country", "LastName", "GivenName", "EntityOrShip", "TitleOrShip", "Aliases",
                 "DateOfBirthOrShipBuildDate", "ShipIMONumber", "Schedule", "Item", "DateOfListing"},
                listing, report);
    return listing;
}

}  // namespace

base::Result<ParsedList> read_ca_sema_xml(std::string_view bytes) {
    CORDON_ASSIGN(const auto root, codec::peek_xml_root(bytes));
    if (root.name != root_name || !root.name_space.empty()) {
        return base::fail(base::ErrorCode::unsupported, "the root element is '" + base::shown(root.name) +
                                                            "', the Canadian list has '" +
                                                            std::string(root_name) + "' without a namespace");
    }
    ParsedList list;
    list.format = ListFormat::ca_sema_xml;
    list.list = "ca";
    EntryReport report(list.diagnostics);
    CORDON_ASSIGN(const auto rest,
                  codec::read_xml_records(bytes, {"record"}, [&](const XmlNode& record) -> base::Status {
                      list.listings.push_back(read_record(record, report));
                      return {};
                  }));
    static_cast<void>(rest);
    report.begin("");
    if (list.listings.empty()) {
        return base::fail(base::ErrorCode::invalid_input,
                          "the Canadian list holds no record; fetch it again, an empty list is never loaded");
    }
    make_ids_unique(list.listings, report);
    return list;
}

}  // namespace cordon::lists
