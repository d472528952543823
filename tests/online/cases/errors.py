"""Errors of the database as exceptions that a revision catches."""
#: only sqlite
revision = "1"
down_revision = None
import sqlalchemy as sa
from sqlalchemy import exc
from alembic import op


def upgrade():
    bind = op.get_bind()
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("u", sa.Integer, unique=True, nullable=False))
    for statement in ("select * from nothing", "selec 1", "insert into t values (1, null)", "insert into nothing values (1)"):
        try:
            bind.execute(sa.text(statement))
        except exc.DBAPIError as error:
            print(type(error).__name__, isinstance(error, exc.SQLAlchemyError), error.statement, str(error.orig))
    bind.execute(sa.text("insert into t values (1, 1)"))
    try:
        bind.execute(sa.text("insert into t values (2, 1)"))
    except exc.IntegrityError as error:
        print("integrity", error.orig, "UNIQUE" in str(error))
    try:
        raise exc.InvalidRequestError("mine")
    except exc.SQLAlchemyError as error:
        print(error, error.args)


def downgrade():
    pass
