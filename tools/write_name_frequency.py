#!/usr/bin/env python3
"""write_name_frequency.py FORENAMES.csv SURNAMES.csv WIKIDATA.tsv... >
src/text/name_frequency_table.cc

How often words stand in the names of ordinary people, as a table of words by level: a word of level
n stands about
2^n times in a background of about one million names. Standard library only; same files, same table.

Sources, both CC0 1.0 (public domain):
  - "Names by Country Dataset", github.com/sigpwned/popular-names-by-country-dataset: the most
    popular forenames and
    surnames of 106 and 75 countries, with their romanisation. A word popular in a country counts
POPULAR more.
  - Wikidata labels of people in Latin and in another script (Arabic, Chinese, Hebrew, Japanese,
    Korean, Russian), as
    pairs of name parts: Latin form, other form, number of people. A word counts as often as in the
script that has
    it most, so that a person with six labels is counted once.
No list of sanctioned or of test names enters."""
import collections, csv, math, sys, unicodedata

POPULAR = 40        # what standing among the most popular names of a country is worth
COUNT_MIN = 16      # rarer words stay out: whatever is not in the table is rare
LINE = 104
PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
                       "ı": "i", "ə": "e", "ħ": "h",
                       "ŋ": "n"})
HEADER = """// Written by tools/write_name_frequency.py; do not edit. Sources (CC0 1.0): github.com/sigpwned/
// popular-names-by-country-dataset and Wikidata labels of people. A number begins a level: the words behind
// it stand about 2^level times in a background of a million names.
#include "text/name_frequency.h"

namespace cordon::text {

namespace {

constexpr std::string_view written_table =
"""
FOOTER = """
}  // namespace

std::string_view name_frequency_table() {
    return written_table;
}

}  // namespace cordon::text
"""


def words_of(name):
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower().translate(PLAIN))
                    if not unicodedata.combining(c) and c not in "'’ʼ`ʻ‘")
    cut = "".join(c if c.isalpha() else " " for c in plain).split()
    return [w for w in cut if len(w) > 1 and w.isascii()]


def main(forenames, surnames, *pairs):
    popular = collections.defaultdict(set)  # word -> countries
    for path in (forenames, surnames):
        for row in csv.DictReader(open(path, encoding="utf-8-sig")):
            for field in ("Romanized Name", "Localized Name"):
                for word in words_of(row[field] or ""):
                    popular[word].add(row["Country"])
    by_script = []
    for path in pairs:
        counts = collections.Counter()
        for line in open(path, encoding="utf-8"):
            latin, _, number = line.rstrip("\n").split("\t")
            found = words_of(latin)
            if len(found) == 1:
                counts[found[0]] += int(number)
        by_script.append(counts)
    total = collections.Counter()
    for word in set(popular).union(*by_script):
        total[word] = max(counts[word] for counts in by_script) + POPULAR * len(popular[word])
    levels = collections.defaultdict(list)
    for word, count in total.items():
        if count >= COUNT_MIN:
            levels[min(15, round(math.log2(count)))].append(word)
    line, lines = "", []
    for level in sorted(levels, reverse=True):
        for piece in [str(level)] + sorted(levels[level]):
            if len(line) + len(piece) + 1 > LINE - 8:
                lines.append(line)
                line = ""
            line += piece + " "
    lines.append(line)
    print(HEADER, end="")
    print("\n".join(f'    "{text}"' for text in lines) + ";")
    print(FOOTER, end="")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
