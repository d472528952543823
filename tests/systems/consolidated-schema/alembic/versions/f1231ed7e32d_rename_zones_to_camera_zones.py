"""rename zones to camera_zones

Revision ID: f1231ed7e32d
Revises: b2c3d4e5f6g7
Create Date: 2026-01-21 08:30:17.902551

The table is named like its model, CameraZone. Databases that were created by
the development branch have camera_zones already.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import context, op

# revision identifiers, used by Alembic.
revision: str = "f1231ed7e32d"
down_revision: str | Sequence[str] | None = "b2c3d4e5f6g7"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INDEXES = ["camera_id", "enabled", "camera_enabled"]
CONSTRAINTS = [
    ("zones_pkey", "camera_zones_pkey"),
    ("zones_camera_id_fkey", "camera_zones_camera_id_fkey"),
    ("ck_zones_priority_non_negative", "ck_camera_zones_priority_non_negative"),
    ("ck_zones_color_hex", "ck_camera_zones_color_hex"),
]


def table_exists(name: str) -> bool:
    return name in sa.inspect(op.get_bind()).get_table_names()


def upgrade() -> None:
    """Apply schema changes."""
    if not context.is_offline_mode() and table_exists("camera_zones"):
        return

    op.rename_table("zones", "camera_zones")
    for suffix in INDEXES:
        op.execute(f"ALTER INDEX idx_zones_{suffix} RENAME TO idx_camera_zones_{suffix}")
    for old, new in CONSTRAINTS:
        op.execute(f"ALTER TABLE camera_zones RENAME CONSTRAINT {old} TO {new}")
    op.create_table_comment(
        "camera_zones",
        "Geographic regions per camera (model: CameraZone)",
        existing_comment="Geographic regions per camera",
    )


def downgrade() -> None:
    """Reverse schema changes."""
    op.create_table_comment(
        "camera_zones",
        "Geographic regions per camera",
        existing_comment="Geographic regions per camera (model: CameraZone)",
    )
    for old, new in reversed(CONSTRAINTS):
        op.execute(f"ALTER TABLE camera_zones RENAME CONSTRAINT {new} TO {old}")
    for suffix in reversed(INDEXES):
        op.execute(f"ALTER INDEX idx_camera_zones_{suffix} RENAME TO idx_zones_{suffix}")
    op.rename_table("camera_zones", "zones")
