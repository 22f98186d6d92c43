// Goal: a list file is read to its last byte or not at all: every record arrives whole, and what is cut
// short, hostile or not XML is refused with a sentence that tells what to do.
#include "codec/xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "base/testing.h"

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

TEST(Xml, WithoutRecordNamesAllIsOneTree) {
    const auto document =
        read_xml("<a x='1'><b>one<!-- not text --> two<c/> three<![CDATA[ <four>]]></b></a>");
    ASSERT_TRUE(document) << document.error().message;
    EXPECT_EQ(document->root().path("b").text(), "one two three <four>");
    EXPECT_EQ(document->root().path("b/c").name(), "c");
    EXPECT_FALSE(document->root().path("b/x/c"));
    EXPECT_EQ(document->root().path("b/x/c").value("deeper"), "");
}

TEST(Xml, TheRootItselfMayBeTheRecord) {
    int seen = 0;
    const auto document = read_xml_records("<a><b/></a>", {"a"}, [&](const XmlNode& record) -> Status {
        seen += static_cast<int>(record.children().size());
        return {};
    });
    ASSERT_TRUE(document) << document.error().message;
    EXPECT_EQ(seen, 1);
    EXPECT_FALSE(document->root());
}

TEST(Xml, AttributesAreDecodedAndThePlainOneComesFirst) {
    const auto document = read_xml(
        "<a xmlns:i='urn:i' i:type='far' type='A &amp;#38; &lt;B&gt; &#233; &amp;amp;' xml:lang='ar'/>");
    ASSERT_TRUE(document) << document.error().message;
    EXPECT_EQ(document->root().attribute("type"), "A &#38; <B> \xC3\xA9 &amp;");
    EXPECT_EQ(document->root().attribute("lang"), "ar");
    EXPECT_FALSE(document->root().has_attribute("xmlns"));
    EXPECT_FALSE(document->root().has_attribute("i"));
    EXPECT_EQ(document->root().attributes().size(), 3U);
}

TEST(Xml, WhatCannotBeTrustedIsRefusedWithASentence) {
    struct Case {
        std::string bytes;
        ErrorCode code;
        const char* sentence;
    };
    const std::string mark = "\xEF\xBB\xBF";
    const Case cases[] = {
        {"", ErrorCode::invalid_input, "the file is empty"},
        {mark, ErrorCode::invalid_input, "no XML element"},
        {"  \n", ErrorCode::invalid_input, "no XML element"},
        {"id,name\n", ErrorCode::invalid_input, "this is not XML; it begins with 'id,name?'"},
        {"<!DOCTYPE html><html></html>", ErrorCode::invalid_input, "this is an HTML page, not a list file"},
        {mark + "\n<!doctype  HTML><p>", ErrorCode::invalid_input, "this is an HTML page, not a list file"},
        {"<html><body/></html>", ErrorCode::invalid_input, "this is an HTML page, not a list file"},
        {"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", ErrorCode::unsupported, "has a DOCTYPE"},
        {"<?xml version='1.0'?><!-- c --><?p?><!DOCTYPE a SYSTEM 'http://127.0.0.1/x'><a/>",
         ErrorCode::unsupported, "has a DOCTYPE"},
        {"<a>&unknown;</a>", ErrorCode::invalid_input, "Entity 'unknown' not defined"},
        {"<a b='&unknown;'/>", ErrorCode::invalid_input, "Entity 'unknown' not defined"},
        {"<a>\n<b>\n</c></a>", ErrorCode::invalid_input, "line 3: Opening and ending tag mismatch"},
        {"<a/><b/>", ErrorCode::invalid_input, "Extra content"},
        {"<a/>more", ErrorCode::invalid_input, "Extra content"},
        {"<a/><!DOCTYPE a>", ErrorCode::invalid_input, "Extra content"},
        {"<a b='1' b='2'/>", ErrorCode::invalid_input, "Attribute b redefined"},
        {"<a b=1/>", ErrorCode::invalid_input, "not well-formed"},
        {"<p:a/>", ErrorCode::invalid_input, "prefix p on a is not defined"},
        {"<a>\xC3(</a>", ErrorCode::invalid_input, "not well-formed UTF-8"},
        {"<a>\xED\xA0\x80</a>", ErrorCode::invalid_input, "not well-formed UTF-8"},
        {"<a>&#0;</a>", ErrorCode::invalid_input, "not well-formed"},
        {"<a>&#xD800;</a>", ErrorCode::invalid_input, "not well-formed"},
        {std::string("<a>x\0y</a>", 10), ErrorCode::invalid_input, "NUL byte"},
        {"<a>\x01</a>", ErrorCode::invalid_input, "not well-formed"},
        {"<a>x ]]> y</a>", ErrorCode::invalid_input, "not well-formed"},
        {"\xFF\xFE<\0a\0", ErrorCode::unsupported, "UTF-16 or UTF-32"},
        {std::string("<\0a\0/\0>\0", 8), ErrorCode::unsupported, "UTF-16 or UTF-32"},
        {std::string("\0\0\0<", 4), ErrorCode::unsupported, "UTF-16 or UTF-32"},
        {"<?xml version='1.0' encoding='ISO-8859-1'?><a/>", ErrorCode::unsupported, "'ISO-8859-1'"},
        {"<?xml version = \"1.0\"\n encoding = \"windows-1252\" ?><a/>", ErrorCode::unsupported,
         "we read UTF-8 only"},
    };
    for (const Case& one : cases) {
        const auto document = read_xml(one.bytes);
        ASSERT_FALSE(document) << one.bytes;
        EXPECT_EQ(document.error().code, one.code) << one.bytes;
        EXPECT_THAT(document.error().message, HasSubstr(one.sentence)) << one.bytes;
    }
}

TEST(Xml, Utf8IsReadUnderAnyOfItsNames) {
    for (const std::string bytes :
         {"\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?><a>\xD9\x85</a>",
          "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\r\n<a>\xD9\x85</a>", "<a>\xD9\x85</a>"}) {
        const auto document = read_xml(bytes);
        ASSERT_TRUE(document) << document.error().message;
        EXPECT_EQ(document->root().value(), "\xD9\x85");
    }
}

TEST(Xml, AFileCutAtAnyByteIsRefused) {
    const std::string bytes =
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- c -->\n<l:list xmlns:l=\"urn:example\">"
        "<entry id=\"1\"><name>M\xC3\xBCller &amp; S\xC3\xB6hne</name><![CDATA[x]]></entry><?p i?></l:list>";
    ASSERT_TRUE(read_xml(bytes));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_FALSE(read_xml(bytes.substr(0, size))) << bytes.substr(0, size);
    }
    EXPECT_THAT(read_xml(bytes.substr(0, bytes.size() - 3)).error().message, HasSubstr("cut short"));
}

TEST(Xml, AMillionOpenElementsAreRefusedAtTheFirstTooMany) {
    std::string bytes;
    for (int depth = 0; depth < 1'000'000; ++depth) {
        bytes += "<a>";
    }
    const auto document = read_xml(bytes);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, ErrorCode::limit_exceeded);
    EXPECT_THAT(document.error().message, HasSubstr("more than 64 deep, line 1"));
    EXPECT_LT(document.error().offset_bytes.value(), 1'000U);
}

TEST(Xml, LimitsHoldAndNameThemselves) {
    std::string deep;
    for (int depth = 0; depth < 64; ++depth) {
        deep = "<a>" + deep + "</a>";
    }
    std::string many = "<a";
    for (int at = 0; at < 257; ++at) {
        many += " a" + std::to_string(at) + "=''";
    }
    std::string very_many = "<a";
    for (int at = 0; at < 200'000; ++at) {
        very_many += " a" + std::to_string(at) + "=''";
    }
    XmlLimits small;
    small.record_bytes_max = 10'000;
    XmlLimits tiny;
    tiny.bytes_max = 10;
    const std::string text(10'001, 'x');
    const auto refused = [](const std::string& bytes, const XmlLimits& limits, const char* sentence) {
        const auto document = read_xml(bytes, limits);
        ASSERT_FALSE(document) << sentence;
        EXPECT_EQ(document.error().code, ErrorCode::limit_exceeded) << document.error().message;
        EXPECT_THAT(document.error().message, HasSubstr(sentence));
    };
    EXPECT_TRUE(read_xml(deep));
    refused("<a>" + deep + "</a>", {}, "more than 64 deep");
    refused(many + "/>", {}, "<a> has more than 256 attributes");
    refused(very_many + "/>", {}, "a tag is larger than");
    refused("<a b='" + std::string(3'000'000, 'x') + "'/>", {}, "a tag is larger than");
    refused("<a>&" + std::string(3'000'000, 'x') + ";</a>", {}, "a tag is larger than");
    refused("<a><!--" + std::string(3'000'000, 'x') + "--></a>", small, "a comment or instruction is larger");
    refused("<a>" + text + "</a>", small, "a text is larger than 10000 bytes");
    refused("<a><b>" + text.substr(5'000) + "</b>" + text.substr(5'000) + "</a>", small,
            "what stands outside the records is larger than 10000 bytes");
    refused("<a/>       ", tiny, "more than the limit of 10");
    EXPECT_TRUE(read_xml("<a><!--" + std::string(3'000'000, 'x') + "--></a>"));
}

TEST(Xml, ARecordBeyondTheLimitIsRefusedButManyRecordsAreNot) {
    XmlLimits limits;
    limits.record_bytes_max = 1'000;
    std::string bytes = "<l>";
    for (int at = 0; at < 1'000; ++at) {
        bytes += "<r><n>" + std::string(900, 'x') + "</n></r>\n";
    }
    const auto take = [](const XmlNode&) -> Status { return {}; };
    EXPECT_TRUE(read_xml_records(bytes + "</l>", {"r"}, take, limits));
    const auto refused =
        read_xml_records(bytes + "<r>" + std::string(950, 'x') + "<n/><n/></r></l>", {"r"}, take, limits);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("a record is larger than 1000 bytes, line 1001"));
}

TEST(Xml, ATextOfTwelveMegabytesIsNoTrouble) {
    const std::string text(12'000'000, 'x');
    const auto document = read_xml("<a>" + text + "</a>");
    ASSERT_TRUE(document) << document.error().message;
    EXPECT_EQ(document->root().text(), text);
}

TEST(Xml, AnErrorOfTheHandlerStopsTheReading) {
    int seen = 0;
    const auto document = read_xml_records("<l><r/><r/><r/></l>", {"r"}, [&](const XmlNode&) -> Status {
        return ++seen == 2 ? Status(base::fail(ErrorCode::conflict, "no more")) : Status();
    });
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, ErrorCode::conflict);
    EXPECT_EQ(document.error().message, "no more");
    EXPECT_EQ(seen, 2);
}

// The bytes go to the parser in pieces of 128 KiB; the cut must not be seen wherever it falls.
TEST(Xml, PiecesOfTheInputLeaveNoTrace) {
    const std::string fragment =
        "<n a='\xC3\xA9&amp;'>M\xC3\xBCller\r\n\xE2\x82\xAC \xF0\x9F\x98\x80 &lt;<![CDATA[\xC3\xA9]]]]></n>";
    const auto expected = read_xml("<l>" + fragment + "</l>");
    ASSERT_TRUE(expected) << expected.error().message;
    for (std::size_t before = 0; before <= fragment.size() + 1; ++before) {
        std::string bytes = "<l>" + std::string((128U << 10U) - 3 - before, ' ');
        const auto document = read_xml(bytes + fragment + std::string(1'000, ' ') + "</l>");
        ASSERT_TRUE(document) << document.error().message << " with " << before;
        ASSERT_EQ(document->root().path("n").text(), expected->root().path("n").text()) << before;
        ASSERT_EQ(document->root().path("n").attribute("a"), "\xC3\xA9&") << before;
    }
}

TEST(Xml, PeekNeedsOnlyTheFirstBytes) {
    const auto root = peek_xml_root(
        "<?xml version='1.0'?><!-- <x> --><e:export xmlns='urn:a' a='/>' "
        "xmlns:e=\"urn:b\"><cut");
    ASSERT_TRUE(root) << root.error().message;
    EXPECT_EQ(root->name, "export");
    EXPECT_EQ(root->name_space, "urn:b");
    EXPECT_EQ(peek_xml_root("<list>").value().name, "list");
    EXPECT_EQ(peek_xml_root("<list/>").value().name_space, "");
    EXPECT_EQ(peek_xml_root("<!DOCTYPE list><list/>").error().code, ErrorCode::unsupported);
    EXPECT_EQ(peek_xml_root("<lis").error().code, ErrorCode::invalid_input);
    EXPECT_EQ(peek_xml_root("<!-- <list>").error().code, ErrorCode::invalid_input);
}

// pugixml reads the same file by its own parser: both must hold the same text.
std::string text_of(pugi::xml_node node) {
    std::string text;
    for (const pugi::xml_node child : node.children()) {
        text += child.type() == pugi::node_element ? "<" + text_of(child) + ">" : child.value();
    }
    return text;
}

std::string text_of(const XmlNode& node) {
    std::string text = node.text();
    for (const XmlNode& child : node.children()) {
        text += "<" + text_of(child) + ">";
    }
    return text;
}

TEST(Xml, ARealListReadsAsPugixmlReadsItAndNotWhenCutShort) {
    const auto file = base::testing::real_data("lists/un/2026-02-27/consolidated.xml");
    if (!file) {
        GTEST_SKIP() << "needs the real data";
    }
    const std::string bytes = base::testing::read_test_file(*file);
    std::vector<std::string> ours;
    const auto document =
        read_xml_records(bytes, {"INDIVIDUAL", "ENTITY"}, [&](const XmlNode& record) -> Status {
            ours.push_back(text_of(record));
            return {};
        });
    ASSERT_TRUE(document) << document.error().message;
    EXPECT_EQ(document->root().name(), "CONSOLIDATED_LIST");
    pugi::xml_document reference;
    ASSERT_TRUE(reference.load_buffer(bytes.data(), bytes.size(), pugi::parse_default));
    std::vector<std::string> theirs;
    for (const pugi::xml_node group : reference.document_element().children()) {
        for (const pugi::xml_node record : group.children()) {
            theirs.push_back(text_of(record));
        }
    }
    EXPECT_GT(ours.size(), 500U);
    EXPECT_EQ(ours, theirs);
    EXPECT_FALSE(read_xml(bytes.substr(0, bytes.size() / 2)));
    EXPECT_FALSE(read_xml(bytes.substr(0, base::trim(bytes).size() - 1)));
}

}  // namespace
}  // namespace cordon::codec
