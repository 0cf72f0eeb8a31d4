"""Starts the servers in this network and mount namespace, plays the scenario, stops them.

play.py SERVER-FOLDER WORK, as root, below `unshare --net --mount --pid`.
"""
import os
import shutil
import subprocess
import sys
import time

import network
import papers
import player
import remote
import scenario
import services
import smtp
import world

SERVER, WORK = sys.argv[1:3]
ETC = os.path.join(WORK, "etc")
MAIL, MAIL6 = "10.40.0.25", "3fff:400::25"


class Calendar(services.Clock):
    """Days pass at a pace of their own each, and what nothing happens in not at all."""

    def __init__(self):
        super().__init__(1)
        self.begin = (0.0, time.monotonic(), 1)

    def go(self, when, pace):
        """It is that time now; so many seconds pass in a real one from here on."""
        self.begin = (max(when, self.now()), time.monotonic(), pace)
        self.factor = pace

    def now(self):
        when, zero, pace = self.begin
        return when + (time.monotonic() - zero) * pace


def bind(path, text=None, target=None):
    """Puts a file of ours over a file of the system, in this mount namespace only."""
    if text is not None:
        target = os.path.join(WORK, os.path.basename(path))
        papers.write(target, text)
    if not os.path.exists(path):
        open(path, "w").close()
    network.run("mount", "--bind", target, path)


def make_devices():
    """A /dev of our own with the log's socket: what happens to that of the machine is all the same."""
    folder = os.path.join(WORK, "dev")
    os.makedirs(folder)
    for name in ("null", "zero", "random", "urandom"):
        bind(os.path.join(folder, name), target="/dev/" + name)
    network.run("mount", "--rbind", folder, "/dev")


def make_network():
    network.make("10.40.0.0/16", [MAIL])
    network.run("ip", "route", "add", "local", "198.18.0.0/15", "dev", "lo")
    network.run("ip", "-6", "address", "add", MAIL6 + "/128", "dev", "lo", "nodad")
    network.run("ip", "-6", "route", "add", "local", "3fff::/20", "dev", "lo")
    network.run("sysctl", "-qw", "net.ipv6.ip_nonlocal_bind=1")
    bind("/etc/resolv.conf", "nameserver 127.0.0.1\n")
    records = ["local=/example/", "local=/arpa/", "host-record=mail.college.example," + MAIL]
    records += ["host-record=pc%d.college.example,%s" % (i, address)
                for i, address in enumerate(map(world.office, world.accounts()))]
    return network.start_names(WORK, [site[:3] for site in world.SITES], records)


def make_configuration():
    for folder in ("etc", "spool", "data", "mail", "dovecot", "home"):
        os.makedirs(os.path.join(WORK, folder), exist_ok=True)
    os.chmod(WORK, 0o755)
    shutil.chown(os.path.join(WORK, "data"), "postfix", "postfix")
    shutil.chown(os.path.join(WORK, "mail"), "mail", "mail")
    for name in ("main.cf", "master.cf", "header_checks", "dovecot.conf", "rspamd.conf", "rspamd.lua"):
        with open(os.path.join(SERVER, name), encoding="utf-8") as f:
            papers.write(os.path.join(ETC, name), f.read().replace("@WORK@", WORK))
    papers.write(os.path.join(ETC, "tlds"), "example\n")
    shutil.copy("/etc/postfix/dynamicmaps.cf", ETC)
    for name in ("aliases", "mailboxes"):
        network.run("postmap", "-c", ETC, "hash:" + os.path.join(ETC, name))


def start_servers(clock):
    network.run("postfix", "-c", ETC, "start")
    network.run("dovecot", "-c", os.path.join(ETC, "dovecot.conf"))
    network.run("rspamd", "-c", os.path.join(ETC, "rspamd.conf"), "-u", "_rspamd", "-g", "_rspamd")
    remote.start(clock)


class Driver(player.Driver):
    """What can happen. Every method is an action of the scenario."""

    def client(self, source, port=25, helo=None):
        server = MAIL6 if ":" in source else MAIL
        return smtp.Client(server, port, source, helo or "[%s]" % source)

    def mail(self, account, source, letters):
        """Letters of one session: (recipients, title, and what differs from the usual)."""
        with self.client(source, 587) as client:
            client.login_as(letters[0][2].get("login", account))
            for recipients, title, how in letters:
                sender = how.get("envelope", account + "@college.example")
                text = self.text(how.get("author", sender), title, how["size"], how.get("body", "Hello"))
                self.ledger.deliver(client, account, sender, recipients, text)

    def guess(self, source, account, times, found):
        """Passwords tried until one is right."""
        for i in range(times):
            try:
                with self.client(source, 587, "localhost") as client:
                    client.login_as(account, "summer%d" % i)
            except smtp.smtplib.SMTPAuthenticationError:
                pass
        if found:
            with self.client(source, 587, "localhost") as client:
                client.login_as(account)

    def incoming(self, site, sender, recipient, title):
        _, name, address, _ = world.site(site)
        with self.client(address, 25, name) as client:
            self.ledger.deliver(client, "(outside)", sender, [recipient], self.text(sender, title, 3000))

    def list_post(self, name, recipients, title):
        """The list program hands each subscriber's copy in on its own."""
        for recipient in recipients:
            sender = "%s-bounces+%s@college.example" % (name, recipient.replace("@", "="))
            with self.client("10.40.2.5", 25, "lists") as client:
                self.ledger.deliver(client, name, sender, [recipient],
                                    self.text(name + "@college.example", title, 6000))

    def knock(self, source):
        smtp.Client(MAIL, 25, source, "scan").close()

    def relay(self, source, sender, recipient):
        with self.client(source) as client:
            client.deliver(sender, [recipient], b"x\r\n")


def log(work):
    """One file a week."""
    files = services.Files(work)

    def write(when, text):
        stamp, name = world.stamp(when)
        files.add(name, stamp, b"mail " + text)
    return write


def settle():
    """Waits until the queue is empty, or has what nobody takes yet."""
    for _ in range(25):
        time.sleep(1)
        if not network.run("postqueue", "-c", ETC, "-j", capture_output=True).stdout.strip():
            return


def play_days(clock, driver):
    for begin, pace, actions in scenario.days():
        clock.go(begin, pace)
        player.play(actions, clock, driver, clock.now())
        settle()


def main():
    names = make_network()
    make_configuration()
    make_devices()
    clock = Calendar()
    services.Receiver(clock, os.path.join(WORK, "dev", "log"), log(WORK)).start()
    clock.go(scenario.at(1, 6, 25), 1)
    start_servers(clock)
    time.sleep(8)
    ledger = player.Ledger()
    try:
        play_days(clock, Driver({}, ledger))
        ledger.write(os.path.join(WORK, "ledger.tsv"), ("account", "messages", "recipients"))
    finally:
        subprocess.run(["postfix", "-c", ETC, "abort"], stderr=subprocess.DEVNULL, check=False)
        subprocess.run(["doveadm", "-c", os.path.join(ETC, "dovecot.conf"), "stop"], check=False)
        names.terminate()


if __name__ == "__main__":
    main()
