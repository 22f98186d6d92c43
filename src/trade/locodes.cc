#include "trade/locodes.h"

#include <algorithm>
#include <array>

namespace cordon::trade {

namespace {

struct Locode {
    std::string_view code;
    std::string_view place;
};

constexpr auto locodes = std::to_array<Locode>({
    {"IQBGW", "Baghdad"},  {"IQBSR", "Basra"},   {"IQEBL", "Erbil"},    {"IQISU", "Sulaymaniyah"},
    {"IQKIK", "Kirkuk"},   {"IQNJF", "Najaf"},   {"IQOSM", "Mosul"},    {"IQUQR", "Umm Qasr"},
    {"LYBEN", "Benghazi"}, {"LYMRA", "Misrata"}, {"LYSRX", "Sirte"},    {"LYTIP", "Tripoli"},
    {"LYTOB", "Tobruk"},   {"SYALP", "Aleppo"},  {"SYDAM", "Damascus"}, {"SYDEZ", "Deir ez-Zor"},
    {"SYKAC", "Qamishli"}, {"SYLTK", "Latakia"}, {"SYPMS", "Palmyra"},  {"SYTTS", "Tartus"},
});

}  // namespace

std::string_view locode_place(std::string_view code) {
    const auto found = std::ranges::find(locodes, code, &Locode::code);
    return found == locodes.end() ? std::string_view() : found->place;
}

}  // namespace cordon::trade
