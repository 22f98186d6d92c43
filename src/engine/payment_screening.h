// engine/payment_screening.h: every field of a payment against the lists, as findings.
//
// Role:        between the readers (payments/) and the policy (decision/). Parties are searched by name with
//              what else is said of them; names that belong to no party by themselves; texts, goods,
//              addresses, references and whatever is not known are running text, in which names, BICs and
//              numbers are spotted; identifiers are looked up for themselves, whatever the name says.
// Rules:       no field is left out but amounts, dates, countries and codes that can hold no name. Lines that
//              may be cut inside a word are looked at joined with a blank and without one. A field that could
//              not be searched, or not to the end, is a finding of kind screening: it holds.
// Ownership:   the snapshot must outlive it.
// Threads:     one PaymentScreening a thread.
// Determinism: same payment, snapshot and threshold: same findings, whatever was asked before.
// Cost:        a search per distinct text; answers are remembered, at most remembered_max of them.
// Errors:      none; see Rules.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/flat_map.h"
#include "engine/snapshot.h"
#include "model/payment.h"
#include "model/verdict.h"
#include "screening/screening_index.h"

namespace cordon::engine {

struct PaymentScreeningOptions {
    double threshold = screening::shipped_threshold;
    bool supplement = true;
};

class PaymentScreening {
public:
    static constexpr std::size_t remembered_max = 200'000;

    PaymentScreening(const Snapshot& snapshot, const PaymentScreeningOptions& options)
        : snapshot_(snapshot), options_(options) {}

    [[nodiscard]] std::vector<model::Finding> screen(const model::Payment& payment);

private:
    // What one question found; where it stood is filled in for each field that asks it.
    using Answer = std::vector<model::Finding>;

    enum class Mode : std::uint8_t {
        name,
        lines,    // a name and what stands below it, which may be an address
        text,     // names are spotted
        address,  // the same; streets and towns bear the names that lists call weak
        reference,
    };
    static bool is_text(Mode mode);
    static Mode mode_of(model::FieldClass field_class);
    // Answers stand until the next question.
    // above_street: of a name joined with a house and its street, the line above them; else "".
    const Answer& ask(Mode mode, const model::Subject& subject, const std::string& above_street = {});
    const Answer& look_up(const std::vector<model::Identifier>& identifiers);
    Answer search(Mode mode, const model::Subject& subject, const std::string& above_street);
    Answer find_numbers(const std::vector<model::Identifier>& identifiers);
    const Answer& remember(std::string&& key, Answer&& answer);
    void screen_party(const model::Payment& payment, std::uint32_t number,
                      std::vector<model::Finding>& findings);
    void screen_field(const model::Payment& payment, const model::PaymentField& field,
                      std::vector<model::Finding>& findings);
    void spot(const model::PaymentField& field, const std::string& text,
              std::vector<model::Finding>& findings);
    [[nodiscard]] model::Finding finding_of(std::uint32_t ordinal, const screening::Hit* hit,
                                            Mode mode) const;

    const Snapshot& snapshot_;
    PaymentScreeningOptions options_;
    screening::SearchScratch scratch_;
    base::FlatMap<std::string, Answer> remembered_;
};

}  // namespace cordon::engine
