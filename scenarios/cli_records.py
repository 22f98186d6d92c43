"""What leaves the house under a signature, and what is drawn for review: true, and refused once touched."""
import csv
import datetime
import hashlib
import io
import json
import shutil
import sqlite3
import stat

from cli_frame import TREE, case, one_sentence
from cli_lists import fixture
from cli_payments import CLEAN, HIT, checked, with_un


def certificate(path):
    return json.loads(path.read_text(encoding="utf-8"))["statement"]["content"]


def fresh_house_list(cordon):
    """A list that is fresh today: published today."""
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    cordon.imported("--list", "table:house", "--published", today,
                    cordon.file("entity_id\tname\nH-1\tQuorvant Brimstal\nH-2\tOdalric Vennimore\n",
                                "house.tsv"))


@case()
def a_certificate_says_what_was_asked_and_what_came_out(cordon):
    fresh_house_list(cordon)
    out = cordon.folder / "clear.json"
    run = cordon.run("search", "Hans Meier", "--certificate", out, "--principal", "ines")
    assert run.code == 0, run
    content = certificate(out)
    assert content["result"] == "no_hit" and content["conclusive"], content
    assert content["question"]["name"] == "Hans Meier", content
    assert content["lists"][0]["content_sha256"] == cordon.active()[0][2], content
    verified = cordon.run("verify", out)
    assert verified.code == 0 and "ines" in verified.out and "no_hit" in verified.out, verified
    again = cordon.run("search", "Quorvant Brimstal", "--certificate", out)
    assert "already" in one_sentence(again), again
    hit = cordon.folder / "hit.json"
    assert cordon.run("search", "Quorvant Brimstal", "--certificate", hit).code == 3
    assert certificate(hit)["result"] == "hits" and certificate(hit)["hits"][0]["listing_id"] == "H-1"


@case()
def a_certificate_never_says_no_hit_when_something_was_not_screened(cordon):
    fresh_house_list(cordon)
    rows = b"id,name\n1,Hans Meier\n2,Marta Lindqvist\n"
    cases = {
        "clear": (rows, (), 0, "no_hit"),
        "a row without letters": (rows + b"3,---\n", (), 1, "not_conclusive"),
        "broken in the middle": (rows + b"3,\"x\n", (), 1, "not_conclusive"),
        "no rows": (b"id,name\n", (), 0, "not_conclusive"),
        "a hit": (rows + b"3,Brimstal Quorvant\n", (), 3, "hits"),
        "a hit and a row without letters": (rows + b"3,Brimstal Quorvant\n4,---\n", (), 1, "hits"),
    }
    for what, (content, arguments, code, result) in cases.items():
        out = cordon.folder / (what.replace(" ", "_") + ".json")
        run = cordon.run("screen", cordon.file(content, "customers.csv"), "--certificate", out, *arguments)
        assert run.code == code, (what, run)
        said = certificate(out)
        assert said["result"] == result, (what, said)
        assert said["conclusive"] == (what in ("clear", "a hit")), (what, said)
        assert cordon.run("verify", out).code == 0, what
        if what == "clear":
            assert said["question"]["file_sha256"] == hashlib.sha256(content).hexdigest(), said
            assert (said["screened"], said["question"]["file_bytes"]) == (2, len(content)), said
    cordon.imported("--list", "un", *fixture("un"))  # stale
    out = cordon.folder / "stale.json"
    assert cordon.run("search", "Hans Meier", "--certificate", out).code == 5
    assert certificate(out)["result"] == "not_conclusive", certificate(out)


@case()
def touched_statements_are_refused(cordon):
    fresh_house_list(cordon)
    out = cordon.folder / "hit.json"
    assert cordon.run("search", "Quorvant Brimstal", "--certificate", out).code == 3
    text = out.read_text(encoding="utf-8")
    for before, after in (('"hits",', '"no_hit",'), ("H-1", "H-2"), ('"hit_count": 1', '"hit_count": 0'),
                          ('"made_by": "', '"made_by": "x'), ("Ed25519", "none"), ("{", "[")):
        assert before in text, before
        one_sentence(cordon.run("verify", cordon.file(text.replace(before, after, 1), "x.json")))
    for junk in ("", "{}", "[]", "<html></html>", text * 2, text[:-20]):
        one_sentence(cordon.run("verify", cordon.file(junk, "x.json")))
    laid_out_anew = json.dumps(json.loads(text), indent=7, sort_keys=True)
    assert cordon.run("verify", cordon.file(laid_out_anew, "x.json")).code == 0


@case()
def keys_of_the_home(cordon):
    fresh_house_list(cordon)
    out = cordon.folder / "clear.json"
    assert cordon.run("search", "Hans Meier", "--certificate", out).code == 0
    secret = cordon.home / "keys" / "signing.key"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    first = cordon.run("key", "show", "--format", "json").json["keys"]
    assert [key["current"] for key in first] == [True], first
    assert cordon.run("key", "rotate").code == 0
    assert cordon.run("verify", out).code == 0  # what the old key signed stays verifiable
    both = cordon.run("key", "show", "--format", "json").json["keys"]
    assert [key["current"] for key in both] == [False, True], both
    elsewhere = cordon.folder / "nobody"
    stranger = cordon.run("verify", out, home=elsewhere)
    assert stranger.code == 1 and "--key" in stranger.err and not elsewhere.exists(), stranger
    for key in (first[0]["public_key"], cordon.home / "keys" / (first[0]["key_id"] + ".pub")):
        assert cordon.run("verify", out, "--key", key, home=elsewhere).code == 0, key
    assert cordon.run("verify", out, "--key", both[1]["public_key"], home=elsewhere).code == 1
    one_sentence(cordon.run("verify", out, "--key", "c0ffee", home=elsewhere))


@case()
def near_misses_for_review(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    names = ["Edris Barmakian", "Hans Meier", "Northern Banner Textiles", "Bozkurt Akcali", "Idris Barmakow"]
    rows = "id,name\n" + "".join(f"C-{n},{names[n % 5]} {chr(65 + n % 26)}{chr(97 + n % 17)}\n"
                                 for n in range(500))
    path = cordon.file(rows, "customers.csv")
    plain = cordon.run("screen", path, "--format", "csv")
    samples = []
    for seed in (1, 1, 2):
        out = cordon.folder / "near.csv"
        run = cordon.run("screen", path, "--format", "csv", "--sample-below", 20, "--sample-out", out,
                         "--seed", seed)
        assert (run.code, run.out) == (plain.code, plain.out), "a sample changes no answer"
        samples.append(out.read_text(encoding="utf-8"))
    assert samples[0] == samples[1] != samples[2]
    drawn = list(csv.DictReader(io.StringIO(samples[0])))
    assert len(drawn) == 20 and len({row["subject_id"] for row in drawn}) == 20, drawn
    assert all(0.75 <= float(row["score"]) < 0.85 and row["decision"] == "" for row in drawn), drawn
    assert cordon.run("screen", path, "--sample-below", 20).code == 2


@case()
def the_threshold_is_never_moved_silently(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    shown = cordon.run("threshold", "show", "--format", "json").json
    assert shown["changes"] == [] and shown["threshold"] == shown["shipped"], shown
    out = cordon.folder / "a.json"
    cordon.run("search", "Hans Meier", "--certificate", out)
    one_sentence(cordon.run("threshold", "set", "0.85", "--reason", "x", "--report", out))
    one_sentence(cordon.run("threshold", "set", "0.85", "--reason", " ", "--report", out))
    one_sentence(cordon.run("threshold", "set", "85", "--reason", "x", "--report", out))
    assert cordon.run("threshold", "set", "0.85", "--reason", "x").code == 2
    answer = cordon.search("Hans Meier")
    assert answer["threshold_source"] == "shipped", answer


@case()
def asking_leaves_a_record_of_an_earlier_layout_as_it_is(cordon):
    sample = TREE / "corpus" / "homes" / "layout-2"
    cordon.imported("--list", "un", *fixture("un"))
    record = cordon.home / "record.db"
    database = sqlite3.connect(record)
    database.executescript((sample / "record.sql").read_text(encoding="utf-8"))
    database.close()
    for key in sample.glob("*.pub"):
        (cordon.home / "keys").mkdir(exist_ok=True)
        shutil.copy(key, cordon.home / "keys")
    before = record.read_bytes()
    for question in (("hold", "list"), ("hold", "show", "v0000"), ("explain", "v0000"), ("replay", "--all"),
                     ("policy", "show"), ("policy", "try", TREE / "policies" / "default.toml"),
                     ("pay", "check", CLEAN, "--dry-run"), ("audit", "verify"), ("audit", "checkpoint")):
        run = cordon.run(*question)
        assert run.code == 1 and "as an earlier cordon left it" in one_sentence(run), (question, run)
    assert record.read_bytes() == before
    assert cordon.run("pay", "check", CLEAN).code in (0, 3, 5)
    for question in (("hold", "list"), ("audit", "verify")):
        run = cordon.run(*question)
        assert run.code == 0, run


@case()
def a_token_that_the_record_withdrew_does_not_hold(cordon):
    with_un(cordon)
    held = checked(cordon, HIT)[1][0]["verdict_id"]
    token = cordon.folder / "token"
    for who in ("anna", "bert"):
        run = cordon.run("hold", "release", held, "--reason", "seen", "--principal", who, "--token", token)
        assert run.code == 0, run
    assert cordon.run("token", "verify", token).code == 0
    amended = HIT.read_text(encoding="utf-8").replace("<EndToEndId>", "<EndToEndId>A-", 1)
    assert checked(cordon, cordon.file(amended, "amended.xml"))[0].code == 3
    assert "withdrawn" in one_sentence(cordon.run("token", "verify", token))
    # Where there is no record, the signature has to do.
    key = sorted((cordon.home / "keys").glob("*.pub"))[0]
    elsewhere = cordon.run("token", "verify", token, "--key", key, home=cordon.folder / "elsewhere")
    assert elsewhere.code == 0, elsewhere


def without_account(number):
    """Held for nothing but the creditor's account, which is missing (R16-05); no two resemble each other."""
    payers = ("Marit Solbakkengen", "Ingvild Tofteberg", "Torunn Hagelund", "Sunniva Breivold",
              "Ragna Ljosland")
    payees = ("Kaja Orrefjell", "Halvor Stensrud", "Eilif Kvernmo", "Gudrun Aasheim", "Oddvar Myrdal")
    return json.dumps({"message_id": f"DQ-{number}", "created": "2026-11-02T11:30:00Z",
                       "amount_minor": 25_000_000 + 1_111 * number, "currency": "EUR",
                       "debtor": {"name": payers[number], "country": "NO", "account": f"99{number:08}"},
                       "creditor": {"name": payees[number], "country": "NO"},
                       "remittance": f"invoice {number}"})


@case()
def who_decides_on_a_hold_is_what_the_activated_policy_says(cordon):
    with_un(cordon)
    shipped = (TREE / "policies" / "default.toml").read_text(encoding="utf-8")

    def held(number):
        run, verdicts = checked(cordon, cordon.file(without_account(number), f"{number}.json"))
        holding = [reason["code"] for reason in verdicts[0]["reasons"] if reason["outcome"] == "hold"]
        assert run.code == 3 and holding == ["R16-05"], run
        return verdicts[0]["verdict_id"]

    def decide(step, verdict, who):
        return cordon.run("hold", step, verdict, "--reason", "asked the sender", "--principal", who)

    def activate(text):
        for who in ("paula", "quentin"):
            run = cordon.run("policy", "activate", cordon.file(text, "policy.toml"), "--reason", "the board",
                             "--principal", who)
            assert run.code == 0, run
        return cordon.run("policy", "show", "--format", "json").json["sha256"]

    # The shipped policy says that one may; nobody of this house has said so.
    first = held(0)
    run = decide("release", first, "anna")
    assert run.code == 0 and "release proposed: a second, different person" in run.out, run
    assert "anna proposed this" in one_sentence(decide("release", first, "anna"))
    active = activate(shipped)
    run = decide("release", first, "anna")
    assert run.code == 0 and "released: the policy lets one person decide" in run.err, run
    token = cordon.file(run.out, "token")
    assert cordon.run("token", "verify", token).code == 0
    shown = cordon.run("hold", "show", first)
    assert f"(one person decides by policy {active[:12]})" in shown.out, shown
    steps = cordon.run("hold", "show", first, "--format", "json").json["steps"]
    assert steps[-1]["alone"] and steps[-1]["policy_sha256"] == active, steps
    assert "alone" not in steps[0], steps
    # A listed name beside it: two. A rejection: two, as it says.
    _, verdicts = checked(cordon, HIT)
    run = decide("release", verdicts[0]["verdict_id"], "anna")
    assert run.code == 0 and "a second, different person" in run.out, run
    run = decide("reject", held(1), "anna")
    assert run.code == 0 and "reject proposed: a second, different person" in run.out, run
    # A message id that came again with other content: two, for both.
    third = held(2)
    other = without_account(2).replace("invoice 2", "invoice 7")
    again = checked(cordon, cordon.file(other, "2b.json"))[1][0]["verdict_id"]
    for verdict in (third, again):
        run = decide("release", verdict, "anna")
        assert run.code == 0 and "release proposed" in run.out, run
    # A stricter policy, and nobody decides alone any more.
    activate(shipped.replace("release_data_quality = false", "release_data_quality = true"))
    run = decide("release", held(3), "anna")
    assert run.code == 0 and "release proposed" in run.out, run
    audit = cordon.run("audit", "verify")
    assert audit.code == 0, audit
    # Somebody writes to the database himself: refused; and without its rules, found.
    last = held(4)
    database = sqlite3.connect(cordon.home / "record.db")
    leaf = database.execute("SELECT max(seq) + 1 FROM leaves").fetchone()[0]
    verdict = database.execute("SELECT leaf FROM verdicts WHERE hex(verdict_id) = ?",
                               (last[1:].upper(),)).fetchone()[0]
    rows = (("INSERT INTO leaves VALUES (?, 2, zeroblob(32))", (leaf,)),
            ("INSERT INTO hold_events (leaf, verdict, step, principal, reason, block_allowed, policy, at) "
             "VALUES (?, ?, 3, 'anna', 'x', 0, ?, 1)", (leaf, verdict, bytes.fromhex(active))))
    try:
        for row in rows:
            database.execute(*row)
        raise AssertionError("the database took a lone word by a policy that does not stand any more")
    except sqlite3.IntegrityError as refusal:
        assert "two people activated last" in str(refusal), refusal
    database.rollback()
    for name, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        database.execute(f'DROP TRIGGER "{name}"')
    for row in rows:
        database.execute(*row)
    database.commit()
    database.close()
    audit = cordon.run("audit", "verify")
    assert audit.code == 1 and f"the step of leaf {leaf} says that policy {active}" in audit.out, audit


@case()
def a_block_is_released_by_two_where_the_policy_says_so(cordon):
    with_un(cordon)
    shipped = (TREE / "policies" / "default.toml").read_text(encoding="utf-8")
    heading, rest = shipped.split("[lists.un]", 1)
    blocking = heading + "[lists.un]" + rest.replace('name = "hold"', 'name = "block"\nblock_score = 0.85', 1)

    def activate(text):
        for who in ("paula", "quentin"):
            run = cordon.run("policy", "activate", cordon.file(text, "policy.toml"), "--reason", "the board",
                             "--principal", who)
            assert run.code == 0, run

    def release(who):
        return cordon.run("hold", "release", verdict, "--reason", "licence of 2 May", "--principal", who)

    activate(blocking)
    run, verdicts = checked(cordon, HIT)
    assert verdicts[0]["verdict"] == "block", run
    verdict = verdicts[0]["verdict_id"]
    refusal = one_sentence(release("anna"))
    assert "is blocked" in refusal and "release_block = true" in refusal, refusal
    allowing = blocking.replace("release_block = false", "release_block = true")
    warned = cordon.run("policy", "check", cordon.file(allowing, "policy.toml"))
    assert warned.code == 0 and "release_block is true" in warned.out + warned.err, warned
    activate(allowing)
    run = release("anna")
    assert run.code == 0 and "release proposed" in run.out, run
    assert release("Anna.").code == 1
    run = release("bert")
    assert run.code == 0 and "released: two people said so" in run.err, run
    shown = cordon.run("hold", "show", verdict)
    assert shown.out.count("(a block may be released by policy") == 2, shown
    assert cordon.run("audit", "verify").code == 0
