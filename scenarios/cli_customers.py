"""Files of customers that are broken: nobody is passed over in silence."""
import subprocess

from cli_frame import TREE, Cordon, case, one_sentence
from cli_lists import fixture

HEADER = "id,name,type,dob,country\n"


def unstaled(run):
    run.err = "\n".join(line for line in run.err.splitlines() if not line.startswith("DEGRADED"))
    return run


def screen(cordon, content, *arguments, code=1):
    content = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    run = unstaled(cordon.run("screen", "--format", "csv", *arguments, cordon.file(content, "customers")))
    assert run.code == code, (content[:80], run)
    return run


@case()
def broken_files_of_customers(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    for what in (b"", b"\n", b"\xff\xfei\0d\0", "id,title\n1,x\n", "name,\n\"a\n",
                 HEADER + '1,"Odo\n2,x,person,,\n',
                 HEADER + "1,Odo Quill\n", HEADER + '1,"a"b,person,,\n', '{"id": 1, "name": \n', "{}x\n",
                 "[1]\n",
                 HEADER + "1,a,b,c,d,e,f\n", '{"name": "\\ud800"}\n', '{"name": "\\udc00x"}\n',
                 HEADER.encode() + b"1,Od\0o,person,,\n"):
        run = screen(cordon, what, code=1)
        assert run.err.strip() and "\0" not in run.out + run.err, run
        assert len(run.err.splitlines()) <= 2, run  # a sentence, and the line that counts
    one_sentence(screen(cordon, b""))
    one_sentence(screen(cordon, "id,title\n1,x\n"))
    one_sentence(screen(cordon, HEADER + "1,x,,,\n", "--columns", "name=surname"))
    one_sentence(screen(cordon, HEADER + "1,x,,,\n", "--columns", "colour=name"))
    invalid = screen(cordon, HEADER.encode() + b"1,Idriss \xff\xfe Barmeki,person,,\n")
    assert invalid.err, invalid


@case()
def names_that_say_nothing(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    for name in ("", "   ", "😀😀", "---", "​", "123"):
        run = unstaled(cordon.run("screen", cordon.file(HEADER + f"C-1,{name},person,,\n", "customers.csv")))
        if name != "123":
            assert run.code == 1 and "C-1" in run.out + run.err and "HOLD" in run.out + run.err, (name, run)
        assert cordon.run("search", "--", name).code in ((1, 5, 2) if name != "123" else (0, 3, 5)), name
    only = unstaled(cordon.run("screen", cordon.file(HEADER, "customers.csv")))
    assert only.code in (0, 5), only
    mixed = cordon.run("screen", "--format", "csv", cordon.file(
        HEADER + "C-1,,person,,\nC-2,Idriss Toufic Barmeki,person,,\n", "customers.csv"))
    assert mixed.code == 1 and "C-2," in mixed.out and "C-1" in mixed.out + mixed.err, mixed


@case()
def lines_without_end(cordon):
    """One GB without a line's end: refused early, in little memory."""
    cordon.imported("--list", "un", *fixture("un"))
    for start in ("", "id,name\n1,", 'id,name\n1,"', '{"name": "', "id,name\n1,x\n2,"):
        feeder = subprocess.Popen(
            ["sh", "-c", "printf '%s' \"$0\"; head -c 1G /dev/zero | tr '\\0' a", start],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        run = unstaled(cordon.run("screen", "-", stdin=feeder.stdout, timeout=60))
        feeder.stdout.close()
        feeder.wait()
        assert run.code == 1 and run.rss_mb < 200 and run.seconds < 20, (start, run)
        assert run.err, run
    big = "x" * 200_000
    run = cordon.run("search", "--", big[:100_000])
    assert run.code in (0, 1, 3, 5) and run.rss_mb < 200 and run.seconds < 20, run


@case()
def a_reader_that_leaves(cordon):
    """`cordon screen ... | head -1` ends by itself."""
    cordon.imported("--list", "un", *fixture("un"))
    rows = HEADER + "".join(f"C-{n},Idriss Toufic Barmeki,person,,\n" for n in range(20_000))
    path = cordon.file(rows, "customers.csv")
    shell = subprocess.run(
        ["bash", "-c", '"$0" --quiet --home "$1" screen --format csv "$2" 2>/dev/null | head -1; '
         'echo "${PIPESTATUS[0]}"',
         Cordon.binary, cordon.home, path], capture_output=True, timeout=60, check=False)
    lines = shell.stdout.decode().splitlines()
    assert lines[0].startswith("subject_id,rank,"), lines
    assert lines[1] != "0", lines
    full = subprocess.run(
        ["bash", "-c", '"$0" --quiet --home "$1" screen --format csv "$2" > /dev/full', Cordon.binary,
         cordon.home, path], capture_output=True, timeout=60, check=False)
    assert full.returncode == 1, full


@case()
def formulas_in_spreadsheets(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    run = screen(cordon, 'id,name\n"=cmd|\' /C calc\'!A0",Idriss Toufic Barmeki\n', code=3)
    assert "\n'=cmd" in run.out or "\n\"'=cmd" in run.out, run


@case()
def the_shipped_customers(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    for name in ("customers.csv", "customers.jsonl"):
        run = cordon.run("screen", "--format", "csv", TREE / "corpus" / name)
        assert run.code == 3 and run.out.count("\n") > 2, run
