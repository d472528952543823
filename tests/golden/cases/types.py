# case: string types
op.create_table("t", sa.Column("a", sa.String(50)), sa.Column("b", sa.Text), sa.Column("c", sa.Unicode(20)),
                sa.Column("d", sa.UnicodeText()), sa.Column("e", sa.CHAR(3)), sa.Column("f", sa.VARCHAR(length=9)),
                sa.Column("g", sa.NVARCHAR(9)), sa.Column("h", sa.NCHAR(3)), sa.Column("i", sa.TEXT()),
                sa.Column("j", sa.String(10, collation="C")))

# case: string without length
op.add_column("t", sa.Column("a", sa.String()))

# case: numbers
op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.SmallInteger()), sa.Column("c", sa.BigInteger),
                sa.Column("d", sa.Numeric(10, 2)), sa.Column("e", sa.Numeric), sa.Column("f", sa.Float),
                sa.Column("g", sa.Float(24)), sa.Column("h", sa.Double()), sa.Column("i", sa.DECIMAL(8, 3)),
                sa.Column("j", sa.REAL), sa.Column("k", sa.DOUBLE_PRECISION), sa.Column("l", sa.INT), sa.Column("m", sa.Float(precision=53, asdecimal=True)))

# case: times
op.create_table("t", sa.Column("a", sa.Date), sa.Column("b", sa.DateTime), sa.Column("c", sa.DateTime(timezone=True)),
                sa.Column("d", sa.Time), sa.Column("e", sa.Time(timezone=True)), sa.Column("f", sa.TIMESTAMP),
                sa.Column("g", sa.TIMESTAMP(timezone=True)), sa.Column("h", sa.Interval), sa.Column("i", sa.DATETIME))

# case: others
op.create_table("t", sa.Column("a", sa.Boolean), sa.Column("b", sa.LargeBinary), sa.Column("c", sa.LargeBinary(100)),
                sa.Column("d", sa.JSON), sa.Column("e", sa.Uuid), sa.Column("f", sa.UUID), sa.Column("g", sa.PickleType),
                sa.Column("h", sa.BLOB), sa.Column("i", sa.BINARY(16)), sa.Column("j", sa.VARBINARY(16)),
                sa.Column("k", sa.Uuid(native_uuid=False)))

# case: null type
op.add_column("t", sa.Column("a"))

# case: postgresql types
#: only postgresql
op.create_table("t", sa.Column("a", pg.JSONB), sa.Column("b", pg.UUID(as_uuid=True)), sa.Column("c", pg.ARRAY(sa.String(5))),
                sa.Column("d", pg.ARRAY(sa.Integer, dimensions=2)), sa.Column("e", pg.INET), sa.Column("f", pg.CIDR),
                sa.Column("g", pg.TIMESTAMP(precision=3)), sa.Column("h", pg.TIMESTAMP(timezone=True, precision=6)),
                sa.Column("i", pg.TIME(precision=2)), sa.Column("j", pg.INTERVAL(fields="YEAR TO MONTH")),
                sa.Column("k", pg.INTERVAL(precision=3)), sa.Column("l", pg.BIT(5)), sa.Column("m", pg.BIT(varying=True)),
                sa.Column("n", pg.BIT), sa.Column("o", pg.HSTORE), sa.Column("p", pg.TSVECTOR), sa.Column("q", pg.CITEXT),
                sa.Column("r", pg.BYTEA), sa.Column("s", pg.MONEY), sa.Column("t", pg.OID), sa.Column("u", pg.REGCLASS),
                sa.Column("v", pg.INT4RANGE), sa.Column("w", pg.TSTZMULTIRANGE), sa.Column("x", pg.JSON(astext_type=sa.Text())),
                sa.Column("y", pg.DOUBLE_PRECISION(precision=53)), sa.Column("z", pg.BIGINT), sa.Column("aa", pg.MACADDR8))

# case: mysql types
#: only mysql mariadb
op.create_table("t", sa.Column("a", my.INTEGER(11)), sa.Column("b", my.INTEGER(unsigned=True)), sa.Column("c", my.TINYINT(1)),
                sa.Column("d", my.BIGINT(20, unsigned=True, zerofill=True)), sa.Column("e", my.DATETIME(fsp=6)),
                sa.Column("f", my.VARCHAR(5, charset="utf8mb4", collation="utf8mb4_bin")), sa.Column("g", my.LONGTEXT),
                sa.Column("h", my.MEDIUMTEXT(collation="utf8mb4_unicode_ci")), sa.Column("i", my.ENUM("a", "b'c")), sa.Column("j", my.SET("a", "b")),
                sa.Column("k", my.DOUBLE(asdecimal=True)), sa.Column("l", my.FLOAT(7, 2)), sa.Column("m", my.DECIMAL(8, 2, unsigned=True)),
                sa.Column("n", my.YEAR), sa.Column("o", my.BIT(1)), sa.Column("p", my.LONGBLOB), sa.Column("q", my.TIMESTAMP(fsp=3)),
                sa.Column("r", my.TIME(fsp=3)), sa.Column("s", my.CHAR(3, ascii=True)), sa.Column("t", my.TEXT(unicode=True)),
                sa.Column("u", my.VARCHAR(9, national=True)), sa.Column("v", my.JSON), sa.Column("w", my.MEDIUMINT(5)))

# case: types of another dialect
op.add_column("t", sa.Column("a", my.TINYINT(1)))

# case: types of postgresql elsewhere
op.add_column("t", sa.Column("a", pg.INET()))

# case: array
op.add_column("t", sa.Column("a", sa.ARRAY(sa.Integer)))

# case: nested array
op.add_column("t", sa.Column("a", sa.ARRAY(sa.ARRAY(sa.Integer))))

# case: with_variant
op.add_column("t", sa.Column("a", sa.String(5).with_variant(sa.Text(), "mysql", "mariadb").with_variant(pg.JSONB, "postgresql")))

# case: with_variant twice
op.add_column("t", sa.Column("a", sa.String(5).with_variant(sa.Text(), "mysql").with_variant(pg.JSONB, "mysql")))

# case: json with variant
op.add_column("t", sa.Column("a", sa.JSON().with_variant(pg.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False))

# case: mssql variant
from sqlalchemy.dialects import mssql
op.add_column("t", sa.Column("a", sa.DateTime().with_variant(mssql.DATETIME2(6), "mssql")))

# case: enum
op.create_table("t", sa.Column("a", sa.Enum("x", "y'z", name="kind")), sa.Column("b", sa.Enum("p", "longer", name="other", native_enum=False)))

# case: enum with check
op.create_table("t", sa.Column("a", sa.Enum("x", "yy", name="kind", native_enum=False, create_constraint=True)))

# case: enum without name
op.create_table("t", sa.Column("a", sa.Enum("x", "y")))

# case: enum schema
op.create_table("t", sa.Column("a", sa.Enum("x", "y", name="kind", schema="s")), schema="q")

# case: enum inherit schema
op.create_table("t", sa.Column("a", sa.Enum("x", "y", name="kind", inherit_schema=True)), schema="q")

# case: enum length too short
sa.Enum("x", "yyyy", name="k", length=2)

# case: enum length
op.create_table("t", sa.Column("a", sa.Enum("x", "yyyy", name="k", length=20, native_enum=False)))

# case: enum twice
op.create_table("t", sa.Column("a", sa.Enum("x", name="k")))
op.create_table("u", sa.Column("a", sa.Enum("x", name="k")))
op.drop_table("u")

# case: enum of two columns
k = sa.Enum("x", "y", name="k")
op.create_table("t", sa.Column("a", k), sa.Column("b", k))

# case: enum create and drop
k = sa.Enum("x", "y", name="k")
k.create(op.get_bind(), checkfirst=True)
op.add_column("t", sa.Column("a", k, nullable=True))
k.drop(op.get_bind())

# case: pg enum create_type
k = pg.ENUM("x", "y", name="k", create_type=False)
k.create(op.get_bind(), checkfirst=False)
op.create_table("t", sa.Column("a", k))
k.drop(op.get_bind(), checkfirst=True)

# case: enum of a class
class Color(enum.Enum):
    RED = "red"
    GREEN = "green"
    ALIAS = "red"
op.create_table("t", sa.Column("a", sa.Enum(Color)), sa.Column("b", sa.Enum(Color, name="other", values_callable=lambda c: [m.value for m in c])))

# case: enum op.f
op.create_table("t", sa.Column("a", sa.Enum("x", name=op.f("k"), create_constraint=True)))

# case: boolean check
op.create_table("t", sa.Column("a", sa.Boolean(create_constraint=True)), sa.Column("b", sa.Boolean(create_constraint=True, name="ck_b")))

# case: domain
#: only postgresql
op.create_table("t", sa.Column("a", pg.DOMAIN("d", sa.Integer(), check="VALUE > 0", not_null=True, constraint_name="ck", default="5")))

# case: wrong arguments
sa.Integer(11)

# case: too many arguments
sa.String(1, 2, 3, 4, 5)

# case: unknown keyword
my.VARCHAR(5, foo=1)

# case: texts of types
op.execute("-- %r %r %r %r" % (sa.String(50), sa.DateTime(timezone=True), sa.Enum("a", "b", name="e"), pg.ARRAY(sa.String(5))))
op.execute("-- %r %r %r %r" % (sa.Numeric(10, 2), pg.UUID(as_uuid=True), sa.Text(), sa.Boolean()))
op.execute("-- %s %s" % (sa.String(50).length, sa.Enum("a", "b", name="e").enums))

# case: instances
op.execute("-- %s %s %s %s" % (isinstance(sa.VARCHAR(5), sa.String), isinstance(pg.JSONB(), sa.JSON),
                               issubclass(sa.BigInteger, sa.Integer), isinstance(sa.Integer(), sa.types.TypeEngine)))

# case: type decorator
class Guid(sa.types.TypeDecorator):
    impl = sa.CHAR
    cache_ok = True
    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(pg.UUID())
        return dialect.type_descriptor(sa.CHAR(32))
op.create_table("t", sa.Column("a", Guid, primary_key=True), sa.Column("b", Guid(), nullable=False))

# case: type decorator with arguments
class Trimmed(sa.TypeDecorator):
    impl = sa.String
op.create_table("t", sa.Column("a", Trimmed(50)), sa.Column("b", Trimmed(length=7)))

# case: type decorator with init
class Money(sa.TypeDecorator):
    impl = sa.Numeric
    def __init__(self, digits, **kw):
        super().__init__(digits, 2, **kw)
        self.digits = digits
op.add_column("t", sa.Column("a", Money(12)))

# case: type decorator without impl
class Broken(sa.TypeDecorator):
    pass
op.add_column("t", sa.Column("a", Broken()))

# case: user defined type
class Point(sa.types.UserDefinedType):
    cache_ok = True
    def __init__(self, srid=4326):
        self.srid = srid
    def get_col_spec(self, **kw):
        return "POINT(%d)" % self.srid
op.create_table("t", sa.Column("a", Point), sa.Column("b", Point(99)))

# case: subclass of a type
class Name(sa.String):
    pass
op.add_column("t", sa.Column("a", Name(30)))

# case: alter type
op.alter_column("t", "a", type_=sa.Enum("x", "y", name="k"), existing_type=sa.String(5), postgresql_using="a::k")

# case: alter boolean checks
op.alter_column("t", "a", type_=sa.Integer(), existing_type=sa.Boolean(create_constraint=True, name="ck_a"))
