// Goal: only a claim that names a known ground, a kind of provider and something that can be looked up is
//       whole; what takes itself back, puts itself off or fills a field is none.
#include "decision/humanitarian_claim.h"

#include <gtest/gtest.h>

namespace cordon::decision {
namespace {

model::HumanitarianClaim whole() {
    return {"UNSCR 2664", "UN", "HRP SYR 2016/0042", ""};
}

TEST(HumanitarianClaim, Grounds) {
    for (const char* const good :
         {"UNSCR 2664", "UNSCR 2761", "S/RES/2664 (2022)",
          "UN Security Council resolution 2664 (2022), para. 1", "res. 2761", "OFAC GL 22",
          "OFSI general licence INT/2022/7", "licence no. 5", "BAFA licence 2016/1234 of 3 March 2016",
          "Licence Nr 77-A", "exemption 2018-44-B"}) {
        model::HumanitarianClaim claim = whole();
        claim.ground = good;
        EXPECT_EQ(claim_lacks(claim), "") << good;
    }
    for (const char* const bad : {"",
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
                                  "exemption requested 5"}) {
        model::HumanitarianClaim claim = whole();
        claim.ground = bad;
        EXPECT_NE(claim_lacks(claim), "") << bad;
    }
}

TEST(HumanitarianClaim, Providers) {
    for (const char* const good :
         {"UN", "IO", "NGO", "implementing partner", "WHO", "UN agency", "UN (WFP)", "World Food Programme",
          "UNICEF implementing partner", "Syrian Arab Red Crescent", "NGO: Harbour Relief",
          "Harbour Relief (NGO)", "non-governmental organisation", "grantee of UNDP"}) {
        model::HumanitarianClaim claim = whole();
        claim.provider_category = good;
        EXPECT_EQ(claim_lacks(claim), "") << good;
    }
    for (const char* const bad :
         {"", "x", "trader", "who pays", "un petit commerce", "un particulier", "employee", "subsidiary",
          "grantee", "former UN", "not an NGO", "no NGO", "NGO?", "NGO: not registered", "WFP supplier",
          "red cross street shop", "io sono il venditore", "seller to an NGO", "pending NGO status"}) {
        model::HumanitarianClaim claim = whole();
        claim.provider_category = bad;
        EXPECT_NE(claim_lacks(claim), "") << bad;
    }
}

TEST(HumanitarianClaim, ReferencesAndEvidence) {
    for (const char* const good : {"HRP SYR 2016/0042", "HRP-R-1", "manifest 17 of 2016", "NA-2016-7",
                                   "convoy notification 2016-02-11", "R-12345", "قافلة ٢٠١٦/٤٢"}) {
        model::HumanitarianClaim claim = whole();
        claim.reference = good;
        EXPECT_EQ(claim_lacks(claim), "") << good;
        claim = {"UNSCR 2664", "UN", "", good};
        EXPECT_EQ(claim_lacks(claim), "") << good;
    }
    for (const char* const bad : {" ",
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
                                  "on request 4711"}) {
        model::HumanitarianClaim claim = whole();
        claim.reference = bad;
        EXPECT_NE(claim_lacks(claim), "") << bad;
        claim = {"UNSCR 2664", "UN", "", bad};
        EXPECT_NE(claim_lacks(claim), "") << bad;
    }
}

TEST(HumanitarianClaim, EvidenceBesideAReference) {
    model::HumanitarianClaim claim = whole();
    claim.evidence = "waybill attached";
    EXPECT_EQ(claim_lacks(claim), "");
    for (const char* const bad : {"n/a", "tbc", "none", "xxx", "pending"}) {
        claim.evidence = bad;
        EXPECT_NE(claim_lacks(claim), "") << bad;
    }
}

}  // namespace
}  // namespace cordon::decision
