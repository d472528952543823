"""Add notification tables

Revision ID: 70974ae864ff
Revises: 12e8b371598f
Create Date: 2025-12-22 09:48:30.552008

Notification channels are Apprise URLs; the log keeps one row per delivery.
"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '70974ae864ff'
down_revision: Union[str, Sequence[str], None] = '12e8b371598f'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table(
        'notification_channels',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('name', sa.String(length=100), nullable=False, unique=True),
        sa.Column('apprise_url', sa.Text(), nullable=False),
        sa.Column('service_type', sa.String(length=50), nullable=False),
        sa.Column('description', sa.Text(), nullable=True),
        sa.Column('is_active', sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column('success_count', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('failure_count', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint("apprise_url LIKE '%://%'", name='apprise_url_has_scheme'),
        sa.CheckConstraint('success_count >= 0 AND failure_count >= 0', name='counts_not_negative'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(
        'ix_notification_channels_service_active',
        'notification_channels',
        ['service_type', 'is_active'],
    )

    op.create_table(
        'notification_logs',
        sa.Column('id', sa.Uuid(), primary_key=True),
        sa.Column(
            'channel_id',
            sa.Uuid(),
            sa.ForeignKey('notification_channels.id', ondelete='CASCADE'),
            nullable=True,
            index=True,
        ),
        sa.Column('title', sa.String(length=255), nullable=False),
        sa.Column('message', sa.Text(), nullable=False),
        sa.Column('priority', sa.String(length=20), nullable=False, server_default='normal'),
        sa.Column('success', sa.Boolean(), nullable=False),
        sa.Column('error_message', sa.Text(), nullable=True),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint("priority IN ('low', 'normal', 'high', 'emergency')", name='priority'),
    )
    op.create_index(
        'ix_notification_logs_failures',
        'notification_logs',
        [sa.text('sent_at DESC')],
        postgresql_where=sa.text('NOT success'),
        sqlite_where=sa.text('NOT success'),
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index('ix_notification_logs_failures', table_name='notification_logs')
    op.drop_table('notification_logs')
    op.drop_index('ix_notification_channels_service_active', table_name='notification_channels')
    op.drop_table('notification_channels')
