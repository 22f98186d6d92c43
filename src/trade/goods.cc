#include "trade/goods.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/hash.h"
#include "base/parse.h"
#include "base/strings.h"
#include "trade/goods_reader.h"
#include "trade/hs_codes.h"

namespace cordon::trade {

using model::GoodsAnswer;
using model::GoodsFinding;
using model::GoodsSource;
using std::string_view_literals::operator""sv;

struct GoodsTable::Parts {
    GoodsRows rows;
    HsCodes codes;
    std::string digest;
};

namespace {

constexpr double certainty_of_code = 0.95;
constexpr double certainty_of_heading = 0.5;  // the heading alone, where only some subheadings are listed
// Fuels, explosives, arms, works of art and antiques: the chapter alone says what it is.
constexpr std::array whole_chapters = {"27"sv, "36"sv, "93"sv, "97"sv};
constexpr double certainty_of_words = 0.9;
constexpr double certainty_of_weak_words = 0.7;
constexpr double certainty_of_both = 0.99;

// The code that stands behind "HS", "HS code", "GTIP", "TN VED" in a description, as digits.
std::string code_in_text(std::string_view text, const std::vector<TextWord>& words) {
    constexpr std::array marks = {"hs"sv,  "hscode"sv, "htsus"sv, "hts"sv,   "gtip"sv, "тнвэд"sv, "вэд"sv,
                                  "код"sv, "sh"sv,     "ncm"sv,   "taric"sv, "cn"sv,   "البند"sv, "hs#"sv};
    constexpr std::array between = {"code"sv, "no"sv, "nr"sv, "n"sv, "kodu"sv, "тн"sv, "вэд"sv, "codes"sv};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (std::ranges::find(marks, words[i].letters) == marks.end()) {
            continue;
        }
        std::size_t at = i + 1;
        while (at < words.size() && at <= i + 3 &&
               std::ranges::find(between, words[at].letters) != between.end()) {
            ++at;
        }
        std::string digits;
        std::size_t end = at < words.size() ? words[at].begin : 0;
        while (at < words.size() && words[at].number && words[at].begin <= end + 1 && digits.size() < 10 &&
               (digits.empty() || text[end] == '.')) {
            digits += hs_digits(words[at].letters);
            end = words[at].end;
            ++at;
        }
        if (digits.size() >= 4 && digits.size() <= 10) {
            return digits;
        }
    }
    return "";
}

std::optional<int> edition_of(std::string_view hs_edition) {
    const std::string digits = hs_digits(hs_edition);
    if (digits.size() != 4) {
        return {};
    }
    const auto year = base::parse_number<int>(digits);
    return year ? std::optional<int>(*year) : std::nullopt;
}

struct CodeClasses {
    std::string row;  // of the table, or the older code
    std::vector<std::uint16_t> classes;
    double certainty = certainty_of_code;
    bool exists = false;
    bool partial = false;  // a heading, of which only some subheadings are listed
    std::string now;       // of an older code
};

class Classifier {
public:
    Classifier(const GoodsRows& rows, const HsCodes& codes) : rows_(rows), codes_(codes) {}

    [[nodiscard]] CodeClasses of_code(std::string_view digits, std::optional<int> edition) const {
        CodeClasses found;
        const int year = edition.value_or(0);
        const OlderHsCode* older = codes_.older(digits, year);
        const bool exists_now = codes_.exists(digits);
        if (older != nullptr && (!exists_now || (year != 0 && year < 2022))) {
            found.exists = true;
            found.row = std::string(digits.substr(0, 6));
            found.now = older->now;
            for (std::uint16_t i = 0; i < rows_.classes.size(); ++i) {
                if (rows_.classes[i].name == older->goods_class) {
                    found.classes.push_back(i);
                }
            }
            return found;
        }
        found.exists = exists_now;
        if (!exists_now) {
            return found;
        }
        for (const std::size_t length : {std::size_t{6}, std::size_t{4}}) {
            const auto row = rows_.codes.find(digits.substr(0, length));
            if (digits.size() >= length && row != rows_.codes.end()) {
                found.row = row->first;
                found.classes = row->second;
                return found;
            }
        }
        if (digits.size() == 2 && std::ranges::find(whole_chapters, digits) != whole_chapters.end()) {
            found.row = digits;
            found.certainty = certainty_of_heading;
            found.partial = true;
            found.classes = of_chapter(digits, model::GoodsTier::cultural_after_date);
        }
        if (digits.size() == 4) {  // only subheadings of it are listed
            found.certainty = certainty_of_heading;
            found.partial = true;
            for (auto row = rows_.codes.lower_bound(digits);
                 row != rows_.codes.end() && row->first.starts_with(digits); ++row) {
                for (const std::uint16_t one : row->second) {
                    if (std::ranges::find(found.classes, one) == found.classes.end()) {
                        found.classes.push_back(one);
                    }
                }
            }
            found.row = digits;
        }
        return found;
    }

    // The classes of a chapter, from a tier on.
    [[nodiscard]] std::vector<std::uint16_t> of_chapter(std::string_view chapter,
                                                        model::GoodsTier least) const {
        std::vector<std::uint16_t> classes;
        for (auto row = rows_.codes.lower_bound(chapter);
             row != rows_.codes.end() && row->first.starts_with(chapter); ++row) {
            for (const std::uint16_t one : row->second) {
                if (rows_.classes[one].tier >= least && std::ranges::find(classes, one) == classes.end()) {
                    classes.push_back(one);
                }
            }
        }
        return classes;
    }

    // Of one mandate, or of two classes that one heading mixes.
    [[nodiscard]] bool related(std::uint16_t left, std::uint16_t right) const {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 7> pairs = {
            {{"gas", "refinery_equipment"},
             {"tankers", "refinery_equipment"},
             {"refinery_equipment", "oilfield_equipment"},
             {"ammonium_nitrate", "fertilizer"},
             {"precursors", "fertilizer"},
             {"arms", "ammunition"},
             {"jewellery_stones", "gold"}}};
        const GoodsClass& a = rows_.classes[left];
        const GoodsClass& b = rows_.classes[right];
        return left == right || a.mandate_name == b.mandate_name ||
               std::ranges::any_of(pairs, [&](const auto& pair) {
                   return (a.name == pair.first && b.name == pair.second) ||
                          (a.name == pair.second && b.name == pair.first);
               });
    }

private:
    const GoodsRows& rows_;
    const HsCodes& codes_;
};

std::string quoted_words(std::string_view text, const FoundTerms& found, const FoundTerm& term) {
    const std::size_t begin = found.words[term.first].begin;
    return std::string(text.substr(begin, found.words[term.last].end - begin));
}

GoodsFinding finding_of(const GoodsClass& goods_class) {
    GoodsFinding finding;
    finding.goods_class = goods_class.name;
    finding.mandate_name = goods_class.mandate_name;
    finding.tier = goods_class.tier;
    return finding;
}

std::string sentence_of(const GoodsFinding& finding, const CodeClasses& code, bool in_text) {
    const std::string where = in_text ? " in the description" : "";
    const std::string was =
        code.now.empty() ? "" : fmt::format(" (an older edition's code, now {})", code.now);
    switch (finding.source) {
        case GoodsSource::code:
            return fmt::format("HS code {}{}{} {} {}", finding.hs_code, where, was,
                               code.partial ? "holds, among others," : "is of class", finding.goods_class);
        case GoodsSource::words:
            return fmt::format("the words \"{}\" name goods of class {}", base::shown(finding.words, 60),
                               finding.goods_class);
        case GoodsSource::code_and_words:
            return fmt::format("HS code {}{}{} and the words \"{}\" both name goods of class {}",
                               finding.hs_code, where, was, base::shown(finding.words, 60),
                               finding.goods_class);
        case GoodsSource::none: return "";
    }
    return "";
}

}  // namespace

GoodsTable::GoodsTable(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

base::Result<GoodsTable> GoodsTable::read(const GoodsTexts& texts) {
    auto parts = std::make_shared<Parts>();
    CORDON_ASSIGN(parts->rows, read_goods_rows(texts.goods, texts.words));
    CORDON_ASSIGN(parts->codes, HsCodes::read(texts.hs_headings, texts.hs_older));
    for (const auto& [code, older] : parts->codes.older_codes()) {
        const bool known = std::ranges::any_of(
            parts->rows.classes, [&older](const GoodsClass& one) { return one.name == older.goods_class; });
        if (!known) {
            return base::fail(
                base::ErrorCode::invalid_input,
                fmt::format("hs_older.csv: code {} has class '{}', which goods.csv does not have", code,
                            base::shown(older.goods_class, 40)));
        }
    }
    base::Sha256 hash;
    for (const std::string_view text : {texts.goods, texts.words, texts.hs_headings, texts.hs_older}) {
        hash.add(fmt::format("{}:", text.size()));
        hash.add(text);
    }
    parts->digest = hash.hex();
    return GoodsTable(std::move(parts));
}

const std::string& GoodsTable::digest() const {
    return parts_->digest;
}

GoodsAnswer GoodsTable::classify(std::string_view description, std::string_view hs_code,
                                 std::string_view hs_edition) const {
    const GoodsRows& rows = parts_->rows;
    const Classifier classifier(rows, parts_->codes);
    const FoundTerms found = rows.terms.find(description);
    std::string digits = hs_digits(hs_code);
    const bool in_text = digits.empty();
    if (in_text) {
        digits = code_in_text(description, found.words);
    }
    GoodsAnswer answer;
    CodeClasses code;
    if (!digits.empty()) {
        code = classifier.of_code(digits, edition_of(hs_edition));
        answer.unknown_code = !code.exists;
    } else if (!base::trim(hs_code).empty()) {
        answer.unknown_code = true;
    }
    std::map<std::uint16_t, GoodsFinding> by_class;
    for (const std::uint16_t one : code.classes) {
        GoodsFinding& finding = by_class.try_emplace(one, finding_of(rows.classes[one])).first->second;
        finding.source = GoodsSource::code;
        finding.hs_code = code.row;
        finding.certainty = code.certainty;
    }
    bool agree = found.terms.empty();
    for (const FoundTerm& term : found.terms) {
        GoodsFinding& finding =
            by_class.try_emplace(term.goods_class, finding_of(rows.classes[term.goods_class])).first->second;
        agree = agree || std::ranges::any_of(code.classes, [&](std::uint16_t one) {
                    return classifier.related(one, term.goods_class);
                });
        if (!finding.words.empty()) {
            continue;
        }
        finding.words = quoted_words(description, found, term);
        if (finding.source == GoodsSource::code) {
            finding.source = GoodsSource::code_and_words;
            finding.certainty = certainty_of_both;
        } else {
            finding.source = GoodsSource::words;
            finding.certainty = term.weak ? certainty_of_weak_words : certainty_of_words;
        }
    }
    const bool other_goods = found.terms.empty() && found.names_ordinary && !code.classes.empty();
    answer.mismatch = code.exists && (!agree || other_goods);
    if (answer.unknown_code) {
        answer.sentence = fmt::format("there is no HS code '{}'{}; ask for the right one",
                                      base::shown(in_text ? digits : std::string(hs_code), 20),
                                      hs_edition.empty() ? "" : fmt::format(" in edition {}", hs_edition));
    } else if (answer.mismatch) {
        answer.sentence =
            fmt::format("HS code {} and the description speak of different goods; ask which it is", digits);
    }
    for (auto& [one, finding] : by_class) {
        finding.sentence = sentence_of(finding, code, in_text);
        answer.classes.push_back(std::move(finding));
    }
    std::ranges::stable_sort(answer.classes, [](const GoodsFinding& left, const GoodsFinding& right) {
        return left.tier != right.tier ? left.tier > right.tier : left.certainty > right.certainty;
    });
    return answer;
}

bool GoodsTable::chapter_may_hold(std::string_view hs_code, model::GoodsTier least) const {
    const std::string digits = hs_digits(hs_code);
    return digits.size() == 2 && !Classifier(parts_->rows, parts_->codes).of_chapter(digits, least).empty();
}

std::vector<GoodsMention> GoodsTable::spot(std::string_view text) const {
    const FoundTerms found = parts_->rows.terms.find(text);
    std::vector<GoodsMention> mentions;
    mentions.reserve(found.terms.size());
    for (const FoundTerm& term : found.terms) {
        const GoodsClass& goods_class = parts_->rows.classes[term.goods_class];
        mentions.push_back({goods_class.name, goods_class.mandate_name, goods_class.tier,
                            found.words[term.first].begin, found.words[term.last].end,
                            term.weak ? certainty_of_weak_words : certainty_of_words});
    }
    return mentions;
}

}  // namespace cordon::trade
