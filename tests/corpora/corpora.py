"""The sets of published logs: where they are, and how their lines become log lines.

A set gives lines (bytes) and, where its authors wrote down what they expect, a list of cases
(name, number of its line, {field: value}) in this program's terms; see expected.py.
"""

import glob
import gzip
import os
import re

import expected

HEAD = b"Jan  1 00:00:00 mail "


def read(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as f:
        return [line.rstrip(b"\r\n") for line in f.read().split(b"\n") if line.strip()]


def plain(path):
    return read(path), []


def fgforrest(path):
    """'2013 Jun 12 06:35:24.123 host', a stamp of its own, and 'XXXX' that somebody put in front
    of colons: year, fraction and the four letters are cut out."""
    stamp = re.compile(rb"^\d{4} (\w{3} [ \d]\d \d\d:\d\d:\d\d)\.\d+ ")
    return [stamp.sub(rb"\1 ", line).replace(b"XXXX", b"") for line in read(path)], []


def whyscream(folder):
    """Messages without a head, one a file, with the fields that a grok pattern must find."""
    lines, cases = [], []
    for path in sorted(glob.glob(folder + "/*.yaml")):
        name = os.path.basename(path)[:-5]
        message, values = expected.whyscream(name, path)
        if message is None:
            continue
        cases.append((name, len(lines), values))
        lines.append(HEAD + message.encode("utf-8"))
    return lines, cases


def crowdsec(folder, program="postfix"):
    lines, cases = [], []
    for path in sorted(glob.glob("%s/.tests/%s-*/*.log" % (folder, program))):
        folder_name = os.path.basename(os.path.dirname(path))[len(program) + 1:]
        first, more = len(lines), read(path)
        lines += more
        for number, values in expected.crowdsec(os.path.dirname(path), more):
            cases.append(("%s-%s#%d" % (program, folder_name, number), first + number, values))
    return lines, cases


def crowdsec_dovecot(folder):
    return crowdsec(folder, "dovecot")


def crowdsec_exim(folder):
    return crowdsec(folder, "exim")


def ossec(path):
    lines, cases = [], []
    for name, line, values in expected.ossec(path):
        cases.append((name, len(lines), values))
        lines.append(line)
    return lines, cases


def alerts(path):
    """Sendmail's lines below notices, without a head. A notice's rule is about refusals."""
    lines = [HEAD + line for line in read(path) if re.match(rb"sm-\w+\[\d+\]: ", line)]
    return lines, [("line_%d" % (n + 1), n, {"kind": "reject"}) for n in range(len(lines))]


# name, files, reader
SETS = [
    ("postfix-grok-patterns", "whyscream+postfix-grok-patterns/test", whyscream),
    ("crowdsec hub", "crowdsecurity+hub", crowdsec),
    ("crowdsec hub, dovecot", "crowdsecurity+hub", crowdsec_dovecot),
    ("wazuh", "wazuh+wazuh/ruleset/testing/tests/postfix.ini", ossec),
    ("ossec", "ossec+ossec-hids/contrib/ossec-testing/tests/postfix.ini", ossec),
    ("wazuh, dovecot", "wazuh+wazuh/ruleset/testing/tests/dovecot.ini", ossec),
    ("ossec, dovecot", "ossec+ossec-hids/contrib/ossec-testing/tests/dovecot.ini", ossec),
    ("crowdsec hub, exim", "crowdsecurity+hub", crowdsec_exim),
    ("wazuh, exim", "wazuh+wazuh/ruleset/testing/tests/exim.ini", ossec),
    ("ossec, exim", "ossec+ossec-hids/contrib/ossec-testing/tests/exim.ini", ossec),
    ("ossec alerts, sendmail", "ossec+ossec-hids/etc/rules/log-entries/mail-alerts", alerts),
    ("RaspIM, exim", "2ndy+RaspIM/var/log/exim4/mainlog.1", plain),
    ("ddgrey, exim", "perericr+ddgrey/mainlog", plain),
    ("gvengel exporter, exim", "gvengel+exim_exporter/test/*log", plain),
    ("rspamd", "rspamd+rspamd/test/functional/data/*stats_test.data", plain),
    ("haraka, rspamd", "haraka+haraka-plugin-log-reader/test/fixtures/haraka.log", plain),
    ("logstash, exim", "logstash-plugins+*/spec/patterns/exim*.extracted.log", plain),
    ("Hsn723 exporter", "Hsn723+postfix_exporter/exporter/*.log", plain),
    ("digineo exporter", "digineo+postfix_exporter/testdata/mail.log", plain),
    ("sergeymakinen exporter", "sergeymakinen+postfix_exporter/exporter/testdata/mail.log", plain),
    ("vericode exporter", "vericode-io+postfix_exporter/testdata/mail.log.sample", plain),
    ("promqueen exporter", "promqueen+maillog_exporter/collector/*.log", plain),
    ("msimerson parser", "msimerson+*/test/*.log", plain),
    ("youyo parser", "youyo+postfix-log-parser/test/*.log", plain),
    ("Mephistophiles parser", "Mephistophiles+postfix-log-parser/*/*.log", plain),
    ("chrj pflog", "chrj+pflog/*.log", plain),
    ("DataDog", "_excerpt+DataDog-integrations-core/postfix_tests.samples.log", plain),
    ("FgForrest", "FgForrest+*/server/src/test/resources/META-INF/logs/*/*", fgforrest),
    ("infohtreasure", "infohtreasure+Postfix-Maillog-Dump/*", plain),
]


def sets(root):
    """(name, number of files, lines, cases); the kumina exporter's only log is of showq."""
    for name, pattern, reader in SETS:
        paths = sorted(glob.glob(os.path.join(root, pattern)))
        lines, cases = [], []
        for path in paths:
            more, named = reader(path)
            cases += [(case, number + len(lines), values) for case, number, values in named]
            lines += more
        if paths:
            yield name, len(paths), lines, cases
