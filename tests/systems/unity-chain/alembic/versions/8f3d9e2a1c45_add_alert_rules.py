"""Add alert rules

Revision ID: 8f3d9e2a1c45
Revises: 12df4f8e6ba9
Create Date: 2025-12-22 16:55:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '8f3d9e2a1c45'
down_revision = '12df4f8e6ba9'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'alert_rules',
        sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
        sa.Column('name', sa.String(length=255), nullable=False),
        sa.Column('description', sa.Text(), nullable=True),
        sa.Column('resource_type', sa.String(length=50), nullable=False),
        sa.Column('metric_name', sa.String(length=100), nullable=False),
        sa.Column('condition', sa.String(length=10), nullable=False),
        sa.Column('threshold', sa.Float(), nullable=False),
        sa.Column('severity', sa.String(length=20), server_default='warning', nullable=False),
        sa.Column('cooldown_minutes', sa.Integer(), server_default=sa.text('15'), nullable=False),
        sa.Column('enabled', sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column('notification_channels', sa.JSON(), nullable=True),
        sa.Column('last_triggered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("condition IN ('gt', 'lt', 'gte', 'lte', 'eq', 'ne')", name='condition'),
        sa.CheckConstraint("severity IN ('info', 'warning', 'critical')", name='severity'),
        sa.CheckConstraint('cooldown_minutes >= 0', name='cooldown'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('name'),
    )
    op.create_index('ix_alert_rules_resource_type', 'alert_rules', ['resource_type'])
    op.create_index(
        'ix_alert_rules_enabled',
        'alert_rules',
        ['resource_type', 'metric_name'],
        postgresql_where=sa.text('enabled'),
        sqlite_where=sa.text('enabled = 1'),
    )


def downgrade():
    op.drop_index('ix_alert_rules_enabled', table_name='alert_rules')
    op.drop_index('ix_alert_rules_resource_type', table_name='alert_rules')
    op.drop_table('alert_rules')
