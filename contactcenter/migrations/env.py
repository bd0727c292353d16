"""Alembic's entrance; `runner.py` hands it an open connection. Both databases run the same steps."""

from typing import Any, Literal

from alembic import context

from contactcenter.db import Base, UtcDateTime


def render(kind: str, value: Any, _context: Any) -> str | Literal[False]:
    """Keep the history free of our own types: a later change of a class must not change an old step."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(value, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
