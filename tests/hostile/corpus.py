"""Text that attacks whatever prints it: logs, names of logs, site files and complaints.

Every attack stands in fields that others write: subject, login, envelope, HELO, reply, host, program;
names, departments, tickets, announcements; a complaint's file name and body. The traffic around them is
such that findings come of it: mailings of which a part waits, people who have left, guesses, refusals.
"""
import os

SHELL = ["$(touch${IFS}pwned)", "`touch${IFS}pwned`", "';touch${IFS}pwned;'", "|touch${IFS}pwned", "-rf", "../../up",
         "a\\\\b", "\"&&touch${IFS}pwned&&\"", "%s%n%s", "~root", "*", "!!", "#x", "x>pwned"]
HTML = ["<script>window.hit=1</script>", "<img/src=x/onerror=hit=1>", "\"'></td><b>&amp;", "<!--", "]]>",
        "javascript:alert(1)", "&#0;&lt;"]
FORMULA = ["=HYPERLINK(\"http://evil.example\",\"x\")", "+1+cmd|'/C calc'!A0", "-2+3", "@SUM(1)", "\uff1d1+1", "  =1+1",
           "x;=1+1", "x\t=1+1", "'=1"]
JSON = ["\",\"action\":\"record\",\"x\":\"", "\\", "\\u0000\\ud800", "{}]},", "\\\"", "\b\f"]
TERMINAL = ["\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1bc", "\u009b2J", "a\rb", "a\vb", "\x7f\x08\x08", "\x00nul\x00"]
UNSEEN = ["\u202egnp.exe", "\u2066x\u2069", "zero\u200bwidth", "soft\u00adhyphen", "join\u200der", "tag\U000e0041",
          "\ufeffmark", "line\u2028s\u2029", "filler\u3164", "braille\u2800", "odd\ufe0f", "next\u0085line", "\u180e"]
ALIKE = ["\u0430lice", "b\u043eb", "p\u0430ypal", "\u0391lice", "\uff41lice", "example.\u0435du"]
BYTES = [b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x80", b"\x9b31m", b"\xe2\x80\xae"[:2]]
LONG = ["W" * 9000, "\u00e9" * 3000, "<" * 2000, "'" * 1500]  # some beyond the limit of a line
SMUGGLED = ["x\rMar  2 10:00:01 mail postfix/smtpd[1]: 4F9: client=x[10.9.9.9], sasl_method=PLAIN, sasl_username=smuggled",
            "x#012Mar  2 10:00:01 mail postfix/smtpd[1]: 4F9: client=x[10.9.9.9], sasl_username=smuggled",
            "x\u2028Mar  2 10:00:01 mail postfix/smtpd[1]: 4F9: client=x[10.9.9.9], sasl_username=smuggled"]
ALL = [t.encode() for t in SHELL + HTML + FORMULA + JSON + TERMINAL + UNSEEN + ALIKE + LONG + SMUGGLED] + BYTES

# What a folder may call a file; the first two are read by every command.
FILES = [b"one $(touch pwned) <b>'\"\x1b[31m.log", b"-q;\n=two\xe2\x80\xae.log", b"\xff\xc0|`id`.log"]
# Logins of people who have left: what of them can be in a command is, the others are done by hand.
LEFT = ["o'neil", "a=b.c", "$(touch${ifs}pwned)", "`touch${ifs}pwned`", "-rf", "=cmd|'/c'!a0", "../../up",
        "<img/src=x/onerror=hit=1>", "\u0430lice", "b\u043eb", "x|touch${ifs}pwned", "\"q\"", "%s%n", "plain"]


def is_line(data):
    """Could be one line of a log, as a server would write it."""
    return b"\n" not in data


def line(at, program, text, host=b"mail"):
    text = text if isinstance(text, bytes) else text.encode()
    stamp = f"2026-03-02T{10 + at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}+01:00 "
    return stamp.encode() + host + b" " + program.encode() + b": " + text + b"\n"


def message(at, n, login, sender, subject, recipients, waiting=0, attack=b"", host=b"mail"):
    """Through Postfix. The last of the recipients wait when the log ends."""
    queue_id = b"4A%06X" % n
    yield line(at, "postfix/submission/smtpd[9]", queue_id + b": client=" + (attack or b"pc") +
               b"[10.20.4.17], sasl_method=PLAIN, sasl_username=" + login, host)
    yield line(at, "postfix/cleanup[5]", queue_id + b": info: header Subject: " + subject + b" from pc[10.20.4.17]; from=<" +
               sender + b"> to=<x@example.com> proto=ESMTP helo=<" + attack + b">", host)
    yield line(at, "postfix/cleanup[5]", queue_id + b": message-id=<" + attack + b"%d@pc>" % n, host)
    yield line(at, "postfix/qmgr[3]", queue_id + b": from=<" + sender + b">, size=%d, nrcpt=%d (queue active)"
               % (2000 + n % 7, len(recipients)), host)
    for i, recipient in enumerate(recipients):
        is_waiting = i >= len(recipients) - waiting
        yield line(at, "postfix/smtp[4]", queue_id + b": to=<" + recipient + b">, relay=mx.example.com[192.0.2.9]:25, delay=1, "
                   b"delays=0/0/0/1, " + (b"dsn=4.2.0, status=deferred (" if is_waiting else b"dsn=2.0.0, status=sent (") +
                   attack + b")", host)
    if not waiting:
        yield line(at, "postfix/qmgr[3]", queue_id + b": removed", host)


def people(n, tail=b"@example.com"):
    return [b"r%d" % i + tail for i in range(n)]


def postfix_lines():
    n = 0
    for i, attack in enumerate(filter(is_line, ALL)):
        n += 1  # everything at once, in every field, of an account that no directory names
        yield from message(i, n, attack.replace(b" ", b"_")[:300] + b"%d" % i, attack[:200] + b"@example.edu", attack,
                           people(3) + [attack[:200] + b"@example.net"], attack=attack)
    for i, attack in enumerate(filter(is_line, ALL)):
        n += 1  # mailings of one who is known, each with what waits of it
        yield from message(1000 + 4 * i, n, b"eve%d" % i, b"eve%d@example.edu" % i, attack, people(502), 3,
                           attack=b"x" if i % 7 else attack[:80])
    for i, login in enumerate(LEFT):
        n += 1
        yield from message(2000 + i, n, login.encode(), b"x@example.edu", b"bye", people(2), attack=b"$(touch pwned)")
    for i, host in enumerate((b"'$(touch${IFS}pwned)'", b"=mx", b"\x1b[31mmx", b"<b>mx", "m\u0445".encode())):
        n += 1
        yield from message(2100 + i, n, b"plain", b"x@example.edu", b"bye", people(2), host=host)
    for i in range(90):
        yield line(3000 + i, "postfix/smtpd[2]", b"NOQUEUE: reject: RCPT from " + ALL[i % 40].replace(b" ", b"") +
                   b"[10.20.0.66]: 554 5.7.1 <v%d@d%d.example>: Relay access denied; from=<" % (i, i % 9) + ALL[i % 40] +
                   b"> to=<v%d@d%d.example> proto=ESMTP helo=<" % (i, i % 9) + ALL[i % 40] + b">")
    yield from damaged_lines()


def damaged_lines():
    """Beyond reading, in each place that a line has."""
    for i, attack in enumerate(filter(is_line, ALL)):
        yield attack + b"\n"
        yield line(4000 + i, "postfix/smtpd[2]", b"4B%04X: client=" % i + attack)
        yield line(4000 + i, "postfix/pickup[2]", attack + b": uid=" + attack + b" from=<" + attack + b">")
        yield b"2026-03-02T10:00:00+01:00 " + attack.replace(b" ", b"_")[:90] + b" " + attack[:90] + b": " + attack + b"\n"
    yield b"4C1: no end of line"


def exim_lines():
    for i, attack in enumerate(filter(is_line, ALL)):
        head = b"2026-03-02 12:%02d:%02d " % (i // 60, i % 60)
        queue_id = b"1aBc%02d-000001-AA" % (i % 100)
        yield (head + queue_id + b" <= " + attack[:200].replace(b" ", b"") + b"@example.edu H=(" + attack[:99] +
               b") [10.20.4.18] P=esmtpa A=plain:" + attack[:99].replace(b" ", b"") + b" S=900 T=\"" + attack + b"\" id=" +
               attack[:99].replace(b" ", b"") + b"\n")
        yield head + queue_id + b" => y@example.net R=out T=smtp H=mx [192.0.2.1] C=\"" + attack + b"\"\n"
        yield head + queue_id + b" Completed\n"


def other_lines():
    """Sendmail, Dovecot and rspamd."""
    for i, attack in enumerate(filter(is_line, ALL)):
        short = attack[:99]
        yield line(5000 + i, "sendmail[7]", b"62A9%010d: from=<" % i + attack[:200] + b"@example.edu>, size=7, class=0, nrcpts=1, "
                   b"msgid=<" + short + b">, proto=ESMTPA, daemon=MSA, relay=" + short + b" [10.20.4.19]")
        yield line(5000 + i, "sendmail[7]", b"AUTH=server, relay=" + short + b" [10.20.4.19], authid=" + short + b", mech=PLAIN, bits=0")
        yield line(5001 + i, "sendmail[8]", b"62A9%010d: to=<y@example.net>, delay=00:00:01, mailer=esmtp, pri=1, relay=mx. "
                   b"[192.0.2.1], dsn=2.0.0, stat=Sent (" % i + attack + b")")
        yield line(5002 + i, "dovecot", b"submission-login: Login: user=<" + short + b">, method=PLAIN, rip=10.20.4.17, "
                   b"lip=10.20.0.1, mpid=7, session=<" + short + b">")
        yield line(5002 + i, "dovecot", b"imap-login: Disconnected (auth failed, 3 attempts in 9 secs): user=<" + short +
                   b">, method=PLAIN, rip=198.51.100.7, lip=10.20.0.1, session=<x>")


def quoted(text):
    """For a table of the site: what its readers refuse cannot be in it."""
    return '"' + "".join(c for c in text if c >= " " and not "\x7f" <= c < "\xa0").replace('"', '""') + '"'


def in_yaml(text):
    clean = "".join(c for c in text if c >= " " and not "\x7f" <= c < "\xa0" and c not in "\u2028\u2029\ufeff")
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'


def site_files():
    texts = SHELL + HTML + FORMULA + JSON + UNSEEN + ALIKE
    rows = ["account,person,kind,department,deleted,addresses"]
    rows += [f"eve{i},{quoted(texts[i % len(texts)] + f' {i}')},staff,{quoted(texts[i % len(texts)])},,eve{i}@example.edu"
             for i in range(len(ALL))]
    rows += [f"{quoted(login)},{quoted('left ' + login)},staff,{quoted(FORMULA[i % len(FORMULA)])},2026-02-01,"
             for i, login in enumerate(LEFT)]
    yield "directory.csv", "\n".join(rows) + "\n"
    yield "policy.yaml", (f"organisation: {in_yaml(HTML[0] + UNSEEN[0] + FORMULA[0])}\ntime_zone: Europe/Berlin\n"
                          "domains: [example.edu]\nnetworks: {own: [10.20.0.0/16]}\n"
                          f"contacts: {{help_desk: {in_yaml(SHELL[0] + HTML[2] + ALIKE[0])}}}\n")
    yield "announcements.yaml", "".join(
        f"- id: a{i}\n  owner: eve{i}\n  contact: {in_yaml(t)}\n  approved_by: {in_yaml(t)}\n  created: 2026-03-01\n"
        f"  from: 2026-03-02\n  to: 2026-03-03\n  max_recipients: 100\n  match: {{subject: {in_yaml(t[:40])}}}\n"
        for i, t in enumerate(texts) if i % 3 == 0 and t.strip())
    yield "exceptions.yaml", "".join(
        f"- {{account: eve{i}, detector: limits, owner: eve1, reason: {in_yaml('why ' + t)}, expires: 2027-01-01}}\n"
        for i, t in enumerate(texts))
    yield "complaints.csv", "received,complainant,account,kind,ticket\n" + "".join(
        f"2026-03-03,r{i}@example.com,eve{i},spam,{quoted(t)}\n" for i, t in enumerate(texts))
    yield "no_contact.csv", "complainant,account,requested,ticket\n" + "".join(
        f"r{i}@example.com,eve{i},2026-02-01,{quoted(t)}\n" for i, t in enumerate(texts))
    yield "canaries.txt", "r1@example.com\n"


def write(path, data):
    os.makedirs(os.path.dirname(path) or b".", exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def complaint(i, attack):
    return (b"From: " + attack + b"\nTo: abuse@example.edu\nDate: Tue, 3 Mar 2026 09:00:00 +0100\nSubject: " + attack +
            b"\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n"
            b"Content-Type: text/plain\n\n" + attack + b"\n--b\nContent-Type: message/feedback-report\n\n"
            b"Feedback-Type: abuse\nUser-Agent: " + attack + b"\nVersion: 1\nOriginal-Mail-From: <" + attack + b">\n"
            b"Original-Rcpt-To: <r1@example.com>\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <" + attack[:80] +
            b"%d@pc>\nFrom: " % (i + 1) + attack + b"\nSubject: " + attack + b"\n\nx\n--b--\n")


def write_all(folder):
    """The corpus into FOLDER: logs/ and site/. Returns both."""
    logs, site = os.path.join(folder, b"logs"), os.path.join(folder, b"site")
    for name, lines in zip(FILES, (postfix_lines(), exim_lines(), other_lines())):
        write(os.path.join(logs, name), b"".join(lines))
    for name, text in site_files():
        write(os.path.join(site, name.encode()), text)
    for i, attack in enumerate(ALL):
        name = attack.replace(b"/", b"_").replace(b"\0", b"")[:200]
        write(os.path.join(site, b"complaints", name + b"%d.eml" % i), complaint(i, attack))
        write(os.path.join(site, b"complaints", b"x%d" % i + name + b".json"), b'{"xarf_version": "4.0.0", "' + attack + b'": 1}')
    return logs, site
