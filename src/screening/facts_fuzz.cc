// Goal: whatever stands in the fields of a customer and a listing, comparing them ends, identifiers compare
// the same from either side, and a strong name never falls under the threshold.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/strings.h"
#include "model/country.h"
#include "screening/facts.h"
#include "screening/identifier_index.h"

namespace {

using namespace cordon;  // NOLINT(google-build-using-namespace): one fuzz target

base::PartialDate date(std::string_view text) {
    return base::parse_partial_date(text).value_or(base::PartialDate{.source_text = std::string(text)});
}

}  // namespace

// Lines: date, place, country, identifier of the subject; then the same of the listing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(bytes, bytes + size);
    std::vector<std::string> lines;
    for (const std::string_view line : base::split(text, '\n')) {
        lines.emplace_back(line);
    }
    lines.resize(8);
    const auto kind = static_cast<model::IdentifierKind>(size % 27);
    model::Subject subject;
    subject.birth_dates = {date(lines[0])};
    subject.birth_places = {{.text = lines[1]}};
    subject.countries = {model::country_from_text(lines[2])};
    subject.identifiers = {{.kind = kind, .value = lines[3]}};
    model::Listing listing;
    listing.kind = model::PartyKind::person;
    listing.birth_dates = {{date(lines[4]), ""}};
    listing.birth_places = {{.text = lines[5]}};
    listing.nationalities = {model::country_from_text(lines[6])};
    listing.identifiers = {{.kind = kind, .value = lines[7]}};
    const screening::FactWeights weights;
    const screening::FactsJudgement judged = screening::compare_facts(subject, listing, weights);
    CORDON_CHECK(screening::score_with_facts(0.9, true, judged, 0.8, weights) >= 0.8);
    CORDON_CHECK(screening::score_with_facts(0.3, false, judged, 0.8, weights) < 0.8 || judged.identified);
    (void)screening::facts_sentence(judged);
    CORDON_CHECK(screening::compare_identifiers(subject.identifiers[0], listing.identifiers[0]).match ==
                 screening::compare_identifiers(listing.identifiers[0], subject.identifiers[0]).match);
    const std::string normalised = screening::normalised_identifier(kind, lines[3]);
    CORDON_CHECK(screening::normalised_identifier(kind, normalised) == normalised);
    return 0;
}
