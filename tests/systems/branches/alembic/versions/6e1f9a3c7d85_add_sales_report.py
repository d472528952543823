"""add sales report

The view reads tables of the core branch, whichever of its heads is deployed.

Revision ID: 6e1f9a3c7d85
Revises: 2d8c4b6f1e70
Create Date: 2025-03-26 17:00:00.000000

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = '6e1f9a3c7d85'
down_revision = '2d8c4b6f1e70'
branch_labels = None
depends_on = ('91c3e5a7d042', 'c8f21b7a6e93')


def upgrade():
    op.execute(
        'CREATE VIEW sales_report AS '
        'SELECT a.id, a.name, '
        '(SELECT count(*) FROM orders o WHERE o.account_id = a.id) AS orders, '
        '(SELECT sum(i.total) FROM invoices i WHERE i.account_id = a.id) AS invoiced '
        'FROM accounts a'
    )


def downgrade():
    op.execute('DROP VIEW sales_report')
