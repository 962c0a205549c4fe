"""A yes to being asked after a visit is its own: one to questions of the year is another."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    # So far there was one yes, asked after a visit and about that; nobody said yes to more.
    op.execute("UPDATE consent SET kind = 'visits' WHERE kind = 'checkins'")
    op.execute(
        "UPDATE outbox SET kind = 'after_visit' WHERE kind = 'checkin' AND offering IS NOT NULL"
    )


def downgrade() -> None:
    op.execute("DELETE FROM consent WHERE kind = 'checkins'")
    op.execute("UPDATE consent SET kind = 'checkins' WHERE kind = 'visits'")
    op.execute("UPDATE outbox SET kind = 'checkin' WHERE kind = 'after_visit'")
