"""Values of each type through PostgreSQL and back: what a revision prints of its rows is compared with Alembic."""

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from alembic import op

revision = "values"
down_revision = None


class Color(enum.Enum):
    red = "r"
    blue = "b"

def upgrade():
    t = op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(50)), sa.Column("b", sa.Boolean), sa.Column("d", sa.DateTime), sa.Column("tz", sa.DateTime(timezone=True)), sa.Column("n", sa.Numeric(10,2)), sa.Column("j", sa.JSON), sa.Column("jb", pg.JSONB), sa.Column("day", sa.Date), sa.Column("f", sa.Float),
        sa.Column("u", pg.UUID), sa.Column("tags", pg.ARRAY(sa.String)), sa.Column("e", sa.Enum(Color, name="color")), sa.Column("iv", sa.Interval), sa.Column("by", sa.LargeBinary), sa.Column("tm", sa.Time), sa.Column("big", sa.BigInteger))
    bind = op.get_bind()
    op.bulk_insert(t, [{"id":1,"a":"it's \\ 100% :x","b":True,"d":dt.datetime(2024,1,2,3,4,5),"tz":dt.datetime(2024,1,2,3,4,5,tzinfo=dt.timezone.utc),"n":"1.50","j":{"k":[1,"é"]},"jb":{"a":"b's \\ x"},"day":dt.date(2024,1,2),"f":1.5,"u":"12345678-1234-5678-1234-567812345678","tags":["x","y'z"],"e":Color.red,"iv":dt.timedelta(days=1,seconds=2),"by":b"\x00\xffa'","tm":dt.time(1,2,3),"big":2**40},{"id":2,"a":None,"b":False,"d":None,"tz":None,"n":None,"j":None,"jb":None,"day":None,"f":None,"u":None,"tags":[],"e":"blue","iv":None,"by":None,"tm":None,"big":-5}])
    for row in bind.execute(sa.select(t).order_by(t.c.id)): print(tuple(row))
    print(bind.execute(sa.text("SELECT a FROM t WHERE id = :i AND j IS NOT NULL"), {"i": 1}).scalar())
    r = bind.execute(t.insert().values(id=3,a="x", b=True))
    print(r.inserted_primary_key, r.rowcount)
    bind.execute(t.insert(), [{"id":4,"a":"m1","f":-2.5},{"id":5,"a":"m2","f":1e20}])
    bind.execute(t.update().where(t.c.a == sa.bindparam("old")).values(a=sa.bindparam("new")), {"old":"m1","new":"M1"})
    bind.execute(sa.update(t).where(t.c.id.in_([1,2])).values(f=t.c.f - -1))
    row = bind.execute(sa.select(t.c.id, t.c.a).where(t.c.a.like("M%"))).first()
    print(row, row.a, row[0], row._mapping["a"], tuple(row))
    print(bind.execute(sa.select(sa.func.count()).select_from(t)).scalar())
    print(bind.execute(sa.select(t.c.id).where(t.c.id.in_([]))).all())
    print(bind.execute(sa.text("SELECT id, a FROM t WHERE id IN :ids ORDER BY id").bindparams(sa.bindparam("ids", expanding=True)), {"ids":[1,2]}).mappings().all())
    print(bind.execute(sa.text("SELECT id FROM t WHERE id = ANY(:ids) ORDER BY id"), {"ids":[1,2]}).scalars().all())
    print(bind.execute(sa.select(t.c.id).where(t.c.jb["a"].astext == "b's \\ x")).all())
    print(bind.execute(sa.select(t.c.id).where(t.c.tags.contains(["x"]))).all())
    print(bind.execute(sa.select(t.c.id).where(t.c.e == Color.blue)).all())
    print(bind.execute(sa.select(t.c.id).where(t.c.a.contains("100%"))).all())
    print(bind.execute(sa.select(t.c.id).where(t.c.u == "12345678-1234-5678-1234-567812345678")).all())
    print(bind.execute(sa.select(t.c.id).where(t.c.d > dt.datetime(2023,1,1))).all())
    print(bind.execute(sa.select(sa.func.now() - sa.func.now(), sa.literal(5)/2, sa.cast("1.5", sa.Numeric))).one())
    print(bind.execute(sa.delete(t).where(t.c.b.is_(True)).returning(t.c.id, t.c.e)).all())
    op.execute(sa.text("UPDATE t SET a = :v WHERE id = 2").bindparams(v="q'r\\s"))
    op.execute(t.update().where(t.c.id==2).values(day=dt.date(2020,2,3), j=["x"], n=-3, big=sa.null(), jb=sa.text("'{\"x\": 1}'")))
    print([tuple(r) for r in bind.execute(sa.text("select id,a,b,d,n,j,jb,day,f,tags,e,iv,big from t order by id"))])
    ins = pg.insert(t).values(id=2, a="up")
    bind.execute(ins.on_conflict_do_update(index_elements=["id"], set_={"a": ins.excluded.a, "f": 2.5}))
    print(bind.execute(sa.text("select id, a, f from t order by id")).all())


def downgrade():
    op.drop_table("t")
