// Goal: what the registry stores is what it reads back, every field of it, and damaged bytes are told from
// sound ones: a listing that came back short would be a party nobody screens.
#include "model/listing_bytes.h"

#include <gtest/gtest.h>

#include "base/prng.h"
#include "base/testing.h"

namespace cordon::model {
namespace {

using base::Prng;

std::string some_text(Prng& random) {
    static constexpr const char* pieces[] = {"Idris",    " ",     "محمود", "Ложкин", "張",
                                             "\xC2\xA0", "O'Nil", "-",     "7",      ""};
    std::string text;
    for (std::uint64_t count = random.below(6); count > 0; --count) {
        text += pieces[random.below(std::size(pieces))];
    }
    return random.below(40) == 0 ? text + std::string(200 + random.below(20'000), 'x') : text;
}

base::Date some_day(Prng& random) {
    return random.below(3) == 0 ? base::Date{}
                                : base::date_from_days(static_cast<std::int32_t>(random.below(30'000)));
}

base::PartialDate some_dates(Prng& random) {
    return {some_day(random), some_day(random), random.below(2) == 1, some_text(random)};
}

Country some_country(Prng& random) {
    return {random.below(2) == 1 ? "SY" : "", some_text(random)};
}

template <class Make>
auto several(Prng& random, Make make) {
    std::vector<decltype(make(random))> items;
    for (std::uint64_t count = random.below(4); count > 0; --count) {
        items.push_back(make(random));
    }
    return items;
}

template <class Enum>
Enum any_of(Prng& random, Enum last) {
    return static_cast<Enum>(random.below(static_cast<std::uint64_t>(last) + 1));
}

ListedName some_name(Prng& r) {
    return {some_text(r),
            any_of(r, NameKind::translation),
            any_of(r, NameQuality::weak),
            some_text(r),
            some_text(r),
            several(r, [](Prng& p) { return NamePart{any_of(p, NamePartKind::whole), some_text(p)}; }),
            some_text(r),
            some_text(r),
            r.below(2) == 1};
}

Address some_address(Prng& r) {
    return {several(r, some_text), some_text(r), some_text(r), some_text(r), some_country(r), some_text(r)};
}

Identifier some_identifier(Prng& r) {
    return {any_of(r, IdentifierKind::vessel_registration),
            some_text(r),
            some_text(r),
            some_country(r),
            some_text(r),
            some_dates(r),
            some_dates(r),
            some_text(r),
            some_text(r)};
}

Listing some_listing(Prng& r) {
    Listing listing;
    listing.id = some_text(r);
    listing.kind = any_of(r, PartyKind::wallet);
    listing.names = several(r, some_name);
    listing.gender = any_of(r, Gender::female);
    listing.birth_dates = several(r, [](Prng& p) { return BirthDate{some_dates(p), some_text(p)}; });
    listing.birth_places =
        several(r, [](Prng& p) { return Place{some_text(p), some_text(p), some_text(p), some_country(p)}; });
    listing.nationalities = several(r, some_country);
    listing.countries = several(r, some_country);
    listing.addresses = several(r, some_address);
    listing.identifiers = several(r, some_identifier);
    for (auto* texts :
         {&listing.programmes, &listing.legal_bases, &listing.measures, &listing.titles, &listing.positions,
          &listing.reasons, &listing.links, &listing.cross_references, &listing.further}) {
        *texts = several(r, some_text);
    }
    listing.listed_on = some_day(r);
    listing.updated_on = some_day(r);
    listing.relations =
        several(r, [](Prng& p) { return Relation{some_text(p), some_text(p), some_text(p)}; });
    return listing;
}

TEST(ListingBytes, EveryRandomListingComesBackEqual) {
    Prng random(base::testing::seed_from_environment(20260227));
    for (int round = 0; round < 2'000; ++round) {
        const Listing listing = some_listing(random);
        const std::string bytes = encode_listing(listing);
        const auto again = decode_listing(bytes);
        ASSERT_TRUE(again) << again.error().message << " in round " << round;
        ASSERT_EQ(*again, listing) << "round " << round;
        ASSERT_EQ(encode_listing(*again), bytes);
        ASSERT_EQ(peek_listing_id(bytes), listing.id);
    }
}

TEST(ListingBytes, EveryTruncationAndEveryExtraByteIsCorrupt) {
    Prng random(base::testing::seed_from_environment(7));
    for (int round = 0; round < 50; ++round) {
        const std::string bytes = encode_listing(some_listing(random));
        for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 4'000) {
            const auto cut = decode_listing(std::string_view(bytes).substr(0, size));
            ASSERT_FALSE(cut) << "cut to " << size << " of " << bytes.size();
            ASSERT_EQ(cut.error().code, base::ErrorCode::corrupt);
        }
        ASSERT_FALSE(decode_listing(bytes + '\0'));
    }
}

TEST(ListingBytes, FlippedBytesNeverCrashAndNeverComeBackAsTheSameListing) {
    Prng random(base::testing::seed_from_environment(11));
    const Listing listing = some_listing(random);
    const std::string bytes = encode_listing(listing);
    for (int round = 0; round < 20'000; ++round) {
        std::string damaged = bytes;
        damaged[random.below(damaged.size())] ^= static_cast<char>(1U << random.below(8));
        if (const auto decoded = decode_listing(damaged)) {
            ASSERT_NE(*decoded, listing);
        }
    }
}

TEST(ListingBytes, DamageIsNamed) {
    Listing listing;
    listing.id = "QDi.001";
    const std::string sound = encode_listing(listing);
    struct Case {
        const char* what;
        std::string bytes;
    };
    std::string kind = sound;
    kind[9] = 6;  // format, length, seven letters, then the kind
    std::string format = sound;
    format[0] = 2;
    std::string huge_count = sound;
    huge_count[10] = '\x7F';
    const Case cases[] = {{"nothing at all", ""},
                          {"a kind of party that does not exist", kind},
                          {"a later format", format},
                          {"more names than bytes", huge_count},
                          {"a length written longer than needed", std::string("\x01\x80\x00", 3)},
                          {"a length beyond 64 bits", "\x01" + std::string(9, '\xFF') + "\x7F"}};
    for (const Case& each : cases) {
        const auto decoded = decode_listing(each.bytes);
        ASSERT_FALSE(decoded) << each.what;
        EXPECT_EQ(decoded.error().code, base::ErrorCode::corrupt) << each.what;
    }
}

}  // namespace
}  // namespace cordon::model
