"""Random expressions as the cases of a revision: what people write, combined in ways that nobody listed.

    generate.py SEED COUNT > versions/random.py
"""

import random
import sys

HEAD = '''import datetime as dt

import sqlalchemy as sa
from alembic import op
from sqlalchemy import and_, case, cast, func, literal, not_, or_, select, text
from sqlalchemy.dialects import postgresql

revision = "random"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("a", sa.String), sa.column("b", sa.Integer),
             sa.column("c", sa.Boolean), sa.column("d", sa.DateTime), sa.column("n", sa.Numeric(10, 2)))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("name", sa.String))
real = sa.Table("real", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(5)))
x, y = sa.column("x"), sa.column("Y z")

CASES = [
'''

TAIL = ''']


def upgrade():
    for number, make in enumerate(CASES):
        op.execute("-- %d" % number)
        try:
            op.execute(make())
        except Exception as error:
            message = "%s: %s" % (type(error).__name__, str(error).split("\\n")[0])
            op.execute("-- " + message.replace(":", "\\\\:"))


def downgrade():
    pass
'''


class Writer:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def one(self, *choices):
        choice = self.random.choice(choices)
        return choice() if callable(choice) else choice

    def few(self, make, least=1, most=3):
        return ", ".join(make() for _ in range(self.random.randint(least, most)))

    def number(self, depth=2):
        if depth <= 0 or self.random.random() < 0.35:
            return self.one("t.c.b", "t.c.id", "t.c.n", "u.c.t_id", "x", "real.c.id", "func.length(t.c.a)")
        left, right = self.number(depth - 1), self.one(lambda: self.number(depth - 1), "2", "7", "1.5", "-3")
        return self.one(
            f"({left} + {right})", f"({left} - {right})", f"({left} * {right})", f"({left} / {right})",
            f"({left} % {right})", f"(-{left})", f"func.coalesce({left}, {right})", f"func.max({left})",
            f"cast({left}, sa.Integer)", f"case(({self.condition(depth - 1)}, {left}), else_={right})",
            f"func.sum({left}).over(partition_by={self.word(0)})", f"(3 - {left})", f"({left} // {right})",
            f"{left}.op('&')({right})", f"func.count({left}).filter({self.condition(depth - 1)})",
            f"select(func.max(u.c.id)).where({self.condition(depth - 1)}).scalar_subquery()",
            f"sa.type_coerce({left}, sa.Integer)", f"func.abs({left}).label('l')")

    def word(self, depth=2):
        if depth <= 0 or self.random.random() < 0.35:
            return self.one("t.c.a", "u.c.name", "y", "real.c.name", "literal('w')")
        left, right = self.word(depth - 1), self.one(lambda: self.word(depth - 1), "'v'", "'it\\'s'", "'50%'")
        return self.one(
            f"({left} + {right})", f"func.lower({left})", f"func.concat({left}, {right})", f"{left}.concat({right})",
            f"cast({self.number(depth - 1)}, sa.String)", f"func.coalesce({left}, {right})", f"cast({left}, sa.Text)",
            f"case(({self.condition(depth - 1)}, {left}), else_={right})", f"func.replace({left}, 'p', {right})",
            f"('pre' + {left})", f"func.nullif({left}, '')", f"{left}.collate('C')",
            f"{left}.op('||')({right})", f"func.s.f({left}, {self.number(depth - 1)})")

    def condition(self, depth=3):
        if depth <= 0 or self.random.random() < 0.2:
            return self.one("t.c.c", "t.c.b == 1", "t.c.a == None", "t.c.c == True", "sa.true()", "text('a = b')",
                            "t.c.d > dt.datetime(2024, 1, 2)", "x.is_(None)", "~t.c.c")
        word, number = self.word(depth - 1), self.number(depth - 1)
        one, two = self.condition(depth - 1), self.condition(depth - 1)
        return self.one(
            f"and_({one}, {two})", f"or_({one}, {two})", f"not_({one})", f"(({one}) & ({two}))", f"(({one}) | ({two}))",
            f"({word} == 'k')", f"({word} != {self.word(depth - 1)})", f"({number} < 5)", f"({number} >= {self.number(0)})",
            f"{word}.like('%k_')", f"{word}.ilike('K%')", f"{word}.startswith('p')", f"{word}.contains('c')",
            f"{word}.in_(['a', 'b'])", f"{number}.in_([1, 2])", f"{number}.not_in([])", f"{number}.between(1, 9)",
            f"{word}.is_(None)", f"{word}.is_not(None)", f"{self.number(0)}.is_distinct_from(None)",
            f"{number}.in_(select(u.c.id).where({one}))", f"sa.exists().where(u.c.t_id == t.c.id, {one})",
            f"~{word}.like('x')", f"~({number} == 4)", f"{number}.op('>', is_comparison=True)(3)",
            f"and_({one}, sa.true(), {two})", f"or_(sa.false(), {one})")

    def select(self):
        text = f"select({self.few(lambda: self.one(self.number, self.word, 't.c.id', 't.c.a', 'u.c.id'))})"
        if self.random.random() < 0.7:
            text += f".where({self.few(lambda: '(' + self.condition() + ')', 1, 2)})"
        if self.random.random() < 0.2:
            text += f".group_by({self.word(1)})"
        if self.random.random() < 0.3:
            text += f".order_by({self.one(self.number(1), self.word(1) + '.desc()')})"
        if self.random.random() < 0.2:
            text += ".limit(5)"
        return text

    def case(self):
        return self.one(
            self.select, self.select, self.select, lambda: f"sa.update(t).where({self.condition()}).values(b={self.number()})",
            lambda: f"sa.update(t).values(a={self.word()}, c={self.one('True', 'sa.false()', 'None')})",
            lambda: f"sa.insert(t).values(a={self.word(1)}, b={self.number(1)})",
            lambda: f"sa.insert(u).from_select(['id', 'name'], select({self.number(1)}, {self.word(1)}))",
            lambda: f"sa.delete(t).where({self.condition()})",
            lambda: f"(lambda s: select(s.c.id).where(s.c.a == 'q'))(select(t.c.id, t.c.a).where({self.condition(2)}).subquery())",
            lambda: f"{self.select()}.union_all({self.select()})")


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    writer = Writer(seed)
    sys.stdout.write(HEAD)
    for _ in range(count):
        sys.stdout.write(f"    lambda: {writer.case()},\n")
    sys.stdout.write(TAIL)


if __name__ == "__main__":
    main()
