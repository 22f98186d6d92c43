// apps/cordon/statement_commands.h: key, verify: who signs for this home, and whether a signed file holds.
//
// Role:   adds the sub-commands and runs them; seal() is what other commands sign with.
// Errors: one sentence on the error stream; exit codes as docs/reference/exit-codes.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/signed_statement.h"
#include "cordon/commands.h"
#include "storage/key_store.h"

namespace CLI {
class App;
}

namespace cordon::app {

// --format table or json.
void add_output_format(CLI::App& command, OutputFormat& format);
// --certificate, and the --sample-below family, of search and screen.
void add_certificate(CLI::App& command, std::string& file);
void add_below(CLI::App& command, BelowOptions& below);
void add_statement_commands(CLI::App& app, GlobalOptions& global, int& exit_code);

// The keys by which a reader of this machine knows a signer: those named (.pub files or their 64 letters),
// and the home's own.
[[nodiscard]] base::Result<std::vector<storage::KnownKey>> trusted_keys(
    const GlobalOptions& global, const std::vector<std::string>& named);

// Head of a statement made now, by the principal, with this build.
[[nodiscard]] codec::StatementHead statement_head(const GlobalOptions& global, std::string_view type);
// Signs with the home's key, which is made when there is none.
[[nodiscard]] base::Result<std::string> seal(const GlobalOptions& global, const codec::StatementHead& head,
                                             std::string_view content);

[[nodiscard]] base::Result<std::string> seal_page(const GlobalOptions& global, std::string_view page,
                                                  const codec::StatementHead& head,
                                                  std::string_view report_sha256);

// Whole file beside and renamed, so that nobody finds half of one.
[[nodiscard]] base::Status write_whole_file(const std::string& path, std::string_view text);

}  // namespace cordon::app
