// Goal: ordinary payments name no place of the record as evidence, and no forbidden goods.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/parse.h"
#include "base/prng.h"
#include "base/testing.h"
#include "engine/ordinary_messages.h"
#include "model/country.h"
#include "payments/message_reader.h"
#include "trade/goods.h"
#include "trade/place_spotter.h"
#include "trade/territory.h"

namespace cordon::engine {
namespace {

using model::FieldClass;
using model::GoodsTier;

std::size_t messages_asked(std::size_t everyday) {
    const char* const given = std::getenv("CORDON_ORDINARY_MESSAGES");
    return given == nullptr ? everyday : base::parse_number<std::size_t>(given).value_or(everyday);
}

// What the message says of countries beside this field: of the same party, or of all parties for free text.
trade::PlaceContext context_of(const model::Payment& payment, const model::PaymentField& field) {
    trade::PlaceContext context;
    context.field_class = field.field_class;
    for (const model::PaymentField& other : payment.fields) {
        const bool beside = field.field_class != FieldClass::address || other.party == field.party;
        if (!beside) {
            continue;
        }
        if (other.field_class == FieldClass::country) {
            context.countries.push_back(model::country_code(other.text));
        } else if (other.field_class == FieldClass::agent && other.text.size() >= 8) {
            context.bank_countries.push_back(other.text.substr(4, 2));
        }
    }
    return context;
}

// Held by somebody at some time; a place that was never held is no cause to hold a payment.
bool was_held(const std::string& place_id) {
    const auto answer = trade::bundled_territory()->of_place(place_id, *base::make_date(2013, 1, 1),
                                                             *base::make_date(2020, 1, 1), "");
    return answer.grade >= model::PlaceGrade::partial;
}

struct Tally {
    std::size_t messages = 0;
    std::size_t places = 0;  // messages in which a place decides
    std::size_t held = 0;    // ... that was held at some time
    std::size_t goods = 0;   // messages that name forbidden goods
    std::size_t both = 0;    // messages with such a place and goods of any tier above a note
};

void look_at(const model::Payment& payment, Tally& tally) {
    bool place = false;
    bool held = false;
    bool forbidden = false;
    bool goods = false;
    for (const model::PaymentField& field : payment.fields) {
        for (const trade::PlaceMention& mention :
             trade::bundled_places().spot(field.text, context_of(payment, field))) {
            place = place || mention.decides;
            if (mention.decides && was_held(mention.place_id)) {
                held = true;
                std::printf("%s: %s\n", field.path.c_str(), mention.reason.c_str());
            }
        }
        if (field.field_class != FieldClass::text && field.field_class != FieldClass::goods) {
            continue;
        }
        for (const trade::GoodsMention& mention : trade::bundled_goods().spot(field.text)) {
            goods = goods || mention.tier >= GoodsTier::misdeclaration;
            forbidden = forbidden || mention.tier >= GoodsTier::cultural_after_date;
        }
    }
    ++tally.messages;
    tally.places += place ? 1 : 0;
    tally.held += held ? 1 : 0;
    tally.goods += forbidden ? 1 : 0;
    tally.both += held && goods ? 1 : 0;
}

TEST(OrdinaryPlaces, HardlyAnyMessageIsHeldForAPlaceOrForGoods) {
    std::vector<testing::MessageShape> shapes;
    for (testing::SampleMessage& sample : testing::sample_messages()) {
        if (sample.payment.fields.size() <= 150) {
            shapes.push_back(testing::shape_of(std::move(sample)));
        }
    }
    ASSERT_FALSE(shapes.empty());
    testing::OrdinaryWords words(base::testing::seed_from_environment(29));
    Tally tally;
    for (std::size_t at = messages_asked(10'000); at > 0; --at) {
        const testing::MessageShape& shape = shapes[words.random().below(shapes.size())];
        const auto payment = payments::read_payment(testing::ordinary_message(shape, words));
        if (payment) {
            look_at(*payment, tally);
        }
    }
    std::printf(
        "%zu messages: a place decides in %zu, one that was held in %zu, forbidden goods in %zu, both in "
        "%zu\n",
        tally.messages, tally.places, tally.held, tally.goods, tally.both);
    EXPECT_LE(tally.held * 1000, tally.messages * 2);
    EXPECT_LE(tally.goods * 1000, tally.messages * 2);
    EXPECT_LE(tally.both * 1000, tally.messages * 2);
}

}  // namespace
}  // namespace cordon::engine
