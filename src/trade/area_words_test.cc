// Goal: words of governorates and provinces are known whatever their case, script and endings.
#include "trade/area_words.h"

#include <gtest/gtest.h>

namespace cordon::trade {
namespace {

TEST(AreaWords, AreKnownInAnyCase) {
    for (const char* const area :
         {"Homs governorate", "HOMS GOVERNORATE", "province of Homs", "Gouvernorat de Homs", "Muhafazat Homs",
          "Humus ili", "Humus İli", "HUMUS İLİNDE", "Vilayet Homs", "Parêzgeha Mûsil", "محافظة حمص",
          "في المحافظة", "پارێزگای نەینەوا", "провинция Хомс", "Провинция Хомс", "ПРОВИНЦИЯ ХОМС",
          "мухафаза Хомс", "Вилаят Хомс", "Хомсская Область"}) {
        EXPECT_TRUE(names_area(area)) << area;
    }
    for (const char* const town : {"", "Homs", "حمص", "Хомс", "Humus", "Mersin Limani", "Homs, Syria"}) {
        EXPECT_FALSE(names_area(town)) << town;
    }
}

}  // namespace
}  // namespace cordon::trade
