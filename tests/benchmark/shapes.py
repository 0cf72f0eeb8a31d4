#!/usr/bin/env python3
"""Is every line that the generator writes one that real servers write? shapes.py [SEED ...]

A line's shape is what is left of it when names, numbers, ids, addresses and the words of others
(subjects, remote replies) are taken out. Each shape of a rendered world has to occur in the
samples' logs, which real servers wrote, or in the logs of tests/cases, or to be explained in
shapes.tsv: shape, tab, why. Explanations that nothing needs any more are told as well.
"""
import collections
import glob
import gzip
import lzma
import os
import re
import shutil
import subprocess
import sys
import tempfile

from bench import HERE, ROOT, Bench

HEAD = re.compile(
    r"^(?:\w{3} [ \d]\d [\d:]{8}|\d{4}-\d\d-\d\d[T ][\d:.]+(?:[+-]\d\d:?\d\d|Z)?) "
    r"(?:\[\d+\] )?(?:(?P<host>[\w.-]+) (?P<program>[\w/.-]+?)(?:\[\d+\])?: )?")
RULES = [(re.compile(pattern), to) for pattern, to in (
    (r'"(?:[^"\\]|\\.)*"', "TEXT"),
    (r"(?<=\] )\[[A-Z_]+\(.*\](?=\), len: )", "[SYMBOLS]"),
    (r"(?<=rspamd_task_write_log: )(.*), user: [^ ,]+(?=, from: )", r"\1, user: LOGIN"),
    (r"(?<=, time: )[\d.]+ms", "0ms"),
    (r"(header (?:Subject|From): ).* (from \S+; from=)", r"\1TEXT \2"),
    (r"(status=\w+ \().*\)$", r"\1TEXT)"),
    (r"(SMTP|LMTP) error from remote mail server after .*", r"\1 error TEXT"),
    (r"(said|reply=|stat=Deferred: |stat=Sent \().*$", r"\1TEXT"),
    (r"(defer \(-?\d+\))(?: H=\S+ \[[^]]*\])?:? .*", r"\1 TEXT"),
    (r"(message-id=|msgid=|id=)\S+", r"\1ID"),
    (r"\b[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}\b", "QID"),
    (r"^(?=\w*\d)[0-9A-Za-z]{10,}(?=:)", "QID"),
    (r"(?<=: )(?=\w*\d)[0-9A-Za-z]{10,}(?=:|$)", "QID"),
    (r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d+ [\d:]{8}", "DATE"),
    (r"\bX=\S+", "X=TLS"), (r"\bA=\w+:\S+", "A=LOGIN"), (r"\bCV=\w+", "CV=no"),
    (r"TLSv[\d.]+ with cipher .*", "TLS"),
    (r"version=TLSv[\d.]+, verify=\w+, cipher=\S+, bits=\S+", "TLS"),
    (r"(?: \w+=\d+(?:/\d+)?)+$", " COUNTERS"),
    (r"<?[\w.+=\"'#~-]+@[\w.-]+>?", "ADDR"), (r"<[^<>@ ]*>", "ADDR"),
    (r"ADDR(?:[, ]+ADDR)+", "ADDR"),
    (r"\[[0-9a-fA-F.:]*[.:][0-9a-fA-F.:]*\]", "[IP]"),
    (r"IPv6:", ""), (r"\b\d+(?:\.\d+){3}\b|\b(?:[0-9a-f]{1,4}:){3,}[0-9a-f:]*", "IP"),
    (r"\b\d+\+?\d*(?:[.:]\d+)*\b", "0"),
    (r"\b[\w-]+(?:\.[\w-]+)+\.?(?=[\[\]:,; )]|$)", "HOST"),
    (r"\bunknown(?=\[IP\])", "HOST"), (r"(?:\[IP\] |\(?HOST\)? ?|\([\w.-]+\) ?)(?=\[IP\])", ""),
    (r"(?<= )([=*>-]{2}|=>|->) \S+ ADDR", r"\1 ADDR"), (r"\b([RT])=[a-z]\w*", r"\1=NAME"),
    (r"(sasl_username=|authid=|user=|U=|set_id=)[^ ,)]+", r"\1LOGIN"),
    (r"(sasl_method=|mech=|SASL |AUTH failure \()\w+", r"\1M"), (r"\w+(?= authenticator)", "M"),
    (r"(daemon=|proto=|P=|ctladdr=)[\w-]+", r"\1NAME"), (r"relay=(?:HOST|\[IP\])", "relay=HOST"),
)]


# The others of sites.py have lines of the same shapes under other heads.
SERVERS = ("postfix", "postfix-rspamd", "postfix-filter", "exim", "exim-plain", "sendmail")

# Lines that are alike in all words without a digit, a dot or an @ have one shape: it is looked for
# once.
PARTICULAR = re.compile(r"[^\s<>=,;()]*[\d.@][^\s<>=,;()]*")


def shape(line):
    head = HEAD.match(line)
    program = (head.group("program") or "exim") if head else "-"
    text = line[head.end():] if head else line
    for rule, to in RULES:
        text = rule.sub(to, text)
    program = re.sub(r"^(postfix)[\w-]*/(?:\w+/)?(?=\w)", r"\1/", program)
    return re.sub(r"^sm-\S+", "sendmail", program) + ": " + text.strip()


def unpacked(path):
    if path.endswith(".zst"):
        return subprocess.run(["zstd", "-qdc", path], check=True, capture_output=True).stdout
    with {".gz": gzip.open, ".xz": lzma.open}.get(os.path.splitext(path)[1], open)(path, "rb") as log:
        return log.read()


def real_shapes():
    seen = set()
    for path in glob.glob(os.path.join(ROOT, "samples/*/logs/**"), recursive=True):
        if os.path.isfile(path):
            seen.update(map(shape, unpacked(path).decode(errors="replace").splitlines()))
    for path in glob.glob(os.path.join(ROOT, "tests/cases/*/*.case")):
        with open(path, encoding="utf-8", errors="replace") as case:
            seen.update(shape(line[5:].rstrip("\n")) for line in case if line.startswith("log: "))
    return seen


def explained():
    with open(os.path.join(HERE, "shapes.tsv"), encoding="utf-8") as rows:
        return dict(row.rstrip("\n").split("\t") for row in rows if row.strip())


def rendered(bench, seed, server):
    """Shapes, how many lines have each, and one of them."""
    folder = bench.make(seed)
    bench.render(folder, server)
    seen, known = {}, {}
    for path, _, names in os.walk(os.path.join(folder, "logs")):
        for name in names:
            with open(os.path.join(path, name), encoding="utf-8") as log:
                for line in log:
                    words = PARTICULAR.sub("#", line)
                    if words not in known:
                        known[words] = shape(line.rstrip("\n"))
                    seen.setdefault(known[words], [0, line])[0] += 1
    return seen


def main():
    seeds = [int(seed) for seed in sys.argv[1:]] or [1]
    scratch = tempfile.mkdtemp(prefix="shapes.")
    known, reasons = real_shapes(), explained()
    needed, odd = set(), collections.OrderedDict()
    lines = 0
    try:
        bench = Bench(scratch, None, 400, 21)
        bench.build()
        for seed in seeds:
            for server in SERVERS:
                for what, (n, line) in sorted(rendered(bench, seed, server).items()):
                    lines += n
                    if what in reasons:
                        needed.add(what)
                    elif what not in known:
                        odd.setdefault(what, line)
    finally:
        shutil.rmtree(scratch)
    for what, line in odd.items():
        print("no server wrote: %s\n  as in: %s" % (what, line[:300].rstrip()))
    for what in sorted((set(reasons) - needed) | (set(reasons) & known)):
        print("explained without need: %s" % what)
    print("shapes: %d lines, %d shapes known, %d explained, %d not" % (
        lines, len(known), len(needed), len(odd)))
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main())
