#include "server/yente_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/strings.h"
#include "model/country.h"
#include "server/yente_schema.h"

namespace cordon::server {

namespace {

using codec::JsonValue;

std::string cleaned_date(const std::string& text) {
    const auto date = base::parse_partial_date(text);
    if (!date) {
        const auto day = base::parse_iso_date_prefix(text);
        return day ? base::to_string(*day) : std::string();
    }
    const std::string from = base::to_string(date->from);
    if (date->from == date->to) {
        return from;
    }
    return from.substr(0, 7) == base::to_string(date->to).substr(0, 7) ? from.substr(0, 7)
                                                                       : from.substr(0, 4);
}

std::string cleaned_gender(const std::string& text) {
    const std::string lower = base::ascii_lower(text);
    for (const auto& [value, words] : {std::pair{"male", std::array{"male", "m", "man"}},
                                       std::pair{"female", std::array{"female", "f", "woman"}},
                                       std::pair{"other", std::array{"other", "o", "divers"}}}) {
        if (std::ranges::find(words, lower) != words.end()) {
            return value;
        }
    }
    return {};
}

std::string cleaned(const FtmProperty& property, const std::string& text) {
    switch (property.type) {
        case FtmType::country: return base::ascii_lower(model::country_code(text));
        case FtmType::date: return cleaned_date(text);
        case FtmType::gender: return cleaned_gender(text);
        case FtmType::text:
        case FtmType::name:
        case FtmType::identifier:
        case FtmType::address:
        case FtmType::topic:
        case FtmType::url:
        case FtmType::entity: break;
    }
    return text;
}

model::Country country_of(const std::string& code) {
    return {base::ascii_upper(code), code};
}

void put_fact(model::Subject& subject, const FtmProperty& property, const std::string& value) {
    switch (property.use) {
        case FtmUse::nothing:
        case FtmUse::name_part: break;
        case FtmUse::name: subject.names.push_back(value); break;
        case FtmUse::birth_date:
            if (auto date = base::parse_partial_date(value); date) {
                subject.birth_dates.push_back(*std::move(date));
            }
            break;
        case FtmUse::birth_place: {
            model::Place place;
            const bool is_country = property.type == FtmType::country;
            place.text = is_country ? std::string(model::country_name(base::ascii_upper(value))) : value;
            if (is_country) {
                place.country = country_of(value);
            }
            subject.birth_places.push_back(std::move(place));
            break;
        }
        case FtmUse::nationality: subject.nationalities.push_back(country_of(value)); break;
        case FtmUse::country: subject.countries.push_back(country_of(value)); break;
        case FtmUse::gender:
            subject.gender = value == "male"     ? model::Gender::male
                             : value == "female" ? model::Gender::female
                                                 : model::Gender::unknown;
            break;
        case FtmUse::identifier:
            subject.identifiers.push_back(
                {.kind = property.identifier, .value = value, .type_text = std::string(property.name)});
            break;
    }
}

// "firstName secondName middleName fatherName lastName", every first name with every last name.
void combine_name_parts(YenteExample& example) {
    const auto all = [&](std::string_view name) {
        for (const auto& [property, values] : example.properties) {
            if (property == name) {
                return values;
            }
        }
        return std::vector<std::string>{};
    };
    std::vector<std::string> middle;
    for (const std::string_view part : {"secondName", "middleName", "fatherName"}) {
        for (std::string& value : all(part)) {
            middle.push_back(std::move(value));
        }
    }
    std::vector<std::string> first = all("firstName");
    std::vector<std::string> last = all("lastName");
    first.resize(std::clamp<std::size_t>(first.size(), 1, 8));
    last.resize(std::clamp<std::size_t>(last.size(), 1, 8));
    for (const std::string& given : first) {
        for (const std::string& family : last) {
            const std::string name =
                base::collapse_whitespace(given + " " + base::join(middle, " ") + " " + family);
            if (!name.empty()) {
                example.subject.names.push_back(name);
            }
        }
    }
}

std::string_view text_type_message() {
    return "Input should be a valid string";
}

// The properties as texts, uncleaned.
void read_properties(const JsonValue& value, const std::vector<std::string>& place, YenteExample& example,
                     std::vector<YenteFault>& faults) {
    if (value.object() == nullptr) {
        faults.push_back({"dict_type", place, "Input should be a valid dictionary", json_text(value), ""});
        return;
    }
    for (const auto& [name, given] : *value.object()) {
        std::vector<std::string> texts;
        if (const auto* const array = given.array()) {
            for (const JsonValue& item : *array) {
                texts.push_back(base::collapse_whitespace(item.as_text()));
            }
        } else if (given.object() != nullptr || given.is_null()) {
            auto inside = place;
            inside.push_back(name);
            faults.push_back({"list_type", inside, "Input should be a valid list", json_text(given), ""});
        } else {
            texts.push_back(base::collapse_whitespace(given.as_text()));
        }
        std::erase(texts, "");
        example.properties.emplace_back(name, std::move(texts));
    }
}

}  // namespace

void clean_example(YenteExample& example) {
    std::vector<std::pair<std::string, std::vector<std::string>>> kept;
    example.subject.kind = party_kind_of(example.ftm_class);
    for (const auto& [name, values] : example.properties) {
        const FtmProperty* const property = ftm_property(example.ftm_class, name);
        if (property == nullptr) {
            continue;
        }
        std::vector<std::string> clean;
        for (const std::string& value : values) {
            std::string one = cleaned(*property, value);
            if (!one.empty() && std::ranges::find(clean, one) == clean.end()) {
                put_fact(example.subject, *property, one);
                clean.push_back(std::move(one));
            }
        }
        if (!clean.empty()) {
            kept.emplace_back(name, std::move(clean));
        }
    }
    example.properties = std::move(kept);
    if (example.subject.names.empty() && ftm_is_a(example.ftm_class, "Person")) {
        combine_name_parts(example);
    }
}

YenteExample read_example(const JsonValue& value, std::vector<std::string> place,
                          std::vector<YenteFault>& faults, std::string& refusal) {
    YenteExample example;
    if (value.object() == nullptr) {
        faults.push_back({"model_attributes_type", place,
                          "Input should be a valid dictionary or object to extract fields from",
                          json_text(value), ""});
        return example;
    }
    const std::size_t faults_before = faults.size();
    const auto at = [&](std::string_view name) {
        auto inside = place;
        inside.emplace_back(name);
        return inside;
    };
    const JsonValue* const schema = value.find("schema");
    const JsonValue* const properties = value.find("properties");
    const JsonValue* const id = value.find("id");
    if (schema == nullptr) {
        faults.push_back({"missing", at("schema"), "Field required", json_text(value), ""});
    } else if (schema->string() == nullptr) {
        faults.push_back(
            {"string_type", at("schema"), std::string(text_type_message()), json_text(*schema), ""});
    }
    if (properties == nullptr) {
        faults.push_back({"missing", at("properties"), "Field required", json_text(value), ""});
    } else {
        read_properties(*properties, at("properties"), example, faults);
    }
    if (id != nullptr && !id->is_null()) {
        if (id->string() == nullptr) {
            faults.push_back({"string_type", at("id"), std::string(text_type_message()), json_text(*id), ""});
        } else {
            example.id = *id->string();
        }
    }
    if (faults.size() != faults_before) {
        return example;
    }
    example.ftm_class = *schema->string();
    const FtmClass* const known = ftm_class(example.ftm_class);
    if (known == nullptr) {
        refusal =
            fmt::format("Cannot parse example entity: No such schema: {}", base::shown(example.ftm_class));
    } else if (!known->matchable && known->name != "Thing") {
        refusal = fmt::format("Cannot parse example entity: Schema is not matchable: {}", known->name);
    } else {
        clean_example(example);
    }
    return example;
}

void write_example(codec::JsonWriter& json, const YenteExample& example) {
    json.begin_object().key("id");
    example.id ? json.string(*example.id) : json.null();
    json.key("schema").string(example.ftm_class).key("properties").begin_object();
    for (const auto& [name, values] : example.properties) {
        json.key(name).begin_array();
        for (const std::string& value : values) {
            json.string(value);
        }
        json.end_array();
    }
    json.end_object().end_object();
}

}  // namespace cordon::server
