#include "text/script.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <map>

#include "base/utf8.h"

namespace cordon::text {

namespace {

std::map<UScriptCode, int> count_scripts(std::string_view utf8) {
    std::map<UScriptCode, int> letters;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto code_point = static_cast<UChar32>(base::next_code_point(utf8, at));
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode script = uscript_getScript(code_point, &status);
        if (U_SUCCESS(status) && script > USCRIPT_INHERITED && u_isalpha(code_point) != 0) {
            ++letters[script];
        }
    }
    return letters;
}

// Japanese and Korean mix scripts by rule; afterwards one script stands for the whole.
std::map<UScriptCode, int> merge_east_asian(std::map<UScriptCode, int> letters) {
    const int kana = letters[USCRIPT_HIRAGANA] + letters[USCRIPT_KATAKANA];
    const int han = letters[USCRIPT_HAN];
    if (kana > 0 && han > 0) {
        letters[USCRIPT_JAPANESE] = kana + han;
        letters[USCRIPT_HIRAGANA] = letters[USCRIPT_KATAKANA] = letters[USCRIPT_HAN] = 0;
    } else if (letters[USCRIPT_HANGUL] > 0 && han > 0) {
        letters[USCRIPT_KOREAN] = letters[USCRIPT_HANGUL] + han;
        letters[USCRIPT_HANGUL] = letters[USCRIPT_HAN] = 0;
    }
    std::erase_if(letters, [](const auto& counted) { return counted.second == 0; });
    return letters;
}

}  // namespace

std::string script_of(std::string_view utf8) {
    const auto letters = merge_east_asian(count_scripts(utf8));
    const auto most =
        std::ranges::max_element(letters, {}, [](const auto& counted) { return counted.second; });
    return most == letters.end() ? std::string() : std::string(uscript_getShortName(most->first));
}

bool has_mixed_scripts(std::string_view utf8) {
    return merge_east_asian(count_scripts(utf8)).size() > 1;
}

}  // namespace cordon::text
