"""Runs migrations on the connection that `store/schema.py` hands over."""

from alembic import context

from signpost_bot.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=False)
with context.begin_transaction():
    context.run_migrations()
