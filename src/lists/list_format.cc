#include "lists/list_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_set>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "codec/archive.h"
#include "lists/list_readers.h"
#include "lists/list_sniff.h"
#include "text/script.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;
using base::fail;

constexpr std::uint64_t file_bytes_max = 512ULL << 20U;

constexpr auto official_lists =
    std::to_array<std::string_view>({"un", "ofac-sdn", "ofac-cons", "eu", "uk", "ca", "ch", "ftm", "table"});

bool is_ofac(ListFormat format) {
    return list_of_format(format).empty();
}

bool is_ftm(ListFormat format) {
    return format == ListFormat::ftm_json_lines || format == ListFormat::targets_simple_csv;
}

// The files, zip and zstd unpacked, each with its format.
struct Unpacked {
    std::deque<std::string> storage;  // a deque: growing does not move what the views point to
    std::vector<SourceFile> files;
    std::vector<ListFormat> formats;
    std::vector<Diagnostic> diagnostics;
};

base::Status check_size(const SourceFile& file) {
    if (file.bytes.size() > file_bytes_max) {
        return fail(ErrorCode::limit_exceeded, fmt::format("{} is larger than 512 MiB", named_file(file)));
    }
    return {};
}

base::Status add_plain(const SourceFile& file, Unpacked& unpacked) {
    CORDON_TRY(check_size(file));
    CORDON_ASSIGN(const ListFormat format, sniff_list_file(file));
    unpacked.files.push_back(file);
    unpacked.formats.push_back(format);
    return {};
}

// Publishers put notes and schemas beside the list: what is no list is left out and reported, unless nothing
// is.
base::Status add_zip(const SourceFile& file, Unpacked& unpacked) {
    auto entries = codec::unzip(file.bytes);
    if (!entries) {
        return base::fail_while(fmt::format("unpacking {}", named_file(file)), entries.error());
    }
    std::optional<base::Error> first_error;
    bool any = false;
    for (codec::ArchiveEntry& entry : *entries) {
        unpacked.storage.push_back(std::move(entry.bytes));
        const SourceFile inside{entry.name, unpacked.storage.back()};
        if (auto added = add_plain(inside, unpacked); added) {
            any = true;
        } else {
            unpacked.diagnostics.push_back({Severity::warning, "", named_file(file),
                                            base::shown(entry.name, 200),
                                            "left out of the zip file: " + added.error().message});
            first_error = first_error ? first_error : added.error();
        }
    }
    if (!any) {
        return first_error ? base::Status(std::unexpected(*first_error))
                           : base::Status(fail(ErrorCode::invalid_input,
                                               fmt::format("{} holds no file", named_file(file))));
    }
    return {};
}

base::Status add_file(const SourceFile& file, Unpacked& unpacked) {
    CORDON_TRY(check_size(file));
    if (codec::looks_like_zip(file.bytes)) {
        return add_zip(file, unpacked);
    }
    if (codec::looks_like_zstd(file.bytes)) {
        auto bytes = codec::zstd_decompress(file.bytes, file_bytes_max);
        if (!bytes) {
            return base::fail_while(fmt::format("unpacking {}", named_file(file)), bytes.error());
        }
        unpacked.storage.push_back(*std::move(bytes));
        return add_plain({file.name, unpacked.storage.back()}, unpacked);
    }
    return add_plain(file, unpacked);
}

// All files of one format, and only OFAC's CSV set in several files.
base::Result<Unpacked> unpack(const std::vector<SourceFile>& files) {
    Unpacked unpacked;
    if (files.empty()) {
        return fail(ErrorCode::invalid_input, "no file is given");
    }
    for (const SourceFile& file : files) {
        CORDON_TRY(add_file(file, unpacked));
    }
    for (std::size_t i = 1; i < unpacked.files.size(); ++i) {
        if (unpacked.formats[i] != unpacked.formats[0]) {
            return fail(
                ErrorCode::invalid_input,
                fmt::format("the files belong to different lists: {} is {}, {} is {}; give the files of one "
                            "publication at a time",
                            named_file(unpacked.files[0]), to_string(unpacked.formats[0]),
                            named_file(unpacked.files[i]), to_string(unpacked.formats[i])));
        }
    }
    if (unpacked.files.size() > 1 && unpacked.formats[0] != ListFormat::ofac_csv) {
        return fail(
            ErrorCode::invalid_input,
            fmt::format("{} and {} are both {}, of which one file is a whole list; give one at a time",
                        named_file(unpacked.files[0]), named_file(unpacked.files[1]),
                        to_string(unpacked.formats[0])));
    }
    return unpacked;
}

bool is_house_name(std::string_view name) {
    return name.size() >= 2 && name.size() <= 32 &&
           std::ranges::all_of(
               name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }) &&
           std::ranges::find(official_lists, name) == official_lists.end();
}

// The list that forced_list names, when files of this format can be it.
base::Result<std::string> forced_name(ListFormat format, std::string_view forced) {
    const auto contradicted = [&] {
        return fail(ErrorCode::invalid_input, fmt::format("the file is {} and cannot be list '{}'",
                                                          to_string(format), base::shown(forced)));
    };
    for (const std::string_view family : {"table:", "ftm:"}) {
        if (forced.starts_with(family)) {
            const std::string_view name = forced.substr(family.size());
            if (!is_house_name(name)) {
                return fail(
                    ErrorCode::invalid_input,
                    fmt::format(
                        "'{}' is no name for a list of your own: 2 to 32 of a-z, 0-9 and '-', and not "
                        "the name of an official list",
                        base::shown(name)));
            }
            if (family == "table:" ? format != ListFormat::plain_table : !is_ftm(format)) {
                return contradicted();
            }
            return std::string(name);
        }
    }
    if (std::ranges::find(official_lists, forced) == official_lists.end()) {
        return fail(ErrorCode::invalid_input,
                    fmt::format("'{}' is no list: use un, ofac-sdn, ofac-cons, eu, uk, ca, ch, ftm, table, "
                                "ftm:NAME or table:NAME",
                                base::shown(forced)));
    }
    const bool fits = is_ofac(format) ? forced.starts_with("ofac-") : forced == list_of_format(format);
    if (!fits) {
        return contradicted();
    }
    return std::string(forced);
}

bool has_letter_or_digit(std::string_view text) {
    const bool ascii = std::ranges::any_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
    if (ascii || !text::script_of(text).empty()) {
        return true;
    }
    for (const char32_t c : base::to_utf32(text)) {
        // Digits of other scripts: Arabic-Indic, its extended form, Devanagari, full width.
        if ((c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9) || (c >= 0x966 && c <= 0x96F) ||
            (c >= 0xFF10 && c <= 0xFF19)) {
            return true;
        }
    }
    return false;
}

// "A, B, C and 12 more"
std::string some_of(const std::vector<std::string>& ids) {
    constexpr std::size_t shown_max = 5;
    std::string out;
    for (std::size_t i = 0; i < std::min(ids.size(), shown_max); ++i) {
        out += (i == 0 ? "" : ", ") + base::shown(ids[i], 40);
    }
    return ids.size() > shown_max ? fmt::format("{} and {} more", out, ids.size() - shown_max) : out;
}

base::Status verify(const ParsedList& list) {
    std::vector<std::string> nameless;
    std::vector<std::string> repeated;
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < list.listings.size(); ++i) {
        const model::Listing& listing = list.listings[i];
        if (base::trim(listing.id).empty()) {
            return fail(ErrorCode::invalid_input, fmt::format("entry {} of the file, '{}', has no id", i + 1,
                                                              base::shown(model::shown_name(listing))));
        }
        const bool named = std::ranges::any_of(
            listing.names, [](const model::ListedName& name) { return has_letter_or_digit(name.text); });
        if (!named) {
            nameless.push_back(listing.id);
        }
        if (!seen.insert(listing.id).second) {
            repeated.push_back(listing.id);
        }
    }
    if (!nameless.empty()) {
        return fail(
            ErrorCode::invalid_input,
            fmt::format("entries without a name that holds a letter or digit: {}", some_of(nameless)));
    }
    if (!repeated.empty()) {
        return fail(ErrorCode::invalid_input,
                    fmt::format("ids that stand more than once: {}", some_of(repeated)));
    }
    return {};
}

void fill_scripts(ParsedList& list) {
    for (model::Listing& listing : list.listings) {
        for (model::ListedName& name : listing.names) {
            if (name.script.empty()) {
                name.script = text::script_of(name.text);
            }
        }
    }
    if (list.delta) {
        for (ListDelta::Change& change : list.delta->changed) {
            for (model::Listing* const side : {&change.added, &change.removed}) {
                for (model::ListedName& name : side->names) {
                    if (name.script.empty()) {
                        name.script = text::script_of(name.text);
                    }
                }
            }
        }
    }
}

// What OFAC's files are is guessed from their programmes; the person who says it knows better.
void name_list(ParsedList& list, const std::string& forced) {
    if (forced.empty() || list.list == forced) {
        return;
    }
    if (!list.list.empty() && is_ofac(list.format)) {
        list.diagnostics.push_back(
            {Severity::warning, "", "list", list.list,
             fmt::format("the content looks like {}; read as {} as asked", list.list, forced)});
    }
    list.list = forced;
}

}  // namespace

std::string_view to_string(ListFormat format) {
    switch (format) {
        case ListFormat::un_xml: return "UN consolidated XML";
        case ListFormat::ofac_csv: return "OFAC CSV";
        case ListFormat::ofac_legacy_xml: return "OFAC XML";
        case ListFormat::ofac_enhanced_xml: return "OFAC enhanced XML";
        case ListFormat::ofac_delta_xml: return "OFAC delta XML";
        case ListFormat::eu_fsf_xml: return "EU financial sanctions XML 1.1";
        case ListFormat::uk_xml: return "UK Sanctions List XML";
        case ListFormat::seco_xml: return "Swiss SECO XML";
        case ListFormat::ca_sema_xml: return "Canadian SEMA XML";
        case ListFormat::ftm_json_lines: return "FollowTheMoney JSON lines";
        case ListFormat::targets_simple_csv: return "OpenSanctions targets.simple.csv";
        case ListFormat::plain_table: return "a table with a header";
    }
    return "";
}

base::Result<DetectedFormat> detect_format(const std::vector<SourceFile>& files) {
    CORDON_ASSIGN(const Unpacked unpacked, unpack(files));
    DetectedFormat detected{unpacked.formats[0], std::string(list_of_format(unpacked.formats[0]))};
    if (detected.list.empty()) {
        // OFAC's two lists share their formats: only the content tells which one it is.
        CORDON_ASSIGN(const ParsedList list, read_as(detected.format, unpacked.files));
        detected.list = list.list;
    }
    return detected;
}

base::Result<ParsedList> read_list(const std::vector<SourceFile>& files, std::string_view forced_list) {
    CORDON_ASSIGN(Unpacked unpacked, unpack(files));
    const ListFormat format = unpacked.formats[0];
    std::string forced;
    if (!forced_list.empty()) {
        CORDON_ASSIGN(forced, forced_name(format, forced_list));
    }
    auto read = read_as(format, unpacked.files);
    if (!read) {
        return base::fail_while(
            fmt::format(
                "reading {}{} as {}", named_file(unpacked.files[0]),
                unpacked.files.size() > 1 ? fmt::format(" and {} more", unpacked.files.size() - 1) : "",
                to_string(format)),
            read.error());
    }
    ParsedList list = *std::move(read);
    name_list(list, forced);
    if (list.list.empty()) {
        return fail(
            ErrorCode::invalid_input,
            fmt::format("{} does not say which of OFAC's lists it is; say --list ofac-sdn or ofac-cons",
                        named_file(unpacked.files[0])));
    }
    list.diagnostics.insert(list.diagnostics.begin(), unpacked.diagnostics.begin(),
                            unpacked.diagnostics.end());
    CORDON_TRY(verify(list));
    fill_scripts(list);
    return list;
}

}  // namespace cordon::lists
