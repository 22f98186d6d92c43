#!/usr/bin/env python3
"""Writes src/text/bare_prices.inc: what it costs to read letters of Arabic or Hebrew words as Latin letters.

The price of reading a native letter as some Latin letters is 2 x the square of the negative logarithm of how
often that happens, at most 100; how often is counted in aligned pairs of one name in both scripts (hard
expectation maximisation: align by the prices so far, count, price anew). The pairs are those of Wikidata
labels (CC0): files of lines "latin TAB native letters with blanks TAB count".

Usage: tools/train_bare_prices.py PAIRS_ARABIC PAIRS_HEBREW > src/text/bare_prices.inc
Nothing of a pair stands in the output, only prices of letters. Pairs whose line number divides by five are
left out, so that they can serve as a test.
"""
import math
import pathlib
import random
import re
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
DIGRAPHS = {"sh": "S", "kh": "K", "gh": "G", "th": "T", "dh": "D", "ch": "C", "zh": "Z", "ts": "c"}
SPAN = 3       # Latin letters that one native letter may stand for
ROUNDS = 6
SAMPLE = 12000  # pairs a file
VOWEL_MOST = 18  # price of a vowel that is not written
KEPT = 90      # dearer than this is not worth a row


def native_table():
    text = (ROOT / "src/text/letter_tables.cc").read_text(encoding="utf-8")
    rows = {}
    for name in ("arabic", "hebrew"):
        part = re.search(r"constexpr auto %s = .*?\}\);" % name, text, re.S).group(0)
        rows.update(re.findall(r"\{U'(.)', \"(\w*)\"\}", part))
    return rows


def symbols(word, table):
    """As bare_symbols in token_similarity.cc: waw and yeh inside a word are vowels."""
    text = ""
    for at, letter in enumerate(word):
        ascii_form = table.get(letter)
        if ascii_form is None:
            if unicodedata.category(letter) in ("Mn", "Lm", "Cf") or letter in "'\"׳״’":
                continue
            return None
        if at > 0 and ascii_form in ("w", "y"):
            ascii_form = "u" if ascii_form == "w" else "i"
        text += DIGRAPHS.get(ascii_form, ascii_form)
    return re.sub(r"(.)\1+", r"\1", text)


LATIN = {"ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ł": "l", "ı": "i",
         "ə": "a"}


def latin(word):
    text = "".join(LATIN.get(letter, letter) for letter in word.lower())
    text = unicodedata.normalize("NFKD", text)
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Mn" and letter not in "'’ʼ`")
    text = re.sub(r"([a-df-np-z])\1+", r"\1", text)  # doubled letters, but for ee and oo
    return text if re.fullmatch(r"[a-z]+", text) else None


# Letters that Persian, Urdu and Kurdish have and these pairs lack: counts as if seen.
PRIOR = {
    "C": {"ch": 40, "c": 6, "tch": 4, "tsch": 2, "sh": 2, "tj": 2},
    "Z": {"zh": 30, "j": 16, "z": 8, "g": 6, "s": 1},
    "p": {"p": 60, "b": 2, "f": 1},
    "g": {"g": 60, "k": 2, "q": 2, "gh": 2, "j": 2},
    "v": {"v": 40, "w": 6, "f": 2},
    "D": {"z": 60, "dh": 60, "d": 60, "th": 20, "s": 4},
    "T": {"th": 60, "s": 40, "t": 20},
    # Vowels that only foreign names in kana and Hangul write.
    "e": {"e": 60, "a": 8, "ae": 3, "i": 3, "ai": 3, "ei": 2, "ay": 2, "": 3, "ie": 2, "y": 1},
    "o": {"o": 60, "a": 6, "u": 6, "au": 4, "ou": 2, "ow": 2, "aw": 2, "oe": 2, "": 2, "e": 4, "eau": 1},
}


def mixed(letters):
    """Consonants with vowels: a short vowel is inserted by itself, lest its price be learnt many times."""
    vowels = [letter in "aeiou" for letter in letters]
    return any(vowels) and not vowels[0] or (any(vowels) and any(each not in "aeiouywh" for each in letters))


def start_price(symbol, letters):
    if letters == "":
        return 2.0 if symbol in "aiuhwy" else 5.0
    plain = {"S": "sh", "K": "kh", "G": "gh", "T": "th", "D": "dh", "C": "ch", "Z": "zh", "c": "ts", "q": "k"}
    usual = plain.get(symbol, symbol)
    vowels = "aeiouyw"
    if letters == usual or letters[0] == symbol.lower():
        return 0.5 + 0.7 * (len(letters) - 1)
    if symbol in "aiuwy" and all(letter in vowels for letter in letters):
        return 1.0 + 0.3 * len(letters)
    return 4.0 + 1.5 * len(letters)


def align(native, word, price, insert):
    """The cheapest way: a list of (symbol, letters), symbol '' for an inserted letter; and its price."""
    best = {(0, 0): (0.0, None)}
    for i in range(len(native) + 1):
        for j in range(len(word) + 1):
            if (i, j) not in best:
                continue
            cost = best[i, j][0]
            steps = []
            if j < len(word):
                steps.append((i, j + 1, insert.get(word[j], 7.0), ("", word[j])))
            if i < len(native):
                for size in range(0, min(SPAN, len(word) - j) + 1):
                    letters = word[j:j + size]
                    if mixed(letters):
                        continue
                    steps.append((i + 1, j + size, price(native[i], letters), (native[i], letters)))
            for ni, nj, more, step in steps:
                if (ni, nj) not in best or best[ni, nj][0] > cost + more:
                    best[ni, nj] = (cost + more, (i, j, step))
    at = (len(native), len(word))
    total = best[at][0]
    way = []
    while best[at][1] is not None:
        i, j, step = best[at][1]
        way.append(step)
        at = (i, j)
    return way, total


def read_pairs(path, table):
    pairs = []
    for number, line in enumerate(pathlib.Path(path).read_text(encoding="utf-8").splitlines()):
        fields = line.split("\t")
        if number % 5 == 0 or len(fields) < 2:
            continue
        native, word = symbols(fields[1].replace(" ", ""), table), latin(fields[0])
        if native and word and len(native) > 1 and not native.startswith("al"):
            pairs.append((native, word))
    random.Random(7).shuffle(pairs)
    return pairs[:SAMPLE]


def train(pairs):
    price, insert = start_price, {vowel: 1.5 for vowel in "aeiou"}
    for _ in range(ROUNDS):
        counts, inserted, seen = {symbol: {} for symbol in PRIOR}, {}, 0
        for native, word in pairs:
            way, total = align(native, word, price, insert)
            if total / max(len(native), len(word)) > 2.2:
                continue  # no spelling of the same name
            seen += len(native)
            for symbol, letters in way:
                if symbol:
                    of = counts.setdefault(symbol, {})
                    of[letters] = of.get(letters, 0) + 1
                else:
                    inserted[letters] = inserted.get(letters, 0) + 1
        prices = {}
        for symbol, of in counts.items():
            for letters, count in PRIOR.get(symbol, {}).items():
                of[letters] = of.get(letters, 0) + count
            total = sum(of.values()) + 2
            prices[symbol] = {letters: -math.log(count / total) for letters, count in of.items() if count > 1}
        price = lambda symbol, letters: prices.get(symbol, {}).get(letters, 7.5 + len(letters))
        insert = {letter: -math.log((count + 0.5) / seen) for letter, count in inserted.items()}
    return prices, insert


def hundredths(nats):
    return min(100, round(2 * nats * nats))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    table = native_table()
    pairs = [pair for path in sys.argv[1:] for pair in read_pairs(path, table)]
    prices, insert = train(pairs)
    print("// Written by tools/train_bare_prices.py from pairs of Wikidata labels (CC0); not to be edited.")
    print("constexpr auto bare_prices = std::to_array<BarePrice>({")
    for symbol in sorted(prices):
        for letters, nats in sorted(prices[symbol].items()):
            if hundredths(nats) <= KEPT:
                print('    {\'%s\', "%s", %d},' % (symbol, letters, hundredths(nats)))
    print("});")
    print("constexpr auto bare_insert_prices = std::to_array<BareInsertPrice>({")
    for letter in "abcdefghijklmnopqrstuvwxyz":
        # The pairs are mostly foreign names, whose vowels are written out; names of Arabic and Hebrew origin
        # leave out i, o and u as well.
        most = VOWEL_MOST if letter in "aeiou" else 100
        print("    {'%s', %d}," % (letter, min(most, hundredths(insert.get(letter, 8.0)))))
    print("});")


main()
