#include "screening/index_layout.h"

#include <algorithm>
#include <cstring>

namespace cordon::screening {

namespace {

class SectionReader {
public:
    SectionReader(std::string_view bytes, const IndexHeader& header) : bytes_(bytes), header_(header) {}

    template <class Number>
    void read(Section section, std::span<const Number>& array) {
        const auto& extent = header_.extents[static_cast<std::size_t>(section)];
        // Sections lie one behind the other, each at the next multiple of 8: any other extent is damage.
        const bool inside = extent.offset == next_ && extent.bytes <= bytes_.size() - extent.offset;
        if (!whole_ || !inside || extent.bytes % sizeof(Number) != 0) {
            whole_ = false;
            return;
        }
        next_ = std::min<std::uint64_t>(bytes_.size(), (extent.offset + extent.bytes + 7) / 8 * 8);
        const void* start = bytes_.data() + extent.offset;
        array = {static_cast<const Number*>(start), extent.bytes / sizeof(Number)};
    }
    [[nodiscard]] bool whole() const { return whole_ && next_ == bytes_.size(); }

private:
    std::string_view bytes_;
    const IndexHeader& header_;
    std::uint64_t next_ = (sizeof(IndexHeader) + 7) / 8 * 8;
    bool whole_ = true;
};

bool offsets_fit(std::span<const std::uint32_t> offsets, std::size_t items, std::size_t end) {
    return offsets.size() == items + 1 && offsets.front() == 0 && offsets.back() == end;
}

bool words_fit(const IndexView& view) {
    const auto& words = view.words;
    if (words.empty() || words.back().letters != view.word_letters.size() ||
        words.back().sounds != view.sound_letters.size() || words.back().postings != view.postings.size()) {
        return false;
    }
    for (std::size_t at = 0; at + 1 < words.size(); ++at) {
        if (words[at].letters + words[at].letter_count != words[at + 1].letters ||
            words[at].sounds + words[at].sound_count != words[at + 1].sounds ||
            words[at].postings > words[at + 1].postings) {
            return false;
        }
    }
    return true;
}

bool wordings_fit(const IndexView& view) {
    const auto& wordings = view.wordings;
    if (wordings.empty() || wordings.back().words != view.wording_words.size() ||
        wordings.back().names != view.wording_names.size()) {
        return false;
    }
    for (std::size_t at = 0; at + 1 < wordings.size(); ++at) {
        if (wordings[at].words > wordings[at + 1].words || wordings[at].names > wordings[at + 1].names) {
            return false;
        }
    }
    return true;
}

bool anchors_fit(const IndexView& view) {
    return offsets_fit(view.anchor_starts, view.word_count() * anchor_levels, view.anchor_wordings.size()) &&
           std::ranges::is_sorted(view.anchor_starts) &&
           std::ranges::all_of(view.anchor_wordings,
                               [&](std::uint32_t wording) { return wording < view.wording_count(); }) &&
           view.anchor_partners.size() == view.anchor_wordings.size() &&
           std::ranges::all_of(view.anchor_partners, [&](const AnchorPartners& partners) {
               return partners.first < view.word_count() && partners.second < view.word_count();
           });
}

bool names_fit(const IndexView& view) {
    return view.wording_names.size() == view.names.size() &&
           std::ranges::all_of(view.wording_names,
                               [&](std::uint32_t name) { return name < view.names.size(); }) &&
           std::ranges::all_of(view.names, [&](const NameRecord& name) {
               return name.wording < view.wording_count() && name.listing < view.listing_lists.size();
           });
}

bool fits_together(const IndexView& view) {
    const std::size_t buckets = std::size_t{1} << view.key_bits;
    return words_fit(view) && wordings_fit(view) && anchors_fit(view) && names_fit(view) &&
           view.listing_kinds.size() == view.listing_lists.size() &&
           offsets_fit(view.key_offsets, buckets, view.key_hashes.size()) &&
           view.key_words.size() == view.key_hashes.size() &&
           view.glue_wordings.size() == view.glue_hashes.size() &&
           view.identifier_listings.size() == view.identifier_hashes.size();
}

}  // namespace

base::Result<IndexView> view_index(std::string_view bytes) {
    const auto damaged = [] {
        return base::fail(base::ErrorCode::corrupt,
                          "the stored screening index is damaged or of another version");
    };
    IndexHeader header{};
    if (bytes.size() < sizeof header) {
        return damaged();
    }
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.magic != index_magic || header.version != index_version || header.bytes != bytes.size() ||
        header.sections != static_cast<std::uint32_t>(Section::count_) || header.key_bits > 28) {
        return damaged();
    }
    IndexView view;
    view.key_bits = header.key_bits;
    SectionReader reader(bytes, header);
    reader.read(Section::word_letters, view.word_letters);
    reader.read(Section::sound_letters, view.sound_letters);
    reader.read(Section::words, view.words);
    reader.read(Section::postings, view.postings);
    reader.read(Section::wordings, view.wordings);
    reader.read(Section::wording_words, view.wording_words);
    reader.read(Section::anchor_starts, view.anchor_starts);
    reader.read(Section::anchor_wordings, view.anchor_wordings);
    reader.read(Section::anchor_partners, view.anchor_partners);
    reader.read(Section::wording_names, view.wording_names);
    reader.read(Section::names, view.names);
    reader.read(Section::listing_lists, view.listing_lists);
    reader.read(Section::listing_kinds, view.listing_kinds);
    reader.read(Section::key_offsets, view.key_offsets);
    reader.read(Section::key_hashes, view.key_hashes);
    reader.read(Section::key_words, view.key_words);
    reader.read(Section::glue_hashes, view.glue_hashes);
    reader.read(Section::glue_wordings, view.glue_wordings);
    reader.read(Section::identifier_hashes, view.identifier_hashes);
    reader.read(Section::identifier_listings, view.identifier_listings);
    if (!reader.whole() || !fits_together(view)) {
        return damaged();
    }
    return view;
}

}  // namespace cordon::screening
