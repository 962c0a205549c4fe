"""What came of campaigns in totals, which went to nobody, and who approved which words."""

import sqlalchemy as sa
from alembic import op

from signpost_bot.store.types import UtcDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "total",
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("block", sa.String(70), nullable=False),
        sa.Column("about", sa.String(20), nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("measure", sa.String(20), nullable=False),
        sa.Column("part", sa.String(60), nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(
            "institution", "block", "about", "slug", "measure", "part", name="pk_total"
        ),
    )
    op.create_table(
        "counted",
        sa.Column("student_id", sa.Uuid, nullable=False),
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("block", sa.String(70), nullable=False),
        sa.Column("about", sa.String(20), nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("measure", sa.String(20), nullable=False),
        sa.Column("keep_to", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint(
            "student_id", "institution", "block", "about", "slug", "measure", name="pk_counted"
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name="fk_counted_student_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "too_few",
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("campaign", sa.String(60), nullable=False),
        sa.Column("occasion", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("institution", "campaign", "occasion", name="pk_too_few"),
    )
    op.create_table(
        "approval",
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("campaign", sa.String(60), nullable=False),
        sa.Column("words_hash", sa.String(64), nullable=False),
        sa.Column("staff_id", sa.Uuid, nullable=False),
        sa.Column("is_approver", sa.Boolean, nullable=False),
        sa.Column("approved_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint(
            "institution", "campaign", "words_hash", "staff_id", name="pk_approval"
        ),
    )


def downgrade() -> None:
    for table in ("approval", "too_few", "counted", "total"):
        op.drop_table(table)
