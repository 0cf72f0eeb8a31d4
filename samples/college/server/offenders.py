"""Who breaks the policy, clause by clause. The labels say what is to be found of it."""
import remote
import world

from world import at

SPAM = remote.SPAM.decode()


def address(account):
    return account + "@college.example"


def hijacked(plan, known):
    """The password is guessed from six networks, found, and used from twelve others."""
    for i in range(6):
        plan.add(at(12, 6, 40) + i * 480, "guess", "3fff:%x::7" % (0x100 + i), "a.blum", 6, i == 5)
    victims = plan.outside("target", 159, gone=30)
    victims.insert(70, "carla.planted@college.example") # nobody ever had that address
    for i in range(0, 160, 4):
        letters = [([who], "Your parcel %d is waiting" % plan.dice.randrange(10 ** 6),
                    {"size": plan.dice.randrange(1500, 9000), "body": SPAM}) for who in victims[i:i + 4]]
        plan.add(at(12, 9) + i * 45, "mail", "a.blum", "3fff:%x::5" % (0x200 + i // 4 % 12), letters)


def own_filter(plan, known):
    """Twenty mails that only the college's own filter takes for spam."""
    for i, who in enumerate(known["n.prinz"][:4] + plan.outside("player", 16)):
        plan.mail(at(9, 10) + i * 1400, "n.prinz", [who], "Join me there, number %d" % i, body="A casino bonus")


def drip(plan, known):
    """Nine strangers a day from one foreign network, for seven working days."""
    for day in (8, 9, 10, 11, 12, 15, 16):
        for i, who in enumerate(plan.outside("person%d." % day, 9, gone=30)):
            plan.mail(at(day, 8) + i * 3700, "k.moreno", [who], "Proposal %d" % plan.dice.randrange(10 ** 5),
                      source="3fff:505::21", body=SPAM)


def campaign(plan, known):
    """Four accounts, one text, one network: twelve messages each."""
    for n, account in enumerate(("c.ngata", "c.olsen", "c.perez", "c.quinn")):
        for i, who in enumerate(plan.outside("worker%d." % n, 12, gone=25)):
            plan.mail(at(15, 10) + n * 300 + i * 1500, account, [who], "Updated salary scale 2026",
                      source="3fff:777::%x" % (9 + n), size=5200 + i, body=SPAM)


def mass_mailing(plan, known):
    flats = plan.outside("tenant", 130)
    plan.mail(at(12, 14), "o.petrov", flats[:65], "Flat to let", size=4100)
    plan.mail(at(12, 14, 20), "o.petrov", flats[65:], "Flat to let", size=4100)


def commercial(plan, known):
    """Sixty strangers in three days get an offer, some of their providers refuse it, some complain."""
    domains = ["bigmail.example", "outmail.example", "cloudpost.example", "ymail.example"]
    for i in range(60):
        plan.mail(at(10 + i // 20, 9) + i % 20 * 1200, "v.stone", ["fan%02d@%s" % (i, domains[i % 4])],
                  "Designer watches, order %d" % (i // 20 + 1), size=3300 + i % 20,
                  source=world.office("v.stone"), body=SPAM if i % 7 == 0 else "Buy a watch")


def forged_header(plan, known):
    for i, who in enumerate(known["j.frost"][:5]):
        plan.mail(at(11, 10) + i * 900, "j.frost", [who], "Fees for the summer term",
                  author="Maria Ernst <m.ernst@college.example>")


def harassment(plan, known):
    """Both were asked to write no more: one goes on under other addresses, one by another account."""
    mia = "mia@postbox.example"
    plan.mail(at(10, 11), "g.hart", [mia], "Call me", envelope="george.hart@college.example")
    plan.mail(at(11, 21), "g.hart", ["mia+home@postbox.example"], "Call me!", envelope="g.hart+x@college.example")
    plan.mail(at(12, 7), "g.hart", [mia], "Why do you not answer")
    plan.mail(at(11, 19), "r.cole2", ["n.wells@college.example"], "We have to talk")
    plan.mail(at(12, 19), "r.cole2", ["nina.wells@college.example"], "I know that you read this")


def flooding(plan, known):
    for i in range(60):
        plan.mail(at(10, 14) + i * 110 + plan.dice.randrange(60), "x.ray", ["leo@outmail.example"],
                  "You owe me", size=1500 + i % 9, source=world.home("x.ray"))
    for n, account in enumerate(("b.adams", "b.baker", "b.clark", "b.davis", "b.evans", "b.frank")):
        for i in range(9):
            plan.mail(at(11, 13) + n * 17 + i * 330 + plan.dice.randrange(90), account,
                      ["m.ernst@college.example"], "Shame on you", size=1200 + n)


def limits(plan, known):
    plan.mail(at(10, 10), "q.over", plan.outside("guest", 95), "Vernissage", size=5000,
              source=world.office("q.over"))
    for i in range(2):
        plan.mail(at(11, 15 + i), "q.over", known["q.over"][:1], "The film", size=11000000,
                  source=world.office("q.over"))


def leavers(plan, known):
    for day in (10, 11, 12):
        plan.mail(at(day, 17), "z.lost", ["friend@bigmail.example"], "About the archive",
                  source=world.home("z.lost"))
    for account in ("i.gone", "i.stop"):
        for day in (2, 5, 9, 11):
            plan.add(plan.office_time(day), "incoming", "uni-north.example", "old.colleague@uni-north.example",
                     address(account), "Still there?")


def aliases(plan, known):
    for day in (8, 10, 15):
        plan.add(plan.office_time(day), "incoming", "bigmail.example", "reader%d@bigmail.example" % day,
                 "old-press@college.example", "A question to the press office")


def shared(plan, known):
    """Two places far from each other take turns."""
    for day in (8, 9, 10, 11, 12):
        for i in range(6):
            plan.mail(at(day, 9) + i * 5400 + plan.dice.randrange(600), "w.share", [plan.dice.choice(known["w.share"])],
                      "Homework %d" % plan.dice.randrange(100), source=("198.51.100.230", "198.18.200.9")[i % 2])


ALL = (hijacked, own_filter, drip, campaign, mass_mailing, commercial, forged_header, harassment, flooding, limits,
       leavers, aliases, shared)
