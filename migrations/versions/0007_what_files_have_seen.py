"""Which revision a folder of files last held, so that applying never runs over what is newer."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "seen_revision",
        sa.Column("folder", sa.String(64), nullable=False),
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("folder", "institution", "kind", "slug", name="pk_seen_revision"),
    )


def downgrade() -> None:
    op.drop_table("seen_revision")
