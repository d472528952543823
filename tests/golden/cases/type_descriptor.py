# case: type_descriptor adapts as the driver does
#: module
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql, mysql


class T(sa.TypeDecorator):
    impl = sa.Text
    cache_ok = True
    def __init__(self, of):
        super().__init__()
        self.of = of
    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(self.of)
TYPES = [sa.CHAR(32),sa.String(5),sa.Text(),sa.Unicode(5),sa.NCHAR(3),sa.VARCHAR(4),sa.TIMESTAMP(),sa.TIMESTAMP(timezone=True),sa.DateTime(True),sa.JSON(),sa.Uuid(),sa.BINARY(3),sa.Interval(),sa.TEXT(),sa.UnicodeText(),sa.LargeBinary(),sa.Float(3),sa.Numeric(3,1),sa.Date(),sa.DATE(),sa.TIME(True),sa.REAL(),sa.DECIMAL(3),sa.Double(),sa.DOUBLE_PRECISION(),sa.DOUBLE(),sa.String(3,collation="C"),sa.Enum("a","b",name="e"),sa.Boolean(),sa.BigInteger(),sa.DATETIME(),sa.FLOAT(4)]
def upgrade():
    for n, t in enumerate(TYPES):
        op.add_column("t", sa.Column(f"c{n}", T(t)))
    d = op.get_context().dialect.name
    if d == "postgresql":
        for n, t in enumerate([postgresql.CITEXT(), postgresql.JSONB(), postgresql.UUID(), postgresql.ARRAY(sa.Text()), postgresql.INET(), postgresql.TIMESTAMP(precision=3), postgresql.ENUM("a", name="x", create_type=False)]):
            op.add_column("p", sa.Column(f"c{n}", T(t)))
    if d == "mysql":
        for n, t in enumerate([mysql.LONGTEXT(), mysql.MEDIUMTEXT(), mysql.DOUBLE(), mysql.DECIMAL(3,1), mysql.TINYINT(1), mysql.DATETIME(fsp=6), mysql.TIMESTAMP(fsp=3), mysql.ENUM("a"), mysql.FLOAT(3), mysql.REAL(), mysql.NUMERIC(3)]):
            op.add_column("m", sa.Column(f"c{n}", T(t)))
def downgrade():
    pass
