#include "trade/cultural_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "model/country.h"
#include "trade/goods_words.h"

namespace cordon::trade {

using model::Finding;
using model::Shipment;
using model::ShipmentStop;
using model::StopKind;

namespace {

struct Culture {
    std::string_view word;
    std::string_view country;
};

// Cultures and sites whose objects come from one of the two countries alone, or nearly so.
constexpr auto cultures = std::to_array<Culture>({
    {"palmyren", "SY"},    {"palmyra", "SY"},     {"dura-europos", "SY"}, {"dura europos", "SY"},
    {"apamea", "SY"},      {"eblaite", "SY"},     {"ugarit", "SY"},       {"tadmor", "SY"},
    {"cuneiform", "IQ"},   {"mesopotamia", "IQ"}, {"babylon", "IQ"},      {"sumerian", "IQ"},
    {"akkadian", "IQ"},    {"assyrian", "IQ"},    {"nimrud", "IQ"},       {"nineveh", "IQ"},
    {"hatra", "IQ"},       {"uruk", "IQ"},        {"تدمري", "SY"},        {"مسماري", "IQ"},
    {"بابلي", "IQ"},       {"آشوري", "IQ"},       {"клинопис", "IQ"},     {"месопотам", "IQ"},
    {"пальмир", "SY"},     {"вавилон", "IQ"},     {"шумер", "IQ"},        {"çivi yazı", "IQ"},
    {"mezopotamya", "IQ"}, {"palmir", "SY"},      {"ассири", "IQ"},
});

// Countries by way of which looted objects of the two leave the region: an antiquity that is only said to
// come from there has no provenance.
constexpr auto neighbours =
    std::to_array<std::string_view>({"TR", "LB", "JO", "IL", "AE", "KW", "SA", "IR", "EG", "CY", "QA", "BG"});

// "Excavated", "found": of the place where an object came out of the ground.
constexpr auto find_words = std::to_array<std::string_view>(
    {"excavat",  "unearth",   "dug up",     "dug out",    "findspot", "find spot",    "find place",
     "found at", "found in",  "found near", "discovered", "looted",   "removed from", "fouill",
     "trouvé",   "découvert", "exhum",      "kazı",       "bulunan",  "bulundu",      "çıkarıl",
     "раскоп",   "найден",    "обнаруж",    "التنقيب",    "حفريات",   "عثر",          "اكتشف"});

// The two countries, as find places and makers name them ("Syrian", "irakisch"): beginnings of words.
constexpr auto country_words = std::to_array<Culture>({{"syria", "SY"},
                                                       {"syrisch", "SY"},
                                                       {"سوري", "SY"},
                                                       {"عراق", "IQ"},
                                                       {"syrie", "SY"},
                                                       {"suriye", "SY"},
                                                       {"сири", "SY"},
                                                       {"سوريا", "SY"},
                                                       {"سورية", "SY"},
                                                       {"iraq", "IQ"},
                                                       {"irak", "IQ"},
                                                       {"ирак", "IQ"},
                                                       {"العراق", "IQ"}});

constexpr auto old_words = std::to_array<std::string_view>(
    {"ancient", "antique", "antiquit", "archaeolog", "century bc", "millennium", "roman", "byzantine",
     "islamic", "excavat", "funerary", "أثري", "آثار", "древн", "античн", "antik", "tarihi eser"});

bool is_source(std::string_view country) {
    return removal_day(country).year != 0;
}

// Case, marks and forms of letters folded as for goods; Arabic words also without what is joined to them.
// Blanks part the words and stand at both ends.
std::string folded_words(std::string_view text) {
    std::string folded = " ";
    for (const TextWord& word : split_words(text)) {
        for (const WordForm& form : forms_of(word)) {
            folded += form.letters + " ";
        }
    }
    return folded;
}

std::string folded_entry(std::string_view entry) {
    std::string folded;
    for (const TextWord& word : split_words(entry)) {
        folded += (folded.empty() ? "" : " ") + word.letters;
    }
    return folded;
}

struct FoldedCulture {
    std::string word;
    std::string_view country;
};

std::vector<FoldedCulture> folded(const auto& rows) {
    std::vector<FoldedCulture> made;
    for (const Culture& row : rows) {
        made.push_back({folded_entry(row.word), row.country});
    }
    return made;
}

std::vector<std::string> folded_list(const auto& words) {
    std::vector<std::string> made;
    std::ranges::transform(words, std::back_inserter(made), folded_entry);
    return made;
}

bool has_any(const std::string& text, const std::vector<std::string>& words) {
    return std::ranges::any_of(words,
                               [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

// The country of the first row that stands in the text, behind these letters.
std::string country_of_first(const std::string& text, const std::vector<FoldedCulture>& rows,
                             std::string_view behind) {
    const auto named = std::ranges::find_if(rows, [&](const FoldedCulture& row) {
        return text.find(std::string(behind) + row.word) != std::string::npos;
    });
    return named != rows.end() ? std::string(named->country) : std::string();
}

const std::vector<FoldedCulture>& folded_countries() {
    static const std::vector<FoldedCulture> rows = folded(country_words);
    return rows;
}

bool is_old(std::string_view description) {
    static const std::vector<std::string> words = folded_list(old_words);
    return has_any(folded_words(description), words);
}

// Days in which it left; a side that is not known is unset.
struct Left {
    base::Date from;
    base::Date to;
    bool gap = false;  // nobody is named for years of it
};

class Object {
public:
    Object(const Shipment& shipment, const CulturalItem& item) : shipment_(shipment), item_(item) {}

    // By the country that the papers name, and by each that the words name beside it: "Mesopotamian" is not
    // taken back by an origin in Turkey, nor by one in Syria.
    std::vector<Finding> judge() {
        std::vector<std::string> sources;
        const auto take = [&](std::string country) {
            if (!country.empty() && std::ranges::find(sources, country) == sources.end()) {
                sources.push_back(std::move(country));
            }
        };
        take(source_country());
        if (!item_.cover) {
            take(culture_country(item_.description));
            take(maker_country());
        }
        std::vector<Finding> findings;
        for (const std::string& source : sources) {
            if (auto found = judge_from(source)) {
                findings.push_back(*std::move(found));
            }
        }
        if (sources.empty()) {
            if (auto found = without_source()) {
                findings.push_back(*std::move(found));
            }
        }
        return findings;
    }

private:
    std::optional<Finding> judge_from(const std::string& source) const {
        const base::Date day = removal_day(source);
        const Left left = left_days(source);
        const std::string name(model::country_name(source));
        const bool before = left.to.year != 0 && left.to < day;
        const bool after = left.from.year != 0 && left.from >= day;
        if (item_.cover) {
            if (before) {
                return std::nullopt;
            }
            return finding("cultural_cover",
                           fmt::format("such descriptions hide objects from {}, whose removal since {} "
                                       "is unlawful: look at the goods",
                                       name, base::to_string(day)));
        }
        if (before) {
            return documented(source, day)
                       ? finding("cultural_before_date",
                                 fmt::format("it left {} by {}, before {}, and papers are named for it", name,
                                             base::to_string(left.to), base::to_string(day)))
                       : finding(
                             "cultural_undocumented",
                             fmt::format("it is said to have left {} by {}, before {}, and no document is "
                                         "named that shows it",
                                         name, base::to_string(left.to), base::to_string(day)));
        }
        if (after) {
            return after_day(name, left, day);
        }
        if (left.gap) {
            return finding("cultural_provenance_gap",
                           fmt::format("between {} and {} nobody is named, and since {} removal from {} is "
                                       "unlawful",
                                       base::to_string(left.from), base::to_string(left.to),
                                       base::to_string(day), name));
        }
        return finding(
            "cultural_date_unknown",
            fmt::format("whether it left {} before {} cannot be told{}", name, base::to_string(day),
                        left.from.year != 0 || left.to.year != 0 ? ": the dates allow both" : ""));
    }

    [[nodiscard]] Finding finding(std::string code, std::string sentence) const {
        Finding made;
        made.kind = model::FindingKind::cultural;
        made.code = std::move(code);
        made.field = item_.path;
        made.field_class = model::FieldClass::goods;
        made.text = item_.description;
        made.sentence = fmt::format("cultural property ({}): {}", base::shown(item_.description), sentence);
        return made;
    }

    std::optional<Finding> after_day(const std::string& name, const Left& left, const base::Date& day) const {
        const std::string when = fmt::format("it left {} on or after {}, and removal is unlawful since {}",
                                             name, base::to_string(left.from), base::to_string(day));
        if (!shipment_.export_permit.empty()) {
            return finding("cultural_papers",
                           fmt::format("{}; the permit '{}' is named: have it confirmed by who issued it",
                                       when, base::shown(shipment_.export_permit)));
        }
        const bool papers = std::ranges::any_of(
            shipment_.provenance, [](const model::ProvenanceStep& step) { return !step.document.empty(); });
        return papers ? finding("cultural_no_permit", when + "; papers are named, a permit is not")
                      : finding("cultural_after_date", when + "; neither permit nor paper is named");
    }

    // "Ancient Syrian coins": of old things alone. A painter may be Syrian.
    [[nodiscard]] std::string maker_country() const {
        const bool old = item_.antique || is_old(item_.description);
        return old ? country_of_first(folded_words(item_.description), folded_countries(), " ")
                   : std::string();
    }

    // The first country of the two that anything names.
    [[nodiscard]] std::string source_country() const {
        if (is_source(item_.origin_country)) {
            return item_.origin_country;
        }
        for (const ShipmentStop& stop : shipment_.stops) {
            if (model::starts_the_way(stop.kind) && is_source(stop.country)) {
                return stop.country;
            }
        }
        for (const model::ProvenanceStep& step : shipment_.provenance) {
            if (is_source(step.country)) {
                return step.country;
            }
        }
        if (!item_.cover) {
            std::string named = culture_country(item_.description);
            for (const Shipment::Note& note : shipment_.notes) {
                named = named.empty() ? find_country(note.text) : named;
            }
            if (!named.empty()) {
                return named;
            }
        }
        for (const std::string& country : item_.places_named) {
            if (is_source(country)) {
                return country;
            }
        }
        return find_country(item_.description);
    }

    std::optional<Finding> without_source() const {
        if (item_.cover) {
            return std::nullopt;
        }
        // From where it was shipped does not say where it comes from, nor does an owner of no country.
        const bool elsewhere =
            !item_.origin_country.empty() ||
            std::ranges::any_of(shipment_.provenance,
                                [](const model::ProvenanceStep& step) { return !step.country.empty(); }) ||
            std::ranges::any_of(shipment_.stops, [](const ShipmentStop& stop) {
                return stop.kind == StopKind::origin && !stop.country.empty();
            });
        const bool near = std::ranges::any_of(shipment_.stops, [](const ShipmentStop& stop) {
            return std::ranges::find(neighbours, stop.country) != neighbours.end();
        });
        const bool old = item_.antique || is_old(item_.description);
        if (!elsewhere && (old || near)) {
            return finding("cultural_provenance_unknown",
                           "which country it comes from is not said, nor who had it");
        }
        return finding("cultural_other_source",
                       "from another source country than Iraq and Syria, or none is named");
    }

    Left left_days(std::string_view source) const {
        for (const ShipmentStop& stop : shipment_.stops) {
            if (model::starts_the_way(stop.kind) && stop.country == source) {
                const base::PartialDate& date = stop.date.known() ? stop.date : shipment_.shipped_on;
                if (date.known()) {
                    return {date.from, date.to, false};
                }
            }
        }
        // The last owner inside bounds it from below, the first outside from above.
        Left left;
        base::Date outside_since;
        base::Date inside_until;
        for (const model::ProvenanceStep& step : shipment_.provenance) {
            const base::PartialDate& last = step.to.known() ? step.to : step.from;
            if (step.country == source) {
                if (last.known() && (inside_until.year == 0 || last.from > inside_until)) {
                    inside_until = last.from;
                }
            } else if (!step.country.empty() && step.from.known() &&
                       (outside_since.year == 0 || step.from.to < outside_since)) {
                outside_since = step.from.to;
            }
        }
        left.from = inside_until;
        left.to = outside_since;
        constexpr std::int32_t gap_days = 366;
        left.gap = left.from.year != 0 && left.to.year != 0 &&
                   base::days_since_epoch(left.to) - base::days_since_epoch(left.from) > gap_days;
        return left;
    }

    // A document of the time before the day, or of an owner abroad since before it.
    [[nodiscard]] bool documented(std::string_view source, const base::Date& day) const {
        return !shipment_.export_permit.empty() ||
               std::ranges::any_of(shipment_.provenance, [&](const model::ProvenanceStep& step) {
                   return !step.document.empty() && step.country != source && step.from.known() &&
                          step.from.to < day;
               });
    }

    const Shipment& shipment_;
    const CulturalItem& item_;
};

}  // namespace

base::Date removal_day(std::string_view country) {
    if (country == "IQ") {
        return {1990, 8, 6};
    }
    return country == "SY" ? base::Date{2011, 3, 15} : base::Date();
}

std::string culture_country(std::string_view description) {
    static const std::vector<FoldedCulture> rows = folded(cultures);
    return country_of_first(folded_words(description), rows, "");
}

std::string find_country(std::string_view text) {
    static const std::vector<std::string> found = folded_list(find_words);
    const std::string words = folded_words(text);
    if (!has_any(words, found)) {
        return {};
    }
    std::string named = country_of_first(words, folded_countries(), "");
    return named.empty() ? culture_country(text) : named;
}

std::vector<Finding> cultural_findings(const Shipment& shipment, const std::vector<CulturalItem>& items) {
    std::vector<Finding> findings;
    for (const CulturalItem& item : items) {
        std::ranges::move(Object(shipment, item).judge(), std::back_inserter(findings));
    }
    return findings;
}

}  // namespace cordon::trade
