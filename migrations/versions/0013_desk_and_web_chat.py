"""The desk of staff (sessions, audit, drafts of stories) and talks in a web page."""

import sqlalchemy as sa
from alembic import op

from signpost_bot.store.types import Slugs, UtcDateTime

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    with op.batch_alter_table("staff") as staff:
        staff.add_column(sa.Column("login_hash", sa.String(64)))
        staff.create_index("ix_staff_login_hash", ["login_hash"])
    _add_desk()
    _add_web_chat()


def _add_desk() -> None:
    op.create_table(
        "desk_session",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("staff_id", sa.Uuid, nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_desk_session"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_desk_session_staff_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_desk_session_staff_id", "desk_session", ["staff_id"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("done_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_institution", "audit", ["institution"])
    op.create_table(
        "story_draft",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("offering", sa.String(60), nullable=False),
        sa.Column("staff_id", sa.Uuid, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story_draft"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_story_draft_staff_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_story_draft_institution", "story_draft", ["institution"])


def _add_web_chat() -> None:
    op.create_table(
        "web_talk",
        sa.Column("student_id", sa.Uuid, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("minute_at", UtcDateTime, nullable=False),
        sa.Column("in_minute", sa.Integer, nullable=False),
        sa.Column("suggested", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("student_id", name="pk_web_talk"),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name="fk_web_talk_student_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_web_talk_seen_at", "web_talk", ["seen_at"])
    op.create_table(
        "continuation",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("student_id", sa.Uuid, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_continuation"),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name="fk_continuation_student_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_continuation_student_id", "continuation", ["student_id"])
    op.create_table(
        "feed",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("offerings", Slugs, nullable=False),
        sa.Column("keep_to", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_feed"),
    )


def downgrade() -> None:
    for table in (
        "feed", "continuation", "web_talk", "story_draft", "audit", "desk_session"
    ):  # fmt: skip
        op.drop_table(table)
    with op.batch_alter_table("staff") as staff:
        staff.drop_index("ix_staff_login_hash")
        staff.drop_column("login_hash")
