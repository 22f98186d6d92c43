#!/usr/bin/env python3
"""Checks the links of all pages and, when the binary is there, writes what can be read off its `--help`: the
command reference (docs/reference/commands.md) and man pages (build/man/*.1).

Usage: make_docs.py [--check] [CORDON]
  --check   writes nothing; a commands.md that differs from the program's --help is a fault (test `docs`)
The bash completion, written by hand, has to know every command and option of the help.
"""
import os
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import check_tree  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent


def help_of(binary, words):
    """The same text on every machine: defaults that come from the caller's surroundings are made alike."""
    surroundings = {key: value for key, value in os.environ.items()
                    if key not in {"CORDON_HOME", "XDG_DATA_HOME", "COLUMNS"}}
    surroundings.update(HOME="~", USER="you", LOGNAME="you")
    run = subprocess.run([binary, *words, "--help"], capture_output=True, text=True, check=True, timeout=20,
                         env=surroundings)
    text = re.sub(r"(--principal NAME)=\S+\s+", r"\1=you        ", run.stdout.replace(str(binary), "cordon"))
    return "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"


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
    check = "--check" in arguments
    arguments = [argument for argument in arguments if argument != "--check"]
    binary = pathlib.Path(arguments[1]).resolve() if len(arguments) > 1 else ROOT / "build/release/cordon"
    if not binary.exists():
        print("no binary: links checked only; `make release` first for the command reference and man pages")
        return 1 if tree.faults else 0
    pages = list(walk(binary))
    page = ["# Commands\n\nWritten by `make docs` from `cordon --help`; do not edit.\n"]
    page += [f"## {' '.join(('cordon', *words))}\n\n```text\n{text}```\n" for words, text in pages]
    reference = ROOT / "docs/reference/commands.md"
    completions = (ROOT / "tools/completions/cordon.bash").read_text(encoding="utf-8")
    known = set(re.findall(r"[\w-]+", completions))
    for words, text in pages:
        for word in [*re.findall(r"^ +(?:-h,)?(--[a-z-]+)", text, re.M), *words]:
            if word not in known:
                tree.fault("tools/completions/cordon.bash", 1, f"does not know {' '.join(words)} {word}")
                print(tree.faults[-1], file=sys.stderr)
    if check:
        if not reference.exists() or reference.read_text(encoding="utf-8") != "\n".join(page):
            print("docs/reference/commands.md differs from `cordon --help`; run make docs", file=sys.stderr)
            return 1
        return 1 if tree.faults else 0
    reference.write_text("\n".join(page), encoding="utf-8")
    man = ROOT / "build/man"
    man.mkdir(parents=True, exist_ok=True)
    for words, text in pages:
        (man / ("-".join(("cordon", *words)) + ".1")).write_text(man_page(words, text), encoding="utf-8")
    print(f"{len(pages)} commands in docs/reference/commands.md and {man.relative_to(ROOT)}/")
    return 1 if tree.faults else 0


sys.exit(main(sys.argv))
