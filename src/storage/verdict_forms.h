// storage/verdict_forms.h: what the verdicts of one situation have in common, kept once.
//
// Role:      a verdict names its lists, their hashes and the policy, each time the same: with six lists nine
//            tenths of its bytes. A row holds what differs from its form (engine::verdict_form), which names
//            nobody; the leaf of the log is over the whole bytes.
// Rules:     rows of before layout 6, and verdicts of no form, stand as they are. Forms are never changed
//            and never taken away.
// Ownership: database outlives the forms.
// Threads:   as its Database.
// Errors:    corrupt when a row's form is not there or was changed, or the row is not what was packed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "codec/zstd_dictionary.h"
#include "engine/verdict_record.h"
#include "storage/sqlite.h"

namespace cordon::storage {

class VerdictForms {
public:
    explicit VerdictForms(Database& database) : database_{&database} {}

    // The verdict's bytes as its row has them. A form that is new is kept by the transaction that runs.
    [[nodiscard]] base::Result<std::string> pack(const engine::StoredVerdict& verdict);
    [[nodiscard]] base::Result<std::string> unpack(std::string_view kept);
    // What a transaction kept that was rolled back is not there.
    void forget();

private:
    [[nodiscard]] base::Result<std::int64_t> form_of(const engine::StoredVerdict& verdict);
    [[nodiscard]] base::Result<codec::ZstdDictionary*> dictionary(std::int64_t form);

    Database* database_;
    std::map<std::int64_t, codec::ZstdDictionary> dictionaries_;
    std::string situation_;  // that form_ was made for
    std::int64_t form_ = 0;  // 0: none
    int packed_ = 0;         // with form_
};

}  // namespace cordon::storage
