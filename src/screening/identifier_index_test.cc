// Goal: numbers of documents, registers, ships, banks and wallets meet however they are written, and only
// enough of a number makes a hit.
#include "screening/identifier_index.h"

#include <gtest/gtest.h>

#include "screening/index_layout.h"
#include "screening/screening_index.h"
#include "screening/test_names.h"

namespace cordon::screening {
namespace {

using model::Identifier;
using enum model::IdentifierKind;

Identifier number(model::IdentifierKind kind, std::string value, std::string country = "") {
    return {.kind = kind, .value = std::move(value), .issuer = {std::move(country), ""}};
}

TEST(IdentifierIndex, WritingDoesNotMatter) {
    struct Row {
        model::IdentifierKind kind;
        const char* written;
        const char* normalised;
    };
    const Row rows[] = {
        {passport, " A-012 345/67 ", "A01234567"},
        {passport, "№ 04 1234567", "041234567"},
        {passport, "٠١٢٣٤٥٦٧", "01234567"},     // Arabic digits, the zero kept
        {passport, "АВ 1234567", "AB1234567"},  // Cyrillic A and V
        {imo, "IMO 9187629", "9187629"},
        {lei, "lei 5299 00T8BM49AURSDO55", "529900T8BM49AURSDO55"},
        {bic, "FIKTUS33XXX", "FIKTUS33"},
        {bic, "fiktus33", "FIKTUS33"},
        {aircraft_tail, "EP-QQA", "EPQQA"},
        {wallet, "0xABCDEF0123456789abcdef0123456789ABCDEF01", "0xabcdef0123456789abcdef0123456789abcdef01"},
        {wallet, "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MD", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5md"},
        {wallet, " 1BoatSLRHtKNngkdXEeobR76b53LETtpyT ", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"},
        {email, "Some.One@Example.org", "some.one@example.org"},
        {passport, " - ", ""},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(normalised_identifier(row.kind, row.written), row.normalised) << row.written;
    }
}

TEST(IdentifierIndex, EnoughForAHit) {
    using enum IdentifierMatch;
    struct Row {
        Identifier subject;
        Identifier listed;
        IdentifierMatch match;
    };
    const Row rows[] = {
        {number(passport, "ab123456", "SY"), number(passport, "AB 123456", "SY"), strong},
        {number(passport, "AB123456", "SY"), number(passport, "AB123456", "IQ"), similar},
        {number(passport, "AB123456"), number(passport, "AB123456", "IQ"), strong},  // eight letters
        {number(passport, "123456"), number(passport, "123456", "IQ"), weak},        // six, no country
        {number(passport, "1234", "SY"), number(passport, "1234", "SY"), weak},
        {number(passport, "ABO23456", "SY"), number(passport, "AB023456", "SY"), similar},
        {number(passport, "AB123456", "SY"), number(national_id, "AB123456", "SY"), none},
        {number(other, "AB123456"), number(passport, "AB123456", "SY"), weak},
        {number(tax, "7701234567", "RU"), number(inn, "7701234567", "RU"), strong},
        {number(registration, "HRB12345", "DE"), number(registration, "HRB 12345", "DE"), strong},
        {number(lei, "529900T8BM49AURSDO55"), number(lei, "529900T8BM49AURSDO55"), strong},
        {number(imo, "9187629"), number(imo, "IMO9187629"), strong},
        {number(imo, "187629"), number(imo, "187629"), weak},
        {number(bic, "FIKTUS33ABC"), number(bic, "FIKTUS33"), strong},
        {number(wallet, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
         number(wallet, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"), strong},
        {number(wallet, "1boatslrhtknngkdxeeobr76b53lettpyt"),
         number(wallet, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"), none},
        {number(phone, "+49 151 0000000"), number(phone, "491510000000"), weak},
        {number(passport, "-"), number(passport, "-"), none},
    };
    for (const Row& row : rows) {
        const auto compared = compare_identifiers(row.subject, row.listed);
        EXPECT_EQ(compared.match, row.match)
            << row.subject.value << " " << row.listed.value << " " << compared.why;
        EXPECT_EQ(compare_identifiers(row.listed, row.subject).match, row.match) << row.subject.value;
    }
}

TEST(IdentifierIndex, FoundInTheIndex) {
    testing::NamedList list = testing::invented_list(50, 1);
    list.add("I1", {"Odo Quillfeather"});
    list.back().identifiers = {number(passport, "AB 123456", "SY"), number(imo, "IMO 9187629")};
    list.add("I2", {"Wanda Brimstal"});
    list.back().identifiers = {number(passport, "ab-123456", "SY"), number(other, "x")};
    const auto index = ScreeningIndex::build(list.indexed());
    ASSERT_TRUE(index) << index.error().message;
    const auto view = view_index(index->bytes());
    ASSERT_TRUE(view);
    EXPECT_EQ(listings_with(*view, std::vector{number(passport, "AB123456")}),
              (std::vector<std::uint32_t>{50, 51}));
    EXPECT_EQ(listings_with(*view, std::vector{number(imo, "9187629"), number(passport, "zz")}),
              (std::vector<std::uint32_t>{50}));
    EXPECT_TRUE(listings_with(*view, std::vector{number(passport, " ")}).empty());
}

TEST(IdentifierIndex, PartsOfATextThatAreFiled) {
    testing::NamedList list = testing::invented_list(5, 1);
    list.add("I1", {"Odo Quillfeather"});
    list.back().identifiers = {number(registration, "42946 (Exampleton)"),
                               number(passport, "12345"),
                               number(bic, "QQBKZZPY"),
                               number(passport, "only words"),
                               number(other, "1 B 2 C 3 D 4 E"),
                               number(other, "1 B 2 C 3 D 4 E 5")};
    const auto index = ScreeningIndex::build(list.indexed());
    ASSERT_TRUE(index) << index.error().message;
    struct Row {
        const char* text;
        std::vector<std::string_view> filed;
    };
    const Row rows[] = {
        {"of 42946 (EXAMPLETON), 12345", {"42946 (EXAMPLETON"}},
        {"of 42946/Exampleton", {"42946/Exampleton"}},
        {"of 142946 Exampleton", {}},  // whole words alone
        {"12345 and only words", {}},
        {"QQBK ZZ PY, QQBKZZPY", {"QQBK ZZ PY"}},  // as one word it has its shape
        {"Q QBKZZPY", {}},
        {"1 B 2 C 3 D 4 E 5", {"1 B 2 C 3 D 4 E"}},  // eight words
        {"", {}},
        {"\xff\xfe 42946 \xd0", {}},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(index->filed_in_text(row.text), row.filed) << row.text;
    }
}

}  // namespace
}  // namespace cordon::screening
