// Goal: a list file is read to its last byte or not at all: every record arrives whole, and what is cut
// short, hostile or not XML is refused with a sentence that tells what to do.
#include "codec/xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing.h"
#include "codec/archive.h"

namespace cordon::codec {
namespace {

using base::ErrorCode;
using base::Status;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Xml, RecordsComeOneByOneAndTheRestIsResidual) {
    const std::string_view bytes =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<s:list xmlns:s=\"urn:example\" date=\"2026-01-01\">\n"
        "  <header>head</header>\n  <s:entry id=\"1\"><name> Ann\n  Example </name></s:entry>\n"
        "  <entry id=\"2\"><name>B &amp; C</name><entry><name>inner</name></entry></entry>\n"
        "  <footer/>\n</s:list>\n";
    std::vector<std::string> seen;
    const auto document = read_xml_records(bytes, {"entry"}, [&](const XmlNode& record) -> Status {
        seen.push_back(record.attribute("id") + ":" + record.value("name"));
        return {};
    });
    ASSERT_TRUE(document) << document.error().message;
    EXPECT_THAT(seen, ElementsAre("1:Ann Example", "2:B & C"));
    EXPECT_EQ(document->root().name(), "list");
    EXPECT_EQ(document->root_namespace(), "urn:example");
    EXPECT_EQ(document->root().attribute("date"), "2026-01-01");
    EXPECT_EQ(document->root().attributes().size(), 1U);
    EXPECT_EQ(document->root().value("header"), "head");
    EXPECT_EQ(document->root().children().size(), 2U);
    EXPECT_FALSE(document->root().child("entry"));
}

}  // namespace
}  // namespace cordon::codec
