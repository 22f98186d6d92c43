"""Shipments at the gate: a verdict with evidence for each, kept and derived again; bad papers never pass."""
import csv
import io
import json

from cli_frame import TREE, case
from cli_lists import fixture

SHIPMENTS = TREE / "corpus" / "trade" / "shipments"
HELD = SHIPMENTS / "held-cargo.json"
CLEARED = SHIPMENTS / "cleared-cargo.json"
TABLE = SHIPMENTS / "cargo-table.csv"


def with_un(cordon):
    cordon.imported("--list", "un", *fixture("un"))


def checked(cordon, *arguments, stdin=None):
    run = cordon.run("trade", "check", *arguments, "--format", "json", stdin=stdin)
    return run, [json.loads(line) for line in run.out.splitlines()]


def shipment(**changes):
    document = {"shipment": "T-1", "goods": [{"description": "lamp glass", "hs_code": "701110"}],
                "stops": [{"kind": "loading", "place": "Izmir", "country": "TR", "date": "2026-05-01"}]}
    document.update(changes)
    return json.dumps(document, ensure_ascii=False)


@case()
def a_held_and_a_cleared_cargo(cordon):
    with_un(cordon)
    run, judged = checked(cordon, HELD)
    assert run.code == 3 and judged[0]["outcome"] == "HOLD" and judged[0]["verdict"] == "hold", run
    place = judged[0]["places"][0]
    assert place["grade"] == "HELD" and place["facts"][0]["holder"] == "ISIL", place
    assert place["facts"][0]["source"] and place["facts"][0]["held_from"] == "2014-07-03", place
    assert place["map"].startswith("https://"), place
    assert any(reason["code"] == "trade_held" for reason in judged[0]["reasons"])
    run, judged = checked(cordon, CLEARED)
    assert run.code == 0 and judged[0]["outcome"] == "PASS_WITH_NOTE", run


@case()
def a_shipment_amended_since_says_why_it_is_held(cordon):
    with_un(cordon)
    run, first = checked(cordon, cordon.file(shipment(), "first.json"))
    assert run.code == 0, run
    amended = cordon.file(shipment(type="invoice"), "amended.json")
    run, judged = checked(cordon, amended)
    assert run.code == 3 and [one["file"] for one in judged] == [str(amended), ""], judged
    for said in (judged[1], checked(cordon, cordon.file(shipment(), "again.json"))[1][0]):
        assert (said["outcome"], said["action"]) == ("HOLD", "review"), said
        assert said["verdict_id"] == first[0]["verdict_id"], said
        assert said["sentence"].startswith("it passed and was held since"), said


@case()
def the_three_formats(cordon):
    with_un(cordon)
    run = cordon.run("trade", "check", SHIPMENTS, "--dry-run")
    assert run.code == 3, run
    lines = run.out.splitlines()
    assert sum(line.startswith("HOLD  ") for line in lines) == 2, run.out
    assert sum(line.startswith("PASS") for line in lines) == 2, run.out
    assert "source:" in run.out and "openstreetmap" in run.out, run.out
    run = cordon.run("trade", "check", SHIPMENTS, "--dry-run", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert {row["shipment"] for row in rows} == {f"SAMPLE-CARGO-{n}" for n in (1, 2, 3, 4)}, rows
    assert any(row["fact"] and row["source"] and row["held_from"] for row in rows), rows
    run, judged = checked(cordon, TABLE, "--dry-run")
    assert [one["outcome"] for one in judged] == ["HOLD", "PASS"], judged


@case()
def kept_and_derived_again(cordon):
    with_un(cordon)
    _, first = checked(cordon, SHIPMENTS)
    _, again = checked(cordon, SHIPMENTS)
    assert [one["verdict_id"] for one in first] == [one["verdict_id"] for one in again]
    assert all(one["replay"] for one in again)
    run = cordon.run("replay", "--all", "--format", "json")
    assert run.code == 0 and run.json["identical"] == len(first) and run.json["different"] == 0, run
    assert cordon.run("audit", "verify").code == 0
    changed = cordon.file(HELD.read_text(encoding="utf-8").replace("640", "64"), "changed.json")
    run, judged = checked(cordon, changed)
    assert any(reason["code"] == "conflict" for reason in judged[0]["reasons"]), run


@case()
def a_listed_party_of_a_shipment(cordon):
    with_un(cordon)
    listed = shipment(parties=[{"role": "seller", "name": "Haroun Daud al-Zamrani"}])
    run, judged = checked(cordon, cordon.file(listed, "listed.json"))
    assert run.code == 3 and judged[0]["outcome"] == "HOLD", run
    assert any(reason["listing_id"] == "QDi.901" for reason in judged[0]["reasons"]), run


@case()
def a_block_is_exit_4(cordon):
    with_un(cordon)
    bust = shipment(goods=[{"description": "limestone funerary bust, Palmyrene", "hs_code": "970391"}],
                    stops=[{"kind": "export_place", "place": "Palmyra", "country": "SY",
                            "date": "2012-06-01"}])
    run, judged = checked(cordon, cordon.file(bust, "bust.json"), CLEARED)
    assert run.code == 4 and judged[0]["outcome"] == "BLOCK", run


@case()
def the_full_embargo_is_a_switch_of_the_house(cordon):
    with_un(cordon)
    shoes = cordon.file(shipment(goods=[{"description": "children's shoes", "hs_code": "640399"}],
                                 stops=[{"kind": "destination", "place": "Raqqa", "country": "SY",
                                         "date": "2015-05-10"}]), "shoes.json")
    run, judged = checked(cordon, shoes, "--dry-run")
    assert run.code == 0, run
    policy = (TREE / "policies" / "default.toml").read_text(encoding="utf-8")
    assert "full_embargo = false" in policy
    strict = cordon.file(policy.replace("full_embargo = false", "full_embargo = true"), "strict.toml")
    run, judged = checked(cordon, shoes, "--dry-run", "--policy", strict)
    assert run.code == 3 and "full_embargo" in judged[0]["reasons"][0]["sentence"], run


@case()
def a_map_of_one_case(cordon):
    with_un(cordon)
    page = cordon.folder / "cargo.html"
    run = cordon.run("trade", "check", HELD, "--dry-run", "--map", page)
    assert run.code == 3, run
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text and "Al-Omar" in text and "class=\"held\"" in text
    assert "<script" not in text and "src=" not in text and "url(" not in text


@case()
def letters_of_credit_and_payment_texts(cordon):
    with_un(cordon)
    credit = (TREE / "corpus" / "payments" / "mt700-glass.fin").read_text(encoding="utf-8")
    for old, new in (("PORT QAMAR\n:44F:MARJAN", "MERSIN\n:44F:MOSUL, IRAQ"),
                     ("LAMP GLASS", "PORTLAND CEMENT"), ("7009", "252329"),
                     (":44C:261220", ":44C:150415"), (":31C:261102", ":31C:150301")):
        assert old in credit, old
        credit = credit.replace(old, new)
    run, judged = checked(cordon, cordon.file(credit, "lc.fin"), "--dry-run")
    assert run.code == 3 and any(r["code"] == "trade_held" for r in judged[0]["reasons"]), run
    pain = (TREE / "corpus" / "payments" / "transfer-vessel.json").read_text(encoding="utf-8")
    document = json.loads(pain)
    document["remittance"] = "FOR OIL TRUCK RAQQA MAR 2015"
    oil = cordon.file(json.dumps(document), "oil.json")
    run = cordon.run("pay", "check", oil, "--dry-run", "--format", "json")
    assert run.code in (3, 4), run
    assert any(r["code"] == "trade_held" for r in json.loads(run.out)["reasons"]), run


@case()
def broken_papers_never_pass(cordon):
    with_un(cordon)
    good = HELD.read_text(encoding="utf-8")
    ubl = "urn:oasis:names:specification:ubl:schema:xsd:"
    broken = {
        "cut.json": good[:200],
        "no-id.json": shipment(shipment=""),
        "no-goods.json": shipment(goods=[]),
        "goods-object.json": shipment(goods={"description": "oil"}),
        "latitude.json": good.replace("35.09", "95.09"),
        "half-a-point.json": good.replace('"lat": 35.09, ', ""),
        "date.json": good.replace("2015-03-12", "12th"),
        "kind.json": good.replace('"loading"', '"somewhere"'),
        "quantity.json": good.replace("640", "-640"),
        "twice.json": good.replace('"type"', '"shipment"'),
        "column.csv": TABLE.read_text(encoding="utf-8").replace("origin_date", "origin_day"),
        "short.csv": "shipment,description\nT-1\n",
        "quote.csv": "shipment,description\nT-1,\"oil\n",
        "apart.csv": "shipment,description\nT-1,oil\nT-2,gas\nT-1,oil\n",
        "cut.xml": '<Invoice xmlns="' + ubl + 'Invoice-2"><ID>1</ID>',
        "empty.xml": '<Invoice xmlns="' + ubl + 'Invoice-2"/>',
        "other.xml": '<Order xmlns="' + ubl + 'Order-2"><ID>1</ID></Order>',
        "doctype.xml": '<!DOCTYPE x><Invoice xmlns="' + ubl + 'Invoice-2"/>',
        "nothing": "",
        "noise": b"\x00\xff\xfe\x01",
    }
    for name, content in broken.items():
        run, judged = checked(cordon, cordon.file(content, name), "--dry-run")
        assert run.code == 3, (name, run)
        assert all(one["verdict"] == "hold" and one["sentence"] for one in judged) and judged, (name, run)
    missing = cordon.run("trade", "check", cordon.folder / "absent.json")
    assert missing.code != 0 and "absent.json" in missing.err, missing
    assert cordon.run("trade", "check").code == 2


@case()
def what_contradicts_itself_is_told(cordon):
    with_un(cordon)
    good = HELD.read_text(encoding="utf-8")
    doubts = {
        "coordinates_swapped": good.replace('"lat": 35.09, "lon": 40.56', '"lat": 40.56, "lon": 35.09'),
        "dates_reversed": good.replace("2015-03-15", "2014-03-15"),
        "imo_check_digit": shipment(conveyances=[{"kind": "vessel", "number": "9074728"}]),
        "container_check_digit": shipment(conveyances=[{"kind": "container", "number": "CSQU3054384"}]),
        "goods_unknown_code": shipment(goods=[{"description": "spare parts", "hs_code": "999901"}]),
        "unknown_country": shipment(goods=[{"description": "glass", "origin_country": "Freedonia"}]),
        "trade_place_unknown": shipment(goods=[{"description": "crude oil"}],
                                        stops=[{"kind": "origin", "place": "Qaxoplim", "date": "2015-03"}]),
    }
    for code, content in doubts.items():
        run, judged = checked(cordon, cordon.file(content, code + ".json"), "--dry-run")
        assert run.code == 3, (code, run)
        assert any(reason["code"] == code for reason in judged[0]["reasons"]), (code, run)


@case()
def prices_of_the_users_own(cordon):
    with_un(cordon)
    header = "from,to,usd_per_barrel,source\n"
    prices = cordon.file(header + "2015-01-01,2015-12-31,300,house desk\n", "prices.csv")
    run, judged = checked(cordon, HELD, "--dry-run", "--oil-prices", prices)
    assert any("house desk" in reason["sentence"] for reason in judged[0]["reasons"]), run
    bad = cordon.file(header + "2015-12-31,2015-01-01,300,x\n", "bad.csv")
    run = cordon.run("trade", "check", HELD, "--dry-run", "--oil-prices", bad)
    assert run.code == 1 and "line 2" in run.err, run


@case()
def a_place_of_an_imported_table_is_found_in_texts(cordon):
    with_un(cordon)
    facts = cordon.file(
        "fact_id,name_en,country,lat,lon,holder_group,valid_from,valid_to_exclusive,status,source\n"
        "t1,Kastoria Depot,GR,40.52,21.27,ISIL,2014-01,,held,an invented report\n", "own.csv")
    cargo = shipment(goods=[{"description": "crude oil", "hs_code": "2709"}],
                     stops=[{"kind": "loading", "place": "Rotterdam", "country": "NL",
                             "date": "2026-10-01"}],
                     parties=[{"role": "seller", "name": "Fern Road Traders Example", "country": "GR",
                               "address": "Kastoria Depot, Greece"}])
    cargo = cordon.file(cargo, "cargo.json")
    run, judged = checked(cordon, cargo, "--dry-run")
    assert all(reason["code"] != "trade_held" for reason in judged[0]["reasons"]), run
    assert cordon.run("territory", "import", "--table", "mine", facts).code == 0
    run, judged = checked(cordon, cargo, "--dry-run")
    assert any(reason["code"] == "trade_held" for reason in judged[0]["reasons"]), run
