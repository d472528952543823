"""Rows read and written: by text, by Core, by a Session."""
revision = "1"
down_revision = None
from alembic import op
import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base
import enum, datetime, decimal, uuid

Base = declarative_base()
class Kind(enum.Enum):
    a = "A"
    b = "B"
class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    kind = sa.Column(sa.Enum(Kind, native_enum=False))
    data = sa.Column(sa.JSON)
    at = sa.Column(sa.DateTime)
    ok = sa.Column(sa.Boolean)
    cost = sa.Column(sa.Numeric(10, 2))
    key = sa.Column(sa.Uuid)

def upgrade():
    t = op.create_table("users", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)), sa.Column("kind", sa.String(5)),
        sa.Column("data", sa.JSON), sa.Column("at", sa.DateTime), sa.Column("ok", sa.Boolean), sa.Column("cost", sa.Numeric(10,2)), sa.Column("key", sa.Uuid))
    bind = op.get_bind()
    op.bulk_insert(t, [{"name": "x", "data": {"k": [1, None]}, "ok": True}, {"name": "y", "ok": False, "data": None}])
    s = Session(bind=bind)
    s.add(User(name="z", kind=Kind.b, data={"q": "'"}, at=datetime.datetime(2024, 1, 2, 3, 4, 5), ok=True, cost=decimal.Decimal("1.50"), key=uuid.UUID(int=5)))
    s.flush()
    for u in s.query(User).filter(User.id > 0).order_by(User.id):
        print(u.id, u.name, u.kind, u.data, u.at, u.ok, u.cost, u.key)
        u.name = u.name + "!"
    s.commit()
    print(bind.execute(sa.text("select name from users where name like :p order by 1"), {"p": "%!"}).fetchall())
    print([r.name for r in bind.execute(sa.select(t.c.name, t.c.id).order_by(t.c.id))])
    print(bind.scalar(sa.text("select count(*) from users")), bind.execute(sa.text("select 1 as a, 2 as b")).mappings().first())
    print(s.query(User).filter_by(name="z!").one().id, s.query(sa.func.count(User.id)).scalar(), s.query(User).count())
    print(s.query(User.name, User.id).order_by(User.id).all())
    print(s.query(User).filter(User.name == "x!").update({"name": "w"}), s.query(User).filter(User.name == "y!").delete())
    r = bind.execute(sa.insert(t).values(name="v"))
    print(r.inserted_primary_key, r.rowcount)
    row = bind.execute(sa.text("select id, name from users order by id")).first(); a, b = row; print(a, b, row[0], row._mapping["name"], row._asdict())
    bind.execute(sa.text("insert into users(name) values (:n)"), [{"n": "m1"}, {"n": "m2"}])
    with bind.begin_nested():
        bind.execute(sa.text("delete from users where name = 'm1'"))
    try:
        with bind.begin_nested():
            bind.execute(sa.text("select * from nope"))
    except sa.exc.OperationalError as e:
        print("caught", type(e).__name__)
    except sa.exc.ProgrammingError as e:
        print("caught", type(e).__name__)
    print(bind.execute(sa.text("select count(*) from users")).scalar_one())
def downgrade():
    op.drop_table("users")
