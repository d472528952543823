"""Add property and area models

Revision ID: b2c3d4e5f6g7
Revises: a1b2c3d4e5f6
Create Date: 2026-01-20 17:05:31.660417

Cameras upload into /export/<site>/<camera>; until now the site was known only
from that path. Each site becomes a property of the default household and each
kind of zone that one of its cameras watches becomes an area.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision: str = "b2c3d4e5f6g7"
down_revision: str | Sequence[str] | None = "a1b2c3d4e5f6"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

logger = logging.getLogger("alembic.runtime.migration")

UPLOAD_ROOT = "/export/"
AREA_COLORS = {
    "entry_point": "#EF4444",
    "driveway": "#F59E0B",
    "sidewalk": "#6B7280",
    "yard": "#10B981",
}


def site_of(folder_path: str) -> str:
    """The site part of an upload folder, "Main" where there is none."""
    if not folder_path.startswith(UPLOAD_ROOT):
        return "Main"
    parts = [part for part in folder_path[len(UPLOAD_ROOT) :].split("/") if part]
    if len(parts) < 2:
        return "Main"
    return parts[0].replace("_", " ").title()


def upgrade() -> None:
    """Apply schema changes."""
    op.create_table(
        "properties",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=True),
        sa.Column("timezone", sa.String(length=50), server_default="UTC", nullable=False),
        sa.Column("latitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_properties_both_coordinates")
        ),
        sa.CheckConstraint(
            "latitude IS NULL OR latitude BETWEEN -90 AND 90", name=op.f("ck_properties_latitude")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["households.id"],
            name=op.f("fk_properties_household_id_households"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_properties")),
        sa.UniqueConstraint("household_id", "name", name=op.f("uq_properties_household_id_name")),
    )
    op.create_index(op.f("ix_properties_household_id"), "properties", ["household_id"])

    op.create_table(
        "areas",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("color", sa.String(length=7), server_default="#76B900", nullable=False),
        sa.Column("polygon", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("color ~ '^#[0-9A-Fa-f]{6}$'", name=op.f("ck_areas_color_hex")),
        sa.ForeignKeyConstraint(
            ["property_id"],
            ["properties.id"],
            name=op.f("fk_areas_property_id_properties"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_areas")),
        sa.UniqueConstraint("property_id", "name", name=op.f("uq_areas_property_id_name")),
    )
    op.create_index(op.f("ix_areas_property_id"), "areas", ["property_id"])

    op.add_column("cameras", sa.Column("property_id", sa.Integer(), nullable=True))

    if context.is_offline_mode():
        op.execute(
            "INSERT INTO properties (household_id, name) "
            "SELECT min(id), 'Main' FROM households HAVING count(*) > 0"
        )
        op.execute(
            "UPDATE cameras SET property_id = (SELECT min(id) FROM properties) "
            "WHERE property_id IS NULL"
        )
    else:
        assign_cameras()

    # Every camera has a property now.
    op.alter_column("cameras", "property_id", existing_type=sa.Integer(), nullable=False)
    op.create_foreign_key(
        op.f("fk_cameras_property_id_properties"),
        "cameras",
        "properties",
        ["property_id"],
        ["id"],
        ondelete="RESTRICT",
    )
    op.create_index(op.f("ix_cameras_property_id"), "cameras", ["property_id"])


def assign_cameras() -> None:
    conn = op.get_bind()
    household_id = conn.scalar(sa.text("SELECT min(id) FROM households"))
    cameras = conn.execute(sa.text("SELECT id, folder_path FROM cameras ORDER BY id")).mappings().all()
    if not cameras:
        return
    if household_id is None:
        raise RuntimeError("cameras without a household: run a1b2c3d4e5f6 again")

    sites: defaultdict[str, list[str]] = defaultdict(list)
    for camera in cameras:
        sites[site_of(camera["folder_path"])].append(camera["id"])

    for site, camera_ids in sorted(sites.items()):
        property_id = conn.execute(
            sa.text(
                "INSERT INTO properties (household_id, name) VALUES (:household, :name) RETURNING id"
            ),
            {"household": household_id, "name": site},
        ).scalar()
        conn.execute(
            sa.text("UPDATE cameras SET property_id = :property WHERE id IN :ids").bindparams(
                sa.bindparam("ids", expanding=True)
            ),
            {"property": property_id, "ids": camera_ids},
        )
        kinds = conn.execute(
            sa.text(
                "SELECT zone_type::text, count(*) FROM zones "
                "WHERE camera_id = ANY(:ids) AND enabled GROUP BY 1 ORDER BY 1"
            ),
            {"ids": camera_ids},
        )
        for kind, zones in kinds:
            if kind == "other" and zones < 2:
                continue
            conn.execute(
                sa.text(
                    "INSERT INTO areas (property_id, name, description, color, polygon) "
                    "VALUES (:property, :name, :description, :color, CAST(:polygon AS JSONB))"
                ),
                {
                    "property": property_id,
                    "name": kind.replace("_", " ").capitalize(),
                    "description": f"{zones} zone{'s' if zones > 1 else ''} of {len(camera_ids)} camera(s)",
                    "color": AREA_COLORS.get(kind, "#76B900"),
                    "polygon": json.dumps({"cameras": camera_ids, "zones": zones}),
                },
            )
        logger.info("property %s: %d camera(s)", site, len(camera_ids))


def downgrade() -> None:
    """Reverse schema changes."""
    op.drop_index(op.f("ix_cameras_property_id"), table_name="cameras")
    op.drop_constraint(op.f("fk_cameras_property_id_properties"), "cameras", type_="foreignkey")
    op.drop_column("cameras", "property_id")
    op.drop_index(op.f("ix_areas_property_id"), table_name="areas")
    op.drop_table("areas")
    op.drop_index(op.f("ix_properties_household_id"), table_name="properties")
    op.drop_table("properties")
