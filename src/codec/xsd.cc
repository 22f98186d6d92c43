#include "codec/xsd.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <algorithm>

#include "base/strings.h"
#include "codec/xml_tree.h"

namespace cordon::codec {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

constexpr std::uint64_t schema_bytes_max = 8ULL << 20U;
constexpr std::string_view schema_uri = "http://www.w3.org/2001/XMLSchema";

template <auto Free>
struct FreeWith {
    template <class Thing>
    void operator()(Thing* thing) const {
        Free(thing);
    }
};
using ParserContext = std::unique_ptr<xmlSchemaParserCtxt, FreeWith<&xmlSchemaFreeParserCtxt>>;
using ValidContext = std::unique_ptr<xmlSchemaValidCtxt, FreeWith<&xmlSchemaFreeValidCtxt>>;
using Document = std::unique_ptr<xmlDoc, FreeWith<&xmlFreeDoc>>;

std::string_view view_of(const xmlChar* text) {
    return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

bool same_name(const xmlNode* one, const xmlNode* other) {
    return other->type == XML_ELEMENT_NODE && view_of(one->name) == view_of(other->name);
}

std::string step_of(const xmlNode* node) {
    std::string step = "/" + std::string(view_of(node->name));
    std::size_t before = 0;
    bool behind = false;
    for (const xmlNode* at = node->prev; at != nullptr; at = at->prev) {
        before += same_name(node, at) ? 1U : 0U;
    }
    for (const xmlNode* at = node->next; at != nullptr && !behind; at = at->next) {
        behind = same_name(node, at);
    }
    if (before > 0 || behind) {
        step += "[" + std::to_string(before + 1) + "]";
    }
    return step;
}

std::string path_of(const xmlNode* node) {
    std::string path;
    for (; node != nullptr; node = node->parent) {
        if (node->type == XML_ELEMENT_NODE) {
            path.insert(0, step_of(node));
        }
    }
    return path;
}

void keep_first_error(void* self, xmlErrorPtr error) noexcept {
    auto& sentence = *static_cast<std::string*>(self);
    if (error != nullptr && sentence.empty()) {
        sentence = base::shown(base::trim(error->message == nullptr ? "" : error->message), 200);
    }
}

// libxml2 names elements with their namespace in braces, which is always the same one here.
void keep_fault(void* self, xmlErrorPtr error) noexcept {
    auto& faults = *static_cast<std::vector<XsdFault>*>(self);
    if (error == nullptr || faults.size() >= xsd_faults_max) {
        return;
    }
    std::string sentence(base::trim(error->message == nullptr ? "" : error->message));
    for (std::size_t open = 0; (open = sentence.find('{', open)) != std::string::npos;) {
        const std::size_t close = sentence.find('}', open);
        if (close == std::string::npos || close - open > 120) {
            break;
        }
        sentence.erase(open, close - open + 1);
    }
    faults.push_back({path_of(static_cast<const xmlNode*>(error->node)),
                      static_cast<std::uint64_t>(std::max(error->line, 0)), base::shown(sentence, 300)});
}

// The outermost element of that namespace, in document order.
xmlNode* element_in(xmlNode* node, std::string_view name_space) {
    for (; node != nullptr; node = node->next) {
        if (node->type != XML_ELEMENT_NODE) {
            continue;
        }
        if (node->ns != nullptr && view_of(node->ns->href) == name_space) {
            return node;
        }
        if (xmlNode* below = element_in(node->children, name_space); below != nullptr) {
            return below;
        }
    }
    return nullptr;
}

}  // namespace

struct XsdSchema::Compiled {
    explicit Compiled(xmlSchemaPtr made) : schema(made) {}
    ~Compiled() { xmlSchemaFree(schema); }
    Compiled(const Compiled&) = delete;
    Compiled& operator=(const Compiled&) = delete;
    xmlSchemaPtr schema;
};

Result<XsdSchema> XsdSchema::compile(std::string_view xsd) {
    CORDON_ASSIGN(const XmlTree tree, read_xml_tree(xsd, {.bytes_max = schema_bytes_max}));
    if (tree.at(0).name != "schema" || tree.at(0).name_space != schema_uri) {
        return fail(ErrorCode::invalid_input,
                    "this is not an XML schema: it begins with <" + base::shown(tree.at(0).name, 40) + ">");
    }
    for (const XmlTreeElement& element : tree.elements()) {
        if (element.name_space == schema_uri &&
            (element.name == "import" || element.name == "include" || element.name == "redefine")) {
            return fail(ErrorCode::unsupported,
                        "the schema refers to another file, and nothing is loaded from anywhere",
                        element.begin);
        }
    }
    const ParserContext parser(xmlSchemaNewMemParserCtxt(xsd.data(), static_cast<int>(xsd.size())));
    std::string problem;
    xmlSchemaPtr made = nullptr;
    if (parser) {
        xmlSchemaSetParserStructuredErrors(parser.get(), &keep_first_error, &problem);
        made = xmlSchemaParse(parser.get());
    }
    if (made == nullptr) {
        return fail(ErrorCode::invalid_input, "the schema cannot be compiled: " + problem);
    }
    XsdSchema schema;
    schema.compiled_ = std::make_shared<const Compiled>(made);
    for (std::uint32_t at = 0; at < tree.at(0).attribute_count; ++at) {
        const XmlTreeAttribute& attribute = tree.attribute(tree.at(0).first_attribute + at);
        if (attribute.name == "targetNamespace") {
            schema.target_namespace_ = attribute.value;
        }
    }
    return schema;
}

Result<std::vector<XsdFault>> XsdSchema::check(std::string_view xml) const {
    const std::size_t first = std::min(xml.find_first_not_of(" \t\r\n"), xml.size());
    xml.remove_prefix(first);
    CORDON_TRY(read_xml_tree(xml));
    const Document document(xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, "UTF-8",
                                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
    const ValidContext context(xmlSchemaNewValidCtxt(compiled_->schema));
    if (!document || !context) {
        return fail(ErrorCode::invalid_input, "the XML cannot be read for validation");
    }
    xmlNode* const element = element_in(xmlDocGetRootElement(document.get()), target_namespace_);
    std::vector<XsdFault> faults;
    if (element == nullptr) {
        faults.push_back({"/", 0, "there is no element of the namespace '" + target_namespace_ + "'"});
        return faults;
    }
    xmlSchemaSetValidStructuredErrors(context.get(), &keep_fault, &faults);
    const int told = xmlSchemaValidateOneElement(context.get(), element);
    if (told != 0 && faults.empty()) {
        faults.push_back({path_of(element), 0, "the validator says no and does not say why"});
    }
    return faults;
}

}  // namespace cordon::codec
