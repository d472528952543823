"""Answers of the real Alembic to the questions of tests/tools/rev_query.c, in the same words.

Reads one JSON object a line from stdin, {"graph": [[id, parents, labels, dependencies, doc], ..],
"questions": [[word, ...], ..]}, and prints the list of answers.  A Python error that is not a
CommandError is the answer "crash".
"""

import json
import sys
import types

from alembic.runtime import migration
from alembic.script import base, revision
from alembic.util import CommandError

warnings = []
revision.util = types.SimpleNamespace(
    **{k: getattr(revision.util, k) for k in dir(revision.util)}
)
revision.util.warn = lambda text, *args: warnings.append(text)


class Recorder(migration.HeadMaintainer):
    """Notes what would be done to the version table."""

    def __init__(self, heads):
        self.heads = set(heads)
        self.changes = []

    def _insert_version(self, version):
        assert version not in self.heads
        self.heads.add(version)
        self.changes.append("+" + version)

    def _delete_version(self, version):
        self.heads.remove(version)
        self.changes.append("-" + version)

    def _update_version(self, from_, to_):
        assert to_ not in self.heads
        self.heads.remove(from_)
        self.heads.add(to_)
        self.changes.append(f"{from_}>{to_}")


def upgrade():
    pass


def downgrade():
    pass


def script_of(row):
    ident, parents, labels, dependencies, doc = row
    module = types.SimpleNamespace(
        down_revision=tuple(parents) or None,
        branch_labels=tuple(labels) or None,
        depends_on=tuple(dependencies) or None,
        upgrade=upgrade,
        downgrade=downgrade,
        __doc__=doc,
    )
    return base.Script(module, ident, f"/versions/{ident}.py")


class Asker:
    def __init__(self, graph):
        self.directory = base.ScriptDirectory.__new__(base.ScriptDirectory)
        self.directory.revision_map = revision.RevisionMap(
            lambda: [script_of(row) for row in graph]
        )

    def build(self):
        try:
            self.directory.revision_map.heads
        except revision.RevisionError as error:
            return f"error {error}"
        return "ok"

    def ends(self):
        map_ = self.directory.revision_map
        return "|".join(" ".join(x) for x in (map_.heads, map_._real_heads, map_.bases))

    def labels(self):
        map_ = self.directory.revision_map
        seen = {r.revision: r for r in map_._revision_map.values() if r is not None}
        return " ".join(f"{i}:{','.join(sorted(r.branch_labels))}" for i, r in seen.items())

    def find(self, ident):
        return " ".join(s.revision for s in self.directory.get_revisions(ident))

    def current(self, rows):
        order = list(self.directory.revision_map._revision_map)
        found = [s.revision for s in self.directory.get_all_current(tuple(rows.split()))]
        return " ".join(sorted(found, key=order.index))

    def starting(self, ident):
        return "" if ident == "base" else self.directory.get_revision(ident).revision

    def history(self, start, end, rows):
        rows = None if rows == "-" else tuple(rows.split())
        if rows is not None and end == "current":
            end = rows
        elif rows is not None and start == "current":
            start = rows
        walk = self.directory.walk_revisions(start or "base", end or "heads")
        return " ".join(s.revision for s in walk)

    def format(self, ident, flags):
        flags = int(flags)
        script = self.directory.revision_map._revision_map[ident]
        script._db_current_indicator = bool(flags & 32)
        text = script.cmd_format(
            bool(flags & 1), bool(flags & 2), bool(flags & 4), bool(flags & 8), bool(flags & 16)
        )
        return text.replace("\n", "\\n")

    def _plan(self, rows, make):
        rows = tuple(rows.split())
        del warnings[:]
        steps = make(rows)
        text = "~" if warnings else ""
        recorder = Recorder(rows)
        for step in steps:
            recorder.changes = []
            try:
                recorder.update_to_step(step)
            except Exception:
                return text + "{%s|!}" % step
            text += "{%s|%s}" % (step, ",".join(recorder.changes))
        return text

    def upgrade(self, rows, target):
        return self._plan(rows, lambda heads: self.directory._upgrade_revs(target, heads))

    def downgrade(self, rows, target):
        return self._plan(rows, lambda heads: self.directory._downgrade_revs(target, heads))

    def stamp(self, rows, targets):
        targets = tuple(targets.split())
        return self._plan(rows, lambda heads: self.directory._stamp_revs(targets, heads))


def answer(asker, question):
    try:
        return getattr(asker, question[0])(*question[1:])
    except CommandError as error:
        return f"error {error}"
    except Exception as error:
        return f"crash {type(error).__name__} {error}"


def main():
    for line in sys.stdin:
        case = json.loads(line)
        asker = Asker(case["graph"])
        print(json.dumps([answer(asker, q) for q in case["questions"]]), flush=True)


main()
