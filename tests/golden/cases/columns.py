# case: forms of column
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True, autoincrement=True), sa.Column("b", sa.Integer, nullable=False),
                sa.Column(name="c", type_=sa.String(5)), sa.Column("d", type_=sa.Integer), sa.Column("e", sa.Integer, default=5),
                sa.Column("f", sa.Integer, key="other"))

# case: composite key
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, primary_key=True))

# case: composite key with autoincrement
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True, autoincrement=True), sa.Column("b", sa.Integer, primary_key=True))

# case: key with foreign key
op.create_table("t", sa.Column("a", sa.Integer, sa.ForeignKey("o.id"), primary_key=True))

# case: key with default
op.create_table("t", sa.Column("a", sa.Integer, server_default="5", primary_key=True))

# case: key of strings
op.create_table("t", sa.Column("a", sa.String(5), nullable=False), sa.PrimaryKeyConstraint("a", name="pk_t"))

# case: unique and index flags
op.create_table("t", sa.Column("a", sa.Integer, unique=True), sa.Column("b", sa.Integer, index=True))

# case: unknown dialect keyword
op.add_column("t", sa.Column("a", sa.Integer, foo=1))

# case: refused dialect keyword
op.add_column("t", sa.Column("a", sa.Integer, postgresql_foo=1))

# case: not an item
op.add_column("t", sa.Column("a", sa.Integer, 5))

# case: a str for a default
op.add_column("t", sa.Column("a", sa.Integer, server_default=5))

# case: name twice
op.add_column("t", sa.Column("a", sa.Integer, name="b"))

# case: type twice
op.add_column("t", sa.Column("a", sa.Integer, type_=sa.String(5)))

# case: duplicate column
op.create_table("t", sa.Column("a", sa.Integer), sa.Column("a", sa.Integer))

# case: not a column
op.add_column("t", "a")

# case: missing argument
op.add_column("t")

# case: unexpected argument
op.add_column("t", sa.Column("a", sa.Integer), nullable=True)

# case: column used twice
c = sa.Column("a", sa.Integer, sa.ForeignKey("o.id"))
op.add_column("t", c)
op.add_column("u", c)

# case: defaults
op.create_table("t", sa.Column("a", sa.String(5), server_default=""), sa.Column("b", sa.Integer, server_default=sa.text("1 + 1")),
                sa.Column("c", sa.String(9), server_default=sa.text("'x'")), sa.Column("d", sa.Boolean, server_default="f"),
                sa.Column("e", sa.DateTime, server_default=sa.FetchedValue()), sa.Column("f", sa.DateTime, server_default=sa.DefaultClause("now")),
                sa.Column("g", sa.DateTime, server_default=sa.text("CURRENT_TIMESTAMP")), sa.Column("h", sa.DateTime, server_default=sa.text("now()"), nullable=False))

# case: identity
op.create_table("t", sa.Column("a", sa.Integer, sa.Identity(), primary_key=True), sa.Column("b", sa.String(4)))

# case: identity options
op.create_table("t", sa.Column("a", sa.BigInteger, sa.Identity(always=True, start=5, increment=3, minvalue=1, maxvalue=99, cycle=True, cache=10)))

# case: identity and default
sa.Column("a", sa.Integer, sa.Identity(), server_default="5")

# case: computed column
op.add_column("t", sa.Column("a", sa.Integer, sa.Computed("b + 1", persisted=True), nullable=False))

# case: comments
op.create_table("t", sa.Column("a", sa.Integer, comment="it's 100%"), comment="a \\ b")

# case: check in column
op.create_table("t", sa.Column("a", sa.Integer, sa.CheckConstraint("a > 5", name="ck"), nullable=False))

# case: copied table
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, sa.ForeignKey("o.id", ondelete="CASCADE")), sa.UniqueConstraint("b"))
op.create_table("u", *t.columns)
op.add_column("v", t.c.b)

# case: reprs
c = sa.Column("a", sa.String(5), sa.ForeignKey("x.y"), nullable=False, server_default="q", comment="z")
op.execute("-- %r %s" % (c, c))
op.execute("-- %r %r" % (c.name, c.nullable))
op.execute("-- %r" % sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer())))

# case: autoincrement forms
op.create_table("t", sa.Column("a", sa.Integer, primary_key=True, autoincrement=False))
op.create_table("u", sa.Column("a", sa.Integer, primary_key=True, autoincrement="auto"))
op.create_table("v", sa.Column("a", sa.Integer, sa.ForeignKey("o.i"), primary_key=True, autoincrement="ignore_fk"))

# case: system column
op.create_table("t", sa.Column("a", sa.Integer, system=True), sa.Column("b", sa.Integer))

# case: quoted names
op.create_table(sa.sql.quoted_name("T", quote=False), sa.Column("a", sa.Integer, quote=True), sa.Column(sa.sql.quoted_name("B c", False), sa.Integer), schema=sa.sql.quoted_name("s", True))

# case: very long column
op.add_column("t", sa.Column("a" * 70, sa.Integer))

# case: on conflict
op.create_table("t", sa.Column("a", sa.Integer, nullable=False, unique=True, sqlite_on_conflict_not_null="FAIL", sqlite_on_conflict_unique="IGNORE"))
