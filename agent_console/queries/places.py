"""Which places lie within a place."""

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from contactcenter.places.models import Place


def ids_within(place_id: str) -> Select[tuple[str]]:
    """A subquery of the place and everything below it, so that asking for a building finds its units."""
    below = select(Place.id).where(Place.id == place_id).cte("below", recursive=True)
    child = aliased(Place)
    below = below.union_all(select(child.id).join(below, child.parent_id == below.c.id))
    return select(below.c.id)
