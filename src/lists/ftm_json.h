// lists/ftm_json.h: FollowTheMoney entities, one JSON object a line, to listings.
//
// Role:        reads entities.ftm.json (entities refer to each other by id) and targets.nested.json (entities
//              hold each other), as OpenSanctions and others write them; schema version 3, whose schema files
//              the property names here are taken from.
// Rules:       a line is a listing when its schema is a party's (Person, LegalEntity, Organization, Company,
//              PublicBody, Vessel, Airplane, Vehicle, CryptoWallet) and its "target" is absent or true, or
//              its topics hold "sanction". How many other lines were left out, and of which schema, is said
//              in notes. Sanction, Address, Identification and Passport are joined onto the party that they
//              name; so are the links between two parties (Ownership, Directorship, Family, ...), on both of
//              their ends; a wallet with a holder is a listing and an identifier of its holder.
//              name: strong (the caption, else the first, is primary); alias: strong; weakAlias: weak;
//              previousName: former; abbreviation: alias of unknown quality. referents become
//              cross_references "ftm:<id>", a Sanction's unscId "un:<id>". last_seen is the data set's
//              own book-keeping, moves daily, and is not kept, nor are the coordinates of addresses;
//              last_change is updated_on. Any other property is kept in Listing::further as "property:
//              value"; so are a schema that the kind of party does not tell, first_seen, and the time of day
//              of last_change.
// Threads:     pure function.
// Determinism: same bytes, same result.
// Cost:        O(bytes); memory about three times the bytes.
// Errors:      invalid_input with the line: not a JSON object with id and schema, an id twice; a listing
//              without any name; no listing at all.
#pragma once

#include <string_view>

#include "base/result.h"
#include "lists/list_format.h"

namespace cordon::lists {

[[nodiscard]] base::Result<ParsedList> read_ftm_json(std::string_view bytes);

}  // namespace cordon::lists
