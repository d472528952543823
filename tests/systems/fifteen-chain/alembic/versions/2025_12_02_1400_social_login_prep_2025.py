"""Prepare users for social login

- email becomes nullable (some auth methods don't provide one)
- email is no longer unique (the same email can exist across providers)
- a non-unique index on email stays, for performance
- name becomes nullable for consistency
- cognito_user_id remains the ONLY unique identifier

Revision ID: social_login_prep_2025
Revises: fix_enum_name_2025
Create Date: 2025-12-02 14:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'social_login_prep_2025'
down_revision: Union[str, Sequence[str], None] = 'fix_enum_name_2025'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.alter_column('users', 'email', existing_type=sa.VARCHAR(), nullable=True)
    op.alter_column('users', 'name', existing_type=sa.VARCHAR(), nullable=True,
                    comment='as the identity provider says', existing_comment=None)

    # users is written by every login: build and drop without locking it
    with op.get_context().autocommit_block():
        op.create_index(
            'ix_users_email_lookup',
            'users',
            ['email'],
            unique=False,
            postgresql_concurrently=True,
            if_not_exists=True,
        )
        op.drop_index('ix_users_email', table_name='users', postgresql_concurrently=True)
        op.execute('ALTER INDEX ix_users_email_lookup RENAME TO ix_users_email')


def downgrade() -> None:
    # Emails must be there and unique again: later accounts get a made-up one.
    op.execute("""
        UPDATE users SET email = cognito_user_id || '@users.invalid'
        WHERE email IS NULL OR id IN (
            SELECT id FROM (
                SELECT id, row_number() OVER (PARTITION BY email ORDER BY id) AS nth FROM users
            ) AS numbered
            WHERE nth > 1)
    """)
    op.execute("UPDATE users SET name = split_part(email, '@', 1) WHERE name IS NULL")
    op.drop_index('ix_users_email', table_name='users')
    op.create_index('ix_users_email', 'users', ['email'], unique=True)
    op.alter_column('users', 'name', existing_type=sa.VARCHAR(), nullable=False,
                    comment=None, existing_comment='as the identity provider says')
    op.alter_column('users', 'email', existing_type=sa.VARCHAR(), nullable=False)
