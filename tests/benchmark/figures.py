"""Rates with their bounds, and the tables."""
import collections
import math


def fraction(x, a, b):
    """The continued fraction of the incomplete beta function, by Lentz: DLMF 8.17.22."""
    tiny, c, d = 1e-300, 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    value = d
    for m in range(1, 10000):
        for step in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                     -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d, c = 1 + step * d, 1 + step / c
            d = 1 / (d if abs(d) > tiny else tiny)
            c = c if abs(c) > tiny else tiny
            value *= d * c
        if abs(d * c - 1) < 1e-13:
            break
    return value


def beta_share(x, a, b):
    """The regularised incomplete beta function."""
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
                     + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * fraction(x, a, b) / a
    return 1 - front * fraction(1 - x, b, a) / b


def at_most(k, n, p):
    """The chance of k or fewer of n, each with chance p: DLMF 8.17.5, whatever n is."""
    if p <= 0 or k >= n:
        return 1.0
    return 0.0 if p >= 1 else beta_share(1 - p, n - k, k + 1)


def solve(is_below):
    """The p in 0..1 up to which is_below(p) holds."""
    low, high = 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        if is_below(middle):
            low = middle
        else:
            high = middle
    return low


def clopper_pearson(k, n):
    """The 95 % interval of a rate of which k of n were seen."""
    low = 0.0 if k == 0 else solve(lambda p: 1 - at_most(k - 1, n, p) < 0.025)
    high = 1.0 if k == n else solve(lambda p: at_most(k, n, p) > 0.025)
    return low, high


def per_100k(k, n):
    low, high = clopper_pearson(k, n)
    return "%.1f (%.1f to %.1f)" % (1e5 * k / n, 1e5 * low, 1e5 * high)


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def share(k, n):
    return "%d of %d" % (k, n)


def by_kind(total):
    """A row for each kind of attack and clause, with the program and each baseline."""
    rules = list(total["baselines"])
    rows = []
    for kind in sorted(total["kinds"]):
        seen = collections.Counter(total["kinds"][kind])
        n = sum(seen.values())
        rows.append([kind, n, seen["right"],
                     n - seen["missed"], ", ".join("%d %s" % (seen[w], w) for w in
                                                   ("under", "over", "unproved", "named")
                                                   if seen[w]) or "-"]
                    + [total["baselines"][rule]["kinds"].get(kind, 0) for rule in rules])
    return table(["attack, clause", "n", "right", "account found", "what was not right"] + rules,
                 rows)


def summary(total):
    n = total["account_days"]
    asked = sum(sum(seen.values()) for seen in total["kinds"].values())
    right = sum(seen.get("right", 0) for seen in total["kinds"].values())
    found = asked - sum(seen.get("missed", 0) for seen in total["kinds"].values())
    rows = [["**Mailproctor**", share(right, asked), share(found, asked), total["false_alarms"],
             per_100k(total["false_alarms"], n), total["false_contacts"],
             per_100k(total["false_contacts"], n), total["false_disables"],
             per_100k(total["false_disables"], n)]]
    for rule, its in total["baselines"].items():
        rows.append([rule, "-", share(sum(its["kinds"].values()), asked), its["false_alarms"],
                     per_100k(its["false_alarms"], n)] + ["-"] * 4)
    return table(["", "right", "account found", "false alarms", "per 100,000 account-days (95 %)",
                  "of these contact and more", "per 100,000", "false disables", "per 100,000"],
                 rows)


def document(total, more=()):
    """`more`: tables that come after those of findings."""
    wrong = total["wrong_evidence"]
    parts = [
        "Seeds %s, scale %s, %s. %d accounts for %d days each: %s account-days. Version %s, "
        "configuration %s." % (total["seeds"], total["scale"], total["server"], total["accounts"],
                               total["days"], format(total["account_days"], ","),
                               total["version"], total["configuration"]),
        summary(total),
        by_kind(total),
        *more,
        "%d findings cite %d lines; of %d findings a line is not what it is said to be." % (
            total["findings"], total["cited_lines"], len(wrong)),
    ]
    if total["worst"]:
        parts.append("False alarms, by what the account is:\n\n" + table(
            ["account is", "detector", "action", "n"], total["worst"]))
    return "\n\n".join(parts) + "\n"
