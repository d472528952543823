"""Initial schema with tenants, action_logs, and audit_logs

Revision ID: 001
Revises:
Create Date: 2025-10-31 04:15:00.000000

Tables:
- tenants: Multi-tenant organization management
- action_logs: Tracking all adapter service operations
- audit_logs: Compliance and security audit trail
"""
import uuid
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision: str = "001"
down_revision: Union[str, None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

# What an adapter can do for an agent, by the kind of provider.
OPERATIONS = {
    "crm": [
        "create_contact",
        "update_contact",
        "search_contacts",
        "create_company",
        "create_deal",
        "update_deal",
        "add_note",
    ],
    "helpdesk": ["create_ticket", "update_ticket", "search_tickets", "add_comment"],
    "calendar": ["create_event", "update_event", "list_events", "check_availability"],
    "email": ["send_email", "search_emails", "get_email"],
    "knowledge": ["store_document", "search_documents", "delete_document"],
}

action_type = postgresql.ENUM(
    *[f"{kind}_{name}" for kind, names in OPERATIONS.items() for name in names],
    name="action_type",
    create_type=False,
)
action_status = postgresql.ENUM(
    "pending", "success", "failure", "timeout", "retry", name="action_status", create_type=False
)

# The pilot service kept its customers in a table of its own, made without
# migrations. Where it exists its rows become tenants.
PILOT_TABLE = "pilot_customers"
SYSTEM_TENANT_ID = uuid.UUID("00000000-0000-4000-8000-000000000001")


def timestamps(updated: bool = True) -> list[sa.Column]:
    columns = [
        sa.Column(
            "created_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("CURRENT_TIMESTAMP"),
            nullable=False,
            comment="Record creation timestamp",
        )
    ]
    if updated:
        columns.append(
            sa.Column(
                "updated_at",
                postgresql.TIMESTAMP(timezone=True, precision=3),
                server_default=sa.text("CURRENT_TIMESTAMP"),
                nullable=False,
                comment="Record last update timestamp",
            )
        )
    return columns


def upgrade() -> None:
    bind = op.get_bind()

    op.execute('CREATE EXTENSION IF NOT EXISTS "pgcrypto"')

    action_type.create(bind, checkfirst=True)
    action_status.create(bind, checkfirst=True)

    # Create tenants table
    op.create_table(
        "tenants",
        sa.Column(
            "id",
            postgresql.UUID(as_uuid=True),
            server_default=sa.text("gen_random_uuid()"),
            nullable=False,
            comment="Unique tenant identifier",
        ),
        sa.Column("name", sa.String(255), nullable=False, comment="Tenant organization name"),
        sa.Column("slug", sa.String(100), nullable=False, comment="URL-safe tenant identifier"),
        sa.Column("api_key_hash", sa.String(255), nullable=False, comment="Hashed API key for authentication"),
        sa.Column(
            "provider_configs",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
            comment="Provider-specific configurations (CRM, helpdesk, calendar, etc.)",
        ),
        sa.Column(
            "is_active",
            sa.Boolean(),
            server_default=sa.text("true"),
            nullable=False,
            comment="Whether the tenant's account is active",
        ),
        *timestamps(),
        sa.CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="ck_tenants_slug_format"),
        sa.PrimaryKeyConstraint("id", name="pk_tenants"),
        sa.UniqueConstraint("slug", name="uq_tenants_slug"),
        sa.UniqueConstraint("api_key_hash", name="uq_tenants_api_key_hash"),
        comment="Multi-tenant organization management",
    )
    op.create_index("idx_tenants_name_lower", "tenants", [sa.text("lower(name) varchar_pattern_ops")])
    op.create_index(
        "idx_tenants_active", "tenants", ["slug"], unique=False, postgresql_where=sa.text("is_active = true")
    )

    # Create action_logs table
    op.create_table(
        "action_logs",
        sa.Column(
            "id",
            postgresql.UUID(as_uuid=True),
            server_default=sa.text("gen_random_uuid()"),
            nullable=False,
            comment="Unique action log identifier",
        ),
        sa.Column("tenant_id", postgresql.UUID(as_uuid=True), nullable=False, comment="Tenant who initiated the action"),
        sa.Column("action_type", action_type, nullable=False, comment="Type of action performed"),
        sa.Column("provider_name", sa.String(100), nullable=False, comment="Provider used (e.g. hubspot, zendesk)"),
        sa.Column("request_payload", postgresql.JSONB(), nullable=False, comment="Request data sent to the provider"),
        sa.Column("response_data", postgresql.JSONB(), nullable=True, comment="Response data from the provider"),
        sa.Column("status", action_status, server_default="pending", nullable=False, comment="Action execution status"),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("execution_time_ms", sa.Integer(), nullable=True, comment="Execution time in milliseconds"),
        sa.Column(
            "is_slow",
            sa.Boolean(),
            sa.Computed("COALESCE(execution_time_ms, 0) > 5000", persisted=True),
            nullable=True,
        ),
        sa.Column("correlation_id", sa.String(64), nullable=True),
        *timestamps(),
        sa.CheckConstraint(
            "execution_time_ms IS NULL OR execution_time_ms >= 0", name="ck_action_logs_execution_time"
        ),
        sa.CheckConstraint(
            "status <> 'failure' OR error_message IS NOT NULL", name="ck_action_logs_failure_has_message"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name="fk_action_logs_tenant_id_tenants", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_action_logs"),
        comment="Tracking all adapter service operations",
    )
    for column in ("tenant_id", "action_type", "provider_name", "status"):
        op.create_index(f"idx_action_logs_{column}", "action_logs", [column])
    op.create_index(
        "idx_action_logs_tenant_created", "action_logs", ["tenant_id", sa.text("created_at DESC")]
    )
    op.create_index(
        "idx_action_logs_open",
        "action_logs",
        ["created_at"],
        postgresql_where=sa.text("status IN ('pending', 'retry')"),
        postgresql_include=["tenant_id"],
    )
    op.create_index(
        "idx_action_logs_request_payload",
        "action_logs",
        ["request_payload"],
        postgresql_using="gin",
        postgresql_ops={"request_payload": "jsonb_path_ops"},
    )
    op.create_index(
        "idx_action_logs_correlation_id", "action_logs", ["correlation_id"], postgresql_using="hash"
    )

    # Create audit_logs table
    op.create_table(
        "audit_logs",
        sa.Column(
            "id",
            postgresql.UUID(as_uuid=True),
            server_default=sa.text("gen_random_uuid()"),
            nullable=False,
        ),
        sa.Column("tenant_id", postgresql.UUID(as_uuid=True), nullable=False),
        sa.Column("user_id", sa.String(255), nullable=True, comment="User who performed the action"),
        sa.Column("action", sa.String(100), nullable=False, comment="Action performed"),
        sa.Column("resource_type", sa.String(100), nullable=False, comment="Type of resource affected"),
        sa.Column("resource_id", sa.String(255), nullable=True, comment="ID of affected resource"),
        sa.Column("changes", postgresql.JSONB(), nullable=True, comment="Before/after values of changed fields"),
        sa.Column("ip_address", postgresql.INET(), nullable=True, comment="Client's IP address"),
        sa.Column("user_agent", sa.String(500), nullable=True, comment="User agent string"),
        sa.Column("retention", postgresql.INTERVAL(fields="DAY"), server_default=sa.text("'2555 days'"), nullable=False),
        *timestamps(updated=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["tenants.id"],
            name="fk_audit_logs_tenant_id_tenants",
            ondelete="RESTRICT",
            match="SIMPLE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_audit_logs"),
        comment="Compliance and security audit trail",
    )
    op.create_index("idx_audit_logs_tenant_created", "audit_logs", ["tenant_id", "created_at"])
    op.create_index("idx_audit_logs_resource", "audit_logs", ["resource_type", "resource_id"])
    op.create_index(
        "idx_audit_logs_user",
        "audit_logs",
        ["user_id"],
        postgresql_where=sa.text("user_id IS NOT NULL"),
    )
    op.create_index(
        "idx_audit_logs_created_brin",
        "audit_logs",
        ["created_at"],
        postgresql_using="brin",
        postgresql_with={"pages_per_range": 16},
    )

    # updated_at is kept by the database
    op.execute(
        """
        CREATE OR REPLACE FUNCTION update_updated_at_column()
        RETURNS TRIGGER AS $$
        BEGIN
            NEW.updated_at = CURRENT_TIMESTAMP;
            RETURN NEW;
        END;
        $$ language 'plpgsql';
        """
    )
    for table in ("tenants", "action_logs"):
        op.execute(
            f"""
            CREATE TRIGGER update_{table}_updated_at
            BEFORE UPDATE ON {table}
            FOR EACH ROW
            EXECUTE FUNCTION update_updated_at_column();
            """
        )

    # the audit trail is append only
    op.execute(
        """
        CREATE OR REPLACE FUNCTION audit_logs_append_only()
        RETURNS TRIGGER AS $body$
        BEGIN
            RAISE EXCEPTION 'audit_logs is append only (% of %)', TG_OP, OLD.id
                USING ERRCODE = 'restrict_violation';
        END;
        $body$ LANGUAGE plpgsql;
        """
    )
    op.execute(
        "CREATE TRIGGER audit_logs_no_change BEFORE UPDATE OR DELETE ON audit_logs "
        "FOR EACH ROW EXECUTE FUNCTION audit_logs_append_only()"
    )

    seed_tenants(bind)


def seed_tenants(bind) -> None:
    tenants = sa.table(
        "tenants",
        sa.column("id", postgresql.UUID(as_uuid=True)),
        sa.column("name", sa.String()),
        sa.column("slug", sa.String()),
        sa.column("api_key_hash", sa.String()),
        sa.column("is_active", sa.Boolean()),
    )
    # its key matches nothing
    op.bulk_insert(
        tenants,
        [
            {
                "id": SYSTEM_TENANT_ID,
                "name": "Transform Army",
                "slug": "system",
                "api_key_hash": "!",
                "is_active": True,
            }
        ],
    )

    if op.get_context().as_sql:
        return  # the customers of the pilot are known to the database only
    if not sa.inspect(bind).has_table(PILOT_TABLE):
        return

    pilot = sa.table(
        PILOT_TABLE,
        sa.column("id", sa.Integer()),
        sa.column("company", sa.String()),
        sa.column("api_key_hash", sa.String()),
        sa.column("cancelled", sa.Boolean()),
    )
    slugs = {"system"}
    hashes: set[str] = set()
    rows = []
    for customer in bind.execute(sa.select(pilot).order_by(pilot.c.id)).mappings():
        base = "-".join(
            "".join(c if c.isascii() and c.isalnum() else " " for c in customer["company"].lower()).split()
        ) or f"tenant-{customer['id']}"
        slug, n = base, 1
        while slug in slugs:
            n += 1
            slug = f"{base}-{n}"
        slugs.add(slug)

        # Without a key of its own a customer cannot log in: it is imported,
        # but switched off until it has been given one.
        key = customer["api_key_hash"]
        usable = bool(key) and key not in hashes
        if usable:
            hashes.add(key)
        rows.append(
            {
                "id": uuid.uuid5(SYSTEM_TENANT_ID, str(customer["id"])),
                "name": customer["company"],
                "slug": slug,
                "api_key_hash": key if usable else f"!pilot-{customer['id']}",
                "is_active": usable and not customer["cancelled"],
            }
        )
    if rows:
        bind.execute(sa.insert(tenants), rows)
        bind.execute(
            sa.text(
                "INSERT INTO audit_logs (tenant_id, action, resource_type, changes) "
                "VALUES (:tenant, 'pilot_import', 'tenant', jsonb_build_object('imported', CAST(:n AS INTEGER)))"
            ),
            {"tenant": SYSTEM_TENANT_ID, "n": len(rows)},
        )


def downgrade() -> None:
    op.execute("DROP TRIGGER IF EXISTS audit_logs_no_change ON audit_logs")
    op.execute("DROP FUNCTION IF EXISTS audit_logs_append_only()")
    for table in ("action_logs", "tenants"):
        op.execute(f"DROP TRIGGER IF EXISTS update_{table}_updated_at ON {table}")
    op.execute("DROP FUNCTION IF EXISTS update_updated_at_column()")

    # Drop tables in reverse order
    op.drop_index("idx_audit_logs_created_brin", table_name="audit_logs", postgresql_using="brin")
    op.drop_index("idx_audit_logs_user", table_name="audit_logs")
    op.drop_index("idx_audit_logs_resource", table_name="audit_logs")
    op.drop_index("idx_audit_logs_tenant_created", table_name="audit_logs")
    op.drop_table("audit_logs")
    op.drop_table("action_logs")
    op.drop_table("tenants")

    # Drop enums
    bind = op.get_bind()
    action_status.drop(bind, checkfirst=True)
    action_type.drop(bind, checkfirst=True)

    op.execute('DROP EXTENSION IF EXISTS "pgcrypto"')
