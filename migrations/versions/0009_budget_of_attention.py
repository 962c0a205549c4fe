"""What campaigns count from and how much they may ask: own start, reactions, when it went out."""

import sqlalchemy as sa
from alembic import op

from signpost_bot.store.types import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("session", sa.Column("began_on", sa.Date))
    op.add_column("session", sa.Column("mentor", sa.String(60)))
    op.add_column(
        "session", sa.Column("unanswered", sa.Integer, nullable=False, server_default="0")
    )
    op.create_index("ix_session_began_on", "session", ["began_on"])
    op.add_column("outbox", sa.Column("claimed_at", UtcDateTime))


def downgrade() -> None:
    op.drop_column("outbox", "claimed_at")
    op.drop_index("ix_session_began_on", "session")
    for column in ("unanswered", "mentor", "began_on"):
        op.drop_column("session", column)
