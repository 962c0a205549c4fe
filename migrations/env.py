"""Runs migrations on the connection that `store/schema.py` hands over."""

from alembic import context

from signpost_bot.store.school_tables import document

connection = context.config.attributes["connection"]
# The tables of the school and those of students share one metadata.
context.configure(
    connection=connection,
    target_metadata=document.metadata,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
