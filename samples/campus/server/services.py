"""The content filter, the remote sites and the log's receiver."""
import os
import re
import socket
import threading
import time

import smtp
import world


class Clock:
    """The campus' own time: so many seconds of it pass in a real one."""

    def __init__(self, factor):
        self.factor = factor
        self.zero = None

    def start(self):
        self.zero = time.monotonic()

    def now(self):
        """Seconds since the first day began; it stands still until it is started."""
        return (time.monotonic() - self.zero) * self.factor if self.zero else 0.0

    def sleep_until(self, when):
        time.sleep(max(0.0, (when - self.now()) / self.factor))


class Filter(smtp.Session):
    """Takes a message, hands it back to the server, tells what the server said."""

    def message(self, sender, recipients, data):
        with smtp.Client(10025, "127.0.0.1", "localhost", "127.0.0.1") as back:
            _, (code, text) = back.deliver(sender, recipients, data)
        reply = text.decode()
        return "%d 2.0.0 from MTA(smtp:[127.0.0.1]:10025): %d %s" % (code, code, reply)


class Site(smtp.Session):
    """A remote site. What it thinks of a recipient shows in its name."""
    seen = set()
    lock = threading.Lock()
    counter = 0

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
            Site.counter += 1
            number = Site.counter
        return "250 2.0.0 Ok: queued as %X%05X" % (0x4B, number)


STAMP = re.compile(rb"^<\d+>\w{3} [ \d]\d \d\d:\d\d:\d\d (.*)$", re.S)


class Receiver(threading.Thread):
    """What syslogd is elsewhere: puts the campus' own time before every line. The first day's
    file has traditional stamps, the second's RFC 3339."""

    def __init__(self, clock, work):
        super().__init__(daemon=True)
        self.clock, self.work = clock, work
        self.files = {}
        path = os.path.join(work, "log.socket")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        os.chmod(path, 0o666)

    def run(self):
        while True:
            found = STAMP.match(self.socket.recv(65536))
            if found:
                self.write(found.group(1).rstrip(b"\n"))

    def write(self, text):
        stamp, day = world.stamp(self.clock.now())
        if day not in self.files:
            self.files[day] = open(os.path.join(self.work, "mail-%s.log" % day), "wb", 0)
        self.files[day].write(stamp.encode() + b" mail " + text + b"\n")


def start_server(address, session, name):
    server = smtp.Server(address, session, name)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
