#!/usr/bin/env python3
"""Writes src/trade/country_extents.inc: the box of latitudes and longitudes that holds each country.

From Natural Earth's countries (public domain, naturalearthdata.com) in their TopoJSON form (world-atlas,
countries-50m.json); names are turned into codes by src/model/country_table.inc. Rounded outward to a tenth
of a degree.
Usage: write_country_extents.py countries-50m.json > src/trade/country_extents.inc
"""
import json
import math
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHORT = {"Bosnia and Herz.": "BA", "Central African Rep.": "CF", "Dem. Rep. Congo": "CD",
         "Dominican Rep.": "DO", "Eq. Guinea": "GQ", "Solomon Is.": "SB", "S. Sudan": "SS", "W. Sahara": "EH",
         "N. Cyprus": "CY", "Somaliland": "SO", "Macedonia": "MK", "eSwatini": "SZ", "Kosovo": "XK",
         "St. Vin. and Gren.": "VC", "Marshall Is.": "MH", "Antigua and Barb.": "AG",
         "St. Kitts and Nevis": "KN"}


def codes():
    found = {}
    table = (ROOT / "src/model/country_table.inc").read_text(encoding="utf-8")
    for code, _, name, others in re.findall(r'\{"(\w\w)", "(\w*)", "([^"]*)",\s*"([^"]*)"', table):
        for text in [name, *others.split("|")]:
            found.setdefault(text.lower(), code)
    return found


def points(topology):
    """Of each arc, in degrees."""
    (step_x, step_y), (x_0, y_0) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for d_x, d_y in arc:
            x, y = x + d_x, y + d_y
            line.append((x * step_x + x_0, y * step_y + y_0))
        yield line


def flat(arcs):
    for arc in arcs:
        if isinstance(arc, list):
            yield from flat(arc)
        else:
            yield ~arc if arc < 0 else arc


def main():
    topology = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs, known, boxes = list(points(topology)), codes(), {}
    for country in topology["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        code = SHORT.get(name) or known.get(name.lower())
        if code is None or not country.get("arcs"):
            print("without a code:", name, file=sys.stderr)
            continue
        line = [point for arc in flat(country["arcs"]) for point in arcs[arc]]
        boxes.setdefault(code, []).extend(line)
    print("// Made by tools/write_country_extents.py from Natural Earth (public domain), 1:50 million.")
    for code, line in sorted(boxes.items()):
        west, east = min(x for x, _ in line), max(x for x, _ in line)
        if east - west > 180:  # on both sides of the antimeridian
            west, east = -180, 180
        south, north = min(y for _, y in line), max(y for _, y in line)
        down, up = (lambda value: math.floor(value * 10) / 10), (lambda value: math.ceil(value * 10) / 10)
        print(f'{{"{code}", {down(south)}, {up(north)}, {down(west)}, {up(east)}}},')


if __name__ == "__main__":
    main()
