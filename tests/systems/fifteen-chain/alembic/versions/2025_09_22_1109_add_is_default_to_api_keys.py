"""Add is_default to api_keys

Revision ID: add_is_default_api_keys
Revises: add_message_role_enum
Create Date: 2025-09-22 11:09:00.000000

"""
from typing import Sequence, Union

from alembic import context, op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'add_is_default_api_keys'
down_revision: Union[str, Sequence[str], None] = 'add_message_role_enum'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def choose_defaults(conn) -> dict[int, int]:
    """The key that each user would expect: used last, else made first."""
    chosen: dict[int, int] = {}
    keys = conn.execute(sa.text("""
        SELECT id, user_id FROM api_keys
        WHERE is_active AND user_id IS NOT NULL
        ORDER BY last_used_at DESC NULLS LAST, created_at NULLS LAST, id
    """))
    for key in keys.mappings():
        chosen.setdefault(key['user_id'], key['id'])
    return chosen


def upgrade() -> None:
    op.add_column(
        'api_keys',
        sa.Column(
            'is_default',
            sa.Boolean(),
            server_default=sa.text('false'),
            nullable=False,
            comment='used when a chat names no key',
        ),
    )

    if not context.is_offline_mode():
        conn = op.get_bind()
        chosen = choose_defaults(conn)
        if chosen:
            conn.execute(
                sa.text('UPDATE api_keys SET is_default = true WHERE id = :key_id'),
                [{'key_id': key_id} for key_id in chosen.values()],
            )
    else:
        op.execute("""
            UPDATE api_keys SET is_default = true WHERE id IN (
                SELECT DISTINCT ON (user_id) id FROM api_keys
                WHERE is_active AND user_id IS NOT NULL
                ORDER BY user_id, last_used_at DESC NULLS LAST, created_at NULLS LAST, id)
        """)

    op.create_index(
        'ix_api_keys_user_default',
        'api_keys',
        ['user_id'],
        unique=True,
        postgresql_where=sa.text('is_default'),
    )


def downgrade() -> None:
    op.drop_index('ix_api_keys_user_default', table_name='api_keys')
    op.drop_column('api_keys', 'is_default')
