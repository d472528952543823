"""create invoices

Revision ID: c8f21b7a6e93
Revises: 7b6d20e8f914
Create Date: 2025-03-18 08:05:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c8f21b7a6e93'
down_revision = '7b6d20e8f914'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'invoices',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('total', sa.Numeric(10, 2), server_default='0', nullable=False),
        sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], ondelete='CASCADE'),
    )


def downgrade():
    op.drop_table('invoices')
