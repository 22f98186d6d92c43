// Goal: what cannot change a message's meaning does not change its content; every other change does.
#include "payments/canonical_content.h"

#include <gtest/gtest.h>

#include "base/prng.h"
#include "base/strings.h"
#include "base/testing.h"
#include "payments/message_reader.h"
#include "payments/samples_for_test.h"

namespace cordon::payments {
namespace {

std::string content_of(std::string_view bytes) {
    const auto content = canonical_content(bytes);
    return content ? *content : "refused: " + content.error().message;
}

std::string fields_of(std::string_view bytes) {
    const auto payment = read_payment(bytes);
    if (!payment) {
        return "refused";
    }
    std::string all = payment->type + "|" + payment->message_id + "|";
    for (const model::PaymentField& field : payment->fields) {
        all += field.path + "=" + field.text + "=" + field.glued + ";";
    }
    return all;
}

TEST(CanonicalContent, ForgetsHowXmlWasWritten) {
    const std::string_view plain = "<a xmlns='urn:1' b='1' c='2'>\n <d>Otto &amp; Ulla</d>\n</a>";
    const std::string_view others[] = {
        "<?xml version='1.0' encoding='UTF-8'?>\r\n<a xmlns=\"urn:1\" c=\"2\" b=\"1\"><d>Otto &#38;\r\n  "
        "Ulla </d></a>\n",
        "\xEF\xBB\xBF<p:a xmlns:p='urn:1' b='1' c='2'><!-- note --><p:d><![CDATA[Otto & Ulla]]></p:d></p:a>",
        "  <a xmlns='urn:1' b=' 1 ' c='2' ><d >Otto <!-- -->&amp; Ulla</d\t></a >",
    };
    for (const std::string_view other : others) {
        EXPECT_EQ(content_of(other), content_of(plain)) << other;
    }
    const std::string_view changed[] = {
        "<a xmlns='urn:2' b='1' c='2'><d>Otto &amp; Ulla</d></a>",
        "<a xmlns='urn:1' b='1' c='3'><d>Otto &amp; Ulla</d></a>",
        "<a xmlns='urn:1' b='1'><d>Otto &amp; Ulla</d></a>",
        "<a xmlns='urn:1' b='1' c='2'><d>Otto Ulla</d></a>",
        "<a xmlns='urn:1' b='1' c='2'><d>Otto &amp; Ulla</d><d/></a>",
        "<a xmlns='urn:1' b='1' c='2'><e>Otto &amp; Ulla</e></a>",
        "<a xmlns='urn:1' b='1' c='2'><d>Otto &amp;Ulla</d></a>",
        "<a xmlns='urn:1' b='1' c='2'><d><d>Otto &amp; Ulla</d></d></a>",
    };
    for (const std::string_view other : changed) {
        EXPECT_NE(content_of(other), content_of(plain)) << other;
    }
}

TEST(CanonicalContent, ForgetsLineEndsOfFinAndOrderOfJson) {
    const std::string lf = base::replace_all(testing::mt103, "\r\n", "\n");
    EXPECT_EQ(content_of(lf), content_of(testing::mt103));
    EXPECT_EQ(content_of(lf + "\n$\n"), content_of(testing::mt103));
    EXPECT_NE(content_of(base::replace_all(lf, "CHK:0", "CHK:1")), content_of(testing::mt103));
    EXPECT_NE(content_of(base::replace_all(lf, "}{5:", "}{5:{PDE:}")), content_of(testing::mt103));
    EXPECT_EQ(content_of(R"({"id": "1", "amount": 1.10})"), content_of(R"({"amount":1.1,"id":"1"})"));
    EXPECT_NE(content_of(R"({"id": "1", "amount": "1.10"})"), content_of(R"({"amount":"1.1","id":"1"})"));
    EXPECT_EQ(content_of("").substr(0, 8), "refused:");
    EXPECT_EQ(content_of("<a>").substr(0, 8), "refused:");
}

// Whoever has the same content has the same fields: else one message could take another's verdict.
TEST(CanonicalContent, EqualContentMeansEqualFields) {
    base::Prng prng(base::testing::seed_from_environment(20261122));
    constexpr std::string_view letters = "<>&;'\"=/ -\n\r\tA0:{}$,";
    int equal = 0;
    for (const std::string_view sample : {testing::pacs008, testing::mt103, testing::json_payment}) {
        const std::string content = content_of(sample);
        const std::string fields = fields_of(sample);
        for (int round = 0; round < 4'000; ++round) {
            std::string bytes(sample);
            const std::size_t at = prng.below(bytes.size());
            if (prng.below(2) == 0) {
                bytes.insert(at, 1, letters[prng.below(letters.size())]);
            } else {
                bytes[at] = letters[prng.below(letters.size())];
            }
            if (content_of(bytes) == content) {
                ++equal;
                ASSERT_EQ(fields_of(bytes), fields) << bytes;
            } else if (fields_of(bytes) == fields) {
                continue;  // a quote or a comment more: read the same, and a conflict for people to see
            }
        }
    }
    EXPECT_GT(equal, 300);  // much of a message is indentation
}

}  // namespace
}  // namespace cordon::payments
