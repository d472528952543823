"""create orders

Revision ID: 91c3e5a7d042
Revises: 7b6d20e8f914
Create Date: 2025-03-17 14:20:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '91c3e5a7d042'
down_revision = '7b6d20e8f914'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'orders',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('account_id', sa.Integer(), sa.ForeignKey('accounts.id'), nullable=False),
        sa.Column('placed_on', sa.Date(), nullable=False),
    )


def downgrade():
    op.drop_table('orders')
