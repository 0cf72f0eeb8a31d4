"""What happens at the institute in one day: (when, action) in seconds since midnight.

An action is a function of the driver (play.py). One seed, so the same plan every time.
"""

import timetable
import world

OFFICE = [0, 0, 0, 0, 0, 0, 1, 3, 8, 10, 10, 9, 6, 8, 9, 9, 8, 6, 3, 2, 2, 1, 0, 0]
FAR = ["bigmail.example"] * 6 + ["outmail.example"] * 4 + ["uni-north.example"] * 3 + \
    ["slowpost.example", "smallfirm.example"]
WORDS = ("meeting exam budget room seminar paper draft deadline invoice visit lab data report "
         "course samples travel review project thesis library ticket group lunch key").split()


def at(hour, minute=0):
    return hour * world.HOUR + minute * 60


def outside(dice, prefix, n):
    """n different addresses outside; one in fifty does not exist any more."""
    return ["%s%s%03d@%s" % ("gone." if dice.random() < 0.02 else "", prefix, i, dice.choice(FAR))
            for i in range(n)]


def subject(dice):
    return " ".join(dice.sample(WORDS, 3)).capitalize()


def office_time(dice):
    return at(dice.choices(range(24), OFFICE)[0]) + dice.uniform(0, world.HOUR)


class Plan(timetable.Timetable):
    def size(self):
        return int(min(60000, self.dice.lognormvariate(8.0, 0.9)))

    def mail(self, when, account, recipients, title, size=None):
        self.add(when, "submit", account, recipients, title, size or self.size())


def mailings(plan):
    dice = plan.dice
    for i in range(8):
        plan.mail(at(10, 10) + i * 240, "r.vogel", outside(dice, "buyer%d." % i, 70),
                  "Used microscopes for sale", 6400)
    for i in range(6):
        plan.mail(at(9) + i * 200, "press", outside(dice, "neighbour%d." % i, 87),
                  "Open day at the institute", 9800)
    plan.mail(at(11, 5), "g.moser", ["all-staff@institute.example"], "Excursion in autumn", 2500)
    for hour, who, name in ((8, "n.okoye", "seminar"), (11, "t.berg", "field-notes"),
                            (13, "halley", "seminar"), (15, "f.huber", "field-notes"),
                            (17, "p.santos", "seminar")):
        plan.mail(at(hour, 20), who, ["%s@lists.institute.example" % name],
                  "Notes of %s at %d" % (name, hour), 5200)


def offenders(plan):
    dice = plan.dice
    for i, who in enumerate(("b.keller@institute.example", "k.widmer@institute.example",
                             "n.okoye@bio.institute.example", "payroll@smallfirm.example")):
        plan.add(at(14, 10) + i * 400, "forged", "reyes", "director@institute.example", [who],
                 "Please pay this invoice today", 1900)
    for i in range(90):
        place = ("gate", "gate", "lists", "astro")[i % 4]
        plan.add(at(7) + i * 400, "relay", place, "10.30.7.66",
                 "victim%d@dom%d.example" % (i, i % 30))
    for i in range(2):
        plan.add(at(10, 40) + i * 900, "declare_too_large", "gate", "i.petrov")
    for place, account, hour in (("lists", "s.amari", 11), ("astro", "halley", 12)):
        plan.add(at(hour, 15), "declare_too_large", place, account)
        plan.add(at(hour, 25), "send_too_large", place, account)
    for account, n in (("l.baumann", 120), ("q.zhang", 95), ("yamada", 50)):
        plan.mail(at(16, 5), account, outside(dice, "%s.friend" % account[0], n), "Summer party")


def everybody(plan):
    dice = plan.dice
    for rank, account in enumerate(p[0] for p in world.PEOPLE):
        for _ in range(3 + 18 // (1 + rank % 9)):
            colleague = world.address(dice.choice(world.PEOPLE)[0])
            others = outside(dice, "contact%d." % dice.randrange(30), dice.randrange(3))
            how = "hand_in" if world.home(account) == "astro" and dice.random() < 0.4 else "submit"
            plan.add(office_time(dice), how, account, [colleague] + others, subject(dice),
                     plan.size())


def habits(plan):
    """A program that reports, a ticket system, series in one session, a scanner."""
    dice = plan.dice
    for i in range(50):
        plan.add(at(6, 10) + i * 1200, "hand_in", "telescope", ["oncall@institute.example"],
                 "Dome closed", 700)
    for i in range(25):
        plan.mail(office_time(dice), "tickets", [world.address(dice.choice(world.PEOPLE)[0])],
                  "[Ticket #%d] %s" % (700 + i, subject(dice)))
    for i in range(6):
        plan.add(office_time(dice), "acknowledge", "tickets", "writer%d@bigmail.example" % i)
    for hour, account in ((9, "tycho"), (12, "lind"), (15, "o.lehmann"), (16, "c.fontana")):
        plan.add(at(hour, 45), "series", account, [
            (outside(dice, "reader%d." % i, 1 + i), "%s %d" % (subject(dice), i), 2200 + 900 * i)
            for i in range(4)])
    for i in range(60):
        plan.add(office_time(dice), "read_mail", dice.choice(world.people("gate"))[0])
    for i in range(8):
        plan.add(office_time(dice), "scan", "10.30.5.9", world.address(dice.choice(world.PEOPLE)[0]))
    plan.mail(at(13, 40), "d.meier", ["observers@astro.institute.example",
                                      "lab@bio.institute.example"], "Downtime on Sunday")
    plan.mail(at(14, 45), "u.costa", ["twice@bigmail.example", "once@outmail.example",
                                      "twice@bigmail.example"], "The same one twice")
    plan.mail(at(9, 35), "b.keller", ["tove.berg@institute.example", "o.lehmann@institute.example",
                                      "j.frei@institute.example", "oberon@institute.example"],
              "Keys of the old building")
    for account in ("m.suter", "t.berg", "zeller"):
        plan.add(at(10, 5), "ask_for_receipt", account, ["seen@uni-north.example",
                                                         "gone.away@bigmail.example"])


def from_outside(plan):
    dice = plan.dice
    for _ in range(200):
        site = dice.choice(world.SITES[:5])
        who = world.address(dice.choice(world.PEOPLE)[0])
        plan.add(office_time(dice), "incoming", site,
                 "writer%d@%s" % (dice.randrange(90), site[0]), [who], "Hello")
    for i in range(8):
        plan.add(office_time(dice), "incoming", world.SITES[0], "offers%d@bigmail.example" % i,
                 ["oberon@astro.institute.example", "o.lehmann@bio.institute.example"],
                 "Buy these pills")
    for i in range(10):
        plan.add(office_time(dice), "incoming", world.SITES[1], "guest%d@outmail.example" % i,
                 ["lind@astro.institute.example", "t.berg@bio.institute.example",
                  "all-staff@institute.example"][:1 + i % 3], "A question")
    for i, name in enumerate(("seminar", "field-notes", "seminar")):
        plan.add(at(12 + i, 35), "incoming", world.SITES[2], "friend@uni-north.example",
                 ["%s@lists.institute.example" % name], "From a friend")
    for i in range(12):
        plan.add(office_time(dice), "incoming", world.SITES[i % 3], "",
                 ["f.huber@institute.example"], "You never sent what bounces here")


def noise(plan):
    dice = plan.dice
    for i in range(150):
        address = "%s.%d" % (dice.choice(["192.0.2", "198.51.100", "203.0.113"]),
                             dice.randrange(100, 250))
        when = dice.uniform(at(6, 5), at(23, 30))
        place = dice.choice(list(world.HOSTS))
        kind = dice.choice(["relay", "relay", "guess", "guess", "unknown", "knock", "helo"])
        if kind == "relay":
            plan.add(when, "relay", place, address, "test%d@bigmail.example" % i)
        elif kind == "guess":
            plan.add(when, "guess", place, address, dice.choice(world.names()))
        elif kind == "unknown":
            plan.add(when, "relay", place, address, "noone%d@%s" % (i, world.DOMAINS[place]))
        else:
            plan.add(when, kind, place, address)
    for i in range(4):
        plan.add(at(9 + i, 50), "guess", "gate", world.client("k.widmer")[0], "k.widmer")
    for place in world.HOSTS:
        plan.add(at(15, 15), "relay_large", place)


def queue_work(plan):
    plan.add(at(13), "rotate_lists")
    plan.add(at(12, 30), "pause_gate")
    for i, account in enumerate(("n.okoye", "tycho", "p.santos", "zeller", "s.amari", "yamada")):
        plan.mail(at(12, 33) + i * 150, account, ["pause%d@uni-north.example" % i], "During lunch")
    plan.add(at(12, 55), "resume_gate")
    plan.mail(at(8, 50), "zeller", ["someone@deadhost.example", "other@bigmail.example"],
              "Never arrives there")
    plan.mail(at(9, 20), "c.fontana", ["someone@deadhost.example"], "Never arrives")
    for i in range(3):
        plan.mail(at(7, 40) + i * 600, "s.amari", ["u.costa@bio.institute.example"],
                  "Pictures %d" % i, 30000)
    plan.mail(at(11, 30), "a.brunner", ["full.box@smallfirm.example"], "Full over there")


def make(seed=2026):
    plan = Plan(seed)
    for part in (mailings, offenders, everybody, habits, from_outside, noise, queue_work):
        part(plan)
    return plan.sorted()
