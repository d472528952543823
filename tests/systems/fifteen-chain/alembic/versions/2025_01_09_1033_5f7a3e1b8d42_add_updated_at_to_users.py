"""add updated_at to users

Revision ID: 5f7a3e1b8d42
Revises: 881e615d25ac
Create Date: 2025-01-09 10:33:41.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '5f7a3e1b8d42'
down_revision = '881e615d25ac'
branch_labels = None
depends_on = None

# also used, with another table, by later migrations
TOUCH_FUNCTION = """
CREATE OR REPLACE FUNCTION touch_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    -- an UPDATE that changes nothing is not a change
    IF ROW(NEW.*) IS DISTINCT FROM ROW(OLD.*) THEN
        NEW.updated_at := now();
    END IF;
    RETURN NEW;
END;
$$
"""


def upgrade():
    op.add_column('users', sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=True))
    op.execute("UPDATE users SET updated_at = COALESCE(created_at AT TIME ZONE 'UTC', now())")
    op.alter_column('users', 'updated_at', existing_type=sa.DateTime(timezone=True), nullable=False)

    # created_at was a naive UTC time
    op.alter_column(
        'users',
        'created_at',
        existing_type=sa.DateTime(),
        type_=sa.DateTime(timezone=True),
        existing_nullable=True,
        server_default=sa.text("now()"),
        postgresql_using="created_at AT TIME ZONE 'UTC'",
    )

    op.execute(TOUCH_FUNCTION)
    op.execute(
        'CREATE TRIGGER users_touch_updated_at BEFORE UPDATE ON users '
        'FOR EACH ROW EXECUTE FUNCTION touch_updated_at()'
    )


def downgrade():
    op.execute('DROP TRIGGER IF EXISTS users_touch_updated_at ON users')
    op.execute('DROP FUNCTION IF EXISTS touch_updated_at()')
    op.alter_column(
        'users',
        'created_at',
        existing_type=sa.DateTime(timezone=True),
        type_=sa.DateTime(),
        existing_nullable=True,
        server_default=None,
        postgresql_using="created_at AT TIME ZONE 'UTC'",
    )
    op.drop_column('users', 'updated_at')
