"""Add plugins table

Revision ID: 00001_add_plugins
Revises: 8f3d9e2a1c45
Create Date: 2026-01-03 10:00:00.000000

Core plugin system with metadata and configuration.
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision = '00001_add_plugins'
down_revision = '8f3d9e2a1c45'
branch_labels = None
depends_on = None

# JSONB where there is such a thing
JSONType = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql')

BUILTIN_PLUGINS = [
    {'id': 'system-info', 'name': 'System Info', 'category': 'system', 'builtin': True},
    {'id': 'docker-monitor', 'name': 'Docker Monitor', 'category': 'containers', 'builtin': True},
    {'id': 'disk-monitor', 'name': "Disk Monitor (S.M.A.R.T. 'n' usage)", 'category': 'storage', 'builtin': True},
]


def is_postgresql():
    return op.get_bind().dialect.name == 'postgresql'


def upgrade():
    plugins = op.create_table(
        'plugins',
        sa.Column('id', sa.String(length=100), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('version', sa.String(length=50), server_default='1.0.0', nullable=False),
        sa.Column('description', sa.Text(), nullable=True),
        sa.Column('author', sa.String(length=200), nullable=True),
        sa.Column('category', sa.String(length=50), nullable=False),
        sa.Column('tags', JSONType, nullable=True),
        sa.Column('enabled', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('builtin', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('config', JSONType, server_default=sa.text("'{}'"), nullable=False),
        sa.Column('health_status', sa.String(length=20), server_default='unknown', nullable=False),
        sa.Column('error_count', sa.Integer(), server_default='0', nullable=False),
        sa.Column('installed_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint(
            "health_status IN ('healthy', 'degraded', 'unhealthy', 'unknown')", name='health_status'
        ),
        sa.PrimaryKeyConstraint('id'),
        comment='Installed plugins',
    )
    for column in ['category', 'enabled']:
        op.create_index(op.f(f'ix_plugins_{column}'), 'plugins', [column], unique=False)

    op.bulk_insert(plugins, BUILTIN_PLUGINS)

    if is_postgresql():
        op.create_index('ix_plugins_tags', 'plugins', ['tags'], postgresql_using='gin')
        op.execute("""
            CREATE FUNCTION plugins_touch() RETURNS trigger AS $$
            BEGIN
                NEW.updated_at := now();
                RETURN NEW;
            END
            $$ LANGUAGE plpgsql
        """)
        op.execute("""
            CREATE TRIGGER plugins_touch BEFORE UPDATE ON plugins
            FOR EACH ROW EXECUTE FUNCTION plugins_touch()
        """)
    else:
        op.execute("""
            CREATE TRIGGER plugins_touch AFTER UPDATE ON plugins
            FOR EACH ROW WHEN NEW.updated_at = OLD.updated_at
            BEGIN
                UPDATE plugins SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
            END
        """)


def downgrade():
    if is_postgresql():
        op.execute('DROP TRIGGER plugins_touch ON plugins')
        op.execute('DROP FUNCTION plugins_touch()')
        op.drop_index('ix_plugins_tags', table_name='plugins', postgresql_using='gin')
    else:
        op.execute('DROP TRIGGER plugins_touch')
    op.drop_index(op.f('ix_plugins_enabled'), table_name='plugins')
    op.drop_index(op.f('ix_plugins_category'), table_name='plugins')
    op.drop_table('plugins')
