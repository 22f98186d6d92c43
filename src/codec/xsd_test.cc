// Goal: a document that breaks its schema is told with path, line and reason, whatever stands around it; a
//       schema
// cannot make Cordon open another file.
#include "codec/xsd.h"

#include <gtest/gtest.h>

#include "base/strings.h"

namespace cordon::codec {
namespace {

constexpr std::string_view schema_bytes =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='urn:s' targetNamespace='urn:s' "
    "elementFormDefault='qualified'><xs:element name='Document'><xs:complexType><xs:sequence>"
    "<xs:element name='Nm' type='xs:string' maxOccurs='2'/><xs:element name='Amt' type='xs:decimal'/>"
    "</xs:sequence></xs:complexType></xs:element></xs:schema>";

TEST(Xsd, ValidatesTheMessageInItsWrapper) {
    const auto schema = XsdSchema::compile(schema_bytes);
    ASSERT_TRUE(schema) << schema.error().message;
    EXPECT_EQ(schema->target_namespace(), "urn:s");
    const auto good = schema->check(
        "\n<w:Wrapper xmlns:w='urn:w'><w:Head/><d:Document xmlns:d='urn:s'><d:Nm>A</d:Nm><d:Amt>1.5</d:Amt>"
        "</d:Document></w:Wrapper>");
    ASSERT_TRUE(good) << good.error().message;
    EXPECT_TRUE(good->empty()) << good->front().sentence;
}

TEST(Xsd, TellsWhereAndWhy) {
    struct Told {
        const char* document;
        const char* path;
        const char* word;
    };
    const Told table[] = {
        {"<Document xmlns='urn:s'><Nm>A</Nm><Nm>B</Nm><Amt>many</Amt></Document>", "/Document/Amt", "many"},
        {"<Document xmlns='urn:s'><Nm>A</Nm><Nm>B</Nm><Nm>C</Nm><Amt>1</Amt></Document>", "/Document/Nm[3]",
         "not expected"},
        {"<Document xmlns='urn:s'><Nm>A</Nm></Document>", "/Document", "Missing child"},
        {"<Document xmlns='urn:s'><Nm>A</Nm><Amt>1</Amt><Else/></Document>", "/Document/Else",
         "not expected"},
        {"<Document xmlns='urn:t'/>", "/", "urn:s"},
    };
    const auto schema = XsdSchema::compile(schema_bytes);
    ASSERT_TRUE(schema);
    for (const Told& told : table) {
        const auto faults = schema->check(told.document);
        ASSERT_TRUE(faults) << faults.error().message;
        ASSERT_FALSE(faults->empty()) << told.document;
        EXPECT_EQ(faults->front().path, told.path) << faults->front().sentence;
        EXPECT_NE(faults->front().sentence.find(told.word), std::string::npos) << faults->front().sentence;
        EXPECT_EQ(faults->front().sentence.find("{urn:s}"), std::string::npos);
    }
}

TEST(Xsd, RefusesWhatItMustNotTake) {
    const auto import = XsdSchema::compile(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:import namespace='urn:x' "
        "schemaLocation='/etc/passwd'/></xs:schema>");
    ASSERT_FALSE(import);
    EXPECT_EQ(import.error().code, base::ErrorCode::unsupported);
    EXPECT_FALSE(XsdSchema::compile("<Document/>"));
    EXPECT_FALSE(
        XsdSchema::compile("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a' "
                           "type='none'/></xs:schema>"));
    const auto schema = XsdSchema::compile(schema_bytes);
    ASSERT_TRUE(schema);
    EXPECT_FALSE(schema->check("<!DOCTYPE a [<!ENTITY b 'c'>]><Document xmlns='urn:s'>&b;</Document>"));
    EXPECT_FALSE(schema->check("<Document xmlns='urn:s'>"));
}

}  // namespace
}  // namespace cordon::codec
