# case: all in a table
op.create_table("t", sa.Column("id", sa.Integer, nullable=False), sa.Column("a", sa.String(5)), sa.Column("b", sa.Integer),
                sa.CheckConstraint("b > 0", name="ck_b"), sa.UniqueConstraint("a", "b", name="uq"), sa.PrimaryKeyConstraint("id", name=op.f("pk_t")),
                sa.ForeignKeyConstraint(["b"], ["o.id"], name="fk", ondelete="CASCADE", onupdate="SET NULL"), sa.UniqueConstraint("b"))

# case: foreign key forms
op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey("o.id")), sa.Column("b", sa.Integer, sa.ForeignKey("s.o.id", name="fk_b", deferrable=True, initially="DEFERRED")),
                sa.ForeignKeyConstraint(["a", "b"], ["p.x", "p.y"]), sa.ForeignKeyConstraint(["a"], ["s.q.x"], use_alter=False))

# case: use_alter
op.create_table("t", sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["p.x"], name="fk", use_alter=True))

# case: missing column
op.create_table("t", sa.Column("a", sa.Integer), sa.UniqueConstraint("b"))

# case: missing column of primary key
op.create_table("t", sa.Column("a", sa.Integer), sa.PrimaryKeyConstraint("b"))

# case: missing column of foreign key
op.create_table("t", sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["b"], ["o.id"]))

# case: missing column of index
op.create_table("t", sa.Column("a", sa.Integer), sa.Index("ix", "b"))

# case: numbers of columns
op.create_table("t", sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["o.id", "o.x"]))

# case: wrong columns
sa.UniqueConstraint("a", 5)

# case: wrong check
sa.CheckConstraint(5)

# case: dialect keyword
op.create_unique_constraint("uq", "t", ["a"], postgresql_foo=1)

# case: unknown keyword
op.create_unique_constraint("uq", "t", ["a"], foo=1)

# case: include
op.create_unique_constraint("uq", "t", ["a"], postgresql_include=["b"])

# case: not valid
op.create_foreign_key("fk", "t", "o", ["a"], ["id"], postgresql_not_valid=True)

# case: foreign key
op.create_foreign_key(None, "t", "o", ["a", "b"], ["x", "y"], source_schema="s", referent_schema="r", deferrable=False, initially="IMMEDIATE")

# case: self reference
op.create_foreign_key("fk", "t", "t", ["a"], ["id"], ondelete="SET NULL")

# case: no name
op.create_unique_constraint(None, "t", ["a"])
op.create_primary_key(None, "t", ["a"])
op.create_check_constraint(None, "t", "a > 0")

# case: drop without type
op.drop_constraint("x", "t")

# case: drop with odd type
op.drop_constraint("x", "t", type_="fk")

# case: drop without a name
op.drop_constraint(None, "t", type_="unique")

# case: drop in schema
op.drop_constraint("x", "t", type_="foreignkey", schema="s")

# case: names by convention
#: naming pk=pk_%(table_name)s
#: naming uq=uq_%(table_name)s_%(column_0_name)s
#: naming fk=fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s
#: naming ck=ck_%(table_name)s_%(constraint_name)s
#: naming ix=ix_%(column_0_label)s
op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Integer, sa.ForeignKey("o.id"), unique=True, index=True),
                sa.Column("b", sa.Integer, unique=True), sa.CheckConstraint("a > 0", name="positive"), sa.UniqueConstraint("a", "b"))
op.add_column("t", sa.Column("c", sa.Integer, sa.ForeignKey("p.id")))
op.create_foreign_key(None, "t", "o", ["c"], ["id"])
op.create_unique_constraint(None, "t", ["c", "b"])
op.create_check_constraint("named", "t", "a > 0")
op.create_check_constraint(op.f("final"), "t", "a > 0")
op.create_index(None, "t", ["a", "b"])

# case: drop by convention
#: naming ck=ck_%(table_name)s_%(constraint_name)s
op.drop_constraint("x", "t", type_="check")
op.drop_constraint(op.f("x"), "t", type_="check")

# case: long names by convention
#: naming uq=uq_%(table_name)s_%(column_0_N_name)s
op.create_unique_constraint(None, "a_table_with_a_rather_long_name", ["a_column_with_a_long_name", "another_column_with_a_long_name"])

# case: long plain name
op.create_unique_constraint("x" * 70, "t", ["a"])

# case: long final name
op.create_unique_constraint(op.f("x" * 70), "t", ["a"])

# case: boolean by convention
#: naming ck=ck_%(table_name)s_%(constraint_name)s
op.create_table("t", sa.Column("a", sa.Boolean(create_constraint=True, name="bool")))

# case: boolean without name by convention
#: naming ck=ck_%(table_name)s_%(constraint_name)s
op.create_table("t", sa.Column("a", sa.Boolean(create_constraint=True)))

# case: exclude
#: only postgresql
op.create_table("t", sa.Column("a", pg.TSRANGE), pg.ExcludeConstraint(("a", "&&"), name="ex", using="gist", where="a IS NOT NULL"))
op.create_exclude_constraint("ex", "t", ("a", "&&"), (sa.column("b"), "="), deferrable=True)

# case: table comment
op.create_table_comment("t", "it's", existing_comment=None, schema="s")
op.drop_table_comment("t", existing_comment="x", schema="s")

# case: sequences
op.execute(sa.schema.CreateSequence(sa.Sequence("s", start=5, increment=2, schema="q")))
op.execute(sa.schema.DropSequence(sa.Sequence("s")))

# case: schemas
op.execute(sa.schema.CreateSchema("s"))
op.execute(sa.schema.CreateSchema("s", if_not_exists=True))
op.execute(sa.schema.DropSchema("s", cascade=True, if_exists=True))

# case: elements
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer), sa.UniqueConstraint("b", name="uq"))
i = sa.Index("ix", t.c.b)
op.execute(sa.schema.CreateTable(t))
op.execute(sa.schema.CreateIndex(i))
op.execute(sa.schema.DropIndex(i))
op.execute(sa.schema.DropTable(t, if_exists=True))

# case: table create and drop
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, index=True))
t.create(op.get_bind())
t.drop(op.get_bind())

# case: ddl
op.execute(sa.DDL("ALTER TABLE t ADD x INTEGER"))
op.execute(sa.DDL("SELECT 100%% FROM %(t)s", context={"t": "q"}))

# case: create_all
m = sa.MetaData()
sa.Table("b", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("a_id", sa.Integer, sa.ForeignKey("a.id")))
sa.Table("a", m, sa.Column("id", sa.Integer, primary_key=True))
m.create_all(op.get_bind(), checkfirst=False)
m.drop_all(op.get_bind(), checkfirst=False)
