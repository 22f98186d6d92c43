// GET /v1/territory/at, /v1/territory/place and /v1/territory/map.
#include <utility>

#include "engine/territory_answer.h"
#include "model/country.h"
#include "server/api_core.h"

namespace cordon::server {

namespace {

using base::ErrorCode;

struct TerritoryQuestion {
    base::PartialDate days;
    std::string holder;
    std::string country;
    std::string governorate;
};

base::Result<TerritoryQuestion> read_question(const HttpRequest& request) {
    TerritoryQuestion question;
    CORDON_ASSIGN(question.days, engine::read_asked_days(request.query("date")));
    question.holder = request.query("holder");
    question.governorate = request.query("governorate");
    if (const std::string_view country = request.query("country"); !country.empty()) {
        question.country = model::country_code(country);
        if (question.country.empty()) {
            return base::fail(ErrorCode::invalid_input,
                              "country is none that is known; write its two-letter code");
        }
    }
    return question;
}

base::Result<HttpResponse> at(ApiCore& core, const HttpRequest& request) {
    CORDON_ASSIGN(const TerritoryQuestion question, read_question(request));
    CORDON_ASSIGN(
        const model::GeoPoint point,
        engine::read_asked_point(request.query("latitude"), request.query("longitude"), question.country));
    CORDON_ASSIGN(const auto view, core.ports.territory());
    codec::JsonWriter json;
    json.begin_object().key("days").string(base::to_string(question.days));
    json.key("holder").string(question.holder);
    json.key("holder_note").string(engine::holder_note(*view->territory, question.holder));
    json.key("latitude").real(point.latitude, 6).key("longitude").real(point.longitude, 6);
    engine::write_place_answer(
        json, view->territory->at(point, {question.country, question.governorate, ""}, question.days.from,
                                  question.days.to, question.holder));
    engine::write_territory_tables(json, view->tables);
    json.end_object();
    return json_answer(json);
}

// One place is answered about; several are only listed, for the caller to choose.
base::Result<HttpResponse> place(ApiCore& core, const HttpRequest& request) {
    CORDON_ASSIGN(const TerritoryQuestion question, read_question(request));
    const std::string name(request.query("name"));
    if (name.empty()) {
        return base::fail(ErrorCode::invalid_input, "name is empty; write the name of a place, or its id");
    }
    CORDON_ASSIGN(const auto view, core.ports.territory());
    const auto places = engine::places_asked(*view, name, question.country, question.governorate);
    codec::JsonWriter json;
    json.begin_object().key("name").string(name).key("days").string(base::to_string(question.days));
    json.key("holder").string(question.holder);
    json.key("holder_note").string(engine::holder_note(*view->territory, question.holder));
    json.key("places").begin_array();
    for (const auto& one : places) {
        engine::write_place_name(json, one);
    }
    json.end_array().key("ambiguous").boolean(places.size() > 1);
    if (places.size() < 2) {
        const model::PlaceAnswer answer =
            places.empty() ? model::PlaceAnswer{}
                           : engine::answer_of(*view, places.front(), question.days, question.holder);
        engine::write_place_answer(json, answer);
    }
    engine::write_territory_tables(json, view->tables);
    json.end_object();
    return json_answer(json);
}

base::Result<HttpResponse> map(ApiCore& core, const HttpRequest& request) {
    CORDON_ASSIGN(const TerritoryQuestion question, read_question(request));
    CORDON_ASSIGN(const auto view, core.ports.territory());
    return HttpResponse{.status = 200,
                        .content_type = "application/geo+json",
                        .body = engine::territory_map(*view, question.days, question.holder) + "\n",
                        .fields = {}};
}

ApiParameter query(std::string name, std::string description) {
    return {.name = std::move(name), .description = std::move(description)};
}

const ApiParameter date_parameter =
    query("date", "2015-05-21, 2015-05, 2015, \"circa 2015\", 2015-05-28..2015-06-03 or unknown");
const ApiParameter holder_parameter = query("holder", "only this group; without it: any listed group");
const ApiParameter country_parameter = query("country", "the country in which it lies");
const ApiParameter governorate_parameter = query("governorate", "the governorate in which it lies");

ApiOperation operation(std::string pattern, std::string id, std::string summary, std::string description,
                       std::vector<ApiParameter> parameters, std::string schema) {
    return {.method = "GET",
            .pattern = std::move(pattern),
            .id = std::move(id),
            .tag = "Territory",
            .summary = std::move(summary),
            .description = std::move(description),
            .access = Access::any_key(),
            .parameters = std::move(parameters),
            .body_types = {},
            .body_schema = {},
            .answers = {{200, std::move(schema), "the answer"},
                        {400, "", "the question cannot be read"},
                        {503, "", "the tables cannot be read"}},
            .handler = {}};
}

HttpHandler handled(const SharedCore& core, const std::vector<ApiParameter>& known,
                    base::Result<HttpResponse> (*answer)(ApiCore&, const HttpRequest&)) {
    return [core, known, answer](const HttpRequest& request) {
        if (const base::Status good = check_query(request, known); !good) {
            return problem_of(good.error());
        }
        return answer_of(answer(*core, request));
    };
}

}  // namespace

std::vector<ApiOperation> territory_operations(const SharedCore& core) {
    std::vector<ApiOperation> all = {
        operation("/v1/territory/at", "territoryAt", "Who held a point on a day",
                  "grade: HELD, CONTESTED, PARTIAL, NEAR, ADMIN, HELD_OTHER_TIME, NEVER or NO_DATA; "
                  "NO_DATA does not mean \"not held\".",
                  {query("latitude", "decimal degrees"), query("longitude", "decimal degrees"),
                   date_parameter, holder_parameter, country_parameter, governorate_parameter},
                  "TerritoryAnswer"),
        operation("/v1/territory/place", "territoryPlace", "Who held the place of a name on a day",
                  "A name that several places bear is answered with the places alone, ambiguous true and no "
                  "grade: ask again with country, governorate or a place_id as name. Places that only an "
                  "imported gazetteer knows are answered by their point.",
                  {query("name", "in any script and spelling, or a place_id"), date_parameter,
                   holder_parameter, country_parameter, governorate_parameter},
                  "TerritoryPlaceAnswer"),
        operation("/v1/territory/map", "territoryMap", "What was held on a day, as GeoJSON",
                  "A FeatureCollection (RFC 7946) of the facts that may have held then.",
                  {date_parameter, holder_parameter}, "TerritoryMap")};
    all[0].handler = handled(core, all[0].parameters, at);
    all[1].handler = handled(core, all[1].parameters, place);
    all[2].handler = handled(core, all[2].parameters, map);
    return all;
}

}  // namespace cordon::server
