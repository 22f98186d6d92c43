"""Questions that are broken or hostile: a clear code, a row that is reported, never an empty "no hit"."""
import datetime

from cli_frame import case
from cli_lists import fixture

HEADER = "id,name\n"


def ask(cordon, name):
    return cordon.run("search", "--format", "json", "--", name, timeout=60)


def screen(cordon, content, *arguments):
    content = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return cordon.run("screen", "--format", "csv", *arguments, cordon.file(content, "customers"))


def calm(run):
    assert run.code in (0, 1, 2, 3, 5), run
    assert run.seconds < 30 and run.rss_mb < 400, run
    assert all(letter == "\n" or ord(letter) >= 32 for letter in run.err), run


@case()
def names_in_which_nothing_can_be_compared(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    for name in ("", " ", "\t", "...", "-–—", "'\"", "😀🚀", "\u200f\u202e", "\u0301\u0300", "، ؛",
                 "\ufeff", "()[]", "\x01\x02"):
        run = ask(cordon, name)
        calm(run)
        assert run.code == 1 and not run.out and run.err, (name, run)
        row = screen(cordon, HEADER + f"C-1,{name}\n" if "\"" not in name else HEADER + "C-1,''\n")
        calm(row)
        assert row.code == 1 and "HOLD C-1" in row.err and row.out.count("\n") == 1, (name, row)


@case()
def names_in_disguise(cordon):
    """The listed name stays a hit behind marks, controls, look-alikes and noise."""
    cordon.imported("--list", "un", *fixture("un"))
    plain = "Idriss Toufic Barmeki"
    disguises = [
        "\u202e" + plain + "\u202c", "\u200f".join(plain), "\u200b".join(plain),
        "I\u0307driss Toufi\u0301c Barmeki",
        "\u0406driss \u0422oufi\u0441 \u0412\u0430rm\u0435ki",  # Cyrillic letters that look Latin
        "ＩＤＲＩＳＳ ＴＯＵＦＩＣ ＢＡＲＭＥＫＩ",
        "idriss\u00a0toufic\u3000barmeki", plain + " 😀", "  " + plain + "  ",
        "Idriss\tToufic\nBarmeki", "(" + plain + ")", plain.upper(), "\ufeff" + plain,
        "Idriss\x07 Toufic\x1b Barmeki",
        "Dr. " + plain, plain + " " + plain,
    ]
    for name in disguises:
        run = ask(cordon, name)
        calm(run)
        assert run.code == 3 and run.json["hits"][0]["listing_id"] == "QDi.902", (name, run)


@case()
def names_without_end(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    plain = "Idriss Toufic Barmeki"
    over = HEADER + "C-1,Odo Quill\nC-2," + "x" * 1_200_000 + "\n"
    run = screen(cordon, over)
    calm(run)
    assert run.code == 1 and run.err, run
    inside = screen(cordon, HEADER + "C-1," + "Gundel spitz " * 40_000 + plain + "\nC-2," + plain + "\n")
    calm(inside)
    assert inside.code in (1, 3) and "C-2," in inside.out, inside
    letters = screen(cordon, HEADER + "C-1," + "a" * 1_000_000 + "\nC-2," + plain + "\n")
    calm(letters)
    assert letters.code in (1, 3) and "C-2," in letters.out, letters
    blanks = ask(cordon, " " * 100_000 + plain)
    assert blanks.code == 3, blanks


@case()
def surrogates_without_partner(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    for text in ('"\\ud800"', '"Idriss \\udc00 Barmeki"', '"\\ud83d Idriss"'):
        run = screen(cordon, '{"id": "J-1", "name": ' + text + "}\n")
        calm(run)
        assert run.code == 1 and run.err, run
    pair = screen(cordon, '{"id": "J-1", "name": "Idriss Toufic Barmeki \\ud83d\\ude00"}\n')
    assert pair.code == 3, pair


@case()
def ten_thousand_customers(cordon):
    """Clean rows, hits and rows that cannot be screened: each counted, each bad one named."""
    cordon.imported("--list", "un", *fixture("un"))
    rows, bad, hits = [HEADER], [], []
    for number in range(10_000):
        name = f"Gundelspitz Wanda{chr(97 + number % 26)}"
        if number % 1000 == 7:
            name = "😀"
            bad.append(f"C-{number}")
        if number % 1000 == 13:
            name = "Idriss Toufic Barmeki"
            hits.append(f"C-{number}")
        rows.append(f"C-{number},{name}\n")
    run = screen(cordon, "".join(rows))
    calm(run)
    assert run.code == 1, run
    assert [line.split(",")[0] for line in run.out.splitlines()[1:]] == hits, run
    assert [line.split()[2].rstrip(":") for line in run.err.splitlines() if "HOLD" in line] == bad, run
    assert "10000 screened" in run.err and "10 could not be screened" in run.err, run


@case()
def a_high_min_score_hides_no_hit(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    name = "Idris Tawfiq Bamaki"
    score = cordon.search(name)["hits"][0]["score"]
    assert 0.8 <= score < 0.99, score
    for least in ("0.99", "1"):
        run = cordon.run("search", name, "--min-score", least)
        assert run.code == 3 and "QDi.902" in run.out, run
        row = screen(cordon, HEADER + f"C-1,{name}\n", "--min-score", least)
        assert row.code == 3 and "C-1," in row.out, row


@case()
def lists_enabled_and_never_imported(cordon):
    """An answer that a list is missing from is degraded; a home without such an order is not."""
    cordon.imported("--list", "table:house", "--published", datetime.date.today().isoformat(),
                    cordon.file("entity_id\tname\nH-1\tOdo Quillfeather\n", "house.tsv"))
    (cordon.home / "cordon.toml").write_text("[gate]\ncount_drop_percent = 3\n")
    run = cordon.run("search", "--format", "json", "Wanda Gundelspitz")
    assert run.code == 0 and run.json["missing_lists"] == [], run
    (cordon.home / "cordon.toml").write_text("[lists.un]\nenabled = true\n[lists.eu]\nenabled = false\n")
    run = cordon.run("search", "--format", "json", "Wanda Gundelspitz")
    assert run.code == 5 and run.json["missing_lists"] == ["un"] and run.json["degraded"], run
    assert "DEGRADED: un: enabled in cordon.toml and never imported" in run.err, run
    assert cordon.run("search", "Odo Quillfeather").code == 3
    rows = cordon.run("screen", cordon.file(HEADER + "C-1,Wanda Gundelspitz\n", "customers.csv"))
    assert rows.code == 5, rows
    cordon.imported("--list", "un", *fixture("un"))
    assert cordon.search("Wanda Gundelspitz")["missing_lists"] == []
