// apps/cordon/commands.h: what the command line asks for, and the functions that do it.
//
// Role:   main.cc fills these from the arguments; each run_ function does one sub-command and returns its
//         exit code.
// Errors: one sentence on the error stream; see docs/reference/exit-codes.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cordon/terminal.h"

namespace cordon::app {

struct GlobalOptions {
    std::string home;
    OutputFormat format = OutputFormat::table;
    bool quiet = false;  // no progress
    std::string principal;
    std::string data_key;  // file; "": none
};

struct ImportOptions {
    std::string list;
    std::string published;
    bool history = false;
    std::string accept_reason;
    std::vector<std::string> files;
};

struct UpdateOptions {
    std::vector<std::string> lists;  // empty: all that are enabled
    bool write_configuration = false;
};

struct ShowOptions {
    std::string as_of;
    std::string list;  // with a list: all its versions
};

struct DiffOptions {
    std::string list;
    std::string from;
    std::string to;
};

// A sample of near misses for review (below_sample.h).
struct BelowOptions {
    std::uint32_t wanted = 0;  // 0: none
    std::uint64_t seed = 1;
    double band = 0.10;
    std::string file;
};

struct AnswerOptions {
    std::string as_of;
    std::vector<std::string> lists;
    std::optional<double> min_score;
    std::uint32_t top = 10;
    bool supplement = true;
};

// What is known of the subject beside its name; read by subject_facts.h.
struct FactOptions {
    std::string type;
    std::string gender;
    std::vector<std::string> birth_dates;
    std::vector<std::string> countries;
    std::vector<std::string> nationalities;
    std::vector<std::string> birth_places;
    std::vector<std::string> identifiers;  // TYPE:NUMBER[:COUNTRY]
};

struct SearchCommandOptions {
    AnswerOptions answer;
    std::string certificate;  // file to write
    std::string name;
    FactOptions facts;
};

struct ScreenOptions {
    AnswerOptions answer;
    std::string certificate;  // file to write
    BelowOptions below;
    std::string file;
    std::string columns;
};

struct ExplainOptions {
    AnswerOptions answer;
    std::string name;
    std::string listing_id;
    FactOptions facts;
};

int run_import(const GlobalOptions& global, const ImportOptions& options);
int run_update(const GlobalOptions& global, const UpdateOptions& options);
int run_show(const GlobalOptions& global, const ShowOptions& options);
int run_diff(const GlobalOptions& global, const DiffOptions& options);
int run_verify(const GlobalOptions& global);
int run_links(const GlobalOptions& global);
int run_search(const GlobalOptions& global, const SearchCommandOptions& options);
int run_screen(const GlobalOptions& global, const ScreenOptions& options);
int run_explain(const GlobalOptions& global, const ExplainOptions& options);

}  // namespace cordon::app
