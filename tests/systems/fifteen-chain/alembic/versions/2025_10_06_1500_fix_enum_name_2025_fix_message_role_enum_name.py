"""Fix message role enum name

The model says Enum(MessageRole, name="message_role_enum"), the migration of
September created "messagerole". Some databases were repaired by hand since, so
the catalogue is asked what is there:

  * only the old type            -> rename it
  * both types                   -> move the columns over, drop the old one
  * only the new type            -> nothing to rename
  * neither (role still VARCHAR) -> create it and convert the column

and a label that is missing from the result is added.

Revision ID: fix_enum_name_2025
Revises: add_encrypted_api_keys
Create Date: 2025-10-06 15:00:00.000000

"""
import logging

from alembic import context, op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'fix_enum_name_2025'
down_revision = 'add_encrypted_api_keys'
branch_labels = None
depends_on = None

logger = logging.getLogger('alembic.runtime.migration')

OLD = 'messagerole'
NEW = 'message_role_enum'
LABELS = ['user', 'assistant', 'system']


def enum_labels(conn, name):
    """The labels of an enum type in order, None if there is no such type."""
    rows = conn.execute(
        sa.text("""
            SELECT e.enumlabel
            FROM pg_type t
            JOIN pg_namespace n ON n.oid = t.typnamespace
            LEFT JOIN pg_enum e ON e.enumtypid = t.oid
            WHERE t.typname = :name AND t.typtype = 'e' AND n.nspname = current_schema()
            ORDER BY e.enumsortorder
        """),
        {'name': name},
    ).scalars().all()
    if not rows:
        return None
    return [label for label in rows if label is not None]


def columns_of_type(conn, name):
    return conn.execute(
        sa.text("""
            SELECT c.relname AS table_name, a.attname AS column_name,
                   pg_get_expr(d.adbin, d.adrelid) AS default
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE t.typname = :name AND NOT a.attisdropped
            ORDER BY c.relname, a.attnum
        """).bindparams(name=name)
    ).all()


def convert(table, column, default):
    op.execute(f'ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT')
    op.execute(
        f'ALTER TABLE {table} ALTER COLUMN {column} '
        f'TYPE {NEW} USING {column}::text::{NEW}'
    )
    if default:
        label = default.split("'")[1]
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT '{label}'::{NEW}")


def upgrade():
    if context.is_offline_mode():
        # the case of every database that ran nothing but these migrations
        op.execute(f'ALTER TYPE {OLD} RENAME TO {NEW}')
        return

    conn = op.get_bind()
    old, new = enum_labels(conn, OLD), enum_labels(conn, NEW)

    if old is not None and new is None:
        logger.info('renaming enum %s to %s', OLD, NEW)
        op.execute(f'ALTER TYPE {OLD} RENAME TO {NEW}')
        new = old
    elif old is None and new is None:
        labels = ', '.join(repr(label) for label in LABELS)
        op.execute(f'CREATE TYPE {NEW} AS ENUM ({labels})')
        new = list(LABELS)
        convert('messages', 'role', "'user'")

    missing = [label for label in LABELS if label not in new]
    if missing:
        # a new label cannot be used in the transaction that adds it
        with op.get_context().autocommit_block():
            for label in missing:
                op.execute(f"ALTER TYPE {NEW} ADD VALUE IF NOT EXISTS '{label}'")

    if old is not None and enum_labels(conn, OLD) is not None:
        for row in columns_of_type(conn, OLD):
            logger.info('moving %s.%s to %s', row.table_name, row.column_name, NEW)
            convert(row.table_name, row.column_name, row.default)
        op.execute(f'DROP TYPE {OLD}')


def downgrade():
    op.execute(f'ALTER TYPE {NEW} RENAME TO {OLD}')
