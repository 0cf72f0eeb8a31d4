"""What each kind of output has to be, whatever was read: told by readers of its format that share nothing with the program."""
import html.parser
import json
import re
import unicodedata

ELEMENTS = set("html head meta title style body a header h1 h2 h3 h4 h5 h6 p br nav main section div span b strong small "
               "em code time ul ol li dl dt dd details summary table caption thead tbody tfoot tr th td article figure figcaption "
               "svg g path rect line circle text polyline title desc form label input select option button footer script "
               "pre textarea fieldset legend datalist output progress meter mark abbr kbd samp hr aside".split())
VOID = {"meta", "br", "input", "hr", "path", "rect", "line", "circle", "polyline"}
SEEN = set(range(0x600, 0x606)) | {0x6DD, 0x70F, 0x8E2, 0x110BD}  # of category Cf, and they are seen
FILLERS = {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10),
           *range(0xE0100, 0xE01F0)}


def is_unseen(c):
    """Turns, hides or moves: no reader may meet it raw. The data base of characters says so, not the program."""
    return (unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs") and ord(c) not in SEEN) or ord(c) in FILLERS


def unseen(text, besides="\n"):
    """The first such character with what is around it, or nothing."""
    for i, c in enumerate(text):
        if not " " <= c < "\x7f" and c not in besides and is_unseen(c):
            return ascii(text[max(0, i - 60):i + 20])
    return ""


def csv_rows(text):
    """RFC 4180 to the letter. Raises ValueError."""
    rows, row, at = [], [], 0
    while at < len(text):
        if text[at] == '"':
            cell = ""
            while True:
                end = text.index('"', at + 1)
                cell += text[at + 1:end]
                at = end + 1
                if text[at:at + 1] != '"':
                    break
                cell += '"'
        else:
            found = re.compile(r'[^",\r\n]*').match(text, at)
            cell, at = found[0], found.end()
        row.append(cell)
        if text[at:at + 2] == "\r\n":
            rows.append(row)
            row = []
            at += 2
        elif text[at:at + 1] == ",":
            at += 1
        else:
            raise ValueError(f"no end of a cell: {text[max(0, at - 80):at + 20]!r}")
    if row:
        raise ValueError("the last line has no end")
    return rows


def is_formula(cell):
    """As a spreadsheet would take it, cut at its own marks as well; a plain number is none."""
    for part in re.split(r"[;\t\r\n]", cell):
        if re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", part) and not re.fullmatch(r"-?\d+(\.\d+)?", part):
            return True
    return cell[:1] in ("\t", "\r", "\n")


class Page(html.parser.HTMLParser):
    """Elements, attributes and text as a browser without scripts would see them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.wrong, self.open, self.text, self.scripts = [], [], [], 0

    def handle_starttag(self, tag, attrs):
        if tag not in ELEMENTS:
            self.wrong.append(f"<{tag}>")
        self.scripts += tag == "script"
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "src", "srcdoc", "action", "formaction", "background"):
                self.wrong.append(f"{tag} {name}={value}")
            if name in ("href", "xlink:href") and not re.match(r"#|mailto:|[\w./-]+$", value or ""):
                self.wrong.append(f"{tag} {name}={value}")
            if unseen(value or "", "\n\t"):
                self.wrong.append(f"{tag} {name}: {unseen(value, '')}")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes something else")

    def handle_comment(self, data):
        self.wrong.append(f"a comment: {data[:80]}")

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("script", "style"):
            self.text.append(data)


def page_of(text):
    page = Page()
    page.feed(text)
    page.close()
    if page.open:
        page.wrong.append(f"not closed: {page.open}")
    page.whole = "".join(page.text)
    if unseen(page.whole, "\n\t"):
        page.wrong.append(unseen(page.whole, "\n\t"))
    return page


def objects(text):
    """JSON lines, strictly: no name twice, no bare control characters, no NaN."""
    def once(pairs):
        names = [name for name, _ in pairs]
        if len(set(names)) != len(names):
            raise ValueError(f"a name twice: {names}")
        return dict(pairs)

    def constant(name):
        raise ValueError(name)
    return [json.loads(line, object_pairs_hook=once, parse_constant=constant) for line in text.split("\n") if line]
