"""One traffic as other sites log it: the lines that the generator wrote with other heads."""
import os
import re

import days

HEAD = re.compile(r"(\S+) (\S+) ([^\s\[]+)\[(\d+)\]: (.*)", re.S)


def rfc5424(folder, lines):
    """In one file: its path."""
    return days.write(os.path.join(folder, "rfc5424.log"), [
        "<22>1 %s %s %s %s - - %s" % HEAD.match(line).groups() for line in lines])
