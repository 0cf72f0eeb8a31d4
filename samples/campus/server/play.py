"""Starts the servers in this network and mount namespace, plays the scenario, stops them.

play.py SERVER-FOLDER WORK FACTOR, as root, below `unshare --net --mount`.
"""
import concurrent.futures
import os
import shutil
import subprocess
import sys
import threading
import time

import scenario
import services
import smtp
import world

SERVER, WORK, FACTOR = sys.argv[1], sys.argv[2], float(sys.argv[3])
ETC = os.path.join(WORK, "etc")
CLIENTS = 12


def run(*command, **more):
    return subprocess.run(command, check=True, **more)


def make_network():
    run("ip", "link", "set", "lo", "up")
    run("ip", "address", "add", "10.20.0.25/32", "dev", "lo")
    for net in ("10.20.0.0/16", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"):
        run("ip", "route", "add", "local", net, "dev", "lo")


def bind(path, text=None, target=None):
    """Puts a file of ours over a file of the system, in this mount namespace only."""
    if text is not None:
        target = os.path.join(WORK, os.path.basename(path))
        world.write(target, text)
    if not os.path.exists(path):
        open(path, "w").close()
    run("mount", "--bind", target, path)


def make_names():
    """A name server for the made-up world: mail servers forwards, clients backwards."""
    lines = ["no-resolv", "no-hosts", "listen-address=127.0.0.1", "bind-interfaces", "user=root",
             "host-record=mail.example.edu,10.20.0.25", "log-facility=-"]
    for domain, name, address in world.SITES:
        lines += ["mx-host=%s,%s,10" % (domain, name), "host-record=%s,%s" % (name, address)]
    for i in range(1, 120):
        lines.append("host-record=pc%d.campus.example.edu,10.20.1.%d" % (i, i))
    world.write(os.path.join(WORK, "dnsmasq.conf"), "\n".join(lines) + "\n")
    log = open(os.path.join(WORK, "dnsmasq.log"), "w")
    bind("/etc/resolv.conf", "nameserver 127.0.0.1\n")
    return subprocess.Popen(["dnsmasq", "-k", "-C", os.path.join(WORK, "dnsmasq.conf")],
                            stdout=log, stderr=log)


def make_configuration():
    for folder in ("etc", "spool", "data", "mail", "dovecot", "home"):
        os.makedirs(os.path.join(WORK, folder), exist_ok=True)
    os.chmod(WORK, 0o755)
    shutil.chown(os.path.join(WORK, "data"), "postfix", "postfix")
    shutil.chown(os.path.join(WORK, "mail"), "mail", "mail")
    for name in ("main.cf", "master.cf", "header_checks", "dovecot.conf"):
        with open(os.path.join(SERVER, name), encoding="utf-8") as f:
            world.write(os.path.join(ETC, name), f.read().replace("@WORK@", WORK))
    shutil.copy("/etc/postfix/dynamicmaps.cf", ETC)
    run("postmap", "-c", ETC, "hash:" + os.path.join(ETC, "aliases"))


def start_servers():
    run("postfix", "-c", ETC, "start")
    run("dovecot", "-c", os.path.join(ETC, "dovecot.conf"))
    services.start_server(("127.0.0.1", 10024), services.Filter, "filter.localhost")
    return {domain: services.start_server((address, 25), services.Site, name)
            for domain, name, address in world.SITES if domain != "deadhost.example"}


class Ledger:
    """Who handed in how many messages for how many recipients, as the server accepted them."""

    def __init__(self):
        self.lock = threading.Lock()
        self.rows = {}

    def deliver(self, client, who, sender, recipients, data):
        good, reply = client.deliver(sender, recipients, data)
        if reply[0] != 250 or not good:
            return
        with self.lock:
            messages, accepted = self.rows.get(who, (0, 0))
            self.rows[who] = messages + 1, accepted + good

    def write(self, path):
        world.write(path, "account\tmessages\trecipients\n" + "".join(
            "%s\t%d\t%d\n" % (who, *row) for who, row in sorted(self.rows.items())))


class Driver:
    """What can happen. Every method is an action of the scenario."""

    def __init__(self, sites):
        self.sites = sites
        self.count = 0
        self.ledger = Ledger()

    def text(self, sender, title, size, body="Hello"):
        self.count += 1
        head = "From: %s\r\nSubject: %s\r\nMessage-ID: <%d.%d@%s>\r\n\r\n%s\r\n" % (
            sender or "MAILER-DAEMON", title, self.count, size, sender.split("@")[-1] or "localhost", body)
        filling = ("x" * 76 + "\r\n") * (max(0, size - len(head)) // 78)
        rest = max(0, size - len(head) - len(filling) - 2)
        return (head + filling + "y" * rest + "\r\n").encode()

    def submit(self, login, sender, recipients, title, size):
        number = 1 + sum(map(ord, sender)) % 110
        port = 465 if number % 5 == 0 else 587
        with smtp.Client(port, "10.20.1.%d" % number, "pc%d" % number) as client:
            client.login_as(login)
            self.ledger.deliver(client, sender.split("@")[0], sender, recipients,
                                self.text(sender, title, size))

    def relay(self, address, recipient):
        with smtp.Client(25, address, "mx.%s.example" % address.replace(".", "-")) as client:
            client.deliver("someone@pills.example", [recipient], b"x\r\n")

    def pass_through(self, address, sender, recipient):
        with smtp.Client(25, address, "mail.customer.example") as client:
            self.ledger.deliver(client, "(outside)", sender, [recipient],
                                self.text(sender, "Offers", 2500))

    def incoming(self, site, sender, recipient, body):
        with smtp.Client(25, site[2], site[1]) as client:
            self.ledger.deliver(client, "(outside)", sender, [recipient],
                                self.text(sender, body[:20], 3000, body))

    def list_post(self, recipient, title):
        sender = "campus-news-bounces+%s@example.edu" % recipient.replace("@", "=")
        with smtp.Client(25, "127.0.0.1", "localhost", "127.0.0.1") as client:
            self.ledger.deliver(client, "campus-news", sender, [recipient],
                                self.text("campus-news@example.edu", title, 12000))

    def vacation(self, account, recipient):
        with smtp.Client(587, "10.20.2.9", "webmail") as client:
            client.login_as(account)
            self.ledger.deliver(client, "(notices)", "", [recipient], self.text("%s@example.edu" % account, "Away", 900))

    def guess(self, address, account):
        with smtp.Client(587, address, "client") as client:
            for password in ("123456", account):
                client.login_as(account, password)

    def knock(self, address):
        smtp.Client(25, address, "scan").close()

    def helo(self, address):
        with smtp.Client(25, address, "x") as client:
            client.docmd("MAIL FROM:<no address>")

    def too_large(self, address, sender, recipient):
        with smtp.Client(25, address, "mail.smallfirm.example") as client:
            client.docmd("MAIL FROM:<%s> SIZE=200000000" % sender)

    def close_site(self, domain):
        self.sites[domain].shutdown()
        self.sites[domain].server_close()

    def long_ids(self):
        run("postconf", "-c", ETC, "-e", "enable_long_queue_ids=yes")
        run("postfix", "-c", ETC, "reload", stderr=subprocess.DEVNULL)

    def hold_or_delete(self, sender, option):
        listed = run("postqueue", "-c", ETC, "-p", capture_output=True, text=True).stdout
        for line in listed.splitlines():
            if sender in line and not line.startswith(" "):
                run("postsuper", "-c", ETC, option, line.split()[0].rstrip("*!"))


def play(clock, driver):
    """Every action at its time, several at once; what a client is refused is the server's log's."""
    with concurrent.futures.ThreadPoolExecutor(CLIENTS) as pool:
        for when, _, name, args in scenario.make():
            clock.sleep_until(when)
            pool.submit(attempt, getattr(driver, name), args)
    clock.sleep_until(2 * world.DAY - 5)


def attempt(action, args):
    try:
        action(*args)
    except (OSError, smtp.smtplib.SMTPException):
        pass
    except Exception as error:  # an action that is wrong must not go unseen
        print("play.py: %s: %r" % (action.__name__, error), file=sys.stderr)


def main():
    make_network()
    make_configuration()
    names = make_names()
    clock = services.Clock(FACTOR)
    receiver = services.Receiver(clock, WORK)
    bind("/dev/log", target=os.path.join(WORK, "log.socket"))
    receiver.start()
    sites = start_servers()
    time.sleep(2)
    clock.start()
    driver = Driver(sites)
    try:
        play(clock, driver)
        driver.ledger.write(os.path.join(WORK, "ledger.tsv"))
    finally:
        subprocess.run(["postfix", "-c", ETC, "abort"], stderr=subprocess.DEVNULL, check=False)
        subprocess.run(["doveadm", "-c", os.path.join(ETC, "dovecot.conf"), "stop"], check=False)
        names.terminate()


if __name__ == "__main__":
    main()
