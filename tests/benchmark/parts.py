#!/usr/bin/env python3
"""Some of a result's tables, for RESULTS.md: parts.py RESULT.json robustness|delays|whole|shared"""
import json
import sys

import figures
import goals
import tables

def shared(total):
    """What tells two places of one account apart from one dual-stack line is whose networks they are."""
    return "Accounts that two people share, found: %s." % goals.share(
        *goals.of_kinds(total, "shared_account "))


PARTS = {
    "robustness": (tables.losses,),
    "delays": (tables.delays,),
    "nights": (tables.nights,),
    "rare": (tables.levels, tables.real_prevalence),
    "shared": (shared,),
    "whole": (figures.summary, tables.clauses, tables.levels, tables.others),
}


def main():
    with open(sys.argv[1], encoding="utf-8") as result:
        total = json.load(result)
    print("Seeds %s, scale %s: %s account-days.\n" % (
        total["seeds"], total["scale"], format(total["account_days"], ",")))
    print("\n\n".join(part(total) for part in PARTS[sys.argv[2]]))


if __name__ == "__main__":
    main()
