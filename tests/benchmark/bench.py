"""From a seed to findings: the plan, its logs as some server writes them, and the program's run."""
import json
import os
import shutil
import subprocess
import time

import complaints
import scorer
import sites

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SCALES = {"small": (400, 42), "full": (2000, 60)}
KEY = "000102030405060708090a0b0c0d0e0f\n"  # of the states: the same each time


def own_file(path, flags):
    return os.open(path, flags, 0o600)


class Bench:
    """The programs in a scratch folder, how large the world is, and what server logs it (None: each
    seed has a form of its own)."""

    def __init__(self, scratch, program, accounts, days, server="postfix"):
        self.scratch, self.program, self.server = scratch, program, server
        self.accounts, self.days = accounts, days

    def server_of(self, seed):
        return self.server or sites.form_of(seed)

    def build(self):
        subprocess.run([os.path.join(HERE, "build"), self.scratch], check=True)

    def make(self, seed, *options, name=None):
        """A folder with the script, the site and the labels."""
        folder = os.path.join(self.scratch, name or "seed-%d" % seed)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(os.path.join(folder, "site"))
        subprocess.run([os.path.join(self.scratch, "plan"), folder, "--seed", str(seed),
                        "--accounts", str(self.accounts), "--days", str(self.days), *options],
                       check=True)
        return folder

    def render(self, folder, server=None):
        """The script's logs, in place of others."""
        logs = os.path.join(folder, "logs")
        shutil.rmtree(logs, ignore_errors=True)
        os.makedirs(logs)
        subprocess.run([os.path.join(self.scratch, "generate"), "--script",
                        os.path.join(folder, "script"), "--retry", "1200", "--into", logs,
                        "--ids", os.path.join(folder, "ids"),
                        "--letters", os.path.join(folder, "letters"),
                        *sites.SERVERS[server or self.server]],
                       check=True)
        complaints.make(folder)

    @staticmethod
    def last_day(folder):
        """Two weeks after the script: by then all is retried, and no stamp without a year is later."""
        with open(os.path.join(folder, "script"), "rb") as script:
            script.seek(-min(1 << 20, os.path.getsize(script.name)), os.SEEK_END)
            when = int(script.read().splitlines()[-1].split(b"\t", 1)[0])
        return time.strftime("%Y-%m-%d", time.gmtime(when + 14 * 86400))

    def analyze(self, folder, inputs=(), state="state", options=()):
        """A run as at a site, over the folder's logs if no others are named."""
        path = os.path.join(folder, state)
        if not os.path.exists(path + ".key"):
            with open(path + ".key", "w", encoding="utf-8", opener=own_file) as key:
                key.write(KEY)
        out = os.path.join(folder, "out-" + state)
        done = subprocess.run(
            [self.program, "analyze", "-q", "-j", "1", "-c", os.path.join(folder, "site"), "-o", out,
             "--state", path, "--until", self.last_day(folder), *options,
             *(inputs or [os.path.join(folder, "logs")])],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            raise SystemExit("analyze: exit %d\n%s" % (done.returncode, done.stdout.decode()))
        found = scorer.read_findings(os.path.join(out, "findings.ndjson"))
        handlers = os.path.join(out, "restricted", "harassment.ndjson")
        return found + (scorer.read_findings(handlers) if os.path.exists(handlers) else [])

    @staticmethod
    def incidents(folder, state="state"):
        """What that run says of organisations that refused everybody's mail."""
        with open(os.path.join(folder, "out-" + state, "run.json"), encoding="utf-8") as run:
            return [scorer.Incident(one) for one in json.load(run)["incidents"]]

    def afresh(self, folder, inputs=()):
        """One run on a state that is new, so that there is history and none of before."""
        for name in ("state", "state.key"):
            if os.path.exists(os.path.join(folder, name)):
                os.remove(os.path.join(folder, name))
        return self.analyze(folder, inputs)
