"""The effectiveness report: same numbers from the same seed, true to its queries, refused when touched."""
import csv
import hashlib
import json

from cli_frame import case, one_sentence
from cli_customers import unstaled
from cli_lists import fixture


def statement(path):
    return json.loads(path.read_text(encoding="utf-8"))["statement"]


def assess(cordon, name, *arguments):
    out = cordon.folder / name
    run = cordon.run("assess", "--sample", 60, "--ordinary-count", 1400, "--report", out, *arguments)
    assert run.code == 0, run
    return out.with_suffix(".json"), out.with_suffix(".html"), run


@case()
def a_report_is_signed_and_repeats(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    cordon.imported("--list", "eu", *fixture("eu"))
    first, page, run = assess(cordon, "a", "--seed", 5)
    second, _, _ = assess(cordon, "b", "--seed", 5)
    other, _, _ = assess(cordon, "c", "--seed", 6)
    content = statement(first)["content"]
    assert content == statement(second)["content"] != statement(other)["content"]
    assert [each["list"] for each in content["lists"]] == ["eu", "un"], content["lists"]
    lists = [(each["list"], each["version"], each["content_sha256"]) for each in content["lists"]]
    assert lists == cordon.active()
    control, *families = content["families"]
    assert len(families) == 12 and control["key"] == "control", content["families"]
    assert control["rate"] == 1.0 and control["of"] == 60, control
    assert sum(each["of"] for each in families) == content["manipulated"]["of"]
    for key in ("by_list", "by_script", "by_kind", "by_quality", "ways"):
        assert sum(each["of"] for each in content[key]) == content["manipulated"]["of"], key
        assert sum(each["detected"] for each in content[key]) == content["manipulated"]["detected"], key
    assert content["manipulated"]["rate"] > 0.7, content["manipulated"]
    for row in content["families"]:
        assert row["low"] <= row["rate"] <= row["high"], row
    detections = [each["detection_rate"] for each in content["curve"]]
    alarms = [each["false_alarms_per_1000"] for each in content["curve"]]
    assert detections == sorted(detections, reverse=True) and alarms == sorted(alarms, reverse=True)
    assert all(miss["score"] < content["threshold"] for miss in content["misses"]), content["misses"]
    assert "control" in run.out and "report:" in run.out, run
    for signed in (first, page):
        assert cordon.run("verify", signed).code == 0, signed
    text = page.read_text(encoding="utf-8")
    one_sentence(cordon.run("verify", cordon.file(text.replace("100.00 %", "99.00 %", 1), "x.html")))
    touched = first.read_text("utf-8").replace('"of": 60', '"of": 61', 1)
    one_sentence(cordon.run("verify", cordon.file(touched, "x.json")))
    assert "http" not in text.replace("http-equiv", "") and "<script" not in text


@case()
def another_system_is_judged_by_the_same_queries(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    same = ("--sample", 40, "--seed", 9, "--ordinary-count", 280)
    queries = cordon.folder / "queries.csv"
    assert cordon.run("assess", *same, "--queries-out", queries).code == 0
    rows = list(csv.DictReader(queries.open(encoding="utf-8", newline="")))
    assert len({row["query_id"] for row in rows}) == len(rows) > 300
    # Who changes an alteration or the draw changes what later reports can be compared with: do it on purpose.
    asked = "\n".join(f"{row['query_id']} {row['name']} {row['family']}" for row in rows)
    digest = hashlib.sha256(asked.encode()).hexdigest()[:16]
    assert digest == "c90ed16d4fa44dd5", digest
    own = cordon.folder / "own"
    assert cordon.run("assess", *same, "--report", own).code == 0

    # Cordon as the other system: what screen finds, judged as results, are the same numbers.
    screened = cordon.run("screen", queries, "--columns", "id=query_id,name=name", "--min-score", "0.5",
                          "--top", 1000, "--format", "csv")
    results = cordon.file("query_id,listing_id,score\n" + "".join(
        f"{row['subject_id']},{row['list']}:{row['listing_id']},{row['score']}\n"
        for row in csv.DictReader(screened.out.splitlines(keepends=True))), "results.csv")
    judged = cordon.folder / "judged"
    run = cordon.run("assess", *same, "--results", results, "--system", "the old one", "--report", judged)
    assert run.code == 0, run
    mine, theirs = (statement(path.with_suffix(".json"))["content"] for path in (own, judged))
    assert theirs["system"] == "the old one" and mine["system"] == "cordon"
    for key in ("control", "families", "ordinary_names"):
        assert mine[key] == theirs[key], (key, mine[key], theirs[key])

    other = ("--sample", 40, "--seed", 10, "--ordinary-count", 280)
    assert "seed" in one_sentence(unstaled(cordon.run("assess", *other, "--results", results)))
    no_listing = cordon.file("query_id,score\n1,2\n", "r.csv")
    one_sentence(unstaled(cordon.run("assess", *same, "--results", no_listing)))
    no_number = cordon.file("query_id,listing_id,score\n1,x,high\n", "r.csv")
    one_sentence(unstaled(cordon.run("assess", *same, "--results", no_number)))
    assert cordon.run("assess", *same, "--system", "x").code == 2
    one_sentence(cordon.run("assess", *same, "--results", results, "--system", "Cordon"))


@case()
def customers_of_your_own_as_ordinary_names(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    people = cordon.file("who,kind\nHans Meier,person\nMarta Lindqvist,person\nIdriss Toufic Barmeki,person\n"
                         "Blue Lake Bakery,entity\n", "people.csv")
    report, _, _ = assess(cordon, "own", "--ordinary", people, "--ordinary-columns", "name=who,type=kind")
    ordinary = statement(report)["content"]["ordinary_names"]
    assert (ordinary["alarms"], ordinary["of"]) == (1, 4), ordinary
    groups = {(each["key"], each["of"]) for each in ordinary["groups"]}
    assert groups == {("entity", 1), ("person", 3)}, ordinary


@case()
def a_threshold_moves_with_a_reason_and_a_report(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    report, _, _ = assess(cordon, "grounds")
    moved = cordon.run("threshold", "set", "0.90", "--reason", "fewer alarms", "--report", report,
                       "--principal", "ines")
    assert moved.code == 0 and "detection" in moved.out, moved
    shown = cordon.run("threshold", "show", "--format", "json").json
    change, = shown["changes"]
    assert shown["threshold"] == 0.9 and change["principal"] == "ines", shown
    assert change["reason"] == "fewer alarms" and f"{shown['shipped']:.2f}" in change["effect"], shown
    answer = cordon.search("Idriss Tofik Barmeki")
    assert answer["threshold"] == 0.9 and "ines" in answer["threshold_source"], answer
    assert "ines: fewer alarms" in cordon.run("search", "Hans Meier").out
    again, _, _ = assess(cordon, "after")
    assert statement(again)["content"]["threshold"] == 0.9
    one_sentence(cordon.run("threshold", "set", "0.90", "--reason", "again", "--report", again))
    one_sentence(cordon.run("threshold", "set", "0.50", "--reason", "not on the curve", "--report", again))
    text = report.read_text("utf-8").replace('"threshold": 0.85', '"threshold": 0.55')
    touched = cordon.file(text, "x.json")
    one_sentence(cordon.run("threshold", "set", "0.55", "--reason", "x", "--report", touched))
    assert cordon.run("key", "rotate").code == 0
    assert cordon.run("threshold", "set", "0.80", "--reason", "back", "--report", again).code == 0
