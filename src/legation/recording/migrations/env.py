"""Alembic runs revisions on the connection that `recording.opening` hands it, inside that connection's transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
