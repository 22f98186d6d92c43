// Goal: every text of an ISO 20022 message reaches screening with its path, class and role; parties carry the
//       facts
// that belong to them; what the reader does not know or what breaks the rules is told.
#include "payments/message_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "payments/coverage.h"
#include "payments/samples_for_test.h"

namespace cordon::payments {
namespace {

using model::FieldClass;
using model::IdentifierKind;
using model::PaymentRole;
using ::testing::ElementsAre;

std::string note_codes(const model::Payment& payment) {
    std::string codes;
    for (const model::PaymentNote& note : payment.notes) {
        codes += note.code + "@" + note.path + " ";
    }
    return codes;
}

const model::PaymentField* field_at(const model::Payment& payment, std::string_view path_end) {
    for (const model::PaymentField& field : payment.fields) {
        if (field.path.ends_with(path_end)) {
            return &field;
        }
    }
    return nullptr;
}

const model::PaymentParty* party_at(const model::Payment& payment, std::string_view path_end) {
    for (const model::PaymentParty& party : payment.parties) {
        if (party.path.ends_with(path_end)) {
            return &party;
        }
    }
    return nullptr;
}

struct Expected {
    const char* path_end;
    const char* text;
    FieldClass field_class;
    PaymentRole role;
};

TEST(Iso20022, GivesEveryFieldItsClassAndRole) {
    const auto payment = read_payment(testing::pacs008);
    ASSERT_TRUE(payment) << payment.error().message;
    const Expected table[] = {
        {"/AppHdr/Fr/FIId/FinInstnId/BICFI", "SAMPDEFFXXX", FieldClass::agent, PaymentRole::sender},
        {"/AppHdr/BizMsgIdr", "SAMPLE-B-1", FieldClass::reference, PaymentRole::none},
        {"/GrpHdr/MsgId", "SAMPLE-M-1", FieldClass::reference, PaymentRole::none},
        {"/PmtId/EndToEndId", "E-1", FieldClass::reference, PaymentRole::none},
        {"/IntrBkSttlmAmt/@Ccy", "EUR", FieldClass::code, PaymentRole::none},
        {"/IntrBkSttlmAmt", "1234.56", FieldClass::value, PaymentRole::none},
        {"/IntrBkSttlmDt", "2026-11-02", FieldClass::date, PaymentRole::none},
        {"/ChrgsInf/Agt/FinInstnId/BICFI", "SAMPATWWXXX", FieldClass::agent, PaymentRole::charges_agent},
        {"/UltmtDbtr/Nm", "Ulla Beispiel", FieldClass::name, PaymentRole::ultimate_debtor},
        {"/Dbtr/Nm", "Anneliese & Otto Muster", FieldClass::name, PaymentRole::debtor},
        {"/Dbtr/PstlAdr/AdrLine", "Hinterhaus", FieldClass::address, PaymentRole::debtor},
        {"/Dbtr/PstlAdr/Ctry", "DE", FieldClass::country, PaymentRole::debtor},
        {"/DtAndPlcOfBirth/BirthDt", "1970-01-31", FieldClass::date, PaymentRole::debtor},
        {"/PrvtId/Othr/Id", "X99000001", FieldClass::identifier, PaymentRole::debtor},
        {"/CtctDtls/EmailAdr", "a@example.org", FieldClass::identifier, PaymentRole::other_party},
        {"/DbtrAcct/Id/IBAN", "DE02120300000000202051", FieldClass::identifier, PaymentRole::debtor},
        {"/DbtrAcct/Nm", "Haushaltskonto", FieldClass::name, PaymentRole::debtor},
        {"/ClrSysMmbId/MmbId", "12030000", FieldClass::agent, PaymentRole::debtor_agent},
        {"/CdtrAcct/Prxy/Id", "+90 000", FieldClass::identifier, PaymentRole::creditor},
        {"/Purp/Cd", "GDDS", FieldClass::code, PaymentRole::none},
        {"/RgltryRptg/Dtls/Inf", "cotton", FieldClass::text, PaymentRole::none},
        {"/RmtInf/Ustrd[1]", "Invoice 4411", FieldClass::text, PaymentRole::none},
        {"/RmtInf/Ustrd[2]", "second line", FieldClass::text, PaymentRole::none},
        {"/Strd/Invcr/Nm", "Rechnungssteller", FieldClass::name, PaymentRole::invoicer},
        {"/Envlp/Extra/@mark", "hidden", FieldClass::text, PaymentRole::none},
        {"/Envlp/Extra", "Somebody Else", FieldClass::text, PaymentRole::none},
    };
    for (const Expected& expected : table) {
        const model::PaymentField* field = field_at(*payment, expected.path_end);
        ASSERT_NE(field, nullptr) << expected.path_end;
        EXPECT_EQ(field->text, expected.text);
        EXPECT_EQ(to_string(field->field_class), to_string(expected.field_class)) << expected.path_end;
        EXPECT_EQ(to_string(field->role), to_string(expected.role)) << expected.path_end;
    }
    EXPECT_FALSE(field_at(*payment, "/Envlp/Extra")->known);
    EXPECT_EQ(note_codes(*payment),
              "unknown_element@/Envelope/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/SplmtryData/"
              "Envlp/Extra/@mark unknown_element@/Envelope/Document/FIToFICstmrCdtTrf/"
              "CdtTrfTxInf/SplmtryData/Envlp/Extra ");
    const auto covered = coverage(testing::pacs008, *payment);
    ASSERT_TRUE(covered);
    EXPECT_THAT(covered->unseen, ElementsAre());
    EXPECT_GT(covered->texts, 40U);
}

TEST(Iso20022, GathersPartiesAndTransactions) {
    const auto payment = read_payment(testing::pacs008);
    ASSERT_TRUE(payment);
    EXPECT_EQ(payment->type, "pacs.008.001.08");
    EXPECT_EQ(payment->message_id, "SAMPLE-M-1");
    EXPECT_EQ(payment->service, "swift.cbprplus.02");
    EXPECT_EQ(payment->sender, "SAMPDEFFXXX");
    EXPECT_EQ(payment->receiver, "SAMPTRISXXX");
    ASSERT_EQ(payment->transactions.size(), 1U);
    const model::PaymentTransaction& transaction = payment->transactions[0];
    EXPECT_EQ(transaction.end_to_end_id, "E-1");
    EXPECT_EQ(transaction.uetr, "00000000-0000-4000-8000-000000000001");
    EXPECT_EQ(transaction.amount.currency, "EUR");
    EXPECT_EQ(transaction.amount.value_e5, 123'456'000);

    const model::PaymentParty* debtor = party_at(*payment, "/Dbtr");
    ASSERT_NE(debtor, nullptr);
    EXPECT_THAT(debtor->subject.names, ElementsAre("Anneliese & Otto Muster"));
    EXPECT_EQ(debtor->subject.kind, model::PartyKind::person);
    EXPECT_EQ(debtor->town, "Musterstadt");
    EXPECT_THAT(debtor->address_lines, ElementsAre("Lindenhof", "3", "Musterstadt", "Hinterhaus"));
    ASSERT_EQ(debtor->subject.countries.size(), 1U);
    EXPECT_EQ(debtor->subject.countries[0].code, "DE");
    ASSERT_EQ(debtor->subject.birth_dates.size(), 1U);
    EXPECT_EQ(to_string(debtor->subject.birth_dates[0]), "1970-01-31");
    ASSERT_EQ(debtor->subject.birth_places.size(), 1U);
    EXPECT_EQ(debtor->subject.birth_places[0].city, "Ankara");
    EXPECT_EQ(debtor->subject.birth_places[0].country.code, "TR");
    ASSERT_EQ(debtor->subject.identifiers.size(), 1U);
    EXPECT_EQ(debtor->subject.identifiers[0].kind, IdentifierKind::passport);
    EXPECT_EQ(debtor->subject.identifiers[0].issuer.code, "DE");

    const model::PaymentParty* account = party_at(*payment, "/DbtrAcct");
    ASSERT_NE(account, nullptr);
    EXPECT_TRUE(account->account);
    EXPECT_EQ(account->subject.identifiers[0].kind, IdentifierKind::iban);
    EXPECT_THAT(account->subject.names, ElementsAre("Haushaltskonto"));
    const model::PaymentParty* agent = party_at(*payment, "/DbtrAgt");
    ASSERT_NE(agent, nullptr);
    EXPECT_TRUE(agent->agent);
    EXPECT_EQ(agent->subject.identifiers[0].kind, IdentifierKind::bic);
    EXPECT_EQ(party_at(*payment, "/CdtrAcct")->subject.identifiers[1].kind, IdentifierKind::phone);
    EXPECT_EQ(party_at(*payment, "/Cdtr")->subject.identifiers[0].kind, IdentifierKind::lei);
}

TEST(Iso20022, FinancialInstitutionsAreAgentsInPacs009) {
    const auto payment = read_payment(
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08'><FICdtTrf><GrpHdr><MsgId>1</MsgId>"
        "</GrpHdr><CdtTrfTxInf><Dbtr><FinInstnId><BICFI>SAMPDEFF</BICFI><Nm>Beispielbank</Nm></FinInstnId></"
        "Dbtr>"
        "<UndrlygCstmrCdtTrf><Dbtr><Nm>Otto Muster</Nm></Dbtr></UndrlygCstmrCdtTrf></CdtTrfTxInf></FICdtTrf>"
        "</Document>");
    ASSERT_TRUE(payment) << payment.error().message;
    EXPECT_TRUE(party_at(*payment, "/CdtTrfTxInf/Dbtr")->agent);
    EXPECT_FALSE(party_at(*payment, "/UndrlygCstmrCdtTrf/Dbtr")->agent);
    EXPECT_NE(note_codes(*payment).find("missing_element@/Document/FICdtTrf/CdtTrfTxInf/Cdtr"),
              std::string::npos);
}

TEST(Iso20022, PartiesOneLevelDeeper) {
    const auto payment = read_payment(
        "<Document "
        "xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><BkToCstmrStmt><Stmt><Ntry><NtryDtls>"
        "<TxDtls><RltdPties><Dbtr><Pty><Nm>Otto "
        "Muster</Nm></Pty></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>"
        "</Stmt></BkToCstmrStmt></Document>");
    ASSERT_TRUE(payment);
    ASSERT_EQ(payment->parties.size(), 1U);
    EXPECT_EQ(payment->parties[0].role, PaymentRole::debtor);
    EXPECT_THAT(payment->parties[0].subject.names, ElementsAre("Otto Muster"));
}

// A name in the place of a code, a date or an amount is screened like any text.
TEST(Iso20022, AWordInThePlaceOfACodeIsText) {
    for (const auto& [from, to] :
         {std::pair{"<d:Cd>GDDS<", "<d:Cd>MUSTERMANN<"}, std::pair{">SHAR<", ">Otto Muster<"},
          std::pair{">1234.56<", ">Muster<"}, std::pair{"2026-11-02</d:Intr", "Muster</d:Intr"},
          std::pair{"<d:NbOfTxs>1<", "<d:NbOfTxs>Muster<"},
          std::pair{"<d:MmbId>12030000<", "<d:MmbId>Muster<"},
          std::pair{"<d:Id>990000000009<", "<d:Id>Otto Muster<"},
          std::pair{"<d:BICFI>SAMPATWWXXX<", "<d:BICFI>OTTO MUSTER<"},
          std::pair{"<d:RgltryRptg><d:Dtls><d:Ctry>TR<", "<d:RgltryRptg><d:Dtls><d:Ctry>Muster<"}}) {
        std::string bytes(testing::pacs008);
        ASSERT_NE(bytes.find(from), std::string::npos) << from;
        bytes.replace(bytes.find(from), std::string_view(from).size(), to);
        const auto payment = read_payment(bytes);
        ASSERT_TRUE(payment);
        int texts = 0;
        for (const model::PaymentField& field : payment->fields) {
            const bool planted = base::ascii_ifind(field.text, "muster") != std::string_view::npos &&
                                 field.path.find("/Dbtr/") == std::string::npos;
            texts += planted && field.field_class == FieldClass::text ? 1 : 0;
        }
        EXPECT_EQ(texts, 1) << to;
    }
}

struct Told {
    const char* from;  // in the sample
    const char* to;
    const char* note;
};

TEST(Iso20022, TellsWhatBreaksTheRules) {
    const Told table[] = {
        {"<MsgDefIdr>pacs.008.001.08<", "<MsgDefIdr>pacs.008.001.10<",
         "header_mismatch@/Envelope/AppHdr/MsgDefIdr"},
        {"xsd:pacs.008.001.08\"", "xsd:pacs.009.001.08\"",
         "header_mismatch@/Envelope/Document/FIToFICstmrCdtTrf"},
        {"<d:BICFI>SAMPATWWXXX<", "<d:BICFI>SAMPATWWX<", "bad_value@"},
        {"<d:Ctry>DE<", "<d:Ctry>Germany<", "bad_value@"},
        {"Ccy=\"EUR\">1234", "Ccy=\"EU\">1234", "bad_value@"},
        {"DE02120300000000202051", "DE02120300000000202052", "iban_checksum@"},
        {"DE02120300000000202051", "DE0212030000000020205!", "bad_value@"},
        {"5299000SAMPLE0000001", "5299000SAMPLE000000", "bad_value@"},
        {"2026-11-02</d:Intr", "soon, Otto</d:Intr", "unknown_element@"},
        {">1234.56<", ">many<", "unknown_element@"},
        {"<d:ChrgBr>SHAR</d:ChrgBr>", "", "missing_element@"},
        {"<d:NbOfTxs>1</d:NbOfTxs>", "", "missing_element@"},
    };
    const auto plain = read_payment(testing::pacs008);
    ASSERT_TRUE(plain);
    for (const Told& told : table) {
        std::string bytes(testing::pacs008);
        ASSERT_NE(bytes.find(told.from), std::string::npos) << told.from;
        bytes.replace(bytes.find(told.from), std::string_view(told.from).size(), told.to);
        const auto payment = read_payment(bytes);
        ASSERT_TRUE(payment) << told.to << payment.error().message;
        EXPECT_GT(payment->notes.size(), plain->notes.size()) << told.to;
        EXPECT_NE(note_codes(*payment).find(told.note), std::string::npos)
            << told.to << ": " << note_codes(*payment);
    }
}

struct Refused {
    const char* bytes;
    base::ErrorCode code;
    const char* word;
};

TEST(Iso20022, RefusesWhatItCannotRead) {
    const Refused table[] = {
        {"<Document><CstmrPmtStsRpt/></Document>", base::ErrorCode::unsupported, "CstmrPmtStsRpt"},
        {"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'><FIToFICstmrCdtTrf>",
         base::ErrorCode::invalid_input, "cut short"},
        {"<!DOCTYPE a [<!ENTITY b 'c'>]><Document/>", base::ErrorCode::unsupported, "DOCTYPE"},
        {"<a><Document><FIToFICstmrCdtTrf/></Document><Document><PmtRtr/></Document></a>",
         base::ErrorCode::invalid_input, "second message"},
        {"<a><Document><FIToFICstmrCdtTrf/></Document><Document><Other/></Document></a>",
         base::ErrorCode::invalid_input, "second message"},
    };
    for (const Refused& refused : table) {
        const auto payment = read_payment(refused.bytes);
        ASSERT_FALSE(payment) << refused.bytes;
        EXPECT_EQ(payment.error().code, refused.code) << refused.bytes;
        EXPECT_NE(payment.error().message.find(refused.word), std::string::npos) << payment.error().message;
    }
}

TEST(Iso20022, KeepsItsLimits) {
    const auto large = read_payment(testing::pacs008, {.bytes_max = 100});
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().code, base::ErrorCode::limit_exceeded);
    const auto parties = read_payment(testing::pacs008, {.parties_max = 3});
    ASSERT_FALSE(parties);
    EXPECT_EQ(parties.error().code, base::ErrorCode::limit_exceeded);
    const auto fields = read_payment(testing::pacs008, {.fields_max = 10});
    ASSERT_FALSE(fields);
    EXPECT_EQ(fields.error().code, base::ErrorCode::limit_exceeded);
    const auto deep = read_payment(testing::pacs008, {.depth_max = 4});
    ASSERT_FALSE(deep);
    EXPECT_EQ(deep.error().code, base::ErrorCode::limit_exceeded);
}

TEST(Iso20022, ATruncatedMessageIsNoMessage) {
    const std::size_t end = testing::pacs008.find("</Envelope>") + 10;
    for (std::size_t length = 0; length <= end; ++length) {
        EXPECT_FALSE(read_payment(testing::pacs008.substr(0, length))) << length;
    }
}

}  // namespace
}  // namespace cordon::payments
