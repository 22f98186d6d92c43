"""The machine's clock leaps, back and ahead, between runs and during one: nothing passes that would have been
held, nothing is lost, the log verifies, what is doubtful is held. Needs libfaketime (package faketime)."""
import json
import os
import pathlib
import time

from cli_frame import Skip, case
from cli_payments import CLEAN, HIT, checked, with_un

LEAPS = {"an hour back": "-1h", "a year back": "-1y", "an hour ahead": "+1h", "a year ahead": "+1y"}


def library():
    found = sorted(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    if not found:
        if os.environ.get("CORDON_REQUIRE_REAL_DATA"):
            raise AssertionError("libfaketime is required and missing: run tools/setup")
        raise Skip("no libfaketime: run tools/setup")
    return str(found[0])


class Clock:
    """Sets the clock of every run that is begun within it; a running one reads the file again and again."""

    def __init__(self, cordon):
        self.file = cordon.folder / "clock"
        self.set("+0")
        self.variables = {"LD_PRELOAD": library(), "FAKETIME_TIMESTAMP_FILE": str(self.file),
                          "FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1"}

    def set(self, offset):
        draft = self.file.with_name("clock.new")
        draft.write_text(offset + "\n")
        draft.rename(self.file)

    def __enter__(self):
        os.environ.update(self.variables)
        return self

    def __exit__(self, *_):
        for name in self.variables:
            del os.environ[name]


def sound(cordon):
    run = cordon.run("audit", "verify")
    assert run.code == 0, run
    run = cordon.run("replay", "--all", "--format", "json")
    assert run.code == 0, run


def stripped(cordon, number):
    """The payment of HIT once more, without its listed party."""
    text = HIT.read_text(encoding="utf-8").replace("HAROON DAUD AL ZAMRANI", "Coral Lamp Works")
    text = text.replace("1971-04-12", "1980-01-01").replace("SAMPLE-20261102-0001", f"SAMPLE-LEAP-{number}")
    return cordon.file(text, "stripped.xml")


@case()
def no_leap_of_the_clock_makes_a_hold_a_pass(cordon):
    with_un(cordon)
    with Clock(cordon) as clock:
        _, first = checked(cordon, HIT)
        assert first[0]["verdict"] == "hold", first
        held = 0
        for number, (what, offset) in enumerate(LEAPS.items()):
            clock.set(offset)
            run, again = checked(cordon, HIT)
            assert run.code == 3 and again[0]["replay"], what
            assert again[0]["verdict_id"] == first[0]["verdict_id"], what
            for back in (offset, "+0"):
                clock.set(back)
                held += 1
                run, verdicts = checked(cordon, stripped(cordon, held))
                assert run.code == 3 and verdicts[0]["verdict"] == "hold", (what, back, verdicts)
                assert any(one["rule"] == "resubmission" for one in verdicts[0]["reasons"]), (what, verdicts)
            sound(cordon)
        run = cordon.run("hold", "list", "--format", "json")
        assert len(json.loads(run.out)["holds"]) == 1 + held, run


@case()
def a_token_ends_whatever_the_clock_did_meanwhile(cordon):
    with_un(cordon)
    with Clock(cordon) as clock:
        _, verdicts = checked(cordon, HIT)
        verdict = verdicts[0]["verdict_id"]
        step = ("hold", "release", verdict, "--reason", "another person")
        clock.set("-1y")  # the lists' day of publication lies ahead: their age is unknown
        run = cordon.run(*step, "--principal", "ines")
        assert run.code == 1 and "held again" in run.err, run
        clock.set("-1h")  # between the two who decide
        assert cordon.run(*step, "--principal", "ines").code == 0
        clock.set("+0")
        assert cordon.run(*step, "--principal", "ines").code != 0
        token = cordon.folder / "token.json"
        run = cordon.run(*step, "--principal", "otto", "--token", token)
        assert run.code == 0, run
        assert cordon.run("token", "verify", token).code == 0
        for offset, sentence in {"+20m": "expired", "+1y": "expired", "-1h": "", "-1y": ""}.items():
            clock.set(offset)
            run = cordon.run("token", "verify", token)
            assert run.code == 1 and sentence in run.err, (offset, run)
        sound(cordon)
        clock.set("+1y")  # held again: the token that was given is void, whatever its time
        shown = cordon.run("hold", "show", verdict)
        assert "released" in shown.out, shown


@case()
def lists_are_never_fresher_for_a_leap(cordon):
    """A list whose day of publication lies ahead of the clock has no known age, and that holds."""
    with_un(cordon)
    with Clock(cordon) as clock:
        clock.set("-1y")
        run, verdicts = checked(cordon, CLEAN)
        said = [one["sentence"] for one in verdicts[0]["reasons"] if one["outcome"] != "pass"]
        assert run.code == 3 and said, (run, verdicts)
        sound(cordon)


@case()
def a_leap_during_a_run_loses_nothing(cordon):
    with_un(cordon)
    folder = cordon.folder / "messages"
    folder.mkdir()
    count = 1100  # more than one block
    for at in range(count):
        (folder / f"{at:05}.json").write_text(json.dumps({
            "message_id": f"RUN-{at}", "currency": "EUR", "amount_minor": 1017 + at,
            "debtor": {"name": f"Lamp Works {at}", "country": "NL", "account": f"9901{at:08}"},
            "creditor": {"name": f"Mill Street {at}", "country": "DE", "account": f"9902{at:08}"},
            "remittance": f"lamp glass {at}"}), encoding="utf-8")
    with Clock(cordon) as clock:
        begun = cordon.begin("pay", "check", folder, "--format", "json")
        for offset in ("+1y", "-1y", "+1h", "-1h", "+0"):
            time.sleep(0.15)
            clock.set(offset)
        run = cordon.end(begun)
        verdicts = [json.loads(line) for line in run.out.splitlines()]
        assert len(verdicts) == count and run.code in (0, 3), run
        print(f"{sum(one['verdict'] == 'pass' for one in verdicts)} of {count} passed during the leaps")
        again, second = checked(cordon, folder)
        assert [one["verdict_id"] for one in verdicts] == [one["verdict_id"] for one in second], again
        assert all(one["replay"] for one in second)
        sound(cordon)
