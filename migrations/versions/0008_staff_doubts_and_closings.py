"""Who keeps a catalog true, what students doubted in it, and institutions that stopped."""

import sqlalchemy as sa
from alembic import op

from signpost_bot.store.types import UtcDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("scope", sa.String(60)),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("chat_hash", sa.String(64)),
        sa.Column("chat", sa.LargeBinary),
        sa.Column("bot_id", sa.String(30)),
        sa.Column("mail", sa.LargeBinary),
        sa.Column("added_on", sa.Date, nullable=False),
        sa.Column("reminded_on", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("institution", "name", name="uq_staff_institution"),
    )
    op.create_index("ix_staff_chat_hash", "staff", ["chat_hash"])
    op.create_table(
        "staff_link",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("staff_id", sa.Uuid, nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("slug", sa.String(60)),
        sa.Column("mail", sa.LargeBinary),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_link"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_staff_link_staff_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_staff_link_staff_id", "staff_link", ["staff_id"])
    op.create_table(
        "doubt",
        sa.Column("student_id", sa.Uuid, nullable=False),
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("offering", sa.String(60), nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("student_id", "institution", "offering", name="pk_doubt"),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name="fk_doubt_student_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "closing",
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("closed_at", UtcDateTime, nullable=False),
        sa.Column("erased_at", UtcDateTime),
        sa.PrimaryKeyConstraint("institution", name="pk_closing"),
    )


def downgrade() -> None:
    for table in ("closing", "doubt", "staff_link", "staff"):
        op.drop_table(table)
