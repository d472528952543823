# DDL beyond the reference: each line was chosen for a rule of the compilers that a plain case does not reach.

# case: create_table_t_column_a_integer_primary_key_true_column_b_in
op.create_table("t", sa.Column("a", sa.Integer(), primary_key=True), sa.Column("b", sa.Integer(), primary_key=True))

# case: create_table_t_column_a_integer_primary_key_true_column_b_in_2
op.create_table("t", sa.Column("a", sa.Integer(), primary_key=True), sa.Column("b", sa.Integer(), primary_key=True, autoincrement=True))

# case: create_table_t_column_id_string_36_primary_key_true_column_n
op.create_table("t", sa.Column("id", sa.String(36), primary_key=True), sa.Column("n", sa.Numeric(10, 2), nullable=False, server_default="0.00"))

# case: create_table_t_column_id_integer_nullable_false_column_o_int
op.create_table("t", sa.Column("id", sa.Integer(), nullable=False), sa.Column("o", sa.Integer(), sa.ForeignKey("o.id"), nullable=True), sa.UniqueConstraint("o", name="uq_o"), sa.CheckConstraint("o > 0", name="ck_o"), sa.PrimaryKeyConstraint("id", name="pk_t"))

# case: create_table_t_column_id_integer_foreignkey_p_id_ondelete_ca
op.create_table("t", sa.Column("id", sa.Integer(), sa.ForeignKey("p.id", ondelete="CASCADE"), primary_key=True))

# case: create_table_t_column_a_integer_column_b_integer_foreignkeyc
op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()), sa.ForeignKeyConstraint(["a", "b"], ["s.o.x", "s.o.y"], name="fk2", onupdate="CASCADE", ondelete="SET NULL", deferrable=True, initially="DEFERRED"))

# case: create_table_t_column_a_integer_unique_true_column_b_string_
op.create_table("t", sa.Column("a", sa.Integer(), unique=True), sa.Column("b", sa.String(3), index=True))

# case: create_table_t_column_id_integer_primary_key_true_sqlite_aut
op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sqlite_autoincrement=True)

# case: create_table_t_column_id_integer_primary_key_true_sqlite_wit
op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sqlite_with_rowid=False, sqlite_strict=True)

# case: create_table_t_column_id_integer_primary_key_true_sqlite_on_
op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True, sqlite_on_conflict_primary_key="FAIL"), sa.Column("x", sa.Integer(), nullable=False, sqlite_on_conflict_not_null="IGNORE"), sa.UniqueConstraint("x", sqlite_on_conflict="REPLACE"))

# case: create_table_t_column_e_enum_a_b_name_ek_create_constraint_t
op.create_table("t", sa.Column("e", sa.Enum("a", "b", name="ek", create_constraint=True)))

# case: create_table_t_column_e_enum_a_b_name_ek_native_enum_false_c
op.create_table("t", sa.Column("e", sa.Enum("a", "b", name="ek", native_enum=False, create_constraint=True)))

# case: create_table_t_column_e_enum_a_b_native_enum_false_create_co
op.create_table("t", sa.Column("e", sa.Enum("a", "b", native_enum=False, create_constraint=True, length=20)))

# case: create_table_t_column_e_boolean_create_constraint_true_colum
op.create_table("t", sa.Column("e", sa.Boolean(create_constraint=True)), sa.Column("x", sa.Integer(), sa.CheckConstraint("x > 5", name="ckx")))

# case: create_table_t_column_e_array_enum_a_b_name_ek_column_f_enum
op.create_table("t", sa.Column("e", sa.ARRAY(sa.Enum("a", "b", name="ek"))), sa.Column("f", sa.Enum("a", "b", name="ek")))

# case: create_table_t_column_e_pg_array_pg_enum_a_b_name_ek_create_
op.create_table("t", sa.Column("e", pg.ARRAY(pg.ENUM("a", "b", name="ek", create_type=False))))

# case: create_table_t_column_a_integer_comment_it_s_100_comment_tbl
op.create_table("t", sa.Column("a", sa.Integer(), comment="it's \\ 100%"), comment="tbl's")

# case: create_table_t_column_ts_timestamp_nullable_true_column_ts2_
op.create_table("t", sa.Column("ts", sa.TIMESTAMP(), nullable=True), sa.Column("ts2", sa.TIMESTAMP(), nullable=False, server_default=sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP")))

# case: create_table_t_column_d_datetime_server_default_text_now_6_c
op.create_table("t", sa.Column("d", sa.DateTime(), server_default=sa.text("now(6)")), sa.Column("e", sa.DateTime(), server_default=sa.text("(now())")))

# case: create_table_t_column_a_integer_mysql_engine_innodb_mysql_co
op.create_table("t", sa.Column("a", sa.Integer()), mysql_engine="InnoDB", mysql_collate="utf8mb4_bin", mysql_default_charset="utf8mb4", mysql_comment="x", mysql_row_format="DYNAMIC")

# case: create_table_t_column_a_integer_mariadb_engine_innodb_mysql_
op.create_table("t", sa.Column("a", sa.Integer()), mariadb_engine="InnoDB", mysql_partition_by="HASH(a)", mysql_partitions="4")

# case: create_table_t_column_a_integer_postgresql_inherits_base_pos
op.create_table("t", sa.Column("a", sa.Integer()), postgresql_inherits="base", postgresql_on_commit="PRESERVE_ROWS", postgresql_using="heap", postgresql_with={"fillfactor": 70, "autovacuum_enabled": True})

# case: create_table_t_column_p_pg_int4range_column_g_integer_pg_exc
op.create_table("t", sa.Column("p", pg.INT4RANGE()), sa.Column("g", sa.Integer()), pg.ExcludeConstraint(("p", "&&"), ("g", "="), name="ex", using="gist", where=sa.text("g > 0"), deferrable=True))

# case: create_table_t_column_a_integer_identity_primary_key_true_co
op.create_table("t", sa.Column("a", sa.Integer(), sa.Identity(), primary_key=True), sa.Column("b", sa.Integer(), sa.Identity(always=True, start=3, minvalue=1, maxvalue=9, cycle=True, cache=2), nullable=True))

# case: create_table_t_column_b_integer_computed_a_2_persisted_false
op.create_table("t", sa.Column("b", sa.Integer(), sa.Computed("a*2", persisted=False)))

# case: create_table_t_column_a_integer_nullable_false_column_b_inte
op.create_table("t", sa.Column("a", sa.Integer(), nullable=False), sa.Column("b", sa.Integer(), sa.Computed("a + 1", persisted=True), nullable=False))

# case: create_table_t_column_a_integer_uniqueconstraint_a_name_f_uq
op.create_table("t", sa.Column("a", sa.Integer()), sa.UniqueConstraint("a", name=op.f("uq_" + "x" * 80)))

# case: create_table_t_column_a_integer_uniqueconstraint_a_name_uq__
op.create_table("t", sa.Column("a", sa.Integer()), sa.UniqueConstraint("a", name="uq_" + "x" * 80))

# case: create_table_t_column_a_string
op.create_table("t", sa.Column("a", sa.String()))

# case: create_table_t_column_a_pg_hstore
op.create_table("t", sa.Column("a", pg.HSTORE()))

# case: create_table_t_column_a
op.create_table("t", sa.Column("a"))

# case: create_table_t_column_id_integer_primary_key_true_column_fk_
op.create_table("T", sa.Column("Id", sa.Integer(), primary_key=True), sa.Column("fk", sa.Integer(), sa.ForeignKey("Other.Id")))

# case: create_table_t_column_1a_integer_column_b_integer_column_c_i
op.create_table("t", sa.Column("1a", sa.Integer()), sa.Column("$b", sa.Integer()), sa.Column("c$", sa.Integer()), sa.Column("d\"q`", sa.Integer()), sa.Column("é", sa.Integer()))

# case: create_table_t_column_id_uuid_primary_key_true_default_func_
op.create_table("t", sa.Column("id", sa.Uuid(), primary_key=True, default=sa.func.now()), sa.Column("n", sa.Integer(), primary_key=True))

# case: create_table_t_column_id_integer_primary_key_true_server_def
op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True, server_default="5"))

# case: create_table_t_column_id_integer_primary_key_true_server_def_2
op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True, server_default=sa.text("nextval('s')")))

# case: create_table_t_column_id_numeric_10_0_primary_key_true_autoi
op.create_table("t", sa.Column("id", sa.Numeric(10, 0), primary_key=True, autoincrement=True))

# case: create_table_t_column_id_string_5_primary_key_true_autoincre
op.create_table("t", sa.Column("id", sa.String(5), primary_key=True, autoincrement=True))

# case: create_table_t_column_id_biginteger_with_variant_integer_sql
op.create_table("t", sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True), sqlite_autoincrement=True)

# case: create_table_t_column_id_integer_with_variant_biginteger_pos
op.create_table("t", sa.Column("id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), primary_key=True))

# case: create_table_t_column_j_json_with_variant_pg_jsonb_postgresq
op.create_table("t", sa.Column("j", sa.JSON().with_variant(pg.JSONB(), "postgresql"), nullable=False, server_default="{}"))

# case: create_table_t_column_b_boolean_server_default_true_column_c
op.create_table("t", sa.Column("b", sa.Boolean(), server_default=sa.true()), sa.Column("c", sa.Boolean(), server_default="false"), sa.Column("d", sa.Boolean(), server_default=sa.text("'f'")))

# case: create_table_t_column_i_interval_column_l_largebinary_10_col
op.create_table("t", sa.Column("i", sa.Interval()), sa.Column("l", sa.LargeBinary(10)), sa.Column("p", sa.PickleType()), sa.Column("tz", sa.Time(timezone=True)))

# case: create_table_t_column_a_my_integer_display_width_11_unsigned
op.create_table("t", sa.Column("a", my.INTEGER(display_width=11, unsigned=True), nullable=False), sa.Column("b", my.VARCHAR(5, charset="latin1")), sa.Column("c", my.TINYINT(1)))

# case: create_table_t_column_d_pg_domain_pos_integer_check_value_0_
op.create_table("t", sa.Column("d", pg.DOMAIN("pos", sa.Integer, check="VALUE > 0", not_null=True, default="5", constraint_name="pos_ck")))

# case: create_table_t_column_a_integer_foreignkey_u_id_name_fk_a_us
op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("u.id", name="fk_a", use_alter=True)))

# case: create_table_t_column_a_integer_column_b_integer_index_ix_ab
op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()), sa.Index("ix_ab", "a", "b", unique=True, postgresql_where=sa.text("a > 0")))

# case: create_table_t_column_a_integer_index_ix_low_text_lower_a_po
op.create_table("t", sa.Column("a", sa.Integer()), sa.Index("ix_low", sa.text("lower(a)"), postgresql_using="GIN"))

# case: create_table_t_column_xmin_integer_system_true_column_b_inte
op.create_table("t", sa.Column("xmin", sa.Integer(), system=True), sa.Column("b", sa.Integer()))

# case: create_table_t_column_a_integer_nullable_false_column_b_inte_2
op.create_table("t", sa.Column("a", sa.Integer(), nullable=False), sa.Column("b", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("b", "a"), schema="s")

# case: create_table_t_column_a_integer_foreignkey_t_a_schema_s
op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("t.a")), schema="s")

# case: create_table_t_column_a_integer_foreignkey_s_t_a_match_full_
op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("s.t.a", match="FULL")), schema="s")

# case: create_table_t_column_a_integer_uniqueconstraint_a_postgresq
op.create_table("t", sa.Column("a", sa.Integer()), sa.UniqueConstraint("a", postgresql_include=["b"], postgresql_nulls_not_distinct=True, name="u"), sa.Column("b", sa.Integer()))

# case: create_table_t_column_a_integer_uniqueconstraint_zz_name_u
op.create_table("t", sa.Column("a", sa.Integer()), sa.UniqueConstraint("zz", name="u"))

# case: create_table_t_column_a_integer_column_a_string_3
op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("a", sa.String(3)))

# case: create_table_t_column_order_integer_quote_false_column_plain
op.create_table("t", sa.Column("order", sa.Integer(), quote=False), sa.Column("plain", sa.Integer(), quote=True))

# case: create_table_sql_quoted_name_t_true_column_a_integer
op.create_table(sa.sql.quoted_name("t", True), sa.Column("a", sa.Integer()))

# case: create_table_t_column_a_integer_foreignkey_o_id_ondelete_set
op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("o.id", ondelete="SET NULL; DROP")))

# case: create_table_t_column_a_text_collation_de_de_column_b_array_
op.create_table("t", sa.Column("a", sa.Text(collation="de_DE")), sa.Column("b", sa.ARRAY(sa.String(3, collation="C"), dimensions=2)))

# case: create_table_t_column_a_integer_fetchedvalue
op.create_table("t", sa.Column("a", sa.Integer(), sa.FetchedValue()))

# case: create_table_t_column_e_enum_a_name_integer
op.create_table("t", sa.Column("e", sa.Enum("a", name="integer")))

# case: create_table_t_column_e_enum_a
op.create_table("t", sa.Column("e", sa.Enum("a")))

# case: create_table_t
op.create_table("t")

# case: add_column_t_column_id_integer_primary_key_true
op.add_column("t", sa.Column("id", sa.Integer(), primary_key=True))

# case: add_column_t_column_id_integer_primary_key_true_inline_prima
op.add_column("t", sa.Column("id", sa.Integer(), primary_key=True), inline_primary_key=True)

# case: add_column_t_column_a_integer_unique_true
op.add_column("t", sa.Column("a", sa.Integer(), unique=True))

# case: add_column_t_column_a_integer_index_true_schema_s
op.add_column("t", sa.Column("a", sa.Integer(), index=True), schema="s")

# case: add_column_t_column_a_integer_comment_c_schema_a_b
op.add_column("t", sa.Column("a", sa.Integer(), comment="c"), schema="a.b")

# case: add_column_t_column_a_boolean_create_constraint_true_name_ck
op.add_column("t", sa.Column("a", sa.Boolean(create_constraint=True, name="ckb"), nullable=False, server_default=sa.false()))

# case: add_column_t_column_a_enum_x_y_name_ek_native_enum_false_cre
op.add_column("t", sa.Column("a", sa.Enum("x", "y", name="ek", native_enum=False, create_constraint=True)))

# case: add_column_t_column_a_integer_checkconstraint_a_0
op.add_column("t", sa.Column("a", sa.Integer(), sa.CheckConstraint("a > 0")))

# case: add_column_t_column_a_integer_foreignkey_s_o_id_nullable_fal
op.add_column("t", sa.Column("a", sa.Integer(), sa.ForeignKey("s.o.id"), nullable=False))

# case: add_column_t_column_a_integer_computed_x_2_persisted_true
op.add_column("t", sa.Column("a", sa.Integer(), sa.Computed("x*2", persisted=True)))

# case: add_column_t_column_a_integer_identity_start_5
op.add_column("t", sa.Column("a", sa.Integer(), sa.Identity(start=5)))

# case: add_column_t_column_a_datetime_timezone_true_server_default_
op.add_column("t", sa.Column("a", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False))

# case: add_column_t_column_a_pg_uuid_as_uuid_true_server_default_te
op.add_column("t", sa.Column("a", pg.UUID(as_uuid=True), server_default=sa.text("uuid_generate_v4()"), nullable=False))

# case: add_column_t_column_a_pg_array_text_server_default_nullable_
op.add_column("t", sa.Column("a", pg.ARRAY(sa.Text()), server_default="{}", nullable=False))

# case: add_column_t_column_a_float_server_default_literal_1_5
op.add_column("t", sa.Column("a", sa.Float(), server_default=sa.literal(1.5)))

# case: drop_column_t_col_schema_my
op.drop_column("t", "Col", schema="My")

# case: alter_column_t_c_existing_type_boolean_create_constraint_tru
op.alter_column("t", "c", existing_type=sa.Boolean(create_constraint=True, name="ck"), type_=sa.Integer())

# case: alter_column_t_c_existing_type_integer_type__boolean_create_
op.alter_column("t", "c", existing_type=sa.Integer(), type_=sa.Boolean(create_constraint=True, name="ck"))

# case: alter_column_t_c_existing_type_enum_a_name_e_native_enum_fal
op.alter_column("t", "c", existing_type=sa.Enum("a", name="e", native_enum=False, create_constraint=True), type_=sa.Enum("a", "b", name="e", native_enum=False, create_constraint=True))

# case: alter_column_t_c_type__enum_a_b_name_e_postgresql_using_c_e_
op.alter_column("t", "c", type_=sa.Enum("a", "b", name="e"), postgresql_using="c::e", existing_type=sa.String(5))

# case: alter_column_t_c_nullable_false
op.alter_column("t", "c", nullable=False)

# case: alter_column_t_c_new_column_name_d_schema_a_b
op.alter_column("t", "c", new_column_name="D", schema="a.b")

# case: alter_column_t_c_nullable_false_existing_type_integer_autoin
op.alter_column("t", "c", nullable=False, existing_type=sa.Integer(), autoincrement=True)

# case: alter_column_t_c_nullable_true_existing_type_string_5_existi
op.alter_column("t", "c", nullable=True, existing_type=sa.String(5), existing_comment="old", existing_server_default=sa.text("'x'"))

# case: alter_column_t_c_server_default_identity_always_true_start_5
op.alter_column("t", "c", server_default=sa.Identity(always=True, start=5), existing_server_default=sa.Identity(start=3), existing_type=sa.Integer())

# case: alter_column_t_c_server_default_none_existing_server_default
op.alter_column("t", "c", server_default=None, existing_server_default=sa.Identity(), existing_type=sa.Integer())

# case: alter_column_t_c_server_default_computed_a_2_existing_type_i
op.alter_column("t", "c", server_default=sa.Computed("a*2"), existing_type=sa.Integer())

# case: alter_column_t_c_server_default_func_now_existing_type_datet
op.alter_column("t", "c", server_default=sa.func.now(), existing_type=sa.DateTime())

# case: alter_column_t_c_server_default_true_existing_type_boolean
op.alter_column("t", "c", server_default=sa.true(), existing_type=sa.Boolean())

# case: alter_column_t_c_nullable_false_existing_type_datetime_timez
op.alter_column("t", "c", nullable=False, existing_type=sa.DateTime(timezone=True), existing_server_default=sa.func.now())

# case: alter_column_t_c_existing_type_my_timestamp_nullable_false_s
op.alter_column("t", "c", existing_type=my.TIMESTAMP(), nullable=False, server_default=None)

# case: alter_column_t_c_postgresql_using_x
op.alter_column("t", "c", postgresql_using="x")

# case: rename_table_a_b
op.rename_table("a", "B")

# case: rename_table_a_b_schema_x_y
op.rename_table("a", "b", schema="x.y")

# case: create_index_ix_t_text_a_desc_nulls_last_b_postgresql_ops_b_
op.create_index("ix", "t", [sa.text("a DESC NULLS LAST"), "b"], postgresql_ops={"b": "text_pattern_ops"})

# case: create_index_ix_t_func_lower_column_a
op.create_index("ix", "t", [sa.func.lower(sa.column("a"))])

# case: create_index_ix_t_column_a_1
op.create_index("ix", "t", [sa.column("a") + 1])

# case: create_index_ix_t_desc_a_column_b_asc_nullslast
op.create_index("ix", "t", [sa.desc("a"), sa.column("b").asc().nullslast()])

# case: create_index_ix_t_a_unique_true_postgresql_where_and__column
op.create_index("ix", "t", ["a"], unique=True, postgresql_where=sa.and_(sa.column("a") > 5, sa.column("b").is_(None)))

# case: create_index_f_ix_t_a_t_a_schema_s_postgresql_using_btree_po
op.create_index(op.f("ix_t_a"), "t", ["a"], schema="s", postgresql_using="btree", postgresql_tablespace="Ts")

# case: create_index_ix_t_a_b_mysql_length_a_5_mysql_using_hash_mysq
op.create_index("ix", "t", ["a", "b"], mysql_length={"a": 5}, mysql_using="hash", mysql_with_parser="ngram", mariadb_length=3)

# case: create_index_ix_t
op.create_index("ix", "t", [])

# case: create_index_none_t_a
op.create_index(None, "t", ["a"])

# case: create_index_ix_y_70_t_a
op.create_index("ix" + "y" * 70, "t", ["a"])

# case: create_index_f_ix_y_70_t_a
op.create_index(op.f("ix" + "y" * 70), "t", ["a"])

# case: create_index_ix_t_a_postgresql_with_fillfactor_50_fastupdate
op.create_index("ix", "t", ["a"], postgresql_with={"fillfactor": 50, "fastupdate": True}, postgresql_nulls_not_distinct=False)

# case: create_index_ix_t_a_postgresql_using_gin_drop
op.create_index("ix", "t", ["a"], postgresql_using="gin; drop")

# case: create_index_ix_t_text_data_x_postgresql_using_gin_postgresq
op.create_index("ix", "t", [sa.text("(data->>'x')")], postgresql_using="gin", postgresql_ops={"data": "jsonb_path_ops"})

# case: drop_index_ix_table_name_t_schema_s
op.drop_index("ix", table_name="t", schema="s")

# case: drop_index_f_ix_t_table_name_t_postgresql_concurrently_true_
op.drop_index(op.f("ix_t"), table_name="t", postgresql_concurrently=True, if_exists=True)

# case: create_unique_constraint_none_t_a
op.create_unique_constraint(None, "t", ["a"])

# case: create_unique_constraint_uq_t_a_schema_s
op.create_unique_constraint("uq", "t", ["a"], schema="s")

# case: create_foreign_key_none_t_o_a_id
op.create_foreign_key(None, "t", "o", ["a"], ["id"])

# case: create_foreign_key_fk_t_t_a_b_x_y_ondelete_set_null
op.create_foreign_key("fk", "t", "t", ["a", "b"], ["x", "y"], ondelete="SET NULL")

# case: create_foreign_key_fk_t_o_a_id_postgresql_not_valid_true_def
op.create_foreign_key("fk", "t", "o", ["a"], ["id"], postgresql_not_valid=True, deferrable=True, initially="IMMEDIATE", source_schema="s")

# case: create_foreign_key_fk_t_o_a_id_ondelete_set_null_a
op.create_foreign_key("fk", "t", "o", ["a"], ["id"], ondelete="SET NULL (a)")

# case: create_check_constraint_ck_t_text_a_5_schema_s_postgresql_no
op.create_check_constraint("ck", "t", sa.text("a > 5"), schema="s", postgresql_not_valid=True)

# case: create_check_constraint_ck_t_and__column_a_5_func_length_col
op.create_check_constraint("ck", "t", sa.and_(sa.column("a") > 5, sa.func.length(sa.column("b")) < 3))

# case: create_check_constraint_ck_t_a_like_x_and_b_int_0
op.create_check_constraint("ck", "t", "a LIKE '%x%' AND b::int > 0")

# case: create_primary_key_pk_t_a_b_schema_s
op.create_primary_key("pk", "t", ["a", "b"], schema="s")

# case: create_primary_key_none_t_a
op.create_primary_key(None, "t", ["a"])

# case: create_exclude_constraint_ex_t_per_grp_deferrab
op.create_exclude_constraint("ex", "t", ("Per", "&&"), ("Grp", "="), deferrable=True, initially="DEFERRED", schema="s", ops={"Grp": "gist_int_ops"})

# case: drop_constraint_x_t_type__bogus
op.drop_constraint("x", "t", type_="bogus")

# case: drop_constraint_fk_t_type__foreignkey_schema_s
op.drop_constraint("Fk", "t", type_="foreignkey", schema="S")

# case: drop_constraint_none_t_type__unique
op.drop_constraint(None, "t", type_="unique")

# case: create_table_comment_t_it_s_schema_s_existing_comment_x
op.create_table_comment("t", "it's", schema="s", existing_comment="x")

# case: drop_table_comment_t_schema_s
op.drop_table_comment("t", schema="s")

# case: drop_table_t_schema_a_b
op.drop_table("t", schema="a.b")

# case: execute_schema_createsequence_sequence_s_start_5_increment_2
op.execute(sa.schema.CreateSequence(sa.Sequence("s", start=5, increment=2, minvalue=1, maxvalue=9, cycle=True, cache=3, schema="x")))

# case: execute_schema_dropsequence_sequence_seq
op.execute(sa.schema.DropSequence(sa.Sequence("Seq")))

# case: execute_schema_createschema_my_if_not_exists_true
op.execute(sa.schema.CreateSchema("My", if_not_exists=True))

# case: execute_schema_dropschema_s_cascade_true_if_exists_true
op.execute(sa.schema.DropSchema("s", cascade=True, if_exists=True))

# case: execute_schema_createtable_table_t_metadata_column_a_integer
op.execute(sa.schema.CreateTable(sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer, primary_key=True))))

# case: execute_schema_createindex_index_ix_table_t_metadata_column_
op.execute(sa.schema.CreateIndex(sa.Index("ix", sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer)).c.a)))

# case: pg_enum_a_b_c_name_ek_schema_s_create_get_bind
pg.ENUM("a'b", "c%", name="Ek", schema="s").create(op.get_bind())

# case: enum_a_b_name_ek_drop_get_bind
sa.Enum("a", "b", name="ek").drop(op.get_bind())

# case: pg_enum_a_name_ek_create_type_false_create_get_bind_checkfir
pg.ENUM("a", name="ek", create_type=False).create(op.get_bind(), checkfirst=True)

# case: enum_a_b_native_enum_false_name_ek_create_get_bind
sa.Enum("a", "b", native_enum=False, name="ek").create(op.get_bind())

# case: create_table_t1_column_e_enum_a_name_ek_create_table_t2_colu
op.create_table("t1", sa.Column("e", sa.Enum("a", name="ek")))
op.create_table("t2", sa.Column("e", sa.Enum("a", name="ek")))

# case: with_batch_alter_table_t_as_b_b_drop_column_x_b_drop_constra
with op.batch_alter_table("t") as b:
    b.drop_column("x")
    b.drop_constraint("uq", type_="unique")
    b.create_foreign_key("fk", "o", ["a"], ["id"])

# case: with_batch_alter_table_t_schema_s_as_b_b_add_column_column_x
with op.batch_alter_table("t", schema="s") as b:
    b.add_column(sa.Column("x", sa.Integer(), index=True))
    b.create_index("ix", ["a"], unique=True)
    b.drop_index("iy")

# case: with_batch_alter_table_t_as_b_b_add_column_column_x_integer_
with op.batch_alter_table("t") as b:
    b.add_column(sa.Column("x", sa.Integer(), server_default="5"))

# case: with_batch_alter_table_t_as_b_b_add_column_column_x_integer__2
with op.batch_alter_table("t") as b:
    b.add_column(sa.Column("x", sa.Integer()), insert_after="y")

# case: m_metadata_t_table_t_m_column_id_integer_primary_key_true_co
m = sa.MetaData()
t = sa.Table("t", m, sa.Column("id", sa.Integer, primary_key=True), sa.Column("y", sa.String(5), index=True), sa.Column("z", sa.Boolean(create_constraint=True, name="ckz")), sa.UniqueConstraint("y", name="uqy"), sa.CheckConstraint("y > 1", name="cky"))
with op.batch_alter_table("t", copy_from=t) as b:
    b.drop_constraint("uqy", type_="unique")
    b.alter_column("y", new_column_name="w", nullable=False, server_default="q")
    b.drop_column("z")
    b.create_foreign_key("fk", "o", ["y"], ["id"])
    b.create_index("ixw", ["y"])

# case: t_table_t_metadata_column_id_integer_primary_key_true_column
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("y", sa.String(5)), sa.Column("z", sa.Integer, sa.ForeignKey("o.id", name="fko")))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.add_column(sa.Column("n", sa.Integer()), insert_after="id")
    b.add_column(sa.Column("m", sa.Integer()), insert_before="id")
    b.add_column(sa.Column("k", sa.Integer(), sa.ForeignKey("p.id", name="fkp")))

# case: t_table_t_metadata_column_id_integer_primary_key_true_column_2
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("y", sa.String(5)), sa.Index("iy", "y"))
with op.batch_alter_table("t", copy_from=t, recreate="always", table_args=(sa.CheckConstraint("id > 0", name="c1"),), table_kwargs={"sqlite_autoincrement": True}, partial_reordering=[("y", "id")]) as b:
    b.drop_index("iy")
    b.alter_column("y", type_=sa.JSON())

# case: t_table_t_metadata_column_id_integer_primary_key_true_column_3
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("y", sa.Integer))
with op.batch_alter_table("t", copy_from=t) as b:
    b.drop_constraint("nope", type_="unique")

# case: t_table_t_metadata_column_id_integer_primary_key_true_column_4
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("y", sa.Integer))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.create_unique_constraint(None, ["y"])

# case: t_table_t_metadata_column_id_integer_column_y_integer_primar
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer), sa.Column("y", sa.Integer), sa.PrimaryKeyConstraint("id", name="pk"))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.drop_constraint("pk", type_="primary")
    b.create_primary_key("pk2", ["y"])

# case: t_table_t_metadata_column_id_integer_primary_key_true_column_5
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("y", sa.Enum("a", "b", name="ek", create_constraint=True)))
with op.batch_alter_table("t", copy_from=t) as b:
    b.alter_column("y", existing_type=sa.Enum("a", "b", name="ek", create_constraint=True), type_=sa.Enum("a", "b", "c", name="ek", create_constraint=True))

# case: naming_all
#: naming pk=pk_%(table_name)s
#: naming uq=uq_%(table_name)s_%(column_0_N_name)s
#: naming fk=fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s
#: naming ck=ck_%(table_name)s_%(constraint_name)s
#: naming ix=ix_%(column_0_label)s
op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Integer(), sa.ForeignKey("o.id"), index=True), sa.Column("b", sa.Integer(), unique=True), sa.UniqueConstraint("a", "b"), sa.CheckConstraint("a > 0", name="pos"), sa.CheckConstraint("b > 0", name=op.f("ck_final")), sa.Column("c", sa.Boolean(create_constraint=True, name="flag")), schema="s")

# case: naming_add_column
#: naming pk=pk_%(table_name)s
#: naming uq=uq_%(table_name)s_%(column_0_name)s
#: naming fk=fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s
#: naming ck=ck_%(table_name)s_%(constraint_name)s
#: naming ix=ix_%(column_0_label)s
op.add_column("t", sa.Column("a", sa.Integer(), sa.ForeignKey("o.id")))
op.add_column("t", sa.Column("b", sa.Integer(), unique=True))

# case: naming_add_column_type
#: naming ck=ck_%(table_name)s_%(constraint_name)s
op.add_column("t", sa.Column("b", sa.Enum("x", name="kind", native_enum=False, create_constraint=True)))

# case: naming_without_constraint_name
#: naming ck=ck_%(table_name)s_%(column_0_name)s
op.create_table("t", sa.Column("c", sa.Boolean(create_constraint=True)))

# case: naming_needs_a_name
#: naming ck=ck_%(table_name)s_%(constraint_name)s
op.create_table("t", sa.Column("a", sa.Integer()), sa.CheckConstraint("a > 0"))

# case: naming_type_needs_a_name
#: naming ck=ck_%(table_name)s_%(constraint_name)s
op.create_table("t", sa.Column("c", sa.Boolean(create_constraint=True)))

# case: naming_create_constraints
#: naming uq=uq_%(table_name)s_%(column_0N_name)s
#: naming fk=fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s_%(referred_column_0_N_name)s
#: naming pk=pk_%(table_name)s_%(column_0_key)s
#: naming ck=ck_%(table_name)s_%(constraint_name)s
op.create_unique_constraint(None, "t", ["a", "b"])
op.create_foreign_key(None, "t", "o", ["a", "b"], ["x", "y"])
op.create_primary_key(None, "t", ["a"])
op.create_check_constraint("pos", "t", "a > 0")
op.create_check_constraint(op.f("ck_t_pos"), "t", "a > 0")

# case: naming_drop
#: naming ck=ck_%(table_name)s_%(constraint_name)s
op.drop_constraint("pos", "t", type_="check")
op.drop_constraint(op.f("pos"), "t", type_="check")
op.drop_constraint("uq", "t", type_="unique")

# case: naming_index
#: naming ix=ix_%(table_name)s_%(column_0_name)s_%(column_1_name)s
op.create_index(None, "t", ["a", "b"])
op.create_index("ix_named", "t", ["a"])
op.create_index(None, "t", ["a" * 70])

# case: naming_unknown_token
#: naming uq=uq_%(bogus)s
op.create_table("t", sa.Column("a", sa.Integer(), unique=True))

# case: naming_custom_without_ix
#: naming uq=uq_%(table_name)s
op.add_column("t", sa.Column("a", sa.Integer(), index=True))

# case: naming_long
#: naming uq=uq_%(table_name)s_%(column_0_name)s
op.create_table("t" * 40, sa.Column("c" * 40, sa.Integer(), unique=True))

# case: types_pg
op.create_table("t", sa.Column("a", pg.BIT(5, varying=True)), sa.Column("b", pg.INTERVAL(fields="YEAR TO MONTH")), sa.Column("c", pg.TIMESTAMP(True, 6)), sa.Column("d", pg.DOUBLE_PRECISION()), sa.Column("e", pg.ARRAY(pg.VARCHAR(5), dimensions=2)), sa.Column("f", pg.CITEXT()), sa.Column("g", pg.TSVECTOR()), sa.Column("h", pg.INT4MULTIRANGE()), sa.Column("i", pg.OID()), sa.Column("j", pg.MONEY()))

# case: types_my
op.create_table("t", sa.Column("a", my.SET("a", "b'c")), sa.Column("b", my.YEAR(4)), sa.Column("c", my.DOUBLE(10, 2)), sa.Column("d", my.TEXT(collation="utf8mb4_bin")), sa.Column("e", my.CHAR(3, ascii=True)), sa.Column("f", my.NVARCHAR(3)), sa.Column("g", my.TIMESTAMP(fsp=3)), sa.Column("h", my.ENUM("a\\b", "50%")), sa.Column("i", my.MEDIUMBLOB()), sa.Column("j", my.DECIMAL(8, 2, unsigned=True, zerofill=True)), sa.Column("k", my.BIGINT(20)))

# case: types_generic
op.create_table("t", sa.Column("a", sa.Unicode(5)), sa.Column("b", sa.UnicodeText()), sa.Column("c", sa.NCHAR(3)), sa.Column("d", sa.CLOB()), sa.Column("e", sa.Double()), sa.Column("f", sa.REAL()), sa.Column("g", sa.VARBINARY(16)), sa.Column("h", sa.Float(53, asdecimal=True)), sa.Column("i", sa.DECIMAL(5)), sa.Column("j", sa.Uuid(native_uuid=False)), sa.Column("k", sa.Text(100)))

# case: types_variant_of_enum
op.create_table("t", sa.Column("e", sa.String(5).with_variant(pg.ENUM("a", "b", name="ek"), "postgresql")), sa.Column("f", sa.Enum("x", name="fk", create_constraint=True).with_variant(sa.String(9), "sqlite")))

# case: batch_unnamed_check
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Integer, sa.CheckConstraint("a > 0", name="cka")), sa.CheckConstraint("id > 0"))
with op.batch_alter_table("t", copy_from=t, recreate="always") as b:
    b.drop_constraint("cka", type_="check")
    b.alter_column("a", type_=sa.String(5), existing_type=sa.Integer(), new_column_name="B")

# case: batch_drop_column_of_constraint
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Integer), sa.UniqueConstraint("a", "id", name="u"), sa.Index("ia", "a"), schema="s")
with op.batch_alter_table("t", copy_from=t, recreate="always", schema="s") as b:
    b.drop_index("ia")
    b.drop_column("a")

# case: types_double_with_precision
op.create_table("t", sa.Column("e", sa.Double(53)))

# case: types_domain_twice
d = pg.DOMAIN("d", sa.Integer)
op.create_table("t", sa.Column("a", d), sa.Column("b", d))
op.create_table("u", sa.Column("a", d))

# case: types_enum_of_metadata
op.create_table("t", sa.Column("a", sa.Enum("x", name="e", metadata=sa.MetaData())))

# case: types_enum_inherit_schema
op.create_table("t", sa.Column("a", sa.Enum("x", name="e", inherit_schema=True)), schema="s")
