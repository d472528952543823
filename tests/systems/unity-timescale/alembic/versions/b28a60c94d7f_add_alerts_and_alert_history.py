"""add alerts and alert history

Revision ID: b28a60c94d7f
Revises: 9e47b3f8d610
Create Date: 2024-12-18 13:25:58.440219

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql

# revision identifiers, used by Alembic.
revision: str = "b28a60c94d7f"
down_revision: Union[str, Sequence[str], None] = "9e47b3f8d610"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

JSONVariant = (
    postgresql.JSONB(astext_type=sa.Text())
    .with_variant(sa.JSON(), "mysql", "mariadb")
    .with_variant(sa.Text(), "sqlite")
)
Timestamp = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")

TABLE_KWARGS = {"mysql_engine": "InnoDB", "mysql_charset": "utf8mb4"}


def upgrade() -> None:
    is_mysql = op.get_bind().dialect.name in {"mysql", "mariadb"}
    now = sa.text("CURRENT_TIMESTAMP(6)") if is_mysql else sa.func.now()

    op.create_table(
        "alerts",
        sa.Column("id", sa.Uuid(as_uuid=True), primary_key=True),
        sa.Column(
            "plugin_id",
            sa.String(100),
            sa.ForeignKey("plugins.plugin_id", name="fk_alerts_plugin_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("description", sa.Text, nullable=True),
        sa.Column("condition", JSONVariant, nullable=False),
        sa.Column("severity", sa.String(20), nullable=False, server_default="warning"),
        sa.Column("enabled", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("created_at", Timestamp, nullable=False, server_default=now),
        sa.Column("updated_at", Timestamp, nullable=False, server_default=now),
        sa.CheckConstraint(
            sa.column("severity").in_(["info", "warning", "critical"]), name="ck_alerts_severity"
        ),
        **TABLE_KWARGS,
    )
    op.create_table(
        "alert_history",
        sa.Column("time", Timestamp, nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("triggered", sa.Boolean(), nullable=False),
        sa.Column("value", JSONVariant, nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alerts.id"], name="fk_alert_history_alert_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("time", "alert_id", name="pk_alert_history"),
        **TABLE_KWARGS,
    )
    op.create_index("idx_alert_history_time", "alert_history", ["alert_id", "time"])


def downgrade() -> None:
    op.drop_table("alert_history")
    op.drop_table("alerts")
