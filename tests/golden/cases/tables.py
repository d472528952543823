# case: options
op.create_table("t", sa.Column("a", sa.Integer), mysql_engine="InnoDB", mysql_default_charset="utf8", mysql_collate="utf8_bin", mariadb_engine="InnoDB", mysql_row_format="DYNAMIC")
op.create_table("t", sa.Column("a", sa.Integer), postgresql_partition_by="RANGE (a)")
op.create_table("t", sa.Column("a", sa.Integer), postgresql_inherits="p", postgresql_with_oids=True)
op.create_table("t", sa.Column("a", sa.Integer), postgresql_on_commit="DROP", prefixes=["TEMPORARY"])
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sqlite_autoincrement=True)
op.create_table("t", sa.Column("a", sa.Integer), sqlite_with_rowid=False)

# case: refused option
op.create_table("t", sa.Column("a", sa.Integer), postgresql_foo=1)

# case: unknown option
op.create_table("t", sa.Column("a", sa.Integer), foo=1)

# case: unknown dialect
op.create_table("t", sa.Column("a", sa.Integer), foo_bar=1)

# case: no columns
op.create_table("t")

# case: what is no schema item
op.create_table("t", sa.Column("a", sa.Integer), "x", sa.ForeignKey("o.id"))

# case: rename and drop
op.rename_table("a", "B", schema="s")
op.rename_table("a", "b")
op.drop_table("a", if_exists=True)
op.drop_table("a", schema="S")

# case: result
t = op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.String(5)))
op.execute("-- %s %s %s" % (t.name, t.c.keys(), [c.name for c in t.columns]))
op.execute("-- %s %s" % (t.c.a.primary_key, "b" in t.c))

# case: quoting
op.create_table("Order", sa.Column("user", sa.Integer), sa.Column("select", sa.Integer), sa.Column("a-b", sa.Integer), sa.Column("Über", sa.Integer), sa.Column("1a", sa.Integer), sa.Column('q"u`o', sa.Integer))

# case: dotted schema
op.create_table("t", sa.Column("a", sa.Integer), schema="a.b")
op.add_column("t", sa.Column("b", sa.Integer), schema="a.b")
op.drop_column("t", "b", schema="a.b")

# case: alter many
op.alter_column("t", "a", new_column_name="B", existing_type=sa.String(5), existing_nullable=True, existing_server_default="x")
op.alter_column("t", "a", nullable=True, existing_type=sa.DateTime(), existing_comment="c")
op.alter_column("t", "a", type_=sa.Text, existing_type=sa.String(5), nullable=False, existing_server_default=sa.text("'q'"))
op.alter_column("t", "a", server_default=None, existing_type=sa.Integer())
op.alter_column("t", "a", server_default="5", existing_type=sa.Integer(), existing_nullable=False)
op.alter_column("t", "a", existing_type=sa.Integer(), autoincrement=True, nullable=False)

# case: alter without type
op.alter_column("t", "a", nullable=False)

# case: alter name only
op.alter_column("t", "a", new_column_name="b")

# case: alter nothing
op.alter_column("t", "a")

# case: alter comment
#: only postgresql mysql mariadb
op.alter_column("t", "a", comment="it's", existing_type=sa.Integer())
op.alter_column("t", "a", comment=None, existing_type=sa.Integer(), existing_comment="x")

# case: alter using
#: only postgresql
op.alter_column("t", "a", type_=sa.Integer(), postgresql_using=sa.text("a::integer"))

# case: alter identity
#: only postgresql
op.alter_column("t", "a", server_default=sa.Identity(), existing_type=sa.Integer())
op.alter_column("t", "a", server_default=sa.Identity(always=True, start=3), existing_server_default=sa.Identity(), existing_type=sa.Integer())
op.alter_column("t", "a", server_default=None, existing_server_default=sa.Identity(), existing_type=sa.Integer())

# case: alter computed
op.alter_column("t", "a", server_default=sa.Computed("b"), existing_type=sa.Integer())

# case: add inline
op.add_column("t", sa.Column("a", sa.Integer, primary_key=True), inline_primary_key=True)
op.add_column("t", sa.Column("b", sa.Integer, sa.ForeignKey("o.id")), inline_references=True)
op.add_column("t", sa.Column("c", sa.Integer), if_not_exists=True, schema="s")

# case: execute texts
op.execute("SELECT '%', ':x', a::int")
op.execute("  \tINSERT INTO t VALUES (1);\n  ")
op.execute(sa.text("SELECT :a").bindparams(a=5))

# case: execute what cannot be
op.execute(5)

# case: operations object
op.execute("-- %s" % op.get_context().dialect.name)
op.execute("-- %s %s" % (op.get_bind().dialect.name, op.get_bind().engine.name if False else ""))
op.execute("-- %s" % op.get_context().as_sql)
op.execute("-- %s" % op.get_context().impl.transactional_ddl)

# case: offline bind
op.get_bind().execute(sa.text("SELECT :x"), {"x": 5})
op.get_bind().execute("SELECT 1")
op.get_bind().connect().execution_options(a=1).execute(sa.text("SELECT 2"))
op.get_bind().scalar(sa.text("SELECT 1"))

# case: inspect
sa.inspect(op.get_bind())

# case: names that are not there
from sqlalchemy import NoSuchThing

# case: attributes that are not there
sa.no_such_thing

# case: operations that are not there
op.create_tabel("t")

# case: typed f
op.execute("-- %r %s %s" % (str(op.f("abc")), op.f("abc") == "abc", isinstance(op.f("x"), str)))

# case: insert with client defaults
t = op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.String(5), default="x"), sa.Column("c", sa.Integer, server_default="5"), sa.Column("d", sa.DateTime, default=datetime.datetime.now), sa.Column("e", sa.DateTime, default=sa.func.now()), sa.Column("f", sa.Integer, onupdate=5))
op.bulk_insert(t, [{"a": 1}])
op.bulk_insert(t, [{"c": 1, "b": "q"}, {"a": 2}])
op.execute(t.insert().values(a=7))
op.execute(t.update().values(a=7))

# case: insert unknown column
t = op.create_table("t", sa.Column("a", sa.Integer))
op.bulk_insert(t, [{"zz": 1}])

# case: insert what is no list
t = op.create_table("t", sa.Column("a", sa.Integer))
op.bulk_insert(t, ({"a": 1},))

# case: insert what is no dict
t = op.create_table("t", sa.Column("a", sa.Integer))
op.bulk_insert(t, [(1,)])
