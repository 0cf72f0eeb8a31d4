"""Starts the servers in this network and mount namespace, plays the scenario, stops them.

play.py SERVER-FOLDER WORK FACTOR, as root, below `unshare --net --mount`.
"""
import os
import shutil
import subprocess
import sys
import time

import network
import papers
import player
import scenario
import services
import smtp
import world

SERVER, WORK, FACTOR = sys.argv[1], sys.argv[2], float(sys.argv[3])
ETC = os.path.join(WORK, "etc")
MAIL = "10.20.0.25"


def bind(path, text=None, target=None):
    """Puts a file of ours over a file of the system, in this mount namespace only."""
    if text is not None:
        target = os.path.join(WORK, os.path.basename(path))
        papers.write(target, text)
    if not os.path.exists(path):
        open(path, "w").close()
    network.run("mount", "--bind", target, path)


def make_names():
    records = ["host-record=mail.example.edu," + MAIL]
    records += ["host-record=pc%d.campus.example.edu,10.20.1.%d" % (i, i) for i in range(1, 120)]
    bind("/etc/resolv.conf", "nameserver 127.0.0.1\n")
    return network.start_names(WORK, world.SITES, records)


def make_configuration():
    for folder in ("etc", "spool", "data", "mail", "dovecot", "home"):
        os.makedirs(os.path.join(WORK, folder), exist_ok=True)
    os.chmod(WORK, 0o755)
    shutil.chown(os.path.join(WORK, "data"), "postfix", "postfix")
    shutil.chown(os.path.join(WORK, "mail"), "mail", "mail")
    for name in ("main.cf", "master.cf", "header_checks", "dovecot.conf"):
        with open(os.path.join(SERVER, name), encoding="utf-8") as f:
            papers.write(os.path.join(ETC, name), f.read().replace("@WORK@", WORK))
    shutil.copy("/etc/postfix/dynamicmaps.cf", ETC)
    network.run("postmap", "-c", ETC, "hash:" + os.path.join(ETC, "aliases"))


def start_servers():
    network.run("postfix", "-c", ETC, "start")
    network.run("dovecot", "-c", os.path.join(ETC, "dovecot.conf"))
    services.start_server(("127.0.0.1", 10024), services.Filter, "filter.localhost")
    return services.start_sites(world.SITES)


class Driver(player.Driver):
    """What can happen. Every method is an action of the scenario."""

    def submit(self, login, sender, recipients, title, size):
        number = 1 + sum(map(ord, sender)) % 110
        port = 465 if number % 5 == 0 else 587
        with smtp.Client(MAIL, port, "10.20.1.%d" % number, "pc%d" % number) as client:
            client.login_as(login)
            self.ledger.deliver(client, sender.split("@")[0], sender, recipients,
                                self.text(sender, title, size))

    def relay(self, address, recipient):
        with smtp.Client(MAIL, 25, address, "mx.%s.example" % address.replace(".", "-")) as client:
            client.deliver("someone@pills.example", [recipient], b"x\r\n")

    def pass_through(self, address, sender, recipient):
        with smtp.Client(MAIL, 25, address, "mail.customer.example") as client:
            self.ledger.deliver(client, "(outside)", sender, [recipient],
                                self.text(sender, "Offers", 2500))

    def incoming(self, site, sender, recipient, body):
        with smtp.Client(MAIL, 25, site[2], site[1]) as client:
            self.ledger.deliver(client, "(outside)", sender, [recipient],
                                self.text(sender, body[:20], 3000, body))

    def list_post(self, recipient, title):
        sender = "campus-news-bounces+%s@example.edu" % recipient.replace("@", "=")
        with smtp.Client("127.0.0.1", 25, "127.0.0.1", "localhost") as client:
            self.ledger.deliver(client, "campus-news", sender, [recipient],
                                self.text("campus-news@example.edu", title, 12000))

    def vacation(self, account, recipient):
        with smtp.Client(MAIL, 587, "10.20.2.9", "webmail") as client:
            client.login_as(account)
            self.ledger.deliver(client, "(notices)", "", [recipient], self.text("%s@example.edu" % account, "Away", 900))

    def guess(self, address, account):
        with smtp.Client(MAIL, 587, address, "client") as client:
            for password in ("123456", account):
                client.login_as(account, password)

    def knock(self, address):
        smtp.Client(MAIL, 25, address, "scan").close()

    def helo(self, address):
        with smtp.Client(MAIL, 25, address, "x") as client:
            client.docmd("MAIL FROM:<no address>")

    def too_large(self, address, sender, recipient):
        with smtp.Client(MAIL, 25, address, "mail.smallfirm.example") as client:
            client.docmd("MAIL FROM:<%s> SIZE=200000000" % sender)

    def long_ids(self):
        network.run("postconf", "-c", ETC, "-e", "enable_long_queue_ids=yes")
        network.run("postfix", "-c", ETC, "reload", stderr=subprocess.DEVNULL)

    def hold_or_delete(self, sender, option):
        listed = network.run("postqueue", "-c", ETC, "-p", capture_output=True, text=True).stdout
        for line in listed.splitlines():
            if sender in line and not line.startswith(" "):
                network.run("postsuper", "-c", ETC, option, line.split()[0].rstrip("*!"))


def log(work):
    """The first day's file has traditional stamps, the second's RFC 3339."""
    files = services.Files(work)

    def write(when, text):
        stamp, day = world.stamp(when)
        files.add("mail-%s.log" % day, stamp, b"mail " + text)
    return write


def main():
    network.make("10.20.0.0/16", [MAIL])
    make_configuration()
    names = make_names()
    clock = services.Clock(FACTOR)
    receiver = services.Receiver(clock, os.path.join(WORK, "log.socket"), log(WORK))
    bind("/dev/log", target=os.path.join(WORK, "log.socket"))
    receiver.start()
    sites = start_servers()
    time.sleep(2)
    clock.start()
    ledger = player.Ledger()
    try:
        player.play(scenario.make(), clock, Driver(sites, ledger), 2 * world.DAY - 5)
        ledger.write(os.path.join(WORK, "ledger.tsv"), ("account", "messages", "recipients"))
    finally:
        subprocess.run(["postfix", "-c", ETC, "abort"], stderr=subprocess.DEVNULL, check=False)
        subprocess.run(["doveadm", "-c", os.path.join(ETC, "dovecot.conf"), "stop"], check=False)
        names.terminate()


if __name__ == "__main__":
    main()
