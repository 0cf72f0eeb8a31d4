"""Who there is: accounts, addresses, remote sites; the site's files and the labels.

As a program: world.py WORK SITE LABELS writes the server's maps, the site folder and the labels.
"""
import datetime
import os
import sys

import papers

BEGIN = datetime.datetime(2026, 3, 2, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
DAY = 86400

# account, person, kind, department, further addresses, delegates
PEOPLE = """
l.brandt      Lena_Brandt      staff    press_office
c.meyer       Carla_Meyer      staff    sports
t.winter      Timo_Winter      staff    library
s.lang        Sara_Lang        staff    deans_office
p.novak       Petr_Novak       student  physics
j.costa       Joana_Costa      student  law
n.ivanov      Nina_Ivanov      student  history
r.osei        Rita_Osei        faculty  chemistry
h.adler       Hugo_Adler       faculty  mathematics
m.okafor      Mary_Okafor      faculty  medicine
f.dubois      Fabien_Dubois    faculty  linguistics
k.haas        Karin_Haas       faculty  economics
g.weber       Gerd_Weber       faculty  physics
y.tanaka      Yuki_Tanaka      faculty  biology
w.stein       Walter_Stein     retiree  physics
e.lund        Elsa_Lund        retiree  history
a.keller      Anna_Keller      staff    registry
b.silva       Bruno_Silva      staff    it
d.moreau      Diane_Moreau     staff    it
o.berg        Olaf_Berg        staff    finance
v.rossi       Vera_Rossi       staff    finance
i.novotna     Iva_Novotna      staff    library
z.kaya        Zeynep_Kaya      staff    press_office
q.nguyen      Quan_Nguyen      staff    registry
a.smith       Alice_Smith      student  physics
b.jones       Ben_Jones        student  physics
c.garcia      Carmen_Garcia    student  law
d.popov       Dimitar_Popov    student  law
e.hansen      Emil_Hansen      student  history
f.klein       Finn_Klein       student  history
g.patel       Gita_Patel       student  medicine
h.sato        Haru_Sato        student  medicine
i.khan        Imran_Khan       student  economics
k.bauer       Katja_Bauer      student  economics
l.santos      Luis_Santos      student  biology
m.fischer     Max_Fischer      student  biology
o.diallo      Omar_Diallo      student  chemistry
r.alvarez     Rosa_Alvarez     student  chemistry
s.demir       Selin_Demir      student  linguistics
u.wolf        Uwe_Wolf         student  mathematics
x.zhou        Xia_Zhou         student  mathematics
""".split("\n")[1:-1]

ROLES = [
    ("registrar", "organisation", "registry", ["enrol@example.edu"], ["a.keller"]),
    ("deans-office", "organisation", "deans_office", [], ["s.lang"]),
    ("intl-office", "organisation", "international", ["summer@example.edu"], []),
    ("tickets", "system", "it", ["helpdesk@example.edu"], []),
    ("monitoring", "system", "it", [], []),
    ("campus-news", "list", "press_office", ["campus-news-bounces@example.edu"], []),
]

# domain, name of its mail server, address; "slow" greylists, "dead" never answers
SITES = [
    ("bigmail.example", "mx1.bigmail.example", "203.0.113.25"),
    ("outmail.example", "mx.outmail.example", "203.0.113.26"),
    ("uni-north.example", "mail.uni-north.example", "198.51.100.10"),
    ("slowpost.example", "slow.slowpost.example", "198.51.100.20"),
    ("smallfirm.example", "mail.smallfirm.example", "192.0.2.30"),
    ("nightly.example", "mx.nightly.example", "192.0.2.40"),   # nobody listens in the second night
    ("deadhost.example", "mx.deadhost.example", "192.0.2.50"),  # nobody ever listens
]

ANNOUNCEMENTS = """\
- id: enrolment-2026
  owner: registrar
  contact: registrar@example.edu
  approved_by: president
  created: 2026-02-20
  from: 2026-03-02 08:00
  to: 2026-03-02 18:00
  max_recipients: 900
  match: {subject: "Enrolment for the summer term"}
- id: deans-day
  owner: deans-office
  delegates: [s.lang]
  contact: deans-office@example.edu
  approved_by: president
  created: 2026-02-25
  from: 2026-03-03 08:00
  to: 2026-03-03 18:00
  max_recipients: 600
  match: {subject: "Dean's day"}
- id: alumni-survey
  owner: r.osei
  contact: r.osei@example.edu
  approved_by: dean of chemistry
  created: 2026-03-02 16:30
  from: 2026-03-02
  to: 2026-03-04
  max_recipients: 600
  match: {subject: "Survey among our alumni"}
- id: library-hours
  owner: t.winter
  contact: t.winter@example.edu
  approved_by: head of the library
  created: 2026-02-27
  from: 2026-03-03
  to: 2026-03-04
  max_recipients: 300
  match: {subject: "New library hours"}
- id: summer-school
  owner: intl-office
  contact: intl-office@example.edu
  approved_by: president
  created: 2026-02-10
  from: 2026-03-02
  to: 2026-03-06
  max_recipients: 1000
  match: {subject: "Summer school"}
"""

POLICY = """\
organisation: Example University
time_zone: Europe/Berlin
domains: [example.edu, cs.example.edu]
networks:
  own: [10.20.0.0/16]
hosts: [mail]
limits:
  message_size: 150 MB
  recipients: 500
contacts:
  help_desk: "+1 555 0100"
"""

# account, clause, least and greatest action, why
LABELS = """
l.brandt|mass_mailing|contact|hold_mailing|one message to 620 people, unannounced
p.novak|mass_mailing|contact|hold_mailing|650 messages to one person each, one subject, three hours
c.meyer|mass_mailing|contact|hold_mailing|chunks of 480 and 470, below the recipient limit
r.osei|mass_mailing|notify|contact|560 people, announced after the first message
t.winter|mass_mailing|notify|contact|announced for 300, sent to 700
j.costa|mass_mailing|contact|hold_mailing|540 people under an announcement of the international office
n.ivanov|mass_mailing|notify|contact|150 people within an hour
10.20.7.77|relaying|notify|contact|own host, refused 90 times in a day to many domains
198.51.100.70|relaying|contact|contact|operator: outside client relayed to outside
(operator)|limits|notify|notify|the server takes 1000 recipients a message, the policy allows 500
registrar|-|none|record|announced mailing of 800
s.lang|-|none|record|announced mailing of 550, as the dean's office's delegate
campus-news|-|none|record|mailing list with VERP senders, 600 subscribers
tickets|-|none|record|ticket system
monitoring|-|none|record|monitoring, one address all day
h.adler|-|none|record|one mail to the alias of all staff, 600 members
f.dubois|-|none|record|invitation to 80 people
m.okafor|-|none|record|150 different mails in a day
k.haas|-|none|record|class announcement to 60
w.stein|-|none|record|forwards everything to an outside mailbox
g.weber|-|none|record|his name stands in backscatter of forged mail
"""


def stamp(seconds):
    """The stamp a line gets at that time of the campus, and its day."""
    when = BEGIN + datetime.timedelta(seconds=seconds)
    if seconds < DAY:
        return "%s %2d %s" % (when.strftime("%b"), when.day, when.strftime("%H:%M:%S")), "20260302"
    return when.isoformat(timespec="microseconds"), when.strftime("%Y%m%d")


def people():
    return [line.split() for line in PEOPLE]


def accounts():
    return [p[0] for p in people()] + [r[0] for r in ROLES]


def directory():
    for account, person, kind, department in people():
        addresses = ["%s@example.edu" % account, person.lower().replace("_", ".") + "@example.edu"]
        if department in ("mathematics", "physics"):
            addresses.append("%s@cs.example.edu" % account)
        yield papers.person(account, person, kind, department, addresses)
    for account, kind, department, addresses, delegates in ROLES:
        yield papers.role(account, kind, department, ["%s@example.edu" % account] + addresses,
                          delegates)


def aliases():
    """Expanded behind the filter: further names, everybody's alias, forwarding to outside."""
    for account, person, _, _ in people():
        yield "%s@example.edu %s@example.edu" % (person.lower().replace("_", "."), account)
    for account, _, _, addresses, _ in ROLES:
        for address in addresses:
            yield "%s %s@example.edu" % (address, account)
    yield "all-staff@example.edu " + ", ".join("staff%03d@example.edu" % i for i in range(600))
    yield "w.stein@example.edu walter.stein@bigmail.example"


def write_maps(work):
    etc = os.path.join(work, "etc")
    os.makedirs(etc, exist_ok=True)
    papers.write(os.path.join(etc, "aliases"), "\n".join(aliases()) + "\n")
    names = "|".join(a.replace(".", "\\.") for a in accounts())
    papers.write(os.path.join(etc, "mailboxes"),
                 "/^(%s|staff\\d\\d\\d|oncall|postmaster|all-staff|enrol|summer|helpdesk|.*-bounces.*)"
                 "@(cs\\.)?example\\.edu$/ $1/\n"
                 "/^([a-z]+\\.[a-z]+)@example\\.edu$/ named/\n" % names)


if __name__ == "__main__":
    write_maps(sys.argv[1])
    papers.write_site(sys.argv[2], POLICY, directory(), ANNOUNCEMENTS)
    papers.write_labels(sys.argv[3], LABELS)
