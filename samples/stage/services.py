"""The clock of a sample, its content filter, its remote sites and what receives its log."""
import os
import re
import socket
import threading
import time

import smtp


class Clock:
    """The sample's own time: so many seconds of it pass in a real one. It stands still at the
    first second until it is started."""

    def __init__(self, factor, first=0):
        self.factor, self.first = factor, first
        self.zero = None

    def start(self, zero=None):
        self.zero = zero or time.monotonic()

    def now(self):
        """Seconds since the first midnight."""
        passed = (time.monotonic() - self.zero) * self.factor if self.zero else 0.0
        return self.first + passed

    def sleep_until(self, when):
        time.sleep(max(0.0, (when - self.now()) / self.factor))


class Filter(smtp.Session):
    """Takes a message, hands it back to the server, tells what the server said."""

    def message(self, sender, recipients, data):
        with smtp.Client("127.0.0.1", 10025, "127.0.0.1", "localhost") as back:
            _, (code, text) = back.deliver(sender, recipients, data)
        reply = text.decode()
        return "%d 2.0.0 from MTA(smtp:[127.0.0.1]:10025): %d %s" % (code, code, reply)


class Site(smtp.Session):
    """A remote site. What it thinks of a recipient shows in its name. It keeps what it took."""
    seen = set()
    lock = threading.Lock()
    taken = []

    def recipient(self, sender, recipient):
        local = recipient.split("@")[0]
        if local.startswith("gone"):
            return "550 5.1.1 <%s>: Recipient address rejected: User unknown" % recipient
        if local.startswith("full"):
            return "452 4.2.2 <%s>: Mailbox full" % recipient
        if self.server.name.startswith("slow") and self.is_new(sender, recipient):
            return "450 4.2.0 <%s>: Recipient address rejected: Greylisted" % recipient
        return "250 2.1.5 Ok"

    def is_new(self, sender, recipient):
        with self.lock:
            pair = (sender, recipient)
            new = pair not in self.seen
            self.seen.add(pair)
        return new

    def message(self, sender, recipients, data):
        if b"Buy these pills" in data:
            return "550 5.7.1 Message content rejected as spam"
        with self.lock:
            Site.taken.append((sender, recipients, data))
            number = len(Site.taken)
        return "250 2.0.0 Ok: queued as %X%05X" % (0x4B, number)


LINE = re.compile(rb"^<\d+>\w{3} [ \d]\d \d\d:\d\d:\d\d (.*)$", re.S)


class Receiver(threading.Thread):
    """What syslogd is elsewhere. Takes the servers' lines from a socket and hands each, without
    the real stamp, with the sample's own time to `write`, which puts a stamp before it."""

    def __init__(self, clock, path, write):
        super().__init__(daemon=True)
        self.clock, self.write = clock, write
        if os.path.exists(path):
            os.remove(path)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        os.chmod(path, 0o666)

    def run(self):
        while True:
            found = LINE.match(self.socket.recv(65536))
            if found:
                self.write(self.clock.now(), found.group(1).rstrip(b"\n"))


class Files:
    """Log files of a folder, opened at their first line."""

    def __init__(self, folder):
        self.folder = folder
        self.files = {}

    def add(self, name, stamp, text):
        if name not in self.files:
            self.files[name] = open(os.path.join(self.folder, name), "wb", 0)
        self.files[name].write(stamp.encode() + b" " + text + b"\n")


def start_server(address, session, name):
    server = smtp.Server(address, session, name)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def start_sites(sites):
    """Remote sites of their own address each; a dead one never answers."""
    return {domain: start_server((address, 25), Site, name)
            for domain, name, address in sites if domain != "deadhost.example"}
