"""Turns table rows into the values that answer models are made from."""

from functools import cache
from typing import Any

from sqlalchemy import Select, inspect

from contactcenter.db import Base

# A query over any columns.
AnySelect = Select[*tuple[Any, ...]]


def columns_of(row: Base) -> dict[str, Any]:
    """The values of a row by attribute name."""
    return {name: getattr(row, name) for name in _names(type(row))}


@cache
def _names(model: type[Base]) -> tuple[str, ...]:
    return tuple(attribute.key for attribute in inspect(model).column_attrs)
