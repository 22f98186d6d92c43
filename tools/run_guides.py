#!/usr/bin/env python3
"""Runs every command of docs/start and docs/guides as written there, so that no guide teaches what fails.

Each page gets its own empty folder with `corpus` in it, its own CORDON_HOME, and `cordon` on the PATH; its
commands run in order. In a ```console block a command begins with `$ ` (and goes on after a backslash at the
line's end); what follows it is output, which is not compared. A trailing comment says what to expect:
  # exit 3          this exit code instead of 0; `# exit 3 or 5` allows either
  # not run: why    shown, not run (needs the network, say)
A page with the line `<!-- run against a service -->` gets one: a home with the UN list of corpus, `cordon
serve` on a free port of 127.0.0.1, its address in $URL, a key in $KEY, and in $ID the verdict that the last
answer named.
Usage: run_guides.py CORDON [PAGE...]
"""
import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMAND_SECONDS_MAX = 60
SERVICE_MARK = "<!-- run against a service -->"
SERVICE_SECONDS_MAX = 60


def commands(markdown):
    """(line, command, allowed exit codes; None for not run) of each command in the console blocks."""
    language, pending, started = None, "", 0
    for number, line in enumerate(markdown.splitlines(), 1):
        fence = re.match(r"```\s*(\w*)", line)
        if fence:
            language = None if language is not None else fence.group(1)
            continue
        if language != "console":
            continue
        if pending:
            pending += "\n" + line
        elif line.startswith("$ "):
            pending, started = line[2:], number
        if pending and not pending.endswith("\\"):
            expected = re.search(r"\s#\s*exit (\d+(?: or \d+)*)\s*$", pending)
            skipped = re.search(r"\s#\s*not run:", pending)
            codes = {int(code) for code in expected.group(1).split(" or ")} if expected else {0}
            yield started, pending, None if skipped else codes
            pending = ""


@contextlib.contextmanager
def service(folder, environment):
    """What $URL and $KEY are, while a service runs."""
    def cordon(*arguments):
        return subprocess.run(["cordon", "--quiet", *arguments], cwd=folder, env=environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout

    cordon("lists", "import", "corpus/lists/un/consolidated.xml")
    roles = "submitter,analyst,approver,auditor"
    key = cordon("apikey", "create", "--for", "guide", "--roles", roles).strip()
    log_path = pathlib.Path(folder) / "service.log"
    with open(log_path, "wb") as log:
        process = subprocess.Popen(["cordon", "--quiet", "serve", "--listen", "127.0.0.1:0"], cwd=folder,
                                   env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=log)
    try:
        end = time.monotonic() + SERVICE_SECONDS_MAX
        while True:
            said = log_path.read_text(encoding="utf-8")
            listening = re.search(r"listening on http://(127\.0\.0\.1:\d+)", said)
            if listening and "lists in use" in said and "API keys read" in said:
                break
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the service of a page does not come up: " + said[-2000:])
            time.sleep(0.05)
        yield {"URL": "http://" + listening.group(1), "KEY": key}
    finally:
        process.terminate()
        process.wait(30)


def named_verdict(output):
    try:
        answer = json.loads(output)
    except ValueError:
        return ""
    return answer.get("verdict_id", "") if isinstance(answer, dict) else ""


def run_page(page, binary):
    """Number of commands run and the faults found."""
    count, faults = 0, []
    text = page.read_text(encoding="utf-8")
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="cordon-guide-"))
        (pathlib.Path(folder) / "corpus").symlink_to(ROOT / "corpus")
        environment = {**os.environ, "PATH": f"{binary.parent}:{os.environ['PATH']}", "HOME": folder,
                       "CORDON_HOME": f"{folder}/home", "NO_COLOR": "1"}
        if SERVICE_MARK in text:
            environment |= stack.enter_context(service(folder, environment))
        for line, command, codes in commands(text):
            where = f"{page.relative_to(ROOT)}:{line}"
            if codes is None:
                print(f"passed over: {where}: {command}")
                continue
            count += 1
            try:
                run = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, text=True,
                                     stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False,
                                     stderr=subprocess.STDOUT, timeout=COMMAND_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                faults.append(f"{where}: `{command}` took longer than {COMMAND_SECONDS_MAX} s")
                continue
            environment["ID"] = named_verdict(run.stdout) or environment.get("ID", "")
            if run.returncode not in codes:
                expected = " or ".join(str(code) for code in sorted(codes))
                tail = "\n    ".join(run.stdout.splitlines()[-12:])
                ended = f"ended with {run.returncode}, not {expected}"
                faults.append(f"{where}: `{command}` {ended}:\n    {tail}")
    return count, faults


def main(arguments):
    binary = pathlib.Path(arguments[1]).resolve()
    pages = [pathlib.Path(page).resolve() for page in arguments[2:]]
    pages = pages or sorted([*ROOT.glob("docs/start/*.md"), *ROOT.glob("docs/guides/*.md")])
    total, faults = 0, []
    for page in pages:
        count, found = run_page(page, binary)
        total += count
        faults += found
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{total} commands of {len(pages)} pages, {len(faults)} faults")
    return 1 if faults or not total else 0


sys.exit(main(sys.argv))
