// screening/wordings.h: which names of an index are written alike.
//
// Role:        several lists have the same parties. Names of the same words and flags share a wording, so
//              that the index files and compares them once; used by index_builder.cc only.
// Ownership:   numbers into the caller's names.
// Threads:     pure functions.
// Determinism: wordings are numbered by the first name of each; names of one ascend.
// Cost:        O(words of all names).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace cordon::screening {

struct FiledName {
    std::vector<std::uint32_t> words;
    std::uint32_t fingerprint = 0;  // of the words: most names differ in it already
    std::uint32_t listing = 0;
    std::uint32_t wording = 0;
    std::uint16_t position = 0;
    std::uint8_t flags = 0;          // NameFlag
    std::uint8_t wording_flags = 0;  // WordingFlag
};

// Sets FiledName::wording; gives the first name of each wording.
[[nodiscard]] std::vector<std::uint32_t> number_wordings(std::span<FiledName> names);

// Numbers the wordings anew, lightest first and those of equal weight as before, in names and wordings.
// REQUIRES: a weight for each wording.
void order_wordings(std::span<FiledName> names, std::vector<std::uint32_t>& wordings,
                    std::span<const float> weights);

struct NamesByWording {
    std::vector<std::uint32_t> names;   // by wording
    std::vector<std::uint32_t> starts;  // of each wording in names; one more than there are
};
// REQUIRES: number_wordings() has numbered them.
[[nodiscard]] NamesByWording names_by_wording(std::span<const FiledName> names, std::size_t wordings);

}  // namespace cordon::screening
