#include "server/yente_query_string.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/strings.h"
#include "server/yente_schema.h"

namespace cordon::server {

namespace {

using Kind = QueryNode::Kind;
using Ordinals = std::vector<std::uint32_t>;

constexpr int depth_max = 32;
constexpr int clauses_max = 256;

std::unexpected<base::Error> fault(std::string_view what, std::size_t at) {
    return base::fail(base::ErrorCode::invalid_input, fmt::format("{} at letter {}", what, at + 1), at);
}

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

QueryNode node_of_words(std::string_view text) {
    QueryNode node{.kind = Kind::words, .field = {}, .words = engine::folded_words(text), .children = {}};
    return node;
}

// Letters folded, stars and question marks kept.
QueryNode node_of_pattern(std::string_view text) {
    std::string pattern;
    std::string run;
    const auto end_run = [&] {
        pattern += base::join(engine::folded_words(run), "");
        run.clear();
    };
    for (const char letter : text) {
        if (letter == '*' || letter == '?') {
            end_run();
            pattern.push_back(letter);
        } else {
            run.push_back(letter);
        }
    }
    end_run();
    if (pattern == "*") {
        return {};
    }
    return {.kind = Kind::pattern, .field = {}, .words = {pattern}, .children = {}};
}

class QueryParser {
public:
    explicit QueryParser(std::string_view text) : text_{text} {}

    base::Result<QueryNode> parse() {
        skip_blanks();
        if (at_ == text_.size()) {
            return QueryNode{};
        }
        CORDON_ASSIGN(QueryNode node, any_of(0));
        if (at_ < text_.size()) {
            return fault("there is a ')' too many", at_);
        }
        return node;
    }

private:
    void skip_blanks() {
        while (at_ < text_.size() && is_blank(text_[at_])) {
            ++at_;
        }
    }
    // An operator word stands alone: "ANDY" is a name.
    bool take_word(std::string_view word) {
        const std::size_t end = at_ + word.size();
        const bool is_letters = word.front() >= 'A' && word.front() <= 'Z';
        if (!text_.substr(at_).starts_with(word) ||
            (is_letters && end < text_.size() && !is_blank(text_[end]) && text_[end] != '(')) {
            return false;
        }
        at_ = end;
        skip_blanks();
        return true;
    }
    bool ends_here() const { return at_ >= text_.size() || text_[at_] == ')'; }

    base::Result<QueryNode> any_of(int depth) {
        if (depth > depth_max) {
            return fault("brackets stand too deep", at_);
        }
        CORDON_ASSIGN(QueryNode first, all_of(depth));
        QueryNode node{.kind = Kind::any_of, .field = {}, .words = {}, .children = {}};
        node.children.push_back(std::move(first));
        while (take_word("OR") || take_word("||")) {
            CORDON_ASSIGN(QueryNode next, all_of(depth));
            node.children.push_back(std::move(next));
        }
        return node.children.size() == 1 ? std::move(node.children.front()) : std::move(node);
    }

    bool at_or() const {
        const std::string_view rest = text_.substr(at_);
        return rest.starts_with("||") ||
               (rest.starts_with("OR") && (rest.size() == 2 || is_blank(rest[2]) || rest[2] == '('));
    }

    base::Result<QueryNode> all_of(int depth) {
        QueryNode node{.kind = Kind::all_of, .field = {}, .words = {}, .children = {}};
        CORDON_ASSIGN(QueryNode first, clause(depth));
        node.children.push_back(std::move(first));
        while (true) {
            skip_blanks();
            const bool joined = take_word("AND") || take_word("&&");
            if (!joined && (ends_here() || at_or())) {
                break;
            }
            CORDON_ASSIGN(QueryNode next, clause(depth));
            node.children.push_back(std::move(next));
        }
        return node.children.size() == 1 ? std::move(node.children.front()) : std::move(node);
    }

    base::Result<QueryNode> clause(int depth) {
        skip_blanks();
        const std::size_t start = at_;
        if (++clauses_ > clauses_max) {
            return fault(fmt::format("there are more than {} words", clauses_max), start);
        }
        if (ends_here() || at_or() || take_word("AND") || take_word("&&")) {
            return fault("a word is missing", start);
        }
        const bool negative = take_word("NOT") || text_[at_] == '!' || text_[at_] == '-';
        if (text_[start] == '!' || text_[start] == '-' || text_[start] == '+') {
            ++at_;
            skip_blanks();
        }
        if (at_ >= text_.size()) {
            return fault("a word is missing", at_);
        }
        CORDON_ASSIGN(QueryNode node, primary(depth));
        CORDON_TRY(skip_suffixes());
        if (negative) {
            QueryNode outer{.kind = Kind::none_of, .field = {}, .words = {}, .children = {}};
            outer.children.push_back(std::move(node));
            return outer;
        }
        return node;
    }

    base::Result<QueryNode> primary(int depth) {
        const std::size_t start = at_;
        switch (text_[at_]) {
            case '(': {
                ++at_;
                CORDON_ASSIGN(QueryNode node, any_of(depth + 1));
                skip_blanks();
                if (at_ >= text_.size() || text_[at_] != ')') {
                    return fault("a '(' is not closed", start);
                }
                ++at_;
                return node;
            }
            case '"': return phrase();
            case '/':
                return text_.find('/', start + 1) == std::string_view::npos
                           ? fault("a '/' begins a regular expression that does not end", start)
                           : fault("regular expressions are not supported", start);
            case '[':
            case '{': return fault("ranges are not supported", start);
            case ')':
            case ']':
            case '}':
            case ':':
            case '^':
            case '~': return fault(fmt::format("'{}' is out of place", text_[at_]), start);
            default: return term(depth);
        }
    }

    base::Result<QueryNode> phrase() {
        const std::size_t start = at_++;
        std::string inside;
        while (at_ < text_.size() && text_[at_] != '"') {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
                ++at_;
            }
            inside.push_back(text_[at_++]);
        }
        if (at_ >= text_.size()) {
            return fault("a '\"' is not closed", start);
        }
        ++at_;
        return node_of_words(inside);
    }

    base::Result<QueryNode> term(int depth) {
        const std::size_t start = at_;
        std::string word;
        bool pattern = false;
        while (at_ < text_.size() && !is_blank(text_[at_]) &&
               std::string_view("()[]{}\"^~:/!").find(text_[at_]) == std::string_view::npos) {
            if (text_[at_] == '\\') {
                if (++at_ >= text_.size()) {
                    return fault("a '\\' stands last", at_ - 1);
                }
                word.push_back(text_[at_++]);
                continue;
            }
            pattern = pattern || text_[at_] == '*' || text_[at_] == '?';
            word.push_back(text_[at_++]);
        }
        if (at_ < text_.size() && text_[at_] == ':') {
            ++at_;
            return field(std::move(word), depth);
        }
        if (word.empty()) {
            return fault(fmt::format("'{}' is out of place", text_[start]), start);
        }
        return pattern ? node_of_pattern(word) : node_of_words(word);
    }

    base::Result<QueryNode> field(std::string name, int depth) {
        if (at_ >= text_.size() || is_blank(text_[at_])) {
            return fault("a field has no value", at_);
        }
        if (depth > depth_max) {
            return fault("fields stand too deep", at_);
        }
        const std::size_t start = at_;
        CORDON_ASSIGN(const QueryNode inside, primary(depth + 1));
        QueryNode node{.kind = Kind::field, .field = std::move(name), .words = inside.words, .children = {}};
        std::string_view value = text_.substr(start, at_ - start);
        if (value.size() >= 2 && value.front() == '"') {
            value = value.substr(1, value.size() - 2);
        }
        node.words = {std::string(value)};
        node.children.push_back(inside);
        return node;
    }

    // ^2, ~, ~1
    base::Status skip_suffixes() {
        while (at_ < text_.size() && (text_[at_] == '^' || text_[at_] == '~')) {
            const char sign = text_[at_++];
            const std::size_t digits = at_;
            while (at_ < text_.size() && ((text_[at_] >= '0' && text_[at_] <= '9') || text_[at_] == '.')) {
                ++at_;
            }
            if (sign == '^' && at_ == digits) {
                return fault("a '^' without a number", digits - 1);
            }
        }
        return {};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int clauses_ = 0;
};

Ordinals everything(const YenteView& view) {
    Ordinals all(view.size());
    std::iota(all.begin(), all.end(), 0U);
    return all;
}

Ordinals common(const Ordinals& left, const Ordinals& right) {
    Ordinals both;
    std::ranges::set_intersection(left, right, std::back_inserter(both));
    return both;
}

Ordinals of_words(const std::vector<std::string>& wanted, const YenteView& view,
                  const engine::WordIndex& words) {
    if (wanted.empty()) {
        return {};
    }
    Ordinals found = words.with_word(wanted.front());
    for (std::size_t at = 1; at < wanted.size() && !found.empty(); ++at) {
        found = common(found, words.with_word(wanted[at]));
    }
    (void)view;
    return found;
}

bool has(const std::vector<std::string>& values, std::string_view wanted) {
    return std::ranges::any_of(values,
                               [&](const std::string& value) { return base::ascii_iequals(value, wanted); });
}

Ordinals of_field(const QueryNode& query, const YenteView& view, const engine::WordIndex& words) {
    const std::string_view field = query.field;
    const std::string_view value = query.words.front();
    Ordinals found;
    const auto collect = [&](const auto& fits) {
        for (std::uint32_t ordinal = 0; ordinal < view.size(); ++ordinal) {
            if (fits(view.row(ordinal))) {
                found.push_back(ordinal);
            }
        }
        return found;
    };
    if (field == "schema") {
        return collect([&](const YenteRow& row) { return row.ftm_class == value; });
    }
    if (field == "countries" || field == "properties.country" || field == "country") {
        return collect([&](const YenteRow& row) { return has(view.set(row.countries), value); });
    }
    if (field == "topics" || field == "properties.topics") {
        return collect([&](const YenteRow& row) { return has(view.set(row.topics), value); });
    }
    if (field == "datasets") {
        return collect([&](const YenteRow& row) { return has(view.set(row.datasets), value); });
    }
    if (field == "id" || field == "entity_id" || field == "canonical_id") {
        return collect([&](const YenteRow& row) { return row.id == value; });
    }
    if (field == "names" || field == "text" || field == "caption" || field == "identifiers" ||
        field.starts_with("properties.")) {
        return listings_of_query(query.children.front(), view, words);
    }
    return {};
}

}  // namespace

base::Result<QueryNode> parse_query_string(std::string_view text) {
    return QueryParser(text).parse();
}

QueryNode parse_simple_query(std::string_view text) {
    QueryNode all{.kind = Kind::all_of, .field = {}, .words = {}, .children = {}};
    for (const std::string_view part : base::split(base::collapse_whitespace(text), ' ')) {
        QueryNode node = node_of_words(part);
        if (node.words.empty()) {
            continue;
        }
        if (part.starts_with('-')) {
            QueryNode outer{.kind = Kind::none_of, .field = {}, .words = {}, .children = {}};
            outer.children.push_back(std::move(node));
            node = std::move(outer);
        }
        all.children.push_back(std::move(node));
    }
    return all.children.empty() ? QueryNode{} : all;
}

std::string name_of_query(const QueryNode& query) {
    switch (query.kind) {
        case Kind::words: return base::join(query.words, " ");
        case Kind::all_of: {
            std::string name;
            for (const QueryNode& child : query.children) {
                const std::string part = name_of_query(child);
                if (part.empty()) {
                    return {};
                }
                name += (name.empty() ? "" : " ") + part;
            }
            return name;
        }
        case Kind::everything:
        case Kind::pattern:
        case Kind::field:
        case Kind::any_of:
        case Kind::none_of: break;
    }
    return {};
}

std::vector<std::uint32_t> listings_of_query(const QueryNode& query, const YenteView& view,
                                             const engine::WordIndex& words) {
    switch (query.kind) {
        case Kind::everything: return everything(view);
        case Kind::words: return of_words(query.words, view, words);
        case Kind::pattern: return words.with_pattern(query.words.front());
        case Kind::field: return of_field(query, view, words);
        case Kind::all_of: {
            Ordinals found = everything(view);
            for (const QueryNode& child : query.children) {
                found = common(found, listings_of_query(child, view, words));
            }
            return found;
        }
        case Kind::any_of: {
            Ordinals found;
            for (const QueryNode& child : query.children) {
                Ordinals more = listings_of_query(child, view, words);
                Ordinals both;
                std::ranges::set_union(found, more, std::back_inserter(both));
                found = std::move(both);
            }
            return found;
        }
        case Kind::none_of: {
            const Ordinals without = listings_of_query(query.children.front(), view, words);
            Ordinals found;
            std::ranges::set_difference(everything(view), without, std::back_inserter(found));
            return found;
        }
    }
    return {};
}

}  // namespace cordon::server
