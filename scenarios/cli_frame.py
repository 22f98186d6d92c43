"""How the scenarios of the command line run: one temporary home a case, every run with its exit code, its two
streams, its memory and its time; a closing line that counts."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

TREE = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = TREE / "corpus" / "lists"
REAL = pathlib.Path(os.environ.get("CORDON_REAL_DATA", TREE.parent / "shared" / "data"))
CASES = []
BUDGET_S = 240  # cases marked heavy are not begun later than this; ctest ends all at 300


class Skip(Exception):
    pass


def case(heavy=False):
    def mark(function):
        CASES.append((function, heavy))
        return function
    return mark


def real(*paths):
    """Real files, or a visible skip; a failure where they are required."""
    found = [REAL / "lists" / path for path in paths]
    missing = [str(path) for path in found if not path.exists()]
    if missing:
        if os.environ.get("CORDON_REQUIRE_REAL_DATA"):
            raise AssertionError("real data is required and missing: " + missing[0])
        raise Skip("no real data: " + missing[0])
    return found


def needs(program):
    """A visible skip where the program is not installed; a failure in CI, where tools/setup installs it."""
    if shutil.which(program) is None:
        if os.environ.get("CI"):
            raise AssertionError("CI has no " + program + "; tools/setup installs it")
        raise Skip("no " + program)


class Run:
    def __init__(self, code, out, err, rss_mb, seconds):
        self.code, self.out, self.err, self.rss_mb, self.seconds = code, out, err, rss_mb, seconds

    @property
    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return (f"exit {self.code}, {self.rss_mb:.0f} MB, {self.seconds:.1f} s\n"
                f"      out: {self.out[:400]!r}\n      err: {self.err[:600]!r}")


class Cordon:
    """The binary under test with one home."""
    binary = None

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.home = self.folder / "home"
        self.number = 0

    def begin(self, *arguments, stdin=subprocess.DEVNULL, home=None):
        out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        process = subprocess.Popen(
            [self.binary, "--quiet", "--home", str(home or self.home), *map(str, arguments)],
            stdin=stdin, stdout=out, stderr=err, env={**os.environ, "CORDON_HOME": ""})
        return process, out, err, time.monotonic()

    def end(self, begun, timeout=120):
        process, out, err, start = begun
        timer = threading.Timer(timeout, process.kill)
        timer.start()
        _, wait_status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(wait_status)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "surrogateescape"))
            stream.close()
        return Run(process.returncode, *texts, usage.ru_maxrss / 1024, time.monotonic() - start)

    def run(self, *arguments, stdin=None, home=None, timeout=120):
        if isinstance(stdin, bytes):
            with tempfile.TemporaryFile() as file:
                file.write(stdin)
                file.seek(0)
                return self.end(self.begin(*arguments, stdin=file, home=home), timeout)
        return self.end(self.begin(*arguments, stdin=stdin or subprocess.DEVNULL, home=home), timeout)

    def imports(self, *arguments, **more):
        return self.run("lists", "import", "--format", "json", *arguments, **more)

    def imported(self, *arguments):
        run = self.imports(*arguments)
        assert run.code == 0, run
        return run.json

    def search(self, name, *arguments):
        run = self.run("search", "--format", "json", *arguments, name)
        assert run.code in (0, 3, 5), run
        return run.json

    def active(self):
        """What screening rests on, without the clock."""
        run = self.run("lists", "show", "--format", "json")
        assert run.code == 0, run
        return [(each["list"], each["version"], each["content_sha256"]) for each in run.json["lists"]]

    def file(self, content, name=None):
        self.number += 1
        folder = self.folder / f"f{self.number}"
        folder.mkdir()
        path = folder / (name or "file")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


def one_sentence(run, *, code=1):
    """A refusal: the exit code, nothing that looks like a crash, one line that says something."""
    assert run.code == code, run
    lines = [line for line in run.err.splitlines() if line.strip()]
    assert len(lines) == 1, run
    assert 20 <= len(lines[0]) <= 900, run
    assert all(ord(letter) >= 32 for letter in lines[0]), run
    return lines[0]


def main():
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    if not words:
        sys.exit("usage: cli_test.py CORDON [--slow] [CASE...]")
    Cordon.binary = os.path.abspath(words[0])
    passed, failed, skipped = 0, [], 0
    start = time.monotonic()
    for function, heavy in sorted(CASES, key=lambda each: each[1]):
        if words[1:] and not any(word in function.__name__ for word in words[1:]):
            continue
        folder = tempfile.mkdtemp(prefix="cordon_cli_")
        began = time.monotonic()
        try:
            if heavy and began - start > BUDGET_S and not slow():
                raise Skip(f"{BUDGET_S} s are over")
            function(Cordon(folder))
            passed += 1
            verdict = "ok"
        except Skip as why:
            skipped += 1
            verdict = f"SKIPPED, {why}"
        except Exception as error:  # every case is judged, whatever went wrong in it
            failed.append(function.__name__)
            verdict = f"FAILED\n      {type(error).__name__}: {error}\n      line {where(error)}"
        finally:
            subprocess.run(["chmod", "-R", "u+w", folder], check=False)
            shutil.rmtree(folder, ignore_errors=True)
        print(f"{function.__name__}: {verdict} ({time.monotonic() - began:.1f} s)", flush=True)
    print(f"{passed} passed, {len(failed)} failed" + (f", {skipped} skipped" if skipped else ""))
    for name in failed:
        print("  failed: " + name)
    sys.exit(1 if failed else 0)


def where(error):
    trace, lines = error.__traceback__, []
    while trace:
        lines.append(f"{pathlib.Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " > ".join(lines[1:])


def slow():
    return "--slow" in sys.argv
