"""try account tags

Revision ID: b39e6d1f8a24
Revises: e5d9a04c3b18
Create Date: 2025-03-25 09:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'b39e6d1f8a24'
down_revision = 'e5d9a04c3b18'
branch_labels = 'experimental'
depends_on = None


def upgrade():
    op.create_table(
        'account_tags',
        sa.Column('account_id', sa.Integer(), sa.ForeignKey('accounts.id'), primary_key=True),
        sa.Column('tag', sa.String(50), primary_key=True),
    )


def downgrade():
    op.drop_table('account_tags')
