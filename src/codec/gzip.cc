#include "codec/gzip.h"

#define ZLIB_CONST  // input is not written to
#include <zlib.h>

#include <algorithm>
#include <vector>

namespace cordon::codec {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t piece_bytes = 256U << 10U;
constexpr int gzip_only = 16 + MAX_WBITS;  // zlib's way to ask for gzip headers and trailers

struct Stream {
    z_stream z{};
    bool open = false;

    Stream() { open = inflateInit2(&z, gzip_only) == Z_OK; }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() {
        if (open) {
            inflateEnd(&z);
        }
    }
};

}  // namespace

base::Result<std::string> gunzip(std::string_view bytes, std::uint64_t unpacked_bytes_max) {
    Stream stream;
    if (!stream.open) {
        return fail(ErrorCode::limit_exceeded, "there is no memory to unpack gzip");
    }
    std::string unpacked;
    std::vector<Bytef> piece(piece_bytes);
    std::size_t taken = 0;
    int state = Z_OK;
    while (taken < bytes.size() || state != Z_STREAM_END) {
        const auto given = std::min(bytes.size() - taken, piece_bytes);
        stream.z.next_in = reinterpret_cast<const Bytef*>(bytes.data() + taken);
        stream.z.avail_in = static_cast<uInt>(given);
        stream.z.next_out = piece.data();
        stream.z.avail_out = static_cast<uInt>(piece.size());
        if (state == Z_STREAM_END && inflateReset(&stream.z) != Z_OK) {
            return fail(ErrorCode::invalid_input, "the gzip stream cannot be continued", taken);
        }
        state = inflate(&stream.z, Z_NO_FLUSH);
        taken += given - stream.z.avail_in;
        const auto made = piece.size() - stream.z.avail_out;
        if (state != Z_OK && state != Z_STREAM_END) {
            const bool cut = state == Z_BUF_ERROR && taken == bytes.size();
            return fail(ErrorCode::invalid_input,
                        cut ? "the gzip stream is cut short" : "the gzip stream is damaged", taken);
        }
        if (made > unpacked_bytes_max - std::min<std::uint64_t>(unpacked_bytes_max, unpacked.size())) {
            return fail(
                ErrorCode::limit_exceeded,
                "unpacked, the gzip stream is larger than " + std::to_string(unpacked_bytes_max) + " bytes",
                taken);
        }
        unpacked.append(reinterpret_cast<const char*>(piece.data()), made);
    }
    return unpacked;
}

std::string gzip(std::string_view bytes) {
    constexpr int memory_level = 8;  // zlib's own default
    z_stream z{};
    if (deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, gzip_only, memory_level, Z_DEFAULT_STRATEGY) != Z_OK) {
        return {};
    }
    std::string packed;
    std::vector<Bytef> piece(piece_bytes);
    std::size_t taken = 0;
    int state = Z_OK;
    while (state == Z_OK) {
        const auto given = std::min(bytes.size() - taken, piece_bytes);
        z.next_in = reinterpret_cast<const Bytef*>(bytes.data() + taken);
        z.avail_in = static_cast<uInt>(given);
        z.next_out = piece.data();
        z.avail_out = static_cast<uInt>(piece.size());
        state = deflate(&z, taken + given == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
        taken += given - z.avail_in;
        packed.append(reinterpret_cast<const char*>(piece.data()), piece.size() - z.avail_out);
    }
    deflateEnd(&z);
    return state == Z_STREAM_END ? packed : std::string();
}

}  // namespace cordon::codec
