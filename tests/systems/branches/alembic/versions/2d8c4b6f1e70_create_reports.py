"""create reports

Revision ID: 2d8c4b6f1e70
Revises: 
Create Date: 2025-03-12 13:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '2d8c4b6f1e70'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = ('reporting',)
depends_on: Union[str, Sequence[str], None] = '4f0a1c9b2d31'


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('reports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_reports_account_id_accounts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reports'))
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('reports')
