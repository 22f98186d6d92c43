"""Messages that want to break their reader: each is held with a sentence, in little memory and time, and the
messages beside it get their verdicts."""
import json

from cli_frame import case, slow
from cli_payments import CLEAN, HIT, checked, with_un

MIB = 1 << 20
RSS_MB_MAX = 900
SECONDS_MAX = 20  # of a debug build on a busy machine


def pieces(*parts):
    """A file too large to build in memory here: (bytes, times) one after the other."""
    def write(path):
        with open(path, "wb") as file:
            for content, times in parts:
                block = max(1, MIB // max(1, len(content)))
                for done in range(0, times, block):
                    file.write(content * min(block, times - done))
    return write


def poison():
    """name: (content or writer, a word of the reason)"""
    clean = CLEAN.read_bytes()
    declaration, rest = clean.split(b"?>", 1)
    name_end = clean.index(b"</Nm>")

    def within(what):
        return clean[:name_end] + what + clean[name_end:]

    laughs = b"".join(b"<!ENTITY a%d '%s'>" % (at, b"&a%d;" % (at - 1) * 10) for at in range(1, 10))
    head, tail = (clean[:name_end], 1), (clean[name_end:], 1)
    return {
        "billion laughs": (declaration + b"?><!DOCTYPE l [<!ENTITY a0 'lol'>" + laughs + b"]>" +
                           rest.replace(b"</Nm>", b"&a9;</Nm>", 1), "DOCTYPE"),
        "external entity": (declaration + b"?><!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" +
                            rest.replace(b"</Nm>", b"&a;</Nm>", 1), "DOCTYPE"),
        "deep": (b"<Document>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</Document>", "deep"),
        "deeper": (pieces((b"<a>", 1_000_000), (b"</a>", 1_000_000)), "limit"),
        "huge attribute": (pieces((clean[:name_end - 1], 1), (b" ", 1), (b"A", 20 * MIB), tail), "limit"),
        "many attributes": (within(b"<b " + b" ".join(b"a%d='1'" % at for at in range(80_000)) + b"/>"),
                            "attributes"),
        "100 MiB of text": (pieces(head, (b"A", 100 * MIB), tail), "64 MiB"),
        "30 MiB of text": (pieces(head, (b"A", 30 * MIB), tail), "limit"),
        "references": (pieces(head, (b"&#x41;", 4 * MIB), tail), "limit"),
        "tiny elements": (pieces((b"<E>", 1), (b"<a/>", 5 * MIB), (b"<Document/><Document/></E>", 1)),
                          "limit"),
        "heavy wrapper": (pieces((b"<E><x>", 1), (b"A", 2 * MIB), (b"</x>", 1),
                                 (b"<Document><a/></Document>", 400), (b"</E>", 1)), "limit"),
        "many documents": (pieces((b"<?xml version='1.0'?><a/>", MIB // 2)), "limit"),
        "many FIN heads": (pieces((b"${1:F01", 2 * MIB)), "limit"),
        "many objects": (pieces((b"{}", 5 * MIB)), "limit"),
        "deep JSON": (pieces((b"[", 5 * MIB)), "limit"),
        "deep JSON, small": (b"[" * 100_000, "JSON"),
        "invalid UTF-8": (within(b"\xff\xfe"), "UTF-8"),
        "overlong": (within(b"\xc0\x80"), "UTF-8"),
        "surrogate": (within(b"\xed\xa0\x80"), "UTF-8"),
        "NUL": (within(b"\0"), "NUL byte"),
        "NUL by reference": (within(b"&#0;"), ""),
        "UTF-16": (clean.decode().encode("utf-16"), "neither"),
        "UTF-16 without its mark": (clean.decode().encode("utf-16-be"), "neither"),
        "UTF-16 said": (clean.replace(b'"UTF-8"', b'"UTF-16"'), "UTF-16"),
        "UTF-7 said": (clean.replace(b'"UTF-8"', b'"UTF-7"'), "UTF-7"),
    }


@case()
def poison_is_held_and_its_neighbours_are_judged(cordon):
    with_un(cordon)
    folder = cordon.folder / "messages"
    folder.mkdir()
    (folder / "00 first.xml").write_bytes(CLEAN.read_bytes())
    (folder / "zz last.xml").write_bytes(HIT.read_bytes())
    wanted = {}
    for at, (name, (content, word)) in enumerate(poison().items(), 1):
        path = folder / f"{at:02} {name}.xml"
        wanted[path.name] = word
        content(path) if callable(content) else path.write_bytes(content)
    run, verdicts = checked(cordon, folder)
    assert run.code == 3, run
    by_file = {}
    for one in verdicts:
        by_file.setdefault(one["file"].rsplit("/", 1)[-1], []).append(one)
    assert by_file["00 first.xml"][0]["verdict"] == "pass", by_file["00 first.xml"]
    assert any(one["listing_id"] == "QDi.901" for one in by_file["zz last.xml"][0]["reasons"])
    for name, word in wanted.items():
        for one in by_file.get(name, []):
            said = [reason["sentence"] for reason in one["reasons"] if reason["outcome"] != "pass"]
            assert one["verdict"] == "hold" and any(word in sentence for sentence in said), (name, said)
        assert name in by_file, name
    assert run.rss_mb < RSS_MB_MAX and run.seconds < SECONDS_MAX, run
    print(f"{len(wanted)} poisonous files: all held, {run.rss_mb:.0f} MB, {run.seconds:.1f} s")
    assert cordon.run("audit", "verify").code == 0


@case()
def standard_input_is_read_up_to_a_limit(cordon):
    with_un(cordon)
    path = cordon.folder / "large"
    pieces((b" ", 65 * MIB))(path)
    with open(path, "rb") as file:
        run, verdicts = checked(cordon, "-", stdin=file)
    assert run.code == 3 and verdicts[0]["verdict"] == "hold", run
    assert verdicts[0]["verdict_id"] in cordon.run("hold", "list").out, verdicts
    assert "64 MiB" in verdicts[0]["reasons"][0]["sentence"], verdicts


@case()
def a_large_batch_is_no_bomb(cordon):
    """Ordinary messages in one wrapper, each on its line: each gets its verdict, whatever their number."""
    with_un(cordon)
    clean = CLEAN.read_text(encoding="utf-8")
    document = clean[clean.index("<Document"):].strip()
    head = clean[:clean.index("<Document")]
    count = 20_000 if slow() else 300
    number = document[document.index("<MsgId>") + 7:document.index("</MsgId>")]
    path = cordon.folder / "batch.xml"
    with open(path, "w", encoding="utf-8") as file:
        file.write(head + "<Batch>\n")
        for at in range(count):
            file.write(document.replace(number, f"BATCH-{at}") + "\n")
        file.write("</Batch>\n")
    run = cordon.run("pay", "check", path, "--dry-run", "--format", "json")
    verdicts = [json.loads(line)["verdict"] for line in run.out.splitlines()]
    assert run.code == 0 and verdicts == ["pass"] * count, (run, len(verdicts))
    assert run.rss_mb < RSS_MB_MAX, run
