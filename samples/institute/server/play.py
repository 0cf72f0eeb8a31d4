"""Starts the servers in this network namespace, plays the scenario, stops them.

play.py ROOTS WORK FACTOR, as root, below `unshare --net --mount --pid`.
"""
import glob
import imaplib
import os
import socket
import sys
import time

import network
import player
import scenario
import servers
import services
import smtp
import world

ROOTS, WORK, FACTOR = sys.argv[1], sys.argv[2], int(sys.argv[3])
FIRST, LAST = 6 * world.HOUR, 24 * world.HOUR - 60
ROTATION = 14 * world.HOUR


def span(accepted, place):
    """Between which numbers a log may show that many recipients: a client may have named one
    twice, and where aliases are expanded at once, Postfix counts what comes out."""
    different = len({recipient.lower() for recipient in accepted})
    if place != "smtps":
        return different, len(accepted)
    known = world.aliases()
    return different, sum(len(known.get(recipient, [recipient])) for recipient in accepted)


class Mailbox(imaplib.IMAP4):
    """Mail is read from an account's own computer."""

    def __init__(self, server, source):
        self.source = source
        super().__init__(server, 143, timeout=30)

    def _create_socket(self, timeout):
        return socket.create_connection((self.host, self.port), timeout, (self.source, 0))


class Driver(player.Driver):
    def __init__(self, sites, ledger, gate, lists, astro):
        super().__init__(sites, ledger)
        self.gate, self.lists, self.astro = gate, lists, astro

    def client(self, account):
        """A session of an account with its own server, logged in; and where."""
        place = world.home(account)
        source, name = world.client(account)
        port, place = world.PORTS.get(account, (587, place))
        client = smtp.Client(world.HOSTS[world.home(account)], port, source, name)
        client.login_as(self.login(account))
        return client, place

    @staticmethod
    def login(account):
        """Some people write their whole address."""
        whole = world.home(account) != "astro" and len(account) % 3 == 0
        return world.address(account) if whole else account

    def submit(self, account, recipients, title, size):
        self.series(account, [(recipients, title, size)])

    def series(self, account, messages):
        client, place = self.client(account)
        sender = world.address(account)
        with client:
            for recipients, title, size in messages:
                self.ledger.deliver(client, account, sender, recipients,
                                    self.text(sender, title, size), place=place)

    def ask_for_receipt(self, account, recipients):
        client, place = self.client(account)
        sender = world.address(account)
        with client:
            self.ledger.deliver(client, account, sender, recipients,
                                self.text(sender, "Have you got it", 1500), place=place,
                                notify=["NOTIFY=SUCCESS,FAILURE"])

    def forged(self, account, sender, recipients, title, size):
        client, place = self.client(account)
        with client:
            self.ledger.deliver(client, account, sender, recipients,
                                self.text(sender, title, size), place=place)

    def hand_in(self, account, recipients, title, size):
        """By a program on the server itself, as users of a Unix do."""
        body = self.text(world.address(account), title, size).replace(b"\r\n", b"\n")
        head = ("To: %s\n" % ", ".join(recipients)).encode()
        options = ["-t", "-i"] if len(title) % 2 else ["-i", *recipients]
        if self.astro.hand_in(account, options, head + body) == 0:
            self.ledger.handed_in(account, recipients, "astro")

    def acknowledge(self, account, recipient):
        client, place = self.client(account)
        with client:
            self.ledger.deliver(client, "(notices)", "", [recipient],
                                self.text(world.address(account), "We got it", 900), place=place)

    def scan(self, source, recipient):
        with smtp.Client(world.GATE, 25, source, "scan.institute.example") as client:
            self.ledger.deliver(client, source, "scanner@institute.example", [recipient],
                                self.text("scanner@institute.example", "Your scan", 15000))

    def incoming(self, site, sender, recipients, body):
        with smtp.Client(world.GATE, 25, site[2], site[1]) as client:
            self.ledger.deliver(client, "(outside)", sender, recipients,
                                self.text(sender, body[:20], 3000, body))

    def relay(self, place, source, recipient):
        with smtp.Client(world.HOSTS[place], 25, source, "host.pills.example") as client:
            client.deliver("someone@bigmail.example", [recipient], b"x\r\n")

    def relay_large(self, place):
        with smtp.Client(world.HOSTS[place], 25, "192.0.2.77", "mail.smallfirm.example") as client:
            client.docmd("MAIL FROM:<big@smallfirm.example> SIZE=200000000")

    def declare_too_large(self, place, account):
        client, _ = self.client(account)
        with client:
            client.docmd("MAIL FROM:<%s> SIZE=%d" % (world.address(account),
                                                     world.SIZES[place] + 3000000))

    def send_too_large(self, place, account):
        """Without saying so before."""
        client, at = self.client(account)
        sender = world.address(account)
        with client:
            self.ledger.deliver(client, account, sender, ["films@outmail.example"],
                                self.text(sender, "A film", world.SIZES[place] + 300000), place=at)

    def read_mail(self, account):
        with Mailbox(world.GATE, world.client(account)[0]) as box:
            box.login(self.login(account), "right")
            box.select()

    def guess(self, place, source, account):
        with smtp.Client(world.HOSTS[place], 587, source, "client") as client:
            for password in ("123456", account):
                client.login_as(account, password)

    def knock(self, place, source):
        smtp.Client(world.HOSTS[place], 25, source, "scan").close()

    def helo(self, place, source):
        with smtp.Client(world.HOSTS[place], 25, source, "x") as client:
            client.docmd("MAIL FROM:<no address>")

    def pause_gate(self):
        self.gate.pause()

    def resume_gate(self):
        self.gate.resume()

    def rotate_lists(self):
        self.lists.rotate()


def start_log(clock, host, write):
    services.Receiver(clock, host.root + "/dev/log", write).start()


def start_logs(clock, gate, lists, astro):
    files = services.Files(WORK)

    def at_gate(when, text):
        part = "dovecot.log" if text.startswith(b"dovecot") else \
            "mail.log.2" if when < ROTATION else "mail.log.1"
        files.add(part, world.stamp_3339(when), b"gate " + text)

    start_log(clock, gate, at_gate)
    start_log(clock, lists, lambda when, text: files.add(
        "lists-syslog", world.stamp_3339(when), b"lists " + text))
    start_log(clock, astro, lambda when, text: files.add(
        "maillog", world.stamp_3164(when), b"astro " + text))


def count_answers(gate, lists, astro):
    """How many vacation programs answered, by the letters that arrived."""
    arrived = [data for _, _, data in services.Site.taken]
    for pattern in (gate.root + "/srv/mail/*", lists.root + "/srv/mail/*", astro.root + "/var/mail/*"):
        for path in glob.glob(pattern):
            with open(path, "rb") as box:
                arrived += box.read().split(b"\nFrom ")
    return sum(1 for letter in arrived if b"\nSubject: Away" in letter.replace(b"\r\n", b"\n"))


def start(library, clock, *three):
    """The time begins two seconds from now, before a client comes."""
    zero = time.monotonic() + 2
    begin = world.BEGIN.timestamp() + FIRST
    for host in three[1:]:
        host.set_clock(library, zero, begin, FACTOR)
    clock.start(zero)
    start_logs(clock, *three)
    for host in three:
        host.serve()
    time.sleep(max(0.0, zero - time.monotonic()))


def main():
    network.make("10.30.0.0/16", world.HOSTS.values())
    names = network.start_names(WORK, world.SITES, world.records())
    three = [kind(os.path.join(ROOTS, name), name + ".institute.example") for kind, name in
             ((servers.Gate, "gate"), (servers.Lists, "lists"), (servers.Astro, "astro"))]
    for host in three:
        host.configure()
    sites = services.start_sites(world.SITES)
    services.start_server(("127.0.0.1", 10024), services.Filter, "filter.localhost")
    clock = services.Clock(FACTOR, FIRST)
    ledger = player.Ledger(span)
    start(os.path.join(WORK, "clock.so"), clock, *three)
    try:
        player.play(scenario.make(), clock, Driver(sites, ledger, *three), LAST)
        ledger.answered("(notices)", count_answers(*three))
        ledger.write(os.path.join(WORK, "ledger.tsv"))
    finally:
        for host in three:
            host.stop()
        names.terminate()


if __name__ == "__main__":
    main()
