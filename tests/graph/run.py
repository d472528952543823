"""Compares the revision graph with the real Alembic's, on standard graphs and on random ones.

usage: run.py ORACLE_PYTHON REV_QUERY [--random N] [--seed N]

Every question is put to both.  Where Alembic's own answer goes by the order of a hash set, it is asked
again under other hash seeds, and any of its answers is right; within one merge or unmerge step only
the rows that go and come are compared.  Where Alembic ends in a Python error, any error is right.
"""

import argparse
import itertools
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

SEEDS = range(1, 13)
ORACLE = Path(__file__).with_name("oracle.py")


def rev(ident, parents="", labels="", dependencies="", doc=None):
    text = f"step {ident}\n\nmore of it\n  indented\n" if doc is None else doc
    return [ident, parents.split(), labels.split(), dependencies.split(), text]


STANDARD = {
    "empty": [],
    "linear": [rev("aaaa1"), rev("bbbb1", "aaaa1"), rev("cccc1", "bbbb1"), rev("dddd1", "cccc1", doc="")],
    "branch_and_merge": [
        rev("aaaa1"), rev("bbbb1", "aaaa1", "left"), rev("bbbb2", "aaaa1", "right"),
        rev("cccc1", "bbbb1"), rev("eeee1", "cccc1 bbbb2"), rev("ffff1", "eeee1"),
    ],
    "open_branches": [
        rev("aaaa1"), rev("bbbb1", "aaaa1", "left"), rev("bbbb2", "aaaa1", "right"),
        rev("cccc1", "bbbb1"), rev("cccc2", "bbbb2"),
    ],
    "depends_on": [
        rev("aaaa1", labels="users"), rev("aaaa2", "aaaa1"), rev("bbbb1", labels="orders"),
        rev("bbbb2", "bbbb1", dependencies="aaaa2"), rev("bbbb3", "bbbb2", dependencies="users"),
        rev("aaaa3", "aaaa2"),
    ],
    "absorbed_head": [
        rev("aaaa1", labels="one"), rev("bbbb1", labels="two", dependencies="aaaa1"),
        rev("cccc1", labels="three"), rev("cccc2", "cccc1", dependencies="bbbb1 aaaa1"),
    ],
    "several_bases": [
        rev("aaaa1", labels="one"), rev("bbbb1", labels="two"), rev("cccc1"),
        rev("dddd1", "aaaa1 bbbb1"), rev("eeee1", "cccc1"),
    ],
    "three_way_merge": [
        rev("0001_base"), rev("0002_a", "0001_base"), rev("0002_b", "0001_base"),
        rev("0002_c", "0001_base"), rev("0003_merge", "0002_a 0002_b 0002_c"), rev("x1", "0003_merge"),
    ],
}

BROKEN = {
    "self_loop": [rev("aaaa1", "aaaa1")],
    "dependency_self_loop": [rev("aaaa1", dependencies="aaaa1")],
    "cycle": [rev("aaaa1", "bbbb1"), rev("bbbb1", "aaaa1")],
    "cycle_beside_a_line": [
        rev("aaaa1"), rev("dddd1", "cccc1"), rev("cccc1", "dddd1"), rev("bbbb1", "aaaa1"),
    ],
    "dependency_cycle": [rev("aaaa1", dependencies="bbbb1"), rev("bbbb1", dependencies="aaaa1")],
    "dependency_cycle_beside_a_line": [
        rev("base1"), rev("aaaa1", "base1", dependencies="bbbb2"), rev("bbbb1", "base1"),
        rev("bbbb2", "bbbb1", dependencies="aaaa1"),
    ],
    "illegal_characters": [rev("a-b@c:d")],
    "label_is_an_id": [rev("aaaa1"), rev("bbbb1", "aaaa1", "aaaa1")],
    "missing_parent": [rev("aaaa1", "nowhere")],
    "missing_dependency": [rev("aaaa1", dependencies="nowhere")],
}


def random_graph(rng):
    rows, size = [], rng.randint(2, 8)
    prefixes = rng.choice([["aaaa", "bbbb", "cccc"], ["abcd", "abce", "abc"], ["00", "1_x", "f0f0"]])
    for i in range(size):
        ident = f"{rng.choice(prefixes)}{i}"
        before = [row[0] for row in rows]
        recent = before[-4:]
        count = 0 if not recent or rng.random() < 0.15 else 1 if rng.random() < 0.75 else min(2, len(recent))
        parents = rng.sample(recent, count)
        labels = [f"label{i}"] if rng.random() < 0.2 else []
        names = before + [x for row in rows for x in row[2]]
        dependencies = rng.sample(names, 1 + (rng.random() < 0.3 and len(names) > 1)) \
            if names and rng.random() < 0.25 else []
        rows.append(rev(ident, " ".join(parents), " ".join(labels), " ".join(dependencies)))
    if rng.random() < 0.5:
        rng.shuffle(rows)
    return rows


def targets_of(graph):
    ids = [row[0] for row in graph]
    labels = [x for row in graph for x in row[2]]
    names = ["head", "heads", "base", "+1", "+2", "-1", "-2", "-9", "+9", "+0", "nope", "ab", "@head",
             "nope@head", "nope@+1", "x@y@z+1", "head@head", "heads@-1", "head-1", "base+1", "1", "current"]
    for ident in ids:
        names += [ident, ident[:4], ident[:3], ident + "+1", ident + "-1", ident + "+2", ident + "@head",
                  ident + "@-1", ident + "@+1", ident + "@heads", ident + "@base", ident + "-9x"]
    for label in labels:
        names += [label, label[:5]]
        names += [f"{label}@{end}" for end in
                  ("head", "heads", "base", "+1", "+2", "-1", "-2", "+9", "-9", *ids[:3], ids[-1] + "-1")]
    return names


def currents_of(graph, rng):
    ids = [row[0] for row in graph]
    rows = ["", *ids]
    rows += [" ".join(rng.sample(ids, min(len(ids), k))) for k in (2, 2, 2, 3, 3) if len(ids) > 1]
    rows += ["nope"] + ([f"{ids[0]} {ids[0]}", ids[0][:4]] if ids else [])
    return rows


def questions_of(graph, rng, limit):
    targets, currents = targets_of(graph), currents_of(graph, rng)
    asked = [["ends"], ["labels"]]
    asked += [["find", t] for t in targets] + [["current", c] for c in currents]
    asked += [["starting", t] for t in targets]
    asked += [["format", row[0], str(f)] for row in graph for f in (0, 1, 2, 16, 18, 30, 33, 62)]
    pairs = list(itertools.product(currents, targets))
    for kind in ("upgrade", "downgrade", "stamp"):
        chosen = pairs if limit is None else rng.sample(pairs, min(limit, len(pairs)))
        asked += [[kind, c, t] for c, t in chosen]
    asked += [["stamp", c, f"{a} {b}"] for c in currents[:6] for a, b in [rng.sample(targets, 2)]]
    ranges = list(itertools.product(targets + [""], targets + [""]))
    for a, b in rng.sample(ranges, min(limit or 1500, len(ranges))):
        asked.append(["history", a, b, "-"])
    for c in currents:
        asked += [["history", "current", rng.choice(targets), c], ["history", rng.choice(targets), "current", c]]
    return asked


class Oracle:
    def __init__(self, python, seed):
        self.process = subprocess.Popen(
            [python, str(ORACLE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)})

    def ask(self, graph, questions):
        self.process.stdin.write(json.dumps({"graph": graph, "questions": questions}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def done(self):
        self.process.stdin.close()
        self.process.wait()


def graph_lines(graph):
    lines = ["graph"]
    for ident, parents, labels, dependencies, doc in graph:
        lines.append("\t".join(["rev", ident, " ".join(parents), " ".join(labels), " ".join(dependencies),
                                doc.replace("\n", "\\n")]))
    return lines + ["build"]


def ask_ours(tool, cases):
    lines = []
    for graph, questions in cases:
        lines += graph_lines(graph)
        if questions != [["build"]]:
            lines += ["\t".join(q) for q in questions]
    run = subprocess.run([tool], input="\n".join(lines) + "\n", text=True, capture_output=True)
    if run.returncode:
        sys.exit(f"rev_query ended with {run.returncode}\n{run.stderr}")
    answers = iter(run.stdout.split("\n"))
    for graph, questions in cases:
        built = next(answers)
        if questions == [["build"]]:
            yield [built]
        elif built != "ok":
            sys.exit(f"our graph of {graph} says: {built}")
        else:
            yield [next(answers) for _ in questions]


def canonical(kind, text):
    """What is promised of an answer: order within one step of several row changes is not."""
    if kind == "labels":
        return [(ident, sorted(names.split(","))) for ident, _, names in (w.partition(":") for w in text.split(" "))]
    if kind == "format":
        return re.sub(r"(Branches into: |Branch names: |-> \w+ \(|^\w+ \()([\w, ]+)",
                      lambda m: m[1] + ", ".join(sorted(m[2].split(", "))), text)
    if text.startswith("error Requested revision"):
        return "error Requested revision overlaps"
    if kind not in ("upgrade", "downgrade", "stamp"):
        return text
    steps = []
    for log, changes in re.findall(r"\{(.*?)\|(.*?)\}", text):
        words = changes.split(",")
        gone = sorted(w[1:] if w[0] == "-" else w.split(">")[0] for w in words if w and w[0] not in "+!")
        come = sorted(w[1:] if w[0] == "+" else w.split(">")[1] for w in words if w and w[0] not in "-!")
        steps.append((log, "!" if changes.startswith("!") else words if len(words) == 1 else (gone, come)))
    return text[:1] == "~", steps, text if text.startswith("error") else ""


def is_right(question, theirs, ours):
    if theirs.startswith("crash"):
        return ours.startswith("error")
    return canonical(question[0], theirs) == canonical(question[0], ours)


def find_differences(oracles, cases, ours_all):
    """The questions whose answer no hash seed gives."""
    total, crashes, seeded, wrong = 0, 0, 0, []
    for (name, graph, questions), ours in zip(cases, ours_all):
        theirs = oracles[0].ask(graph, questions)
        total += len(questions)
        crashes += sum(t.startswith("crash") for t in theirs)
        open_ = [i for i, q in enumerate(questions) if not is_right(q, theirs[i], ours[i])]
        first = len(open_)
        for oracle in oracles[1:]:
            if open_:
                again = oracle.ask(graph, [questions[i] for i in open_])
                open_ = [i for i, t in zip(open_, again) if not is_right(questions[i], t, ours[i])]
        seeded += first - len(open_)
        wrong += [(name, graph, questions[i], theirs[i], ours[i]) for i in open_]
    print(f"{len(cases)} graphs, {total} questions: {len(wrong)} differ, {seeded} go by the hash seed, "
          f"{crashes} end in a Python error in Alembic")
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("python")
    parser.add_argument("tool")
    parser.add_argument("--random", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", type=int, default=20)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    cases = [(name, graph, questions_of(graph, rng, None)) for name, graph in STANDARD.items()]
    cases += [(name, graph, [["build"]]) for name, graph in BROKEN.items()]
    for i in range(options.random):
        graph = random_graph(rng)
        cases.append((f"random {i}", graph, questions_of(graph, rng, 60)))
    oracles = [Oracle(options.python, seed) for seed in SEEDS]
    ours = ask_ours(options.tool, [(graph, questions) for _, graph, questions in cases])
    wrong = find_differences(oracles, cases, ours)
    for oracle in oracles:
        oracle.done()
    for name, graph, question, theirs, mine in wrong[:options.show]:
        print(f"\n{name}: {question}\n  graph   {[row[:4] for row in graph]}\n  alembic {theirs}\n  ours    {mine}")
    return bool(wrong)


sys.exit(main())
