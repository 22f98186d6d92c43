#!/usr/bin/env python3
"""Run by the build: writes readings and telegraph codes of Han letters as C++ tables, from Unihan.

Usage: write_unihan_tables.py FOLDER OUTPUT, FOLDER with the Unihan files of Debian's package unicode-data
(/usr/share/unicode). Without them the tables are empty: names in Han letters are then read in Pinyin and
Wade-Giles alone, and telegraph codes not at all.
Fields (UAX 38): kCantonese (Jyutping), kHangul, kMainlandTelegraph, kTaiwanTelegraph.
"""
import bz2
import pathlib
import sys

FIRST, LAST = 0x3400, 0x9FFF


def fields(folder, name, wanted):
    found = {field: {} for field in wanted}
    for suffix, read in ((".bz2", bz2.open), ("", open)):
        path = folder / (name + suffix)
        if path.is_file():
            with read(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    parts = line.rstrip("\n").split("\t")
                    if len(parts) == 3 and parts[1] in found:
                        letter = int(parts[0][2:], 16)
                        if FIRST <= letter <= LAST:
                            found[parts[1]][letter] = parts[2]
            break
    return found


def numbered(rows, name, out):
    """Syllables each once, and the number of each letter's syllable; 0 is none."""
    syllables = [""] + sorted(set(rows.values()))
    number = {syllable: at for at, syllable in enumerate(syllables)}
    out.append("constexpr std::string_view %s_syllables[] = {" % name)
    out.extend('"%s",' % syllable for syllable in syllables)
    out.append("};\nconstexpr std::uint16_t %s_syllable_of[] = {" % name)
    out.append(",".join(str(number[rows.get(letter, "")]) for letter in range(FIRST, LAST + 1)))
    out.append("};")


def codes(rows, name, out):
    of = {}
    for letter, values in sorted(rows.items(), reverse=True):
        for value in values.split():
            of[int(value)] = letter
    out.append("constexpr std::uint16_t %s_letters[] = {" % name)
    out.append(",".join(str(of.get(code, 0)) for code in range(10000)))
    out.append("};")


def main():
    folder = pathlib.Path(sys.argv[1])
    readings = fields(folder, "Unihan_Readings.txt", ("kCantonese", "kHangul"))
    others = fields(folder, "Unihan_OtherMappings.txt", ("kMainlandTelegraph", "kTaiwanTelegraph"))
    out = ["// Written by tools/write_unihan_tables.py from Unihan."]
    cantonese = {letter: value.split()[0].rstrip("123456")
                 for letter, value in readings["kCantonese"].items()}
    numbered(cantonese, "cantonese", out)
    out.append("constexpr std::uint16_t hangul_of[] = {")
    hangul = {letter: value.split()[0].split(":")[0] for letter, value in readings["kHangul"].items()}
    letters = range(FIRST, LAST + 1)
    out.append(",".join(str(ord(hangul[letter][0]) if letter in hangul else 0) for letter in letters))
    out.append("};")
    codes(others["kMainlandTelegraph"], "mainland_telegraph", out)
    codes(others["kTaiwanTelegraph"], "taiwan_telegraph", out)
    pathlib.Path(sys.argv[2]).write_text("\n".join(out) + "\n", encoding="utf-8")


main()
