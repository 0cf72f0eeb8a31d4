"""A planned world made into another one that must be judged alike. All of them change the script
and the site's files of a folder, before any log is written."""
import csv
import datetime
import os
import random
import re

WEEK = 7 * 86400
SITE = ("directory.csv", "announcements.yaml", "lists.csv", "no_contact.csv")


def edit(folder, name, change):
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as text:
        said = text.read()
    with open(path, "w", encoding="utf-8") as text:
        text.write(change(said))


def edit_all(folder, change):
    for name in ("script", "complaints.tsv", *(os.path.join("site", name) for name in SITE)):
        edit(folder, name, change)


def people(folder):
    with open(os.path.join(folder, "site", "directory.csv"), encoding="utf-8", newline="") as rows:
        return [row["account"] for row in csv.DictReader(rows)]


def rename(folder, seed):
    """Everybody has another's name: old to new."""
    names = [name for name in people(folder) if "." in name]
    others = list(names)
    random.Random(seed).shuffle(others)
    new = dict(zip(names, others))
    words = re.compile(r"(?<![\w.])(%s)(?!\w)" % "|".join(map(re.escape, names)))
    edit_all(folder, lambda text: words.sub(lambda m: new[m.group(1)], text))
    return new


def shift(folder, weeks):
    """Everything so many weeks later."""
    def later(match):
        day = datetime.date.fromisoformat(match.group()) + datetime.timedelta(weeks=weeks)
        return day.isoformat()

    for name in ("script", "complaints.tsv"):
        edit(folder, name, lambda text: re.sub(
            r"^\d+", lambda m: str(int(m.group()) + weeks * WEEK), text, flags=re.M))
    for name in SITE:
        edit(folder, os.path.join("site", name),
             lambda text: re.sub(r"\b20\d\d-\d\d-\d\d\b", later, text))


def frighten(folder):
    """Words that spam has in every subject."""
    def line(text):
        fields = text.split("\t")
        if fields[7] != "-":
            fields[7] = "URGENT winner! " + fields[7] + " - verify your password, 550 5.7.1 spam"
        return "\t".join(fields)

    edit(folder, "script", lambda text: "\n".join(
        line(row) if row else row for row in text.split("\n")))


def add(folder, other):
    """The people of another folder beside those here, under names of their own."""
    names = people(other)
    words = re.compile(r"(?<![\w.])(%s)(?=@example\.edu|\t|,|$)" % "|".join(map(re.escape, names)),
                       re.M)
    edit_all(other, lambda text: words.sub(r"also.\1", text))
    with open(os.path.join(other, "script"), encoding="utf-8") as text:
        theirs = text.readlines()
    edit(folder, "script", lambda text: "".join(
        in_order(text.splitlines(True), theirs)))
    with open(os.path.join(other, "site", "directory.csv"), encoding="utf-8") as rows:
        more = rows.readlines()[1:]
    edit(folder, os.path.join("site", "directory.csv"), lambda text: text + "".join(more))


def in_order(ours, theirs):
    """Both by time. Further messages of a connection stay behind its first."""
    connections = []
    for lines in (ours, theirs):
        for line in lines:
            when, kind, _ = line.split("\t", 2)
            if kind == "more":
                connections[-1][1].append(line)
            else:
                connections.append((int(when), [line]))
    connections.sort(key=lambda c: c[0])
    return [line for _, lines in connections for line in lines]
