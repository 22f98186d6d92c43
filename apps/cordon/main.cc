// The cordon command: arguments in, one of commands.h out.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "cordon/apikey_command.h"
#include "cordon/assess_command.h"
#include "cordon/backup_command.h"
#include "cordon/build_info.h"
#include "cordon/commands.h"
#include "cordon/erase_command.h"
#include "cordon/keys_command.h"
#include "cordon/pay_command.h"
#include "cordon/policy_command.h"
#include "cordon/record_command.h"
#include "cordon/replay_command.h"
#include "cordon/serve_command.h"
#include "cordon/statement_commands.h"
#include "cordon/territory_command.h"
#include "cordon/threshold_command.h"
#include "cordon/trade_command.h"

namespace {

using namespace cordon::app;  // NOLINT(google-build-using-namespace): the wiring of this one program

struct AllOptions {
    GlobalOptions global;
    ImportOptions import;
    UpdateOptions update;
    ShowOptions show;
    DiffOptions diff;
    SearchCommandOptions search;
    ScreenOptions screen;
    ExplainOptions explain;
    double min_score = -1;
    int exit_code = exit_success;
};

void add_format(CLI::App& command, AllOptions& all) {
    CLI::CheckedTransformer formats(
        std::map<std::string, OutputFormat>{
            {"table", OutputFormat::table}, {"json", OutputFormat::json}, {"csv", OutputFormat::csv}},
        CLI::ignore_case);
    command.add_option("--format", all.global.format, "table (for people), json or csv (for programs)")
        ->transform(formats.description(""))
        ->type_name("FORMAT");
}

void add_answer(CLI::App& command, AnswerOptions& answer, AllOptions& all) {
    command
        .add_option("--as-of", answer.as_of, "screen against the lists as published on that day (YYYY-MM-DD)")
        ->type_name("DAY");
    command.add_option("--lists", answer.lists, "only these lists, separated by commas")
        ->delimiter(',')
        ->type_name("LIST,...");
    command.add_flag_callback(
        "--no-supplement", [&answer] { answer.supplement = false; },
        "leave out the names of Cordon's own supplement");
    add_format(command, all);
}

void add_limits(CLI::App& command, AnswerOptions& answer, AllOptions& all) {
    command.add_option("--top", answer.top, "at most so many hits for each name, 1 to 1000")
        ->check(CLI::Range(1, 1000).description(""))
        ->type_name("N")
        ->capture_default_str();
    command
        .add_option("--min-score", all.min_score,
                    "show results down to this score, 0 to 1 (default: the threshold)")
        ->check(CLI::Range(0.0, 1.0).description(""))
        ->type_name("SCORE");
}

void add_import(CLI::App& lists, AllOptions& all) {
    CLI::App* import =
        lists.add_subcommand("import", "read a publication, check it and make it the active version");
    import
        ->add_option("--list", all.import.list,
                     "un, ofac-sdn, ofac-cons, eu, uk, ch, ca, ftm, table, or table:NAME; default: told from "
                     "the content")
        ->type_name("LIST");
    import
        ->add_option("--published", all.import.published,
                     "day of publication, for files that do not say (YYYY-MM-DD)")
        ->type_name("DAY");
    import->add_flag("--history", all.import.history,
                     "store an older version for --as-of, without activating it");
    import
        ->add_option("--accept", all.import.accept_reason,
                     "activate in spite of the gate's findings; the reason is recorded with the principal")
        ->type_name("REASON");
    import->add_option("FILE", all.import.files, "all files of one publication; .zst and .zip are unpacked")
        ->required()
        ->type_name("");
    add_format(*import, all);
    import->callback([&all] { all.exit_code = run_import(all.global, all.import); });
}

void add_lists(CLI::App& app, AllOptions& all) {
    CLI::App* lists = app.add_subcommand("lists", "bring lists in, show and compare their versions");
    lists->require_subcommand(1);
    add_import(*lists, all);
    CLI::App* update =
        lists->add_subcommand("update", "fetch the configured publishers and import what is new");
    update->add_option("LIST", all.update.lists, "only these lists")->type_name("");
    update->add_flag("--write-config", all.update.write_configuration,
                     "write the default configuration to cordon.toml in the home and stop");
    add_format(*update, all);
    update->callback([&all] { all.exit_code = run_update(all.global, all.update); });
    CLI::App* show = lists->add_subcommand("show", "the active version of every list, its age and state");
    show->add_option("LIST", all.show.list, "every kept version of this list")->type_name("");
    show->add_option("--as-of", all.show.as_of, "the versions in force on that day (YYYY-MM-DD)")
        ->type_name("DAY");
    add_format(*show, all);
    show->callback([&all] { all.exit_code = run_show(all.global, all.show); });
    CLI::App* diff = lists->add_subcommand("diff", "what changed between two versions, field by field");
    diff->add_option("LIST", all.diff.list, "un, eu, ...")->required()->type_name("");
    diff->add_option("V1", all.diff.from, "older version, as `cordon lists show LIST` names it")
        ->required()
        ->type_name("");
    diff->add_option("V2", all.diff.to, "newer version")->required()->type_name("");
    add_format(*diff, all);
    diff->callback([&all] { all.exit_code = run_diff(all.global, all.diff); });
    CLI::App* verify = lists->add_subcommand("verify", "read every kept file again and check its hash");
    verify->callback([&all] { all.exit_code = run_verify(all.global); });
    CLI::App* links =
        lists->add_subcommand("links", "parties on several lists, the evidence, and where lists differ");
    add_format(*links, all);
    links->callback([&all] { all.exit_code = run_links(all.global); });
}

void add_facts(CLI::App& command, FactOptions& facts) {
    command
        .add_option("--type,--kind", facts.type,
                    "what bears the name: person, entity, vessel or aircraft; never hides a listing")
        ->check(CLI::IsMember({"person", "entity", "vessel", "aircraft"}).description(""))
        ->type_name("KIND");
    command.add_option("--dob", facts.birth_dates, "date of birth: 1968-03-12, 1968, 'circa 1968'")
        ->type_name("DATE");
    command
        .add_option("--country", facts.countries, "country of residence, or any that the subject is tied to")
        ->type_name("COUNTRY");
    command.add_option("--nationality", facts.nationalities, "nationality or flag")->type_name("COUNTRY");
    command.add_option("--gender", facts.gender, "male or female")
        ->check(CLI::IsMember({"male", "female"}).description(""))
        ->type_name("GENDER");
    command.add_option("--birth-place", facts.birth_places, "place of birth")->type_name("PLACE");
    command
        .add_option("--id", facts.identifiers,
                    "a number: passport:AB123456:SY, imo:9187629, lei:..., wallet:...; an equal one is a hit "
                    "under any name")
        ->type_name("TYPE:NUMBER[:COUNTRY]");
    for (const char* option : {"--dob", "--country", "--nationality", "--birth-place", "--id"}) {
        command.get_option(option)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
}

void add_screening(CLI::App& app, AllOptions& all) {
    CLI::App* search =
        app.add_subcommand("search", "is this name, in any script and spelling, a listed party?");
    search->add_option("NAME", all.search.name, "the name, quoted")->required()->type_name("");
    add_facts(*search, all.search.facts);
    add_certificate(*search, all.search.certificate);
    add_limits(*search, all.search.answer, all);
    add_answer(*search, all.search.answer, all);
    search->callback([&all] {
        if (all.min_score >= 0) {
            all.search.answer.min_score = all.min_score;
        }
        all.exit_code = run_search(all.global, all.search);
    });
    CLI::App* screen = app.add_subcommand("screen", "screen a file of customers: CSV, TSV or JSON lines");
    screen->add_option("FILE", all.screen.file, "the file, or - for standard input")
        ->required()
        ->type_name("");
    screen
        ->add_option("--columns", all.screen.columns,
                     "which column is what: id=query_id,name=text,...; also type, dob, country, nationality, "
                     "gender, birth_place, passport, national_id, tax_id, registration, lei, imo, mmsi, bic, "
                     "wallet, identifier")
        ->type_name("FIELD=COLUMN,...");
    add_certificate(*screen, all.screen.certificate);
    add_below(*screen, all.screen.below);
    add_limits(*screen, all.screen.answer, all);
    add_answer(*screen, all.screen.answer, all);
    screen->callback([&all] {
        if (all.min_score >= 0) {
            all.screen.answer.min_score = all.min_score;
        }
        all.exit_code = run_screen(all.global, all.screen);
    });
    CLI::App* explain = app.add_subcommand(
        "explain", "a name against one listing, hit or not; or a payment's verdict in words");
    explain->add_option("NAME", all.explain.name, "the name, quoted; or a verdict's id, alone")
        ->required()
        ->type_name("");
    explain
        ->add_option("LISTING_ID", all.explain.listing_id,
                     "for example QDi.902, or un:QDi.902; none for a verdict")
        ->type_name("");
    add_facts(*explain, all.explain.facts);
    add_answer(*explain, all.explain.answer, all);
    explain->callback([&all] { all.exit_code = run_explain(all.global, all.explain); });
}

}  // namespace

int main(int argc, char** argv) {
    AllOptions all;
    all.global.home = default_home();
    all.global.principal = login_name();
    all.global.data_key = default_data_key();
    CLI::App app("Cordon cuts listed terrorists off from money and goods: lists in, customers screened.",
                 "cordon");
    app.set_version_flag("--version", "cordon " + engine_build());
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--home", all.global.home, "where lists and settings are kept (CORDON_HOME)")
        ->type_name("DIR")
        ->capture_default_str();
    app.add_option("--principal", all.global.principal, "who is acting, for the record")
        ->type_name("NAME")
        ->capture_default_str();
    app.add_option("--data-key", all.global.data_key,
                   "file of the key that seals the record's content (CORDON_DATA_KEY_FILE)")
        ->type_name("FILE");
    app.add_flag("--quiet", all.global.quiet, "no progress");
    app.footer(
        "Exit codes: 0 pass, 1 failure, 2 usage, 3 hit, 5 stale lists. Anything but 0 means: do not "
        "release.");
    add_lists(app, all);
    add_screening(app, all);
    add_assess_command(app, all.global, all.exit_code);
    add_statement_commands(app, all.global, all.exit_code);
    add_threshold_command(app, all.global, all.exit_code);
    add_pay_commands(app, all.global, all.exit_code);
    add_record_commands(app, all.global, all.exit_code);
    add_policy_command(app, all.global, all.exit_code);
    add_territory_command(app, all.global, all.exit_code);
    add_trade_command(app, all.global, all.exit_code);
    add_replay_command(app, all.global, all.exit_code);
    add_serve_command(app, all.global, all.exit_code);
    add_apikey_command(app, all.global, all.exit_code);
    add_backup_commands(app, all.global, all.exit_code);
    add_keys_command(app, all.global, all.exit_code);
    add_erase_command(app, all.global, all.exit_code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_success : exit_usage;
    } catch (const std::exception& error) {
        (void)std::fprintf(stderr, "cordon: stopped by an unexpected failure: %s\n", error.what());
        return exit_failure;
    }
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        (void)std::fprintf(stderr, "cordon: the answer could not be written out\n");
        return exit_failure;
    }
    return all.exit_code;
}
