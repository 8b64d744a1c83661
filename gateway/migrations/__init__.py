"""Changes of the schema, in order, run by alembic as the role that owns the tables."""
