"""Add plugin execution tables

Revision ID: add_plugin_execution
Revises: a1b2c3d4e5f6
Create Date: 2026-01-03 18:01:48.000000

Track plugin execution, metrics, and custom alerts.
"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'add_plugin_execution'
down_revision = 'a1b2c3d4e5f6'
branch_labels = None
depends_on = None


def _tables():
    return set(sa.inspect(op.get_bind()).get_table_names())


def upgrade():
    # The tables may be there already: the first release of the plugin runner
    # made them with create_all().
    existing = set() if op.get_context().as_sql else _tables()

    if 'plugin_executions' not in existing:
        op.create_table(
            'plugin_executions',
            sa.Column('id', sa.Integer(), nullable=False),
            sa.Column('plugin_id', sa.String(length=100), nullable=False),
            sa.Column('started_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
            sa.Column('completed_at', sa.DateTime(timezone=True), nullable=True),
            sa.Column('status', sa.String(length=20), server_default='running', nullable=False),
            sa.Column('duration_ms', sa.Integer(), nullable=True),
            sa.Column('max_runtime', sa.Interval(), nullable=True),
            sa.Column('error_message', sa.Text(), nullable=True),
            sa.Column('result', sa.JSON(), nullable=True),
            sa.Column('metrics_count', sa.Integer(), server_default='0', nullable=False),
            sa.CheckConstraint("status IN ('running', 'success', 'failed', 'timeout')", name='status'),
            sa.CheckConstraint(
                "(status = 'running') = (completed_at IS NULL)", name='completed_when_done'
            ),
            sa.ForeignKeyConstraint(['plugin_id'], ['plugins.id'], ondelete='CASCADE'),
            sa.PrimaryKeyConstraint('id'),
        )
        op.create_index('ix_plugin_executions_plugin_started', 'plugin_executions', ['plugin_id', 'started_at'])
        op.create_index(
            'ix_plugin_executions_running',
            'plugin_executions',
            ['started_at'],
            postgresql_where=sa.text("status = 'running'"),
            sqlite_where=sa.text("status = 'running'"),
        )

    if 'plugin_metrics' not in existing:
        op.create_table(
            'plugin_metrics',
            sa.Column('id', sa.Integer(), nullable=False),
            sa.Column('plugin_id', sa.String(length=100), nullable=False),
            sa.Column('execution_id', sa.Integer(), nullable=True),
            sa.Column('timestamp', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
            sa.Column('metric_name', sa.String(length=100), nullable=False),
            sa.Column('value', sa.Double(), nullable=True),
            sa.Column('text_value', sa.Text(), nullable=True),
            sa.Column('tags', sa.JSON(), nullable=True),
            sa.CheckConstraint('value IS NOT NULL OR text_value IS NOT NULL', name='any_value'),
            sa.ForeignKeyConstraint(['plugin_id'], ['plugins.id'], ondelete='CASCADE'),
            sa.ForeignKeyConstraint(['execution_id'], ['plugin_executions.id'], ondelete='SET NULL'),
            sa.PrimaryKeyConstraint('id'),
        )
        op.create_index(
            'ix_plugin_metrics_lookup',
            'plugin_metrics',
            ['plugin_id', 'metric_name', sa.text('timestamp DESC')],
        )

    if 'plugin_alerts' not in existing:
        op.create_table(
            'plugin_alerts',
            sa.Column('id', sa.Uuid(), nullable=False),
            sa.Column('plugin_id', sa.String(length=100), nullable=False),
            sa.Column('alert_rule_id', sa.Integer(), nullable=True),
            sa.Column('metric_name', sa.String(length=100), nullable=False),
            sa.Column('message', sa.Text(), nullable=False),
            sa.Column('severity', sa.String(length=20), server_default='warning', nullable=False),
            sa.Column('acknowledged', sa.Boolean(), server_default=sa.false(), nullable=False),
            sa.Column('triggered_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
            sa.Column('resolved_at', sa.DateTime(timezone=True), nullable=True),
            sa.ForeignKeyConstraint(['plugin_id'], ['plugins.id'], ondelete='CASCADE'),
            sa.ForeignKeyConstraint(['alert_rule_id'], ['alert_rules.id'], ondelete='SET NULL'),
            sa.PrimaryKeyConstraint('id'),
        )
        op.create_index(
            'ix_plugin_alerts_open',
            'plugin_alerts',
            ['plugin_id', 'severity'],
            postgresql_where=sa.text('resolved_at IS NULL'),
            sqlite_where=sa.text('resolved_at IS NULL'),
        )


def downgrade():
    op.drop_index('ix_plugin_alerts_open', table_name='plugin_alerts')
    op.drop_table('plugin_alerts')
    op.drop_index('ix_plugin_metrics_lookup', table_name='plugin_metrics')
    op.drop_table('plugin_metrics')
    op.drop_index('ix_plugin_executions_running', table_name='plugin_executions')
    op.drop_index('ix_plugin_executions_plugin_started', table_name='plugin_executions')
    op.drop_table('plugin_executions')
