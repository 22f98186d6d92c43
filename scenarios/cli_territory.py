"""Who held a place on a day: the shipped tables, tables of one's own, objections."""
import csv
import io
import json

from cli_frame import case, one_sentence


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
