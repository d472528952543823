"""What types make of values on their way in and out: JSON null, enums, UUIDs, intervals, a type decorator, defaults."""

import datetime as dt
import decimal
import enum
import uuid

import sqlalchemy as sa
from alembic import op
revision = "types"
down_revision = "values"


class Color(enum.Enum):
    red = "r"
    blue = "b"


class Name(str, enum.Enum):
    one = "1"


class Up(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value.upper() if value else value

    def process_result_value(self, value, dialect):
        return "<%s>" % value


def upgrade():
    t = op.create_table("typed", sa.Column("id", sa.Integer, primary_key=True), sa.Column("j", sa.JSON), sa.Column("k", sa.JSON(none_as_null=True)), sa.Column("s", sa.String(20)), sa.Column("e", sa.Enum(Color)), sa.Column("u", sa.Uuid), sa.Column("n", sa.Numeric(8,3)), sa.Column("up", Up()), sa.Column("iv", sa.Interval), sa.Column("f", sa.Float), sa.Column("tm", sa.Time), sa.Column("by", sa.LargeBinary), sa.Column("df", sa.Integer, default=7), sa.Column("ds", sa.String, default=lambda: "dyn"), sa.Column("ou", sa.Integer, onupdate=9))
    bind = op.get_bind()
    bind.execute(t.insert().values(id=1, j=None, k=None, s=None))
    bind.execute(t.insert(), {"id":2, "j":[1], "k":{"a":None}, "s":Name.one, "e":Color.red, "u":uuid.UUID(int=5), "n":decimal.Decimal("1.5"), "up":"abc","iv":dt.timedelta(hours=5),"f":0.1,"tm":dt.time(1,2),"by":b"\x00'"})
    bind.execute(t.insert(), [{"id":3,"j":None},{"id":4,"j":"x"}])
    op.bulk_insert(t, [{"id":5,"j":None,"s":"b"},{"id":6,"j":{"z":1.5},"s":"c"}])
    for r in bind.execute(sa.text("select * from typed order by id")): print(tuple(r))
    for r in bind.execute(sa.select(t).order_by(t.c.id)): print(tuple(r))
    print(bind.execute(sa.select(t.c.id).where(t.c.up == "abc")).all())
    print(bind.execute(sa.select(t.c.id).where(t.c.e == Color.red)).all())
    print(bind.execute(sa.select(t.c.id).where(t.c.u == uuid.UUID(int=5))).all())
    print(bind.execute(sa.select(t.c.id).where(t.c.j["z"].as_float() > 1)).all())
    print(bind.execute(sa.select(t.c.j["z"], t.c.j[0]).where(t.c.id.in_([2, 6])).order_by(t.c.id)).all())
    bind.execute(t.update().where(t.c.id == 3).values(s="upd"))
    bind.execute(t.update().values(j=sa.null()).where(t.c.id == 4))
    print(bind.execute(sa.text("select id, j, s, ou, df, ds from typed where id in (3,4)")).all())
    res = bind.execute(sa.select(t.c.id, t.c.s).order_by(t.c.id))
    print(list(res.keys()), res.fetchone(), res.fetchmany(2), res.fetchall())
    print(bind.execute(sa.select(sa.func.count(t.c.id).label("n"), sa.func.max(t.c.n))).mappings().one())
    print([dict(r._mapping) for r in bind.execute(sa.select(t.c.id, t.c.s).limit(2))])
    print(bind.execute(sa.text("SELECT :a + :b"), dict(a=1, b=2)).scalar_one())
    print(bind.execute(sa.delete(t).where(t.c.id > 4)).rowcount, bind.execute(t.delete().where(sa.text("id = :x").bindparams(x=4))).rowcount)
    print(bind.execute(sa.select(t.c.id).where(sa.text("s = :v")), {"v": "upd"}).all())
    print(bind.execute(t.select().where(t.c.s.in_(["upd", "b"]))).first().s)


def downgrade():
    op.drop_table("typed")
