// Goal: only a claim that names a known ground, a kind of provider and something that can be looked up is
//       whole; what takes itself back, puts itself off or fills a field is none.
#include "decision/humanitarian_claim.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace cordon::decision {
namespace {

using Words = std::initializer_list<const char*>;

model::HumanitarianClaim whole() {
    return {"UNSCR 2664", "UN", "HRP SYR 2016/0042", ""};
}

// A claim is whole with each of the good texts in that field, and with none of the bad ones.
void expect_whole(model::HumanitarianClaim claim, std::string model::HumanitarianClaim::* field,
                  const Words& good, const Words& bad) {
    for (const char* const text : good) {
        claim.*field = text;
        EXPECT_EQ(claim_lacks(claim), "") << text;
    }
    for (const char* const text : bad) {
        claim.*field = text;
        EXPECT_NE(claim_lacks(claim), "") << text;
    }
}

TEST(HumanitarianClaim, Grounds) {
    expect_whole(whole(), &model::HumanitarianClaim::ground,
                 {"UNSCR 2664", "UNSCR 2761", "S/RES/2664 (2022)",
                  "UN Security Council resolution 2664 (2022), para. 1", "res. 2761", "OFAC GL 22",
                  "OFSI general licence INT/2022/7", "licence no. 5",
                  "BAFA licence 2016/1234 of 3 March 2016", "Licence Nr 77-A", "exemption 2018-44-B"},
                 {"",
                  "none",
                  "x",
                  "2664",
                  "invoice 2664",
                  "UNSCR 2664 not applicable",
                  "UNSCR 2664?",
                  "UNSCR 2199",
                  "licence",
                  "no licence 5",
                  "licence 5 refused",
                  "licence 5 pending",
                  "licence 5 expired",
                  "expired licence 5",
                  "licence applied for 5",
                  "licence 5 revoked",
                  "licence 5 (draft)",
                  "licence 5 to be issued",
                  "licence 5 abgelehnt",
                  "abgelaufene licence 5",
                  "licence 5 süresi doldu",
                  "licence 0",
                  "licence of 2016",
                  "licence 2016-03-12",
                  "without licence 5",
                  "UNSCR 2664 pending",
                  "UNSCR 2664 trader",
                  "UN 5",
                  "driving permit",
                  "exemption requested 5"});
}

TEST(HumanitarianClaim, Providers) {
    expect_whole(
        whole(), &model::HumanitarianClaim::provider_category,
        {"UN", "IO", "NGO", "implementing partner", "WHO", "UN agency", "UN (WFP)", "World Food Programme",
         "UNICEF implementing partner", "Syrian Arab Red Crescent", "NGO: Harbour Relief",
         "Harbour Relief (NGO)", "non-governmental organisation", "grantee of UNDP"},
        {"", "x", "trader", "who pays", "un petit commerce", "un particulier", "employee", "subsidiary",
         "grantee", "former UN", "not an NGO", "no NGO", "NGO?", "NGO: not registered", "WFP supplier",
         "red cross street shop", "io sono il venditore", "seller to an NGO", "pending NGO status"});
}

TEST(HumanitarianClaim, ReferencesAndEvidence) {
    const Words good = {"HRP SYR 2016/0042",
                        "HRP-R-1",
                        "manifest 17 of 2016",
                        "NA-2016-7",
                        "convoy notification 2016-02-11",
                        "R-12345",
                        "قافلة ٢٠١٦/٤٢"};
    const Words bad = {" ",
                       "n/a",
                       "N.A.",
                       "NA",
                       "tbc",
                       "TBD 2016",
                       "none",
                       "none 1234",
                       "xxx",
                       "xxx xxx",
                       "xxx-123",
                       "-",
                       "....",
                       "1234",
                       "0000",
                       "12345",
                       "abc123",
                       "abcd1234",
                       "ref 1",
                       "reference",
                       "yes",
                       "see above",
                       "will be sent",
                       "to follow",
                       "pending",
                       "R-12345 pending",
                       "2016",
                       "2016-02-11",
                       "12 Feb 2016",
                       "test 4711",
                       "?",
                       "unknown",
                       "sans",
                       "нет",
                       "on request 4711"};
    model::HumanitarianClaim claim = whole();
    expect_whole(claim, &model::HumanitarianClaim::reference, good, bad);
    claim.reference.clear();
    expect_whole(claim, &model::HumanitarianClaim::evidence, good, bad);
}

TEST(HumanitarianClaim, EvidenceBesideAReference) {
    expect_whole(whole(), &model::HumanitarianClaim::evidence, {"", "waybill attached"},
                 {"n/a", "tbc", "none", "xxx", "pending"});
}

}  // namespace
}  // namespace cordon::decision
