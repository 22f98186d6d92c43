#include "payments/swift_mt_tags.h"

#include <algorithm>
#include <array>

namespace cordon::payments {

using model::FieldClass;
using model::PaymentRole;

namespace {

struct TagLine {
    std::string_view tag;  // number, or number and letter where the letter changes the meaning
    FieldShape shape;
    FieldClass field_class;
    PaymentRole role;
    bool agent;
};

constexpr FieldShape plain = FieldShape::plain;
constexpr FieldShape party = FieldShape::party;
constexpr FieldShape lines = FieldShape::text;

// clang-format off
constexpr auto tags = std::to_array<TagLine>({
    {"11",  lines, FieldClass::reference,  PaymentRole::none, false},
    {"12",  plain, FieldClass::code,       PaymentRole::none, false},
    {"13",  plain, FieldClass::text,       PaymentRole::none, false},
    {"15",  plain, FieldClass::code,       PaymentRole::none, false},  // begins a sequence
    {"19",  plain, FieldClass::value,      PaymentRole::none, false},
    {"20",  plain, FieldClass::reference,  PaymentRole::none, false},
    {"21",  plain, FieldClass::reference,  PaymentRole::none, false},
    {"22",  plain, FieldClass::reference,  PaymentRole::none, false},
    {"23",  plain, FieldClass::text,       PaymentRole::none, false},
    {"24",  lines, FieldClass::text,       PaymentRole::none, false},
    {"25",  lines, FieldClass::identifier, PaymentRole::account_owner, false},
    {"26",  plain, FieldClass::text,       PaymentRole::none, false},
    {"27",  plain, FieldClass::reference,  PaymentRole::none, false},
    {"28",  plain, FieldClass::reference,  PaymentRole::none, false},
    {"29",  lines, FieldClass::text,       PaymentRole::none, false},
    {"30",  plain, FieldClass::date,       PaymentRole::none, false},
    {"31D", lines, FieldClass::address,    PaymentRole::none, false},  // date and place of expiry
    {"31",  plain, FieldClass::date,       PaymentRole::none, false},
    {"32",  plain, FieldClass::value,      PaymentRole::none, false},
    {"33",  plain, FieldClass::value,      PaymentRole::none, false},
    {"34",  plain, FieldClass::value,      PaymentRole::none, false},
    {"35",  lines, FieldClass::text,       PaymentRole::none, false},
    {"36",  plain, FieldClass::value,      PaymentRole::none, false},
    {"37",  plain, FieldClass::value,      PaymentRole::none, false},
    {"39",  lines, FieldClass::text,       PaymentRole::none, false},
    {"40",  lines, FieldClass::text,       PaymentRole::none, false},
    {"41",  party, FieldClass::name,       PaymentRole::other_agent, true},
    {"42C", lines, FieldClass::text,       PaymentRole::none, false},
    {"42M", lines, FieldClass::text,       PaymentRole::none, false},
    {"42P", lines, FieldClass::text,       PaymentRole::none, false},
    {"42",  party, FieldClass::name,       PaymentRole::other_agent, true},
    {"43",  lines, FieldClass::text,       PaymentRole::none, false},
    {"44C", plain, FieldClass::date,       PaymentRole::none, false},
    {"44D", lines, FieldClass::text,       PaymentRole::none, false},
    {"44",  lines, FieldClass::address,    PaymentRole::none, false},  // places of loading, discharge, ...
    {"45",  lines, FieldClass::goods,      PaymentRole::none, false},
    {"46",  lines, FieldClass::text,       PaymentRole::none, false},
    {"47",  lines, FieldClass::text,       PaymentRole::none, false},
    {"48",  lines, FieldClass::text,       PaymentRole::none, false},
    {"49",  lines, FieldClass::text,       PaymentRole::none, false},
    {"50C", party, FieldClass::name,       PaymentRole::initiating_party, false},
    {"50L", party, FieldClass::name,       PaymentRole::initiating_party, false},
    {"50",  party, FieldClass::name,       PaymentRole::debtor, false},
    {"51",  party, FieldClass::name,       PaymentRole::other_agent, true},
    {"52",  party, FieldClass::name,       PaymentRole::debtor_agent, true},
    {"53",  party, FieldClass::name,       PaymentRole::reimbursement_agent, true},
    {"54",  party, FieldClass::name,       PaymentRole::reimbursement_agent, true},
    {"55",  party, FieldClass::name,       PaymentRole::reimbursement_agent, true},
    {"56",  party, FieldClass::name,       PaymentRole::intermediary_agent, true},
    {"57",  party, FieldClass::name,       PaymentRole::creditor_agent, true},
    {"58",  party, FieldClass::name,       PaymentRole::creditor, true},
    {"59",  party, FieldClass::name,       PaymentRole::creditor, false},
    {"60",  plain, FieldClass::value,      PaymentRole::none, false},
    {"61",  lines, FieldClass::text,       PaymentRole::none, false},
    {"62",  plain, FieldClass::value,      PaymentRole::none, false},
    {"64",  plain, FieldClass::value,      PaymentRole::none, false},
    {"65",  plain, FieldClass::value,      PaymentRole::none, false},
    {"70",  lines, FieldClass::text,       PaymentRole::none, false},
    {"71A", plain, FieldClass::code,       PaymentRole::none, false},
    {"71B", lines, FieldClass::text,       PaymentRole::none, false},
    {"71D", lines, FieldClass::text,       PaymentRole::none, false},
    {"71N", lines, FieldClass::text,       PaymentRole::none, false},
    {"71",  plain, FieldClass::value,      PaymentRole::none, false},
    {"72",  lines, FieldClass::text,       PaymentRole::none, false},
    {"73",  lines, FieldClass::text,       PaymentRole::none, false},
    {"75",  lines, FieldClass::text,       PaymentRole::none, false},
    {"76",  lines, FieldClass::text,       PaymentRole::none, false},
    {"77",  lines, FieldClass::text,       PaymentRole::none, false},
    {"78",  lines, FieldClass::text,       PaymentRole::none, false},
    {"79",  lines, FieldClass::text,       PaymentRole::none, false},
    {"86",  lines, FieldClass::text,       PaymentRole::none, false},
    {"90",  plain, FieldClass::value,      PaymentRole::none, false},
});

constexpr std::string_view supported_types[] = {
    "101", "102", "103", "104", "107", "110", "202", "205", "210", "700", "701",
    "707", "710", "720", "760", "767", "940", "942", "950",
};

constexpr std::string_view mandatory_101[] = {"20", "28", "30", "21", "32", "59", "71"};
constexpr std::string_view mandatory_102[] = {"20", "23", "50/52", "21", "32", "59", "71"};
constexpr std::string_view mandatory_103[] = {"20", "23", "32", "50", "59", "71"};
constexpr std::string_view mandatory_104[] = {"20", "30", "21", "32", "59"};
constexpr std::string_view mandatory_110[] = {"20", "21", "30", "32", "59"};
constexpr std::string_view mandatory_202[] = {"20", "21", "32", "58"};
constexpr std::string_view mandatory_210[] = {"20", "30", "21", "32"};
constexpr std::string_view mandatory_700[] = {"27", "40", "20", "31", "50", "59", "32"};
constexpr std::string_view mandatory_701[] = {"27", "20"};
constexpr std::string_view mandatory_707[] = {"20", "21"};
constexpr std::string_view mandatory_720[] = {"27", "40", "20", "31", "50", "59", "32"};
constexpr std::string_view mandatory_760[] = {"27", "20"};
constexpr std::string_view mandatory_940[] = {"20", "25", "28", "60", "62"};
constexpr std::string_view mandatory_942[] = {"20", "25", "28"};
constexpr std::string_view mandatory_n99[] = {"20", "79"};
constexpr std::string_view mandatory_n9x[] = {"20", "21"};

struct MandatoryLine {
    std::string_view type;
    std::span<const std::string_view> tags;
};
constexpr MandatoryLine mandatory[] = {
    {"101", mandatory_101}, {"102", mandatory_102}, {"103", mandatory_103}, {"104", mandatory_104},
    {"107", mandatory_104}, {"110", mandatory_110}, {"202", mandatory_202}, {"205", mandatory_202},
    {"210", mandatory_210}, {"700", mandatory_700}, {"701", mandatory_701}, {"707", mandatory_707},
    {"710", mandatory_720}, {"720", mandatory_720}, {"760", mandatory_760}, {"767", mandatory_760},
    {"940", mandatory_940}, {"942", mandatory_942}, {"950", mandatory_940},
};
// clang-format on

// 190 to 199, 299, 999: charges, requests, answers and free text between banks.
bool is_common_group(std::string_view type) {
    return type == "299" || type == "999" ||
           (type.size() == 3 && type.starts_with("19") && type[2] >= '0' && type[2] <= '9');
}

}  // namespace

MtField mt_field(std::string_view type, std::string_view tag) {
    const std::string_view number = tag.substr(0, 2);
    const TagLine* found = nullptr;
    for (const TagLine& line : tags) {
        if (line.tag == tag || (found == nullptr && line.tag == number)) {
            found = &line;
        }
        if (line.tag == tag && line.tag.size() == 3) {
            break;
        }
    }
    if (found == nullptr) {
        return {};
    }
    MtField field{found->shape, found->field_class, found->role, found->agent, true};
    if (type.starts_with('7')) {  // trade: applicant, beneficiary and banks of a documentary credit
        if (number == "50") field.role = PaymentRole::applicant;
        if (number == "59") field.role = PaymentRole::beneficiary;
        if (number == "51" || number == "52") field.role = PaymentRole::issuing_bank;
        if (number == "57" || number == "58") field.role = PaymentRole::advising_bank;
        if (number == "58") field.agent = true;
        if (number == "51" && type.starts_with("76")) {  // obligor of a guarantee
            field.role = PaymentRole::other_party;
            field.agent = false;
        }
    }
    return field;
}

bool is_supported_mt(std::string_view type) {
    return is_common_group(type) || std::ranges::find(supported_types, type) != std::end(supported_types);
}

std::span<const std::string_view> mandatory_tags(std::string_view type) {
    if (is_common_group(type)) {
        return type[2] == '9' ? std::span<const std::string_view>(mandatory_n99) : mandatory_n9x;
    }
    const auto* line = std::ranges::find(mandatory, type, &MandatoryLine::type);
    return line != std::end(mandatory) ? line->tags : std::span<const std::string_view>{};
}

}  // namespace cordon::payments
