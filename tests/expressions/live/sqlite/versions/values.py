"""Values of each type through SQLite and back: what a revision prints of its rows is compared with Alembic."""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "values"
down_revision = None

def upgrade():
    t = op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(50)), sa.Column("b", sa.Boolean), sa.Column("d", sa.DateTime), sa.Column("n", sa.Numeric(10,2)), sa.Column("j", sa.JSON), sa.Column("day", sa.Date), sa.Column("f", sa.Float))
    bind = op.get_bind()
    op.bulk_insert(t, [{"id":1,"a":"it's \\ 100% :x","b":True,"d":dt.datetime(2024,1,2,3,4,5),"n":"1.50","j":{"k":[1,"é"]},"day":dt.date(2024,1,2),"f":1.5},{"id":2,"a":None,"b":False,"d":None,"n":None,"j":None,"day":None,"f":None}])
    print(bind.execute(sa.select(t.c.id, t.c.a, t.c.b)).fetchall())
    print(bind.execute(sa.text("SELECT a FROM t WHERE id = :i"), {"i": 1}).scalar())
    r = bind.execute(t.insert().values(a="x", b=True))
    print(r.inserted_primary_key, r.rowcount)
    bind.execute(t.insert(), [{"a":"m1","f":-2.5},{"a":"m2","f":1e20}])
    bind.execute(t.update().where(t.c.a == sa.bindparam("old")).values(a=sa.bindparam("new")), {"old":"m1","new":"M1"})
    bind.execute(sa.update(t).where(t.c.id.in_([1,2])).values(f=t.c.f - -1))
    for row in bind.execute(sa.select(t).order_by(t.c.id)):
        print(row.id, row.a, row.b, row.d, row.n, row.j, row.day, row.f)
    row = bind.execute(sa.select(t.c.id, t.c.a).where(t.c.a.like("M%"))).first()
    print(row, row.a, row[0], row._mapping["a"], tuple(row))
    print(bind.execute(sa.select(sa.func.count()).select_from(t)).scalar())
    print(bind.scalar(sa.select(sa.func.max(t.c.id))))
    print(bind.execute(sa.select(t.c.id).where(t.c.id.in_([]))).all())
    print(bind.execute(sa.text("SELECT id, a FROM t WHERE id IN :ids ORDER BY id").bindparams(sa.bindparam("ids", expanding=True)), {"ids":[1,2]}).mappings().all())
    print(bind.execute(sa.delete(t).where(t.c.b.is_(True))).rowcount)
    print(bind.execute(sa.select(t.c.id, t.c.j).where(t.c.b == False)).one())
    print(bind.execute(sa.select(sa.literal("x"), sa.literal(5) , sa.cast("7", sa.Integer))).one())
    op.execute(sa.text("UPDATE t SET a = :v WHERE id = 2").bindparams(v="q'r"))
    op.execute(t.update().where(t.c.id==2).values(day=dt.date(2020,2,3), j=["x"]))
    print([tuple(r) for r in bind.execute(sa.text("select id,a,b,d,n,j,day,f from t order by id"))])


def downgrade():
    op.drop_table("t")
