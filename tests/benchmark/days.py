"""A log in pieces: a file for each day, or cut anywhere."""
import datetime
import gzip
import os
import random
import re

import complaints
import scorer

STAMP = re.compile(r"\d\d\d\d-\d\d-\d\d")


def logs_of(folder):
    """The files of logs below a folder, in the order of their names."""
    found = []
    for path, _, names in os.walk(folder):
        found += [os.path.join(path, name) for name in names]
    return sorted(found)


def read(folder):
    """All lines of the logs below a folder, with their ends."""
    lines = []
    for path in logs_of(folder):
        with open(path, encoding="utf-8") as log:
            lines += log.readlines()
    return lines


def by_day(lines):
    """Days in order, each with the lines that are stamped with it."""
    days = {}
    for line in lines:
        days.setdefault(STAMP.match(line).group(), []).append(line)
    return sorted(days.items())


def number_of(day):
    """Of a day as by_day() has it: days since 1970."""
    return datetime.date.fromisoformat(day).toordinal() - datetime.date(1970, 1, 1).toordinal()


def write(path, lines):
    with open(path, "w", encoding="utf-8") as log:
        log.writelines(lines)
    return path


def in_pieces(folder, lines, pieces, seed):
    """The lines cut at random places, every other piece packed: the files."""
    dice = random.Random(seed)
    places = [0, *sorted(dice.sample(range(1, len(lines)), pieces - 1)), len(lines)]
    paths = []
    for n, (begin, end) in enumerate(zip(places, places[1:])):
        path = os.path.join(folder, "piece%d.log" % n)
        if n % 2:
            write(path, lines[begin:end])
        else:
            path += ".gz"
            with gzip.GzipFile(path, "wb", mtime=0) as packed:
                packed.write("".join(lines[begin:end]).encode())
        paths.append(path)
    return paths


def seconds(line):
    """Since 1970, by a stamp of RFC 3339 in UTC."""
    return int(datetime.datetime.fromisoformat(line.split(" ", 1)[0]).timestamp())


def nightly(bench, folder, lines, state="nights", each=None, before=None):
    """A run for each day on the state of the one before, with the complaints that came until then:
    the findings of all, by id, as the last run that had one tells it, which is its `night`.
    `each(day, findings, lines)` sees every night."""
    found = {}
    for day, of_day in by_day(lines):
        complaints.arrive(folder, day)
        if before:
            before(day)
        path = write(os.path.join(folder, "night-%s.log" % day), of_day)
        findings = bench.analyze(folder, [path], state)
        if each:
            each(day, findings, of_day)
        os.remove(path)
        for f in findings:
            f.night = day
            found[f.uid] = f
    return found


# What depends on when the log ends, not on how it is cut: a mailing that is over cannot be held.
OVER = {scorer.ACTIONS.index("hold_mailing"): scorer.ACTIONS.index("contact")}
# Told only on a state with a closed day, so on the nights after the first and not in one run.
LOOKS_BACK = ("known",)


def of_night(finding):
    detector, action, certainty, numbers = finding.told
    return (detector, OVER.get(action, action), certainty,
            tuple(n for n in numbers if n[0] not in LOOKS_BACK))


def check_nights(found, whole):
    """What differs between the findings of all nights and those of one run: ids and texts."""
    whole = {f.uid: f for f in whole}
    for uid in sorted(set(found) | set(whole)):
        night, one = found.get(uid), whole.get(uid)
        if not night or not one:
            yield uid, "%s: only in %s: %s: %s" % (uid, "one run" if one else "the nights",
                                                   (one or night).account, (one or night).text)
        elif of_night(night) != of_night(one):
            yield uid, "%s: %s: %s by night, %s in one run" % (uid, one.account, night.told,
                                                               one.told)


def check_until(bench, folder, lines, found, whole):
    """The same, where a night knows no more than the days up to it: what differs from one run over
    all of them must be what one run over those days says. Later mail may still be for somebody."""
    by_night = {}
    for uid, text in check_nights(found, whole):
        if uid not in found:
            yield text
        else:
            by_night.setdefault(found[uid].night, []).append(uid)
    for night, uids in sorted(by_night.items()):
        complaints.arrive(folder, night)
        path = write(os.path.join(folder, "until.log"), [
            line for day, of_day in by_day(lines) if day <= night for line in of_day])
        until = [f for f in bench.afresh(folder, [path]) if f.uid in uids]
        for _, text in check_nights({uid: found[uid] for uid in uids}, until):
            yield "%s, until %s" % (text, night)
        os.remove(path)
    complaints.arrive(folder, "9999")
