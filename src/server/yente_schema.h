// server/yente_schema.h: the FollowTheMoney vocabulary that yente clients speak: classes and properties.
//
// Role:        which class is a kind of which, what may be compared with what, which property names a query
//              may use and what each says of a subject.
// Rules:       names, parents and labels are those of FollowTheMoney's public schema. Classes of documents
//              and e-mails are known by name only. Of properties, those of parties, their documents,
//              addresses and sanctions are known; others are ignored as yente does.
// Ownership:   static tables.
// Threads:     pure functions.
// Cost:        O(size of the table), some hundred rows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/listing.h"

namespace cordon::server {

struct FtmClass {
    std::string_view name;
    std::string_view parents;  // separated by blanks
    std::string_view label;
    std::string_view plural;
    bool matchable = false;
};

[[nodiscard]] std::span<const FtmClass> ftm_classes();
[[nodiscard]] const FtmClass* ftm_class(std::string_view name);  // nullptr when unknown
// True also for the class itself.
[[nodiscard]] bool ftm_is_a(std::string_view name, std::string_view ancestor);
// Whether a query of one class is compared with an entity of another: one is a kind of the other and both
// are matchable. A query class that is not matchable ("Thing") is compared with all its kinds.
[[nodiscard]] bool ftm_can_match(std::string_view query, std::string_view candidate);

// The class of a listing when its publisher does not name one.
[[nodiscard]] std::string_view ftm_class_of(model::PartyKind kind);
[[nodiscard]] model::PartyKind party_kind_of(std::string_view ftm_class);

enum class FtmType : std::uint8_t {
    text,
    name,
    country,
    date,
    identifier,
    address,
    gender,
    topic,
    url,
    entity
};
// What a property of a query says of the subject.
enum class FtmUse : std::uint8_t {
    nothing,
    name,
    name_part,
    birth_date,
    birth_place,
    nationality,
    country,
    gender,
    identifier,
};

struct FtmProperty {
    std::string_view owner;  // the class that has it, and all kinds of it
    std::string_view name;
    std::string_view label;
    FtmType type = FtmType::text;
    FtmUse use = FtmUse::nothing;
    model::IdentifierKind identifier = model::IdentifierKind::other;
};

// nullptr when the class has no such property.
[[nodiscard]] const FtmProperty* ftm_property(std::string_view ftm_class, std::string_view name);
[[nodiscard]] std::vector<const FtmProperty*> ftm_properties(std::string_view ftm_class);
// Of any class: the first that is so called.
[[nodiscard]] const FtmProperty* ftm_property_named(std::string_view name);

}  // namespace cordon::server
