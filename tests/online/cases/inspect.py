"""What the inspector says of tables of every shape."""
revision = "1"
down_revision = None
import datetime
import sqlalchemy as sa
from alembic import op


def upgrade():
    op.create_table("parents", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20), nullable=False, unique=True),
                    sa.Column("size", sa.Numeric(10, 2), server_default="5"))
    op.create_table("children", sa.Column("a", sa.Integer, nullable=False), sa.Column("b", sa.BigInteger, nullable=False),
                    sa.Column("parent_id", sa.Integer, sa.ForeignKey("parents.id", name="fk_parent", ondelete="CASCADE")),
                    sa.Column("at", sa.DateTime, server_default=sa.func.now()), sa.Column("note", sa.Text),
                    sa.PrimaryKeyConstraint("a", "b", name="pk_children"), sa.CheckConstraint("a > 0", name="ck_a"),
                    sa.UniqueConstraint("b", "parent_id", name="uq_b"))
    op.create_index("ix_note", "children", ["note"])
    op.create_index("ix_at", "children", ["at", "a"], unique=True)
    bind = op.get_bind()
    inspector = sa.inspect(bind)
    print(sorted(inspector.get_table_names()), inspector.has_table("parents"), inspector.has_table("nothing"))
    for table in ("parents", "children"):
        for column in inspector.get_columns(table):
            print(column["name"], column["type"], column["nullable"], column["default"])
        print(inspector.get_pk_constraint(table)["constrained_columns"], inspector.get_pk_constraint(table)["name"])
        for key in inspector.get_foreign_keys(table):
            print(key["name"], key["constrained_columns"], key["referred_table"], key["referred_columns"], key["options"])
        print(sorted((i["name"], i["column_names"], bool(i["unique"])) for i in inspector.get_indexes(table)))
        print(sorted((str(u["name"]), u["column_names"]) for u in inspector.get_unique_constraints(table)))
        print([(c["name"], c["sqltext"]) for c in inspector.get_check_constraints(table)])
    print(inspector.get_view_names())
    op.add_column("parents", sa.Column("late", sa.Integer))
    print([c["name"] for c in inspector.get_columns("parents")], [c["name"] for c in sa.inspect(bind).get_columns("parents")])
    meta = sa.MetaData()
    meta.reflect(bind=bind, only=["parents"])
    print(sorted(meta.tables), meta.tables["parents"].c.keys())
    table = sa.Table("children", sa.MetaData(), autoload_with=bind)
    print(table.c.keys(), [c.name for c in table.primary_key.columns], table.c.note.type)
    bind.execute(table.insert().values(a=1, b=2, note="x", at=datetime.datetime(2024, 1, 2, 3, 4, 5)))
    print(bind.execute(sa.select(table.c.a, table.c.note)).fetchall())
    try:
        inspector.get_columns("nothing")
    except sa.exc.NoSuchTableError as error:
        print("no table", error)


def downgrade():
    pass
