#include "codec/xml_prolog.h"

#include <optional>
#include <string>

#include "base/strings.h"
#include "codec/xml.h"

namespace cordon::codec {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view without_blanks(std::string_view text) {
    const std::size_t at = text.find_first_not_of(blanks);
    return at == std::string_view::npos ? std::string_view() : text.substr(at);
}

// name="value" or name='value' at the front of text, blanks around '=' allowed; text moves behind it.
struct Pair {
    std::string_view name;
    std::string_view value;
};

std::optional<Pair> take_pair(std::string_view& text) {
    text = without_blanks(text);
    const std::size_t name_end = text.find_first_of(" \t\r\n=/>?");
    if (name_end == std::string_view::npos || name_end == 0) {
        return {};
    }
    Pair pair{text.substr(0, name_end), {}};
    std::string_view rest = without_blanks(text.substr(name_end));
    if (!rest.starts_with('=')) {
        return {};
    }
    rest = without_blanks(rest.substr(1));
    if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) {
        return {};
    }
    const std::size_t value_end = rest.find(rest.front(), 1);
    if (value_end == std::string_view::npos) {
        return {};
    }
    pair.value = rest.substr(1, value_end - 1);
    text = rest.substr(value_end + 1);
    return pair;
}

// REQUIRES: declaration begins behind "<?xml".
Status check_declaration(std::string_view declaration) {
    while (const auto pair = take_pair(declaration)) {
        if (pair->name == "encoding" && !base::ascii_iequals(pair->value, "utf-8") &&
            !base::ascii_iequals(pair->value, "utf8") && !base::ascii_iequals(pair->value, "us-ascii") &&
            !base::ascii_iequals(pair->value, "ascii")) {
            return fail(ErrorCode::unsupported, "the XML says that it is in the encoding '" +
                                                    base::shown(pair->value, 40) +
                                                    "'; we read UTF-8 only, so convert it first");
        }
    }
    return {};
}

Status check_first_bytes(std::string_view bytes) {
    if (bytes.empty()) {
        return fail(ErrorCode::invalid_input, "the file is empty");
    }
    const bool wide_mark = bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE");
    if (wide_mark || bytes.substr(0, 4).find('\0') != std::string_view::npos) {
        return fail(ErrorCode::unsupported,
                    "the file looks like UTF-16 or UTF-32; we read UTF-8 only, so convert it first");
    }
    return {};
}

std::unexpected<base::Error> cut_short(std::string_view bytes) {
    return fail(ErrorCode::invalid_input, "the XML ends before its first element does", bytes.size());
}

// REQUIRES: text begins with '<' and a letter of a name.
Result<XmlRoot> root_of(std::string_view bytes, std::string_view text) {
    text.remove_prefix(1);
    const std::size_t name_end = text.find_first_of(" \t\r\n/>");
    if (name_end == std::string_view::npos) {
        return cut_short(bytes);
    }
    const std::string_view name = text.substr(0, name_end);
    const std::size_t colon = name.find(':');
    const std::string_view prefix = colon == std::string_view::npos ? "" : name.substr(0, colon);
    const std::string_view local = colon == std::string_view::npos ? name : name.substr(colon + 1);
    if (base::ascii_iequals(local, "html")) {
        return fail(ErrorCode::invalid_input, "this is an HTML page, not a list file");
    }
    const std::string declares = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
    XmlRoot root{std::string(local), ""};
    text.remove_prefix(name_end);
    while (const auto pair = take_pair(text)) {
        if (pair->name == declares) {
            root.name_space = pair->value;
        }
    }
    text = without_blanks(text);
    return text.empty() ? Result<XmlRoot>(cut_short(bytes)) : Result<XmlRoot>(std::move(root));
}

}  // namespace

Result<XmlRoot> peek_xml_root(std::string_view bytes) {
    CORDON_TRY(check_first_bytes(bytes));
    std::string_view text = bytes;
    if (text.starts_with(xml_byte_order_mark)) {
        text.remove_prefix(xml_byte_order_mark.size());
    }
    if (text.starts_with("<?xml") && text.size() > 5 && blanks.find(text[5]) != std::string_view::npos) {
        CORDON_TRY(check_declaration(text.substr(5, text.find("?>"))));
    }
    for (;;) {
        text = without_blanks(text);
        if (text.empty()) {
            return fail(ErrorCode::invalid_input, "the file holds no XML element");
        }
        std::string_view closing;
        if (text.starts_with("<!--")) {
            closing = "-->";
            text.remove_prefix(4);
        } else if (text.starts_with("<?")) {
            closing = "?>";
            text.remove_prefix(2);
        } else {
            break;
        }
        const std::size_t end = text.find(closing);
        if (end == std::string_view::npos) {
            return cut_short(bytes);
        }
        text.remove_prefix(end + closing.size());
    }
    if (base::ascii_istarts_with(text, "<!DOCTYPE")) {
        if (base::ascii_istarts_with(without_blanks(text.substr(9)), "html")) {
            return fail(ErrorCode::invalid_input, "this is an HTML page, not a list file");
        }
        return fail(ErrorCode::unsupported, std::string(xml_doctype_refused));
    }
    if (!text.starts_with('<')) {
        return fail(ErrorCode::invalid_input,
                    "this is not XML; it begins with '" + base::shown(text, 20) + "'",
                    bytes.size() - text.size());
    }
    return root_of(bytes, text);
}

}  // namespace cordon::codec
