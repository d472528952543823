"""add account email

Both feature teams started from here.

Revision ID: 7b6d20e8f914
Revises: 4f0a1c9b2d31
Create Date: 2025-03-10 10:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '7b6d20e8f914'
down_revision = '4f0a1c9b2d31'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('accounts', sa.Column('email', sa.String(length=255), nullable=True))
    op.create_index('ix_accounts_email', 'accounts', ['email'])


def downgrade():
    op.drop_index('ix_accounts_email', table_name='accounts')
    op.drop_column('accounts', 'email')
