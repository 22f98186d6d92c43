// Goal: the format is told by content; files and envelopes with several messages come apart without losing a
//       word;
// a plain JSON payment is read like the others.
#include "payments/message_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "base/testing.h"
#include "payments/coverage.h"
#include "payments/samples_for_test.h"

namespace cordon::payments {
namespace {

using ::testing::ElementsAre;

TEST(MessageReader, TellsTheFormatByContent) {
    EXPECT_EQ(message_format(testing::pacs008), model::MessageFormat::iso20022);
    EXPECT_EQ(message_format("\xEF\xBB\xBF \n<a/>"), model::MessageFormat::iso20022);
    EXPECT_EQ(message_format(testing::mt103), model::MessageFormat::swift_mt);
    EXPECT_EQ(message_format(":20:1"), model::MessageFormat::swift_mt);
    EXPECT_EQ(message_format(testing::json_payment), model::MessageFormat::json);
    EXPECT_EQ(message_format("id;amount"), std::nullopt);
    const auto none = read_payment("id;amount");
    ASSERT_FALSE(none);
    EXPECT_NE(none.error().message.find("'id;amount'"), std::string::npos);
    EXPECT_FALSE(read_payment(""));
}

TEST(MessageReader, TakesRjeFilesApart) {
    const std::string file = std::string(testing::mt103) + "$" + std::string(testing::mt103) + "\r\n$\r\n" +
                             std::string(testing::mt103);
    const auto parts = split_messages(file);
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_EQ(base::join(parts, ""), file);  // not a byte is lost
    for (const std::string& part : parts) {
        EXPECT_TRUE(read_payment(part));
    }
    const auto together = read_payment(file);
    ASSERT_FALSE(together);
    EXPECT_NE(together.error().message.find("second message"), std::string::npos);
}

TEST(MessageReader, TakesBrokenRjeFilesApart) {
    const std::string broken = "{1:F01SAMPDEFFAXXX0001000001}{2:I103SAMPTRISXXXXN}{4:\r\n:20:1\r\n";
    const auto parts = split_messages(broken + "${1:" + std::string(testing::mt103.substr(3)));
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_FALSE(read_payment(parts[0]));
    EXPECT_TRUE(read_payment(parts[1]));
}

TEST(MessageReader, AHeaderWithoutAnEndDoesNotKeepTheReader) {
    for (const std::string_view tail : {"{1:", "{1:F01", "{5:{CHK:1{1:", "{5:{1:{1:", "{2:{1:", "{S:"}) {
        const auto parts = split_messages("{4:\n:20:1\n:79:text\n-}" + std::string(tail));
        EXPECT_GE(parts.size(), 1U) << tail;
        EXPECT_NE(base::join(parts, "").find(tail), std::string::npos) << tail;
    }
}

TEST(MessageReader, TakesXmlWrappersApart) {
    const std::string document =
        "<h:AppHdr><BizMsgIdr>B%</BizMsgIdr></"
        "h:AppHdr><p:Document><p:FIToFICstmrCdtTrf><p:GrpHdr><p:MsgId>%</p:MsgId>"
        "</p:GrpHdr></p:FIToFICstmrCdtTrf></p:Document>";
    const std::string wrapper =
        "<w:Batch xmlns:w='urn:w' xmlns:h='urn:h' "
        "xmlns:p='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'><w:Note>for "
        "all</w:Note>" +
        base::replace_all(document, "%", "1") + base::replace_all(document, "%", "2") + "</w:Batch>";
    const auto parts = split_messages(wrapper);
    ASSERT_EQ(parts.size(), 2U);
    for (std::size_t at = 0; at < parts.size(); ++at) {
        const auto payment = read_payment(parts[at]);
        ASSERT_TRUE(payment) << payment.error().message;
        EXPECT_EQ(payment->message_id, std::to_string(at + 1));
        EXPECT_NE(parts[at].find("for all"), std::string::npos);
        EXPECT_NE(parts[at].find("<BizMsgIdr>B" + std::to_string(at + 1)), std::string::npos);
        EXPECT_EQ(parts[at].find("<BizMsgIdr>B" + std::to_string(2 - at)), std::string::npos);
    }
    EXPECT_EQ(split_messages(testing::pacs008), std::vector<std::string>{std::string(testing::pacs008)});
}

TEST(MessageReader, ALargeWrapperIsTakenApartInLinearTimeAndSpace) {
    std::string wrapper = "<Batch>";
    for (int at = 0; at < 30'000; ++at) {  // the white space alone would come to 30,000 * 90,000 bytes
        wrapper += "<Document>" + std::to_string(at) + "</Document>\n  ";
    }
    wrapper += "</Batch>";
    const auto parts = split_messages(wrapper);
    ASSERT_EQ(parts.size(), 30'000U);
    EXPECT_EQ(base::collapse_whitespace(parts[29'999]), "<Batch><Document>29999</Document> </Batch>");
    // What a wrapper says to all is not multiplied without end.
    const std::string heavy = "<Batch><Note>" + std::string(1U << 20U, 'x') + "</Note>" +
                              base::replace_all(std::string(300, '%'), "%", "<Document/>") + "</Batch>";
    EXPECT_EQ(split_messages(heavy), std::vector<std::string>{heavy});
    const std::string too_many = base::replace_all(std::string(split_messages_max + 1, '%'), "%", "{}");
    EXPECT_EQ(split_messages(too_many).size(), 1U);
    EXPECT_FALSE(read_payment(too_many));
}

TEST(MessageReader, TakesDocumentsOneBehindTheOtherApart) {
    const std::string file = std::string(testing::pacs008) + std::string(testing::pacs008);
    const auto parts = split_messages(file);
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(base::join(parts, ""), file);
}

TEST(MessageReader, TakesJsonApart) {
    const std::string one(testing::json_payment);
    EXPECT_THAT(split_messages("[" + one + ",\n" + one + "]"), ElementsAre(one, one));
    EXPECT_THAT(split_messages(one + "\n" + one), ElementsAre(one, one));
    EXPECT_THAT(split_messages("[" + one), ElementsAre("[" + one));  // broken: whole, and refused
    EXPECT_FALSE(read_payment("[" + one));
}

TEST(JsonPayment, ReadsEveryMember) {
    const auto payment = read_payment(testing::json_payment);
    ASSERT_TRUE(payment) << payment.error().message;
    EXPECT_EQ(payment->message_id, "SAMPLE-3");
    EXPECT_EQ(payment->service, "transfer");
    EXPECT_EQ(payment->transactions.at(0).amount.value_e5, 31'250'000'000);
    ASSERT_EQ(payment->parties.size(), 5U);
    EXPECT_EQ(payment->parties[0].role, model::PaymentRole::debtor);
    EXPECT_EQ(payment->parties[0].town, "Port Example");
    EXPECT_THAT(payment->parties[1].subject.names, ElementsAre("Pale Dune Shipping", "PDS"));
    ASSERT_EQ(payment->parties[1].subject.identifiers.size(), 2U);
    EXPECT_EQ(payment->parties[1].subject.identifiers[1].kind, model::IdentifierKind::passport);
    EXPECT_EQ(payment->parties[3].path, "/intermediary_agents[1]");
    EXPECT_TRUE(payment->parties[3].agent);
    std::string unknown;
    for (const model::PaymentField& field : payment->fields) {
        unknown += field.known ? "" : field.path + "=" + field.text + " ";
    }
    EXPECT_EQ(unknown,
              "/colour/@key=colour /colour/Somebody Else/@key=Somebody Else /colour/Somebody Else=true ");
    const auto covered = coverage(testing::json_payment, *payment);
    ASSERT_TRUE(covered);
    EXPECT_THAT(covered->unseen, ElementsAre());
}

TEST(JsonPayment, AmountsInMinorUnits) {
    struct Amount {
        const char* currency;
        const char* minor;
        std::int64_t value_e5;
    };
    for (const Amount& amount : {Amount{"USD", "31250000", 31'250'000'000}, Amount{"JPY", "500", 50'000'000},
                                 Amount{"KWD", "1500", 150'000}, Amount{"EUR", "5", 5'000}}) {
        const auto payment =
            read_payment(R"({"id":"1","amount_minor":)" + std::string(amount.minor) + R"(,"currency":")" +
                         amount.currency + R"(","debtor":{"name":"A"},"creditor":{"name":"B"}})");
        ASSERT_TRUE(payment);
        EXPECT_EQ(payment->transactions.at(0).amount.value_e5, amount.value_e5) << amount.currency;
    }
}

// The samples that come with Cordon are read without a remark, and read whole.
TEST(MessageReader, ReadsTheShippedSamples) {
    int messages = 0;
    for (const char* name :
         {"pacs008-true-hit.xml", "pacs009-cover.xml", "pacs004-return.xml", "pain001-clean.xml",
          "mt103-charity.fin", "mt202-cover.fin", "mt700-glass.fin", "transfer-vessel.json"}) {
        const std::string bytes =
            base::testing::read_test_file(CORDON_SOURCE_DIR "/corpus/payments/" + std::string(name));
        for (const std::string& message : split_messages(bytes)) {
            ++messages;
            const auto payment = read_payment(message);
            ASSERT_TRUE(payment) << name << ": " << payment.error().message;
            EXPECT_TRUE(payment->notes.empty())
                << name << ": " << payment->notes[0].path << " " << payment->notes[0].sentence;
            const auto covered = coverage(message, *payment);
            ASSERT_TRUE(covered);
            EXPECT_THAT(covered->unseen, ElementsAre()) << name;
        }
    }
    EXPECT_EQ(messages, 8);
}

TEST(JsonPayment, RefusesWhatIsNoPayment) {
    struct Refused {
        const char* bytes;
        base::ErrorCode code;
        const char* word;
    };
    const Refused table[] = {
        {"{}", base::ErrorCode::unsupported, "neither amount"},
        {R"({"id":"1","amount":"1","currency":"EUR","debtor":{"name":"A"}})", base::ErrorCode::invalid_input,
         "/creditor"},
        {R"({"amount":"1","currency":"EUR","debtor":{},"creditor":{}})", base::ErrorCode::invalid_input,
         "/id"},
        {R"({"id":"1","id":"2","amount":"1","currency":"EUR","debtor":{},"creditor":{}})",
         base::ErrorCode::invalid_input, "twice"},
        {R"({"id":"1","amount":"1")", base::ErrorCode::invalid_input, ""},
    };
    for (const Refused& refused : table) {
        const auto payment = read_payment(refused.bytes);
        ASSERT_FALSE(payment) << refused.bytes;
        EXPECT_EQ(payment.error().code, refused.code) << refused.bytes;
        EXPECT_NE(payment.error().message.find(refused.word), std::string::npos) << payment.error().message;
    }
    for (std::size_t length = 0; length < testing::json_payment.size(); ++length) {
        EXPECT_FALSE(read_payment(testing::json_payment.substr(0, length))) << length;
    }
}

TEST(Coverage, SeesWhatIsMissing) {
    for (const std::string_view sample : {testing::pacs008, testing::mt103, testing::json_payment}) {
        auto payment = read_payment(sample);
        ASSERT_TRUE(payment);
        const std::size_t all = payment->fields.size();
        for (std::size_t dropped = 0; dropped < all; ++dropped) {
            model::Payment less = *payment;
            less.fields.erase(less.fields.begin() + static_cast<std::ptrdiff_t>(dropped));
            const auto covered = coverage(sample, less);
            ASSERT_TRUE(covered);
            const model::PaymentField& gone = payment->fields[dropped];
            const bool own = gone.path.ends_with("/@key") ||  // no text of the message
                             (payment->format == model::MessageFormat::swift_mt &&
                              std::ranges::any_of(less.fields, [&](const model::PaymentField& other) {
                                  return other.text.find(gone.text) != std::string::npos;
                              }));
            EXPECT_TRUE(own || !covered->unseen.empty()) << payment->fields[dropped].path;
        }
    }
}

}  // namespace
}  // namespace cordon::payments
