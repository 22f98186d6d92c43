// lists/seco_xml.h: the Swiss sanctions list (SECO, SESAM), the whole list and its amendments.
//
// Role:        list "ch"; a listing's id is its target's ssid. A whole list (list-type "whole-list") keeps
//              de-listed targets with their history; these are not listings, a note names each. An amendment
//              gives a ListDelta: targets that are listed or amended stand in ParsedList::listings with their
//              whole new record, which replaces the base's listing of equal id (apply_delta does so); ids of
//              de-listed ones in ListDelta::removed.
// Rules:       a target's state is that of its newest modification (the first one printed, unless a later
//              date follows); a de-listing that takes effect after the file's date has not happened yet.
//              Nested copies inside <modification> are history and are not read. Names: seco_names.h. Names
//              and dates of an identity that is not the main one carry the note "identity <ssid>". Programmes
//              and measures come from the sanctions-set-id of the target, places from place-id. listed_on is
//              the newest "listed" modification, updated_on the newest of all.
// Source:      the publisher's files; elements seen in them and in public readers.
// Ownership:   the result owns its strings.
// Threads:     pure function.
// Determinism: same bytes, same result.
// Cost:        O(bytes + spellings of names).
// Errors:      invalid_input (broken, truncated, a whole list without targets), unsupported (another root,
//              unknown list-type, DOCTYPE), limit_exceeded (codec/xml.h).
#pragma once

#include <string_view>

#include "lists/list_format.h"

namespace cordon::lists {

[[nodiscard]] base::Result<ParsedList> read_seco_xml(std::string_view bytes);

}  // namespace cordon::lists
