"""link invoices to orders

Revision ID: 0a7f3e2d9c56
Revises: e5d9a04c3b18
Create Date: 2025-03-24 11:11:11.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0a7f3e2d9c56'
down_revision = 'e5d9a04c3b18'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('invoices', sa.Column('order_id', sa.Integer(), nullable=True))
    op.create_index('ix_invoices_order_id', 'invoices', ['order_id'])


def downgrade():
    op.drop_index('ix_invoices_order_id', table_name='invoices')
    op.drop_column('invoices', 'order_id')
