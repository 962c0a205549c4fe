"""The bot speaks first: to what students said yes, and what goes out to them."""

import sqlalchemy as sa
from alembic import op

from signpost_bot.store.types import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("visit", sa.Column("ask_at", UtcDateTime))
    op.create_index("ix_visit_ask_at", "visit", ["ask_at"])
    op.create_table(
        "consent",
        sa.Column("student_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("given_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("student_id", "kind", name="pk_consent"),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name="fk_consent_student_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("bot_id", sa.String(30), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("student_id", sa.Uuid, nullable=False),
        sa.Column("campaign", sa.String(60), nullable=False),
        sa.Column("occasion", sa.String(80), nullable=False),
        sa.Column("offering", sa.String(60)),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("best_before", UtcDateTime, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(20)),
        sa.Column("claimed_until", UtcDateTime),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name="fk_outbox_student_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "bot_id", "kind", "campaign", "occasion", "student_id", name="uq_outbox_bot_id"
        ),
    )
    op.create_index("ix_outbox_state", "outbox", ["state", "due_at"])
    op.create_index("ix_outbox_student_id", "outbox", ["student_id"])


def downgrade() -> None:
    op.drop_table("outbox")
    op.drop_table("consent")
    op.drop_index("ix_visit_ask_at", "visit")
    with op.batch_alter_table("visit") as changed:
        changed.drop_column("ask_at")
