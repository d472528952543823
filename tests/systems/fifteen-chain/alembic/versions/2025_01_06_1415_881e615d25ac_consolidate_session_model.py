"""consolidate_session_model

One sessions table for manual and automated sessions, keyed by the session id
of the proxy router, and per-user automation settings.

Revision ID: 881e615d25ac
Revises: d00825f2a89a
Create Date: 2025-01-06 14:15:26.912038

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision: str = '881e615d25ac'
down_revision: Union[str, None] = 'd00825f2a89a'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        'sessions',
        sa.Column('id', sa.String(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=True),
        sa.Column('api_key_id', sa.Integer(), nullable=True),
        sa.Column('model', sa.String(), nullable=False),
        sa.Column(
            'type',
            sa.Enum('automated', 'manual', name='sessiontype'),
            server_default='automated',
            nullable=False,
        ),
        sa.Column('created_at', sa.DateTime(), server_default=sa.text('now()'), nullable=False),
        sa.Column('expires_at', sa.DateTime(), nullable=False),
        sa.Column('is_active', sa.Boolean(), server_default=sa.text('true'), nullable=False),
        sa.ForeignKeyConstraint(['api_key_id'], ['api_keys.id'], ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_table(
        'user_automation_settings',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('is_enabled', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('session_duration', sa.Integer(), server_default='3600', nullable=False),
        sa.Column('preferences', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column('updated_at', sa.DateTime(), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint('session_duration >= 300', name='ck_automation_session_duration'),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('user_id', name='uq_user_automation_settings_user_id'),
    )

    # Move what there is. A session id could be stored twice in the old table
    # (reconnects): the row that lives longest wins.
    op.execute("""
        INSERT INTO sessions (id, user_id, api_key_id, model, type, created_at, expires_at, is_active)
        SELECT DISTINCT ON (session_id)
               session_id, user_id, api_key_id, model_id,
               CASE WHEN expires_at - created_at > interval '1 day'
                    THEN 'manual' ELSE 'automated' END::sessiontype,
               created_at, expires_at, is_active
        FROM user_sessions
        ORDER BY session_id, expires_at DESC
    """)

    # The model allows a single active session per API key.
    op.execute("""
        UPDATE sessions SET is_active = false
        WHERE is_active AND id NOT IN (
            SELECT DISTINCT ON (api_key_id) id FROM sessions
            WHERE is_active ORDER BY api_key_id, expires_at DESC)
    """)
    op.create_index(
        'sessions_active_api_key_unique',
        'sessions',
        ['api_key_id'],
        unique=True,
        postgresql_where=sa.text('is_active IS TRUE'),
    )
    op.create_index('ix_sessions_expires_at', 'sessions', ['expires_at'],
                    postgresql_where=sa.text('is_active'), postgresql_include=['model'])

    op.drop_index(op.f('ix_user_sessions_session_id'), table_name='user_sessions')
    op.drop_table('user_sessions')

    # the same name as in sessions
    op.alter_column('delegations', 'expiry', new_column_name='expires_at',
                    existing_type=sa.DateTime(timezone=True), existing_nullable=True)


def downgrade() -> None:
    op.alter_column('delegations', 'expires_at', new_column_name='expiry',
                    existing_type=sa.DateTime(timezone=True), existing_nullable=True)

    op.create_table(
        'user_sessions',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('api_key_id', sa.Integer(), nullable=False),
        sa.Column('session_id', sa.String(), nullable=False),
        sa.Column('model_id', sa.String(), nullable=False),
        sa.Column('created_at', sa.DateTime(), server_default=sa.text('now()'), nullable=False),
        sa.Column('expires_at', sa.DateTime(), nullable=False),
        sa.Column('is_active', sa.Boolean(), server_default=sa.text('true'), nullable=False),
        sa.CheckConstraint('expires_at > created_at', name='ck_user_sessions_expiry'),
        sa.ForeignKeyConstraint(['api_key_id'], ['api_keys.id'], name='user_sessions_api_key_id_fkey'),
        sa.ForeignKeyConstraint(
            ['user_id'], ['users.id'], name='user_sessions_user_id_fkey', ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(op.f('ix_user_sessions_session_id'), 'user_sessions', ['session_id'])
    op.execute("""
        INSERT INTO user_sessions
            (user_id, api_key_id, session_id, model_id, created_at, expires_at, is_active)
        SELECT user_id, api_key_id, id, model, created_at, expires_at,
               is_active AND row_number() OVER (
                   PARTITION BY user_id, model, is_active ORDER BY expires_at DESC) = 1
        FROM sessions
        WHERE user_id IS NOT NULL AND api_key_id IS NOT NULL AND expires_at > created_at
        ORDER BY created_at, id
    """)
    op.create_index(
        'uq_user_sessions_one_active',
        'user_sessions',
        ['user_id', 'model_id'],
        unique=True,
        postgresql_where=sa.text('is_active IS true'),
    )
    op.drop_table('user_automation_settings')
    op.drop_index('ix_sessions_expires_at', table_name='sessions')
    op.drop_index('sessions_active_api_key_unique', table_name='sessions')
    op.drop_table('sessions')
    sa.Enum(name='sessiontype').drop(op.get_bind(), checkfirst=False)
