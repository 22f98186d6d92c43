#include "screening/like_word_table.h"

#include <algorithm>
#include <bit>

#include "base/hash.h"

namespace cordon::screening {

namespace {

// A longer one is no word of a name that comes again; its list may be long too.
constexpr std::size_t spelled_bytes_max = 64;

}  // namespace

// The use of a bucket by one thread, if it could be had.
class LikeWordTable::Lease {
public:
    explicit Lease(Bucket& bucket)
        : bucket_(bucket), held_(!bucket.in_use.test_and_set(std::memory_order_acquire)) {}
    ~Lease() {
        if (held_) {
            bucket_.in_use.clear(std::memory_order_release);
        }
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    [[nodiscard]] bool held() const { return held_; }

private:
    Bucket& bucket_;
    bool held_;
};

LikeWordTable::LikeWordTable(std::size_t words)
    : mask_(std::bit_ceil(std::max(words / bucket_words, std::size_t{1})) - 1),
      buckets_(std::make_unique<Bucket[]>(mask_ + 1)) {}

LikeWordTable::Bucket& LikeWordTable::bucket_of(std::string_view spelled) const {
    return buckets_[base::fast_checksum(spelled) & mask_];
}

bool LikeWordTable::find(std::string_view spelled, std::vector<LikeWord>& like) {
    Bucket& bucket = bucket_of(spelled);
    const Lease lease(bucket);
    if (!lease.held()) {
        return false;
    }
    const auto found = std::ranges::find(bucket.entries, spelled, &Entry::spelled);
    if (found == bucket.entries.end()) {
        return false;
    }
    like.assign(found->like.begin(), found->like.end());
    std::rotate(bucket.entries.begin(), found, found + 1);
    return true;
}

void LikeWordTable::keep(std::string_view spelled, const std::vector<LikeWord>& like) {
    if (spelled.size() > spelled_bytes_max) {
        return;
    }
    Bucket& bucket = bucket_of(spelled);
    const Lease lease(bucket);
    if (!lease.held() ||
        std::ranges::find(bucket.entries, spelled, &Entry::spelled) != bucket.entries.end()) {
        return;
    }
    std::ranges::rotate(bucket.entries, bucket.entries.end() - 1);
    bucket.entries.front() = {std::string(spelled), like};
}

}  // namespace cordon::screening
