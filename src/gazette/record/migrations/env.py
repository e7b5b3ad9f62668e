"""What Alembic runs for a step; the connection comes from `migrations.upgrade`."""

from __future__ import annotations

from alembic import context

from gazette.record.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
