#include "text/name_readings.h"

namespace cordon::text {

void name_readings(std::string_view utf8, NameReadings& readings) {
    if (readings.all.empty()) {
        readings.all.resize(1);
    }
    tokenise_name(utf8, readings.all.front());
    readings.count = 1;
}

}  // namespace cordon::text
