# Steps of one migration on SQLite, each in its own revision: what batch mode makes of tables that it must
# reflect first. Alembic and retort run them in step and must leave the same schema and rows.

# step: tables and indexes
op.create_table("o", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.String(10)))
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(20), nullable=False, server_default="x'y"), sa.Column("b", sa.Integer, sa.ForeignKey("o.id", name="fk_b", ondelete="CASCADE")), sa.Column("c", sa.Boolean(create_constraint=True, name="ck_c")), sa.Column("d", sa.DateTime, server_default=sa.func.now()), sa.Column("e", sa.Enum("p", "q", name="ek")), sa.Column("f", sa.Numeric(10, 2)), sa.Column("g", sa.Text, server_default=sa.text("(lower('A'))")), sa.UniqueConstraint("a", name="uq_a"), sa.CheckConstraint("b > 0", name="ck_b"))
op.create_index("ix_f", "t", ["f"])
op.create_index("ix_fa", "t", ["f", "a"], unique=True)
op.create_index("ix_part", "t", ["d"], sqlite_where=sa.text("d IS NOT NULL"))
op.execute("insert into o values (1,'one')")
op.execute("insert into t(id,a,b,c,e,f) values (1,'aa',1,1,'p',1.5)")

# step: add columns in place and with a reference
with op.batch_alter_table("t") as b:
    b.add_column(sa.Column("h", sa.Integer(), nullable=False, server_default="7"))
    b.add_column(sa.Column("i", sa.Integer(), sa.ForeignKey("o.id", name="fk_i")))

# step: rename, change and loosen a column
with op.batch_alter_table("t") as b:
    b.alter_column("a", new_column_name="aa", type_=sa.Text(), nullable=True)
    b.drop_constraint("uq_a", type_="unique")
    b.create_unique_constraint("uq_aa", ["a", "b"])

# step: swap a foreign key, indexes
with op.batch_alter_table("t") as b:
    b.drop_constraint("fk_b", type_="foreignkey")
    b.create_foreign_key("fk_b2", "o", ["b"], ["id"], ondelete="SET NULL")
    b.drop_index("ix_fa")
    b.create_index("ix_new", ["h", "i"], unique=False)

# step: drop columns, change a default
with op.batch_alter_table("t") as b:
    b.drop_column("e")
    b.drop_column("g")
    b.alter_column("f", type_=sa.Float(), existing_type=sa.Numeric(10, 2), server_default="1.0")

# step: insert columns at a place
with op.batch_alter_table("t", recreate="always") as b:
    b.add_column(sa.Column("z1", sa.Integer()), insert_after="id")
    b.add_column(sa.Column("z2", sa.Integer()), insert_before="h")
    b.alter_column("d", server_default=None)

# step: odd tables
op.create_table("u", sa.Column("x", sa.Integer), sa.Column("y", sa.String(3), unique=True), sa.Column("k", sa.Boolean), sa.CheckConstraint("x > 1"), sa.ForeignKeyConstraint(["x"], ["o.id"]))
op.create_table("Odd Name", sa.Column("Id", sa.Integer, primary_key=True, autoincrement=True), sa.Column("Group", sa.String), sqlite_autoincrement=True)
op.create_table("pkt", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.PrimaryKeyConstraint("b", "a", name="pk_pkt"), sqlite_with_rowid=False)
op.create_table("comp", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a * 2", persisted=True)), sa.Column("c", sa.JSON), sa.Column("dd", sa.LargeBinary))

# step: tighten a column of a table with unnamed constraints
with op.batch_alter_table("u") as b:
    b.alter_column("x", nullable=False)
    b.create_primary_key("pk_u", ["x"])

# step: a name that needs quotes, autoincrement
with op.batch_alter_table("Odd Name", table_kwargs={"sqlite_autoincrement": True}) as b:
    b.alter_column("Group", new_column_name="select", existing_type=sa.String(), nullable=False, server_default="q")

# step: a table without rowid
with op.batch_alter_table("pkt") as b:
    b.add_column(sa.Column("c", sa.Boolean(create_constraint=True, name="ckc"), nullable=False, server_default=sa.false()))

# step: name what was reflected without name
with op.batch_alter_table("u", naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"}) as b:
    b.drop_constraint("uq_u_y", type_="unique")
    b.drop_constraint("fk_u_x", type_="foreignkey")

# step: restate a constraint by table_args
with op.batch_alter_table("t", table_args=(sa.CheckConstraint("id > 0", name="extra"),)) as b:
    b.drop_column("z1")

# step: change to and from JSON, lose a computed column
with op.batch_alter_table("comp") as b:
    b.alter_column("c", nullable=False, existing_type=sa.JSON(), type_=sa.Text())
    b.drop_column("b")

# step: a strict table with a reference to itself
op.create_table("st", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Text), sa.Column("self", sa.Integer, sa.ForeignKey("st.a", name="fks")), sqlite_strict=True)
with op.batch_alter_table("st") as b:
    b.alter_column("b", nullable=False)
    b.add_column(sa.Column("n", sa.Text(), unique=True, index=True))
    b.add_column(sa.Column("v", sa.Text(), server_default=sa.text("(1 + 1)")))

# step: no batch at all
with op.batch_alter_table("t") as b:
    b.alter_column("b", existing_type=sa.Integer(), type_=sa.String(5))
    b.alter_column("c", existing_type=sa.Boolean(create_constraint=True, name="ck_c"), type_=sa.Integer())
op.drop_column("o", "n")
op.add_column("o", sa.Column("m", sa.Integer(), nullable=True))
op.rename_table("o", "oo")
