// server/yente_query.h: what a client asks about: an example entity, to a subject of screening.
//
// Role:        reads the body of POST /match, cleans values as FollowTheMoney does, and says back what was
//              understood.
// Rules:       a bare text stands for a list of one; numbers and truth values become texts; blank ones are
//              dropped, so are values that cannot be what the property holds (a country that is none, a day
//              that is none). Properties that the class does not have are ignored. Names of persons may come
//              in parts: they are put together when no whole name is given. Every name is an alternative.
// Ownership:   plain values.
// Threads:     pure functions.
// Errors:      faults (422) for what is missing or of another type; a sentence (400) for a class that is
//              unknown or cannot be matched.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "codec/json.h"
#include "model/subject.h"
#include "server/yente_params.h"

namespace cordon::server {

struct YenteExample {
    std::string key;                // the caller's own
    std::optional<std::string> id;  // echoed
    std::string ftm_class;
    std::vector<std::pair<std::string, std::vector<std::string>>> properties;  // cleaned
    model::Subject subject;
};

// The example in `value`. place: where it stands, for faults. Fills refusal with a sentence for 400.
[[nodiscard]] YenteExample read_example(const codec::JsonValue& value, std::vector<std::string> place,
                                        std::vector<YenteFault>& faults, std::string& refusal);
// From parts: used by reconciliation.
void clean_example(YenteExample& example);

void write_example(codec::JsonWriter& json, const YenteExample& example);

}  // namespace cordon::server
