"""fix session constraints

UNIQUE (api_key_id, is_active) allows one active session per key, but also only
one *inactive* one: the second time a session ends the UPDATE fails. A partial
unique index says what was meant. Sessions that were closed by hand with a
negative id trick are put right first: of several active ones of a user and
model the one that expires last stays active.

Revision ID: fix_session_constraints
Revises: 7c29c35fc9bc
Create Date: 2024-12-05 19:02:00.000000

"""
from alembic import context, op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'fix_session_constraints'
down_revision = '7c29c35fc9bc'
branch_labels = None
depends_on = None


user_sessions = sa.table(
    'user_sessions',
    sa.column('id', sa.Integer),
    sa.column('user_id', sa.Integer),
    sa.column('model_id', sa.String),
    sa.column('expires_at', sa.DateTime),
    sa.column('is_active', sa.Boolean),
)


def close_duplicates():
    connection = op.get_bind()
    query = (
        sa.select(user_sessions.c.id, user_sessions.c.user_id, user_sessions.c.model_id)
        .where(user_sessions.c.is_active.is_(True))
        .order_by(user_sessions.c.expires_at.desc(), user_sessions.c.id.desc())
    )
    kept = {}
    surplus = []
    for session_id, user_id, model_id in connection.execute(query):
        if kept.setdefault((user_id, model_id), session_id) != session_id:
            surplus.append(session_id)
    if surplus:
        print(f'closing {len(surplus)} duplicate session(s)')
        connection.execute(
            sa.update(user_sessions)
            .where(user_sessions.c.id.in_(surplus))
            .values(is_active=False)
        )


def upgrade():
    op.drop_constraint('uq_user_sessions_api_key_active', 'user_sessions', type_='unique')

    if context.is_offline_mode():
        op.execute("""
            UPDATE user_sessions s SET is_active = false
            WHERE s.is_active AND EXISTS (
                SELECT 1 FROM user_sessions o
                WHERE o.user_id = s.user_id AND o.model_id = s.model_id AND o.is_active
                  AND (o.expires_at, o.id) > (s.expires_at, s.id))
        """)
    else:
        close_duplicates()

    op.create_index(
        'uq_user_sessions_one_active',
        'user_sessions',
        ['user_id', 'model_id'],
        unique=True,
        postgresql_where=user_sessions.c.is_active.is_(True),
    )
    op.create_check_constraint(
        'ck_user_sessions_expiry', 'user_sessions', 'expires_at > created_at'
    )
    op.drop_constraint('user_sessions_user_id_fkey', 'user_sessions', type_='foreignkey')
    op.create_foreign_key(
        'user_sessions_user_id_fkey', 'user_sessions', 'users',
        ['user_id'], ['id'], ondelete='CASCADE',
    )


def downgrade():
    op.drop_constraint('user_sessions_user_id_fkey', 'user_sessions', type_='foreignkey')
    op.create_foreign_key(
        'user_sessions_user_id_fkey', 'user_sessions', 'users', ['user_id'], ['id']
    )
    op.drop_constraint('ck_user_sessions_expiry', 'user_sessions', type_='check')
    op.drop_index('uq_user_sessions_one_active', table_name='user_sessions')
    # The old constraint holds one inactive session per key: keep the newest.
    op.execute("""
        DELETE FROM user_sessions s USING user_sessions newer
        WHERE s.api_key_id = newer.api_key_id
          AND s.is_active = newer.is_active
          AND s.id < newer.id
    """)
    op.create_unique_constraint(
        'uq_user_sessions_api_key_active', 'user_sessions', ['api_key_id', 'is_active']
    )
