"""Publications that are broken or hostile: each refused with one sentence, the active version untouched."""
import io
import os
import random
import threading
import zipfile

from cli_frame import case, one_sentence, slow
from cli_lists import LISTS_OF_FIXTURES, fixture

FIRST, SECOND = ("--published", "2026-01-01"), ("--published", "2026-01-02")
SAYS_ITS_DAY = ("un", "eu", "uk", "ch")  # --published would contradict these files


def day(name, which):
    return () if name in SAYS_ITS_DAY else which


def never_activated(cordon, name, before, run):
    """Refused with a sentence or quarantined; what screens now is what screened before."""
    assert run.code in (0, 1), run
    if run.code == 0:  # a cut behind the last byte that says something
        assert run.json["unchanged"] and not run.json["activated"], run
    elif run.out:
        assert run.json["state"] == "quarantined" and not run.json["activated"], run
    else:
        one_sentence(run)
    assert cordon.active() == before, name


@case()
def truncations_of_every_format(cordon):
    """A cut at the end of a record is a whole file to the reader: the gate has to see it. Cut addresses
    (add.csv) and remarks cost no entry and no name; the gate does not watch them."""
    prng = random.Random(20260101)
    count = 100 if slow() else 20
    for name in LISTS_OF_FIXTURES:
        paths = fixture(name)
        cordon.imported("--list", name, *day(name, FIRST), *paths)
        before = cordon.active()
        whole = {path: path.read_bytes() for path in paths}
        for _ in range(count):
            cut = prng.choice([path for path in paths if path.name not in ("add.csv", "sdn_comments.csv")])
            content = whole[cut].rstrip()
            at = prng.randrange(len(content) - len(content.splitlines()[-1]) // 2)
            files = [cordon.file(whole[path][:at if path == cut else None], path.name) for path in paths]
            run = cordon.imports("--list", name, *day(name, SECOND), *files)
            try:
                never_activated(cordon, name, before, run)
            except AssertionError as error:
                raise AssertionError(f"{cut.name} cut at {at} of {len(whole[cut])}: {error}") from error


def bomb():
    rows = "".join(f'<!ENTITY l{n} "{"&l%d;" % (n - 1) * 10}">' for n in range(1, 10))
    return (f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{rows}]>'
            "<CONSOLIDATED_LIST>&l9;</CONSOLIDATED_LIST>")


EXTERNAL = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
            "<CONSOLIDATED_LIST>&e;</CONSOLIDATED_LIST>")


@case()
def broken_publications(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    before = cordon.active()
    whole = fixture("un")[0].read_bytes()
    broken = {
        "empty": b"",
        "blanks": b"  \n \n",
        "web page": b"<!DOCTYPE html><html><head><title>503</title></head><body>sorry</body></html>",
        "web page without doctype": b"<html><body><h1>Access denied</h1></body></html>",
        "utf-16": whole.decode("utf-8").encode("utf-16"),
        "utf-16 without mark": whole.decode("utf-8").encode("utf-16-le"),
        "billion laughs": bomb(),
        "external entity": EXTERNAL,
        "deep": b"<CONSOLIDATED_LIST>" + b"<a>" * 1_000_000,
        "nul bytes": b"\0" * 4096,
        "noise": random.Random(7).randbytes(4096),
        "half a zip": b"PK\3\4" + b"x" * 100,
        "half a zst": b"\x28\xb5\x2f\xfd" + b"x" * 100,
        "half a gzip": b"\x1f\x8b\x08\0" + b"x" * 100,
        "root only": b"<CONSOLIDATED_LIST/>",
        "json": b'{"a": ' + b"[" * 1_000_000,
        "bad utf-8": whole.replace(b"<FIRST_NAME>", b"<FIRST_NAME>\xff\xfe", 1),
    }
    for what, content in broken.items():
        for arguments in (("--list", "un"), ()):
            run = cordon.imports(*arguments, cordon.file(content, "consolidated.xml"))
            try:
                if run.out:
                    never_activated(cordon, what, before, run)
                else:
                    one_sentence(run)
                assert run.rss_mb < 200 and run.seconds < 20, run
                assert "root:" not in run.err + run.out, run
            except AssertionError as error:
                raise AssertionError(f"{what} {arguments}: {error}") from error
        assert cordon.active() == before, what


@case()
def ofac_sets_and_zips(cordon):
    sdn, alt, add, comments = fixture("ofac-sdn")
    cordon.imported("--list", "ofac-sdn", *FIRST, sdn, alt, add, comments)
    before = cordon.active()
    for part in ([sdn], [sdn, add], [alt, add], [sdn, alt, alt]):
        run = cordon.imports("--list", "ofac-sdn", *SECOND, *part)
        one_sentence(run)

    def zipped(entries):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in entries.items():
                if isinstance(content, int):  # so many MB of nothing
                    with archive.open(name, "w") as entry:
                        for _ in range(content):
                            entry.write(bytes(1 << 20))
                else:
                    archive.writestr(name, content)
        return cordon.file(file.getvalue(), "sdn.zip")

    good = {path.name: path.read_bytes() for path in (sdn, alt, add, comments)}
    same = cordon.imports("--list", "ofac-sdn", *SECOND, zipped(good))
    assert same.code == 0 and same.json["unchanged"], same
    escape = cordon.folder / "home" / "escaped.csv"
    hostile = {
        "path traversal": {**good, "../escaped.csv": b"x"},
        "absolute path": {**good, str(escape): b"x"},
        "backslashes": {**good, "..\\escaped.csv": b"x"},
        "bomb": {"sdn.csv": 600},
        "empty": {},
        "alt missing": {"sdn.csv": good["sdn.csv"], "add.csv": good["add.csv"]},
    }
    for what, entries in hostile.items():
        run = cordon.imports("--list", "ofac-sdn", *SECOND, zipped(entries))
        try:
            one_sentence(run)
            assert run.rss_mb < 700 and run.seconds < 30, run
        except AssertionError as error:
            raise AssertionError(f"{what}: {error}") from error
        assert not escape.exists() and not (cordon.folder / "escaped.csv").exists(), what
    assert cordon.active() == before


def table(count, first=0, note="x"):
    rows = []
    for n in range(first, first + count):
        second = chr(65 + n % 26) + chr(97 + n // 26 % 26) + "lisk"
        rows.append(f"T-{n}\tWoldemar {second} {'quorvant' * (1 + n % 3)}{n}\t{note}\n")
    return "entity_id\tname\treason\n" + "".join(rows)


@case()
def gate_and_override(cordon):
    """Older, halved and mass-changed publications stay out; --accept lets them in and says so."""
    def bring(content, published, *more):
        return cordon.imports("--list", "table:house", "--published", published, *more,
                              cordon.file(content, "house.tsv"))
    assert bring(table(200), "2026-03-01").code == 0
    before = cordon.active()
    never_activated(cordon, "older", before, bring(table(200, note="y"), "2026-02-01"))
    never_activated(cordon, "half", before, bring(table(100), "2026-03-02"))
    never_activated(cordon, "mass change", before, bring(table(200).replace("quorvant", "brimstal"),
                                                     "2026-03-02"))
    never_activated(cordon, "other entries", before, bring(table(200, first=1000), "2026-03-02"))
    never_activated(cordon, "five of 200 gone", before, bring(table(195), "2026-03-02"))
    never_activated(cordon, "future", before, bring(table(201), "2099-01-01"))
    older = bring(table(199), "2026-02-01", "--history")
    assert older.code == 0 and older.json["state"] == "stored", older
    assert cordon.active() == before
    overridden = cordon.run("lists", "import", "--list", "table:house", "--published", "2026-03-03",
                            "--accept", "the bank confirmed it by telephone",
                            cordon.file(table(90), "house.tsv"))
    assert overridden.code == 0 and "OVERRIDDEN" in overridden.out, overridden
    assert "the bank confirmed it by telephone" in overridden.out, overridden
    assert cordon.active()[0][1] == "2026-03-03"
    blank = bring(table(20), "2026-03-04", "--accept", "")
    assert blank.code != 0, blank


@case()
def small_losses_of_a_table(cordon):
    """Two of 200 rows cut off at the end of a row: no reader can see it and the limit lets it through; the
    report says what is gone. A cut inside the last row is seen."""
    cordon.imported("--list", "table:house", *FIRST, cordon.file(table(200), "house.tsv"))
    before = cordon.active()
    inside = table(200)[:-40]
    never_activated(cordon, "inside a row", before, cordon.imports(
        "--list", "table:house", *SECOND, cordon.file(inside, "house.tsv")))
    inside_the_last_field = cordon.imports(
        "--list", "table:house2", *FIRST,
        cordon.file("entity_id\tname\nT-1\tWoldemar Quorv", "house.tsv")).json
    assert any(each["severity"] == "warning" and "no line end" in each["message"]
               for each in inside_the_last_field["diagnostics"]), inside_the_last_field
    report = cordon.imported("--list", "table:house", *SECOND, cordon.file(table(198), "house.tsv"))
    assert (report["activated"], report["removed"]) == (True, 2), report


@case()
def homes_that_are_no_homes(cordon):
    path = cordon.file("x")
    for arguments in (["lists", "show"], ["search", "x"], ["lists", "import", *fixture("un")],
                      ["lists", "verify"], ["lists", "update"], ["screen", path]):
        run = cordon.run(*arguments, home=path)
        assert run.code == 1, run
        one_sentence(run)
    empty = cordon.folder / "nothing"
    one_sentence(cordon.run("lists", "show", home=empty))
    assert cordon.run("search", "x", home=empty).code in (1, 5)
    assert not empty.exists()  # a question leaves no trace
    if os.geteuid() != 0:
        locked = cordon.folder / "locked"
        locked.mkdir(mode=0o500)
        one_sentence(cordon.run("lists", "import", *fixture("un"), home=locked / "home"))
    one_sentence(cordon.run("lists", "import", *fixture("un"), home="/proc/nowhere"))
    cordon.imported("--list", "un", *fixture("un"))
    (cordon.home / "cordon.toml").write_text("[gate]\ncount_drop_procent = 3\n")
    assert "count_drop_procent" in one_sentence(cordon.run("lists", "show"))


@case()
def two_imports_at_once(cordon):
    names = ["un", "eu", "uk", "ca"]
    runs = []

    def bring(name):
        runs.append(cordon.imports("--list", name, *fixture(name)))
    threads = [threading.Thread(target=bring, args=(name,)) for name in names * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for run in runs:
        assert run.code == 0, run
    assert sum(run.json["activated"] for run in runs) == len(names)
    assert sum(run.json["unchanged"] for run in runs) == len(names)
    assert [each[0] for each in cordon.active()] == sorted(names), cordon.active()
    assert cordon.run("lists", "verify").code == 0


@case()
def kept_files_that_changed(cordon):
    """A flipped byte in what is kept is found by verify."""
    cordon.imported("--list", "un", *fixture("un"))
    flipped = 0
    for path in sorted(cordon.home.rglob("*")):
        if path.is_file() and "un" in str(path.relative_to(cordon.home)) and "sqlite" not in path.name:
            content = bytearray(path.read_bytes())
            if content:
                os.chmod(path, 0o600)
                content[len(content) // 2] ^= 1
                path.write_bytes(content)
                flipped += 1
    assert flipped, sorted(cordon.home.rglob("*"))
    assert cordon.run("lists", "verify").code == 1
