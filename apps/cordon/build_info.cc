#include "cordon/build_info.h"

namespace cordon::app {

std::string engine_build() {
    return CORDON_VERSION "+" CORDON_COMMIT;
}

}  // namespace cordon::app
