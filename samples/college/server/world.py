"""Who and what there is. The accounts are those of the site's directory.csv.

As a program: world.py WORK writes the server's maps.
"""
import csv
import datetime
import os
import sys

import papers

ZONE = datetime.timezone(datetime.timedelta(hours=2))
BEGIN = datetime.datetime(2026, 4, 13, tzinfo=ZONE) # a Monday
DAY = 86400
WEEKS = ("mail.log-20260419", "mail.log-20260426", "mail.log")

# domain, name of its mail server, address, how it answers (remote.py); "slow" greylists
SITES = [
    ("bigmail.example", "mx1.bigmail.example", "203.0.113.25", "google"),
    ("outmail.example", "outmail-example.mail.protection.outmail.example", "203.0.113.26", "microsoft"),
    ("ymail.example", "mta5.am0.ymail.example", "203.0.113.27", "yahoo"),
    ("cloudpost.example", "mx02.cloudpost.example", "203.0.113.28", "icloud"),
    ("postbox.example", "mx00.postbox.example", "203.0.113.29", "plain"),
    ("uni-north.example", "mail.uni-north.example", "203.0.113.30", "university"),
    ("uni-south.example", "mx.uni-south.example", "203.0.113.31", "university"),
    ("tech-east.example", "mail.tech-east.example", "203.0.113.32", "university"),
    ("slowpost.example", "slow.slowpost.example", "203.0.113.33", "plain"),
    ("smallfirm.example", "mail.smallfirm.example", "203.0.113.34", "plain"),
]

# Expanded by the server: forwarding of people who left, and an alias that leads nowhere.
FORWARDED = {
    "i.gone": "irina.gone@postbox.example",
    "i.stop": "igor.stop@bigmail.example",
    "i.soon": "ines.soon@bigmail.example",
    "w.forward": "willi.forward@bigmail.example",
    "old-press": "press.box@college.example",
}
NO_MAILBOX = ("i.past", "r.back.old")


def directory():
    path = os.path.join(os.path.dirname(__file__), "../site/directory.csv")
    with open(path, encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def accounts():
    return [row["account"] for row in directory()]


def people():
    """Those who work and study there."""
    away = ("i.gone", "i.stop", "i.soon", "i.past", "z.lost", "r.back.old")
    return [row["account"] for row in directory() if row["person"] and row["account"] not in away]


def office(account):
    return "10.40.1.%d" % (10 + accounts().index(account))


def home(account):
    """One of two providers'."""
    number = accounts().index(account)
    return "%s.%d" % (("192.0.2", "198.51.100")[number % 2], 20 + number)


def site(domain):
    return next(row for row in SITES if row[0] == domain)


def style_of(server):
    return next(style for _, name, _, style in SITES if name == server)


def at(day, hour, minute=0):
    """Seconds since the first midnight."""
    return (day - 1) * DAY + hour * 3600 + minute * 60


def moment(seconds):
    return BEGIN + datetime.timedelta(seconds=seconds)


def stamp(seconds):
    """What a line begins with at that time, and its file."""
    week = min(int(seconds // (7 * DAY)), len(WEEKS) - 1)
    return moment(seconds).isoformat(timespec="microseconds"), WEEKS[week]


def aliases():
    for row in directory():
        for address in row["addresses"].split(";")[1:]:
            local = address.split("@")[0]
            if local not in FORWARDED and local != "library" and row["account"] not in NO_MAILBOX:
                yield "%s@college.example %s@college.example" % (local, row["account"])
    for local, target in FORWARDED.items():
        yield "%s@college.example %s" % (local, target)


def write_maps(work):
    etc = os.path.join(work, "etc")
    os.makedirs(etc, exist_ok=True)
    papers.write(os.path.join(etc, "aliases"), "\n".join(aliases()) + "\n")
    boxes = [a for a in accounts() if a not in NO_MAILBOX] + ["oncall", "postmaster", "abuse"] + \
        ["stud%03d" % i for i in range(104)]
    papers.write(os.path.join(etc, "mailboxes"),
                 "".join("%s@college.example %s\n" % (name, name) for name in boxes))


if __name__ == "__main__":
    write_maps(sys.argv[1])
