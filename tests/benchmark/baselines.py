"""What simple rules make of the same traffic, for comparison.

They read the script and not the log, so nothing that is hard about reading a log troubles them:
each message is its true account's, each recipient counts once, each outcome is known. An alarm
is an account and a day. Mail without a login is nobody's.
"""
import collections
import statistics

HOUR, DAY = 3600, 86400


class Mail:
    def __init__(self, when, account, client, recipients):
        self.when, self.account, self.client = when, account, client
        self.recipients = recipients  # (address, what comes of it)


def owner(client, login, sender):
    """A list's copies are the list's, not those of the user that it runs as."""
    if "-bounces+" in sender:
        return sender[:sender.find("-bounces+")]
    return login if login != "-" else client[client.find("[") + 1:-1]


def read_script(path):
    """The mail of logins, and by line number the accounts or host that each line is of: who sent
    it, and who had it forwarded."""
    mails, owners = [], {}
    with open(path, encoding="utf-8") as script:
        for number, line in enumerate(script, 1):
            when, kind, client, login, sender, _, _, _, *to = line.rstrip("\n").split("\t")
            owners[number] = {owner(client, login, sender)} | {
                r.split("@")[0] for r in to if r.count("|") == 2}
            if kind == "login":
                recipients = [tuple((r + "|+").split("|")[:2]) for r in to]
                mails.append(Mail(int(when), login, client, recipients))
    return mails, owners


def most_in(window, events):
    """Days on which the sum of (when, number) within the window reached each value: day to most."""
    most, queue, total = {}, collections.deque(), 0
    for when, number in events:
        queue.append((when, number))
        total += number
        while queue[0][0] <= when - window:
            total -= queue.popleft()[1]
        day = when // DAY
        most[day] = max(most.get(day, 0), total)
    return most


def limit(window, most, number):
    def rule(mails):
        events = [(m.when, number(m)) for m in mails]
        return {day for day, n in most_in(window, events).items() if n >= most}
    return rule


def is_outside(address):
    return not address.endswith("@example.edu")


def recipients(mail):
    return len(mail.recipients)


def external(mail):
    return sum(is_outside(address) for address, _ in mail.recipients)


def invalid(mail):
    return sum(fate in "un" for _, fate in mail.recipients)


def bounced(mail):
    return sum(fate in "uns" for _, fate in mail.recipients)


def distinct(most):
    """Different recipients in a day."""
    def rule(mails):
        days = collections.defaultdict(set)
        for m in mails:
            days[m.when // DAY].update(address for address, _ in m.recipients)
        return {day for day, addresses in days.items() if len(addresses) >= most}
    return rule


def deviates(z):
    """Recipients a day against the own past: more than z robust deviations from the median."""
    def rule(mails):
        sums = collections.Counter()
        for m in mails:
            sums[m.when // DAY] += len(m.recipients)
        found = set()
        for day in sums:
            first = min(sums)
            past = [sums.get(d, 0) for d in range(first, day)]
            if len(past) < 5:
                continue
            median = statistics.median(past)
            spread = 1.4826 * statistics.median(abs(n - median) for n in past)
            if sums[day] - median > z * max(spread, 1):
                found.add(day)
        return found
    return rule


def networks(most):
    """Different networks (/24, /48) in a day, in place of countries, which need a map."""
    def rule(mails):
        days = collections.defaultdict(set)
        for m in mails:
            address = m.client[m.client.find("[") + 1:-1]
            mark = ":" if ":" in address else "."
            days[m.when // DAY].add(mark.join(address.split(mark)[:3]))
        return {day for day, seen in days.items() if len(seen) >= most}
    return rule


RULES = {
    "100 recipients/h": limit(HOUR, 100, recipients),
    "300 recipients/h": limit(HOUR, 300, recipients),
    "500 external/h": limit(HOUR, 500, external),
    "1,000 recipients/day": limit(DAY, 1000, recipients),
    "200 distinct/day": distinct(200),
    "own past, z > 3.5": deviates(3.5),
    "100 invalid/h": limit(HOUR, 100, invalid),
    "25 bounces/h": limit(HOUR, 25, bounced),
    "5 networks/day": networks(5),
}


def alarms(rule, mails):
    """(account, day) for each account."""
    of = collections.defaultdict(list)
    for m in mails:
        of[m.account].append(m)
    return {(account, day) for account, its in of.items() for day in rule(its)}


def score(labels, found):
    """Outcomes by label (named or missed) and the alarms that no label allows."""
    asked = [label for label in labels if label.asks]

    def is_in(label, account, day):
        return label.account == account and label.is_within(day * DAY, day * DAY + DAY - 1)

    outcomes = [(label, "named" if any(is_in(label, *alarm) for alarm in found) else "missed")
                for label in asked]
    false = [alarm for alarm in found if not any(
        label.allows and is_in(label, *alarm) for label in labels)]
    return {"outcomes": outcomes, "false_alarms": false}
