#include "model/goods_evidence.h"

namespace cordon::model {

std::string_view tier_code(GoodsTier tier) {
    switch (tier) {
        case GoodsTier::none: return "NONE";
        case GoodsTier::context: return "CONTEXT";
        case GoodsTier::context_humanitarian: return "CONTEXT_HUMANITARIAN";
        case GoodsTier::typology: return "TYPOLOGY";
        case GoodsTier::misdeclaration: return "MISDECLARATION";
        case GoodsTier::high_risk: return "HIGH_RISK";
        case GoodsTier::dual_use: return "DUAL_USE";
        case GoodsTier::mandate_commodity: return "MANDATE_COMMODITY";
        case GoodsTier::cultural_after_date: return "PROHIBITED_IF_IQ_SY_POST_DATE";
        case GoodsTier::prohibited_if_isil: return "PROHIBITED_IF_ISIL";
        case GoodsTier::prohibited: return "PROHIBITED";
    }
    return "NONE";
}

bool is_oil(const GoodsFinding& goods) {
    return goods.tier == GoodsTier::prohibited_if_isil && goods.goods_class != "refinery_equipment";
}

}  // namespace cordon::model
