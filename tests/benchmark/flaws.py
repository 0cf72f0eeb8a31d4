"""What is wrong with logs now and then: a gap, lines that are there twice, a clock that is ahead.

One seed in four has each, one in four has none. Exim's own lines a clock ahead leaves alone.
"""
import datetime
import glob
import os

HOURS = {"gap": 3, "twice": 4, "ahead": 6}


def kind_of(seed):
    return (None, "gap", "twice", "ahead")[seed % 4]


def place(lines, seed):
    """The first of the lines that are concerned: neither at the begin nor at the end."""
    share = (seed * 2654435761 >> 7) % 1000
    return len(lines) // 10 + len(lines) * 8 // 10 * share // 1000


def stamped(line, seconds):
    """With a later stamp, of RFC 3339 or of RFC 3164: whichever year has a 29th of February."""
    ahead = datetime.timedelta(seconds=seconds)
    stamp, _, rest = line.partition(" ")
    try:
        when = datetime.datetime.fromisoformat(stamp) + ahead
        return when.isoformat(timespec="microseconds") + " " + rest
    except ValueError:
        pass
    try:
        when = datetime.datetime.strptime("2024 " + line[:15], "%Y %b %d %H:%M:%S") + ahead
    except ValueError:
        return line
    return "%s %2d %s%s" % (when.strftime("%b"), when.day, when.strftime("%H:%M:%S"), line[15:])


def spoil(folder, seed, days):
    """Of the logs below the folder the one of the first host."""
    kind = kind_of(seed)
    path = sorted(glob.glob(os.path.join(folder, "**"), recursive=True))
    path = [p for p in path if os.path.isfile(p)][0]
    if not kind:
        return
    with open(path, encoding="utf-8") as log:
        lines = log.readlines()
    begin = place(lines, seed)
    end = begin + len(lines) * HOURS[kind] // (24 * days)
    if kind == "gap":
        lines[begin:end] = []
    elif kind == "ahead":
        lines[begin:end] = [stamped(line, 75) for line in lines[begin:end]]
    else:
        with open(path + ".copy", "w", encoding="utf-8") as copy:
            copy.writelines(lines[begin:end])
    with open(path, "w", encoding="utf-8") as log:
        log.writelines(lines)


def lose(lines, seed, per_100k):
    """The lines without so many of 100,000, here and there."""
    return [line for n, line in enumerate(lines)
            if (n * 2654435761 + seed * 40503 ^ n >> 7) * 2246822519 % 2 ** 32 % 100000 >= per_100k]
