"""The tables of metrics.py's sums."""
import chart
import figures
import metrics

PER_100K = 1e5


def rate(k, n):
    """A share in per cent with its 95 % bounds."""
    if not n:
        return "-"
    low, high = figures.clopper_pearson(k, n)
    return "%.0f (%.0f to %.0f)" % (100 * k / n, 100 * low, 100 * high)


def clauses(total):
    rows = []
    for clause, s in total["clauses"].items():
        alarms = s.get("alarms_true", 0) + s.get("alarms_false", 0)
        alarm_days = s.get("alarm_days_true", 0) + s.get("alarm_days_false", 0)
        rows.append([clause, rate(s.get("campaigns_found", 0), s.get("campaigns", 0)),
                     rate(s.get("right", 0), s.get("accounts", 0)),
                     rate(s.get("days_found", 0), s.get("days", 0)),
                     rate(s.get("messages_found", 0), s.get("messages", 0)),
                     s.get("under", 0), s.get("over", 0),
                     rate(s.get("alarms_true", 0), alarms),
                     rate(s.get("alarm_days_true", 0), alarm_days)])
    return "By clause, per cent with 95 % bounds: recall of campaigns, accounts, account-days and " \
        "messages; labels of which too little or too much was recommended; precision of findings " \
        "and of the days that they are about.\n\n" + figures.table(
            ["clause", "campaigns", "accounts", "days", "messages", "too little", "too much",
             "precision", "by day"], rows)


def levels(total):
    n, rows = total["account_days"], []
    for level, s in total["levels"].items():
        got = s["true"] + s["false"]
        rows.append([level, "%d of %d" % (s["true"], s["allowed"]), s["false"],
                     figures.per_100k(s["false"], n), rate(s["true"], got)])
    return "What all findings of an account lead to, at least:\n\n" + figures.table(
        ["action", "of those that a label allows", "of others", "per 100,000 account-days",
         "precision, %"], rows)


def real_prevalence(total):
    hijacked = total["hijacked"]
    said = ["%s in 100,000: %.0f %% (at least %.0f %%)" % (
        p, 100 * s["precision"], 100 * s["at_least"]) for p, s in total["real_prevalence"].items()]
    return ("Of hijacked accounts %d of %d are contacted at least. Precision of contact, were there "
            "as many hijacked account-days as in life: %s; what is in brackets takes the upper bound "
            "of false contacts." % (hijacked.get("contacted", 0), hijacked.get("n", 0),
                                    "; ".join(said)))


def nights(total):
    if not total.get("nights"):
        return None
    rows = []
    for kind, s in total["nights"].items():
        days = [d for d in s["accounts"] if d is not None]
        rows.append([kind, figures.share(len(days), len(s["accounts"])),
                     *(sum(d <= most for d in days) for most in (1, 2, 3, 7, 14, 28))])
    return "Contacted by the end of its n-th day, accounts:\n\n" + figures.table(
        ["attack", "ever", "1", "2", "3", "7", "14", "28"], rows)


def others(total):
    c, b, n = total["calibration"], total["blocks"], total["account_days"]
    alarms = sum(s.get("alarms_true", 0) + s.get("alarms_false", 0)
                 for s in total["clauses"].values())
    return ("Findings from notify on for 10,000 accounts and a day: %.1f, of them false %.1f. Accounts "
            "of which 99 %% and more is stated: %d, right: %d. Blocks by a provider: %d, with "
            "a culprit %d, named as such %d, found at all %d; with none %d, left open %d; innocents blamed: %d." % (
                1e4 * alarms / n, 1e4 * total["false_alarms"] / n, c["stated"], c["right"],
                b.get("blocks", 0), b.get("culprits", 0), b.get("named", 0), b.get("found", 0),
                b.get("without", 0), b.get("left_open", 0), b.get("innocents", 0)))


def forms(total):
    rows = [[server, figures.share(s["right"], s["labels"]), s["false_alarms"]]
            for server, s in total["forms"].items()]
    return "By how the logs come (sites.py):\n\n" + figures.table(
        ["logs", "right", "false alarms"], rows)


def losses(total):
    if not total.get("losses"):
        return None
    rows = [["%g %%" % (int(loss) / 1000), s["right"], s["found"], s["false_alarms"],
             s["false_contacts"], s["false_disables"]]
            for loss, s in sorted(total["losses"].items(), key=lambda of: int(of[0]))]
    return "With lines lost:\n\n" + figures.table(
        ["lost", "right", "account found", "false alarms", "contact and more", "false disables"],
        rows)


def delay(values, form):
    """Median and 95th percentile."""
    return " / ".join("never" if v is None else form % v for v in values)


def delays(total):
    if not total.get("delays"):
        return None
    rows = []
    for kind, by_action in total["delays"].items():
        rows.append([kind if " " in kind else "**%s**" % kind, by_action["contact"]["n"]])
        for action in metrics.LEVELS:
            s = by_action.get(action)
            rows[-1] += [s["reached"], delay(s["recipients"], "%d"),
                         delay(s["hours"], "%.1f")] if s else ["-", "-", "-"]
    return "Until an action is reached: how many accounts reach it, and recipients and hours until " \
        "then, median / 95th percentile of all of them, those that never do included.\n\n" + \
        figures.table(["attack", "n", "contact", "recipients", "hours", "hold", "recipients",
                       "hours", "disable", "recipients", "hours"], rows)


def picture(total):
    asked = sum(sum(seen.values()) for seen in total["kinds"].values())
    found = asked - sum(seen.get("missed", 0) for seen in total["kinds"].values())
    n = total["account_days"]
    points = [("Mailproctor", found / max(1, asked), PER_100K * total["false_alarms"] / n, True)]
    points += [(rule, sum(its["kinds"].values()) / max(1, asked),
                PER_100K * its["false_alarms"] / n, False)
               for rule, its in total["baselines"].items()]
    return chart.draw(points)


def more(total):
    """All tables beside the first two."""
    parts = [clauses(total), levels(total), real_prevalence(total), others(total), forms(total),
             losses(total), nights(total), delays(total)]
    return [part for part in parts if part]
