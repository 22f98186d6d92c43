// codec/xsd.h: is this XML what its schema says? By libxml2's validator.
//
// Role:        XsdSchema is one compiled schema; check() validates the outermost element of a document that
//              stands in the schema's target namespace, so that wrappers and headers around a message do not
//              matter.
// Rules:       XML Schema 1.0 as libxml2 2.9 has it. A schema that imports or includes another file is
//              refused: nothing is loaded from anywhere. The XML must pass codec/xml_tree.h first, so it has
//              no DOCTYPE.
// Limits:      schemas of 8 MiB; XML as XmlTreeLimits; the first xsd_faults_max faults are told.
// Ownership:   the schema owns libxml2's compiled form. Movable.
// Threads:     one schema may be used by many threads; each check has a context of its own.
// Determinism: same schema, same XML, same faults, in document order.
// Cost:        compiling: milliseconds; checking: some 10 MB/s.
// Errors:      invalid_input (not an XSD; the XML is not well-formed), unsupported (imports), limit_exceeded.
//              That an XML is not valid is no Error but a list of faults.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cordon::codec {

struct XsdFault {
    std::string path;  // local names, numbered from 1 among siblings of one name: "/Document/A/B[2]"
    std::uint64_t line = 0;
    std::string sentence;
};

constexpr std::size_t xsd_faults_max = 100;

class XsdSchema {
public:
    [[nodiscard]] static base::Result<XsdSchema> compile(std::string_view xsd);
    // No faults: valid. An element of the target namespace must be there.
    [[nodiscard]] base::Result<std::vector<XsdFault>> check(std::string_view xml) const;
    [[nodiscard]] const std::string& target_namespace() const { return target_namespace_; }

private:
    struct Compiled;
    XsdSchema() = default;
    std::shared_ptr<const Compiled> compiled_;
    std::string target_namespace_;
};

}  // namespace cordon::codec
