"""Who held a place on a day: the shipped tables, tables of one's own, objections."""
import csv
import io
import json
import sqlite3

from cli_frame import TREE, case, one_sentence
from cli_lists import fixture


def asked(cordon, *arguments, code=None):
    run = cordon.run("territory", *arguments, "--format", "json")
    assert code is None or run.code == code, run
    return run.json


@case()
def a_point_and_a_place_are_answered_with_their_source(cordon):
    answer = asked(cordon, "at", "36.34", "43.12", "2015-01-01", code=3)
    first = answer["evidence"][0]
    assert answer["grade"] == "HELD" and first["fact_id"] == "mosul" and first["holder"] == "ISIL", answer
    assert first["held_from"] == "2014-06-10" and first["held_to"] == "2017-07-10" and first["source"], first
    assert answer["tables"][0]["version"] == "shipped", answer
    for name in ("Palmyra", "Tadmur", "تدمر"):
        assert asked(cordon, "place", name, "2016-02", code=3)["grade"] == "HELD", name
        assert asked(cordon, "place", name, "2016-07-01", code=0)["grade"] == "HELD_OTHER_TIME", name
    assert asked(cordon, "at", "36.34", "42.95", "2015-01-01", code=0)["grade"] == "NEAR"
    assert asked(cordon, "place", "Haditha", "2015-06-01", code=0)["grade"] == "NEVER"
    nothing = asked(cordon, "place", "Nowhere on the map", "2015-06-01", code=0)
    assert nothing["grade"] == "NO_DATA" and "does not mean" in nothing["sentence"], nothing
    rows = list(csv.DictReader(io.StringIO(
        cordon.run("territory", "place", "Raqqa", "2015-06", "--format", "csv").out)))
    assert rows[0]["grade"] == "HELD" and rows[0]["place_id"] == "OCHA:C5710", rows
    table = cordon.run("territory", "place", "Deir ez-Zor", "2015-06-01")
    assert table.code == 3 and table.out.splitlines()[1].startswith("PARTIAL: "), table


@case()
def doubtful_days_are_never_the_harmless_side(cordon):
    for day in ("2016-03", "2016-03-28", "circa 2016", "2016-03-20..2016-04-20", "unknown"):
        assert asked(cordon, "place", "Palmyra", day, code=3)["grade"] in ("HELD", "CONTESTED"), day


@case()
def a_map_is_geojson(cordon):
    run = cordon.run("territory", "map", "2015-06-01")
    assert run.code == 0, run
    features = {each["id"]: each for each in json.loads(run.out)["features"]}
    mosul = features["mosul"]
    assert mosul["geometry"] == {"type": "Point", "coordinates": [43.12, 36.34]}, mosul
    assert features["mosul"]["properties"]["grade"] == "HELD" and "azaz13" not in features


@case()
def questions_that_make_no_sense_are_refused(cordon):
    for arguments in (["at", "96.34", "43.12", "2015-01-01"], ["at", "north", "43.12", "2015-01-01"],
                      ["at", "36.34", "43.12", "2015-02-30"], ["at", "36.34", "43.12", "01/02/2015"],
                      ["at", "43.12", "36.34", "2015-01-01", "--country", "IQ"],
                      ["place", "Mosul", "2016-01-01..2015-01-01"],
                      ["place", "Mosul", "2015", "--country", "Narnia"],
                      ["place", "Mosul", "2015", "--as-of", "yesterday"], ["map", "someday"]):
        one_sentence(cordon.run("territory", *arguments), code=2)
    assert cordon.run("territory", "at", "36.34").code == 2


SAMPLES = TREE / "corpus" / "trade" / "samples"


def imported(cordon, *arguments):
    run = cordon.run("territory", "import", "--format", "json", *arguments)
    assert run.code == 0, run
    return run.json


@case()
def tables_of_every_form_stand_beside_the_shipped_one(cordon):
    assert imported(cordon, "--table", "sahel", SAMPLES / "sahel.csv")["facts"] == 2
    assert imported(cordon, SAMPLES / "areas.geojson")["table"] == "geojson"
    maps = imported(cordon, "--country", "SY", *sorted(SAMPLES.glob("map-*.lua")))
    assert maps["format"] == "wikipedia" and maps["facts"] == 2, maps
    assert imported(cordon, "--country", "SY", SAMPLES / "carter.csv")["format"] == "carter"
    again = imported(cordon, "--table", "sahel", SAMPLES / "sahel.csv")
    assert again["unchanged"], again
    answer = asked(cordon, "place", "Testbourg", "2022-06", code=3)
    assert answer["evidence"][0]["fact_id"] == "sahel:t1" and len(answer["tables"]) == 5, answer
    area = asked(cordon, "at", "16.5", "-2.5", "2022-06-01", code=3)
    assert area["evidence"][0]["fact_id"] == "geojson:basin", area
    assert asked(cordon, "place", "Beta town", "2015-07-01", code=3)["grade"] == "CONTESTED"
    assert asked(cordon, "place", "Mosul", "2015-07-01", code=3)["grade"] == "HELD", "the shipped table stays"


@case()
def versions_differ_and_answer_as_of_their_day(cordon):
    shipped = (TREE / "corpus/trade/control_facts.csv").read_text()
    imported(cordon, "--published", "2026-11-20", cordon.file(shipped.replace("2017-07-10", "2017-09-10")))
    assert asked(cordon, "place", "Mosul", "2017-08-20", code=3)["grade"] == "HELD"
    before = asked(cordon, "place", "Mosul", "2017-08-20", "--as-of", "2026-11-19", code=0)
    assert before["tables"][0]["version"] == "shipped", before
    diff = cordon.run("territory", "diff", "facts", "shipped", "2026-11-20", "--format", "json").json
    assert [each["fact_id"] for each in diff["changed"]] == ["mosul"] and not diff["removed"], diff
    lines = shipped.splitlines()
    short = cordon.file("\n".join(lines[:40]) + "\n")
    said = one_sentence(cordon.run("territory", "import", short))
    assert "67 of the 106" in said and "--accept" in said, said
    assert imported(cordon, "--accept", "the committee wants these", short)["removed"] == 67


@case()
def an_objection_stands_beside_its_fact(cordon):
    words = ("--source", "a paper", "--statement", "the east bank was lost before", "--by", "ines")
    assert cordon.run("territory", "dispute", "mosul", *words).code == 0
    answer = asked(cordon, "place", "Mosul", "2017-03-01", code=3)
    assert answer["evidence"][0]["disputes"][0]["raised_by"] == "ines", answer
    assert "disputed: mosul" in cordon.run("territory", "at", "36.34", "43.12", "2017-03-01").out
    assert "no fact 'atlantis'" in one_sentence(cordon.run("territory", "dispute", "atlantis", *words))
    one_sentence(cordon.run("territory", "dispute", "mosul", *words[:-1], " "))
    record = sqlite3.connect(cordon.home / "territory.db")
    for change in ("DELETE FROM disputes", "UPDATE disputes SET statement = 'all is well'"):
        try:
            record.execute(change)
            raise AssertionError("the database let an objection be changed")
        except sqlite3.IntegrityError as refused:
            assert "objection" in str(refused), refused
    record.execute("DROP TRIGGER disputes_never_change")
    record.execute("UPDATE disputes SET statement = 'all is well'")
    record.commit()
    record.close()
    run = cordon.run("territory", "place", "Mosul", "2017-03-01")
    assert "not the one that was made" in one_sentence(run), run


@case()
def tables_that_make_no_sense_change_nothing(cordon):
    header = ("fact_id,name_en,country,lat,lon,holder_group,valid_from,valid_to_exclusive,status,"
              "confidence_from,confidence_to,source\n")
    for text, says in ((header, "no rows"), ("", "empty"), ("{", "neither a table"), ("\xff\xfe", "UTF-8"),
                       (header + "a,T,SY,39.1,35.9,ISIL,2015,,held,H,H,b\n", "exchanged"),
                       (header + "a,T,SY,35.9,39.1,ISIL,2016,2015,held,H,H,b\n", "before it begins"),
                       (header + "a,T,SY,35.9,39.1,,2015,,held,H,H,b\n", "line 2, holder_group"),
                       ('{"type": "FeatureCollection", "features": [', "JSON")):
        file = cordon.file(text.encode("latin-1"))
        said = one_sentence(cordon.run("territory", "import", file))
        assert says.lower() in said.lower(), (says, said)
    one_sentence(cordon.run("territory", "import", cordon.folder / "none"))
    one_sentence(cordon.run("territory", "import", cordon.folder))
    assert cordon.run("territory", "show", "--format", "json").json["versions"] == []


@case()
def places_of_a_gazetteer_are_found_by_name_and_in_cargo(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    assert asked(cordon, "place", "Qaxoplim", "2015-03-12", code=0)["grade"] == "NO_DATA"
    cargo = cordon.file(json.dumps({
        "shipment": "GAZ-1", "goods": [{"description": "crude oil from Torbelin, Syria", "hs_code": "2709"}],
        "stops": [{"kind": "loading", "place": "Mersin", "country": "TR", "date": "2015-03-12"}]}),
        "cargo.json")

    def codes():
        run = cordon.run("trade", "check", cargo, "--dry-run", "--format", "json")
        return [reason["code"] for reason in json.loads(run.out)["reasons"]]

    assert "trade_held" not in codes()
    gazetteer = ("territory", "gazetteer", "import", "--format", "json")
    run = cordon.run(*gazetteer, SAMPLES / "gazetteer-geonames.txt")
    assert run.code == 0 and run.json["facts"] == 2 and run.json["table"] == "gazetteer", run
    run = cordon.run(*gazetteer, "--table", "ocha", SAMPLES / "gazetteer-ocha.csv")
    assert run.code == 0 and run.json["facts"] == 1, run
    for name in ("Qaxoplim", "Qaksoplym"):
        answer = asked(cordon, "place", name, "2015-03-12", code=3)
        assert answer["grade"] == "HELD" and answer["place"]["place_id"] == "GN:9900000", answer
    assert asked(cordon, "place", "Qaxoplim", "2024-03-12", code=0)["grade"] == "HELD_OTHER_TIME"
    assert "trade_held" in codes()
    assert cordon.run(*gazetteer, SAMPLES / "gazetteer-geonames.txt").json["unchanged"]
    for refused in (cordon.run(*gazetteer, "--table", "facts", SAMPLES / "gazetteer-geonames.txt"),
                    cordon.run(*gazetteer, "--table", "gazetteer", SAMPLES / "gazetteer-ocha.csv"),
                    cordon.run(*gazetteer, cordon.file("one line without any column\n", "bad.txt")),
                    cordon.run("territory", "import", "--table", "gazetteer", SAMPLES / "sahel.csv")):
        assert refused.code == 1 and one_sentence(refused), refused
    run = cordon.run(*gazetteer, "--accept", "another region", SAMPLES / "gazetteer-ocha.csv")
    assert run.code == 0 and run.json["removed"] == 2 and run.json["added"] == 1, run
