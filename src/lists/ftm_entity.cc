#include "lists/ftm_entity.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "model/country.h"

namespace cordon::lists {

namespace {

using base::ErrorCode;
using base::fail;
using codec::JsonValue;
using model::PartyKind;

constexpr auto links = std::to_array<FtmLink>({
    {"Ownership", "owner", "asset", "owner of", "owned by"},
    {"Directorship", "director", "organization", "director of", "directed by"},
    {"Membership", "member", "organization", "member of", "has member"},
    {"Employment", "employee", "employer", "employed by", "employer of"},
    {"Representation", "agent", "client", "agent of", "represented by"},
    {"Family", "person", "relative", "relative", "relative of"},
    {"Associate", "person", "associate", "associate", "associate of"},
    {"UnknownLink", "subject", "object", "linked to", "linked to"},
    {"Succession", "predecessor", "successor", "succeeded by", "successor of"},
    {"Debt", "debtor", "creditor", "debtor of", "creditor of"},
    {"Occupancy", "holder", "post", "holds the position", "held by"},
});

constexpr auto holders = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"Sanction", "entity"},
    {"Identification", "holder"},
    {"Passport", "holder"},
});

constexpr auto kinds = std::to_array<std::pair<std::string_view, PartyKind>>({
    {"Person", PartyKind::person},
    {"LegalEntity", PartyKind::entity},
    {"Organization", PartyKind::entity},
    {"Company", PartyKind::entity},
    {"PublicBody", PartyKind::entity},
    {"Vessel", PartyKind::vessel},
    {"Airplane", PartyKind::aircraft},
    {"Vehicle", PartyKind::unknown},
    {"CryptoWallet", PartyKind::wallet},
});

std::string text_member(const JsonValue& object, std::string_view key) {
    const JsonValue* const member = object.find(key);
    return member == nullptr ? std::string() : base::collapse_whitespace(member->as_text());
}

std::vector<std::string> texts_member(const JsonValue& object, std::string_view key) {
    std::vector<std::string> out;
    const JsonValue* const member = object.find(key);
    if (member == nullptr || member->array() == nullptr) {
        return out;
    }
    for (const JsonValue& item : *member->array()) {
        std::string text = base::collapse_whitespace(item.as_text());
        if (!text.empty()) {
            out.push_back(std::move(text));
        }
    }
    return out;
}

// Gives a nested link or addition the id of the entity that it stands in, where it does not name it.
void tie_to_parent(FtmEntity& child, const std::string& parent_id) {
    std::vector<std::string_view> ends;
    if (const FtmLink* const link = ftm_link(child.schema); link != nullptr) {
        ends = {link->source, link->target};
    } else if (const std::string_view holder = ftm_holder_property(child.schema); !holder.empty()) {
        ends = {holder};
    }
    const bool named =
        std::ranges::any_of(ends, [&](std::string_view end) { return child.has(end, parent_id); });
    const auto free =
        std::ranges::find_if(ends, [&](std::string_view end) { return child.all(end).empty(); });
    if (!named && free != ends.end()) {
        child.properties.emplace_back(std::string(*free), std::vector<std::string>{parent_id});
    }
}

class Flattener {
public:
    Flattener(std::uint64_t line, std::vector<FtmEntity>& out) : line_(line), out_(out) {}

    base::Result<std::string> add(const JsonValue& value, const std::string& parent_id) {
        FtmEntity entity;
        entity.id = text_member(value, "id");
        entity.schema = text_member(value, "schema");
        entity.nested = !parent_id.empty();
        entity.line = line_;
        if (value.object() == nullptr || entity.schema.empty()) {
            return fail(ErrorCode::invalid_input,
                        "not a FollowTheMoney entity: an object with id, schema and properties is expected");
        }
        if (entity.id.empty()) {
            if (!entity.nested) {
                return fail(ErrorCode::invalid_input, "the entity has no id");
            }
            entity.id = fmt::format("{}#{}", parent_id, ++unnamed_);
        }
        entity.caption = text_member(value, "caption");
        entity.first_seen = text_member(value, "first_seen");
        entity.last_change = text_member(value, "last_change");
        entity.datasets = texts_member(value, "datasets");
        entity.referents = texts_member(value, "referents");
        if (const JsonValue* const target = value.find("target"); target != nullptr) {
            entity.target = target->boolean() == nullptr ? std::nullopt : std::optional(*target->boolean());
        }
        CORDON_TRY(add_properties(value, entity));
        if (entity.nested) {
            tie_to_parent(entity, parent_id);
        }
        std::string id = entity.id;
        out_.push_back(std::move(entity));
        return id;
    }

private:
    base::Status add_properties(const JsonValue& value, FtmEntity& entity) {
        const JsonValue* const properties = value.find("properties");
        if (properties == nullptr) {
            return {};
        }
        if (properties->object() == nullptr) {
            return fail(ErrorCode::invalid_input,
                        fmt::format("entity {}: 'properties' is not an object", base::shown(entity.id)));
        }
        for (const auto& [name, values] : *properties->object()) {
            CORDON_TRY(add_property(name, values, entity));
        }
        return {};
    }

    base::Status add_property(const std::string& name, const JsonValue& values, FtmEntity& entity) {
        std::vector<std::string> texts;
        const auto add_one = [&](const JsonValue& item) -> base::Status {
            if (item.object() != nullptr) {
                CORDON_ASSIGN(std::string id, add(item, entity.id));
                texts.push_back(std::move(id));
                return {};
            }
            if (item.array() != nullptr) {
                return fail(ErrorCode::invalid_input,
                            fmt::format("entity {}: property {} holds an array inside an array",
                                        base::shown(entity.id), base::shown(name)));
            }
            if (std::string text = base::collapse_whitespace(item.as_text()); !text.empty()) {
                texts.push_back(std::move(text));
            }
            return {};
        };
        if (values.array() != nullptr) {
            for (const JsonValue& item : *values.array()) {
                CORDON_TRY(add_one(item));
            }
        } else {
            CORDON_TRY(add_one(values));
        }
        if (!texts.empty()) {
            entity.properties.emplace_back(name, std::move(texts));
        }
        return {};
    }

    std::uint64_t line_;
    std::uint64_t unnamed_ = 0;
    std::vector<FtmEntity>& out_;
};

}  // namespace

const std::vector<std::string>& FtmEntity::all(std::string_view property) const {
    static const std::vector<std::string> none;
    const auto found = std::ranges::find(properties, property,
                                         [](const auto& each) -> std::string_view { return each.first; });
    return found == properties.end() ? none : found->second;
}

const std::string& FtmEntity::first(std::string_view property) const {
    static const std::string none;
    const std::vector<std::string>& values = all(property);
    return values.empty() ? none : values.front();
}

bool FtmEntity::has(std::string_view property, std::string_view value) const {
    const std::vector<std::string>& values = all(property);
    return std::ranges::find(values, value) != values.end();
}

std::optional<PartyKind> party_kind_of_schema(std::string_view schema) {
    const auto* const found =
        std::ranges::find(kinds, schema, &std::pair<std::string_view, PartyKind>::first);
    return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

const FtmLink* ftm_link(std::string_view schema) {
    const auto* const found = std::ranges::find(links, schema, &FtmLink::schema);
    return found == links.end() ? nullptr : found;
}

std::string_view ftm_holder_property(std::string_view schema) {
    const auto* const found =
        std::ranges::find(holders, schema, &std::pair<std::string_view, std::string_view>::first);
    return found == holders.end() ? std::string_view() : found->second;
}

model::Country country_of_ftm(std::string_view code) {
    static constexpr auto former = std::to_array<std::pair<std::string_view, std::string_view>>(
        {{"suhh", "SU"}, {"yucs", "YU"}, {"csxx", "CS"}, {"cshh", "CS"}, {"ddde", "DD"}});
    const auto* const found =
        std::ranges::find(former, code, &std::pair<std::string_view, std::string_view>::first);
    model::Country country = model::country_from_text(found == former.end() ? code : found->second);
    if (country.code.empty() && code.size() > 3 && code[2] == '-') {
        country = model::country_from_text(code.substr(0, 2));
    }
    country.text = base::collapse_whitespace(code);
    return country;
}

base::Status flatten_ftm_entity(const JsonValue& value, std::uint64_t line, std::vector<FtmEntity>& out) {
    const auto id = Flattener(line, out).add(value, "");
    return id ? base::Status() : base::Status(std::unexpected(id.error()));
}

}  // namespace cordon::lists
