#!/usr/bin/env python3
"""What is asked for, beside what was measured: goals.py RESULT.json [DELAYS.json]

The second is of a run with --delays. A goal is reached, or not, or (-) it takes more account-days
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


def waits(delays, begin, action):
    """Median and 95th percentile of each kind, as they were measured."""
    rows = []
    for kind, by_action in sorted(delays.get("delays", {}).items()):
        if kind.startswith(begin) and by_action.get(action):
            rows.append((kind, by_action[action]["recipients"]))
    return rows


def told(rows):
    return "; ".join("%s: %s" % (kind, " / ".join("never" if v is None else "%d" % v
                                                  for v in values)) for kind, values in rows)


def are_within(rows, median, p95):
    return bool(rows) and all(values[0] is not None and values[1] is not None
                              and values[0] <= median and values[1] <= p95 for _, values in rows)


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


def attacks(total, delays):
    yield ("blast: recall 100 %", share(*of_kinds(total, "blast ")),
           is_share(*of_kinds(total, "blast "), 100))
    for begin, action, median, p95 in (("blast ", "contact", 10, 30),
                                       ("blast ", "disable_sending", 100, 300),
                                       ("medium ", "disable_sending", 150, 150)):
        rows = waits(delays, begin, action)
        yield ("%s: %d recipients until %s, 95th percentile %d" % (begin.strip(), median, action,
                                                                   p95),
               told(rows) or "not measured", are_within(rows, median, p95) if rows else None)
    for begin, percent in (("medium ", 99), ("drip 50/", 99), ("drip 20/", 97), ("drip 10/", 90),
                           ("drip 5/", 60), ("split 20", 95)):
        yield ("%s: contact, %d %%" % (begin.strip(" /"), percent), share(*of_kinds(total, begin)),
               is_share(*of_kinds(total, begin), percent))


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
    yield ("innocents blamed for a block: none", str(b.get("innocents", 0)),
           b.get("innocents", 0) == 0)
    yield ("of those of which 99 % is stated 98 % are right", share(c["right"], c["stated"]),
           is_share(c["right"], c["stated"], 98))
    yield ("evidence: each cited line is what it is said to be",
           "%d lines, %d findings with a wrong one" % (total["cited_lines"],
                                                       len(total["wrong_evidence"])),
           not total["wrong_evidence"])


def table(total, delays):
    rows = [*rates(total), *attacks(total, delays), *conduct(total), *rest(total)]
    answers = {True: "yes", False: "no", None: "-"}
    return figures.table(["asked for", "measured", "reached"],
                         [[what, measured, answers[is_reached]] for what, measured, is_reached in rows])


def main():
    documents = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as text:
            documents.append(json.load(text))
    print(table(documents[0], documents[1] if len(documents) > 1 else {}))


if __name__ == "__main__":
    main()
