#include "codec/archive.h"

#include <zip.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/check.h"
#include "base/strings.h"

namespace cordon::codec {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t chunk_bytes = 64U << 10U;
constexpr std::uint64_t ratio_counts_from_bytes = 1ULL << 20U;

struct CloseArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseEntry {
    void operator()(zip_file_t* entry) const { (void)zip_fclose(entry); }
};
struct FreeDecompressor {
    void operator()(ZSTD_DCtx* context) const { (void)ZSTD_freeDCtx(context); }
};
struct FreeCompressor {
    void operator()(ZSTD_CCtx* context) const { (void)ZSTD_freeCCtx(context); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;

std::string words_of(zip_error_t& error) {
    std::string words = zip_error_strerror(&error);
    zip_error_fini(&error);
    return base::shown(words, 120);
}

Result<Archive> open_archive(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) {
        return fail(ErrorCode::limit_exceeded, "the zip cannot be opened: " + words_of(error));
    }
    Archive archive(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
    if (archive == nullptr) {
        zip_source_free(source);
        return fail(ErrorCode::invalid_input,
                    "the zip is damaged or cut short, fetch it again: " + words_of(error));
    }
    zip_error_fini(&error);
    return archive;
}

// Nothing is written to disk, but a name that tries to leave its folder is a sign that somebody tampered with
// the file.
Status check_name(std::string_view name) {
    const std::string shown = "zip entry '" + base::shown(name, 60) + "'";
    const bool drive = name.size() > 1 && name[1] == ':';
    if (name.starts_with('/') || drive || name.find('\\') != std::string_view::npos) {
        return fail(ErrorCode::invalid_input, shown + " has an absolute path or a backslash in its name");
    }
    const auto steps = base::split(name, '/');
    if (std::ranges::find(steps, "..") != steps.end()) {
        return fail(ErrorCode::invalid_input, shown + " has '..' in its name");
    }
    return {};
}

Result<std::string> without_folders(std::string_view name) {
    const std::string_view file = base::split(name, '/').back();
    if (file.empty() || file == ".") {
        return fail(ErrorCode::invalid_input, "zip entry '" + base::shown(name, 60) + "' has no file name");
    }
    return std::string(file);
}

// Upper half of the attributes is the Unix mode when the zip comes from a Unix.
Status check_kind(zip_t* archive, zip_uint64_t index, std::string_view name) {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0) {
        return fail(ErrorCode::invalid_input, "zip entry '" + base::shown(name, 60) + "' has no attributes");
    }
    constexpr zip_uint32_t kind_mask = 0170000;
    constexpr zip_uint32_t regular = 0100000;
    const zip_uint32_t kind = (attributes >> 16U) & kind_mask;
    if (system != ZIP_OPSYS_DOS && kind != 0 && kind != regular) {
        return fail(ErrorCode::invalid_input,
                    "zip entry '" + base::shown(name, 60) + "' is a symbolic link or another special file");
    }
    return {};
}

Status check_method(const zip_stat_t& stat, std::string_view name) {
    const std::string shown = "zip entry '" + base::shown(name, 60) + "'";
    if (stat.encryption_method != ZIP_EM_NONE) {
        return fail(ErrorCode::invalid_input, shown + " is encrypted; ask for the file without a password");
    }
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
        return fail(ErrorCode::unsupported, shown + " is packed by method " +
                                                std::to_string(stat.comp_method) +
                                                "; we read stored and deflated entries");
    }
    return {};
}

struct Budget {
    const ArchiveLimits& limits;
    std::uint64_t packed_bytes;        // of the whole archive
    std::uint64_t unpacked_bytes = 0;  // so far

    Status take(std::uint64_t bytes, std::uint64_t entry_unpacked, std::uint64_t entry_packed) {
        unpacked_bytes += bytes;
        if (unpacked_bytes > limits.unpacked_bytes_max) {
            return fail(ErrorCode::limit_exceeded, "the zip unpacks to more than the limit of " +
                                                       std::to_string(limits.unpacked_bytes_max) + " bytes");
        }
        // Entries that share packed bytes pass the first test each, and fail the second together.
        const auto beyond = [&](std::uint64_t unpacked, std::uint64_t packed) {
            return unpacked > ratio_counts_from_bytes && unpacked / limits.ratio_max >= packed;
        };
        if (beyond(entry_unpacked, entry_packed) || beyond(unpacked_bytes, packed_bytes)) {
            return fail(ErrorCode::limit_exceeded, "the zip unpacks to more than " +
                                                       std::to_string(limits.ratio_max) +
                                                       " times its size, which no list does");
        }
        return {};
    }
};

Result<std::string> entry_bytes(zip_t* archive, zip_uint64_t index, const zip_stat_t& stat,
                                std::string_view name, Budget& budget) {
    const std::string shown = "zip entry '" + base::shown(name, 60) + "'";
    const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen_index(archive, index, 0));
    if (entry == nullptr) {
        return fail(ErrorCode::invalid_input,
                    shown + " cannot be opened: " + base::shown(zip_strerror(archive), 120));
    }
    std::string unpacked;
    std::array<char, chunk_bytes> chunk = {};
    const std::uint64_t packed_bytes = std::min<std::uint64_t>(stat.comp_size, budget.packed_bytes);
    for (;;) {
        const zip_int64_t got = zip_fread(entry.get(), chunk.data(), chunk.size());
        if (got < 0) {
            return fail(ErrorCode::invalid_input, shown + " is damaged, fetch the file again: " +
                                                      base::shown(zip_file_strerror(entry.get()), 120));
        }
        if (got == 0) {
            break;
        }
        unpacked.append(chunk.data(), static_cast<std::size_t>(got));
        CORDON_TRY(budget.take(static_cast<std::uint64_t>(got), unpacked.size(), packed_bytes));
    }
    if (unpacked.size() != stat.size) {
        return fail(ErrorCode::invalid_input, shown + " does not have the size that the zip states");
    }
    return unpacked;
}

}  // namespace

bool looks_like_zip(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

bool looks_like_zstd(std::string_view bytes) {
    return bytes.starts_with("\x28\xB5\x2F\xFD");
}

Result<std::vector<ArchiveEntry>> unzip(std::string_view bytes, const ArchiveLimits& limits) {
    CORDON_CHECK(limits.ratio_max > 0);
    if (!looks_like_zip(bytes)) {
        return fail(ErrorCode::invalid_input, "this is not a zip file");
    }
    CORDON_ASSIGN(const Archive archive, open_archive(bytes));
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    if (count > static_cast<zip_int64_t>(limits.entries_max)) {
        return fail(ErrorCode::limit_exceeded, "the zip has " + std::to_string(count) +
                                                   " entries, more than the limit of " +
                                                   std::to_string(limits.entries_max));
    }
    std::vector<ArchiveEntry> entries;
    Budget budget{limits, bytes.size()};
    for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(std::max<zip_int64_t>(count, 0));
         ++index) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
                                        ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
        if (zip_stat_index(archive.get(), index, 0, &stat) != 0 || (stat.valid & needed) != needed) {
            return fail(ErrorCode::invalid_input,
                        "entry " + std::to_string(index + 1) + " of the zip cannot be read");
        }
        const std::string_view name = stat.name;
        CORDON_TRY(check_name(name));
        if (name.ends_with('/') && stat.size == 0) {
            continue;  // a folder
        }
        CORDON_ASSIGN(std::string file, without_folders(name));
        CORDON_TRY(check_kind(archive.get(), index, name));
        CORDON_TRY(check_method(stat, name));
        if (std::ranges::find(entries, file, &ArchiveEntry::name) != entries.end()) {
            return fail(ErrorCode::invalid_input,
                        "the zip holds two files named '" + base::shown(file, 60) + "'");
        }
        CORDON_ASSIGN(std::string unpacked, entry_bytes(archive.get(), index, stat, name, budget));
        entries.push_back({std::move(file), std::move(unpacked)});
    }
    if (entries.empty()) {
        return fail(ErrorCode::invalid_input, "the zip holds no file");
    }
    return entries;
}

std::string zstd_compress(std::string_view bytes, int level) {
    const std::unique_ptr<ZSTD_CCtx, FreeCompressor> context(ZSTD_createCCtx());
    CORDON_CHECK(context != nullptr);
    const int wanted = std::clamp(level, 1, ZSTD_maxCLevel());
    CORDON_CHECK(ZSTD_isError(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, wanted)) == 0);
    CORDON_CHECK(ZSTD_isError(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1)) == 0);
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size =
        ZSTD_compress2(context.get(), packed.data(), packed.size(), bytes.data(), bytes.size());
    CORDON_CHECK(ZSTD_isError(size) == 0);  // the room is enough and the parameters are ours
    packed.resize(size);
    return packed;
}

Result<std::string> zstd_decompress(std::string_view bytes, std::uint64_t unpacked_bytes_max) {
    const auto too_large = [&] {
        return fail(ErrorCode::limit_exceeded, "the zstd file unpacks to more than the limit of " +
                                                   std::to_string(unpacked_bytes_max) + " bytes");
    };
    if (bytes.empty()) {
        return fail(ErrorCode::invalid_input, "the zstd file is empty");
    }
    const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context(ZSTD_createDCtx());
    if (context == nullptr) {
        return fail(ErrorCode::limit_exceeded, "there is no memory left to unpack zstd");
    }
    // A stated size is a hint, believed as far as a list is known to shrink.
    constexpr std::uint64_t ratio_usual = 16;
    std::string unpacked;
    const unsigned long long stated = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (stated != ZSTD_CONTENTSIZE_UNKNOWN && stated != ZSTD_CONTENTSIZE_ERROR) {
        unpacked.reserve(std::min<std::uint64_t>({stated, bytes.size() * ratio_usual, unpacked_bytes_max}));
    }
    std::string chunk(ZSTD_DStreamOutSize(), '\0');
    ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
    std::size_t left = 1;  // 0 at the end of a frame
    for (bool full = false; full || input.pos < input.size;) {
        ZSTD_outBuffer output{chunk.data(), chunk.size(), 0};
        left = ZSTD_decompressStream(context.get(), &output, &input);
        if (ZSTD_isError(left) != 0) {
            return fail(
                ErrorCode::invalid_input,
                std::string("the zstd file is damaged: ") + base::ascii_lower(ZSTD_getErrorName(left)),
                input.pos);
        }
        if (output.pos > unpacked_bytes_max - unpacked.size()) {
            return too_large();
        }
        unpacked.append(chunk.data(), output.pos);
        full = left != 0 && output.pos == output.size;  // more may wait inside
    }
    if (left != 0) {
        return fail(ErrorCode::invalid_input, "the zstd file is cut short", bytes.size());
    }
    return unpacked;
}

}  // namespace cordon::codec
