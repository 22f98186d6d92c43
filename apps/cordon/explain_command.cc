// cordon explain: the arithmetic of one name against one listing, hit or not.
#include <fmt/format.h>

#include "base/strings.h"
#include "cordon/commands.h"
#include "cordon/hit_output.h"
#include "cordon/replay_command.h"
#include "cordon/session.h"
#include "cordon/subject_facts.h"
#include "screening/explanation.h"

namespace cordon::app {

namespace {

struct Explained {
    Session session;
    model::Listing listing;
    std::string list;
    screening::Explanation explanation;
};

// "QDi.902" or "un:QDi.902": the one listing that it means.
base::Result<std::uint32_t> find_listing(const engine::Snapshot& snapshot, const std::string& id) {
    std::vector<std::string> lists;
    std::optional<std::uint32_t> found;
    for (const model::ListVersion& version : snapshot.versions()) {
        const bool prefixed = id.starts_with(version.list + ":");
        for (const std::string& wanted :
             {id, prefixed ? id.substr(version.list.size() + 1) : std::string()}) {
            const auto ordinal = wanted.empty() ? std::nullopt : snapshot.find(version.list, wanted);
            if (ordinal) {
                found = ordinal;
                lists.push_back(version.list + ":" + wanted);
            }
        }
    }
    if (!found) {
        return base::fail(base::ErrorCode::not_found,
                          fmt::format("no listing '{}' in the lists searched; write its reference as the "
                                      "publisher does, such as QDi.902 or un:QDi.902",
                                      base::shown(id)));
    }
    if (lists.size() > 1) {
        return base::fail(base::ErrorCode::invalid_input,
                          fmt::format("'{}' stands on several lists; write one of: {}", base::shown(id),
                                      base::join(lists, ", ")));
    }
    return *found;
}

base::Result<Explained> work_out(const GlobalOptions& global, const ExplainOptions& options,
                                 const model::Subject& subject) {
    Explained explained;
    CORDON_ASSIGN(explained.session, open_session(global, options.answer));
    const engine::Snapshot& snapshot = *explained.session.snapshot;
    CORDON_ASSIGN(const std::uint32_t ordinal, find_listing(snapshot, options.listing_id));
    CORDON_ASSIGN(explained.listing, snapshot.listing(ordinal));
    explained.list = snapshot.versions()[snapshot.list_of(ordinal)].list;
    CORDON_ASSIGN(const auto search, search_options(options.answer, explained.session));
    screening::SearchScratch scratch;
    CORDON_ASSIGN(explained.explanation,
                  snapshot.index().explain(subject, ordinal, explained.listing, search, scratch));
    for (const screening::ExplainedName& name : explained.explanation.names) {
        if (name.name >= explained.listing.names.size()) {
            return base::fail(base::ErrorCode::corrupt,
                              fmt::format("the stored index names a name that listing {} does not have",
                                          explained.listing.id));
        }
    }
    return explained;
}

void write_name_json(codec::JsonWriter& json, const Explained& explained,
                     const screening::ExplainedName& name) {
    json.begin_object().key("name").string(explained.listing.names[name.name].text);
    json.key("name_kind").string(to_string(explained.listing.names[name.name].kind));
    json.key("quality").string(to_string(explained.listing.names[name.name].quality));
    json.key("score").real(name.score, 4).key("matched").real(name.sums.matched, 4);
    json.key("relief").real(name.sums.relief, 4).key("word_score").real(name.sums.word_score, 4);
    json.key("whole_name").boolean(name.whole_name);
    json.key("whole_similarity").real(name.whole_similarity, 4).key("losses").begin_array();
    for (std::size_t at = 0; at < name.sums.loss_count; ++at) {
        const screening::ScoreLoss& loss = name.sums.losses.at(at);
        json.begin_object().key("what").string(loss.what).key("weight").real(loss.weight, 4);
        json.key("cost").real(loss.cost, 4).end_object();
    }
    json.end_array().key("parts").begin_array();
    for (const screening::ComparedPart& part : name.parts) {
        json.begin_object().key("subject_part").string(part.subject_part);
        json.key("listed_part").string(part.listed_part).key("relation").string(to_string(part.relation));
        json.key("similarity").real(part.similarity, 3).key("weight").real(part.weight, 3);
        json.key("contribution").real(part.met, 4).end_object();
    }
    json.end_array().end_object();
}

void print_json(const Explained& explained, const ExplainOptions& options) {
    const screening::Explanation& all = explained.explanation;
    codec::JsonWriter json(true);
    json.begin_object().key("query").string(options.name);
    write_lists_json(json, explained.session);
    json.key("list").string(explained.list).key("listing_id").string(explained.listing.id);
    write_threshold_json(json, explained.session);
    json.key("score").real(all.score, 4).key("hit").boolean(all.score >= all.threshold);
    json.key("strong_name").boolean(all.strong_name);
    json.key("facts_contradict").boolean(all.facts.contradicted && !all.facts.identified);
    write_facts_json(json, all.facts.facts);
    json.key("names").begin_array();
    for (const screening::ExplainedName& name : all.names) {
        write_name_json(json, explained, name);
    }
    json.end_array().key("arithmetic").begin_array();
    if (!all.names.empty()) {
        for (const std::string& line : screening::name_arithmetic(all.names.front())) {
            json.string(line);
        }
    }
    for (const std::string& line : screening::verdict_lines(all)) {
        json.string(line);
    }
    json.end_array().key("degraded").boolean(explained.session.stale).end_object();
    print(json.take() + "\n");
}

void print_best_name(const Explained& explained) {
    const screening::ExplainedName& best = explained.explanation.names.front();
    Table words;
    words.header = {"query", "listed", "relation", "likeness", "weight", "counts"};
    for (const screening::ComparedPart& part : best.parts) {
        words.rows.push_back({part.subject_part, part.listed_part, std::string(to_string(part.relation)),
                              fmt::format("{:.3f}", part.similarity), fmt::format("{:.3f}", part.weight),
                              fmt::format("{:.3f}", part.met)});
    }
    print(fmt::format("\nword by word against '{}'\n", base::shown(explained.listing.names[best.name].text)));
    print(words.text());
    for (const std::string& line : screening::name_arithmetic(best)) {
        print(line + "\n");
    }
}

void print_table(const Explained& explained, const ExplainOptions& options) {
    const screening::Explanation& all = explained.explanation;
    print(
        fmt::format("'{}' against {} {}\n", base::shown(options.name), explained.list, explained.listing.id));
    Table names;
    names.header = {"score", "listed name", "kind", "quality"};
    for (const screening::ExplainedName& name : all.names) {
        const model::ListedName& listed = explained.listing.names[name.name];
        names.rows.push_back({fmt::format("{:.4f}", name.score), listed.text,
                              std::string(to_string(listed.kind)), std::string(to_string(listed.quality))});
    }
    print(names.text());
    if (!all.names.empty()) {
        print_best_name(explained);
    }
    if (!all.facts.facts.empty()) {
        Table facts;
        facts.header = {"fact", "relation", "given", "listed", "effect", "note"};
        for (const screening::ComparedFact& fact : all.facts.facts) {
            facts.rows.push_back({std::string(to_string(fact.fact)), std::string(to_string(fact.relation)),
                                  fact.subject, fact.listed, fmt::format("{:+.3f}", fact.effect), fact.note});
        }
        print("\n" + facts.text());
    }
    print("\n");
    for (const std::string& line : screening::verdict_lines(all)) {
        print(line + "\n");
    }
}

}  // namespace

int run_explain(const GlobalOptions& global, const ExplainOptions& options) {
    if (options.listing_id.empty()) {
        return run_explain_verdict(global, options.name);
    }
    const auto subject = subject_of(options.name, options.facts);
    if (!subject) {
        (void)report(subject.error());
        return exit_usage;
    }
    const auto explained = work_out(global, options, *subject);
    if (!explained) {
        return report(explained.error());
    }
    warn_stale(explained->session);
    if (global.format == OutputFormat::json) {
        print_json(*explained, options);
    } else {
        print_table(*explained, options);
    }
    return exit_success;
}

}  // namespace cordon::app
