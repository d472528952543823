"""Rows by name, index, attribute and unpacking; what the ways of fetching give and raise."""
revision = "1"
down_revision = None
import sqlalchemy as sa
from alembic import op


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])


def upgrade():
    bind = op.get_bind()
    t = op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(9)))
    op.bulk_insert(t, [{"id": 1, "name": "a"}, {"id": 2, "name": None}, {"id": 3, "name": "c"}])
    q = sa.text("select id, name from t order by id")
    result = bind.execute(q)
    print(result.keys(), result.returns_rows)
    row = result.fetchone()
    print(row, row[0], row.id, row._mapping["name"], row._asdict(), row._fields, len(row), list(row))
    print(row == (1, "a"), row[0:1], "a" in row, isinstance(row, tuple), repr(row), str(row))
    print(result.fetchmany(1), result.fetchall(), result.fetchone())
    for ident, name in bind.execute(q):
        print(ident, name)
    print([dict(r) for r in bind.execute(q).mappings()], [r["name"] for r in bind.execute(q).mappings().all()])
    print(bind.execute(q).scalars().all(), bind.execute(q).scalars(1).all(), bind.execute(q).scalar(), bind.scalar(q))
    print(bind.scalars(q).first(), bind.execute(q).first(), bind.execute(q).all()[1].name)
    attempt(lambda: bind.execute(q).one())
    attempt(lambda: bind.execute(q).one_or_none())
    attempt(lambda: bind.execute(sa.text("select 1 where 1 = 0")).one())
    attempt(lambda: bind.execute(sa.text("select 1 where 1 = 0")).scalar_one())
    attempt(lambda: bind.execute(sa.text("select 1 where 1 = 0")).scalar())
    attempt(lambda: bind.execute(sa.text("select 1 where 1 = 0")).first())
    attempt(lambda: bind.execute(sa.text("update t set name = 'z' where id = 1")).fetchall())
    attempt(lambda: bind.execute(sa.text("update t set name = 'z' where id > 1")).rowcount)
    attempt(lambda: bind.execute("select 1"))
    attempt(lambda: row.nothing)
    attempt(lambda: row[7])
    print(bind.execute(sa.text("select :a as a, :b as b"), {"a": "x", "b": "it's"}).fetchall())
    print(bind.exec_driver_sql("select count(*) from t").scalar())
    print(bind.execute(sa.select(t).where(t.c.id.in_([1, 3])).order_by(t.c.id.desc())).fetchall())
    print(bind.execute(t.update().where(t.c.id == 3).values(name="q")).rowcount)
    bind.execute(t.insert(), [{"id": 8, "name": "m"}, {"id": 9, "name": "n"}])
    bind.execute(t.insert(), {"id": 10})
    bind.execute(sa.update(t).where(t.c.id == sa.bindparam("key")).values(name=sa.bindparam("new")), [{"key": 8, "new": "mm"}])
    print(bind.execute(sa.select(sa.func.count(), sa.func.max(t.c.id)).select_from(t)).one())
    print(bind.in_transaction(), bind.dialect.name, bind.engine.name, bind.closed)
    try:
        with bind.begin_nested():
            bind.execute(t.insert().values(id=1))
    except sa.exc.IntegrityError as error:
        print(str(error).split("\n")[0], type(error.orig).__name__)


def downgrade():
    pass
