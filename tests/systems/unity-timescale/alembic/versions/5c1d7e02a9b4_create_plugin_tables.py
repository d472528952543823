"""create plugin tables

Revision ID: 5c1d7e02a9b4
Revises:
Create Date: 2024-12-18 10:12:39.207744

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql

# revision identifiers, used by Alembic.
revision: str = "5c1d7e02a9b4"
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

# JSONB on PostgreSQL, JSON on MySQL, TEXT on SQLite
JSONVariant = (
    postgresql.JSONB(astext_type=sa.Text())
    .with_variant(sa.JSON(), "mysql", "mariadb")
    .with_variant(sa.Text(), "sqlite")
)
# MySQL drops the fraction of a second unless it is told not to
Timestamp = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    mysql_like = dialect in ("mysql", "mariadb")
    now = sa.text("CURRENT_TIMESTAMP(6)") if mysql_like else sa.func.now()

    op.create_table(
        "plugins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plugin_id", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("version", sa.String(length=50), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("category", sa.String(length=50), nullable=True),
        sa.Column("enabled", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("config", JSONVariant, nullable=True),
        sa.Column("created_at", Timestamp, server_default=now, nullable=False),
        sa.Column("updated_at", Timestamp, server_default=now, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plugins"),
        sa.UniqueConstraint("plugin_id", name="uq_plugins_plugin_id"),
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
    )

    op.create_table(
        "plugin_status",
        sa.Column("plugin_id", sa.String(length=100), nullable=False),
        sa.Column("last_run", Timestamp, nullable=True),
        sa.Column("last_success", Timestamp, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("error_count", sa.Integer(), nullable=True),
        sa.Column("consecutive_errors", sa.Integer(), nullable=True),
        sa.Column("health_status", sa.String(length=20), nullable=True),
        sa.Column("updated_at", Timestamp, server_default=now, nullable=False),
        sa.ForeignKeyConstraint(
            ["plugin_id"],
            ["plugins.plugin_id"],
            name="fk_plugin_status_plugin_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plugin_id", name="pk_plugin_status"),
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
    )


def downgrade() -> None:
    op.drop_table("plugin_status")
    op.drop_table("plugins")
