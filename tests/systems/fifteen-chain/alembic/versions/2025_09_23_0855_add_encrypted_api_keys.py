"""Add encrypted API key storage

Revision ID: add_encrypted_api_keys
Revises: add_is_default_api_keys
Create Date: 2025-09-23 08:55:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'add_encrypted_api_keys'
down_revision = 'add_is_default_api_keys'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('api_keys') as batch_op:
        batch_op.add_column(sa.Column('encrypted_key', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('encryption_nonce', sa.LargeBinary(length=12), nullable=True))
        batch_op.add_column(sa.Column('encryption_version', sa.Integer(), server_default=sa.text('1'), nullable=True))
        batch_op.create_check_constraint(
            'ck_api_keys_encrypted_with_nonce',
            '(encrypted_key IS NULL) = (encryption_nonce IS NULL)',
        )
        batch_op.alter_column('hashed_key', existing_type=sa.String(), type_=sa.String(length=128), nullable=False)

    op.create_index('ix_api_keys_encrypted', 'api_keys', ['encryption_version'],
                    postgresql_where='encrypted_key IS NOT NULL')


def downgrade():
    op.drop_index('ix_api_keys_encrypted', table_name='api_keys', if_exists=True)
    with op.batch_alter_table('api_keys') as batch_op:
        batch_op.alter_column('hashed_key', existing_type=sa.String(length=128), type_=sa.String())
        batch_op.drop_constraint('ck_api_keys_encrypted_with_nonce', type_='check')
        batch_op.drop_column('encryption_version')
        batch_op.drop_column('encryption_nonce')
        batch_op.drop_column('encrypted_key')
