"""What people outside made of mail they got: reports to the college's abuse desk, as their
providers send them, with the head of the message. All that they say of it stands in the log.

complaints.py SITE LOG..., after the logs are made.
"""
import base64
import datetime
import hashlib
import json
import os
import re
import sys
import uuid

import papers
import world

LINE = re.compile(r"(\S+) mail postfix/\S+\[\d+\]: (\w+): (.*)")
PARTS = [re.compile(part) for part in (
    r"client=(?P<client>\S+)\[", r"message-id=(?P<message_id><\S+>)", r"from=<(?P<sender>\S+)>, size=",
    r"info: header Subject: (?P<subject>.*?) from \S+\[.*; from=<.*helo=<(?P<helo>.*)>")]
SENT = re.compile(r"to=<(?P<recipient>\S+)>, relay=(?P<server>\S+)\[.* status=sent")


def read(paths):
    """Messages that remote sites took: each recipient's, in order of time."""
    messages, sent = {}, []
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for found in filter(None, map(LINE.match, lines)):
                when, queue_id, text = found.groups()
                message = messages.setdefault(queue_id, {"id": queue_id, "sender": ""})
                for pattern in PARTS:
                    found = pattern.match(text)
                    message.update(found.groupdict() if found else {})
                found = SENT.match(text)
                if found:
                    sent.append({**message, **found.groupdict(), "when": datetime.datetime.fromisoformat(when)})
    return sent


def head(message):
    """Of the message, as the recipient's provider has it."""
    date = message["when"].strftime("%a, %d %b %Y %H:%M:%S %z")
    return ("Received: from {helo} ({client} [removed])\n\tby mail.college.example (Postfix) with ESMTPA id {id}\n"
            "\tfor <{recipient}>; {date}\nFrom: {sender}\nSubject: {subject}\nMessage-ID: {message_id}\n").format(
                date=date, **message)


ARF = """\
From: <feedback@{site}>
To: <abuse@college.example>
Date: {reported}
Subject: Complaint about message from 10.40.0.25
MIME-Version: 1.0
Message-ID: <{uid}@{site}>
Content-Type: multipart/report; report-type=feedback-report; boundary="part-{uid}"

--part-{uid}
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report for an email message received from
10.40.0.25 on {arrived}.

--part-{uid}
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: {site}-feedback/1.2
Version: 1
Original-Mail-From: <{sender}>
Original-Rcpt-To: <{recipient}>
Arrival-Date: {arrived}
Source-IP: 10.40.0.25
Reported-Domain: college.example
Reporting-MTA: dns; {server}

--part-{uid}
Content-Type: text/rfc822-headers

{head}
--part-{uid}--
"""


def domain_of(address):
    return address.split("@")[1]


def mail_date(when, hours=0):
    return (when + datetime.timedelta(hours=hours)).strftime("%a, %d %b %Y %H:%M:%S %z")


def name_of(message):
    return hashlib.sha256((message["message_id"] + message["recipient"]).encode()).hexdigest()


def arf(message, hours=5):
    return ARF.format(site=domain_of(message["recipient"]), kind="abuse", arrived=mail_date(message["when"]),
                      reported=mail_date(message["when"], hours), uid=name_of(message)[:16],
                      head=message.get("head") or head(message), **{k: message[k] for k in ("sender", "recipient", "server")})


def xarf(message, hours=9):
    domain = domain_of(message["recipient"])
    desk = {"org": domain, "contact": "abuse@" + domain, "domain": domain}
    text = head(message).replace("\n", "\r\n").encode()
    return json.dumps({
        "xarf_version": "4.0.0", "report_id": str(uuid.UUID(name_of(message)[:32], version=4)),
        "timestamp": (message["when"] + datetime.timedelta(hours=hours)).isoformat(timespec="seconds"),
        "reporter": desk, "sender": desk, "source_identifier": "10.40.0.25", "source_port": 25,
        "category": "messaging", "type": "spam", "protocol": "smtp",
        "smtp_from": message["sender"], "smtp_to": message["recipient"], "subject": message["subject"],
        "message_id": message["message_id"], "evidence_source": "user_complaint",
        "evidence": [{"content_type": "text/rfc822-headers", "description": "head of the message",
                      "hash": "sha256:" + hashlib.sha256(text).hexdigest(), "size": len(text),
                      "payload": base64.b64encode(text).decode()}],
    }, indent=1) + "\n"


def forged():
    """One that names l.fuchs, but never was here."""
    when = world.moment(world.at(11, 9, 12))
    text = ("Received: from mail.college.example (unknown [198.18.77.3])\n\tby mx1.bigmail.example with SMTP id 88123;"
            " {0}\nFrom: l.fuchs@college.example\nSubject: Cheap watches\nMessage-ID: <20260423.77@watches.example>\n")
    return {"when": when, "server": "mx1.bigmail.example", "sender": "l.fuchs@college.example", "head": text.format(mail_date(when)),
            "recipient": "rita@bigmail.example", "message_id": "<20260423.77@watches.example>"}


TAKEN = """\
received,complainant,account,kind,ticket
2026-04-24 09:15,fan05@outmail.example,v.stone,spam,T-201
2026-04-22 17:30,mia@postbox.example,g.hart,harassment,T-101
2026-04-24 11:40,jo@smallfirm.example,l.fuchs,spam,T-204
"""


def write(site, sent):
    def of(sender, recipient, n=0):
        pattern = re.compile(recipient)
        return [m for m in sent if m["sender"].startswith(sender + "@") and pattern.match(m["recipient"])][n]

    folder = os.path.join(site, "complaints")
    os.makedirs(folder, exist_ok=True)
    reports = {
        "bigmail-1.eml": arf(of("v.stone", r"fan\d\d@bigmail")),
        "bigmail-2.eml": arf(of("v.stone", r"fan\d\d@bigmail", 3)),
        "cloudpost-1.eml": arf(of("v.stone", r"fan\d\d@cloudpost", 1)),
        "ymail-1.json": xarf(of("v.stone", r"fan\d\d@ymail")),
        "bigmail-3.eml": arf(of("alumni", r"alumna\d\d@bigmail")),
        "bigmail-4.eml": arf(forged()),
    }
    for name, text in reports.items():
        papers.write(os.path.join(folder, name), text)
    papers.write(os.path.join(site, "complaints.csv"), TAKEN)


if __name__ == "__main__":
    write(sys.argv[1], read(sys.argv[2:]))
