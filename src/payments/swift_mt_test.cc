// Goal: every line of an MT message reaches screening; names that a line end cuts are whole again; fields
//       mean what
// the user handbook says; cut or foreign messages do not pass for whole ones.
#include "payments/swift_mt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "payments/coverage.h"
#include "payments/message_reader.h"
#include "payments/samples_for_test.h"

namespace cordon::payments {
namespace {

using model::FieldClass;
using model::IdentifierKind;
using model::PaymentRole;
using ::testing::Contains;
using ::testing::ElementsAre;

const model::PaymentField* field_at(const model::Payment& payment, std::string_view path) {
    for (const model::PaymentField& field : payment.fields) {
        if (field.path == path) {
            return &field;
        }
    }
    return nullptr;
}

const model::PaymentParty& party_at(const model::Payment& payment, std::string_view path) {
    static const model::PaymentParty none;
    for (const model::PaymentParty& party : payment.parties) {
        if (party.path == path) {
            return party;
        }
    }
    return none;
}

bool has_note(const model::Payment& payment, std::string_view code, std::string_view path = "") {
    return std::ranges::any_of(payment.notes, [&](const model::PaymentNote& note) {
        return note.code == code && (path.empty() || note.path == path);
    });
}

struct Expected {
    const char* path;
    const char* text;
    const char* glued;
    FieldClass field_class;
    PaymentRole role;
};

TEST(SwiftMt, GivesEveryFieldItsClassAndRole) {
    const auto payment = read_payment(testing::mt103);
    ASSERT_TRUE(payment) << payment.error().message;
    const Expected table[] = {
        {":20:", "SAMPLE0002", "", FieldClass::reference, PaymentRole::none},
        {":32A:", "261102USD12500,5", "", FieldClass::value, PaymentRole::none},
        {":50F:", "990000000003", "", FieldClass::identifier, PaymentRole::debtor},
        {":50F:1/", "ANNELIESE MUSTER", "", FieldClass::name, PaymentRole::debtor},
        {":50F:2/", "LINDENHOF 3", "", FieldClass::address, PaymentRole::debtor},
        {":50F:3/", "DE", "", FieldClass::country, PaymentRole::debtor},
        {":50F:4/", "19700131", "", FieldClass::date, PaymentRole::debtor},
        {":50F:7/", "DE/X99000001", "", FieldClass::identifier, PaymentRole::debtor},
        {":52A:", "SAMPDEFFXXX", "", FieldClass::agent, PaymentRole::debtor_agent},
        {":57D:/2", "BEISPIEL BANKASI", "", FieldClass::name, PaymentRole::creditor_agent},
        {":57D:/3", "ANKARA", "", FieldClass::address, PaymentRole::creditor_agent},
        {":59:/2", "BEISPIEL TICARET VE SANAYI ANONIM S", "", FieldClass::name, PaymentRole::creditor},
        {":59:/3-4", "IRKETI CADDE 14 ANKARA", "", FieldClass::address, PaymentRole::creditor},
        {":70:", "/INV/4411 COTTON DELIVERED IN OCTOB ER", "/INV/4411 COTTON DELIVERED IN OCTOBER",
         FieldClass::text, PaymentRole::none},
        {":72:", "/INS/SAMPATWWXXX ON BEHALF OF ULLA BEISPIEL", "", FieldClass::text, PaymentRole::none},
        {":77B:", "/ORDERRES/DE//MUSTERSTADT", "", FieldClass::text, PaymentRole::none},
    };
    for (const Expected& expected : table) {
        const model::PaymentField* field = field_at(*payment, expected.path);
        ASSERT_NE(field, nullptr) << expected.path;
        EXPECT_EQ(field->text, expected.text);
        EXPECT_EQ(field->glued, expected.glued) << expected.path;
        EXPECT_EQ(to_string(field->field_class), to_string(expected.field_class)) << expected.path;
        EXPECT_EQ(to_string(field->role), to_string(expected.role)) << expected.path;
    }
    EXPECT_TRUE(payment->notes.empty()) << payment->notes.front().sentence;
    const auto covered = coverage(testing::mt103, *payment);
    ASSERT_TRUE(covered);
    EXPECT_THAT(covered->unseen, ElementsAre());
}

TEST(SwiftMt, GathersParties) {
    const auto payment = read_payment(testing::mt103);
    ASSERT_TRUE(payment);
    EXPECT_EQ(payment->type, "MT103");
    EXPECT_EQ(payment->message_id, "SAMPLE0002");
    EXPECT_EQ(payment->service, "STP");
    EXPECT_EQ(payment->sender, "SAMPDEFF");
    EXPECT_EQ(payment->receiver, "SAMPTRIS");
    ASSERT_EQ(payment->transactions.size(), 1U);
    EXPECT_EQ(payment->transactions[0].uetr, "00000000-0000-4000-8000-000000000002");
    EXPECT_EQ(payment->transactions[0].amount.currency, "USD");
    EXPECT_EQ(payment->transactions[0].amount.value_e5, 1'250'050'000);

    const model::Subject& debtor = party_at(*payment, ":50F:").subject;
    EXPECT_THAT(debtor.names, ElementsAre("ANNELIESE MUSTER"));
    ASSERT_EQ(debtor.identifiers.size(), 2U);
    EXPECT_EQ(debtor.identifiers[1].kind, IdentifierKind::national_id);
    EXPECT_EQ(debtor.identifiers[1].value, "X99000001");
    EXPECT_EQ(to_string(debtor.birth_dates.at(0)), "1970-01-31");
    EXPECT_EQ(debtor.birth_places.at(0).country.code, "TR");
    EXPECT_EQ(party_at(*payment, ":50F:").town, "MUSTERSTADT");

    const model::Subject& creditor = party_at(*payment, ":59:").subject;
    EXPECT_THAT(creditor.names, ElementsAre("BEISPIEL TICARET VE SANAYI ANONIM S",
                                            "BEISPIEL TICARET VE SANAYI ANONIM S IRKETI",
                                            "BEISPIEL TICARET VE SANAYI ANONIM SIRKETI"));
    EXPECT_EQ(creditor.identifiers.at(0).kind, IdentifierKind::iban);
    EXPECT_TRUE(party_at(*payment, ":57D:").agent);
    EXPECT_EQ(party_at(*payment, ":57D:").subject.identifiers.at(0).value, "990000000005");
}

TEST(SwiftMt, ReadsEnvelopesAndLineEnds) {
    const std::string text =
        ":20:1\n:23B:CRED\n:32A:261102USD1,\n:50K:OTTO MUSTER\n:59:ULLA BEISPIEL\n:71A:SHA\n";
    struct Form {
        const char* what;
        std::string bytes;
        const char* note;
    };
    const Form forms[] = {
        {"bare fields", text, "end_not_marked"},
        {"bare fields with an end", text + "-", ""},
        {"block 4 alone", "{4:\n" + text + "-}", ""},
        {"acknowledged",
         "{1:F21SAMPDEFFAXXX0001000001}{4:{177:2611020900}{451:0}}{1:F01SAMPDEFFAXXX0001000001}"
         "{2:I103SAMPTRISXXXXN}{4:\n" +
             text + "-}",
         ""},
        {"end inside a line",
         "{1:F01SAMPDEFFAXXX0001000001}{2:I103SAMPTRISXXXXN}{4:\n" + text.substr(0, text.size() - 1) + "-}",
         "irregular_end"},
        {"cut trailer", "{1:F01SAMPDEFFAXXX0001000001}{2:I103SAMPTRISXXXXN}{4:\n" + text + "-}{5:{CHK:1}",
         "irregular_end"},
    };
    for (const Form& form : forms) {
        const auto payment = read_payment(form.bytes);
        ASSERT_TRUE(payment) << form.what << ": " << payment.error().message;
        EXPECT_EQ(payment->type, "MT103") << form.what;
        EXPECT_EQ(party_at(*payment, ":59:").subject.names, std::vector<std::string>{"ULLA BEISPIEL"})
            << form.what;
        EXPECT_EQ(payment->notes.empty(), form.note[0] == '\0') << form.what;
        EXPECT_TRUE(form.note[0] == '\0' || has_note(*payment, form.note)) << form.what;
    }
}

TEST(SwiftMt, TellsWhatBreaksTheRules) {
    struct Told {
        const char* from;
        const char* to;
        const char* code;
        const char* path;
    };
    const Told table[] = {
        {":32A:261102USD12500,5\r\n", "", "missing_field", ":32:"},
        {":20:SAMPLE0002\r\n", "", "missing_field", ":20:"},
        {":20:SAMPLE0002", ":20:/SAMPLE0002", "bad_value", ":20:"},
        {"261102USD", "261302USD", "bad_value", ":32A:"},
        {"USD12500,5", "USD12500.5", "bad_value", ":32A:"},
        {":71A:SHA", ":71A:ALL", "bad_value", ":71A:"},
        {":23B:CRED", ":23B:DEBT", "bad_value", ":23B:"},
        {":52A:SAMPDEFFXXX", ":52A:SAMPDEFFX", "bad_value", ":52A:"},
        {"ANONIM S\r\n", "ANONIM SOCIETY\r\n", "bad_value", ":59:"},
        {":71A:", ":98Z:", "unknown_element", ":98Z:"},
    };
    for (const Told& told : table) {
        std::string bytes(testing::mt103);
        ASSERT_NE(bytes.find(told.from), std::string::npos) << told.from;
        bytes.replace(bytes.find(told.from), std::string_view(told.from).size(), told.to);
        const auto payment = read_payment(bytes);
        ASSERT_TRUE(payment) << told.to << ": " << payment.error().message;
        EXPECT_TRUE(has_note(*payment, told.code, told.path)) << told.to;
    }
}

TEST(SwiftMt, RefusesOtherTypes) {
    for (const std::string_view type : {"292", "300", "564", "900", "200"}) {
        const auto payment = read_payment("{1:F01SAMPDEFFAXXX0001000001}{2:I" + std::string(type) +
                                          "SAMPTRISXXXXN}{4:\r\n:20:1\r\n-}");
        ASSERT_FALSE(payment) << type;
        EXPECT_EQ(payment.error().code, base::ErrorCode::unsupported);
        EXPECT_NE(payment.error().message.find("MT" + std::string(type)), std::string::npos);
    }
    const auto acknowledgement = read_payment("{1:F21SAMPDEFFAXXX0001000001}{4:{177:2611020900}{451:0}}");
    ASSERT_FALSE(acknowledgement);
    EXPECT_EQ(acknowledgement.error().code, base::ErrorCode::unsupported);
}

TEST(SwiftMt, AWordInThePlaceOfACodeIsText) {
    struct Planted {
        std::string_view from;
        std::string_view to;
        std::string_view path;
    };
    for (const Planted& planted : {Planted{":71A:SHA", ":71A:MUSTER", ":71A:"},
                                   Planted{":32A:261102USD12500,5", ":32A:MUSTER", ":32A:"},
                                   Planted{":20:SAMPLE0002", ":30:MUSTER", ":30:"}}) {
        std::string bytes(testing::mt103);
        bytes.replace(bytes.find(planted.from), planted.from.size(), planted.to);
        const auto payment = read_payment(bytes);
        ASSERT_TRUE(payment);
        const model::PaymentField* field = field_at(*payment, planted.path);
        ASSERT_NE(field, nullptr);
        EXPECT_EQ(field->field_class, FieldClass::text) << planted.to;
    }
}

TEST(SwiftMt, RefusesWhatIsNoText) {
    std::string bytes(testing::mt103);
    bytes[bytes.find("MUSTER")] = '\xFC';  // Latin-1
    EXPECT_FALSE(read_payment(bytes));
    bytes[bytes.find('\xFC')] = '\0';
    EXPECT_FALSE(read_payment(bytes));
}

TEST(SwiftMt, RolesByMessageType) {
    const auto cover = read_payment(
        "{1:F01SAMPDEFFAXXX0001000001}{2:I202SAMPTRISXXXXN}{3:{119:COV}}{4:\r\n:20:1\r\n:21:2\r\n:32A:"
        "261102USD1,\r\n"
        ":58A:SAMPATWW\r\n:50K:OTTO MUSTER\r\n:59:ULLA BEISPIEL\r\n-}");
    ASSERT_TRUE(cover);
    EXPECT_EQ(cover->type, "MT202COV");
    EXPECT_EQ(party_at(*cover, ":50K:").role, PaymentRole::debtor);
    EXPECT_TRUE(party_at(*cover, ":58A:").agent);
    const auto credit = read_payment(
        "{1:F01SAMPDEFFAXXX0001000001}{2:I700SAMPTRISXXXXN}{4:\r\n:27:1/1\r\n:40A:IRREVOCABLE\r\n:20:1\r\n"
        ":31D:261102ANKARA\r\n:50:OTTO MUSTER\r\n:59:ULLA BEISPIEL\r\n:32B:USD1,\r\n:44E:PORT EXAMPLE\r\n"
        ":45A:COTTON YARN\r\n:46A:BILL OF LADING OF MV SEA LANTERN\r\n-}");
    ASSERT_TRUE(credit);
    EXPECT_EQ(party_at(*credit, ":50:").role, PaymentRole::applicant);
    EXPECT_EQ(party_at(*credit, ":59:").role, PaymentRole::beneficiary);
    EXPECT_EQ(field_at(*credit, ":45A:")->field_class, FieldClass::goods);
    EXPECT_EQ(field_at(*credit, ":44E:")->field_class, FieldClass::address);
}

TEST(SwiftMt, ATruncatedMessageIsNoWholeMessage) {
    const std::size_t end_of_text = testing::mt103.find("-}") + 2;
    for (std::size_t length = 0; length < testing::mt103.size(); ++length) {
        const auto payment = read_payment(testing::mt103.substr(0, length));
        if (length == end_of_text) {
            continue;  // a message without trailers
        }
        EXPECT_TRUE(!payment || has_note(*payment, "irregular_end") || has_note(*payment, "end_not_marked"))
            << length;
    }
}

}  // namespace
}  // namespace cordon::payments
