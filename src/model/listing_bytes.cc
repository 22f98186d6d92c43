#include "model/listing_bytes.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "base/check.h"

namespace cordon::model {

namespace {

constexpr char format_byte = 1;

// Encoder and Decoder offer the same calls, so that one description of the fields (below) serves both ways.
class Encoder {
public:
    explicit Encoder(std::string& bytes) : bytes_{bytes} {}

    void number(std::uint64_t value) {
        while (value >= 0x80) {
            bytes_ += static_cast<char>(value | 0x80);
            value >>= 7U;
        }
        bytes_ += static_cast<char>(value);
    }
    void text(const std::string& value) {
        number(value.size());
        bytes_ += value;
    }
    void flag(const bool& value) { bytes_ += static_cast<char>(value ? 1 : 0); }
    template <class Enum>
    void choice(const Enum& value, Enum last) {
        CORDON_CHECK(value <= last);
        bytes_ += static_cast<char>(value);
    }
    void day(const base::Date& date) {
        // A date that is no day says nothing; readers never make one.
        number(base::is_valid(date)
                   ? (static_cast<std::uint64_t>(date.year) * 16U + date.month) * 32U + date.day
                   : 0U);
    }
    template <class Item, class Fields>
    void each(const std::vector<Item>& items, Fields fields) {
        number(items.size());
        for (const Item& item : items) {
            fields(*this, item);
        }
    }

private:
    std::string& bytes_;
};

class Decoder {
public:
    explicit Decoder(std::string_view bytes) : bytes_{bytes} {}

    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
    [[nodiscard]] std::size_t at() const { return at_; }

    std::uint8_t byte() {
        if (failed_ || at_ >= bytes_.size()) {
            failed_ = true;
            return 0;
        }
        return static_cast<std::uint8_t>(bytes_[at_++]);
    }
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t next = byte();
            if (failed_ || (shift == 63 && next > 1) || (next == 0 && shift > 0)) {
                break;  // cut, too large, or longer than needed
            }
            value |= static_cast<std::uint64_t>(next & 0x7FU) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        failed_ = true;
        return 0;
    }
    void text(std::string& value) { value = view(); }
    std::string_view view() {
        const std::uint64_t size = number();
        if (failed_ || size > bytes_.size() - at_) {
            failed_ = true;
            return {};
        }
        at_ += size;
        return bytes_.substr(at_ - size, size);
    }
    void flag(bool& value) {
        const std::uint8_t next = byte();
        failed_ = failed_ || next > 1;
        value = next == 1;
    }
    template <class Enum>
    void choice(Enum& value, Enum last) {
        const std::uint8_t next = byte();
        failed_ = failed_ || next > static_cast<std::uint8_t>(last);
        value = failed_ ? Enum{} : static_cast<Enum>(next);
    }
    void day(base::Date& date) {
        const std::uint64_t packed = number();
        if (packed == 0) {
            return;
        }
        const auto found = packed >> 9U <= 9999U ? base::make_date(static_cast<int>(packed >> 9U),
                                                                   static_cast<int>(packed >> 5U & 15U),
                                                                   static_cast<int>(packed & 31U))
                                                 : std::nullopt;
        failed_ = failed_ || !found;
        date = found.value_or(base::Date{});
    }
    template <class Item, class Fields>
    void each(std::vector<Item>& items, Fields fields) {
        const std::uint64_t count = number();
        // Every item takes at least one byte, so a larger count is a lie.
        if (failed_ || count > bytes_.size() - at_) {
            failed_ = true;
            return;
        }
        for (std::uint64_t index = 0; index < count && !failed_; ++index) {
            fields(*this, items.emplace_back());
        }
    }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

constexpr auto text_fields = [](auto& coder, auto& text) { coder.text(text); };

constexpr auto country_fields = [](auto& coder, auto& country) {
    coder.text(country.code);
    coder.text(country.text);
};

constexpr auto partial_date_fields = [](auto& coder, auto& date) {
    coder.day(date.from);
    coder.day(date.to);
    coder.flag(date.circa);
    coder.text(date.source_text);
};

constexpr auto name_part_fields = [](auto& coder, auto& part) {
    coder.choice(part.kind, NamePartKind::whole);
    coder.text(part.value);
};

constexpr auto name_fields = [](auto& coder, auto& name) {
    coder.text(name.text);
    coder.choice(name.kind, NameKind::translation);
    coder.choice(name.quality, NameQuality::weak);
    coder.text(name.script);
    coder.text(name.language);
    coder.each(name.parts, name_part_fields);
    coder.text(name.source_text);
    coder.text(name.note);
    coder.flag(name.supplement);
};

constexpr auto birth_date_fields = [](auto& coder, auto& birth) {
    partial_date_fields(coder, birth.date);
    coder.text(birth.note);
};

constexpr auto place_fields = [](auto& coder, auto& place) {
    coder.text(place.text);
    coder.text(place.city);
    coder.text(place.region);
    country_fields(coder, place.country);
};

constexpr auto address_fields = [](auto& coder, auto& address) {
    coder.each(address.lines, text_fields);
    coder.text(address.city);
    coder.text(address.region);
    coder.text(address.postal_code);
    country_fields(coder, address.country);
    coder.text(address.note);
};

constexpr auto identifier_fields = [](auto& coder, auto& identifier) {
    coder.choice(identifier.kind, IdentifierKind::vessel_registration);
    coder.text(identifier.value);
    coder.text(identifier.type_text);
    country_fields(coder, identifier.issuer);
    coder.text(identifier.currency);
    partial_date_fields(coder, identifier.issued);
    partial_date_fields(coder, identifier.expires);
    coder.text(identifier.note);
    coder.text(identifier.source_text);
};

constexpr auto relation_fields = [](auto& coder, auto& relation) {
    coder.text(relation.kind);
    coder.text(relation.target_id);
    coder.text(relation.target_name);
};

constexpr auto listing_fields = [](auto& coder, auto& listing) {
    coder.text(listing.id);
    coder.choice(listing.kind, PartyKind::wallet);
    coder.each(listing.names, name_fields);
    coder.choice(listing.gender, Gender::female);
    coder.each(listing.birth_dates, birth_date_fields);
    coder.each(listing.birth_places, place_fields);
    coder.each(listing.nationalities, country_fields);
    coder.each(listing.countries, country_fields);
    coder.each(listing.addresses, address_fields);
    coder.each(listing.identifiers, identifier_fields);
    coder.each(listing.programmes, text_fields);
    coder.each(listing.legal_bases, text_fields);
    coder.each(listing.measures, text_fields);
    coder.each(listing.titles, text_fields);
    coder.each(listing.positions, text_fields);
    coder.day(listing.listed_on);
    coder.day(listing.updated_on);
    coder.each(listing.reasons, text_fields);
    coder.each(listing.links, text_fields);
    coder.each(listing.relations, relation_fields);
    coder.each(listing.cross_references, text_fields);
    coder.each(listing.further, text_fields);
};

}  // namespace

void append_listing_bytes(std::string& bytes, const Listing& listing) {
    bytes += format_byte;
    Encoder encoder(bytes);
    listing_fields(encoder, listing);
}

std::string encode_listing(const Listing& listing) {
    std::string bytes;
    append_listing_bytes(bytes, listing);
    return bytes;
}

base::Result<Listing> decode_listing(std::string_view bytes) {
    if (bytes.empty() || bytes.front() != format_byte) {
        return base::fail(base::ErrorCode::corrupt, "stored listing: not a format that this build reads", 0);
    }
    Decoder decoder(bytes);
    decoder.byte();
    Listing listing;
    listing_fields(decoder, listing);
    if (decoder.failed() || !decoder.at_end()) {
        return base::fail(base::ErrorCode::corrupt, "stored listing: the bytes are damaged or cut",
                          decoder.at());
    }
    return listing;
}

std::optional<std::string_view> peek_listing_id(std::string_view bytes) {
    Decoder decoder(bytes);
    if (decoder.byte() != static_cast<std::uint8_t>(format_byte)) {
        return std::nullopt;
    }
    const std::string_view id = decoder.view();
    return decoder.failed() ? std::nullopt : std::optional(id);
}

}  // namespace cordon::model
