// trade/test_shipments.h: small fictional shipments for this room's tests; included by *_test.cc only.
//
// Role:    one sound document of each form, to be broken by the tests.
// Threads: constants.
#pragma once

#include <string_view>

namespace cordon::trade::testing {

inline constexpr std::string_view sound_json = R"({
  "shipment": "T-1",
  "goods": [{"description": "crude oil", "hs_code": "2709.00", "quantity": 600, "unit": "bbl",
             "unit_price": "20.00", "currency": "usd", "origin_country": "SY", "produced_on": "2015-02"}],
  "stops": [{"kind": "loading", "place": "Al-Omar oil field", "country": "SY",
             "lat": 35.09, "lon": 40.56, "date": "2015-03-12"},
            {"kind": "discharge", "place": "Ceyhan", "locode": "TR CEY", "date": "2015-03-20"}],
  "parties": [{"role": "seller", "name": "Fern Road Traders Example", "country": "TR", "owned_percent": 12.5,
               "owners": [{"name": "Pale Dune Shipping Example", "percent": 12.5}]}],
  "conveyances": [{"kind": "vessel", "name": "Example Star", "number": "IMO 9074729"},
                  {"kind": "container", "number": "CSQU 305438-3"}],
  "provenance": [{"holder": "Example Family", "place": "Aleppo", "country": "SY",
                  "from": "1970", "to": "2005"}],
  "humanitarian": [{"ground": "UNSCR 2664", "provider_category": "UN", "reference": "R-1",
                    "evidence": "E-1"}],
  "shipped_on": "2015-03-12", "export_permit": "P-1"
})";

inline constexpr std::string_view sound_csv =
    "shipment,description,hs_code,quantity,unit,loading,loading_country,loading_lat,loading_lon,loading_date,"
    "seller,vessel,imo\n"
    "T-1,crude oil,270900,600,bbl,Al-Omar oil field,SY,35.09,40.56,2015-03-12,Fern Road Traders Example,"
    "Example Star,9074729\n"
    "T-1,gas oil,271019,20,t,Al-Omar oil field,SY,35.09,40.56,2015-03-12,Fern Road Traders Example,"
    "Example Star,9074729\n"
    "T-2,lamp glass,701110,400,pcs,Izmir,TR,,,2026-05-01,Glass Example Ltd.,,\n";

inline constexpr std::string_view sound_bill = R"(<?xml version="1.0" encoding="UTF-8"?>
<BillOfLading xmlns="urn:oasis:names:specification:ubl:schema:xsd:BillOfLading-2"
    xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:ID>BL-1</cbc:ID><cbc:IssueDate>2015-03-10</cbc:IssueDate>
  <cac:ConsignorParty><cac:PartyName><cbc:Name>Fern Road Traders Example</cbc:Name></cac:PartyName>
    <cac:PostalAddress><cbc:CityName>Mersin</cbc:CityName><cac:Country>
      <cbc:IdentificationCode>TR</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    </cac:ConsignorParty>
  <cac:Shipment><cbc:ID>1</cbc:ID>
    <cac:GoodsItem><cbc:Description>phosphate rock in bulk</cbc:Description>
      <cbc:RequiredCustomsID>251010</cbc:RequiredCustomsID>
      <cbc:Quantity unitCode="TNE">2000</cbc:Quantity></cac:GoodsItem>
    <cac:ShipmentStage>
      <cac:TransportMeans><cac:MaritimeTransport><cbc:VesselID>9074729</cbc:VesselID>
        <cbc:VesselName>Example Star</cbc:VesselName></cac:MaritimeTransport></cac:TransportMeans>
      <cac:LoadingPortLocation><cbc:ID>SYTTS</cbc:ID><cac:Address><cbc:CityName>Tartus</cbc:CityName>
        <cac:Country><cbc:IdentificationCode>SY</cbc:IdentificationCode></cac:Country></cac:Address>
        </cac:LoadingPortLocation>
    </cac:ShipmentStage>
    <cac:OriginAddress><cbc:CityName>Khneifis</cbc:CityName><cac:Country>
      <cbc:IdentificationCode>SY</cbc:IdentificationCode></cac:Country><cac:LocationCoordinate>
      <cbc:LatitudeDegreesMeasure unitCode="DD">34</cbc:LatitudeDegreesMeasure>
      <cbc:LatitudeMinutesMeasure unitCode="MIN">7.8</cbc:LatitudeMinutesMeasure>
      <cbc:LatitudeDirectionCode>North</cbc:LatitudeDirectionCode>
      <cbc:LongitudeDegreesMeasure unitCode="DD">37</cbc:LongitudeDegreesMeasure>
      <cbc:LongitudeMinutesMeasure unitCode="MIN">33</cbc:LongitudeMinutesMeasure>
      <cbc:LongitudeDirectionCode>East</cbc:LongitudeDirectionCode></cac:LocationCoordinate>
    </cac:OriginAddress>
    <cac:TransportHandlingUnit><cac:TransportEquipment><cbc:ID>CSQU3054383</cbc:ID></cac:TransportEquipment>
      </cac:TransportHandlingUnit>
  </cac:Shipment>
  <cbc:Note>freight prepaid at Palmyra</cbc:Note>
</BillOfLading>)";

}  // namespace cordon::trade::testing
