# case: alters
with op.batch_alter_table("t", schema=None) as b:
    b.add_column(sa.Column("x", sa.Integer(), nullable=True))
    b.add_column(sa.Column("y", sa.String(5), server_default="q"))
    b.create_index(b.f("ix_t_x"), ["x"], unique=False)
    b.drop_index("ix_old")

# case: sqlite needs a table
with op.batch_alter_table("t") as b:
    b.drop_column("x")

# case: sqlite needs a table for a default
with op.batch_alter_table("t") as b:
    b.add_column(sa.Column("x", sa.DateTime(), server_default=sa.text("CURRENT_TIMESTAMP")))

# case: everything
#: only postgresql mysql mariadb
with op.batch_alter_table("t", schema="s") as b:
    b.add_column(sa.Column("x", sa.Integer(), sa.ForeignKey("o.id", name="fk_x")))
    b.alter_column("y", new_column_name="z", existing_type=sa.Integer(), nullable=False)
    b.drop_column("w")
    b.create_foreign_key("fk", "o", ["x"], ["id"], ondelete="CASCADE")
    b.create_unique_constraint("uq", ["x", "z"])
    b.create_check_constraint("ck", "x > 0")
    b.create_primary_key("pk", ["x"])
    b.drop_constraint("old", type_="foreignkey")
    b.drop_constraint("oldu", type_="unique")
    b.create_index("ix", ["x"])
    b.drop_index("ix2")
    b.create_table_comment("hello")

# case: never
with op.batch_alter_table("t", recreate="never") as b:
    b.drop_column("x")

# case: odd recreate
with op.batch_alter_table("t", recreate="sometimes") as b:
    pass

# case: nothing
with op.batch_alter_table("t") as b:
    pass

# case: insert_after
with op.batch_alter_table("t") as b:
    b.add_column(sa.Column("x", sa.Integer()), insert_after="y")

# case: copy
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("y", sa.String(5)), sa.Column("z", sa.Integer, nullable=False),
             sa.UniqueConstraint("y", name="uq_y"), sa.Index("ix_z", "z"))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.add_column(sa.Column("x", sa.Integer()))
    b.alter_column("y", type_=sa.Integer(), new_column_name="yy")
    b.drop_column("z")

# case: copy with constraints
#: only sqlite
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("y", sa.String(5)), sa.Column("o_id", sa.Integer, sa.ForeignKey("o.id", name="fk_o")))
with op.batch_alter_table("t", copy_from=t, table_args=(sa.CheckConstraint("id > 0", name="ck"),), table_kwargs={"sqlite_autoincrement": True}) as b:
    b.drop_constraint("fk_o", type_="foreignkey")
    b.create_unique_constraint("uq_y", ["y"])
    b.alter_column("y", nullable=False)

# case: copy with order
#: only sqlite
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("y", sa.String(5)), sa.Column("z", sa.Integer))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.add_column(sa.Column("x", sa.Integer()), insert_after="id")
with op.batch_alter_table("t", copy_from=t, recreate="always", partial_reordering=[("z", "y")]) as b:
    b.add_column(sa.Column("x", sa.Integer()), insert_before="z")

# case: missing constraint
#: only sqlite
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True))
with op.batch_alter_table("t", copy_from=t) as b:
    b.drop_constraint("nope", type_="unique")

# case: exception inside
with op.batch_alter_table("t") as b:
    b.drop_column("x")
    raise ValueError("stop")

# case: execute inside
with op.batch_alter_table("t") as b:
    b.execute("SELECT 1")
    b.create_index("ix", ["a"])
