#!/usr/bin/env python3
"""What `cordon serve` bears: payments and names a second beside a bare fsync of the same minute, memory
before and after, a list that changes under payments, far too many callers at once, and kill -9 under load.

    python3 scenarios/serve_load.py CORDON HOME MESSAGES_DIR [--seconds 20] [--kills 3] [--rate 2000]

HOME has lists and is copied. Ends with 1 when an acknowledged verdict is lost or another one than was
answered, a request fails that should not, a verdict stands on half a change of lists, a refusal of a
payment does not say hold, or there was no overload to be refused; speeds and memory are printed beside the
load average, not judged: other machines, other figures.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
FAULTS = []


def check(good, words):
    if not good:
        FAULTS.append(words)
        print("FAULT: " + words)


class House:
    def __init__(self, cordon, home, messages, folder):
        self.cordon, self.messages, self.folder = cordon, messages, pathlib.Path(folder)
        self.home = self.folder / "home"
        shutil.copytree(home, self.home)
        for old in self.home.glob("record.db*"):
            old.unlink()
        self.client = self.folder / "load_client"
        subprocess.run([os.environ.get("CXX", "c++"), "-std=gnu++23", "-O2", HERE / "load_client.cc",
                        "-o", self.client], check=True)
        self.key = self.run("apikey", "create", "--for", "load", "--roles", "submitter,analyst").strip()
        self.number, self.runs = 0, 0

    def run(self, *words):
        return subprocess.run([self.cordon, "--quiet", "--home", self.home, *words], check=True, text=True,
                              stdout=subprocess.PIPE).stdout

    def start(self, *words):
        log = self.folder / f"log{time.monotonic_ns()}"
        since = time.monotonic()
        with open(log, "wb") as out:
            self.process = subprocess.Popen(
                [self.cordon, "--quiet", "--home", self.home, "serve", "--listen", "127.0.0.1:0",
                 "--yente", "/yente", "--rate-per-key", "0", "--log-failures-only", *words], stderr=out)
        while True:
            time.sleep(0.01)
            lines = [line for line in log.read_text().splitlines() if "listening on" in line]
            if lines:
                self.port = lines[0].split("127.0.0.1:")[1].split('"')[0]
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz"):
                        return time.monotonic() - since
                except OSError:
                    pass
            if self.process.poll() is not None or time.monotonic() - since > 60:
                sys.exit("not ready: " + log.read_text())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        check(self.process.wait(60) == 0, "something was cut off at the end")

    # reserved: so many numbers of messages are this run's alone. Ids have seven digits, and one that comes
    # again with other content is a conflict.
    # rate: requests a second, whether they are answered or not; 0: each as soon as the one before it is.
    def begin(self, mode, connections, seconds, reserved=200_000, rate=0):
        self.runs += 1
        acked = self.folder / f"acked{self.runs}"
        begun = subprocess.Popen([self.client, self.port, self.key, mode, str(connections), str(seconds),
                                  self.messages, str(self.number), acked, str(rate)],
                                 stdout=subprocess.PIPE, text=True)
        self.number += max(reserved, 0 if seconds < 50 else int(seconds * 4_000))
        if self.number >= 10_000_000:
            sys.exit("no numbers are left for new ids: fewer --seconds or --kills")
        return begun, acked

    def end(self, begun):
        process, acked = begun
        line = process.communicate()[0]
        figures = json.loads(line)
        print(f"{line.strip()} load average {os.getloadavg()[0]:.1f}", flush=True)
        return figures, [tuple(line.split()) for line in acked.read_text().splitlines()]

    def load(self, *words, **more):
        return self.end(self.begin(*words, **more))

    def rss_mb(self):
        for line in open(f"/proc/{self.process.pid}/status", encoding="ascii"):
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0

    # By the record itself and not by the service. What was held since it passed is answered as a hold.
    def wrong(self, acked):
        base = sqlite3.connect(f"file:{self.home}/record.db?mode=ro", uri=True)
        outcomes = ("pass", "hold", "block")
        kept = {f"v{row[0]}": outcomes[row[1]]
                for row in base.execute("select lower(hex(verdict_id)), outcome from verdicts")}
        base.close()
        lost = [one for one, _ in acked if one not in kept]
        other = [one for one, answer in acked
                 if one in kept and kept[one] != answer and (kept[one], answer) != ("pass", "hold")]
        return lost, other

    # A table of the house, with so many rows more than the one that ships.
    def import_table(self, rows):
        table = self.folder / "house_list.tsv"
        shutil.copy(HERE.parent / "corpus" / "lists" / "house" / "house_list.tsv", table)
        with open(table, "a", encoding="utf-8") as file:
            for row in range(rows):
                file.write(f"LOAD-{row}\tOdrik Loadmanson\tprimary\tperson\t\t\tonly here\n")
        self.run("lists", "import", "--list", "table:load", "--published",
                 time.strftime("%Y-%m-%d", time.gmtime()), str(table))


def check_answered(figures, what):
    check(figures["failed"] == 0 and set(figures["statuses"]) == {"200"}, f"{what}: not all were answered")


def bare_fsync_ms(folder):
    times = []
    with open(folder / "fsync", "wb") as file:
        for _ in range(100):
            since = time.monotonic()
            file.write(b"x" * 4096)
            file.flush()
            os.fdatasync(file.fileno())
            times.append((time.monotonic() - since) * 1000)
    return sorted(times)[50], sorted(times)[98]


def main():
    words = argparse.ArgumentParser(description=__doc__,
                                    formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("cordon")
    words.add_argument("home")
    words.add_argument("messages")
    words.add_argument("--seconds", type=float, default=20)
    words.add_argument("--kills", type=int, default=3)
    words.add_argument("--rate", type=float, default=2_000, help="payments a second that come by themselves")
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="cordon-load-") as folder:
        house = House(os.path.abspath(given.cordon), given.home, given.messages, folder)
        print(f"ready after {house.start():.2f} s")
        for mode in ("screen", "match"):
            figures, _ = house.load(mode, 8, given.seconds / 4)
            check_answered(figures, mode)
            print(f"{mode}: {figures['per_second'] * 50} names/s")
        all_acked = []
        house.load("payments", 64, given.seconds / 4)  # caches fill
        before = house.rss_mb()
        figures, acked = house.load("payments", 64, given.seconds)
        all_acked += acked
        check_answered(figures, "payments")
        middle, high = bare_fsync_ms(house.folder)
        print(f"bare fsync p50 {middle:.2f} ms, p99 {high:.2f} ms; "
              f"memory {before:.0f} to {house.rss_mb():.0f} MB")
        print(f"{given.rate:.0f} payments a second come at random")
        figures, acked = house.load("payments", 64, given.seconds, rate=given.rate)
        all_acked += acked
        check_answered(figures, "payments at a rate")
        middle, high = bare_fsync_ms(house.folder)
        print(f"p99 {figures['p99_us'] / 1000:.1f} ms beside a bare fsync of p50 {middle:.2f} ms, "
              f"p99 {high:.2f} ms")
        print("a list changes")
        house.import_table(0)
        time.sleep(5)  # a service looks every two seconds
        changes = 3
        before = house.rss_mb()
        begun = house.begin("payments", 64, max(given.seconds / 2, 6 * changes))
        for change in range(changes):
            time.sleep(3)
            house.import_table(change + 1)
        figures, acked = house.end(begun)
        print(f"memory {before:.0f} to {house.rss_mb():.0f} MB over {changes} changes of lists")
        all_acked += acked
        check_answered(figures, "lists")
        check(1 < figures["list_states"] <= changes + 1, "lists: verdicts stand on lists that never were")
        house.stop()

        house.start("--workers", "4", "--waiting", "8")
        print("overload: 4 workers, 8 may wait, 256 ask")
        figures, acked = house.load("payments", 256, given.seconds / 4)
        all_acked += acked
        check(figures["failed"] == 0 and set(figures["statuses"]) <= {"200", "503"},
              "overload: other than 200 and 503")
        check(figures["statuses"].get("503", 0) > 0, "overload: nobody was refused, so none was tried")
        check(figures["refused_without_hold"] == 0, "a refusal did not say hold")
        figures, acked = house.load("payments", 4, 2)
        all_acked += acked
        check(set(figures["statuses"]) == {"200"}, "not recovered after overload")
        house.stop()

        idle = 0
        for kill in range(given.kills):
            house.start()
            begun = house.begin("payments", 64, 30, reserved=20_000)
            time.sleep(random.uniform(0.5, 2.5))
            house.process.kill()
            house.process.wait()
            figures, acked = house.end(begun)
            check("409" not in figures["statuses"], "an id came a second time: the run proves nothing")
            idle += 0 if acked else 1
            all_acked += acked
        check(idle * 10 <= given.kills, f"nothing was acknowledged before {idle} of the kills")
        house.start()
        house.stop()
        lost, other = house.wrong(all_acked)
        check(not lost, f"{len(lost)} acknowledged verdicts are lost")
        check(not other, f"{len(other)} verdicts on record are not what was answered")
        print(f"{len(all_acked)} acknowledged, {len(lost)} lost, {len(other)} changed, {given.kills} kills")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
