"""Telegram: sealed addresses, an inbox for what came in, replies that wait to be sent."""

import sqlalchemy as sa
from alembic import op

from signpost_bot.store.types import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("student", sa.Column("address", sa.LargeBinary))
    op.create_table(
        "bot",
        sa.Column("bot_id", sa.String(30), nullable=False),
        sa.Column("received_to", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("bot_id", name="pk_bot"),
    )
    op.create_table(
        "inbox",
        sa.Column("bot_id", sa.String(30), nullable=False),
        sa.Column("update_id", sa.BigInteger, nullable=False),
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name="pk_inbox"),
    )
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("bot_id", sa.String(30), nullable=False),
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reply"),
    )


def downgrade() -> None:
    for table in ("reply", "inbox", "bot"):
        op.drop_table(table)
    with op.batch_alter_table("student") as changed:
        changed.drop_column("address")
