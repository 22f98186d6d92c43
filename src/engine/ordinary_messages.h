// engine/ordinary_messages.h: payment messages as they come every day, with nobody listed in them; included
// by *_test.cc and *_bench.cc only.
//
// Role:        what false holds are counted on: the shapes of sample messages, filled with ordinary people,
//              firms, addresses, numbers and remittance texts. Codes, amounts and dates stay as they are.
// Rules:       people and firms are those of ../shared/data/names when that is there, else invented. FIN text
//              is in capitals and cut at 35 letters.
// Threads:     one generator a thread.
// Determinism: same samples, same seed: same messages.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"
#include "codec/csv.h"
#include "engine/planted_messages.h"
#include "screening/test_queries.h"

namespace cordon::engine::testing {

// One column of a CSV file of the real data, or nothing.
[[nodiscard]] inline std::vector<std::string> real_column(const char* path, std::size_t column) {
    std::vector<std::string> texts;
    const auto file = base::testing::real_data(path);
    if (!file) {
        return texts;
    }
    codec::CsvReader reader(codec::CsvOptions{});
    reader.feed(base::testing::read_test_file(*file));
    reader.finish();
    bool header = true;
    for (auto record = reader.next(); record && *record; record = reader.next()) {
        if (!header && (*record)->fields.size() > column && !(*record)->fields[column].empty()) {
            texts.push_back((*record)->fields[column]);
        }
        header = false;
    }
    return texts;
}

class OrdinaryWords {
public:
    explicit OrdinaryWords(std::uint64_t seed) : random_(seed), invented_(seed + 1) {
        people_ = real_column("names/clean/yente_negatives_global.csv", 0);
        given_ = real_column("names/clean/forenames_by_country_local_roman.csv", 11);
        family_ = real_column("names/clean/surnames_by_country_local_roman.csv", 5);
        for (const std::string& name : real_column("names/clean/companies_nasdaq.csv", 1)) {
            if (name.find("ETF") == std::string::npos && name.find(" Fund") == std::string::npos) {
                firms_.push_back(name.substr(0, name.find(" - ")));
            }
        }
    }

    [[nodiscard]] base::Prng& random() { return random_; }
    [[nodiscard]] std::string_view one_of(std::span<const std::string_view> from) {
        return from[random_.below(from.size())];
    }
    [[nodiscard]] std::string person() {
        if (people_.empty() || given_.empty() || family_.empty()) {
            return invented_.next();
        }
        if (random_.below(2) == 0) {
            return people_[random_.below(people_.size())];
        }
        return given_[random_.below(given_.size())] + " " + family_[random_.below(family_.size())];
    }
    [[nodiscard]] std::string firm() {
        static constexpr std::string_view trades[] = {
            "Trading",  "Logistics", "Bakery",      "Consulting", "Bau",     "Import Export",  "Transport",
            "Textiles", "Pharmacy",  "Electronics", "Foods",      "Energy",  "Construction",   "Immobilien",
            "Software", "Motors",    "Printing",    "Furniture",  "Seafood", "General Trading"};
        static constexpr std::string_view forms[] = {"Ltd", "GmbH", "LLC",     "S.A.", "SARL", "AG",
                                                     "BV",  "Inc.", "Pty Ltd", "FZE",  "AB",   "S.p.A."};
        if (!firms_.empty() && random_.below(2) == 0) {
            return firms_[random_.below(firms_.size())];
        }
        const std::string owner = person();
        const std::size_t blank = owner.rfind(' ');
        return owner.substr(blank == std::string::npos ? 0 : blank + 1) + " " + std::string(one_of(trades)) +
               " " + std::string(one_of(forms));
    }
    [[nodiscard]] std::string bank() {
        static constexpr std::string_view banks[] = {"Commerzbank AG",
                                                     "Deutsche Bank AG",
                                                     "BNP Paribas",
                                                     "Banco Santander",
                                                     "Rabobank",
                                                     "UniCredit S.p.A.",
                                                     "Nordea Bank Abp",
                                                     "Emirates NBD",
                                                     "Arab Bank plc",
                                                     "Qatar National Bank",
                                                     "Habib Bank Ltd",
                                                     "HSBC Bank plc",
                                                     "Barclays Bank plc",
                                                     "JPMorgan Chase Bank",
                                                     "Citibank N.A.",
                                                     "MUFG Bank Ltd",
                                                     "DBS Bank Ltd",
                                                     "State Bank of India",
                                                     "Standard Chartered Bank",
                                                     "Akbank T.A.S.",
                                                     "Equity Bank Kenya",
                                                     "Zenith Bank plc"};
        return random_.below(4) == 0 ? town() + " Savings Bank" : std::string(one_of(banks));
    }
    [[nodiscard]] std::string party() { return random_.below(5) < 3 ? person() : firm(); }
    [[nodiscard]] std::string digits(std::size_t count) {
        std::string made;
        for (std::size_t at = 0; at < count; ++at) {
            made.push_back(static_cast<char>('0' + random_.below(10)));
        }
        return made;
    }
    [[nodiscard]] std::string town() {
        static constexpr std::string_view towns[] = {
            "Berlin",      "Hamburg",      "Lyon",         "Paris",     "Madrid",       "Sevilla",
            "Milano",      "Roma",         "Napoli",       "Wien",      "Zurich",       "Geneva",
            "Amsterdam",   "Rotterdam",    "Antwerp",      "Brussels",  "London",       "Leeds",
            "Manchester",  "Dublin",       "Oslo",         "Stockholm", "Malmo",        "Helsinki",
            "Warszawa",    "Krakow",       "Praha",        "Budapest",  "Bucharest",    "Sofia",
            "Athens",      "Istanbul",     "Ankara",       "Izmir",     "Gaziantep",    "Cairo",
            "Alexandria",  "Tunis",        "Casablanca",   "Rabat",     "Algiers",      "Tripoli",
            "Beirut",      "Amman",        "Damascus",     "Baghdad",   "Basra",        "Erbil",
            "Riyadh",      "Jeddah",       "Dubai",        "Abu Dhabi", "Sharjah",      "Doha",
            "Kuwait City", "Muscat",       "Sana'a",       "Karachi",   "Lahore",       "Peshawar",
            "Islamabad",   "Kabul",        "Delhi",        "Mumbai",    "Chennai",      "Dhaka",
            "Colombo",     "Kathmandu",    "Jakarta",      "Manila",    "Kuala Lumpur", "Singapore",
            "Bangkok",     "Hanoi",        "Hong Kong",    "Shanghai",  "Shenzhen",     "Seoul",
            "Tokyo",       "Osaka",        "Sydney",       "Auckland",  "Lagos",        "Kano",
            "Abuja",       "Accra",        "Nairobi",      "Mombasa",   "Mogadishu",    "Addis Ababa",
            "Kampala",     "Johannesburg", "Cape Town",    "Dakar",     "Bamako",       "Abidjan",
            "New York",    "Chicago",      "Houston",      "Toronto",   "Mexico City",  "Bogota",
            "Lima",        "Santiago",     "Buenos Aires", "Sao Paulo", "Tashkent",     "Almaty",
            "Moscow",      "Kyiv",         "Tbilisi",      "Yerevan"};
        return std::string(one_of(towns));
    }
    [[nodiscard]] std::string street() {
        static constexpr std::string_view streets[] = {"High Street",
                                                       "Station Road",
                                                       "Church Lane",
                                                       "Victoria Street",
                                                       "Hauptstrasse",
                                                       "Bahnhofstrasse",
                                                       "Lindenallee",
                                                       "Goethestrasse",
                                                       "Rue de la Paix",
                                                       "Rue Victor Hugo",
                                                       "Avenue Mohammed V",
                                                       "Boulevard Hassan II",
                                                       "Rue du Commerce",
                                                       "Calle Mayor",
                                                       "Avenida Simon Bolivar",
                                                       "Paseo de Gracia",
                                                       "Via Roma",
                                                       "Corso Garibaldi",
                                                       "Via Giuseppe Verdi",
                                                       "Stationsplein",
                                                       "Kalverstraat",
                                                       "Drottninggatan",
                                                       "Ulica Pilsudskiego",
                                                       "Ataturk Bulvari",
                                                       "Istiklal Caddesi",
                                                       "Cumhuriyet Mahallesi",
                                                       "King Fahd Road",
                                                       "Al Khaleej Street",
                                                       "Sheikh Zayed Road",
                                                       "Omar Ibn Al Khattab Street",
                                                       "Tahrir Square",
                                                       "Salah Al Din Street",
                                                       "Abdullah Haroon Road",
                                                       "Jinnah Avenue",
                                                       "Allama Iqbal Road",
                                                       "Mahatma Gandhi Road",
                                                       "Nehru Place",
                                                       "Jalan Sultan Ismail",
                                                       "Jalan Sudirman",
                                                       "Nguyen Hue Street",
                                                       "Nathan Road",
                                                       "Orchard Road",
                                                       "George Street",
                                                       "Queen Street",
                                                       "Ahmadu Bello Way",
                                                       "Kenyatta Avenue",
                                                       "Nelson Mandela Drive",
                                                       "Main Street",
                                                       "Broadway",
                                                       "Martin Luther King Boulevard",
                                                       "Industrial Area",
                                                       "Free Zone Building"};
        return std::string(one_of(streets));
    }
    [[nodiscard]] std::string text() {
        static constexpr std::string_view patterns[] = {"Invoice #4",
                                                        "INV-#6 dated 02/11/2026",
                                                        "Rechnung #5 vom 03.11.2026",
                                                        "Facture #4 octobre",
                                                        "Factura #6",
                                                        "Fattura n. #3/2026",
                                                        "salary November 2026",
                                                        "Gehalt #2/2026",
                                                        "Miete November %P",
                                                        "rent flat 4 for %P",
                                                        "payment for services rendered by %F",
                                                        "family support for %P",
                                                        "tuition fees %P student id #7",
                                                        "purchase of goods as per contract #5/26 with %F",
                                                        "loan repayment",
                                                        "dividend Q3",
                                                        "reimbursement travel expenses %T",
                                                        "hotel booking %T #6",
                                                        "medical treatment %P",
                                                        "birthday gift from %P",
                                                        "gift for my brother %P",
                                                        "donation to the school in %T",
                                                        "zakat donation",
                                                        "ramadan charity food parcels %T",
                                                        "insurance premium policy #8",
                                                        "customer no #7 order #5",
                                                        "consulting services agreement %F",
                                                        "spare parts as per PO #6",
                                                        "olive oil 40 containers to %T",
                                                        "cement 200 t delivery %T",
                                                        "used car toyota land cruiser",
                                                        "mobile phones invoice #6",
                                                        "freight charges %T - %T",
                                                        "loyer novembre %P",
                                                        "remboursement frais de sante",
                                                        "cadeau mariage %P",
                                                        "alquiler %P",
                                                        "pago servicios %F",
                                                        "nomina noviembre",
                                                        "canone locazione %P",
                                                        "stipendio",
                                                        "huur woning",
                                                        "maas odemesi %P",
                                                        "kira bedeli %P",
                                                        "fatura no #6",
                                                        "nafaqa",
                                                        "wedding of %P and %P",
                                                        "subscription renewal #6",
                                                        "legal fees matter %P v %F",
                                                        "share purchase %F",
                                                        "advance payment 30 percent proforma #5",
                                                        "balance of account",
                                                        "return of funds",
                                                        "school bus november",
                                                        "islamic society annual membership",
                                                        "mosque building fund %T",
                                                        "water well project %T",
                                                        "contribution to funeral of %P",
                                                        "visa fee",
                                                        "gold jewellery 22k",
                                                        "export of dates to %T",
                                                        "textile machinery",
                                                        "refund order #7",
                                                        "/INV/#8/#4",
                                                        "PO #6 / SO #5",
                                                        "interest 01.10.-31.10.",
                                                        "see attached",
                                                        "monthly transfer",
                                                        "n/a",
                                                        "NOTPROVIDED",
                                                        "pension",
                                                        "Kindergeld",
                                                        "Steuernummer #9",
                                                        "UST-ID DE#9",
                                                        "tax ref #8",
                                                        "acct #9 %P",
                                                        "in favour of %F",
                                                        "on behalf of %P",
                                                        "ordered by %F %T",
                                                        "for further credit to %P acct #8"};
        std::string made;
        for (const char each : one_of(patterns)) {
            made.push_back(each);
            expand(made);
        }
        return made;
    }

    // Digits and letters of the same shape.
    [[nodiscard]] std::string alike(std::string_view text) {
        std::string made(text);
        for (char& letter : made) {
            if (letter >= '0' && letter <= '9') {
                letter = static_cast<char>('0' + random_.below(10));
            }
        }
        return made;
    }

private:
    // "#4", "%P" at the end of what is written so far.
    void expand(std::string& made) {
        if (made.size() < 2) {
            return;
        }
        const char mark = made[made.size() - 2];
        const char what = made.back();
        if (mark == '#' && what >= '1' && what <= '9') {
            made.resize(made.size() - 2);
            made += digits(static_cast<std::size_t>(what - '0'));
        } else if (mark == '%') {
            made.resize(made.size() - 2);
            made += what == 'P' ? person() : what == 'F' ? firm() : town();
        }
    }

    base::Prng random_;
    screening::testing::NamedPeople invented_;
    std::vector<std::string> people_;
    std::vector<std::string> given_;
    std::vector<std::string> family_;
    std::vector<std::string> firms_;
};

// A sample message with the places of its fields.
struct MessageShape {
    struct Slot {
        TextSpan span;
        const model::PaymentField* field = nullptr;
    };
    SampleMessage sample;
    std::vector<Slot> slots;  // in the order of the bytes, apart from each other
};

[[nodiscard]] inline bool is_filled(const model::PaymentField& field) {
    const std::string_view path = field.path;
    switch (field.field_class) {
        case model::FieldClass::name:
        case model::FieldClass::address:
        case model::FieldClass::identifier:
        case model::FieldClass::goods: return true;
        case model::FieldClass::reference: return !path.starts_with("{");
        case model::FieldClass::text:
            return std::ranges::any_of(
                std::initializer_list<std::string_view>{"Ustrd", "AddtlInf", "InstrInf", "Inf",
                                                        ":70:", ":72:", ":77B:", ":79:", "remittance"},
                [&](std::string_view end) { return path.ends_with(end); });
        case model::FieldClass::agent:
        case model::FieldClass::country:
        case model::FieldClass::value:
        case model::FieldClass::date:
        case model::FieldClass::code: break;
    }
    return false;
}

[[nodiscard]] inline MessageShape shape_of(SampleMessage sample) {
    MessageShape shape;
    shape.sample = std::move(sample);
    const model::Payment& payment = shape.sample.payment;
    for (const model::PaymentField& field : payment.fields) {
        if (!is_filled(field)) {
            continue;
        }
        const auto span = place_of(shape.sample.bytes, payment, field);
        const bool apart = span && std::ranges::none_of(shape.slots, [&](const MessageShape::Slot& slot) {
                               return slot.span.first < span->last && span->first < slot.span.last;
                           });
        if (apart) {
            shape.slots.push_back({*span, &field});
        }
    }
    std::ranges::sort(shape.slots, {}, [](const MessageShape::Slot& slot) { return slot.span.first; });
    return shape;
}

[[nodiscard]] inline std::string ordinary_value(const MessageShape& shape, const model::PaymentField& field,
                                                OrdinaryWords& words) {
    const std::string_view path = field.path;
    const bool fin = shape.sample.payment.format == model::MessageFormat::swift_mt;
    std::string made;
    if (field.field_class == model::FieldClass::name) {
        const bool agent = field.party != model::no_index && shape.sample.payment.parties[field.party].agent;
        made = agent ? words.bank() : words.party();
    } else if (field.field_class == model::FieldClass::address) {
        const bool town = path.ends_with("TwnNm") || path.ends_with("town") || path.ends_with("3/");
        const bool street = path.ends_with("StrtNm") || path.ends_with("2/");
        made = town     ? words.town()
               : street ? words.street()
               : field.text.size() < 6
                   ? words.alike(field.text)
                   : words.digits(2) + " " + words.street() + (fin ? " " : ", ") + words.town();
    } else if (field.field_class == model::FieldClass::text ||
               field.field_class == model::FieldClass::goods) {
        made = words.text();
    } else {
        return words.alike(field.text);
    }
    if (!fin) {
        return made;
    }
    made = in_fin_letters(made);
    if (field.field_class == model::FieldClass::name) {
        made = made.substr(0, 33);
    }
    return made;
}

[[nodiscard]] inline std::string ordinary_message(const MessageShape& shape, OrdinaryWords& words) {
    std::string made;
    std::size_t at = 0;
    for (const MessageShape::Slot& slot : shape.slots) {
        made += std::string_view(shape.sample.bytes).substr(at, slot.span.first - at);
        made += written_into(ordinary_value(shape, *slot.field, words), shape.sample.payment, *slot.field);
        at = slot.span.last;
    }
    return made + shape.sample.bytes.substr(at);
}

}  // namespace cordon::engine::testing
