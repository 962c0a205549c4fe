"""Two bots in one database: a student is written to by the bot they talk with."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

STUDENTS = sa.table("student", sa.column("address"), sa.column("bot_id"))
BOTS = sa.table("bot", sa.column("bot_id"))


def upgrade() -> None:
    op.add_column("student", sa.Column("bot_id", sa.String(30)))
    # Until now there was one bot to a database. Where that is not so, nobody can tell; a student
    # is then reached again as soon as they write.
    known = op.get_bind().execute(sa.select(BOTS.c.bot_id)).scalars().all()
    if len(known) == 1:
        reached = sa.update(STUDENTS).where(STUDENTS.c.address.is_not(None))
        op.execute(reached.values(bot_id=known[0]))


def downgrade() -> None:
    with op.batch_alter_table("student") as changed:
        changed.drop_column("bot_id")
