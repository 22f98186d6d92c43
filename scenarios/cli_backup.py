"""The restore drill: a home is backed up while a gate writes to it, the gate is killed, the home is made anew
from the backup, and audit and replay say of it what the backup says."""
import json
import os
import signal

from cli_frame import TREE, case, one_sentence

MESSAGE = (TREE / "corpus" / "payments" / "pain001-clean.xml").read_text(encoding="utf-8")


def messages(cordon, first, count):
    folder = cordon.folder / f"messages{first}"
    folder.mkdir()
    for number in range(first, first + count):
        (folder / f"{number:05}.xml").write_text(
            MESSAGE.replace("SAMPLE-20261102-0003", f"DRILL-{number:05}"), encoding="utf-8")
    return folder


@case()
def a_home_is_backed_up_at_work_and_restored_after_a_kill(cordon):
    cordon.imported("--list", "un", TREE / "corpus" / "lists" / "un" / "consolidated.xml")
    assert cordon.run("pay", "check", messages(cordon, 0, 20)).code in (0, 3, 5)
    gate = cordon.begin("pay", "check", messages(cordon, 1000, 6000))
    backup = cordon.folder / "backup"
    taken = cordon.run("backup", backup, "--format", "json")
    assert taken.code == 0, taken
    running = gate[0].poll() is None
    os.kill(gate[0].pid, signal.SIGKILL)
    cordon.end(gate)
    assert running, "the gate had ended before the backup had"
    said = taken.json
    assert said["leaves"] >= 20 and said["left_out"] == ["keys/signing.key"], said

    assert cordon.run("backup", "verify", backup).code == 0
    other = cordon.folder / "restored"
    restored = cordon.run("restore", backup, home=other)
    assert restored.code == 0, restored
    audit = cordon.run("audit", "verify", "--format", "json", home=other)
    assert audit.code == 0, audit
    assert (audit.json["leaves"], audit.json["root"]) == (said["leaves"], said["root"]), (audit, said)
    replay = cordon.run("replay", "--all", "--format", "json", home=other)
    assert replay.code == 0, replay
    counts = json.loads(replay.out.strip().splitlines()[-1])
    assert counts["identical"] == audit.json["verdicts"] and counts["not_derived"] == 0, counts
    # The killed home lost nothing that it had told, and the backup is its beginning.
    killed = cordon.run("audit", "verify", "--format", "json")
    assert killed.code == 0 and killed.json["leaves"] >= said["leaves"], killed
    # A message that came before the backup is known there; work goes on.
    again = cordon.run("pay", "check", cordon.folder / "messages0", home=other)
    assert again.out.count("(replay)") == 20, again
    assert cordon.run("audit", "verify", home=other).code == 0


@case()
def a_backup_overwrites_nothing_and_says_what_is_wrong(cordon):
    cordon.imported("--list", "un", TREE / "corpus" / "lists" / "un" / "consolidated.xml")
    backup = cordon.folder / "backup"
    assert cordon.run("backup", backup).code == 0
    assert "stands already" in one_sentence(cordon.run("backup", backup))
    assert "not empty" in one_sentence(cordon.run("restore", backup))
    assert cordon.run("backup").code == 2
    listings = next(backup.glob("lists/un/*/listings.bin.zst"))
    listings.write_bytes(b"other")
    assert "not the file that was backed up" in one_sentence(cordon.run("backup", "verify", backup))
    other = cordon.folder / "restored"
    assert "not the file" in one_sentence(cordon.run("restore", backup, home=other))
    assert not other.exists()
