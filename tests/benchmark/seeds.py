"""One seed: its world, what the program and the baselines find in it, and what is right of that."""
import os
import shutil

import baselines
import flaws
import scorer


def score(bench, options, seed):
    """The seed's labels, findings and scores; its files go again."""
    folder = bench.make(seed, *options)
    bench.render(folder)
    flaws.spoil(os.path.join(folder, "logs"), seed, bench.days)
    findings = bench.afresh(folder)
    labels = scorer.read_labels(os.path.join(folder, "labels.tsv"))
    mails, owners = baselines.read_script(os.path.join(folder, "script"))
    logs = scorer.Logs(scorer.read_ids(os.path.join(folder, "ids")), owners,
                       scorer.read_lines(os.path.join(folder, "site", "directory.csv")))
    for finding in findings:
        finding.wrong_lines = scorer.check_evidence(finding, logs)
    shutil.rmtree(folder)
    return {"seed": seed, "labels": labels, "findings": findings,
            "score": scorer.score(labels, findings),
            "baselines": {name: baselines.score(labels, baselines.alarms(rule, mails))
                          for name, rule in baselines.RULES.items()}}
