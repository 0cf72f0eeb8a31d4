"""What happens on the campus in two days: (when, action) in seconds since the first midnight.

An action is a function of the driver (play.py). One seed, so the same plan every time.
"""

import timetable
import world

HOUR = 3600
OFFICE = [0, 0, 0, 0, 0, 0, 1, 3, 8, 10, 10, 9, 6, 8, 9, 9, 8, 6, 3, 2, 2, 1, 1, 0]
DOMAINS = ["bigmail.example"] * 6 + ["outmail.example"] * 4 + ["uni-north.example"] * 3 + \
    ["slowpost.example", "smallfirm.example"]
WORDS = ("meeting exam budget room seminar paper draft deadline invoice visit lab data report "
         "course grades travel review project thesis library ticket group lunch key").split()


def at(day, hour, minute=0):
    return (day - 1) * world.DAY + hour * HOUR + minute * 60


def outside(dice, prefix, n):
    """n different addresses outside; one in fifty does not exist any more."""
    return ["%s%s%03d@%s" % ("gone." if dice.random() < 0.02 else "", prefix, i, dice.choice(DOMAINS))
            for i in range(n)]


def subject(dice):
    return " ".join(dice.sample(WORDS, 3)).capitalize()


def login_variant(dice, account):
    names = {p[0]: p[1].lower().replace("_", ".") for p in world.people()}
    return dice.choice([account, account, account, account + "@example.edu", account.upper(),
                        account + "@EXAMPLE.edu", names.get(account, account) + "@example.edu"])


def office_time(dice, day):
    hour = dice.choices(range(24), OFFICE)[0]
    return at(day, hour) + dice.uniform(0, HOUR)


class Plan(timetable.Timetable):
    def mail(self, when, account, recipients, title, size=None):
        login = login_variant(self.dice, account)
        size = size or int(self.dice.lognormvariate(8.5, 1.1))
        self.add(when, "submit", login, account + "@example.edu", recipients, title, size)


def offenders(plan):
    dice = plan.dice
    plan.mail(at(1, 14), "l.brandt", outside(dice, "guest", 620), "Open house this weekend", 21000)
    for i, who in enumerate(outside(dice, "friend", 650)):
        plan.mail(at(2, 9, 30) + i * 16.5, "p.novak", [who], "Flat party on Friday", 2400 + i % 300)
    runners = outside(dice, "runner", 950)
    plan.mail(at(2, 11), "c.meyer", runners[:480], "Spring run, register now", 15500)
    plan.mail(at(2, 11, 20), "c.meyer", runners[480:], "Spring run, register now", 15500)
    for i in range(0, 560, 40):
        plan.mail(at(1, 10) + i * 20, "r.osei", outside(dice, "alumni%03d." % i, 40),
                  "Survey among our alumni", 9000)
    for i in range(0, 700, 100):
        plan.mail(at(2, 13) + i * 6, "t.winter", outside(dice, "reader%03d." % i, 100),
                  "New library hours", 4200)
    for i in range(0, 540, 180):
        plan.mail(at(1, 11) + i * 4, "j.costa", outside(dice, "pupil%03d." % i, 180),
                  "Summer school 2026: cheap rooms", 7300)
    for i, who in enumerate(outside(dice, "fan", 150)):
        plan.mail(at(1, 15) + i * 20, "n.ivanov", [who], "Our band plays tonight", 3100 + i % 40)
    for i in range(90):
        plan.add(at(1, 1) + i * 600, "relay", "10.20.7.77", "victim%d@dom%d.example" % (i, i % 30))
    for i in range(5):
        plan.add(at(2, 8) + i * 1900, "pass_through", "198.51.100.70", "offers@pills.example",
                 "someone%d@uni-north.example" % i)


def look_alikes(plan):
    dice = plan.dice
    for i in range(0, 800, 200):
        plan.mail(at(1, 9) + i * 3, "registrar", outside(dice, "applicant%03d." % i, 200),
                  "Enrolment for the summer term", 11000)
    plan.mail(at(2, 10), "s.lang", outside(dice, "invited", 400), "Dean's day", 8000)
    plan.mail(at(2, 10, 10), "s.lang", outside(dice, "guest", 150), "Dean's day", 8000)
    for i, who in enumerate(outside(dice, "subscriber", 600)):
        plan.add(at(1, 18) + i * 2, "list_post", who, "Campus news 9")
    for i in range(140):
        when = office_time(dice, 1 + i % 2)
        plan.mail(when, "tickets", ["%s@example.edu" % dice.choice(world.people())[0]],
                  "[Ticket #%d] %s" % (4000 + i, subject(dice)))
    for i in range(288):
        plan.mail(i * 600 + 7, "monitoring", ["oncall@example.edu"], "CRITICAL: disk", 1500)
    plan.mail(at(1, 10, 30), "h.adler", ["all-staff@example.edu"], "Colloquium in spring", 3000)
    plan.mail(at(2, 14), "f.dubois", outside(dice, "speaker", 80), "Workshop on dialects", 6000)
    for i in range(150):
        plan.mail(at(1, 8) + i * 230, "m.okafor", outside(dice, "colleague%d." % i, 1 + i % 2),
                  subject(dice) + " %s" % dice.choice(WORDS), 2000 + i * i * 7)
    plan.mail(at(1, 8, 15), "k.haas", outside(dice, "student", 60), "Economics 101 begins", 5000)


def everybody(plan):
    dice = plan.dice
    names = world.accounts()
    for day in (1, 2):
        for rank, account in enumerate(p[0] for p in world.people()):
            for _ in range(2 + 24 // (1 + rank % 12)):
                colleague = dice.choice(names) + "@example.edu"
                others = outside(dice, "contact%d." % dice.randrange(40), dice.randrange(3))
                plan.mail(office_time(dice, day), account, [colleague] + others, subject(dice))


def from_outside(plan):
    dice = plan.dice
    for i in range(700):
        site = dice.choice(world.SITES[:5])
        who = dice.choice(world.people())[0]
        text = "Buy these pills" if dice.random() < 0.05 and who == "w.stein" else "Hello"
        plan.add(office_time(dice, 1 + i % 2), "incoming", site,
                 "writer%d@%s" % (dice.randrange(200), site[0]), who + "@example.edu", text)
    for i in range(20):
        plan.add(office_time(dice, 2), "incoming", world.SITES[0],
                 "daily@bigmail.example", "w.stein@example.edu", "Buy these pills")
    for i in range(40):
        plan.add(office_time(dice, 1 + i % 2), "incoming", world.SITES[i % 3], "",
                 "g.weber@example.edu", "This is a bounce of a mail that you never sent")
    for i in range(15):
        plan.add(office_time(dice, 1), "vacation", "e.lund", "writer%d@bigmail.example" % i)


def noise(plan):
    dice = plan.dice
    for i in range(260):
        address = "%s.%d" % (dice.choice(["192.0.2", "198.51.100", "203.0.113"]), dice.randrange(100, 250))
        when = dice.uniform(0, 2 * world.DAY)
        kind = dice.choice(["relay", "relay", "guess", "guess", "unknown", "knock", "helo"])
        if kind == "relay":
            plan.add(when, "relay", address, "test%d@bigmail.example" % i)
        elif kind == "guess":
            plan.add(when, "guess", address, dice.choice(world.accounts()))
        elif kind == "unknown":
            plan.add(when, "relay", address, "nobody%d@example.edu" % i)
        else:
            plan.add(when, kind, address)
    plan.add(at(1, 12), "too_large", "192.0.2.77", "big@smallfirm.example", "o.berg@example.edu")


def queue_work(plan):
    plan.mail(at(1, 13), "o.berg", ["someone@deadhost.example"], "Never arrives")
    plan.mail(at(2, 20, 30), "v.rossi", ["late@nightly.example", "ok@bigmail.example"], "Tonight")
    plan.add(at(2, 20), "close_site", "nightly.example")
    for i in range(6):
        plan.mail(at(2, 22) + i * 600, "z.kaya", ["press%d@nightly.example" % i], "For tomorrow %d" % i)
    plan.mail(at(2, 23, 20), "q.nguyen", ["held@nightly.example"], "Please wait")
    plan.add(at(2, 23, 25), "hold_or_delete", "q.nguyen@example.edu", "-h")
    plan.mail(at(2, 23, 30), "b.silva", ["deleted@nightly.example"], "Oops")
    plan.add(at(2, 23, 35), "hold_or_delete", "b.silva@example.edu", "-d")
    plan.add(at(2, 0), "long_ids")


def make(seed=2026):
    plan = Plan(seed)
    for part in (offenders, look_alikes, everybody, from_outside, noise, queue_work):
        part(plan)
    return plan.sorted()
