"""Who does nothing wrong, and looks as if: two at least beside each kind of offender."""
import remote
import world

from world import at

SPAM = remote.SPAM.decode()
ACADEMIC = ["uni-north.example", "uni-south.example", "tech-east.example"]


def address(account):
    return account + "@college.example"


def answer(plan, when, who, account, title):
    plan.add(when, "incoming", who.split("@")[1], who, address(account), "Re: " + title)


def organiser(plan, known):
    """Invites sixty strangers of other universities; some addresses are old, many answer."""
    for i, who in enumerate(plan.outside("scholar", 60, gone=8, domains=ACADEMIC)):
        when = at(8 + i // 15, 10) + i % 15 * 1300
        plan.mail(when, "d.arnold", [who], "Workshop on dialects in autumn", size=6100 + i % 30,
                  source=world.office("d.arnold"))
        if not who.startswith("gone") and i % 5 < 2:
            answer(plan, when + 3000, who, "d.arnold", "Workshop on dialects in autumn")


def traveller(plan, known):
    places = ("198.18.5.9", "198.19.7.20", "3fff:310::7", "3fff:320::7")
    for i in range(9):
        plan.mail(at(10 + i // 3, 8 + i % 3 * 4), "p.hall", [plan.dice.choice(known["p.hall"])],
                  "From the conference", source=places[i * 4 // 9])


def blocked(plan, known):
    """Writes to friends while their provider blocks the server for what somebody else did."""
    for i in range(6):
        plan.mail(at(12, 10, 10) + i * 420, "s.weiss", ["friend.of.s.weiss.%02d@bigmail.example" % i],
                  "Minutes %d" % i)


def misspelt(plan, known):
    for i in range(5):
        plan.mail(at(11, 9) + i * 2400, "b.kurz", ["gone.kurt@bigmail.example"], "Are you there? %d" % i)


def guessed_at(plan, known):
    """One whose password is not found, one whose telephone has an old one."""
    for i in range(8):
        plan.add(at(11, 7) + i * 3000, "guess", "3fff:%x::7" % (0x180 + i), "t.ng", 8, False)
    plan.add(at(10, 8), "guess", world.home("m.phone"), "m.phone", 30, True)
    for i in range(3):
        plan.mail(at(10, 9 + i), "m.phone", [plan.dice.choice(known["m.phone"])], "On my way",
                  source=world.home("m.phone"))


def cold_but_honest(plan, known):
    """Applications for a job; offers of a firm that a professor founded, which are answered."""
    for i in range(20):
        who = "%shr%02d@%s" % ("gone." if i == 7 else "", i, ("smallfirm.example", "tech-east.example")[i % 2])
        plan.mail(at(10, 9) + i * 1500, "n.job", [who], "Application", size=90000 + i * 3000)
        if i % 6 == 1:
            answer(plan, at(11, 9) + i * 1000, who, "n.job", "Application")
    for i in range(24):
        who = "buyer%02d@%s" % (i, ("smallfirm.example", "tech-east.example", "postbox.example")[i % 3])
        when = at(10 + i // 8, 9) + i % 8 * 3000
        plan.mail(when, "s.start", [who], "Our sensor, as discussed at the fair", size=21000 + i)
        if i % 2:
            answer(plan, when + 4000, who, "s.start", "Our sensor")


def forwarding(plan, known):
    """His mail goes on to an outside mailbox, spam as well; that provider refuses some."""
    for day in (8, 9, 10, 11, 12):
        for i in range(4):
            plan.add(plan.office_time(day), "incoming", "outmail.example", "shop%d@outmail.example" % i,
                     address("w.forward"), SPAM)


def groups(plan, known):
    """A club that is written to each week, and a class."""
    club = plan.outside("member", 108)
    for day, n in ((4, 95), (8, 97), (11, 108)):
        for part in (club[:n][:60], club[:n][60:]):
            plan.mail(at(day, 11), "f.klaus", part, "Training in week %d" % (day // 7 + 16), size=3000)
    students = ["stud%03d@college.example" % i for i in range(104)]
    for day, n in ((8, 92), (15, 104)):
        for part in (students[:n][:70], students[:n][70:]):
            plan.mail(at(day, 9), "h.lehr", part, "Economics 101, unit %d" % day, size=4000)


def newsletter(plan, known):
    readers = plan.outside("alumna", 110)
    for i in (0, 55):
        plan.mail(at(11, 10) + i * 10, "alumni", readers[i:i + 55], "News for our alumni", size=8000,
                  body="In May: casino night in the great hall")


def other_names(plan, known):
    """A delegate, a private address, a tag."""
    for i, who in enumerate(known["h.berger"][:6]):
        plan.mail(at(11, 13) + i * 600, "h.berger", [who], "From the dean's office",
                  envelope="deans-office@college.example")
    for i in range(2):
        plan.mail(at(12, 13 + i), "e.roth", known["e.roth"][:1], "Exhibition",
                  author="Emma Roth <emma.roth@postbox.example>")
    for i in range(4):
        plan.mail(at(10 + i % 2, 15 + i), "n.tag", known["n.tag"][i:i + 1], "Order %d" % i,
                  envelope="n.tag+shop@college.example")


def not_to_her(plan, known):
    """Mail that reaches who asked for none, and is none: a list's, a group's, an answer, a
    ticket system's, one on the day of asking."""
    plan.mail(at(10, 12), "n.grant", ["walkers@college.example"], "Sunday walk")
    plan.add(at(10, 12, 3), "list_post", "walkers",
             ["ola@bigmail.example"] + plan.outside("walker", 20), "Sunday walk")
    plan.mail(at(11, 16), "p.lane", ["tom@postbox.example"] + known["p.lane"] +
              plan.outside("course", 8), "Re: Our presentation")
    plan.mail(at(10, 15), "d.voss", ["eva@outmail.example"], "Sorry")
    plan.add(at(11, 10), "incoming", "postbox.example", "kim@postbox.example", address("k.ames"), "Your books")
    plan.mail(at(11, 11), "k.ames", ["kim@postbox.example"], "Re: Your books")
    plan.mail(at(11, 11, 30), "tickets", ["ola@bigmail.example"], "[Ticket #4711] Your new password",
              source="10.40.2.8")


def many_to_one(plan, known):
    """A conversation, a script that reports to its owner's private address, a monitor."""
    for i in range(56):
        plan.mail(at(10, 9) + i * 540, "u.kent", ["sam@bigmail.example"], "Re: the play", size=1400 + i % 5)
        answer(plan, at(10, 9) + i * 540 + 270, "sam@bigmail.example", "u.kent", "the play")
    for i in range(60):
        plan.mail(at(10, 8) + i * 600, "y.park", ["yuna.park@postbox.example"], "Run %d done" % i, size=2100,
                  source="10.40.1.250")
    for i in range(66):
        plan.mail(at(11, 7) + i * 600, "monitoring", ["oncall@college.example"], "CRITICAL: disk", size=1500,
                  source="10.40.2.9")


def within_limits(plan, known):
    plan.mail(at(11, 9), "q.thorn", plan.outside("runner", 80), "Spring run", size=3000)
    plan.mail(at(11, 11), "q.vale", known["q.vale"][:1], "The film", size=9600000)


def not_left(plan, known):
    """Forwarding that was granted, mail to who is gone for good."""
    for day in (3, 9, 11):
        for account in ("i.soon", "i.past"):
            plan.add(plan.office_time(day), "incoming", "uni-south.example", "friend@uni-south.example",
                     address(account), "How are you?")


def several_places(plan, known):
    """A press office with people in two towns, and one who works at home and on the train."""
    for day in (8, 9, 10, 11, 12):
        for i in range(6):
            plan.mail(at(day, 9) + i * 5400 + plan.dice.randrange(600), "press",
                      ["editor%d@%s" % (i, ("bigmail.example", "postbox.example")[i % 2])],
                      "Press release %d" % plan.dice.randrange(100), source=("198.51.100.235", "198.18.201.9")[i % 2])
        for i in range(4):
            plan.mail(at(day, 8) + i * 9000, "e.mobil", [plan.dice.choice(known["e.mobil"])], "Figures",
                      source=("198.19.50.%d" % (day + i)) if i % 2 else world.home("e.mobil"))


def refused_relays(plan, known):
    """A printer with the wrong settings, and a mail program that does not log in."""
    for i in range(12):
        plan.add(at(10, 9) + i * 1500, "relay", "10.40.8.9", "printer@college.example", "scan%d@bigmail.example" % (i % 3))
    for i in range(4):
        plan.add(at(11, 8) + i * 5000, "relay", world.home("o.alt"), "o.alt@college.example", "old.friend@bigmail.example")


ALL = (organiser, traveller, blocked, misspelt, guessed_at, cold_but_honest, forwarding, groups, newsletter,
       other_names, not_to_her, many_to_one, within_limits, not_left, several_places, refused_relays)
