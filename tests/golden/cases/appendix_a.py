# case: 01 create_table
op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True))

# case: 02 create_table
op.create_table("t", sa.Column("id", sa.BigInteger(), primary_key=True))

# case: 03 create_table
op.create_table("t", sa.Column("id", sa.SmallInteger(), primary_key=True), sa.Column("u", sa.Uuid(), server_default=sa.text("gen_random_uuid()")))

# case: 04 create_table
op.create_table("t", sa.Column("id", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("id"))

# case: 05 create_table
op.create_table("t", sa.Column("id", sa.Integer(), autoincrement=False, nullable=False), sa.PrimaryKeyConstraint("id"))

# case: 06 create_table
op.create_table("t", sa.Column("id", sa.Integer(), sa.Identity(always=True, start=10, increment=2), primary_key=True))

# case: 07 create_table
op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer(), sa.Computed("a*2")))

# case: 08 create_table
op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer(), sa.Computed("a*2", persisted=True)))

# case: 09 create_table
op.create_table("t", sa.Column("id", sa.Integer(), sa.Sequence("t_id_seq"), primary_key=True))

# case: 10 create_table
op.create_table("t", sa.Column("e", sa.Enum("a","b",name="ekind")))

# case: 11 create_table
op.create_table("t", sa.Column("e", sa.Enum("a","b",name="ekind",schema="s")), schema="s")

# case: 12 create_table
op.create_table("t", sa.Column("e", pg.ENUM("a","b",name="ekind",create_type=False)))

# case: 13 drop_table
op.drop_table("t")

# case: 14 create_table
op.create_table("t", sa.Column("a", sa.String(5), comment="it's", unique=True, index=True), comment="tbl")

# case: 15 create_table
op.create_table("t", sa.Column("a", sa.Boolean(create_constraint=True, name="ck_b")))

# case: 16 create_table
op.create_table("t", sa.Column("a", sa.Integer()), if_not_exists=True, mysql_engine="InnoDB", mysql_charset="utf8mb4", sqlite_autoincrement=True, postgresql_with={"fillfactor": 70}, prefixes=["TEMPORARY"])

# case: 17 create_table
op.create_table("t", sa.Column("a", sa.Integer()), postgresql_partition_by="RANGE (a)", postgresql_tablespace="ts", sqlite_strict=True)

# case: 18 create_table
op.create_table("select", sa.Column("Order", sa.Integer()), sa.Column("user", sa.String(3)), sa.Column("a b", sa.Text()), sa.Column("percent%", sa.Text()), schema="My.Schema")

# case: 19 add_column
op.add_column("t", sa.Column("c", sa.String(5), server_default="x'y"))

# case: 20 add_column
op.add_column("t", sa.Column("c", sa.Integer(), server_default="0"))

# case: 21 add_column
op.add_column("t", sa.Column("c", sa.Boolean(), server_default=sa.false()))

# case: 22 add_column
op.add_column("t", sa.Column("c", sa.Boolean(), server_default=sa.text("true")))

# case: 23 add_column
op.add_column("t", sa.Column("c", sa.DateTime(), server_default=sa.func.now()))

# case: 24 add_column
op.add_column("t", sa.Column("c", sa.DateTime(), server_default=sa.func.current_timestamp()))

# case: 25 add_column
op.add_column("t", sa.Column("c", pg.JSONB(), server_default=sa.text("'{}'::jsonb")))

# case: 26 add_column
op.add_column("t", sa.Column("c", sa.Integer(), sa.ForeignKey("o.id", name="fk", ondelete="CASCADE", deferrable=True, initially="DEFERRED")))

# case: 27 add_column
op.add_column("t", sa.Column("c", sa.Integer(), sa.ForeignKey("o.id", ondelete="SET NULL")), inline_references=True, if_not_exists=True)

# case: 28 add_column
op.add_column("t", sa.Column("e", sa.Enum("a","b",name="ekind")))

# case: 29 add_column
op.add_column("t", sa.Column("c", sa.Integer(), comment="cc", unique=True, index=True))

# case: 30 drop_column
op.drop_column("t","c")

# case: 31 drop_column
op.drop_column("t","c", if_exists=True)

# case: 32 drop_column
op.drop_column("t","c", mssql_drop_check=True)

# case: 33 alter_column
op.alter_column("t","c", nullable=False, existing_type=sa.Integer())

# case: 34 alter_column
op.alter_column("t","c", nullable=True, existing_type=sa.Integer(), existing_server_default="5")

# case: 35 alter_column
op.alter_column("t","c", type_=sa.BigInteger(), existing_type=sa.Integer(), existing_nullable=False)

# case: 36 alter_column
op.alter_column("t","c", type_=sa.Integer(), postgresql_using="c::integer", existing_type=sa.String(5))

# case: 37 alter_column
op.alter_column("t","c", server_default="x", existing_type=sa.String(5))

# case: 38 alter_column
op.alter_column("t","c", server_default=None, existing_type=sa.String(5))

# case: 39 alter_column
op.alter_column("t","c", server_default=sa.text("now()"), existing_type=sa.DateTime())

# case: 40 alter_column
op.alter_column("t","c", new_column_name="d", existing_type=sa.Integer(), existing_nullable=False)

# case: 41 alter_column
op.alter_column("t","c", comment="hi", existing_type=sa.Integer())

# case: 42 alter_column
op.alter_column("t","c", comment=None, existing_type=sa.Integer())

# case: 43 alter_column
op.alter_column("t","c", server_default=sa.Identity(always=True), existing_type=sa.Integer())

# case: 44 alter_column
op.alter_column("t","c", nullable=False, type_=sa.String(9), server_default="q", new_column_name="d", comment="z", existing_type=sa.String(5), schema="s")

# case: 45 rename_table
op.rename_table("a","b", schema="s")

# case: 46 create_index
op.create_index("ix","t",["a","b"], unique=True)

# case: 47 create_index
op.create_index("ix","t",[sa.text("lower(a)")], schema="s")

# case: 48 create_index
op.create_index("ix","t",[sa.text("a DESC"), sa.desc("b")] if False else [sa.text("a DESC")])

# case: 49 create_index
op.create_index("ix","t",["a"], postgresql_using="gin", postgresql_ops={"a":"jsonb_path_ops"}, postgresql_where=sa.text("a IS NOT NULL"), postgresql_include=["b"], postgresql_with={"fastupdate":False}, postgresql_concurrently=True, postgresql_nulls_not_distinct=True, if_not_exists=True, mysql_length=10, mysql_prefix="FULLTEXT", sqlite_where=sa.text("a>1"))

# case: 50 drop_index
op.drop_index("ix")

# case: 51 drop_index
op.drop_index("ix", table_name="t", if_exists=True)

# case: 52 drop_index
op.drop_index("ix", table_name="t", postgresql_concurrently=True)

# case: 53 create_unique_constraint
op.create_unique_constraint("uq","t",["a","b"])

# case: 54 create_unique_constraint
op.create_unique_constraint("uq","t",["a"], deferrable=True, initially="DEFERRED", postgresql_nulls_not_distinct=True)

# case: 55 create_foreign_key
op.create_foreign_key("fk","t","o",["a"],["id"], ondelete="CASCADE", onupdate="SET NULL", match="FULL", source_schema="s", referent_schema="r")

# case: 56 create_check_constraint
op.create_check_constraint("ck","t", "a > 5")

# case: 57 create_check_constraint
op.create_check_constraint("ck","t", sa.column("a") > 5)

# case: 58 create_check_constraint
op.create_check_constraint("ck","t", sa.column("a").in_(["x","y"]), postgresql_not_valid=True)

# case: 59 create_primary_key
op.create_primary_key("pk","t",["a"])

# case: 60 create_exclude_constraint
op.create_exclude_constraint("ex","t",("period","&&"),("grp","="), where="grp <> 'x'", using="gist")

# case: 61 drop_constraint
op.drop_constraint("uq","t",type_="unique")

# case: 62 drop_constraint
op.drop_constraint("fk","t",type_="foreignkey")

# case: 63 drop_constraint
op.drop_constraint("ck","t",type_="check")

# case: 64 drop_constraint
op.drop_constraint("pk","t",type_="primary")

# case: 65 drop_constraint
op.drop_constraint("x","t", if_exists=True)

# case: 66 create_table_comment
op.create_table_comment("t","hello")

# case: 67 drop_table_comment
op.drop_table_comment("t")

# case: 68 drop_table
op.drop_table("t", if_exists=True, schema="s")

# case: 69 execute
op.execute("UPDATE t SET a = :x, b = '\\:y', p = '100%'")

# case: 70 execute
op.execute(sa.text("UPDATE t SET a = :x").bindparams(x="it's"))

# case: 71 execute
op.execute(sa.table("t", sa.column("a", sa.String), sa.column("b", sa.Integer)).update().where(sa.column("a") == "k").values(b=3, a=op.inline_literal("v")))

# case: 72 execute
op.execute(sa.insert(sa.table("t", sa.column("a", sa.String), sa.column("d", sa.Date))).values(a="q", d=datetime.date(2024,1,2)))

# case: 73 execute
op.execute(sa.delete(sa.table("t", sa.column("a"))).where(sa.or_(sa.column("a").is_(None), sa.column("a").like("%x%"))))

# case: 74 execute
op.execute(sa.select(sa.func.count(), sa.case((sa.column("a") == 1, "one"), else_="many"), sa.cast(sa.column("a"), sa.String)).select_from(sa.table("t")).limit(5).offset(2))

# case: 75 bulk_insert
op.bulk_insert(sa.table("t", sa.column("a", sa.String), sa.column("n", sa.Integer), sa.column("d", sa.DateTime), sa.column("b", sa.Boolean), sa.column("z", sa.Numeric), sa.column("j", sa.JSON)), [{"a":"o'k","n":None,"d":datetime.datetime(2024,1,2,3,4,5), "b":True, "z":decimal.Decimal("1.50"), "j":{"k":[1]}}])

# case: 76 bulk_insert
op.bulk_insert(sa.table("t", sa.column("a", sa.String)), [])

# case: 77 sa.Enum
sa.Enum("a","b",name="ekind").create(op.get_bind(), checkfirst=False)

# case: 78 sa.Enum
sa.Enum("a","b",name="ekind").create(op.get_bind())

# case: 79 sa.Enum
sa.Enum("a","b",name="ekind").drop(op.get_bind(), checkfirst=False)

# case: 80 get_bind
op.get_bind().execute(sa.text("select 1"))

# case: 81 get_bind
op.get_bind().execute(sa.text("select 1")).fetchall()

# case: 82 execute
op.execute(sa.schema.CreateSequence(sa.Sequence("s", start=5)))

# case: 83 exec
with op.get_context().autocommit_block():
    op.execute("ALTER TYPE mood ADD VALUE 1")

# case: 84 exec
with op.batch_alter_table("t") as b:
    b.add_column(sa.Column("x", sa.Integer()))
    b.alter_column("y", nullable=False, existing_type=sa.Integer())
    b.create_unique_constraint("uq", ["x"])

# case: 85 exec
with op.batch_alter_table("t", copy_from=sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("y", sa.String(5)))) as b:
    b.add_column(sa.Column("x", sa.Integer()))
    b.alter_column("y", type_=sa.Integer())
