"""Add message role enum

messages.role becomes an enum. The clients of the beta wrote what their SDK
called the roles, so the values in use are looked at first.

Revision ID: add_message_role_enum
Revises: add_chat_tables
Create Date: 2025-09-15 17:40:00.000000

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision = 'add_message_role_enum'
down_revision = 'add_chat_tables'
branch_labels = None
depends_on = None

ROLES = ('user', 'assistant', 'system')
ALIASES = {'human': 'user', 'ai': 'assistant', 'bot': 'assistant', 'developer': 'system'}

message_role = postgresql.ENUM(*ROLES, name='messagerole')
messages = sa.table('messages', sa.column('role', sa.String(20)))


def upgrade():
    bind = op.get_bind()
    message_role.create(bind, checkfirst=True)

    if op.get_context().as_sql:
        # nothing to read here: all aliases, and the rest are users
        for alias, role in ALIASES.items():
            op.execute(
                messages.update()
                .where(sa.func.lower(messages.c.role) == op.inline_literal(alias))
                .values({'role': op.inline_literal(role)})
            )
        op.execute(
            messages.update()
            .where(messages.c.role.not_in(ROLES))
            .values(role='user')
        )
    else:
        in_use = [row[0] for row in bind.execute(sa.select(messages.c.role).distinct())]
        for value in sorted(in_use):
            if value in ROLES:
                continue
            role = ALIASES.get(value.strip().lower())
            if role is None:
                role = value.strip().lower() if value.strip().lower() in ROLES else 'user'
            bind.execute(sa.update(messages).where(messages.c.role == value).values(role=role))

    # the default cannot be cast together with the type
    op.alter_column('messages', 'role', server_default=None)
    op.alter_column(
        'messages',
        'role',
        existing_type=sa.String(length=20),
        type_=message_role,
        existing_nullable=False,
        postgresql_using='role::messagerole',
    )
    op.alter_column('messages', 'role', server_default=sa.text("'user'::messagerole"))


def downgrade():
    op.alter_column('messages', 'role', server_default=None)
    op.alter_column(
        'messages',
        'role',
        existing_type=message_role,
        type_=sa.String(length=20),
        existing_nullable=False,
        postgresql_using='role::text',
    )
    op.alter_column('messages', 'role', server_default='user')
    message_role.drop(op.get_bind(), checkfirst=True)
