"""compare.py DUMP FOLDER EXPLAINED: see run."""

import re
import subprocess
import sys

import corpora

VERDICTS = ("parsed", "ignored", "foreign", "malformed")


class Line:
    """One line of the dump: its verdict, why, and the first fact's fields."""

    def __init__(self, text):
        part = text.split("\t")
        self.verdict, self.why = part[0], part[1]
        self.fields = {"kind": part[2]} if len(part) > 2 else {}
        for field in part[3:]:
            if "=" not in field:
                break # a further fact
            name, value = field.split("=", 1)
            self.fields[name] = value
        self.derive()

    def derive(self):
        """Parts of our text that others keep apart."""
        f = self.fields
        text = f.get("text", "")
        m = re.match(r"(?:\d{3}[ -])?(?:\d\.\d+\.\d+ )?(?:<([^>]*)>: )?(.*)", text)
        f["about"], f["words"] = m[1] or "", m[2]
        f["target"] = f.get("login") or f.get("recipient", "") # who is guessed or written to
        f["bare_id"] = f.get("message_id", "").strip("<>")
        if f.get("kind") == "expired":
            f["status"] = "expired"
        if f.get("header_name"):
            f["header"] = "%s: %s" % (f["header_name"], text)
        m = re.match(r"(\S+) with cipher (\S+) \((\S+) bits\)", text)
        if f.get("kind") == "tls" and m:
            f["tls_version"], f["tls_cipher"], f["tls_size"] = m.groups()

    def get(self, name):
        return self.fields.get(name, "0" if name in ("delay_ms", "count", "uid") else "")


def dump(program, lines):
    done = subprocess.run([program], input=b"\n".join(lines) + b"\n", stdout=subprocess.PIPE, check=True)
    out = [Line(text) for text in done.stdout.decode("utf-8", "replace").split("\n")[:-1]]
    assert len(out) == len(lines), "the dump has another number of lines"
    return out


def read_explained(path):
    """'set TAB case TAB field TAB why'; field *: of all of them"""
    explained = {}
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if not line.strip() or line.startswith("#"):
                continue
            part = line.rstrip("\n").split("\t")
            assert len(part) == 4, "%s:%d: not four columns" % (path, number)
            explained[tuple(part[:3])] = part[3]
    return explained


def rows_of(name, mismatch):
    return {(name, mismatch[0], mismatch[1]), (name, mismatch[0], "*")}


class Sums:
    def __init__(self):
        self.compared = self.matched = 0
        self.mismatches = [] # (case, field, expected, got)

    def compare(self, case, line, values):
        for field, value in sorted(values.items()):
            self.compared += 1
            if line.get(field) == value:
                self.matched += 1
            else:
                self.mismatches.append((case, field, value, line.get(field)))


def reasons(out):
    """Reasons of what was ignored or malformed, most lines first."""
    count = {}
    for line in out:
        if line.verdict in ("ignored", "malformed"):
            key = "%s: %s" % (line.verdict, line.why)
            count[key] = count.get(key, 0) + 1
    return sorted(count.items(), key=lambda item: (-item[1], item[0]))


def main(program, root, path):
    explained = read_explained(path)
    unused, wrong, notes, all_sums = set(), [], [], [0, 0, 0]
    print("%-23s %5s %7s %7s %8s %8s %10s | %6s %8s %7s %10s" % (
        ("set", "files", "lines") + VERDICTS + ("cases", "compared", "match", "explained")))
    for name, files, lines, cases in corpora.sets(root):
        out = dump(program, lines)
        sums = Sums()
        for case, number, values in cases:
            sums.compare(case, out[number], values)
        unused |= {row for row in explained if row[0] == name}
        known = [m for m in sums.mismatches if rows_of(name, m) & set(explained)]
        for m in known:
            unused -= rows_of(name, m)
        wrong += [(name,) + m for m in sums.mismatches if m not in known]
        count = [sum(line.verdict == v for line in out) for v in VERDICTS]
        print("%-23s %5d %7d %7d %8d %8d %10d | %6d %8d %7d %10d" % (
            name, files, len(lines), *count, len(cases), sums.compared, sums.matched, len(known)))
        notes.append((name, reasons(out)))
        all_sums = [a + b for a, b in zip(all_sums, (sums.compared, sums.matched, len(known)))]
    print("\nof %d expected values %d match, %d differ for a known reason, %d are unexplained" % (
        *all_sums, len(wrong)))
    print("\nignored and malformed, by reason")
    for name, rows in notes:
        print("  %s: %s" % (name, "; ".join("%s %d" % row for row in rows) or "none"))
    for name, case, field, value, got in wrong:
        print("MISMATCH %s %s %s: expected %r, got %r" % (name, case, field, value, got))
    for row in sorted(unused):
        print("EXPLAINS NOTHING %s" % " ".join(row))
    return 1 if wrong or unused else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
