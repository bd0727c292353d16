"""The schema's history: one for SQLite and PostgreSQL, run by Alembic."""
