"""Content goes when two people say so: what the first one proposed and no more, and not while the message may
come again; the log says so. The data key is kept apart from the home."""
import cli_trade
from cli_clock import Clock, stripped
from cli_frame import case, one_sentence
from cli_lists import fixture
from cli_payments import CLEAN, HIT, checked, with_un


def erase(cordon, who, *arguments):
    return cordon.run("record", "erase", "--tenant", "default", "--reason", "ordered", "--ground", "order 7",
                      "--principal", who, "--format", "json", *arguments)


def payment(cordon, number):
    text = CLEAN.read_text(encoding="utf-8").replace("SAMPLE-20261102-0003", f"SAMPLE-ERASE-{number}")
    return cordon.file(text, f"payment{number}.xml")


@case()
def the_second_person_erases_what_the_first_one_proposed(cordon):
    with_un(cordon)
    with Clock(cordon) as clock:
        checked(cordon, payment(cordon, 1))
        clock.set("+6d")
        assert "may come again" in one_sentence(erase(cordon, "anna"))
        _, again = checked(cordon, payment(cordon, 1))
        assert again[0]["replay"], again
        clock.set("+8d")
        proposed = erase(cordon, "anna")
        assert proposed.code == 0 and proposed.json["verdicts"] == 1, proposed
        checked(cordon, payment(cordon, 2))
        done = erase(cordon, "bert")
        assert done.code == 0 and done.json["state"] == "erased", done
        assert (done.json["verdicts"], done.json["newer"]) == (1, 1), done
        audit = cordon.run("audit", "verify", "--format", "json")
        assert audit.code == 0 and audit.json["erased_verdicts"] == 1, audit


def erased_by_two(cordon):
    for who, state in (("anna", "proposed"), ("bert", "erased")):
        run = erase(cordon, who)
        assert run.code == 0 and run.json["state"] == state, run


@case()
def what_was_erased_and_comes_again_is_held(cordon):
    with_un(cordon)
    cleared = cordon.file(cli_trade.CLEARED.read_text(encoding="utf-8"), "cargo.json")
    other_lists = iter((("eu", "eu"), ("ch", "ch")))
    for start, check, paper in ((0, checked, payment(cordon, 1)), (20, cli_trade.checked, cleared)):
        with Clock(cordon) as clock:
            clock.set(f"+{start}d")
            _, first = check(cordon, paper)
            assert first[0]["verdict"] == "pass", first
            clock.set(f"+{start + 8}d")
            erased_by_two(cordon)
            name, list_id = next(other_lists)  # judged by other lists it would get another verdict
            cordon.imported("--list", list_id, *fixture(name))
            run, again = check(cordon, paper)
            assert run.code == 3 and again[0]["verdict"] == "hold" and not again[0]["replay"], run
            why = [one["sentence"] for one in again[0]["reasons"] if one["code"] == "judged_and_erased"]
            assert len(why) == 1 and first[0]["verdict_id"] in why[0], again
            assert not any(one["code"] == "conflict" for one in again[0]["reasons"]), again
            _, third = check(cordon, paper)
            assert third[0]["replay"] and third[0]["verdict_id"] == again[0]["verdict_id"], third
            assert cordon.run("audit", "verify").code == 0
            run = cordon.run("replay", "--all", "--format", "json")
            assert run.code == 0 and run.json["identical"] == 1 and run.json["different"] == 0, run
            for who in ("anna", "bert"):  # erased is only what is decided
                run = cordon.run("hold", "reject", again[0]["verdict_id"], "--reason", "seen",
                                 "--principal", who)
                assert run.code == 0, run


@case()
def what_was_held_with_an_erased_message_is_derived_again(cordon):
    with_un(cordon)
    first = payment(cordon, 1)
    amended = cordon.file(first.read_text(encoding="utf-8").replace("1200.00", "1201.00"), "amended.xml")
    with Clock(cordon) as clock:
        _, passed = checked(cordon, first)
        run, _ = checked(cordon, amended)
        assert run.code == 3, run
        for who in ("anna", "bert"):
            run = cordon.run("hold", "reject", passed[0]["verdict_id"], "--reason", "no", "--principal", who)
            assert run.code == 0, run
        clock.set("+8d")
        for who in ("anna", "bert"):
            run = cordon.run("record", "erase", "--message", passed[0]["verdict_id"], "--reason", "ordered",
                             "--ground", "order 7", "--principal", who)
            assert run.code == 0, run
        for again in (0, 1):  # and so is one that was made after the erasure
            run = cordon.run("replay", "--all", "--format", "json")
            assert run.code == 0 and run.json["identical"] == 1 + again, run
            assert run.json["different"] == 0 and run.json["erased"] == 1, run
            checked(cordon, first)


@case()
def what_was_compared_with_an_erased_message_is_not_called_different(cordon):
    with_un(cordon)
    with Clock(cordon) as clock:
        _, held = checked(cordon, HIT)
        for who in ("anna", "bert"):
            run = cordon.run("hold", "reject", held[0]["verdict_id"], "--reason", "no", "--principal", who)
            assert run.code == 0, run
        clock.set("+1h")
        _, again = checked(cordon, stripped(cordon, 1))
        assert any(one["rule"] == "resubmission" for one in again[0]["reasons"]), again
        clock.set("+8d")
        for who in ("anna", "bert"):
            run = cordon.run("record", "erase", "--message", held[0]["verdict_id"], "--reason", "ordered",
                             "--ground", "order 7", "--principal", who)
            assert run.code == 0, run
        run = cordon.run("replay", again[0]["verdict_id"])
        assert run.code == 1 and "erased since" in run.out, run
        run = cordon.run("replay", "--all", "--format", "json")
        assert "\"different\":0" in run.out and "\"not_derived\":1" in run.out, run


@case()
def the_data_key_is_kept_apart_from_the_home(cordon):
    with_un(cordon)
    inside = cordon.home / "data.key"
    assert "lies in the home" in one_sentence(cordon.run("keys", "new", inside))
    key, other = cordon.folder / "data.key", cordon.folder / "other.key"
    assert cordon.run("keys", "new", key).code == 0
    one_sentence(cordon.run("--data-key", key, "keys", "rotate", "--data", other))
    assert not other.exists(), "nothing is sealed, so no key is made"
    assert cordon.run("--data-key", key, "pay", "check", CLEAN).code in (0, 3, 5)
    refused = cordon.run("--data-key", key, "keys", "rotate", "--data", inside)
    assert "lies in the home" in one_sentence(refused)
    same = cordon.run("--data-key", key, "keys", "rotate", "--data", key)
    one_sentence(same)
    assert "is the key in use" in same.err, same
    assert cordon.run("--data-key", key, "keys", "rotate", "--data", other).code == 0
    assert cordon.run("--data-key", other, "audit", "verify").code == 0
    inside.write_bytes(other.read_bytes())  # somebody put it there after all
    taken = cordon.run("backup", cordon.folder / "backup", "--format", "json")
    assert taken.code == 0 and taken.json["left_out"] == ["data.key", "keys/signing.key"], taken
    assert not taken.json["with_keys"], taken
