#!/usr/bin/env python3
"""README's figures are those of RESULTS.md: readme.py [--update]

Without --update it says which are not, and exits with 1.
"""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
README = os.path.join(HERE, "..", "..", "README.md")


def read(path):
    with open(path, encoding="utf-8") as text:
        return text.read()


def section(text, title):
    return text.split("\n## %s\n" % title, 1)[1].split("\n## ", 1)[0]


def row(text, begin):
    """The cells of the first row of a table that begins so."""
    line = next(line for line in text.split("\n") if line.startswith("| " + begin + " |"))
    return [cell.strip() for cell in line.split("|")[2:-1]]


def thousands(number):
    return format(int(number), ",")


def figures(results):
    """What README says around a figure, with blanks of any kind, and the figure."""
    test, real = section(results, "Test seeds"), section(results, "The real network")
    right, _, _, _, _, contacts, disabled, bound = row(test, "**Mailproctor**")
    right, asked = right.split(" of ")
    held = row(real, "**Mailproctor**, from `hold_mailing` on")[0]
    of_real, rate_of_real = row(real, "**Mailproctor**, from `contact` on")
    shared = re.search(r"two people share, found: (\d+ of \d+)",
                       section(results, "Without a database of systems")).group(1)
    rate, interval = contacts.split(" ", 1)
    words = {"0": "none", "1": "one", "2": "two", "3": "three"}
    return [
        (r"of ([\d,]+) labelled offences", thousands(asked)),
        (r"labelled offences ([\d,]+) got", thousands(right)),
        (r"clause and action\. (\w+) was disabled wrongly",
         "Nobody" if disabled == "0" else disabled),
        (r"bounds the rate at ([\d.]+) in", bound.rstrip(")").rsplit(" ", 1)[1]),
        (r"no better; ([\d.]+) in 100,000", rate),
        (r"in 100,000 \(([\d.]+ to [\d.]+)\) were wrongly", interval.strip("()")),
        (r"real institute's mail \(([\d,]+) account-days",
         thousands(re.search(r"account-days with mail: (\d+)", real).group(1))),
        (r"replayed: (\w+) of it was held", "nothing" if held == "0" else held),
        (r"nobody disabled, (\w+) to be contacted", words.get(of_real, of_real)),
        (r"to be contacted \(([\d.]+) in", rate_of_real.split(" ", 1)[0]),
        (r"to be contacted \([\d.]+ in 100,000, ([\d.]+ to [\d.]+)\)",
         rate_of_real.split(" ", 1)[1].strip("()")),
        (r"no database of systems \(([\d]+ of [\d]+) found\)", shared),
    ]


def main():
    readme, wrong = read(README), 0
    for pattern, value in figures(read(os.path.join(HERE, "RESULTS.md"))):
        found = re.search(pattern.replace(" ", r"\s+"), readme)
        if not found:
            print("README does not say: %s" % pattern)
            wrong += 1
        elif re.sub(r"\s+", " ", found.group(1)) != value:
            print("README: %s, and RESULTS.md: %s (%s)" % (found.group(1), value, pattern))
            readme = readme[:found.start(1)] + value + readme[found.end(1):]
            wrong += "--update" not in sys.argv
    if "--update" in sys.argv:
        with open(README, "w", encoding="utf-8") as out:
            out.write(readme)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
