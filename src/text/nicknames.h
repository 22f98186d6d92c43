// text/nicknames.h: given names and the short and fond forms that stand for them.
//
// Role:        Bob is Robert, Sasha is Aleksandr or Aleksandra, Mo is Muhammad, Pepe is Jose: forms that no
//              measure of letters or sounds brings together.
// Rules:       one table of groups, compiled for Cordon from general knowledge of the names of many
//              countries. A form may stand in several groups; two forms of one group are related, two groups
//              that share a form are not.
// Threads:     constants; the first call fills the table (guarded by the language).
// Cost:        one hash look-up a word.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace cordon::text {

// The groups of a folded word (text/name_tokens.h), ascending; most words have none.
[[nodiscard]] std::span<const std::uint16_t> nickname_groups(std::string_view word);

[[nodiscard]] bool nicknames_related(std::string_view left, std::string_view right);

}  // namespace cordon::text
