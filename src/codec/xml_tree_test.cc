// Goal: the tree of a message has the names, texts and attributes that codec/xml.h reads, is refused when
// that refuses, says where elements stand in the bytes, and outlives them.
#include "codec/xml_tree.h"

#include <gtest/gtest.h>

#include "base/prng.h"
#include "base/strings.h"
#include "base/testing.h"
#include "codec/xml.h"

namespace cordon::codec {
namespace {

void show(const XmlNode& node, std::string& out) {
    out += "<" + std::string(node.name());
    for (const auto& [name, value] : node.attributes()) {
        out += " " + name + "='" + base::collapse_whitespace(value) + "'";
    }
    out += ">" + base::replace_all(base::collapse_whitespace(node.text()), " ", "");
    for (const XmlNode& child : node.children()) {
        show(child, out);
    }
    out += "</>";
}

void show(const XmlTree& tree, std::uint32_t index, std::string& out) {
    const XmlTreeElement& element = tree.at(index);
    out += "<" + std::string(element.name);
    for (const bool prefixed : {false, true}) {
        for (std::uint32_t at = 0; at < element.attribute_count; ++at) {
            const XmlTreeAttribute& attribute = tree.attribute(element.first_attribute + at);
            if (attribute.prefixed == prefixed) {
                out += " " + std::string(attribute.name) + "='" + base::collapse_whitespace(attribute.value) +
                       "'";
            }
        }
    }
    out += ">" + base::replace_all(tree.value(index), " ", "");
    for (std::uint32_t child = element.first_child; child != no_element;
         child = tree.at(child).next_sibling) {
        show(tree, child, out);
    }
    out += "</>";
}

// Both readers' views of the bytes; "refused" for an Error. Blanks are left out: the readers agree on where
// texts end, not on the blank that stands for a child between two of them.
std::string slow_view(std::string_view bytes) {
    const auto document = read_xml(bytes, {.bytes_max = 1U << 20U});
    std::string out;
    if (!document) {
        // libxml2 also asks whether a namespace's name is a URI; to this reader it is a name.
        return document.error().message.find("valid URI") == std::string::npos ? "refused" : "strange URI";
    }
    show(document->root(), out);
    return out;
}

std::string quick_view(std::string_view bytes) {
    const auto tree = read_xml_tree(bytes);
    std::string out;
    if (!tree) {
        return "refused";
    }
    show(*tree, 0, out);
    return out;
}

constexpr std::string_view sample =
    "\xEF\xBB\xBF<?xml version=\"1.0\" encoding='UTF-8'?>\n<!-- head -->\n"
    "<e:Envelope xmlns:e=\"urn:e\" xmlns=\"urn:d\" xml:lang='en'>\n <Nm a='1' e:a=\"2\">J\xC3\xB6rg &amp; "
    "S&#246;hne</Nm><?pi x?>\n"
    " <Adr><![CDATA[a <b> ]] c]]> d<!-- c -->e<x/>f</Adr><Empty/><e:T>&lt;&gt;&quot;&apos;&#x4e2d;</e:T>\n"
    "</e:Envelope>\n<!-- tail -->\n";

TEST(XmlTree, ReadsWhatStandsThere) {
    const auto tree = read_xml_tree(sample);
    ASSERT_TRUE(tree) << tree.error().message;
    EXPECT_EQ(tree->at(0).name, "Envelope");
    EXPECT_EQ(tree->at(0).name_space, "urn:e");
    const std::uint32_t name = tree->child(0, "Nm");
    ASSERT_NE(name, no_element);
    EXPECT_EQ(tree->value(name), "J\xC3\xB6rg & S\xC3\xB6hne");
    EXPECT_EQ(tree->at(name).name_space, "urn:d");
    EXPECT_EQ(tree->at(name).attribute_count, 2U);
    EXPECT_EQ(sample.substr(tree->at(name).begin, 3), "<Nm");
    EXPECT_EQ(sample.substr(tree->at(name).end - 5, 5), "</Nm>");
    EXPECT_EQ(tree->value(tree->child(0, "Adr")), "a <b> ]] c de f");
    EXPECT_EQ(tree->child(name, "Nm"), no_element);
    EXPECT_EQ(tree->value(no_element), "");
    EXPECT_EQ(quick_view(sample), slow_view(sample));
}

struct Case {
    const char* what;
    std::string bytes;
};

TEST(XmlTree, AgreesWithLibxml2) {
    const Case cases[] = {
        {"crossed tags", "<a><b></a></b>"},
        {"no end", "<a>"},
        {"text behind", "<a/>b"},
        {"text in front", "b<a/>"},
        {"two roots", "<a/><b/>"},
        {"bare ampersand", "<a>x & y</a>"},
        {"unknown entity", "<a>&nbsp;</a>"},
        {"entity without semicolon", "<a>&amp</a>"},
        {"NUL reference", "<a>&#0;</a>"},
        {"surrogate reference", "<a>&#xD800;</a>"},
        {"upper-case X", "<a>&#X41;</a>"},
        {"reference beyond", "<a>&#x110000;</a>"},
        {"empty reference", "<a>&#;</a>"},
        {"section end in text", "<a>]]></a>"},
        {"unbound prefix", "<p:a/>"},
        {"unbound attribute prefix", "<a p:b='1'/>"},
        {"bound on itself", "<p:a xmlns:p='u'/>"},
        {"prefix out of reach", "<a><b xmlns:p='u'/><p:c/></a>"},
        {"prefix taken away", "<a xmlns:p='u'><b xmlns:p=''/></a>"},
        {"default taken away", "<a xmlns='u'><b xmlns=''/></a>"},
        {"twice the attribute", "<a b='1' b='2'/>"},
        {"twice by namespace", "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>"},
        {"twice the declaration", "<a xmlns:p='u' xmlns:p='u'/>"},
        {"other namespace", "<a xmlns:p='u' xmlns:q='v' p:b='1' q:b='2'/>"},
        {"no quotes", "<a b=1/>"},
        {"no blank", "<a b='1'c='2'/>"},
        {"less-than in value", "<a b='<'/>"},
        {"blank around equals", "<a b = '1'/>"},
        {"comment dashes", "<a><!-- a -- b --></a>"},
        {"comment end dash", "<a><!-- a ---></a>"},
        {"open comment", "<a/><!-- "},
        {"late declaration", "<a/><?xml version='1.0'?>"},
        {"blank before declaration", " <?xml version='1.0'?><a/>"},
        {"no version", "<?xml encoding='UTF-8'?><a/>"},
        {"standalone", "<?xml version='1.0' standalone='yes'?><a/>"},
        {"standalone maybe", "<?xml version='1.0' standalone='maybe'?><a/>"},
        {"instruction", "<?a b?><a><?c?></a>"},
        {"control letter", "<a>\x01</a>"},
        {"U+FFFF", "<a>\xEF\xBF\xBF</a>"},
        {"ill-formed UTF-8", "<a>\xC3</a>"},
        {"digit first", "<1a/>"},
        {"native name", "<\xE4\xB8\xAD\xE6\x96\x87 \xC3\xA9='1'>x</\xE4\xB8\xAD\xE6\x96\x87>"},
        {"no name letter", "<a\xC3\x97/>"},
        {"two colons", "<a:b:c xmlns:a='u'/>"},
        {"colon last", "<a: xmlns:a='u'/>"},
        {"blank in front of name", "< a/>"},
        {"blank in end tag", "<a></a >"},
        {"slash apart", "<a / >"},
        {"CDATA outside", "<a/><![CDATA[x]]>"},
        {"open CDATA", "<a><![CDATA[x]]</a>"},
        {"reserved prefix", "<a xmlns:xml='u'/>"},
        {"xmlns bound", "<a xmlns:xmlns='u'/>"},
        {"carriage returns", "<a>\r\n x\r\n y\r\n</a>"},
        {"blank text between comments", "<a>John<!-- --> <!-- -->Smith</a>"},
        {"tabs in values", "<a b='x\ty'/>"},
        {"nothing", ""},
        {"a document type", "<!DOCTYPE a><a/>"},
    };
    for (const auto& [what, bytes] : cases) {
        EXPECT_EQ(quick_view(bytes), slow_view(bytes)) << what << ": " << bytes;
    }
}

TEST(XmlTree, KeepsTheBlankBetweenTexts) {
    const auto tree = read_xml_tree("<a>John<!-- --> <!-- -->Smith<b/>Jones</a>");
    ASSERT_TRUE(tree);
    EXPECT_EQ(tree->value(0), "John Smith Jones");
}

TEST(XmlTree, RefusesEveryTruncation) {
    const std::size_t whole = sample.find("</e:Envelope>") + 13;
    for (std::size_t length = 0; length < whole; ++length) {
        const auto tree = read_xml_tree(sample.substr(0, length));
        EXPECT_FALSE(tree) << length;
        EXPECT_FALSE(!tree && tree.error().message.empty());
    }
}

// One to three bytes changed at a time, by letters that matter to XML.
TEST(XmlTree, AgreesWithLibxml2OnDamagedDocuments) {
    base::Prng prng(base::testing::seed_from_environment(20261122));
    constexpr std::string_view letters = "<>&;'\"=/!?-[]: ax#0\n";
    int refused = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes(sample);
        for (std::uint64_t changes = 1 + prng.below(3); changes > 0; --changes) {
            const std::size_t at = prng.below(bytes.size());
            if (prng.below(3) == 0) {
                bytes.erase(at, 1 + prng.below(4));
            } else {
                bytes[at] = letters[prng.below(letters.size())];
            }
        }
        const std::string quick = quick_view(bytes);
        const std::string slow = slow_view(bytes);
        if (slow != "strange URI") {
            ASSERT_EQ(quick, slow) << "round " << round << "\n" << bytes;
        }
        refused += quick == "refused" ? 1 : 0;
    }
    EXPECT_GT(refused, 1'000);
    EXPECT_LT(refused, 19'500);
}

TEST(XmlTree, SaysWhereElementsStand) {
    const std::string bytes =
        "\xEF\xBB\xBF<!-- <a> --><r a='>'>x<b/>\xE4\xB8\xAD<c d=\"e>f\" >&amp;<![CDATA[<c>]]></c\n><p:q "
        "xmlns:p='u'><b /></p:q></r> ";
    const auto tree = read_xml_tree(bytes);
    ASSERT_TRUE(tree) << tree.error().message;
    std::vector<std::string> ranges;
    for (const XmlTreeElement& element : tree->elements()) {
        ranges.push_back(bytes.substr(element.begin, element.end - element.begin));
    }
    ASSERT_EQ(ranges.size(), 5U);
    EXPECT_EQ(ranges[0], bytes.substr(15, bytes.size() - 16));
    EXPECT_EQ(ranges[1], "<b/>");
    EXPECT_EQ(ranges[2], "<c d=\"e>f\" >&amp;<![CDATA[<c>]]></c\n>");
    EXPECT_EQ(ranges[3], "<p:q xmlns:p='u'><b /></p:q>");
    EXPECT_EQ(ranges[4], "<b />");
}

// Larger than what libxml2 holds at once, and with the bytes gone before the tree is read.
TEST(XmlTree, OutlivesTheBytesAndCountsThemToTheEnd) {
    std::string bytes = "<r xmlns:p='urn:p' xmlns:q='urn:q'>";
    std::vector<std::pair<std::size_t, std::size_t>> ranges;
    for (int at = 0; at < 20'000; ++at) {
        const std::string name = at % 2 == 0 ? "p:e" : "q:e";
        const std::string one = "<" + name + " a='" + std::to_string(at) + "&amp;'>J\xC3\xB6rg &lt; " +
                                std::to_string(at) + "</" + name + ">\n";
        ranges.emplace_back(bytes.size(), bytes.size() + one.size() - 1);
        bytes += one;
    }
    bytes += "</r>";
    auto read = read_xml_tree(bytes, {.bytes_max = 2U << 20U});
    ASSERT_TRUE(read) << read.error().message;
    const XmlTree tree = *std::move(read);
    std::ranges::fill(bytes, '?');
    ASSERT_EQ(tree.elements().size(), 20'001U);
    for (std::uint32_t at = 0; at < 20'000; ++at) {
        const XmlTreeElement& element = tree.at(at + 1);
        ASSERT_EQ(element.begin, ranges[at].first);
        ASSERT_EQ(element.end, ranges[at].second);
        ASSERT_EQ(element.name_space, at % 2 == 0 ? "urn:p" : "urn:q");
        ASSERT_EQ(tree.attribute(element.first_attribute).value, std::to_string(at) + "&");
        ASSERT_EQ(tree.value(at + 1), "J\xC3\xB6rg < " + std::to_string(at));
    }
}

TEST(XmlTree, KeepsItsLimits) {
    std::string deep;
    for (int depth = 0; depth < 65; ++depth) {
        deep += "<a>";
    }
    const auto tree = read_xml_tree(deep);
    ASSERT_FALSE(tree);
    EXPECT_EQ(tree.error().code, base::ErrorCode::limit_exceeded);
    const auto large = read_xml_tree(sample, {.bytes_max = 10});
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().code, base::ErrorCode::limit_exceeded);
    const auto wide = read_xml_tree("<a b='1' c='2' d='3'/>", {.attributes_max = 2});
    ASSERT_FALSE(wide);
    EXPECT_EQ(wide.error().code, base::ErrorCode::limit_exceeded);
    EXPECT_TRUE(read_xml_tree("<a b='1' c='2'>d=\"e\" '' '' ''<f/></a>", {.attributes_max = 2}));
    std::string widest = "<a";  // libxml2 would compare each with all the others
    for (int at = 0; at < 100'000; ++at) {
        widest += " b" + std::to_string(at) + "=''";
    }
    std::string names = "<a>";
    for (int at = 0; at < 100'000; ++at) {
        names += "<b" + std::to_string(at) + "/>";
    }
    for (const std::string& bytes :
         {widest + "/>", names + "</a>", "<a><!--" + std::string(3U << 20U, 'x') + "--></a>"}) {
        const auto refused = read_xml_tree(bytes, {.bytes_max = 4U << 20U});
        ASSERT_FALSE(refused) << bytes.substr(0, 8);
        EXPECT_EQ(refused.error().code, base::ErrorCode::limit_exceeded);
    }
    const auto many = read_xml_tree("<a><b/><b/><b/></a>", {.nodes_max = 2});
    ASSERT_FALSE(many);
    EXPECT_EQ(many.error().code, base::ErrorCode::limit_exceeded);
}

}  // namespace
}  // namespace cordon::codec
