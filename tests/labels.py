#!/usr/bin/env python3
"""Has every clause of the policy somebody who breaks it, and two who only look so? labels.py SAMPLE...

The labels of all samples together (see truth.py). An offender of a clause is a row whose least
action is more than `record`. Who looks like one is a row that names the clause in `looks_like` and
may be told no more than `notify`. The clauses are those of analyzer/model/names.c.
"""
import os
import re
import sys

import truth

NAMES = os.path.join(os.path.dirname(__file__), "../analyzer/model/names.c")


def clauses():
    with open(NAMES, encoding="utf-8") as source:
        table = re.search(r"clause_names\[CLAUSES\] = \{(.*?)\};", source.read(), re.S).group(1)
    return re.findall(r"\"(\w+)\"", table)


def is_above(action, other):
    return truth.ACTIONS.index(action) > truth.ACTIONS.index(other)


def mistakes(row, known):
    """What is wrong with a row in itself."""
    for name in (row["clause"], row.get("looks_like") or "-"):
        if name != "-" and name not in known:
            yield "%s: there is no clause %s" % (row["account"], name)
    if is_above(row["least"], row["greatest"]):
        yield "%s: %s is more than %s" % (row["account"], row["least"], row["greatest"])
    if row.get("looks_like") and is_above(row["greatest"], "notify"):
        yield "%s: did nothing wrong, but may be told %s" % (row["account"], row["greatest"])


def main(samples):
    known = clauses()
    rows = [row for sample in samples for row in truth.rows(os.path.join(sample, "labels.tsv"))]
    wrong = [text for row in rows for text in mistakes(row, known)]
    for clause in known:
        offenders = sum(row["clause"] == clause and is_above(row["least"], "record") for row in rows)
        alike = sum(row.get("looks_like") == clause for row in rows)
        print("%-14s %2d offenders, %2d who look like one" % (clause, offenders, alike))
        if offenders < 1 or alike < 2:
            wrong.append("%s: too few" % clause)
    print("".join("%s\n" % text for text in wrong), end="")
    return 1 if wrong or not known else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
