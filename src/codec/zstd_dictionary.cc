#include "codec/zstd_dictionary.h"

#include <zstd.h>

#include "base/check.h"
#include "base/strings.h"

namespace cordon::codec {

namespace {

constexpr int level = 3;

struct Free {
    void operator()(ZSTD_CCtx* context) const { (void)ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { (void)ZSTD_freeDCtx(context); }
    void operator()(ZSTD_CDict* dictionary) const { (void)ZSTD_freeCDict(dictionary); }
    void operator()(ZSTD_DDict* dictionary) const { (void)ZSTD_freeDDict(dictionary); }
};

}  // namespace

struct ZstdDictionary::Parts {
    explicit Parts(std::string_view bytes)
        : compressor(ZSTD_createCCtx()),
          decompressor(ZSTD_createDCtx()),
          packing(ZSTD_createCDict(bytes.data(), bytes.size(), level)),
          unpacking(ZSTD_createDDict(bytes.data(), bytes.size())) {
        CORDON_CHECK(compressor && decompressor && packing && unpacking);
    }

    std::unique_ptr<ZSTD_CCtx, Free> compressor;
    std::unique_ptr<ZSTD_DCtx, Free> decompressor;
    std::unique_ptr<ZSTD_CDict, Free> packing;
    std::unique_ptr<ZSTD_DDict, Free> unpacking;
};

ZstdDictionary::ZstdDictionary(std::string_view bytes) : parts_(std::make_unique<Parts>(bytes)) {}
ZstdDictionary::~ZstdDictionary() = default;
ZstdDictionary::ZstdDictionary(ZstdDictionary&&) noexcept = default;
ZstdDictionary& ZstdDictionary::operator=(ZstdDictionary&&) noexcept = default;

std::string ZstdDictionary::compress(std::string_view bytes) {
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size = ZSTD_compress_usingCDict(parts_->compressor.get(), packed.data(), packed.size(),
                                                      bytes.data(), bytes.size(), parts_->packing.get());
    CORDON_CHECK(ZSTD_isError(size) == 0);  // the room is enough
    packed.resize(size);
    return packed;
}

base::Result<std::string> ZstdDictionary::decompress(std::string_view packed,
                                                     std::uint64_t unpacked_bytes_max) {
    const unsigned long long stated = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (stated == ZSTD_CONTENTSIZE_UNKNOWN || stated == ZSTD_CONTENTSIZE_ERROR) {
        return base::fail(base::ErrorCode::invalid_input, "these bytes were not packed by zstd");
    }
    if (stated > unpacked_bytes_max) {
        return base::fail(base::ErrorCode::limit_exceeded,
                          "the zstd frame says that it holds " + std::to_string(stated) +
                              " bytes, more than the limit of " + std::to_string(unpacked_bytes_max));
    }
    std::string bytes(static_cast<std::size_t>(stated), '\0');
    const std::size_t size =
        ZSTD_decompress_usingDDict(parts_->decompressor.get(), bytes.data(), bytes.size(), packed.data(),
                                   packed.size(), parts_->unpacking.get());
    if (ZSTD_isError(size) != 0 || size != bytes.size()) {
        return base::fail(base::ErrorCode::invalid_input,
                          std::string("the zstd frame is damaged: ") +
                              (ZSTD_isError(size) != 0 ? base::ascii_lower(ZSTD_getErrorName(size))
                                                       : "it holds less than it says"));
    }
    return bytes;
}

}  // namespace cordon::codec
