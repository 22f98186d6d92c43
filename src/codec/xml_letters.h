// codec/xml_letters.h: which letters XML allows, and where.
//
// Role:    private to codec/xml_tree.cc.
// Rules:   XML 1.0 fifth edition, productions 2 (Char), 4 (NameStartChar), 4a (NameChar); without ':', which
//          Namespaces in XML gives a meaning of its own.
// Threads: constants and pure functions.
#pragma once

#include <array>
#include <cstdint>

namespace cordon::codec {

enum XmlLetter : std::uint8_t {
    xml_blank = 1,
    xml_name_start = 2,
    xml_name = 4,
    xml_forbidden = 8,  // a control character
};

constexpr std::array<std::uint8_t, 256> xml_letter_table() {
    std::array<std::uint8_t, 256> table{};  // nothing beyond ASCII
    for (std::size_t letter = 0; letter < 0x20; ++letter) {
        table[letter] = xml_forbidden;
    }
    for (const char blank : {' ', '\t', '\n', '\r'}) {
        table[static_cast<std::size_t>(blank)] = xml_blank;
    }
    for (std::size_t letter = 'a'; letter <= 'z'; ++letter) {
        table[letter] = table[letter - 32] = xml_name_start | xml_name;
    }
    for (std::size_t digit = '0'; digit <= '9'; ++digit) {
        table[digit] = xml_name;
    }
    table['_'] = xml_name_start | xml_name;
    table['-'] = table['.'] = xml_name;
    return table;
}

inline constexpr auto xml_letters = xml_letter_table();

constexpr bool is_xml_letter(char letter, std::uint8_t kinds) {
    return (xml_letters[static_cast<unsigned char>(letter)] & kinds) != 0;
}

// Beyond ASCII.
constexpr bool is_xml_name_start(char32_t point) {
    return (point >= 0xC0 && point <= 0x2FF && point != 0xD7 && point != 0xF7) ||
           (point >= 0x370 && point <= 0x1FFF && point != 0x37E) || point == 0x200C || point == 0x200D ||
           (point >= 0x2070 && point <= 0x218F) || (point >= 0x2C00 && point <= 0x2FEF) ||
           (point >= 0x3001 && point <= 0xD7FF) || (point >= 0xF900 && point <= 0xFDCF) ||
           (point >= 0xFDF0 && point <= 0xFFFD) || (point >= 0x10000 && point <= 0xEFFFF);
}

constexpr bool is_xml_name_letter(char32_t point) {
    return is_xml_name_start(point) || point == 0xB7 || (point >= 0x300 && point <= 0x36F) ||
           point == 0x203F || point == 0x2040;
}

constexpr bool is_xml_char(char32_t point) {
    return point == 0x9 || point == 0xA || point == 0xD || (point >= 0x20 && point <= 0xD7FF) ||
           (point >= 0xE000 && point <= 0xFFFD) || (point >= 0x10000 && point <= 0x10FFFF);
}

}  // namespace cordon::codec
