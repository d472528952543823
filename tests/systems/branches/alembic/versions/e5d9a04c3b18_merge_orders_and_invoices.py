"""merge orders and invoices

Revision ID: e5d9a04c3b18
Revises: 91c3e5a7d042, c8f21b7a6e93
Create Date: 2025-03-21 16:45:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'e5d9a04c3b18'
down_revision: Union[str, Sequence[str], None] = ('91c3e5a7d042', 'c8f21b7a6e93')
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    pass


def downgrade() -> None:
    """Downgrade schema."""
    pass
