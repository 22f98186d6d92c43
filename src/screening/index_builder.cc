#include "screening/index_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "screening/identifier_index.h"
#include "screening/index_layout.h"
#include "screening/text_anchors.h"
#include "screening/word_windows.h"
#include "screening/wordings.h"
#include "text/name_readings.h"
#include "text/name_tokens.h"
#include "text/phonetic_key.h"
#include "text/token_similarity.h"

namespace cordon::screening {

namespace {

using text::NameToken;
using text::TokenRole;

struct Word {
    std::string text;
    TokenRole role = TokenRole::word;
    bool vowelless = false;
    // In how many listings of one list it occurs, of the list where it is most: a party that stands on
    // several lists makes its words no more common.
    std::uint32_t listings = 0;
    std::vector<std::pair<std::uint8_t, std::uint32_t>> by_list;
    std::uint32_t last_listing = ~0U;
    std::vector<std::uint32_t> wordings;
};

// A hash in the upper half, the number of what has it in the lower: sorts by hash, then number.
using KeyedNumber = std::uint64_t;

KeyedNumber keyed(std::uint32_t hash, std::uint32_t number) {
    return std::uint64_t{hash} << 32U | number;
}

std::uint32_t hash_of(KeyedNumber keyed) {
    return static_cast<std::uint32_t>(keyed >> 32U);
}

std::uint32_t number_of(KeyedNumber keyed) {
    return static_cast<std::uint32_t>(keyed);
}

class Builder {
public:
    Builder(const ScoreWeights& weights, const ParallelFor& share) : weights_(weights), share_(share) {}

    // Reads the names of some thousand listings on all threads, while one numbers the words of those before.
    base::Status add_all(std::span<const IndexedListing> listings) {
        std::vector<ReadListing> read;
        std::vector<ReadListing> reading;
        base::Status added;
        for (std::size_t first = 0, read_first = 0; first < listings.size() || !read.empty();) {
            const std::size_t last = std::min(first + block_listings, listings.size());
            reading.resize(last - first);
            const std::size_t shares = (last - first + share_listings - 1) / share_listings;
            share_(shares + 1, [&](std::size_t task) {
                if (task == 0) {
                    added = add_block(listings.subspan(read_first, read.size()), read_first, read);
                    return;
                }
                const std::size_t begin = first + (task - 1) * share_listings;
                for (std::size_t at = begin; at < std::min(begin + share_listings, last); ++at) {
                    reading[at - first] = read_listing(*listings[at].listing);
                }
            });
            CORDON_TRY(added);
            std::swap(read, reading);
            read_first = first;
            first = last;
        }
        return {};
    }

    std::string finish() {
        order_by_sound();
        weigh();
        hash_words();
        wordings_ = number_wordings(names_);
        order_by_weight();
        hash_wordings();
        share_(3, [this](std::size_t task) {
            if (task == 0) {
                file_keys();
            } else if (task == 1) {
                file_glued();
            } else {
                file_wordings();
            }
        });
        std::string bytes = lay_out();
        // What is left by now is many small pieces, and giving them back takes its time too.
        in_shares(words_.size(), share_words, [this](std::size_t word) { words_[word] = {}; });
        in_shares(names_.size(), share_names, [this](std::size_t name) { names_[name] = {}; });
        return bytes;
    }

private:
    static constexpr std::size_t block_listings = 4096;
    static constexpr std::size_t share_listings = 128;
    static constexpr std::size_t share_words = 1024;
    static constexpr std::size_t share_names = 2048;
    static constexpr std::size_t word_letters_max = 20'000;  // what WordRecord counts, sounds included

    // The words of each name, under each of its readings.
    using ReadListing = std::vector<std::vector<text::TokenisedName>>;

    static ReadListing read_listing(const model::Listing& listing) {
        const bool latin_known = has_latin_name(listing);  // then no other reading is needed
        ReadListing read;
        text::NameReadings readings;
        for (const model::ListedName& name : listing.names) {
            text::name_readings(name.text, readings, latin_known ? 1 : text::readings_max);
            const auto view = readings.view();
            read.emplace_back(view.begin(), view.end());
        }
        return read;
    }

    // Calls body(0) to body(count - 1), `share` of them on end on one thread.
    template <class Body>
    void in_shares(std::size_t count, std::size_t share, const Body& body) const {
        share_((count + share - 1) / share, [&](std::size_t number) {
            for (std::size_t at = number * share; at < std::min(count, (number + 1) * share); ++at) {
                body(at);
            }
        });
    }

    base::Status add_block(std::span<const IndexedListing> block, std::size_t first,
                           const std::vector<ReadListing>& read) {
        for (std::size_t at = 0; at < block.size(); ++at) {
            CORDON_TRY(add(static_cast<std::uint32_t>(first + at), block[at], read[at]));
        }
        return {};
    }

    base::Status add(std::uint32_t ordinal, const IndexedListing& indexed, const ReadListing& read) {
        listing_lists_.push_back(indexed.list);
        listing_kinds_.push_back(static_cast<std::uint8_t>(indexed.listing->kind));
        identifiers_.add(ordinal, *indexed.listing);
        const std::size_t first_name = names_.size();
        for (std::size_t at = 0; at < indexed.listing->names.size(); ++at) {
            const model::ListedName& name = indexed.listing->names[at];
            if (read[at].front().tokens.empty()) {
                return base::fail(base::ErrorCode::invalid_input,
                                  fmt::format("listing {} has a name in which nothing can be compared: '{}'",
                                              indexed.listing->id, base::shown(name.text)));
            }
            for (const text::TokenisedName& reading : read[at]) {
                if (std::ranges::any_of(reading.tokens, [](const NameToken& token) {
                        return token.text.size() > word_letters_max;
                    })) {
                    return base::fail(base::ErrorCode::limit_exceeded,
                                      fmt::format("listing {} has a name with a word of more than {} letters",
                                                  indexed.listing->id, word_letters_max));
                }
                file_windows(ordinal, static_cast<std::uint16_t>(std::min<std::size_t>(at, 0xFFFF)), name,
                             reading.tokens, first_name);
            }
        }
        return {};
    }

    void file_windows(std::uint32_t ordinal, std::uint16_t position, const model::ListedName& name,
                      std::span<const NameToken> tokens, std::size_t first_name) {
        for (const WordWindow& window : word_windows(tokens.size())) {
            FiledName filed;
            filed.words.reserve(window.last - window.first);
            filed.listing = ordinal;
            filed.position = position;
            filed.flags =
                static_cast<std::uint8_t>((name.supplement ? name_supplement : 0) |
                                          (name.quality == model::NameQuality::weak ? name_weak : 0) |
                                          (name.kind == model::NameKind::original_script ? name_native : 0));
            filed.wording_flags =
                static_cast<std::uint8_t>((is_craft(ordinal) ? wording_craft : 0) |
                                          (name.quality == model::NameQuality::weak ? wording_weak : 0));
            bool says_something = false;
            for (std::size_t at = window.first; at < window.last; ++at) {
                const NameToken& token = tokens[at];
                const std::uint32_t number = word_number(token, ordinal);
                filed.words.push_back(number);
                filed.fingerprint = (filed.fingerprint ^ number) * 0x9e37'79b1U;
                says_something =
                    says_something || token.role == TokenRole::word || token.role == TokenRole::number;
            }
            filed.wording_flags =
                static_cast<std::uint8_t>(filed.wording_flags | (says_something ? 0 : wording_promoted));
            keep(std::move(filed), first_name);
        }
    }

    // A spelling that folds to the same words as an earlier one of this listing adds nothing, unless the
    // earlier one counts less: a listing may give one name as a weak alias and as a good one.
    void keep(FiledName&& filed, std::size_t first_name) {
        constexpr unsigned counts_less = name_weak | name_supplement;
        for (std::size_t at = first_name; at < names_.size(); ++at) {
            FiledName& other = names_[at];
            if (other.fingerprint != filed.fingerprint || other.words != filed.words) {
                continue;
            }
            if ((other.flags & counts_less & ~filed.flags) == 0) {
                return;
            }
            if ((filed.flags & counts_less & ~other.flags) == 0) {
                other = std::move(filed);
                return;
            }
        }
        names_.push_back(std::move(filed));
    }

    std::uint32_t word_number(const NameToken& token, std::uint32_t ordinal) {
        std::string spelled = token.text;
        spelled.push_back(token.vowelless ? '-' : '+');
        spelled.push_back(static_cast<char>('0' + static_cast<int>(token.role)));
        const auto [found, added] =
            numbers_.try_emplace(std::move(spelled), static_cast<std::uint32_t>(words_.size()));
        if (added) {
            words_.push_back({.text = token.text,
                              .role = token.role,
                              .vowelless = token.vowelless,
                              .by_list = {},
                              .wordings = {}});
        }
        Word& word = words_[found->second];
        if (word.last_listing != ordinal) {
            word.last_listing = ordinal;
            count(word, listing_lists_[ordinal]);
        }
        return found->second;
    }

    static void count(Word& word, std::uint8_t list) {
        auto found = std::ranges::find(word.by_list, list, &std::pair<std::uint8_t, std::uint32_t>::first);
        if (found == word.by_list.end()) {
            found = word.by_list.insert(found, {list, 0});
        }
        word.listings = std::max(word.listings, ++found->second);
    }

    // Words that share keys stand together, so that a search finds them in few lines of memory.
    void order_by_sound() {
        std::vector<std::string> heard(words_.size());
        in_shares(words_.size(), share_words, [&](std::size_t number) {
            const Word& word = words_[number];
            heard[number] = (word.vowelless ? "-" : "+") + text::skeleton_key(word.text) + ' ' + word.text;
        });
        std::vector<std::uint32_t> order(words_.size());
        std::iota(order.begin(), order.end(), 0U);
        std::ranges::stable_sort(order, {},
                                 [&](std::uint32_t number) { return std::string_view(heard[number]); });
        std::vector<std::uint32_t> place(words_.size());
        std::vector<Word> words;
        words.reserve(words_.size());
        for (const std::uint32_t number : order) {
            place[number] = static_cast<std::uint32_t>(words.size());
            words.push_back(std::move(words_[number]));
        }
        words_ = std::move(words);
        numbers_.clear();
        for (FiledName& name : names_) {
            for (std::uint32_t& number : name.words) {
                number = place[number];
            }
        }
    }

    // A word of many listings says less than its background alone: log scale between one listing and all.
    void weigh() {
        const double listings = static_cast<double>(std::max<std::size_t>(listing_lists_.size(), 1000));
        word_weights_.resize(words_.size());
        in_shares(words_.size(), share_words, [&](std::size_t number) {
            const Word& word = words_[number];
            const double by_list =
                std::clamp(std::log(listings / word.listings) / std::log(listings), weights_.list_floor, 1.0);
            const double background = background_weight(word.text, word.role, word.vowelless, weights_);
            word_weights_[number] =
                static_cast<float>(word.role == TokenRole::word ? std::min(background, by_list) : background);
        });
    }

    void hash_words() {
        word_hashes_.resize(words_.size());
        sounds_.resize(words_.size());
        signatures_.resize(words_.size());
        in_shares(words_.size(), share_words, [&](std::size_t number) {
            const Word& word = words_[number];
            text::key_hashes(word.text, word.vowelless, word_hashes_[number]);
            sounds_[number] = text::sound_letters(word.text);
            signatures_[number] = text::sound_signature(word.text);
        });
    }

    [[nodiscard]] bool is_craft(std::uint32_t ordinal) const {
        const auto kind = static_cast<model::PartyKind>(listing_kinds_[ordinal]);
        return kind == model::PartyKind::vessel || kind == model::PartyKind::aircraft;
    }

    [[nodiscard]] const std::vector<std::uint32_t>& words_of(std::size_t wording) const {
        return names_[wordings_[wording]].words;
    }

    [[nodiscard]] bool is_promoted(std::size_t wording) const {
        return (names_[wordings_[wording]].wording_flags & wording_promoted) != 0;
    }

    [[nodiscard]] float weight_of(std::size_t wording) const {
        const bool promoted = is_promoted(wording);
        float weight = 0;
        for (const std::uint32_t number : words_of(wording)) {
            weight += promoted ? static_cast<float>(weights_.common_floor) : word_weights_[number];
        }
        return weight;
    }

    // Names that say far more than a subject are then the last of every posting list, and are not read.
    // Names of titles alone, which are weighed otherwise, are the first.
    void order_by_weight() {
        std::vector<float> weights(wordings_.size());
        in_shares(wordings_.size(), share_names, [&](std::size_t wording) {
            weights[wording] = is_promoted(wording) ? 0.0F : weight_of(wording);
        });
        order_wordings(names_, wordings_, weights);
    }

    void hash_wordings() {
        wording_hashes_.resize(wordings_.size());
        in_shares(wordings_.size(), share_names,
                  [&](std::size_t wording) { wording_hashes_[wording] = glued_sounds(words_of(wording)); });
    }

    static std::vector<KeyedNumber> sorted(std::vector<std::vector<std::uint32_t>> hashes) {
        std::vector<KeyedNumber> all;
        std::size_t count = 0;
        for (const std::vector<std::uint32_t>& each : hashes) {
            count += each.size();
        }
        all.reserve(count);
        for (std::uint32_t number = 0; number < hashes.size(); ++number) {
            for (const std::uint32_t hash : hashes[number]) {
                all.push_back(keyed(hash, number));
            }
        }
        std::ranges::sort(all);
        return all;
    }

    void file_keys() { keys_ = sorted(std::move(word_hashes_)); }

    void file_glued() {
        glued_ = sorted(std::move(wording_hashes_));
        glued_.erase(std::unique(glued_.begin(), glued_.end()), glued_.end());
    }

    void file_wordings() {
        for (std::uint32_t wording = 0; wording < wordings_.size(); ++wording) {
            for (const std::uint32_t number : words_of(wording)) {
                auto& wordings = words_[number].wordings;
                if (wordings.empty() || wordings.back() != wording) {
                    wordings.push_back(wording);
                }
            }
        }
    }

    // Neighbouring words written together, and the whole name without blanks.
    [[nodiscard]] std::vector<std::uint32_t> glued_sounds(const std::vector<std::uint32_t>& words) const {
        std::vector<std::uint32_t> hashes;
        std::string whole;
        for (std::size_t at = 0; at < words.size(); ++at) {
            whole += words_[words[at]].text;
            if (at + 1 < words.size()) {
                const std::string pair = words_[words[at]].text + words_[words[at + 1]].text;
                if (pair.size() >= glued_letters_min) {
                    hashes.push_back(text::sound_hash(pair));
                }
            }
        }
        if (words.size() != 2 && whole.size() >= glued_letters_min) {
            hashes.push_back(text::sound_hash(whole));
        }
        return hashes;
    }

    template <class Number>
    void put(Section section, const std::vector<Number>& array) {
        auto& extent = header_.extents[static_cast<std::size_t>(section)];
        bytes_.resize((bytes_.size() + 7) / 8 * 8);
        extent.offset = bytes_.size();
        extent.bytes = array.size() * sizeof(Number);
        if (!array.empty()) {
            const auto at = bytes_.size();
            bytes_.resize(at + extent.bytes);
            std::memcpy(bytes_.data() + at, array.data(), extent.bytes);
        }
    }

    [[nodiscard]] bool has_initials(std::uint32_t wording) const {
        return std::ranges::any_of(words_of(wording), [this](std::uint32_t number) {
            return words_[number].role == TokenRole::initial;
        });
    }

    void put_words() {
        std::vector<char> letters;
        std::vector<char> sounds;
        std::vector<std::uint32_t> postings;
        std::vector<WordRecord> records;
        const auto next = [&] {
            WordRecord record{};
            record.letters = static_cast<std::uint32_t>(letters.size());
            record.sounds = static_cast<std::uint32_t>(sounds.size());
            record.postings = static_cast<std::uint32_t>(postings.size());
            return record;
        };
        for (std::size_t number = 0; number < words_.size(); ++number) {
            Word& word = words_[number];
            const std::string& heard = sounds_[number];
            WordRecord& record = records.emplace_back(next());
            record.weight = word_weights_[number];
            record.signature = signatures_[number];
            record.letter_count = static_cast<std::uint16_t>(word.text.size());
            record.sound_count = static_cast<std::uint16_t>(heard.size());
            record.role = static_cast<std::uint8_t>(word.role);
            record.first = word.text.front();
            record.vowelless = word.vowelless ? 1 : 0;
            record.has_codes =
                text::encode({word.text, heard, record.signature, word.vowelless}, record.codes) ? 1 : 0;
            letters.insert(letters.end(), word.text.begin(), word.text.end());
            sounds.insert(sounds.end(), heard.begin(), heard.end());
            const auto plain = std::ranges::stable_partition(
                word.wordings, [&](std::uint32_t wording) { return has_initials(wording); });
            record.initialled = static_cast<std::uint32_t>(word.wordings.size() - plain.size());
            postings.insert(postings.end(), word.wordings.begin(), word.wordings.end());
        }
        records.push_back(next());
        put(Section::word_letters, letters);
        put(Section::sound_letters, sounds);
        put(Section::words, records);
        put(Section::postings, postings);
    }

    [[nodiscard]] std::vector<AnchorWord> anchor_words() const {
        std::vector<AnchorWord> words(words_.size());
        for (std::size_t number = 0; number < words.size(); ++number) {
            words[number] = {.weight = word_weights_[number],
                             .initial = words_[number].role == TokenRole::initial,
                             .wordings = static_cast<std::uint32_t>(words_[number].wordings.size())};
        }
        return words;
    }

    void put_wordings() {
        std::vector<std::uint32_t> words;
        std::vector<WordingRecord> records(wordings_.size() + 1);
        for (std::size_t wording = 0; wording < wordings_.size(); ++wording) {
            WordingRecord& record = records[wording];
            record.words = static_cast<std::uint32_t>(words.size());
            record.flags = names_[wordings_[wording]].wording_flags;
            record.weight = weight_of(wording);
            const bool promoted = is_promoted(wording);
            for (const std::uint32_t number : words_of(wording)) {
                words.push_back(number);
                record.firsts |= first_letter_bit(words_[number].text.front());
                record.light = static_cast<std::uint8_t>(
                    record.light + (!promoted && word_weights_[number] < little_weight ? 1 : 0));
                if (words_[number].role == TokenRole::initial &&
                    initials_of(record.flags) < wording_initials_most) {
                    record.flags = static_cast<std::uint8_t>(record.flags + wording_initial);
                }
            }
        }
        records.back().words = static_cast<std::uint32_t>(words.size());
        const NamesByWording sorted = names_by_wording(names_, wordings_.size());
        for (std::size_t wording = 0; wording < records.size(); ++wording) {
            records[wording].names = sorted.starts[wording];
        }
        put(Section::wordings, records);
        put(Section::wording_words, words);
        const AnchorTable anchors = file_anchors(records, words, anchor_words());
        put(Section::anchor_starts, anchors.starts);
        put(Section::anchor_wordings, anchors.wordings);
        put(Section::anchor_partners, anchors.partners);
        put(Section::wording_names, sorted.names);
    }

    void put_names() {
        std::vector<NameRecord> records;
        records.reserve(names_.size());
        for (const FiledName& name : names_) {
            records.push_back({.wording = name.wording,
                               .listing = name.listing,
                               .position = name.position,
                               .flags = name.flags,
                               .list = listing_lists_[name.listing]});
        }
        put(Section::names, records);
        put(Section::listing_lists, listing_lists_);
        put(Section::listing_kinds, listing_kinds_);
    }

    void put_keys() {
        header_.key_bits = static_cast<std::uint32_t>(
            std::clamp(static_cast<int>(std::bit_width(keys_.size() / 4 + 1)), 4, 24));
        std::vector<std::uint32_t> offsets((std::size_t{1} << header_.key_bits) + 1, 0);
        std::vector<std::uint32_t> hashes;
        std::vector<std::uint32_t> numbers;
        hashes.reserve(std::max(keys_.size(), glued_.size()));
        numbers.reserve(std::max(keys_.size(), glued_.size()));
        for (const KeyedNumber each : keys_) {
            hashes.push_back(hash_of(each));
            numbers.push_back(number_of(each));
            ++offsets[(hash_of(each) >> (32U - header_.key_bits)) + 1];
        }
        for (std::size_t at = 1; at < offsets.size(); ++at) {
            offsets[at] += offsets[at - 1];
        }
        put(Section::key_offsets, offsets);
        put(Section::key_hashes, hashes);
        put(Section::key_words, numbers);
        hashes.clear();
        numbers.clear();
        for (const KeyedNumber each : glued_) {
            hashes.push_back(hash_of(each));
            numbers.push_back(number_of(each));
        }
        put(Section::glue_hashes, hashes);
        put(Section::glue_wordings, numbers);
        identifiers_.finish(hashes, numbers);
        put(Section::identifier_hashes, hashes);
        put(Section::identifier_listings, numbers);
    }

    std::string lay_out() {
        bytes_.assign(sizeof header_, '\0');
        put_words();
        put_wordings();
        put_names();
        put_keys();
        header_.magic = index_magic;
        header_.version = index_version;
        header_.sections = static_cast<std::uint32_t>(Section::count_);
        header_.bytes = bytes_.size();
        std::memcpy(bytes_.data(), &header_, sizeof header_);
        return std::move(bytes_);
    }

    const ScoreWeights& weights_;
    const ParallelFor& share_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<Word> words_;
    std::vector<float> word_weights_;
    std::vector<std::string> sounds_;  // by word
    std::vector<std::uint32_t> signatures_;
    std::vector<FiledName> names_;
    std::vector<std::uint8_t> listing_lists_;
    std::vector<std::uint8_t> listing_kinds_;
    std::vector<std::vector<std::uint32_t>> word_hashes_;     // by word, until they are filed
    std::vector<std::uint32_t> wordings_;                     // the first name of each
    std::vector<std::vector<std::uint32_t>> wording_hashes_;  // by wording, until they are filed
    std::vector<KeyedNumber> keys_;
    std::vector<KeyedNumber> glued_;
    IdentifierHashes identifiers_;
    IndexHeader header_{};
    std::string bytes_;
};

}  // namespace

bool has_latin_name(const model::Listing& listing) {
    return std::ranges::any_of(
        listing.names, [](const model::ListedName& name) { return !text::may_have_readings(name.text); });
}

base::Result<std::string> build_index_bytes(std::span<const IndexedListing> listings,
                                            const ScoreWeights& weights, const ParallelFor& share) {
    Builder builder(weights, share);
    CORDON_TRY(builder.add_all(listings));
    return builder.finish();
}

}  // namespace cordon::screening
