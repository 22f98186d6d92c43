#include "trade/code_lists.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/strings.h"

namespace cordon::trade {

namespace {

// Each by itself, digits behind it left out ("CN8", "HTS10", "HS2022").
constexpr auto hs_names = std::to_array<std::string_view>(
    {"HS",     "HSC",     "HSN",       "HSCODE",          "HSCODES", "HTS",   "HTSUS",
     "HTSUSA", "HTSCODE", "CN",        "CNCODE",          "NC",      "SH",    "NCM",
     "TARIC",  "GTIP",    "UKGT",      "SCHEDULEB",       "AHTN",    "TNVED", "TSP",
     "SRZ",    "TARIFF",  "ZOLLTARIF", "ZOLLTARIFNUMMER", "WCO",     "WCOHS", "ТНВЭД"});
// Anywhere in a longer name ("UN/CEFACT 7143 HS", "Harmonised System 2022", "EU Combined Nomenclature").
constexpr auto hs_words = std::to_array<std::string_view>(
    {"HS", "HTS", "HTSUS", "TARIC", "TARIFF", "TARIFFS", "ZOLLTARIF", "COMBINED", "CN8", "TNVED"});

// Those of UN/CEFACT 7143 that say what they hold, and that this is not the HS.
constexpr std::string_view codes_of_7143 =
    "AA AB AC AD AE AF AG AH AI AJ AK AL AM AN AO AP AQ AR AS AT AU AV AW AX AY AZ BA BB BC BD BE "
    "BF BG BH BI BJ BL BM BN BO BP BQ BR BS BT BU BV BW BX BY BZ CL CR DR DW EC EF EN FS IB IN IS "
    "IT IZ MA MF MN MP NB ON PD PL PO PV QS RC RN RU RY SA SG SK SN SRS SRT SRU SRV SRW SRX SRY SS "
    "SSA SSB SSC SSD SSE SSF SSG SSH SSI SSJ SSK SSL SSM SSN SSO SSP SSQ SSR SSS SST SSV SSW SSX "
    "SSY SSZ ST STA STB STC STD STE STF STG STH STI STJ STK STL STM STN STO STP STQ STR STS STT STU "
    "STV STW STX STY STZ SUA SUB SUC SUD SUE SUF SUG SUH SUI SUJ SUK SUL SUM TG TSO TSQ TSR TSS TST "
    "UA UP VN VP VS VX";

struct OtherList {
    std::string_view name;
    std::string_view digits;  // how many its codes have, each followed by a blank; "": any
};
constexpr auto other_lists = std::to_array<OtherList>({
    {"TST", "8 10 "},
    {"UNSPSC", "8 10 "},
    {"STI", "8 9 "},
    {"CPV", "8 9 "},
    {"STQ", "8 "},
    {"ECLASS", "8 "},
    {"ECLSS", "8 "},
    {"SRV", "8 12 13 14 "},
    {"GTIN", "8 12 13 14 "},
    {"EAN", "8 13 14 "},
    {"EN", "8 13 14 "},
    {"UPC", "8 12 "},
    {"UP", "8 12 "},
    {"ISBN", "10 13 "},
    {"IB", "10 13 "},
    {"ISSN", "8 "},
    {"IS", "8 "},
    {"GPC", "8 "},
    {"GMDN", ""},
    {"ETIM", ""},
    {"SITC", ""},
    {"NACE", ""},
    {"NAICS", ""},
    {"ISIC", ""},
    {"CPA", ""},
    {"CPC", ""},
    {"ATC", ""},
    {"CAS", ""},
    {"NSN", ""},
    {"SKU", ""},
    {"OKPD", ""},
});

// The words of a name, each without what is neither letter nor digit.
std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words(1);
    for (const char letter : base::ascii_upper(name)) {
        const bool word = (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
                          static_cast<unsigned char>(letter) >= 0x80U || letter == '@';
        if (word && letter != '@') {
            words.back() += letter;
        } else if (!word && !words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.back().empty()) {
        words.pop_back();
    }
    return words;
}

std::string_view without_digits(std::string_view word) {
    const std::size_t last = word.find_last_not_of("0123456789");
    return last == std::string_view::npos ? word : word.substr(0, last + 1);
}

bool is_hs(const std::vector<std::string>& words) {
    std::string whole;
    for (const std::string& word : words) {
        whole += word;
        if (word.starts_with("HARMONI") ||
            (words.size() > 1 && std::ranges::find(hs_words, word) != hs_words.end())) {
            return true;
        }
    }
    return std::ranges::find(hs_names, without_digits(whole)) != hs_names.end();
}

bool has_form(const OtherList& list, std::string_view code) {
    const auto digits =
        std::ranges::count_if(code, [](char letter) { return letter >= '0' && letter <= '9'; });
    return list.digits.empty() || list.digits.find(std::to_string(digits) + " ") != std::string_view::npos;
}

// Whether one of the lists that are none of the HS bears this name, and the code could be of it.
bool is_other(const std::vector<std::string>& words, std::string_view code) {
    for (const std::string& word : words) {
        const auto known = std::ranges::find(other_lists, without_digits(word), &OtherList::name);
        const bool short_code = known != other_lists.end() && known->name.size() < 3;
        if (known != other_lists.end() && (words.size() == 1 || !short_code)) {
            return has_form(*known, code);
        }
    }
    return words.size() == 1 && words[0].size() >= 2 && words[0].size() <= 3 &&
           (" " + std::string(codes_of_7143) + " ").find(" " + words[0] + " ") != std::string::npos;
}

}  // namespace

CodeList code_list(std::string_view list_id, std::string_view list_name, std::string_view code) {
    const std::vector<std::string> id = words_of(list_id);
    const std::vector<std::string> name = words_of(list_name);
    if (is_hs(id) || is_hs(name)) {
        return CodeList::hs;
    }
    // An id that says nothing leaves it to the name.
    const bool silent = id.empty() || (id.size() == 1 && id[0] == "ZZZ");
    return is_other(silent ? name : id, code) ? CodeList::other : CodeList::unknown;
}

}  // namespace cordon::trade
