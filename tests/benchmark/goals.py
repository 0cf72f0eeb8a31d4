#!/usr/bin/env python3
"""What is asked for, beside what was measured: goals.py RESULT.json [DELAYS.json [NIGHTS.json]]

The others are of runs with --delays and with --nights. A goal is reached, or not, or (-) it takes more account-days
than were looked at to say so.
"""
import json
import sys

import figures


def of_kinds(total, begin, clause=None):
    """Labels right, and how many there are, of kinds that begin so."""
    right = n = 0
    for kind, seen in total["kinds"].items():
        if kind.startswith(begin) and (clause is None or kind.endswith(", " + clause)):
            right += seen.get("right", 0)
            n += sum(seen.values())
    return right, n


def share(k, n):
    return "%d of %d" % (k, n)


def is_share(k, n, percent):
    return n > 0 and 100 * k >= percent * n


def waits(delays, attack, action):
    """Median and 95th percentile of the recipients, as they were measured, and of how many."""
    s = delays.get("delays", {}).get(attack, {}).get(action)
    return s and (s["recipients"], s["n"])


def told(wait):
    return "%s, of %d" % (" / ".join("never" if v is None else "%d" % v for v in wait[0]), wait[1])


def is_within(values, median, p95):
    return None not in values and values[0] <= median and values[1] <= p95


def alarms(total, clause):
    s = total["clauses"].get(clause, {})
    true = s.get("alarms_true", 0)
    return true, true + s.get("alarms_false", 0)


def false_of(total, account, detector):
    return sum(n for who, by, _, n in total["worst"] if account in who and by == detector)


def rates(total):
    n = total["account_days"]
    disables, contacts = total["false_disables"], total["false_contacts"]
    yield ("false disables, at most 0.1 in 100,000 account-days", figures.per_100k(disables, n),
           None if disables == 0 and 0.1e-5 * n < 3 else disables * 1e5 / n <= 0.1)
    yield ("false contacts, at most 3 in 100,000", figures.per_100k(contacts, n),
           contacts * 1e5 / n <= 3)


# Attack, days, per cent, of accounts or of campaigns.
DEADLINES = (("drip 50/day", 3, 99, "accounts"), ("drip 20/day", 7, 97, "accounts"),
             ("drip 10/day", 14, 90, "accounts"), ("drip 5/day", 28, 60, "accounts"),
             ("split 20", 2, 95, "campaigns"))


def deadlines(nights):
    for kind, days, percent, of in DEADLINES:
        reached = nights.get("nights", {}).get(kind, {}).get(of, [])
        k, n = sum(d is not None and d <= days for d in reached), len(reached)
        yield ("%s: contact within %d days, %d %% of %s" % (kind, days, percent, of),
               share(k, n) if n else "not measured", is_share(k, n, percent) if n else None)


def attacks(total, delays):
    yield ("blast: recall 100 %", share(*of_kinds(total, "blast ")),
           is_share(*of_kinds(total, "blast "), 100))
    for attack, action, median, p95 in (("blast", "contact", 10, 30),
                                        ("blast", "disable_sending", 100, 300),
                                        ("medium", "disable_sending", 150, 150)):
        wait = waits(delays, attack, action)
        yield ("%s: %d recipients until %s, 95th percentile %d" % (attack, median, action, p95),
               told(wait) if wait else "not measured",
               is_within(wait[0], median, p95) if wait else None)
    yield ("medium: contact, 99 %", share(*of_kinds(total, "medium ")),
           is_share(*of_kinds(total, "medium "), 99))


def conduct(total):
    recall = of_kinds(total, "unannounced_")
    hold = total["levels"]["hold_mailing"]
    yield ("unannounced mailing of 500 and more: recall 99.5 %", share(*recall),
           is_share(*recall, 99.5))
    yield ("no other mailing shut down", "%d held of others" % hold["false"], hold["false"] == 0)
    of_forged, right = alarms(total, "forged_header"), of_kinds(total, "forged_", "forged_header")
    yield ("forged From: precision 99 %", share(*of_forged), is_share(*of_forged, 99))
    yield ("forged From: recall 97 %", share(*right), is_share(*right, 97))
    delegates = false_of(total, "delegate", "forged_sender")
    yield "delegates taken for forgers: none", str(delegates), delegates == 0


def rest(total):
    b, c = total["blocks"], total["calibration"]
    named = b.get("named", 0), b.get("culprits", 0)
    yield "culprits of blocks named: 90 %", share(*named), is_share(*named, 90)
    left = b.get("left_open", 0), b.get("without", 0)
    yield "nobody named where nobody is to blame", share(*left), left[0] == left[1]
    yield ("innocents blamed for a block: none", str(b.get("innocents", 0)),
           b.get("innocents", 0) == 0)
    yield ("of those of which 99 % is stated 98 % are right", share(c["right"], c["stated"]),
           is_share(c["right"], c["stated"], 98))
    yield ("evidence: each cited line is what it is said to be",
           "%d lines, %d findings with a wrong one" % (total["cited_lines"],
                                                       len(total["wrong_evidence"])),
           not total["wrong_evidence"])


def table(total, delays, nights):
    rows = [*rates(total), *attacks(total, delays), *deadlines(nights), *conduct(total),
            *rest(total)]
    answers = {True: "yes", False: "no", None: "-"}
    return figures.table(["asked for", "measured", "reached"],
                         [[what, measured, answers[is_reached]] for what, measured, is_reached in rows])


def main():
    documents = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as text:
            documents.append(json.load(text))
    print(table(*(documents + [{}, {}])[:3]))


if __name__ == "__main__":
    main()
