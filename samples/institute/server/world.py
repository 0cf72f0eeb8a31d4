"""Who there is: accounts, addresses, remote sites; the site's files and the labels.

As a program: world.py SITE LABELS writes the site folder and the labels.
"""
import datetime
import sys

import papers

ZONE = datetime.timezone(datetime.timedelta(hours=2)) # Europe/Zurich in summer
BEGIN = datetime.datetime(2026, 6, 10, tzinfo=ZONE)
DAY = 86400
HOUR = 3600

GATE, LISTS, ASTRO = "10.30.0.25", "10.30.0.26", "10.30.0.27"
HOSTS = {"gate": GATE, "lists": LISTS, "astro": ASTRO}
DOMAINS = {"gate": "institute.example", "lists": "bio.institute.example",
           "astro": "astro.institute.example"}
SIZES = {"gate": 3000000, "lists": 2000000, "astro": 1500000}

# account, person, kind, department, where the mail lives
PEOPLE = [line.split() for line in """
a.brunner     Anna_Brunner     staff    administration  gate
b.keller      Beat_Keller      staff    administration  gate
c.fontana     Carla_Fontana    staff    library         gate
d.meier       Daniel_Meier     staff    computing       gate
e.rossi       Elena_Rossi      staff    director        gate
f.huber       Franz_Huber      faculty  geology         gate
g.moser       Gina_Moser       faculty  geology         gate
h.nguyen      Hoa_Nguyen       student  geology         gate
i.petrov      Ivan_Petrov      student  geology         gate
j.frei        Jan_Frei         retiree  geology         gate
k.widmer      Karin_Widmer     staff    library         gate
l.baumann     Leo_Baumann      student  chemistry       gate
m.suter       Mia_Suter        faculty  chemistry       gate
n.okoye       Nia_Okoye        faculty  biology         lists
o.lehmann     Otto_Lehmann     faculty  biology         lists
p.santos      Paula_Santos     student  biology         lists
q.zhang       Qi_Zhang         student  biology         lists
r.vogel       Ralf_Vogel       student  biology         lists
s.amari       Sami_Amari       staff    biology         lists
t.berg        Tove_Berg        faculty  biology         lists
u.costa       Ugo_Costa        student  biology         lists
lind          Vera_Lind        faculty  astronomy       astro
reyes         Marco_Reyes      student  astronomy       astro
oberon        Walter_Oberon    retiree  astronomy       astro
tycho         Xenia_Tycho      faculty  astronomy       astro
yamada        Yuki_Yamada      student  astronomy       astro
zeller        Zoe_Zeller       staff    astronomy       astro
halley        Ed_Halley        faculty  astronomy       astro
""".strip().split("\n")]

# account, kind, department, where, delegates
ROLES = [
    ("director", "organisation", "director", "gate", ["e.rossi"]),
    ("press", "organisation", "administration", "gate", ["a.brunner"]),
    ("tickets", "system", "computing", "gate", []),
    ("observatory", "organisation", "astronomy", "astro", ["zeller"]),
    ("telescope", "system", "astronomy", "astro", []),
    ("seminar", "list", "biology", "lists", []),
    ("field-notes", "list", "biology", "lists", []),
]
# Who does not use port 587 as it is: where aliases are expanded at once, and the proxy
PORTS = {"g.moser": (465, "smtps"), "a.brunner": (465, "smtps"), "tickets": (465, "smtps"),
         "c.fontana": (1587, "gate"), "m.suter": (1587, "gate"), "f.huber": (1587, "gate")}
LISTS_OF = {"seminar": 30, "field-notes": 70} # members outside

# domain, name of its mail server, address; "slow" greylists, "dead" never answers
SITES = [
    ("bigmail.example", "mx1.bigmail.example", "203.0.113.25"),
    ("outmail.example", "mx.outmail.example", "203.0.113.26"),
    ("uni-north.example", "mail.uni-north.example", "198.51.100.10"),
    ("slowpost.example", "slow.slowpost.example", "198.51.100.20"),
    ("smallfirm.example", "mail.smallfirm.example", "192.0.2.30"),
    ("deadhost.example", "mx.deadhost.example", "192.0.2.50"), # nobody ever listens
]

ANNOUNCEMENTS = """\
- id: open-day
  owner: press
  contact: press@institute.example
  approved_by: director
  created: 2026-06-01
  from: 2026-06-10 08:00
  to: 2026-06-10 18:00
  max_recipients: 600
  match: {subject: "Open day at the institute"}
"""

POLICY = """\
organisation: Example Institute
time_zone: Europe/Zurich
domains: [institute.example, lists.institute.example, bio.institute.example, astro.institute.example]
networks:
  own: [10.30.0.0/16]
hosts: [gate, lists, astro]
relays: [10.30.0.25, 10.30.0.26, 10.30.0.27]
limits:
  message_size: 3 MB
  recipients: 100
contacts:
  help_desk: "+1 555 0130"
"""

# account, clause, least and greatest action, why
LABELS = """
r.vogel|mass_mailing|contact|hold_mailing|560 people by the list server, eight messages, unannounced
reyes|forged_header|contact|contact|four messages to four people as the director, by the envelope
10.30.7.66|relaying|notify|contact|own host, refused 90 times at three servers, to many domains
10.30.1.18|limits|notify|notify|i.petrov's computer: two messages refused as too large at the edge, which names no login where it refuses MAIL
i.petrov|limits|none|notify|the same, as far as it can be told that it was he
l.baumann|limits|notify|notify|120 recipients offered at once, 30 of them refused
q.zhang|limits|none|notify|95 recipients offered to the list server, which names no login for those refused
yamada|limits|none|notify|50 recipients offered to the old department's server
10.30.1.28|limits|none|notify|s.amari's computer: too large at the list server, which names no login there
s.amari|limits|none|notify|the same, as far as it can be told that it was she
halley|limits|none|notify|too large at the old department's server
press|-|none|record|announced mailing of 522
seminar|-|none|record|mailing list
field-notes|-|none|record|mailing list
tickets|-|none|record|ticket system
telescope|-|none|record|a program of the old department that reports every twenty minutes
g.moser|-|none|record|one mail to the alias of all staff
lind|-|none|record|her vacation program answers
"""


def people(place=None):
    return [p for p in PEOPLE if place in (None, p[4])]


def names():
    return [p[0] for p in PEOPLE] + [r[0] for r in ROLES]


def home(account):
    """Where an account lives."""
    for row in PEOPLE:
        if row[0] == account:
            return row[4]
    return next(row[3] for row in ROLES if row[0] == account)


def address(account):
    domain = "lists.institute.example" if account in LISTS_OF else DOMAINS[home(account)]
    return "%s@%s" % (account, domain)


def client(account):
    """The address and the name of an account's own computer."""
    number = 10 + names().index(account)
    return "10.30.1.%d" % number, "pc%d.institute.example" % number


def records():
    """What the name server knows of ours."""
    yield from ("local=/example/", "local=/arpa/")
    for name, at in HOSTS.items():
        yield "host-record=%s.institute.example,%s" % (name, at)
    for domain in (*DOMAINS.values(), "lists.institute.example"):
        yield "mx-host=%s,gate.institute.example,10" % domain
    for account in names():
        yield "host-record=%s,%s" % client(account)[::-1]
    yield "host-record=scan.institute.example,10.30.5.9"


def full_name(person):
    return person.lower().replace("_", ".")


def unix_users():
    """Those of the old department, with their numbers."""
    mine = [p[0] for p in people("astro")] + [r[0] for r in ROLES if r[3] == "astro"]
    return {name: 2001 + i for i, name in enumerate(mine)}


def all_staff():
    return [address(p[0]) for p in PEOPLE if p[2] in ("staff", "faculty")]


def aliases():
    """What the edge expands: everybody's full name, and groups."""
    found = {"all-staff@institute.example": all_staff(),
             "j.frei@institute.example": ["jan.frei.at.home@bigmail.example"]}
    for account, person, _, _, place in PEOPLE:
        found[full_name(person) + "@institute.example"] = [address(account)]
        if place != "gate":
            found["%s@institute.example" % account] = [address(account)]
    return found


def members(name):
    """A list's subscribers: some of ours, many outside, one in twenty gone."""
    spread = ["bigmail.example", "uni-north.example", "outmail.example", "slowpost.example"]
    outside = ["%smember%02d@%s" % ("gone." if i % 20 == 9 else "", i, spread[i % 4])
               for i in range(LISTS_OF[name])]
    return ["n.okoye@bio.institute.example", "halley@astro.institute.example",
            "f.huber@institute.example"] + outside


def directory():
    for account, name, kind, department, place in PEOPLE:
        owned = [address(account), full_name(name) + "@institute.example"]
        if place != "gate":
            owned.append("%s@institute.example" % account)
        yield papers.person(account, name, kind, department, owned)
    for account, kind, department, _, delegates in ROLES:
        owned = [address(account)]
        if account in LISTS_OF:
            owned.append("%s-bounces@lists.institute.example" % account)
        yield papers.role(account, kind, department, owned, delegates)


def stamp_3339(seconds):
    return (BEGIN + datetime.timedelta(seconds=seconds)).isoformat(timespec="microseconds")


def stamp_3164(seconds):
    when = BEGIN + datetime.timedelta(seconds=seconds)
    return "%s %2d %s" % (when.strftime("%b"), when.day, when.strftime("%H:%M:%S"))


if __name__ == "__main__":
    papers.write_site(sys.argv[1], POLICY, directory(), ANNOUNCEMENTS)
    papers.write_labels(sys.argv[2], LABELS)
