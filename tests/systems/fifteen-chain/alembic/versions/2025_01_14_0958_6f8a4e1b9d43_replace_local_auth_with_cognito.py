"""replace local auth with cognito

Passwords leave our database. Users who registered through the Cognito preview
have a "cognito:<sub>" in hashed_password: they keep that identity. The others
get a placeholder and are linked by e-mail at their next login.

Revision ID: 6f8a4e1b9d43
Revises: 5f7a3e1b8d42
Create Date: 2025-01-14 09:58:19.000000

"""
import re

from alembic import context, op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '6f8a4e1b9d43'
down_revision = '5f7a3e1b8d42'
branch_labels = None
depends_on = None

SUB = re.compile(r'^cognito:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$')


def fill_cognito_ids():
    conn = op.get_bind()
    users = conn.execute(sa.text('SELECT id, email, hashed_password FROM users ORDER BY id')).fetchall()
    taken = set()
    for user in users:
        match = SUB.match(user.hashed_password or '')
        cognito_id = match.group(1) if match else None
        if cognito_id is None or cognito_id in taken:
            # linked at the next login
            cognito_id = 'pending-%06d' % user.id
        taken.add(cognito_id)
        conn.execute(
            sa.text('UPDATE users SET cognito_user_id = :sub, email = :email WHERE id = :id'),
            {'sub': cognito_id, 'email': user.email.strip().lower(), 'id': user.id},
        )


def upgrade():
    op.add_column('users', sa.Column('cognito_user_id', sa.String(length=255), nullable=True))

    if context.is_offline_mode():
        op.execute(
            "UPDATE users SET email = lower(trim(email)), cognito_user_id = "
            "CASE WHEN hashed_password LIKE 'cognito:%' THEN substr(hashed_password, 9) "
            "ELSE 'pending-' || lpad(id\\:\\:text, 6, '0') END"
        )
    else:
        fill_cognito_ids()

    op.alter_column('users', 'cognito_user_id', existing_type=sa.String(length=255), nullable=False)
    op.create_index(op.f('ix_users_cognito_user_id'), 'users', ['cognito_user_id'], unique=True)
    op.drop_column('users', 'hashed_password')


def downgrade():
    op.add_column(
        'users',
        sa.Column('hashed_password', sa.String(), server_default='!', nullable=False),
    )
    op.execute("UPDATE users SET hashed_password = 'cognito:' || cognito_user_id "
               "WHERE cognito_user_id NOT LIKE 'pending-%'")
    op.alter_column('users', 'hashed_password', existing_type=sa.String(), server_default=None)
    op.drop_index(op.f('ix_users_cognito_user_id'), table_name='users')
    op.drop_column('users', 'cognito_user_id')
