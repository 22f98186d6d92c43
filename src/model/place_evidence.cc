#include "model/place_evidence.h"

namespace cordon::model {

std::string_view grade_code(PlaceGrade grade) {
    switch (grade) {
        case PlaceGrade::no_data: return "NO_DATA";
        case PlaceGrade::never: return "NEVER";
        case PlaceGrade::held_other_time: return "HELD_OTHER_TIME";
        case PlaceGrade::admin: return "ADMIN";
        case PlaceGrade::near: return "NEAR";
        case PlaceGrade::partial: return "PARTIAL";
        case PlaceGrade::contested: return "CONTESTED";
        case PlaceGrade::held: return "HELD";
    }
    return "NO_DATA";
}

}  // namespace cordon::model
