"""Add OAuth links

Revision ID: 12df4f8e6ba9
Revises: 70974ae864ff
Create Date: 2025-12-22 11:20:17.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '12df4f8e6ba9'
down_revision = '70974ae864ff'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'user_oauth_links',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.Column('provider', sa.String(length=50), nullable=False),
        sa.Column('provider_user_id', sa.String(length=255), nullable=False),
        sa.Column('provider_email', sa.String(length=255), nullable=True),
        sa.Column('access_token', sa.Text(), nullable=True),
        sa.Column('refresh_token', sa.Text(), nullable=True),
        sa.Column('token_expires_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
        # an account of a provider belongs to one user
        sa.UniqueConstraint('provider', 'provider_user_id', name='uq_oauth_provider_account'),
        sa.UniqueConstraint('user_id', 'provider'),
    )
    op.create_index('ix_user_oauth_links_email_lower', 'user_oauth_links', [sa.text('lower(provider_email)')])


def downgrade():
    op.drop_index('ix_user_oauth_links_email_lower', table_name='user_oauth_links')
    op.drop_table('user_oauth_links')
