"""Initial schema

Consolidated from the migrations of the first year. Creates every table of the
security dashboard with its enums, search vectors, triggers and indexes.

Revision ID: e36700c35af6
Revises:
Create Date: 2026-01-17 09:12:44.381920

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision: str = "e36700c35af6"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Every enum of the schema, created before the tables that use it and dropped
# after them.
ENUMS: dict[str, tuple[str, ...]] = {
    "camera_status": ("online", "offline", "error", "unknown"),
    "zone_type_enum": ("entry_point", "driveway", "sidewalk", "yard", "other"),
    "zone_shape_enum": ("rectangle", "polygon"),
    "alert_severity": ("low", "medium", "high", "critical"),
    "alert_status": ("pending", "delivered", "acknowledged", "dismissed"),
    "entity_type_enum": ("person", "vehicle", "animal", "package", "other"),
    "trust_status_enum": ("trusted", "untrusted", "unknown"),
    "feedback_type_enum": (
        "accurate",
        "false_positive",
        "missed_threat",
        "severity_wrong",
    ),
    "job_status_enum": ("queued", "running", "completed", "failed", "cancelled"),
    "export_type_enum": ("events", "alerts", "full_backup"),
    "scene_change_type": ("view_blocked", "angle_changed", "view_tampered", "unknown"),
    "summary_type_enum": ("hourly", "daily"),
}


def enum(name: str) -> postgresql.ENUM:
    """An enum that exists already: no CREATE TYPE with the table."""
    return postgresql.ENUM(*ENUMS[name], name=name, create_type=False)


def upgrade() -> None:
    """Apply schema changes."""
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")

    for name, values in ENUMS.items():
        labels = ", ".join(f"'{value}'" for value in values)
        op.execute(f"CREATE TYPE {name} AS ENUM ({labels})")

    create_cameras()
    create_detections_and_events()
    create_alerts()
    create_entities()
    create_baselines()
    create_system_tables()
    create_jobs()
    create_prompts()
    create_notifications()
    create_analytics()
    create_search_triggers()


def create_cameras() -> None:
    # ### cameras ###
    op.create_table(
        "cameras",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folder_path", sa.String(), nullable=False),
        sa.Column("status", enum("camera_status"), server_default="online", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "settings",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_cameras_name_unique", "cameras", ["name"], unique=True)
    op.create_index("idx_cameras_folder_path_unique", "cameras", ["folder_path"], unique=True)
    op.create_index("cameras_deleted_at_idx", "cameras", ["deleted_at"])

    # ### zones ###
    op.create_table(
        "zones",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("camera_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("zone_type", enum("zone_type_enum"), nullable=False),
        sa.Column("coordinates", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("shape", enum("zone_shape_enum"), nullable=False),
        sa.Column("color", sa.String(length=7), server_default="#3B82F6", nullable=False),
        sa.Column("enabled", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("priority", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.CheckConstraint("priority >= 0", name="ck_zones_priority_non_negative"),
        sa.CheckConstraint("color ~ '^#[0-9A-Fa-f]{6}$'", name="ck_zones_color_hex"),
        sa.ForeignKeyConstraint(
            ["camera_id"], ["cameras.id"], name="zones_camera_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="zones_pkey"),
        comment="Geographic regions per camera",
    )
    op.create_index("idx_zones_camera_id", "zones", ["camera_id"])
    op.create_index("idx_zones_enabled", "zones", ["enabled"])
    op.create_index("idx_zones_camera_enabled", "zones", ["camera_id", "enabled"])


def create_detections_and_events() -> None:
    # ### detections ###
    op.create_table(
        "detections",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("camera_id", sa.String(), nullable=False),
        sa.Column("file_path", sa.String(), nullable=False),
        sa.Column("file_type", sa.String(), nullable=True),
        sa.Column("detected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("object_type", sa.String(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("bbox_x", sa.Integer(), nullable=True),
        sa.Column("bbox_y", sa.Integer(), nullable=True),
        sa.Column("bbox_width", sa.Integer(), nullable=True),
        sa.Column("bbox_height", sa.Integer(), nullable=True),
        sa.Column("thumbnail_path", sa.String(), nullable=True),
        sa.Column("media_type", sa.String(), server_default="image", nullable=True),
        sa.Column("duration", sa.Float(), nullable=True),
        sa.Column("video_codec", sa.String(), nullable=True),
        sa.Column("enrichment_data", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("labels", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("search_vector", postgresql.TSVECTOR(), nullable=True),
        sa.CheckConstraint(
            "confidence IS NULL OR (confidence >= 0.0 AND confidence <= 1.0)",
            name="ck_detections_confidence_range",
        ),
        sa.CheckConstraint(
            "media_type IS NULL OR media_type IN ('image', 'video')",
            name="ck_detections_media_type",
        ),
        sa.ForeignKeyConstraint(["camera_id"], ["cameras.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_detections_camera_id", "detections", ["camera_id"])
    op.create_index("idx_detections_detected_at", "detections", ["detected_at"])
    op.create_index("idx_detections_camera_time", "detections", ["camera_id", "detected_at"])
    op.create_index(
        "idx_detections_camera_object_type", "detections", ["camera_id", "object_type"]
    )
    op.create_index(
        "ix_detections_enrichment_data_gin",
        "detections",
        ["enrichment_data"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"enrichment_data": "jsonb_path_ops"},
    )
    op.create_index(
        "ix_detections_detected_at_brin",
        "detections",
        ["detected_at"],
        unique=False,
        postgresql_using="brin",
        postgresql_with={"pages_per_range": 64},
    )
    op.create_index(
        "idx_detections_search_vector",
        "detections",
        ["search_vector"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "idx_detections_object_type_trgm",
        "detections",
        ["object_type"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"object_type": "gin_trgm_ops"},
    )

    # ### events ###
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("camera_id", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("risk_score", sa.Integer(), nullable=True),
        sa.Column("risk_level", sa.String(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("reasoning", sa.Text(), nullable=True),
        sa.Column("llm_prompt", sa.Text(), nullable=True),
        sa.Column("reviewed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("is_fast_path", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("object_types", sa.Text(), nullable=True),
        sa.Column("clip_path", sa.String(), nullable=True),
        sa.Column("snooze_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search_vector", postgresql.TSVECTOR(), nullable=True),
        sa.CheckConstraint(
            "risk_score IS NULL OR (risk_score >= 0 AND risk_score <= 100)",
            name="ck_events_risk_score_range",
        ),
        sa.CheckConstraint(
            "risk_level IS NULL OR risk_level IN ('low', 'medium', 'high', 'critical')",
            name="ck_events_risk_level",
        ),
        sa.CheckConstraint(
            "ended_at IS NULL OR ended_at >= started_at", name="ck_events_time_order"
        ),
        sa.ForeignKeyConstraint(["camera_id"], ["cameras.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("camera_id", "started_at", "risk_score", "reviewed", "batch_id"):
        op.create_index(f"idx_events_{column}", "events", [column])
    op.create_index(
        "idx_events_search_vector",
        "events",
        ["search_vector"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "idx_events_object_types_trgm",
        "events",
        ["object_types"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"object_types": "gin_trgm_ops"},
    )
    op.create_index(
        "ix_events_started_at_brin", "events", ["started_at"], postgresql_using="brin"
    )
    # The dashboard asks for unreviewed, not deleted events, worst first.
    op.create_index(
        "idx_events_unreviewed",
        "events",
        [sa.text("risk_score DESC NULLS LAST"), "started_at"],
        unique=False,
        postgresql_where=sa.text("reviewed = false AND deleted_at IS NULL"),
    )

    # ### event_detections (many to many) ###
    op.create_table(
        "event_detections",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("detection_id", sa.Integer(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["detection_id"], ["detections.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "detection_id"),
    )
    op.create_index("idx_event_detections_event_id", "event_detections", ["event_id"])
    op.create_index("idx_event_detections_detection_id", "event_detections", ["detection_id"])

    # ### event_audits ###
    op.create_table(
        "event_audits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("audited_at", sa.DateTime(timezone=True), nullable=False),
        *[
            sa.Column(f"has_{part}", sa.Boolean(), server_default=sa.false(), nullable=False)
            for part in (
                "rtdetr",
                "florence",
                "clip",
                "violence",
                "clothing",
                "vehicle",
                "pet",
                "weather",
            )
        ],
        sa.Column("prompt_length", sa.Integer(), server_default="0", nullable=False),
        sa.Column("prompt_token_estimate", sa.Integer(), server_default="0", nullable=False),
        sa.Column("enrichment_utilization", sa.Float(), server_default="0.0", nullable=False),
        sa.Column("overall_quality_score", sa.Numeric(precision=3, scale=1), nullable=True),
        sa.Column("self_eval_critique", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "overall_quality_score IS NULL OR overall_quality_score BETWEEN 1.0 AND 5.0",
            name="ck_event_audits_quality_range",
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event_id"),
    )
    op.create_index("idx_event_audits_audited_at", "event_audits", ["audited_at"])

    # ### event_feedback ###
    op.create_table(
        "event_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("feedback_type", enum("feedback_type_enum"), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("expected_severity", enum("alert_severity"), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event_id", name="uq_event_feedback_event_id"),
    )
    op.create_index("idx_event_feedback_type", "event_feedback", ["feedback_type"])


def create_alerts() -> None:
    # ### alert_rules ###
    op.create_table(
        "alert_rules",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("severity", enum("alert_severity"), server_default="medium", nullable=False),
        sa.Column("risk_threshold", sa.Integer(), nullable=True),
        sa.Column("object_types", postgresql.ARRAY(sa.String(length=50)), nullable=True),
        sa.Column("camera_ids", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("conditions", postgresql.JSONB(), nullable=True),
        sa.Column(
            "dedup_key_template",
            sa.String(length=255),
            server_default="{camera_id}:{rule_id}",
            nullable=False,
        ),
        sa.Column("cooldown_seconds", sa.Integer(), server_default="300", nullable=False),
        sa.Column("channels", postgresql.JSONB(), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.CheckConstraint("cooldown_seconds >= 0", name="ck_alert_rules_cooldown"),
        sa.CheckConstraint(
            "risk_threshold IS NULL OR risk_threshold BETWEEN 0 AND 100",
            name="ck_alert_rules_risk_threshold",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_alert_rules_name", "alert_rules", ["name"])
    op.create_index(
        "idx_alert_rules_enabled",
        "alert_rules",
        ["severity"],
        postgresql_where=sa.text("enabled"),
        postgresql_include=["name", "cooldown_seconds"],
    )

    # ### alerts ###
    op.create_table(
        "alerts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.String(length=36), nullable=True),
        sa.Column("severity", enum("alert_severity"), server_default="medium", nullable=False),
        sa.Column("status", enum("alert_status"), server_default="pending", nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "channels", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False
        ),
        sa.Column("dedup_key", sa.String(length=255), nullable=False),
        sa.Column("alert_metadata", postgresql.JSONB(), nullable=True),
        sa.Column("version_id", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rule_id"], ["alert_rules.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_alerts_event_id", "alerts", ["event_id"])
    op.create_index("idx_alerts_rule_id", "alerts", ["rule_id"])
    op.create_index("idx_alerts_dedup_key_created_at", "alerts", ["dedup_key", "created_at"])
    op.create_index(
        "idx_alerts_pending",
        "alerts",
        ["created_at"],
        postgresql_where="status = 'pending'",
    )


def create_entities() -> None:
    # ### entities ###
    op.create_table(
        "entities",
        sa.Column(
            "id",
            postgresql.UUID(as_uuid=True),
            server_default=sa.text("gen_random_uuid()"),
            nullable=False,
        ),
        sa.Column("entity_type", enum("entity_type_enum"), nullable=False),
        sa.Column("trust_status", enum("trust_status_enum"), server_default="unknown", nullable=False),
        sa.Column("name", sa.String(length=255), nullable=True),
        sa.Column("embedding_vector", postgresql.ARRAY(sa.REAL(), dimensions=1), nullable=True),
        sa.Column(
            "first_seen_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column(
            "last_seen_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column("detection_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("entity_metadata", postgresql.JSONB(), nullable=True),
        sa.Column("primary_detection_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("detection_count >= 0", name="ck_entities_detection_count"),
        sa.ForeignKeyConstraint(
            ["primary_detection_id"],
            ["detections.id"],
            name="fk_entities_primary_detection",
            ondelete="SET NULL",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_entities_entity_type", "entities", ["entity_type"])
    op.create_index("idx_entities_last_seen_at", "entities", [sa.text("last_seen_at DESC")])
    op.create_index("idx_entities_name_lower", "entities", [sa.text("lower(name)")])
    op.create_index(
        "ix_entities_entity_metadata_gin",
        "entities",
        ["entity_metadata"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": False},
    )


def create_baselines() -> None:
    # ### activity_baselines, class_baselines: the same shape, one key more ###
    for table, keys in (
        ("activity_baselines", ("hour", "day_of_week")),
        ("class_baselines", ("detection_class", "hour")),
    ):
        columns = [
            sa.Column(
                key,
                sa.String(length=50) if key == "detection_class" else sa.SmallInteger(),
                nullable=False,
            )
            for key in keys
        ]
        counter = "avg_count" if table == "activity_baselines" else "frequency"
        checks = [sa.CheckConstraint("hour >= 0 AND hour <= 23", name=f"ck_{table}_hour")]
        if "day_of_week" in keys:
            checks.append(
                sa.CheckConstraint("day_of_week BETWEEN 0 AND 6", name=f"ck_{table}_day_of_week")
            )
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
            sa.Column("camera_id", sa.String(), nullable=False),
            *columns,
            sa.Column(counter, sa.Float(), server_default="0", nullable=False),
            sa.Column("sample_count", sa.Integer(), server_default="0", nullable=False),
            sa.Column(
                "last_updated",
                sa.DateTime(timezone=True),
                server_default=sa.text("CURRENT_TIMESTAMP"),
                nullable=False,
            ),
            *checks,
            sa.ForeignKeyConstraint(["camera_id"], ["cameras.id"], ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("id"),
            sa.UniqueConstraint("camera_id", *keys, name=f"uq_{table}_slot"),
        )
        op.create_index(f"idx_{table}_camera", table, ["camera_id"])


def create_system_tables() -> None:
    # ### audit_logs ###
    op.create_table(
        "audit_logs",
        sa.Column("id", sa.BigInteger(), sa.Identity(start=1, increment=1), nullable=False),
        sa.Column("timestamp", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=50), nullable=False),
        sa.Column("resource_type", sa.String(length=50), nullable=False),
        sa.Column("resource_id", sa.String(length=255), nullable=True),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("ip_address", postgresql.INET(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(), nullable=True),
        sa.Column("status", sa.String(length=20), server_default="success", nullable=False),
        sa.CheckConstraint("status IN ('success', 'failure')", name="ck_audit_logs_status"),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ["timestamp", "action", "resource_type", "actor", "status"]:
        op.create_index("idx_audit_logs_" + column, "audit_logs", [column])
    op.create_index(
        "ix_audit_logs_timestamp_brin", "audit_logs", ["timestamp"], postgresql_using="brin"
    )

    # ### gpu_stats ###
    op.create_table(
        "gpu_stats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gpu_name", sa.String(length=255), nullable=True),
        sa.Column("gpu_utilization", sa.Float(), nullable=True),
        sa.Column("memory_used", sa.Integer(), nullable=True),
        sa.Column("memory_total", sa.Integer(), nullable=True),
        sa.Column(
            "memory_percent",
            sa.Numeric(5, 2),
            sa.Computed(
                "CASE WHEN memory_total > 0 THEN memory_used * 100.0 / memory_total END",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.Column("temperature", sa.Float(), nullable=True),
        sa.Column("power_usage", sa.Float(), nullable=True),
        sa.Column("inference_fps", sa.Float(), nullable=True),
        sa.CheckConstraint(
            "gpu_utilization IS NULL OR (gpu_utilization >= 0.0 AND gpu_utilization <= 100.0)",
            name="ck_gpu_stats_utilization_range",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_gpu_stats_recorded_at", "gpu_stats", ["recorded_at"])
    op.create_index(
        "ix_gpu_stats_recorded_at_brin",
        "gpu_stats",
        ["recorded_at"],
        postgresql_using="brin",
        postgresql_with={"pages_per_range": 32, "autosummarize": True},
    )

    # ### logs ###
    op.create_table(
        "logs",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column(
            "timestamp", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("component", sa.String(length=50), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("camera_id", sa.String(length=100), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.String(length=36), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("extra", postgresql.JSONB(), nullable=True),
        sa.Column("source", sa.String(length=10), server_default="backend", nullable=False),
        sa.Column("search_vector", postgresql.TSVECTOR(), nullable=True),
        sa.CheckConstraint(
            "level IN ('DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL')", name="ck_logs_level"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_logs_timestamp", "logs", [sa.text("timestamp DESC")])
    op.create_index("idx_logs_component", "logs", ["component"])
    op.create_index(
        "idx_logs_errors",
        "logs",
        ["timestamp"],
        postgresql_where=sa.text("level IN ('ERROR', 'CRITICAL')"),
    )
    op.create_index(
        "idx_logs_message_trgm",
        "logs",
        ["message"],
        postgresql_using="gin",
        postgresql_ops={"message": "gin_trgm_ops"},
    )
    op.create_index("idx_logs_search_vector", "logs", ["search_vector"], postgresql_using="gin")


def create_jobs() -> None:
    # ### jobs ###
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("job_type", sa.String(length=50), nullable=False),
        sa.Column("status", enum("job_status_enum"), server_default="queued", nullable=False),
        sa.Column("queue_name", sa.String(length=100), nullable=True),
        sa.Column("priority", sa.SmallInteger(), server_default="2", nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("timeout", postgresql.INTERVAL(), server_default=sa.text("interval '10 minutes'")),
        sa.Column("progress_percent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("result", postgresql.JSONB(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("attempt_number", sa.Integer(), server_default="1", nullable=False),
        sa.Column("max_attempts", sa.Integer(), server_default="3", nullable=False),
        sa.CheckConstraint("priority BETWEEN 0 AND 4", name="ck_jobs_priority_range"),
        sa.CheckConstraint("progress_percent BETWEEN 0 AND 100", name="ck_jobs_progress_range"),
        sa.CheckConstraint(
            "completed_at IS NULL OR started_at IS NOT NULL", name="ck_jobs_completed_was_started"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_jobs_status", "jobs", ["status"])
    op.create_index("idx_jobs_job_type", "jobs", ["job_type"])
    op.create_index(
        "idx_jobs_runnable",
        "jobs",
        ["priority", "created_at"],
        postgresql_where=sa.text("status = 'queued' AND attempt_number <= max_attempts"),
    )

    # ### job_attempts ###
    op.create_table(
        "job_attempts",
        sa.Column(
            "id",
            sa.UUID(),
            server_default=sa.text("gen_random_uuid()"),
            nullable=False,
        ),
        sa.Column("job_id", sa.String(length=36), nullable=False),
        sa.Column("attempt_number", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=20), server_default="started", nullable=False),
        sa.Column("worker_id", sa.String(length=100), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("error_traceback", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("job_id", "attempt_number", name="uq_job_attempts_number"),
    )

    # ### job_logs ###
    op.create_table(
        "job_logs",
        sa.Column("id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("job_id", sa.String(length=36), nullable=False),
        sa.Column("attempt_number", sa.Integer(), nullable=False),
        sa.Column(
            "timestamp", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("context", postgresql.JSONB(), nullable=True),
        # to the attempt, not only to the job
        sa.ForeignKeyConstraint(
            ["job_id", "attempt_number"],
            ["job_attempts.job_id", "job_attempts.attempt_number"],
            name="fk_job_logs_attempt",
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_job_logs_job_time", "job_logs", ["job_id", "timestamp"])

    # ### job_transitions ###
    op.create_table(
        "job_transitions",
        sa.Column("id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("job_id", sa.String(length=36), nullable=False),
        sa.Column("from_status", enum("job_status_enum"), nullable=True),
        sa.Column("to_status", enum("job_status_enum"), nullable=False),
        sa.Column(
            "transitioned_at",
            sa.DateTime(timezone=True),
            server_default=sa.func.now(),
            nullable=False,
        ),
        sa.Column("triggered_by", sa.String(length=50), server_default="worker", nullable=False),
        sa.Column("metadata_json", sa.Text(), nullable=True),
        sa.CheckConstraint("from_status IS DISTINCT FROM to_status", name="ck_job_transitions_moves"),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_job_transitions_job_id", "job_transitions", ["job_id"])

    # ### export_jobs ###
    op.create_table(
        "export_jobs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("status", enum("job_status_enum"), server_default="queued", nullable=False),
        sa.Column("export_type", enum("export_type_enum"), nullable=False),
        sa.Column("export_format", sa.String(length=10), server_default="csv", nullable=False),
        sa.Column("total_items", sa.Integer(), nullable=True),
        sa.Column("processed_items", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("output_path", sa.String(length=500), nullable=True),
        sa.Column("output_size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("checksum", sa.LargeBinary(length=32), nullable=True),
        sa.Column("filter_params", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "total_items IS NULL OR processed_items <= total_items",
            name="ck_export_jobs_processed",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_export_jobs_status_created", "export_jobs", ["status", "created_at"])


def create_prompts() -> None:
    # ### prompt_configs ###
    prompt_configs = op.create_table(
        "prompt_configs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(length=50), nullable=False),
        sa.Column("system_prompt", sa.Text(), nullable=False),
        sa.Column("temperature", sa.Float(), server_default=sa.text("0.7"), nullable=False),
        sa.Column("max_tokens", sa.Integer(), server_default=sa.text("2048"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("is_default", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("model", name="uq_prompt_configs_model"),
    )

    # ### prompt_versions ###
    op.create_table(
        "prompt_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(length=50), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("config_json", sa.Text(), nullable=False),
        sa.Column("change_description", sa.Text(), nullable=True),
        sa.Column("created_by", sa.String(length=255), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.CheckConstraint("version > 0", name="ck_prompt_versions_version"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("model", "version", name="uq_prompt_versions_model_version"),
    )
    # one active version per model
    op.create_index(
        "idx_prompt_versions_active",
        "prompt_versions",
        ["model"],
        unique=True,
        postgresql_where=sa.text("is_active"),
    )

    op.bulk_insert(
        prompt_configs,
        [
            {
                "model": "nemotron",
                "system_prompt": "You are a home security analyst.\nAnswer with JSON only: {\"risk_score\": 0-100}",
                "temperature": 0.7,
                "is_default": True,
            },
            {
                "model": "florence2",
                "system_prompt": "Describe the scene; don't guess who people are.",
                "temperature": 0.2,
                "is_default": False,
            },
        ],
    )


def create_notifications() -> None:
    # ### notification_preferences: one row, id is always 1 ###
    op.create_table(
        "notification_preferences",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("enabled", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("sound", sa.String(length=20), server_default="default", nullable=False),
        sa.Column(
            "risk_filters",
            postgresql.ARRAY(sa.String()),
            server_default=sa.text("ARRAY['critical', 'high', 'medium']"),
            nullable=False,
        ),
        sa.Column("channels", postgresql.JSONB(), nullable=True),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.CheckConstraint("id = 1", name="ck_notification_preferences_singleton"),
        sa.CheckConstraint(
            "sound IN ('none', 'default', 'alert', 'chime', 'urgent')",
            name="ck_notification_preferences_sound",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute("INSERT INTO notification_preferences (id) VALUES (1) ON CONFLICT (id) DO NOTHING")

    # ### camera_notification_settings ###
    op.create_table(
        "camera_notification_settings",
        sa.Column(
            "id", postgresql.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("camera_id", sa.String(), nullable=False),
        sa.Column("enabled", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("risk_threshold", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sound", sa.String(length=20), nullable=True),
        sa.Column("muted_until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "risk_threshold >= 0 AND risk_threshold <= 100",
            name="ck_camera_notification_settings_risk_threshold",
        ),
        sa.ForeignKeyConstraint(["camera_id"], ["cameras.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("camera_id"),
    )

    # ### quiet_hours_periods ###
    op.create_table(
        "quiet_hours_periods",
        sa.Column(
            "id", postgresql.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("label", sa.String(length=255), nullable=False),
        sa.Column("start_time", sa.Time(), nullable=False),
        sa.Column("end_time", sa.Time(timezone=False), nullable=False),
        sa.Column(
            "days",
            postgresql.ARRAY(sa.String(length=9)),
            server_default=sa.text(
                "ARRAY['monday','tuesday','wednesday','thursday','friday','saturday','sunday']"
            ),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), server_default=sa.text("CURRENT_DATE"), nullable=False),
        sa.CheckConstraint("start_time <> end_time", name="ck_quiet_hours_periods_not_empty"),
        sa.CheckConstraint("cardinality(days) > 0", name="ck_quiet_hours_periods_days"),
        sa.PrimaryKeyConstraint("id"),
    )


def create_analytics() -> None:
    # ### user_calibration ###
    op.create_table(
        "user_calibration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(), server_default="default", nullable=False),
        sa.Column("low_threshold", sa.Integer(), server_default="30", nullable=False),
        sa.Column("medium_threshold", sa.Integer(), server_default="60", nullable=False),
        sa.Column("high_threshold", sa.Integer(), server_default="85", nullable=False),
        sa.Column("decay_factor", sa.Float(), server_default="0.1", nullable=False),
        sa.Column("correct_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("false_positive_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("missed_threat_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.CheckConstraint(
            "low_threshold < medium_threshold AND medium_threshold < high_threshold",
            name="ck_user_calibration_threshold_order",
        ),
        sa.CheckConstraint(
            "low_threshold >= 0 AND high_threshold <= 100", name="ck_user_calibration_bounds"
        ),
        sa.CheckConstraint(
            "decay_factor > 0.0 AND decay_factor <= 1.0", name="ck_user_calibration_decay"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_user_calibration_user_id", "user_calibration", ["user_id"], unique=True)

    # ### scene_changes ###
    op.create_table(
        "scene_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("camera_id", sa.String(), nullable=False),
        sa.Column(
            "detected_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column("change_type", enum("scene_change_type"), server_default="unknown", nullable=False),
        sa.Column("similarity_score", sa.Float(), nullable=False),
        sa.Column("acknowledged", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_path", sa.String(), nullable=True),
        sa.CheckConstraint(
            "similarity_score >= 0.0 AND similarity_score <= 1.0",
            name="ck_scene_changes_similarity_range",
        ),
        sa.ForeignKeyConstraint(["camera_id"], ["cameras.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "idx_scene_changes_unacknowledged",
        "scene_changes",
        ["camera_id", "detected_at"],
        postgresql_where=sa.text("NOT acknowledged"),
    )
    op.create_index(
        "ix_scene_changes_detected_at_brin",
        "scene_changes",
        ["detected_at"],
        postgresql_using="brin",
    )

    # ### summaries ###
    op.create_table(
        "summaries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("summary_type", enum("summary_type_enum"), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("event_ids", postgresql.ARRAY(sa.Integer()), nullable=True),
        sa.Column("window_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("window_end", sa.DateTime(timezone=True), nullable=False),
        sa.Column("generated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.CheckConstraint("window_end > window_start", name="ck_summaries_window_order"),
        sa.PrimaryKeyConstraint("id"),
        # two summaries of one kind never cover the same hour
        postgresql.ExcludeConstraint(
            (sa.column("summary_type"), "="),
            (sa.text("tstzrange(window_start, window_end)"), "&&"),
            using="gist",
            name="excl_summaries_overlap",
        ),
    )
    op.create_index("idx_summaries_type_created", "summaries", ["summary_type", "created_at"])


def create_search_triggers() -> None:
    op.execute(
        """
        CREATE OR REPLACE FUNCTION events_search_vector_update() RETURNS trigger AS $$
        DECLARE
            camera_name TEXT;
        BEGIN
            SELECT name INTO camera_name FROM cameras WHERE id = NEW.camera_id;

            NEW.search_vector :=
                setweight(to_tsvector('english', COALESCE(NEW.summary, '')), 'A') ||
                setweight(to_tsvector('english', COALESCE(camera_name, '')), 'A') ||
                setweight(to_tsvector('english', COALESCE(NEW.object_types, '')), 'B') ||
                setweight(to_tsvector('english', COALESCE(NEW.reasoning, '')), 'C');
            RETURN NEW;
        END
        $$ LANGUAGE plpgsql;
        """
    )
    op.execute(
        """
        CREATE TRIGGER events_search_vector_trigger
        BEFORE INSERT OR UPDATE ON events
        FOR EACH ROW EXECUTE FUNCTION events_search_vector_update();
        """
    )
    op.execute(
        """
        CREATE OR REPLACE FUNCTION detections_search_vector_update() RETURNS trigger AS $func$
        BEGIN
            NEW.search_vector := to_tsvector(
                'simple',
                COALESCE(NEW.object_type, '') || ' ' || COALESCE(NEW.labels::text, '')
            );
            RETURN NEW;
        END
        $func$ LANGUAGE plpgsql
        """
    )
    op.execute(
        "CREATE TRIGGER detections_search_vector_trigger "
        "BEFORE INSERT OR UPDATE OF object_type, labels ON detections "
        "FOR EACH ROW EXECUTE FUNCTION detections_search_vector_update()"
    )
    # What the log viewer searches; '%' and ':' of the format strings are text.
    op.execute(
        r"""
        CREATE OR REPLACE FUNCTION logs_search_vector_update() RETURNS trigger AS $$
        BEGIN
            IF NEW.message LIKE '%password=%' THEN
                RAISE EXCEPTION 'log of % at % would store a password',
                    NEW.component, to_char(NEW.timestamp, 'HH24\:MI\:SS');
            END IF;
            NEW.search_vector := to_tsvector('english', NEW.component || ' ' || NEW.message);
            RETURN NEW;
        END
        $$ LANGUAGE plpgsql;
        """
    )
    op.execute(
        """
        CREATE TRIGGER logs_search_vector_trigger
        BEFORE INSERT OR UPDATE ON logs
        FOR EACH ROW EXECUTE FUNCTION logs_search_vector_update();
        """
    )


def downgrade() -> None:
    """Reverse schema changes."""
    for table in ("logs", "detections", "events"):
        op.execute(f"DROP TRIGGER IF EXISTS {table}_search_vector_trigger ON {table}")
        op.execute(f"DROP FUNCTION IF EXISTS {table}_search_vector_update()")

    # children first
    for table in (
        "summaries",
        "scene_changes",
        "user_calibration",
        "quiet_hours_periods",
        "camera_notification_settings",
        "notification_preferences",
        "prompt_versions",
        "prompt_configs",
        "export_jobs",
        "job_transitions",
        "job_logs",
        "job_attempts",
        "jobs",
        "logs",
        "gpu_stats",
        "audit_logs",
        "class_baselines",
        "activity_baselines",
        "entities",
        "alerts",
        "alert_rules",
        "event_feedback",
        "event_audits",
        "event_detections",
        "events",
        "detections",
        "zones",
        "cameras",
    ):
        op.drop_table(table)

    for name in reversed(ENUMS):
        op.execute(f"DROP TYPE IF EXISTS {name}")

    op.execute("DROP EXTENSION IF EXISTS btree_gist")
    op.execute("DROP EXTENSION IF EXISTS pg_trgm")
