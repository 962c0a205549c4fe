"""The first tables: documents, students, sessions, visits, insight, suggestions."""

import sqlalchemy as sa
from alembic import op

from signpost_bot.store.types import Slugs, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("author", sa.String(100), nullable=False),
        sa.Column("saved_at", UtcDateTime, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint(
            "institution", "kind", "slug", "revision", name="uq_document_institution"
        ),
    )
    op.create_table(
        "student",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("created_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_student"),
        sa.UniqueConstraint("channel", "address_hash", name="uq_student_channel"),
    )
    op.create_table(
        "session",
        sa.Column("student_id", sa.Uuid, nullable=False),
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("step", sa.String(30), nullable=False),
        sa.Column("shown", Slugs, nullable=False),
        sa.Column("seen", Slugs, nullable=False),
        sa.Column("needs", Slugs, nullable=False),
        sa.Column("pending", sa.LargeBinary),
        sa.Column("quiet_until", sa.Date),
        sa.PrimaryKeyConstraint("student_id", name="pk_session"),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name="fk_session_student_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("student_id", sa.Uuid, nullable=False),
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("offering", sa.String(60), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("starts_at", UtcDateTime),
        sa.Column("remind_at", UtcDateTime),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_visit"),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name="fk_visit_student_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("student_id", "institution", "offering", name="uq_visit_student_id"),
    )
    op.create_index("ix_visit_student_id", "visit", ["student_id"])
    op.create_index("ix_visit_remind_at", "visit", ["remind_at"])
    op.create_table(
        "insight",
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("month_on", sa.Date, nullable=False),
        sa.Column("what", sa.String(30), nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("institution", "month_on", "what", "slug", name="pk_insight"),
    )
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion"),
    )


def downgrade() -> None:
    for table in ("suggestion", "insight", "visit", "session", "student", "document"):
        op.drop_table(table)
