"""The audit log and its witness, each with its own home and files between them: a log that only grows is
vouched for; one that was cut off, rewritten, told differently or signed by another is not."""
import base64
import hashlib
import shutil
import sqlite3

from cli_frame import case, one_sentence
from cli_lists import fixture
from cli_payments import CLEAN, HIT, PAYMENTS, with_un


def public_key(cordon, home, name):
    """The current key of a home, as a file of its own."""
    shown = cordon.run("key", "show", "--format", "json", home=home).json["keys"]
    key = next(key["public_key"] for key in shown if key["current"])
    return cordon.file(key, name), bytes.fromhex(key)


class Parties:
    def __init__(self, cordon):
        self.cordon = cordon
        with_un(cordon)
        assert cordon.run("pay", "check", CLEAN).code in (0, 3)
        self.witness_home = cordon.folder / "auditor"
        assert cordon.run("key", "rotate", home=self.witness_home).code == 0
        self.secret = self.witness_home / "keys" / "signing.key"
        self.log_key, self.log_bytes = public_key(cordon, None, "bank.pub")
        self.witness_key, self.witness_bytes = public_key(cordon, self.witness_home, "auditor.pub")
        self.seen = cordon.folder / "seen"

    def note(self, home=None):
        run = self.cordon.run("audit", "checkpoint", "--format", "note", home=home)
        assert run.code == 0, run
        return self.cordon.file(run.out, "note.txt")

    def cosign(self, note, *more, seen=None):
        return self.cordon.run("audit", "cosign", note, "--key", self.secret, "--log-key", self.log_key,
                               "--last", seen or self.seen, *more, home=self.cordon.folder / "nobody")

    def proof(self, note, home=None):
        sizes = [path.read_text(encoding="utf-8").splitlines()[1] for path in (self.seen, note)]
        run = self.cordon.run("audit", "prove", "--consistency", sizes[0], "--to", sizes[1], home=home)
        assert run.code == 0, run
        return self.cordon.file(run.out, "proof.txt")

    def attach(self, cosigned, home=None):
        return self.cordon.run("audit", "attach", cosigned, "--witness", self.witness_key, home=home)

    def verify(self, *more, home=None):
        return self.cordon.run("audit", "verify", "--witness", self.witness_key, *more, home=home)

    def refused(self, run):
        """One sentence, exit 1, and the witness remembers what it did before."""
        one_sentence(run)
        assert run.out == "", run


def witnessed_twice(cordon):
    parties = Parties(cordon)
    first = cordon.folder / "first.txt"
    run = parties.cosign(parties.note(), "--out", first)
    assert run.code == 0 and "first sight" in run.err and run.out == "", run
    assert parties.attach(first).code == 0
    assert cordon.run("pay", "check", PAYMENTS).code == 3
    note = parties.note()
    run = parties.cosign(note, "--proof", parties.proof(note))
    assert run.code == 0 and "begin with" in run.err, run
    second = cordon.file(run.out, "second.txt")
    assert parties.attach(second).code == 0
    return parties, first, second


@case()
def a_log_that_only_grows_is_vouched_for(cordon):
    parties = Parties(cordon)
    run = parties.verify()
    assert run.code == 1 and "0 of the 1 witnesses" in run.out, run
    note = parties.note()
    text = note.read_text(encoding="utf-8").splitlines()
    name, signature = text[4].split(" ")[1:]
    raw = base64.b64decode(signature, validate=True)
    assert len(text) == 5 and text[3] == "" and name == text[0] and len(raw) == 68, text
    assert raw[:4] == hashlib.sha256(name.encode() + b"\n\x01" + parties.log_bytes).digest()[:4], text
    audit = cordon.run("audit", "verify", "--format", "json").json
    assert (int(text[1]), base64.b64decode(text[2]).hex()) == (audit["leaves"], audit["root"]), text
    run = parties.cosign(note)
    assert run.code == 0 and "first sight" in run.err, run
    line = run.out.splitlines()[5].split(" ")
    raw = base64.b64decode(line[2], validate=True)
    assert len(raw) == 76 and raw[:4] == hashlib.sha256(
        line[1].encode() + b"\n\x04" + parties.witness_bytes).digest()[:4], line
    assert parties.cosign(note).code == 0, "the same again is no fork"
    cosigned = cordon.file(run.out, "cosigned.txt")
    for _ in range(2):
        assert parties.attach(cosigned).code == 0
    run = parties.verify("--format", "json")
    assert run.code == 0 and run.json["witnesses"][0]["vouches_for_leaves"] == audit["leaves"], run
    assert cordon.run("pay", "check", PAYMENTS).code == 3
    later = parties.note()
    one_sentence(parties.cosign(later))  # the proof is missing
    run = parties.cosign(later, "--proof", parties.proof(later))
    assert run.code == 0, run
    run = parties.verify()
    assert run.code == 0 and f"first {audit['leaves']} of" in run.out, run
    assert parties.attach(cordon.file(run.out, "x")).code == 1
    assert cordon.run("audit", "prove").code == 2
    assert cordon.run("audit", "prove", "1", "--consistency", "1").code == 2
    assert cordon.run("audit", "verify", "--require", "1").code == 2
    one_sentence(parties.verify("--require", "2"))


@case()
def what_the_witness_refuses(cordon):
    parties, first, second = witnessed_twice(cordon)
    remembered = parties.seen.read_bytes()
    parties.refused(parties.cosign(first))  # fewer leaves than seen
    other = cordon.folder / "other"
    cordon.run("lists", "import", "--list", "un", *fixture("un"), home=other)
    cordon.run("pay", "check", PAYMENTS, home=other)
    shutil.rmtree(other / "keys")
    shutil.copytree(cordon.home / "keys", other / "keys")  # the bank writes another record with its key
    fork = parties.note(other)
    parties.refused(parties.cosign(fork))
    lines = fork.read_text(encoding="utf-8").splitlines()
    assert lines[0] != second.read_text(encoding="utf-8").splitlines()[0], "another first leaf, another name"
    text = second.read_text(encoding="utf-8")
    for bent in (text.replace("\n", " \n", 1), text.replace(text.split("\n")[2][:4], "AAAA", 1), text[:-9],
                 text.split("\n\n")[0] + "\n\n", text * 2, ""):
        parties.refused(parties.cosign(cordon.file(bent, "bent.txt")))
    parties.refused(cordon.run("audit", "cosign", second, "--key", parties.secret, "--log-key",
                               parties.witness_key, "--last", parties.seen))  # its own key
    stranger = cordon.folder / "stranger"
    cordon.run("key", "rotate", home=stranger)
    stranger_key, _ = public_key(cordon, stranger, "stranger.pub")
    parties.refused(cordon.run("audit", "cosign", second, "--key", parties.secret, "--log-key", stranger_key,
                               "--last", parties.seen))
    assert parties.seen.read_bytes() == remembered, "a refusal changes nothing that was seen"
    damaged = cordon.file(remembered.replace(b"\n", b"0\n", 1), "seen")
    parties.refused(parties.cosign(second, seen=damaged))
    parties.refused(parties.cosign(second, "--out", parties.seen))
    assert parties.cosign(second, "--out", cordon.folder / "no" / "such" / "folder").code == 1
    assert parties.seen.read_bytes() == remembered
    one_sentence(cordon.run("audit", "attach", second, "--witness", stranger_key))
    own = cordon.run("audit", "attach", second, "--witness", parties.log_key)
    assert "does not witness itself" in one_sentence(own), own
    one_sentence(parties.attach(second, home=other))


@case()
def two_views_of_one_log(cordon):
    """The bank keeps two records with one beginning, and signs both with its key."""
    parties = Parties(cordon)
    assert parties.cosign(parties.note()).code == 0
    other = cordon.folder / "other"
    shutil.copytree(cordon.home, other)
    assert cordon.run("pay", "check", HIT).code == 3
    assert cordon.run("pay", "check", PAYMENTS, home=other).code == 3
    note = parties.note()
    run = parties.cosign(note, "--proof", parties.proof(note))
    assert run.code == 0, run
    remembered = parties.seen.read_bytes()
    view = parties.note(other)
    parties.refused(parties.cosign(view))
    run = parties.cosign(view, "--proof", parties.proof(view, other))
    parties.refused(run)
    assert "forked" in run.err and parties.seen.read_bytes() == remembered, run
    assert parties.attach(cordon.file(remembered, "word.txt")).code == 0
    one_sentence(parties.attach(cordon.file(remembered, "word.txt"), home=other))
    assert parties.verify("--cosigned", parties.seen).code == 0
    run = parties.verify("--cosigned", parties.seen, home=other)
    assert run.code == 1 and "forked" in run.out, run


@case()
def a_record_that_is_not_what_the_witness_saw(cordon):
    parties, first, second = witnessed_twice(cordon)
    assert parties.verify("--cosigned", first, "--cosigned", second).code == 0
    sizes = [int(path.read_text(encoding="utf-8").splitlines()[1]) for path in (first, second)]
    assert sizes[0] < sizes[1], sizes
    cut = (f"DELETE FROM leaves WHERE seq >= {sizes[0]}; DELETE FROM checkpoints WHERE size > {sizes[0]};"
           f"DELETE FROM verdicts WHERE leaf >= {sizes[0]}; DELETE FROM hold_events WHERE leaf >= {sizes[0]};"
           f"DELETE FROM tokens WHERE leaf >= {sizes[0]}; DELETE FROM token_voids WHERE leaf >= {sizes[0]};"
           f"DELETE FROM fingerprints WHERE verdict >= {sizes[0]};")
    bendings = {
        "the end cut off": (cut, "cut off", ()),
        "and the newer word with it": (cut + f"DELETE FROM cosignatures WHERE size > {sizes[0]};", "cut off",
                                       ("--cosigned", second)),
        "every word taken away": ("DELETE FROM cosignatures;", "0 of the 1 witnesses", ()),
        "a leaf rewritten": ("UPDATE leaves SET hash = randomblob(32) WHERE seq = 0;", "does not hold", ()),
        "a word changed": ("UPDATE cosignatures SET line = replace(line, 'A', 'B');", "does not hold", ()),
    }
    for what, (sql, sentence, more) in bendings.items():
        bent = cordon.folder / "bent"
        shutil.rmtree(bent, ignore_errors=True)
        shutil.copytree(cordon.home, bent)
        database = sqlite3.connect(bent / "record.db")
        rules = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        database.executescript("".join(f'DROP TRIGGER "{name}";' for (name,) in rules) + sql)
        database.close()
        run = parties.verify(*more, home=bent)
        assert run.code == 1 and sentence in run.out, (what, run)
