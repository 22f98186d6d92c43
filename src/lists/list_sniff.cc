#include "lists/list_sniff.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/strings.h"
#include "codec/json.h"
#include "codec/xml.h"
#include "lists/plain_table.h"
#include "lists/targets_simple_csv.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t looked_at_bytes = 4096;

bool is_utf16(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        return true;
    }
    // Without a mark: every other byte of Latin text is NUL.
    return bytes.size() >= 4 &&
           ((bytes[0] == '\0' && bytes[1] != '\0' && bytes[2] == '\0' && bytes[3] != '\0') ||
            (bytes[0] != '\0' && bytes[1] == '\0' && bytes[2] != '\0' && bytes[3] == '\0'));
}

bool is_html(std::string_view text) {
    const std::string_view start = text.substr(0, 1024);
    return base::ascii_istarts_with(start, "<!doctype html") || base::ascii_istarts_with(start, "<html") ||
           base::ascii_istarts_with(start, "<head") || base::ascii_istarts_with(start, "<body") ||
           (base::ascii_ifind(start, "<html") != std::string_view::npos &&
            base::ascii_ifind(start, "xhtml") != std::string_view::npos);
}

bool is_binary(std::string_view bytes) {
    return std::ranges::any_of(bytes.substr(0, looked_at_bytes), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1A;
    });
}

// A row of OFAC's CSV: a number, then fields of which nulls are written -0-.
bool is_ofac_row(std::string_view text) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    const std::size_t digits = line.find_first_not_of("0123456789");
    return digits != std::string_view::npos && digits > 0 && digits <= 10 && line[digits] == ',' &&
           (line.find("-0-") != std::string_view::npos || line.substr(digits).starts_with(",\""));
}

bool has_ofac_part_name(std::string_view name) {
    static constexpr auto parts = std::to_array<std::string_view>(
        {"sdn", "add", "alt", "sdn_comments", "cons_prim", "cons_add", "cons_alt", "cons_comments"});
    const std::size_t slash = name.find_last_of("/\\");
    const std::string lower =
        base::ascii_lower(slash == std::string_view::npos ? name : name.substr(slash + 1));
    return lower.ends_with(".csv") &&
           std::ranges::find(parts, std::string_view(lower).substr(0, lower.size() - 4)) != parts.end();
}

base::Result<ListFormat> sniff_xml(const SourceFile& file) {
    const auto root = codec::peek_xml_root(file.bytes);
    if (!root) {
        return base::fail_while(fmt::format("looking at {}", named_file(file)), root.error());
    }
    const auto space_has = [&](std::string_view words) {
        return base::ascii_ifind(root->name_space, words) != std::string_view::npos;
    };
    if (root->name == "CONSOLIDATED_LIST") {
        return ListFormat::un_xml;
    }
    if (root->name == "sdnList") {
        return ListFormat::ofac_legacy_xml;
    }
    if (root->name == "sanctionsData" && space_has("DeltaFile")) {
        return ListFormat::ofac_delta_xml;
    }
    if (root->name == "sanctionsData" && space_has("ENHANCED")) {
        return ListFormat::ofac_enhanced_xml;
    }
    if (root->name == "export" && space_has("eu.europa.ec")) {
        return ListFormat::eu_fsf_xml;
    }
    if (root->name == "Designations") {
        return ListFormat::uk_xml;
    }
    if (root->name == "swiss-sanctions-list") {
        return ListFormat::seco_xml;
    }
    if (root->name == "data-set") {
        return ListFormat::ca_sema_xml;
    }
    if (root->name == "Sanctions") {
        return fail(
            ErrorCode::unsupported,
            fmt::format("{} is OFAC's advanced XML, which is not read; take SDN_ENHANCED.XML or SDN.XML",
                        named_file(file)));
    }
    return fail(ErrorCode::invalid_input,
                fmt::format("{} is XML with the root element '{}'{}, which is no list format known here",
                            named_file(file), base::shown(root->name),
                            root->name_space.empty()
                                ? std::string()
                                : fmt::format(" of the namespace '{}'", base::shown(root->name_space))));
}

base::Result<ListFormat> sniff_json(const SourceFile& file, std::string_view text) {
    const auto first = codec::parse_json(text.substr(0, text.find('\n')));
    if (first && first->find("schema") != nullptr && first->find("id") != nullptr) {
        return ListFormat::ftm_json_lines;
    }
    return fail(
        ErrorCode::invalid_input,
        fmt::format("{} is JSON, but not FollowTheMoney with one entity a line (each line an object with "
                    "id, schema and properties)",
                    named_file(file)));
}

base::Result<ListFormat> sniff_text(const SourceFile& file, std::string_view text) {
    if (looks_like_targets_simple_csv(text)) {
        return ListFormat::targets_simple_csv;
    }
    if (is_ofac_row(text)) {
        return ListFormat::ofac_csv;
    }
    if (looks_like_plain_table(text)) {
        return ListFormat::plain_table;
    }
    return fail(
        ErrorCode::invalid_input,
        fmt::format("{} is text in no list format known here; a table needs a first line with at least an id "
                    "column (id, entity_id, uid) and a name column (name, full_name)",
                    named_file(file)));
}

}  // namespace

std::string named_file(const SourceFile& file) {
    return file.name.empty() ? "the file" : fmt::format("'{}'", base::shown(file.name));
}

std::string_view list_of_format(ListFormat format) {
    switch (format) {
        case ListFormat::un_xml: return "un";
        case ListFormat::ofac_csv:
        case ListFormat::ofac_legacy_xml:
        case ListFormat::ofac_enhanced_xml:
        case ListFormat::ofac_delta_xml: return "";
        case ListFormat::eu_fsf_xml: return "eu";
        case ListFormat::uk_xml: return "uk";
        case ListFormat::seco_xml: return "ch";
        case ListFormat::ca_sema_xml: return "ca";
        case ListFormat::ftm_json_lines:
        case ListFormat::targets_simple_csv: return "ftm";
        case ListFormat::plain_table: return "table";
    }
    return "";
}

base::Result<ListFormat> sniff_list_file(const SourceFile& file) {
    if (is_utf16(file.bytes)) {
        return fail(ErrorCode::unsupported,
                    fmt::format("{} is UTF-16 text, which is not read; save it as UTF-8", named_file(file)));
    }
    const std::string_view text = base::trim(file.bytes);
    if ((text.empty() || text == "\x1A") && has_ofac_part_name(file.name)) {
        return ListFormat::ofac_csv;
    }
    if (text.empty()) {
        return fail(ErrorCode::invalid_input, fmt::format("{} is empty", named_file(file)));
    }
    if (is_html(text)) {
        return fail(
            ErrorCode::invalid_input,
            fmt::format(
                "{} is an HTML page, not a list; the publisher's site probably answered with a notice "
                "or a log-in page",
                named_file(file)));
    }
    if (text.starts_with("%PDF")) {
        return fail(
            ErrorCode::invalid_input,
            fmt::format("{} is a PDF, not a list; take the publisher's XML or CSV", named_file(file)));
    }
    if (is_binary(file.bytes)) {
        return fail(
            ErrorCode::invalid_input,
            fmt::format("{} is a binary file, not a list; take the publisher's XML, CSV or JSON, or save a "
                        "spreadsheet as CSV in UTF-8",
                        named_file(file)));
    }
    if (text.front() == '<') {
        return sniff_xml(file);
    }
    if (text.front() == '{' || text.front() == '[') {
        return sniff_json(file, text);
    }
    return sniff_text(file, text);
}

}  // namespace cordon::lists
