"""What an offering's texts mean is kept with its revision."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("document", sa.Column("vectors", sa.LargeBinary))
    op.add_column("document", sa.Column("models", sa.String(60)))


def downgrade() -> None:
    with op.batch_alter_table("document") as changed:
        changed.drop_column("models")
        changed.drop_column("vectors")
