"""What the scores of all seeds add up to: by clause, by level of action, at real prevalences.

Three ways to count an attack: as a campaign (all of its accounts, found when one of them is), as
account-days (each day of each account on which it sends within the label's time), as messages (all
that the account handed in within that time: the victim's own mail is among it).
"""
import collections

import figures
import scorer

DAY = 86400
LEVELS = ("contact", "hold_mailing", "disable_sending")
STATES_99 = 1.9956  # log10(99): odds of a chance of 99 %
BLOCKS = ("blocked_by_one", "provider_block", "site_outage")


def days_of(start, end):
    return range(start // DAY, end // DAY + 1)


def campaign_of(label):
    return label.kind.split(" ")[0]


def times_of(label, times):
    """When the account handed in mail within the label's time."""
    return [t for t in times.get(label.account, ()) if label.start <= t <= label.end]


def covered(findings, label):
    """The days that right findings are about."""
    days = set()
    for f in findings:
        if (f.is_alarm and f.account == label.account and f.clause == label.clause
                and label.is_within(f.first, f.last) and label.least <= f.action <= label.greatest):
            days.update(days_of(f.first, f.last))
    return days


def count_label(s, r, label, outcome):
    times, found = times_of(label, r["times"]), covered(r["findings"], label)
    days = {t // DAY for t in times} or {label.start // DAY}
    s.update(["accounts", outcome])
    s["days"] += len(days)
    s["days_found"] += len(days & found)
    s["messages"] += len(times)
    s["messages_found"] += sum(t // DAY in found for t in times)


def is_told(finding, labels):
    """It is an alarm by itself; or by what all adds up to, at a time that a label is about."""
    return finding.warrants > scorer.RECORD or finding.is_alarm and any(
        label.allows and label.account == finding.account
        and label.is_within(finding.first, finding.last) for label in labels)


def by_clause(results):
    """For each clause what was asked for and found, each way of counting, and the alarms."""
    sums = collections.defaultdict(collections.Counter)
    campaigns = collections.defaultdict(set)
    for r in results:
        for label, outcome in r["score"]["outcomes"]:
            count_label(sums[label.clause], r, label, outcome)
            key = r["seed"], campaign_of(label)
            campaigns[label.clause, "campaigns"].add(key)
            if outcome == "right":
                campaigns[label.clause, "campaigns_found"].add(key)
        false = {id(f) for f in r["score"]["false_alarms"]}
        for f in r["findings"]:
            if is_told(f, r["labels"]) or id(f) in false:
                kind = "false" if id(f) in false else "true"
                sums[f.clause]["alarms_" + kind] += 1
                sums[f.clause]["alarm_days_" + kind] += len(days_of(f.first, f.last))
    for (clause, what), keys in campaigns.items():
        sums[clause][what] = len(keys)
    return {clause: dict(s) for clause, s in sorted(sums.items())}


def account_action(findings):
    """What all its findings lead to, by account."""
    most = collections.Counter()
    for f in findings:
        most[f.account] = max(most[f.account], f.ruling, f.action)
    return most


def by_level(results):
    """For contact, hold and disable the accounts of which a label allows that much, those of them
    that it was recommended for, and those of which no label allows as much."""
    sums = {level: collections.Counter() for level in LEVELS}
    for r in results:
        got, allowed = account_action(r["findings"]), collections.Counter()
        for label in r["labels"]:
            if label.allows:
                allowed[label.account] = max(allowed[label.account], label.greatest)
        for name in LEVELS:
            level, s = scorer.ACTIONS.index(name), sums[name]
            able = {a for a, most in allowed.items() if most >= level}
            have = {a for a, most in got.items() if most >= level}
            s["allowed"] += len(able)
            s["true"] += len(able & have)
            s["false"] += len(have - able)
    return {name: dict(s) for name, s in sums.items()}


def is_right(finding, labels):
    return any(label.allows and label.account == finding.account
               and label.greatest >= max(finding.action, finding.ruling) for label in labels)


def calibration(results):
    """Of accounts whose report states a chance of 99 % and more, how many are right."""
    stated, right = set(), set()
    for r in results:
        for f in r["findings"]:
            if f.is_alarm and f.posterior >= STATES_99:
                stated.add((r["seed"], f.account))
                if is_right(f, r["labels"]):
                    right.add((r["seed"], f.account))
    return {"stated": len(stated), "right": len(right)}


def is_to_blame(account, r):
    """Some label says that the account misused resources, whenever that was."""
    return any(label.account == account and label.clause in ("resources", "mass_mailing", "commercial")
               for label in r["labels"])


def attribution(results):
    """Blocks by a provider: where one account is the cause of it, is it named in what the report
    says of the block, and found at all; where nobody is, is nobody named. Innocents are accounts
    without an offence that are named, or accused of misusing resources while a block lasts."""
    s = collections.Counter()
    for r in results:
        windows = [label for label in r["labels"] if campaign_of(label) in BLOCKS
                   and (label.asks or label.account == "(incident)")]
        culprits = {label.account for label in windows if label.asks}
        for label in windows:
            named = {i.culprit for i in r["incidents"] if label.is_within(i.first, i.last)}
            s["blocks"] += 1
            if label.asks:
                s["culprits"] += 1
                s["named"] += label.account in named
            else:
                s["without"] += 1
                s["left_open"] += named <= {None} | culprits  # of another block meanwhile
        s["found"] += sum(outcome != "missed" for label, outcome in r["score"]["outcomes"]
                          if campaign_of(label) == "blocked_by_one")
        named = {i.culprit for i in r["incidents"]} - {None}
        s["innocents"] += len({a for a in named if not is_to_blame(a, r)} | {
            f.account for f in r["score"]["false_alarms"] if f.clause == "resources"
            and any(w.is_within(f.first, f.last) for w in windows)})
    return dict(s)


def precision_at(prevalence, recall, false_rate):
    """Of accounts that are contacted on a day, the share that is hijacked."""
    true = prevalence * recall
    return true / (true + (1 - prevalence) * false_rate) if true + false_rate > 0 else 0.0


def real_prevalence(total):
    """Precision of contact where so few are hijacked as in life, by prevalence in 100,000: as
    measured, and with the upper bound of false contacts."""
    s, n = total["hijacked"], total["account_days"]
    false = total["levels"]["contact"]["false"]
    recall = s.get("contacted", 0) / max(1, s.get("n", 0))
    high = figures.clopper_pearson(false, n)[1]
    return {"%d" % p: {"precision": precision_at(p / 1e5, recall, false / n),
                       "at_least": precision_at(p / 1e5, recall, high)} for p in (5, 1)}


def hijacked(results):
    """Accounts in foreign hands, and those of them that are contacted or more in the end."""
    s = collections.Counter()
    for r in results:
        got = account_action(r["findings"])
        for label, _ in r["score"]["outcomes"]:
            if label.clause == "resources":
                s.update(["n"] + (["contacted"] if got[label.account] >= label.least else []))
    return dict(s)
