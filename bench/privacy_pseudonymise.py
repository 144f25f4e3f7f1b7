"""How fast known identifiers are taken out of text, and what ten thousand of them cost against a hundred.

    python bench/privacy_pseudonymise.py [--words 200000]

Prints JSON; CPU seconds of one core. Goals: >= 20,000 words/s; 10,000 identifiers <= 1.5 x 100. The text is made of the
words that the product carries, with names, dates and numbers strewn in, one in forty words; the floor is what one plain
pass over its words with a regular expression costs in the same run.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import re
import sys
import time
from importlib.resources import files

from merits.privacy import Protected, Pseudonymiser

SYLLABLES = "ber con dar fen gol hal kri lor mun nev pol quin ras sten tov vel wick yar zeph bryn cor dell esk".split()


def name(dice: random.Random) -> str:
    """A made-up full name."""
    first, last = ("".join(dice.choices(SYLLABLES, k=k)).capitalize() for k in (2, dice.choice((2, 3))))
    return f"{first} {last}"


def identifiers(count: int, dice: random.Random) -> list[Protected]:
    """Two in three are names, the others telephone numbers, dates, references and places."""
    made: list[Protected] = []
    for i in range(count):
        kind = ("name", "name", "name", "name", "telephone", "date", "reference", "place", "name", "name")[i % 10]
        value = {
            "name": name(dice),
            "telephone": f"07700 {900000 + dice.randrange(1000)}",
            "date": f"{dice.randrange(1960, 2005)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}",
            "reference": f"42/CR/{dice.randrange(10000, 99999)}/17",
            "place": f"{name(dice)} Road",
        }[kind]
        made.append(Protected(f"i{i}", kind, (value,), f"[{kind}]"))
    return made


def text_of(words: int, known: list[Protected], dice: random.Random) -> str:
    """Prose-like text."""
    common = (files("merits.privacy") / "data/ordinary-words.txt").read_text(encoding="utf-8").split()
    out: list[str] = []
    while len(out) < words:
        sentence = dice.choices(common, k=dice.randrange(8, 25))
        sentence[0] = sentence[0].capitalize()
        if dice.random() < 0.4:
            sentence.insert(dice.randrange(1, len(sentence)), dice.choice(known).values[0])
        out += sentence
        out[-1] += ".\n" if dice.random() < 0.2 else "."
    return " ".join(out)


def measure(count: int, words: int) -> dict[str, float]:
    """One number of identifiers."""
    dice = random.Random(count)
    known = identifiers(count, dice)
    text = text_of(words, known[:100], random.Random(1))
    start = time.process_time()
    hide = Pseudonymiser(known)
    ready = time.process_time() - start
    hide.apply(text[:2000])
    start = time.process_time()
    marks = hide.apply(text).marks
    spent = time.process_time() - start
    start = time.process_time()
    count_words = len(re.findall(r"\w+", text))
    floor = time.process_time() - start
    return {
        "identifiers": count,
        "words": count_words,
        "marks": len(marks),
        "ready_s": round(ready, 2),
        "cpu_s": round(spent, 2),
        "words_per_s": round(count_words / spent),
        "floor_s": round(floor, 3),
        "ratio_to_floor": round(spent / floor, 1),
    }


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=200_000)
    words = parser.parse_args().words
    few, many = measure(100, words), measure(10_000, words)
    per_word = {case["identifiers"]: case["cpu_s"] / case["words"] for case in (few, many)}
    result = {
        "python": platform.python_version(),
        "cases": [few, many],
        "ratio_10000_to_100": round(per_word[10_000] / per_word[100], 2),
        "goals": {"words_per_s": 20_000, "ratio_10000_to_100": 1.5},
    }
    json.dump(result, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
