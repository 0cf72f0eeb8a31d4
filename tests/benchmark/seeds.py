"""One seed: its world, what the program and the baselines find in it, and what is right of that."""
import collections
import os
import shutil

import baselines
import days
import delays
import flaws
import scorer
import sites


class Task:
    """What is to be done with each seed; passed to processes of their own."""

    def __init__(self, bench, options=(), losses=(), with_delays=False,
                 with_nights=False):
        self.bench, self.options = bench, options
        self.losses, self.with_delays, self.with_nights = losses, with_delays, with_nights

    def __call__(self, seed):
        server = self.bench.server_of(seed)
        folder = self.bench.make(seed, *self.options, *sites.plan_options(server))
        self.bench.render(folder, server)
        result = self.score(folder, seed, server)
        shutil.rmtree(folder)
        return result

    def score(self, folder, seed, server):
        logs_folder = os.path.join(folder, "logs")
        flaws.spoil(logs_folder, seed, self.bench.days)
        if sites.is_packed(server):
            sites.pack(logs_folder)
        findings = self.bench.afresh(folder)
        incidents = self.bench.incidents(folder)
        labels = scorer.read_labels(os.path.join(folder, "labels.tsv"))
        mails, owners = baselines.read_script(os.path.join(folder, "script"))
        logs = scorer.Logs(scorer.read_ids(os.path.join(folder, "ids")), owners,
                           scorer.read_lines(os.path.join(folder, "site", "directory.csv")))
        for finding in findings:
            finding.wrong_lines = scorer.check_evidence(finding, logs)
        of = by_account(mails)
        return {"seed": seed, "server": server, "labels": labels, "findings": findings,
                "incidents": incidents,
                "times": {account: [m.when for m in its] for account, its in of.items()},
                "score": scorer.score(labels, findings),
                "baselines": {name: baselines.score(labels, baselines.alarms(rule, mails))
                              for name, rule in baselines.RULES.items()},
                "losses": {loss: self.lose(folder, seed, loss, labels) for loss in self.losses},
                "nights": delays.Nights(self.bench, folder, labels).measure()
                          if self.with_nights else [],
                "delays": delays.Delays(self.bench, folder, labels, of).measure()
                          if self.with_delays else []}

    def lose(self, folder, seed, loss, labels):
        """The same with lines missing: how many labels are right, and what is wrong."""
        logs, lossy = os.path.join(folder, "logs"), os.path.join(folder, "lossy")
        shutil.copytree(logs, lossy)
        for path in days.logs_of(lossy):
            lines = sites.read_text(path).splitlines(True)
            os.remove(path)
            days.write(os.path.splitext(path)[0] if sites.is_packed_name(path) else path,
                       flaws.lose(lines, seed, loss))
        score = scorer.score(labels, self.bench.afresh(folder, [lossy]))
        shutil.rmtree(lossy)
        return {"right": sum(outcome == "right" for _, outcome in score["outcomes"]),
                "found": sum(outcome != "missed" for _, outcome in score["outcomes"]),
                "false_alarms": len(score["false_alarms"]),
                "false_contacts": sum(f.false_action >= scorer.ACTIONS.index("contact")
                                      for f in score["false_alarms"]),
                "false_disables": len(score["false_disables"])}


def by_account(mails):
    of = collections.defaultdict(list)
    for mail in mails:
        of[mail.account].append(mail)
    return of
