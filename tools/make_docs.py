#!/usr/bin/env python3
"""Checks the links of all pages and, when the binary is there, writes what can be read off its `--help`: the
command reference (docs/reference/commands.md) and man pages (build/man/*.1).

Usage: make_docs.py CORDON
"""
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import check_tree  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent


def help_of(binary, words):
    run = subprocess.run([binary, *words, "--help"], capture_output=True, text=True, check=True, timeout=20)
    return run.stdout.replace(str(binary), "cordon").rstrip() + "\n"


def subcommands(text):
    section = re.search(r"^Subcommands:\n((?:[ \t]+.*\n?)+)", text, re.M | re.I)
    return re.findall(r"^ {2}([a-z][a-z-]*)\b", section.group(1), re.M) if section else []


def walk(binary, words=()):
    """(words, help text) of a command and of everything below it, in order of the help."""
    text = help_of(binary, words)
    yield words, text
    for name in subcommands(text):
        yield from walk(binary, (*words, name))


def man_page(words, text):
    name = "-".join(("cordon", *words))
    first = next((line for line in text.splitlines() if line.strip()), "").strip().rstrip(".")
    body = "\n".join("\\&" + line.replace("\\", "\\e").replace("-", "\\-") for line in text.splitlines())
    return f'.TH "{name.upper()}" 1\n.SH NAME\n{name} \\- {first}\n.SH DESCRIPTION\n.nf\n{body}\n.fi\n'


def main(arguments):
    tree = check_tree.Tree(ROOT)
    tree.check_links()
    tree.check_guides()
    for fault in tree.faults:
        print(fault, file=sys.stderr)
    binary = pathlib.Path(arguments[1]).resolve() if len(arguments) > 1 else ROOT / "build/release/cordon"
    if not binary.exists():
        print("no binary: links checked only; `make release` first for the command reference and man pages")
        return 1 if tree.faults else 0
    man = ROOT / "build/man"
    man.mkdir(parents=True, exist_ok=True)
    page = ["# Commands\n\nWritten by `make docs` from `cordon --help`; do not edit.\n"]
    pages = list(walk(binary))
    for words, text in pages:
        page.append(f"## {' '.join(('cordon', *words))}\n\n```text\n{text}```\n")
        (man / ("-".join(("cordon", *words)) + ".1")).write_text(man_page(words, text), encoding="utf-8")
    (ROOT / "docs/reference/commands.md").write_text("\n".join(page), encoding="utf-8")
    print(f"{len(pages)} commands in docs/reference/commands.md and {man.relative_to(ROOT)}/")
    return 1 if tree.faults else 0


sys.exit(main(sys.argv))
