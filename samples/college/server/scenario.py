"""What happens at the college in sixteen days: everyday mail here, the rest in offenders.py and
look_alikes.py. One seed, so the same plan every time.
"""
import look_alikes
import offenders
import timetable
import world

from world import at

HOUR = 3600
DAYS = 16
WEEKEND = (6, 7, 13, 14)
PACE = {6: 3000, 7: 3000, 8: 900, 9: 900, 10: 480, 11: 480, 12: 480, 13: 3000, 14: 3000, 15: 900, 16: 900}
EVERYDAY = 1400 # seconds of the college in one real second, where PACE says nothing else
NIGHT = 6000
OFFICE = [0, 0, 0, 0, 0, 0, 0, 3, 8, 10, 10, 9, 6, 8, 9, 9, 8, 6, 3, 1, 0, 0, 0, 0]
DOMAINS = ["bigmail.example"] * 5 + ["outmail.example"] * 4 + ["ymail.example"] * 2 + \
    ["cloudpost.example", "postbox.example", "slowpost.example", "smallfirm.example"] + \
    ["uni-north.example"] * 2
WORDS = ("meeting exam budget room seminar paper draft deadline invoice visit lab data report "
         "course grades travel review project thesis library ticket group lunch key").split()


def subject(dice):
    return " ".join(dice.sample(WORDS, 3)).capitalize()


class Plan(timetable.Timetable):
    def mail(self, when, account, recipients, title, **how):
        """One message in a session of its own; `source` is where from."""
        how.setdefault("size", int(self.dice.lognormvariate(8.2, 0.9)))
        source = how.pop("source", None) or self.place(account)
        self.add(when, "mail", account, source, [(recipients, title, how)])

    def place(self, account):
        return world.office(account) if self.dice.random() < 0.7 else world.home(account)

    def outside(self, prefix, n, gone=0, domains=None):
        """n different addresses outside; `gone` in a hundred of them do not exist."""
        return ["%s%s%02d@%s" % ("gone." if self.dice.random() * 100 < gone else "", prefix, i,
                                 self.dice.choice(domains or DOMAINS)) for i in range(n)]

    def office_time(self, day):
        hour = self.dice.choices(range(24), OFFICE)[0]
        return at(day, hour) + self.dice.uniform(0, HOUR)


def contacts(plan, account):
    """Whom somebody writes to: colleagues and a few people outside."""
    colleagues = plan.dice.sample([a for a in world.people() if a != account], 6)
    return ["%s@college.example" % a for a in colleagues] + \
        plan.outside("friend.of.%s." % account, 6)


def everyday(plan, known):
    for day in range(1, DAYS + 1):
        for account in world.people():
            times = 0 if day in WEEKEND and plan.dice.random() < 0.9 else plan.dice.choice((1, 1, 1, 2, 3))
            for _ in range(times):
                write_and_hear(plan, day, account, known[account])


def write_and_hear(plan, day, account, known):
    when = plan.office_time(day)
    recipients = plan.dice.sample(known, plan.dice.choice((1, 1, 1, 2)))
    plan.mail(when, account, recipients, subject(plan.dice))
    friend = plan.dice.choice(known)
    if not friend.endswith("@college.example") and plan.dice.random() < 0.4:
        plan.add(plan.office_time(day), "incoming", friend.split("@")[1], friend,
                 account + "@college.example", "Re: " + subject(plan.dice))


def scanners(plan):
    """They come at night, too."""
    for day in range(1, DAYS + 1):
        for hour in range(22, 30) if day not in WEEKEND else range(8, 30):
            plan.add(at(day, hour) + plan.dice.randrange(2400), "knock", "203.0.113.%d" % plan.dice.randrange(100, 250))


def days(seed=2026):
    """Each day and each night: when it begins, its pace, its actions in order of time."""
    plan = Plan(seed)
    known = {account: contacts(plan, account) for account in world.people()}
    everyday(plan, known)
    scanners(plan)
    for part in (*offenders.ALL, *look_alikes.ALL):
        part(plan, known)
    actions = plan.sorted()
    for day in range(1, DAYS + 1):
        for begin, end, pace in ((at(day, 6, 30), at(day, 21, 45), PACE.get(day, EVERYDAY)),
                                 (at(day, 21, 45), at(day + 1, 6, 30), NIGHT)):
            yield begin, pace, [a for a in actions if begin <= a[0] < end]
