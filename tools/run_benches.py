#!/usr/bin/env python3
"""Runs every *_bench program of a build folder, puts all figures into BUILD/bench.json and prints a table.

Usage: run_benches.py BUILD [SECONDS_MIN]
"""
import json
import pathlib
import subprocess
import sys
import tempfile


def run(program, seconds_min):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.json"
        subprocess.run([program, f"--benchmark_out={out}", "--benchmark_out_format=json",
                        f"--benchmark_min_time={seconds_min}"], check=True, stdout=subprocess.DEVNULL)
        return json.loads(out.read_text(encoding="utf-8"))


def row(program, figure):
    per_second = figure.get("items_per_second") or figure.get("bytes_per_second")
    unit = "items/s" if figure.get("items_per_second") else "bytes/s" if per_second else ""
    rate = f"{per_second:,.0f} {unit}" if per_second else ""
    return (f"{program:24} {figure['name']:44} {figure.get('real_time', 0):14,.1f} "
            f"{figure.get('time_unit', ''):3} {rate}")


def main(arguments):
    build = pathlib.Path(arguments[1])
    seconds_min = arguments[2] if len(arguments) > 2 else "0.5"
    figures, context = [], {}
    for program in sorted(build.glob("*_bench")):
        result = run(program.resolve(), seconds_min)
        context = result["context"]
        for figure in result["benchmarks"]:
            figures.append({"program": program.name, **figure})
            print(row(program.name, figure), flush=True)
    if not figures:
        print("no benchmark in this build")
    text = json.dumps({"context": context, "benchmarks": figures}, indent=1)
    (build / "bench.json").write_text(text + "\n")
    print(f"{len(figures)} figures in {build}/bench.json")


main(sys.argv)
