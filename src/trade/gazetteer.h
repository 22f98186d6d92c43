// trade/gazetteer.h: places and all the spellings of their names.
//
// Role:        the table behind PlaceSpotter: the conflict zones that ship with Cordon (place_names.csv and
//              place_homonyms.csv in corpus/trade), and what a house loads on top (gazetteer_readers.h).
// Rules:       place_id is the key that control facts and facilities use; a second entry with the same id
//              adds spellings to the first.
// Ownership:   owns its strings.
// Threads:     plain values.
// Determinism: the order of places is the order of adding.
// Cost:        O(spellings).
// Errors:      reading tables only.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/place_evidence.h"

namespace cordon::trade {

struct GazetteerPlace {
    std::string place_id;
    std::string name;                // as shown
    std::string country;             // "SY"; crossings: both, "SY-TR"
    std::vector<std::string> names;  // spellings that are hardly anything else
    // Also an ordinary word, a personal or a firm's name ("Hit", "Rabia", "Conoco"): count only with their
    // country beside them.
    std::vector<std::string> weak_names;
    std::optional<model::GeoPoint> point;
};

// A place of the same name elsewhere: "Tripoli" LB and LY.
struct Homonym {
    std::string name;
    std::string country;
    std::string note;
};

class Gazetteer {
public:
    void add(GazetteerPlace place);
    void add(Homonym homonym);

    [[nodiscard]] const std::vector<GazetteerPlace>& places() const { return places_; }
    [[nodiscard]] const std::vector<Homonym>& homonyms() const { return homonyms_; }
    [[nodiscard]] const GazetteerPlace* find(std::string_view place_id) const;

private:
    std::vector<GazetteerPlace> places_;
    std::vector<Homonym> homonyms_;
    std::map<std::string, std::size_t, std::less<>> by_id_;
};

// corpus/trade/place_names.csv and place_homonyms.csv as CSV text. Errors: invalid_input with table, line,
// what is wrong and what to do.
[[nodiscard]] base::Result<Gazetteer> read_place_tables(std::string_view place_names_csv,
                                                        std::string_view homonyms_csv);

// What ships with Cordon: those tables, and the names in control facts and facilities.
[[nodiscard]] const Gazetteer& bundled_gazetteer();

}  // namespace cordon::trade
