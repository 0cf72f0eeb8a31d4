"""What comes in at the university about its mail, as reports and as notes of who took a call.

A row of complaints.tsv names a mail of the script by its second, login and recipient; what server
wrote it decides its ids, so reports are made when the log is. They lie in `incoming`, named by the
day that they came, and go to the site's folder up to a day.
"""
import base64
import csv
import datetime
import email.utils
import json
import os
import shutil
import uuid

FIELDS = ("when", "after", "login", "to", "by", "form", "kind", "how")
FROM_ELSEWHERE = "198.51.100.201"
OWN = "10.20.250.1"

HEADER = """Received: from mx1.example.edu (mx1.example.edu [%(source)s])
\tby mx.%(domain)s (Postfix) with ESMTPS id 4ZZ%(number)05d; %(date)s
Received: from client (client [10.20.1.1])
\tby mx1.example.edu with ESMTPSA id %(queue_id)s; %(date)s
%(message_id)sFrom: %(sender)s
Subject: %(subject)s

"""
REPORT = """Received: from fbl.%(domain)s (fbl.%(domain)s [192.0.2.77])
\tby mx1.example.edu (Postfix) with ESMTPS id 5FB%(number)05d
\tfor <abuse@example.edu>; %(received)s
From: Feedback <feedback@%(domain)s>
To: abuse@example.edu
Date: %(received)s
Subject: FW: %(subject)s
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

This is a report about a message that came from %(source)s.

--part
Content-Type: message/feedback-report

Feedback-Type: %(kind)s
User-Agent: Loop/2.1
Version: 1
Source-IP: %(source)s
Arrival-Date: %(date)s
%(recipient)s
--part
Content-Type: text/rfc822-headers

%(header)s--part--
"""


def rows(folder):
    with open(os.path.join(folder, "complaints.tsv"), encoding="utf-8") as table:
        for number, line in enumerate(table, 1):
            row = dict(zip(FIELDS, line.rstrip("\n").split("\t")))
            yield dict(row, when=int(row["when"]), after=int(row["after"]), number=number)


def letters(folder):
    """By line of the script: queue id and Message-ID where it was accepted."""
    found = {}
    with open(os.path.join(folder, "letters"), encoding="utf-8") as table:
        for line in table:
            deed, queue_id, message_id = line.rstrip("\n").split("\t")
            found.setdefault(int(deed), (queue_id, message_id))
    return found


def mails(folder, wanted):
    """By second, login and recipient, of those that are wanted: line of the script, sender, subject."""
    found, seconds = {}, {when for when, _, _ in wanted}
    with open(os.path.join(folder, "script"), encoding="utf-8") as script:
        for number, line in enumerate(script, 1):
            if int(line.split("\t", 1)[0]) not in seconds:
                continue
            when, _, _, login, sender, _, _, subject, *to = line.rstrip("\n").split("\t")
            for recipient in to:
                found.setdefault((int(when), login, recipient.split("|")[0]),
                                 (number, sender, subject))
    return found


def mail_date(when):
    return email.utils.format_datetime(datetime.datetime.fromtimestamp(when, datetime.timezone.utc))


def described(row, mail, ids):
    """All that a report may say of the mail; made up where it never was one of this server's."""
    number, sender, subject = mail or (0, row["login"] + "@example.edu", "You have won")
    queue_id, message_id = ids.get(number, ("", ""))
    if not mail or row["how"] in ("forged", "elsewhere"):
        queue_id = "4QX%07XZ" % (row["number"] * 7919)
        message_id = "made-up.%d@example.edu" % row["number"]
    is_redacted = row["how"] == "redacted"
    about = {"number": row["number"], "domain": row["by"].split("@")[1], "kind": row["kind"],
             "source": FROM_ELSEWHERE if row["how"] == "elsewhere" else OWN,
             "date": mail_date(row["when"]), "received": mail_date(row["when"] + row["after"]),
             "queue_id": queue_id, "sender": sender, "subject": subject,
             "message_id": "" if is_redacted else "Message-ID: <%s>\n" % message_id,
             "recipient": "" if is_redacted else "Original-Rcpt-To: <%s>\n" % row["by"]}
    about["header"] = HEADER % about
    return about


def xarf(row, about):
    report = {
        "xarf_version": "4.2.0", "category": "messaging", "type": "spam", "protocol": "smtp",
        "report_id": str(uuid.UUID(int=row["number"])),
        "timestamp": datetime.datetime.fromtimestamp(
            row["when"] + row["after"], datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "reporter": {"org": about["domain"], "contact": "abuse@" + about["domain"],
                     "domain": about["domain"]},
        "source_identifier": about["source"], "smtp_from": about["sender"],
        "subject": about["subject"], "evidence_source": "user_complaint",
        "evidence": [{"content_type": "text/rfc822-headers", "description": "the header",
                      "payload": base64.b64encode(about["header"].encode()).decode()}]}
    if about["recipient"]:
        report["smtp_to"] = row["by"]
    return json.dumps(report, indent=1) + "\n"


def day_of(when):
    return datetime.datetime.fromtimestamp(when, datetime.timezone.utc).strftime("%Y-%m-%d")


def make(folder):
    """All reports of a folder's world, into `incoming`, and those to the site's folder."""
    if not os.path.exists(os.path.join(folder, "complaints.tsv")):
        return
    incoming = os.path.join(folder, "incoming")
    shutil.rmtree(incoming, ignore_errors=True)
    os.makedirs(incoming)
    all_rows = list(rows(folder))
    about = mails(folder, {(r["when"], r["login"], r["to"]) for r in all_rows})
    ids = letters(folder)
    taken = []
    for row in all_rows:
        mail = about.get((row["when"], row["login"], row["to"]))
        if not mail and row["how"] not in ("forged", "elsewhere"):
            raise SystemExit("complaints.tsv, row %d: no such mail in the script" % row["number"])
        day = day_of(row["when"] + row["after"])
        name = os.path.join(incoming, "%s-%05d" % (day, row["number"]))
        if row["form"] == "phone":
            taken.append([day, row["by"], row["login"], "spam", "T%d" % row["number"]])
        elif row["form"] == "xarf":
            write(name + ".json", xarf(row, described(row, mail, ids)))
        else:
            write(name + ".eml", REPORT % described(row, mail, ids))
    with open(os.path.join(incoming, "taken.csv"), "w", encoding="utf-8", newline="") as table:
        csv.writer(table, lineterminator="\n").writerows(sorted(taken))
    arrive(folder, "9999")


def write(path, text):
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)


def arrive(folder, day):
    """The site has what came up to this day, and no more."""
    incoming, site = os.path.join(folder, "incoming"), os.path.join(folder, "site")
    if not os.path.exists(incoming):
        return
    reports = os.path.join(site, "complaints")
    shutil.rmtree(reports, ignore_errors=True)
    os.makedirs(reports)
    for name in os.listdir(incoming):
        if name[:10] <= day and name != "taken.csv":
            shutil.copy(os.path.join(incoming, name), reports)
    with open(os.path.join(incoming, "taken.csv"), encoding="utf-8", newline="") as table:
        taken = [row for row in csv.reader(table) if row[0] <= day]
    with open(os.path.join(site, "complaints.csv"), "w", encoding="utf-8", newline="") as table:
        csv.writer(table, lineterminator="\n").writerows(
            [["received", "complainant", "account", "kind", "ticket"], *taken])
