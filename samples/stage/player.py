"""Plays a plan: every action at its time, several at once, and keeps the ledger."""
import concurrent.futures
import sys
import threading

import smtp

CLIENTS = 12
LATE = 900 # seconds of the sample after which something did not happen when it was to


class Entry:
    """What one account handed in, and what it was told."""

    def __init__(self):
        self.messages = self.recipients = self.refused = 0
        self.least = self.most = 0 # recipients that a log may show of these
        self.replies = {}

    def reply(self, code):
        self.replies[code] = self.replies.get(code, 0) + 1

    def row(self):
        told = " ".join(sorted("%sx%d" % reply for reply in self.replies.items()))
        span = "" if self.least == self.most else "%d..%d" % (self.least, self.most)
        return self.messages, self.recipients, span, self.refused, told


class Ledger:
    """Who handed in how many messages for how many recipients, as the server accepted them.

    `span(recipients)` says between which numbers a log may show as many recipients.
    """
    COLUMNS = "account", "messages", "recipients", "logged", "refused", "replies"

    def __init__(self, span=None):
        self.lock = threading.Lock()
        self.entries = {}
        self.span = span or (lambda accepted, place: (len(accepted), len(accepted)))

    def deliver(self, client, who, sender, recipients, data, **how):
        """One message over SMTP. Its last reply decides."""
        place, notify = how.get("place"), how.get("notify", ())
        replies, (code, _) = client.deliver(sender, recipients, data, notify)
        accepted = [r for r, reply in zip(recipients, replies) if reply == 250]
        with self.lock:
            entry = self.entries.setdefault(who, Entry())
            entry.reply(code)
            entry.refused += len(replies) - len(accepted)
            if code == 250:
                self.add(entry, accepted, place)
        return code

    def handed_in(self, who, recipients, place):
        """One message by a program of the server itself: there is no reply but success."""
        with self.lock:
            entry = self.entries.setdefault(who, Entry())
            entry.reply("exit0")
            self.add(entry, recipients, place)

    def answered(self, who, n):
        """n messages of one recipient each that a server made, counted where they arrived."""
        entry = self.entries.setdefault(who, Entry())
        entry.messages += n
        entry.recipients += n
        entry.least += n
        entry.most += n

    def add(self, entry, accepted, place):
        least, most = self.span(accepted, place)
        entry.messages += 1
        entry.recipients += len(accepted)
        entry.least += least
        entry.most += most

    def rows(self):
        for who, entry in sorted(self.entries.items()):
            if entry.messages or entry.refused or entry.replies:
                yield (who, *entry.row())

    def write(self, path, columns=COLUMNS):
        places = [self.COLUMNS.index(column) for column in columns]
        with open(path, "w", encoding="utf-8") as f:
            f.write("\t".join(columns) + "\n")
            for row in self.rows():
                if row[1] or "refused" in columns:
                    f.write("\t".join(str(row[place]) for place in places) + "\n")


class Driver:
    """What can happen at any server. Methods are actions of a plan."""

    def __init__(self, sites, ledger):
        self.sites = sites
        self.ledger = ledger
        self.count = 0

    def text(self, sender, title, size, body="Hello"):
        self.count += 1
        domain = sender.split("@")[-1] or "localhost"
        head = "From: %s\r\nSubject: %s\r\nMessage-ID: <%d.%d@%s>\r\n\r\n%s\r\n" % (
            sender or "MAILER-DAEMON", title, self.count, size, domain, body)
        filling = ("x" * 76 + "\r\n") * (max(0, size - len(head)) // 78)
        rest = max(0, size - len(head) - len(filling) - 2)
        return (head + filling + "y" * rest + "\r\n").encode()

    def close_site(self, domain):
        self.sites[domain].shutdown()
        self.sites[domain].server_close()


def attempt(action, args):
    """What a client is refused is the server's log's."""
    try:
        action(*args)
    except (ConnectionError, TimeoutError, smtp.smtplib.SMTPException):
        pass
    except Exception as error: # an action that is wrong must not go unseen
        print("%s: %r" % (action.__name__, error), file=sys.stderr)


def begin(when, clock, action, args):
    late = clock.now() - when
    if late > LATE:
        print("%s%r: %d s late" % (action.__name__, args[:2], late), file=sys.stderr)
    attempt(action, args)


def play(plan, clock, driver, end):
    with concurrent.futures.ThreadPoolExecutor(CLIENTS) as pool:
        for when, _, name, args in plan:
            clock.sleep_until(when)
            pool.submit(begin, when, clock, getattr(driver, name), args)
    clock.sleep_until(end)
