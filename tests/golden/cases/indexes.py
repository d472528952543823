# case: plain
op.create_index("ix", "t", ["a"])
op.create_index("ix", "t", ["a", "B"], unique=True, schema="s")
op.create_index(op.f("ix"), "t", ["a"], unique=False)

# case: expressions
op.create_index("ix", "t", [sa.text("lower(a)"), "b"])
op.create_index("ix", "t", [sa.text("a DESC")])

# case: wrong part
op.create_index("ix", "t", [5])

# case: a str of columns
op.create_index("ix", "t", "ab")

# case: options
op.create_index("ix", "t", ["a"], postgresql_using="gin", postgresql_ops={"a": "gin_trgm_ops"})
op.create_index("ix", "t", ["a"], postgresql_where=sa.text("a > 5"), sqlite_where=sa.text("a > 5"))
op.create_index("ix", "t", ["a"], postgresql_with={"fillfactor": 50}, postgresql_tablespace="ts")
op.create_index("ix", "t", ["a"], postgresql_include=["b", "c"], unique=True)
op.create_index("ix", "t", ["a"], mysql_length={"a": 10}, mysql_using="btree")
op.create_index("ix", "t", ["a", "b"], mysql_length=5, mariadb_length={"a": 3})
op.create_index("ix", "t", ["a"], mysql_prefix="FULLTEXT", mysql_with_parser="ngram", mariadb_prefix="FULLTEXT")

# case: where as text
op.create_index("ix", "t", ["a"], postgresql_where="a > 5", sqlite_where="a > 5")

# case: refused option
op.create_index("ix", "t", ["a"], postgresql_foo=1)

# case: unknown option
op.create_index("ix", "t", ["a"], foo=1)

# case: without a name
op.create_index(None, "t", ["a"])

# case: concurrently
op.create_index("ix", "t", ["a"], postgresql_concurrently=True, if_not_exists=True)
op.drop_index("ix", table_name="t", postgresql_concurrently=True, if_exists=True)

# case: autocommit block
with op.get_context().autocommit_block():
    op.create_index("ix", "t", ["a"], postgresql_concurrently=True)

# case: drop
op.drop_index("ix", table_name="t", schema="s")
op.drop_index(op.f("ix"), "t")
op.drop_index("ix")

# case: in a table
op.create_table("t", sa.Column("a", sa.Integer), sa.Index("ix", "a", unique=True))
op.create_table("t", sa.Column("a", sa.Integer), sa.Index("iy", sa.text("a + 1")))

# case: long name
op.create_index("x" * 70, "t", ["a"])

# case: long final name
op.create_index(op.f("x" * 70), "t", ["a"])

# case: of a table's column
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))
sa.Index("ix", t.c.a, t.c.b).create(op.get_bind())
