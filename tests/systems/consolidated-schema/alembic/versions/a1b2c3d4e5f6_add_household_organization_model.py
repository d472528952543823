"""Add household organization model

Revision ID: a1b2c3d4e5f6
Revises: e36700c35af6
Create Date: 2026-01-20 15:40:02.118274

People whom the system has been told to trust become members of the default
household, so that re-identification keeps working after the upgrade.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision: str = "a1b2c3d4e5f6"
down_revision: str | Sequence[str] | None = "e36700c35af6"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

DEFAULT_HOUSEHOLD = "Home"

member_role = postgresql.ENUM(
    "resident", "family", "service_worker", "frequent_visitor", name="member_role_enum"
)
trusted_level = postgresql.ENUM("full", "partial", "monitor", name="trusted_level_enum")


def upgrade() -> None:
    """Apply schema changes."""
    bind = op.get_bind()
    member_role.create(bind, checkfirst=True)
    trusted_level.create(bind, checkfirst=True)

    op.create_table(
        "households",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=True, comment="lower case, for URLs"),
        sa.Column("timezone", sa.String(length=50), server_default="UTC", nullable=False),
        sa.Column(
            "settings",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_households")),
        comment="Top of the tenancy tree: household, property, area",
    )
    op.create_index("idx_households_name_lower", "households", [sa.text("lower(name)")], unique=True)

    op.create_table(
        "household_members",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.UUID(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column(
            "role",
            postgresql.ENUM(name="member_role_enum", create_type=False),
            server_default="frequent_visitor",
            nullable=False,
        ),
        sa.Column(
            "trusted_level",
            postgresql.ENUM(name="trusted_level_enum", create_type=False),
            server_default=sa.text("'monitor'::trusted_level_enum"),
            nullable=False,
        ),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("typical_schedule", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["households.id"],
            name=op.f("fk_household_members_household_id_households"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entity_id"],
            ["entities.id"],
            name=op.f("fk_household_members_entity_id_entities"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_members")),
        sa.UniqueConstraint(
            "household_id", "name", name=op.f("uq_household_members_household_id_name")
        ),
    )
    op.create_index(op.f("ix_household_members_role"), "household_members", ["role"])
    op.create_index(
        op.f("ix_household_members_entity_id"),
        "household_members",
        ["entity_id"],
        unique=True,
        postgresql_where=sa.text("entity_id IS NOT NULL"),
    )

    if context.is_offline_mode():
        _seed_offline()
    else:
        _seed_online(bind)


def _seed_offline() -> None:
    """The same in plain SQL; everyone is a visitor, for nothing can be counted here."""
    op.execute(
        sa.text("INSERT INTO households (name, slug) VALUES (:name, :slug)").bindparams(
            name=DEFAULT_HOUSEHOLD, slug=DEFAULT_HOUSEHOLD.lower()
        )
    )
    op.execute(
        """
        INSERT INTO household_members (household_id, entity_id, name)
        SELECT DISTINCT ON (e.name) h.id, e.id, e.name
        FROM entities e CROSS JOIN households h
        WHERE e.entity_type = 'person' AND e.trust_status = 'trusted' AND e.name IS NOT NULL
        ORDER BY e.name, e.detection_count DESC
        """
    )


def _seed_online(bind: sa.Connection) -> None:
    household_id = bind.execute(
        sa.text("INSERT INTO households (name, slug) VALUES (:name, :slug) RETURNING id"),
        {"name": DEFAULT_HOUSEHOLD, "slug": DEFAULT_HOUSEHOLD.lower()},
    ).scalar_one()

    entities = sa.table(
        "entities",
        sa.column("id", sa.UUID()),
        sa.column("entity_type", sa.String()),
        sa.column("trust_status", sa.String()),
        sa.column("name", sa.String()),
        sa.column("detection_count", sa.Integer()),
    )
    rows = bind.execute(
        sa.select(entities.c.id, entities.c.name, entities.c.detection_count)
        .where(
            sa.cast(entities.c.entity_type, sa.Text) == "person",
            sa.cast(entities.c.trust_status, sa.Text) == "trusted",
        )
        .order_by(entities.c.detection_count.desc(), entities.c.id)
    ).fetchall()

    members = []
    seen: set[str] = set()
    for row in rows:
        # An unnamed person cannot be shown in the list; a second one of the
        # same name is most often the same person seen by another camera.
        if not row.name or row.name.strip().lower() in seen:
            continue
        seen.add(row.name.strip().lower())
        if row.detection_count >= 500:
            role, level = "resident", "full"
        elif row.detection_count >= 50:
            role, level = "family", "partial"
        else:
            role, level = "frequent_visitor", "monitor"
        members.append(
            {
                "household_id": household_id,
                "entity_id": row.id,
                "name": row.name.strip(),
                "role": role,
                "trusted_level": level,
            }
        )

    if members:
        op.bulk_insert(
            sa.table(
                "household_members",
                sa.column("household_id", sa.Integer()),
                sa.column("entity_id", sa.UUID()),
                sa.column("name", sa.String()),
                sa.column("role", postgresql.ENUM(name="member_role_enum", create_type=False)),
                sa.column(
                    "trusted_level", postgresql.ENUM(name="trusted_level_enum", create_type=False)
                ),
            ),
            members,
        )


def downgrade() -> None:
    """Reverse schema changes."""
    op.drop_index(op.f("ix_household_members_entity_id"), table_name="household_members")
    op.drop_index(op.f("ix_household_members_role"), table_name="household_members")
    op.drop_table("household_members")
    op.drop_index("idx_households_name_lower", table_name="households")
    op.drop_table("households")

    bind = op.get_bind()
    trusted_level.drop(bind, checkfirst=True)
    member_role.drop(bind, checkfirst=True)
