// server/yente_query_string.h: the query language of GET /search.
//
// Role:      a text as Lucene's query_string reads it (words, "phrases", AND OR NOT && || ! + -, groups,
//            field:value, * and ?), and which listings it means.
// Rules:     words beside each other are AND-ed. A phrase means its words, in any order. Boosts (^2) and
//            slops (~1) are read and change nothing. Regular expressions and ranges are refused, as is what
//            Lucene refuses: a lone slash, quote or bracket, an operator without its operand. The simple form
//            never fails: what is no word, phrase or leading minus is passed over.
// Threads:   pure functions.
// Cost:      O(entries of the words); a pattern that begins with * looks at every word.
// Errors:    invalid_input saying what is wrong and where.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "server/yente_view.h"

namespace cordon::server {

struct QueryNode {
    enum class Kind : std::uint8_t { everything, words, pattern, field, all_of, any_of, none_of };
    Kind kind = Kind::everything;
    std::string field;                // kind field
    std::vector<std::string> words;   // folded; kind field: the value as written
    std::vector<QueryNode> children;  // all_of, any_of; none_of has one
};

[[nodiscard]] base::Result<QueryNode> parse_query_string(std::string_view text);
[[nodiscard]] QueryNode parse_simple_query(std::string_view text);

// The plain text of a query that has nothing but words, "" of any other: it may be a name.
[[nodiscard]] std::string name_of_query(const QueryNode& query);

// Ascending ordinals.
[[nodiscard]] std::vector<std::uint32_t> listings_of_query(const QueryNode& query, const YenteView& view,
                                                           const engine::WordIndex& words);

}  // namespace cordon::server
