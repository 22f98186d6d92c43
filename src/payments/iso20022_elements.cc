#include "payments/iso20022_elements.h"

#include <algorithm>
#include <array>

namespace cordon::payments {

namespace {

using model::FieldClass;
using model::PaymentRole;

struct ElementClass {
    std::string_view name;
    FieldClass field_class;
};

// clang-format off
constexpr auto element_classes = std::to_array<ElementClass>({
    {"ATBLZ", FieldClass::agent}, {"AUBSBs", FieldClass::agent}, {"AUBSBx", FieldClass::agent},
    {"AccptdAmt", FieldClass::value}, {"AccptncDtTm", FieldClass::date},
    {"AcctOwnrTxId", FieldClass::reference}, {"AcctSvcrRef", FieldClass::reference},
    {"AcctSvcrTxId", FieldClass::reference}, {"ActlDt", FieldClass::date},
    {"AddtlCardData", FieldClass::text}, {"AddtlInf", FieldClass::text},
    {"AddtlNtfctnInf", FieldClass::text}, {"AddtlNtryInf", FieldClass::text},
    {"AddtlPdctInf", FieldClass::goods}, {"AddtlRmtInf", FieldClass::text},
    {"AddtlRptInf", FieldClass::text}, {"AddtlRtrRsnInf", FieldClass::text},
    {"AddtlRvslRsnInf", FieldClass::text}, {"AddtlStmtInf", FieldClass::text},
    {"AddtlStsRsnInf", FieldClass::text}, {"AddtlSvc", FieldClass::code}, {"AddtlTxInf", FieldClass::text},
    {"AdmstnZn", FieldClass::address}, {"AdmstnZone", FieldClass::address},
    {"AdrLine", FieldClass::address}, {"AdrTp", FieldClass::code}, {"AlnRegnNb", FieldClass::identifier},
    {"AmdmntInd", FieldClass::code}, {"Amt", FieldClass::value}, {"AmtModAllwd", FieldClass::code},
    {"AmtsdVal", FieldClass::value}, {"AnyBIC", FieldClass::agent}, {"ApprvlNb", FieldClass::reference},
    {"AssgneInstrId", FieldClass::reference}, {"AssgnmtCxlConf", FieldClass::code},
    {"AssgnrInstrId", FieldClass::reference}, {"AttndncCntxt", FieldClass::code},
    {"AttndntLang", FieldClass::code}, {"AttndntMsgCpbl", FieldClass::code},
    {"AuthntcnMtd", FieldClass::code}, {"AuthntcnNtty", FieldClass::code},
    {"AuthrtyCtry", FieldClass::country}, {"AuthrtyNm", FieldClass::name}, {"Authstn", FieldClass::text},
    {"BBAN", FieldClass::identifier}, {"BEI", FieldClass::agent}, {"BIC", FieldClass::agent},
    {"BICFI", FieldClass::agent}, {"BICOrBEI", FieldClass::agent}, {"BdryAmt", FieldClass::value},
    {"BirthDt", FieldClass::date}, {"BizMsgIdr", FieldClass::reference}, {"BizPrcgDt", FieldClass::date},
    {"BizSvc", FieldClass::code}, {"BkPtyId", FieldClass::identifier}, {"BldgNb", FieldClass::address},
    {"BldgNm", FieldClass::address}, {"Br", FieldClass::code}, {"BtchBookg", FieldClass::code},
    {"CACPA", FieldClass::agent}, {"CHBC", FieldClass::agent}, {"CHSIC", FieldClass::agent},
    {"CLSTm", FieldClass::date}, {"CSCMgmt", FieldClass::code}, {"CSCVal", FieldClass::text},
    {"CardCtryCd", FieldClass::country}, {"CardDataNtryMd", FieldClass::code},
    {"CardPres", FieldClass::code}, {"CardRdngCpblties", FieldClass::code},
    {"CardSeqNb", FieldClass::reference}, {"CareOf", FieldClass::name}, {"Ccy", FieldClass::code},
    {"CcyAmt", FieldClass::value}, {"CcyOfTrf", FieldClass::code}, {"Cd", FieldClass::code},
    {"CdtDbtInd", FieldClass::code}, {"CdtDtTm", FieldClass::date}, {"CdtId", FieldClass::reference},
    {"CdtNoteAmt", FieldClass::value}, {"CdtSttlmKey", FieldClass::reference},
    {"CdtrCtryOfRes", FieldClass::country}, {"CdtrRef", FieldClass::reference},
    {"CdtrTaxId", FieldClass::identifier}, {"CdtrTaxTp", FieldClass::text},
    {"CertId", FieldClass::reference}, {"ChanlTp", FieldClass::text}, {"CharSet", FieldClass::code},
    {"ChqMtrtyDt", FieldClass::date}, {"ChqNb", FieldClass::reference}, {"ChqTp", FieldClass::code},
    {"ChrgBr", FieldClass::code}, {"ChrgInclInd", FieldClass::code}, {"ChrgsAmt", FieldClass::value},
    {"CityOfBirth", FieldClass::address}, {"ClrChanl", FieldClass::code}, {"ClrSysId", FieldClass::text},
    {"ClrSysRef", FieldClass::reference}, {"CmonId", FieldClass::reference},
    {"CntPerPrd", FieldClass::value}, {"CompstnAmt", FieldClass::value},
    {"ComssnWvrInd", FieldClass::code}, {"Conf", FieldClass::code}, {"ConfdAmt", FieldClass::value},
    {"CpyDplct", FieldClass::code}, {"CpyDplctInd", FieldClass::code}, {"CrdhldrPres", FieldClass::code},
    {"CrdhldrVrfctnCpblties", FieldClass::code}, {"CreDt", FieldClass::date},
    {"CreDtTm", FieldClass::date}, {"CrrctdAmt", FieldClass::value}, {"CstmrNb", FieldClass::identifier},
    {"Ctgy", FieldClass::text}, {"CtgyDesc", FieldClass::text}, {"CtgyDtls", FieldClass::text},
    {"CtgyPurp", FieldClass::text}, {"CtrPtyMktInfrstrctrTxId", FieldClass::reference},
    {"CtrctId", FieldClass::reference}, {"CtrlSum", FieldClass::value}, {"Ctry", FieldClass::country},
    {"CtryOfBirth", FieldClass::country}, {"CtryOfRes", FieldClass::country},
    {"CtrySubDvsn", FieldClass::address}, {"CxlId", FieldClass::reference},
    {"CxlStsId", FieldClass::reference}, {"DEBLZ", FieldClass::agent}, {"DUNS", FieldClass::identifier},
    {"DbtCdtRptgInd", FieldClass::code}, {"DbtDtTm", FieldClass::date}, {"DbtPurp", FieldClass::text},
    {"DbtrCtryOfRes", FieldClass::country}, {"DbtrDcsnDtTm", FieldClass::date},
    {"DbtrSts", FieldClass::text}, {"DbtrTaxId", FieldClass::identifier}, {"DealPric", FieldClass::value},
    {"DelyPnlty", FieldClass::text}, {"Dept", FieldClass::address}, {"Desc", FieldClass::text},
    {"DispTp", FieldClass::code}, {"DlvryMtd", FieldClass::code}, {"DocRefNb", FieldClass::reference},
    {"DrvrsLicNb", FieldClass::identifier}, {"DscntApldAmt", FieldClass::value},
    {"DstrctNm", FieldClass::address}, {"Dt", FieldClass::date}, {"DtOfSgntr", FieldClass::date},
    {"DtOfVrfctn", FieldClass::date}, {"DtPrcd", FieldClass::date}, {"DtTm", FieldClass::date},
    {"DtldCtrlSum", FieldClass::value}, {"DtldNbOfTxs", FieldClass::value}, {"DtldSts", FieldClass::code},
    {"DuePyblAmt", FieldClass::value}, {"EANGLN", FieldClass::identifier}, {"EQAmt", FieldClass::value},
    {"EQSeq", FieldClass::value}, {"ESNCC", FieldClass::agent}, {"EarlyPmt", FieldClass::code},
    {"EarlyPmtAllwd", FieldClass::code}, {"ElctrncAdr", FieldClass::identifier},
    {"ElctrncSeqNb", FieldClass::value}, {"ElctrncSgntr", FieldClass::text},
    {"EmailAdr", FieldClass::identifier}, {"EmailPurp", FieldClass::text}, {"EndDt", FieldClass::date},
    {"EndToEndId", FieldClass::reference}, {"EvtId", FieldClass::reference}, {"EvtTp", FieldClass::text},
    {"FaceAmt", FieldClass::value}, {"FaxNb", FieldClass::identifier}, {"FcstInd", FieldClass::code},
    {"FctvDt", FieldClass::date}, {"FileNm", FieldClass::reference}, {"FileOrgtr", FieldClass::text},
    {"FllbckInd", FieldClass::code}, {"Flr", FieldClass::address}, {"Fmly", FieldClass::code},
    {"FmlyMdclInsrncInd", FieldClass::code}, {"FnlAgtAcct", FieldClass::identifier},
    {"FnlColltnDt", FieldClass::date}, {"FnlPmtDt", FieldClass::date}, {"FrDt", FieldClass::date},
    {"FrDtTm", FieldClass::date}, {"FrSeq", FieldClass::reference}, {"FrTm", FieldClass::date},
    {"FrmsCd", FieldClass::text}, {"Frqcy", FieldClass::code}, {"FrstColltnDt", FieldClass::date},
    {"FrstPmtDt", FieldClass::date}, {"FrstTx", FieldClass::reference}, {"GBSC", FieldClass::agent},
    {"GoodsDesc", FieldClass::goods}, {"GrntedPmt", FieldClass::code}, {"GrntedPmtReqd", FieldClass::code},
    {"GrpCxl", FieldClass::code}, {"GrpCxlId", FieldClass::reference}, {"GrpCxlSts", FieldClass::code},
    {"GrpId", FieldClass::reference}, {"GrpRtr", FieldClass::code}, {"GrpRvsl", FieldClass::code},
    {"GrpSts", FieldClass::code}, {"Grpg", FieldClass::code}, {"HKNCC", FieldClass::agent},
    {"IBAN", FieldClass::identifier}, {"IBEI", FieldClass::agent}, {"ICCRltdData", FieldClass::text},
    {"IENSC", FieldClass::agent}, {"ILPV4", FieldClass::text}, {"ISIN", FieldClass::identifier},
    {"ITNCC", FieldClass::agent}, {"Id", FieldClass::identifier}, {"IdTp", FieldClass::text},
    {"IdntyCardNb", FieldClass::identifier}, {"Incl", FieldClass::code}, {"Inf", FieldClass::text},
    {"InstdAmt", FieldClass::value}, {"InstrForCdtrAgt", FieldClass::text},
    {"InstrForDbtrAgt", FieldClass::text}, {"InstrForNxtAgt", FieldClass::text},
    {"InstrId", FieldClass::reference}, {"InstrInf", FieldClass::text}, {"InstrPrty", FieldClass::code},
    {"IntrBkSttlmAmt", FieldClass::value}, {"IntrBkSttlmDt", FieldClass::date},
    {"IntraBalMvmntId", FieldClass::reference}, {"IntraPosMvmntId", FieldClass::reference},
    {"Issr", FieldClass::text}, {"JobTitl", FieldClass::text}, {"LEI", FieldClass::identifier},
    {"LangCd", FieldClass::code}, {"LastPgInd", FieldClass::code}, {"LastTx", FieldClass::reference},
    {"LclInstrm", FieldClass::text}, {"LglSeqNb", FieldClass::value}, {"LineWidth", FieldClass::value},
    {"ManfctrId", FieldClass::identifier}, {"Mdl", FieldClass::text}, {"MemoFld", FieldClass::text},
    {"MktInfrstrctrTxId", FieldClass::reference}, {"MmbId", FieldClass::agent},
    {"MndtId", FieldClass::reference}, {"MobNb", FieldClass::identifier},
    {"ModStsId", FieldClass::reference}, {"MplyeeTermntnInd", FieldClass::code},
    {"MplyrIdNb", FieldClass::identifier}, {"MsgDefIdr", FieldClass::code},
    {"MsgId", FieldClass::reference}, {"MsgNmId", FieldClass::code}, {"Mtd", FieldClass::text},
    {"NEQAmt", FieldClass::value}, {"NEQSeq", FieldClass::value}, {"NZNCC", FieldClass::agent},
    {"Nb", FieldClass::text}, {"NbOfDays", FieldClass::value}, {"NbOfLines", FieldClass::value},
    {"NbOfNotes", FieldClass::value}, {"NbOfNtries", FieldClass::value}, {"NbOfTxs", FieldClass::value},
    {"Nclsr", FieldClass::text}, {"Nm", FieldClass::name}, {"NmPrfx", FieldClass::code},
    {"NoteDnmtn", FieldClass::value}, {"NtryRef", FieldClass::reference},
    {"NtwkFileNm", FieldClass::reference}, {"OnLineCntxt", FieldClass::code},
    {"OnLineCpblties", FieldClass::code}, {"OrgnlClrSysRef", FieldClass::reference},
    {"OrgnlCreDtTm", FieldClass::date}, {"OrgnlCtrlSum", FieldClass::value},
    {"OrgnlEndToEndId", FieldClass::reference}, {"OrgnlFnlColltnDt", FieldClass::date},
    {"OrgnlFrqcy", FieldClass::code}, {"OrgnlGrpCxlId", FieldClass::reference},
    {"OrgnlInstdAmt", FieldClass::value}, {"OrgnlInstrId", FieldClass::reference},
    {"OrgnlIntrBkSttlmAmt", FieldClass::value}, {"OrgnlIntrBkSttlmDt", FieldClass::date},
    {"OrgnlMndtId", FieldClass::reference}, {"OrgnlMsgId", FieldClass::reference},
    {"OrgnlMsgNmId", FieldClass::code}, {"OrgnlMsgTp", FieldClass::code},
    {"OrgnlNbOfTxs", FieldClass::value}, {"OrgnlPmtInfCxlId", FieldClass::reference},
    {"OrgnlPmtInfId", FieldClass::reference}, {"OrgnlReqdColltnDt", FieldClass::date},
    {"OrgnlReqdExctnDt", FieldClass::date}, {"OrgnlStmtId", FieldClass::reference},
    {"OrgnlTrckgDays", FieldClass::value}, {"OrgnlTxId", FieldClass::reference},
    {"OrgnlUETR", FieldClass::reference}, {"Othr", FieldClass::text}, {"OthrTxId", FieldClass::reference},
    {"PAN", FieldClass::identifier}, {"POICmpntTp", FieldClass::code}, {"PTNCC", FieldClass::agent},
    {"Pctg", FieldClass::value}, {"PctgRate", FieldClass::value}, {"PdctAmt", FieldClass::value},
    {"PdctCd", FieldClass::goods}, {"PdctQty", FieldClass::value}, {"PgNb", FieldClass::value},
    {"PhneNb", FieldClass::identifier}, {"PlcAndNm", FieldClass::address},
    {"PmtInfCxlSts", FieldClass::code}, {"PmtInfId", FieldClass::reference},
    {"PmtInfRvsl", FieldClass::code}, {"PmtInfSts", FieldClass::code},
    {"PmtInitnStsId", FieldClass::reference}, {"PmtMtd", FieldClass::code},
    {"PmtMtdByFrstAgt", FieldClass::code}, {"PmtRmtId", FieldClass::reference},
    {"PoolId", FieldClass::reference}, {"PoolgAdjstmntDt", FieldClass::date},
    {"PrcgId", FieldClass::reference}, {"PreAgrdXchgRate", FieldClass::value},
    {"PreNtfctnDt", FieldClass::date}, {"PreNtfctnId", FieldClass::reference},
    {"PrefrdMtd", FieldClass::code}, {"Pric", FieldClass::value}, {"PrtLctn", FieldClass::address},
    {"PrtLineWidth", FieldClass::value}, {"Prtry", FieldClass::text}, {"PrtryCd", FieldClass::text},
    {"PrtryId", FieldClass::identifier}, {"PrtryInf", FieldClass::text}, {"Prty", FieldClass::code},
    {"PrvcOfBirth", FieldClass::address}, {"Prvdr", FieldClass::text}, {"PsptNb", FieldClass::identifier},
    {"PssblDplct", FieldClass::code}, {"PstBx", FieldClass::address}, {"PstCd", FieldClass::address},
    {"PtInTm", FieldClass::date}, {"QtId", FieldClass::reference}, {"QtdCcy", FieldClass::code},
    {"QtnDt", FieldClass::date}, {"QtnDtTm", FieldClass::date}, {"Qty", FieldClass::value},
    {"RUCB", FieldClass::agent}, {"Rate", FieldClass::value}, {"RateTp", FieldClass::code},
    {"RePresntmntRsn", FieldClass::code}, {"Ref", FieldClass::reference}, {"RefNb", FieldClass::reference},
    {"RegnId", FieldClass::identifier}, {"Regy", FieldClass::text}, {"ReopCaseIndctn", FieldClass::code},
    {"ReqdColltnDt", FieldClass::date}, {"ReqdExctnDt", FieldClass::date},
    {"RfrdDocNb", FieldClass::reference}, {"RfrdDocRltdDt", FieldClass::date},
    {"RfrdDocTp", FieldClass::code}, {"RgnlClrZone", FieldClass::text}, {"RjctTm", FieldClass::date},
    {"RjctdMod", FieldClass::code}, {"RltdDt", FieldClass::date}, {"RltnshTp", FieldClass::code},
    {"RmtId", FieldClass::reference}, {"RmtLctnElctrncAdr", FieldClass::identifier},
    {"RmtLctnMtd", FieldClass::code}, {"RmtdAmt", FieldClass::value}, {"Room", FieldClass::address},
    {"Rsn", FieldClass::text}, {"RsnCd", FieldClass::code}, {"Rspnsblty", FieldClass::text},
    {"RtrId", FieldClass::reference}, {"RtrdInstdAmt", FieldClass::value},
    {"RtrdIntrBkSttlmAmt", FieldClass::value}, {"RvsdInstdAmt", FieldClass::value},
    {"RvslId", FieldClass::reference}, {"RvslInd", FieldClass::code},
    {"RvslPmtInfId", FieldClass::reference}, {"SaleRcncltnId", FieldClass::reference},
    {"SaleRefNb", FieldClass::reference}, {"SchmeNm", FieldClass::text},
    {"SclSctyNb", FieldClass::identifier}, {"SctiesSttlmTxId", FieldClass::reference},
    {"SeqNb", FieldClass::value}, {"SeqTp", FieldClass::code}, {"Sfx", FieldClass::text},
    {"Sgntr", FieldClass::text}, {"ShrtNm", FieldClass::name}, {"SrcCcy", FieldClass::code},
    {"SrlNb", FieldClass::reference}, {"StartDt", FieldClass::date}, {"StrtNm", FieldClass::address},
    {"Sts", FieldClass::code}, {"StsId", FieldClass::reference}, {"StsReqId", FieldClass::reference},
    {"StsRsn", FieldClass::code}, {"SttlmMtd", FieldClass::code}, {"SttlmPrty", FieldClass::code},
    {"SubDept", FieldClass::address}, {"SubFmlyCd", FieldClass::code}, {"Sum", FieldClass::value},
    {"SvcCd", FieldClass::text}, {"SysNm", FieldClass::text}, {"TaxAmt", FieldClass::value},
    {"TaxDt", FieldClass::date}, {"TaxId", FieldClass::identifier}, {"TaxIdNb", FieldClass::identifier},
    {"TaxRefNb", FieldClass::reference}, {"TaxTp", FieldClass::text}, {"TaxblBaseAmt", FieldClass::value},
    {"TermlId", FieldClass::text}, {"TillTm", FieldClass::date}, {"Titl", FieldClass::text},
    {"ToDt", FieldClass::date}, {"ToDtTm", FieldClass::date}, {"ToSeq", FieldClass::reference},
    {"Tp", FieldClass::text}, {"TradActvtyCtrctlSttlmDt", FieldClass::date}, {"TradDt", FieldClass::date},
    {"TradId", FieldClass::reference}, {"TrckNb", FieldClass::text}, {"TrckVal", FieldClass::text},
    {"TrckgDays", FieldClass::value}, {"TrgtCcy", FieldClass::code}, {"TtlAmt", FieldClass::value},
    {"TtlChrgsAndTaxAmt", FieldClass::value}, {"TtlIntrBkSttlmAmt", FieldClass::value},
    {"TtlIntrstAndTaxAmt", FieldClass::value}, {"TtlNetNtryAmt", FieldClass::value},
    {"TtlRtrdIntrBkSttlmAmt", FieldClass::value}, {"TtlTaxAmt", FieldClass::value},
    {"TtlTaxblBaseAmt", FieldClass::value}, {"TwnLctnNm", FieldClass::address},
    {"TwnNm", FieldClass::address}, {"TxChanl", FieldClass::code}, {"TxCtgy", FieldClass::code},
    {"TxCxlSts", FieldClass::code}, {"TxDtTm", FieldClass::date}, {"TxEnvt", FieldClass::code},
    {"TxId", FieldClass::reference}, {"TxRef", FieldClass::reference}, {"TxSts", FieldClass::code},
    {"TxtlRate", FieldClass::value}, {"UETR", FieldClass::reference}, {"UPIC", FieldClass::identifier},
    {"URLAdr", FieldClass::identifier}, {"USCH", FieldClass::agent}, {"USCHU", FieldClass::agent},
    {"USFW", FieldClass::agent}, {"Unit", FieldClass::value}, {"UnitCcy", FieldClass::code},
    {"UnitNb", FieldClass::address}, {"UnitOfMeasr", FieldClass::code}, {"UnitPric", FieldClass::value},
    {"Ustrd", FieldClass::text}, {"ValDt", FieldClass::date}, {"ValTp", FieldClass::code},
    {"VldtnDt", FieldClass::date}, {"VldtnSeqNb", FieldClass::reference}, {"Vrsn", FieldClass::value},
    {"VrsnNb", FieldClass::value}, {"XchgCtrctRef", FieldClass::reference},
    {"XchgRate", FieldClass::value}, {"XchgRateBase", FieldClass::value}, {"XpryDt", FieldClass::date},
    {"XpryDtTm", FieldClass::date}, {"Yldd", FieldClass::code}, {"Yr", FieldClass::date},
    {"ZANCC", FieldClass::agent},
});

constexpr auto party_elements = std::to_array<PartyElement>({
    {"Acct", PaymentRole::account_owner, PartyShape::account},
    {"Agt", PaymentRole::other_agent, PartyShape::agent},
    {"AgtAcct", PaymentRole::other_agent, PartyShape::account},
    {"Assgne", PaymentRole::assignee, PartyShape::party},
    {"Assgnr", PaymentRole::assigner, PartyShape::party},
    {"Authrty", PaymentRole::authority, PartyShape::party},
    {"Cdtr", PaymentRole::creditor, PartyShape::party},
    {"CdtrAcct", PaymentRole::creditor, PartyShape::account},
    {"CdtrAgt", PaymentRole::creditor_agent, PartyShape::agent},
    {"CdtrAgtAcct", PaymentRole::creditor_agent, PartyShape::account},
    {"CdtrSchmeId", PaymentRole::creditor_scheme, PartyShape::party},
    {"ChqFr", PaymentRole::other_party, PartyShape::party},
    {"ChrgsAcct", PaymentRole::charges_agent, PartyShape::account},
    {"ChrgsAcctAgt", PaymentRole::charges_agent, PartyShape::agent},
    {"ChrgsPty", PaymentRole::charges_agent, PartyShape::party},
    {"Cretr", PaymentRole::originator, PartyShape::party},
    {"CtctDtls", PaymentRole::other_party, PartyShape::party},
    {"Dbtr", PaymentRole::debtor, PartyShape::party},
    {"DbtrAcct", PaymentRole::debtor, PartyShape::account},
    {"DbtrAgt", PaymentRole::debtor_agent, PartyShape::agent},
    {"DbtrAgtAcct", PaymentRole::debtor_agent, PartyShape::account},
    {"DlvrTo", PaymentRole::other_party, PartyShape::party},
    {"DlvrgAgt", PaymentRole::other_agent, PartyShape::agent},
    {"DmstAcct", PaymentRole::other_agent, PartyShape::account},
    {"FXAgt", PaymentRole::other_agent, PartyShape::agent},
    {"FnlAgt", PaymentRole::creditor_agent, PartyShape::agent},
    {"FnlPty", PaymentRole::ultimate_creditor, PartyShape::party},
    {"Fr", PaymentRole::sender, PartyShape::party},
    {"FrstAgt", PaymentRole::debtor_agent, PartyShape::agent},
    {"FwdgAgt", PaymentRole::forwarding_agent, PartyShape::agent},
    {"Grnshee", PaymentRole::other_party, PartyShape::party},
    {"GrnshmtAdmstr", PaymentRole::other_party, PartyShape::party},
    {"InitgPty", PaymentRole::initiating_party, PartyShape::party},
    {"InstdAgt", PaymentRole::instructed_agent, PartyShape::agent},
    {"InstdRmbrsmntAgt", PaymentRole::reimbursement_agent, PartyShape::agent},
    {"InstdRmbrsmntAgtAcct", PaymentRole::reimbursement_agent, PartyShape::account},
    {"InstgAgt", PaymentRole::instructing_agent, PartyShape::agent},
    {"InstgRmbrsmntAgt", PaymentRole::reimbursement_agent, PartyShape::agent},
    {"InstgRmbrsmntAgtAcct", PaymentRole::reimbursement_agent, PartyShape::account},
    {"IntrmyAgt", PaymentRole::intermediary_agent, PartyShape::agent},
    {"IntrmyAgt1", PaymentRole::intermediary_agent, PartyShape::agent},
    {"IntrmyAgt1Acct", PaymentRole::intermediary_agent, PartyShape::account},
    {"IntrmyAgt2", PaymentRole::intermediary_agent, PartyShape::agent},
    {"IntrmyAgt2Acct", PaymentRole::intermediary_agent, PartyShape::account},
    {"IntrmyAgt3", PaymentRole::intermediary_agent, PartyShape::agent},
    {"IntrmyAgt3Acct", PaymentRole::intermediary_agent, PartyShape::account},
    {"IntrmyAgtAcct", PaymentRole::intermediary_agent, PartyShape::account},
    {"Invcee", PaymentRole::invoicee, PartyShape::party},
    {"Invcr", PaymentRole::invoicer, PartyShape::party},
    {"IssgAgt", PaymentRole::other_agent, PartyShape::agent},
    {"MsgRcpt", PaymentRole::other_party, PartyShape::party},
    {"NmAndAdr", PaymentRole::other_party, PartyShape::party},
    {"OrgnlCdtrAgt", PaymentRole::creditor_agent, PartyShape::agent},
    {"OrgnlCdtrAgtAcct", PaymentRole::creditor_agent, PartyShape::account},
    {"OrgnlCdtrSchmeId", PaymentRole::creditor_scheme, PartyShape::party},
    {"OrgnlDbtr", PaymentRole::debtor, PartyShape::party},
    {"OrgnlDbtrAcct", PaymentRole::debtor, PartyShape::account},
    {"OrgnlDbtrAgt", PaymentRole::debtor_agent, PartyShape::agent},
    {"OrgnlDbtrAgtAcct", PaymentRole::debtor_agent, PartyShape::account},
    {"OrgnlNxtAgt", PaymentRole::intermediary_agent, PartyShape::agent},
    {"OrgtgPty", PaymentRole::initiating_party, PartyShape::party},
    {"Orgtr", PaymentRole::originator, PartyShape::party},
    {"Ownr", PaymentRole::account_owner, PartyShape::party},
    {"PrePdAcct", PaymentRole::other_agent, PartyShape::account},
    {"PrtryAcct", PaymentRole::other_agent, PartyShape::account},
    {"Prvdr", PaymentRole::other_party, PartyShape::party},
    {"PrvsInstgAgt", PaymentRole::previous_instructing_agent, PartyShape::agent},
    {"PrvsInstgAgt1", PaymentRole::previous_instructing_agent, PartyShape::agent},
    {"PrvsInstgAgt1Acct", PaymentRole::previous_instructing_agent, PartyShape::account},
    {"PrvsInstgAgt2", PaymentRole::previous_instructing_agent, PartyShape::agent},
    {"PrvsInstgAgt2Acct", PaymentRole::previous_instructing_agent, PartyShape::account},
    {"PrvsInstgAgt3", PaymentRole::previous_instructing_agent, PartyShape::agent},
    {"PrvsInstgAgt3Acct", PaymentRole::previous_instructing_agent, PartyShape::account},
    {"PrvsInstgAgtAcct", PaymentRole::previous_instructing_agent, PartyShape::account},
    {"Pty", PaymentRole::other_party, PartyShape::party},
    {"RcvgAgt", PaymentRole::other_agent, PartyShape::agent},
    {"RltdAcct", PaymentRole::account_owner, PartyShape::account},
    {"RmtLctnDtls", PaymentRole::remittance_receiver, PartyShape::party},
    {"RmtLctnPstlAdr", PaymentRole::remittance_receiver, PartyShape::party},
    {"RtrOrgtr", PaymentRole::originator, PartyShape::party},
    {"RvslOrgtr", PaymentRole::originator, PartyShape::party},
    {"SfkpgAcct", PaymentRole::other_agent, PartyShape::account},
    {"StsOrgtr", PaymentRole::originator, PartyShape::party},
    {"SttlmAcct", PaymentRole::reimbursement_agent, PartyShape::account},
    {"SttlmPlc", PaymentRole::other_agent, PartyShape::agent},
    {"Svcr", PaymentRole::account_servicer, PartyShape::agent},
    {"ThrdRmbrsmntAgt", PaymentRole::reimbursement_agent, PartyShape::agent},
    {"ThrdRmbrsmntAgtAcct", PaymentRole::reimbursement_agent, PartyShape::account},
    {"To", PaymentRole::receiver, PartyShape::party},
    {"TradgPty", PaymentRole::trading_party, PartyShape::party},
    {"UltmtCdtr", PaymentRole::ultimate_creditor, PartyShape::party},
    {"UltmtDbtr", PaymentRole::ultimate_debtor, PartyShape::party},
});

constexpr auto message_roots = std::to_array<MessageRoot>({
    {"BkToCstmrAcctRpt", "camt.052"}, {"BkToCstmrAcctRptV01", "camt.052"},
    {"BkToCstmrDbtCdtNtfctn", "camt.054"}, {"BkToCstmrDbtCdtNtfctnV01", "camt.054"},
    {"BkToCstmrStmt", "camt.053"}, {"BkToCstmrStmtV01", "camt.053"}, {"CstmrCdtTrfInitn", "pain.001"},
    {"CstmrDrctDbtInitn", "pain.008"}, {"FICdtTrf", "pacs.009"}, {"FIToFICstmrCdtTrf", "pacs.008"},
    {"FIToFICstmrDrctDbt", "pacs.003"}, {"FIToFIPmtCxlReq", "camt.056"}, {"FIToFIPmtStsRpt", "pacs.002"},
    {"FinInstnCdtTrf", "pacs.009"}, {"PmtRtr", "pacs.004"}, {"RsltnOfInvstgtn", "camt.029"},
    {"camt.029.001.01", "camt.029"}, {"pacs.002.001.02", "pacs.002"}, {"pacs.003.001.01", "pacs.003"},
    {"pacs.004.001.01", "pacs.004"}, {"pacs.008.001.01", "pacs.008"}, {"pacs.009.001.01", "pacs.009"},
    {"pain.001.001.01", "pain.001"}, {"pain.001.001.02", "pain.001"}, {"pain.008.001.01", "pain.008"},
});

constexpr auto transaction_elements = std::to_array<std::string_view>({
    "CdtTrfTxInf", "DrctDbtTxInf", "Ntry", "TxDtls", "TxInf", "TxInfAndSts",
});
// clang-format on

static_assert(std::ranges::is_sorted(element_classes, {}, &ElementClass::name));
static_assert(std::ranges::is_sorted(party_elements, {}, &PartyElement::name));
static_assert(std::ranges::is_sorted(message_roots, {}, &MessageRoot::element));

// Open addressing, a quarter full; a name is compared only where its hash fits.
class MeaningTable {
public:
    MeaningTable() {
        for (const ElementClass& line : element_classes) {
            at(line.name).field_class = line.field_class;
        }
        for (const PartyElement& line : party_elements) {
            at(line.name).party = &line;
        }
        for (const MessageRoot& line : message_roots) {
            at(line.element).root = &line;
        }
        for (const std::string_view name : transaction_elements) {
            at(name).transaction = true;
        }
    }

    const ElementMeaning& find(std::string_view name) const {
        for (std::size_t slot = hash(name);; ++slot) {
            const Slot& found = slots_[slot % slots_.size()];
            if (found.name.empty() || found.name == name) {
                return found.name.empty() ? none_ : found.meaning;
            }
        }
    }

private:
    struct Slot {
        std::string_view name;
        ElementMeaning meaning;
    };

    static std::size_t hash(std::string_view name) {
        std::uint64_t value = 0xCBF29CE484222325ULL;  // FNV-1a
        for (const char letter : name) {
            value = (value ^ static_cast<unsigned char>(letter)) * 0x100000001B3ULL;
        }
        return static_cast<std::size_t>(value ^ (value >> 29U)) % 2048;
    }

    ElementMeaning& at(std::string_view name) {
        std::size_t slot = hash(name);
        while (!slots_[slot % slots_.size()].name.empty() && slots_[slot % slots_.size()].name != name) {
            ++slot;
        }
        slots_[slot % slots_.size()].name = name;
        return slots_[slot % slots_.size()].meaning;
    }

    std::array<Slot, 2048> slots_{};
    ElementMeaning none_;
};

}  // namespace

const ElementMeaning& element_meaning(std::string_view local_name) {
    static const MeaningTable table;
    return table.find(local_name);
}

const MessageRoot* message_root(std::string_view local_name) {
    return element_meaning(local_name).root;
}

}  // namespace cordon::payments
