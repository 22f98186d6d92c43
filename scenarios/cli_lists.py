"""Imports with their counts, differences, as-of questions, spellings, the output contract."""
import re
import subprocess
import xml.etree.ElementTree

from cli_frame import FIXTURES, TREE, case, real

LISTS_OF_FIXTURES = {
    "un": ["un/consolidated.xml"], "eu": ["eu/eu_fsf.xml"], "uk": ["uk/uk_sanctions_list.xml"],
    "ca": ["ca/sema.xml"], "ch": ["ch/seco.xml"], "ftm": ["ftm/entities.ftm.json"],
    "table": ["house/house_list.tsv"],
    "ofac-sdn": ["ofac-sdn/sdn.csv", "ofac-sdn/alt.csv", "ofac-sdn/add.csv", "ofac-sdn/sdn_comments.csv"],
}


def fixture(of):
    return [FIXTURES / path for path in LISTS_OF_FIXTURES[of]]


@case()
def fixtures_of_every_list(cordon):
    for name in LISTS_OF_FIXTURES:
        report = cordon.imported("--list", name, *fixture(name))
        assert report["activated"] and report["listings"] > 0 and report["state"] == "active", report
    assert len(cordon.active()) == len(LISTS_OF_FIXTURES)
    run = cordon.run("lists", "verify")
    assert run.code == 0, run


@case()
def targets_simple_of_a_provider(cordon):
    path = cordon.file(
        "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,"
        "program_ids,dataset,first_seen,last_seen,last_change\r\n"
        'X-1,Person,Odo Quillmark,"Odo Kwilmark;О́до Квилмарк",1961-02-03,zz,,,,,,,house,'
        "2026-01-01T00:00:00,2026-01-01T00:00:00,2026-01-01T00:00:00\r\n", "targets.simple.csv")
    report = cordon.imported("--list", "ftm", "--published", "2026-01-01", path)
    assert (report["listings"], report["names"]) == (1, 3), report
    assert cordon.search("Odo Kwilmark")["hits"][0]["listing_id"] == "X-1"


@case()
def un_2026_02(cordon):
    report = cordon.imported("--list", "un", *real("un/2026-02-27/consolidated.xml"))
    assert (report["listings"], report["published"]) == (1003, "2026-02-27"), report
    other = cordon.imports("--list", "un", *fixture("un"))  # 40 entries: refused, and good to count against
    assert other.code == 1 and other.json["state"] == "quarantined", other
    diff = cordon.run("lists", "diff", "--format", "json", "un", other.json["version"], "2026-02-27").json
    kinds = [listing_id[:3] for listing_id in diff["added"]]
    assert (len(kinds), kinds.count("QDi"), kinds.count("QDe")) == (1003, 252, 89), len(kinds)
    spellings(cordon)


def spellings(cordon):
    wanted = {
        "QDe.137": ["dzhebhat EN-Nusra", "Jabhat al-Nusra", "Dzhabhat an-Nusra", "جبهة النصرة",
                    "Джабхат ан-Нусра"],
        "QDe.115": ["ISIS", "ISIL", "Daesh", "Islamic State of Iraq and the Levant", "داعش", "IGIL", "ИГИЛ",
                    "Islamskoe gosudarstvo"],
    }
    wrong = []
    for listing_id, names in wanted.items():
        for name in names:
            hits = cordon.search(name, "--lists", "un")["hits"]
            if not hits or hits[0]["listing_id"] != listing_id:
                wrong.append((name, [hit["listing_id"] for hit in hits[:3]]))
            plain = cordon.search(name, "--lists", "un", "--no-supplement")["hits"]
            if any(hit["supplement"] for hit in plain):
                wrong.append((name, "a supplement's name in spite of --no-supplement"))
    assert not wrong, wrong


@case()
def un_versions_and_as_of(cordon):
    old, new = real("un/2025-04-19/consolidated.xml", "un/2025-11-15/consolidated.xml")
    cordon.imported("--list", "un", old)
    report = cordon.imported("--list", "un", new)
    assert (report["added"], report["removed"], report["changed"]) == (126, 3, 16), report
    assert report["activated"], report
    run = cordon.run("lists", "diff", "--format", "json", "un", "2025-04-19", "2025-11-15")
    diff = run.json
    assert set(diff) == {"list", "from", "to", "added", "removed", "changed"}, set(diff)
    assert (len(diff["added"]), len(diff["changed"])) == (126, 16), run
    assert "QDi.436" in diff["added"], run
    assert diff["removed"] == ["QDi.317", "QDi.328", "QDi.336"], diff["removed"]
    for change in diff["changed"]:
        assert change["fields"], change
        assert all(set(field) == {"field", "before", "after"} for field in change["fields"]), change
    for person in xml.etree.ElementTree.parse(old).iter("INDIVIDUAL"):
        if person.findtext("REFERENCE_NUMBER", "").strip() == "QDi.317":
            parts = [person.findtext(tag, "") for tag in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME")]
            name = " ".join(" ".join(parts).split())
    then = cordon.search(name, "--as-of", "2025-06-01", "--lists", "un")
    assert then["hits"][0]["listing_id"] == "QDi.317", then["hits"][:1]
    assert then["lists"][0]["version"] == "2025-04-19", then["lists"]
    shown = cordon.run("lists", "show", "un", "--as-of", "2025-06-01", "--format", "json").json["lists"]
    assert [each["version"] for each in shown] == ["2025-04-19"], shown
    later = cordon.search(name, "--as-of", "2026-01-01", "--lists", "un")
    assert all(hit["listing_id"] != "QDi.317" for hit in later["hits"]), later["hits"][:2]
    refused = cordon.imports("--list", "un", *real("un/2018-10-29/consolidated.xml"))
    assert refused.code == 1 and refused.json["state"] == "quarantined", refused
    assert cordon.active()[0][1] == "2025-11-15"


@case()
def un_same_content_on_a_later_day(cordon):
    first, second = real("un/2020-11-23/consolidated.xml.zst", "un/2020-11-30/consolidated.xml.zst")
    cordon.imported("--list", "un", first)
    report = cordon.imported("--list", "un", second)
    assert report["unchanged"] and not report["activated"], report
    for days in (("2020-11-23", "2020-11-30"), ("2020-11-30", "2020-11-23")):
        run = cordon.run("lists", "diff", "--format", "json", "un", *days)
        assert run.code == 0, run
        assert (run.json["added"], run.json["removed"], run.json["changed"]) == ([], [], []), run
        assert "2020-11-30" in run.err, run  # says which version stands for the day
    before_all = cordon.run("lists", "diff", "un", "2020-11-01", "2020-11-30")
    assert before_all.code == 1 and "2020-11-01" in before_all.err, before_all


@case(heavy=True)
def ofac_sdn_2021(cordon):
    files = real(*(f"ofac_sdn_csv/2021-07/{name}.csv" for name in ("sdn", "alt", "add", "sdn_comments")))
    report = cordon.imported("--list", "ofac-sdn", "--published", "2021-07-01", *files)
    # 8,976 names, 11,910 alternates, 2,441 weak names out of the remarks of 1,265 records
    assert (report["listings"], report["names"]) == (8976, 8976 + 11910 + 2441), report["names"]
    weak = re.search(r"a\.k\.a\. '([^';]+ [^';]+)'", files[0].read_bytes().decode("latin-1")).group(1)
    hits = cordon.search(weak)["hits"]
    assert any(hit["score"] > 0.99 and hit["quality"] == "weak" for hit in hits), (weak, hits[:2])


@case()
def ofac_cons_versions(cordon):
    def xml_of(day):
        return real(f"ofac_cons_xml/{day}/consolidated.xml")[0]
    report = cordon.imported("--list", "ofac-cons", xml_of("2025-10-22"))
    assert report["listings"] == 443, report
    same = cordon.imports("--list", "ofac-cons", xml_of("2025-10-22_b"))
    assert same.code == 0 and same.json["unchanged"] and not same.json["activated"], same
    for_people = cordon.run("lists", "import", "--list", "ofac-cons", xml_of("2025-10-22_b"))
    assert for_people.code == 0 and "nothing changed" in for_people.out, for_people
    older = cordon.imported("--list", "ofac-cons", "--history", xml_of("2018-04-06"))
    assert (older["listings"], older["state"], older["activated"]) == (639, "stored", False), older
    fresh = cordon.run("lists", "import", "--list", "ofac-cons", "--format", "json", xml_of("2018-04-06"),
                       home=cordon.folder / "other")
    assert fresh.json["listings"] == 639 and fresh.json["activated"], fresh


@case()
def ofac_cons_enhanced_zip(cordon):
    path = real("ofac_cons_enhanced/2025-02/CONS_ENHANCED.ZIP")[0]
    report = cordon.imported("--list", "ofac-cons", path)
    assert report["listings"] == 443, report
    text = subprocess.run(["unzip", "-p", path], capture_output=True, check=False).stdout.decode()
    native = re.findall(r"<formattedFullName>([^<]*)</formattedFullName>", text)
    for script in ("[а-яА-Я]{4}", "[\u4e00-\u9fff]{2}"):
        name = next(name for name in native if re.search(script, name))
        hits = cordon.search(name)["hits"]
        # a Latin name of the listing may be the same once the script is romanised, and stands first
        assert hits and hits[0]["score"] == 1.0, (name, hits[:1])
        assert re.search(script, hits[0]["name"]) or hits[0]["name"].isascii(), (name, hits[:1])


@case(heavy=True)
def canada_2025(cordon):
    path = real("canada/2025-05/sema-lmes.xml")
    assert cordon.imported("--list", "ca", "--published", "2025-05-01", *path)["listings"] == 4759


@case(heavy=True)
def uk_reconstructed(cordon):
    path = real("uk/reconstructed/UK-Sanctions-List.2026-08-22.xml.zst")
    assert cordon.imported("--list", "uk", "--published", "2026-08-22", *path)["listings"] == 6349


@case(heavy=True)
def eu_reconstructed(cordon):
    path = real("eu/reconstructed/xmlFullSanctionsList_1_1.2026-05-01.xml.zst")
    assert cordon.imported("--list", "eu", "--published", "2026-05-01", *path)["listings"] == 5860


@case()
def table_of_the_measuring_set(cordon):
    real("un/2026-02-27/consolidated.xml")
    path = real("../../eval/dev/list_full.tsv")[0]
    report = cordon.imported("--list", "table", "--published", "2026-01-01", path)
    assert report["listings"] == 1003, report


IMPORT = {"list": str, "version": str, "listings": int, "names": int, "added": int, "removed": int,
          "changed": int, "activated": bool, "unchanged": bool, "state": str, "reason": str, "published": str,
          "content_sha256": str, "diagnostics": list}
SEARCH = {"query": str, "lists": list, "threshold": float, "below_threshold": int, "truncated": bool,
          "degraded": bool, "hits": list}
HIT = {"rank": int, "listing_id": str, "list": str, "name": str, "score": float, "quality": str,
       "name_kind": str, "supplement": bool, "kind": str, "reason": str, "parts": list}
PART = {"subject_part": str, "listed_part": str, "relation": str, "similarity": float, "weight": float}
VERSION = {"list": str, "version": str, "published": str, "content_sha256": str, "state": str}
DIAGNOSTIC = {"severity": str, "entry": str, "field": str, "value": str, "message": str}


def has(fields, value):
    for name, kind in fields.items():
        assert name in value, f"{name} is missing in {sorted(value)}"
        assert type(value[name]) is kind, f"{name} is a {type(value[name]).__name__}: {value[name]!r}"


@case()
def output_contract(cordon):
    report = cordon.imported("--list", "un", *fixture("un"))
    has(IMPORT, report)
    for diagnostic in report["diagnostics"]:
        has(DIAGNOSTIC, diagnostic)
        assert diagnostic["severity"] in ("note", "warning")
    assert re.fullmatch("[0-9a-f]{64}", report["content_sha256"])
    run = cordon.run("search", "--format", "json", "Idriss Barmeki")
    assert run.code == 3, run
    answer = run.json
    has(SEARCH, answer)
    has(VERSION, answer["lists"][0])
    assert answer["hits"], answer
    for rank, hit in enumerate(answer["hits"], 1):
        has(HIT, hit)
        assert hit["rank"] == rank and 0 <= hit["score"] <= 1
        assert hit["quality"] in ("strong", "weak", "unknown"), hit["quality"]
        assert hit["name_kind"] in ("primary", "aka", "fka", "nka", "original script", "translation"), hit
        assert hit["kind"] in ("person", "entity", "vessel", "aircraft", "wallet", "unknown")
        for part in hit["parts"]:
            has(PART, part)
    customers = TREE / "corpus" / "customers.csv"
    screened = cordon.run("screen", "--format", "csv", customers)
    assert screened.code == 3, screened
    assert screened.out.startswith("subject_id,rank,listing_id,list,score,matched_name,reason,"
                                   "quality,lists_linked"), screened
    as_json = cordon.run("screen", "--format", "json", customers)
    assert as_json.code == 3 and as_json.json["subjects"], as_json


@case()
def exit_codes(cordon):
    assert cordon.run("search", "Odo Quillmark").code in (1, 5)  # no list at all: never a pass
    today = __import__("datetime").datetime.now(__import__("datetime").timezone.utc).date().isoformat()
    cordon.imported("--list", "table:house", "--published", today, *fixture("table"))
    assert cordon.run("search", "Zyx Wvutsrq").code == 0
    assert cordon.run("search", "Dorrit Vanquist").code == 3
    assert cordon.run("explain", "Dorrit Vanquist", "H-001").code in (0, 3)
    cordon.imported("--list", "un", *fixture("un"))
    stale = cordon.run("search", "--format", "json", "Zyx Wvutsrq")
    assert stale.code == (5 if stale.json["degraded"] else 0), stale
    for wrong in (["--nonsense"], ["search"], ["lists"], ["lists", "bring"], ["screen", "--top", "0", "x"],
                  ["search", "--min-score", "2", "x"], ["search", "--format", "yaml", "x"]):
        run = cordon.run(*wrong)
        assert run.code == 2 and run.err, run
    for failing in (["search", "--as-of", "2025-02-30", "x"], ["search", "--as-of", "yesterday", "x"],
                    ["search", "--lists", "nosuch", "x"], ["lists", "diff", "un", "1", "2"],
                    ["lists", "import", "--list", "nosuch", *fixture("un")], ["lists", "show", "nosuch"],
                    ["lists", "import", "/no/such/file"], ["screen", "/no/such/file"],
                    ["explain", "x", "NO-1"], ["lists", "update", "nosuch"]):
        run = cordon.run(*failing)
        assert run.code in (1, 2), run
        lines = [line for line in run.err.splitlines() if not line.startswith("DEGRADED")]
        assert len(lines) == 1 and not run.out, run
