"""add plugin metrics

Revision ID: 9e47b3f8d610
Revises: 5c1d7e02a9b4
Create Date: 2024-12-18 11:40:05.918336

A plain table everywhere: scripts/init_database.py turns it into a hypertable
where TimescaleDB is enabled.
"""
import logging
from typing import Sequence, Union

from alembic import context, op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql

# revision identifiers, used by Alembic.
revision: str = "9e47b3f8d610"
down_revision: Union[str, Sequence[str], None] = "5c1d7e02a9b4"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

log = logging.getLogger("alembic.runtime.migration")

JSONVariant = (
    postgresql.JSONB(astext_type=sa.Text())
    .with_variant(sa.JSON(), "mysql", "mariadb")
    .with_variant(sa.Text(), "sqlite")
)
Timestamp = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")


def upgrade() -> None:
    bind = op.get_bind()

    op.create_table(
        "plugin_metrics",
        sa.Column("time", Timestamp, primary_key=True),
        sa.Column("plugin_id", sa.String(length=100), primary_key=True),
        sa.Column("metric_name", sa.String(length=200), primary_key=True),
        sa.Column("value", JSONVariant, nullable=False),
        sa.Column("tags", JSONVariant, nullable=True),
        sa.ForeignKeyConstraint(
            ["plugin_id"],
            ["plugins.plugin_id"],
            name="fk_plugin_metrics_plugin_id",
            ondelete="CASCADE",
        ),
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
    )
    op.create_index("idx_metrics_plugin_time", "plugin_metrics", ["plugin_id", "time"])
    op.create_index("idx_metrics_name", "plugin_metrics", ["metric_name"])

    if bind.dialect.name == "postgresql":
        op.create_index(
            "idx_metrics_tags",
            "plugin_metrics",
            ["tags"],
            postgresql_using="gin",
            postgresql_ops={"tags": "jsonb_ops"},
        )
    elif bind.dialect.name == "sqlite":
        op.create_index("idx_metrics_tags", "plugin_metrics", ["tags"])
    # MySQL cannot index a JSON column

    if bind.dialect.name == "postgresql" and not context.is_offline_mode():
        available = bind.execute(
            sa.text("SELECT count(*) FROM pg_available_extensions WHERE name = 'timescaledb'")
        ).scalar_one()
        if available:
            log.info("TimescaleDB is available: run scripts/init_database.py")


def downgrade() -> None:
    if op.get_bind().dialect.name in ("postgresql", "sqlite"):
        op.drop_index("idx_metrics_tags", table_name="plugin_metrics")
    op.drop_index("idx_metrics_name", table_name="plugin_metrics")
    if op.get_bind().dialect.name not in ("mysql", "mariadb"):
        # on MySQL the foreign key uses this index; it goes with the table
        op.drop_index("idx_metrics_plugin_time", table_name="plugin_metrics")
    op.drop_table("plugin_metrics")
