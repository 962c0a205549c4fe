"""What students tell of themselves, and how often in a row they ask about the same."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("session", sa.Column("asked", sa.Integer))
    op.add_column("session", sa.Column("year", sa.Integer))
    op.add_column("session", sa.Column("campus", sa.String(60)))
    op.add_column("session", sa.Column("programme", sa.String(60)))
    op.add_column("session", sa.Column("international", sa.Boolean))
    op.add_column("session", sa.Column("wants_online", sa.Boolean))


def downgrade() -> None:
    with op.batch_alter_table("session") as changed:
        for name in ("wants_online", "international", "programme", "campus", "year", "asked"):
            changed.drop_column(name)
