// codec/xml_prolog.h: what stands before the root element of an XML file, looked at without a parser.
//
// Role:    private to codec/xml.h: words shared by xml.cc (the parser) and xml_prolog.cc (the first look).
// Threads: constants.
#pragma once

#include <string_view>

namespace cordon::codec {

inline constexpr std::string_view xml_byte_order_mark = "\xEF\xBB\xBF";
inline constexpr std::string_view xml_doctype_refused =
    "the file has a DOCTYPE, which we refuse because it can pull in other files and expand without bound; "
    "take it out or ask the sender for a file without one";

}  // namespace cordon::codec
