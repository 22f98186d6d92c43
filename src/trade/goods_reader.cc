#include "trade/goods_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "base/strings.h"
#include "codec/csv.h"
#include "trade/table_rows.h"

namespace cordon::trade {
namespace {

using Rows = std::vector<codec::CsvRecord>;

const std::vector<std::string>& goods_columns() {
    static const std::vector<std::string> columns = {"goods_class",  "mandate_commodity",
                                                     "hs_code",      "hs_level",
                                                     "hs_in_hs2022", "hs_description",
                                                     "direction",    "tier",
                                                     "kw_en",        "kw_ar",
                                                     "kw_ru",        "kw_tr",
                                                     "kw_fr",        "note"};
    return columns;
}

const std::vector<std::string>& words_columns() {
    static const std::vector<std::string> columns = {"kind", "language", "goods_class", "words"};
    return columns;
}

// Those are taken whole or not at all.
base::Result<Rows> filled_table(std::string_view csv, std::string_view table,
                                const std::vector<std::string>& columns) {
    CORDON_ASSIGN(Rows rows, table_rows(csv, table, columns));
    if (rows.empty()) {
        return base::fail(base::ErrorCode::invalid_input,
                          fmt::format("{} holds no rows; take the whole table", table));
    }
    return rows;
}

std::optional<model::GoodsTier> tier_of(std::string_view code) {
    for (int i = 0; i <= static_cast<int>(model::GoodsTier::prohibited); ++i) {
        const auto tier = static_cast<model::GoodsTier>(i);
        if (model::tier_code(tier) == code) {
            return tier;
        }
    }
    return {};
}

std::optional<TermKind> kind_of(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, TermKind>, 11> kinds = {{{"term", TermKind::term},
                                                                              {"weak", TermKind::weak},
                                                                              {"strict", TermKind::strict},
                                                                              {"ignore", TermKind::ignore},
                                                                              {"guard", TermKind::guard},
                                                                              {"context", TermKind::context},
                                                                              {"head", TermKind::head},
                                                                              {"lead", TermKind::lead},
                                                                              {"form", TermKind::form},
                                                                              {"pay", TermKind::pay},
                                                                              {"parts", TermKind::parts}}};
    for (const auto& [word, kind] : kinds) {
        if (word == name) {
            return kind;
        }
    }
    return {};
}

std::optional<WordLanguage> language_of(std::string_view code) {
    constexpr std::array<std::pair<std::string_view, WordLanguage>, 6> languages = {
        {{"", WordLanguage::any},
         {"en", WordLanguage::en},
         {"ar", WordLanguage::ar},
         {"ru", WordLanguage::ru},
         {"tr", WordLanguage::tr},
         {"fr", WordLanguage::fr}}};
    for (const auto& [word, language] : languages) {
        if (word == code) {
            return language;
        }
    }
    return {};
}

// "crude oil*" as folded words; a star stays with its word.
std::vector<std::string> folded_words(std::string_view phrase) {
    std::vector<std::string> words;
    for (const TextWord& word : split_words(phrase)) {
        words.push_back(word.letters);
        if (word.end < phrase.size() && phrase[word.end] == '*') {
            words.back() += '*';
        }
    }
    return words;
}

std::string key_of(std::uint16_t goods_class, const std::vector<std::string>& words) {
    return fmt::format("{}|{}", goods_class, base::join(words, " "));
}

struct Reading {
    GoodsRows made;
    std::map<std::string, std::uint16_t, std::less<>> class_index;
    std::set<std::string> own;  // phrases that goods_words.csv has for a class
};

base::Status read_words(const Rows& rows, Reading& reading) {
    for (const codec::CsvRecord& row : rows) {
        const auto kind = kind_of(row.fields[0]);
        if (!kind) {
            return bad_row(
                "goods_words.csv", row,
                fmt::format("'{}' is no kind; use term, weak, strict, ignore, guard, context, head, lead, "
                            "form, pay or parts",
                            base::shown(row.fields[0], 40)));
        }
        const auto language = language_of(row.fields[1]);
        if (!language) {
            return bad_row("goods_words.csv", row,
                           fmt::format("'{}' is no language; use en, ar, ru, tr, fr or nothing",
                                       base::shown(row.fields[1], 40)));
        }
        std::uint16_t goods_class = every_class;
        const std::string& name = row.fields[2];
        const bool needs_class = *kind == TermKind::term || *kind == TermKind::weak ||
                                 *kind == TermKind::strict || *kind == TermKind::ignore ||
                                 *kind == TermKind::parts || (*kind == TermKind::context && name != "*");
        if (needs_class) {
            const auto found = reading.class_index.find(name);
            if (found == reading.class_index.end()) {
                return bad_row("goods_words.csv", row,
                               fmt::format("goods.csv has no class '{}'", base::shown(name, 40)));
            }
            goods_class = found->second;
        }
        for (const std::string_view part : base::split(row.fields[3], ';')) {
            std::vector<std::string> words = folded_words(part);
            if (words.empty()) {
                return bad_row("goods_words.csv", row, "an empty phrase; take out the semicolon too many");
            }
            reading.own.insert(key_of(goods_class, words));
            if (*kind != TermKind::ignore) {
                reading.made.terms.add({*kind, *language, goods_class, std::move(words)});
            }
        }
    }
    return {};
}

base::Status read_class(const codec::CsvRecord& row, Reading& reading) {
    const std::vector<std::string>& fields = row.fields;
    const auto tier = tier_of(fields[7]);
    if (!tier || *tier == model::GoodsTier::none) {
        return bad_row(
            "goods.csv", row,
            fmt::format("'{}' is no tier; docs/reference/goods.md lists them", base::shown(fields[7], 40)));
    }
    if (fields[0].empty()) {
        return bad_row("goods.csv", row, "the goods class is empty; name it");
    }
    const std::string& code = fields[2];
    const bool digits = std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || (code.size() != 4 && code.size() != 6)) {
        return bad_row("goods.csv", row,
                       fmt::format("HS code '{}' must have 4 or 6 digits, a leading zero among them",
                                   base::shown(code, 40)));
    }
    if (fields[3] != fmt::to_string(code.size())) {
        return bad_row("goods.csv", row,
                       fmt::format("hs_level must be {}, the digits of the code", code.size()));
    }
    const auto [at, fresh] =
        reading.class_index.try_emplace(fields[0], static_cast<std::uint16_t>(reading.made.classes.size()));
    if (fresh) {
        reading.made.classes.push_back({fields[0], fields[1], *tier, fields[6]});
    } else if (reading.made.classes[at->second].tier != *tier) {
        return bad_row(
            "goods.csv", row,
            fmt::format("class {} has another tier in an earlier row; one class has one tier", fields[0]));
    }
    std::vector<std::uint16_t>& classes = reading.made.codes[code];
    if (std::ranges::find(classes, at->second) != classes.end()) {
        return bad_row("goods.csv", row,
                       fmt::format("class {} has code {} twice; take one row out", fields[0], code));
    }
    classes.push_back(at->second);
    return {};
}

}  // namespace

base::Result<GoodsRows> read_goods_rows(std::string_view goods_csv, std::string_view words_csv) {
    Reading reading;
    CORDON_ASSIGN(const Rows goods, filled_table(goods_csv, "goods.csv", goods_columns()));
    for (const codec::CsvRecord& row : goods) {
        CORDON_TRY(read_class(row, reading));
    }
    CORDON_ASSIGN(const Rows words, filled_table(words_csv, "goods_words.csv", words_columns()));
    CORDON_TRY(read_words(words, reading));
    constexpr std::array<std::pair<std::size_t, WordLanguage>, 5> languages = {{{8, WordLanguage::en},
                                                                                {9, WordLanguage::ar},
                                                                                {10, WordLanguage::ru},
                                                                                {11, WordLanguage::tr},
                                                                                {12, WordLanguage::fr}}};
    for (const codec::CsvRecord& row : goods) {
        const std::uint16_t goods_class = reading.class_index.find(row.fields[0])->second;
        for (const auto& [column, language] : languages) {
            for (const std::string_view part : base::split(row.fields[column], ';')) {
                std::vector<std::string> phrase = folded_words(part);
                if (!phrase.empty() && reading.own.insert(key_of(goods_class, phrase)).second) {
                    reading.made.terms.add({TermKind::term, language, goods_class, std::move(phrase)});
                }
            }
        }
    }
    return std::move(reading.made);
}

}  // namespace cordon::trade
