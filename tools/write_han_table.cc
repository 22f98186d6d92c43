// tools/write_han_table.cc: run by the build; writes the Pinyin syllable of every Han letter as C++ tables.
//
// ICU's Han-Latin transliterator takes a second for all letters. Done once while building, it costs nothing
// when Cordon starts. Usage: write_han_table FIRST LAST OUTPUT (code points in decimal).
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/parse.h"

int main(int argc, char** argv) {
    if (argc != 4) {
        return 2;
    }
    const auto first = cordon::base::parse_number<int>(argv[1]);
    const auto last = cordon::base::parse_number<int>(argv[2]);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> pinyin(
        icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    std::FILE* out = std::fopen(argv[3], "wb");
    if (!first || !last || U_FAILURE(status) || out == nullptr) {
        (void)std::fprintf(stderr, "write_han_table: cannot make %s\n", argv[3]);
        return 1;
    }
    std::map<std::string, std::size_t> numbers{{"", 0}};
    std::vector<std::string> syllables{""};
    std::string rows;
    for (int at = *first; at <= *last; ++at) {
        icu::UnicodeString letter(static_cast<UChar32>(at));
        pinyin->transliterate(letter);
        std::string utf8;
        letter.toUTF8String(utf8);
        std::erase_if(utf8, [](char each) { return each < 'a' || each > 'z'; });
        const auto [found, added] = numbers.try_emplace(utf8, syllables.size());
        if (added) {
            syllables.push_back(utf8);
        }
        rows += std::to_string(found->second) + ((at - *first) % 20 == 19 ? ",\n" : ",");
    }
    (void)std::fprintf(out, "constexpr std::string_view han_syllables[] = {\n");
    for (const std::string& syllable : syllables) {
        (void)std::fprintf(out, "\"%s\",\n", syllable.c_str());
    }
    (void)std::fprintf(out, "};\nconstexpr std::uint16_t han_syllable_of[] = {\n%s};\n", rows.c_str());
    return std::fclose(out) == 0 ? 0 : 1;
}
