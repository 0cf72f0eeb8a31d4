"""A small SMTP server, enough for a content filter and for remote sites, and a client."""
import smtplib
import socket
import socketserver


class Session(socketserver.StreamRequestHandler):
    """One connection. Subclasses say what they think of recipients and messages."""

    def recipient(self, sender, recipient):
        return "250 2.1.5 Ok"

    def message(self, sender, recipients, data):
        return "250 2.0.0 Ok"

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def read_data(self):
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line[1:] if line.startswith(b"..") else line)
        return None

    def handle(self):
        try:
            self.converse()
        except (ConnectionError, socket.timeout):
            pass

    def converse(self):
        self.say("220 %s ESMTP" % self.server.name)
        sender, recipients = "", []
        for raw in self.rfile:
            line = raw.decode("utf-8", "replace").strip()
            verb = line[:4].upper()
            if verb == "EHLO":
                self.say("250-%s" % self.server.name)
                self.say("250-ENHANCEDSTATUSCODES")
                self.say("250 8BITMIME")
            elif verb == "MAIL":
                sender, recipients = address_in(line), []
                self.say("250 2.1.0 Ok")
            elif verb == "RCPT":
                reply = self.recipient(sender, address_in(line))
                if reply.startswith("250"):
                    recipients.append(address_in(line))
                self.say(reply)
            elif verb == "DATA":
                self.take_data(sender, recipients)
            elif verb == "QUIT":
                self.say("221 2.0.0 Bye")
                return
            else:
                self.say("250 2.0.0 Ok")

    def take_data(self, sender, recipients):
        if not recipients:
            self.say("554 5.5.1 No valid recipients")
            return
        self.say("354 End data with <CR><LF>.<CR><LF>")
        data = self.read_data()
        if data is not None:
            self.say(self.message(sender, recipients, data))


def address_in(line):
    start = line.find("<")
    return line[start + 1:line.find(">", start)] if start >= 0 else ""


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 100

    def __init__(self, address, session, name):
        self.name = name
        super().__init__(address, session)


class Client(smtplib.SMTP):
    """A client that comes from an address of its own and says its name."""

    def __init__(self, server, port, source, helo):
        super().__init__(server, port, local_hostname=helo, source_address=(source, 0), timeout=60)
        self.ehlo()

    def login_as(self, name, password="right"):
        self.login(name, password)

    def deliver(self, sender, recipients, data, notify=()):
        """The reply to each recipient, and the last one; `notify`: options of RCPT."""
        opening = self.mail(sender)
        if opening[0] != 250:
            return [], self.refused(opening)
        replies = [self.rcpt(r, notify)[0] for r in recipients]
        if 250 not in replies:
            self.rset()
            return replies, (replies[-1], b"")
        return replies, self.data(data)

    def refused(self, reply):
        self.rset()
        return reply
