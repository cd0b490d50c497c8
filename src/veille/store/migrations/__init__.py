"""How the store got its shape: Alembic's revisions, in order."""
