"""Add marketplace and dashboard tables

Revision ID: a1b2c3d4e5f6
Revises: 00001_add_plugins
Create Date: 2025-12-17 12:00:00.000000

Also adds conditions_json to alert_rules: a rule may test several conditions.
The single condition of the existing rules is carried over.
"""
import json
from typing import Any, Sequence, Union

from alembic import context, op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'a1b2c3d4e5f6'
down_revision: Union[str, None] = '00001_add_plugins'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

# These metrics were stored as a fraction, but their rules were entered as percent.
PERCENT_METRICS = frozenset({'cpu_usage', 'memory_usage', 'disk_usage'})

INVERSE = {'gt': 'lte', 'lt': 'gte', 'gte': 'lt', 'lte': 'gt', 'eq': 'ne', 'ne': 'eq'}

alert_rules = sa.table(
    'alert_rules',
    sa.column('id', sa.Integer()),
    sa.column('name', sa.String()),
    sa.column('metric_name', sa.String()),
    sa.column('condition', sa.String()),
    sa.column('threshold', sa.Float()),
    sa.column('enabled', sa.Boolean()),
    sa.column('conditions_json', sa.Text()),
)


def conditions_of(rule: Any) -> dict[str, Any] | None:
    """The conditions of a rule of the old kind, None if they make no sense."""
    threshold = rule.threshold
    if rule.metric_name in PERCENT_METRICS:
        if not 0 <= threshold <= 100:
            return None
        if threshold > 1:
            threshold = round(threshold / 100, 4)
    return {
        'operator': 'AND',
        'conditions': [
            {
                'metric': rule.metric_name,
                'op': rule.condition,
                'value': threshold,
                'clear': {'op': INVERSE[rule.condition], 'value': threshold},
            }
        ],
    }


def convert_rules() -> None:
    connection = op.get_bind()
    rules = connection.execute(
        sa.select(
            alert_rules.c.id,
            alert_rules.c.metric_name,
            alert_rules.c.condition,
            alert_rules.c.threshold,
        ).order_by(alert_rules.c.id)
    ).all()
    for rule in rules:
        conditions = conditions_of(rule)
        if conditions is None:
            # it has never fired and never will
            connection.execute(
                alert_rules.update().where(alert_rules.c.id == rule.id).values(enabled=False)
            )
            continue
        connection.execute(
            alert_rules.update()
            .where(alert_rules.c.id == rule.id)
            .values(conditions_json=json.dumps(conditions, sort_keys=True))
        )


def convert_rules_offline() -> None:
    # as far as plain SQL goes: no percent, no inverse
    if op.get_context().dialect.name == 'postgresql':
        build = (
            "json_build_object('operator', 'AND', 'conditions', json_build_array("
            "json_build_object('metric', metric_name, 'op', condition, 'value', threshold)))::text"
        )
    else:
        build = (
            "json_object('operator', 'AND', 'conditions', json_array("
            "json_object('metric', metric_name, 'op', condition, 'value', threshold)))"
        )
    op.execute(f"UPDATE alert_rules SET conditions_json = {build} WHERE conditions_json IS NULL")


def upgrade() -> None:
    op.create_table(
        'marketplace_plugins',
        sa.Column('id', sa.String(length=100), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('version', sa.String(length=50), nullable=False),
        sa.Column('author', sa.String(length=200), nullable=False),
        sa.Column('description', sa.Text(), nullable=True),
        sa.Column('category', sa.String(length=50), nullable=False),
        sa.Column('download_url', sa.String(length=500), nullable=False),
        sa.Column('price', sa.Numeric(precision=10, scale=2), server_default='0.00', nullable=False),
        sa.Column('rating_average', sa.Numeric(3, 2), server_default=sa.text('0'), nullable=False),
        sa.Column('rating_count', sa.Integer(), server_default=sa.text('0'), nullable=False),
        sa.Column('verified', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('published_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint('rating_average >= 0 AND rating_average <= 5', name='rating_range'),
        sa.CheckConstraint('price >= 0', name='price'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(op.f('ix_marketplace_plugins_category'), 'marketplace_plugins', ['category'])

    op.create_table(
        'plugin_reviews',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('plugin_id', sa.String(length=100), nullable=False),
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.Column('rating', sa.SmallInteger(), nullable=False),
        sa.Column('title', sa.Unicode(length=200), nullable=True),
        sa.Column('review_text', sa.UnicodeText(), nullable=True),
        sa.Column('helpful_count', sa.Integer(), server_default=sa.text('0'), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint('rating BETWEEN 1 AND 5', name='rating'),
        sa.ForeignKeyConstraint(['plugin_id'], ['marketplace_plugins.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('plugin_id', 'user_id', name='uq_plugin_reviews_plugin_user'),
    )

    op.create_table(
        'plugin_installations',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('plugin_id', sa.String(length=100), nullable=False),
        sa.Column('user_id', sa.Uuid(), nullable=True),
        sa.Column('version', sa.String(length=50), nullable=False),
        sa.Column('is_active', sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column('installed_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column('uninstalled_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint('is_active = (uninstalled_at IS NULL)', name='active_or_gone'),
        sa.ForeignKeyConstraint(['plugin_id'], ['marketplace_plugins.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(
        'uq_plugin_installations_active',
        'plugin_installations',
        ['plugin_id', 'user_id'],
        unique=True,
        postgresql_where=sa.text('is_active'),
        sqlite_where=sa.text('is_active'),
    )

    op.create_table(
        'plugin_downloads',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('plugin_id', sa.String(length=100), nullable=False),
        sa.Column('version', sa.String(length=50), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('count', sa.Integer(), server_default=sa.text('1'), nullable=False),
        sa.Column('country', sa.CHAR(2), nullable=True),
        sa.ForeignKeyConstraint(['plugin_id'], ['marketplace_plugins.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('plugin_id', 'version', 'day', 'country', name='uq_plugin_downloads_day'),
    )

    op.create_table(
        'dashboards',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('description', sa.Text(), nullable=True),
        sa.Column('layout', sa.JSON(), nullable=True),
        sa.Column('is_default', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('is_shared', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(
        'uq_dashboards_default',
        'dashboards',
        ['user_id'],
        unique=True,
        postgresql_where=sa.text('is_default'),
        sqlite_where=sa.text('is_default'),
    )

    op.create_table(
        'dashboard_widgets',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('dashboard_id', sa.Uuid(), nullable=False),
        sa.Column('widget_type', sa.String(length=50), nullable=False),
        sa.Column('title', sa.String(length=200), nullable=True),
        *(
            sa.Column(f'position_{axis}' if size is None else size, sa.Integer(), server_default=default, nullable=False)
            for axis, size, default in (
                ('x', None, '0'),
                ('y', None, '0'),
                ('x', 'width', '4'),
                ('y', 'height', '3'),
            )
        ),
        sa.Column('config', sa.JSON(), nullable=True),
        sa.Column('refresh_interval', sa.Integer(), server_default='30', nullable=True),
        sa.CheckConstraint('width > 0 AND height > 0', name='size'),
        sa.ForeignKeyConstraint(['dashboard_id'], ['dashboards.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(op.f('ix_dashboard_widgets_dashboard_id'), 'dashboard_widgets', ['dashboard_id'])

    op.add_column('alert_rules', sa.Column('conditions_json', sa.Text(), nullable=True))
    if context.is_offline_mode():
        convert_rules_offline()
    else:
        convert_rules()

    # A rule with several conditions has no single threshold.
    with op.batch_alter_table('alert_rules') as batch_op:
        batch_op.alter_column('condition', existing_type=sa.String(length=10), nullable=True)
        batch_op.alter_column('threshold', existing_type=sa.Float(), nullable=True)
        batch_op.create_check_constraint(
            'has_condition', 'condition IS NOT NULL OR conditions_json IS NOT NULL'
        )


def downgrade() -> None:
    # rules of the new kind cannot be kept
    op.execute(
        sa.delete(alert_rules).where(
            sa.or_(alert_rules.c.condition.is_(None), alert_rules.c.threshold.is_(None))
        )
    )
    with op.batch_alter_table('alert_rules') as batch_op:
        batch_op.drop_constraint('has_condition', type_='check')
        batch_op.alter_column('threshold', existing_type=sa.Float(), nullable=False)
        batch_op.alter_column('condition', existing_type=sa.String(length=10), nullable=False)
        batch_op.drop_column('conditions_json')

    op.drop_index(op.f('ix_dashboard_widgets_dashboard_id'), table_name='dashboard_widgets')
    op.drop_table('dashboard_widgets')
    op.drop_index('uq_dashboards_default', table_name='dashboards')
    op.drop_table('dashboards')
    op.drop_table('plugin_downloads')
    op.drop_index('uq_plugin_installations_active', table_name='plugin_installations')
    op.drop_table('plugin_installations')
    op.drop_table('plugin_reviews')
    op.drop_index(op.f('ix_marketplace_plugins_category'), table_name='marketplace_plugins')
    op.drop_table('marketplace_plugins')
