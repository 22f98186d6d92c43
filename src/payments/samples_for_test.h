// payments/samples_for_test.h: small fictional messages that the tests, fuzz targets and benchmarks of this
// room share.
//
// Role:    included by *_test.cc, *_fuzz.cc and *_bench.cc only.
// Threads: constants.
#pragma once

#include <string>
#include <string_view>

namespace cordon::payments::testing {

inline constexpr std::string_view pacs008 = R"(<?xml version="1.0" encoding="UTF-8"?>
<Envelope xmlns="urn:example:envelope">
  <AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02">
    <Fr><FIId><FinInstnId><BICFI>SAMPDEFFXXX</BICFI></FinInstnId></FIId></Fr>
    <To><FIId><FinInstnId><BICFI>SAMPTRISXXX</BICFI></FinInstnId></FIId></To>
    <BizMsgIdr>SAMPLE-B-1</BizMsgIdr><MsgDefIdr>pacs.008.001.08</MsgDefIdr><BizSvc>swift.cbprplus.02</BizSvc>
    <CreDt>2026-11-02T09:00:00+00:00</CreDt>
  </AppHdr>
  <d:Document xmlns:d="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08">
    <d:FIToFICstmrCdtTrf>
      <d:GrpHdr><d:MsgId>SAMPLE-M-1</d:MsgId><d:CreDtTm>2026-11-02T09:00:00Z</d:CreDtTm>
          <d:NbOfTxs>1</d:NbOfTxs>
        <d:SttlmInf><d:SttlmMtd>INDA</d:SttlmMtd></d:SttlmInf></d:GrpHdr>
      <d:CdtTrfTxInf>
        <d:PmtId><d:InstrId>I-1</d:InstrId><d:EndToEndId>E-1</d:EndToEndId>
          <d:UETR>00000000-0000-4000-8000-000000000001</d:UETR></d:PmtId>
        <d:IntrBkSttlmAmt Ccy="EUR">1234.56</d:IntrBkSttlmAmt>
        <d:IntrBkSttlmDt>2026-11-02</d:IntrBkSttlmDt>
        <d:ChrgBr>SHAR</d:ChrgBr>
        <d:ChrgsInf><d:Amt Ccy="EUR">2.5</d:Amt><d:Agt><d:FinInstnId><d:BICFI>SAMPATWWXXX</d:BICFI>
          </d:FinInstnId></d:Agt></d:ChrgsInf>
        <d:UltmtDbtr><d:Nm>Ulla Beispiel</d:Nm></d:UltmtDbtr>
        <d:Dbtr><d:Nm>Anneliese &amp; Otto Muster</d:Nm>
          <d:PstlAdr><d:StrtNm>Lindenhof</d:StrtNm><d:BldgNb>3</d:BldgNb><d:TwnNm>Musterstadt</d:TwnNm>
          <d:Ctry>DE</d:Ctry><d:AdrLine>Hinterhaus</d:AdrLine></d:PstlAdr>
          <d:Id><d:PrvtId><d:DtAndPlcOfBirth><d:BirthDt>1970-01-31</d:BirthDt>
          <d:CityOfBirth>Ankara</d:CityOfBirth><d:CtryOfBirth>TR</d:CtryOfBirth></d:DtAndPlcOfBirth>
            <d:Othr><d:Id>X99000001</d:Id><d:SchmeNm><d:Cd>CCPT</d:Cd></d:SchmeNm><d:Issr>DE</d:Issr>
          </d:Othr></d:PrvtId></d:Id>
          <d:CtctDtls><d:EmailAdr>a@example.org</d:EmailAdr></d:CtctDtls></d:Dbtr>
        <d:DbtrAcct><d:Id><d:IBAN>DE02120300000000202051</d:IBAN></d:Id><d:Nm>Haushaltskonto</d:Nm>
          </d:DbtrAcct>
        <d:DbtrAgt><d:FinInstnId><d:BICFI>SAMPDEFFXXX</d:BICFI>
          <d:ClrSysMmbId><d:MmbId>12030000</d:MmbId></d:ClrSysMmbId></d:FinInstnId></d:DbtrAgt>
        <d:CdtrAgt><d:FinInstnId><d:BICFI>SAMPTRISXXX</d:BICFI></d:FinInstnId></d:CdtrAgt>
        <d:Cdtr><d:Nm>Beispiel Ticaret</d:Nm><d:Id><d:OrgId><d:LEI>5299000SAMPLE0000001</d:LEI>
          </d:OrgId></d:Id></d:Cdtr>
        <d:CdtrAcct><d:Id><d:Othr><d:Id>990000000009</d:Id></d:Othr></d:Id>
          <d:Prxy><d:Tp><d:Cd>TELE</d:Cd></d:Tp><d:Id>+90 000</d:Id></d:Prxy></d:CdtrAcct>
        <d:Purp><d:Cd>GDDS</d:Cd></d:Purp>
        <d:RgltryRptg><d:Dtls><d:Ctry>TR</d:Ctry><d:Inf>cotton</d:Inf></d:Dtls></d:RgltryRptg>
        <d:RmtInf><d:Ustrd>Invoice 4411</d:Ustrd><d:Ustrd>second line</d:Ustrd>
          <d:Strd><d:Invcr><d:Nm>Rechnungssteller</d:Nm></d:Invcr></d:Strd></d:RmtInf>
        <d:SplmtryData><d:Envlp><x:Extra xmlns:x="urn:x" mark="hidden">Somebody Else</x:Extra></d:Envlp>
          </d:SplmtryData>
      </d:CdtTrfTxInf>
    </d:FIToFICstmrCdtTrf>
  </d:Document>
</Envelope>
)";

inline constexpr std::string_view mt103 =
    "{1:F01SAMPDEFFAXXX0001000001}{2:I103SAMPTRISXXXXN}{3:{119:STP}{121:00000000-0000-4000-8000-000000000002}"
    "}{4:\r\n"
    ":20:SAMPLE0002\r\n"
    ":23B:CRED\r\n"
    ":32A:261102USD12500,5\r\n"
    ":50F:/990000000003\r\n"
    "1/ANNELIESE MUSTER\r\n"
    "2/LINDENHOF 3\r\n"
    "3/DE/MUSTERSTADT\r\n"
    "4/19700131\r\n"
    "5/TR/IZMIR\r\n"
    "7/DE/X99000001\r\n"
    ":52A:SAMPDEFFXXX\r\n"
    ":57D:/C/990000000005\r\n"
    "BEISPIEL BANKASI\r\n"
    "ANKARA\r\n"
    ":59:/TR330006100519786457841326\r\n"
    "BEISPIEL TICARET VE SANAYI ANONIM S\r\n"
    "IRKETI\r\n"
    "CADDE 14 ANKARA\r\n"
    ":70:/INV/4411 COTTON DELIVERED IN OCTOB\r\n"
    "//ER\r\n"
    ":71A:SHA\r\n"
    ":72:/INS/SAMPATWWXXX\r\n"
    "//ON BEHALF OF ULLA BEISPIEL\r\n"
    ":77B:/ORDERRES/DE//MUSTERSTADT\r\n"
    "-}{5:{CHK:000000000000}}";

inline constexpr std::string_view json_payment = R"({
  "id": "SAMPLE-3", "scheme": "transfer", "amount": "312500.00", "currency": "USD",
  "value_date": "2026-11-02",
  "debtor": {"name": "Pacific Heron Foundation", "country": "NZ", "account": "990000000009",
             "address": {"street": "Quay 4", "town": "Port Example", "country": "NZ"}},
  "creditor": {"name": ["Pale Dune Shipping", "PDS"], "iban": "DE02120300000000202051",
               "birth_date": "1970-01-31",
               "identifiers": [{"type": "passport", "value": "X99000001", "issuer": "PA"}]},
  "ultimate_creditor": {"name": "Ulla Beispiel"},
  "intermediary_agents": [{"bic": "SAMPATWWXXX"}, {"name": "Beispielbank"}],
  "remittance": ["demurrage", "mv Sea Lantern IX"],
  "colour": {"Somebody Else": true}
})";

}  // namespace cordon::payments::testing
