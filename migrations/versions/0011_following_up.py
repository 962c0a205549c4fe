"""Following up: how far the questions about a visit are, and codes that are scanned at the end."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("visit", sa.Column("went_on", sa.Date))
    op.add_column("visit", sa.Column("asked", sa.String(10)))
    op.add_column("visit", sa.Column("asked_on", sa.Date))
    op.add_column("visit", sa.Column("ask_next", sa.String(10)))
    op.add_column(
        "visit", sa.Column("ask_later", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.create_table(
        "attendance_code",
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("institution", sa.String(60), nullable=False),
        sa.Column("offering", sa.String(60), nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_attendance_code"),
        sa.UniqueConstraint(
            "institution", "offering", "held_on", name="uq_attendance_code_institution"
        ),
    )
    # Until now a visit was written when they said that they went, and there was one question.
    visit = sa.table("visit", *map(sa.column, ("state", "changed_at", "went_on", "ask_at")))
    went = visit.c.state == "went"
    op.execute(visit.update().where(went).values(went_on=sa.func.date(visit.c.changed_at)))
    op.execute("UPDATE visit SET ask_next = 'first' WHERE ask_at IS NOT NULL")


def downgrade() -> None:
    op.drop_table("attendance_code")
    for column in ("ask_later", "ask_next", "asked_on", "asked", "went_on"):
        op.drop_column("visit", column)
