#include "storage/verdict_forms.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "engine/verdict_json.h"
#include "storage/record_reader.h"

namespace cordon::storage {

namespace {

constexpr char packed_mark = 1;  // first byte of what is packed, the form's number behind it; JSON has '{'
constexpr int number_size = 4;
constexpr std::size_t head_bytes = 1 + number_size;
constexpr std::int64_t forms_max = 0x7FFF'FFFF;
constexpr std::uint64_t packed_bytes_max = 64ULL << 20U;  // of a verdict; a longer one stands as it is
constexpr std::size_t dictionaries_max = 16;
constexpr int packed_max = 1'000;  // then the form is made anew: a policy or a list may be another

}  // namespace

base::Result<std::string> VerdictForms::pack(const engine::StoredVerdict& verdict) {
    if (verdict.bytes.starts_with(packed_mark)) {
        return base::fail(base::ErrorCode::invalid_input, "these bytes are no verdict");
    }
    CORDON_ASSIGN(const std::int64_t form, form_of(verdict));
    if (form == 0 || verdict.bytes.size() > packed_bytes_max) {
        return verdict.bytes;
    }
    CORDON_ASSIGN(codec::ZstdDictionary* const beside, dictionary(form));
    return packed_mark + number_bytes(static_cast<std::uint64_t>(form), number_size) +
           beside->compress(verdict.bytes);
}

base::Result<std::string> VerdictForms::unpack(std::string_view kept) {
    if (!kept.starts_with(packed_mark)) {
        return std::string(kept);
    }
    if (kept.size() < head_bytes) {
        return base::fail(base::ErrorCode::corrupt, "the verdict's row was cut short");
    }
    CORDON_ASSIGN(codec::ZstdDictionary* const beside,
                  dictionary(static_cast<std::int64_t>(number_in(kept.substr(1, number_size)))));
    auto bytes = beside->decompress(kept.substr(head_bytes), packed_bytes_max);
    if (!bytes) {
        return base::fail(base::ErrorCode::corrupt,
                          fmt::format("the verdict's row is not what was kept: {}", bytes.error().message));
    }
    return bytes;
}

void VerdictForms::forget() {
    dictionaries_.clear();
    situation_.clear();
    form_ = 0;
    packed_ = packed_max;
}

base::Result<std::int64_t> VerdictForms::form_of(const engine::StoredVerdict& verdict) {
    if (packed_ > 0 && packed_ < packed_max && situation_ == verdict.situation_sha256) {
        ++packed_;
        return form_;
    }
    situation_ = verdict.situation_sha256;
    packed_ = 1;
    form_ = 0;
    const std::string form = engine::verdict_form(verdict.bytes);
    if (form.empty()) {
        return 0;
    }
    const std::string hash = bytes_of(base::sha256(form));
    CORDON_ASSIGN(Statement known, database_->prepare("SELECT id FROM verdict_forms WHERE sha256 = ?"));
    CORDON_ASSIGN(const bool found, known.bind(Blob{hash}).step());
    if (found) {
        form_ = known.integer(0);
        return form_;
    }
    CORDON_ASSIGN(const std::int64_t next,
                  database_->number("SELECT coalesce(max(id) + 1, 1) FROM verdict_forms"));
    if (next > forms_max) {
        return 0;
    }
    CORDON_ASSIGN(Statement insert, database_->prepare("INSERT INTO verdict_forms VALUES (?, ?, ?)"));
    CORDON_TRY(insert.bind(next, Blob{hash}, form).run());
    form_ = next;
    return form_;
}

base::Result<codec::ZstdDictionary*> VerdictForms::dictionary(std::int64_t form) {
    if (const auto known = dictionaries_.find(form); known != dictionaries_.end()) {
        return &known->second;
    }
    CORDON_ASSIGN(Statement row, database_->prepare("SELECT json, sha256 FROM verdict_forms WHERE id = ?"));
    CORDON_ASSIGN(const bool found, row.bind(form).step());
    const std::string json = found ? row.text(0) : std::string();
    if (!json.starts_with('{') || bytes_of(base::sha256(json)) != row.bytes(1)) {
        return base::fail(base::ErrorCode::corrupt,
                          fmt::format("the form {} of verdicts was changed or taken away; restore record.db "
                                      "from a backup",
                                      form));
    }
    if (dictionaries_.size() >= dictionaries_max) {
        dictionaries_.clear();
    }
    return &dictionaries_.emplace(form, codec::ZstdDictionary(json)).first->second;
}

}  // namespace cordon::storage
