"""The files that a sample's world is written down in: the site's, and the labels."""
import os

DIRECTORY = ("account,person,kind,department,standing,created,left,deleted,disabled,forward_until,"
             "forward_stop,forward_to,addresses,delegates")


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def person(account, name, kind, department, addresses):
    return "%s,%s,%s,%s,good,2020-09-01,,,,,,,%s," % (
        account, name.replace("_", " "), kind, department.replace("_", " "), ";".join(addresses))


def role(account, kind, department, addresses, delegates):
    return "%s,,%s,%s,good,2015-01-01,,,,,,,%s,%s" % (
        account, kind, department.replace("_", " "), ";".join(addresses), ";".join(delegates))


def write_site(folder, policy, directory, announcements):
    """directory: rows of person() and role()."""
    write(os.path.join(folder, "policy.yaml"), policy)
    write(os.path.join(folder, "directory.csv"), "\n".join([DIRECTORY, *directory]) + "\n")
    write(os.path.join(folder, "announcements.yaml"), announcements)


def write_labels(path, labels):
    """labels: "account|clause|least|greatest|why", one a line."""
    rows = [line.split("|") for line in labels.strip().split("\n")]
    write(path, "account\tclause\tleast\tgreatest\twhy\n" +
          "".join("\t".join(row) + "\n" for row in rows))
