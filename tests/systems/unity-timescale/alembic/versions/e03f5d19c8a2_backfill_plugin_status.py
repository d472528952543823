"""backfill plugin_status and require its counters

Revision ID: e03f5d19c8a2
Revises: b28a60c94d7f
Create Date: 2024-12-19 09:07:21.000000

Plugins that were registered before the scheduler had a status row get one. Its
health is read from what the plugin has delivered.
"""
from datetime import datetime, timezone
from typing import Any, Optional, Sequence, Union

from alembic import context, op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql

# revision identifiers, used by Alembic.
revision: str = "e03f5d19c8a2"
down_revision: Union[str, Sequence[str], None] = "b28a60c94d7f"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

Timestamp = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")

metadata = sa.MetaData()
plugins = sa.Table(
    "plugins",
    metadata,
    sa.Column("plugin_id", sa.String(100)),
    sa.Column("enabled", sa.Boolean()),
)
plugin_metrics = sa.Table(
    "plugin_metrics",
    metadata,
    sa.Column("time", Timestamp),
    sa.Column("plugin_id", sa.String(100)),
)
plugin_status = sa.Table(
    "plugin_status",
    metadata,
    sa.Column("plugin_id", sa.String(100), nullable=False),
    sa.Column("last_run", Timestamp, nullable=True),
    sa.Column("last_success", Timestamp, nullable=True),
    sa.Column("last_error", sa.Text(), nullable=True),
    sa.Column("error_count", sa.Integer(), nullable=True),
    sa.Column("consecutive_errors", sa.Integer(), nullable=True),
    sa.Column("health_status", sa.String(20), nullable=True),
    sa.Column("updated_at", Timestamp, server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False),
    sa.ForeignKeyConstraint(
        ["plugin_id"], ["plugins.plugin_id"], name="fk_plugin_status_plugin_id", ondelete="CASCADE"
    ),
    sa.PrimaryKeyConstraint("plugin_id", name="pk_plugin_status"),
)

UPDATED_TABLES = ["plugins", "plugin_status", "alerts"]


def health(enabled: bool, errors: int, last_success: Optional[datetime]) -> str:
    if errors >= 5:
        return "failed"
    elif errors > 0:
        return "degraded"
    elif not enabled or last_success is None:
        return "unknown"
    return "healthy"


def backfill(connection: Any) -> None:
    last_metric = (
        sa.select(plugin_metrics.c.plugin_id, sa.func.max(plugin_metrics.c.time).label("last"))
        .group_by(plugin_metrics.c.plugin_id)
        .subquery()
    )
    rows = connection.execute(
        sa.select(
            plugins.c.plugin_id,
            plugins.c.enabled,
            last_metric.c.last,
            plugin_status.c.plugin_id.label("has_status"),
            plugin_status.c.last_success,
            plugin_status.c.error_count,
            plugin_status.c.consecutive_errors,
        )
        .select_from(
            plugins.outerjoin(last_metric, last_metric.c.plugin_id == plugins.c.plugin_id).outerjoin(
                plugin_status, plugin_status.c.plugin_id == plugins.c.plugin_id
            )
        )
        .order_by(plugins.c.plugin_id)
    ).all()

    missing = []
    for row in rows:
        if row.has_status is None:
            missing.append(
                {
                    "plugin_id": row.plugin_id,
                    "last_run": row.last,
                    "last_success": row.last,
                    "error_count": 0,
                    "consecutive_errors": 0,
                    "health_status": health(row.enabled, 0, row.last),
                }
            )
            continue
        last_success = row.last_success or row.last
        connection.execute(
            sa.update(plugin_status)
            .where(plugin_status.c.plugin_id == row.plugin_id)
            .values(
                last_success=last_success,
                error_count=row.error_count or 0,
                consecutive_errors=row.consecutive_errors or 0,
                health_status=health(row.enabled, row.consecutive_errors or 0, last_success),
            )
        )
    if missing:
        stamp = datetime(2024, 12, 19, tzinfo=timezone.utc)
        connection.execute(sa.insert(plugin_status), [{**row, "updated_at": stamp} for row in missing])


def upgrade() -> None:
    if context.is_offline_mode():
        op.execute(
            "INSERT INTO plugin_status (plugin_id, error_count, consecutive_errors, health_status) "
            "SELECT p.plugin_id, 0, 0, 'unknown' FROM plugins p "
            "WHERE NOT EXISTS (SELECT 1 FROM plugin_status s WHERE s.plugin_id = p.plugin_id)"
        )
        op.execute(
            plugin_status.update().values(
                error_count=sa.func.coalesce(plugin_status.c.error_count, 0),
                consecutive_errors=sa.func.coalesce(plugin_status.c.consecutive_errors, 0),
                health_status=sa.case(
                    (plugin_status.c.consecutive_errors >= 5, "failed"),
                    (plugin_status.c.consecutive_errors > 0, "degraded"),
                    else_=sa.func.coalesce(plugin_status.c.health_status, "unknown"),
                ),
            )
        )
    else:
        backfill(op.get_bind())

    with op.batch_alter_table("plugin_status", copy_from=plugin_status) as batch_op:
        batch_op.alter_column(
            "error_count", existing_type=sa.Integer(), nullable=False, server_default=sa.text("0")
        )
        batch_op.alter_column(
            "consecutive_errors",
            existing_type=sa.Integer(),
            nullable=False,
            server_default=sa.text("0"),
        )
        batch_op.alter_column(
            "health_status",
            existing_type=sa.String(20),
            nullable=False,
            server_default="unknown",
        )

    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            """
            CREATE OR REPLACE FUNCTION set_updated_at() RETURNS trigger AS $$
            BEGIN
                NEW.updated_at = now();
                RETURN NEW;
            END;
            $$ LANGUAGE plpgsql
            """
        )
        for table in UPDATED_TABLES:
            op.execute(
                f"CREATE TRIGGER trg_{table}_updated_at BEFORE UPDATE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION set_updated_at()"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in reversed(UPDATED_TABLES):
            op.execute(f"DROP TRIGGER IF EXISTS trg_{table}_updated_at ON {table}")
        op.execute("DROP FUNCTION IF EXISTS set_updated_at()")

    with op.batch_alter_table("plugin_status", copy_from=plugin_status) as batch_op:
        batch_op.alter_column(
            "health_status", existing_type=sa.String(20), nullable=True, server_default=None
        )
        batch_op.alter_column(
            "consecutive_errors", existing_type=sa.Integer(), nullable=True, server_default=None
        )
        batch_op.alter_column(
            "error_count", existing_type=sa.Integer(), nullable=True, server_default=None
        )
