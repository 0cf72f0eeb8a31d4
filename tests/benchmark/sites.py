"""What mail servers a university has: in which forms its logs come.

One seed in five has each of FORMS; `flaws` come in four kinds, so that twenty seeds have every form with
every flaw. Others are asked for by name.
"""
import bz2
import gzip
import lzma
import os

ISO = ["--mta", "postfix", "--format", "rfc3339"]
SERVERS = {
    # One host, short ids, header_checks for Subject and From.
    "postfix": ISO + ["--subjects"],
    # Three hosts, long ids; a file for each week, those of before packed.
    "postfix-hosts": ISO + ["--subjects", "--new-ids", "--edges", "3"],
    # rspamd's line tells of a From, and no other.
    "postfix-rspamd": ISO + ["--subjects", "--rspamd", "--new-ids", "--edges", "2"],
    # Everything passes a content filter and comes back; five hosts, of which one sends out.
    "postfix-filter": ISO + ["--subjects", "--filter", "--edges", "4", "--hop", "postfix"],
    # Stamps without a year, over the end of one.
    "postfix-new-year": ["--mta", "postfix", "--format", "rfc3164", "--subjects", "--edges", "2"],
    # What a Postfix logs that nobody has configured to log more.
    "postfix-plain": ["--mta", "postfix", "--format", "rfc3164"],
    "exim": ["--mta", "exim", "--rich"],
    "exim-plain": ["--mta", "exim"],
    "sendmail": ["--mta", "sendmail", "--format", "rfc3339"],
}
FORMS = ("postfix", "postfix-hosts", "postfix-rspamd", "postfix-filter", "postfix-new-year")
IN_DECEMBER = 41  # weeks after the plan's own begin in March
PIECES = 6
PACKERS = ((".gz", lambda data: gzip.compress(data, 1, mtime=0)),
           (".xz", lambda data: lzma.compress(data, preset=0)),
           (".bz2", lambda data: bz2.compress(data, 1)))
OPENERS = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}


def form_of(seed):
    return FORMS[seed % len(FORMS)]


def plan_options(server):
    return ["--week", str(IN_DECEMBER)] if server == "postfix-new-year" else []


def is_packed(server):
    return server == "postfix-hosts"


def is_packed_name(path):
    return os.path.splitext(path)[1] in OPENERS


def read_text(path):
    """Of a log, packed or not."""
    opener = OPENERS.get(os.path.splitext(path)[1], open)
    with opener(path, "rt", encoding="utf-8") as log:
        return log.read()


def pack(folder):
    """Each log below the folder as it lies there after some weeks: the newest without a number, the
    one before as it was, those of before packed. The pieces are cut anywhere."""
    for path, _, names in os.walk(folder):
        for name in names:
            rotate(os.path.join(path, name))


def rotate(path):
    lines = read_text(path).splitlines(True)
    os.remove(path)
    for age in range(PIECES):
        end = len(lines) * (PIECES - age) // PIECES
        begin = len(lines) * (PIECES - age - 1) // PIECES
        data = "".join(lines[begin:end]).encode()
        ending, packer = PACKERS[age % len(PACKERS)] if age > 1 else ("", bytes)
        with open(path + (".%d" % age if age else "") + ending, "wb") as out:
            out.write(packer(data))
